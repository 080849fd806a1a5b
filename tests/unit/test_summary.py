"""What `assess` says in words: every branch of types, stages, gaps and changes, and how tables fit."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from salesex.cli.summary import changes, gaps, layout, participation, roadmap, types
from salesex.cli.words import CATALOGUE, ENGLISH, GERMAN, Words, words_for
from salesex.model import Axis, Dimension, Item, Questionnaire, Results, Scale, Stage, StageAxis
from salesex.model.changes import Change
from salesex.model.results import (
    EngagementInfo,
    GroupInfo,
    Participation,
    PrivacyInfo,
    Provenance,
    QuestionnaireResults,
    ReportInfo,
    ResponsesVersion,
    RoadmapRow,
    ScoreRow,
    TypeRow,
)
from salesex.model.rules import ReferenceType, RoadmapRules, TypeCondition, TypeRules

DE, EN = Words("de"), Words("en")
VERSION = "version of the questionnaire"
RULES = TypeRules(
    reference={
        "top": ReferenceType("Top", {"x": 85, "y": 85}, requires=TypeCondition(every_at_least=65)),
        "edge": ReferenceType("Edge", {"x": 80, "y": 40}, requires=TypeCondition(range_at_least=10)),
        "base": ReferenceType("Base", {"x": 35, "y": 50}, expects_highest="y"),
    }
)
PROFILE = Questionnaire(
    "own",
    "1.0.0",
    "Own",
    Scale(1, 5),
    dimensions=(
        Dimension("x", {"de": "Ix", "en": "Ex"}, items=(Item("A1", "One"),)),
        Dimension("y", "Why", items=(Item("A2", "Two"),)),
    ),
    types=RULES,
)
TYPE = TypeRow(
    unit=None,
    scope="overall",
    scope_id=None,
    type="base",
    fit=9.1,
    distances={"top": 30.0, "edge": 21.0},
    runner_up="edge",
    margin=11.9,
    qualifier="clear",
    certainty="medium",
    stability=None,
    shares={},
    draws_cov=(),
    n=30,
    status="ok",
    reason=None,
    tied=(),
    notes=(),
)


def dimension_score(id: str, score: float | None) -> ScoreRow:
    return ScoreRow(None, "dimension", id, "overall", None, 30, score, None, None, None, "ok", None)


PART = QuestionnaireResults(
    PROFILE, scores=(dimension_score("x", 55.0), dimension_score("y", 70.0)), types=(TYPE,)
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (TYPE, "Base, ausgeprägt"),
        (replace(TYPE, qualifier="visible", certainty="high"), "Base, erkennbar"),
        (replace(TYPE, qualifier="approximate"), "Base, Annäherung"),
        (replace(TYPE, type=None, certainty=None, status="suppressed"), "nicht gezeigt"),
        (replace(TYPE, certainty="low", tied=("base", "edge")), "zwischen Base und Edge"),
        (replace(TYPE, certainty="low", tied=("base", "edge", "top")), "zwischen Base, Edge und Top"),
        (replace(TYPE, certainty="low", margin=3.9), "zwischen Base und Edge"),
        (replace(TYPE, certainty="low", margin=4.0), "kein eindeutiger Typ, am nächsten Base"),
        (
            replace(TYPE, certainty="low", margin=0.0, notes=("gate:edge,top",)),
            "kein eindeutiger Typ, am nächsten Top",
        ),
        (
            replace(TYPE, certainty="low", margin=0.0, notes=("gate:edge",)),
            "kein eindeutiger Typ, am nächsten Base",
        ),
    ],
)
def test_a_type_is_stated_as_firmly_as_it_is_certain(row: TypeRow, expected: str) -> None:
    assert types.statement(RULES, row, DE) == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), []),
        (("flat",), ["All areas lie at a similar height: no emphasis."]),
        (("balanced",), ["The areas lie close together."]),
        (("all_low",), ["All areas lie below 40.0: the foundations are missing."]),
        (("gate:top",), ["Top missed: Ex 55.0 (65.0 needed)."]),
        (("gate:edge",), ["Edge is ruled out."]),
        (("flat", "gate:edge"), ["All areas lie at a similar height: no emphasis."]),
        (("weak_contrast",), ["The differences between the areas are weak for this type."]),
        (("y_not_highest",), ["Unlike the type suggests, Why is not the highest area."]),
        (("perspectives_differ",), ["Self view and external view give different types."]),
        (("of a later version",), []),
    ],
)
def test_every_note_of_a_type_has_its_sentence(codes: tuple[str, ...], expected: list[str]) -> None:
    assert types.notes(PART, RULES, replace(TYPE, notes=codes), EN) == expected


def stage(number: int) -> Stage:
    parts = {axis: StageAxis((Item(f"R{number}{axis}", "Text"),)) for axis in ("t", "o")}
    return Stage(number, f"Title {number}", parts)


ROADMAP = Questionnaire(
    "road",
    "1.0.0",
    "Road",
    Scale(0, 4),
    axes={"t": Axis("Technik"), "o": Axis("Organisation")},
    stages=(stage(1), stage(2)),
    roadmap=RoadmapRules(),
)
STAGE = RoadmapRow(
    unit=None,
    scope="overall",
    scope_id=None,
    stage=1,
    axis_stages={"t": 2, "o": 1},
    difference=1,
    islands=(),
    start=None,
    stability=None,
    band=None,
    certainty=None,
    stages=(),
    next_steps=("R2o",),
    notes=(),
)
ROAD = QuestionnaireResults(ROADMAP, roadmap=(STAGE,))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(None, "nicht gezeigt"), (0, "noch vor Stufe 1"), (2, "Stufe 2 von 2: Title 2")],
)
def test_a_stage_has_number_and_title(number: int | None, expected: str) -> None:
    assert roadmap.statement(ROAD, replace(STAGE, stage=number), DE) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (STAGE, []),
        (replace(STAGE, notes=("imbalance_mild",)), ["Technik liegt eine Stufe vorn."]),
        (
            replace(STAGE, axis_stages={"t": 0, "o": 2}, notes=("imbalance_strong",)),
            ["Starkes Ungleichgewicht: Organisation liegt 2 Stufen vorn."],
        ),
        (
            replace(STAGE, islands=(3, 5)),
            ["Für sich erfüllt, ohne dass die Stufen davor es sind: 3 und 5."],
        ),
        (
            replace(STAGE, start=72.25, notes=("contradiction",)),
            ["Widerspruch: Merkmale des Startpunkts treffen noch zu (72,3)."],
        ),
        (replace(STAGE, notes=("not_judged",)), ["Einzelne Achsen konnten nicht beurteilt werden."]),
        (
            replace(STAGE, notes=("verify:R2o", "verify:R2t")),
            ["Zuerst prüfen, die Antworten gehen weit auseinander: R2o, R2t."],
        ),
    ],
)
def test_every_note_of_a_stage_has_its_sentence(row: RoadmapRow, expected: list[str]) -> None:
    assert roadmap.notes(ROAD, row, DE) == expected


def printed(*parts: object, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, emoji=False, highlight=False)
    for part in parts:
        console.print(part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (STAGE, "What stands before stage 2"),
        (replace(STAGE, stage=2), "The highest stage is reached."),
        (replace(STAGE, next_steps=()), "Stage 2 is not shown to be met: answers are missing."),
    ],
)
def test_what_blocks_the_next_stage(row: RoadmapRow, expected: str) -> None:
    assert expected in printed(*roadmap.show(replace(ROAD, roadmap=(row,)), EN))


def engagement(*groups: GroupInfo) -> EngagementInfo:
    return EngagementInfo(
        "Client", None, "1", None, "de", groups, (), PrivacyInfo(5), ReportInfo(None, None, None, None)
    )


RESULTS = Results(
    engagement=engagement(GroupInfo("team", {"de": "Das Team", "en": "The team"}, "self", None, False, None)),
    provenance=Provenance("0", "0", 1, {}, ResponsesVersion(0, "")),
    questionnaires={"own": PART},
)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("overall", "Gesamt"),
        ("external", "Fremd"),
        ("team", "Das Team"),
        ("rest-self", "Übrige (Selbst)"),
        ("gone", "gone"),
    ],
)
def test_scopes_have_names(scope: str, expected: str) -> None:
    assert gaps.view_name(RESULTS, scope, DE) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("own", "version", "own", "overall", None, "1.0.0", "1.1.0"), [VERSION, "1.0.0", "1.1.0"]),
        (("old", "version", "old", "overall", None, "1.0.0", None), [VERSION, "1.0.0", "–"]),
        (("own", "answered", "team", "group", "team", 7, 9), ["answers, The team", "7", "9"]),
        (("own", "score", "x", "overall", None, 54.96, 60.0), ["Ex, Overall", "55.0", "60.0"]),
        (("own", "score", "x", "perspective", "self", 50.0, 60.0), ["Ex, Self", "50.0", "60.0"]),
        (("own", "type", "own", "overall", None, "edge", "base"), ["Type, Overall", "Edge", "Base"]),
        (("own", "type", "own", "perspective", "self", None, "base"), ["Type, Self", "–", "Base"]),
        (("own", "stage", "own", "overall", None, 2, 3), ["Stage, Overall", "2", "3"]),
    ],
)
def test_every_kind_of_change_has_its_row(change: tuple[Any, ...], expected: list[str]) -> None:
    title, *rest = changes.row(RESULTS, Change(*change), EN)
    assert title == {"own": "Own", "old": "old"}[change[0]]
    assert rest == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Participation("team", 14, 12, {}, "ok"), "12 von 14"),
        (Participation("team", None, 12, {}, "ok"), "12"),
        (Participation("team", 14, None, {}, "suppressed"), "unter 5"),
    ],
)
def test_who_answered_against_who_was_invited(row: Participation, expected: str) -> None:
    assert participation.answered(row, 5, DE) == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [(None, "    "), (0.0, "░░░░"), (50.0, "██░░"), (100.0, "████"), (12.4, "░░░░"), (12.6, "█░░░")],
)
def test_bars(score: float | None, expected: str) -> None:
    assert layout.bar(score, 4).plain == expected


@pytest.mark.parametrize("width", [50, 60, 80, 120])
def test_tables_never_break_a_number(width: int) -> None:
    rows = [["Leistungsorientierung", "Vertriebsleitung und Team", "68,0", "−21,2", "kein klarer Befund"]] * 3
    columns = [("", False), ("Sichtweisen", False), ("", True), ("Abstand", True), ("Bedeutung", False)]
    lines = printed(layout.grid(columns, rows), width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert sum("68,0" in line for line in lines) == 3
    assert sum("−21,2" in line for line in lines) == 3


def test_every_language_has_the_same_words_and_fields() -> None:
    def fields(text: str) -> set[str]:
        return {part.partition("}")[0] for part in text.split("{")[1:]}

    assert set(CATALOGUE) == {"de", "en"}
    assert list(GERMAN) == list(ENGLISH)
    assert {key: fields(text) for key, text in GERMAN.items()} == {
        key: fields(text) for key, text in ENGLISH.items()
    }


def test_words_fill_fields_once() -> None:
    assert EN("note.gate", type="{type}{bound}") == "{type}{bound} is ruled out."
    assert words_for("fr").language == "en"
    assert Words("de").text({"en": "only"}) == "only"
    assert (DE.number(None), DE.number(-3.25, signed=True), DE.number(0.0)) == ("–", "−3,3", "0,0")
