"""What `assess` says in words: every branch of types, stages, gaps and changes, and how tables fit."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from salesex.cli.summary import (
    changes,
    gaps,
    hidden,
    layout,
    measurement,
    participation,
    profile,
    roadmap,
    types,
)
from salesex.cli.words import CATALOGUE, ENGLISH, GERMAN, Words, words_for
from salesex.model import Axis, Dimension, Item, Questionnaire, Scale, Stage, StageAxis
from salesex.model.changes import Change
from salesex.model.ledger import Ledger, Shown
from salesex.model.quality import (
    AgreementRow,
    InfluenceRow,
    MissingRow,
    ReliabilityItem,
    ReliabilityRow,
    SplitItem,
)
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
    StageRow,
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
    stages=(StageRow(2, {}, ("R2o",), False, False),),
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
    ("more", "german", "english"),
    [
        ({"band": (1, 2)}, "zwischen Stufe 1 und 2 von 2", "between stage 1 and 2 of 2"),
        ({"band": (1, 1)}, "Stufe 1 von 2: Title 1", "Stage 1 of 2: Title 1"),
        ({"band": (1, 2), "certainty": "likely"}, "Stufe 1 von 2: Title 1", "Stage 1 of 2: Title 1"),
    ],
)
def test_a_stage_that_is_open_is_not_named_alone(more: Any, german: str, english: str) -> None:
    row = replace(STAGE, **({"certainty": "open"} | more))
    assert [roadmap.statement(ROAD, row, words) for words in (DE, EN)] == [german, english]


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
        (replace(STAGE, next_steps=("R2t",)), "Stage 2 is not shown to be met: answers are missing."),
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


def test_what_is_no_longer_shown_and_other_groups_come_before_movements() -> None:
    gone = Change("own", "hidden", "x", "perspective", "self", 51.0, None)
    untold = Change("own", "hidden", "overall", "perspective", "self", None, None)
    whole = Change("own", "score", "x", "overall", None, 51.6, 52.2, ("team",))
    silent = Change("own", "score", "x", "perspective", "external", None, None, (), ("team",))
    lines = changes_told(moved("own", 90.0), silent, whole, untold, gone)
    assert [" ".join(line.split()) for line in lines[3:]] == [
        "Overall, Self no longer shown",
        "Ex, Self 51.0 → – no longer shown",
        "Ex, Overall 51.6 → 52.2 now without The team",
        "Ex, External now with The team",
        "Ex, Overall 50.0 → 90.0 (+40.0)",
    ]


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
        "Gaps from the rounded scores; the report rounds to whole points.",
    ]
    assert len({line.index("Self") for line in lines if "Self" in line}) == 1


def hidden_told(*left: LeftOut, words: Words = DE) -> str:
    results = replace(RESULTS, questionnaires={"own": replace(PART, left_out=left)})
    return " ".join(printed(*hidden.show(results, words)).split())


@pytest.mark.parametrize(
    ("reason", "said", "remedy"),
    [
        ("left_out", "unter 5 Antworten, geht in keine Zahl ein", "Abhilfe: mehr Antworten abwarten"),
        ("no_consent", "Einzelperson ohne Einwilligung", "Sie ist freiwillig"),
    ],
)
def test_groups_in_no_number_are_told_with_the_remedy_once(reason: Reason, said: str, remedy: str) -> None:
    text = hidden_told(LeftOut("x", "team", reason), LeftOut("y", "team", reason))
    assert text.count(said) == 1
    assert text.count(remedy) == 1
    assert ("single_role" in hidden_told(LeftOut("x", "team", reason), words=EN)) == (reason == "no_consent")


def test_without_such_groups_there_is_no_remedy() -> None:
    text = hidden_told(LeftOut("x", "team", "few"))
    assert "weniger als 5 Antworten" in text
    assert "Abhilfe" not in text
    assert hidden_told() == ""


def test_what_is_hidden_of_a_view_that_is_shown_otherwise_is_named() -> None:
    def told(*ids: str) -> str:
        rows = [dimension_score(name, 55.0) for name in ("x", "y", "z")]
        rows = [
            replace(row, score=None, status="suppressed", reason="few") if row.id in ids else row
            for row in rows
        ]
        part = replace(PART, scores=tuple(rows))
        return " ".join(printed(*hidden.show(replace(RESULTS, questionnaires={"own": part}), EN)).split())

    assert told("x").startswith("What is not shown Overall (Own: ")
    assert told("x", "y", "z").startswith("What is not shown Overall fewer than 5")


def test_the_total_has_its_name_in_the_language_of_the_engagement() -> None:
    rows = [dimension_score(name, 55.0) for name in ("x", "y", "z")]
    total = replace(rows[0], level="overall", id="overall", score=None, status="suppressed", reason="few")
    part = replace(PART, scores=(*rows, total))
    text = " ".join(printed(*hidden.show(replace(RESULTS, questionnaires={"own": part}), DE)).split())
    assert "(Own: Gesamt)" in text


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


AGREEING = AgreementRow(
    None, "x", "group", "team", 12, 0.9, 0.5, None, None, 1, None, (SplitItem("A1", 0.9),), "ok", None
)
ITEM_TOLD = "Einigkeit: A1, Das Team: im Mittel 0,9 Schritte auseinander"
RELIABLE = ReliabilityRow("x", 25, 3, 0.64, None, None, None, None, (), "ok", None, None, {})
GONE = MissingRow("x", "overall", None, 25, 0.12, 0.01, 40.0, 53.0, ())
WITHOUT = InfluenceRow("overall", "overall", "overall", None, "team", 9, 52.25, -2.5, "base", None)
WHOLE = ScoreRow(None, "overall", "overall", "overall", None, 30, 54.75, None, None, None, "ok", None)


def measured(*, words: Words = DE, verbose: bool = False, part: Any = PART, **rows: Any) -> list[str]:
    part = replace(part, **{name: tuple(given) for name, given in rows.items()})
    results = replace(RESULTS, questionnaires={part.definition.id: part})
    return [": ".join(line) for line in measurement.lines(results, part, words, verbose)]


@pytest.mark.parametrize(
    ("rows", "verbose", "expected"),
    [
        ({}, True, []),
        ({"agreement": [AGREEING]}, False, ["Einigkeit: Das Team: durchweg einig"]),
        (
            {"agreement": [AGREEING]},
            True,
            ["Einigkeit: Das Team: durchweg einig", ITEM_TOLD],
        ),
        (
            {"agreement": [AGREEING, replace(AGREEING, id="y", ad_mean=0.9)]},
            False,
            ["Einigkeit: Das Team: gemischt bei Why, sonst einig"],
        ),
        (
            {"agreement": [replace(AGREEING, ad_mean=1.1), replace(AGREEING, id="y", ad_mean=0.9)]},
            False,
            ["Einigkeit: Das Team: gespalten bei Ix, sonst gemischt"],
        ),
        ({"agreement": [replace(AGREEING, ad_mean=None)]}, True, [ITEM_TOLD]),
        ({"reliability": [RELIABLE]}, False, ["Zusammenhalt: Ix: gering (Alpha 0,64, n = 25)"]),
        ({"reliability": [replace(RELIABLE, alpha=0.8)]}, False, []),
        (
            {"reliability": [replace(RELIABLE, alpha=0.8)]},
            True,
            ["Zusammenhalt: Ix: gut (Alpha 0,80, n = 25)"],
        ),
        (
            {"reliability": [replace(RELIABLE, alpha=0.7, items=(ReliabilityItem("A1", -0.3, 0.9),))]},
            False,
            ["Zusammenhalt: A1 läuft den übrigen Aussagen zuwider (−0,30): umgepolt?"],
        ),
        ({"missing": [GONE]}, False, ["Was fehlt: Ix, Gesamt: 13\u00a0%; läge zwischen 40 und 53"]),
        ({"missing": [replace(GONE, missing=0.05)]}, True, []),
        (
            {"missing": [GONE, replace(GONE, scope="group", scope_id="team", hidden_items=("A1",))]},
            False,
            [
                "Was fehlt: Ix, Gesamt: 13\u00a0%; läge zwischen 40 und 53",
                "Was fehlt: und 1 weitere (alle mit -v)",
            ],
        ),
        (
            {"missing": [replace(GONE, scope="group", scope_id="team", hidden_items=("A1",))]},
            False,
            ["Was fehlt: Ix, Das Team: 13\u00a0%, dazu verborgene Aussagen: 1; läge zwischen 40 und 53"],
        ),
        (
            {"missing": [replace(GONE, missing=None, no_answer=None, low=0.0, high=100.0)]},
            False,
            ["Was fehlt: Ix, Gesamt: alle Aussagen; läge zwischen 0 und 100"],
        ),
        ({"influence": [WITHOUT]}, False, []),
        (
            {"influence": [WITHOUT], "scores": [WHOLE]},
            True,
            [
                "Gewicht: am meisten bewegt Das Team den Gesamtwert: ohne 52,3, mit 54,8",
                "Gewicht: der nächste Typ bleibt derselbe, welche Gruppe man auch weglässt",
            ],
        ),
        (
            {"influence": [replace(WITHOUT, type="edge")]},
            False,
            ["Gewicht: ohne Das Team wäre Edge der nächste Typ, nicht Base"],
        ),
        (
            {"influence": [replace(WITHOUT, type=None)]},
            False,
            ["Gewicht: ohne Das Team ließe sich kein Typ bestimmen"],
        ),
    ],
)
def test_what_is_said_of_the_measurement(rows: dict[str, Any], verbose: bool, expected: list[str]) -> None:
    assert measured(verbose=verbose, **rows) == expected
    assert len(measured(verbose=verbose, words=EN, **rows)) == len(expected)


def test_what_is_said_of_a_stage_without_a_group() -> None:
    without = replace(WITHOUT, type=None, score=None, change=None, stage=1)
    gone = replace(GONE, id="1.t")
    assert measured(part=ROAD, influence=[without], missing=[gone], verbose=True) == [
        "Was fehlt: Stufe 1 Technik, Gesamt: 13\u00a0%; läge zwischen 40 und 53",
        "Gewicht: die Stufe bleibt dieselbe, welche Gruppe man auch weglässt",
    ]
    other = measured(part=ROAD, influence=[replace(without, stage=2)])
    assert other == ["Gewicht: ohne Das Team wäre die Stufe 2, nicht 1"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (STAGE, "–"),
        (replace(STAGE, certainty="sure", band=(1, 1)), "sicher"),
        (replace(STAGE, certainty="likely", band=(1, 2)), "wahrscheinlich, 1 bis 2"),
        (replace(STAGE, certainty="open", band=(0, 2)), "offen, 0 bis 2"),
    ],
)
def test_how_sure_a_stage_is(row: RoadmapRow, expected: str) -> None:
    assert roadmap.certainty(row, DE) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "auseinander"),
        (
            {"class_": "blind_spot", "evidence": "finding", "p_adjusted": 0.0004},
            "blinder Fleck, Befund (p < 0,001)",
        ),
        (
            {"class_": "blind_spot", "evidence": "tendency", "p_adjusted": 0.2},
            "blinder Fleck, Tendenz (p = 0,200)",
        ),
        ({"class_": "blind_spot", "evidence": "not_testable"}, "blinder Fleck, nicht prüfbar"),
        ({"class_": "no_clear_finding", "evidence": "finding"}, "auseinander, Befund"),
        ({"class_": "no_clear_finding", "flagged": False, "evidence": "none"}, "kein klarer Befund"),
        ({"class_": "close", "flagged": False, "evidence": "not_testable"}, "nah beieinander"),
    ],
)
def test_what_a_gap_means(more: dict[str, Any], expected: str) -> None:
    assert gaps.reading(replace(gap("x", 80.0, 50.0), **more), DE, detailed=True) == expected


def profiled(width: int) -> list[str]:
    rows = [
        replace(dimension_score("x", 55.0), ci_low=50.4, ci_high=60.0),
        dimension_score("y", 70.0),
        replace(dimension_score("x", 57.0), scope="perspective", scope_id="self", ci_low=51.0, ci_high=63.0),
        WHOLE,
    ]
    part = replace(PART, scores=tuple(rows), participation=(Participation("team", 14, 12, {}, "ok"),))
    lines = printed(*profile.show(RESULTS, part, DE, width), width=width).splitlines()
    return [" ".join(line.replace("█", "").replace("░", "").split()) for line in lines[2:]]


def test_scores_have_intervals_where_there_is_room() -> None:
    assert profiled(79) == [
        "Profil, 0 bis 100 Punkte", "Gesamt Selbst", "Ix 55,0 57,0", "Why 70,0 –", "Gesamt 54,8 –",
    ]  # fmt: skip
    head = "Profil, 0 bis 100 Punkte; Intervall mit 95 % Sicherheit"
    assert profiled(80) == [
        head, "Gesamt Intervall Selbst", "Ix 55,0 50 bis 60 57,0", "Why 70,0 – –", "Gesamt 54,8 – –",
    ]  # fmt: skip
    assert profiled(120) == [
        head,
        "Gesamt Intervall Selbst Intervall",
        "Ix 55,0 50 bis 60 57,0 51 bis 63",
        "Why 70,0 – – –",
        "Gesamt 54,8 – – –",
    ]
