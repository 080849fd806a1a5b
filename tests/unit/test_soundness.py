"""The bounds behind the words about measurement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesex.model import Item, Questionnaire, Scale, soundness
from salesex.model.quality import (
    AgreementRow,
    InfluenceRow,
    MissingRow,
    ReliabilityItem,
    ReliabilityRow,
    SplitItem,
)
from salesex.model.questionnaire import Axis, Dimension, Stage, StageAxis
from salesex.model.results import QuestionnaireResults, ScoreRow
from salesex.model.verdicts import deviation_word

PROFILE = Questionnaire(
    "own", "1", "Own", Scale(1, 5), dimensions=(Dimension("x", "X", items=(Item("A", "A"),)),)
)
ROADMAP = Questionnaire(
    "road", "1", "Road", Scale(0, 4), axes={"t": Axis("T")}, stages=(Stage(1, "1", {"t": StageAxis(())}),)
)
RELIABLE = ReliabilityRow("x", 30, 3, 0.6, None, None, None, None, (), "ok", None, None, {})
MISSING = MissingRow("x", "overall", None, 20, 0.0, 0.0, 50.0, 50.0, ())
WITHOUT = InfluenceRow("overall", "overall", "overall", None, "a", 9, 60.0, -2.0, None, None)


@pytest.mark.parametrize(
    ("alpha", "word"),
    [
        (0.95, "good"),
        (0.795, "good"),
        (0.7949, "fair"),
        (0.6966, "fair"),
        (0.6949, "low"),
        (0.005, "low"),
        (0.0049, "none"),
        (-0.4, "none"),
    ],
)
def test_cohesion_as_it_is_read(alpha: float, word: str) -> None:
    assert soundness.cohesion(alpha) == word


def test_flawed_items_lowest_first() -> None:
    values = (("A", 0.2), ("B", 0.19), ("C", -0.1), ("D", None), ("E", -0.09), ("F", -0.6))
    row = replace(RELIABLE, items=tuple(ReliabilityItem(key, value, None) for key, value in values))
    found = [(item.id, flaw) for item, flaw in soundness.flawed(row)]
    assert found == [("F", "against"), ("C", "against"), ("E", "weak"), ("B", "weak")]


@pytest.mark.parametrize(
    ("icc1", "word"),
    [(-0.2, "none"), (0.009, "none"), (0.01, "small"), (0.1, "medium"), (0.249, "medium"), (0.25, "large")],
)
def test_dependence(icc1: float, word: str) -> None:
    assert soundness.dependence(icc1) == word


@pytest.mark.parametrize(
    ("ad", "scale", "word"),
    [
        (0.83, Scale(1, 5), "united"),
        (0.84, Scale(1, 5), "mixed"),
        (1.0, Scale(1, 5), "split"),
        (1.0, Scale(1, 6), "united"),
        (1.2, Scale(0, 5), "split"),
    ],
)
def test_deviation(ad: float, scale: Scale, word: str) -> None:
    assert deviation_word(ad, scale) == word


def agreement(group: str | None, scope: Any, *items: SplitItem) -> AgreementRow:
    return AgreementRow(None, "x", scope, group, 12, 0.5, 0.9, None, None, 1, None, items, "ok", None)


def test_splits_widest_first_of_groups_only() -> None:
    rows = (
        agreement("a", "group", SplitItem("A", 1.0), SplitItem("B", 0.9)),
        agreement("b", "group", SplitItem("A", 1.4)),
        agreement(None, "overall", SplitItem("A", 2.0)),
    )
    found = soundness.splits(QuestionnaireResults(PROFILE, agreement=rows))
    assert [(one.group, one.item.id, one.share) for one in found] == [
        ("b", "A", 0.35),
        ("a", "A", 0.25),
        ("a", "B", 0.225),
    ]


@pytest.mark.parametrize(
    ("missing", "no_answer", "low", "high", "many"),
    [
        (0.05, 0.05, 50.0, 60.0, False),
        (0.06, 0.05, 50.0, 60.0, True),
        (None, None, 50.0, 64.9, False),
        (None, None, 50.0, 65.0, True),
        (0.0, 0.0, None, None, False),
    ],
)
def test_what_counts_as_many(
    missing: float | None, no_answer: float | None, low: float | None, high: float | None, many: bool
) -> None:
    row = replace(MISSING, missing=missing, no_answer=no_answer, low=low, high=high)
    assert soundness.many_missing(row) is many


def test_missing_by_what_rests_on_it_and_of_a_roadmap_without_groups() -> None:
    rows = tuple(
        replace(MISSING, scope=scope, scope_id=scope_id, low=low)
        for scope, scope_id, low in (
            ("group", "a", 0.0),
            ("perspective", "self", 30.0),
            ("perspective", "external", 20.0),
            ("overall", None, 35.0),
            ("overall", None, 36.0),
        )
    )
    found = soundness.missing_much(QuestionnaireResults(PROFILE, missing=rows))
    assert [row.scope_id for row in found] == [None, "external", "self", "a"]
    found = soundness.missing_much(QuestionnaireResults(ROADMAP, missing=rows))
    assert [row.scope_id for row in found] == [None, "external", "self"]


def score(value: float, scope: Any = "overall", scope_id: str | None = None) -> ScoreRow:
    return ScoreRow(None, "overall", "overall", scope, scope_id, 20, value, None, None, None, "ok", None)


def test_the_result_of_all_is_carried_by_whom() -> None:
    rows = (
        WITHOUT,
        replace(WITHOUT, without="b", change=5.0),
        replace(WITHOUT, without="c", change=-5.5),
        replace(WITHOUT, without="d", change=None, score=None),
        replace(WITHOUT, scope="perspective", scope_id="self", without="a", change=30.0),
        replace(WITHOUT, level="dimension", id="x", change=40.0),
    )
    found = soundness.carried(QuestionnaireResults(PROFILE, scores=(score(62.0),), influence=rows))
    assert found is not None and found.most is not None
    assert (found.most.without, found.score, found.kind, found.stage, found.other) == (
        "c",
        62.0,
        None,
        None,
        (),
    )


def test_where_there_is_no_overall_the_first_perspective_counts() -> None:
    rows = (replace(WITHOUT, scope="perspective", scope_id="mirror"),)
    part = QuestionnaireResults(PROFILE, scores=(score(55.0, "perspective", "mirror"),), influence=rows)
    found = soundness.carried(part)
    assert found is not None and found.score == 55.0


def test_nobody_to_leave_out() -> None:
    assert soundness.carried(QuestionnaireResults(PROFILE)) is None


def test_least_reliable_first() -> None:
    rows = [
        replace(RELIABLE, id=key, alpha=alpha)
        for key, alpha in (("a", 0.6), ("b", None), ("c", 0.9), ("d", -1.0))
    ]
    assert [row.id for row in soundness.least_reliable(rows)] == ["d", "a"]


def test_left_empty_and_not_judged_are_both_missing() -> None:
    assert soundness.missing_share(replace(MISSING, missing=0.01, no_answer=0.02)) == 0.03
    assert soundness.missing_share(replace(MISSING, missing=None, no_answer=None)) is None
