"""Whose the rows of an export are, by every column that the tool or the map takes codes from."""

from __future__ import annotations

from salesex.exports import codes
from salesex.exports.matching import match
from salesex.model import Engagement
from salesex.model.column_map import NUMBER, RESPONDENT, ColumnMap
from salesex.model.exports import Export, RawTable


def codes_by_line(
    table: RawTable, export: Export, engagement: Engagement, own: ColumnMap
) -> dict[int, set[str]]:
    """Return the codes in every row of answers, also in rows that are left out, by the number of the row."""
    matched = match(table, export, engagement, own)
    found: dict[int, set[str]] = {}
    for at in range(export.first, len(table.rows)):
        row = [cell.strip() for cell in table.rows[at]]
        given = {row[column.at] for column in matched.of(RESPONDENT) if column.at < len(row)}
        given |= {
            codes.given([], [row[column.at]])[0] for column in matched.of(NUMBER) if column.at < len(row)
        }
        found[table.lines[at]] = given - {""}
    return found
