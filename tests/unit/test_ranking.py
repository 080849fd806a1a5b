from __future__ import annotations

from salesex.scoring.ranking import Draft, joined, rank


def draft(code, points, certainty="medium", *, strength=False):
    return Draft(code, (), {}, certainty, (), points, strength)


def test_the_greatest_problem_of_each_questionnaire_comes_first_and_strengths_last():
    ranked = rank(
        {
            "one": [draft("a", 10), draft("b", 30), draft("c", 29), draft("s", 90, strength=True)],
            "two": [draft("d", 5), draft("e", 4)],
            "three": [draft("t", 50, strength=True)],
        }
    )
    order = {finding.rank: finding.code for found in ranked.values() for finding in found}
    assert [order[number] for number in sorted(order)] == ["b", "d", "c", "a", "e", "s", "t"]
    assert [finding.code for finding in ranked["one"]] == ["b", "c", "a", "s"]


def test_what_is_said_aside_comes_after_everything_and_leads_nothing():
    aside = Draft("x", (), {}, "high", (), 99.0, aside=True)
    ranked = rank({"one": [aside, draft("s", 9, strength=True)], "two": [draft("a", 1), draft("b", 1)]})
    order = {finding.rank: finding.code for found in ranked.values() for finding in found}
    assert [order[number] for number in sorted(order)] == ["a", "b", "s", "x"]


def test_what_is_less_sure_weighs_less():
    ranked = rank({"one": [draft("low", 20, "low"), draft("medium", 16), draft("high", 11.9, "high")]})
    assert [finding.code for finding in ranked["one"]] == ["medium", "high", "low"]


def test_equals_keep_the_order_of_the_engagement():
    ranked = rank({"one": [draft("a", 5), draft("b", 5)], "two": [draft("c", 5), draft("d", 5)]})
    assert [(finding.code, finding.rank) for found in ranked.values() for finding in found] == [
        ("a", 1),
        ("b", 3),
        ("c", 2),
        ("d", 4),
    ]


def test_joined():
    assert joined(["a", "b"]) == "a,b"
    assert joined([]) is None
