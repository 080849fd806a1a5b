"""Issues as lines a person reads and an editor jumps to: `file:line:column: error[Q012] message`.

What is to be done stands below; of issues that follow each other and want the same, once, below the last.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from salesex.cli.issue_formats.report import IssueReport, Row, told
from salesex.cli.issue_formats.words import word
from salesex.cli.output import coloured, visible

if TYPE_CHECKING:
    from rich.console import Console

    from salesex.errors import Issue

INDENT = 2
COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def document(report: IssueReport) -> bytes:
    """Return what a person wants to see, without colour."""
    return "".join(f"{line}\n" for line in _all_lines(report.wanted(), report.language)).encode()


def show(report: IssueReport, stream: TextIO | None = None) -> None:
    """Write what a person wants to see to a stream (stdout), in colour where that helps."""
    _write(report.wanted(), report.language, stream or sys.stdout)


def write(issues: Iterable[Issue], language: str, stream: TextIO) -> None:
    """Write issues to a stream, in colour where that helps."""
    _write((told(issue, language) for issue in issues), language, stream)


def lines(row: Row, language: str) -> tuple[str, str]:
    """Return the line of one issue and, indented, what to do about it."""
    cell = f" ({word('cell', language)} {row.cell})" if row.is_workbook and row.cell else ""
    head = f"{_place(row)}: {_kind(row)} {visible(row.message)}{cell}"
    return head, f"    {visible(row.help)}"


def _alike(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows that follow each other, are about the same and have the same remedy, together."""
    return (list(same) for _, same in groupby(rows, key=lambda row: (row.issue.code, row.help)))


def _all_lines(rows: Iterable[Row], language: str) -> Iterator[str]:
    for same in _alike(rows):
        told = [lines(row, language) for row in same]
        yield from (head for head, _ in told)
        yield told[-1][1]


def _write(rows: Iterable[Row], language: str, stream: TextIO) -> None:
    if not coloured(stream):
        stream.writelines(f"{line}\n" for line in _all_lines(rows, language))
        return
    _write_coloured(rows, language, stream)


def _write_coloured(rows: Iterable[Row], language: str, stream: TextIO) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    for same in _alike(rows):
        for row in same:
            _print_head(row, language, console)
        remedy = Text(lines(same[-1], language)[1].strip(), style="dim")
        console.print(Padding(remedy, (0, 0, 0, 4)))


def _print_head(row: Row, language: str, console: Console) -> None:
    """Print the place, the code in its colour and the message of one issue."""
    from rich.padding import Padding
    from rich.text import Text

    text = Text(lines(row, language)[0])
    start = len(_place(row)) + 2
    text.stylize(COLOURS[row.issue.severity], start, start + len(_kind(row)))
    # The place stays whole, for terminals and editors that jump to it.
    fits = start < console.width - INDENT
    for number, line in enumerate(text.wrap(console, console.width - INDENT) if fits else [text]):
        line.rstrip()
        console.print(Padding(line, (0, 0, 0, INDENT)) if number else line, soft_wrap=number == 0)


def _kind(row: Row) -> str:
    return f"{row.issue.severity}[{row.issue.code}]"


def _place(row: Row) -> str:
    place = [visible(row.file)]
    if row.issue.line is not None:
        place.append(str(row.issue.line))
        if row.issue.column is not None:
            place.append(str(row.issue.column))
    return ":".join(place)
