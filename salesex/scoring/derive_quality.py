"""How numbers about the measurement came about: reliability, agreement, what is missing, influence.

They are followed as far as shown values reach: agreement from counts of answers, influence from scores of
groups, the range that missing answers leave from scores of statements. Alpha is made of covariances, which
nobody is shown; it is counted again and named with its formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from salesex.model.derivation import Cell, Code, Derivation, Hidden, Note, Ref, Step, Table, difference, mean
from salesex.model.keys import Key
from salesex.model.quality import AgreementRow, InfluenceRow, MissingRow, ReliabilityRow
from salesex.model.soundness import missing_share
from salesex.model.verdicts import SPLIT_PART, ad_limit, agreement_word
from salesex.scoring.agreement import average_deviation
from salesex.scoring.derive_means import count_columns
from salesex.scoring.derive_source import Source, ref, scope_key, scope_ref
from salesex.scoring.intervals import LEVEL
from salesex.scoring.recount import scope_of

_BOUND = ("condition", "value", "bound", "met")
Row = TypeVar("Row", AgreementRow, InfluenceRow, MissingRow, ReliabilityRow)


def reliability(source: Source, key: Key) -> Derivation | Hidden:
    """Alpha of one dimension, with what belongs to it."""
    row = _row(source, [one for one in source.part.reliability if one.id == key.id])
    _same(source, row, source.recount.reliability)
    if row is None or row.alpha is None:
        return Hidden(
            "few_complete" if row is None or row.reason == "few" else str(row.reason or "undefined")
        )
    values: dict[str, Cell] = {"n": row.n, "k": row.k, "alpha": row.alpha, "sure": 100 * LEVEL}
    limits = {"low": row.alpha_ci_low, "high": row.alpha_ci_high}
    steps = (
        Step("alpha", notes=(Note("alpha", values | limits),), formula="alpha", values=values),
        _omega(row),
        _single(row),
    )
    return source.derivation(ref("dimension", key.id), row.alpha, row.n, steps)


def agreement(source: Source, key: Key) -> Derivation | Hidden:
    """How far a block agrees, from counts of answers; or how far blocks differ."""
    scope = scope_key(key)
    rows = [one for one in source.part.agreement if (one.id, one.scope, one.scope_id) == (key.id, *scope)]
    row = _row(source, rows)
    _same(source, row, source.recount.agreement)
    if row is None:
        return Hidden("few")
    if row.groups is not None and row.icc1 is not None:
        return source.derivation(ref("dimension", key.id), row.icc1, row.n, (_across(source, row),))
    if row.ad_mean is None or row.scope_id is None:
        return Hidden("spread" if row.reason == "few" else str(row.reason or "few"))
    steps = (_deviations(source, row), _word(source, row), _within(row))
    return source.derivation(ref("dimension", key.id), row.ad_mean, row.n, steps)


def missing(source: Source, key: Key) -> Derivation | Hidden:
    """Shares of answers that are missing, and the range they leave open."""
    scope = scope_key(key)
    rows = [one for one in source.part.missing if (one.id, one.scope, one.scope_id) == (key.id, *scope)]
    row = _row(source, rows)
    _same(source, row, source.recount.missing)
    if row is None or row.missing is None or row.no_answer is None:
        return Hidden("one_person" if scope[1] in source.alone else "few")
    shown = source.shown(key.level, key.id, scope)
    share = missing_share(row)
    values: dict[str, Cell] = {
        "unanswered": share,
        "missing": row.missing,
        "no_answer": row.no_answer,
        "n": row.n,
    }
    range_: dict[str, Cell] = {"low": row.low, "high": row.high, "score": shown}
    notes = (Note("range", range_), *([Note("hidden_items")] if row.hidden_items else ()))
    cells = _cells(source, key, scope) if scope[0] == "group" else None
    steps = (
        Step("missing", table=cells, notes=(Note("missing", values),), formula="missing"),
        Step("range", notes=notes),
    )
    return source.derivation(ref(key.level, key.id), share, row.n, steps)


def influence(source: Source, key: Key) -> Derivation | Hidden:
    """What a pooled score would be without one of its blocks."""
    scope, without = scope_of(key.scope[0] if len(key.scope) > 1 else None), key.scope[-1]
    rows = [
        one
        for one in source.part.influence
        if (one.level, one.id, one.scope, one.scope_id, one.without) == (key.level, key.id, *scope, without)
    ]
    row = _row(source, rows)
    _same(source, row, source.recount.influence)
    if row is None or row.score is None or row.change is None:
        return Hidden("few_items")
    before = source.shown(row.level, row.id, scope)
    steps = (_remaining(source, row) if row.level != "overall" else None, _change(source, row, before))
    return source.derivation(
        ref(row.level, row.id), row.score, row.n, steps, (scope_ref(scope), Ref("scope", without))
    )


def _row(source: Source, rows: Sequence[Row]) -> Row | None:
    """The one row of a key; there are none where nobody of several people remains."""
    source.must_equal("rows", len(rows) < 2, True)
    return rows[0] if rows else None


def _same(source: Source, row: Row | None, now: Iterable[Row]) -> None:
    """The answers give this whole row again."""
    source.must_equal("row", row is None or row in tuple(now), True)


def _omega(row: ReliabilityRow) -> Step | None:
    if row.omega is None:
        return None
    values: dict[str, Cell] = {"omega": row.omega, "mean_r": row.mean_r}
    return Step("omega", notes=(Note("omega", values),), formula="omega", values=values)


def _single(row: ReliabilityRow) -> Step | None:
    if not row.items:
        return None
    lines = tuple((Ref("item", one.id), one.item_rest, one.alpha_if_dropped) for one in row.items)
    return Step("single_items", table=Table(("item", "item_rest", "alpha_if_dropped"), lines))


def _deviations(source: Source, row: AgreementRow) -> Step:
    """Every judged item's mean distance of answers from their mean, in scale points."""
    section = next(one for one in source.part.definition.sections() if one.id == row.id)
    heads = count_columns(source)
    lines: list[tuple[Cell, ...]] = []
    found = []
    for item in section.items:
        counts = source.recount.counts(item.id, row.scope_id or "") if item.scored else None
        if counts is not None:
            found.append(average_deviation(np.array(counts, dtype=np.int64)))
            shown = counts if heads else ()
            lines.append((Ref("item", item.id), sum(counts), *shown, found[-1]))
    total = mean(found, [1.0] * len(found))
    source.must("deviation", total.result, row.ad_mean)
    table = Table(("item", "n", *heads, "ad"), tuple(lines))
    return Step("deviations", table=table, sum=total, notes=(Note("deviation"),), formula="deviation")


