from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.scoring.permutation import Voices, holm, permutation_tests
from salesex.scoring.streams import random_stream

SCORES = st.lists(st.sampled_from([0.0, 25.0, 40.0, 52.5, 75.0, 100.0]), min_size=1, max_size=12)
SIDE = st.lists(SCORES, min_size=1, max_size=3).filter(lambda side: any(len(one) > 1 for one in side))


def voices(side):
    return [Voices(min(len(one), 5), np.array(one), 3.0) for one in side]


def outcome_of(first, second, seed=1):
    (found,) = permutation_tests([(voices(first), voices(second))], lambda: np.random.default_rng(seed))
    return found


@settings(max_examples=40, deadline=None)
@given(SIDE, SIDE)
def test_p_is_a_probability_and_the_same_from_both_sides(first, second):
    there, back = outcome_of(first, second), outcome_of(second, first)
    assert 0 < there.p <= 1
    assert there.p == back.p
    assert there.t == pytest.approx(-back.t, abs=1e-9)
    assert there.exact == (there.arrangements != 10_000)


@settings(max_examples=30, deadline=None)
@given(SIDE, SIDE, st.randoms(use_true_random=False))
def test_the_order_of_people_never_matters(first, second, rng):
    shuffled = [[rng.sample(one, len(one)) for one in side] for side in (first, second)]
    assert outcome_of(first, second).p == outcome_of(*shuffled).p


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(1e-4, 1), max_size=8))
def test_holm_only_raises_p_and_keeps_their_order(p):
    adjusted = holm(p)
    assert all(a >= raw - 1e-15 and a <= 1 for a, raw in zip(adjusted, p))
    order = sorted(range(len(p)), key=p.__getitem__)
    assert [adjusted[place] for place in order] == sorted(adjusted)


def test_nobody_differs():
    found = outcome_of([[50.0] * 5], [[50.0] * 6])
    assert (found.t, found.p, found.count, found.arrangements) == (0.0, 1.0, 462, 462)


def test_everybody_on_one_side_differs_from_everybody_on_the_other():
    found = outcome_of([[80.0] * 5], [[50.0] * 5])
    assert (found.count, found.arrangements) == (2, 252)
    assert found.t == pytest.approx(30 / (3 * (2 / 5) ** 0.5))


@pytest.mark.parametrize(("sizes", "exact"), [((7, 9), True), ((8, 9), False)])  # 11,440 and 24,310
def test_up_to_20000_arrangements_are_all_looked_at(sizes, exact):
    draw = np.random.default_rng(3)
    first, second = ([draw.integers(0, 100, n).astype(float).tolist()] for n in sizes)
    found = outcome_of(first, second)
    assert (found.exact, found.arrangements) == (exact, 11_440 if exact else 10_000)
    assert found.p == (found.count / 11_440 if exact else (found.count + 1) / 10_001)


def test_gaps_tested_together_come_out_as_tested_alone():
    draw = np.random.default_rng(4)
    gaps = [tuple([draw.uniform(0, 100, n).tolist()] for n in sizes) for sizes in ((20, 9), (5, 6), (20, 9))]
    together = permutation_tests(
        [(voices(first), voices(second)) for first, second in gaps], lambda: np.random.default_rng(1)
    )
    assert together == [outcome_of(*gap) for gap in gaps]
    assert permutation_tests([], lambda: np.random.default_rng(1)) == []


def test_streams_differ_by_everything_they_are_for():
    def first(**more):
        return random_stream(1, "gap", "profile", **more).random()

    assert first() == first()
    assert len({first(), first(scope="self-external"), first(unit="nord")}) == 3
    assert random_stream(2, "gap", "profile").random() != first() != random_stream(1, "type", "x").random()


def test_of_many_people_fewer_arrangements_are_drawn():
    rng = np.random.default_rng(3)
    for people, drawn in ((200, 10_000), (400, 5_000), (1600, 2_000)):
        sides = [[Voices(5, rng.normal(60, 10, people // 2), 3.0)] for _ in range(2)]
        (found,) = permutation_tests([(sides[0], sides[1])], lambda: np.random.default_rng(1))
        assert (found.arrangements, found.exact) == (drawn, False)
        assert found.p == (found.count + 1) / (drawn + 1)
