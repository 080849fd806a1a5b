from __future__ import annotations

from dataclasses import replace

import pytest

from salesex.model.rules import ReferenceType, TypeRules
from salesex.scoring.assessment import score_engagement

TYPES = TypeRules(
    {
        "left": ReferenceType("Left", {"one": 45.0, "two": 55.0}),
        "right": ReferenceType("Right", {"one": 60.0, "two": 45.0}),
    }
)
TEAM = [[3, 3, 3, 4], [2, 4, 3, 3], [4, 4, 2, 3], [3, 2, 2, 4], [5, 4, 4, 3], [2, 2, 3, 2]]
OFFICE = [[3, 2, 4, 4], [2, 2, 3, 5], [3, 3, 3, 4], [1, 2, 4, 4], [2, 3, 5, 4]]
HEAD = [[4, 5, 2, 3]]


def profile(make, **more):
    return make.profile({"one": ["A", "B"], "two": ["C", "D"]}, types=TYPES, **more)


def rows_of(make, people, *, groups=None, minimum=5, seed=20261121, questionnaire=None, modes=None):
    groups = groups or [
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("office", "external"),
    ]
    engagement = make.engagement(questionnaire or profile(make), groups, minimum)
    result = score_engagement(engagement, make.responses(engagement, people, modes), seed)
    return {row.scope_id: row for row in next(iter(result.values())).types}


def drawn(row):
    return row.stability, row.shares


EVERYBODY = {"head": HEAD, "team": TEAM, "office": OFFICE}


def test_the_seed_decides_and_nothing_else(make):
    rows = rows_of(make, EVERYBODY, minimum=3)
    assert {scope: drawn(row) for scope, row in rows.items()} == {
        scope: drawn(row) for scope, row in rows_of(make, EVERYBODY, minimum=3).items()
    }
    assert drawn(rows["team"]) != drawn(rows_of(make, EVERYBODY, minimum=3, seed=1)["team"])


def test_neither_order_nor_codes_of_people_matter(make):
    """Codes follow the place in the list here, so turning it round gives everybody another code."""
    turned = {group: rows[::-1] for group, rows in EVERYBODY.items()}
    before, after = rows_of(make, EVERYBODY), rows_of(make, turned)
    for scope, row in before.items():
        assert drawn(row) == drawn(after[scope])


def test_another_group_changes_no_number_but_those_it_enters(make):
    groups = [
        make.group("new", "external"),
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("office", "external"),
    ]
    before = rows_of(make, EVERYBODY, minimum=3)
    after = rows_of(make, EVERYBODY | {"new": HEAD * 6}, groups=groups, minimum=3)
    for scope in ("self", "team", "office"):
        assert drawn(before[scope]) == drawn(after[scope])
    assert drawn(before[None]) != drawn(after[None])


def test_people_left_out_are_in_no_draw(make):
    groups = [make.group("team"), make.group("pair"), make.group("office", "external")]
    one, other = (
        rows_of(make, {"team": TEAM, "office": OFFICE, "pair": pair}, groups=groups)
        for pair in ([], [[1, 1, 5, 5], [5, 5, 1, 1]])
    )
    for scope in (None, "self", "external", "team"):
        assert drawn(one[scope]) == drawn(other[scope])


def test_a_single_role_is_as_noisy_as_the_others(make):
    """One voice of two blocks weighs 1 of 6: taken as exact, the draws would vary much less."""
    groups = [make.group("head", single_role=True, consent=True), make.group("team")]
    engagement = make.engagement(profile(make), groups)
    alone, both = (
        make.profiles(engagement, make.responses(engagement, people), ("perspective", "self")).var(axis=0)[0]
        for people in ({"team": TEAM}, {"head": HEAD, "team": TEAM})
    )
    ratio = both / alone
    exact = (5 / 6) ** 2
    assert ratio == pytest.approx(exact + (1 / 6) ** 2 * len(TEAM), rel=0.12)
    assert ratio > exact * 1.1


def test_without_any_spread_the_type_is_certain(make):
    row = rows_of(make, {"team": [[3, 3, 3, 3]] * 9, "office": OFFICE})["team"]
    assert (row.stability, row.shares) == (1.0, {row.type: 1.0})


def test_under_five_there_are_no_draws(make):
    rows = rows_of(make, {"team": TEAM[:4], "office": OFFICE}, minimum=3)
    assert drawn(rows["team"]) == (None, {})
    assert rows["team"].type is not None
    assert rows["office"].stability is not None


def test_five_have_to_count_in_every_dimension(make):
    thin = [[*row[:2], None, None] if number < 3 else row for number, row in enumerate(TEAM + TEAM)]
    assert rows_of(make, {"team": thin, "office": OFFICE}, minimum=3)["team"].n == 9
    less = [[*row[:2], None, None] if number > 3 else row for number, row in enumerate(TEAM + TEAM)]
    row = rows_of(make, {"team": less, "office": OFFICE}, minimum=3)["team"]
    assert (row.n, row.stability) == (4, None)


def test_a_consensus_answer_stops_the_draws_only_where_it_counts(make):
    rows = rows_of(make, EVERYBODY, modes={("office", 1): "consensus"})
    assert {scope for scope, row in rows.items() if row.stability is None} == {None, "external", "office"}
    assert rows[None].certainty in {"medium", "low"}


