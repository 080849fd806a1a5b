"""Group and unit of a row: what a column says, by id, title or map, or one for all rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salesex.exports.plain import key
from salesex.exports.row_issues import RowIssues
from salesex.model import Engagement, RaterGroup, Unit
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Column
from salesex.model.text import texts_in


class Named:
    """Reads the groups and units of one export.

    Parameters
    ----------
    group : id of the group of all rows, as the command says; empty for none
    """

    def __init__(self, engagement: Engagement, own: ColumnMap, group: str, problems: RowIssues) -> None:
        self._for_all, self._else = group, own.group
        self._groups = names(engagement.groups) | _keyed(own.groups)
        self._units = names(engagement.units) | _keyed(own.units)
        self._ids = tuple(group.id for group in engagement.groups)
        self._unit_ids = tuple(unit.id for unit in engagement.units)
        self._problems = problems

    def group(self, at: int, column: Column | None, text: str) -> str | None:
        """Return the id of a row's group; None, reported, where nothing says it."""
        named = self._groups.get(key(text)) if text else None
        if self._for_all:
            if named is not None and named != self._for_all:
                self._problems.other_group(at, column, named, self._for_all)
            return self._for_all
        if text and named is None:
            self._problems.unknown_name(at, column, text, "group", self._ids)
        elif not text and not self._else:
            self._problems.no_group(at, self._ids)
        return named or (None if text else self._else)

    def unit(self, at: int, column: Column | None, text: str) -> str | None:
        """Return the id of a row's unit, empty where it names none."""
        named = self._units.get(key(text)) if text else ""
        if named is None:
            self._problems.unknown_name(at, column, text, "unit", self._unit_ids)
        return named


def names(things: Iterable[RaterGroup | Unit]) -> dict[str, str]:
    """Return the id of every group or unit by everything it may be called, as `key` has it."""
    found: dict[str, str] = {}
    for thing in things:
        found |= {key(name): thing.id for name in (*texts_in(thing.title), thing.id) if name}
    return found


def _keyed(own: Mapping[str, str]) -> dict[str, str]:
    return {key(name): meant for name, meant in own.items()}
