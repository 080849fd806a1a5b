"""Issues as lines a person reads and an editor jumps to: `file:line:column: error[Q012] message`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from salesex.catalogue import tell
from salesex.cli.output import coloured, visible

if TYPE_CHECKING:
    from salesex.errors import Issue

COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
NOUNS = {"engagement": "engagement", "questionnaire": "questionnaire", "response": "response file"}
WORKBOOK = ".xlsx"


def lines(issue: Issue, language: str) -> tuple[str, str]:
    """Return the line of one issue and, indented, what to do about it."""
    told = tell(issue, language)
    head = f"{_place(issue)}: {issue.severity}[{issue.code}] {visible(told.message)}{_cell(issue)}"
    return head, f"    {visible(told.help)}"


def write(issues: Iterable[Issue], language: str, stream: TextIO | None = None) -> None:
    """Write issues to a stream (stdout), in colour where that helps."""
    stream = stream or sys.stdout
    if not coloured(stream):
        stream.writelines(f"{line}\n" for issue in issues for line in lines(issue, language))
        return
    _write_coloured(issues, language, stream)


def summary(kinds: Mapping[str, int], errors: int, warnings: int, switched_off: int) -> str:
    """Say in one line what was looked at, by kind, and what was found."""
    looked_at = ", ".join(counted(number, NOUNS[kind]) for kind, number in kinds.items())
    parts = [counted(errors, "error"), counted(warnings, "warning")]
    if switched_off:
        parts.append(f"{switched_off} switched off")
    return f"{looked_at}: {', '.join(parts)}"


def _write_coloured(issues: Iterable[Issue], language: str, stream: TextIO) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    for issue in issues:
        head, remedy = lines(issue, language)
        text = Text(head)
        start = len(_place(issue)) + 2
        text.stylize(COLOURS[issue.severity], start, start + len(f"{issue.severity}[{issue.code}]"))
        console.print(text, soft_wrap=True)
        console.print(Padding(Text(remedy.strip(), style="dim"), (0, 0, 0, 4)))


def _place(issue: Issue) -> str:
    place = [visible(issue.file)]
    if issue.line is not None:
        place.append(str(issue.line))
        if issue.column is not None:
            place.append(str(issue.column))
    return ":".join(place)


def _cell(issue: Issue) -> str:
    """The cell as a spreadsheet names it, where there is one: ` (cell DE3)`."""
    if not issue.file.lower().endswith(WORKBOOK) or issue.line is None or issue.column is None:
        return ""
    return f" (cell {column_letters(issue.column)}{issue.line})"


def column_letters(column: int) -> str:
    """Return the letters a spreadsheet gives a column, counted from 1.

    >>> [column_letters(number) for number in (1, 26, 27, 109, 703)]
    ['A', 'Z', 'AA', 'DE', 'AAA']
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 error, 2 errors."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
