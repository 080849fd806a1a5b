from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.scoring.assessment import score_engagement
from salesex.scoring.effect_sizes import correction, hedges_g
from salesex.scoring.intervals import Interval, Sample, gap_interval, score_interval, share_spread

TEAM = Sample(5, 60.0, 8, 7 * 144.0, invited=12)
SAMPLES = st.builds(
    lambda weight, score, n, sd, more: Sample(
        weight, score, n, (n - 1) * sd**2, None if more is None else n + more
    ),
    st.integers(1, 5),
    st.floats(0, 100),
    st.sampled_from([1, 3, 5, 8, 40]),
    st.floats(0, 50),
    st.one_of(st.none(), st.integers(0, 30)),
)
SIDE = st.lists(SAMPLES, min_size=1, max_size=3)


def mean(side):
    return sum(one.weight * one.score for one in side) / sum(one.weight for one in side)


@settings(max_examples=150, deadline=None)
@given(SIDE)
def test_an_interval_holds_its_score_and_stays_within_0_and_100(side):
    found = score_interval(side)
    if isinstance(found, Interval):
        assert -1e-9 <= found.low <= mean(side) + 1e-9
        assert mean(side) - 1e-9 <= found.high <= 100 + 1e-9
        assert found.high - found.low > 0
    else:
        known = [one.n == 1 or one.n == one.invited for one in side]
        assert all(known)
        assert (found == "one_person") == all(one.n == 1 for one in side)


@settings(max_examples=150, deadline=None)
@given(SIDE, SIDE)
def test_a_gap_is_the_same_from_both_sides(first, second):
    there, back = gap_interval(first, second), gap_interval(second, first)
    ahead, behind = hedges_g(first, second), hedges_g(second, first)
    if there is None:
        assert back is ahead is behind is None
        return
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low), abs=1e-9)
    assert there.low - 1e-9 <= mean(first) - mean(second) <= there.high + 1e-9
    assert (behind.g, behind.low, behind.high) == pytest.approx((-ahead.g, -ahead.high, -ahead.low), abs=1e-6)
    if ahead.df > 1 and abs(ahead.g) < 20:
        assert ahead.low <= ahead.g + 1e-6
        assert ahead.g <= ahead.high + 1e-6


def test_the_more_of_the_invited_answer_the_narrower():
    widths = []
    for invited in (None, 80, 16, 9):
        found = score_interval([replace(TEAM, invited=invited)])
        widths.append(found.high - found.low)
    assert widths == sorted(widths, reverse=True)
    assert score_interval([replace(TEAM, invited=8)]) == "all_answered"


def test_more_answers_than_invited_count_as_an_unknown_number():
    assert score_interval([replace(TEAM, invited=7)]) == score_interval([replace(TEAM, invited=None)])


def test_those_who_did_not_answer_lie_on_0_to_100():
    found = score_interval([Sample(5, 50.0, 5, 4 * 50.0**2, invited=6)])
    assert (found.low, found.high) == pytest.approx((50 * 5 / 6, 50 * 5 / 6 + 100 / 6))


def test_equal_answers_have_the_least_spread():
    assert score_interval([replace(TEAM, squares=0.0)]) == score_interval([replace(TEAM, squares=7 * 9.0)])


def test_single_roles_are_fixed_in_a_score_and_drawn_in_a_gap():
    head = Sample(1, 90.0, 1, 0.0)
    alone, both = score_interval([TEAM]), score_interval([TEAM, head])
    assert both.high - both.low == pytest.approx((alone.high - alone.low) * 5 / 6)
    office = Sample(5, 50.0, 8, 7 * 144.0)
    assert gap_interval([head], [office]) is None
    fixed = gap_interval([TEAM], [office])
    drawn = gap_interval([TEAM, replace(head, weight=5)], [office])
    assert drawn.high - drawn.low > fixed.high - fixed.low


def test_small_cells_share_one_spread():
    cells = [Sample(5, 50.0, 6, 500.0), Sample(5, 40.0, 11, 4000.0), Sample(5, 60.0, 5, 2200.0)]
    shared = share_spread(cells, [True, False, True])
    assert [one.squares for one in shared] == pytest.approx([300 * 5, 4000, 300 * 4])
    assert share_spread(cells[:1], [True]) == cells[:1]


def test_hedges_correction_needs_two_degrees_of_freedom():
    assert correction(1) == 0.0
    assert correction(100) == pytest.approx(1 - 3 / (4 * 100 - 1), abs=1e-4)


def test_everybody_equal_has_a_finite_effect():
    found = hedges_g([Sample(5, 80.0, 5, 0.0)], [Sample(5, 50.0, 5, 0.0)])
    assert found.g == pytest.approx(correction(8) * 10)
    assert all(map(math.isfinite, (found.low, found.high)))


