"""Any table with one row of headings and one row for each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesex.exports.codes import GIVEN
from salesex.exports.personal import OF_THE_TOOL, PERSONAL
from salesex.exports.plain import key, plain
from salesex.exports.sources.headings import in_brackets
from salesex.model.cells import column_letters
from salesex.model.exports import Column, Export, RawTable, Role

SOURCE = "table"
_ROLES: dict[Role, tuple[str, ...]] = {
    "respondent": (
        "id",
        "nr",
        "lfd nr",
        "laufende nummer",
        "antwort id",
        "antwortid",
        "response id",
        "responseid",
        "respondent id",
        "teilnehmer id",
        "participant",
        "participant id",
        "submission id",
    ),
    "group": ("group", "gruppe", "befragtengruppe", "rater group"),
    "unit": ("unit", "einheit", "organisationseinheit"),
    "date": (
        "date",
        "datum",
        "zeitstempel",
        "timestamp",
        "fertigstellungszeit",
        "completion time",
        "submit date",
        "submitdate",
        "end date",
        "enddatum",
        "abgeschickt",
        "zeit",
        "uhrzeit",
        "time",
        "ausgefüllt am",
        "completed on",
    ),
    "comment": ("comment", "comments", "kommentar", "kommentare"),
}
_KNOWN: dict[str, Role] = {
    **{key(name): role for role, names in _ROLES.items() for name in names},
    **dict.fromkeys(GIVEN, "respondent"),
    **dict.fromkeys(PERSONAL | OF_THE_TOOL, "ignored"),
}


def recognise(table: RawTable) -> Export | None:
    """Return a table as an export; None where fewer than two columns hold anything.

    The headings are in the first row with at least two of them; what stands above is a title.
    """
    heading = next((at for at, row in enumerate(table.rows) if _filled(row) > 1), None)
    if heading is None or not any(_filled(row) > 1 for row in table.rows[heading + 1 :]):
        return None
    width = max(map(len, table.rows[heading:]))
    texts = (*table.rows[heading], *[""] * width)[:width]
    columns = tuple(_column(at, text) for at, text in enumerate(texts))
    return Export(SOURCE, "", columns, heading + 1)


def by_heading(column: Column) -> Column:
    """Return the question of a tool by what its heading says in any table: `Gruppe`, `Code`, `Vorname`."""
    if column.role != "answer":
        return column
    role = next((_KNOWN[name] for name in map(key, column.names) if name in _KNOWN), column.role)
    return replace(column, role=role)


def _column(at: int, text: str) -> Column:
    heading = plain(text)
    if not heading:
        return Column(at, (column_letters(at + 1),), "answer")
    before, part = in_brackets(heading)  # How far do you agree? [Goals are clear.]
    role = _KNOWN.get(key(heading), "answer")
    if heading.casefold().startswith("comment:"):
        role = "comment"
    return Column(at, (heading,), role, part if before else "")


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
