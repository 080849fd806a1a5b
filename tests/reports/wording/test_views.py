"""What is said about self and external view side by side."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.reports import palette
from salesex.reports.chapters import views as chapters
from salesex.reports.chapters.base import Studio
from salesex.reports.wording import views

SURE = {"certainty": "sure", "stability": 0.95}
LIKELY = {"certainty": "likely", "stability": 0.8}
OPEN = {"certainty": "open", "stability": 0.55}
ITEMS = {"strategy-1": 80.0, "strategy-2": 60.0, "management-1": 50.0}
OTHER = {"strategy-1": 62.0, "strategy-2": 85.0, "management-1": 49.0}
RUNGS = {"x1a": 80.0, "x2a": 75.0, "y2a": 72.0, "x3a": 90.0}
LOWER = {"x1a": 80.0, "x2a": 70.0, "y2a": 40.0, "x3a": 10.0}


def typed(b: Any, own: Any, other: Any, items: tuple[Any, Any] = (ITEMS, OTHER)) -> Any:
    """Two views with a type (and more about it) each; None for a view without one."""
    scores = [dict.fromkeys(("strategy", "management", "relationship", "information"), at) for at in (70, 50)]
    rows = [
        b.type(kind, side, **more)
        for side, (kind, more) in (("self", own or (None, {})), ("external", other or (None, {})))
    ]
    return b.view(b.sales(), own=scores[0] | items[0], external=scores[1] | items[1], types=rows)


def staged(b: Any, own: Any, other: Any, items: tuple[Any, Any] = (RUNGS, LOWER)) -> Any:
    rows = [
        b.stage(stage, scope="perspective", scope_id=side, **more)
        for side, found in (("self", own), ("external", other))
        if found is not None
        for stage, more in [found]
    ]
    return b.view(b.roadmap(), own=items[0], external=items[1], roadmap=rows)


def of_types(b: Any, *args: Any) -> Any:
    view = typed(b, *args)
    return views.type_message(view, b.words, *views.type_pair(view))


def of_stages(b: Any, *args: Any) -> Any:
    return views.stage_message(b.words, *views.stage_pair(staged(b, *args)))


def title(b: Any, agree: bool, items: tuple[Any, Any] = (ITEMS, OTHER)) -> Any:
    view = typed(b, ("macher", {}), ("macher", {}), items)
    return views.items_title(view, b.words, agree, views.apart(view, agree))


def follows(b: Any, view: Any, agree: bool) -> Any:
    return views.follows(view, b.words, agree, views.apart(view, agree), views.stage_pair(view))


def chapter(b: Any, view: Any) -> Any:
    return chapters.build(view, Studio(b.words, dict(palette.palette(palette.DEFAULT)), view.engagement))


CLOSE = (ITEMS, {"strategy-1": 80.0})
NONE = ({}, ITEMS)
HIGH, LOW = {"certainty": "high"}, {"certainty": "low"}

RULES = [
    ("views.type.same", lambda b: of_types(b, ("macher", HIGH), ("macher", HIGH))),
    ("views.type.same.likely", lambda b: of_types(b, ("macher", HIGH), ("macher", {}))),
    ("views.differ", lambda b: of_types(b, ("macher", HIGH), ("aktivist", {}))),
    ("views.differ", lambda b: of_types(b, ("macher", HIGH), ("macher", LOW))),
    ("views.differ", lambda b: of_types(b, ("macher", {"tied": ("macher", "aktivist")}), ("macher", HIGH))),
    ("views.type.open", lambda b: of_types(b, ("macher", LOW), ("aktivist", LOW))),
    ("views.stage.same", lambda b: of_stages(b, (2, SURE), (2, SURE))),
    ("views.stage.same", lambda b: of_stages(b, (2, SURE), (2, LIKELY))),
    ("views.stage.same", lambda b: of_stages(b, (2, OPEN), (2, OPEN))),
    ("views.stage.same", lambda b: of_stages(b, (1, OPEN | {"band": (1, 2)}), (1, OPEN | {"band": (1, 2)}))),
    ("views.differ", lambda b: of_stages(b, (2, SURE), (1, SURE))),
    ("views.differ", lambda b: of_stages(b, (2, SURE), (2, OPEN))),
    ("views.differ", lambda b: of_stages(b, (1, OPEN | {"band": (0, 1)}), (1, OPEN | {"band": (1, 2)}))),
    ("views.items.differ", lambda b: title(b, False)),
    ("views.items.agree", lambda b: title(b, True)),
    ("views.items.none", lambda b: title(b, True, CLOSE)),
    ("views.items.none", lambda b: title(b, False, CLOSE)),
    ("views.items.hidden", lambda b: title(b, True, NONE)),
    (
        ("views.follows.agree", "views.follows.first"),
        lambda b: follows(b, typed(b, ("macher", {}), ("macher", {})), True),
    ),
    (
        ("views.follows.agree",),
        lambda b: follows(b, typed(b, ("macher", {}), ("macher", {}), CLOSE), True),
    ),
    (
        ("views.follows.differ", "views.follows.first"),
        lambda b: follows(b, typed(b, ("macher", {}), ("aktivist", {})), False),
    ),
    (
        ("views.follows.lower", "views.follows.first"),
        lambda b: follows(b, staged(b, (2, SURE), (1, SURE)), False),
    ),
    (
        ("views.follows.differ", "views.follows.first"),
        lambda b: follows(b, staged(b, (2, SURE), (2, OPEN)), False),
    ),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ((2, SURE), (1, LIKELY), "Der Vertrieb sieht Stufe 2, die anderen sehen wohl Stufe 1"),
        (
            (1, OPEN | {"band": (1, 2)}),
            (1, OPEN),
            "Der Vertrieb sieht Stufe 1 bis 2, die anderen sehen am ehesten Stufe 1",
        ),
        ((2, LIKELY), (2, SURE), "Selbstbild und Fremdbild sind sich einig: wohl Stufe 2"),
    ],
)
def test_a_stage_is_said_as_firmly_as_it_is(b: Any, own: Any, other: Any, said: str) -> None:
    assert b.words.say(of_stages(b, own, other)) == said


def test_a_type_is_said_as_firmly_as_it_is(b: Any) -> None:
    said = b.words.say(of_types(b, ("macher", HIGH), ("aktivist", {})))
    assert said == "Der Vertrieb sieht Typ Macher, die anderen sehen am ehesten Typ Aktivist"
    said = b.words.say(of_types(b, ("macher", LOW), ("aktivist", HIGH)))
    assert said == "Der Vertrieb sieht keinen eindeutigen Typ, die anderen sehen Typ Aktivist"


@pytest.mark.parametrize(("own", "other"), [(("macher", {}), None), (None, ("macher", {})), (None, None)])
def test_one_view_alone_has_no_chapter(b: Any, own: Any, other: Any) -> None:
    assert chapter(b, typed(b, own, other)) is None
    stages = [found and (2, SURE) for found in (own, other)]
    assert chapter(b, staged(b, *stages)) is None


def test_only_what_both_judged_is_compared_and_the_widest_comes_first(b: Any) -> None:
    own = {f"{name}-{at}": 90.0 for name in ("strategy", "management", "relationship") for at in (1, 2)}
    other = {key: 80.0 - at for at, key in enumerate(own)}
    view = typed(b, ("macher", {}), ("aktivist", {}), (own, other | {"information-1": 1.0}))
    found = views.apart(view, agree=False)
    assert [one.item for one in found] == list(reversed(own))[:5]
    assert [one.points for one in found] == [15, 14, 13, 12, 11]
    assert [one.points for one in views.apart(view, agree=True)] == [15]


def test_points_are_those_of_the_figures_shown() -> None:
    assert views.Apart("x", 50.4, 35.5).points == 14
    assert views.Apart("x", 35.5, 50.4).points == 14


def test_stages_that_differ_are_parted_by_the_statements_between_them(b: Any) -> None:
    found = chapter(b, staged(b, (2, SURE), (1, SURE)))
    assert [row.gap for row in found.items] == ["+32", "+5"]  # x3a is 80 apart, yet neither is there
    assert found.message.replace("\n", " ") == "Der Vertrieb sieht Stufe 2, die anderen sehen Stufe 1"
    assert [side.word for side in found.sides] == ["2 von 3", "1 von 3"]
    hidden = chapter(b, staged(b, (2, SURE), (1, SURE), ({"x1a": 80.0}, {"x1a": 60.0})))
    assert [row.gap for row in hidden.items] == ["+20"]


def test_both_sides_show_their_own_scores(b: Any) -> None:
    found = chapter(b, typed(b, ("macher", HIGH), ("aktivist", LOW)))
    assert [side.word for side in found.sides] == ["Macher", "kein eindeutiger Typ"]
    assert found.sides[0].label == "Selbstbild, n\u00a0=\u00a012"
    assert [side.chart.title.count(figure) for side, figure in zip(found.sides, ("70", "50"))] == [4, 4]
    assert all(side.chart.problems() == [] for side in found.sides)
    assert found.reverse_note == ""
