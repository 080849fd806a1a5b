"""Findings in words: what was tested sets the verb, values and n follow."""

# ruff: noqa: E501  (a sentence stands on one line)

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import salesex.scoring
from salesex.model.quality import ReliabilityRow
from salesex.reports.wording import findings

SIDES = {"self": 80.0, "external": 55.0, "gap": 25.0, "n_self": 12, "n_external": 9}


def typed(b: Any, code: str, certainty: str = "medium", **values: Any) -> Any:
    base = {
        "type": "macher",
        "qualifier": "visible",
        "fit": 12.64,
        "runner_up": "aktivist",
        "margin": 5.46,
        "n": 46,
    }
    notes = (f"gate:{values['gate']}",) if "gate" in values else ()
    row = b.type("macher", certainty="low" if code == "F-TYPE-OPEN" else "medium", notes=notes)
    return b.told(b.four(45, 75, 75, 50, types=[row]), code, certainty, **(base | values))


def gapped(
    b: Any,
    code: str,
    evidence: str = "untested",
    p: float | None = None,
    more: dict[str, Any] | None = None,
    certainty: str = "medium",
    **values: Any,
) -> Any:
    measured = {"evidence": evidence, "p": p, "p_adjusted": p, "g": None if p is None else 1.24} | (
        more or {}
    )
    pairs = (("self", "external"), ("self", "mirror"), ("team", "rest-self"))
    rows = [b.gap("customer", 80, 55, "blind_spot", pair, **measured) for pair in pairs]
    view = b.view(b.gaps(), gaps=rows)
    return b.told(view, code, certainty, dimension="customer", **(SIDES | values))


def apart(b: Any, *args: Any, up: bool = True, **more: Any) -> Any:
    """Two groups within sales; `up`: the pair is stored from the higher to the lower one."""
    names = ("team", "rest-self") if up else ("rest-self", "team")
    values = {
        "higher": names[0],
        "higher_score": 80.0,
        "n_higher": 12,
        "lower": names[1],
        "lower_score": 55.0,
        "n_lower": 6,
    }
    return gapped(b, "F-SELF-APART", *args, **more, **values)


def against(b: Any, items: str) -> Any:
    return b.told(
        b.view(b.gaps()), "F-ITEM-AGAINST", "low", dimension="customer", items=items, item_rest=-0.254, n=31
    )


INTERVAL = {"ci_low": 12.4, "ci_high": 37.5}


def staged(
    b: Any,
    code: str,
    *args: Any,
    more: dict[str, Any] | None = None,
    certainty: str = "medium",
    **values: Any,
) -> Any:
    scores = {f"{n}.{axis}": 60.0 for n in (1, 2, 3) for axis in "xy"} | {"x1a": 40.0, "y1a": 55.0}
    row = b.stage(*args, **(more or {}))
    base = {"next_stage": row.stage + 1, "threshold": 70.0, "leading": "x", "lagging": "y"}
    return b.told(b.view(b.roadmap(), scores, roadmap=[row]), code, certainty, **(base | values))


def alpha(value: float | None, id: str = "offer") -> ReliabilityRow:
    """A dimension whose statements hang together as alpha says; None where it is not shown."""
    status = "ok" if value is not None else "suppressed"
    reason = None if value is not None else "few"
    return ReliabilityRow(id, 30, 2, value, 0.5, 0.9, 0.8, 0.4, (), status, reason, "difference", {})


def weak(
    b: Any,
    score: float = 50.0,
    certainty: str = "high",
    more: dict[str, Any] | None = None,
    reliability: Iterable[ReliabilityRow] = (),
    own: dict[str, float] | None = None,
    external: dict[str, float] | None = None,
    **values: Any,
) -> Any:
    definition = b.make.profile({"offer": {"fit": ["F1"]}})
    row = b.score("dimension", "offer", score, **(more or {}))
    return b.told(
        b.view(definition, own=own, external=external, scores=[row], reliability=reliability),
        "F-DIM-WEAK",
        certainty,
        dimension="offer",
        score=score,
        target=65.0,
        n=12,
        **values,
    )


