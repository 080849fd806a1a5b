from __future__ import annotations

import pytest

from salesex.model.nearness import distance, holds
from salesex.model.rules import (
    Certainty,
    Contrast,
    HighCertainty,
    ReferenceType,
    Tie,
    TypeCondition,
    TypeRules,
)
from salesex.scoring.assessment import score_engagement
from salesex.scoring.types import classify


def profile_of(*scores):
    return dict(zip(("strategy", "management", "relationship", "information"), map(float, scores)))


def animals():
    """Three types over two dimensions, none of them ours."""
    return TypeRules(
        {
            "eagle": ReferenceType(
                "Eagle",
                {"sight": 90, "smell": 30},
                requires=TypeCondition(range_at_least=20),
                contrast=Contrast(("sight",), ("smell",), at_least=25),
            ),
            "bear": ReferenceType(
                "Bear", {"sight": 70, "smell": 70}, above_is_fine=True, requires=TypeCondition(50)
            ),
            "mole": ReferenceType("Mole", {"sight": 20, "smell": 60}, expects_highest="smell"),
        }
    )


@pytest.mark.parametrize(
    ("sight", "smell", "type", "notes"),
    [
        (90, 30, "eagle", ()),
        (95, 90, "bear", ("balanced",)),
        (20, 60, "mole", ()),
        (40, 38, "mole", ("flat", "smell_not_highest")),
        (35, 30, "mole", ("flat", "all_low", "smell_not_highest")),
        (68, 46, "eagle", ("gate:bear", "weak_contrast")),
    ],
)
def test_three_other_types_over_two_dimensions(sight, smell, type, notes):
    found = classify({"sight": sight, "smell": smell}, animals(), n=12, stability=0.99)
    assert (found.type, found.notes) == (type, notes)


def test_the_same_types_through_a_whole_assessment(make):
    questionnaire = make.profile({"sight": ["A"], "smell": ["B"]}, types=animals(), scale=make.scale(0, 10))
    engagement = make.engagement(questionnaire, [make.group("team"), make.group("office", "external")])
    answers = {"team": [[9, 3]] * 9, "office": [[2, 6]] * 9}
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
    assert [(row.scope, row.scope_id, row.type, row.n) for row in result.types] == [
        ("overall", None, "mole", 18),
        ("perspective", "self", "eagle", 9),
        ("perspective", "external", "mole", 9),
        ("group", "team", "eagle", 9),
        ("group", "office", "mole", 9),
    ]
    assert result.types[0].notes[-1] == "perspectives_differ"
    assert [row.certainty for row in result.types[1:]] == ["medium"] * 4
    assert result.types[1].distances == {
        "eagle": 0.0,
        "bear": pytest.approx(800**0.5),
        "mole": pytest.approx(2900**0.5),
    }


@pytest.mark.parametrize(
    ("change", "certainty"),
    [
        ({}, "high"),
        ({"n": 7}, "medium"),
        ({"stability": None}, "medium"),
        ({"stability": 0.89}, "medium"),
        ({"stability": 0.69}, "low"),
        ({"consensus": True}, "medium"),
    ],
)
def test_what_high_certainty_needs(change, certainty, make):
    given = {"n": 8, "stability": 0.9} | change
    assert classify(profile_of(40, 80, 80, 40), make.sales_types(), **given).certainty == certainty


def test_too_few_for_a_bootstrap_are_never_sure():
    types = {
        name: ReferenceType(name, {"a": at, "b": 90 - at}) for name, at in (("one", 20.0), ("two", 70.0))
    }
    easy = TypeRules(types, certainty=Certainty(high=HighCertainty(min_raters=1)))
    scores = {"a": 20.0, "b": 70.0}
    assert classify(scores, easy, n=4, stability=1.0).certainty == "medium"
    assert classify(scores, easy, n=5, stability=1.0).certainty == "high"


def pair(margin):
    """Two types along one line; a profile that fits the first is `margin` points from the second."""
    return {
        "one": ReferenceType("One", {"a": 50.0, "b": 80.0}),
        "two": ReferenceType("Two", {"a": 50.0 + margin, "b": 80.0 + margin}),
    }


