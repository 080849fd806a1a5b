"""`report`: from stored results to a document."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from salesex import catalogue
from salesex.errors import CannotRunError, DataError, Issue, UsageError

if TYPE_CHECKING:
    from salesex.model.audiences import Audience
    from salesex.model.results import Results
    from salesex.reports.templating import Own

ReportFormat = Literal["pdf", "html"]
ENDINGS: dict[str, ReportFormat] = {".pdf": "pdf", ".html": "html", ".htm": "html"}
MISSING_LANGUAGE = "E047"
"""`validate` warns of the same texts; a report cannot be made without them."""


@dataclass(frozen=True, slots=True)
class Report:
    """A rendered report: where it belongs, its bytes, and what a reader should be warned about."""

    path: Path
    data: bytes
    language: str
    warnings: tuple[str, ...]


def report(
    folder: str | Path = ".",
    *,
    format: ReportFormat | None = None,
    language: str | None = None,
    output: str | Path | None = None,
    audience: Audience = "full",
    sections: Sequence[str] = (),
    archive: bool = False,
) -> Report:
    """Render the stored results of an engagement folder; computes no result.

    Parameters
    ----------
    format : `pdf` (needs Pango) or `html` (one file); None takes the one `output` ends in, else `pdf`
    language : `de` or `en`; None takes the engagement's, else English
    output : file to write; None gives `reports/<folder>-<wave>-<language>.<format>`
    audience, sections : for whom, or which chapters; sections leave `audience` without effect,
        except that those of a workshop name its pages
    archive : make a PDF/A-3 with `results.json` inside

    Raises
    ------
    UsageError : `output` ends in another format than the one asked for, or in none; an HTML to archive
    CannotRunError : no engagement, no stored results, or a library is missing
    DataError : texts lack the language; the issues name them
    """
    from salesex.store import read_results

    folder = Path(folder)
    wanted = chosen_format(format, output)
    if archive and wanted != "pdf":
        raise UsageError("Only a PDF is made for the archive", "Leave --archive out, or make a PDF.")
    if wanted == "pdf":
        check_pdf()
    results = read_results(folder)
    if results is None:
        raise no_results(folder)
    return render(
        results,
        folder,
        format=wanted,
        language=language,
        output=output,
        audience=audience,
        sections=sections,
        archive=archive,
    )


def render(
    results: Results,
    folder: Path,
    *,
    format: ReportFormat = "pdf",
    language: str | None = None,
    output: str | Path | None = None,
    warnings: tuple[str, ...] | None = None,
    audience: Audience = "full",
    sections: Sequence[str] = (),
    archive: bool = False,
) -> Report:
    """Render results that are at hand; `warnings` None compares them with the files of the folder."""
    from salesex.reports import render as rendering
    from salesex.store import results_json

    language = report_language(results, language)
    missing = missing_texts(results, language)
    if missing:
        raise DataError(missing, results.engagement.language)
    said = _source_warnings(results, folder) if warnings is None else warnings
    own, own_warnings = _own(results, folder)
    if format == "pdf":
        attached = results_json(results) if archive else None
        data = rendering.render_pdf(
            results, language, own=own, audience=audience, sections=sections, attached=attached
        )
    else:
        page = rendering.render_html(results, language, own=own, audience=audience, sections=sections)
        data = page.encode()
    name = report_name(results, folder, language, format, audience)
    path = Path(output) if output else folder / "reports" / name
    return Report(path, data, language, said + own_warnings)


def check_pdf() -> None:
    """Make sure that a PDF can be made.

    Raises
    ------
    CannotRunError : a system library is missing; names the one command that installs it
    """
    from salesex.reports import render as rendering

    rendering.check_pdf()


def chosen_format(format: ReportFormat | None, output: str | Path | None) -> ReportFormat:
    """Return the format asked for, else the one the file ends in, else `pdf`.

    A file of another ending may be one of the engagement's and is never written.

    Raises
    ------
    UsageError : the file ends in the other format, or in neither
    """
    if not output:
        return format or "pdf"
    ending = Path(output).suffix.lower()
    told = ENDINGS.get(ending)
    if told is None:
        raise UsageError(
            f"{output} is no name for a report: it does not end in {' or '.join(ENDINGS)}",
            f"Let the file end in .{format or 'pdf'}.",
        )
    if format and format != told:
        raise UsageError(
            f"{output} ends in {ending}, but the format asked for is {format}",
            f"Leave --format out, or let the file end in .{format}.",
        )
    return told


def report_language(results: Results, language: str | None = None) -> str:
    """Return the language asked for, else the engagement's, else English."""
    from salesex.model import LANGUAGES

    if language is not None:
        return language
    return results.engagement.language if results.engagement.language in LANGUAGES else "en"


