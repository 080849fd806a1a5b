"""What is said about a roadmap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesex.model.results import IfMet
from salesex.reports.wording import certainty, roadmap


def staged(b: Any, *args: Any, last: int = 3, scope: dict[str, Any] | None = None, **more: Any) -> Any:
    rows = [b.stage(*args, last=last, **more, **(scope or {}))]
    return b.view(b.roadmap(last), roadmap=rows)


def said(b: Any, *args: Any, **more: Any) -> Any:
    return roadmap.message(staged(b, *args, **more), b.words)


def follows(b: Any, *args: Any, **more: Any) -> Any:
    return roadmap.follows(staged(b, *args, **more), b.words)


def views(b: Any, own: int | None, other: int | None, **more: Any) -> Any:
    rows = [
        b.stage(stage, scope="perspective", scope_id=side, **more)
        for side, stage in (("self", own), ("external", other))
        if stage is not None
    ]
    return roadmap.views(b.view(b.roadmap(), roadmap=rows), b.words)


def sure(b: Any, *args: Any, **more: Any) -> Any:
    return certainty.stage(b.stage(*args, **more), b.words)


def gain(b: Any, *items: str, reached: int = 2, **more: Any) -> Any:
    row = b.stage(1, last=4, if_met=IfMet(items, reached) if items else None, **more)
    return roadmap.gain(b.view(b.roadmap(4), roadmap=[row]), b.words, row)


LIKELY = {"certainty": "likely", "stability": 0.8}
OPEN = {"certainty": "open", "stability": 0.55}
UNKNOWN = {"certainty": None, "stability": None, "band": None}
UNJUDGED = {"notes": ("not_judged",)}


RULES = [
    ("roadmap.none", lambda b: roadmap.message(b.view(b.roadmap()), b.words)),
    ("roadmap.top", lambda b: said(b, 3)),
    ("roadmap.top.likely", lambda b: said(b, 3, **LIKELY)),
    ("roadmap.top.likely", lambda b: said(b, 3, **UNKNOWN)),
    ("roadmap.lead", lambda b: said(b, 1, {"x": 2, "y": 1})),
    ("roadmap.lead.likely", lambda b: said(b, 1, {"x": 2, "y": 1}, **LIKELY)),
    ("roadmap.lead.likely", lambda b: said(b, 1, {"x": 2, "y": 1}, **UNKNOWN)),
    ("roadmap.lead.likely", lambda b: said(b, 1, {"x": 2, "y": 1}, **UNJUDGED)),
    ("roadmap.open", lambda b: said(b, 1, {"x": 2, "y": 1}, band=(1, 2), **OPEN)),
    ("roadmap.open", lambda b: said(b, 1, {"x": 2, "y": 1}, band=(1, 1), **OPEN)),
    (("stage.sure.one",), lambda b: sure(b, 1)),
    (("stage.sure.band",), lambda b: sure(b, 1, band=(1, 2))),
    (("stage.likely.one",), lambda b: sure(b, 1, **LIKELY)),
    (("stage.likely.band",), lambda b: sure(b, 1, band=(0, 1), **LIKELY)),
    (("stage.open.one",), lambda b: sure(b, 1, band=(1, 1), **OPEN)),
    (("stage.open.band",), lambda b: sure(b, 1, band=(0, 2), **OPEN)),
    (("stage.unknown",), lambda b: sure(b, 1, **UNKNOWN)),
    (("stage.sure.one", "stage.unjudged"), lambda b: sure(b, 1, **UNJUDGED)),
    (("stage.unknown", "stage.unjudged"), lambda b: sure(b, 1, **UNKNOWN, **UNJUDGED)),
    ("roadmap.level", lambda b: said(b, 1)),
    ("roadmap.level", lambda b: said(b, 0)),
    ("roadmap.level.one", lambda b: said(b, 1, blockers=["x1a"])),
    ("roadmap.unjudged", lambda b: said(b, 1, judged=False)),
    ((), lambda b: roadmap.follows(b.view(b.roadmap()), b.words)),
    (("roadmap.follows.top",), lambda b: follows(b, 3)),
    (("roadmap.follows.unjudged",), lambda b: follows(b, 1, judged=False)),
    (("roadmap.follows.level",), lambda b: follows(b, 1)),
    (("roadmap.follows.only",), lambda b: follows(b, 1, blockers=["x1a"])),
    (
        ("roadmap.follows.lead", "roadmap.imbalance.mild"),
        lambda b: follows(b, 1, {"x": 2, "y": 1}, notes=("imbalance_mild",)),
    ),
    (
        ("roadmap.follows.lead", "roadmap.imbalance.strong"),
        lambda b: follows(b, 0, {"x": 2, "y": 0}, notes=("imbalance_strong",)),
    ),
    (
        ("roadmap.follows.lead.last", "roadmap.imbalance.mild"),
        lambda b: follows(b, 2, {"x": 3, "y": 2}, notes=("imbalance_mild",)),
    ),
    (
        ("roadmap.contradiction", "roadmap.follows.level"),
        lambda b: follows(b, 1, start=75.0, notes=("contradiction",)),
    ),
    ("roadmap.views.same", lambda b: views(b, 2, 2)),
    ("roadmap.views.text", lambda b: views(b, 2, 1)),
    ("roadmap.views.same", lambda b: views(b, 2, 2, band=(1, 2), **OPEN)),
    ("roadmap.views.same", lambda b: views(b, 2, 2, **LIKELY)),
    ("roadmap.views.same", lambda b: views(b, 2, 2, **UNJUDGED)),
    ("roadmap.views.same", lambda b: views(b, 2, 2, **UNKNOWN)),
    ("roadmap.views.only_self", lambda b: views(b, 2, None)),
    ("roadmap.views.only_external", lambda b: views(b, None, 0)),
    ((), lambda b: views(b, None, None)),
    ((), lambda b: gain(b)),
    ((), lambda b: roadmap.gain(staged(b, 3), b.words, b.stage(3))),
    (("roadmap.gain.one",), lambda b: gain(b, "x2a")),
    (("roadmap.gain.one",), lambda b: gain(b, "x2a", scope="perspective", scope_id="self")),
    (("roadmap.gain.one",), lambda b: gain(b, "x2a", scope="perspective", scope_id="external")),
    (("roadmap.gain.two",), lambda b: gain(b, "x2a", "y2a")),
    (("roadmap.gain.many",), lambda b: gain(b, "x2a", "x2b", "y2a")),
    (("roadmap.gain.many", "roadmap.gain.further"), lambda b: gain(b, "x2a", "x2b", "y2a", reached=4)),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


def test_islands(b: Any) -> None:
    view = b.view(b.roadmap(5))
    one, two, none = (b.stage(1, last=5, islands=found) for found in ((3,), (3, 5), ()))
    assert roadmap.islands(view, b.words, one)[0] == "Eine Insel auf Stufe 3"
    title, text = roadmap.islands(view, b.words, two)
    assert title == "Inseln auf den Stufen 3 und 5"
    assert text.startswith("Für sich genommen sind diese Stufen schon erfüllt. Sie zählen erst, wenn Stufe 2")
    assert roadmap.islands(view, b.words, none) is None


def test_what_blocks_is_counted_in_full(b: Any) -> None:
    blockers = [f"{axis}2{part}" for axis in "xy" for part in "ab"]
    row = b.stage(1, blockers=blockers, next_steps=("y2b", "x9"))
    view = b.view(b.roadmap(), roadmap=[row])
    assert (
        b.words.say(roadmap.message(view, b.words)) == "Stufe 1 von 3: Für Stufe 2 fehlen noch vier Aussagen"
    )
    assert roadmap.first_steps(view, row) == ("y2b",)
    assert roadmap.blocking(view, b.stage(3)) == ()


@pytest.mark.parametrize(
    ("side", "who"),
    [(None, ""), ("self", " im Selbstbild"), ("external", " im Fremdbild")],
)
def test_what_would_change_says_in_whose_view(b: Any, side: str | None, who: str) -> None:
    scope = {"scope": "perspective", "scope_id": side} if side else {}
    text = " ".join(b.words.say(one) for one in gain(b, "x2a", "x2b", "y2a", reached=4, **scope))
    assert text == (
        "Erreichen alle drei Aussagen, die vor Stufe 2 stehen, 70 Punkte, "
        f"steht das Unternehmen{who} nach denselben Regeln auf Stufe 4. "
        "Denn was auf Stufe 2 folgt, ist bis Stufe 4 schon erfüllt."
    )


def test_imbalance_names_its_stages(b: Any) -> None:
    chosen = follows(b, 0, {"x": 2, "y": 0}, notes=("imbalance_mild",))
    assert b.words.say(chosen[-1]) == "x ist zwei Stufen weiter als y."


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"action": "Listen pflegen"}, "Listen pflegen"),
        ({}, "Erreichen, dass künftig gilt: „Wir pflegen Listen“"),
        ({"reverse": True}, "Erreichen, dass nicht mehr gilt: „Wir pflegen Listen“"),
    ],
)
def test_action(b: Any, item: dict[str, Any], said: str) -> None:
    view = b.view(b.make.profile({"one": [b.make.item("I", "Wir pflegen Listen.", **item)]}))
    assert roadmap.action_of(view, b.words, "I") == said


def test_the_row_a_chapter_is_about(b: Any) -> None:
    for side in ("external", "self"):
        row = b.stage(2, scope="perspective", scope_id=side)
        assert roadmap.main_row(b.view(b.roadmap(), roadmap=[row])) is row


@pytest.mark.parametrize(
    ("more", "place", "state"),
    [
        ({}, "Stufe 1 von 3", "Stufe 1 (sicher)"),
        (LIKELY, "Wohl Stufe 1 von 3", "Stufe 1 (wahrscheinlich)"),
        (UNKNOWN, "Wohl Stufe 1 von 3", "Stufe 1 (Sicherheit nicht berechnet)"),
        (UNJUDGED, "Wohl Stufe 1 von 3", "Stufe 1 (nicht voll beurteilt)"),
        (OPEN | {"band": (1, 2)}, "Zwischen Stufe 1 und 2 von 3", "Stufe 1 bis 2 (offen)"),
        (OPEN, "Am ehesten Stufe 1 von 3", "Stufe 1 (offen)"),
        (OPEN | UNJUDGED, "Am ehesten Stufe 1 von 3", "Stufe 1 (offen)"),
    ],
)
def test_a_stage_as_firmly_as_it_may_be_named(b: Any, more: Any, place: str, state: str) -> None:
    row = b.stage(1, **more)
    assert certainty.place(row, 3, b.words) == place
    assert certainty.state(row, b.words) == state


def test_a_stage_of_two_views_is_the_same_only_if_it_is_as_sure(b: Any, keys: Any) -> None:
    rows = [b.stage(1, scope="perspective", scope_id=side) for side in ("self", "external")]
    rows[1] = replace(rows[1], certainty="likely")
    chosen = roadmap.views(b.view(b.roadmap(), roadmap=rows), b.words)
    assert keys(chosen) == ("roadmap.views.text",)
    assert b.words.say(chosen) == "Selbstbild: Stufe 1 (sicher). Fremdbild: Stufe 1 (wahrscheinlich)."
