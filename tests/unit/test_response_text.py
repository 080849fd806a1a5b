"""The text of a response file is read back as it was, whatever somebody wrote; its name harms nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.model import NO_ANSWER
from salesex.surveys.answers.response_rows import RESPONSE
from salesex.surveys.answers.response_text import Draft, file_name, file_stem, response_yaml
from salesex.surveys.formats.document import read_document
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.parsing import parse

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


def read_back(data: bytes) -> dict:
    reader = Reader(parse(data, "x.yaml", "R"))
    found = read_document(reader, RESPONSE)
    assert reader.issues == []
    return found


@settings(max_examples=150, deadline=None)
@given(TEXTS.filter(str.strip), TEXTS.filter(str.strip))
def test_every_text_is_read_back(code: str, comment: str) -> None:
    draft = Draft(
        code, "null", "no", "self", "2026-11-02", {"A": 4, "B": NO_ANSWER}, {"A": comment, None: code}
    )
    found = read_back(response_yaml(draft, ("B", "A")))
    assert found["respondent"] == code.strip()
    assert found["comments"] == {"A": comment.strip()} and found["comment"] == code.strip()
    assert (found["group"], found["unit"], found["answers"]) == ("null", "no", {"B": "?", "A": "4"})


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@x", "#: - {}", "null", "~", "'", '"', "\\n", "a\nb\n c", "a\x85\u2028b", "😀", "{{x}}"],
)
def test_hostile_texts_stay_texts(text: str) -> None:
    found = read_back(response_yaml(Draft("P", "g", answers={"A": 1}, comments={None: text}), ("A",)))
    assert found["comment"] == text.strip()


def test_without_answers_it_is_still_a_response() -> None:
    assert read_back(response_yaml(Draft("P", "g"), ()))["answers"] == {}


@pytest.mark.parametrize(
    ("code", "stem"), [("K7M2QX", "K7M2QX"), ("sales-team-01", "sales-team-01"), ("7", "7"), ("a_b", "a_b")]
)
def test_a_plain_code_is_its_file_name(code: str, stem: str) -> None:
    assert file_stem(code) == stem


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_code_leaves_the_folder(code: str) -> None:
    stem = file_stem(code)
    assert stem.isascii() and stem.replace("-", "").replace("_", "").isalnum() and len(stem) <= 80


@pytest.mark.parametrize("code", ["../../x", "C:\\x", "CON", "lpt1", "a b", "ä", "x" * 61, ".x", "-x", "…"])
def test_other_codes_are_made_harmless_and_told_apart(code: str) -> None:
    assert file_stem(code) != code
    assert file_stem(code) != file_stem(f"{code}.")


def test_two_people_never_share_a_file() -> None:
    taken = {"p1-own.yaml"}
    names = {file_name("P1", "own", taken), file_name("p1", "own", taken), file_name("P1", "own", ())}
    assert len({name.casefold() for name in names}) == 3
