"""How large a gap is beside how much people differ: Hedges' g (measurement design, A2)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from salesex.scoring.intervals import LEVEL, Sample, pooled_variance

LIMIT_DECIMALS = 6
"""Decimals to which limits of g are kept: noncentralities are found by search, and no more is sure."""


@dataclass(frozen=True, slots=True)
class EffectSize:
    """Hedges' g with its 95 % limits, in standard deviations."""

    g: float
    low: float
    high: float
    df: int


def hedges_g(first: Sequence[Sample], second: Sequence[Sample]) -> EffectSize | None:
    """Hedges' g of the gap between two sides, each one block or several.

    g = J gap / s with s the standard deviation within blocks, pooled over all of them (at least the
    floors of A1, so that g is finite where everybody agrees), df = sum (n - 1), and the exact
    J = Gamma(df / 2) / (sqrt(df / 2) Gamma((df - 1) / 2)). Limits: those noncentralities of t with df
    under which (gap / s) / sqrt(sum c^2 / n) is the 97.5 % and the 2.5 % quantile, times that root;
    J is not applied to them. c: share of the weight on its side. A single role counts in the gap and
    in the root; it has no spread to add.

    Sources: Hedges 1981, Journal of Educational Statistics 6:107-128 (g, J); Steiger & Fouladi 1997
    in Harlow et al., What If There Were No Significance Tests?, Erlbaum, 221-257 (limits).

    Returns
    -------
    None where a side consists of single roles only. With few people g says little: look at its limits.

    Examples
    --------
    >>> found = hedges_g([Sample(5, 70, 5, 900.0)], [Sample(5, 55, 5, 900.0)])
    >>> round(found.g, 3), round(found.low, 3), round(found.high, 3), found.df
    (0.903, -0.357, 2.303, 8)
    """
    if not all(any(one.n > 1 for one in side) for side in (first, second)):
        return None
    variance, df = pooled_variance([*first, *second])
    gap = _mean(first) - _mean(second)
    root = math.sqrt(_error(first) + _error(second))
    ratio = gap / math.sqrt(variance)
    low, high = _noncentralities(ratio / root, df)
    return EffectSize(correction(df) * ratio, low * root, high * root, df)


def statistic(first: Sequence[Sample], second: Sequence[Sample]) -> float:
    """The gap in standard errors: T of the test, from the spreads that are told.

    T = gap / sqrt(sum c^2 s^2 / n); s is at least the floor, and of a single role the one pooled over
    all blocks.
    """
    variance, _ = pooled_variance([*first, *second])
    errors = []
    for side in (first, second):
        total = math.fsum(one.weight for one in side)
        errors += [
            (one.weight / total) ** 2 * (one.variance if one.n > 1 else variance) / one.n for one in side
        ]
    return (_mean(first) - _mean(second)) / math.sqrt(math.fsum(errors))


def correction(df: int) -> float:
    """Hedges' exact J, 0 to 1; 0 for one degree of freedom, where g has no expectation."""
    if df < 2:
        return 0.0
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def _mean(side: Sequence[Sample]) -> float:
    return math.fsum(one.weight * one.score for one in side) / math.fsum(one.weight for one in side)


def _error(side: Sequence[Sample]) -> float:
    total = math.fsum(one.weight for one in side)
    return math.fsum((one.weight / total) ** 2 / one.n for one in side)


def _noncentralities(t: float, df: int) -> tuple[float, float]:
    """Noncentralities for which t is the upper and the lower quantile, for t of either sign."""
    from scipy import special

    size, tail = abs(t), (1 - LEVEL) / 2
    low = float(special.nctdtrinc(df, 1 - tail, size))
    high = float(special.nctdtrinc(df, tail, size))
    return (low, high) if t >= 0 else (-high, -low)
