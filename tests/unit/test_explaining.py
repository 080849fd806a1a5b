"""What is said about every rule, in both languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from salesex.catalogue import ENTRIES
from salesex.catalogue.codes import ABOUT_FILES
from salesex.catalogue.explaining import explain
from salesex.catalogue.telling import FILES, FORM, WORDS, text_of, texts
from salesex.cli.rule import rule_lines

LANGUAGES = ("de", "en")
PROSE = ("help", "why", "remedy", "wrong_example", "right_example")
ENGLISH = re.compile(
    r"\b(the|and|file|must|is|are|of|not|you|your|or|to|with|this|that|which|item|answers|line)\b",
    re.IGNORECASE,
)
INFORMAL = re.compile(r"\b(du|dein\w*|dir|dich)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ENTRIES)
def test_every_code_says_what_why_and_what_to_do(code: str, language: str) -> None:
    text = text_of(code, language)
    assert {"message", "help", "why"} <= text.keys() <= {"message", "title", *PROSE}
    assert not text["message"].endswith(".")
    for key in PROSE:
        said = text.get(key, "Nothing.")
        assert said.endswith((".", "{remedy}")), key
    assert 1 <= len(re.findall(r"[.!?](?= |$)", text["why"])) <= 4
    assert 40 <= len(text["why"]) <= 330


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_is_given_twice(language: str) -> None:
    reasons = [text["why"] for name in (*FILES.values(), FORM) for text in texts(language, name).values()]
    assert [why for why, count in Counter(reasons).items() if count > 1] == []


@pytest.mark.parametrize("code", ENTRIES)
def test_a_reason_is_no_repetition(code: str) -> None:
    text = text_of(code, "en")
    words = set(re.findall(r"[a-z]{4,}", text["why"].lower()))
    said = set(re.findall(r"[a-z]{4,}", f"{text['message']} {text['help']}".lower()))
    assert len(words - said) >= 6


def test_german_has_no_english_left_over() -> None:
    german = [
        text
        for name in (*FILES.values(), FORM)
        for entry in texts("de", name).values()
        for text in entry.values()
    ]
    german += [*texts("de", WORDS)["words"].values(), *texts("de", WORDS)["rule"].values()]
    for text in german:
        prose = re.sub(r"`[^`]*`|\{\w+\}", "", text)
        own_names = re.sub(
            r"respondent, group|true|false|\.\w+|type, stage und gap|self oder overall", "", prose
        )
        assert ENGLISH.search(own_names) is None, text
        assert INFORMAL.search(prose) is None, text


def test_both_languages_have_the_same_words_around_a_rule() -> None:
    assert texts("de", WORDS)["rule"].keys() == texts("en", WORDS)["rule"].keys()
    for language in LANGUAGES:
        for word, text in texts(language, WORDS)["words"].items():
            assert text.endswith(".") == word.endswith("_remedy"), word


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ENTRIES)
def test_every_code_is_explained_within_the_width(code: str, language: str) -> None:
    for width in (40, 80):
        lines = [text for text, _ in rule_lines(ENTRIES[code], language, width)]
        assert [line for line in lines if len(line) > width] == []
    assert lines[0].startswith(f"{code}: ")
    assert f"docs/issues/{code}.md" in lines[-1] + lines[-2]
    words = " ".join("\n".join(lines).split())
    assert " ".join(text_of(code, language)["why"].split()) in words
    assert (f"# salesex: ignore {code} " in words) is ENTRIES[code].can_be_switched_off


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ENTRIES)
def test_titles_and_remedies_read_without_the_values(code: str, language: str) -> None:
    rule = explain(ENTRIES[code], language)
    for text in (rule.title, rule.remedy):
        assert "{" not in re.sub(r"`[^`]*`", "", text)
        assert re.search(r"…\W{0,3}…", text) is None
        assert len(re.findall(r"\w{2,}", text)) >= 2


def test_form_codes_without_an_example_have_that_of_another_file() -> None:
    rule = explain(ENTRIES["E012"], "en")
    assert rule.example is not None
    assert rule.of in {"E012", "Q012"}
    assert rule.example.wrong[0].file in {"engagement.yaml", "own.yaml"}


def test_what_is_about_a_whole_file_has_no_comment() -> None:
    for code in ABOUT_FILES:
        rule = explain(ENTRIES[code], "en")
        assert rule.comment == ""
        assert "whole file" in rule.switch
    assert "cannot be switched off" in explain(ENTRIES["Q033"], "en").switch
    assert explain(ENTRIES["Q070"], "de").comment == "# salesex: ignore Q070 der Grund"
