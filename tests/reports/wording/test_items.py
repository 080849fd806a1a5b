"""What is said about facets and statements."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.reports.wording import items


def facets(b: Any, **scores: float) -> Any:
    definition = b.make.profile({"offer": {"fit": ["F1"], "reach": ["R1"]}})
    return b.view(definition, {**scores, "F1": 80, "R1": 40})


def four_facets(b: Any, title: str) -> Any:
    """Two facets close at the top, two close at the bottom."""
    scores = {f"{title}-1": 80.0, f"{title}-2": 79.5, f"{title}-3": 40.4, f"{title}-4": 40.0}
    definition = b.make.profile({"offer": {facet: [f"F{at}"] for at, facet in enumerate(scores)}})
    return b.view(definition, scores)


def stated(b: Any, weak: dict[str, Any], strong: dict[str, Any], low: float = 30, high: float = 80) -> Any:
    parts = [b.make.item("W", "Schwach.", **weak), b.make.item("S", "Stark.", **strong)]
    view = b.view(b.make.profile({"offer": parts}), {"W": low, "S": high})
    return items.follows(view, b.words)


RULES = [
    ("items.facets", lambda b: items.message(facets(b, fit=80, reach=40), b.words)),
    ("items.facets.even", lambda b: items.message(facets(b, fit=60, reach=55), b.words)),
    ("items.facets.wide", lambda b: items.message(four_facets(b, "a-rather-long-title-of-a-facet"), b.words)),
    ("items.plain", lambda b: items.message(facets(b), b.words)),
    ("items.plain", lambda b: items.message(b.view(b.plain(), {"offer-1": 50, "price-1": 60}), b.words)),
    (("items.follows.plain", "items.follows.strength"), lambda b: stated(b, {}, {})),
    (("items.follows", "items.follows.strength"), lambda b: stated(b, {"action": "Handeln"}, {})),
    (("items.follows.plain",), lambda b: stated(b, {}, {"reverse": True})),
    (("items.follows.plain",), lambda b: stated(b, {}, {}, high=64.9)),
    (("items.follows.plain",), lambda b: items.follows(b.view(b.plain(), {"offer-1": 90}), b.words)),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


def test_unscored_items_are_no_statements_of_the_ranking(b: Any) -> None:
    parts = [b.make.item("A", "A", scored=False), b.make.item("B", "B"), b.make.item("C", "C")]
    view = b.view(b.make.profile({"offer": parts}), {"A": 10, "B": 50, "C": 50})
    assert [row.id for row in items.ranked(view)] == ["B", "C"]


def test_a_long_statement_is_cut_after_a_word(b: Any) -> None:
    text = "Wort " * 60
    view = b.view(b.make.profile({"offer": [b.make.item("A", text)]}), {"A": 20})
    said = b.words.say(items.follows(view, b.words)[0])
    assert said.endswith("Wort …“.") and len(said) < 190


def test_a_statement_to_be_denied_says_so(b: Any) -> None:
    parts = [b.make.item("A", "Es fehlt an Zeit.", reverse=True)]
    view = b.view(b.make.profile({"offer": parts}), {"A": 20})
    assert b.words.say(items.follows(view, b.words)[0]).endswith(": „Es fehlt an Zeit“ (umgepolt).")


def test_facets_as_strong_as_each_other_are_named_together_in_two_lines(b: Any) -> None:
    said = b.words.heading(items.message(four_facets(b, "f"), b.words))
    assert said == "Am stärksten: „f-1“ und „f-2“;\nam schwächsten: „f-4“ und „f-3“"
