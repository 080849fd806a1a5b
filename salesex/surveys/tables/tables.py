"""Tables as rows of text: CSV and TSV here, XLSX by `workbooks`. Nothing guesses types."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

from salesex import catalogue
from salesex.catalogue import Word
from salesex.surveys.collected import Collected
from salesex.surveys.tables.workbook_xml import LONGEST_CELL, MAX_ROWS
from salesex.surveys.tables.workbooks import CONTENT_TYPES, Row, read_workbook

SEPARATORS = ";,\t"
NAMED_SEPARATORS = SEPARATORS + "|"
"""Separators that a `sep=` line may name."""
MAX_MEGABYTES = 100
"""Largest table that is read."""
ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0"
SEP_LINE = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_SAMPLE = 100_000
_NAMED = 20
"""Bytes that a `sep=` line fills at most, in UTF-16 with BOM."""
_BYTE_ORDER_MARK = "\ufeff"


def read_table(
    data: bytes, file: str, first_column: str, issues: Collected, ending: str | None = None
) -> Iterator[Row]:
    """Yield the rows of a .csv, .tsv or .xlsx file that are not empty, the header first.

    A row is as long as its last value needs. What is wrong is added to `issues` while the rows are
    read, so that a table never stands in memory as a whole.

    Parameters
    ----------
    data : the file as it is on disk
    file : its name, for issues and for the ending
    first_column : a header by which the right separator is known
    ending : what the content says the file is; without it the name does
    """
    empty = True
    for row in _rows(data, file, first_column, issues, ending or file[file.rfind(".") :].lower()):
        empty = False
        yield row
    if empty and not issues.has_error(file):
        issues.append(catalogue.issue("R002", file=file))


def _rows(data: bytes, file: str, first_column: str, issues: Collected, ending: str) -> Iterator[Row]:
    code = _no_table(data, ending)
    if code is not None:
        issues.append(catalogue.issue(code, file=file, ending=ending))
    elif ending == ".xlsx":
        yield from read_workbook(data, file, issues)
    else:
        yield from _read_text(data, file, first_column, issues)


def _no_table(data: bytes, ending: str) -> str | None:
    """Code of what the first bytes tell."""
    if not data.strip():
        return "R002"
    if data.startswith(OLE_START):
        return "R035"
    is_archive = data.startswith(ZIP_START)
    if ending == ".xlsx":
        return None if is_archive else "R038"
    if is_archive:
        return "R037" if CONTENT_TYPES in data else "R032"
    return None


def _read_text(data: bytes, file: str, first_column: str, issues: Collected) -> Iterator[Row]:
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        issues.append(catalogue.issue("R004", file=file, line=line))
        return
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        issues.append(catalogue.issue("R032", file=file, line=line))
        return
    if not text.strip(SEPARATORS + '\r\n "'):
        return
    try:
        yield from _even_rows(*_separator(text, first_column), file, issues)
    except BrokenTableError as error:
        problem = Word(error.problem)
        issues.append(
            catalogue.issue("R033", file=file, line=error.row, column=error.column, problem=problem)
        )


def _even_rows(text: str, separator: str, file: str, issues: Collected) -> Iterator[Row]:
    """Rows with values, as long as the header; the others are reported at the first cell too many or few."""
    headers: list[str] = []
    width = 0
    for number, cells in csv_rows(text, separator):
        filled = _filled(cells)
        if not filled:
            continue
        row = [cell.strip() for cell in islice(cells, filled)]
        if not headers:
            headers, width = row, len(cells)
        if len(cells) < len(headers) or filled > width:
            column = 1 + min(len(cells), width)
            path = headers[column - 1] if column <= len(headers) else ""
            found, expected = len(cells), len(headers)
            issues.append(
                catalogue.issue(
                    "R047", file=file, line=number, column=column, path=path, found=found, expected=expected
                )
            )
            if issues.is_full(file):
                return
        else:
            yield number, row


def lines_of_rows(data: bytes, first_column: str) -> list[int]:
    """Line of the text on which each row begins, from 1, up to the first row that cannot be read.

    Empty where rows are lines anyway, and where there are no rows at all.
    """
    try:
        text = decode(data) if b'"' in data or b"=" in data[:_NAMED] else ""
        rest, separator = _separator(text, first_column)
    except (UnicodeDecodeError, BrokenTableError):
        return []
    lines = _Lines(rest)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    before = 1 + (rest != text)
    begins = [before]
    with suppress(csv.Error):
        begins.extend(before + reader.line_num for _ in reader)
    return begins if begins[-1] != len(begins) else []


def raw_rows(text: str, first_column: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every row of a text as it stands, its end included, and its cells, trimmed.

    A `sep=` line has no cells. Where a row cannot be read as one, lines are rows from there on.
    """
    try:
        rest, separator = _separator(text, first_column)
    except BrokenTableError:
        rest, separator = text, SEPARATORS[0]
    if rest != text:
        yield text[: len(text) - len(rest)], []
    lines = _Lines(rest)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    with suppress(csv.Error):
        for cells in reader:
            yield lines.row(), [cell.strip() for cell in cells]
            lines.end_row()
        return
    for match in _LINE.finditer(rest, lines.begin):
        yield match[0], [cell.strip(' "\r\n') for cell in match[0].split(separator)]


