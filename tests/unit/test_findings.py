from __future__ import annotations

import pytest

from salesex.model.rules import GapRules, ReferenceType, TypeCondition, TypeRules
from salesex.scoring.assessment import score_engagement

LOUD = TypeRules(
    {
        "even": ReferenceType("Even", {"one": 50, "two": 50}),
        "steep": ReferenceType("Steep", {"one": 90, "two": 10}, requires=TypeCondition(range_at_least=30)),
        "top": ReferenceType("Top", {"one": 90, "two": 90}, requires=TypeCondition(every_at_least=70)),
    }
)


def found(make, answers, *, types=None, gaps=None, minimum=3):
    groups = [
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("inside"),
        make.group("office", "external"),
        make.group("buyers", "mirror"),
    ]
    questionnaire = make.profile(
        {"one": {"x": ["A"], "y": ["B"]}, "two": ["C", "D"]},
        scale=make.scale(0, 100),
        types=types,
        gaps=gaps,
    )
    engagement = make.engagement(questionnaire, groups, minimum)
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
    return {finding.code: finding for finding in result.findings}


def rows(*answers, n=3):
    return [list(answers)] * n


def test_a_type_that_is_sure_enough(make):
    finding = found(make, {"team": rows(92, 88, 12, 8)}, types=LOUD)["F-TYPE"]
    assert finding.evidence == ("types:overall",)
    assert finding.certainty == "medium"
    assert finding.actions == ("D", "C")
    assert finding.values == {
        "type": "steep",
        "qualifier": "clear",
        "fit": 0.0,
        "runner_up": "even",
        "margin": 40.0,
        "n": 3,
        "tied": None,
        "gate": None,
        "score": 50.0,
        "weakest": "two",
        "weakest_score": 10.0,
        "strongest": "one",
        "strongest_score": 90.0,
    }


def test_a_type_of_a_profile_at_its_target_ranks_as_a_strength(make):
    codes = found(make, {"team": rows(95, 95, 70, 70)}, types=LOUD)
    assert codes["F-TYPE"].values["type"] == "top"
    mixed = found(make, {"team": rows(100, 100, 69, 69)}, types=LOUD)
    assert mixed["F-DIM-WEAK"].rank == 1


def test_a_type_that_is_open(make):
    codes = found(make, {"team": rows(70, 70, 69, 69)}, types=LOUD)
    assert "F-TYPE" not in codes
    assert codes["F-TYPE-OPEN"].values["gate"] is None
    assert codes["F-TYPE-OPEN"].values["type"] == "even"
    assert codes["F-TYPE-OPEN"].certainty == "low"
    gated = found(make, {"team": rows(90, 90, 69, 69)}, types=LOUD)["F-TYPE-OPEN"]
    assert gated.values["gate"] == "top"


def test_a_type_that_is_missing(make):
    finding = found(make, {"team": rows(90, 90, None, None)}, types=LOUD)["F-TYPE-MISSING"]
    assert finding.values == {"status": "suppressed", "reason": "few"}


def test_views_with_different_types(make):
    codes = found(make, {"team": rows(90, 90, 10, 10), "office": rows(50, 50, 50, 50)}, types=LOUD)
    finding = codes["F-TYPE-VIEWS"]
    assert finding.evidence == ("types:self", "types:external")
    assert (finding.values["self"], finding.values["external"]) == ("steep", "even")
    assert (finding.values["dimension"], finding.values["gap"]) == ("one", 40.0)
    same = found(make, {"team": rows(50, 50, 50, 50), "office": rows(50, 50, 50, 50)}, types=LOUD)
    assert "F-TYPE-VIEWS" not in same


def test_weak_and_strong_dimensions_against_the_target(make):
    codes = found(make, {"team": rows(40, 30, 66, 65) * 2})
    weak = codes["F-DIM-WEAK"]
    assert weak.values == {
        "dimension": "one",
        "score": 35.0,
        "n": 6,
        "target": 65.0,
        "facet": "y",
        "facet_score": 30.0,
        "items": "B,A",
    }
    assert (weak.evidence, weak.actions, weak.certainty) == (("scores:dimension:one",), ("B", "A"), "high")
    strong = codes["F-DIM-STRONG"]
    assert strong.values == {"dimension": "two", "score": 65.5, "n": 6, "target": 65.0}
    assert strong.certainty == "medium"  # its interval reaches below the target
    assert strong.rank > weak.rank


