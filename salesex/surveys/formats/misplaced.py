"""What is told of keys that stand on a wrong level, and where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from salesex.catalogue import Phrase, Value, Word
from salesex.surveys.formats.fields import Record
from salesex.surveys.formats.kinds import Kind
from salesex.surveys.yaml.nodes import MappingNode, Node, SequenceNode

DASH = 2
"""Columns of a dash and the space behind it."""
Pair = tuple[Node, Node]


class Level(NamedTuple):
    """A node, of what kind it is, what it is called, and the level around it."""

    kind: Kind
    node: Node
    name: str
    around: Level | None

    @property
    def ways(self) -> Iterator[Level]:
        """The levels around, the nearest first."""
        level = self.around
        while level is not None:
            yield level
            level = level.around


class Misplaced:
    """Keys that belong elsewhere: the first and the last of them, and where to.

    `near` is a key of that place, or (`inside`) the key the place is below; `column` counts from 0 and is
    None where more than the indentation is wrong. `is_entry` says that entries of a list are meant.
    """

    def __init__(self, key: Node, level: Level, near: Node, column: int | None) -> None:
        self.first = self.last = key
        self.level = level
        self.near = near
        self.column = column
        self.inside = False
        self.is_entry = False
        self.value: Node = key
        self._where: Level | None = None
        self._before: Node | None = None

    def found_in(self, level: Level, before: Node | None) -> None:
        """Note on which level it was found, and the same key before it there."""
        if self._where is None:
            self._where, self._before = level, before

    @property
    def code(self) -> str:
        """The number of its issue."""
        return "011" if self._before is None else "010"

    @property
    def row(self) -> int:
        """The line it begins in, from 0."""
        return int(self.first.start_mark.line)

    @property
    def is_aligned(self) -> bool:
        """Whether it stands in the right column already, and only what is above it does not."""
        return self.column == self.first.start_mark.column and not self.is_entry

    @property
    def takes_along(self) -> bool:
        """Whether what is below the line has to be moved with it."""
        mark = self.value.start_mark
        block = isinstance(self.value, MappingNode | SequenceNode) and not self.value.flow_style
        below_it = mark.line > self.first.start_mark.line
        return self.column is not None and block and below_it and mark.column <= self.column

    def told(self) -> dict[str, Value]:
        """What is told of it: the facts of its issue."""
        where = self._where
        if self._before is not None:
            facts: dict[str, Value] = {"key": str(self.first.value), "remedy": self.phrase}
            facts["first"] = self._before.start_mark.line + 1
        else:
            record = where.kind.word if where is not None and isinstance(where.kind, Record) else ""
            facts = {"wrong": self.wrong, "instead": self.phrase, "known": ()}
            facts["inside"] = Word(record) if record else Phrase("in_key")
            facts["container"] = where.name if where is not None else ""
        return facts | self.place

    @property
    def wrong(self) -> str:
        """The key that nobody knows on that level."""
        where = self._where
        if not self.is_entry or where is None or not isinstance(where.kind, Record):
            return str(self.first.value)
        keys = [str(key.value) for key, _ in where.node.value]
        return next((key for key in keys if key not in where.kind.fields), keys[0])

    @property
    def phrase(self) -> Phrase:
        """What to do."""
        if self.is_entry:
            return Phrase("entries_begin_remedy" if self.first is not self.last else "entry_begin_remedy")
        how = "below" if self.inside else "beside"
        if self.column is None:
            return Phrase(f"belongs_{how}_remedy")
        if self.first is not self.last:
            return Phrase(f"all_belong_{how}_remedy")
        return Phrase(f"belongs_{how}_along_remedy" if self.takes_along else f"belongs_{how}_begin_remedy")

    @property
    def place(self) -> dict[str, Value]:
        """Where it belongs: fields of the phrase."""
        column = self.column - DASH * self.is_entry if self.column is not None else 0
        return {
            "near": str(self.near.value),
            "near_line": self.near.start_mark.line + 1,
            "begin": column + 1,
            "last": str(self.last.value),
            "last_line": self.last.start_mark.line + 1,
        }
