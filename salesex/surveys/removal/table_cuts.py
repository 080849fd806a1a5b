"""Rows taken out of a table of text, all else left as it is, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from salesex.model.codes import CODE_HEADINGS
from salesex.surveys.answers.entries import whole
from salesex.surveys.spelling import folded
from salesex.surveys.tables.columns import GERMAN
from salesex.surveys.tables.tables import SEP_LINE, decode, raw_rows

RESPONDENT = "respondent"
_WORD = re.compile(r"[^\W_]+")
Owner = Callable[[Sequence[str], Sequence[int]], bool]
"""Whether a row, by its cells, belongs to somebody; the second are the columns that hold codes."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A table without some of its rows: how many are gone, and how many with content are left.

    `rows` has the numbers of those that are gone where the others moved up.
    """

    data: bytes
    gone: int
    left: int
    rows: tuple[int, ...] = ()


class NotCutError(Exception):
    """A row cannot be taken out without harm to the rest; `row` is its number."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def code_columns(header: Sequence[str]) -> tuple[int, ...]:
    """Return the columns, from 0, whose header says that codes of people stand there.

    That is what `collect` takes them by, in answers and in exports.

    >>> code_columns(["group", "code", "made_on", "Access-Code"])
    (1, 3)
    """
    return tuple(at for at, name in enumerate(header) if _holds_codes(folded(name)))


def _holds_codes(name: str) -> bool:
    words = " ".join(_WORD.findall(name))
    return GERMAN.get(name, name) == RESPONDENT or words in CODE_HEADINGS


def belongs_to(code: str, *, anywhere: bool, everywhere: bool = False, alike: Collection[str] = ()) -> Owner:
    """Return what tells the rows of somebody: by the columns of codes, or where there are none by any cell.

    Parameters
    ----------
    anywhere : whether a cell with the code means the person where no column is known to hold codes
    everywhere : and also where one is: tools have columns of their own for codes
    alike : codes of others that differ in large and small letters alone
    """
    small = code.casefold()

    def is_it(cell: str) -> bool:
        found = whole(cell)
        return found == code or (everywhere and found.casefold() == small and found not in alike)

    def owned(cells: Sequence[str], columns: Sequence[int]) -> bool:
        if everywhere or (anywhere and not columns):
            return any(map(is_it, cells))
        return any(at < len(cells) and is_it(cells[at]) for at in columns)

    return owned


def text_without(data: bytes, owned: Owner, rows: Collection[int] = ()) -> Cut:
    """Return a CSV or TSV file without the rows of somebody; encoding and separator stay.

    Parameters
    ----------
    rows : numbers of rows that go whatever stands in them

    Raises
    ------
    UnicodeDecodeError : it is no text
    """
    kept: list[str] = []
    columns: tuple[int, ...] | None = None
    gone: list[int] = []
    left = 0
    text = decode(data)
    first = 0 if SEP_LINE.match(text) else 1  # that line is none of the rows
    for number, (raw, cells) in enumerate(raw_rows(text, RESPONDENT), start=first):
        is_header = columns is None and any(cells)
        if is_header:
            columns = code_columns(cells)
        is_owned = any(cells) and not (is_header and columns) and owned(cells, columns or ())
        if is_owned or number in rows:
            gone.append(number)
            continue
        left += any(cells) and not is_header
        kept.append(raw)
    return Cut(encoded("".join(kept), data) if gone else data, len(gone), left, tuple(gone))


def text_codes(data: bytes) -> list[tuple[int, str]]:
    """Return the codes of a CSV or TSV file with the number of their row; none where no column holds any.

    Raises
    ------
    UnicodeDecodeError : it is no text
    """
    found: list[tuple[int, str]] = []
    columns: tuple[int, ...] | None = None
    for number, (_, cells) in enumerate(raw_rows(decode(data), RESPONDENT), start=1):
        if columns is None:
            columns = code_columns(cells) if any(cells) else None
        else:
            found += [(number, whole(cells[at])) for at in columns if at < len(cells) and cells[at]]
    return found


def encoded(text: str, former: bytes) -> bytes:
    """Return a text as the former content of its file was written: in its encoding, with its BOM."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if former.startswith(mark):
            return mark + text.encode(encoding)
    try:
        former.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("cp1252")
    return (codecs.BOM_UTF8 if former.startswith(codecs.BOM_UTF8) else b"") + text.encode("utf-8")
