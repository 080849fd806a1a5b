"""What is to be done about the findings, and by what it will be noticed."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.model.results import IfMet
from salesex.reports import palette
from salesex.reports.chapters import measures as chapters
from salesex.reports.chapters.base import Studio
from salesex.reports.wording import measures


def told(b: Any, code: str, **values: Any) -> Any:
    view = b.view(b.gaps(), {"customer": 50})
    return b.told(view, code, actions=("customer-1", "customer-2", "team-1"), dimension="customer", **values)


def staged(b: Any, stage: int) -> Any:
    return b.told(b.view(b.roadmap(), roadmap=[b.stage(stage)]), "F-STAGE", actions=("x2a",))


def planned(b: Any, *found: Any, end: str | None = "10. Februar 2027") -> Any:
    return measures.message(measures.measures(list(found), b.words), end, 2, b.words)


RULES = [
    ("measures.sign.gap", lambda b: measures.sign(told(b, "F-GAP-BLIND", gap=22.0), b.words)),
    ("measures.sign.mirror", lambda b: measures.sign(told(b, "F-GAP-MIRROR", gap=22.0), b.words)),
    (
        "measures.sign.hidden",
        lambda b: measures.sign(told(b, "F-GAP-HIDDEN", self=50.0, external=70.0), b.words),
    ),
    ("measures.sign.apart", lambda b: measures.sign(told(b, "F-SELF-APART", gap=22.0), b.words)),
    ("measures.sign.against", lambda b: measures.sign(told(b, "F-ITEM-AGAINST"), b.words)),
    ("measures.sign.dimension", lambda b: measures.sign(told(b, "F-DIM-WEAK", score=40.0), b.words)),
    (
        "measures.sign.dimension",
        lambda b: measures.sign(told(b, "F-GAP-AGREED-WEAKNESS", external=40.0), b.words),
    ),
    ("measures.sign.other", lambda b: measures.sign(told(b, "F-DIM-WEAK", score=64.8), b.words)),
    ("measures.sign.other", lambda b: measures.sign(told(b, "F-DIM-STRONG", score=80.0), b.words)),
    ("measures.sign.stage", lambda b: measures.sign(staged(b, 1), b.words)),
    ("measures.sign.other", lambda b: measures.sign(staged(b, 3), b.words)),
    ("measures.none", lambda b: planned(b)),
    ("measures.message", lambda b: planned(b, b.told(b.view(b.gaps()), "F-TYPE-MISSING"), end=None)),
    ("measures.message.date", lambda b: planned(b, told(b, "F-DIM-WEAK", score=40.0))),
    ("measures.message", lambda b: planned(b, told(b, "F-DIM-WEAK", score=40.0), end=None)),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


def test_the_stage_worked_towards_is_that_of_the_finding_told(b: Any) -> None:
    row = b.stage(1, blockers=["x2a"], if_met=IfMet(("x2a",), 2))
    one = b.told(b.view(b.roadmap(), roadmap=[row]), "F-STAGE", actions=("x2a",))
    studio = Studio(b.words, dict(palette.palette(palette.DEFAULT)), one.view.engagement)
    chapter = chapters.build([one], measures.measures([one], b.words), studio)
    assert chapter.phases[-1].title == "Auf Stufe 2 hinarbeiten"
    assert chapter.signs[0].gain.startswith("Was sich dann ändert: Erreicht die eine Aussage")
    weak = told(b, "F-DIM-WEAK", score=40.0)
    assert chapters.build([weak], measures.measures([weak], b.words), studio).signs[0].gain == ""


@pytest.mark.parametrize(
    ("code", "phases"),
    [
        ("F-GAP-BLIND", ["trust", "trust", "basics"]),
        ("F-GAP-MIRROR", ["trust", "trust", "basics"]),
        ("F-GAP-HIDDEN", ["trust", "trust"]),
        ("F-SELF-APART", ["trust", "trust"]),
        ("F-DIM-WEAK", ["trust", "basics", "basics"]),
        ("F-GAP-AGREED-WEAKNESS", ["trust", "basics", "basics"]),
    ],
)
def test_how_many_measures_a_finding_gives(b: Any, code: str, phases: list[str]) -> None:
    assert [one.phase for one in measures.measures([told(b, code)], b.words)] == phases


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "Eine Maßnahme in 100 Tagen: Vertrauen"),
        (["weak"], "Drei Maßnahmen in 100 Tagen: zuerst Vertrauen, dann Grundlagen"),
        (["weak", "stage"], "Vier Maßnahmen in 100 Tagen: zuerst Vertrauen, dann Grundlagen, dann Stufe 2"),
    ],
)
def test_message_names_the_phases_in_order(b: Any, codes: list[str], said: str) -> None:
    given = {"weak": told(b, "F-DIM-WEAK", score=40.0), "stage": staged(b, 1)}
    found = [given[code] for code in codes] or [b.told(b.view(b.gaps()), "F-TYPE-MISSING")]
    assert b.words.say(planned(b, *found, end=None)) == said


def test_nothing_found_asks_for_more_answers(b: Any) -> None:
    (only,) = measures.measures([], b.words)
    assert (only.text, only.findings) == ("Weitere Befragte gewinnen und kleine Gruppen zusammenlegen", ())


def test_one_measure_for_two_findings_is_told_once_with_both_numbers(b: Any) -> None:
    import dataclasses

    first = told(b, "F-DIM-WEAK", score=40.0)
    second = dataclasses.replace(first, number=2)
    found = measures.measures([first, second], b.words)
    assert [one.findings for one in found] == [(1, 2), (1, 2), (1, 2)]


def test_spans_stay_within_a_hundred_days(b: Any) -> None:
    for phase in measures.PHASES:
        for position in range(12):
            start, end = measures._span(phase, position)
            assert 0 <= start < end <= 100 or phase == measures.TRUST
