"""The cover: whose report this is, and the profile as a signet."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.text import in_language
from salesex.model.together import shown_together
from salesex.reports import tables
from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.charts import cover as chart
from salesex.reports.drawing import COVER, FIGURE, Drawing
from salesex.reports.metrics import wrap
from salesex.reports.view import View
from salesex.reports.wording import roadmap as roadmap_wording

TITLE_WIDTH = 130.0
"""Width in mm the title has at 60 points; what needs more than two lines is set smaller."""
LONG_WIDTH = 165.0
"""Width in mm of a title at 34 points."""


@dataclass(frozen=True, kw_only=True)
class Cover(Chapter):
    """`message` is the title; `notes` stand at the foot."""

    client: str
    wave: str
    edition: str
    author: str
    size: str
    signet: Drawing | None
    notes: tuple[str, ...]


def build(views: list[View], studio: Studio, edition: str = "") -> Cover:
    """Make the cover from the first profile that has a value, else from the roadmap.

    `edition` names what is less than the full report: its audience, or "sections".
    """
    words, engagement = studio.words, studio.engagement
    signet, explained = _signet(views, studio)
    shown = {row.group for view in views for row in view.part.participation if row.answered is not None}
    shown |= {group for rest in shown_together(view.part for view in views) for group in rest.groups}
    answers = words("cover.answers", groups=words.count(len(shown), "of_group"))
    dated = answers
    if engagement.date:
        dated = words("cover.dated", date=words.long_date(engagement.date), answers=answers)
    title = in_language(engagement.title, words.language) if engagement.title else words("cover.title")
    footer = in_language(engagement.report.footer, words.language) if engagement.report.footer else ""
    return Cover(
        part="cover",
        kicker=words("title"),
        message=title,
        size=_size(title),
        client=engagement.client,
        wave=words("wave", wave=engagement.wave),
        edition=words(f"edition.{edition}") if edition else "",
        author=words("author", author=engagement.report.author) if engagement.report.author else "",
        signet=signet,
        notes=tuple(note for note in (explained, " ".join(filter(None, (dated, footer)))) if note),
    )


def _size(title: str) -> str:
    """Class of a title that is too long for 60 points, or even for 34."""
    if len(wrap(title, TITLE_WIDTH, COVER, 300)) <= 2:
        return ""
    return "long" if len(wrap(title, LONG_WIDTH, FIGURE, 300)) <= 3 else "longer"


def _signet(views: list[View], studio: Studio) -> tuple[Drawing | None, str]:
    words = studio.words
    for view in views:
        dimensions = view.definition.dimensions
        rows = {dimension.id: view.best_scope("dimension", dimension.id) for dimension in dimensions}
        if dimensions and any(rows.values()):
            slices = [
                chart.Slice(view.titles[key], None if row is None else row.score) for key, row in rows.items()
            ]
            values = words.series(
                [f"{part.label} {words.score(part.score)}" for part in slices if part.score is not None]
            )
            drawing = chart.draw(slices, studio.colours, words("cover.alt.profile", values=values))
            numbers = tables.of_signet(slices, words)
            return studio.keep(drawing, numbers), words(
                "cover.quarters" if len(slices) == 4 else "cover.sectors"
            )
    for view in views:
        row = roadmap_wording.main_row(view) if view.definition.staged else None
        if row is not None and row.stage is not None:
            last = view.definition.last_stage
            title = words("cover.alt.stairs", stage=row.stage, last=last)
            drawing = chart.stairs(row.stage, last, studio.colours, title)
            return studio.keep(drawing, tables.of_stairs(row.stage, last, words)), words("cover.stairs")
    return None, ""
