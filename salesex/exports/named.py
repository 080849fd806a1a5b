"""Group and unit of a row: what a column says, by id, title or map, or one for all rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from salesex.exports.plain import exact, key
from salesex.exports.row_issues import RowIssues
from salesex.model import Engagement, RaterGroup, Unit
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Column
from salesex.model.text import texts_in


class Names:
    """Ids by what they are called: as it is written, else by words alone where those say one thing.

    Parameters
    ----------
    called : name and id of everything; of two that are written alike the later one holds
    """

    def __init__(self, called: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, str] = {}
        self._words: dict[str, set[str]] = {}
        for name, meant in called:
            self._exact[exact(name)] = meant
            self._words.setdefault(key(name), set()).add(meant)

    def find(self, name: str) -> str | None:
        """Return the id of a name; None where it says nothing, or more than one thing."""
        found = self._exact.get(exact(name))
        meant = self._words.get(key(name), set())
        return found if found is not None or len(meant) != 1 else next(iter(meant))


class Named:
    """Reads the groups and units of one export.

    Parameters
    ----------
    group : id of the group of all rows, as the command says; empty for none
    """

    def __init__(self, engagement: Engagement, own: ColumnMap, group: str, problems: RowIssues) -> None:
        self._for_all, self._else = group, own.group
        self._groups = names(engagement.groups, own.groups)
        self._units = names(engagement.units, own.units)
        self._ids = tuple(group.id for group in engagement.groups)
        self._unit_ids = tuple(unit.id for unit in engagement.units)
        self._problems = problems

    def group(self, at: int, column: Column | None, text: str) -> str | None:
        """Return the id of a row's group; None, reported, where nothing says it."""
        named = self._groups.find(text) if text else None
        if text and named is None:
            self._problems.unknown_name(at, column, text, "group", self._ids)
        if self._for_all:
            if named is not None and named != self._for_all:
                self._problems.other_group(at, column, named, self._for_all)
            return self._for_all
        if not text and not self._else:
            self._problems.no_group(at, self._ids)
        return named or (None if text else self._else)

    def unit(self, at: int, column: Column | None, text: str) -> str | None:
        """Return the id of a row's unit, empty where it names none."""
        named = self._units.find(text) if text else ""
        if named is None:
            self._problems.unknown_name(at, column, text, "unit", self._unit_ids)
        return named


def names(things: Iterable[RaterGroup | Unit], own: Mapping[str, str] = MappingProxyType({})) -> Names:
    """Return the ids of groups or units by everything they may be called.

    Parameters
    ----------
    own : what a person says, by name; it comes before the titles
    """
    called = [(name, thing.id) for thing in things for name in (*texts_in(thing.title), thing.id) if name]
    return Names([*called, *own.items()])