def rows_of(make, answers, *, minimum=3, **invited):
    questionnaire = make.profile(
        {"one": {"x": ["A"], "y": ["B"]}, "two": ["C"]}, scale=make.scale(0, 4), gaps=make.gap_rules()
    )
    groups = [
        make.group("head", single_role=True, consent=True),
        *(make.group(name, invited=invited.get(name)) for name in ("team", "desk", "a", "b")),
        make.group("office", "external", invited=invited.get("office")),
    ]
    engagement = make.engagement(questionnaire, groups, minimum)
    return score_engagement(engagement, make.responses(engagement, answers))["profile"]


VARIED = [[4, 2, 1], [3, 3, 0], [2, 4, 2], [4, 4, 3], [3, 2, 1], [1, 3, 4]]


def limits(result, *key):
    row = result.score(*key)
    return None if row.ci_low is None else (row.ci_low, row.ci_high)


def test_rows_have_intervals_or_say_why_not(make):
    result = rows_of(make, {"head": [[4, 4, 4]], "team": VARIED, "office": VARIED[:4]}, office=4)
    reason = {scope: result.score("dimension", "one", "group", scope).reason for scope in ("team", "office")}
    assert reason == {"team": None, "office": "all_answered"}
    head = result.score("dimension", "two", "group", "head")
    assert (head.reason, head.status, head.ci_low) == ("one_person", "ok", None)
    assert limits(result, "dimension", "one", "group", "team") is not None
    assert limits(result, "dimension", "one") is not None
    whole = result.score("overall", "overall")
    assert (whole.status, whole.ci_low, whole.ci_high, whole.reason) == ("ok", None, None, None)


def test_what_rests_on_one_item_has_an_interval_from_twice_the_minimum_on(make):
    for people, shown in ((VARIED[:5], False), (VARIED, True)):
        result = rows_of(make, {"team": people})
        keys = [("item", "A"), ("item", "C"), ("facet", "x"), ("dimension", "two")]
        for key in keys:
            assert (limits(result, *key, "group", "team") is not None) == shown, key
        assert limits(result, "dimension", "one", "group", "team") is not None


def test_a_pooled_item_does_not_tell_the_spread_of_its_small_cells(make):
    """Two cells of five and six people with spreads changed over: the same sum of squares, the same row."""
    desk = [[4, 2, 1], [0, 3, 0], [4, 4, 2], [0, 4, 3], [2, 2, 1]]
    team = [[2, 2, 1]] * 5
    results = [rows_of(make, {"team": one, "desk": two}) for one, two in ((team, desk), (desk, team))]
    assert limits(results[0], "item", "A", "group", "team") is None
    rows = [result.score("item", "A") for result in results]
    assert rows[0] == rows[1]
    assert rows[0].ci_low is not None


def test_hidden_spreads_changed_over_leave_a_pooled_item_as_it_is(make):
    """The cells' means differ, so that a spread of its own would show in the width."""
    cells = {"team": ([4, 4, 4, 2, 1], [3] * 5), "desk": ([2] * 5, [4, 0, 2, 2, 2])}
    rows = [
        rows_of(make, {group: [[one[which], 2, 1] for one in zip(*found)] for group, found in cells.items()})
        for which in (0, 1)
    ]
    first, second = (result.score("item", "A") for result in rows)
    assert rows[0].score("item", "A", "group", "team").sd is None
    assert first.sd is not None
    assert first.ci_low is not None
    assert first == second


def test_a_single_item_has_the_least_spread_of_one_person_who_chose_the_next_answer(make):
    result = rows_of(make, {"team": [[3, 3, 3]] * 12}, minimum=5)
    for key, floor in ((("item", "A"), 25 / 12**0.5), (("dimension", "two"), 25 / 12**0.5)):
        expected = score_interval([Sample(5, 75.0, 12, 0.0, None, floor)])
        assert limits(result, *key, "group", "team") == pytest.approx((expected.low, expected.high), abs=1e-8)
    several = score_interval([Sample(5, 75.0, 12, 0.0)])
    found = limits(result, "dimension", "one", "group", "team")
    assert found == pytest.approx((several.low, several.high), abs=1e-8)


def test_a_remainder_knows_how_many_were_invited_if_every_group_does(make):
    answers = {"team": VARIED, "a": VARIED[:2], "b": VARIED[2:4]}
    widths = {}
    for name, invited in (("known", {"a": 3, "b": 3}), ("half", {"a": 3}), ("unknown", {})):
        low, high = limits(rows_of(make, answers, **invited), "dimension", "one", "group", "rest-self")
        widths[name] = high - low
    assert widths["known"] < widths["half"] == widths["unknown"]
