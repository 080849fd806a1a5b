"""Self-image and outside view: dimension by dimension, group by group, and item by item."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.questionnaire import Dimension, Perspective
from salesex.model.results import GapRow
from salesex.reports import tables
from salesex.reports.chapters.base import Chapter, Studio, count_of, kept_note
from salesex.reports.charts import dumbbell, symbols
from salesex.reports.drawing import Drawing
from salesex.reports.view import View
from salesex.reports.wording import agreement, certainty
from salesex.reports.wording import gaps as wording
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Words, sentence

MOST_ITEMS = 5
"""Statements in the table of those furthest apart."""


@dataclass(frozen=True, slots=True)
class DimensionGap:
    """One dimension: the figure, its class and evidence in words, its interval, size and test, the chart."""

    title: str
    symbol: Drawing
    figure: str
    kind: str
    evidence: str
    measured: tuple[str, ...]
    chart: Drawing


@dataclass(frozen=True, slots=True)
class ItemGap:
    """One statement on which the views part."""

    text: str
    reverse: bool
    own: str
    other: str
    gap: str


@dataclass(frozen=True, slots=True)
class ItemTable:
    """Statements whose gap goes one way."""

    title: str
    rows: tuple[ItemGap, ...]


@dataclass(frozen=True, kw_only=True)
class Gaps(Chapter):
    """`scale` is drawn once above all charts of the chapter."""

    scale: Drawing
    dimensions: tuple[DimensionGap, ...]
    notes: tuple[str, ...]
    items_message: str
    items_lead: str
    items: tuple[ItemTable, ...]
    reverse_note: str


def build(view: View, studio: Studio) -> Gaps:
    """Make the chapter of a questionnaire with gap rules."""
    words = studio.words
    items = _items(view, words)
    return Gaps(
        part="gaps",
        kicker=view.text(view.definition.title),
        message=words.heading(wording.message(view, words)),
        follows=studio.say(wording.follows(view, words)),
        scale=studio.keep(dumbbell.scale(studio.colours, words("gaps.scale"))),
        dimensions=tuple(
            _dimension(view, studio, index, dimension)
            for index, dimension in enumerate(view.definition.dimensions)
        ),
        notes=_notes(view, studio),
        items_message=_items_message(view, words) if items else "",
        items_lead=_items_lead(view, words),
        items=items,
        reverse_note=words("items.reverse.note") if _any_reverse(items) else "",
    )


def _pair_row(view: View, dimension: str) -> GapRow | None:
    return view.gap(dimension, *wording.PAIR) or view.gap(dimension, *wording.MIRROR_PAIR)


def _dimension(view: View, studio: Studio, index: int, dimension: Dimension) -> DimensionGap:
    words = studio.words
    row = _pair_row(view, dimension.id)
    title = view.text(dimension.title)
    symbol = studio.keep(symbols.dimension(index, studio.colours, title, 8))
    chart = _chart(view, studio, dimension)
    if row is None:
        return DimensionGap(title, symbol, "", words("gaps.no_gap"), "", (), chart)
    kind, evidence = certainty.gap_kind(view, words, row)
    return DimensionGap(
        title,
        symbol,
        words.gap(row.a, row.b),
        kind,
        evidence,
        _measured(words, row),
        chart,
    )


def _measured(words: Words, row: GapRow) -> tuple[str, ...]:
    interval = certainty.gap_interval(row, words)
    said = words("gaps.interval", interval=interval) if interval else ""
    return tuple(
        part for part in (said, certainty.gap_size(row, words), certainty.gap_test(row, words)) if part
    )


def _chart(view: View, studio: Studio, dimension: Dimension) -> Drawing:
    words = studio.words
    own = view.perspective("dimension", dimension.id, "self")
    other = view.perspective("dimension", dimension.id, "external")
    rows = [
        _group_row(
            view,
            studio,
            dimension.id,
            group.id,
            view.marked(view.text(group.title), group.id),
            group.perspective,
        )
        for group in sorted(
            view.groups, key=lambda group: ("self", "external", "mirror").index(group.perspective)
        )
    ]
    for scope_id, side in view.rests:
        title = view.marked(words("rest"), scope_id)
        rows.append(_group_row(view, studio, dimension.id, scope_id, title, side))
    rows.sort(key=lambda row: ("self", "external", "mirror").index(row.kind))
    values = []
    for side in ("self", "external", "mirror"):
        found = view.shown("dimension", dimension.id, "perspective", side)
        if found is not None:
            values.append(words(f"gaps.pair.{side}", score=words.score(score_of(found))))
    title = words("gaps.alt", dimension=view.text(dimension.title), values=", ".join(values) or "–")
    missing = ""
    if (own is None) != (other is None):
        absent = view.row("dimension", dimension.id, "perspective", "external" if own else "self")
        missing = studio.reason(absent) if absent is not None else ""
    labels = dumbbell.Words(title, words("gaps.all"), words("view.self"), words("view.external"), missing)
    pair = None if own is None else own.score, None if other is None else other.score
    drawing = dumbbell.draw(*pair, rows, studio.colours, labels)
    return studio.keep(drawing, tables.of_dumbbell(view.text(dimension.title), *pair, rows, missing, words))


def _group_row(
    view: View, studio: Studio, dimension: str, scope_id: str, title: str, side: Perspective
) -> dumbbell.Row:
    row = view.row("dimension", dimension, "group", scope_id)
    if row is None or row.score is None:
        return dumbbell.Row(title, side, None, reason=studio.reason(row, view))
    told = agreement.word(view, studio.words, dimension, scope_id)
    return dumbbell.Row(title, side, row.score, studio.words.n(row.n), word=told)


def _notes(view: View, studio: Studio) -> tuple[str, ...]:
    words = studio.words
    dimensions = [dimension.id for dimension in view.definition.dimensions]
    counts = {
        side: count_of(words, [view.shown("dimension", key, "perspective", side) for key in dimensions])
        for side in ("self", "external")
    }
    known = [side for side, count in counts.items() if count]
    n = ""
    if len(known) == 2:
        n = words("gaps.note.n", **counts)
    elif known:
        n = words(f"gaps.note.{known[0]}", **counts)
    divergence = words.score(wording.rules_of(view).divergence)
    notes = [words("gaps.note", n=n, divergence=divergence).strip()]
    rows = [row for row in view.part.gaps if row.level == "dimension"]
    if rows and all(row.evidence == "untested" for row in rows):
        notes.append(words("gaps.note.untested"))
    if any(row.evidence == "not_testable" and row.pair in wording.TOLD for row in rows):
        least = words.in_words(wording.rules_of(view).min_raters)
        notes.append(words("gaps.note.not_testable", least=least))
    rule = studio.once(agreement.rule(view, words, studio.minimum))
    return tuple(filter(None, (*notes, rule, kept_note(view, words))))


def _flagged(view: View) -> list[GapRow]:
    return [row for row in view.part.gaps if row.level == "item" and row.pair == wording.PAIR and row.flagged]


def _items_message(view: View, words: Words) -> str:
    values = {"count": len(_flagged(view)), "total": sum(item.scored for item in view.items.values())}
    divergence = words.score(wording.rules_of(view).divergence)
    return words.heading(sentence("gaps.items.message", divergence=divergence, **values))


def _items_lead(view: View, words: Words) -> str:
    """That no statement is tested alone, and which are shown where not all are."""
    flagged = _flagged(view)
    ways = [sum(row.gap > 0 for row in flagged), sum(row.gap < 0 for row in flagged)]
    if max(ways) > MOST_ITEMS:
        return words("gaps.items.lead.some", most=words.in_words(MOST_ITEMS))
    return words("gaps.items.lead")


def _any_reverse(tables: tuple[ItemTable, ...]) -> bool:
    return any(row.reverse for table in tables for row in table.rows)


def _items(view: View, words: Words) -> tuple[ItemTable, ...]:
    """The flagged statements, widest gap first: where sales sees itself better, and where others do."""
    rows = sorted(_flagged(view), key=lambda row: -abs(row.gap))
    sides = (
        ("gaps.items.blind", [row for row in rows if row.gap > 0]),
        ("gaps.items.hidden", [row for row in rows if row.gap < 0]),
    )
    return tuple(
        ItemTable(words(key), tuple(_item(view, words, row) for row in found[:MOST_ITEMS]))
        for key, found in sides
        if found
    )


def _item(view: View, words: Words, row: GapRow) -> ItemGap:
    item = view.items[row.id]
    return ItemGap(
        view.text(item.text), item.reverse, words.score(row.a), words.score(row.b), words.gap(row.a, row.b)
    )
