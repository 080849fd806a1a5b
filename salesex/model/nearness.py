"""Which reference type a profile is nearest to: the arithmetic that scoring and checks share.

Scores and distances are in points of 0-100. All rules are our operationalisation (DOMAIN b1).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from salesex.model.rules import DECIMALS, ReferenceType, TypeCondition, TypeRules


def distance(scores: Mapping[str, float], kind: ReferenceType) -> float:
    """Root mean squared difference between a profile and a type's, in points, to 9 decimals."""
    differences = [scores[dimension] - aim for dimension, aim in kind.profile.items()]
    if kind.above_is_fine:
        differences = [min(0.0, difference) for difference in differences]
    return round(math.sqrt(math.fsum(d * d for d in differences) / len(differences)), DECIMALS)


def holds(condition: TypeCondition | None, scores: Mapping[str, float]) -> bool:
    """Whether every condition that is given holds; True where there is none."""
    if condition is None:
        return True
    low, width = min(scores.values()), spread(scores)
    return (condition.every_at_least is None or low >= condition.every_at_least) and (
        condition.range_at_least is None or width >= condition.range_at_least
    )


def nearest(
    allowed: Sequence[str], distances: Mapping[str, float], rules: TypeRules
) -> tuple[str, tuple[str, ...]]:
    """Return the type that is taken, and all that are tied with it where several are.

    The nearest of those allowed is taken; of several within `tie.within` of it the first of `tie.order`.

    Raises
    ------
    ValueError : none is allowed
    """
    best = min(distances[name] for name in allowed)
    near = [name for name in allowed if round(distances[name] - best, DECIMALS) < rules.tie.within]
    order = [*rules.tie.order, *rules.reference]
    near.sort(key=order.index)
    if len(near) > 1:
        return near[0], tuple(near)
    return min(allowed, key=distances.__getitem__), ()


def spread(scores: Mapping[str, float]) -> float:
    """Highest minus lowest score of a profile, in points, to 9 decimals."""
    return round(max(scores.values()) - min(scores.values()), DECIMALS)