HEADS = [
    (lambda b: typed(b, "F-TYPE"), "Der Vertrieb entspricht am ehesten dem Typ Macher."),
    (lambda b: typed(b, "F-TYPE", "high"), "Der Vertrieb entspricht dem Typ Macher."),
    (lambda b: typed(b, "F-TYPE-OPEN"), "Der Vertrieb lässt sich keinem Typ eindeutig zuordnen."),
    (lambda b: typed(b, "F-TYPE-MISSING"), "Der Typ lässt sich noch nicht bestimmen."),
    (lambda b: typed(b, "F-TYPE-VIEWS"), "Selbstbild und Fremdbild führen zu verschiedenen Typen."),
    (lambda b: weak(b), "offer bleibt 15 Punkte unter der Schwelle 65."),
    (lambda b: weak(b, 64.0), "offer bleibt 1 Punkt unter der Schwelle 65."),
    (lambda b: weak(b, 64.8), "offer bleibt weniger als 1 Punkt unter der Schwelle 65."),
    (lambda b: weak(b, 64.0, "medium"), "offer bleibt wohl 1 Punkt unter der Schwelle 65."),
    (lambda b: typed(b, "F-TYPE-VIEWS", "low"), "Selbstbild und Fremdbild führen wohl zu verschiedenen Typen."),
    (lambda b: against(b, "customer-2"), "customer: Eine Aussage läuft den übrigen entgegen."),
    (lambda b: against(b, "customer-2,customer-1"), "customer: Zwei Aussagen laufen den übrigen entgegen."),
    (lambda b: gapped(b, "F-DIM-STRONG"), "customer ist die stärkste Seite des Vertriebs."),
    (lambda b: staged(b, "F-STAGE", 0), "Für Stufe 1 reicht es auf keiner Achse."),
    (lambda b: staged(b, "F-STAGE", 0, {"x": 1, "y": 0}), "x ist für Stufe 1 bereit, y ist es noch nicht."),
    (lambda b: staged(b, "F-STAGE", 0, more={"judged": False}), "Stufe 1 ist noch nicht zu beurteilen."),
    (lambda b: staged(b, "F-STAGE-TOP", 3), "Die höchste Stufe des Fahrplans ist erreicht."),
    (lambda b: staged(b, "F-STAGE-IMBALANCE", 0, difference=1), "x ist eine Stufe weiter als y."),
    (lambda b: staged(b, "F-STAGE-IMBALANCE", 0, difference=2), "x ist zwei Stufen weiter als y."),
    (lambda b: staged(b, "F-STAGE-ISLAND", 0, islands="3"), "Stufe 3 ist schon erfüllt, trägt aber noch nicht."),
    (lambda b: staged(b, "F-STAGE-ISLAND", 0, islands="2,3"), "Die Stufen 2 und 3 sind schon erfüllt, tragen aber noch nicht."),
    (lambda b: staged(b, "F-STAGE-CONTRADICTION", 3), "Die Angaben zum Reifegrad widersprechen sich."),
    (lambda b: gapped(b, "F-GAP-BLIND"), "customer: Der Vertrieb sieht sich wohl deutlich günstiger, als ihn andere erleben."),
    (lambda b: gapped(b, "F-GAP-BLIND", "finding"), "customer: Der Vertrieb sieht sich deutlich günstiger, als ihn andere erleben."),
    (lambda b: gapped(b, "F-GAP-HIDDEN"), "customer: Andere erleben den Vertrieb wohl stärker, als er sich selbst sieht."),
    (lambda b: gapped(b, "F-GAP-HIDDEN", "finding"), "customer: Andere erleben den Vertrieb stärker, als er sich selbst sieht."),
    (lambda b: gapped(b, "F-GAP-AGREED-STRENGTH", "finding"), "customer: Selbstbild und Fremdbild sehen eine Stärke."),
    (lambda b: gapped(b, "F-GAP-AGREED-WEAKNESS"), "customer: Selbstbild und Fremdbild sehen eine Schwäche."),
    (lambda b: gapped(b, "F-GAP-MIRROR"), "customer: Kunden und Partner urteilen wohl strenger als der Vertrieb selbst."),
    (lambda b: gapped(b, "F-GAP-MIRROR", "finding"), "customer: Kunden und Partner urteilen strenger als der Vertrieb selbst."),
    (lambda b: apart(b, "tendency"), "customer: Innerhalb des Vertriebs gehen die Bilder wohl auseinander."),
    (lambda b: apart(b, "finding"), "customer: Innerhalb des Vertriebs gehen die Bilder auseinander."),
    (lambda b: apart(b, "finding", up=False), "customer: Innerhalb des Vertriebs gehen die Bilder auseinander."),
]  # fmt: skip
TEXTS = [
    (
        lambda b: typed(b, "F-TYPE"),
        "Erkennbar, Sicherheit mittel, Abstand 12,6 zum Referenzprofil (n\u00a0=\u00a046).",
    ),
    (
        lambda b: typed(b, "F-TYPE", fit=None),
        "Erkennbar, Sicherheit mittel, Abstand – zum Referenzprofil (n\u00a0=\u00a046).",
    ),
    (
        lambda b: typed(b, "F-TYPE-OPEN"),
        "Am nächsten liegt Macher, dann Aktivist mit 5,5 Punkten mehr Abstand (n\u00a0=\u00a046).",
    ),
    (
        lambda b: typed(b, "F-TYPE-OPEN", gate="champion,papiertiger"),
        "Am nächsten läge Champion, doch die Bedingung ist nicht erfüllt; unter den übrigen liegt Macher am nächsten (n\u00a0=\u00a046).",
    ),
    (lambda b: typed(b, "F-TYPE-MISSING"), "Für mindestens einen Bereich liegen zu wenige Antworten vor."),
    (
        lambda b: typed(
            b,
            "F-TYPE-VIEWS",
            self="macher",
            self_certainty="high",
            self_n=32,
            external="aktivist",
            external_certainty="low",
            external_n=14,
        ),
        "Im Selbstbild Macher (Sicherheit hoch, n\u00a0=\u00a032), im Fremdbild Aktivist (Sicherheit gering, n\u00a0=\u00a014).",
    ),
    (lambda b: weak(b), "offer: 50 von 100 (n\u00a0=\u00a012)."),
    (
        lambda b: weak(b, own={"offer": 50}),
        "offer: 50 von 100 (n\u00a0=\u00a012). So urteilt der Vertrieb über sich; ein Fremdbild fehlt.",
    ),
    (lambda b: weak(b, own={"offer": 50}, external={"offer": 40}), "offer: 50 von 100 (n\u00a0=\u00a012)."),
    (lambda b: weak(b, reliability=[alpha(0.8)]), "offer: 50 von 100 (n\u00a0=\u00a012)."),
    (
        lambda b: weak(b, reliability=[alpha(0.64)]),
        "offer: 50 von 100 (n\u00a0=\u00a012). Vorbehalt: Die Aussagen hängen nur locker zusammen (Alpha 0,64).",
    ),
    (
        lambda b: weak(b, reliability=[alpha(None), alpha(0.8, "price")]),
        "offer: 50 von 100 (n\u00a0=\u00a012). Vorbehalt: Ob die Aussagen dasselbe messen, ist nicht gezeigt.",
    ),
    (
        lambda b: weak(b, reliability=[alpha(None), alpha(None, "price")]),
        "offer: 50 von 100 (n\u00a0=\u00a012).",
    ),
    (
        lambda b: weak(b, facet="fit", facet_score=36.0),
        "offer: 50 von 100 (n\u00a0=\u00a012). Am schwächsten: „fit“ mit 36.",
    ),
    (
        lambda b: weak(b, more={"ci_low": 44.4, "ci_high": 55.5}),
        "offer: 50 von 100 (n\u00a0=\u00a012). Für eine sehr große Gruppe läge der Wert mit 95\u00a0% Sicherheit zwischen 44 und 56 Punkten.",
    ),
    (
        lambda b: weak(b, more={"reason": "all_answered"}),
        "offer: 50 von 100 (n\u00a0=\u00a012). Alle haben geantwortet, keine Stichprobenunsicherheit.",
    ),
    (
        lambda b: weak(b, more={"reason": "one_person", "n": 1}),
        "offer: 50 von 100 (n\u00a0=\u00a012). Einschätzung einer Person, kein Intervall.",
    ),
    (
        lambda b: against(b, "customer-2,customer-1"),
        "Am deutlichsten „customer-2“: Wer hier günstig urteilt, urteilt sonst eher ungünstig (r\u00a0=\u00a0\u22120,25, n\u00a0=\u00a031). Vielleicht ist sie falsch gepolt oder wird anders verstanden; der Wortlaut gehört geprüft.",
    ),
    (
        lambda b: gapped(b, "F-DIM-STRONG", score=80.0, target=65.0, n=12),
        "80 von 100 Punkten (n\u00a0=\u00a012), Schwelle 65.",
    ),
    (
        lambda b: staged(b, "F-STAGE", 0),
        "Stufe 1: x 60 und y 60; nötig sind jeweils 70 (n\u00a0=\u00a012). Am niedrigsten: „x1a“ (40). Stufe 0 ist sicher.",
    ),
    *(
        (lambda b, more=more: staged(b, "F-STAGE", 0, more={"judged": False} | more), said)
        for more, said in (
            ({}, "Stufe 0 ist sicher."),
            ({"certainty": "likely"}, "Stufe 0 ist wahrscheinlich."),
            ({"certainty": "open", "band": (0, 2)}, "Die Stufe ist offen: 0 bis 2."),
            ({"certainty": None, "band": None}, "Wie sicher die Stufe ist, ist nicht berechnet."),
            ({"notes": ("not_judged",)}, "Nicht jede Achse ließ sich beurteilen."),
        )
    ),
    (lambda b: staged(b, "F-STAGE", 3), ""),
    (
        lambda b: staged(b, "F-STAGE-TOP", 3),
        "Alle drei Stufen sind auf allen Achsen erfüllt (n\u00a0=\u00a012). Stufe 3 ist sicher.",
    ),
    (
        lambda b: staged(b, "F-STAGE-IMBALANCE", 0, {"x": 2, "y": 0}),
        "x Stufe 2 und y Stufe 0 (n\u00a0=\u00a012). "
        "Gezeigt ist Stufe 1, die nächste: x 80 und y 60; nötig sind jeweils 70.",
    ),
    (
        lambda b: staged(b, "F-STAGE-IMBALANCE", 0, {"x": 2, "y": 0}, certainty="low"),
        "x Stufe 2 und y Stufe 0 (n\u00a0=\u00a012). Gezeigt ist Stufe 1, die nächste: x 80 und y 60; "
        "nötig sind jeweils 70. Nicht jede Achse ließ sich beurteilen.",
    ),
    (
        lambda b: staged(b, "F-STAGE-ISLAND", 0, islands="3"),
        "Sie zählt erst, wenn Stufe 1 erreicht ist (n\u00a0=\u00a012).",
    ),
    (
        lambda b: staged(b, "F-STAGE-ISLAND", 0, islands="2,3"),
        "Sie zählen erst, wenn Stufe 1 erreicht ist (n\u00a0=\u00a012).",
    ),
    (
        lambda b: staged(b, "F-STAGE-CONTRADICTION", 3, stage=3, start=80.0),
        "Stufe 3, doch Kennzeichen des Startpunkts erreichen 80 Punkte (n\u00a0=\u00a012).",
    ),
    (
        lambda b: gapped(b, "F-GAP-BLIND"),
        "Selbstbild 80 (n\u00a0=\u00a012), Fremdbild 55 (n\u00a0=\u00a09), Abstand +25.",
    ),
    (
        lambda b: gapped(b, "F-GAP-BLIND", "finding", 0.0002, INTERVAL),
        "Selbstbild 80 (n\u00a0=\u00a012), Fremdbild 55 (n\u00a0=\u00a09), Abstand +25. Mit 95\u00a0% Sicherheit liegt der Abstand zwischen +12 und +38. Großer Unterschied (g\u00a0=\u00a01,2), mehr als Zufall (p < 0,001).",
    ),
    (
        lambda b: gapped(b, "F-GAP-BLIND", "finding", 0.012, mirror=57.0, n_mirror=11),
        "Selbstbild 80 (n\u00a0=\u00a012), Fremdbild 55 (n\u00a0=\u00a09), Abstand +25. Großer Unterschied (g\u00a0=\u00a01,2), mehr als Zufall (p = 0,012). Kunden und Partner: 57 (n\u00a0=\u00a011).",
    ),
    (
        lambda b: gapped(b, "F-GAP-BLIND", "tendency", 0.08),
        "Selbstbild 80 (n\u00a0=\u00a012), Fremdbild 55 (n\u00a0=\u00a09), Abstand +25. Großer Unterschied (g\u00a0=\u00a01,2), vielleicht Zufall (p = 0,080).",
    ),
    (
        lambda b: gapped(b, "F-GAP-BLIND", "not_testable"),
        "Selbstbild 80 (n\u00a0=\u00a012), Fremdbild 55 (n\u00a0=\u00a09), Abstand +25. Für eine Prüfung urteilen zu wenige.",
    ),
    (
        lambda b: gapped(b, "F-GAP-MIRROR", mirror=57.0, n_mirror=11),
        "Selbstbild 80 (n\u00a0=\u00a012), Kunden und Partner 57 (n\u00a0=\u00a011), Abstand +23.",
    ),
    (
        lambda b: apart(b),
        "Team: 80 (n\u00a0=\u00a012), Übrige: 55 (n\u00a0=\u00a06), Abstand +25.",
    ),
    (
        lambda b: apart(b, more=INTERVAL),
        "Team: 80 (n\u00a0=\u00a012), Übrige: 55 (n\u00a0=\u00a06), Abstand +25. Mit 95\u00a0% Sicherheit liegt der Abstand zwischen +12 und +38.",
    ),
    (
        lambda b: apart(b, up=False, more={"gap": -25.0, "ci_low": -37.5, "ci_high": -12.4}),
        "Übrige: 80 (n\u00a0=\u00a012), Team: 55 (n\u00a0=\u00a06), Abstand +25. Mit 95\u00a0% Sicherheit liegt der Abstand zwischen +12 und +38.",
    ),
]


