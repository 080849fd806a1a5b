"""The everyday form of `validate`, understood without typer: loading that takes longer than a check.

CI calls `validate` for every file that changed. Whatever is not plainly right is left to `app`, which
knows every option, helps, and says what is wrong; where this module understands the words, both agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.cli.validate import Options

VALUES = {"--format": ("text", "json"), "--lang": ("de", "en")}
"""Options with a value, and what it may be."""


def parse(words: Sequence[str]) -> Options | None:
    """Return what `validate` is to do, or None where `app` must look at the words."""
    if words[:1] != ["validate"]:
        return None
    given: dict[str, str] = {}
    paths: list[Path] = []
    rest = iter(words[1:])
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--strict":
            given[word] = word
        elif name in VALUES:
            given[name] = value if equals else next(rest, "")
            if given[name] not in VALUES[name]:
                return None
        elif word.startswith("-") or not word:
            return None
        else:
            paths.append(Path(word))
    if not paths:
        return None
    from salesex.cli.validate import Options

    return Options(tuple(paths), given.get("--format", "text"), "--strict" in given, given.get("--lang"))
