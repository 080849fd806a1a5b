"""Texts as they are compared: without markup, unseen signs and differences of spelling."""

from __future__ import annotations

import time

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


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 2_500,
        "--><!--" + "<!--" * 2_400,
        "<script>" * 1_250,
        "</script>" + "<style>" * 1_400,
        "<a" * 5_000,
    ],
)
def test_beginnings_without_end_take_no_time(text: str) -> None:
    began = time.perf_counter()
    for number in range(20):
        plain(f"{number}{text}")
    assert time.perf_counter() - began < 1, "each followed to the end took half a minute for a hundred"


def test_what_has_an_end_goes_and_what_has_none_stays() -> None:
    assert plain("a<!-- b <i> -->c<style>d</style>e <STYLE x>f</STYLE >g<!-- h") == "a c e g<!-- h"
