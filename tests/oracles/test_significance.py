"""Intervals, tests and effect sizes against scipy and pingouin, where those compute the same.

Two groups of people who all answered the same items are where our recipe meets the textbook: Welch's
t, the permutation test of Welch's t, Hedges' g, Holm.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import optimize, stats

from salesex.scoring.effect_sizes import correction, hedges_g
from salesex.scoring.intervals import Sample, gap_interval, score_interval
from salesex.scoring.permutation import Voices, holm, permutation_tests

# pingouin is imported where it is used: it warns on import of what it brings along.
PAIRS = [(5, 5, 0), (5, 9, 12), (3, 40, -18), (12, 8, 20), (200, 150, 3)]


def people(n, mean, sd, seed):
    draw = np.random.default_rng(seed)
    return np.clip(np.round(draw.normal(mean, sd, n) / 2.5) * 2.5, 0, 100)


def sample(values, weight=1.0, **more):
    return Sample(weight, values.mean(), len(values), ((values - values.mean()) ** 2).sum(), **more)


def voices(values, weight=1.0):
    return Voices(weight, values, 3.0)


def fresh():
    return np.random.default_rng(20261121)


@pytest.mark.parametrize(("n", "m", "gap"), PAIRS)
def test_t_and_its_degrees_of_freedom_are_welchs(n, m, gap):
    first, second = people(n, 55 + gap / 2, 14, 1), people(m, 55 - gap / 2, 18, 2)
    welch = stats.ttest_ind(first, second, equal_var=False)
    (found,) = permutation_tests([([voices(first)], [voices(second)])], fresh)
    assert found.t == pytest.approx(welch.statistic, abs=1e-9)
    interval = gap_interval([sample(first)], [sample(second)])
    assert interval.df == pytest.approx(welch.df, abs=1e-9)


@pytest.mark.parametrize("n", [5, 8, 40])
def test_limits_of_one_group_are_wilsons_with_its_own_spread(n):
    """Every limit is the x at which (m - x)^2 = k x (100 - x), found here by bracketing."""
    values = people(n, 62, 15, n)
    mean, quantile = values.mean(), stats.t.ppf(0.975, n - 1)
    k = quantile**2 * values.var(ddof=1) * (1 + 0.5 / n) / (n * mean * (100 - mean))

    def excess(x):
        return (mean - x) ** 2 - k * x * (100 - x)

    found = score_interval([sample(values)])
    assert found.low == pytest.approx(optimize.brentq(excess, 0, mean, xtol=1e-13), abs=1e-9)
    assert found.high == pytest.approx(optimize.brentq(excess, mean, 100, xtol=1e-13), abs=1e-9)


def test_limits_in_a_large_group_are_those_of_the_mean():
    values = people(4000, 50, 15, 7)
    found = score_interval([sample(values)])
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx(tuple(expected), abs=0.01)


@pytest.mark.parametrize(("n", "m", "gap"), [(5, 5, 15), (5, 8, 8), (3, 6, 30), (6, 6, 0)])
def test_the_exact_test_is_scipys(n, m, gap):
    first, second = people(n, 60 + gap, 12, 3), people(m, 60, 12, 4)

    def statistic(a, b, axis):
        error = a.var(axis=axis, ddof=1) / a.shape[axis] + b.var(axis=axis, ddof=1) / b.shape[axis]
        return np.abs(a.mean(axis=axis) - b.mean(axis=axis)) / np.sqrt(error)

    expected = stats.permutation_test(
        (first, second), statistic, n_resamples=np.inf, alternative="greater", vectorized=True
    )
    (found,) = permutation_tests([([voices(first)], [voices(second)])], fresh)
    assert found.exact
    assert found.arrangements == math.comb(n + m, n) == len(expected.null_distribution)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-12)


def test_the_exact_test_of_three_blocks_is_scipys():
    """Two and four people, weights 2 and 4, against four. (scipy takes no sample of one.)"""
    heads, team, other = people(2, 80, 10, 5), people(4, 65, 10, 6), people(4, 55, 10, 8)
    shares = (2 / 6, 4 / 6, -1)

    def statistic(*blocks, axis):
        gap = sum(share * block.mean(axis=axis) for share, block in zip(shares, blocks))
        spread = [np.maximum(block.var(axis=axis, ddof=1), 9) for block in blocks]
        error = sum(c**2 * v / block.shape[axis] for c, v, block in zip(shares, spread, blocks))
        return np.abs(gap) / np.sqrt(error)

    expected = stats.permutation_test(
        (heads, team, other), statistic, n_resamples=np.inf, alternative="greater", vectorized=True
    )
    gap = [voices(heads, 2.0), voices(team, 4.0)], [voices(other, 4.0)]
    (found,) = permutation_tests([gap], fresh)
    assert found.arrangements == len(expected.null_distribution) == 3150
    assert found.p == pytest.approx(expected.pvalue, abs=1e-12)


def test_a_drawn_p_is_near_the_exact_one_and_near_welchs():
    first, second = people(60, 58, 15, 9), people(45, 52, 15, 10)
    (found,) = permutation_tests([([voices(first)], [voices(second)])], fresh)
    assert (found.exact, found.arrangements) == (False, 10_000)
    assert found.p == (found.count + 1) / 10_001
    assert found.p == pytest.approx(stats.ttest_ind(first, second, equal_var=False).pvalue, abs=0.01)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("n", "m", "gap"), PAIRS)
def test_hedges_g_is_pingouins_but_for_its_rounded_correction(n, m, gap):
    import pingouin

    first, second = people(n, 55 + gap / 2, 14, 1), people(m, 55 - gap / 2, 18, 2)
    found = hedges_g([sample(first)], [sample(second)])
    d = pingouin.compute_effsize(first, second, eftype="cohen")
    assert found.g == pytest.approx(d * correction(n + m - 2), abs=1e-9)
    assert found.g == pytest.approx(pingouin.compute_effsize(first, second, eftype="hedges"), rel=5e-3)


@pytest.mark.parametrize(
    ("df", "expected"),
    # Gamma of whole and half numbers; for many people Hedges' approximation 1 - 3 / (4 m - 1)
    [(2, 1 / math.sqrt(math.pi)), (4, math.sqrt(2 / math.pi)), (10**6, 1 - 3 / (4e6 - 1))],
)
def test_correction(df, expected):
    assert correction(df) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("n", "m", "gap"), PAIRS)
def test_limits_of_g_are_noncentralities_of_t(n, m, gap):
    first, second = people(n, 55 + gap / 2, 14, 1), people(m, 55 - gap / 2, 18, 2)
    found = hedges_g([sample(first)], [sample(second)])
    t, root = stats.ttest_ind(first, second).statistic, math.sqrt(1 / n + 1 / m)
    assert stats.nct.cdf(t, n + m - 2, found.low / root) == pytest.approx(0.975, abs=1e-7)
    assert stats.nct.cdf(t, n + m - 2, found.high / root) == pytest.approx(0.025, abs=1e-7)


@pytest.mark.filterwarnings("ignore")
def test_holm_is_pingouins():
    import pingouin

    draw = np.random.default_rng(11)
    for size in (1, 2, 4, 7):
        p = draw.uniform(0.0001, 1, size) ** 2
        assert holm(p.tolist()) == pytest.approx(pingouin.multicomp(p, method="holm")[1], abs=1e-12)
