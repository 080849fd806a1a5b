"""Means of statements: in one block, with counts of answers; of a prerequisite; of the starting point."""

from __future__ import annotations

from collections.abc import Sequence

from salesex.model import Item
from salesex.model.derivation import Cell, Code, Derivation, Hidden, Note, Ref, Step, Table, mean
from salesex.model.keys import Key
from salesex.model.results import ScoreRow
from salesex.scoring.aggregate import OVERALL, ScopeKey
from salesex.scoring.derive_source import MOST_COUNTS, Source, scope_key
from salesex.scoring.maturity import tagged


def items_step(
    source: Source, members: Sequence[tuple[Item, float]], scope: ScopeKey, stored: float | None
) -> Step:
    """The weighted mean of some items of one scope: which enter it, how people answered, the sum."""
    rows = [(item, weight, source.row("item", item.id, scope)) for item, weight in members]
    entering = [(row.score, weight) for _, weight, row in rows if row is not None and row.score is not None]
    found = mean([score for score, _ in entering], [weight for _, weight in entering])
    source.must("items", found.result, stored)
    heads = count_columns(source) if scope[0] == "group" else ()
    weighted = len({weight for _, weight in members}) > 1
    table = Table(
        ("item", "n", *(("weight",) if weighted else ()), *heads, "score"),
        tuple(
            (
                Ref("item", item.id),
                None if row is None else row.n,
                *((weight,) if weighted else ()),
                *_counts(source, item.id, scope, heads),
                _score(source, row, scope),
            )
            for item, weight, row in rows
        ),
    )
    return Step("items", table=table, sum=found, notes=_notes(source, table, heads), formula="items")


def answers_step(source: Source, item: Item, row: ScoreRow) -> Step:
    """The mean of one item's answers: every answer, what it counts, and how often it was given."""
    counts = source.recount.counts(item.id, row.scope_id or "")
    scale = source.part.definition.scale
    turned = item.reverse != (scale.best == "min")
    values: dict[str, Cell] = {"min": scale.min, "max": scale.max, "n": row.n, "result": row.score}
    if turned:
        values["turned"] = Code("reverse" if item.reverse else "best_min")
    formula = "answers_turned" if turned else "answers"
    if counts is None:
        note = Note("spread", {"least": 2 * source.recount.minimum})
        return Step("answers", notes=(note,), formula=formula, values=values)
    span = scale.max - scale.min
    points = [100 * (span - place if turned else place) / span for place in range(span + 1)]
    rows = tuple(
        (scale.min + place, points[place], count) for place, count in enumerate(counts) if _told(count, span)
    )
    found = mean([row[1] for row in rows], [float(row[2]) for row in rows])
    source.must("answers", found.result, row.score)
    table = Table(("answer", "points", "count"), rows)
    return Step("answers", table=table, sum=found, formula=formula, values=values)


def start(source: Source, key: Key) -> Derivation | Hidden:
    """The mean of the indicators of stage 0."""
    scope = scope_key(key)
    row = next(row for row in source.part.roadmap if (row.scope, row.scope_id) == scope)
    if row.start is None:
        return Hidden("few_items")
    members = [
        (item, item.weight)
        for section in source.part.definition.sections()
        if section.stage == 0
        for item in section.items
    ]
    step = items_step(source, members, scope, row.start)
    source.must("start", _now(source, scope), row.start)
    return source.derivation(Ref("level", "start"), row.start, None, (step,))


def light(source: Source, key: Key) -> Derivation | Hidden:
    """The mean of the items with a prerequisite's tag, against its threshold."""
    row = next(row for row in source.part.lights if row.id == key.id)
    if row.score is None:
        return Hidden("few_items")
    rule = source.part.definition.lights[key.id]
    members = [(item, item.weight) for item in tagged(source.part.definition, rule.tag)]
    step = items_step(source, members, OVERALL, row.score)
    met = row.score >= rule.threshold
    source.must_equal("light", met, row.met)
    table = Table(
        ("condition", "value", "bound", "met"), ((Code("at_least"), row.score, rule.threshold, met),)
    )
    return source.derivation(Ref("light", key.id), row.score, None, (step, Step("threshold", table=table)))


def _now(source: Source, scope: ScopeKey) -> float | None:
    found = (row.start for row in source.recount.roadmap if (row.scope, row.scope_id) == scope)
    return next(found, None)


def _told(count: int, span: int) -> bool:
    """Long scales list only answers that somebody gave."""
    return count > 0 or span < MOST_COUNTS


def count_columns(source: Source) -> tuple[str, ...]:
    """A column for every answer of the scale, where there are not too many."""
    scale = source.part.definition.scale
    options = range(scale.min, scale.max + 1)
    return tuple(f"count:{answer}" for answer in options) if len(options) <= MOST_COUNTS else ()


def _counts(source: Source, item: str, scope: ScopeKey, heads: Sequence[str]) -> tuple[Cell, ...]:
    counts = source.recount.counts(item, scope[1] or "")
    return tuple(Hidden("spread") for _ in heads) if counts is None or not heads else counts


def _score(source: Source, row: ScoreRow | None, scope: ScopeKey) -> Cell:
    if row is not None and row.score is not None:
        return row.score
    return Hidden(source.why(row, "item", scope))


def _notes(source: Source, table: Table, heads: Sequence[str]) -> tuple[Note, ...]:
    """Why counts or scores are missing in the table."""
    cells = {cell.reason for row in table.rows for cell in row if isinstance(cell, Hidden)}
    found = []
    if heads:
        scale = source.part.definition.scale
        span: dict[str, Cell] = {"min": scale.min, "max": scale.max, "span": scale.max - scale.min}
        found.append(Note("points" if scale.best == "max" else "points_best_min", span))
    if "spread" in cells:
        found.append(Note("spread", {"least": 2 * source.recount.minimum}))
    found += [
        Note("items_out", {"reason": Hidden(reason)}) for reason in sorted(cells - {"spread", "one_person"})
    ]
    return tuple(found)
