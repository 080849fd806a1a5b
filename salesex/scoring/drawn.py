"""The rules of types and stages for many drawn results at once; they agree with those for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from salesex.model.rules import DECIMALS, ReferenceType, RoadmapRules, TypeCondition, TypeRules
from salesex.scoring.matrix import Bools, Floats

Indices = NDArray[np.intp]


def drawn_types(scores: Floats, dimensions: Sequence[str], rules: TypeRules) -> Indices:
    """Find the type of every drawn profile, as `classify` does for one.

    Parameters
    ----------
    scores : draws x dimensions, 0-100, rounded
    dimensions : ids of the columns

    Returns
    -------
    Index into `rules.reference`, draw by draw.
    """
    kinds = list(rules.reference.values())
    distances = np.stack([_distances(scores, dimensions, kind) for kind in kinds], axis=1)
    allowed = np.stack([_holds(kind.requires, scores) for kind in kinds], axis=1)
    reach = np.where(allowed, distances, np.inf)
    best = reach.min(axis=1, keepdims=True)
    near = np.round(reach - best, DECIMALS) < rules.tie.within
    names = list(rules.reference)
    order = [names.index(name) for name in dict.fromkeys([*rules.tie.order, *names])]
    first = np.array(order)[near[:, order].argmax(axis=1)]
    found: Indices = np.where(near.sum(axis=1) > 1, first, reach.argmin(axis=1))
    return found


def drawn_met(axis: Floats, items: Floats, rules: RoadmapRules) -> Bools:
    """Say draw by draw whether an axis meets its stage: mean and every shown item suffice."""
    enough = np.round(axis, DECIMALS) >= rules.axis_threshold
    met: Bools = enough & np.all(np.round(items, DECIMALS) >= rules.item_floor, axis=1)
    return met


def drawn_stages(met: Mapping[int, Sequence[Bools]]) -> Indices:
    """Find the stage of every draw: the highest s with all axes met on 1..s.

    Parameters
    ----------
    met : by stage from 1 on, ascending: of each axis, draw by draw, whether it is met
    """
    stages = np.stack([np.logical_and.reduce(axes) for axes in met.values()], axis=1)
    reached: Indices = np.logical_and.accumulate(stages, axis=1).sum(axis=1)
    return reached


def _distances(scores: Floats, dimensions: Sequence[str], kind: ReferenceType) -> Floats:
    columns = [dimensions.index(dimension) for dimension in kind.profile]
    differences = scores[:, columns] - np.array(list(kind.profile.values()))
    if kind.above_is_fine:
        differences = np.minimum(0.0, differences)
    found: Floats = np.round(np.sqrt((differences**2).sum(axis=1) / len(columns)), DECIMALS)
    return found


def _holds(condition: TypeCondition | None, scores: Floats) -> Bools:
    held: Bools = np.ones(len(scores), dtype=bool)
    if condition is None:
        return held
    if condition.every_at_least is not None:
        held &= scores.min(axis=1) >= condition.every_at_least
    if condition.range_at_least is not None:
        width = np.round(scores.max(axis=1) - scores.min(axis=1), DECIMALS)
        held &= width >= condition.range_at_least
    return held