@pytest.mark.parametrize(("one", "said"), HEADS)
def test_head(b: Any, one: Any, said: str) -> None:
    assert findings.head(one(b), b.words) == said


@pytest.mark.parametrize(("one", "said"), TEXTS)
def test_text(b: Any, one: Any, said: str) -> None:
    assert findings.text(one(b), b.words) == said


def test_a_roadmap_without_a_stage_has_no_n(b: Any) -> None:
    assert findings.roadmap_n(b.view(b.roadmap()), b.words) == ""


def test_no_code_of_a_finding_is_left_without_words() -> None:
    source = Path(salesex.scoring.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in source.glob("*.py")]
    codes = {code for text in texts for code in re.findall(r'"(F-[A-Z]+(?:-[A-Z]+)*)"', text)}
    assert len(codes) >= 18
    assert codes == findings.CODES


def test_results_without_the_row_behind_a_finding_still_give_its_own_numbers(b: Any) -> None:
    top = b.told(b.view(b.roadmap()), "F-STAGE-TOP", stage=3)
    assert findings.text(top, b.words).startswith("Alle drei Stufen sind auf allen Achsen erfüllt")
    values = {"dimension": "customer", "self": 80.0, "external": 50.0, "n_self": 12, "n_external": 9}
    gap = b.told(b.view(b.gaps()), "F-GAP-BLIND", **values)
    said = findings.text(gap, b.words)
    assert said == "Selbstbild 80 (n\u00a0=\u00a012), Fremdbild 50 (n\u00a0=\u00a09), Abstand +30."
