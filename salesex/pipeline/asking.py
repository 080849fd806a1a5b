"""`forms`: what each rater group is asked, as files to hand out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from salesex.errors import CannotRunError, DataError, UsageError
from salesex.pipeline.library import minutes_for
from salesex.pipeline.notices import Notice, about_codes, about_sheets, left_out
from salesex.pipeline.wanted import FormFormat, Wanted

if TYPE_CHECKING:
    from salesex.model import Engagement
    from salesex.model.codes import Code
    from salesex.model.form import Form
    from salesex.pipeline.handouts import Handout

MOST_MINUTES = 15
"""Longer forms are given up by many."""


class Writer(Protocol):
    """Makes the file of one form, for one person where there is a code."""

    def __call__(self, form: Form, minutes: int, code: str = "") -> bytes:
        """Return the content of the file."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms to be written.

    `files` are in the order to write them; `codes` is the list of codes among them, where there is one.
    `minutes` is about how long each questionnaire takes, `notices` what the consultant should know.
    `no_paper` is why nothing could be made on paper. `language` is the engagement's.
    """

    files: dict[Path, bytes]
    codes: Path | None
    minutes: dict[str, int]
    language: str
    notices: tuple[Notice, ...] = ()
    no_paper: CannotRunError | None = None


def forms(
    folder: str | Path = ".",
    *,
    groups: Sequence[str] = (),
    questionnaires: Sequence[str] = (),
    formats: Sequence[FormFormat] = (),
    language: str | None = None,
    n: int | None = None,
    output: str | Path | None = None,
    today: dt.date,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Forms:
    """Make the forms of an engagement; no file is written.

    Parameters
    ----------
    groups, questionnaires : ids or titles of those to make forms for; none takes all
    formats : kinds of forms; none takes all, those on paper without codes, and the information sheet
    language : `de` or `en`; None takes every language all texts have
    n : codes each group shall have, those there are counted; each of them gets forms of its own.
        None makes forms without a code
    output : folder to write to; None takes `forms/` of the engagement
    today : the day new codes are made on
    progress : is told how many files there are already, and how many there will be

    Raises
    ------
    UsageError : there is no such group or questionnaire, or nothing to ask in the language
    DataError : the engagement or a questionnaire has errors
    CannotRunError : a file is missing or cannot be read, or only forms on paper are asked for and Pango
        is not installed
    """
    from salesex.model.code_list import CODES_FILE

    folder = Path(folder)
    engagement = _read(folder)
    wanted = _wanted(engagement, groups, questionnaires, formats, _languages(engagement, language))
    no_paper = _no_paper() if wanted.kind("paper") else None
    if no_paper and set(formats) == {"paper"}:
        raise no_paper
    asked = _asked(engagement, wanted)
    codes = None if n is None else _codes(folder, {form.group for form in asked}, engagement, n, today)
    place = Path(output) if output else folder / "forms"
    files = _code_file(folder, codes) if codes is not None else {}
    kinds = [
        kind for kind in get_args(FormFormat) if wanted.kind(kind) and not (kind == "paper" and no_paper)
    ]
    blank = () if formats else ("paper",)
    made = _made(engagement, asked, kinds, codes, blank)
    for number, (name, write) in enumerate(made):
        progress(number, len(made))
        files[place / name] = write()
    sheets, lacking = ([], []) if formats else _information(engagement, asked, "html" if no_paper else "pdf")
    files |= {place / sheet.name: sheet.data for sheet in sheets}
    minutes = {form.questionnaire: _minutes(form) for form in _longest_last(asked)}
    notices = (
        *about_codes(engagement, asked, wanted, codes),
        *left_out(engagement, asked, wanted),
        *lacking,
        *about_sheets(sheets),
        *(
            Notice("long", {"questionnaire": name})
            for name, count in minutes.items()
            if count >= MOST_MINUTES
        ),
    )
    return Forms(
        files=files,
        codes=folder / CODES_FILE if codes is not None else None,
        minutes=minutes,
        language=engagement.language,
        notices=notices,
        no_paper=no_paper,
    )


def _read(folder: Path) -> Engagement:
    from salesex.surveys.engagements.engagements import read_engagement

    reading = read_engagement(folder)
    if reading.value is None:
        raise DataError(reading.issues, reading.language)
    return reading.value


def _wanted(
    engagement: Engagement,
    groups: Sequence[str],
    questionnaires: Sequence[str],
    formats: Sequence[FormFormat],
    languages: tuple[str, ...],
) -> Wanted:
    from salesex.pipeline.named import named

    known = {group.id: group for group in engagement.groups}
    parts = {part.id: part for part in engagement.questionnaires}
    return Wanted(
        tuple(named(name, "group", known).id for name in groups),
        tuple(named(name, "questionnaire", parts).id for name in questionnaires),
        tuple(formats),
        languages,
    )


def _languages(engagement: Engagement, language: str | None) -> tuple[str, ...]:
    """The language asked for, or all, that of the engagement first."""
    from salesex.model import LANGUAGES

    if language is not None:
        return (language,)
    return tuple(sorted(LANGUAGES, key=lambda one: one != engagement.language))


def _asked(engagement: Engagement, wanted: Wanted) -> list[Form]:
    from salesex.forms.asked import forms_of

    asked = [
        form for form in forms_of(engagement, wanted.languages) if wanted.has(form.group, form.questionnaire)
    ]
    if not asked:
        raise UsageError(
            f"there is nothing to ask in {' or '.join(wanted.languages)}",
            "Either no such group is asked such a questionnaire, or a text lacks the language; "
            "`salesex validate` names it.",
        )
    return asked


def _longest_last(asked: Sequence[Form]) -> list[Form]:
    return sorted(asked, key=lambda form: len(form.questions))


def _minutes(form: Form) -> int:
    return minutes_for(len(form.questions))


def _codes(
    folder: Path, groups: set[str], engagement: Engagement, n: int, today: dt.date
) -> tuple[Code, ...]:
    """The codes of the folder, with as many for each of the groups as are wanted."""
    from salesex.forms.codes import with_codes
    from salesex.model.code_list import CODES_FILE, read_codes
    from salesex.surveys.formats.reader import read_bytes

    path = folder / CODES_FILE
    codes = read_codes(read_bytes(path), path.as_posix()) if path.exists() else ()
    for group in engagement.groups:
        if group.id in groups:
            codes = with_codes(codes, group.id, 1 if group.single_role else n, today.isoformat())
    return codes


def _code_file(folder: Path, codes: Sequence[Code]) -> dict[Path, bytes]:
    from salesex.model.code_list import CODES_FILE, codes_csv

    return {folder / CODES_FILE: codes_csv(codes)}


def _no_paper() -> CannotRunError | None:
    """Say why no PDF can be made here, if so."""
    from salesex.reports.render import check_pdf

    try:
        check_pdf()
    except CannotRunError as error:
        return error
    return None


def _information(
    engagement: Engagement, asked: Sequence[Form], format: Literal["pdf", "html"]
) -> tuple[list[Handout], list[Notice]]:
    """The information sheet in every language something is asked in, and why one is not there."""
    from salesex.pipeline.handouts import information

    sheets, lacking = [], []
    for language in dict.fromkeys(form.language for form in asked):
        try:
            sheets.append(information(engagement, language, format=format))
        except DataError as error:
            places = ", ".join(issue.path for issue in error.issues)
            lacking.append(Notice("no_sheet", {"language": language, "places": places}))
    return sheets, lacking


def _made(
    engagement: Engagement,
    asked: Sequence[Form],
    formats: Sequence[str],
    codes: Sequence[Code] | None,
    blank: Sequence[str],
) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the name of every file and what makes it; formats in `blank` are made without codes.

    Everything with the same code lies in one folder, ready to be handed to one person.
    """
    from salesex.forms.names import file_name, folder_name, stems

    names = stems(engagement)
    made: list[tuple[str, Callable[[], bytes]]] = []
    for form in asked:
        stem = names[form.group, form.questionnaire]
        for kind, (ending, write) in _writers(formats, engagement).items():
            for code in _codes_of(form.group, None if kind in blank else codes):
                name = file_name(stem, form.language, code, ending=ending)
                made.append(
                    (
                        f"{folder_name(code)}/{name}" if code else name,
                        partial(write, form, _minutes(form), code),
                    )
                )
    if "xlsform" in formats:
        made += ((f"{names[pair]}-xlsform.xlsx", write) for pair, write in _xlsforms(asked))
    return made


