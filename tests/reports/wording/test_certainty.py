"""How sure a number is: intervals, the size of a gap, how far a group agrees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from salesex.model.quality import AgreementRow
from salesex.model.results import Block
from salesex.reports import palette
from salesex.reports.chapters import gaps, profile
from salesex.reports.chapters.base import Studio
from salesex.reports.wording import agreement, certainty

ENDS = {"ci_low": 43.6, "ci_high": 48.4}


def row(b: Any, **more: Any) -> Any:
    return b.score("dimension", "offer", 46.0, **more)


def interval(b: Any, invited: int | None = None, counted: bool = True, **more: Any) -> str | None:
    chosen = certainty.interval(b.words, row(b, **more), invited, counted=counted)
    return None if chosen is None else b.words.say(chosen)


RULES = [
    (
        "12 von 20 Personen; hätten alle geantwortet, läge der Wert mit 95\u00a0% Sicherheit zwischen 44 und "
        "48 Punkten.",
        lambda b: interval(b, 20, **ENDS),
    ),
    (
        "Für eine sehr große Gruppe (nicht überall ist bekannt, wie viele eingeladen waren) läge der Wert "
        "mit 95\u00a0% Sicherheit zwischen 44 und 48 Punkten.",
        lambda b: interval(b, **ENDS),
    ),
    (
        "Hätten alle dieser Gruppen geantwortet, läge der Wert mit 95\u00a0% Sicherheit bei 46 Punkten.",
        lambda b: interval(b, 20, counted=False, ci_low=45.9, ci_high=46.2),
    ),
    ("Einschätzung einer Person, kein Intervall.", lambda b: interval(b, reason="one_person")),
    ("Alle haben geantwortet, keine Stichprobenunsicherheit.", lambda b: interval(b, reason="all_answered")),
    (None, lambda b: interval(b)),
    (None, lambda b: interval(b, reason="few")),
    ("44–48", lambda b: certainty.span(row(b, **ENDS), b.words)),
    ("", lambda b: certainty.span(row(b, reason="one_person"), b.words)),
    ("44 bis 48", lambda b: certainty.ends(row(b, **ENDS), b.words)),
    ("eine Person", lambda b: certainty.ends(row(b, reason="one_person"), b.words)),
    ("alle haben geantwortet", lambda b: certainty.ends(row(b, reason="all_answered"), b.words)),
    ("", lambda b: certainty.ends(row(b), b.words)),
    ("kaum ein Unterschied (g\u00a0=\u00a00,2)", lambda b: size(b, 0.1999)),
    ("kleiner Unterschied (g\u00a0=\u00a00,2)", lambda b: size(b, 0.2)),
    ("mittlerer Unterschied (g\u00a0=\u00a00,5)", lambda b: size(b, -0.5)),
    ("großer Unterschied (g\u00a0=\u00a00,8)", lambda b: size(b, 0.8)),
    ("", lambda b: size(b, None)),
    ("einig", lambda b: agreed(b, 0.83)),
    ("gemischt", lambda b: agreed(b, 0.84)),
    ("gespalten", lambda b: agreed(b, 1.0)),
    ("", lambda b: agreed(b, None)),
    ("", lambda b: agreement.word(b.view(b.plain()), b.words, "offer", "team")),
    (
        "Einigkeit, ab 10 Antworten einer Gruppe: „einig“, wenn sie im Schnitt höchstens 0,83 Punkte der "
        "Antwortskala 1 bis 5 vom Gruppenmittel abweichen, „gespalten“ ab 1,00, sonst „gemischt“.",
        lambda b: agreement.rule(agreeing(b, 0.5), b.words, 5),
    ),
    ("", lambda b: agreement.rule(agreeing(b, None), b.words, 5)),
    (
        "Team: Einschätzung einer Person, kein Intervall.",
        lambda b: profile._without_interval(profiled(b, reason="one_person"), b.words)[0],
    ),
    (
        "Team: Alle haben geantwortet, keine Stichprobenunsicherheit.",
        lambda b: profile._without_interval(profiled(b, reason="all_answered"), b.words)[0],
    ),
    ([], lambda b: profile._without_interval(profiled(b), b.words)),
]


def size(b: Any, g: float | None) -> str:
    return certainty.gap_size(b.gap("customer", 80, 55, "blind_spot", g=g), b.words)


def agreeing(b: Any, ad: float | None, definition: Any = None) -> Any:
    """A view in which the team's answers on "offer" deviate so far on average."""
    row = AgreementRow(None, "offer", "group", "team", 12, None, ad, None, None, 2, None, (), "ok", None)
    scores = [b.score("dimension", "offer", 46.0, "group", scope_id="team")]
    return b.view(definition or b.plain("offer"), scores=scores, agreement=[row])


