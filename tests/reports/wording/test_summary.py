"""The headline: type, stage, gaps, profile, in this order."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.reports.wording import summary

SPLIT, EVEN = (45, 75, 75, 50), (60, 60, 62, 60)


def typed(b: Any, scores: Any = SPLIT, **more: Any) -> Any:
    return summary.message([b.four(*scores, types=[b.type("macher", **more)])], b.words)


def staged(b: Any, *args: Any, **more: Any) -> Any:
    return summary.message([b.view(b.roadmap(), roadmap=[b.stage(*args, **more)])], b.words)


def gapped(b: Any, a: float, other: float, evidence: str = "untested") -> Any:
    row = b.gap("customer", a, other, "no_clear_finding", evidence=evidence)
    return summary.message([b.view(b.gaps(), {"customer": 60}, gaps=[row])], b.words)


def mirrored(b: Any, evidence: str, kind: str = "blind_spot") -> Any:
    row = b.gap("customer", 80, 50, kind, ("self", "mirror"), evidence=evidence)
    return summary.message([b.view(b.gaps(), {"customer": 80, "team": 40}, gaps=[row])], b.words)


def plain(b: Any, **scores: float) -> Any:
    return summary.message([b.view(b.plain(), scores)], b.words)


RULES = [
    ("summary.type.high", lambda b: typed(b, certainty="high")),
    ("summary.type.medium", lambda b: typed(b)),
    ("summary.type.even", lambda b: typed(b, EVEN)),
    ("summary.type.open", lambda b: typed(b, certainty="low")),
    ("summary.type.open", lambda b: typed(b, tied=("macher", "aktivist"))),
    ("summary.type.open.even", lambda b: typed(b, EVEN, certainty="low")),
    ("summary.stage.top", lambda b: staged(b, 3)),
    ("summary.stage.top.likely", lambda b: staged(b, 3, certainty="likely")),
    ("summary.stage.lead", lambda b: staged(b, 1, {"x": 2, "y": 1})),
    ("summary.stage.level", lambda b: staged(b, 1)),
    ("summary.stage.level.one", lambda b: staged(b, 1, blockers=["x2a"])),
    ("summary.stage.blind", lambda b: staged(b, 1, judged=False)),
    ("summary.gap.close", lambda b: gapped(b, 70, 60)),
    ("summary.gap.blind", lambda b: gapped(b, 80, 60)),
    ("summary.gap.blind.finding", lambda b: gapped(b, 80, 60, "finding")),
    ("summary.gap.hidden", lambda b: gapped(b, 40, 60)),
    ("summary.gap.hidden.finding", lambda b: gapped(b, 40, 60, "finding")),
    ("summary.gap.mirror", lambda b: mirrored(b, "untested")),
    ("summary.gap.mirror.finding", lambda b: mirrored(b, "finding")),
    ("summary.profile", lambda b: mirrored(b, "untested", "close")),
    ("summary.profile", lambda b: plain(b, offer=80, price=40)),
    ("summary.profile.even", lambda b: plain(b, offer=60, price=55)),
    ("summary.profile.one", lambda b: plain(b, offer=60)),
    ("summary.nothing", lambda b: summary.message([b.view(b.roadmap()), b.view(b.plain())], b.words)),
    ("summary.nothing", lambda b: summary.message([], b.words)),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


def test_a_type_comes_before_a_stage_and_a_stage_before_gaps(b: Any, keys: Any) -> None:
    profile = b.four(*SPLIT, types=[b.type("macher")])
    stage = b.view(b.roadmap(), roadmap=[b.stage(1)])
    gap = b.view(b.gaps(), gaps=[b.gap("customer", 80, 60, "blind_spot")])
    assert keys(summary.message([gap, stage, profile], b.words)) == ("summary.type.medium",)
    assert keys(summary.message([gap, stage], b.words)) == ("summary.stage.level",)


def test_one_value_is_no_range(b: Any) -> None:
    same = b.four(60, 60, 60, 60, types=[b.type("aktivist", certainty="low")])
    assert b.words.say(summary.message([same], b.words)) == (
        "Kein eindeutiger Typ: Alle Bereiche liegen bei 60 Punkten"
    )
