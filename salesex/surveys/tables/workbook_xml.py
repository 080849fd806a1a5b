"""What stands in the XML parts of a workbook, read piece by piece.

Nothing but texts is kept and no tree is built, so that memory is bounded whatever a part holds; a
document type, which could define entities without end, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import IO, TypeAlias
from xml.parsers import expat

from salesex.catalogue import Word

Cells: TypeAlias = "list[tuple[int, str]]"
"""Column from 1 and text of every cell with a text, from left to right."""
SheetRow: TypeAlias = "tuple[int, Cells, list[int]]"
"""Number of a row, its cells, and the columns of formulas without a stored value."""
Element: TypeAlias = "tuple[str, dict[str, str]]"
"""Name and attributes."""
Convert = Callable[[str, str, str], str]
"""Text of a cell as a person would type it, from type, style and stored value."""

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Rows and columns of a table, which are what a spreadsheet can have."""
LONGEST_CELL = 131_072
"""Characters of a cell; a spreadsheet takes 32,767."""
MANY_ELEMENTS = 200_000
"""Elements that are kept of a part; a spreadsheet has up to 65,490 formats."""
MANY_TEXTS = 1_000_000
"""Different texts of a workbook."""
_CHUNK = 1 << 16
_LONGEST_TOKEN = 1 << 21
"""Bytes of one tag or comment, which older versions of expat would read again with every chunk."""


class BrokenPartError(Exception):
    """A part cannot be read; row and column where they are known."""

    def __init__(self, problem: str, row: int | None = None, column: int | None = None) -> None:
        super().__init__(problem)
        self.problem = Word(problem)
        self.row = row
        self.column = column


class _Part:
    """One part on its way through the parser."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end
        self._parser.CharacterDataHandler = self.text

    def feed(self, stream: IO[bytes]) -> Iterator[None]:
        """Parse chunk by chunk, with a pause after each."""
        fed = 0
        while chunk := stream.read(_CHUNK):
            self._parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise BrokenPartError("bad_part")
            yield
        self._parser.Parse(b"", True)
        yield

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End an element."""

    def text(self, data: str) -> None:
        """Take a piece of text."""

    def _refuse(self, *declared: object) -> None:
        raise BrokenPartError("doctype")


class _Elements(_Part):
    """Some elements of a part, in the order of their beginnings."""

    def __init__(self, wanted: Collection[str]) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._wanted = wanted

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag in self._wanted:
            if len(self.found) >= MANY_ELEMENTS:
                raise BrokenPartError("bad_part")
            self.found.append((tag, {_local(key): value for key, value in attributes.items()}))


def elements(stream: IO[bytes], wanted: Collection[str]) -> list[Element]:
    """Those elements of a part that are wanted; names are without namespaces.

    Raises
    ------
    BrokenPartError, expat.ExpatError : it cannot be read
    """
    part = _Elements(wanted)
    for _ in part.feed(stream):
        pass
    return part.found


class _Texts(_Part):
    """Keeps the text of `t` and `v`, but of no reading aid."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._length = 0
        self._within = False
        self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name in {"t", "v"}:
            self._within = not self._aside
        elif name == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        name = _local(name)
        if name in {"t", "v"}:
            self._within = False
        elif name == "rPh":
            self._aside = False

    def text(self, data: str) -> None:
        if self._within:
            self._length += len(data)
            if self._length > LONGEST_CELL:
                raise self._too_long()
            self._pieces.append(data)

    def _take(self) -> str:
        found = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return found

    def _too_long(self) -> BrokenPartError:
        return BrokenPartError("csv_long_cell")


class _Strings(_Texts):
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if _local(name) == "si":
            if len(self.found) >= MANY_TEXTS:
                raise BrokenPartError("too_much_text")
            self.found.append(self._take())


def strings(stream: IO[bytes]) -> list[str]:
    """Shared texts of a workbook by number.

    Raises
    ------
    BrokenPartError, expat.ExpatError : they cannot be read
    """
    part = _Strings()
    for _ in part.feed(stream):
        pass
    return part.found


class _Sheet(_Texts):
    """Rows as they end; numbers and columns must rise, as in every spreadsheet.

    Of cells without a text, which a sheet may have in millions, not even the place is looked at.
    """

    def __init__(self, convert: Convert) -> None:
        super().__init__()
        self.done: list[SheetRow] = []
        self._convert = convert
        self._row = 0
        self._column = 0
        self._cell: dict[str, str] = {}
        self._cells: Cells = []
        self._bare: list[int] = []
        self._has_formula = self._has_value = False
        self._columns: dict[str, int] = {}
        self._tags: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = _local(name)
        if tag == "c":
            if "r" not in attributes:
                self._count(self._cell.get("r"))
            self._cell = attributes
        elif tag == "v":
            self._within = self._has_value = True
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._begin_row(attributes.get("r"))
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        tag = self._tags[name]
        if tag == "c":
            if self._pieces or self._has_formula:
                self._end_cell()
            self._has_value = False
        elif tag == "v":
            self._within = False
        elif tag == "row":
            if self._cells or self._bare:
                self.done.append((self._row, self._cells, self._bare))
                self._cells, self._bare = [], []
        else:
            super().end(name)

    def _begin_row(self, number: str | None) -> None:
        row = self._row + 1 if number is None else int(number)
        if row <= self._row:
            raise BrokenPartError("row_order", row)
        if row > MAX_ROWS:
            raise BrokenPartError("too_many_rows")
        self._row, self._column, self._cell = row, 0, {}

    def _count(self, before: str | None) -> None:
        """A cell that does not say where it stands is right of the one before."""
        if before is not None:
            self._column = max(self._column, self._column_of(before))
        self._column += 1
        if self._column > MAX_COLUMNS:
            raise BrokenPartError("bad_part", self._row)

    def _end_cell(self) -> None:
        cell, text, has_formula = self._cell, self._take(), self._has_formula
        self._has_formula = False
        if "r" in cell:
            column = self._column_of(cell["r"])
            if column <= self._column:
                raise BrokenPartError("cell_order", self._row, column)
            self._column = column
        kind = cell.get("t", "n")
        if text:
            try:
                text = self._convert(kind, cell.get("s", "0"), text)
            except (ValueError, IndexError, OverflowError):
                raise BrokenPartError("bad_cell", self._row, self._column) from None
            if text:
                self._cells.append((self._column, text))
        elif has_formula and not (self._has_value and kind == "str"):
            self._bare.append(self._column)

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters.upper():
                if not "A" <= letter <= "Z" or column > MAX_COLUMNS:
                    raise BrokenPartError("bad_part", self._row)
                column = column * 26 + ord(letter) - 64
            if not 0 < column <= MAX_COLUMNS:
                raise BrokenPartError("bad_part", self._row)
            self._columns[letters] = column
        return column

    def _too_long(self) -> BrokenPartError:
        return BrokenPartError("csv_long_cell", self._row, self._column)


def rows(stream: IO[bytes], convert: Convert) -> Iterator[SheetRow]:
    """Rows of a sheet that hold anything, as far as they can be read.

    Raises
    ------
    BrokenPartError, expat.ExpatError : the rest cannot be read
    """
    part = _Sheet(convert)
    for _ in part.feed(stream):
        yield from part.done
        part.done.clear()


def _local(name: str) -> str:
    return name[name.rfind(" ") + 1 :]
