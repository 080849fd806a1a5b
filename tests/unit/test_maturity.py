from __future__ import annotations

import pytest

from salesex.model.rules import Light, RoadmapRules
from salesex.scoring.assessment import score_engagement
from salesex.scoring.maturity import AxisScores, judge

RULES = RoadmapRules()


def stages_of(*stages):
    """Every stage: axis -> mean, or (mean, items)."""
    return {
        number: {
            axis: AxisScores(*(part if isinstance(part, tuple) else (part, {})))
            for axis, part in parts.items()
        }
        for number, parts in enumerate(stages, start=1)
    }


@pytest.mark.parametrize(
    ("score", "item", "met"),
    [
        (70.0, 50.0, True),
        (69.999999999, 50.0, False),
        (90.0, 49.999999999, False),
        (70.0, None, True),
        (None, 90.0, False),
    ],
)
def test_an_axis_meets_a_stage(score, item, met):
    found = judge(["x"], stages_of({"x": (score, {"A": item})}, {"x": 0.0}), RULES)
    assert found.stages[0].axes["x"].met is met
    assert found.stage == int(met)


def test_blockers_are_items_below_the_threshold_on_unmet_axes():
    parts = {"x": (60.0, {"A": 69.9, "B": 70.0, "C": None}), "y": (75.0, {"D": 65.0})}
    row = judge(["x", "y"], stages_of(parts), RULES).stages[0]
    assert (row.blockers, row.met, row.reached) == (("A",), False, False)


def test_a_stage_beyond_the_first_gap_is_an_island():
    found = judge(["x"], stages_of({"x": 80.0}, {"x": 60.0}, {"x": 90.0}), RULES)
    assert (found.stage, found.islands) == (1, (3,))
    assert [(row.stage, row.met, row.reached) for row in found.stages] == [
        (1, True, True),
        (2, False, False),
        (3, True, False),
    ]


@pytest.mark.parametrize(
    ("axes", "difference", "notes"),
    [
        ({"x": [80, 80, 80], "y": [80, 60, 60]}, 2, ("imbalance_strong",)),
        ({"x": [80, 60, 60], "y": [80, 80, 60]}, -1, ("imbalance_mild",)),
        ({"x": [80, 80, 80], "y": [80, 80, 60], "z": [60, 60, 60]}, 3, ("imbalance_strong",)),
        ({"x": [80, 60, 60]}, 0, ()),
    ],
)
def test_difference_between_axes(axes, difference, notes):
    stages = [{axis: float(means[at]) for axis, means in axes.items()} for at in range(3)]
    found = judge(list(axes), stages_of(*stages), RULES)
    assert (found.difference, found.notes) == (difference, notes)


def test_next_steps_take_the_lagging_axis_first_then_the_floor_then_the_lowest():
    ahead = {"x": (60.0, {"A": 55.0, "B": 40.0, "C": 70.0}), "y": (60.0, {"D": 65.0, "E": 45.0, "F": 55.0})}
    beyond = {"x": 80.0, "y": 20.0}
    level = judge(["x", "y"], stages_of({"x": 80.0, "y": 80.0}, ahead, beyond), RULES)
    assert level.next_steps == ("B", "E", "A", "F", "D")
    lagging = judge(["x", "y"], stages_of({"x": 60.0, "y": (60.0, {"E": 30.0})}), RULES)
    assert lagging.next_steps == ("E",)
    ahead["x"] = (75.0, {"A": 55.0, "B": 52.0})
    uneven = judge(["x", "y"], stages_of({"x": 80.0, "y": 80.0}, ahead, beyond), RULES)
    assert uneven.next_steps == ("E", "F", "D", "B", "A")
    few = judge(["x", "y"], stages_of({"x": 80.0, "y": 80.0}, ahead), RoadmapRules(next_steps=2))
    assert few.next_steps == ("E", "F")


def test_equal_next_steps_keep_the_questionnaires_order():
    found = judge(["x"], stages_of({"x": (60.0, {"Z": 55.0, "A": 55.0, "M": 40.0})}), RULES)
    assert found.next_steps == ("M", "Z", "A")


def test_the_last_stage_has_no_next_step():
    found = judge(["x"], stages_of({"x": (80.0, {"A": 60.0})}), RULES)
    assert (found.stage, found.next_steps) == (1, ())


@pytest.mark.parametrize(
    ("ahead", "beyond", "expected"),
    [
        ({"x": (60.0, {"A": 55.0, "B": 90.0})}, {"x": 60.0}, (("A",), 2)),
        ({"x": (60.0, {"A": 55.0, "B": 90.0})}, {"x": 80.0}, (("A",), 3)),
        ({"x": (80.0, {"A": 49.0, "B": 90.0})}, {"x": 60.0}, (("A",), 2)),
        ({"x": (60.0, {"A": 55.0}), "y": (20.0, {"B": 0.0})}, {"x": 60.0}, (("A", "B"), 2)),
        ({"x": (60.0, {"A": 55.0}), "y": (80.0, {"B": 65.0})}, {"x": 60.0}, (("A",), 2)),
        ({"x": (80.0, {"A": 90.0}), "y": (60.0, {"B": None})}, {"x": 60.0}, None),
        ({"x": (60.0, {"A": 55.0, "B": None})}, {"x": 60.0}, None),
        ({"x": (None, {"A": 55.0})}, {"x": 60.0}, None),
        ({"x": (69.0, {"A": 70.0})}, {"x": 60.0}, None),
        ({"x": (60.0, {"A": 55.0}), "y": (69.0, {"B": 70.0})}, {"x": 60.0}, None),
    ],
)
def test_what_would_change_if_all_that_blocks_reached_the_threshold(ahead, beyond, expected):
    axes = list(ahead)
    first, last = ({axis: part.get(axis, 80.0) for axis in axes} for part in ({}, beyond))
    found = judge(axes, stages_of(first, ahead, last), RULES)
    assert found.stage == 1
    assert (found.if_met and (found.if_met.items, found.if_met.stage)) == expected


