from __future__ import annotations

import numpy as np
import pytest

from salesex.scoring import bootstrap
from salesex.scoring.bootstrap import drawn_sums, noise, percentiles, pool_of, scaled_residuals, share_of

NAN = np.nan
UNEVEN = np.array([[40.0, 10.0], [55.0, 30.0], [70.0, 20.0], [95.0, 100.0], [0.0, 65.0]])


def rng(seed=1):
    return np.random.default_rng(seed)


def test_residuals_are_centred_in_every_block_and_scaled_to_its_variance():
    residuals = scaled_residuals(UNEVEN)
    assert residuals.sum(axis=0) == pytest.approx([0, 0])
    assert (residuals**2).mean(axis=0) == pytest.approx(UNEVEN.var(axis=0, ddof=1))


def test_a_gap_stays_a_gap_and_a_column_of_one_tells_nothing():
    residuals = scaled_residuals(np.array([[10.0, NAN, NAN], [20.0, 50.0, NAN], [30.0, NAN, NAN]]))
    assert np.isnan(residuals).tolist() == [[False, True, True], [False, True, True], [False, True, True]]
    assert residuals[:, 0] == pytest.approx([-10 * 1.5**0.5, 0, 10 * 1.5**0.5])


def test_the_pool_forgets_order_names_and_people_without_residuals():
    table = np.array([[1.0, NAN], [NAN, NAN], [-1.0, 2.0], [1.0, -2.0]])
    pool = pool_of(table)
    assert pool.values.tolist() == [[-1.0, 2.0], [1.0, -2.0], [1.0, 0.0]]
    assert pool.share.tolist() == pytest.approx([1.0, 2 / 3])
    again = pool_of(table[[3, 2, 1, 0]])
    assert (again.values == pool.values).all()


def test_an_empty_pool_draws_no_noise():
    pool = pool_of(np.full((2, 3), NAN))
    sums = drawn_sums(pool, 4, rng(), draws=5)
    assert (sums == 0).all()
    assert (noise(sums, 4, pool.share, np.array([1, 1, 1])) == 0).all()


@pytest.mark.parametrize("people", [5, 300])
def test_counting_and_looking_up_are_the_same_draws(people):
    pool = pool_of(scaled_residuals(rng(3).normal(50, 15, (people, 2))))
    found = drawn_sums(pool, 7, rng(), draws=50)
    drawn = rng().integers(people, size=(50, 7), dtype=np.uint16)
    assert found == pytest.approx(np.array([[pool.values[row].sum(axis=0) for row in drawn]][0]))


def test_chunks_do_not_change_the_draws(monkeypatch):
    pool = pool_of(scaled_residuals(UNEVEN))
    whole = drawn_sums(pool, 6, rng(), draws=101)
    monkeypatch.setattr(bootstrap, "_CELLS", 70)
    assert drawn_sums(pool, 6, rng(), draws=101) == pytest.approx(whole)


def test_many_seats_are_drawn_from_the_normal_with_the_same_covariance(monkeypatch):
    pool = pool_of(scaled_residuals(UNEVEN))
    seats = bootstrap.NORMAL_FROM
    normal = drawn_sums(pool, seats, rng(), draws=20_000)
    monkeypatch.setattr(bootstrap, "NORMAL_FROM", seats + 1)
    counted = drawn_sums(pool, seats, rng(), draws=20_000)
    expected = seats * np.cov(UNEVEN, rowvar=False)
    for drawn in (normal, counted):
        assert np.cov(drawn, rowvar=False) / expected == pytest.approx(np.ones((2, 2)), abs=0.06)
    levels = [0.05, 0.25, 0.5, 0.75, 0.95]
    apart = np.quantile(normal, levels, axis=0) - np.quantile(counted, levels, axis=0)
    assert np.abs(apart / np.sqrt(np.diag(expected))).max() < 0.08


def test_draws_of_many_seats_do_not_depend_on_who_factors_the_covariance():
    """The closed form of two columns; eigenvectors could as well have the other sign."""
    pool = pool_of(scaled_residuals(UNEVEN))
    (a, b), (_, c) = bootstrap.NORMAL_FROM * pool.covariance
    first, second = rng().standard_normal((50, 2)).T
    expected = np.stack([first * a**0.5, first * b / a**0.5 + second * (c - b * b / a) ** 0.5], axis=1)
    assert drawn_sums(pool, bootstrap.NORMAL_FROM, rng(), draws=50) == pytest.approx(expected, rel=1e-6)


def test_many_seats_with_columns_that_are_alike_or_do_not_vary():
    scores = rng(3).normal(50, 15, (40, 1))
    pool = pool_of(scaled_residuals(np.concatenate([scores, np.full((40, 1), 70.0), scores], axis=1)))
    drawn = drawn_sums(pool, bootstrap.NORMAL_FROM, rng(), draws=500)
    assert (drawn[:, 1] == 0).all()
    assert drawn[:, 0] == pytest.approx(drawn[:, 2], abs=0.1)


def test_gaps_keep_the_variance_of_a_mean():
    """Half of the people answered the second column: its mean rests on half as many."""
    scores = rng(5).normal(50, 15, (40, 2))
    scores[::2, 1] = NAN
    pool = pool_of(scaled_residuals(scores))
    drawn = noise(drawn_sums(pool, 40, rng(), draws=20_000), 40, pool.share, np.array([40, 20]))
    expected = np.nanvar(scores, axis=0, ddof=1) / [40, 20]
    assert drawn.var(axis=0) / expected == pytest.approx([1, 1], abs=0.04)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([3] * 10, (3, 3)), ([1, *[2] * 8, 3], (1, 2)), ([*[0] * 9, 7], (0, 0)), ([5, 1, 4, 2, 3], (1, 5))],
)
def test_percentiles_are_values_that_were_drawn(values, expected):
    assert percentiles(np.array(values), 0.1, 0.9) == expected


@pytest.mark.parametrize(
    ("hits", "hundredths", "tenths"),
    [(2000, 1.0, 1.0), (1999, 0.99, 0.9), (1799, 0.89, 0.8), (1800, 0.9, 0.9), (1157, 0.57, 0.5), (19, 0, 0)],
)
def test_shares_are_cut_not_rounded(hits, hundredths, tenths):
    drawn = np.arange(2000) < hits
    assert (share_of(drawn, 100), share_of(drawn, 10)) == (hundredths, tenths)
