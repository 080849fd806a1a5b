"""One file without what it holds of somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from salesex.pipeline.privacy.forgotten import origins_without
from salesex.pipeline.privacy.holdings import Stored
from salesex.pipeline.privacy.traces import BLANKED

if TYPE_CHECKING:
    from salesex.pipeline.privacy.traces import Finder
    from salesex.surveys.removal.table_cuts import Cut

_COUNTED = frozenset({"answers", "raw"})
"""Files of which one person's own counts as a row."""
RAW = frozenset({"raw", "table", "notes", "other"})
"""Files whose columns are those of another program: in any of them the code means the person."""
_YAML = (".yaml", ".yml")


class NotEditableError(Exception):
    """A file holds something of somebody that cannot be taken out; the text says where."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Somebody's rows in an export by number; `alike` are codes of others but for large letters."""

    numbers: frozenset[int] = frozenset()
    alike: frozenset[str] = frozenset()


def without(
    file: Stored, code: str, *, anywhere: bool, rows: Rows = Rows()
) -> tuple[Stored | None, int, tuple[int, ...]]:
    """Return a file without somebody's rows, and how many those were; None where nothing else is left.

    The third are the numbers of rows that are gone where the others moved up.

    The same file comes back where nothing of it is theirs.

    Parameters
    ----------
    anywhere : whether the code in any cell of a table without a column of codes means the person

    Raises
    ------
    NotEditableError : it cannot be edited
    """
    if file.shape == "single":
        return (None, int(file.kind in _COUNTED), ()) if code in file.people else (file, 0, ())
    if file.kind == "origins":
        return _origins(file, code), 0, ()
    cut = _cut(file, code, anywhere=anywhere, rows=rows)
    if cut is None or not cut.gone:
        return file, 0, ()
    codes = tuple(each for each in file.codes if each[1] != code)
    is_raw = file.kind in RAW or not file.codes
    if file.kind != "codes" and not (cut.left if is_raw else codes):
        return None, cut.gone, ()
    return replace(file, data=cut.data, codes=codes), cut.gone, cut.rows


def hidden(file: Stored, find: Finder) -> bytes | None:
    """Return a file with a mark in the place of a code; None where that cannot be, or would spoil it."""
    from salesex.surveys.removal.workbook_words import with_texts

    data = file.data or b""
    for mark in BLANKED:
        packed = data.startswith(b"PK")
        after = with_texts(data, partial(find.hidden, mark=mark)) if packed else find.blanked(data, mark)
        if after is None or find.count(after):
            return None
        if not file.path.lower().endswith(_YAML) or not _spoilt(data, after):
            return after
    return None


def _spoilt(before: bytes, after: bytes) -> bool:
    """Whether a YAML file, or one of its documents, can be read less well than before."""
    from salesex.surveys.removal.owners import faults

    return faults(after) > faults(before)


def _origins(file: Stored, code: str) -> Stored:
    try:
        data, count = origins_without(file.data or b"", code)
    except ValueError as error:
        raise NotEditableError(f"{file.path} (damaged)") from error
    if not count:
        return file
    return replace(file, data=data, codes=tuple(each for each in file.codes if each[1] != code))


def _cut(file: Stored, code: str, *, anywhere: bool, rows: Rows) -> Cut | None:
    from salesex.surveys.removal.owners import response_without
    from salesex.surveys.removal.table_cuts import NotCutError, belongs_to, text_without
    from salesex.surveys.removal.workbook_cuts import workbook_without

    data, everywhere = file.data or b"", anywhere and file.kind in RAW
    owned = belongs_to(code, anywhere=anywhere, everywhere=everywhere, alike=rows.alike)
    try:
        if file.shape == "documents":
            return response_without(data, code)
        if file.shape == "workbook":
            return workbook_without(data, owned, rows.numbers)
        if file.shape == "text_table":
            return text_without(data, owned, rows.numbers)
    except NotCutError as error:
        raise NotEditableError(f"{file.path} (row {error.row}: formulas of other rows hang on it)") from error
    except (ValueError, UnicodeError) as error:
        raise NotEditableError(f"{file.path} (damaged)") from error
    return None