def test_the_target_is_the_highest_bar_of_a_type(make):
    weak = found(make, {"team": rows(69, 69, 70, 70)}, types=LOUD)["F-DIM-WEAK"]
    assert (weak.values["dimension"], weak.values["target"]) == ("one", 70)


@pytest.mark.parametrize(
    ("own", "other", "code", "actions"),
    [
        (90, 50, "F-GAP-BLIND", ("B", "A")),
        (50, 70, "F-GAP-HIDDEN", ("A", "B")),
        (80, 80, "F-GAP-AGREED-STRENGTH", ()),
        (30, 30, "F-GAP-AGREED-WEAKNESS", ("B", "A")),
    ],
)
def test_gaps_between_self_and_external(make, own, other, code, actions):
    answers = {
        "team": rows(own + 1, own - 1, 55, 55),
        "office": rows(other + 4, other - 4, 55, 55),
        "buyers": rows(52, 52, 55, 55),
    }
    finding = found(make, answers, gaps=GapRules())[code]
    assert finding.evidence == ("gaps:one",)
    assert finding.actions == actions
    assert finding.values["gap"] == own - other
    assert (finding.values["n_self"], finding.values["n_external"]) == (3, 3)
    assert (finding.values["mirror"], finding.values["n_mirror"]) == (52.0, 3)


def test_a_gap_names_items_that_part_in_its_direction(make):
    answers = {"team": rows(95, 45, 55, 55), "office": rows(50, 50, 55, 55)}
    assert found(make, answers, gaps=GapRules())["F-GAP-BLIND"].actions == ("A",)


def test_a_blind_spot_that_only_the_mirror_shows(make):
    answers = {"team": rows(60, 60, 55, 55), "office": rows(55, 55, 55, 55), "buyers": rows(30, 30, 55, 55)}
    finding = found(make, answers, gaps=GapRules())["F-GAP-MIRROR"]
    assert (finding.values["gap"], finding.values["external"]) == (30.0, 55.0)
    answers["office"] = rows(30, 30, 55, 55)
    codes = found(make, answers, gaps=GapRules())
    assert "F-GAP-MIRROR" not in codes
    assert codes["F-GAP-BLIND"].values["mirror"] == 30.0


def test_the_widest_pair_of_self_groups(make):
    answers = {"team": rows(40, 40, 55, 55), "inside": rows(60, 62, 55, 55), "head": [[50, 50, 55, 55]]}
    finding = found(make, answers, gaps=GapRules())["F-SELF-APART"]
    assert finding.values == {
        "dimension": "one",
        "higher": "inside",
        "higher_score": 61.0,
        "n_higher": 3,
        "lower": "team",
        "lower_score": 40.0,
        "n_lower": 3,
        "gap": 21.0,
        "items": "B,A",
    }
    assert finding.certainty == "low"  # three people cannot be tested
    answers["head"] = [[90, 90, 55, 55]]
    alone = found(make, answers, gaps=GapRules())["F-SELF-APART"]
    assert (alone.values["higher"], alone.certainty, alone.actions) == ("head", "low", ())


def test_how_sure_a_gap_is(make):
    few = {"team": rows(90, 88, 55, 55), "office": rows(50, 50, 55, 55)}
    many = {name: people * 2 for name, people in few.items()}
    agreed = {name: rows(90, 88, 55, 55, n=6) for name in few}
    mixed = {"team": rows(100, 100, 55, 55) + rows(40, 40, 55, 55), "office": rows(50, 50, 55, 55) * 2}
    assert found(make, few, gaps=GapRules())["F-GAP-BLIND"].certainty == "low"
    assert found(make, many, gaps=GapRules())["F-GAP-BLIND"].certainty == "high"
    assert found(make, mixed, gaps=GapRules())["F-GAP-BLIND"].certainty == "medium"
    assert found(make, agreed, gaps=GapRules())["F-GAP-AGREED-STRENGTH"].certainty == "medium"