def _writers(formats: Sequence[str], engagement: Engagement) -> Mapping[str, tuple[str, Writer]]:
    """What makes one form of one language, and the ending of its file; every such format is named here."""
    from salesex.forms.page import page
    from salesex.forms.workbook import workbook

    def paper(form: Form, minutes: int, code: str = "") -> bytes:
        from salesex.pipeline.handouts import paper_form

        return paper_form(form, code=code, colour=engagement.report.colour)

    writers: dict[str, tuple[str, Writer]] = {
        "html": ("html", page), "xlsx": ("xlsx", workbook), "paper": ("pdf", paper)
    }  # fmt: skip
    return {kind: writer for kind, writer in writers.items() if kind in formats}


def _codes_of(group: str, codes: Sequence[Code] | None) -> list[str]:
    return [""] if codes is None else [one.code for one in codes if one.group == group]


def _xlsforms(asked: Sequence[Form]) -> Iterator[tuple[tuple[str, str], Callable[[], bytes]]]:
    from salesex.forms.xlsform import xlsform

    together: dict[tuple[str, str], list[Form]] = {}
    for form in asked:
        together.setdefault((form.group, form.questionnaire), []).append(form)
    for pair, forms in together.items():
        yield pair, partial(xlsform, forms, _minutes(forms[0]))
