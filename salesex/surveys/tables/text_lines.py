"""Where rows stand in the text of a CSV file: cells may hold line ends, so that rows are no lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from salesex.errors import CannotRunError, Issue
from salesex.frozen import replace
from salesex.surveys.folder import TABLES
from salesex.surveys.formats.reader import read_bytes

_TEXTS = TABLES[:2]
_COUNT_LINES = frozenset({"R004", "R032"})
"""Codes about a file that has no rows: their line is one of the text."""


def with_text_lines(issues: Sequence[Issue]) -> Iterator[Issue]:
    """Yield issues, sorted by file, with the line of the text where it is not the row.

    A table without issues is not read for this, and one with them is read a second time: that is rare,
    while noting the line of every row would cost every table.
    """
    for file, found in groupby(issues, lambda issue: issue.file):
        own = list(found)
        if not file.lower().endswith(_TEXTS) or not any(map(_has_row, own)):
            yield from own
            continue
        lines = _lines(file)
        for issue in own:
            row = issue.line if _has_row(issue) else None
            is_other = row is not None and row <= len(lines) and lines[row - 1] != row
            yield replace(issue, text_line=lines[row - 1]) if row is not None and is_other else issue


def _has_row(issue: Issue) -> bool:
    return issue.line is not None and issue.code not in _COUNT_LINES


def _lines(file: str) -> list[int]:
    from salesex.surveys.tables.tables import lines_of_rows

    try:
        return lines_of_rows(read_bytes(Path(file)), "respondent")
    except CannotRunError:  # it is gone by now
        return []
