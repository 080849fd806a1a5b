from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from salesex.model.ledger import Ledger, LedgerBlock, Shown
from salesex.model.results import (
    EngagementInfo,
    PrivacyInfo,
    Provenance,
    ReportInfo,
    ResponsesVersion,
    Results,
)
from salesex.model.rules import ReferenceType, TypeCondition, TypeRules
from salesex.pipeline.ledger import is_reported, released
from salesex.scoring.assessment import score_engagement
from salesex.scoring.changes import compare, few_changed

TYPES = TypeRules(
    {
        "high": ReferenceType("High", {"one": 80}, requires=TypeCondition(every_at_least=60)),
        "low": ReferenceType("Low", {"one": 20}),
    }
)


def results_of(make, team, office, version="1.0.0"):
    profile = replace(make.profile({"one": ["A"]}, types=TYPES, scale=make.scale(0, 100)), version=version)
    roadmap = make.roadmap([{"x": ["B"]}, {"x": ["C"]}])
    groups = [make.group("team"), make.group("office", "external")]
    engagement = make.engagement([profile, roadmap], groups, minimum=3)
    responses = make.responses(engagement, {"team": team, "office": office})
    info = EngagementInfo(
        "Muster", None, "2026", None, "de", (), (), PrivacyInfo(3), ReportInfo(None, None, None, None)
    )
    provenance = Provenance("0", "0", 1, {}, ResponsesVersion(0, ""))
    return Results(
        engagement=info, provenance=provenance, questionnaires=score_engagement(engagement, responses)
    )


def lines(old, new):
    return [
        (change.questionnaire, change.kind, change.id, change.scope_id, change.before, change.after)
        for change in compare(old, new)
    ]


def block(people, answers, perspective="self"):
    size = len(people)
    return LedgerBlock(
        "profile",
        "one",
        "team",
        ("team",),
        perspective,
        ("A",),
        ("A",),
        tuple(people),
        ("team",) * size,
        ("self",) * size,
        tuple((one,) for one in answers),
    )


@pytest.mark.parametrize(
    ("people", "answers", "few"),
    [
        ("abcdef", [1] * 6, set()),
        ("abcdeg", [1] * 6, {("profile", "self"), ("profile", None)}),  # one for another: n is the same
        ("abcdef", [1] * 5 + [2], {("profile", "self"), ("profile", None)}),
        ("abcdef", [2] * 3 + [1] * 3, set()),
    ],
)
def test_few_who_come_leave_or_answer_otherwise_tell(people, answers, few):
    assert few_changed([block("abcdef", [1] * 6)], [block(people, answers)], 3) == few


def test_where_few_changed_no_change_is_told(make):
    old = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 3)
    new = results_of(make, [[80, 4, 0]] * 3, [[80, 4, 0]] * 3)
    assert {change.scope_id for change in compare(old, new) if change.kind == "score"} == {None, "external"}
    few = {("profile", "external"), ("profile", None)}
    assert [change for change in compare(old, new, few) if change.questionnaire == "profile"] == []


def test_results_are_reported_when_every_block_of_theirs_was_released():
    one, other = block("abc", [1] * 3), block("abd", [1] * 3)
    ledger = Ledger(wave="2026", salt="", pending=Shown((one,)))
    assert not is_reported(ledger)
    after = released(ledger, dt.date(2026, 11, 2))
    assert is_reported(after)
    assert is_reported(replace(after, pending=Shown((one,))))
    assert not is_reported(replace(after, pending=Shown((one, other))))


def test_nothing_changed(make):
    results = results_of(make, [[80, 4, 0]] * 3, [[80, 4, 0]] * 3)
    assert compare(results, results) == ()


