"""Columns of an export that are not taken over, by name: one may be a question after all."""

from __future__ import annotations

from salesex.exports.matching import Match, Matched, has_values, heading_of
from salesex.exports.personal import is_personal
from salesex.model.collecting import Ignored
from salesex.model.column_map import IGNORE
from salesex.model.exports import Export, RawTable, Role

_OF_THE_TOOL: frozenset[Role] = frozenset({"ignored", "status", "language"})


def ignored(table: RawTable, export: Export, matched: Matched) -> Ignored:
    """Return the headings of all columns that hold something and are not taken over, by why."""
    headings: dict[str, list[str]] = {}
    for found in matched.matches:
        if found.target == IGNORE and has_values(table, export, found.column):
            headings.setdefault(_why(found), []).append(heading_of(found.column))
    return Ignored(**{why: tuple(names) for why, names in headings.items()})


def _why(found: Match) -> str:
    """Why a column is left out; `chosen` only where it would not be left out anyway."""
    if is_personal(found.column.names):
        return "personal"
    if found.column.role in _OF_THE_TOOL:
        return "tool"
    return "chosen" if found.how in {"map", "named"} else "units"
