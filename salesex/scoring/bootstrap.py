"""Residual bootstrap of block means: how the means could have come out with other answers.

Everybody in a block of several people has a residual vector, one number a column (a dimension, or an
item): own score minus the block's mean, times sqrt(n / (n - 1)), so that the variance of the draws is
that of the mean without bias. Every seat of every block draws one whole vector from everybody's, so
columns stay correlated as they are, and a single role, whose own residual is unknown, is as noisy as
the others.

    noise of a block in a column = sum of the drawn residuals / sqrt(seats * share * n)

n respondents have a value there, and `share` of all residual vectors have one. Where everybody
answered everything the root is n and this is the mean of n drawn residuals; else a gap is drawn as 0
and the root keeps the variance at s^2 / n.

Davison & Hinkley 1997, Bootstrap Methods and their Application, Cambridge, ch. 2.2.2 (resampling),
3.2-3.3 (several samples, semiparametric: common residuals, scaled) and 6.2.3 (scaling by leverage);
Efron & Tibshirani 1993, An Introduction to the Bootstrap, Chapman & Hall, ch. 9.4. Ours: one pool of
residuals for all blocks, thus one variance for all; no finite population; draws are not cut to 0-100.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesex.model.rules import DECIMALS
from salesex.scoring.matrix import Floats

DRAWS = 2000
"""Draws of every bootstrap: a share of .9 is then known to +-.013 (95 %)."""

NORMAL_FROM = 200
"""Seats from which a sum of residuals is drawn as normal with the pool's covariance: no difference
can be seen by then (central limit theorem), and the time no longer grows with the number of people."""

_CELLS = 1 << 16
"""Cells of a chunk of draws: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Residual vectors to draw from.

    `values` (people x columns): in score points, 0 where somebody has none. `share` (columns): how
    many of the people have one, 0-1. `covariance` (columns x columns): of one drawn vector.
    """

    values: Floats
    share: Floats
    covariance: Floats


def scaled_residuals(scores: Floats) -> Floats:
    """Return the residuals of one block (people x columns), NaN where somebody has no score.

    Formula: (x - mean) * sqrt(n / (n - 1)), n and mean of those who have a score in the column. A
    column in which fewer than two have one tells nothing of noise: NaN.

    Examples
    --------
    >>> [round(float(x), 6) for x in scaled_residuals(np.array([[40.0], [50.0], [60.0]]))[:, 0]]
    [-12.247449, 0.0, 12.247449]
    """
    known = ~np.isnan(scores)
    n = known.sum(axis=0)
    mean = np.divide(np.where(known, scores, 0.0).sum(axis=0), n, out=np.zeros(n.shape), where=n > 0)
    scale = np.sqrt(np.divide(n, n - 1, out=np.full(n.shape, np.nan), where=n > 1))
    found: Floats = (scores - mean) * scale
    return found


def pool_of(residuals: Floats) -> Pool:
    """Return the residual vectors (people x columns) to draw from; who has none at all is left out.

    They are sorted by value, so that neither the order nor the names of people matter.
    """
    vectors = np.round(residuals, DECIMALS) + 0.0  # no negative zero
    known = ~np.isnan(vectors)
    vectors, known = vectors[known.any(axis=1)], known[known.any(axis=1)]
    values = np.where(known, vectors, 0.0)
    share = known.mean(axis=0) if len(known) else np.zeros(known.shape[1])
    values = values[np.lexsort(values.T[::-1])]
    return Pool(values, share, values.T @ values / max(1, len(values)))


def drawn_sums(pool: Pool, seats: int, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Sum the residual vectors that `seats` people draw with replacement, draw by draw.

    Returns
    -------
    draws x columns; zeros where there is nothing to draw from.
    """
    people, columns = pool.values.shape
    if not people or not seats:
        return np.zeros((draws, columns))
    if seats >= NORMAL_FROM:
        apart: Floats = rng.standard_normal((draws, columns)) @ _factor(seats * pool.covariance).T
        return apart
    few = people > seats * columns  # of many: cheaper to look up than to count
    step = max(1, _CELLS // (seats if few else people))
    small = np.uint16 if people <= 1 << 16 else np.uint32  # short numbers are drawn faster
    found = np.empty((draws, columns))
    for start in range(0, draws, step):
        rows = slice(start, min(start + step, draws))
        drawn = rng.integers(people, size=(rows.stop - rows.start, seats), dtype=small).astype(np.intp)
        found[rows] = _looked_up(pool.values, drawn) if few else _counted(pool.values, drawn)
    return found


def noise(sums: Floats, seats: int, share: Floats, n: NDArray[np.int64]) -> Floats:
    """Turn drawn sums of one block into the noise of its means, in score points.

    Parameters
    ----------
    sums : draws x columns, from `drawn_sums`, all groups of the block added
    seats : people who drew
    share : of the pool, for these columns
    n : respondents who have a score, column by column

    Returns
    -------
    draws x columns; 0 where nothing is known of noise (a column only single persons answered).
    """
    root = np.sqrt(seats * share * n)
    return np.divide(sums, root, out=np.zeros(sums.shape), where=root > 0)


def share_of(hits: NDArray[np.bool_], steps: int) -> float:
    """Share of draws, 0-1, cut to multiples of 1 / `steps`.

    Draws can be repeated by anybody, the seed is public: every further digit would tell more of the
    residuals behind them. Cut, not rounded: 1 is all, and what misses a bound never seems to reach it.
    """
    return int(np.count_nonzero(hits)) * steps // len(hits) / steps


def percentiles(values: NDArray[np.intp], low: float, high: float) -> tuple[int, int]:
    """Return two percentiles of whole numbers as whole numbers: the smallest v with F(v) >= p.

    Hyndman & Fan 1996, The American Statistician 50:361-365, definition 1.
    """
    ordered = np.sort(values)
    first, last = (ordered[max(0, math.ceil(p * len(ordered) - 1e-9) - 1)] for p in (low, high))
    return int(first), int(last)


def _factor(covariance: Floats) -> Floats:
    """Cholesky's lower triangle L, L L' = covariance: there is one only, whoever computes it.

    (Eigenvectors have no sign of their own, so draws made with them depend on the library.) Columns
    without variance stay 0; where columns depend on each other a billionth of the variance is added.
    """
    found = np.zeros(covariance.shape)
    varies = np.flatnonzero(np.diag(covariance) > 0)
    inner = covariance[np.ix_(varies, varies)]
    found[np.ix_(varies, varies)] = np.linalg.cholesky(inner + 1e-9 * np.diag(np.diag(inner)))
    return found


def _looked_up(values: Floats, drawn: NDArray[np.intp]) -> Floats:
    each = np.ones(drawn.shape[1])
    columns = np.ascontiguousarray(values.T)
    # "clip" clips nothing, every place exists: it spares numpy a copy
    return np.stack([np.take(column, drawn, mode="clip") @ each for column in columns], axis=1)


def _counted(values: Floats, drawn: NDArray[np.intp]) -> Floats:
    """Count how often each vector was drawn, and multiply."""
    draws, people = len(drawn), len(values)
    cells = drawn + np.arange(draws)[:, None] * people
    counts = np.bincount(cells.ravel(), minlength=draws * people).reshape(draws, people)
    found: Floats = counts.astype(np.float64) @ values
    return found
