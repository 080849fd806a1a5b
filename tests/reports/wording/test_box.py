"""How sure, who is protected, what is not proven: said as far as it concerns the report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesex.reports import palette
from salesex.reports.chapters import box
from salesex.reports.chapters.base import Studio


def notes(b: Any, *views: Any, role: bool = False) -> tuple[str, ...]:
    engagement = views[0].engagement
    if role:
        alone = replace(engagement.groups[0], single_role=True, consent="2026-10-20")
        engagement = replace(engagement, groups=(alone, *engagement.groups[1:]))
    views = tuple(replace(view, engagement=engagement) for view in views)
    studio = Studio(b.words, dict(palette.palette(palette.DEFAULT)), engagement)
    return tuple(note.text for note in box.build(list(views), studio))


def typed(b: Any) -> Any:
    return b.four(45, 75, 75, 50, types=[b.type("macher")])


def judged(b: Any) -> Any:
    score = b.score("dimension", "customer", 60.0, ci_low=50.0, ci_high=70.0)
    gaps = [b.gap("customer", 80, 55, "blind_spot", p_adjusted=0.01)]
    return b.view(b.gaps(), gaps=gaps, scores=[score])


RULES = [
    ((0, "Keine Zahl ist gegen den Zufall geprüft."), lambda b: notes(b, b.view(b.plain()))),
    ((0, "wieder diesen Typ ergäbe. Keine"), lambda b: notes(b, typed(b))),
    (
        (0, "diesen Typ und diese Stufe ergäbe. Keine"),
        lambda b: notes(b, typed(b), b.view(b.roadmap(), roadmap=[b.stage(2)])),
    ),
    ((0, "Im Intervall läge der Wert mit 95\u00a0% Sicherheit"), lambda b: notes(b, judged(b))),
    ((0, "p bis 0,05 heißt mehr als Zufall"), lambda b: notes(b, judged(b))),
    ((1, "Gezeigt werden Gruppen ab 5 Antworten. Kleinere stehen zusammen"), lambda b: notes(b, typed(b))),
    ((1, "Verborgen: Service. Zur"), lambda b: notes(b, typed(b))),
    ((1, "Mit Einwilligung einzeln gezeigt: Team."), lambda b: notes(b, typed(b), role=True)),
    ((2, "keine Ursachen."), lambda b: notes(b, typed(b))),
    ((2, "kein Maßstab für richtig."), lambda b: notes(b, judged(b))),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_note(b: Any, expected: tuple[int, str], rule: Any) -> None:
    at, said = expected
    assert said in rule(b)[at]


def test_nothing_is_said_of_gaps_where_there_are_none(b: Any) -> None:
    assert not notes(b, typed(b))[2].endswith("kein Maßstab für richtig.")
