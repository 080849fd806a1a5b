"""Rows taken out of a workbook: their cells go, with notes and texts only they had; all else stays.

The XML is cut where a row stands, instead of being read and written by a library: charts, pictures,
macros and formats stay as they were. The row itself stays, empty, so that no other one moves.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from salesex.surveys.removal.sheets import first_visible
from salesex.surveys.removal.table_cuts import Cut, NotCutError, Owner, code_columns
from salesex.surveys.tables.workbooks import MAX_MEGABYTES, as_text

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_CHAIN = "xl/calcChain.xml"
_MASTER = re.compile(rb"<(?:\w+:)?f\b[^>]*\b(?:ref|t=\"array\")")
_TARGET = re.compile(rb'\bTarget="([^"]*comments[^"]*)"')
_NOTE = re.compile(rb'(<(?:\w+:)?(?:comment|threadedComment)\b[^>]*\bref="([A-Z]+)([0-9]+)"[^>]*>)(.*?)'
                   rb"(</(?:\w+:)?(?:comment|threadedComment)>)", re.DOTALL)  # fmt: skip
_SAID = re.compile(rb"(<(?:\w+:)?text\b[^>]*>).*?(</(?:\w+:)?text>)", re.DOTALL)
_LINK = re.compile(rb'<(?:\w+:)?hyperlink\b[^>]*\bref="[A-Z]+([0-9]+)"[^>]*?(?:/>|>.*?</(?:\w+:)?hyperlink>)')
_CHAINED = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain[^>]*?/>")


@dataclass(slots=True)
class _Row:
    """A row with the bytes it fills, the texts of its cells by column from 0, and the shared ones."""

    number: int
    start: int
    end: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    shared: list[int] = field(default_factory=list)

    def texts(self) -> list[str]:
        """Its cells, from the first column on."""
        return [self.cells.get(at, "") for at in range(max(self.cells, default=-1) + 1)]


@dataclass(slots=True)
class _Sheet:
    rows: list[_Row]
    columns: tuple[int, ...] = ()
    gone: list[_Row] = field(default_factory=list)


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook that can be cut."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(map(_SHEET.fullmatch, archive.namelist()))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return False


def workbook_without(data: bytes, owned: Owner, rows: Collection[int] = ()) -> Cut:
    """Return a workbook in which the rows of somebody are empty, on every sheet.

    Parameters
    ----------
    rows : numbers of rows that go whatever stands in them, on the first sheet that is shown

    Raises
    ------
    NotCutError : a formula of other rows hangs on such a row
    ValueError : it cannot be read
    """
    parts = parts_of(data)
    strings = _strings(parts.get(_STRINGS, b""))
    sheets = {name: _sheet(part, [text for text, _, _ in strings]) for name, part in _sheets(parts)}
    first = first_visible(parts) if rows else ""
    for name, sheet in sheets.items():
        also = rows if name == first else ()
        sheet.gone = [
            row
            for row in sheet.rows
            if row.cells and (row.number in also or owned(row.texts(), sheet.columns))
        ]
    gone = sum(len(sheet.gone) for sheet in sheets.values())
    left = sum(len(sheet.rows) - len(sheet.gone) - bool(sheet.columns) for sheet in sheets.values())
    if not gone:
        return Cut(data, 0, left)
    for name, sheet in sheets.items():
        if sheet.gone:
            _cut(parts, name, sheet)
    if strings:
        parts[_STRINGS] = _without_texts(parts[_STRINGS], strings, sheets)
    return Cut(packed(data, parts), gone, left)


def workbook_codes(data: bytes) -> list[tuple[int, str]]:
    """Return the codes of a workbook with the number of their row, of every sheet with a column of them.

    Raises
    ------
    ValueError : it cannot be read
    """
    parts = parts_of(data)
    strings = [text for text, _, _ in _strings(parts.get(_STRINGS, b""))]
    found: list[tuple[int, str]] = []
    for _, part in _sheets(parts):
        sheet = _sheet(part, strings)
        for row in sheet.rows[1:]:
            found += [(row.number, row.cells[at]) for at in sheet.columns if row.cells.get(at)]
    return found


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return everything a workbook is made of, by name.

    Raises
    ------
    ValueError : it cannot be read
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_MEGABYTES * 1_000_000:
                raise ValueError("too large")
            return {part.filename: archive.read(part) for part in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError) as error:
        raise ValueError(str(error)) from error


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [(name, part) for name, part in parts.items() if _SHEET.fullmatch(name)]


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*declared: object) -> None:
        raise ValueError("doctype")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _strings(part: bytes) -> list[tuple[str, int, int]]:
    """Shared texts with the bytes they fill."""
    found: list[tuple[str, int, int]] = []
    if not part:
        return found
    parser, within, begun = _parser(), [False], [0]
    pieces: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        within[0] = name == "t"
        if name == "si":
            begun[0] = parser.CurrentByteIndex
            pieces.clear()

    def end(tag: str) -> None:
        within[0] = False
        if _local(tag) == "si":
            found.append((as_text("".join(pieces)), begun[0], _after(part, parser.CurrentByteIndex)))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: pieces.append(text) if within[0] else None
    _parse(parser, part)
    return found


def _sheet(part: bytes, strings: list[str]) -> _Sheet:
    reader = _SheetReader(part, strings)
    _parse(reader.parser, part)
    rows = [row for row in reader.rows if any(row.cells.values())]
    return _Sheet(rows, code_columns(rows[0].texts()) if rows else ())


class _SheetReader:
    """Rows of a sheet with their bytes and texts."""

    def __init__(self, part: bytes, strings: list[str]) -> None:
        self.parser = _parser()
        self.rows: list[_Row] = []
        self._part, self._strings = part, strings
        self._kind = ""
        self._column = -1
        self._within = False
        self._pieces: list[str] = []
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "row":
            before = self.rows[-1].number if self.rows else 0
            self.rows.append(_Row(int(attributes.get("r", before + 1)), self.parser.CurrentByteIndex))
            self._column = -1
        elif name == "c":
            place = attributes.get("r", "").rstrip("0123456789")
            self._column = _number(place) if place else self._column + 1
            self._kind = attributes.get("t", "n")
            self._pieces.clear()
        self._within = name in {"v", "t"}

    def _text(self, data: str) -> None:
        if self._within:
            self._pieces.append(data)

    def _end(self, tag: str) -> None:
        name = _local(tag)
        self._within = False
        if name == "c" and self._pieces and self.rows:
            self.rows[-1].cells[self._column] = self._told("".join(self._pieces))
        elif name == "row":
            self.rows[-1].end = _after(self._part, self.parser.CurrentByteIndex)

    def _told(self, value: str) -> str:
        if self._kind == "s":
            index = int(value)
            self.rows[-1].shared.append(index)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if self._kind == "n":
            try:
                return as_text(float(value))
            except ValueError:
                return value
        return as_text(value)


def _cut(parts: dict[str, bytes], name: str, sheet: _Sheet) -> None:
    """Empty the rows of a sheet, and what hangs on their cells."""
    part, numbers = parts[name], {str(row.number).encode() for row in sheet.gone}
    for row in sorted(sheet.gone, key=lambda row: -row.start):
        content = part[row.start : row.end]
        if _MASTER.search(content):
            raise NotCutError(row.number)
        if b"<f" in content or b":f" in content:
            _drop_chain(parts)
        opening = content[: content.index(b">")].rstrip(b"/")
        part = part[: row.start] + opening + b"/>" + part[row.end :]
    parts[name] = _LINK.sub(lambda found: b"" if found[1] in numbers else found[0], part)
    for note in _notes(parts, name):
        parts[note] = _NOTE.sub(lambda found: _silent(found, numbers), parts[note])


def _silent(found: re.Match[bytes], numbers: set[bytes]) -> bytes:
    if found[3] not in numbers:
        return found[0]
    return found[1] + _SAID.sub(rb"\1\2", found[4]) + found[5]


def _notes(parts: dict[str, bytes], name: str) -> Iterator[str]:
    """Names of the parts with the notes of a sheet."""
    folder, file = posixpath.split(name)
    for target in _TARGET.findall(parts.get(f"{folder}/_rels/{file}.rels", b"")):
        path = target.decode("utf-8", "replace")
        found = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
        if found in parts:
            yield found


def _drop_chain(parts: dict[str, bytes]) -> None:
    """Leave out the order of computing, which would name formulas that are gone; spreadsheets renew it."""
    parts.pop(_CHAIN, None)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        if name in parts:
            parts[name] = _CHAINED.sub(b"", parts[name])


def _without_texts(part: bytes, strings: list[tuple[str, int, int]], sheets: dict[str, _Sheet]) -> bytes:
    """Empty the shared texts that only rows had which are gone; numbers of the others stay."""
    gone, used = set[int](), set[int]()
    for sheet in sheets.values():
        out = {row.number for row in sheet.gone}
        for row in sheet.rows:
            (gone if row.number in out else used).update(row.shared)
    for index in sorted(gone - used, reverse=True):
        _, start, end = strings[index]
        element = part[start:end]
        name = re.split(rb"[\s/>]", element[1:], maxsplit=1)[0]
        prefix = name[: name.rfind(b":") + 1]
        part = part[:start] + b"<" + name + b"><" + prefix + b"t/></" + name + b">" + part[end:]
    return part


def packed(former: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a workbook with some parts exchanged; what is not among them is left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(former)) as archive, zipfile.ZipFile(out, "w") as made:
        for info in archive.infolist():
            if info.filename in parts:
                made.writestr(info, parts[info.filename], info.compress_type)
    return out.getvalue()


def _after(part: bytes, index: int) -> int:
    return part.index(b">", index) + 1


def _local(tag: str) -> str:
    return tag[tag.rfind(":") + 1 :]


def _number(letters: str) -> int:
    """Column from 0."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1