def test_everything_changed(make):
    old = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 3)
    new = results_of(make, [[80, 4, 4]] * 6, [[80, 4, 4]] * 3)
    assert lines(old, new) == [
        ("profile", "answered", "team", "team", 3, 6),
        ("profile", "type", "profile", None, "low", "high"),
        ("profile", "type", "profile", "external", "low", "high"),
        ("profile", "score", "one", None, 50.0, 80.0),
        ("profile", "score", "one", "external", 20.0, 80.0),
        ("roadmap", "answered", "team", "team", 3, 6),
        ("roadmap", "stage", "roadmap", None, 1, 2),
        ("roadmap", "stage", "roadmap", "self", 1, 2),
        ("roadmap", "stage", "roadmap", "external", 1, 2),
    ]


def test_one_newcomer_moves_nothing_that_is_told(make):
    old = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 3)
    new = results_of(make, [[80, 4, 0]] * 3 + [[0, 0, 0]], [[20, 4, 0]] * 3)
    assert lines(old, new) == [
        ("profile", "answered", "team", "team", 3, 4),
        ("roadmap", "answered", "team", "team", 3, 4),
    ]


def test_numbers_that_are_hidden_now_are_repeated_only_where_a_report_showed_them(make):
    old = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 3)
    new = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 2)
    for reported, number in ((False, None), (True, 20.0)):
        found = [change for change in compare(old, new, reported=reported) if change.scope_id == "external"]
        assert {(change.kind, change.before, change.after) for change in found} == {("hidden", number, None)}
        assert {change.id for change in found} >= {"one", "overall"}


def test_a_whole_that_rests_on_other_groups_has_not_moved(make):
    old = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 3)
    new = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 2)
    (lost,) = [one for one in compare(old, new) if one.kind == "score"]
    assert (lost.id, lost.scope, lost.without, lost.joined) == ("one", "overall", ("office",), ())
    assert (lost.before, lost.after) == (50.0, 80.0)
    (came,) = [one for one in compare(new, old) if one.kind == "score"]
    assert (came.without, came.joined) == ((), ("office",))
    few = {("profile", None)}
    (untold,) = [one for one in compare(old, new, few) if one.kind == "score"]
    assert (untold.before, untold.after, untold.without) == (None, None, ("office",))


@pytest.mark.parametrize(("after", "moved"), [(80.04, False), (80.05, True), (79.95, True)])
def test_scores_that_barely_move_are_no_change(make, after, moved):
    old = results_of(make, [[80, 4, 0]] * 3, [])
    part = old.questionnaires["profile"]
    scores = tuple(replace(row, score=after) if row.score is not None else row for row in part.scores)
    new = replace(old, questionnaires=old.questionnaires | {"profile": replace(part, scores=scores)})
    assert {change.kind for change in compare(old, new)} == ({"score"} if moved else set())


def test_what_was_hidden_before_is_no_change_of_counts_or_scores(make):
    old = results_of(make, [[80, 4, 0]] * 3, [[20, 4, 0]] * 2)
    new = results_of(make, [[80, 4, 0]] * 3, [[80, 4, 0]] * 3)
    assert lines(old, new) == [
        ("profile", "type", "profile", "external", None, "high"),
        ("profile", "score", "one", None, 80.0, 80.0),  # rests on more groups
        ("roadmap", "stage", "roadmap", "external", None, 1),
    ]


def test_another_version_is_one_change_of_its_own(make):
    old = results_of(make, [[80, 4, 0]] * 3, [])
    new = results_of(make, [[20, 4, 0]] * 4, [], version="1.1.0")
    assert lines(old, new)[0] == ("profile", "version", "profile", None, "1.0.0", "1.1.0")
    assert [line[0] for line in lines(old, new)] == ["profile", "roadmap"]


def test_questionnaires_that_come_and_go(make):
    both = results_of(make, [[80, 4, 0]] * 3, [])
    one = replace(both, questionnaires={"profile": both.questionnaires["profile"]})
    assert lines(one, both) == [("roadmap", "version", "roadmap", None, None, "1.0.0")]
    assert lines(both, one) == [("roadmap", "version", "roadmap", None, "1.0.0", None)]
