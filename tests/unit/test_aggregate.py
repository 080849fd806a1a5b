from __future__ import annotations

import pytest

from salesex.model.rules import Scoring
from salesex.scoring.assessment import score_engagement
from salesex.scoring.estimates import weighted_mean


def score(make, questionnaire, groups, answers, minimum=3):
    engagement = make.engagement(questionnaire, groups, minimum)
    return score_engagement(engagement, make.responses(engagement, answers))[questionnaire.id]


def test_rows_come_in_the_order_of_questionnaire_and_engagement(make):
    questionnaire = make.profile({"one": {"x": ["A"], "y": ["B"]}, "two": ["C"]})
    groups = [
        make.group("office", "external"),
        make.group("a"),
        make.group("team"),
        make.group("b"),
        make.group("buyers", "mirror"),
    ]
    answers = {"office": [[3] * 3] * 3, "team": [[4] * 3] * 3, "a": [[2] * 3] * 2, "b": [[2] * 3]}
    result = score(make, questionnaire, groups, answers)
    scopes = [
        ("overall", None),
        ("perspective", "self"),
        ("perspective", "external"),
        ("perspective", "mirror"),
        ("group", "office"),
        ("group", "a"),
        ("group", "team"),
        ("group", "b"),
        ("group", "buyers"),
        ("group", "rest-self"),
    ]
    targets = [
        ("overall", "overall"),
        ("dimension", "one"),
        ("facet", "x"),
        ("item", "A"),
        ("facet", "y"),
        ("item", "B"),
        ("dimension", "two"),
        ("item", "C"),
    ]
    assert [(row.level, row.id, row.scope, row.scope_id) for row in result.scores] == [
        (*target, *scope) for target in targets for scope in scopes
    ]
    one = {row.scope_id: row for row in result.scores if row.id == "one"}
    assert {name: row.reason for name, row in one.items() if row.status != "ok"} == {
        "mirror": "few",
        "a": "few",
        "b": "few",
        "buyers": "few",
    }
    assert (one["rest-self"].score, one["rest-self"].n) == (25.0, 3)
    assert (one["self"].score, one["self"].n) == (50.0, 6)
    assert [(block.dimension, block.id, block.groups, block.n) for block in result.blocks][:3] == [
        ("one", "office", ("office",), 3),
        ("one", "team", ("team",), 3),
        ("one", "rest-self", ("a", "b"), 3),
    ]


def test_scopes_are_those_of_the_groups_that_are_asked(make):
    groups = [make.group("team"), make.group("buyers", "mirror", questionnaires=("other",))]
    result = score(make, make.profile({"one": ["A"]}), groups, {"team": [[3]] * 3})
    assert {row.scope_id for row in result.scores} == {None, "self", "team"}
    assert [row.group for row in result.participation] == ["team"]


def test_a_roadmap_has_axis_rows_and_no_overall_level(make):
    questionnaire = make.roadmap([{"x": ["A"], "y": ["B"]}, {"x": ["C"], "y": ["D"]}])
    result = score(make, questionnaire, [make.group("team")], {"team": [[4, 2, 0, 1]] * 3})
    assert [(row.level, row.id, row.score) for row in result.scores if row.scope == "overall"] == [
        ("axis", "1.x", 100.0),
        ("item", "A", 100.0),
        ("axis", "1.y", 50.0),
        ("item", "B", 50.0),
        ("axis", "2.x", 0.0),
        ("item", "C", 0.0),
        ("axis", "2.y", 25.0),
        ("item", "D", 25.0),
    ]


def test_unscored_items_have_rows_and_enter_no_dimension(make):
    items = ["A", make.item("B", "B", scored=False)]
    result = score(make, make.profile({"one": items}), [make.group("team")], {"team": [[5, 1]] * 3})
    assert result.score("dimension", "one").score == 100.0
    assert result.score("item", "B").score == 0.0


def test_pooling_weights_are_capped(make):
    questionnaire = make.profile({"one": ["A"]}, scoring=Scoring(group_weight_cap=4))
    groups = [make.group("team"), make.group("few"), make.group("office", "external")]
    answers = {"team": [[5]] * 9, "few": [[1]] * 3, "office": [[3]] * 4}
    result = score(make, questionnaire, groups, answers)
    self_score = (4 * 100 + 3 * 0) / 7
    assert result.score("dimension", "one", "perspective", "self").score == pytest.approx(self_score)
    assert result.score("item", "A").score == pytest.approx((4 * 100 + 3 * 0 + 4 * 50) / 11)


def test_less_than_half_the_weight_shown_is_too_few_items(make):
    items = ["A", make.item("B", "B", weight=0.5), make.item("C", "C", weight=2)]
    questionnaire = make.profile({"one": items, "two": ["D"]}, scoring=Scoring(min_answered_share=0.1))
    rows = [[5, 5, "?", 3], [5, 5, "?", 3], [5, 5, 5, 3]]
    result = score(make, questionnaire, [make.group("team")], {"team": rows})
    row = result.score("dimension", "one")
    assert (row.status, row.reason, row.n, row.score) == ("insufficient", "few_items", None, None)
    assert result.score("item", "A").score == 100.0
    whole = result.score("overall", "overall")
    assert (whole.status, whole.reason) == ("insufficient", "few_items")