@pytest.mark.parametrize(
    ("margin", "certainty"), [(3.9, "low"), (4.0, "medium"), (7.9, "medium"), (8.0, "high")]
)
def test_margins_at_their_bounds(margin, certainty):
    found = classify({"a": 50.0, "b": 80.0}, TypeRules(pair(margin)), n=9, stability=1.0)
    assert (found.margin, found.certainty) == (margin, certainty)


def test_a_tie_goes_by_its_order_even_to_the_farther_type():
    rules = TypeRules(pair(10), tie=Tie(1.0, ("two", "one")))
    found = classify({"a": 54.6, "b": 84.6}, rules, n=9, stability=1.0)
    assert (found.type, found.tied, found.runner_up) == ("two", ("two", "one"), "one")
    assert (found.margin, found.certainty, found.notes) == (0.0, "low", ())
    apart = classify({"a": 54.5, "b": 84.5}, rules, n=9, stability=1.0)
    assert (apart.type, apart.tied) == ("one", ())


def test_a_single_type_has_no_runner_up():
    found = classify({"a": 50.0}, TypeRules({"one": ReferenceType("One", {"a": 50.0})}), n=9, stability=None)
    assert (found.type, found.runner_up, found.margin) == ("one", None, None)


def test_only_shortfalls_count_where_above_is_fine():
    kind = ReferenceType("K", {"a": 80.0, "b": 80.0}, above_is_fine=True)
    assert distance({"a": 100.0, "b": 80.0}, kind) == 0.0
    assert distance({"a": 100.0, "b": 70.0}, kind) == pytest.approx(50**0.5)


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        (None, True),
        (TypeCondition(), True),
        (TypeCondition(every_at_least=40), True),
        (TypeCondition(every_at_least=41), False),
        (TypeCondition(range_at_least=20), True),
        (TypeCondition(every_at_least=40, range_at_least=21), False),
    ],
)
def test_conditions(condition, held):
    assert holds(condition, {"a": 40.0, "b": 60.0}) is held


def two_dimensions(make, answers, groups, minimum=3, modes=None):
    questionnaire = make.profile({"sight": ["A"], "smell": ["B"]}, types=animals())
    engagement = make.engagement(questionnaire, groups, minimum)
    responses = make.responses(engagement, answers, modes)
    return score_engagement(engagement, responses)["profile"].types


def test_single_roles_have_no_type_and_hidden_groups_say_why(make):
    groups = [
        make.group("head", single_role=True, consent=True),
        make.group("owner", single_role=True),
        make.group("team"),
        make.group("pair", "external"),
        make.group("buyers", "mirror"),
    ]
    answers = {
        "head": [[5, 1]],
        "owner": [[5, 1]],
        "team": [[5, 2]] * 3,
        "pair": [[1, 1]] * 2,
        "buyers": [[3, 3]] * 3,
    }
    rows = two_dimensions(make, answers, groups)
    assert [(row.scope_id, row.type, row.n, row.status, row.reason) for row in rows] == [
        (None, "eagle", 4, "ok", None),
        ("self", "eagle", 4, "ok", None),
        ("external", None, None, "suppressed", "few"),
        ("team", "eagle", 3, "ok", None),
        ("pair", None, None, "suppressed", "left_out"),
        ("buyers", "bear", 3, "ok", None),
    ]


def test_a_missing_dimension_means_no_type_and_why(make):
    rows = two_dimensions(make, {"team": [[5, None]] * 3}, [make.group("team")])
    assert [(row.type, row.status, row.reason, row.distances) for row in rows] == [
        (None, "suppressed", "few", {})
    ] * 3


def test_a_consensus_answer_caps_certainty_only_where_it_counts(make):
    from salesex.scoring import types

    seen = []
    real = types.classify

    def spy(scores, rules, **more):
        seen.append(more["consensus"])
        return real(scores, rules, **more)

    groups = [make.group("team"), make.group("office", "external")]
    answers = {"team": [[5, 2]] * 3, "office": [[5, 2]] * 3}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(types, "classify", spy)
        two_dimensions(make, answers, groups, modes={("office", 1): "consensus"})
    assert seen[:5] == [True, False, True, False, True]  # others follow: types without a group
