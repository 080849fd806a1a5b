"""The whole report as data: chapters in their order, with everything the templates show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.model.audiences import Audience
from salesex.model.results import Finding, Results
from salesex.model.text import in_language
from salesex.reports import palette
from salesex.reports.audiences import chosen
from salesex.reports.chapters import (
    comments,
    cover,
    gaps,
    items,
    measures,
    method,
    profile,
    quality,
    roadmap,
    summary,
)
from salesex.reports.chapters import type as type_chapter
from salesex.reports.chapters import views as views_chapter
from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.slides import deck
from salesex.reports.view import View
from salesex.reports.wording import findings as finding_wording
from salesex.reports.wording import measures as measure_wording
from salesex.reports.wording.measures import Told
from salesex.reports.wording.profile import ranked
from salesex.reports.wording.words import Words

MOST_FINDINGS = 3
BOXED = ("management", "participants")
"""Editions without the chapter on how far the numbers carry."""


@dataclass(frozen=True, slots=True)
class Book:
    """A report in one language, ready for its templates."""

    language: str
    audience: Audience
    title: str
    author: str
    footer: str
    colours: dict[str, str]
    words: Words
    chapters: tuple[Chapter, ...]
    problems: tuple[str, ...]


def compose(
    results: Results, language: str, audience: Audience = "full", sections: Sequence[str] = ()
) -> Book:
    """Make the report's content from results.

    Parameters
    ----------
    results : what may be shown; nothing else is read
    language : "de" or "en"; every text of the results must have it
    audience, sections : which chapters, see `audiences`

    Returns
    -------
    Book, whose `problems` name labels that overlap or leave their drawing (none, if all is well)
    """
    words = Words(language)
    engagement = results.engagement
    colours = dict(palette.palette(engagement.report.colour or palette.DEFAULT))
    studio = Studio(words, colours, engagement)
    views = [View(part, engagement, language) for part in results.questionnaires.values()]
    told = findings(views)
    planned = measure_wording.measures(told, words)
    edition = "sections" if sections else "" if audience == "full" else audience
    first = cover.build(views, studio, edition)
    chapters: list[Chapter]
    if audience == "workshop":
        chapters = [first, *deck.slides(views, planned, studio)]
    else:
        chapters = [
            first,
            summary.build(views, told, planned, studio, boxed=audience in BOXED),
            *(chapter for view in views for chapter in _results(view, studio)),
            *([written] if (written := comments.build(views, studio)) else []),
            measures.build(told, planned, studio),
            quality.build(views, studio, [one.finding for one in told]),
            method.build(results, views, studio, seen=audience == "participants"),
        ]
    names = {"client": engagement.client, "wave": engagement.wave}
    footer = words("footer.open" if audience == "participants" else "footer", **names)
    if engagement.report.footer:
        footer = words("footer.own", footer=in_language(engagement.report.footer, language), **names)
    return Book(
        language=language,
        audience=audience,
        title=words("document", client=engagement.client, wave=engagement.wave),
        author=engagement.report.author or "",
        footer=footer,
        colours=colours,
        words=words,
        chapters=tuple(chosen(chapters, audience, sections)),
        problems=tuple(problem for drawing in studio.drawings for problem in drawing.problems()),
    )


def findings(views: list[View]) -> list[Told]:
    """The findings a report tells, in the order of their ranks, numbered from 1; each subject once.

    A later version may have stored findings of other codes; there are no words for them.
    """
    found = [
        (finding.rank, view, finding)
        for view in views
        for finding in view.part.findings
        if finding.code in finding_wording.CODES
    ]
    found.sort(key=lambda one: one[0])
    told: dict[tuple[str, str], tuple[View, Finding]] = {}
    for _, view, finding in found:
        told.setdefault((view.definition.id, _subject(finding)), (view, finding))
    return [Told(number, *one) for number, one in enumerate(list(told.values())[:MOST_FINDINGS], 1)]


def _subject(finding: Finding) -> str:
    """What a finding is about: a dimension is named once, and so is the stage with what holds it."""
    if finding.code in {"F-STAGE", "F-STAGE-IMBALANCE"}:
        return "stage"
    named = finding.code.startswith(("F-DIM", "F-GAP", "F-SELF"))
    return str(finding.values["dimension"]) if named else finding.code


def _results(view: View, studio: Studio) -> list[Chapter]:
    """Chapters by what a questionnaire has: stages, types, gaps; nothing by its name."""
    definition = view.definition
    if definition.staged:
        return _with_views(view, studio, roadmap.build(view, studio))
    made: list[Chapter] = []
    if definition.types or not definition.gaps:
        made.append(profile.build(view, studio))
    if definition.types and ranked(view):
        made.extend(_with_views(view, studio, type_chapter.build(view, studio)))
    if made:
        detail = items.build(view, studio)
        return [*made, detail] if detail else made
    return [gaps.build(view, studio)]


def _with_views(view: View, studio: Studio, chapter: Chapter) -> list[Chapter]:
    """A chapter about type or stage, then self and external view side by side where both have one."""
    beside = views_chapter.build(view, studio)
    return [chapter, beside] if beside else [chapter]
