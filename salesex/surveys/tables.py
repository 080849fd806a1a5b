"""Tables as rows of text: CSV and TSV here, XLSX by `workbooks`. Nothing guesses types."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.collected import Collected
from salesex.surveys.workbooks import MAX_ROWS, Place, Row, read_workbook

SEPARATORS = ";,\t"
NAMED_SEPARATORS = SEPARATORS + "|"
"""Separators that a `sep=` line may name."""
ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0"
_SEP_LINE = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_SAMPLE = 100_000
_PROBLEMS = {
    "unexpected end of data": "csv_open_quote",
    "expected after": "csv_after_quote",
    "field larger than": "csv_long_cell",
    "new-line character": "csv_line_break",
}
"""What the messages of the csv module hold, and the word of the catalogue for it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are not empty, the header first; every row is as long as the widest needs.

    `beyond` has the true column of values that stood further right than the header, by the row and
    the column where they stand now.
    """

    rows: tuple[Row, ...]
    issues: tuple[Issue, ...] = ()
    beyond: dict[Place, int] = field(default_factory=dict)


def read_table(data: bytes, file: str, first_column: str) -> Table:
    """Read the bytes of a .csv, .tsv or .xlsx file.

    Parameters
    ----------
    data : the file as it is on disk
    file : its name, for issues and for the ending
    first_column : a header by which the right separator is known
    """
    ending = file[file.rfind(".") :].lower()
    if not data.strip():
        return _failed("R002", file)
    if data.startswith(OLE_START):
        return _failed("R035", file)
    if ending == ".xlsx":
        if not data.startswith(ZIP_START):
            return _failed("R038", file)
        rows, issues, beyond = read_workbook(data, file)
        return _table(rows, issues, file, beyond)
    if data.startswith(ZIP_START):
        return _failed("R037", file, ending=ending)
    return _read_text(data, file, first_column)


def _failed(code: str, file: str, ending: str = "") -> Table:
    return Table((), (catalogue.issue(code, file=file, ending=ending),))


def _read_text(data: bytes, file: str, first_column: str) -> Table:
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Table((), (catalogue.issue("R004", file=file, line=line),))
    if "\0" in text:
        return _failed("R032", file)
    if not text.strip(SEPARATORS + "\r\n "):
        return _failed("R002", file)
    rows: list[Row] = []
    issues = Collected()
    widths: list[int] = []
    try:
        text, separator = _separator(text, first_column)
        for number, cells in _csv_rows(text, separator):
            filled = _filled(cells)
            if not filled:
                continue
            if not widths:
                widths = [filled, len(cells)]
            if len(cells) < widths[0] or filled > widths[1]:
                issues.append(
                    catalogue.issue("R047", file=file, line=number, found=len(cells), expected=widths[0])
                )
                if issues.is_full(file):
                    break
                continue
            rows.append((number, [cell.strip() for cell in cells]))
    except _BrokenTableError as error:
        issues.append(catalogue.issue("R033", file=file, line=error.row, problem=error.problem))
        if error.row > MAX_ROWS:
            rows.clear()
    return _table(rows, issues, file)


def decode(data: bytes) -> str:
    """Text of a table: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252.

    Raises
    ------
    UnicodeDecodeError : it is none of them
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


class _BrokenTableError(Exception):
    def __init__(self, row: int, problem: Word) -> None:
        self.row = row
        self.problem = problem


def _csv_rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found = (word for needle, word in _PROBLEMS.items() if needle in str(error))
            raise _BrokenTableError(number, Word(next(found, "csv_unreadable"))) from None
        if number > MAX_ROWS:
            raise _BrokenTableError(number, Word("too_many_rows"))
        yield number, cells


def _separator(text: str, first_column: str) -> tuple[str, str]:
    """The text without a `sep=` line, and the separator: one that finds the column, else the commonest.

    Raises
    ------
    _BrokenTableError : the line names something else
    """
    if match := _SEP_LINE.match(text):
        if match[1] not in NAMED_SEPARATORS:
            raise _BrokenTableError(1, Word("bad_separator"))
        return text[match.end() :], match[1]
    sample = text[:_SAMPLE]

    def fitness(separator: str) -> tuple[bool, int]:
        try:
            header = next((cells for _, cells in _csv_rows(sample, separator) if _filled(cells)), [])
        except _BrokenTableError:
            return False, sample.partition("\n")[0].count(separator)
        names = {re.split(r"[\s:]", cell.strip().casefold(), maxsplit=1)[0] for cell in header}
        return first_column in names, len(header)

    return text, max(SEPARATORS, key=fitness)


def _filled(cells: Sequence[str]) -> int:
    """Number of cells up to the last one that is not blank."""
    for index in range(len(cells), 0, -1):
        if cells[index - 1] and not cells[index - 1].isspace():
            return index
    return 0


def _table(
    rows: Iterable[Row], issues: Iterable[Issue], file: str, beyond: dict[Place, int] | None = None
) -> Table:
    """Cut what is empty on the right, and fill up short rows."""
    kept = [(number, cells, _filled(cells)) for number, cells in rows]
    width = max((filled for _, _, filled in kept), default=0)
    found = tuple(
        (number, cells[:width] + [""] * (width - len(cells))) for number, cells, filled in kept if filled
    )
    problems = tuple(issues)
    if not found and not any(issue.severity == "error" for issue in problems):
        problems += (catalogue.issue("R002", file=file),)
    return Table(found, problems, beyond or {})
