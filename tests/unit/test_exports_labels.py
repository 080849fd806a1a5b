"""Answers as tools write them: what is a point of the scale, what is none, what is left open."""

from __future__ import annotations

import pytest

from salesex.exports.labels import Labels
from salesex.model import Dimension, Item, Questionnaire, Scale

NAMES = {1: "trifft gar nicht zu", 3: {"de": "teils, teils", "en": "in between"}, 5: "trifft voll zu"}


def labels(own: dict[str, str] | None = None, knows_no_answer: bool = True) -> Labels:
    scale = Scale(1, 5, labels=NAMES, no_answer="kann ich nicht beurteilen" if knows_no_answer else None)
    dimensions = (Dimension("d", "d", items=(Item("A1", "a"),)),)
    return Labels(Questionnaire("q", "1.0.0", "q", scale, dimensions=dimensions), own or {})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("4", "4"),
        ("4,0", "4"),
        ("04", "4"),
        ("trifft voll zu", "5"),
        ("Trifft\u00a0voll zu ", "5"),
        ("<span>In between</span>", "3"),
        ("teils/teils", "3"),
        ("3 - teils/teils", "3"),
        ("3: in between", "3"),
        ("(5) trifft voll zu", "5"),
        ("trifft voll zu (5)", "5"),
        ("1 = trifft gar nicht zu", "1"),
        ("?", "?"),
        ("Kann ich nicht beurteilen", "?"),
        ("keine Angabe", "?"),
        ("N/A", "?"),
        ("don’t know", "?"),
        ("Keine Antwort", ""),
        ("", ""),
    ],
)
def test_what_is_an_answer(text: str, answer: str) -> None:
    assert labels().read(text) == answer


@pytest.mark.parametrize(
    "text",
    ["6", "0", "3,5", "4 von 10", "2-3", "5 - trifft gar nicht zu", "4 eher ja", "A4", "eher ja", "-", "x"],
)
def test_what_is_none(text: str) -> None:
    assert labels().read(text) is None


def test_a_person_says_what_labels_mean() -> None:
    own = labels({"stimme eher zu": "4", "A1": "1", "trifft voll zu": "1", "weder noch": "?"})
    texts = ("Stimme eher zu", "a1", "trifft voll zu", "Weder noch")
    assert [own.read(text) for text in texts] == list("415?"), "what the scale says itself is not changed"


def test_a_label_for_another_scale_is_none_of_this_one() -> None:
    assert labels({"sehr": "9"}).read("sehr") is None


def test_where_the_scale_knows_no_such_answer_it_is_none() -> None:
    assert labels(knows_no_answer=False).read("weiß nicht") == ""
    assert labels({"entfällt": "?"}, knows_no_answer=False).read("entfällt") == ""
