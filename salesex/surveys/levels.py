"""Keys on a wrong level: known ones of the record around or inside, or left behind below an empty key.

Each is told with where it belongs and put there in the tree, so that the file is read as it was meant and
nothing else is said about it. Loaded only for files in which keys are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from salesex.surveys.fields import ListOf, MapOf, Record
from salesex.surveys.kinds import ID_PATTERN, LANGUAGE_PATTERN, NUMBER_PATTERN, Integer, Kind, Number, Text
from salesex.surveys.misplaced import Level, Misplaced
from salesex.surveys.reader import is_blank
from salesex.surveys.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

STEP = 2
"""Columns by which what is inside begins further right than what is around."""
Pair = tuple[Node, Node]


class Levels:
    """One look at a tree by the record of its format: it puts right what it finds, and lists it."""

    def __init__(self, root: Node, record: Record) -> None:
        self.found: list[Misplaced] = []
        self.is_cut = False
        self._names: dict[int, set[str]] = {}
        self._look(Level(record, root, record.word, None))

    def _look(self, level: Level) -> None:
        kind, node = level.kind, level.node
        if isinstance(node, SequenceNode):
            if isinstance(kind, ListOf):
                self._list(level, kind, node)
        elif isinstance(node, MappingNode) and isinstance(kind, Record | MapOf | Text):
            if not node.flow_style:
                self._keys(level, node)
            done = 0
            while done < len(node.value):  # more can come in from below
                key, value = node.value[done]
                inside = _inside(kind, key)
                if inside is not None:
                    self._look(Level(inside, value, _text(key), level))
                done += 1

    def _list(self, level: Level, kind: ListOf, node: SequenceNode) -> None:
        done = 0
        while done < len(node.value):
            element = node.value[done]
            home = self._home(level, kind, node.value[done - 1] if done else None, element)
            if home is not None:
                del node.value[done]
                home.value.append(element)
                continue
            self._look(Level(kind.kind, element, level.name, level))
            done += 1

    def _home(self, level: Level, kind: ListOf, before: Node | None, element: Node) -> SequenceNode | None:
        """The list an entry belongs to instead: one inside the entry before it, or one around."""
        record = kind.kind
        if not isinstance(record, Record) or not isinstance(element, MappingNode) or element.flow_style:
            return None
        names = {_text(key) for key, _ in element.value}
        if not names or names <= record.fields.keys():
            return None
        for around in level.ways:
            if (
                isinstance(around.node, SequenceNode)
                and isinstance(around.kind, ListOf)
                and isinstance(around.kind.kind, Record)
                and names <= around.kind.kind.fields.keys()
                and around.node.value[0].start_mark.column == element.start_mark.column
            ):
                return around.node
        for inner in self._open(Level(record, before, level.name, level)) if before is not None else ():
            if (
                isinstance(inner.node, SequenceNode)
                and isinstance(inner.kind, ListOf)
                and isinstance(inner.kind.kind, Record)
                and names <= inner.kind.kind.fields.keys()
                and inner.node.value
                and not inner.node.flow_style
            ):
                self._tell_entry(level, record, inner, element)
                return inner.node
        return None

    def _tell_entry(self, level: Level, record: Record, home: Level, element: MappingNode) -> None:
        first = home.node.value[0]
        last = self.found[-1] if self.found else None
        if last is not None and last.is_entry and last.level.node is home.node:
            last.last = element.value[0][0]
            return
        near = first.value[0][0] if isinstance(first, MappingNode) and first.value else first
        one = Misplaced(element.value[0][0], home, near, first.start_mark.column)
        one.is_entry, one.value = True, element
        one.found_in(Level(record, element, level.name, level), None)
        self.found.append(one)

    def _keys(self, level: Level, node: MappingNode) -> None:
        """Look at the keys of a mapping in lines, and take away those that belong elsewhere."""
        kept: list[Pair] = []
        names: set[str] = set()
        pairs: list[Pair] = node.value
        fit = sum(_inside(level.kind, key) is not None for key, _ in pairs)
        done = 0
        while done < len(pairs):
            key, value = pairs[done]
            done += 1
            name = _text(key)
            fits = _inside(level.kind, key) is not None and self._may_stand(level, name, value)
            if fits and name not in names:
                names.add(name)
                kept.append((key, value))
                continue
            below = self._below(level, kept, key, value)
            if below is None and name not in names and (2 * fit >= len(pairs) or level.around is None):
                rest = pairs[done:]
                below = self._around(level, key, value, rest, names)
                if below is not None and is_blank(value) and rest and below.value is not value:
                    done = len(pairs)
                below = below or self._further(level, kept + rest, key, value)
            if below is None:
                names.add(name)
                kept.append((key, value))
            else:
                below.found_in(level, next((one for one, _ in kept if _text(one) == name), None))
        node.value = kept

    def _may_stand(self, level: Level, name: str, value: Node) -> bool:
        """Whether a key may be what it is taken for; free ids can be keys of a record around."""
        if not isinstance(level.kind, MapOf) or not isinstance(level.kind.kind, Record):
            return True
        known = level.kind.kind.fields
        if isinstance(value, MappingNode):
            return not value.value or any(_text(key) in known for key, _ in value.value)
        return name not in known and not any(
            isinstance(around.kind, Record) and name in around.kind.fields for around in level.ways
        )

    def _below(self, level: Level, kept: list[Pair], key: Node, value: Node) -> Misplaced | None:
        """Put a key below the one before it: there is nothing below that, or what is there goes on."""
        if not kept:
            return None
        above, last = kept[-1]
        kind, name = _inside(level.kind, above), _text(key)
        if kind is None:
            return None
        if is_blank(last) and isinstance(kind, Record | MapOf | Text):
            inside = MappingNode("", [], last.start_mark, last.end_mark, flow_style=False)
            if not self._takes(kind, inside, name, value):
                return None
            kept[-1] = above, inside
            target = Level(kind, inside, _text(above), level)
            return self._move(target, key, value, above, above.start_mark.column + STEP, inside=True)
        open_ones = [
            one
            for one in self._open(Level(kind, last, _text(above), level))
            if isinstance(one.node, MappingNode) and self._takes(one.kind, one.node, name, value)
        ]
        needed = [one for one in open_ones if isinstance(one.kind, Record) and one.kind.fields[name].required]
        for target in [*needed, *open_ones][:1]:
            return self._move_beside(target, key, value, target.node.flow_style is not True)
        return None

    def _around(
        self, level: Level, key: Node, value: Node, rest: list[Pair], names: set[str]
    ) -> Misplaced | None:
        """Put a key into a record around; with the keys that follow it where those stand there twice."""
        name = _text(key)
        for target in level.ways:
            if not isinstance(target.node, MappingNode) or not isinstance(target.kind, Record | MapOf):
                continue
            begins = is_blank(value) and any(_text(other) in names for other, _ in rest)
            if begins and isinstance(target.kind, MapOf):
                mark = rest[0][0].start_mark
                inside = MappingNode("", rest, mark, rest[-1][1].end_mark, flow_style=False)
                if self._takes(target.kind, target.node, name, inside):
                    return self._move_beside(target, key, inside, True)
            elif self._takes(target.kind, target.node, name, value):
                return self._move_beside(target, key, value, self._are_strange(level, rest))
        return None

    def _are_strange(self, level: Level, rest: list[Pair]) -> bool:
        """Whether no key of this level follows, so that a line can leave it by its indentation alone."""
        return not any(
            _inside(level.kind, key) is not None and self._may_stand(level, _text(key), value)
            for key, value in rest
        )

    def _further(self, level: Level, others: list[Pair], key: Node, value: Node) -> Misplaced | None:
        """Put a key into a record that is inside another key, or leave it out where there is no such."""
        if not isinstance(level.kind, Record):
            return None
        ways = _ways(level.kind).get(_text(key), ())
        if len(ways) != 1:
            return None
        for near, node in others:
            kind = level.kind.fields.get(_text(near))
            if _text(near) != ways[0] or kind is None or not isinstance(node, MappingNode):
                continue
            if self._takes(kind.kind, node, _text(key), value):
                return self._move_beside(Level(kind.kind, node, _text(near), level), key, value, False)
        self.is_cut = True
        near = next((near for near, _ in others if _text(near) == ways[0]), None)
        one = Misplaced(key, level, near or ScalarNode("", ways[0], key.start_mark), None)
        one.inside, one.value = True, value
        self.found.append(one)
        return one

    def _move_beside(self, target: Level, key: Node, value: Node, is_indent: bool) -> Misplaced:
        near = target.node.value[0][0] if target.node.value else key
        column = near.start_mark.column if is_indent and not target.node.flow_style else None
        return self._move(target, key, value, near, column)

    def _move(
        self, target: Level, key: Node, value: Node, near: Node, column: int | None, inside: bool = False
    ) -> Misplaced:
        is_next = bool(target.node.value) and bool(self.found)
        last = self.found[-1] if self.found else None
        target.node.value.append((key, value))
        self._names_in(target.node).add(_text(key))
        if is_next and last is not None and last.level.node is target.node and last.column == column:
            last.last = key
            return last
        one = Misplaced(key, target, near, column)
        one.inside, one.value = inside, value
        self.found.append(one)
        return one

    def _names_in(self, node: Node) -> set[str]:
        found = self._names.get(id(node))
        if found is None:
            found = self._names[id(node)] = {_text(key) for key, _ in node.value}
        return found

    def _takes(self, kind: Kind, node: Node, name: str, value: Node) -> bool:
        """Whether a mapping of a kind lacks a key, and the key and its value could stand there."""
        if name in self._names_in(node):
            return False
        if isinstance(kind, Record):
            return name in kind.fields
        if isinstance(kind, Text):
            return LANGUAGE_PATTERN.fullmatch(name) is not None and isinstance(value, ScalarNode)
        if not isinstance(kind, MapOf):
            return False
        if isinstance(kind.key, Integer):
            return name.isdecimal()
        if not ID_PATTERN.fullmatch(name):
            return False
        if isinstance(kind.kind, Record):
            return _is_one(kind.kind, value)
        if not isinstance(value, ScalarNode):
            return False
        if isinstance(kind.kind, Number):
            return NUMBER_PATTERN.fullmatch(value.value) is not None
        siblings = self._names_in(node)
        return any(map(str.isdigit, name)) and (
            not siblings or any(other[:1] == name[:1] for other in list(siblings)[:9])
        )

    def _open(self, level: Level) -> Iterator[Level]:
        """A level, and what its last line belongs to: the levels a next line could go on with."""
        kind, node = level.kind, level.node
        while True:
            level = Level(kind, node, level.name, level)
            yield level
            if isinstance(node, SequenceNode) and isinstance(kind, ListOf) and node.value:
                kind, node = kind.kind, node.value[-1]
            elif isinstance(node, MappingNode) and node.value:
                inside = _inside(kind, node.value[-1][0])
                if inside is None:
                    return
                kind, node = inside, node.value[-1][1]
            else:
                return


def _inside(kind: Kind, key: Node) -> Kind | None:
    """The kind of what stands below a key; None where the key is not known."""
    name = _text(key)
    if isinstance(kind, Record):
        field = kind.fields.get(name)
        if field is None:
            return kind if kind.format and name == "format" else None
        return field.kind
    if isinstance(kind, MapOf):
        return kind.kind if not isinstance(kind.key, Integer) or name.lstrip("+-").isdecimal() else None
    return kind if isinstance(kind, Text) and LANGUAGE_PATTERN.fullmatch(name) else None


def _is_one(record: Record, value: Node) -> bool:
    """Whether a node looks like a record."""
    keys = value.value if isinstance(value, MappingNode) else []
    return bool(keys) and 2 * sum(_text(key) in record.fields for key, _ in keys) >= len(keys)


def _text(key: Node) -> str:
    return key.value if isinstance(key, ScalarNode) else ""


@cache
def _ways(record: Record) -> dict[str, tuple[str, ...]]:
    """The fields of a record by the keys that stand somewhere inside them, if no nearer ones have them."""
    found: dict[str, tuple[str, ...]] = {}
    level = [(field.key, field.kind) for field in record.fields.values()]
    while level:
        here: dict[str, list[str]] = {}
        deeper: list[tuple[str, Kind]] = []
        for name, kind in level:
            while isinstance(kind, ListOf | MapOf):
                kind = kind.kind
            if isinstance(kind, Record):
                for field in kind.fields.values():
                    here.setdefault(field.key, []).append(name)
                    deeper.append((name, field.kind))
        for key, names in here.items():
            found.setdefault(key, tuple(dict.fromkeys(names)))
        level = deeper
    return found
