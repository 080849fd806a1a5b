"""What a facilitator asks the room, and what a page says of what it has no room for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesex.model.rules import ReferenceType
from salesex.reports.chapters.base import Studio
from salesex.reports.palette import palette
from salesex.reports.slides import deck, dimensions, places
from salesex.reports.wording import questions
from salesex.reports.wording.measures import Measure

SPLIT = (45, 75, 75, 50)
BLIND, HIDDEN = ("customer", 80, 55, "blind_spot"), ("team", 50, 70, "hidden_strength")
AGREED = ("customer", 70, 72, "agreed_strength")


def typed(b: Any, type: str | None, scores: Any = SPLIT, **more: Any) -> Any:
    return questions.types(b.four(*scores, types=[b.type(type, **more)]), b.words)


def by_view(b: Any, own: str, external: str, certainty: str = "medium") -> Any:
    sides = [b.type(own, "self", certainty=certainty), b.type(external, "external")]
    return questions.types(b.four(*SPLIT, types=[b.type("macher"), *sides]), b.words)


def staged(b: Any, *args: Any, **more: Any) -> Any:
    return questions.roadmap(b.view(b.roadmap(), roadmap=[b.stage(*args, **more)]), b.words)


def reverse(b: Any) -> Any:
    """The first statement before the next stage is one to be denied."""
    definition = b.roadmap()
    stages = []
    for stage in definition.stages:
        axes = {
            key: replace(axis, items=tuple(replace(item, reverse=True) for item in axis.items))
            for key, axis in stage.axes.items()
        }
        stages.append(replace(stage, axes=axes))
    view = b.view(replace(definition, stages=tuple(stages)), roadmap=[b.stage(0)])
    return questions.roadmap(view, b.words)


def compared(b: Any, *rows: Any, evidence: str = "untested", **sides: Any) -> Any:
    view = b.view(b.gaps(), gaps=[b.gap(*row, evidence=evidence) for row in rows], **sides)
    return questions.gaps(view, b.words)


def by_item(b: Any, gap: float) -> Any:
    """A blind spot, and the gap of one of its statements."""
    item = b.gap("customer-2", 50 + gap, 50, "", level="item")
    view = b.view(b.gaps(), gaps=[b.gap(*BLIND), item])
    return questions.gaps(view, b.words)


def planned(count: int, findings: tuple[int, ...] = (1,), text: str = "Reden") -> list[Measure]:
    return [Measure(text, findings, "trust", 0, 30)] * count


RULES = [
    ("ask.few", lambda b: questions.profile(b.view(b.plain()), b.words)),
    ("ask.profile.strong", lambda b: questions.profile(b.four(70, 80, 90, 65), b.words)),
    ("ask.profile.strong", lambda b: questions.profile(b.view(b.plain(), {"offer": 70}), b.words)),
    ("ask.profile.low", lambda b: questions.profile(b.view(b.plain(), {"offer": 40}), b.words)),
    ("ask.profile.even", lambda b: questions.profile(b.four(50, 55, 59.9, 50), b.words)),
    ("ask.profile.low", lambda b: questions.profile(b.four(40, 50, 64, 30), b.words)),
    ("ask.profile.split", lambda b: questions.profile(b.four(*SPLIT), b.words)),
    ("ask.type.missing", lambda b: questions.types(b.view(b.sales(), {"strategy": 50}), b.words)),
    ("ask.few", lambda b: questions.types(b.four(*SPLIT), b.words)),
    ("ask.type.views", lambda b: by_view(b, "macher", "champion")),
    ("ask.type.contrast", lambda b: by_view(b, "macher", "macher")),
    ("ask.type.contrast", lambda b: by_view(b, "champion", "macher", certainty="low")),
    ("ask.type.between", lambda b: typed(b, "aktivist", tied=("aktivist", "macher"))),
    ("ask.type.nearest", lambda b: typed(b, "macher", certainty="low")),
    ("ask.type.missed", lambda b: typed(b, "macher", certainty="low", notes=("gate:champion",))),
    ("ask.type.even", lambda b: typed(b, "aktivist", notes=("flat",))),
    ("ask.type.even", lambda b: typed(b, "champion", notes=("balanced",))),
    ("ask.type.plain", lambda b: typed(b, "aktivist")),
    ("ask.type.contrast", lambda b: typed(b, "macher")),
    ("ask.few", lambda b: questions.roadmap(b.view(b.roadmap()), b.words)),
    ("ask.stage.top", lambda b: staged(b, 3)),
    ("ask.stage.unjudged", lambda b: staged(b, 1, judged=False)),
    ("ask.stage.item", lambda b: staged(b, 0)),
    ("ask.stage.reverse", reverse),
    ("ask.stage.spread", lambda b: staged(b, 0, notes=("verify:x1a",))),
    ("ask.stage.item", lambda b: staged(b, 0, notes=("verify:y1a",))),
    ("ask.stage.contradiction", lambda b: staged(b, 1, start=80.0, notes=("contradiction",))),
    ("ask.few", lambda b: compared(b)),
    ("ask.gaps.no_external", lambda b: compared(b, own={"customer": 70})),
    ("ask.gaps.no_self", lambda b: compared(b, external={"customer": 70})),
    ("ask.gaps.agreed", lambda b: compared(b, AGREED)),
    ("ask.gaps.both", lambda b: compared(b, BLIND, HIDDEN)),
    ("ask.gaps.both.finding", lambda b: compared(b, BLIND, HIDDEN, evidence="finding")),
    ("ask.gaps.blind", lambda b: compared(b, BLIND)),
    ("ask.gaps.blind", lambda b: compared(b, ("customer", 90, 70, "agreed_strength"))),
    ("ask.gaps.blind.finding", lambda b: compared(b, BLIND, evidence="finding")),
    ("ask.gaps.item", lambda b: by_item(b, 20)),
    ("ask.gaps.blind", lambda b: by_item(b, 10)),
    ("ask.gaps.blind", lambda b: by_item(b, -30)),
    ("ask.gaps.hidden", lambda b: compared(b, HIDDEN)),
    ("ask.gaps.hidden.finding", lambda b: compared(b, HIDDEN, evidence="finding")),
    (
        "ask.gaps.mirror",
        lambda b: compared(b, AGREED, ("customer", 80, 60, "blind_spot", ("self", "mirror"))),
    ),
    ("ask.few", lambda b: questions.measures(planned(1, ()), b.words)),
    ("ask.measures.one", lambda b: questions.measures(planned(1), b.words)),
    ("ask.measures", lambda b: questions.measures(planned(2), b.words)),
]


def studio(b: Any, view: Any) -> Studio:
    return Studio(b.words, palette(), view.engagement)


def many_dimensions(b: Any) -> Any:
    """Ten areas, of which three may not be shown."""
    names = [f"area{n}" for n in range(10)]
    view = b.view(b.plain(*names), {name: 30 + 5 * n if n < 7 else None for n, name in enumerate(names)})
    return dimensions.profile(view, studio(b, view)).note


def many_types(b: Any) -> Any:
    definition = b.sales()
    profile = dict.fromkeys(("strategy", "management", "relationship", "information"), 40.0)
    kinds = {f"t{n}": ReferenceType(f"Typ {n}", profile) for n in range(8)}
    definition = replace(definition, types=replace(definition.types, reference=kinds))
    row = b.type("t0", distances={key: 10.0 + n for n, key in enumerate(kinds)}, runner_up="t1")
    view = b.view(definition, dict(zip(profile, SPLIT)), types=[row])
    return places.types(view, studio(b, view)).note


def many_axes(b: Any) -> Any:
    axes = "abcdefgh"
    view = b.view(b.roadmap(axes=axes), roadmap=[b.stage(1, dict.fromkeys(axes, 1), blockers=("a2a",))])
    return places.roadmap(view, studio(b, view)).note


def many_measures(b: Any) -> Any:
    view = b.four(*SPLIT)
    return deck.slides([view], planned(30), studio(b, view))[-1].note


SAID = [
    ("Nicht im Bild: 3 von 10 Bereichen, zwischen 40 und 50 Punkten. Nicht gezeigt: area9.", many_dimensions),
    ("Nicht im Bild: 2 von 8 Typen, alle weiter entfernt.", many_types),
    ("Nicht im Bild: 2 von 8 Achsen.", many_axes),
    ("Nicht im Bild: ", many_measures),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


@pytest.mark.parametrize(("expected", "note"), SAID)
def test_what_has_no_room_is_said(b: Any, expected: str, note: Any) -> None:
    assert expected in note(b)


def test_the_question_names_what_the_page_shows(b: Any) -> None:
    asked = b.words.say(questions.profile(b.four(*SPLIT), b.words))
    assert "management" in asked and "strategy" in asked
    assert "customer-2" in b.words.say(by_item(b, 20))
