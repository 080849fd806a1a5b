"""Tables as they are: every row of text with its number, nothing interpreted, whatever their shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from salesex import catalogue
from salesex.catalogue import Word
from salesex.model import Engagement
from salesex.model.exports import RawTable
from salesex.surveys import headers
from salesex.surveys.collected import Collected
from salesex.surveys.spelling import folded
from salesex.surveys.tables.columns import COMMENT, FIXED, Items, column_key
from salesex.surveys.tables.tables import (
    MAX_MEGABYTES,
    OLE_START,
    SEPARATORS,
    ZIP_START,
    BrokenTableError,
    csv_rows,
    decode,
    named_separator,
)
from salesex.surveys.tables.workbooks import Row, read_sheet

_SAMPLE_ROWS = 100
_SAMPLE = 200_000
_PAGES = (b"<!", b"<?", b"<html", b"<HTML", b"<svg", b"<table")
_NO_TABLES = (*_PAGES, b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", OLE_START)
"""How files begin that may hold separators all the same; `<p>` is a heading that kept its HTML."""


def raw_table(data: bytes, file: str, issues: Collected, most: int | None = None) -> RawTable | None:
    """Return a CSV file or the first visible sheet of a workbook; None where it is no table.

    What cannot be read in a table is added to `issues`.

    Parameters
    ----------
    most : rows that are read; None for all
    """
    if len(data) > MAX_MEGABYTES * 1_000_000 or not data.strip() or data.lstrip().startswith(_NO_TABLES):
        return None
    if data.startswith(ZIP_START):
        sheet, rows = read_sheet(data, file, issues, most)
        return _table(file, sheet, rows)
    if headers.kind_in(data) is not None:
        return None
    try:
        text = decode(data)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else _table(file, "", list(islice(_text_rows(text, file, issues), most)))


def is_answer_table(table: RawTable, engagement: Engagement, items: Items) -> tuple[bool, bool]:
    """Tell whether a table names respondent and group as ours do, and whether every column is known."""
    first = next((row for row in table.rows if any(cell.strip() for cell in row)), ())
    ignored = frozenset(folded(name) for name in engagement.ignore_columns)
    names = [column_key(cell.strip(), items) for cell in first if cell.strip()]
    known = [
        name in FIXED or name in items or name.partition(":")[0] == COMMENT or folded(name) in ignored
        for name in names
    ]
    return {"respondent", "group"} <= set(names), all(known)


def _table(file: str, sheet: str, rows: list[Row]) -> RawTable:
    return RawTable(
        file, sheet, tuple(tuple(cells) for _, cells in rows), tuple(number for number, _ in rows)
    )


def _text_rows(text: str, file: str, issues: Collected) -> Iterator[Row]:
    try:
        rest, separator = named_separator(text) or (text, _likeliest(text[:_SAMPLE]))
        for number, cells in csv_rows(rest, separator):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except BrokenTableError as error:
        problem = Word(error.problem)
        issues.append(
            catalogue.issue("R033", file=file, line=error.row, column=error.column, problem=problem)
        )


def _likeliest(sample: str) -> str:
    """The separator by which a table is our own, else the most rows have the same number of cells."""

    def fitness(separator: str) -> tuple[bool, int]:
        widths: Counter[int] = Counter()
        is_ours = False
        try:
            for number, cells in csv_rows(sample, separator):
                is_ours = is_ours or (not widths and _names_respondent(cells))
                widths[len(cells)] += any(cells)
                if number == _SAMPLE_ROWS:
                    break
        except BrokenTableError:  # the sample may end inside a cell
            pass
        return is_ours, max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(SEPARATORS, key=fitness)


def _names_respondent(cells: list[str]) -> bool:
    return any(re.split(r"[\s:]", cell.strip().casefold(), maxsplit=1)[0] == "respondent" for cell in cells)
