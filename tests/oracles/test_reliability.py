"""Alpha with its interval and omega against pingouin, scipy, scikit-learn and statsmodels.

Answers have missing cells, reverse items and a scale from 0; what the others are given is made with
pandas from the answers as written.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pingouin
import pytest
import scipy.stats
from sklearn.decomposition import FactorAnalysis
from statsmodels.multivariate.factor import Factor

from salesex.scoring import coefficients
from salesex.scoring.assessment import score_engagement
from salesex.scoring.one_factor import omega_total

SEEDS = range(12)


def answers_of(seed: int, low: int = 1, high: int = 5, missing: float = 0.06) -> np.ndarray:
    """Raters x items, one factor and noise; every third item turned; NaN where nothing was answered."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(45, 90)), int(rng.integers(3, 12))
    loadings = rng.uniform(0.4, 0.9, k)
    drawn = rng.normal(size=(n, 1)) * loadings + rng.normal(size=(n, k)) * np.sqrt(1 - loadings**2)
    raw = np.clip(np.round((low + high) / 2 + drawn * (high - low) / 4), low, high)
    raw[:, ::3] = low + high - raw[:, ::3]
    raw[rng.random((n, k)) < missing] = np.nan
    return raw


def turned(raw: np.ndarray, low: int, high: int) -> pd.DataFrame:
    frame = pd.DataFrame(raw)
    frame.iloc[:, ::3] = low + high - frame.iloc[:, ::3]
    return frame.dropna()


def row_of(make, raw: np.ndarray, low: int, high: int):
    items = [make.item(f"I{at}", "?", reverse=at % 3 == 0) for at in range(raw.shape[1])]
    groups = [make.group("team"), make.group("inside"), make.group("office", "external")]
    questionnaire = make.profile({"all": items}, scale=make.scale(low, high))
    engagement = make.engagement(questionnaire, groups, minimum=3)
    cells = [[None if np.isnan(x) else int(x) for x in row] for row in raw]
    third = len(cells) // 3
    people = {"team": cells[:third], "inside": cells[third : 2 * third], "office": cells[2 * third :]}
    result = score_engagement(engagement, make.responses(engagement, people))["profile"]
    return result.reliability[0]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("low", "high"), [(1, 5), (0, 10)])
def test_rows_agree_with_pingouin_and_pandas(make, seed, low, high):
    raw = answers_of(seed, low, high)
    row, complete = row_of(make, raw, low, high), turned(raw, low, high)
    assert (row.status, row.n, row.k) == ("ok", len(complete), raw.shape[1])
    alpha, limits = pingouin.cronbach_alpha(data=complete)
    assert row.alpha == pytest.approx(alpha, abs=1e-9)
    assert [row.alpha_ci_low, row.alpha_ci_high] == pytest.approx(list(limits), abs=5.1e-4)  # 3 decimals
    correlations = complete.corr().to_numpy()
    upper = correlations[np.triu_indices_from(correlations, 1)]
    assert row.mean_r == pytest.approx(upper.mean(), abs=1e-9)
    if row.items:
        for at, item in enumerate(row.items):
            rest = complete.drop(columns=at)
            assert item.item_rest == pytest.approx(complete[at].corr(rest.sum(axis=1)), abs=1e-9)
            dropped = pingouin.cronbach_alpha(data=rest)[0] if row.k > 2 else None
            assert item.alpha_if_dropped == pytest.approx(dropped, abs=1e-9)


def test_items_are_among_what_was_compared(make):
    rows = [row_of(make, answers_of(seed), 1, 5) for seed in SEEDS]
    assert sum(bool(row.items) for row in rows) >= 6


@pytest.mark.parametrize(("alpha", "n", "k"), [(0.84, 31, 10), (0.2, 20, 3), (-0.4, 25, 2), (0.99, 500, 40)])
def test_the_interval_is_feldts(alpha, n, k):
    spread = scipy.stats.f(n - 1, (n - 1) * (k - 1))
    found = coefficients.feldt_interval(alpha, n, k)
    expected = [1 - (1 - alpha) * spread.isf(0.025), 1 - (1 - alpha) * spread.ppf(0.025)]
    assert found == pytest.approx(expected, abs=1e-9)
    assert found[0] < alpha < found[1] < 1


@pytest.mark.parametrize("seed", SEEDS)
def test_omega_agrees_with_two_other_fits(make, seed):
    raw = answers_of(seed)
    row, complete = row_of(make, raw, 1, 5), turned(raw, 1, 5)
    fit = FactorAnalysis(n_components=1, tol=1e-10, max_iter=100_000, svd_method="lapack").fit(complete)
    omegas = [share(fit.components_[0], fit.noise_variance_)]
    sd = complete.std().to_numpy()
    other = Factor(corr=complete.corr().to_numpy(), n_factor=1, method="ml", nobs=len(complete)).fit(
        maxiter=2000
    )
    omegas.append(share(other.loadings[:, 0] * sd, other.uniqueness * sd**2))
    assert [row.omega] * 2 == pytest.approx(omegas, abs=1e-3)


def share(loadings, unique):
    return loadings.sum() ** 2 / (loadings.sum() ** 2 + unique.sum())


def test_omega_of_a_model_that_fits_exactly():
    loadings, sd = np.array([0.9, 0.5, 0.7, 0.3, 0.6]), np.array([1.0, 2.0, 0.5, 1.5, 3.0])
    covariances = (np.outer(loadings, loadings) + np.diag(1 - loadings**2)) * np.outer(sd, sd)
    expected = (loadings @ sd) ** 2 / covariances.sum()
    assert omega_total(covariances) == pytest.approx(expected, abs=1e-9)


def test_omega_of_three_items_is_solved_by_hand():
    """Three items: l_1 = sqrt(r12 r13 / r23) and so on, Spearman's tetrads."""
    r12, r13, r23 = 0.48, 0.4, 0.3
    loadings = np.sqrt([r12 * r13 / r23, r12 * r23 / r13, r13 * r23 / r12])
    correlations = np.array([[1, r12, r13], [r12, 1, r23], [r13, r23, 1]])
    expected = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    assert omega_total(correlations) == pytest.approx(expected, abs=1e-9)