def decode(data: bytes) -> str:
    """Text of a table: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252.

    A BOM inside, where files were put together, is no part of the text either.

    Raises
    ------
    UnicodeDecodeError : it is none of them
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252")
    return text.replace(_BYTE_ORDER_MARK, "")


class BrokenTableError(Exception):
    """A row of a table cannot be read; the column where it is known, and the problem as a word."""

    def __init__(self, row: int, column: int | None, problem: str) -> None:
        self.row = row
        self.column = column
        self.problem = problem


class _Lines(Iterator[str]):
    """Lines of a text with their ends; knows where the row that is being read began."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = _LINE.finditer(text)
        self._end = 0
        self._begin = 0

    def __next__(self) -> str:
        match = next(self._found)
        self._end = match.end()
        return match[0]

    def end_row(self) -> None:
        """Let the next row begin after the last line."""
        self._begin = self._end

    @property
    def begin(self) -> int:
        """Where the row that is being read began."""
        return self._begin

    def row(self) -> str:
        """The row as far as it was read."""
        return self._text[self._begin : self._end]


def csv_rows(text: str, separator: str) -> Iterator[Row]:
    """Yield number and cells of every row, as written.

    Raises
    ------
    BrokenTableError : a row cannot be read
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BrokenTableError(number, *_trouble(lines.row(), separator)) from None
        if number > MAX_ROWS:
            raise BrokenTableError(number, None, "too_many_rows")
        lines.end_row()
        yield number, cells


def _trouble(row: str, separator: str) -> tuple[int | None, str]:
    """Column and name of what `csv` refuses in a row: a cell without end, or signs after a closing quote."""
    quoted = re.compile(r'"[^"]*+(?:""[^"]*+)*+("?)')
    bare = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    position, column = 0, 1
    while position < len(row):
        match = (quoted if row[position] == '"' else bare).match(row, position)
        if match is None or row[position] != '"':
            end = match.end() if match else len(row)
        elif not match[1]:
            return column, "csv_open_quote"
        else:
            end = match.end()
            if row[end : end + 1] not in {separator, "\r", "\n", ""}:
                return column, "csv_after_quote"
        if end - position > LONGEST_CELL:
            return column, "csv_long_cell"
        position, column = end + 1, column + 1
    return None, "csv_unreadable"


def named_separator(text: str) -> tuple[str, str] | None:
    """The text without a `sep=` line, and the separator it names; None without such a line.

    Raises
    ------
    BrokenTableError : the line names something else
    """
    match = SEP_LINE.match(text)
    if match is None:
        return None
    if match[1] not in NAMED_SEPARATORS:
        raise BrokenTableError(1, 1, "bad_separator")
    return text[match.end() :], match[1]


def _separator(text: str, first_column: str) -> tuple[str, str]:
    """The text without a `sep=` line, and the separator: one that finds the column, else the commonest.

    Raises
    ------
    BrokenTableError : the line names something else
    """
    if named := named_separator(text):
        return named
    sample = text[:_SAMPLE]

    def fitness(separator: str) -> tuple[bool, int]:
        try:
            header = next((cells for _, cells in csv_rows(sample, separator) if _filled(cells)), [])
        except BrokenTableError:
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
