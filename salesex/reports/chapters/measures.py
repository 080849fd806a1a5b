"""The next hundred days: measures, each tied to a finding, with room for owner, effort and date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from salesex.reports import tables
from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.charts import track
from salesex.reports.drawing import Drawing, Table
from salesex.reports.formats import NBSP
from salesex.reports.wording import findings as finding_wording
from salesex.reports.wording import measures as wording
from salesex.reports.wording import roadmap
from salesex.reports.wording.measures import Measure, Told

DAYS = 100


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with the numbers of its findings and its place in the hundred days."""

    findings: str
    text: str
    span: Drawing


@dataclass(frozen=True, slots=True)
class Phase:
    """Measures under a common heading."""

    title: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding, by what its change will be noticed, and what that would change in the stage."""

    number: str
    head: str
    sign: str
    gain: str = ""


@dataclass(frozen=True, kw_only=True)
class Measures(Chapter):
    """The plan of a hundred days."""

    days: Drawing
    phases: tuple[Phase, ...]
    numbers: Table | None
    note: str
    signs: tuple[Sign, ...]
    review: str


def build(told: list[Told], planned: list[Measure], studio: Studio) -> Measures:
    """Make the chapter from the findings the summary tells."""
    words = studio.words
    start = dt.date.fromisoformat(studio.engagement.date) if studio.engagement.date else None
    end = start + dt.timedelta(days=DAYS) if start else None
    following = _next_stage(told)
    used = [phase for phase in wording.PHASES if any(measure.phase == phase for measure in planned)]
    return Measures(
        part="measures",
        kicker=words("measures.kicker"),
        message=words.heading(
            wording.message(planned, _unbroken(words.long_date(end)) if end else None, following, words)
        ),
        lead=words("measures.lead") if told else "",
        days=studio.keep(
            track.span_scale(
                words("measures.day", day=0),
                words("measures.day", day=DAYS),
                studio.colours,
                words("measures.days.alt"),
            )
        ),
        phases=tuple(
            Phase(
                words(f"measures.phase.{phase}", next=following),
                tuple(_row(measure, studio) for measure in planned if measure.phase == phase),
            )
            for phase in used
        ),
        numbers=_numbers(planned, used, studio),
        note=(
            words("measures.note", start=words.long_date(start), end=words.long_date(end))
            if start and end
            else words("measures.note.undated")
        ),
        signs=tuple(
            Sign(
                str(one.number),
                finding_wording.head(one, words),
                words("measures.sign", sign=words.say(wording.sign(one, words))),
                _gain(one, studio),
            )
            for one in told
        ),
        review=(
            words("measures.review.date", date=words.long_date(end))
            if end
            else words("measures.review.undated")
        ),
    )


def _unbroken(date: str) -> str:
    """A date that no line end divides."""
    return date.replace(" ", NBSP)


def _next_stage(told: list[Told]) -> int | None:
    """The stage that the measures of the first finding about a stage work towards."""
    for one in told:
        row = one.view.roadmap_row() if one.about_stage else None
        if row is not None and row.stage is not None:
            return row.stage + 1
    return None


def _gain(one: Told, studio: Studio) -> str:
    row = roadmap.main_row(one.view) if one.about_stage else None
    said = studio.say(roadmap.gain(one.view, studio.words, row)) if row else ()
    return studio.words("measures.gain", gain=" ".join(said)) if said else ""


def _numbers(planned: list[Measure], phases: list[str], studio: Studio) -> Table | None:
    """When the measures of all phases begin and end."""
    ordered = [measure for phase in phases for measure in planned if measure.phase == phase]
    return tables.of_spans([(one.text, one.start, one.end) for one in ordered], studio.words)


def _row(measure: Measure, studio: Studio) -> MeasureRow:
    title = studio.words("measures.span.alt", start=measure.start, end=measure.end)
    drawing = track.span(measure.start, measure.end, studio.colours, title)
    numbers = " ".join(str(number) for number in measure.findings) or "–"
    return MeasureRow(numbers, measure.text, studio.keep(drawing))