def _word(source: Source, row: AgreementRow) -> Step:
    scale = source.part.definition.scale
    options, ad = scale.max - scale.min + 1, row.ad_mean or 0.0
    united, split = ad_limit(options), round(options / SPLIT_PART, 9)
    lines: tuple[tuple[Cell, ...], ...] = (
        (Code("united"), ad, united, ad <= united),
        (Code("split"), ad, split, ad >= split),
    )
    values: dict[str, Cell] = {"agreement": Code(f"agreement:{agreement_word(row, scale)}")}
    return Step("agreement", table=Table(_BOUND, lines), notes=(Note("agreement"),), values=values)


def _within(row: AgreementRow) -> Step:
    values: dict[str, Cell] = {"rwg": row.rwg_j, "k": row.k}
    return Step("rwg", notes=(Note("rwg", values),), formula="rwg", values=values)


def _across(source: Source, row: AgreementRow) -> Step:
    """Blocks of 2k and more, with what ICC is made of."""
    behind = source.recount.behind("dimension", row.id, scope_of(row.scope_id))
    lines = []
    for block, _ in behind:
        own = source.row("dimension", row.id, ("group", block.block.id))
        if own is not None and block.block.n >= 2 * source.recount.minimum:
            lines.append((Ref("scope", block.block.id), own.n, own.score, own.sd))
    values: dict[str, Cell] = {"icc1": row.icc1, "icc2": row.icc2}
    table = Table(("scope", "n", "score", "sd"), tuple(lines))
    code = "icc" if row.icc2 is not None else "icc_one"
    return Step("icc", table=table, notes=(Note(code, values),), formula="icc", values=values)


def _cells(source: Source, key: Key, scope: tuple[str, str | None]) -> Table:
    """How many of a block answered each shown item; how many did not is never said."""
    section = next(one for one in source.part.definition.sections() if one.id == key.id)
    rows = [source.row("item", item.id, scope_of(scope[1])) for item in section.items]
    shown = [row for row in rows if row is not None and row.n is not None]
    based = {item.id for item in section.items if item.scored or section.stage == 0}
    lines = tuple((Ref("item", row.id), row.n) for row in shown if row.id in based)
    return Table(("item", "n"), lines)


def _remaining(source: Source, row: InfluenceRow) -> Step:
    """The blocks that remain, pooled as always."""
    behind = source.recount.behind(row.level, row.id, (row.scope, row.scope_id))
    left = [(block, one) for block, one in behind if block.block.id != row.without]
    scores = [source.shown(row.level, row.id, ("group", block.block.id)) for block, _ in left]
    found = mean(scores, [one.weight for _, one in left], row.score)
    source.must("without", found.result, row.score)
    lines = tuple(
        (Ref("scope", block.block.id), one.n, one.weight, score) for (block, one), score in zip(left, scores)
    )
    cap = source.part.definition.scoring.group_weight_cap
    table = Table(("scope", "n", "weight", "score"), lines)
    return Step("remaining", table=table, sum=found, formula="blocks", values={"cap": cap})


def _change(source: Source, row: InfluenceRow, before: float | None) -> Step:
    found = difference(row.score or 0.0, before or 0.0)
    source.must("change", found.result, row.change)
    notes = []
    if row.type is not None:
        notes.append(Note("type_without", {"type": Ref("type", row.type)}))
    if row.stage is not None:
        notes.append(Note("stage_without", {"stage": row.stage}))
    return Step("change", sum=found, notes=tuple(notes))
