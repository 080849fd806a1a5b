from __future__ import annotations

import re

import pytest

from salesex import catalogue
from salesex.catalogue import ENTRIES, codes, tell
from salesex.catalogue.telling import FILES, FORM, WORDS, text_of, texts


def test_codes_are_unique_and_well_formed() -> None:
    own = " ".join((codes.ERRORS, codes.WARNINGS, codes.INFOS)).split()
    assert len(own) == len(set(own))
    assert all(re.fullmatch(r"[QER]\d{3}", code) and int(code[1:]) >= 30 for code in own)
    assert all(re.fullmatch(r"0[0-2]\d", number) for number in codes.FORM)


def test_every_code_has_its_words_and_no_words_lack_a_code() -> None:
    written = {code for name in FILES.values() for code in texts("en", name)}
    assert written == {code for code in ENTRIES if int(code[1:]) >= 30}
    assert texts("en", FORM).keys() == codes.FORM.keys()


def test_both_languages_say_the_same() -> None:
    assert texts("de", WORDS).keys() == texts("en", WORDS).keys()
    assert texts("de", WORDS)["words"].keys() == texts("en", WORDS)["words"].keys()
    for name in (*FILES.values(), FORM):
        assert list(texts("de", name)) == list(texts("en", name))
    for code in ENTRIES:
        english, german = text_of(code, "en"), text_of(code, "de")
        assert english.keys() == german.keys()
        assert _fields(english) == _fields(german), code


def _fields(templates: dict[str, str]) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", " ".join(templates.values())))


def test_nearest_name_stands_in_the_help() -> None:
    issue = catalogue.issue(
        "Q011", file="a.yaml", wrong="Dimensoins", known=["dimensions", "id"], inside=catalogue.Word("item")
    )
    assert tell(issue).help.startswith("Did you mean `dimensions`?")
    assert tell(issue).message == "unknown key `Dimensoins` in the item"


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
    value = "\x1b[31m" + "x" * 500 + "{0}"
    issue = catalogue.issue("R058", file="a", value=value, low=1, high=5, unknown="")
    assert "\x1b" not in tell(issue).message and "\\x1b[31mxxx" in tell(issue).message
    assert len(tell(issue).message) < 100
    assert catalogue.plain("a\nb\u202e{c}") == "a\\nb\\u202e{c}"


def test_long_lists_are_cut() -> None:
    issue = catalogue.issue("Q048", file="a", missing=[f"t{n}" for n in range(20)])
    assert tell(issue).message.endswith("t14, and 5 more")


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
    assert tell(catalogue.issue("Q020", file="a", wrong="")).message == "`` is not a language code"


@pytest.mark.parametrize("count", [10, 1_000, 5_000])
@pytest.mark.parametrize(
    ("wrong", "right"),
    [("ITEM-00007x", "ITEM-00007"), ("TEM-00007", "ITEM-00007"), ("item-7", "ITEM-00007"), ("§§", None)],
)
def test_the_nearest_name_among_many(count: int, wrong: str, right: str | None) -> None:
    assert catalogue.nearest(wrong, [f"ITEM-{n:05}" for n in range(count)]) == right