def report_name(
    results: Results, folder: Path, language: str, format: str, audience: Audience = "full"
) -> str:
    """Return the file name of a report: folder, wave, language and audience as slugs."""
    reader = "" if audience == "full" else audience
    parts = (slug(folder.resolve().name), slug(results.engagement.wave), language, reader)
    return f"{'-'.join(part for part in parts if part)}.{format}"


def slug(text: str) -> str:
    """Return the text in a-z, 0-9 and hyphens; umlauts become ae, oe, ue.

    >>> slug("Müller & Söhne GmbH")
    'mueller-soehne-gmbh'
    """
    for umlaut, letters in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        text = unicodedata.normalize("NFC", text.lower()).replace(umlaut, letters)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def missing_texts(results: Results, language: str) -> tuple[Issue, ...]:
    """Return an error for every text of the results that a report in the language would lack."""
    from salesex.model.languages import texts_of
    from salesex.store import RESULTS_FILE

    return tuple(
        catalogue.issue(
            MISSING_LANGUAGE,
            file=RESULTS_FILE,
            path=pointer,
            place=pointer,
            language=language,
            text=next(iter(text.values()), ""),
        )
        for pointer, text in texts_of(results)
        if language not in text
    )


def no_results(folder: Path) -> CannotRunError:
    """Say why a folder has no stored results, and what to do."""
    from salesex.surveys.folder import FILE

    if not folder.is_dir():
        return CannotRunError(f"{folder.as_posix()} is no folder", "Name the folder of the engagement.")
    if not (folder / FILE).is_file():
        return CannotRunError(
            f"{folder.as_posix()} is not an engagement: it has no {FILE} and no stored results",
            "Name the folder of the engagement; `salesex init` makes one.",
        )
    return CannotRunError(f"{folder} has no stored results", "Run `salesex assess` there first.")


def _source_warnings(results: Results, folder: Path) -> tuple[str, ...]:
    """Compare the files of the folder with those the results were made from; no files, no warning."""
    try:
        return _changed_sources(results, folder)
    except (CannotRunError, OSError) as error:  # a report needs nothing but the results
        return (f"{error}; whether anything changed since the results were stored is not known.",)


def _changed_sources(results: Results, folder: Path) -> tuple[str, ...]:
    from salesex.pipeline.assessment import about
    from salesex.pipeline.privacy.log import ended
    from salesex.surveys.answers.responses import read_responses
    from salesex.surveys.engagements.engagements import read_engagement

    if not (folder / "engagement.yaml").is_file():
        return ()
    reading = read_engagement(folder)
    if reading.value is None:
        return ("engagement.yaml has errors now; the report shows the stored results.",)
    changed = []
    if about(reading.value) != results.engagement:
        changed.append("engagement.yaml")
    used = {name: part.sha256 for name, part in results.provenance.questionnaires.items()}
    if {source.id: source.sha256 for source in reading.sources} != used:
        changed.append("a questionnaire")
    answers = read_responses(folder, reading).value
    if answers is None or answers.sha256 != results.provenance.responses.sha256:
        changed.append("the responses")
    if not changed:
        return ()
    if day := "" if answers is None or answers.respondents else ended(folder):
        return (_deleted(day, reading.language),)
    what = " and ".join(changed)
    return (f"Changed since the results were stored: {what}. Run `salesex assess` to renew them.",)


def _deleted(day: str, language: str) -> str:
    from salesex.model.text import day_in_words

    shown = day_in_words(dt.date.fromisoformat(day), language)
    if language == "de":
        return f"Die Antworten wurden am {shown} gelöscht; der Bericht zeigt die gespeicherten Ergebnisse."
    return f"The answers were deleted on {shown}; the report shows the stored results."


def _own(results: Results, folder: Path) -> tuple[Own, tuple[str, ...]]:
    """What the engagement brings along, and warnings of what cannot be used."""
    from salesex.reports.templating import OWN_STYLE, Own, shipped_templates
    from salesex.surveys.engagements.own_templates import FOLDER, read_picture, read_templates

    logo, warnings = _logo(results, folder)
    templates = read_templates(folder)
    if templates and not (known := {OWN_STYLE, *shipped_templates()}) & templates.keys():
        names = ", ".join(sorted(known))
        warnings += (f"Nothing in {FOLDER}/ has the name of a template and is used. Names: {names}.",)
    return Own(logo, templates, partial(read_picture, folder)), warnings


def _logo(results: Results, folder: Path) -> tuple[bytes | None, tuple[str, ...]]:
    """Read the logo; only a picture inside the folder, whatever a results file from elsewhere names."""
    name = results.engagement.report.logo
    if not name:
        return None, ()
    from salesex.surveys.engagements.logos import read_logo

    found = read_logo(folder, name)
    if isinstance(found, bytes):
        return found, ()
    why = "is no picture that may be shown" if found == "refused" else "is not in the folder"
    return None, (f"The logo {name} {why}; the report is made without it.",)
