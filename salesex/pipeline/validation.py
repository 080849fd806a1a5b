"""`validate`: every issue of every file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.frozen import Frozen

if TYPE_CHECKING:
    from salesex.errors import CannotRunError, Issue, Severity


class Validation(Frozen):
    """What `validate` found: issues sorted by place, issues switched off.

    `files` are what was read, as kind (engagement, questionnaire, response, map) and path, by path;
    standard input is `<stdin>`. `language` is that of the first engagement by path, else English.
    `passed_over` are YAML files in folders that are not meant for salesex, `unchecked` counts the answer
    files that wait for their engagement to be mended; `unreadable` says what could not be read.
    """

    issues: tuple[Issue, ...]
    files: tuple[tuple[str, Path], ...]
    switched_off: int
    language: str
    passed_over: tuple[Path, ...] = ()
    unchecked: int = 0
    unreadable: tuple[CannotRunError, ...] = ()

    def count(self, severity: Severity) -> int:
        """Number of issues of one severity."""
        return sum(issue.severity == severity for issue in self.issues)


def validate(paths: Iterable[str | Path], stdin: bytes | None = None) -> Validation:
    """Check questionnaires, engagements and responses; every issue of every file is returned.

    Parameters
    ----------
    paths : files, folders, and patterns such as `questionnaires/**/*.yaml`
    stdin : a questionnaire or an engagement that has no path

    Raises
    ------
    CannotRunError : a pattern matches nothing, nothing to check is found, or nothing of it can be read
    """
    from salesex.surveys.discovery import check

    checked = check([Path(path) for path in paths], stdin)
    files = sorted(checked.found, key=lambda pair: pair[1].as_posix())
    return Validation(
        issues=checked.issues,
        files=tuple(files),
        switched_off=checked.switched_off,
        language=checked.language,
        passed_over=checked.passed_over,
        unchecked=checked.unchecked,
        unreadable=checked.unreadable,
    )
