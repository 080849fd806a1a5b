"""The rules for many draws agree with the rules for one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.model.rules import Contrast, ReferenceType, RoadmapRules, Tie, TypeCondition, TypeRules
from salesex.scoring.drawn import drawn_met, drawn_stages, drawn_types
from salesex.scoring.maturity import AxisScores, judge
from salesex.scoring.types import classify

SCORE = st.one_of(
    st.integers(0, 100).map(float),
    st.sampled_from([62.0, 64.999999999, 65.0, 70.0]),
    st.floats(-5, 110).map(lambda x: round(x, 9)),
)
PROFILES = st.lists(
    st.one_of(st.lists(SCORE, min_size=4, max_size=4), SCORE.map(lambda x: [x] * 4)), min_size=1, max_size=30
)


def types_of_each(profiles, dimensions, rules):
    return [classify(dict(zip(dimensions, profile)), rules, n=9, stability=None).type for profile in profiles]


def types_of_all(profiles, dimensions, rules):
    names = list(rules.reference)
    return [names[at] for at in drawn_types(np.array(profiles), dimensions, rules)]


@settings(max_examples=150, deadline=None)
@given(PROFILES)
def test_every_profile_has_the_same_type_alone_and_among_many(make, profiles):
    rules = make.sales_types()
    dimensions = list(rules.reference["champion"].profile)
    assert types_of_all(profiles, dimensions, rules) == types_of_each(profiles, dimensions, rules)


@st.composite
def rules_of_two(draw):
    """Any types over two dimensions, named in the profile in another order than in the scores."""
    whole = st.integers(0, 10).map(lambda x: 10.0 * x)
    condition = st.builds(TypeCondition, st.none() | whole, st.none() | whole)
    kinds = {
        f"t{number}": ReferenceType(
            "T",
            {"b": draw(whole), "a": draw(whole)},
            above_is_fine=draw(st.booleans()),
            requires=draw(condition) if number else None,
            contrast=Contrast(("a",), ("b",)),
        )
        for number in range(draw(st.integers(1, 4)))
    }
    order = draw(st.permutations(list(kinds)))[: draw(st.integers(0, len(kinds)))]
    return TypeRules(kinds, tie=Tie(draw(st.sampled_from([0.0, 1.0, 10.0])), tuple(order)))


@settings(max_examples=150, deadline=None)
@given(rules_of_two(), st.lists(st.lists(SCORE, min_size=2, max_size=2), min_size=1, max_size=20))
def test_any_rules_agree_ties_and_conditions_included(rules, profiles):
    assert types_of_all(profiles, ["a", "b"], rules) == types_of_each(profiles, ["a", "b"], rules)


LEVEL = st.sampled_from([0.0, 49.999999999, 50.0, 69.999999999, 70.0, 100.0])
STAGE = st.tuples(LEVEL, LEVEL, st.lists(LEVEL, min_size=2, max_size=2))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(STAGE, min_size=3, max_size=3), min_size=1, max_size=10))
def test_every_roadmap_has_the_same_stage_alone_and_among_many(draws):
    rules = RoadmapRules()
    alone = [
        judge(
            ["x", "y"],
            {
                number: {"x": AxisScores(x, {"A": items[0], "B": items[1]}), "y": AxisScores(y, {})}
                for number, (x, y, items) in enumerate(draw, start=1)
            },
            rules,
        ).stage
        for draw in draws
    ]
    met = {}
    for number in (1, 2, 3):
        parts = [draw[number - 1] for draw in draws]
        items = np.array([items for *_, items in parts])
        met[number] = [
            drawn_met(np.array([x for x, *_ in parts]), items, rules),
            drawn_met(np.array([y for _, y, _ in parts]), items[:, :0], rules),
        ]
    assert list(drawn_stages(met)) == alone


def test_a_drawn_score_is_judged_as_rounded_to_nine_decimals():
    nearly, less = 70 - 4e-10, 70 - 6e-10
    found = drawn_met(np.array([nearly, less]), np.array([[50 - 4e-10], [50.0]]), RoadmapRules())
    assert list(found) == [True, False]
