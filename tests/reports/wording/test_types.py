"""What is said about a type: never a bare label."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesex.model.rules import Contrast, ReferenceType, TypeCondition, TypeRules
from salesex.reports.wording import types

SPLIT = (45, 75, 75, 50)


def typed(b: Any, type: str | None, scores: Any = SPLIT, **more: Any) -> Any:
    return b.four(*scores, types=[b.type(type, **more)])


def one_sided(b: Any, certainty: str) -> Any:
    """A contrast of one dimension against another."""
    rules = b.make.sales_types()
    macher = replace(rules.reference["macher"], contrast=Contrast(("management",), ("strategy",)))
    rules = replace(rules, reference={**rules.reference, "macher": macher})
    definition = replace(b.sales(), types=rules)
    scores = dict(zip(("strategy", "management", "relationship", "information"), SPLIT))
    return b.view(definition, scores, types=[b.type("macher", certainty=certainty)])


RULES = [
    ("type.missing", lambda b: types.message(b.view(b.sales(), {"strategy": 50}), b.words)),
    ("type.none", lambda b: types.message(b.four(*SPLIT), b.words)),
    ("type.between", lambda b: types.message(typed(b, "aktivist", tied=("aktivist", "macher")), b.words)),
    ("type.open", lambda b: types.message(typed(b, "macher", certainty="low"), b.words)),
    (
        "type.open.gate",
        lambda b: types.message(typed(b, "macher", certainty="low", notes=("gate:champion",)), b.words),
    ),
    ("type.flat", lambda b: types.message(typed(b, "aktivist", notes=("flat",)), b.words)),
    ("type.balanced", lambda b: types.message(typed(b, "champion", notes=("balanced",)), b.words)),
    ("type.medium.many", lambda b: types.message(typed(b, "macher"), b.words)),
    ("type.high.many", lambda b: types.message(typed(b, "macher", certainty="high"), b.words)),
    ("type.medium.one", lambda b: types.message(one_sided(b, "medium"), b.words)),
    ("type.high.one", lambda b: types.message(one_sided(b, "high"), b.words)),
    ("type.plain.medium", lambda b: types.message(typed(b, "aktivist"), b.words)),
    ("type.plain.high", lambda b: types.message(typed(b, "champion", certainty="high"), b.words)),
    # why it is as sure as it is
    ((), lambda b: types.certainty_reasons(typed(b, "macher"), b.words, b.type(None))),
    (("type.certainty.undrawn",), lambda b: reasons(b)),
    (("type.certainty.stable",), lambda b: reasons(b, stability=0.95)),
    (("type.certainty.near", "type.certainty.stable"), lambda b: reasons(b, stability=0.95, margin=7.9)),
    (("type.certainty.fit", "type.certainty.stable"), lambda b: reasons(b, stability=0.95, fit=20.1)),
    (("type.certainty.few", "type.certainty.stable"), lambda b: reasons(b, stability=0.95, n=7)),
    (("type.certainty.unstable",), lambda b: reasons(b, stability=0.84)),
    (("type.certainty.unstable",), lambda b: reasons(b, stability=0.8999)),
    (
        ("type.certainty.near", "type.certainty.fit", "type.certainty.few", "type.certainty.unstable"),
        lambda b: reasons(b, stability=0.7, margin=4.0, fit=25.0, n=5),
    ),
    (
        ("type.certainty.flat", "type.certainty.stable"),
        lambda b: reasons(b, stability=0.95, notes=("flat",)),
    ),
    (
        ("type.certainty.margin", "type.certainty.stable"),
        lambda b: reasons(b, stability=0.95, margin=8.1, certainty="high"),
    ),
    (
        ("type.certainty.stable",),
        lambda b: reasons(b, stability=0.95, margin=None, certainty="high"),
    ),
    (("type.certainty.gate",), lambda b: low(b, notes=("gate:champion",), margin=0.0)),
    (("type.certainty.gates",), lambda b: low(b, notes=("gate:champion,papiertiger",), margin=0.0)),
    (("type.certainty.near.low",), lambda b: low(b, margin=3.9)),
    (("type.certainty.tied",), lambda b: low(b, tied=("macher", "aktivist"), margin=0.5)),
    (("type.certainty.contrast",), lambda b: low(b, notes=("weak_contrast",))),
    (("type.certainty.unstable.low",), lambda b: low(b, stability=0.6999)),
    (("type.certainty.near.low", "type.certainty.stable"), lambda b: low(b, margin=1.0, stability=0.93)),
    (("type.certainty.near.low", "type.certainty.unstable.low"), lambda b: low(b, margin=1.0, stability=0.6)),
    (
        ("type.certainty.highest", "type.certainty.undrawn"),
        lambda b: types.certainty_reasons(
            typed(b, "aktivist"), b.words, b.type("aktivist", notes=("relationship_not_highest",))
        ),
    ),
    # self beside external
    ("type.views.self", lambda b: types.views(sides(b, "macher", None))),
    ("type.views.external", lambda b: types.views(sides(b, None, "macher"))),
    ("type.views.groups", lambda b: types.views(sides(b, None, None))),
    ("type.views.differ", lambda b: types.views(sides(b, "macher", "aktivist"))),
    ("type.views.same", lambda b: types.views(sides(b, "macher", "macher"))),
    ("type.views.groups", lambda b: types.views(sides(b, "macher", "macher", certainty="low"))),
    ("type.views.groups", lambda b: types.views(sides(b, "macher", "aktivist", certainty="low"))),
    # what is missing to the most demanding type
    ("type.excluded", lambda b: types.excluded(typed(b, "macher"), b.words, b.type("macher"))),
    (
        "type.target.reached",
        lambda b: types.excluded(b.four(70, 80, 90, 65), b.words, b.type("champion")),
    ),
    ((), lambda b: types.excluded(undemanding(b), b.words, b.type("macher"))),
]


def reasons(b: Any, **more: Any) -> Any:
    return types.certainty_reasons(typed(b, "macher"), b.words, b.type("macher", **more))


def low(b: Any, **more: Any) -> Any:
    return reasons(b, certainty="low", **more)


def sides(b: Any, own: str | None, other: str | None, **more: Any) -> Any:
    rows = [b.type(kind, side, **more) for side, kind in (("self", own), ("external", other)) if kind]
    return b.four(*SPLIT, types=rows)


def undemanding(b: Any) -> Any:
    rules = TypeRules({
        "wide": ReferenceType("Wide", {"offer": 80, "price": 40}, requires=TypeCondition(range_at_least=10)),
        "macher": ReferenceType("Narrow", {"offer": 40, "price": 40}),
    })  # fmt: skip
    return b.view(b.plain("offer", "price", types=rules), {"offer": 80, "price": 40})


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_rule(b: Any, check: Any, expected: Any, rule: Any) -> None:
    check(rule(b), expected)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Macher, ausgeprägt, Sicherheit mittel"),
        ({"certainty": "high", "qualifier": "visible"}, "Macher, erkennbar, Sicherheit hoch"),
        ({"certainty": "low"}, "kein eindeutiger Typ, am nächsten Macher"),
        (
            {"certainty": "low", "notes": ("gate:champion",)},
            "kein eindeutiger Typ, am nächsten Champion, dessen Bedingung nicht erfüllt ist",
        ),
        ({"tied": ("macher", "aktivist")}, "kein eindeutiger Typ, zwischen Macher und Aktivist"),
        (
            {"certainty": "low", "margin": 2.0, "runner_up": "aktivist"},
            "kein eindeutiger Typ, zwischen Macher und Aktivist",
        ),
    ],
)
def test_a_type_in_one_line(b: Any, more: Any, said: str) -> None:
    assert types.state(typed(b, "macher"), b.words, b.type("macher", **more)) == said


def test_the_row_a_chapter_is_about(b: Any) -> None:
    for side in ("mirror", "external", "self"):
        assert types.main_row(b.four(*SPLIT, types=[b.type("macher", side)])).scope_id == side
    assert types.main_row(sides(b, "macher", "aktivist")).scope_id == "self"
    assert types.main_row(b.four(*SPLIT, types=[b.type(None)])) is None


def test_contrast_and_missing_points_in_words(b: Any) -> None:
    view = typed(b, "macher", scores=(45, 76, 75, 64))
    assert b.words.say(types.message(view, b.words)) == (
        "Am ehesten Typ Macher: management und relationship liegen 21,0 Punkte vorn"
    )
    said = b.words.say(types.excluded(view, b.words, b.type("macher")))
    assert said.endswith("es fehlen bei strategy 20 Punkte und bei information 1 Punkt.")


def test_a_profile_without_types_is_refused(b: Any) -> None:
    with pytest.raises(ValueError, match="has no types"):
        types.rules_of(b.view(b.plain()))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"n": 6, "stability": 0.95},
            "Nur 6 Personen zählen („hoch“: mindestens 8). "
            "In 95 von 100 Wiederholungen derselben Befragung bliebe es bei Macher.",
        ),
        (
            {"margin": 7.97, "stability": 0.95},
            "Der nächste andere Typ, Aktivist, liegt nur 7,9 Punkte weiter entfernt („hoch“: mindestens 8). "
            "In 95 von 100 Wiederholungen derselben Befragung bliebe es bei Macher.",
        ),
        (
            {"stability": 0.8999},
            "Nur in 89 von 100 Wiederholungen derselben Befragung bliebe es bei Macher "
            "(„hoch“: mindestens 90).",
        ),
    ],
)
def test_what_a_medium_certainty_lacks_is_said_with_its_bound(b: Any, more: Any, said: str) -> None:
    assert " ".join(b.words.say(one) for one in reasons(b, **more)) == said
