from __future__ import annotations

import re

import pytest

from salesex import catalogue
from salesex.catalogue import english


def test_codes_are_unique_and_well_formed() -> None:
    codes = [row[0] for row in english.OWN]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[QER]\d{3}", code) and int(code[1:]) >= 30 for code in codes)
    numbers = [row[0] for row in english.FORM]
    assert len(numbers) == len(set(numbers))
    assert all(int(number) < 30 for number in numbers)


def test_nearest_name_stands_in_the_help() -> None:
    issue = catalogue.issue(
        "Q011", file="a.yaml", wrong="Dimensoins", known=["dimensions", "id"], inside=catalogue.Word("item")
    )
    assert issue.help.startswith("Did you mean `dimensions`?")
    assert issue.message == "unknown key `Dimensoins` in the item"


def test_no_suggestion_for_something_else() -> None:
    assert catalogue.nearest("xyz", ["dimensions", "id"]) is None
    assert catalogue.nearest("", ["a"]) is None


def test_of_equally_near_names_the_one_with_letters_in_place() -> None:
    assert catalogue.nearest("SE-So1", ["SE-S10", "SE-S01"]) == "SE-S01"
    assert catalogue.nearest("SE-S1o", ["SE-S01", "SE-S10"]) == "SE-S10"


def test_a_name_that_differs_only_in_zeros_is_nearest() -> None:
    known = ["SE-M10", "SE-M11", "SE-M01", "SE-M02"]
    assert catalogue.nearest("SE-M1", known) == "SE-M01"
    assert catalogue.nearest("se-m002", known) == "SE-M02"
    assert catalogue.nearest("SE-M010", known) == "SE-M10"


def test_values_from_files_are_harmless() -> None:
    issue = catalogue.issue("R058", file="a", value="\x1b[31m" + "x" * 500 + "{0}", low=1, high=5)
    assert "\x1b" not in issue.message and "\\x1b[31mxxx" in issue.message
    assert len(issue.message) < 100
    assert catalogue.plain("a\nb\u202e{c}") == "a\\nb\\u202e{c}"


def test_long_lists_are_cut() -> None:
    issue = catalogue.issue("Q048", file="a", missing=[f"t{n}" for n in range(20)])
    assert issue.message.endswith("t14, and 5 more")


@pytest.mark.parametrize(
    ("code", "layer", "can"),
    [
        ("Q011", "form", False),
        ("Q025", "form", True),
        ("Q033", "reference", False),
        ("Q070", "measurement", True),
    ],
)
def test_what_a_comment_may_switch_off(code: str, layer: str, can: bool) -> None:
    entry = catalogue.ENTRIES[code]
    assert (entry.layer, entry.can_be_switched_off) == (layer, can)


def test_an_empty_name_is_shown_as_it_is() -> None:
    assert catalogue.issue("Q020", file="a", wrong="").message == "`` is not a language code"
