"""The stored value of every key."""

from __future__ import annotations

from collections.abc import Callable

from salesex.model.keys import Key
from salesex.model.results import QuestionnaireResults
from salesex.model.soundness import missing_share

Shown = float | int | str | None
"""A score or gap, a stage, a type's id; None where it is hidden."""


def values_of(part: QuestionnaireResults) -> Callable[[Key], Shown]:
    """Return a function that finds the value of a key of this questionnaire."""
    found: dict[tuple[object, ...], Shown] = {}
    for score in part.scores:
        found["score", score.level, score.id, _scope(score.scope_id)] = score.score
    for kind in part.types:
        found["type", "overall", "overall", _scope(kind.scope_id)] = kind.type
    for row in part.roadmap:
        found["stage", "overall", "overall", _scope(row.scope_id)] = row.stage
        found["start", "overall", "overall", _scope(row.scope_id)] = row.start
    for light in part.lights:
        found["light", "overall", light.id, ()] = light.score
    for alpha in part.reliability:
        found["reliability", "dimension", alpha.id, ()] = alpha.alpha
    for row_ in part.agreement:
        value = row_.ad_mean if row_.groups is None else row_.icc1
        found["agreement", "dimension", row_.id, _scope(row_.scope_id)] = value
    level = "axis" if part.definition.staged else "dimension"
    for share in part.missing:
        found["missing", level, share.id, _scope(share.scope_id)] = missing_share(share)
    for left in part.influence:
        scope = (*_scope(left.scope_id), left.without)
        found["influence", left.level, left.id, scope] = left.score
    for gap in part.gaps:
        found["gap", gap.level, gap.id, gap.pair] = gap.gap
    return lambda key: found.get((key.kind, key.level, key.id, key.scope))


def _scope(id: str | None) -> tuple[str, ...]:
    return (id,) if id else ()
