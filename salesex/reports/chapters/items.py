"""Facets and statements: what carries a profile and what pulls it down."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.results import ScoreRow
from salesex.reports import tables
from salesex.reports.chapters.base import Chapter, Studio
from salesex.reports.charts import facets as facet_chart
from salesex.reports.charts import track
from salesex.reports.drawing import Drawing
from salesex.reports.view import View
from salesex.reports.wording import certainty
from salesex.reports.wording import items as wording
from salesex.reports.wording.profile import score_of

MOST_ROWS = 5
"""Statements in each of the two tables."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One statement of a table."""

    text: str
    reverse: bool
    track: Drawing
    score: str
    interval: str
    n: str


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table of statements under its heading."""

    title: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, kw_only=True)
class Items(Chapter):
    """`facets` is None where the questionnaire has none that is shown."""

    facets: Drawing | None
    tables: tuple[ItemTable, ...]
    scale: str
    notes: tuple[str, ...]

    @property
    def widths(self) -> tuple[float, float, float, float]:
        """Width in mm of the columns of a table; a score with an interval needs more room."""
        banded = any(row.interval for table in self.tables for row in table.rows)
        return (98.0, 39.0, 23.0, 10.0) if banded else (107.0, 41.0, 12.0, 10.0)


def build(view: View, studio: Studio) -> Items | None:
    """Make the chapter; None where no statement may be shown."""
    words = studio.words
    order = wording.ranked(view)
    if not order:
        return None
    count = max(1, min(MOST_ROWS, len(order) // 2))
    strongest, weakest = order[:count], order[: -count - 1 : -1]
    tables = [_table(view, studio, "items.strongest", strongest)]
    if len(order) > 1:
        tables.append(_table(view, studio, "items.weakest", weakest))
    shown = strongest + weakest
    notes = [words("items.pooled.note")]
    if any(view.items[row.id].reverse for row in shown):
        notes.append(words("items.reverse.note"))
    banded = [row.ci_low is not None for row in shown]
    if any(banded) and not all(banded):
        notes.append(words("items.no_interval.note"))
    facets = _facets(view, studio)
    return Items(
        part="items",
        kicker=words("items.kicker" if facets else "items.kicker.plain"),
        message=words.heading(wording.message(view, words)),
        follows=studio.say(wording.follows(view, words)),
        facets=facets,
        tables=tuple(tables),
        scale=words("items.scale.ci" if any(banded) else "items.scale"),
        notes=tuple(notes),
    )


def _table(view: View, studio: Studio, key: str, rows: list[ScoreRow]) -> ItemTable:
    words = studio.words
    made = []
    for row in rows:
        item, score = view.items[row.id], words.score(score_of(row))
        title = words("items.track.alt", score=score)
        drawing = track.draw(row.score, studio.colours, title, row.ci_low, row.ci_high)
        n = "–" if row.n is None else str(row.n)
        interval = certainty.span(row, words)
        made.append(ItemRow(view.text(item.text), item.reverse, studio.keep(drawing), score, interval, n))
    return ItemTable(words(key, count=words.in_words(len(made))), tuple(made))


def _facets(view: View, studio: Studio) -> Drawing | None:
    words = studio.words
    blocks, values = [], []
    for dimension in view.definition.dimensions:
        rows = []
        for facet in dimension.facets:
            row = view.best_scope("facet", facet.id)
            label = view.titles[facet.id]
            if row is None or row.score is None:
                reason = studio.reason(view.row("facet", facet.id))
                rows.append(facet_chart.Facet(label, None, reason=reason))
                continue
            rows.append(facet_chart.Facet(label, row.score, row.ci_low, row.ci_high))
            values.append(f"{label} {words.score(row.score)}")
        if rows:
            blocks.append(facet_chart.Block(view.titles[dimension.id], tuple(rows)))
    if not values:
        return None
    title = words("items.facets.alt", values=words.series(values))
    drawing = facet_chart.draw(blocks, studio.colours, title, view.definition.target)
    return studio.keep(drawing, tables.of_facets(blocks, words))
