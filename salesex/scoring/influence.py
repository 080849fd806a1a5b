"""Influence: what scores, type and stage would be without one of the groups.

The blocks that remain are scored as everything is, from their shown scores alone. So it could be
worked out with a pencil from what is shown anyway, and gives nobody away (B4).
"""

from __future__ import annotations

from collections.abc import Iterator

from salesex.model.quality import InfluenceRow
from salesex.model.results import Level
from salesex.model.rules import DECIMALS
from salesex.scoring.aggregate import OVERALL_ID, ScopeKey, Scored, perspectives_of, without
from salesex.scoring.maturity import roadmap_rows
from salesex.scoring.types import type_rows

Verdict = tuple[str | None, int | None]
"""Type and stage."""


def influence_rows(scored: Scored, minimum: int) -> tuple[InfluenceRow, ...]:
    """Every pooled score (overall, perspectives) without each of the blocks it rests on.

    First the whole questionnaire, with the type or stage it would have (None where it would have
    none; the mirror has neither), then every dimension, or axis of a stage, that the block is part
    of. `change` is the score without the block minus the one with it. There is no row where nobody
    or only single persons would remain.
    """
    blocks = dict.fromkeys(block for part in scored.sections for block in part.blocks)
    left = {block: without(scored, block, minimum) for block in blocks}
    verdicts = {block: _verdicts(left[block]) for block in blocks}
    return tuple(
        row
        for scope in scored.scopes
        if perspectives_of(scope) is not None
        for block in blocks
        for row in _rows(scored, left[block], scope, block, verdicts[block].get(scope, (None, None)))
    )


def _verdicts(left: Scored) -> dict[ScopeKey, Verdict]:
    """Type and stage of every scope that has one of them."""
    types: dict[ScopeKey, Verdict] = {
        (row.scope, row.scope_id): (row.type, None) for row in type_rows(left, ())
    }
    return types | {(row.scope, row.scope_id): (None, row.stage) for row in roadmap_rows(left)}


def _rows(
    scored: Scored, left: Scored, scope: ScopeKey, block: str, verdict: Verdict
) -> Iterator[InfluenceRow]:
    touched = [
        after
        for before, after in zip(scored.sections, left.sections)
        if len(after.behind(scope)) < len(before.behind(scope))
    ]
    remaining = [part for part in touched if any(not one.block.one_person for one in part.behind(scope))]
    if remaining:
        yield _row(scored, left, "overall", OVERALL_ID, scope, block, verdict)
    for part in remaining:
        target = part.targets[0]
        yield _row(scored, left, target.level, target.id, scope, block, (None, None))


def _row(
    scored: Scored, left: Scored, level: Level, id: str, scope: ScopeKey, block: str, verdict: Verdict
) -> InfluenceRow:
    before, after = scored.score(level, id, scope), left.row(level, id, scope)
    score = None if after is None else after.score
    change = None if score is None or before is None else round(score - before, DECIMALS)
    n = None if after is None else after.n
    return InfluenceRow(level, id, *scope, block, n, score, change, *verdict)
