"""How a score came about: answers to statements, statements to a block, blocks to a view, and how sure."""

from __future__ import annotations

from salesex.model import POOLED, Item, Perspective
from salesex.model.derivation import Cell, Code, Derivation, Hidden, Note, Ref, Step, Table, mean
from salesex.model.keys import Key
from salesex.model.results import ScoreRow
from salesex.scoring.aggregate import ScopeKey, SectionScores, perspectives_of
from salesex.scoring.derive_means import answers_step, count_columns, items_step
from salesex.scoring.derive_source import Source, ref, scope_key
from salesex.scoring.estimates import BlockEstimates, Estimate
from salesex.scoring.intervals import LEVEL
from salesex.scoring.matrix import weights
from salesex.scoring.targets import Target


def score(source: Source, key: Key) -> Derivation | Hidden:
    """One score row, from what it rests on."""
    scope = scope_key(key)
    row = source.row(key.level, key.id, scope)
    if row is None or row.score is None:
        return Hidden(source.why(row, key.level, scope))
    _check_row(source, row)
    if key.level == "overall":
        steps: tuple[Step | None, ...] = (_dimensions(source, row),)
    else:
        part, target = source.recount.place(key.level, key.id)
        made = _block(source, row, part, target) if scope[0] == "group" else _pooled(source, row)
        steps = (made, _interval(source, row))
    return source.derivation(ref(key.level, key.id), row.score, row.n, steps)


def _check_row(source: Source, row: ScoreRow) -> None:
    """The whole row comes out of the answers again."""
    now = source.recount.row(row.level, row.id, (row.scope, row.scope_id))
    if now is None:
        source.must_equal("row", None, row)
        return
    reason = now.reason if row.reason == "frozen" else row.reason
    source.must_equal("n", (now.n, now.status, now.reason), (row.n, row.status, reason))
    for name in ("score", "sd", "ci_low", "ci_high"):
        source.must(name, getattr(now, name), getattr(row, name))


def _dimensions(source: Source, row: ScoreRow) -> Step:
    scope = (row.scope, row.scope_id)
    rows = [source.row("dimension", one.id, scope) for one in source.part.definition.dimensions]
    shown = [(one.id, one.n, one.score) for one in rows if one is not None and one.score is not None]
    found = mean([value for *_, value in shown], [1.0] * len(shown))
    source.must("dimensions", found.result, row.score)
    table = Table(
        ("dimension", "n", "score"), tuple((Ref("dimension", name), n, value) for name, n, value in shown)
    )
    return Step("dimensions", table=table, sum=found, notes=(Note("n_smallest"),), formula="dimensions")


def _block(source: Source, row: ScoreRow, part: SectionScores, target: Target) -> Step:
    """A block's own number: from its answers, from its items, or one person's."""
    if row.scope_id in source.alone:
        return Step("one_person", notes=(Note("one_person"),))
    if target.level == "item":
        return answers_step(source, source.items[row.id], row)
    members = _members(part, target)
    return items_step(source, members, (row.scope, row.scope_id), row.score)


def _members(part: SectionScores, target: Target) -> list[tuple[Item, float]]:
    section = part.section
    wanted = section.facets[target.place].items if target.level == "facet" else None
    return [(item, weight) for item, weight in zip(section.items, weights(section, wanted)) if weight > 0]


def _pooled(source: Source, row: ScoreRow) -> Step:
    """The mean of blocks, weighted with the number of people up to the cap."""
    scope: ScopeKey = (row.scope, row.scope_id)
    behind = source.recount.behind(row.level, row.id, scope)
    values = [_value(source, row, block) for block, _ in behind]
    known = [one.score if value is None else value for value, (_, one) in zip(values, behind)]
    whole = [one.weight for _, one in behind]
    source.must("blocks", mean(known, whole).result, row.score)
    heads = count_columns(source) if row.level == "item" else ()
    table = Table(
        ("scope", "n", "weight", *heads, "score"),
        tuple(
            (
                Ref("scope", block.block.id),
                one.n,
                one.weight,
                *_counts(source, row, block, heads),
                Hidden("one_person") if value is None else value,
            )
            for value, (block, one) in zip(values, behind)
        ),
    )
    return Step(
        "blocks",
        table=table,
        sum=mean(values, whole, row.score),
        notes=(*_left_out(source, row, behind), *_uncounted(source, table)),
        formula="blocks",
        values={"cap": source.part.definition.scoring.group_weight_cap},
    )


