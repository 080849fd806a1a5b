"""`privacy record`: the record of processing and the annex for the works council, from the engagement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from salesex.errors import DataError

if TYPE_CHECKING:
    from salesex.model import Engagement
    from salesex.model.text import Text
    from salesex.reports.record import Document

FOLDER = "privacy"


@dataclass(frozen=True, slots=True)
class Record:
    """The files to be written, the keys of the engagement that would fill lines left empty, its language."""

    files: Mapping[Path, bytes]
    missing: tuple[str, ...]
    language: str


def record_privacy(
    folder: str | Path = ".",
    *,
    format: Literal["pdf", "html"] = "pdf",
    language: str | None = None,
    output: str | Path | None = None,
    by: Literal["controller", "processor"] = "controller",
    today: dt.date | None = None,
) -> Record:
    """Make the record of processing (Art. 30 GDPR) and the annex for the works council; nothing is written.

    Parameters
    ----------
    by : whose record it is; that of a processor (Art. 30 (2)) comes without the annex
    language : `de` or `en`; None takes the engagement's
    output : folder to write to; None takes `privacy/` of the engagement
    today : the day that they are dated; None takes the computer's

    Raises
    ------
    DataError : the engagement has errors, or lacks a text in the language
    CannotRunError : a file is missing or cannot be read; Pango, for the PDF, is not installed
    """
    from salesex.model import LANGUAGES
    from salesex.pipeline.privacy.gathering import gather
    from salesex.reports.record import missing, page
    from salesex.reports.render import check_pdf, sheet_pdf
    from salesex.scoring.in_force import in_force
    from salesex.surveys.engagements.engagements import read_engagement

    if format == "pdf":
        check_pdf()
    folder, day = Path(folder), today or dt.date.today()
    reading = read_engagement(folder)
    if reading.value is None:
        raise DataError(reading.issues, reading.language)
    engagement = reading.value
    spoken = language or (engagement.language if engagement.language in LANGUAGES else "en")
    _refuse_lacking(engagement, spoken)
    rules = in_force(engagement.privacy.min_group_size)
    gathered = gather(folder, engagement)
    place = Path(output) if output else folder / FOLDER
    pages = {
        place / f"{name}-{spoken}.{format}": page(compose(engagement, rules, gathered, spoken, day))
        for name, compose in _documents(by).items()
    }
    files = {path: text.encode() if format == "html" else sheet_pdf(text)[0] for path, text in pages.items()}
    return Record(files, tuple(missing(engagement, by)), reading.language)


def _documents(by: Literal["controller", "processor"]) -> dict[str, Callable[..., Document]]:
    """What makes every document, by the name of its file."""
    if by == "processor":
        from salesex.reports.processor import compose_processor

        return {"record-processor": compose_processor}
    from salesex.reports.annex import compose_annex
    from salesex.reports.record import compose_record

    return {"record": compose_record, "works-council": compose_annex}


def _refuse_lacking(engagement: Engagement, language: str) -> None:
    from salesex.pipeline.handouts import lacking

    issues = list(lacking(dict(_shown(engagement)), language))
    if issues:
        raise DataError(issues, language)


def _shown(engagement: Engagement) -> Iterator[tuple[str, Text]]:
    """Every text that the documents show, by its place."""
    from salesex.reports.appendix import texts

    if engagement.purpose is not None:
        yield "/purpose", engagement.purpose
    for group in engagement.groups:
        yield f"/groups/{group.id}/title", group.title
    for part in engagement.questionnaires:
        yield f"/questionnaires/{part.id}/title", part.title
        for dimension in part.dimensions:
            yield f"/questionnaires/{part.id}/dimensions/{dimension.id}/title", dimension.title
        for name, axis in part.axes.items():
            yield f"/questionnaires/{part.id}/axes/{name}/title", axis.title
        yield from ((f"/questionnaires/{part.id}/{place}", text) for place, text in texts(part))
