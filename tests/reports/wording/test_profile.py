"""What is said about a profile."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.reports.wording import profile

SPLIT = (45, 60, 75, 50)
RULES = [
    ("profile.none", lambda b: profile.message(b.view(b.plain()), b.words)),
    ("profile.one", lambda b: profile.message(b.view(b.plain(), {"offer": 70}), b.words)),
    ("profile.strong", lambda b: profile.message(b.four(70, 80, 90, 65), b.words)),
    ("profile.even", lambda b: profile.message(b.four(50, 55, 59.9, 50), b.words)),
    ("profile.low", lambda b: profile.message(b.four(40, 50, 64, 30), b.words)),
    ("profile.split", lambda b: profile.message(b.four(*SPLIT), b.words)),
    ((), lambda b: profile.follows(b.view(b.plain()), b.words)),
    (("profile.follows.start",), lambda b: profile.follows(b.four(*SPLIT), b.words)),
    (("profile.follows.reached",), lambda b: profile.follows(b.four(65, 80, 90, 70), b.words)),
    (
        ("profile.follows.no_external", "profile.follows.start"),
        lambda b: profile.follows(b.four(*SPLIT, own={"strategy": 50}), b.words),
    ),
    (
        ("profile.follows.no_self", "profile.follows.start"),
        lambda b: profile.follows(b.four(*SPLIT, external={"strategy": 50}), b.words),
    ),
]
VIEWS = [
    ("profile.follows.higher", (60, 50), (50, 45)),
    ("profile.follows.higher.partly", (60, 50), (50, 49.6)),
    ("profile.follows.lower", (50, 45), (60, 50)),
    ("profile.follows.lower.partly", (50, 50.4), (60, 50)),
    ("profile.follows.mixed", (60, 45), (50, 50)),
    ("profile.follows.same", (60, 45.4), (60.4, 45)),
]


def compared(b: Any, own: Any, external: Any) -> Any:
    sides = {"own": dict(zip(("offer", "price"), own)), "external": dict(zip(("offer", "price"), external))}
    view = b.view(b.plain(), {"offer": 70, "price": 40, "pace": 50}, **sides)
    return profile.follows(view, b.words)


def judged(b: Any, *p: float) -> Any:
    """Three dimensions, of which those with a p were tested."""
    rows = [b.gap(*row, p_adjusted=at) for row, at in zip(GAPS, p)]
    sides = {"own": {key: a for key, a, _, _ in GAPS}, "external": {key: at for key, _, at, _ in GAPS}}
    view = b.view(
        b.plain(gaps=b.make.gap_rules()), {"offer": 70, "price": 40, "pace": 50}, gaps=rows, **sides
    )
    return profile.follows(view, b.words)[1:-1]


GAPS = [(key, 60, 50, "no_clear_finding") for key in ("offer", "price", "pace")]
RULES += [
    (("profile.follows.tested.all",), lambda b: judged(b, 0.05, 0.01, 0.01)),
    (("profile.follows.tested.some",), lambda b: judged(b, 0.01, 0.051, 0.01)),
    (("profile.follows.tested.few",), lambda b: judged(b, 0.01, 0.2, 0.3)),
    (("profile.follows.tested.none",), lambda b: judged(b, 0.1, 0.2)),
    ((), lambda b: judged(b)),
]
RULES += [
    ((expected, "profile.follows.start"), lambda b, own=own, external=external: compared(b, own, external))
    for expected, own, external in VIEWS
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


def test_no_sentence_on_views_that_judged_different_dimensions(b: Any, keys: Any) -> None:
    view = b.view(b.plain(), {"offer": 70}, own={"offer": 70}, external={"price": 40})
    assert keys(profile.follows(view, b.words)) == ("profile.follows.start",)


def test_ends_and_order(b: Any) -> None:
    order = profile.ranked(b.four(50, 70, 70, 40))
    assert [key for key, _ in order] == ["management", "relationship", "strategy", "information"]
    assert profile.spread(order) == 30
    said = profile.ends(b.four(50, 70, 70, 40), b.words, order)
    assert said == {
        "strong": "management",
        "weak": "information",
        "high": "70",
        "low": "40",
        "range": "zwischen 40 und 70 Punkten",
    }


@pytest.mark.parametrize(
    ("lowest", "said"),
    [(64.6, "noch weniger als 1 Punkt."), (63.9, "noch 1 Punkt."), (50, "noch 15 Punkte.")],
)
def test_points_to_go(b: Any, lowest: float, said: str) -> None:
    chosen = profile.follows(b.four(lowest, 90, 90, 90), b.words)
    assert said in b.words.say(chosen[-1])


def test_a_profile_without_types_uses_the_plain_target_and_range(b: Any, keys: Any) -> None:
    view = b.view(b.plain(), {"offer": 64, "price": 55, "pace": 60})
    assert keys(profile.message(view, b.words)) == ("profile.even",)
    assert profile.even_range(view) == 10


def test_a_title_that_joins_things_is_quoted(b: Any) -> None:
    view = b.view(b.plain("Führung und Steuerung", "Preis"), {"Führung und Steuerung": 80, "Preis": 40})
    text = b.words.say(profile.message(view, b.words))
    assert text == "„Führung und Steuerung“ liegt vorn, Preis bleibt 40 Punkte dahinter zurück"