def _value(source: Source, row: ScoreRow, block: BlockEstimates) -> float | None:
    return source.shown(row.level, row.id, ("group", block.block.id))


def _counts(source: Source, row: ScoreRow, block: BlockEstimates, heads: tuple[str, ...]) -> tuple[Cell, ...]:
    counts = source.recount.counts(row.id, block.block.id) if heads else None
    return tuple(Hidden("spread") for _ in heads) if counts is None else counts


def _uncounted(source: Source, table: Table) -> tuple[Note, ...]:
    cells = {cell.reason for row in table.rows for cell in row if isinstance(cell, Hidden)}
    found = [Note("spread", {"least": 2 * source.recount.minimum})] if "spread" in cells else []
    return (*found, *([Note("hidden_person")] if "one_person" in cells else []))


def _left_out(
    source: Source, row: ScoreRow, behind: list[tuple[BlockEstimates, Estimate]]
) -> tuple[Note, ...]:
    """Groups whose answers do not enter, and why."""
    part, _ = source.recount.place(row.level, row.id)
    wanted: tuple[Perspective, ...] = perspectives_of((row.scope, row.scope_id)) or POOLED
    sides = {group.id: group.perspective for group in source.results.engagement.groups}
    entering = {block.block.id for block, _ in behind}
    found = {
        one.group: str(one.reason)
        for one in source.part.left_out
        if one.dimension == part.section.id and sides[one.group] in wanted
    }
    for block in part.decision.pool(wanted):
        if block.id not in entering and not block.one_person:
            own = source.row(row.level, row.id, ("group", block.id))
            found[block.id] = "few" if own is None else str(own.reason)
    return tuple(
        Note("left_out", {"scope": Ref("scope", name), "reason": Hidden(why)}) for name, why in found.items()
    )


def _interval(source: Source, row: ScoreRow) -> Step | None:
    """What the interval rests on: people who answered, people asked, and how much they differ."""
    if row.scope_id in source.alone:
        return None
    if row.ci_low is None or row.ci_high is None:
        reason = "spread" if row.reason in (None, "frozen") else str(row.reason)
        note = Note("no_interval", {"reason": Hidden(reason), "least": 2 * source.recount.minimum})
        return Step("interval", notes=(note,))
    behind = source.recount.behind(row.level, row.id, (row.scope, row.scope_id))
    table = Table(
        ("scope", "n", "invited", "sd"), tuple(_spread(source, row, block, one) for block, one in behind)
    )
    asked = [source.invited(block.block.id) for block, _ in behind]
    known = [number for number in asked if number is not None]
    total = sum(known) if len(known) == len(asked) else None
    values: dict[str, Cell] = {
        "n": row.n,
        "total": total if total is not None and row.n is not None and total >= row.n else None,
        "low": row.ci_low,
        "high": row.ci_high,
        "sure": 100 * LEVEL,
    }
    note = Note("interval_open" if values["total"] is None else "interval", values)
    more = (Note("sd", {"sd": row.sd}),) if row.sd is not None and row.scope != "group" else ()
    return Step("interval", table=table, notes=(note, *more), formula="interval", values=values)


def _spread(source: Source, row: ScoreRow, block: BlockEstimates, one: Estimate) -> tuple[Cell, ...]:
    own = source.row(row.level, row.id, ("group", block.block.id))
    sd: Cell = Hidden("spread")
    if block.block.one_person:
        sd = Code("fixed")
    elif own is not None and own.sd is not None:
        sd = own.sd
    invited = source.invited(block.block.id)
    return (Ref("scope", block.block.id), one.n, Hidden("unknown") if invited is None else invited, sd)
