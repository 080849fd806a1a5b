"""What holds for any answers: order, direction, bounds, and that hidden people change nothing."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.model.rules import GapRules
from salesex.scoring.assessment import score_engagement
from salesex.scoring.types import classify

ITEMS = 4
CELL = st.one_of(st.integers(1, 5), st.sampled_from([None, "?"]))
ROW = st.lists(CELL, min_size=ITEMS, max_size=ITEMS)
FULL = st.lists(st.integers(1, 5), min_size=ITEMS, max_size=ITEMS)


def rows(size, cells=ROW):
    return st.lists(cells, min_size=size, max_size=size)


def engagement_of(make):
    """Two large groups and a small one, four items, one of them reversed, in two dimensions."""
    questionnaire = make.profile(
        {"one": ["A", make.item("B", "B", reverse=True)], "two": {"x": ["C"], "y": ["D"]}},
        gaps=GapRules(),
    )
    groups = [make.group("team"), make.group("small"), make.group("office", "external")]
    return make.engagement(questionnaire, groups, minimum=3)


def score(make, engagement, answers):
    return score_engagement(engagement, make.responses(engagement, answers))["profile"]


@settings(max_examples=40, deadline=None)
@given(team=rows(6), office=rows(5), seed=st.integers(0, 2**32))
def test_the_order_of_rows_and_items_never_matters(make, team, office, seed):
    engagement = engagement_of(make)
    everybody = [[3] * ITEMS] * 3
    responses = make.responses(engagement, {"team": team + everybody, "office": office + everybody})
    people, items = list(range(len(responses.respondents))), list(range(ITEMS))
    random.Random(seed).shuffle(people)
    random.Random(seed + 1).shuffle(items)
    cells = [responses.answers[row * ITEMS + item] for row in people for item in items]
    shuffled = replace(
        responses,
        respondents=tuple(responses.respondents[row] for row in people),
        items=tuple(responses.items[item] for item in items),
        answers=array("b", cells),
    )
    assert score_engagement(engagement, shuffled) == score_engagement(engagement, responses)


@settings(max_examples=40, deadline=None)
@given(team=rows(4, FULL), office=rows(4, FULL), who=st.integers(0, 3), item=st.sampled_from([0, 2, 3]))
def test_a_better_answer_lowers_no_score(make, team, office, who, item):
    engagement = engagement_of(make)
    team[who][item] = 2
    before = score(make, engagement, {"team": team, "office": office})
    team[who][item] = 4
    after = score(make, engagement, {"team": team, "office": office})
    pairs = [(a.score, b.score) for a, b in zip(before.scores, after.scores) if a.score is not None]
    assert all(b >= a for a, b in pairs)
    assert any(b > a for a, b in pairs)


@settings(max_examples=40, deadline=None)
@given(team=rows(5), office=rows(5))
def test_scores_stay_within_0_and_100_and_are_rounded_once(make, team, office):
    engagement = engagement_of(make)
    result = score(make, engagement, {"team": [*team, *[[1, 5, 1, 1]] * 3], "office": office})
    for row in result.scores:
        if row.score is not None:
            assert 0 <= row.score <= 100
            assert row.score == round(row.score, 9)


@settings(max_examples=40, deadline=None)
@given(team=rows(4), office=rows(4), first=st.lists(FULL, max_size=2), other=st.lists(FULL, max_size=2))
def test_people_left_out_change_nothing_that_is_shown(make, team, office, first, other):
    engagement = engagement_of(make)
    sure = [[3] * ITEMS] * 3
    shown = [
        score(make, engagement, {"team": team + sure, "small": small, "office": office + sure})
        for small in (first, other)
    ]
    numbers = [[row for row in result.scores if row.scope_id != "small"] for result in shown]
    assert numbers[0] == numbers[1]
    assert all(row.score is None for result in shown for row in result.scores if row.scope_id == "small")
    assert shown[0].participation == shown[1].participation
    assert shown[0].gaps == shown[1].gaps
    assert shown[0].findings == shown[1].findings
    for rows_of in ("reliability", "agreement", "missing", "influence"):
        assert getattr(shown[0], rows_of) == getattr(shown[1], rows_of)
    if first and other:
        assert shown[0] == shown[1]


@settings(max_examples=40, deadline=None)
@given(team=rows(6), other=rows(6, FULL))
def test_what_is_shown_depends_on_counts_only(make, team, other):
    engagement = engagement_of(make)
    sure = [[3] * ITEMS] * 3
    changed = [[new if isinstance(old, int) else old for old, new in zip(*pair)] for pair in zip(team, other)]
    results = [
        score(make, engagement, {"team": rows, "office": sure}) for rows in (team + sure, changed + sure)
    ]
    outlines = [
        [
            (row.level, row.id, row.scope_id, row.n, row.status, row.reason, row.sd is None)
            for row in result.scores
        ]
        for result in results
    ]
    assert outlines[0] == outlines[1]
    assert (results[0].blocks, results[0].left_out) == (results[1].blocks, results[1].left_out)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=4, max_size=4), st.one_of(st.none(), st.floats(0, 1)))
def test_every_profile_has_a_type_and_sane_numbers(make, scores, stability):
    rules = make.sales_types()
    profile = dict(zip(rules.reference["champion"].profile, scores))
    found = classify(profile, rules, n=20, stability=stability)
    assert found.type in rules.reference
    assert 0 <= found.fit <= 100
    assert found.margin is not None
    assert 0 <= found.margin <= 100
    assert found.runner_up != found.type
    assert stability is not None or found.certainty != "high"
    assert not found.tied or (found.type == found.tied[0] and found.certainty == "low")
