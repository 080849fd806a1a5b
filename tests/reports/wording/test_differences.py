"""The gaps of a profile as a table: what each allows to say, and how sure it is."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.reports import palette
from salesex.reports.chapters import differences, profile
from salesex.reports.chapters.base import Studio

SCORES = {"strategy": 60.0, "management": 70.0, "relationship": 80.0, "information": 50.0}


def table(b: Any, *rows: Any) -> Any:
    view = b.view(b.sales(gaps=b.make.gap_rules()), SCORES, own=SCORES, external=SCORES, gaps=rows)
    studio = Studio(b.words, dict(palette.palette(palette.DEFAULT)), view.engagement)
    return differences.build(view, studio), profile.build(view, studio)


def row(b: Any, id: str, a: float, evidence: str, p: float | None = None, **more: Any) -> Any:
    return b.gap(id, a, 50.0, "no_clear_finding", evidence=evidence, p_adjusted=p, **more)


def said(b: Any, given: Any) -> tuple[str, ...]:
    made, _ = table(b, given)
    one = made.rows[0]
    return one.gap, one.interval, one.found, one.p


def test_no_table_without_gaps(b: Any) -> None:
    made, chapter = table(b)
    assert made is None and chapter.differences is None


RULES = [
    (
        ("+16", "+6 bis +25", "Befund: mehr als Zufall", "< 0,001"),
        lambda b: said(b, row(b, "strategy", 66, "finding", 0.0002, ci_low=6.0, ci_high=25.0)),
    ),
    (
        ("+16", "–", "Tendenz: vielleicht Zufall", "0,080"),
        lambda b: said(b, row(b, "management", 66, "tendency", 0.08)),
    ),
    (
        ("+10", "–", "mehr als Zufall, aber unter 15 Punkten", "0,032"),
        lambda b: said(b, row(b, "relationship", 60, "none", 0.032)),
    ),
    (
        ("0", "–", "kein Abstand nachweisbar", "0,400"),
        lambda b: said(b, row(b, "information", 50, "none", 0.4)),
    ),
]


@pytest.mark.parametrize(("expected", "rule"), RULES)
def test_each_gap_says_what_it_allows_to_say(b: Any, expected: Any, rule: Any) -> None:
    assert rule(b) == expected


def test_a_gap_that_may_be_smaller_than_the_bar_is_named(b: Any) -> None:
    made, _ = table(b, row(b, "strategy", 66, "finding", 0.0002, ci_low=6.0, ci_high=25.0))
    assert made.unsure.startswith(
        "Bei strategy ist der Abstand mehr als Zufall; dass er mindestens 15 Punkte"
    )
    assert "bis 0,05 gilt er als mehr als Zufall" in made.note


def test_what_was_not_tested_has_no_p(b: Any) -> None:
    made, _ = table(b, row(b, "strategy", 66, "not_testable"))
    assert (made.rows[0].found, made.rows[0].p, made.unsure) == ("nicht prüfbar", "–", "")
    assert made.note == "Selbst: n\u00a0=\u00a012, fremd: n\u00a0=\u00a09."


def test_the_profile_has_the_table_where_no_page_shows_both_types(b: Any) -> None:
    made, chapter = table(b, row(b, "strategy", 66, "tendency", 0.08))
    assert chapter.differences == made
