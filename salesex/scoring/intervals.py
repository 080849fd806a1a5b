"""95 % intervals of scores and of gaps, in closed form (measurement design, A1).

A score is an estimate E = sum c_b m_b over blocks b with means m_b; c_b is the block's share of the
weight, negative for the second side of a gap. Every block gets Wilson's limits with the spread that
was found in place of that of a yes-no answer; they are put together by the method of variance
estimates recovery. What a score's interval means: the score, had everybody answered who was invited.

Sources: Wilson 1927, JASA 22:209-212 (limits of one block). Satterthwaite 1946, Biometrics Bulletin
2:110-114 (degrees of freedom). Zou & Donner 2008, Statistics in Medicine 27:1693-1702 (limits of a
sum from those of its parts). Cochran 1977, Sampling Techniques, 3rd ed., Wiley, ch. 2 (finite
population correction). The least spread and the clamp are ours; `benchmarks/coverage.py` shows what
they are worth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from salesex.scoring.estimates import Estimate

LEVEL = 0.95
SD_FLOOR = 3.0
"""Least standard deviation (points) of own scores over several items; ours."""

_MEAN_FLOOR = 1.0
"""Wilson's limits have no width at 0 and at 100: means are taken as at least this far inside."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One block's people on one thing.

    `weight` is what it counts in the pooled score, `score` 0-100 the block's score. `n` people have
    an own score; `squares` is the sum of their squared distances from their mean. `invited` people
    were asked, None where that is unknown. A spread under `floor` points counts as `floor`.
    """

    weight: float
    score: float
    n: int
    squares: float
    invited: int | None = None
    floor: float = SD_FLOOR

    @property
    def answered_share(self) -> float:
        """Share of the invited who answered; 0 where the number is unknown or smaller than n."""
        return self.n / self.invited if self.invited and self.invited >= self.n else 0.0

    @property
    def variance(self) -> float:
        """Sample variance of own scores, at least that of the floor; of one person the floor's."""
        found = self.squares / (self.n - 1) if self.n > 1 else 0.0
        return max(found, self.floor**2)


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper limit in points, and the degrees of freedom of the quantile."""

    low: float
    high: float
    df: float


@dataclass(frozen=True, slots=True)
class _Part:
    """One block in an estimate: `error` is the variance of its mean, `df` what that rests on."""

    share: float
    score: float
    n: int
    error: float
    df: int
    answered_share: float


def sample(found: Estimate, invited: int | None, step: float | None = None) -> Sample:
    """Return what an interval needs to know of a block's estimate.

    `step` is given where the score rests on one item: the points between neighbouring answers. The
    least spread is then that of a block in which one person chose the next answer, step / sqrt(n).
    """
    floor = SD_FLOOR if step is None else step / math.sqrt(max(found.raters, 1))
    return Sample(found.weight, found.score, found.raters, found.squares, invited, floor)


def share_spread(samples: Sequence[Sample], together: Sequence[bool]) -> list[Sample]:
    """Give the marked samples one variance, sum SS / sum (n - 1), and leave the others as they are.

    For items: the width of a pooled interval would otherwise tell the spread of a cell whose own is
    not shown. So it rests on the spread of all these cells together, which the pooled sd tells too.
    """
    marked = [one for one, mark in zip(samples, together) if mark]
    df = sum(one.n - 1 for one in marked)
    variance = math.fsum(one.squares for one in marked) / df if df else 0.0
    return [
        replace(one, squares=variance * (one.n - 1)) if mark else one for one, mark in zip(samples, together)
    ]


def score_interval(samples: Sequence[Sample]) -> Interval | Literal["one_person", "all_answered"]:
    """Interval of the pooled score of some blocks, 0-100, around the score.

    With s the standard deviation of a block's own scores (n - 1, at least the floor), f = n / invited
    (0 if unknown), c the block's share of the weight: V = c^2 s^2 (1 - f) / n, df = (sum V)^2 /
    sum (V^2 / (n - 1)), q the 97.5 % quantile of t with df. A block's limits l, u solve (m - x)^2 =
    k x (100 - x) with k = q^2 s^2 (1 - f)(1 + 0.5 / n) / (n m (100 - m)), m taken as 1..99; they
    reach to m at least, and are cut to f m .. f m + 100 (1 - f), for those who did not answer lie on
    0-100. Low = E - sqrt(sum (c (m - l))^2), high = E + sqrt(sum (c (u - m))^2).

    A single role is a census of one: it adds nothing to the width.

    Returns
    -------
    Interval, or why there is none: `one_person` (single roles only), `all_answered` (nobody who was
    invited is missing). Groups of equal answers have an interval all the same (the floor); at 0 and
    100 it reaches inwards only. Simulated for 5 to 40 answers a block.

    Examples
    --------
    >>> found = score_interval([Sample(5, 61.5, 5, 820.0)])
    >>> round(found.low, 1), round(found.high, 1), found.df
    (42.6, 77.5, 4.0)
    >>> score_interval([Sample(1, 70, 1, 0.0)])
    'one_person'
    """
    total = math.fsum(one.weight for one in samples)
    several = [one for one in samples if one.n > 1]
    if not several:
        return "one_person"
    open_ = [one for one in several if one.answered_share < 1]
    if not open_:
        return "all_answered"
    centre = math.fsum(one.weight * one.score for one in samples) / total
    return _interval(centre, [_part(one, one.weight / total, one.answered_share) for one in open_])


def gap_interval(first: Sequence[Sample], second: Sequence[Sample]) -> Interval | None:
    """Interval of a difference of two pooled scores, -100..100; it asks what the test asks.

    As `score_interval` with negative c for the second side, but f = 0, and a single role is not
    fixed: it has the pooled standard deviation of all blocks, sqrt(sum (n - 1) s^2 / sum (n - 1)),
    with sum (n - 1) degrees of freedom. Where c is negative, l and u change places.

    Returns
    -------
    None where a side consists of single roles only.
    """
    if not all(any(one.n > 1 for one in side) for side in (first, second)):
        return None
    variance, df = pooled_variance([*first, *second])
    parts = []
    for sign, side in ((1.0, first), (-1.0, second)):
        total = math.fsum(one.weight for one in side)
        for one in side:
            share = sign * one.weight / total
            spread = one.variance if one.n > 1 else variance
            error = share**2 * spread / one.n
            parts.append(_Part(share, one.score, one.n, error, one.n - 1 or df, 0.0))
    return _interval(math.fsum(part.share * part.score for part in parts), parts)


def pooled_variance(samples: Sequence[Sample]) -> tuple[float, int]:
    """Variance within blocks, sum (n - 1) s^2 / sum (n - 1) with every s at its floor, and its df."""
    df = sum(one.n - 1 for one in samples)
    return math.fsum((one.n - 1) * one.variance for one in samples) / df, df


def _part(one: Sample, share: float, answered_share: float) -> _Part:
    error = share**2 * one.variance * (1 - answered_share) / one.n
    return _Part(share, one.score, one.n, error, one.n - 1, answered_share)


def _interval(centre: float, parts: Sequence[_Part]) -> Interval:
    df = math.fsum(part.error for part in parts) ** 2 / math.fsum(part.error**2 / part.df for part in parts)
    quantile = _t_quantile(df)
    down, up = [], []
    for part in parts:
        low, high = _limits(part, quantile)
        below, above = part.share * (part.score - low), part.share * (high - part.score)
        down.append(below if part.share > 0 else above)
        up.append(above if part.share > 0 else below)
    return Interval(centre - math.hypot(*down), centre + math.hypot(*up), df)


def _limits(part: _Part, quantile: float) -> tuple[float, float]:
    """Wilson's limits of one block's mean with the spread found in it."""
    mean = min(max(part.score, _MEAN_FLOOR), 100 - _MEAN_FLOOR)
    error = part.error / part.share**2
    k = quantile**2 * error * (1 + 0.5 / part.n) / (mean * (100 - mean))
    middle = (mean + 50 * k) / (1 + k)
    half = math.sqrt(max(0.0, middle**2 - mean**2 / (1 + k)))
    floor = part.answered_share * part.score
    ceiling = floor + 100 * (1 - part.answered_share)
    return max(min(middle - half, part.score), floor), min(max(middle + half, part.score), ceiling)


def _t_quantile(df: float) -> float:
    from scipy import special

    return float(special.stdtrit(df, (1 + LEVEL) / 2))
