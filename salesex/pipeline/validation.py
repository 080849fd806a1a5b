"""`validate`: every issue of every file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.errors import Issue, Severity


@dataclass(frozen=True, slots=True)
class Validation:
    """What `validate` found: issues sorted by place, issues switched off.

    `files` are what was read, as kind (engagement, questionnaire, response) and path, by path;
    standard input is `<stdin>`. `language` is that of the first engagement, else English.
    """

    issues: tuple[Issue, ...]
    files: tuple[tuple[str, Path], ...]
    switched_off: int
    language: str

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
    CannotRunError : a path is missing or unreadable, or no questionnaire is found at all
    """
    from salesex.surveys.discovery import check

    checked = check([Path(path) for path in paths], stdin)
    files = sorted(checked.found, key=lambda pair: pair[1].as_posix())
    return Validation(checked.issues, tuple(files), checked.switched_off, checked.language)
