"""Issues as lines a person reads and an editor jumps to: `file:line:column: error[Q012] message`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from salesex.cli.output import coloured, visible

if TYPE_CHECKING:
    from salesex.errors import Issue

COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def lines(issue: Issue) -> tuple[str, ...]:
    """Return the line of one issue and, indented, what to do about it."""
    head = f"{_place(issue)}: {issue.severity}[{issue.code}] {visible(issue.message)}"
    return (head, f"    {visible(issue.help)}") if issue.help else (head,)


def write(issues: Iterable[Issue], stream: TextIO | None = None) -> None:
    """Write issues to a stream (stdout), in colour where that helps."""
    stream = stream or sys.stdout
    if not coloured(stream):
        stream.writelines(f"{line}\n" for issue in issues for line in lines(issue))
        return
    _write_coloured(issues, stream)


def summary(files: int, errors: int, warnings: int, switched_off: int) -> str:
    """Say in one line what was looked at and what was found."""
    parts = [counted(files, "file"), counted(errors, "error"), counted(warnings, "warning")]
    if switched_off:
        parts.append(f"{switched_off} switched off")
    return ", ".join(parts)


def _write_coloured(issues: Iterable[Issue], stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    for issue in issues:
        head, *rest = lines(issue)
        text = Text(head)
        start = len(_place(issue)) + 2
        text.stylize(COLOURS[issue.severity], start, start + len(f"{issue.severity}[{issue.code}]"))
        console.print(text, soft_wrap=True)
        for line in rest:
            console.print(Text(line, style="dim"), soft_wrap=True)


def _place(issue: Issue) -> str:
    place = [visible(issue.file)]
    if issue.line is not None:
        place.append(str(issue.line))
        if issue.column is not None:
            place.append(str(issue.column))
    return ":".join(place)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 error, 2 errors."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
