"""Maps: which column of an export is what, as a person has written it down (`salesex/map/1`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.model import Engagement
from salesex.model.column_map import COMMENT, MISSING, SEVERAL, TARGETS, ColumnMap, Place
from salesex.surveys.answers.response_rows import MaybeText
from salesex.surveys.engagements.rules import names_of
from salesex.surveys.formats.document import read_document
from salesex.surveys.formats.fields import Field, MapOf, Record
from salesex.surveys.formats.kinds import Plain
from salesex.surveys.formats.reader import Reader, read_bytes
from salesex.surveys.spelling import NO_ANSWER_SIGN, folded, whole_number
from salesex.surveys.tables.cells import AnswerScale
from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml.nodes import MappingNode, Node
from salesex.surveys.yaml.parsing import parse

FORMAT = "salesex/map/1"


class LabelOrLabels(MaybeText):
    """What an answer means; or, under the id of a questionnaire, what its answers mean."""

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return a text, which may be empty, or a dict of them."""
        if isinstance(node, MappingNode):
            return MapOf(MaybeText(), key=Plain(), may_be_empty=True).read(reader, node, name)
        return super().read(reader, node, name)


MAP = Record(
    "map",
    dict,
    Field("source", Plain()),
    Field("group", Plain()),
    Field("columns", MapOf(MaybeText(), key=Plain(), may_be_empty=True), required=True),
    Field("labels", MapOf(LabelOrLabels(), key=Plain(), may_be_empty=True)),
    Field("groups", MapOf(MaybeText(), key=Plain(), may_be_empty=True)),
    Field("units", MapOf(MaybeText(), key=Plain(), may_be_empty=True)),
    format=FORMAT,
    meant={"spalten": "columns", "gruppen": "groups", "gruppe": "group", "einheiten": "units"},
)


def read_map(path: Path, engagement: Engagement | None) -> tuple[ColumnMap | None, tuple[Issue, ...]]:
    """Read a map and check it against the engagement; with an error there is no value.

    Raises
    ------
    CannotRunError : it is missing or cannot be read
    """
    data = read_bytes(path, yaml_nodes.MAX_BYTES + 1)
    return map_of(data, path.as_posix(), engagement)


def map_of(
    data: bytes, file: str, engagement: Engagement | None
) -> tuple[ColumnMap | None, tuple[Issue, ...]]:
    """Read the content of a map; without an engagement only its form is checked, and there is no value."""
    reader = Reader(parse(data, file, "R"))
    written = read_document(reader, MAP)
    found = None
    if written is not None and engagement is not None:
        reader.take(_Check(reader, written, engagement).issues())
        found = _value(reader, written, engagement)
    issues = tuple(sorted(reader.issues, key=lambda issue: issue.sort_key))
    failed = any(issue.severity == "error" for issue in issues)
    return (None if failed else found), issues


def _value(reader: Reader, written: dict[str, Any], engagement: Engagement) -> ColumnMap:
    columns: dict[str, str] = written["columns"]
    labels = {name: said for name, said in _labels_of(written).items() if not isinstance(said, dict)}
    labels_of = {name: said for name, said in _labels_of(written).items() if isinstance(said, dict)}
    parts: dict[str, dict[str, str]] = {word: dict(written.get(word, {})) for word in ("groups", "units")}
    groups, units, items = _names(engagement.groups), _names(engagement.units), _items(engagement)
    return ColumnMap(
        reader.document.file,
        source=written.get("source", ""),
        group=groups.get(folded(written.get("group", "")), ""),
        columns={name: _target(text, items) or text for name, text in columns.items()},
        labels={name: _number(text) for name, text in labels.items()},
        labels_of={
            of: {name: _number(text) for name, text in said.items()} for of, said in labels_of.items()
        },
        groups={name: groups.get(folded(text), text) for name, text in parts["groups"].items()},
        units={name: units.get(folded(text), text) for name, text in parts["units"].items()},
        places={keys: _place(reader, written, *keys) for keys in _entries(written)},
    )


def _labels_of(written: dict[str, Any]) -> dict[str, str | dict[str, str]]:
    return dict(written.get("labels", {}))


