"""What `assess` says in words: every branch of types, stages, gaps and changes, and how tables fit."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from salesex.cli.summary import changes, gaps, hidden, layout, participation, roadmap, types
from salesex.cli.words import CATALOGUE, ENGLISH, GERMAN, Words, words_for
from salesex.model import Axis, Dimension, Item, Questionnaire, Scale, Stage, StageAxis
from salesex.model.changes import Change
from salesex.model.ledger import Ledger, Shown
from salesex.model.results import (
    EngagementInfo,
    GapRow,
    GroupInfo,
    LeftOut,
    Participation,
    PrivacyInfo,
    Provenance,
    QuestionnaireResults,
    Reason,
    ReportInfo,
    ResponsesVersion,
    Results,
    RoadmapRow,
    ScoreRow,
    TypeRow,
)
from salesex.model.rules import ReferenceType, RoadmapRules, TypeCondition, TypeRules
from salesex.pipeline import Assessment

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
        (STAGE, "What is missing for stage 2"),
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
        (("own", "version", "own", "overall", None, "1.0.0", "1.1.0"), [VERSION, "1.0.0 → 1.1.0", ""]),
        (("old", "version", "old", "overall", None, "1.0.0", None), [VERSION, "1.0.0 → –", ""]),
        (("own", "answered", "team", "group", "team", 7, 9), ["answers, The team", "7 → 9", "(+2)"]),
        (("own", "score", "x", "overall", None, 54.96, 60.0), ["Ex, Overall", "55.0 → 60.0", "(+5.0)"]),
        (("own", "score", "x", "perspective", "self", 60.0, 50.0), ["Ex, Self", "60.0 → 50.0", "(−10.0)"]),
        (("own", "type", "own", "overall", None, "edge", "base"), ["Type, Overall", "Edge → Base", ""]),
        (("own", "type", "own", "perspective", "self", None, "base"), ["Type, Self", "– → Base", ""]),
        (("own", "stage", "own", "overall", None, 3, 2), ["Stage, Overall", "3 → 2", "(−1)"]),
    ],
)
def test_every_kind_of_change_has_its_row(change: tuple[Any, ...], expected: list[str]) -> None:
    assert changes.row(RESULTS, Change(*change), EN, False) == expected


def test_a_wide_terminal_has_room_for_the_long_title() -> None:
    dimension = replace(PROFILE.dimensions[0], short="E")
    part = replace(PART, definition=replace(PROFILE, dimensions=(dimension,)))
    results = replace(RESULTS, questionnaires={"own": part})
    change = Change("own", "score", "x", "overall", None, 1.0, 2.0)
    assert changes.row(results, change, EN, False)[0] == "E, Overall"
    assert changes.row(results, change, EN, True)[0] == "Ex, Overall"


def moved(questionnaire: str, after: float) -> Change:
    return Change(questionnaire, "score", "x", "overall", None, 50.0, after)


def changes_told(*found: Change, verbose: bool = False) -> list[str]:
    assessment = Assessment(Path(), RESULTS, (), found, Ledger(wave="2026", salt=""), Shown())
    return printed(*changes.show(assessment, EN, 80, verbose)).splitlines()


def test_changes_stand_by_questionnaire_with_the_largest_first() -> None:
    answered = Change("own", "answered", "team", "group", "team", 7, 9)
    gone = Change("old", "version", "old", "overall", None, "1.0.0", None)
    lines = changes_told(moved("own", 51.0), moved("own", 44.0), gone, answered)
    assert [" ".join(line.split()) for line in lines] == [
        "",
        "What changed since the last run",
        "Own",
        "answers, The team 7 → 9 (+2)",
        "Ex, Overall 50.0 → 44.0 (−6.0)",
        "Ex, Overall 50.0 → 51.0 (+1.0)",
        "old",
        "version of the questionnaire 1.0.0 → –",
    ]


def test_the_difference_is_that_of_the_shown_numbers() -> None:
    (line,) = changes_told(Change("own", "score", "x", "overall", None, 45.84, 45.96))[3:]
    assert " ".join(line.split()) == "Ex, Overall 45.8 → 46.0 (+0.2)"
    same = Change("own", "score", "x", "overall", None, 70.26, 70.34)
    assert [line.strip() for line in changes_told(same)[2:]] == ["Nothing."]


def test_more_than_twelve_changes_of_a_questionnaire_are_counted_unless_verbose() -> None:
    found = [moved("own", 51.0 + number) for number in range(14)]
    lines = changes_told(*found)
    assert sum("→" in line for line in lines) == 12
    assert lines[-1].strip() == "and 2 more (all with -v)"
    assert sum("→" in line for line in changes_told(*found, verbose=True)) == 14


def gap(id: str, a: float, b: float, pair: tuple[str, str] = ("self", "external")) -> GapRow:
    return GapRow(
        None, "dimension", id, pair, a, b, a - b, a - b > 15, "apart", "untested",
        None, None, 9, 9, None, None, None, None, None, None, None, None,
    )  # fmt: skip


def test_gaps_stand_by_questionnaire_in_columns_of_one_width() -> None:
    first = replace(PART, gaps=(gap("x", 70.0, 60.0), gap("y", 80.0, 40.0)))
    long = replace(PROFILE.dimensions[0], title="A dimension with a long title")
    other = replace(PROFILE, id="two", title="Other", dimensions=(long,))
    second = replace(PART, definition=other, gaps=(gap("x", 77.94, 55.4),))
    results = replace(RESULTS, questionnaires={"own": first, "two": second})
    lines = printed(*gaps.show(results, EN, 80)).splitlines()
    assert [" ".join(line.split()) for line in lines[2:]] == [
        "Own",
        "Views Scores Gap Reading",
        "Why Self – External 80.0 vs 40.0 +40.0 apart",
        "Ex Self – External 70.0 vs 60.0 +10.0 apart",
        "Other",
        "Views Scores Gap Reading",
        "A dimension with a long title Self – External 77.9 vs 55.4 +22.5 apart",
    ]
    assert len({line.index("Self") for line in lines if "Self" in line}) == 1


def hidden_told(*left: LeftOut, words: Words = DE) -> str:
    results = replace(RESULTS, questionnaires={"own": replace(PART, left_out=left)})
    return " ".join(printed(*hidden.show(results, words)).split())


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("left_out", "unter 5 Antworten, geht in keine Zahl ein"),
        ("no_consent", "Einzelperson ohne Einwilligung"),
    ],
)
def test_groups_in_no_number_are_told_with_the_remedy_once(reason: Reason, said: str) -> None:
    text = hidden_told(LeftOut("x", "team", reason), LeftOut("y", "team", reason))
    assert text.count(said) == 1
    assert text.count("Abhilfe: kleine Gruppen derselben Sicht") == 1
    assert hidden_told(LeftOut("x", "team", reason), words=EN).endswith("(single_role, consent).")


def test_without_such_groups_there_is_no_remedy() -> None:
    text = hidden_told(LeftOut("x", "team", "few"))
    assert "weniger als 5 Antworten" in text
    assert "Abhilfe" not in text
    assert hidden_told() == ""


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