def stages_found(make, *rows, people=3):
    """Findings of a team of `people` who give these rows of answers in turn."""
    start = {axis: [make.item(f"0{axis}", "", scored=False)] for axis in "xy"}
    parts = [start, *({axis: [f"{axis}{number}"] for axis in "xy"} for number in (1, 2, 3, 4))]
    questionnaire = make.roadmap(parts, first=0)
    engagement = make.engagement(questionnaire, [make.group("team")], 3)
    responses = make.responses(engagement, {"team": [rows[n % len(rows)] for n in range(people)]})
    result = score_engagement(engagement, responses)["roadmap"]
    return {finding.code: finding for finding in result.findings}


def test_a_stage_and_what_holds_it(make):
    codes = stages_found(make, [0, 0, 4, 4, 4, 1, 0, 0, 0, 0])
    finding = codes["F-STAGE"]
    assert finding.values == {
        "stage": 1,
        "next_stage": 2,
        "threshold": 70.0,
        "blockers": "y2",
        "stage:x": 2,
        "stage:y": 1,
        "score:x": 100.0,
        "score:y": 25.0,
    }
    assert (finding.actions, finding.evidence, finding.certainty) == (("y2",), ("roadmap:overall",), "medium")
    mild = codes["F-STAGE-IMBALANCE"].values
    assert (mild["leading"], mild["lagging"], mild["difference"], mild["kind"]) == ("x", "y", 1, "mild")
    assert (mild["stop"], mild["leading_score"], mild["lagging_score"]) == (2, 100.0, 25.0)
    assert set(codes) == {"F-STAGE", "F-STAGE-IMBALANCE"}


def test_an_island_and_a_strong_imbalance(make):
    codes = stages_found(make, [0, 0, 4, 0, 4, 4, 0, 0, 0, 0])
    assert codes["F-STAGE-ISLAND"].values == {"stage": 0, "next_stage": 1, "islands": "2"}
    assert codes["F-STAGE-ISLAND"].actions == ("y1",)
    assert codes["F-STAGE-IMBALANCE"].values["kind"] == "strong"


def test_a_contradiction(make):
    finding = stages_found(make, [3, 3, 4, 4, 4, 4, 4, 4, 0, 0])["F-STAGE-CONTRADICTION"]
    assert finding.values == {"stage": 3, "start": 75.0, "threshold": 70.0}
    assert finding.evidence == ("roadmap:overall", "scores:axis:0.x", "scores:axis:0.y")


def test_the_last_stage(make):
    codes = stages_found(make, [0, 0, 4, 4, 4, 4, 4, 4, 4, 3])
    assert set(codes) == {"F-STAGE-TOP"}
    assert codes["F-STAGE-TOP"].values == {"stage": 4, "score:x": 100.0, "score:y": 75.0}


def test_a_stage_beside_something_not_judged_is_less_sure(make):
    codes = stages_found(make, [0, 0, 4, 4, 4, None, 0, 0, 0, 0])
    assert codes["F-STAGE"].certainty == "low"
    assert codes["F-STAGE"].values["score:y"] is None


def test_the_finding_about_a_stage_is_as_sure_as_the_stage(make):
    clear = [0, 0, 4, 4, 4, 1, 0, 0, 0, 0]
    assert stages_found(make, clear, people=6)["F-STAGE"].certainty == "high"
    assert stages_found(make, clear, people=6)["F-STAGE-IMBALANCE"].certainty == "medium"
    shaky = [stages_found(make, clear, [0, 0, 2, 4, 4, 1, 0, 0, 0, 0], people=n)["F-STAGE"] for n in (6, 4)]
    assert [(finding.values["stage"], finding.certainty) for finding in shaky] == [(1, "low"), (1, "medium")]


def test_the_finding_about_the_last_stage_is_as_sure_as_the_stage(make):
    top = [0, 0, *[4] * 8]
    assert stages_found(make, top, people=6)["F-STAGE-TOP"].certainty == "high"
    assert stages_found(make, top)["F-STAGE-TOP"].certainty == "medium"
