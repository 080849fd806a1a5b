"""Headings of exports: where they stand, what a tool adds of its own, and the statement of a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from salesex.exports.plain import key, plain
from salesex.model.cells import column_letters
from salesex.model.exports import Column, RawTable, Reason, Role

LEADING_ROWS = 5
"""Rows, most of them empty, that may stand above the headings once somebody has opened a file in Excel."""
_BRACKETS = {"]": "[", ")": "("}


@dataclass(frozen=True, slots=True)
class Own:
    """A column that a tool adds: our name for it, what it holds, and its headings in any language."""

    name: str
    role: Role
    headings: tuple[str, ...]


def known(*own: Own) -> dict[str, Own]:
    """Return columns of a tool by the key of their headings."""
    return {key(heading): one for one in own for heading in one.headings}


def first_row(table: RawTable) -> int | None:
    """Index of the first row with two filled cells or more, None where there is none at the top."""
    for index, row in enumerate(table.rows[:LEADING_ROWS]):
        if sum(bool(cell.strip()) for cell in row) > 1:
            return index
    return None


def cell(row: Sequence[str], at: int) -> str:
    """The text of a cell; empty right of what a row has."""
    return row[at] if at < len(row) else ""


def own_columns(row: Sequence[str], headings: Mapping[str, Own]) -> dict[int, Own]:
    """Return what a tool has added, by the index of its column."""
    found = {}
    for at, text in enumerate(row):
        if (one := headings.get(key(text))) is not None:
            found[at] = one
    return found


def names(found: Mapping[int, Own]) -> set[str]:
    """Our names of columns that were found."""
    return {one.name for one in found.values()}


def place(found: Mapping[int, Own], name: str) -> int | None:
    """Index of the first column of a name."""
    return next((at for at, one in found.items() if one.name == name), None)


def columns(
    table: RawTable, headings: Sequence[str], found: Mapping[int, Own], question: Callable[[int], Column]
) -> tuple[Column, ...]:
    """Return all columns: those of the tool by their role, the others as questions.

    One without a heading goes by its letters, so that nothing in it is passed over.
    """
    width = max(map(len, table.rows))
    texts = [plain(cell(headings, at)) for at in range(width)]
    return tuple(
        Column(at, distinct([text, *found[at].headings[:1]]), found[at].role)
        if at in found
        else (question(at) if text else Column(at, (column_letters(at + 1),), "answer"))
        for at, text in enumerate(texts)
    )


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts in order, each once, without empty ones."""
    return tuple(dict.fromkeys(text for text in texts if text))


def in_brackets(text: str, closing: str = "]") -> tuple[str, str]:
    """Return what stands before the last brackets of a text, and in them; brackets in brackets are text.

    >>> in_brackets("Wie oft? [Angebote [schriftlich]]")
    ('Wie oft?', 'Angebote [schriftlich]')
    >>> in_brackets("Wie oft?")
    ('Wie oft?', '')
    """
    shown = text.rstrip()
    if not shown.endswith(closing):
        return shown, ""
    depth = 0
    for at in range(len(shown) - 1, -1, -1):
        depth += (shown[at] == closing) - (shown[at] == _BRACKETS[closing])
        if depth == 0:
            return shown[:at].rstrip(), shown[at + 1 : -1].strip()
    return shown, ""


def after_shared(texts: Sequence[str], mark: str) -> list[str]:
    """Return for every text what follows a beginning up to a mark that it shares with another, or nothing.

    So a question that stands before every statement of a matrix is told from the statements.

    >>> after_shared(["Wie oft? - Angebote", "Wie oft? - Besuche", "Alter - in Jahren"], " - ")
    ['Angebote', 'Besuche', '']
    """
    shared = Counter(beginning for text in set(texts) for beginning in _beginnings(text, mark))
    found = []
    for text in texts:
        longest = max((one for one in _beginnings(text, mark) if shared[one] > 1), key=len, default="")
        found.append(text[len(longest) :].strip() if longest else "")
    return found


def _beginnings(text: str, mark: str) -> Iterator[str]:
    at = text.find(mark)
    while at > 0:
        if text[at + len(mark) :].strip():
            yield text[: at + len(mark)]
        at = text.find(mark, at + len(mark))


def one_date(found: dict[int, Own], *preferred: str) -> None:
    """Let only the first of these columns that is there be the day of an answer."""
    there = [at for name in preferred if (at := place(found, name)) is not None]
    for at, role in zip(there, ["date", *["ignored"] * len(there)], strict=False):
        found[at] = replace(found[at], role=cast("Role", role))


def rows_left_out(
    table: RawTable, first: int, reason: Callable[[Sequence[str]], Reason | None]
) -> tuple[tuple[int, Reason], ...]:
    """Return index and reason of every row of answers that a tool marks as none; empty rows are nothing."""
    found = []
    for index in range(first, len(table.rows)):
        row = table.rows[index]
        if any(text.strip() for text in row) and (why := reason(row)) is not None:
            found.append((index, why))
    return tuple(found)
