"""The header of a table of responses: which column is what."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.spelling import folded
from salesex.surveys.tables.cells import AnswerScale

FIXED = ("respondent", "group", "unit", "mode", "date")
COMMENT = "comment"
GERMAN = {
    "gruppe": "group",
    "teilnehmer": "respondent",
    "teilnehmerin": "respondent",
    "teilnehmer/in": "respondent",
    "teilnehmende": "respondent",
    "befragte": "respondent",
    "befragter": "respondent",
    "person": "respondent",
    "code": "respondent",
    "einheit": "unit",
    "modus": "mode",
    "datum": "date",
    "kommentar": "comment",
}
"""Headers that were meant for a column that is read; they are suggested, not taken."""
_NAME = re.compile(r"([^\s:]+)(?:[\s:].*)?", re.DOTALL)
_ITEM_COMMENT = re.compile(r"comment:([^\s:]+)(?:[\s:].*)?", re.DOTALL | re.IGNORECASE)
_MANY_UNKNOWN = 50
"""Unknown columns a file gets suggestions for; more are no typing errors."""

ItemColumn = tuple[int, str, int, AnswerScale]
"""Column in the table from 0, item, column in the matrix, what may stand there."""
Items = dict[str, tuple[int, AnswerScale]]
"""Column in the matrix and scale of every item of an engagement."""


@dataclass(slots=True)
class Columns:
    """What the columns of one table are, by index from 0, as row `line` says. `empty` ones have no header."""

    file: str
    line: int
    headers: list[str]
    fixed: dict[str, int] = field(default_factory=dict)
    items: list[ItemColumn] = field(default_factory=list)
    comments: list[tuple[int, str | None]] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def place(self, name: str) -> tuple[int | None, str]:
        """Column from 1 and header of a fixed column or an item."""
        index = self.fixed.get(name)
        if index is None:
            index = next((column for column, item, _, _ in self.items if item == name), None)
        return (None, "") if index is None else (index + 1, self.headers[index])

    def index(self, name: str) -> int | None:
        """Column from 0 of an item, of `comment`, or of `comment:ITEM`."""
        if name.partition(":")[0] != COMMENT:
            return next((column for column, item, _, _ in self.items if item == name), None)
        about = name.partition(":")[2] or None
        return next((column for column, item in self.comments if item == about), None)


def read_header(
    headers: list[str],
    line: int,
    file: str,
    items: Items,
    ignored: frozenset[str],
    units: bool,
    more_sheets: bool = False,
) -> Columns:
    """Tell the columns of a table from its first row.

    Parameters
    ----------
    headers : the cells of the row
    line : its number
    items : the items of the engagement
    ignored : headers to pass over, folded
    units : whether the engagement has units, so that their column is required
    more_sheets : whether the table is one of several sheets, so that the answers may be on another
    """
    columns = Columns(file, line, headers)
    names: list[tuple[int, str]] = []
    for index, header in enumerate(headers):
        if not header:
            columns.empty.append(index)
        elif folded(header) not in ignored and folded(_name(header)) not in ignored:
            names.append((index, column_key(header, items)))
    _sort_in(columns, names, line, file, items)
    required = ["respondent", "group", *(["unit"] if units else [])]
    lacking = [name for name in required if name not in columns.fixed]
    if "respondent" in lacking and not columns.items:
        columns.issues.clear()
    meant = {dict(issue.facts).get("nearest") for issue in columns.issues if issue.code == "R045"}
    sheets = Word("other_sheets") if more_sheets else ""
    columns.issues.extend(
        catalogue.issue("R042", file=file, line=line, name=name, sheets=sheets)
        for name in lacking
        if name not in meant
    )
    if "unit" in columns.fixed and not units:
        column, path = columns.place("unit")
        columns.issues.append(catalogue.issue("R066", file=file, line=line, column=column, path=path))
    return columns


def names_answers(headers: list[str], items: Collection[str]) -> bool:
    """Whether a first row is that of answers: it names an item, or the respondent and the group."""
    names = [_name(header) for header in headers if header]
    known = {GERMAN.get(name, name) for name in map(folded, names)}
    return known >= {"respondent", "group"} or any(name in items for name in names)


def _sort_in(columns: Columns, names: list[tuple[int, str]], line: int, file: str, items: Items) -> None:
    first: dict[str, int] = {}
    unknown = 0
    for index, name in names:
        column, path = index + 1, columns.headers[index]
        kind, _, about = name.partition(":")
        if name in first:
            columns.issues.append(
                catalogue.issue(
                    "R044", file=file, line=line, column=column, path=path, name=name, first=first[name]
                )
            )
        elif name in FIXED:
            columns.fixed[name] = index
        elif kind == COMMENT and (not about or about in items):
            columns.comments.append((index, about or None))
        elif name in items:
            columns.items.append((index, name, *items[name]))
        else:
            unknown += 1
            known = [*FIXED, COMMENT, *items] if unknown <= _MANY_UNKNOWN else []
            meant = GERMAN.get(folded(name))
            hint = {"nearest": meant} if meant else {}
            columns.issues.append(
                catalogue.issue(
                    "R045", file=file, line=line, column=column, path=path, wrong=name, known=known, **hint
                )
            )
        first.setdefault(name, column)


def _name(header: str) -> str:
    match = _NAME.fullmatch(header)
    return match[1] if match else header


def column_key(header: str, items: Items) -> str:
    """A header as the name of its column: `respondent`, an item, `comment` or `comment:ITEM`."""
    if match := _ITEM_COMMENT.fullmatch(header):
        return f"comment:{match[1]}"
    name = _name(header)
    if name in items:
        return name
    known_as = folded(name)
    return known_as if known_as in FIXED or known_as == COMMENT else name
