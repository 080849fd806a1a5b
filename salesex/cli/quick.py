"""The everyday form of `validate`, understood without typer: loading that takes longer than a check.

CI calls `validate` for every file that changed. Whatever is not plainly right is left to `app`, which
knows every option, helps, and says what is wrong; where this module understands the words, both agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesex.cli.issue_formats import FORMATS

if TYPE_CHECKING:
    from salesex.cli.validate import Options

VALUES = {"--format": FORMATS, "--lang": ("de", "en"), "--output": ()}
"""Options with a value, and what it may be; anything where nothing is named."""


def parse(words: Sequence[str]) -> Options | None:
    """Return what `validate` is to do, or None where `app` must look at the words."""
    if words[:1] != ["validate"]:
        return None
    given: dict[str, str] = {}
    paths: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--strict":
            given[word] = word
        elif name in VALUES:
            given[name] = value if equals else next(rest, "")
            if not _is_plain(given[name], VALUES[name]):
                return None
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    if not paths:
        return None
    from salesex.cli.validate import Options

    return Options(
        paths=tuple(paths),
        format=given.get("--format", "text"),
        strict="--strict" in given,
        language=given.get("--lang"),
        output=given.get("--output"),
    )


def _is_plain(value: str, choices: Sequence[str]) -> bool:
    return value in choices if choices else bool(value) and not value.startswith("-")
