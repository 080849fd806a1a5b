"""Tables of fields: one description of a format that reads and checks it.

A kind turns a node into a value, or reports what is wrong and returns `INVALID`. A `Record` is a
mapping with named fields that becomes a dataclass; defaults are the dataclass's own. Where a required
value is wrong, its `blank` stands in, so that reading goes on and finds everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from salesex import catalogue
from salesex.catalogue import Word
from salesex.frozen import Frozen
from salesex.surveys.formats.kinds import INVALID, Kind, Plain
from salesex.surveys.formats.reader import Entries, Reader, says_nothing
from salesex.surveys.yaml.nodes import Node, is_blank


class ListOf(Frozen, Kind):
    """A list of one kind; `unique` refuses doubled texts."""

    kind: Kind
    unique: bool = False
    may_be_empty: bool = False
    blank: Any = ()

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return a tuple of what could be read."""
        elements = reader.elements(node, name, may_be_one=isinstance(self.kind, Plain))
        if elements is None:
            return INVALID
        if not elements and not self.may_be_empty:
            reader.drop("019", node, what=name)
        found: dict[Any, None] | list[Any] = {} if self.unique else []
        for element in elements:
            if is_blank(element):
                reader.drop("018", element, what="-", remedy=Word("nothing_behind_dash_remedy"))
                continue
            value = self.kind.read(reader, element, name)
            if value is INVALID:
                continue
            if isinstance(found, list):
                found.append(value)
            elif value in found:
                reader.report("024", element, value=value)
            else:
                found[value] = None
        return tuple(found)


class MapOf(Frozen, Kind):
    """A mapping whose keys are free ids (or numbers); `named` hands the key to a record as its id."""

    kind: Kind
    key: Plain
    named: bool = False
    may_be_empty: bool = False

    @property
    def blank(self) -> Any:
        """What stands in where it is wrong."""
        return () if self.named else {}

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return a dict of what could be read, or a tuple of records that know their id."""
        entries = reader.entries(node, name)
        if entries is None:
            return INVALID
        if not entries and not self.may_be_empty:
            reader.drop("019", node, what=name)
        found: dict[Any, Any] = {}
        lines: dict[Any, int] = {}
        for key, (key_at, value_at) in entries.items():
            known_as = self._key(reader, key_at, key, name)
            if known_as in lines:
                first, remedy = lines[known_as], Word("twice_remedy")
                reader.drop("010", key_at, key=key, first=first, remedy=remedy)
                continue
            if known_as is not INVALID:
                lines[known_as] = key_at.start_mark.line + 1
            if isinstance(self.kind, Record) and self.named:
                value = self.kind.read_named(reader, value_at, key, known_as)
            else:
                value = self.kind.read(reader, value_at, f"{name}.{key}")
            if known_as is not INVALID and value is not INVALID:
                found[known_as] = value
        return tuple(found.values()) if self.named else found

    def _key(self, reader: Reader, node: Node, key: str, name: str) -> Any:
        if says_nothing(node):
            reader.nothing(node, name)
            return INVALID
        return self.key.convert(reader, node, key)


class Field(Frozen):
    """One key of a record; `name` is the attribute it fills, the key itself by default.

    `instead` is the key of which one or the other has to be there, though neither is required by itself.
    """

    key: str
    kind: Kind
    required: bool = False
    name: str = ""
    instead: str = ""

    def is_needed(self, entries: Entries) -> bool:
        """Whether the key may not be left out beside others."""
        return self.required or bool(self.instead and self.instead not in entries)


class Record(Kind):
    """A mapping with known keys that becomes a value by `build`.

    Parameters
    ----------
    word : what messages call it, a word of the catalogue
    build : makes the value from the fields that were given
    fields : the keys, in the order of the documentation
    format : for whole files, the value of their first key `format`
    some : at least one key must be given
    blank : stands in where a required record is missing or wrong
    meant : keys that people write in another language, in small letters, with the key each stands for
    """

    def __init__(
        self,
        word: str,
        build: Callable[..., Any],
        *fields: Field,
        format: str = "",
        some: bool = False,
        blank: Any = INVALID,
        meant: Mapping[str, str] | None = None,
    ) -> None:
        self.meant = meant or {}
        self.word = word
        self.build = build
        self.fields = {field.key: field for field in fields}
        self.required = tuple(field for field in fields if field.required)
        self.format = format
        self.some = some
        self.blank = blank
        self.keys = (["format"] if format else []) + list(self.fields)

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return the built value; its place is remembered."""
        return self._read(reader, node, name, {})

    def read_named(self, reader: Reader, node: Node, name: str, id: str) -> Any:
        """Return the built value of a record that is kept under its id."""
        return self._read(reader, node, name, {"id": id})

    def _read(self, reader: Reader, node: Node, name: str, values: dict[str, Any]) -> Any:
        if is_blank(node) and not self.required and not self.some:
            reader.drop("018", node, what=name, remedy=Word("nothing_or_defaults_remedy"))
            return INVALID
        entries = reader.entries(node, name)
        if entries is None:
            return INVALID
        if self.some and not entries:
            reader.drop("019", node, what=name)
        return self.read_entries(reader, node, entries, values)

    def read_entries(self, reader: Reader, node: Node, entries: Entries, values: dict[str, Any]) -> Any:
        """Return the value built from the pairs of a mapping and from values known beforehand."""
        meant = self._unknown(reader, entries)
        for key, (_, below) in entries.items():
            field = self.fields.get(key)
            if field is not None:
                if says_nothing(below) and field.is_needed(entries):
                    reader.needed.add(id(below))
                value = field.kind.read(reader, below, key)
                if value is not INVALID:
                    values[field.name or key] = value
        return self._built(reader, node, entries, values, meant)

    def _unknown(self, reader: Reader, entries: Entries) -> set[str | None]:
        """Report unknown keys; return the keys that were probably meant."""
        if entries.keys() <= self.fields.keys():
            return set()
        meant = set()
        for key, (at, _) in entries.items():
            if reader.is_full:
                break
            if key not in self.fields and not (self.format and key == "format"):
                free = [known for known in self.keys if known not in entries]
                said = self.meant.get(key.casefold())
                hint = {"nearest": said} if said in free else {}
                meant.add(said if hint else catalogue.nearest(key, free))
                known, inside = free or self.keys, Word(self.word)
                reader.drop("011", at, wrong=key, known=known, inside=inside, **hint)
        return meant

    def _built(
        self, reader: Reader, node: Node, entries: Entries, values: dict[str, Any], meant: set[str | None]
    ) -> Any:
        for field in self.required:
            if field.key not in entries and field.key not in meant:
                reader.drop("013", reader.head(node), inside=Word(self.word), key=field.key)
            if (field.name or field.key) not in values:
                if field.kind.blank is INVALID:
                    return INVALID
                values[field.name or field.key] = field.kind.blank
        value = self.build(**values)
        reader.remember(value, node)
        return value
