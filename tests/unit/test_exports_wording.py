"""What stands around a statement, the scale beside it, and what turns its meaning."""

from __future__ import annotations

import time

import pytest

from salesex.exports.labels import Labels
from salesex.exports.plain import plain
from salesex.exports.sources import recognise
from salesex.exports.wording import is_opposite, parted, points, statement
from salesex.model import Questionnaire, Scale
from salesex.model.exports import RawTable

AGREE = Labels(
    Questionnaire("own", "1", "own", Scale(1, 5, labels={1: "trifft gar nicht zu", 5: "trifft voll zu"})), {}
)


@pytest.mark.parametrize(
    "before", ["1. ", "12) ", "(3) ", "2.1 ", "Frage 4: ", "5 - ", "Nr. 7 ", "[8] ", "10 ", "1.\u00a0"]
)
def test_a_number_before_a_statement_is_none_of_it(before: str) -> None:
    assert statement(f"{before}Ziele sind klar.") == "Ziele sind klar."


@pytest.mark.parametrize("text", ["3D-Druck hilft.", "24/7 sind wir da.", "Ziele (klar) sind da", "A (B2B)"])
def test_what_belongs_to_a_statement_stays(text: str) -> None:
    assert statement(text) == text


@pytest.mark.parametrize(
    ("scale", "found"),
    [
        ("1 = nie, 5 = immer", [(1, "nie"), (5, "immer")]),
        ("1 - nie / 5 - immer", [(1, "nie"), (5, "immer")]),
        ("1: nie; 3: mal; 5: immer", [(1, "nie"), (3, "mal"), (5, "immer")]),
        ("nie = 1 bis immer = 5", [(1, "nie"), (5, "immer")]),
        ("0=never to 4=always", [(0, "never"), (4, "always")]),
        ("1 trifft voll zu … 5 trifft gar nicht zu", [(1, "trifft voll zu"), (5, "trifft gar nicht zu")]),
        ("1-5", []),
        ("Stand 2024, 2025", []),
    ],
)
def test_a_scale_in_brackets_is_read(scale: str, found: list[tuple[int, str]]) -> None:
    assert parted(f"Ziele sind klar. ({scale})") == ("Ziele sind klar.", plain(scale))
    assert points(scale) == found


@pytest.mark.parametrize(
    ("scale", "is_turned"),
    [
        ([(1, "trifft voll zu"), (5, "trifft gar nicht zu")], True),
        ([(1, "Trifft gar nicht zu"), (5, "trifft voll zu")], False),
        ([(1, "stimme voll zu"), (5, "stimme nicht zu")], True),
        ([(1, "stimme nicht zu"), (5, "stimme voll zu")], False),
        ([(1, "schlecht"), (5, "gut")], False),
        ([(1, "gut"), (6, "schlecht")], True),
        ([(5, "trifft gar nicht zu")], False),
    ],
)
def test_a_scale_that_is_turned(scale: list[tuple[int, str]], is_turned: bool) -> None:
    assert AGREE.is_turned(scale) is is_turned


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("der vertrieb meldet sich bald", "der vertrieb meldet sich nicht bald", True),
        ("alle kunden werden besucht", "kunden werden nie besucht", True),
        ("die ziele sind klar", "die ziele sind unklar", True),
        ("goals are always clear", "goals are never clear", True),
        ("es gibt einen plan für jeden", "es gibt keinen plan für jeden", True),
        ("der vertrieb meldet sich bald", "der vertrieb meldet sich schnell", False),
        ("der vertrieb meldet sich nicht bald", "der vertrieb meldet sich nicht rasch", False),
        ("der vertrieb meldet sich bald", "warum kaufen sie nicht bei uns", False),
    ],
)
def test_the_opposite_is_told_from_another_wording(one: str, other: str, found: bool) -> None:
    assert is_opposite(one.split(), other.split()) is found
    assert is_opposite(other.split(), one.split()) is found


@pytest.mark.parametrize(
    "heading", ["a" + "[" * 9_000, "a[b]" + "[a" * 4_000, "a" + "(1" * 4_000, "1." * 4_000]
)
def test_no_heading_takes_long(heading: str) -> None:
    rows = (("id", *[f"{heading}{at}" for at in range(20)]), ("1", *["4"] * 20))
    began = time.process_time()
    assert recognise(RawTable("x.csv", "", rows, (1, 2))) is not None
    assert [parted(text) and points(text) and statement(text) for text in rows[0]]
    assert time.process_time() - began < 2
