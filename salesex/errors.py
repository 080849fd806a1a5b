"""What can go wrong: the exception tree and the Issue.

SalesexError                anything a user or a machine can cause
├── DataError               files with errors in them (exit 1); carries every Issue
├── ChangedError            stored results are no longer those of the files (exit 1)
├── UsageError              a command called wrongly (exit 2)
├── CannotRunError          missing, locked or unwritable file, missing library (exit 3)
└── NothingToShowError      nothing at all can or may be shown (exit 4)

Exceptions carry facts and never print. Every other exception is a bug (exit 70).
The codes, severities and words of issues are in `salesex.catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from salesex.frozen import Frozen

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Fact = str | tuple[tuple[str, ...], int]
"""A text, or the first names of a list and how many more there are."""


class Issue(Frozen):
    """One thing that is wrong in one place of one file.

    `line` and `column` count from 1; for a table `line` is the row as the spreadsheet counts it.
    `path` is a JSON pointer (YAML) or the header of the column (tables), empty where neither exists.
    `text_line` is the line a text editor shows for that row, where it is another one.
    `facts` are what the words for it are filled with; `catalogue.tell` says it in a language.
    """

    severity: Severity
    code: str
    file: str
    line: int | None = None
    column: int | None = None
    path: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()
    text_line: int | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: file, place, code."""
        return self.file, self.line or 0, self.column or 0, self.code, repr(self.facts)


class SalesexError(Exception):
    """Base of everything that is not a bug; `help` says what to do."""

    exit_code = 70

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class DataError(SalesexError):
    """Files hold errors; all of them are in `issues`, to be told in `language`."""

    exit_code = 1

    def __init__(self, issues: Iterable[Issue], language: str = "en") -> None:
        self.issues = tuple(sorted(issues, key=lambda issue: issue.sort_key))
        self.language = language
        count = sum(issue.severity == "error" for issue in self.issues)
        plural = "" if count == 1 else "s"
        super().__init__(f"{count} error{plural} in the data", "Mend what is listed above.")


class ChangedError(SalesexError):
    """Stored results do not belong to the files any more."""

    exit_code = 1


class UsageError(SalesexError):
    """A command was called with words it does not take."""

    exit_code = 2


class CannotRunError(SalesexError):
    """Something outside the data is missing, locked, unreadable or unwritable."""

    exit_code = 3


class NothingToShowError(SalesexError):
    """Every value is hidden or cannot be computed."""

    exit_code = 4