def _entries(written: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the keys that lead to every entry."""
    for word in ("columns", "labels", "groups", "units"):
        for name, said in written.get(word, {}).items():
            yield word, name
            if isinstance(said, dict):
                yield from ((word, name, label) for label in said)


class _Check:
    """What is wrong with a map, entry by entry."""

    def __init__(self, reader: Reader, written: dict[str, Any], engagement: Engagement) -> None:
        self._reader, self._written, self._engagement = reader, written, engagement

    def issues(self) -> Iterator[Issue]:
        """Yield every entry that is open, unknown, or there twice."""
        yield from self._columns()
        yield from self._labels()
        groups = [group.id for group in self._engagement.groups]
        units = [unit.id for unit in self._engagement.units]
        yield from self._named("groups", _names(self._engagement.groups), groups)
        yield from self._named("units", _names(self._engagement.units), units)
        group = self._written.get("group")
        if group and folded(group) not in _names(self._engagement.groups):
            node = self._reader.place(self._written, "group")
            yield self._reader.issue("R097", node, wrong=group, known=groups, what=Word("map_group"))

    def _columns(self) -> Iterator[Issue]:
        items, first = _items(self._engagement), dict[str, str]()
        for heading, text in self._written["columns"].items():
            key, value = self._nodes("columns", heading)
            target = _target(text, items)
            if not text:
                yield self._reader.issue("R096", key, entry=heading, what=Word("map_open_column"))
            elif target is None:
                known, what = _like(text, items), Word("map_column")
                yield self._reader.issue("R097", value, wrong=text, known=known, what=what)
            elif target == "unit" and not self._engagement.units:
                yield self._reader.issue("R130", value, entry=heading)
            elif target not in SEVERAL:
                other = first.setdefault(target, heading)
                if other != heading:
                    line = self._nodes("columns", other)[0].start_mark.line + 1
                    yield self._reader.issue("R091", value, target=target, first=line, what=Word("map_line"))

    def _labels(self) -> Iterator[Issue]:
        scales = {each.id: AnswerScale(each) for each in self._engagement.questionnaires}
        for name, said in _labels_of(self._written).items():
            if not isinstance(said, dict):
                yield from self._label(("labels", name), said, scales)
            elif name not in scales:
                what, key = Word("map_questionnaire"), self._nodes("labels", name)[0]
                yield self._reader.issue("R097", key, wrong=name, known=list(scales), what=what)
            else:
                for label, text in said.items():
                    yield from self._label(("labels", name, label), text, {name: scales[name]})

    def _label(self, keys: tuple[str, ...], text: str, scales: Mapping[str, AnswerScale]) -> Iterator[Issue]:
        """Yield what is wrong with a label, which has to be on one of the scales."""
        key, value = self._nodes(*keys)
        number = whole_number(text)
        if not text:
            yield self._reader.issue("R096", key, entry=keys[-1], what=Word("map_open_label"))
        elif text.casefold() not in {NO_ANSWER_SIGN, MISSING} and not any(
            number is not None and scale.low <= number <= scale.high for scale in scales.values()
        ):
            ranges = _ranges(scales)
            yield self._reader.issue("R098", value, label=keys[-1], value=text, ranges=ranges)

    def _named(self, word: str, known: Mapping[str, str], ids: list[str]) -> Iterator[Issue]:
        for name, text in self._written.get(word, {}).items():
            key, value = self._nodes(word, name)
            what = Word("map_group" if word == "groups" else "map_unit")
            if word == "units" and not known:
                yield self._reader.issue("R130", key, entry=name)
            elif not text:
                yield self._reader.issue("R096", key, entry=name, what=Word("map_open_name"))
            elif folded(text) not in known:
                yield self._reader.issue("R097", value, wrong=text, known=ids, what=what)

    def _nodes(self, *keys: str) -> tuple[Node, Node]:
        """Key and value of an entry."""
        above = self._reader.place(self._written, *keys[:-1])
        value = self._reader.child(above, keys[-1]) or above
        return self._reader.key(above, keys[-1]) or value, value


def _place(reader: Reader, written: dict[str, Any], *keys: str) -> Place:
    above = reader.place(written, *keys[:-1])
    return reader.where(reader.key(above, keys[-1]) or above)[:2]


def _items(engagement: Engagement) -> dict[str, str]:
    """Every item by its id in small letters."""
    items = (item for questionnaire in engagement.questionnaires for item in questionnaire.items())
    return {item.id.casefold(): item.id for item in items}


def _target(text: str, items: Mapping[str, str]) -> str | None:
    """What a column is said to be; None where that is nothing known."""
    if text.casefold() in TARGETS:
        return text.casefold()
    kind, colon, about = text.partition(":")
    if colon and kind.strip().casefold() == COMMENT:
        item = items.get(about.strip().casefold())
        return None if item is None else f"{COMMENT}:{item}"
    return items.get(text.casefold())


def _like(text: str, items: Mapping[str, str]) -> list[str]:
    """What a column may be, in the form in which somebody has written it."""
    if text.casefold().startswith(f"{COMMENT}:"):
        return [f"{COMMENT}:{item}" for item in items.values()]
    return [*TARGETS, *items.values()]


def _ranges(scales: Mapping[str, AnswerScale]) -> tuple[str, ...]:
    """The ends of the scales; with the questionnaires where they differ."""
    ends = {name: f"{scale.low}–{scale.high}" for name, scale in scales.items()}
    if len(set(ends.values())) == 1:
        return (next(iter(ends.values())),)
    return tuple(f"{name}: {both}" for name, both in ends.items())


def _names(things: Any) -> dict[str, str]:
    """Id of every group or unit by everything it may be called."""
    return {name: thing.id for thing in things for name in names_of(thing)}


def _number(text: str) -> str:
    """A value of a label as it is compared."""
    number = whole_number(text)
    return text.casefold() if number is None else str(number)
