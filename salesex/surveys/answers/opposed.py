"""Items of a dimension that run against the others: which, and whether that is more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

Sides = tuple[list[int], list[int]]
"""Positions of the items that run against others, and of these others."""

AGAINST_THE_REST = -0.2
"""Correlation of an item with the sum of the others that speaks for a wrong key."""
CHANCE = 0.025
"""Probability that unrelated items give an issue, over all items of a dimension (Bonferroni)."""
_ROUNDS, _STILL = 60, 0.001
"""Steps of power iteration, and the change of the largest weight at which it ends; only signs are needed."""
_Matrix = list[list[float]]


def opposed(columns: Sequence[Sequence[int]]) -> list[Sides]:
    """Find the items that run against the others.

    The signs of the first principal component of the correlations part the items in two sides. An item
    of the smaller side counts when it correlates with the sum of the larger one at `AGAINST_THE_REST`
    or below, and below zero by more than chance (one-sided Fisher's z at `CHANCE`, divided by the number
    of items). The larger side is found without the item, so that chance is not picked twice.

    Parameters
    ----------
    columns : one per item, all of the same length (4 or more), an answer per rater

    Returns
    -------
    One entry per item that counts, where more than two thirds of the items are on the other side; else,
    since nobody can tell which side is keyed wrong, one entry for the two sides, if an item counts.
    """
    from statistics import NormalDist

    shared = [position for position, column in enumerate(columns) if min(column) != max(column)]
    if len(shared) < 3:
        return []
    covariance = _covariances([columns[position] for position in shared])
    spread = [math.sqrt(covariance[i][i]) for i in range(len(shared))]
    correlation = [
        [value / (spread[i] * spread[j]) for j, value in enumerate(row)] for i, row in enumerate(covariance)
    ]
    signs = _signs(correlation, range(len(shared)))
    fewer = [i for i, sign in enumerate(signs) if sign < 0]
    more = [i for i, sign in enumerate(signs) if sign > 0]
    limit = -NormalDist().inv_cdf(1 - CHANCE / len(shared)) / math.sqrt(len(columns[0]) - 3)
    found = [i for i in fewer if _runs_against(i, more, correlation, covariance, limit)]
    others = [shared[i] for i in more]
    if 2 * len(fewer) < len(more):
        return [([shared[i]], others) for i in found]
    return [([shared[i] for i in fewer], others)] if found else []


def _runs_against(
    item: int, more: Sequence[int], correlation: _Matrix, covariance: _Matrix, limit: float
) -> bool:
    """Whether an item correlates with the side that the others make, and how far below zero."""
    rest = [i for i in range(len(correlation)) if i != item]
    signs = dict(zip(rest, _signs(correlation, rest), strict=True))
    if sum(signs[i] for i in more) < 0:
        signs = {i: -sign for i, sign in signs.items()}
    side = [i for i in rest if signs[i] > 0]
    with_side = sum(covariance[item][i] for i in side)
    of_side = sum(covariance[i][j] for i in side for j in side)
    product = covariance[item][item] * of_side
    if product <= 0:
        return False
    measure = max(-1.0, with_side / math.sqrt(product))
    return measure <= AGAINST_THE_REST and (measure == -1 or math.atanh(measure) < limit)


def _covariances(columns: Sequence[Sequence[int]]) -> _Matrix:
    """Sums of products around the means, times the number of rows, so that they are whole."""
    rows, sums = len(columns[0]), [sum(column) for column in columns]
    found = [[0.0] * len(columns) for _ in columns]
    for i, column in enumerate(columns):
        for j in range(i + 1):
            found[i][j] = found[j][i] = rows * sum(map(mul, column, columns[j])) - sums[i] * sums[j]
    return found


def _signs(correlation: _Matrix, items: Sequence[int]) -> list[int]:
    """Signs of the first principal component of some items: 1 for most of them, or for the first half."""
    part = [[correlation[i][j] for j in items] for i in items]
    vector = max(part, key=lambda row: sum(map(abs, row)))
    for _ in range(_ROUNDS):
        product = [sum(map(mul, row, vector)) for row in part]
        length = max(map(abs, product))
        before, vector = vector, [value / length for value in product]
        if max(abs(new - old) for new, old in zip(vector, before, strict=True)) < _STILL:
            break
    signs = [1 if value >= 0 else -1 for value in vector]
    total = sum(signs)
    return signs if total > 0 or (total == 0 and signs[0] > 0) else [-sign for sign in signs]
