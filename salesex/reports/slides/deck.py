"""The pages for the wall, in their order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from salesex.reports.chapters.base import Studio
from salesex.reports.chapters.measures import DAYS
from salesex.reports.drawing import SECTION
from salesex.reports.formats import NBSP
from salesex.reports.metrics import wrap
from salesex.reports.slides import dimensions, places
from salesex.reports.slides.base import Slide, Step, heading, room
from salesex.reports.view import View
from salesex.reports.wording import measures as wording
from salesex.reports.wording import questions
from salesex.reports.wording.measures import Measure
from salesex.reports.wording.profile import ranked
from salesex.reports.wording.words import Sentence

TEXT_WIDTH = 140.0
"""Width in mm of a measure at 13 points."""
LINE, PADDING, HEAD, NOTE = 6.0, 5.2, 9.0, 8.0
"""Millimetres of a line of a measure, round it, of the table's head, and of what is said below it."""


def slides(views: list[View], planned: list[Measure], studio: Studio) -> list[Slide]:
    """Make every page after the cover: by questionnaire, then what to do next."""
    made = [slide for view in views for slide in _of_questionnaire(view, studio)]
    return [*made, _steps(views, planned, studio)]


def _of_questionnaire(view: View, studio: Studio) -> list[Slide]:
    """Pages by what a questionnaire has: stages, types, gaps; nothing by its name."""
    definition = view.definition
    if definition.staged:
        return [places.roadmap(view, studio)]
    made = []
    if definition.types or not definition.gaps:
        made.append(dimensions.profile(view, studio))
    if definition.types and ranked(view):
        made.append(places.types(view, studio))
    return made or [dimensions.gaps(view, studio)]


def _steps(views: list[View], planned: list[Measure], studio: Studio) -> Slide:
    """The measures, those of the weightiest finding first, with room for who and when."""
    words = studio.words
    ordered = sorted(planned, key=lambda measure: min(measure.findings, default=0))
    slide = Slide(
        part="measures",
        kicker=words("slide.kicker", chapter=words("measures.kicker")),
        message=heading(_message(views, planned, studio), studio),
        asks=words("slide.ask"),
        question=words.say(questions.measures(planned, words)),
    )
    height = room(slide) - HEAD
    shown = ordered[: _fitting(ordered, height)]
    if len(shown) < len(ordered):
        shown = ordered[: _fitting(ordered, height - NOTE)]
    steps = tuple(
        Step(" ".join(str(number) for number in measure.findings) or "–", measure.text) for measure in shown
    )
    left = len(planned) - len(shown)
    note = words("slide.more.measures", count=left, total=len(planned)) if left else ""
    return replace(slide, note=note, steps=steps)


def _message(views: list[View], planned: list[Measure], studio: Studio) -> Sentence:
    date, words = studio.engagement.date, studio.words
    end = words.long_date(dt.date.fromisoformat(date) + dt.timedelta(days=DAYS)) if date else None
    rows = (view.roadmap_row() for view in views)
    following = next((row.stage + 1 for row in rows if row is not None and row.stage is not None), None)
    return wording.message(planned, end and end.replace(" ", NBSP), following, words)


def _fitting(planned: list[Measure], height: float) -> int:
    """How many measures fit, at least one."""
    used = 0.0
    for at, measure in enumerate(planned):
        used += PADDING + LINE * len(wrap(measure.text, TEXT_WIDTH, SECTION))
        if used > height:
            return max(at, 1)
    return len(planned)
