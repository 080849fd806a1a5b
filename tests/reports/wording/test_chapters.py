"""Words the chapters choose themselves: labels, reasons, headings over tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from salesex.model.results import LightRow
from salesex.model.rules import Light
from salesex.reports import palette
from salesex.reports.chapters import gaps, items, measures, roadmap, summary
from salesex.reports.chapters import type as types
from salesex.reports.chapters.base import Studio
from salesex.reports.wording.measures import Measure
from salesex.reports.wording.measures import measures as measures_of

SPLIT = (45, 75, 75, 50)


def studio(b: Any, view: Any) -> Studio:
    return Studio(b.words, dict(palette.palette(palette.DEFAULT)), view.engagement)


def typed(b: Any, side: str | None = None, **more: Any) -> Any:
    view = b.four(*SPLIT, types=[b.type("macher", side, **more)])
    return types.build(view, studio(b, view))


def step(text: str) -> Measure:
    return Measure(text, (1,), "trust", 0, 18)


SHARES = {"champion": 0.1, "macher": 0.84, "aktivist": 0.06}


def type_tile(b: Any, **more: Any) -> Any:
    view = b.four(*SPLIT, types=[b.type("macher", **more)])
    return summary._type_tile(view, studio(b, view))


def staged(b: Any, *args: Any, last: int = 5, lights: bool = False, **more: Any) -> Any:
    definition = b.roadmap(last, lights={"one": Light("One", "tag")} if lights else {})
    rows = [LightRow("one", None, False, ())] if lights else []
    return b.view(definition, roadmap=[b.stage(*args, last=last, **more)], lights=rows)


def stage_chapter(b: Any, *args: Any, **more: Any) -> Any:
    view = staged(b, *args, **more)
    return roadmap.build(view, studio(b, view))


def of_the_band(b: Any, *args: Any, **more: Any) -> str:
    """What the chart says of where the stage would mostly lie."""
    said = " ".join(box.text for box in stage_chapter(b, *args, **more).stairs.boxes)
    return "".join(re.findall("Strich am rechten Rand", said))


def stage_tile(b: Any, *args: Any, **more: Any) -> Any:
    view = staged(b, *args, **more)
    return summary._stage_tile(view, studio(b, view))


MEASURED = {"ci_low": 12.4, "ci_high": 37.5, "g": 1.24, "p_adjusted": 0.012}


def gap_chapter(b: Any, kind: str, evidence: str, a: float = 80, other: float = 55, **more: Any) -> Any:
    view = b.view(b.gaps(), gaps=[b.gap("customer", a, other, kind, evidence=evidence, **more)])
    return gaps.build(view, studio(b, view))


def said_of(chapter: Any) -> tuple[str, str]:
    """Class and evidence of the first gap of a chapter."""
    return chapter.dimensions[0].kind, chapter.dimensions[0].evidence


def item_chapter(b: Any, **more: Any) -> Any:
    view = b.view(b.plain(), {"price-1": 40.0})
    row = b.score("item", "offer-1", 60.0, **more)
    view = replace(view, part=replace(view.part, scores=(*view.part.scores, row)))
    return items.build(view, studio(b, view))


def plan(b: Any, code: str) -> Any:
    view = b.view(b.gaps(), {"customer": 50})
    found = [b.told(view, code, actions=("customer-1",), dimension="customer")]
    return measures.build(found, measures_of(found, b.words), studio(b, view))


def reason(b: Any, why: str | None) -> str:
    view = b.view(b.plain())
    return studio(b, view).reason(b.score("dimension", "offer", None, reason=why))


RULES = [
    ("Nur das Selbstbild; n\u00a0=\u00a012.", lambda b: typed(b, "self").scope),
    ("Nur das Fremdbild; n\u00a0=\u00a012.", lambda b: typed(b, "external").scope),
    ("Nur die externe Spiegelung; n\u00a0=\u00a012.", lambda b: typed(b, "mirror").scope),
    ("Alle gezeigten Gruppen zusammen; n\u00a0=\u00a012.", lambda b: typed(b).scope),
    ("hoch", lambda b: typed(b, certainty="high").panels[1].word),
    (
        "In 84 von 100 Wiederholungen derselben Befragung bleibt der Typ derselbe",
        lambda b: typed(b, stability=0.84).panels[1].chart.title,
    ),
    (
        "Ein Typ braucht gezeigte Werte in allen Bereichen. Sobald in jedem Bereich 5 Antworten einer Gruppe "
        "vorliegen, kann er bestimmt werden.",
        lambda b: types.build(b.four(*SPLIT), studio(b, b.four(*SPLIT))).missing,
    ),
    (
        "In 84 von 100 Wiederholungen der Befragung derselbe Typ, sonst meist Champion (n\u00a0=\u00a012).",
        lambda b: type_tile(b, stability=0.84, shares=SHARES).note,
    ),
    (
        "Zweitnächster Typ: Aktivist, 8,0 Punkte weiter entfernt (n\u00a0=\u00a012).",
        lambda b: type_tile(b, stability=1.0, shares={"macher": 1.0}).note,
    ),
    (
        "In 99 von 100 Wiederholungen der Befragung derselbe Typ, sonst meist Champion (n\u00a0=\u00a012).",
        lambda b: type_tile(b, stability=0.996, shares={"macher": 0.996, "champion": 0.004}).note,
    ),
    (
        "Zweitnächster Typ: Aktivist, 8,0 Punkte weiter entfernt (n\u00a0=\u00a012).",
        lambda b: type_tile(b).note,
    ),
    ("offen", lambda b: type_tile(b, certainty="low").figure),
    (
        "Die nächsten zwei Schritte",
        lambda b: b.words(f"summary.steps.{len(summary._steps([step('a'), step('b')]))}"),
    ),
    (
        "Zwischen Macher und Aktivist, Sicherheit gering (n\u00a0=\u00a012).",
        lambda b: type_tile(b, certainty="low", tied=("macher", "aktivist")).note,
    ),
    (
        "Am nächsten: Champion, doch die Bedingung ist nicht erfüllt. Sicherheit gering (n\u00a0=\u00a012).",
        lambda b: type_tile(b, certainty="low", notes=("gate:champion",)).note,
    ),
    (
        "Am nächsten: Macher, ausgeprägt, Sicherheit gering. Dann Aktivist (n\u00a0=\u00a012).",
        lambda b: type_tile(b, certainty="low").note,
    ),
    ("Inseln auf den Stufen 3 und 5", lambda b: stage_chapter(b, 1, islands=(3, 5)).island[0]),
    (
        "Eine Aussage steht zwischen heute und Stufe 2",
        lambda b: stage_chapter(b, 1, blockers=["x1a"]).blockers_title,
    ),
    ("Zwei Aussagen stehen zwischen heute und Stufe 2", lambda b: stage_chapter(b, 1).blockers_title),
    (
        "Vier Aussagen stehen zwischen heute und Stufe 2, zuerst diese eine",
        lambda b: (
            stage_chapter(b, 1, blockers=["x1a", "x1b", "y1a", "y1b"], next_steps=("y1a",)).blockers_title
        ),
    ),
    ("Für Stufe 2 fehlen gezeigte Werte", lambda b: stage_chapter(b, 1, judged=False).blockers_title),
    ("", lambda b: stage_chapter(b, 5).blockers_title),
    ("nicht gezeigt", lambda b: stage_chapter(b, 1, lights=True).lights[0].state),
    (
        "x Stufe 1, y Stufe 1. Vor Stufe 2 steht noch eine Aussage ().",
        lambda b: stage_tile(b, 1, blockers=["x1a"]).note,
    ),
    ("Strich am rechten Rand", lambda b: of_the_band(b, 1, certainty="open", band=(1, 2))),
    ("", lambda b: of_the_band(b, 1)),
    ("1: sicher", lambda b: stage_tile(b, 1).state),
    ("1 von 5", lambda b: stage_tile(b, 1, certainty="likely").figure),
    ("1–2 von 5", lambda b: stage_tile(b, 1, certainty="open", band=(1, 2)).figure),
    ("1 von 5", lambda b: stage_tile(b, 1, certainty="open").figure),
    ("offen", lambda b: stage_tile(b, 1, certainty="open", band=(1, 2)).state),
    ("Alle Achsen haben die höchste Stufe erreicht ().", lambda b: stage_tile(b, 5).note),
    (
        "x Stufe 1, y Stufe 1. Für Stufe 2 fehlen gezeigte Antworten.",
        lambda b: stage_tile(b, 1, judged=False).note,
    ),
    ("Befund", lambda b: gap_chapter(b, "blind_spot", "finding").dimensions[0].evidence),
    ("Tendenz", lambda b: gap_chapter(b, "blind_spot", "tendency").dimensions[0].evidence),
    (
        ("mehr als Zufall, aber unter 15 Punkten", ""),
        lambda b: said_of(gap_chapter(b, "no_clear_finding", "none", 60, 50, p_adjusted=0.05)),
    ),
    (
        ("gemeinsame Stärke", "mehr als Zufall, aber unter 15 Punkten"),
        lambda b: said_of(gap_chapter(b, "agreed_strength", "none", 80, 70, p_adjusted=0.05)),
    ),
    (
        "kein Abstand nachweisbar",
        lambda b: (
            gap_chapter(b, "no_clear_finding", "none", 60, 50, p_adjusted=0.0501).dimensions[0].evidence
        ),
    ),
    (
        ("Intervall +12 bis +38", "großer Unterschied (g\u00a0=\u00a01,2)", "p = 0,012"),
        lambda b: gap_chapter(b, "blind_spot", "finding", **MEASURED).dimensions[0].measured,
    ),
    ((), lambda b: gap_chapter(b, "blind_spot", "not_testable").dimensions[0].measured),
    (
        "Nicht prüfbar ist ein Abstand, wenn auf einer Seite weniger als fünf Personen urteilen oder nur "
        "Einzelpersonen.",
        lambda b: gap_chapter(b, "blind_spot", "not_testable").notes[1],
    ),
    ((), lambda b: gap_chapter(b, "blind_spot", "finding").notes[1:]),
    ("kein Abstand nachweisbar", lambda b: gap_chapter(b, "blind_spot", "none").dimensions[0].evidence),
    ("nicht prüfbar", lambda b: gap_chapter(b, "blind_spot", "not_testable").dimensions[0].evidence),
    ("blinder Fleck", lambda b: gap_chapter(b, "blind_spot", "untested").dimensions[0].kind),
    (
        "ab 15 Punkten auffällig",
        lambda b: gap_chapter(b, "no_clear_finding", "none", 30, 48).dimensions[0].kind,
    ),
    ("kein klarer Befund", lambda b: gap_chapter(b, "no_clear_finding", "none", 50, 48).dimensions[0].kind),
    ("kein Vergleich", lambda b: gap_chapter(b, "no_clear_finding", "none").dimensions[1].kind),
    ("0 bis 100, mit Intervall", lambda b: item_chapter(b, ci_low=50.0, ci_high=70.0).scale),
    ("0 bis 100", lambda b: item_chapter(b).scale),
    (
        "customer: mit drei Kunden über die Unterschiede sprechen",
        lambda b: plan(b, "F-GAP-MIRROR").phases[0].rows[1].text,
    ),
    ("nicht gezeigt: unter 5 Antworten", lambda b: reason(b, "few")),
    ("nicht gezeigt: unter 5 Antworten", lambda b: reason(b, "left_out")),
    ("nicht gezeigt: Einzelperson ohne Einwilligung", lambda b: reason(b, "no_consent")),
    ("zu wenige Aussagen mit 5 Antworten", lambda b: reason(b, "few_items")),
    ("nicht gezeigt", lambda b: reason(b, None)),
    ("n\u00a0=\u00a04 bis\u00a06", lambda b: b.words.n(4, 6)),
]


@pytest.mark.parametrize(("said", "rule"), RULES)
def test_what_a_chapter_says(b: Any, said: str, rule: Any) -> None:
    assert rule(b) == said


def test_no_advice_on_a_type_that_is_not_sure(b: Any) -> None:
    assert typed(b, certainty="low").meanings == ()
    low = typed(b, certainty="low", notes=("all_low",)).meanings
    assert [meaning.title for meaning in low] == ["Typisch für das nächste Quartal"]


@pytest.mark.parametrize(
    ("figure", "size"),
    [
        ("Macher", "figure"),
        ("Papiertiger", "figure"),
        ("+22", "figure"),
        ("Doer (Macher)", "big"),
        ("Paper tiger (Papiertiger)", "big"),
        ("Noch nicht entwickelter Vertrieb", "named"),
        ("W" * 40, "named"),
    ],
)
def test_a_long_figure_is_set_smaller(figure: str, size: str) -> None:
    assert summary.Tile("", None, figure, "", "").size == size  # type: ignore[arg-type]