def test_what_would_change_is_what_the_rules_give_to_such_answers(make):
    groups = [make.group("team"), make.group("office", "external")]
    rows = {"team": [[0, 4, 4, 4, at] for at in (1, 2, 3)], "office": [[4, 4, 4, 4, 0]] * 3}
    overall = roadmap_of(make, rows, groups).roadmap[0]
    assert (overall.stage, overall.if_met.items, overall.if_met.stage) == (1, ("D",), 2)
    lifted = {"team": [[0, 4, 4, 4, 3]] * 3, "office": [[4, 4, 4, 4, 3]] * 3}
    assert roadmap_of(make, lifted, groups).roadmap[0].stage == overall.if_met.stage


def test_at_the_top_nothing_is_left_to_change():
    assert judge(["x"], stages_of({"x": (80.0, {"A": 60.0})}), RULES).if_met is None


@pytest.mark.parametrize(
    ("start", "stage", "said"), [(70.0, 3, True), (69.9, 3, False), (90.0, 2, False), (None, 3, False)]
)
def test_contradiction(start, stage, said):
    stages = stages_of(*[{"x": 80.0 if number <= stage else 10.0} for number in range(1, 5)])
    found = judge(["x"], stages, RULES, start=start)
    assert ("contradiction" in found.notes) is said


def test_what_has_no_number_is_not_judged():
    assert judge(["x"], stages_of({"x": 80.0}, {"x": None}, {"x": 80.0}), RULES).notes == ("not_judged",)
    assert judge(["x"], stages_of({"x": 60.0}, {"x": 60.0}, {"x": None}), RULES).notes == ()
    found = judge(["x"], stages_of({"x": None}, {"x": None}), RULES)
    assert (found.stage, found.axis_stages, found.difference, found.notes) == (
        None,
        {},
        None,
        ("not_judged",),
    )


def roadmap_of(make, rows, groups=None, minimum=3, **more):
    start = [make.item("Z", "Z", scored=False)]
    stages = [
        {"x": start},
        {"x": ["A"], "y": [make.item("B", "B", tags=("light",))]},
        {"x": [make.item("C", "C", tags=("light",), weight=3)], "y": ["D"]},
    ]
    questionnaire = make.roadmap(stages, first=0, lights={"one": Light("One", "light")}, **more)
    engagement = make.engagement(questionnaire, groups or [make.group("team")], minimum)
    return score_engagement(engagement, make.responses(engagement, rows))["roadmap"]


def test_a_roadmap_through_a_whole_assessment(make):
    groups = [make.group("team"), make.group("office", "external"), make.group("buyers", "mirror")]
    rows = {"team": [[4, 4, 4, 4, 0]] * 3, "office": [[2, 4, 4, 4, 4]] * 3, "buyers": [[0] * 5] * 3}
    result = roadmap_of(make, rows, groups)
    assert [(row.scope_id, row.stage, row.axis_stages, row.start) for row in result.roadmap] == [
        (None, 1, {"x": 2, "y": 1}, 75.0),
        ("self", 1, {"x": 2, "y": 1}, 100.0),
        ("external", 2, {"x": 2, "y": 2}, 50.0),
    ]
    overall = result.roadmap[0]
    assert (overall.next_steps, overall.notes) == (("D",), ("imbalance_mild", "verify:D"))
    assert (overall.stability, overall.band, overall.certainty) == (1.0, (1, 1), "sure")
    assert [(light.id, light.score, light.met, light.items) for light in result.lights] == [
        ("one", 100.0, True, ("B", "C"))
    ]


def test_verify_needs_a_spread_that_may_be_shown(make):
    result = roadmap_of(make, {"team": [[4, 4, 4, 4, answer] for answer in (0, 4, 0)]})
    assert result.roadmap[0].next_steps == ("D",)
    assert result.roadmap[0].notes == ("imbalance_mild",)


def test_a_light_with_less_than_half_its_weight_has_no_score(make):
    result = roadmap_of(make, {"team": [[4, 4, 4, None, 4]] * 3})
    assert [(light.score, light.met) for light in result.lights] == [(None, False)]
    assert result.roadmap[0].notes[0] == "not_judged"


def test_a_hidden_view_has_a_row_without_a_stage(make):
    groups = [make.group("team"), make.group("pair", "external")]
    result = roadmap_of(make, {"team": [[4] * 5] * 3, "pair": [[4] * 5] * 2}, groups)
    row = result.roadmap[2]
    assert (row.scope_id, row.stage, row.start, row.notes) == ("external", None, None, ("not_judged",))
