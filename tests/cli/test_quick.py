"""What is understood without typer means the same as with it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salesex.cli import app, quick

OPTIONS = [
    "--strict",
    "--strict=1",
    "--format",
    "--format=json",
    "--format=",
    "--lang",
    "--lang=de",
    "--lang=fr",
]
OTHERS = ["--", "-h", "--help", "--nonsense", "--output", "--output=x", "--explain"]
VALUES = ["json", "text", "sarif", "de", "en", "a.yaml", "b", "*.yaml", "-", "", "=", "out.json", "Q012"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(OPTIONS + OTHERS + VALUES), max_size=6))
@example(["a.yaml", "--format", "json", "--strict", "--lang=de", "b"])
@example(["a.yaml"])
def test_quick_agrees_with_typer(words: list[str]) -> None:
    understood = quick.parse(["validate", *words])
    if understood is not None:
        assert understood == app.parse(["validate", *words])


def test_the_everyday_form_is_understood() -> None:
    assert quick.parse(["validate", "a.yaml", "b", "--strict", "--format=json"]) is not None


@pytest.mark.parametrize(
    "words", [[], ["validate"], ["validate", "-h"], ["assess", "a"], ["validate", "a", "--format", "xml"]]
)
def test_everything_else_is_left_to_typer(words: list[str]) -> None:
    assert quick.parse(words) is None