def test_single_persons_alone_say_nothing_of_noise(make):
    """Five single roles have the second dimension; the team left it out."""
    singles = [make.group(f"head{n}", single_role=True, consent=True) for n in range(5)]
    people = {group.id: HEAD for group in singles} | {"team": [[*row[:2], None, None] for row in TEAM]}
    row = rows_of(make, people, groups=[*singles, make.group("team")])["self"]
    assert row.type is not None
    assert (row.n, drawn(row)) == (5, (None, {}))


def test_a_spread_that_may_not_be_shown_is_not_drawn_from(make):
    """A dimension of one item: its standard deviation needs twice the minimum (B7)."""
    asked = make.profile({"one": ["A", "B"], "two": ["C"]}, types=TYPES)
    rows = [row[:3] for row in TEAM]
    groups = [make.group("team")]
    few = rows_of(make, {"team": rows}, groups=groups, questionnaire=asked)["team"]
    assert drawn(few) == (None, {})
    many = rows_of(make, {"team": rows + rows}, groups=groups, questionnaire=asked)["team"]
    assert many.stability is not None


def test_certainty_reaches_high_and_falls_with_the_stability(make):
    wide = TypeRules(
        {
            "left": ReferenceType("Left", {"one": 45.0, "two": 55.0}),
            "right": ReferenceType("Right", {"one": 70.0, "two": 30.0}),
        },
        flat_range=0.0,
    )
    questionnaire = replace(profile(make), types=wide)
    groups = [make.group("team")]
    sure = rows_of(make, {"team": TEAM + TEAM}, groups=groups, questionnaire=questionnaire)["team"]
    assert sure.certainty == "high"
    few = rows_of(make, {"team": TEAM}, groups=groups, questionnaire=questionnaire)["team"]
    assert (few.n, few.certainty) == (6, "medium")  # high needs eight
    apart = [[1, 1, 5, 5], [5, 5, 1, 1]] * 4
    split = rows_of(make, {"team": apart}, groups=groups, questionnaire=questionnaire)["team"]
    assert split.margin is not None
    assert split.margin > 8
    assert split.stability is not None
    assert split.stability < 0.7
    assert split.certainty == "low"


def stages_of(make, rows, *, minimum=3, modes=None):
    questionnaire = make.roadmap([{"x": ["A", "B"], "y": ["C", "D"]}, {"x": ["E", "F"]}])
    engagement = make.engagement(questionnaire, [make.group("team")], minimum)
    responses = make.responses(engagement, {"team": rows}, modes)
    return score_engagement(engagement, responses)["roadmap"].roadmap[0]


def test_a_stage_far_from_every_threshold_is_sure(make):
    row = stages_of(make, [[4, 4, 3, 4, 1, 0], [4, 3, 4, 4, 0, 1]] * 3)
    assert (row.stage, row.stability, row.band, row.certainty) == (1, 1.0, (1, 1), "sure")


def test_a_stage_near_a_threshold_is_open_and_its_band_holds_the_result(make):
    row = stages_of(make, [[4, 4, 4, 4, 4, 4], [2, 2, 4, 2, 4, 4], [3, 3, 1, 3, 2, 3]] * 2)
    assert row.stage == 2
    assert row.certainty == "open"
    assert row.stability is not None
    assert 0 < row.stability < 0.7
    assert row.band == (0, 2)


@pytest.mark.parametrize(
    ("share", "word"), [(0.9, "sure"), (0.89, "likely"), (0.7, "likely"), (0.69, "open")]
)
def test_words_at_their_bounds(make, monkeypatch, share, word):
    from salesex.scoring import stability

    monkeypatch.setattr(stability, "share_of", lambda hits, steps: share)
    assert stages_of(make, [[4, 4, 4, 4, 4, 4]] * 6).certainty == word


def test_an_axis_without_a_score_is_met_in_no_draw(make):
    row = stages_of(make, [[4, 4, 4, 3, None, None], [3, 4, 4, 4, None, None]] * 3)
    assert (row.stage, row.stability, row.band) == (1, 1.0, (1, 1))


@pytest.mark.parametrize(("low", "stability"), [(0, 1.0), (4, None)])
def test_an_axis_whose_spread_is_hidden_counts_only_where_it_matters(make, low, stability):
    """Stage 2 rests on one item, so that its deviation is hidden: it matters only where stage 1 is met."""
    rows = [[low, low, 3, 4, 1, 2 if number < 2 else None] for number in range(6)]
    row = stages_of(make, rows, minimum=4)
    assert (row.stage, row.stability) == (0 if stability else 1, stability)


@pytest.mark.parametrize(("people", "minimum", "modes"), [(4, 3, None), (6, 3, {("team", 0): "consensus"})])
def test_stages_without_stability(make, people, minimum, modes):
    row = stages_of(make, [[4, 4, 3, 4, 1, 0]] * people, minimum=minimum, modes=modes)
    assert (row.stage, row.stability, row.band, row.certainty) == (1, None, None, None)


def test_answers_to_hidden_items_are_in_no_draw(make):
    """Item B has two answers: hidden, so what they say changes nothing."""
    rows = [[4, None, 3, 4, 1, 0], [3, None, 4, 2, 4, 3]] * 4
    found = []
    for answer in (0, 4):
        changed = [[row[0], answer, *row[2:]] if number < 2 else row for number, row in enumerate(rows)]
        found.append(stages_of(make, changed))
    assert found[0].stability is not None
    assert found[0] == found[1]
