"""What is understood without typer means the same as with it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from salesex.cli import app, quick
from salesex.errors import UsageError

WORDS = ["validate", "--strict", "--format", "json", "text", "--format=json", "--format=", "--lang", "de", "en",
         "--lang=de", "--lang=fr", "a.yaml", "b", "-", "--", "-h", "--help", "--nonsense", "", "=", "--strict=1"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=6))
@example(["a.yaml", "--format", "json", "--strict", "--lang=de", "b"])
@example(["a.yaml"])
def test_quick_agrees_with_typer(words: list[str]) -> None:
    understood = quick.parse(["validate", *words])
    if understood is not None:
        assert understood == app.parse(["validate", *words])


def test_the_everyday_form_is_understood() -> None:
    assert quick.parse(["validate", "a.yaml", "b", "--strict", "--format=json"]) is not None


def test_everything_else_is_left_to_typer() -> None:
    for words in (
        ["validate"],
        ["validate", "a", "--format", "xml"],
        ["validate", "-x", "a"],
        ["assess", "a"],
        [],
    ):
        assert quick.parse(words) is None
    try:
        app.parse(["validate", "a", "--format", "xml"])
    except UsageError as error:
        assert "xml" in error.message
