from __future__ import annotations

from dataclasses import replace

import pytest

from salesex.model.responses import Comment
from salesex.model.rules import Scoring
from salesex.scoring import disclosure
from salesex.scoring.assessment import score_engagement

SIZES = {"team": 10, "office": 6, "plant": 4, "head": 1, "it": 6, "law": 5, "clients": 9}


def engagement_of(make, questionnaires=None):
    groups = [
        make.group("team"),
        make.group("office"),
        make.group("plant"),
        make.group("head", single_role=True, consent=True),
        make.group("it", "external"),
        make.group("law", "external"),
        make.group("clients", "mirror"),
    ]
    return make.engagement(questionnaires or make.profile({"one": ["A", "B"]}), groups)


def comments(make, said, *, engagement=None, cells=None, seed=1):
    """Rows by questionnaire; `said`: (group, number of the person, item, text)."""
    engagement = engagement or engagement_of(make)
    width = sum(len(tuple(part.items())) for part in engagement.questionnaires)
    answers = {name: [[3] * width for _ in range(size)] for name, size in SIZES.items()}
    for (group, number), row in (cells or {}).items():
        answers[group][number] = row
    responses = make.responses(engagement, answers)
    at = {person.code: row for row, person in enumerate(responses.respondents)}
    found = tuple(Comment(at[f"{group}-{number:03}"], item, text) for group, number, item, text in said)
    results = score_engagement(engagement, replace(responses, comments=found), seed)
    return {
        name: [(row.id, row.scope_id, row.texts) for row in part.comments] for name, part in results.items()
    }


def everybody(item):
    return [(group, 0, item, f"by {group}") for group in SIZES]


def test_names_from_twice_the_minimum_and_perspectives_hide_together(make):
    """office 6 and plant 4 (left out: alone below five) are no ten; it and law are eleven; clients nine."""
    rows = comments(make, everybody("A"))["profile"]
    assert [(item, scope, sorted(texts)) for item, scope, texts in rows] == [
        ("A", "team", ["by team"]),
        ("A", None, ["by it", "by law"]),
    ]


def test_comments_on_the_whole_follow_the_same_rule(make):
    rows = comments(make, everybody(None))["profile"]
    assert [(item, scope, sorted(texts)) for item, scope, texts in rows] == [
        (None, "team", ["by team"]),
        (None, None, ["by it", "by law"]),
    ]


def test_what_counts_is_who_answered_the_item(make):
    said = [(group, 0, item, f"{item} {group}") for group in ("team", "it") for item in "AB"]
    skipped = {("team", 9): [3, "?"], ("law", 4): [3, "?"]}
    half = make.profile({"one": ["A", "B"]}, scoring=Scoring(min_answered_share=0.5))
    assert comments(make, said, engagement=engagement_of(make, half), cells=skipped)["profile"] == [
        ("A", "team", ("A team",)),
        ("A", None, ("A it",)),
        ("B", None, ("B team",)),
    ]


def test_the_order_tells_nothing_and_is_the_same_each_time(make):
    said = [("team", number, "A", f"text {number}") for number in range(10)]
    ((_, _, texts),) = comments(make, said)["profile"]
    assert sorted(texts) == [f"text {number}" for number in range(10)]
    assert list(texts) != sorted(texts)
    assert comments(make, said[::-1])["profile"] == [("A", "team", texts)]
    assert comments(make, said, seed=2)["profile"][0][2] != texts


def test_spaces_go_and_empty_comments_too(make):
    said = [("team", 0, "A", "  so \n"), ("team", 1, "A", " \n "), ("team", 2, "B", "")]
    assert comments(make, said)["profile"] == [("A", "team", ("so",))]


def test_the_whole_is_told_once_with_the_first_questionnaire_that_may(make):
    first = make.profile({"one": ["A"]})
    second = make.profile({"two": ["B"]}, id="second")
    engagement = engagement_of(make, [first, second])
    said = [*everybody(None), ("team", 1, "B", "item")]
    nobody = {("it", number): [None, 3] for number in range(6)}
    found = comments(make, said, engagement=engagement, cells=nobody)
    assert found["profile"] == [(None, "team", ("by team",))]
    assert found["second"][0][:2] == (None, None)
    assert sorted(found["second"][0][2]) == ["by it", "by law"]
    assert found["second"][1:] == [("B", "team", ("item",))]


def test_whether_somebody_wrote_decides_nothing(make, monkeypatch):
    asked = []
    allowed = disclosure.comments_allowed

    def watched(parts, minimum):
        asked.append(([(block.id, n) for block, n in parts], minimum))
        return allowed(parts, minimum)

    monkeypatch.setattr(disclosure, "comments_allowed", watched)
    comments(make, everybody("A"))
    silent = [*asked]
    asked.clear()
    assert comments(make, [])["profile"] == []
    assert asked == silent


@pytest.mark.parametrize("item", ["A", None])
def test_a_single_role_is_never_quoted_even_among_many(make, item):
    rows = comments(make, everybody(item))["profile"]
    assert not any("by head" in texts for _, _, texts in rows)


def test_codes_never_appear(make):
    said = [(group, number, "A", "text") for group, size in SIZES.items() for number in range(size)]
    assert "-00" not in str(comments(make, said))
