"""One common factor behind a set of items, by maximum likelihood, and what follows: omega total."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from salesex.model.quality import Undefined

Floats = NDArray[np.float64]

CONVERGED = 1e-8
"""Largest slope of the likelihood (per logarithm of a uniqueness) at which the fit is found."""
LEAST_UNIQUENESS = 0.005
"""Share of an item's variance under which a uniqueness is no longer told from zero (Heywood case)."""

_STEPS = 500
_SINGULAR = 1e-10
"""Least eigenvalue of a correlation matrix that is still inverted."""


DECIMALS_SURE = 6
"""Decimals of omega that do not depend on where the search for the likelihood's maximum stops."""


def omega_total(covariances: Floats) -> float | Undefined:
    """Omega total: share of a sum score's variance that one common factor explains, 0-1.

    Formula: omega = (sum l)^2 / ((sum l)^2 + sum u), with loadings l and unique variances u of the
    one-factor model fitted to the covariances by maximum likelihood.

    Parameters
    ----------
    covariances : items x items, of more respondents than items (fewer make them singular)

    Returns
    -------
    The coefficient, or why there is none: `two_items` (two items do not determine a factor),
    `no_variance` (somebody's item does not vary), `singular` (an item follows from the others),
    `improper` (the likelihood is highest where an item has no unique variance, a Heywood case).

    Notes
    -----
    McDonald 1999, Test Theory: A Unified Treatment, Erlbaum, ch. 6. It presumes that one factor is
    behind the items; with several it tells how well the sum is measured by what they share.

    Examples
    --------
    >>> loadings = np.array([0.8, 0.7, 0.6, 0.5])
    >>> model = np.outer(loadings, loadings) + np.diag(1 - loadings**2)
    >>> round(omega_total(model), 6), round(float(2.6**2 / (2.6**2 + 4 - 1.74)), 6)
    (0.749446, 0.749446)
    """
    if len(covariances) < 3:
        return "two_items" if len(covariances) == 2 else "one_item"
    spread = np.sqrt(np.diag(covariances))
    if not spread.all():
        return "no_variance"
    correlations = covariances / np.outer(spread, spread)
    if float(np.linalg.eigvalsh(correlations)[0]) < _SINGULAR:
        return "singular"
    uniquenesses = fit_uniquenesses(correlations)
    if uniquenesses is None:
        return "improper"
    loadings = _loadings(correlations, uniquenesses) * spread
    common = float(loadings.sum()) ** 2
    return common / (common + float((uniquenesses * spread**2).sum()))


def fit_uniquenesses(correlations: Floats) -> Floats | None:
    """Uniquenesses of the one-factor model, by Newton's method; None in a Heywood case.

    With A = U^-1/2 R U^-1/2 and its eigenvalues t_1 > t_2 >= ..., the discrepancy is
    F = sum_{m>1} (t_m - ln t_m - 1), minimised over x = ln U with its exact second derivatives
    (Jöreskog 1967, Psychometrika 32:443-482; Clarke 1970, Br. J. Math. Stat. Psychol. 23:43-52).
    Converged where no slope exceeds `CONVERGED`.

    Parameters
    ----------
    correlations : items x items, at least three items, not singular
    """
    items = len(correlations)
    x = np.log((1 - 0.5 / items) / np.diag(np.linalg.inv(correlations)))
    found, slope, curvature = _discrepancy(correlations, x)
    for _ in range(_STEPS):
        if float(x.min()) < np.log(LEAST_UNIQUENESS):
            return None
        if float(np.abs(slope).max()) < CONVERGED:
            return np.asarray(np.exp(x))
        step = _downhill(slope, curvature)
        length = 1.0
        tried, *rest = _discrepancy(correlations, x + step)
        while tried > found + 1e-4 * length * float(slope @ step) + 1e-14 and length > 1e-6:
            length /= 2
            tried, *rest = _discrepancy(correlations, x + length * step)
        x, found, (slope, curvature) = x + length * step, tried, rest
    return None


def _discrepancy(correlations: Floats, x: Floats) -> tuple[float, Floats, Floats]:
    """F with its first and second derivatives by the logarithms of the uniquenesses."""
    scale = np.exp(-x / 2)
    values, vectors = np.linalg.eigh(correlations * np.outer(scale, scale))
    first, rest = values[-1], values[:-1]
    axis, others = vectors[:, -1], vectors[:, :-1]
    found = float((rest - np.log(rest) - 1).sum())
    slope = (others**2) @ (1 - rest)
    pull = (1 - rest) * (first + rest) / np.maximum(first - rest, 1e-12)
    curvature = ((others * rest) @ others.T) * (others @ others.T)
    curvature += np.outer(axis, axis) * ((others * pull) @ others.T)
    return found, slope, curvature


def _downhill(slope: Floats, curvature: Floats) -> Floats:
    """Newton's step, made to lead downhill and no farther than a factor of e^2 in any uniqueness."""
    values, vectors = np.linalg.eigh(curvature)
    step = -vectors @ ((vectors.T @ slope) / np.maximum(np.abs(values), 1e-6))
    return np.asarray(step * min(1.0, 2.0 / float(np.abs(step).max())))


def _loadings(correlations: Floats, uniquenesses: Floats) -> Floats:
    scale = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
    return np.asarray(scale * vectors[:, -1] * np.sqrt(max(float(values[-1]) - 1, 0.0)))
