from __future__ import annotations

import pytest

from salesex.model.rules import GapRules
from salesex.scoring.assessment import score_engagement
from salesex.scoring.gaps import classify_gap


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (65, 50.1, "no_clear_finding"),
        (65, 50, "blind_spot"),
        (35, 50, "no_clear_finding"),
        (35.1, 50.1, "hidden_strength"),
        (45.1, 45, "no_clear_finding"),
        (65, 90, "agreed_strength"),
        (10, 40, "agreed_weakness"),
    ],
)
def test_classes_at_their_bounds(own, other, expected):
    assert classify_gap(own, other, GapRules()) == expected


def test_thresholds_come_from_the_questionnaire():
    assert classify_gap(60, 50, GapRules(divergence=10)) == "blind_spot"
    assert classify_gap(55, 55, GapRules(strong=55)) == "agreed_strength"


RULES = GapRules()


def gaps_of(make, answers, rules=RULES):
    groups = [
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("a"),
        make.group("b"),
        make.group("office", "external"),
        make.group("buyers", "mirror"),
    ]
    questionnaire = make.profile({"one": {"x": ["A"]}}, scale=make.scale(0, 100), gaps=rules)
    engagement = make.engagement(questionnaire, groups, minimum=3)
    return score_engagement(engagement, make.responses(engagement, answers))["profile"].gaps


ANSWERS = {
    "head": [[90]],
    "team": [[60]] * 3,
    "a": [[80]] * 2,
    "b": [[80]],
    "office": [[40]] * 3,
    "buyers": [[52]] * 3,
}


def test_pairs_levels_and_classes(make):
    rows = gaps_of(make, ANSWERS)
    own = (90 + 3 * 60 + 3 * 80) / 7
    assert [(row.level, row.pair, row.gap, row.flagged, row.class_) for row in rows] == [
        ("dimension", ("self", "external"), round(own - 40, 9), True, "blind_spot"),
        ("dimension", ("self", "mirror"), round(own - 52, 9), True, "blind_spot"),
        ("dimension", ("external", "mirror"), -12.0, False, "close"),
        ("dimension", ("head", "team"), 30.0, True, "apart"),
        ("dimension", ("head", "rest-self"), 10.0, False, "close"),
        ("dimension", ("team", "rest-self"), -20.0, True, "apart"),
        ("item", ("self", "external"), round(own - 40, 9), True, "blind_spot"),
        ("item", ("self", "mirror"), round(own - 52, 9), True, "blind_spot"),
        ("item", ("external", "mirror"), -12.0, False, "close"),
        ("item", ("team", "rest-self"), -20.0, True, "apart"),
    ]
    assert {(row.level, row.evidence) for row in rows} == {
        ("dimension", "not_testable"),
        ("item", "untested"),
    }
    assert (rows[0].n_a, rows[0].n_b, rows[0].p, rows[0].arrangements) == (7, 3, None, None)


def rows_by_pair(make, answers, *, minimum=3, **rules):
    groups = [
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("office", "external"),
    ]
    questionnaire = make.profile(
        {"one": ["A", "B"], "two": ["C"]}, scale=make.scale(0, 100), gaps=GapRules(**rules)
    )
    engagement = make.engagement(questionnaire, groups, minimum)
    rows = score_engagement(engagement, make.responses(engagement, answers))["profile"].gaps
    return {(row.id, row.pair): row for row in rows}


TEAM = [[80, 90, 70], [75, 75, 90], [85, 80, 80], [70, 75, 85], [90, 90, 75], [85, 75, 70]]
OFFICE = [[60, 50, 55], [55, 60, 40], [65, 60, 60], [70, 60, 50], [50, 55, 45], [55, 50, 60]]
BOTH = ("self", "external")


def test_a_wide_gap_beyond_chance_is_a_finding(make):
    rows = rows_by_pair(make, {"team": TEAM, "office": OFFICE})
    row = rows["one", BOTH]
    assert (row.evidence, row.exact, row.arrangements, row.p) == ("finding", True, 924, round(2 / 924, 9))
    assert row.p_adjusted == round(4 / 924, 9)  # two dimensions
    assert row.ci_low < row.gap < row.ci_high
    assert row.g_low < row.g < row.g_high
    item = rows["A", BOTH]
    assert (item.evidence, item.p, item.t, item.g, item.ci_low) == ("untested", None, None, None, None)


def test_level_width_and_least_number_come_from_the_questionnaire(make):
    answers = {"team": TEAM, "office": OFFICE}
    words = {
        name: rows_by_pair(make, answers, **rules)["one", BOTH].evidence
        for name, rules in {
            "tendency": {"alpha": 0.001},
            "none": {"divergence": 40.0},
            "not_testable": {"min_raters": 7},
        }.items()
    }
    assert all(name == word for name, word in words.items())


def test_a_single_role_alone_is_no_side_of_a_test(make):
    row = rows_by_pair(make, {"head": [[90, 90, 90]], "team": TEAM}, min_raters=1)["one", ("head", "team")]
    assert (row.evidence, row.p, row.ci_low, row.g) == ("not_testable", None, None, None)


def test_a_dimension_of_one_item_is_tested_from_twice_the_minimum_on(make):
    few = rows_by_pair(make, {"team": TEAM, "office": OFFICE}, minimum=4)
    assert (few["one", BOTH].evidence, few["two", BOTH].evidence) == ("finding", "not_testable")
    assert (few["two", BOTH].p, few["two", BOTH].ci_low, few["two", BOTH].g) == (None, None, None)
    assert few["one", BOTH].p_adjusted == few["one", BOTH].p


def test_hidden_views_have_no_gap(make):
    rows = gaps_of(make, ANSWERS | {"office": [[40]] * 2, "a": [[80]], "b": []})
    assert {row.pair for row in rows} == {("self", "mirror"), ("head", "team")}


def test_without_gap_rules_there_are_none(make):
    assert gaps_of(make, ANSWERS, rules=None) == ()