def test_a_block_without_a_score_is_left_out_of_the_pool(make):
    questionnaire = make.profile({"one": ["A", "B", "C"]}, scoring=Scoring(min_answered_share=0.3))
    skipped = [[1, None, None], [None, 1, None], [None, None, 1]]
    answers = {"team": [[5, 5, 5]] * 3, "other": skipped}
    result = score(make, questionnaire, [make.group("team"), make.group("other")], answers)
    assert result.score("dimension", "one", "group", "other").reason == "few_items"
    pooled = result.score("dimension", "one", "perspective", "self")
    assert (pooled.score, pooled.n) == (100.0, 3)


def test_a_perspective_of_one_consenting_person_shows_its_dimension_only(make):
    groups = [make.group("head", single_role=True, consent=True), make.group("office", "external")]
    answers = {"head": [[5, 4]], "office": [[3, 3]] * 3}
    result = score(make, make.profile({"one": {"x": ["A", "B"]}}), groups, answers)
    row = result.score("dimension", "one", "perspective", "self")
    assert (row.score, row.n, row.sd) == (87.5, 1, None)
    assert result.score("facet", "x", "perspective", "self").reason == "few"
    assert result.score("item", "A", "perspective", "self").reason == "few"
    assert result.score("item", "A").n == 4


def test_a_remainder_that_one_dimension_lacks_is_hidden_there(make):
    questionnaire = make.profile({"one": ["A"], "two": ["B"]})
    groups = [make.group("team"), make.group("a"), make.group("b")]
    answers = {"team": [[3, 3]] * 3, "a": [[1, 1], [1, None]], "b": [[1, 1]]}
    result = score(make, questionnaire, groups, answers)
    assert result.score("dimension", "one", "group", "rest-self").n == 3
    row = result.score("dimension", "two", "group", "rest-self")
    assert (row.status, row.reason) == ("suppressed", "left_out")
    assert result.score("overall", "overall", "group", "rest-self").reason == "left_out"
    assert {row.group for row in result.left_out if row.dimension == "two"} == {"a", "b"}


def test_item_spread_is_shown_from_twice_the_minimum_on(make):
    rows = [[1], [2], [3], [4], [5]]
    result = score(make, make.profile({"one": ["A"]}), [make.group("team")], {"team": rows})
    assert result.score("item", "A").sd is None
    result = score(make, make.profile({"one": ["A"]}), [make.group("team")], {"team": [*rows, [3]]})
    assert result.score("item", "A").sd == pytest.approx((5000 * 5 / 4 / 5) ** 0.5)


@pytest.mark.parametrize(
    ("scores", "weight", "mean"),
    [
        ([40.0, 60.0], [1.0, 1.0], 50.0),
        ([40.0, None], [1.0, 1.0], 40.0),
        ([40.0, None], [1.0, 1.5], None),
        ([None, None], [1.0, 1.0], None),
        ([40.0, 90.0], [1.0, 0.0], 40.0),
        ([], [], None),
    ],
)
def test_weighted_mean(scores, weight, mean):
    assert weighted_mean(scores, weight) == mean


def test_an_item_that_one_person_answered_stays_out_of_the_spread_of_its_facet(make):
    """Else, with mean and spread of the other item, it gives away both answers of that person."""
    questionnaire = make.profile({"one": {"x": ["A", "B"], "y": ["C", "D"]}}, scale=make.scale(0, 4))
    engagement = make.engagement(questionnaire, [make.group("team")])
    found = []
    for alone in (0, 4):
        team = [[None, answer, 2, 2] for answer in (1, 2, 3, 4, 3, 2, 2, 1, 0)]
        responses = make.responses(engagement, {"team": [*team, [alone, 0, 2, 2]]})
        found.append(score_engagement(engagement, responses)["profile"])
    assert found[0].scores == found[1].scores
    facet, item = (
        found[0].score(level, name, "group", "team") for level, name in (("facet", "x"), ("item", "B"))
    )
    assert (facet.sd, facet.n) == (item.sd, 10)


def test_a_facet_that_rests_on_one_item_in_a_block_has_a_spread_from_twice_the_minimum(make):
    questionnaire = make.profile({"one": {"x": ["A", "B"], "y": ["C", "D"]}}, scale=make.scale(0, 4))
    engagement = make.engagement(questionnaire, [make.group("team")])
    for people, shown in ((9, False), (10, True)):
        team = [[None, number % 5, 2, 2] for number in range(people)]
        result = score_engagement(engagement, make.responses(engagement, {"team": team}))["profile"]
        for scope in (("group", "team"), ("perspective", "self"), ("overall", None)):
            row = result.score("facet", "x", *scope)
            assert row.score is not None
            assert (row.sd is not None) == (row.ci_low is not None) == shown
