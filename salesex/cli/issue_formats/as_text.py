"""Issues as lines a person reads and an editor jumps to: `file:line:column: error[Q012] message`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from salesex.cli.issue_formats.report import IssueReport, Row, told
from salesex.cli.issue_formats.words import word
from salesex.cli.output import coloured, visible

if TYPE_CHECKING:
    from salesex.errors import Issue

INDENT = 2
COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def document(report: IssueReport) -> bytes:
    """Return what a person wants to see, without colour."""
    return "".join(f"{line}\n" for row in report.wanted() for line in lines(row, report.language)).encode()


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


def _write(rows: Iterable[Row], language: str, stream: TextIO) -> None:
    if not coloured(stream):
        stream.writelines(f"{line}\n" for row in rows for line in lines(row, language))
        return
    _write_coloured(rows, language, stream)


def _write_coloured(rows: Iterable[Row], language: str, stream: TextIO) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    for row in rows:
        head, remedy = lines(row, language)
        text = Text(head)
        start = len(_place(row)) + 2
        text.stylize(COLOURS[row.issue.severity], start, start + len(_kind(row)))
        # The place stays whole, for terminals and editors that jump to it.
        fits = start < console.width - INDENT
        for number, line in enumerate(text.wrap(console, console.width - INDENT) if fits else [text]):
            line.rstrip()
            console.print(Padding(line, (0, 0, 0, INDENT)) if number else line, soft_wrap=number == 0)
        console.print(Padding(Text(remedy.strip(), style="dim"), (0, 0, 0, 4)))


def _kind(row: Row) -> str:
    return f"{row.issue.severity}[{row.issue.code}]"


def _place(row: Row) -> str:
    place = [visible(row.file)]
    if row.issue.line is not None:
        place.append(str(row.issue.line))
        if row.issue.column is not None:
            place.append(str(row.issue.column))
    return ":".join(place)
