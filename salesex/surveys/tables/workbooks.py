"""XLSX as rows of text, in one pass and in bounded memory. openpyxl tells dates from numbers."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import PurePath
from typing import Final

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.collected import Collected
from salesex.surveys.tables import workbook_xml
from salesex.surveys.tables.workbook_xml import BrokenPartError, Cells, Element

Row = tuple[int, list[str]]
"""Number of a row as the spreadsheet counts it, from 1, and its cells, trimmed."""

MAX_MEGABYTES = 250
"""Largest size of a workbook when unpacked; a real one has a few."""
MAX_TEXT_MEGABYTES = 50
"""Largest size of the part with the texts of the cells, the only one that is kept."""
MANY_PARTS = 10_000
"""Parts of an archive; a real one has some dozens."""
GUIDES = {"de": "Anleitung", "en": "Instructions"}
"""Titles of the sheet that explains an answer sheet; it holds no answers."""
CONTENT_TYPES = b"[Content_Types].xml"
"""Name of a part that every workbook has."""
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_EPOCHS: Final = {"1900": dt.datetime(1899, 12, 30), "1904": dt.datetime(1904, 1, 1)}
_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of the formats for days and times that every workbook has."""
_ELAPSED = 46
_STYLES = ("cellXfs", "cellStyleXfs")
"""Lists of `xf`; cells refer to the first."""


def read_workbook(data: bytes, file: str, issues: Collected) -> Iterator[Row]:
    """Yield the rows of the first visible sheet; values that formulas left in the file count as written.

    Right of the header only the first value of a row is reported, and none is read.
    """
    with _told(file, issues), _opened(data, file, issues) as archive:
        if archive is not None:
            yield from _Book(archive, file, issues).rows()


def read_sheet(data: bytes, file: str, issues: Collected, most: int | None = None) -> tuple[str, list[Row]]:
    """Return name and rows of the first visible sheet, each row as long as it is; `most` None for all."""
    rows: list[Row] = []
    with _told(file, issues), _opened(data, file, issues) as archive:
        if archive is not None:
            book = _Book(archive, file, issues, any_width=True)
            rows.extend(islice(book.rows(), most))
            return book.sheet, rows
    return "", rows


@contextmanager
def _told(file: str, issues: Collected) -> Iterator[None]:
    """Add what is wrong with a workbook to the issues."""
    try:
        yield
    except BrokenPartError as error:
        issues.append(
            catalogue.issue("R034", file=file, line=error.row, column=error.column, problem=error.problem)
        )
    except zipfile.BadZipFile:
        issues.append(catalogue.issue("R034", file=file, problem=Word("bad_archive")))
    except Exception:
        # Damaged parts are met with whatever exception unpacking or parsing happens to raise.
        issues.append(catalogue.issue("R034", file=file, problem=Word("bad_part")))


@contextmanager
def _opened(data: bytes, file: str, issues: Collected) -> Iterator[zipfile.ZipFile | None]:
    """The archive; None, reported, where it is none that is read."""
    with zipfile.ZipFile(io.BytesIO(_checked(data))) as archive:
        problem = _archive_issue(archive, file)
        if problem is not None:
            issues.append(problem)
        yield archive if problem is None else None


def _checked(data: bytes) -> bytes:
    """The archive itself; listing very many parts would take the memory before any is read."""
    if data.count(_ENTRY) > MANY_PARTS:
        raise BrokenPartError("too_many_parts")
    return data


def _archive_issue(archive: zipfile.ZipFile, file: str) -> Issue | None:
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return catalogue.issue("R035", file=file)
    size = sum(part.file_size for part in parts) // 1_000_000
    if size > MAX_MEGABYTES:
        return catalogue.issue("R036", file=file, size=size, limit=MAX_MEGABYTES)
    names = {part.filename for part in parts}
    if CONTENT_TYPES.decode("ascii") in names or any(name.startswith("xl/") for name in names):
        return None
    if "mimetype" not in names:
        return catalogue.issue("R131", file=file)
    if PurePath(file).suffix.lower() != ".xlsx":
        return catalogue.issue("R132", file=file)
    return catalogue.issue("R038", file=file)


