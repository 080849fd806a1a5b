"""XLSX as rows of text, in one pass with openpyxl, which is imported only when a workbook is read."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.collected import Collected

Row = tuple[int, list[str]]
"""Number of a row as the spreadsheet counts it, from 1, and its cells, trimmed."""

Place = tuple[int, int]
"""Row and column, from 1."""
Sheet = tuple[list[Row], list[Issue], dict[Place, int]]
"""Rows, issues, and `Table.beyond`."""

MAX_ROWS = 1_048_576
"""Rows of a table, which is what a spreadsheet can have."""
MAX_MEGABYTES = 250
"""Largest size of a workbook when unpacked; a real one has a few."""
GUIDES = {"de": "Anleitung", "en": "Instructions"}
"""Titles of the sheet that explains an answer sheet; it holds no answers."""
_ENCRYPTED = 0x1
_ROW_TAGS = (b"<row", b":row")
"""Begin of a row, the second with a prefix; both as long as each other."""


def read_workbook(data: bytes, file: str) -> Sheet:
    """Read the first visible sheet; values that formulas left in the file count as written."""
    try:
        problem = _archive_issue(data, file)
        if problem is not None:
            return [], [problem], {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data, file)
    except zipfile.BadZipFile:
        return [], [catalogue.issue("R034", file=file, problem=Word("bad_archive"))], {}
    except Exception:
        # openpyxl meets damaged parts with whatever exception its parsing happens to raise.
        return [], [catalogue.issue("R034", file=file, problem=Word("bad_part"))], {}


def _archive_issue(data: bytes, file: str) -> Issue | None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            return catalogue.issue("R035", file=file)
        size = sum(part.file_size for part in parts) // 1_000_000
        if size > MAX_MEGABYTES:
            return catalogue.issue("R036", file=file, size=size, limit=MAX_MEGABYTES)
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        if any(_has_too_many_rows(archive, sheet) for sheet in sheets):
            return catalogue.issue("R034", file=file, problem=Word("too_many_rows"))
    return None


def _has_too_many_rows(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> bool:
    """Look for the tags of rows without parsing them, which would keep every one in memory."""
    count, tail = 0, b""
    with archive.open(sheet) as stream:
        while chunk := stream.read(1 << 20):
            piece = tail + chunk
            count += sum(piece.count(tag) for tag in _ROW_TAGS)
            if count > MAX_ROWS:
                return True
            tail = piece[1 - len(_ROW_TAGS[0]) :]
    return False


def _read(data: bytes, file: str) -> Sheet:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            return [], [catalogue.issue("R040", file=file)], {}
        issues = Collected()
        first, *others = [str(sheet.title) for sheet in visible]
        others = [title for title in others if title not in GUIDES.values()]
        if others:
            issues.append(catalogue.issue("R039", file=file, read=first, others=others))
        rows: list[Row] = []
        sheet = _Sheet(visible[0])
        for number, cells, bare in sheet.rows():
            if any(cells):
                rows.append((number, cells))
            issues.extend(catalogue.issue("R041", file=file, line=number, column=column) for column in bare)
            if issues.is_full(file):
                break
        return rows, issues, sheet.beyond
    finally:
        book.close()


class _Sheet:
    """Goes through the rows of a sheet with openpyxl's parser.

    openpyxl's own iteration gives no way to tell a formula without stored value from an empty cell,
    and makes an object per cell. Plain numbers and texts, nearly all of a table, are taken directly.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._parts: Any = importlib.import_module("openpyxl.worksheet._reader")
        self._columns: dict[str, int] = {}
        self._dates = {str(style) for style in sheet.parent._date_formats}
        self._strings: dict[str, str] = {}
        self._width = 0
        self.beyond: dict[Place, int] = {}

    def rows(self) -> Iterator[tuple[int, list[str], list[int]]]:
        """Number, cells as text, columns of formulas without stored value, of every row in the file."""
        from openpyxl.xml.functions import iterparse

        book = self._sheet.parent
        with self._sheet._get_source() as source:
            parser = self._parts.WorkSheetParser(
                source,
                self._sheet._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            tag = self._parts.ROW_TAG
            for _, element in iterparse(source):
                if element.tag == tag:
                    parser.row_counter = int(element.get("r") or parser.row_counter + 1)
                    parser.col_counter = 0
                    yield parser.row_counter, *self._row(element, parser)
                    element.clear()

    def _row(self, element: Any, parser: Any) -> tuple[list[str], list[int]]:
        cells: list[str] = []
        bare: list[int] = []
        for part in element:
            column, text = self._plain(part, parser)
            if text is None:
                cell = parser.parse_cell(part)
                column = cell["column"]
                if cell["value"] is None:
                    if part.find(self._parts.FORMULA_TAG) is not None:
                        bare.append(column)
                    continue
                text = as_text(cell["value"])
            # What stands right of the header is wrong wherever it stands; long rows cost memory.
            if self._width and column > self._width:
                if not text:
                    continue
                self.beyond.setdefault((parser.row_counter, self._width + 1), column)
                column = self._width + 1
            if column > len(cells):
                cells.extend([""] * (column - len(cells)))
            cells[column - 1] = text
        self._width = self._width or (len(cells) if any(cells) else 0)
        return cells, bare

    def _plain(self, part: Any, parser: Any) -> tuple[int, str | None]:
        """Column and text of a whole number or a shared string; None where the parser must decide."""
        place = part.get("r")
        value = part.findtext(self._parts.VALUE_TAG)
        if not place or not value:
            return 0, None
        kind = part.get("t", "n")
        if kind == "s":
            text = self._strings.get(value)
            if text is None:
                text = self._strings[value] = as_text(parser.shared_strings[int(value)])
        elif kind == "n" and value.isdigit() and part.get("s", "0") not in self._dates:
            text = value
        else:
            return 0, None
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = int(self._parts.coordinate_to_tuple(place)[1])
        parser.col_counter = column
        return column, text


def as_text(value: object) -> str:
    """A stored value as a person would type it: 7.0 as 7, a day as 2026-11-02."""
    if isinstance(value, str):
        return value.replace("_x000D_", "").strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
