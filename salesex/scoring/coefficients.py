"""Cronbach's alpha and its neighbours, from the covariances of a dimension's items.

Every function takes a matrix of covariances (items x items) and does not care by which factor they
are multiplied, so whole numbers may be given and sums are exact. Items are not weighted: the
coefficients are defined for a plain sum. They are in no unit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64] | NDArray[np.float64]
Floats = NDArray[np.float64]


def cronbach_alpha(covariances: Matrix) -> float | None:
    """Cronbach's alpha, at most 1; negative where items contradict each other on the whole.

    Formula: k / (k - 1) * (1 - sum of variances / variance of the sum). None where the sum does not
    vary or there are under two items.

    Notes
    -----
    Cronbach 1951, Psychometrika 16:297-334. It says how well the items tell these respondents apart,
    not whether they measure the right thing; where groups differ it is higher than within a group.

    Examples
    --------
    >>> cronbach_alpha(np.array([[2.0, 1.0], [1.0, 2.0]]))
    0.6666666666666666
    """
    items, total = len(covariances), covariances.sum()
    if items < 2 or total <= 0:
        return None
    return float(items * (total - np.trace(covariances)) / ((items - 1) * total))


def feldt_interval(alpha: float, n: int, items: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of alpha for n complete respondents.

    Formula: 1 - (1 - alpha) F, with F the upper and lower quantile of the F distribution with n - 1
    and (n - 1)(k - 1) degrees of freedom. It is exact where items are parallel and answers normal.

    Notes
    -----
    Feldt 1965, Psychometrika 30:357-370; Feldt, Woodruff & Salih 1987, Appl. Psychol. Meas. 11:93-103.
    """
    from scipy.special import fdtri

    tail = (1 - level) / 2
    upper, lower = (float(fdtri(n - 1, (n - 1) * (items - 1), p)) for p in (1 - tail, tail))
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower


def mean_correlation(covariances: Matrix) -> float | None:
    """Mean of the correlations of every two items, -1 to 1.

    None where an item does not vary or there are under two.
    """
    spread = np.sqrt(np.diag(covariances).astype(np.float64))
    if len(spread) < 2 or not spread.all():
        return None
    pairs = np.triu_indices(len(spread), 1)
    found = covariances[pairs] / (spread[pairs[0]] * spread[pairs[1]])
    return float(found.mean())


def item_rest(covariances: Matrix) -> tuple[float | None, ...]:
    """Correlation of every item with the sum of the others, -1 to 1; None where one does not vary.

    Formula, with r the row sums of the covariances c and T their total:
    (r_i - c_ii) / sqrt(c_ii (T - 2 r_i + c_ii)).

    Notes
    -----
    Nunnally & Bernstein 1994, Psychometric Theory, 3rd ed., McGraw-Hill, ch. 8 ("corrected").
    """
    own, row = np.diag(covariances), covariances.sum(axis=0)
    rest = covariances.sum() - 2 * row + own
    return tuple(
        float((r - c) / (np.sqrt(float(c)) * np.sqrt(float(v)))) if c > 0 and v > 0 else None
        for c, r, v in zip(own, row, rest)
    )


def alpha_if_dropped(covariances: Matrix) -> tuple[float | None, ...]:
    """Cronbach's alpha of the other items, for every item; None where it does not exist."""
    return tuple(
        cronbach_alpha(np.delete(np.delete(covariances, place, 0), place, 1))
        for place in range(len(covariances))
    )
