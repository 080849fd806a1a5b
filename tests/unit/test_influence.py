from __future__ import annotations

import pytest

from salesex.model.rules import ReferenceType, RoadmapRules, TypeCondition, TypeRules
from salesex.scoring.assessment import score_engagement

TYPES = TypeRules(
    {
        "even": ReferenceType("Even", {"one": 50, "two": 50}),
        "steep": ReferenceType("Steep", {"one": 70, "two": 20}, requires=TypeCondition(range_at_least=30)),
    }
)


def groups_of(make):
    return [
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("inside"),
        make.group("office", "external"),
        make.group("buyers", "mirror"),
    ]


def result_of(make, answers, **more):
    questionnaire = make.profile({"one": ["A"], "two": ["B"]}, **more)
    engagement = make.engagement(questionnaire, groups_of(make), 3)
    return score_engagement(engagement, make.responses(engagement, answers))["profile"]


def influence(result):
    return {(row.scope_id, row.without, row.id): row for row in result.influence}


ANSWERS = {"team": [[5, 1]] * 3, "inside": [[3, 3]] * 4, "office": [[3, 2]] * 5}


def test_the_rest_is_pooled_as_ever(make):
    found = influence(result_of(make, ANSWERS, types=TYPES))
    # one: team 100 (weight 3), inside 50 (4), office 50 (5); two: 0, 50, 25
    row = found[None, "team", "one"]
    assert (row.level, row.n, row.score, row.change) == ("dimension", 9, 50.0, round(50 - 750 / 12, 9))
    row = found[None, "office", "two"]
    assert (row.n, row.score) == (7, round(200 / 7, 9))
    assert row.change == pytest.approx(200 / 7 - 325 / 12, abs=1e-9)
    row = found["self", "inside", "two"]
    assert (row.n, row.score) == (3, 0.0)
    assert ("external", "office", "one") not in found  # nobody would remain
    assert {key[0] for key in found} == {None, "self"}


def test_the_whole_says_what_type_would_remain(make):
    result = result_of(make, ANSWERS, types=TYPES)
    found = influence(result)
    overall = next(row for row in result.types if row.scope == "overall")
    assert overall.type == "steep"
    whole = found[None, "team", "overall"]
    assert (whole.level, whole.type, whole.stage, whole.n) == ("overall", "even", None, 9)
    assert whole.score == pytest.approx((50 + 325 / 9) / 2, abs=1e-9)
    assert found[None, "inside", "overall"].type == "steep"
    assert found[None, "team", "one"].type is None


def test_it_is_what_would_be_shown_had_they_not_answered(make):
    found = influence(result_of(make, ANSWERS | {"head": [[4, 4]]}, types=TYPES))
    for gone in ("team", "inside", "office", "head"):
        rest = result_of(
            make,
            {name: rows for name, rows in (ANSWERS | {"head": [[4, 4]]}).items() if name != gone},
            types=TYPES,
        )
        types = {row.scope_id: row.type for row in rest.types if row.scope != "group"}
        for scope, key in (("overall", None), ("perspective", "self")):
            if (key, gone, "one") in found:
                for dimension in ("one", "two"):
                    expected = rest.score("dimension", dimension, scope, key)
                    row = found[key, gone, dimension]
                    assert (row.score, row.n) == (expected.score, expected.n)
                assert found[key, gone, "overall"].type == types[key]
                assert found[key, gone, "overall"].score == rest.score("overall", "overall", scope, key).score


def test_single_persons_alone_do_not_remain(make):
    found = influence(result_of(make, {"head": [[4, 4]], "team": [[5, 1]] * 3}))
    assert (None, "team", "one") not in found
    assert (None, "team", "overall") not in found
    assert found[None, "head", "one"].score == 100.0


def test_a_dimension_that_would_be_missing_leaves_no_whole(make):
    answers = {"team": [[5, 1]] * 3, "office": [[3, None]] * 5}
    found = influence(result_of(make, answers, types=TYPES))
    whole = found[None, "team", "overall"]
    assert (whole.score, whole.change, whole.n, whole.type) == (None, None, None, None)
    assert found[None, "team", "one"].score == 50.0
    assert (None, "team", "two") not in found
    assert (None, "office", "two") not in found  # it has no part in it


def test_the_mirror_has_neither_type_nor_stage(make):
    questionnaire = make.profile({"one": ["A"], "two": ["B"]}, types=TYPES)
    groups = [*groups_of(make), make.group("partners", "mirror")]
    engagement = make.engagement(questionnaire, groups, 3)
    answers = {"buyers": [[5, 1]] * 3, "partners": [[1, 1]] * 3}
    found = influence(score_engagement(engagement, make.responses(engagement, answers))["profile"])
    assert found["mirror", "buyers", "overall"].type is None
    assert found["mirror", "buyers", "one"].score == 0.0


def test_a_roadmap_says_what_stage_would_remain(make):
    roadmap = make.roadmap([{"x": ["A"]}, {"x": ["B"]}], roadmap=RoadmapRules())
    engagement = make.engagement(roadmap, groups_of(make), 3)
    answers = {"team": [[4, 4]] * 3, "office": [[4, 1]] * 3}
    result = score_engagement(engagement, make.responses(engagement, answers))["roadmap"]
    found = influence(result)
    assert [row.stage for row in result.roadmap if row.scope == "overall"] == [1]
    assert [found[None, gone, "overall"].stage for gone in ("team", "office")] == [1, 2]
    assert found[None, "office", "2.x"].level == "axis"
    assert found[None, "office", "2.x"].score == 100.0
    assert found[None, "office", "overall"].score is None