class _Book:
    """One workbook: which sheet is read, and how its values are told."""

    def __init__(
        self, archive: zipfile.ZipFile, file: str, issues: Collected, any_width: bool = False
    ) -> None:
        self.sheet = ""
        self._archive = archive
        self._file = file
        self._issues = issues
        self._strings: list[str] = []
        self._dates: dict[str, bool] = {}
        self._epoch = _EPOCHS["1900"]
        self._width = workbook_xml.MAX_COLUMNS if any_width else 0

    def rows(self) -> Iterator[Row]:
        """Number and cells of every row with a text, each as long as it needs to be."""
        path = self._open()
        if path is None:
            return
        with self._archive.open(path) as stream:
            for number, cells, bare in workbook_xml.rows(stream, self._text):
                for column in bare:
                    self._report("R041", number, column)
                if self._issues.is_full(self._file):
                    return
                if cells:
                    yield number, self._dense(number, cells)

    def _open(self) -> str | None:
        """Path of the first visible sheet, once everything its cells refer to is read."""
        path = self._related("", "/officeDocument").get("", "xl/workbook.xml")
        parts = self._related(path, "/worksheet", "/sharedStrings", "/styles")
        book = self._elements(path, "workbookPr", "sheet")
        for name, attributes in book:
            if name == "workbookPr" and attributes.get("date1904", "0") in {"1", "true"}:
                self._epoch = _EPOCHS["1904"]
        sheets = [(attributes["name"], parts.get(attributes.get("id", ""))) for attributes in _visible(book)]
        shown = [(name, part) for name, part in sheets if part is not None]
        if not shown:
            self._issues.append(catalogue.issue("R040", file=self._file))
            return None
        (first, sheet), *others = shown
        self.sheet = first
        others = [(name, part) for name, part in others if name not in GUIDES.values()]
        if self._width:  # an export: what else holds anything may be answers
            others = [(name, part) for name, part in others if self._holds_anything(part)]
        if others:
            names = [name for name, _ in others]
            code = "R113" if self._width else "R039"
            self._issues.append(catalogue.issue(code, file=self._file, read=first, others=names))
        if "/sharedStrings" in parts:
            self._read_strings(parts["/sharedStrings"])
        if "/styles" in parts:
            self._read_styles(parts["/styles"])
        return sheet

    def _holds_anything(self, path: str) -> bool:
        with self._archive.open(path) as stream:
            return any(cells for _, cells, _ in workbook_xml.rows(stream, lambda kind, style, value: value))

    def _related(self, path: str, *kinds: str) -> dict[str, str]:
        """Paths of the parts a part names: sheets by their id, the others by their kind, the first by ""."""
        folder, name = posixpath.split(path)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if not path and relations not in self._archive.namelist():
            return {}
        found: dict[str, str] = {}
        for _, attributes in self._elements(relations, "Relationship"):
            kind = next((kind for kind in kinds if attributes.get("Type", "").endswith(kind)), None)
            if kind is not None:
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))[1:]
                key = attributes["Id"] if kind == "/worksheet" else kind
                found.setdefault("" if kind == "/officeDocument" else key, target)
        return found

    def _elements(self, path: str, *wanted: str) -> list[Element]:
        with self._archive.open(path) as stream:
            return workbook_xml.elements(stream, wanted)

    def _read_strings(self, path: str) -> None:
        if self._archive.getinfo(path).file_size > MAX_TEXT_MEGABYTES * 1_000_000:
            raise BrokenPartError("too_much_text")
        with self._archive.open(path) as stream:
            self._strings = [as_text(text) for text in workbook_xml.strings(stream)]

    def _read_styles(self, path: str) -> None:
        """Find the styles of days and times: by style, whether it is an elapsed time."""
        formats: dict[str, str] = {}
        count, within = 0, False
        for name, attributes in self._elements(path, "numFmt", "xf", *_STYLES):
            if name == "numFmt":
                formats[attributes["numFmtId"]] = attributes.get("formatCode", "")
            elif name in _STYLES:
                within = name == _STYLES[0]
            elif within:
                elapsed = _is_elapsed(attributes.get("numFmtId", "0"), formats)
                if elapsed is not None:
                    self._dates[str(count)] = elapsed
                count += 1

    def _text(self, kind: str, style: str, value: str) -> str:
        if kind == "s":
            return self._strings[_index(value)]
        if kind == "n":
            if style in self._dates:
                return self._day(value, self._dates[style])
            return value if value.isdigit() else as_text(_number(value))
        if kind == "b":
            return as_text(bool(int(value)))
        if kind == "d":
            return as_text(dt.datetime.fromisoformat(value))
        return as_text(value)

    def _day(self, value: str, elapsed: bool) -> str:
        """A number as a day; as a number where there is no such day."""
        from openpyxl.utils.datetime import from_excel

        number = _number(value)
        try:
            return as_text(from_excel(number, self._epoch, timedelta=elapsed))
        except (OverflowError, ValueError):
            return as_text(number)

    def _dense(self, number: int, cells: Cells) -> list[str]:
        """Cells by column; what stands right of the header is an issue wherever it stands."""
        if not self._width:
            self._width = cells[-1][0]
        row = [""] * min(cells[-1][0], self._width)
        for column, text in cells:
            if column > self._width:
                self._report("R046", number, column)
                break
            row[column - 1] = text
        return row

    def _report(self, code: str, row: int, column: int) -> None:
        self._issues.append(catalogue.issue(code, file=self._file, line=row, column=column))


def _visible(book: list[Element]) -> list[dict[str, str]]:
    return [
        attributes
        for name, attributes in book
        if name == "sheet" and attributes.get("state", "visible") == "visible"
    ]


def _is_elapsed(number: str, formats: dict[str, str]) -> bool | None:
    """Whether a number format shows an elapsed time; None where it shows no time at all."""
    code = formats.get(number)
    if code is None:
        return int(number) == _ELAPSED if number.isdigit() and int(number) in _DATES else None
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    return is_timedelta_format(code) if is_date_format(code) else None


def _index(value: str) -> int:
    """Number of a shared text.

    Raises
    ------
    ValueError : it is none
    """
    index = int(value)
    if index < 0:
        raise ValueError(value)
    return index


def _number(value: str) -> int | float:
    return float(value) if set(value) & {".", "e", "E"} else int(value)


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
