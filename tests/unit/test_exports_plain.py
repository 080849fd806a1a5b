"""Texts as they are compared: without markup, unseen signs and differences of spelling."""

from __future__ import annotations

import pytest

from salesex.exports.plain import key, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>Ziele&nbsp;sind <b>klar</b>.</p>", "Ziele sind klar ."),
        ("Ziele\u00a0sind\n  klar.", "Ziele sind klar."),
        ("Ver\u00adtriebs\u200bteam", "Vertriebsteam"),
        ("„Ziele“ ‚sind‘ klar", "\"Ziele\" 'sind' klar"),
        ("<style>p {color: red}</style>Gut<!-- <b> -->", "Gut"),
        ("3 < 5 & 7 > 2", "3 < 5 & 7 > 2"),
        ("u\u0308ber", "über"),
        ("a\x7fb", "ab"),
    ],
)
def test_a_text_as_it_is_read(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "other", ["ZIELE SIND KLAR", "Ziele sind klar. *", "<p>Ziele&nbsp;sind klar</p>", "„Ziele sind klar!“"]
)
def test_texts_that_say_the_same(other: str) -> None:
    assert key(other) == key("Ziele sind klar.")


def test_signs_alone_are_kept_and_words_are_told_apart() -> None:
    assert key("++") == "++" != key("+")
    assert key("Straße") == key("STRASSE")
    assert key("Ziele sind klar") != key("Ziele sind unklar")
