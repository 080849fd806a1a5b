"""What is said about self-image and outside view; what was tested sets the verb."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.reports.wording import gaps

BLIND, HIDDEN = ("customer", 80, 55, "blind_spot"), ("team", 50, 70, "hidden_strength")
AGREED = ("customer", 70, 72, "agreed_strength")
MIRROR = ("customer", 80, 60, "blind_spot", ("self", "mirror"))


def compared(b: Any, *rows: Any, evidence: str = "untested", **sides: Any) -> Any:
    return b.view(b.gaps(), gaps=[b.gap(*row, evidence=evidence) for row in rows], **sides)


def said(b: Any, *rows: Any, **more: Any) -> Any:
    return gaps.message(compared(b, *rows, **more), b.words)


def follows(b: Any, *rows: Any, **more: Any) -> Any:
    return gaps.follows(compared(b, *rows, **more), b.words)


def unsure(b: Any, low: float, high: float, kind: str = "blind_spot", evidence: str = "finding") -> Any:
    view = b.view(b.gaps(), gaps=[b.gap("team", 80, 60, kind, evidence=evidence, ci_low=low, ci_high=high)])
    return gaps.unsure(view, b.words, gaps.dimension_gaps(view))


WITH_MIRROR = {"mirror": {"customer": 60}}
RULES = [
    ("gaps.both", lambda b: said(b, BLIND, HIDDEN)),
    ("gaps.blind", lambda b: said(b, BLIND)),
    ("gaps.blind", lambda b: said(b, BLIND, evidence="tendency")),
    ("gaps.blind.finding", lambda b: said(b, BLIND, evidence="finding")),
    ("gaps.hidden", lambda b: said(b, HIDDEN)),
    ("gaps.hidden.finding", lambda b: said(b, HIDDEN, evidence="finding")),
    ("gaps.agreed", lambda b: said(b, AGREED)),
    ("gaps.mirror", lambda b: said(b, AGREED, MIRROR)),
    ("gaps.mirror", lambda b: said(b, MIRROR)),
    ("gaps.blind", lambda b: said(b, ("customer", 90, 70, "agreed_strength"))),
    ("gaps.hidden", lambda b: said(b, ("customer", 30, 48, "no_clear_finding"))),
    ("gaps.none", lambda b: said(b)),
    ("gaps.no_external", lambda b: said(b, own={"customer": 70})),
    (
        "gaps.no_external.mirror",
        lambda b: said(
            b,
            ("customer", 70, 65, "agreed_strength", ("self", "mirror")),
            own={"customer": 70},
            mirror={"customer": 65},
        ),
    ),
    ("gaps.no_self", lambda b: said(b, external={"customer": 70})),
    ("gaps.no_self", lambda b: said(b, mirror={"customer": 70})),
    ("apart.unsure", lambda b: unsure(b, 14.9, 25)),
    ("apart.unsure", lambda b: unsure(b, -25, -11, "hidden_strength")),
    ((), lambda b: unsure(b, 15, 25)),
    ((), lambda b: unsure(b, 5, 25, evidence="tendency")),
    ((), lambda b: follows(b)),
    (("gaps.follows.blind",), lambda b: follows(b, BLIND, mirror={"customer": 75})),
    (("gaps.follows.blind", "gaps.follows.mirror"), lambda b: follows(b, BLIND, **WITH_MIRROR)),
    (("gaps.follows.hidden",), lambda b: follows(b, HIDDEN, **WITH_MIRROR)),
    (
        ("gaps.follows.blind", "gaps.follows.hidden", "gaps.follows.mirror_missing"),
        lambda b: follows(b, BLIND, HIDDEN),
    ),
    (("gaps.follows.agreed",), lambda b: follows(b, AGREED, **WITH_MIRROR)),
    (("gaps.follows.no_external",), lambda b: follows(b, own={"customer": 70})),
    (
        ("gaps.follows.no_external.mirror",),
        lambda b: follows(b, MIRROR, own={"customer": 80}, mirror={"customer": 60}),
    ),
    (("gaps.follows.no_self",), lambda b: follows(b, external={"customer": 70})),
    (("gaps.follows.no_self",), lambda b: follows(b, mirror={"customer": 70})),
    (
        ("gaps.follows.apart",),
        lambda b: follows(b, ("customer", 80, 50, "apart", ("team", "leads"))),
    ),
    ((), lambda b: follows(b, ("customer", 80, 50, "apart", ("external", "mirror")))),
    (
        ("gaps.follows.apart.finding",),
        lambda b: follows(b, ("customer", 80, 50, "apart", ("team", "leads")), evidence="finding"),
    ),
    (("gaps.follows.together",), lambda b: follows(b, ("customer", 80, 78, "close", ("team", "leads")))),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (("finding", "finding"), "günstiger als andere, team strenger"),
        (("finding", "tendency"), "günstiger als andere, team wohl strenger"),
        (("not_testable", "finding"), "wohl günstiger als andere, team strenger"),
        (("untested", "untested"), "wohl günstiger als andere, team wohl strenger"),
    ],
)
def test_each_side_is_as_sure_as_its_evidence(b: Any, evidence: Any, said: str) -> None:
    rows = [b.gap(*row, evidence=one) for row, one in zip((BLIND, HIDDEN), evidence)]
    chosen = gaps.message(b.view(b.gaps(), gaps=rows), b.words)
    assert b.words.say(chosen) == f"customer sieht der Vertrieb {said}"


def test_the_widest_gap_is_told(b: Any) -> None:
    view = compared(b, BLIND, ("team", 90, 60, "blind_spot"))
    assert b.words.say(gaps.message(view, b.words)) == (
        "team: Der Vertrieb bewertet sich 30 Punkte höher, als andere ihn bewerten"
    )


def test_the_item_furthest_apart_is_what_to_talk_about(b: Any) -> None:
    rows = [BLIND, ("customer-2", 80, 40, "blind_spot")]
    view = b.view(
        b.gaps(),
        gaps=[
            b.gap(*rows[0]),
            b.gap(*rows[1], level="item"),
            b.gap("customer-1", 60, 50, "close", level="item"),
        ],
    )
    assert gaps.widest_item(view, "customer") == "customer-2"
    assert gaps.widest_item(view, "team") == "team-1"


def test_groups_apart_are_named_with_their_scores(b: Any) -> None:
    chosen = follows(b, ("customer", 80, 50, "apart", ("team", "rest-self")))
    assert b.words.say(chosen[0]).endswith("am deutlichsten bei customer (Team 80, Übrige 50).")
