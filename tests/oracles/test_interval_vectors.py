"""The design's vectors of intervals, effect sizes, tests and Holm's correction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from salesex.scoring.effect_sizes import hedges_g
from salesex.scoring.intervals import Sample, gap_interval, pooled_variance, score_interval
from salesex.scoring.permutation import Voices, holm, permutation_tests

VECTORS = yaml.safe_load(
    (Path(__file__).parent / "vectors" / "measurement_vectors.yaml").read_text(encoding="utf-8")
)


def sample(scores, weight, invited=None, floor=3.0):
    values = np.array(scores, dtype=float)
    squares = ((values - values.mean()) ** 2).sum()
    return Sample(weight, values.mean(), len(values), squares, invited, floor)


def side(groups):
    return [sample(scores, min(len(scores), 5)) for scores in groups]


def voices(groups):
    return [Voices(min(len(scores), 5), np.array(scores, dtype=float), 3.0) for scores in groups]


def test_every_vector_is_here():
    kinds = ("intervals", "hedges", "permutation", "holm")
    assert [len(VECTORS[kind]) for kind in kinds] == [8, 1, 3, 2]


@pytest.mark.parametrize("vector", VECTORS["intervals"], ids=lambda vector: vector["name"])
def test_interval(vector):
    floor = vector.get("sd_floor", 3.0)
    samples = [
        sample(group["scores"], abs(share), group.get("invited"), floor)
        for group, share in zip(vector["groups"], vector["coef"])
    ]
    if vector.get("fpc", True):
        found = score_interval(samples)
    else:
        signs = [share > 0 for share in vector["coef"]]
        first = [one for one, up in zip(samples, signs) if up]
        found = gap_interval(first, [one for one, up in zip(samples, signs) if not up])
    if "reason" in vector:
        assert found == vector["reason"]
        return
    assert (found.low, found.high) == pytest.approx((vector["ci_low"], vector["ci_high"]), abs=1e-6)
    assert found.df == pytest.approx(vector["df"], abs=1e-6)
    score = sum(share * one.score for share, one in zip(vector["coef"], samples))
    assert score == pytest.approx(vector["score"], abs=1e-6)


@pytest.mark.parametrize("vector", VECTORS["hedges"], ids=["1 + 8 | 12"])
def test_hedges(vector):
    first, second = side(vector["self"]), side(vector["external"])
    found = hedges_g(first, second)
    variance, df = pooled_variance([*first, *second])
    assert (df, found.df) == (vector["df"], vector["df"])
    assert variance**0.5 == pytest.approx(vector["s_pooled"], abs=1e-6)
    assert found.g == pytest.approx(vector["g"], abs=1e-6)
    assert (found.low, found.high) == pytest.approx((vector["ci_low"], vector["ci_high"]), abs=5e-4)


@pytest.mark.parametrize("vector", VECTORS["permutation"], ids=lambda vector: vector["name"])
def test_permutation(vector):
    gap = voices(vector["self"]), voices(vector["external"])
    (found,) = permutation_tests([gap], lambda: np.random.default_rng(0))
    assert found.t == pytest.approx(vector["T"], abs=1e-6)
    assert (found.count, found.arrangements, found.exact) == (
        vector["count"],
        vector["arrangements"],
        vector["exact"],
    )
    assert found.p == pytest.approx(vector["p"], abs=1e-9)


@pytest.mark.parametrize("vector", VECTORS["holm"], ids=lambda vector: str(vector["p"]))
def test_holm(vector):
    assert holm(vector["p"]) == pytest.approx(vector["p_adjusted"], abs=1e-12)
