"""Keys on a wrong level: known ones of the record around or inside, or left behind below an empty key.

Each is told with where it belongs and put there in the tree, so that the file is read as it was meant and
nothing else is said about it. Loaded only for files in which keys are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from salesex.surveys.formats.fields import ListOf, MapOf, Record
from salesex.surveys.formats.kinds import (
    ID_PATTERN,
    LANGUAGE_PATTERN,
    NUMBER_PATTERN,
    Integer,
    Kind,
    Number,
    Text,
)
from salesex.surveys.formats.misplaced import Level, Misplaced, Pair
from salesex.surveys.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_blank

STEP = 2
"""Columns by which what is inside begins further right than what is around."""
_KEYS_LIKE_LANGUAGES = frozenset({"id", "of"})
_NEXT = 30
"""Keys of a mapping that are looked at for each that is wrong."""


class Levels:
    """One look at a tree by the record of its format: it puts right what it finds, and lists it."""

    def __init__(self, root: Node, record: Record) -> None:
        self.found: list[Misplaced] = []
        self.is_cut = False
        self._names: dict[int, set[str]] = {}
        self._columns: dict[int, int] = {}
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
        pairs: list[Pair] = node.value
        known = [n for n, (key, value) in enumerate(pairs) if self._is_known(level, key, value)]
        mostly = 2 * len(known) >= len(pairs) or level.around is None
        last_known = known[-1] if known else -1
        fit = set(known)
        kept: dict[str, Pair] = {}
        others: list[Pair] = []
        done = 0
        while done < len(pairs):
            key, value = pairs[done]
            name = _text(key)
            done += 1
            if done - 1 in fit and name not in kept:
                kept[name] = key, value
                continue
            one = self._below(level, kept, key, value)
            if one is None and name not in kept:
                rest = pairs[done : done + _NEXT] if is_blank(value) else []
                if mostly and any(_text(other) in kept for other, _ in rest):
                    one = self._with_rest(level, key, pairs[done:])
                    done = len(pairs) if one is not None else done
                one = one or self._around(level, key, value, done > last_known, mostly)
                one = one or (self._further(level, pairs, key, value) if mostly else None)
            if one is None:
                others.append((key, value))
            else:
                one.found_in(level, kept[name][0] if name in kept else None)
        node.value = sorted([*kept.values(), *others], key=lambda pair: pair[0].start_mark.line)

    def _is_known(self, level: Level, key: Node, value: Node) -> bool:
        return _inside(level.kind, key) is not None and self._may_stand(level, _text(key), value)

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

    def _below(self, level: Level, kept: dict[str, Pair], key: Node, value: Node) -> Misplaced | None:
        """Put a key below the one before it: there is nothing below that, or what is there goes on."""
        if not kept:
            return None
        before, (above, last) = next(reversed(kept.items()))
        kind, name = _inside(level.kind, above), _text(key)
        if kind is None:
            return None
        if is_blank(last) and isinstance(kind, Record | MapOf | Text):
            inside = MappingNode("", [], last.start_mark, last.end_mark, flow_style=False)
            if not self._takes(kind, inside, name, value):
                return None
            kept[before] = above, inside
            self._columns[id(inside)] = above.start_mark.column + STEP
            return self._move(Level(kind, inside, before, level), key, value, above, inside=True)
        open_ones = [
            one
            for one in self._open(Level(kind, last, before, level))
            if isinstance(one.node, MappingNode) and self._takes(one.kind, one.node, name, value)
        ]
        needed = [one for one in open_ones if isinstance(one.kind, Record) and one.kind.fields[name].required]
        for target in [*needed, *open_ones][:1]:
            return self._move_beside(target, key, value, True)
        return None

    def _with_rest(self, level: Level, key: Node, rest: list[Pair]) -> Misplaced | None:
        """Put a key without content around, with the keys that follow it: they stand there twice."""
        mark = rest[0][0].start_mark
        inside = MappingNode("", rest, mark, rest[-1][1].end_mark, flow_style=False)
        for target in level.ways:
            if isinstance(target.kind, MapOf) and self._takes(target.kind, target.node, _text(key), inside):
                return self._move_beside(target, key, inside, True)
        return None

    def _around(self, level: Level, key: Node, value: Node, is_last: bool, mostly: bool) -> Misplaced | None:
        """Put a key into a record around; by its indentation alone where it is the last of its level.

        Unless most keys of its level are known there (`mostly`), only where its column fits already.
        """
        for target in level.ways:
            if not isinstance(target.node, MappingNode) or not target.node.value:
                continue
            fits = mostly or target.node.value[0][0].start_mark.column == key.start_mark.column
            if fits and self._takes(target.kind, target.node, _text(key), value):
                return self._move_beside(target, key, value, is_last)
        return None

    def _further(self, level: Level, pairs: list[Pair], key: Node, value: Node) -> Misplaced | None:
        """Put a key into a record that is inside another key, or leave it out where there is no such."""
        if not isinstance(level.kind, Record):
            return None
        ways = _ways(level.kind).get(_text(key), ())
        if len(ways) != 1:
            return None
        at = next((pair for pair in pairs[:_NEXT] if _text(pair[0]) == ways[0]), None)
        if at is not None and isinstance(at[1], MappingNode):
            target = Level(level.kind.fields[ways[0]].kind, at[1], ways[0], level)
            if self._takes(target.kind, target.node, _text(key), value):
                return self._move_beside(target, key, value, False)
        self.is_cut = True
        one = Misplaced(
            key, level, at[0] if at is not None else ScalarNode("", ways[0], key.start_mark), None
        )
        one.inside, one.value = True, value
        self.found.append(one)
        return one

    def _move_beside(self, target: Level, key: Node, value: Node, is_indent: bool) -> Misplaced:
        node = target.node
        near = node.value[0][0] if node.value else key
        is_indent = is_indent and isinstance(node, MappingNode) and not node.flow_style
        if is_indent and id(node) not in self._columns:
            self._columns[id(node)] = near.start_mark.column
        return self._move(target, key, value, near, is_indent)

    def _move(
        self, target: Level, key: Node, value: Node, near: Node, is_indent: bool = True, inside: bool = False
    ) -> Misplaced:
        column = self._columns[id(target.node)] if is_indent else None
        last = self.found[-1] if self.found else None
        target.node.value.append((key, value))
        self._names_in(target.node).add(_text(key))
        if last is not None and last.level.node is target.node and last.column == column:
            if key.start_mark.column != column:
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
            is_language = LANGUAGE_PATTERN.fullmatch(name) is not None and name not in _KEYS_LIKE_LANGUAGES
            return is_language and isinstance(value, ScalarNode)
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
        siblings = self._names_in(node) if id(node) not in self._columns else ()
        is_like = not siblings or any(other[:1] == name[:1] for other in islice(siblings, _NEXT))
        return any(map(str.isdigit, name)) and is_like

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
    known = [_text(key) in record.fields for key, _ in keys]
    return bool(keys) and (all(known[:2]) or 2 * sum(known) >= len(keys))


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
