"""Which entry of a map names which column of an export: by code, by text, by both, or by its statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from salesex.exports.plain import exact, key, plain
from salesex.model.column_map import SEVERAL
from salesex.model.exports import Column

_SECOND = re.compile(r"(.*\S) \(([1-9][0-9]{0,3})\)", re.DOTALL)
_LONGEST_ENTRY = 900
"""Characters of an entry; YAML takes no key of more than 1,024."""
_FITTING = 0.8
"""Share of the entries of a map that name a column where the map is for that export."""


class Said:
    """Headings of a map by column: as they are written, or by words alone where those name one column.

    Parameters
    ----------
    headings : of the map
    columns : of the export
    """

    def __init__(self, headings: Iterable[str], columns: Iterable[Column]) -> None:
        columns = list(columns)
        # How many columns have a name: the code of a statement stands in several matrices.
        self._written = Counter(name for column in columns for name in {*map(exact, _names(column))})
        self._worded = Counter(name for column in columns for name in {*map(key, _names(column))})
        self._exact: dict[str, list[str]] = {}
        words: dict[str, list[str]] = {}
        for heading in headings:
            self._exact.setdefault(exact(heading), []).append(heading)
            words.setdefault(key(heading), []).append(heading)
        # `Preis +` says nothing of `Preis -`; `Preis` may be `Preis:` only if no column is called so.
        self._words = {
            word: named
            for word, named in words.items()
            if len({exact(heading) for heading in named}) == 1 and exact(named[0]) not in self._written
        }

    def of(self, column: Column) -> list[str]:
        """Return the headings that name a column; what names others, too, only where nothing else does."""
        sure: dict[str, None] = {}
        shared: dict[str, None] = {}
        for name in _names(column):
            for found, columns in (
                (self._exact.get(exact(name), ()), self._written[exact(name)]),
                (self._words.get(key(name), ()), self._worded[key(name)]),
            ):
                (sure if columns == 1 else shared).update(dict.fromkeys(found))
        return list(sure or shared)


@dataclass(frozen=True, slots=True)
class Recounted:
    """An entry such as `Warum? (2)` of a map that knows another number of equal headings than there are."""

    entry: str
    heading: str
    known: int
    there: int


def recounted(own: Mapping[str, str], columns: Iterable[Column]) -> Iterator[Recounted]:
    """Yield entries that count equal headings where the export has more or fewer of them.

    Then nobody can tell which one is gone or new, and which is the second now.
    """
    there = Counter(exact(column.names[0]) for column in columns if column.names)
    said = {exact(heading): target for heading, target in own.items()}
    families: dict[str, dict[int, str]] = {}
    for heading in own:
        second = _SECOND.fullmatch(plain(heading))
        if second and exact(heading) not in there and exact(second[1]) in there and int(second[2]) > 1:
            families.setdefault(exact(second[1]), {})[int(second[2])] = heading
    for heading, entries in families.items():
        known = max(entries)
        targets = {said.get(heading, ""), *(own[entry] for entry in entries.values())}
        is_one_thing = len(targets) == 1 and targets <= SEVERAL
        if known != there[heading] and not is_one_thing:
            entry = entries[known]
            yield Recounted(entry, entry.rpartition(" (")[0], known, there[heading])


def entry_of(column: Column) -> str:
    """A column as a map is to name it: by code and text where it has both, so that only this survey fits."""
    return _code_and_text(column) or (plain(column.names[0]) if column.names else "")


def fits(own: Mapping[str, str], columns: Iterable[Column]) -> bool:
    """Whether a map looks made for an export: nearly every entry names a column."""
    headings = list(with_own_names(columns))
    said = Said(own, headings)
    used = {name for column in headings for name in said.of(column)}
    return bool(used) and len(used) >= _FITTING * len(own)


def with_own_names(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield columns; of several with one heading the second is also called `heading (2)`, and so on."""
    columns = list(columns)
    taken = {exact(column.names[0]) for column in columns if column.names}
    met: set[str] = set()
    for column in columns:
        heading = exact(column.names[0]) if column.names else ""
        if heading not in met or not column.names:
            met.add(heading)
            yield column
            continue
        called = (f"{column.names[0]} ({number})" for number in count(2))
        name = next(name for name in called if exact(name) not in taken)
        taken.add(exact(name))
        yield Column(column.at, (name, *column.names), column.role, column.part)


def _names(column: Column) -> tuple[str, ...]:
    both = _code_and_text(column)
    return tuple(name for name in (*column.names, column.part, both) if name)


def _code_and_text(column: Column) -> str:
    """Code and text of a heading in one, empty where it has only one of them."""
    if column.role not in {"answer", "comment"} or len(column.names) < 2 or " " in column.names[0]:
        return ""
    code, text = plain(column.names[0]), plain(max(column.names[1:], key=len))
    is_more = key(text).replace(" ", "") not in key(code).replace(" ", "")
    return f"{code}. {text}" if is_more and len(code) + len(text) < _LONGEST_ENTRY else ""