def agreed(b: Any, ad: float | None) -> str:
    return agreement.word(agreeing(b, ad), b.words, "offer", "team")


def profiled(b: Any, **more: Any) -> Any:
    group = b.score("dimension", "offer", 46.0, "group", scope_id="team", **more)
    view = agreeing(b, 0.5)
    return replace(view, part=replace(view.part, scores=(group, row(b, **ENDS))))


def studio(b: Any, view: Any) -> Studio:
    return Studio(b.words, dict(palette.palette(palette.DEFAULT)), view.engagement)


@pytest.mark.parametrize(("said", "rule"), RULES)
def test_rule(b: Any, said: Any, rule: Any) -> None:
    assert rule(b) == said


@pytest.mark.parametrize(("share", "hundred"), [(1.0, 100), (0.9999, 99), (0.29, 29), (0.8999, 89), (0, 0)])
def test_a_share_is_cut(share: float, hundred: int) -> None:
    assert certainty.of_hundred(share) == hundred


def test_the_invited_are_those_of_the_blocks_behind_a_score(b: Any) -> None:
    view = b.view(b.plain())
    blocks = (
        Block("offer", "team", ("team",), "self", 9),
        Block("offer", "rest-self", ("leads",), "self", 5),
        Block("offer", "service", ("service",), "external", 7),
        Block("price", "team", ("team",), "self", 9),
    )
    view = replace(view, part=replace(view.part, blocks=blocks))
    sides = {
        key: certainty.invited(view, row(b, scope=scope, scope_id=key))
        for scope, key in (
            ("overall", None),
            ("perspective", "self"),
            ("perspective", "external"),
            ("perspective", "mirror"),
            ("group", "rest-self"),
        )
    }
    assert sides == {None: 27, "self": 18, "external": 9, "mirror": None, "rest-self": 6}
    groups = tuple(replace(group, invited=None) if group.id == "leads" else group for group in view.groups)
    view = replace(view, engagement=replace(view.engagement, groups=groups))
    assert certainty.invited(view, row(b)) is None
    assert certainty.invited(view, row(b, scope="perspective", scope_id="external")) == 9


def test_a_table_of_groups_has_intervals_and_agreement(b: Any) -> None:
    view = profiled(b, **ENDS)
    chapter = profile.build(view, studio(b, view))
    first, *_, last = chapter.rows
    assert first.scores == (profile.Cell("46", "44–48", "einig"),)
    assert last.scores == (profile.Cell("46", "44–48"),)
    assert chapter.intervals
    assert chapter.note.startswith(
        "Striche und kleine Zahlen: Intervalle. offer: Für eine sehr große Gruppe (nicht"
    )
    assert chapter.note.endswith("sonst „gemischt“.")


def test_the_rule_of_agreement_is_told_once(b: Any) -> None:
    view = agreeing(b, 0.5, b.gaps("offer"))
    desk = studio(b, view)
    assert "Einigkeit" in gaps.build(view, desk).notes[-1]
    assert not any("Einigkeit" in note for note in gaps.build(view, desk).notes)
    assert "Einigkeit" not in profile.build(view, desk).note
