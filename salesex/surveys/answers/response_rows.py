"""One file of answers as rows: a table, or a YAML response of one or several people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from salesex import catalogue
from salesex.model import MODES
from salesex.model.cells import column_letters
from salesex.surveys.answers.entries import Checker, Raw
from salesex.surveys.formats.document import read_document
from salesex.surveys.formats.fields import Field, MapOf, Record
from salesex.surveys.formats.kinds import INVALID, Choice, Plain
from salesex.surveys.formats.reader import Reader, says_nothing
from salesex.surveys.spelling import folded
from salesex.surveys.tables.columns import GERMAN, Columns, read_header
from salesex.surveys.tables.tables import read_table
from salesex.surveys.yaml.nodes import Document, Node, ScalarNode
from salesex.surveys.yaml.parsing import parse

FORMAT = "salesex/response/1"


class MaybeText(Plain):
    """An answer in YAML; nothing is a missing answer, as an empty cell is."""

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return the text of a scalar, which may be empty."""
        if says_nothing(node):
            return ""
        return super().read(reader, node, name)


class Comments(MapOf):
    """One comment on the whole, or comments by item; the whole has the key None."""

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return a dict of texts."""
        if isinstance(node, ScalarNode):
            text = MaybeText().read(reader, node, name)
            return text if text is INVALID else {None: text}
        return super().read(reader, node, name)


class Day(Plain):
    """A day, perhaps with a time, as a text: it is checked together with those of tables."""


RESPONSE = Record(
    "response",
    dict,
    Field("respondent", Plain(), required=True),
    Field("group", Plain(), required=True),
    Field("unit", Plain()),
    Field("mode", Choice(MODES)),
    Field("date", Day()),
    Field("answers", MapOf(MaybeText(), key=Plain(), may_be_empty=True), required=True),
    Field("comment", Plain()),
    Field("comments", Comments(MaybeText(), key=Plain(), may_be_empty=True)),
    format=FORMAT,
    meant=GERMAN | {"antworten": "answers", "kommentare": "comments"},
)


@dataclass(frozen=True, slots=True)
class _TableSpot:
    columns: Columns
    line: int

    @property
    def file(self) -> str:
        return self.columns.file

    def where(self, name: str) -> tuple[int, int | None, str]:
        return self.line, *self.columns.place(name)

    def told(self, name: str) -> str:
        column = self.columns.index(name)
        return f"row {self.line}" if column is None else f"{column_letters(column + 1)}{self.line}"


@dataclass(frozen=True, slots=True)
class _YamlSpot:
    reader: Reader
    response: dict[str, Any]

    @property
    def file(self) -> str:
        return self.reader.document.file

    @property
    def line(self) -> int:
        return self.reader.line(self.response)

    def where(self, name: str) -> tuple[int, int, str]:
        keys = (name,) if name in RESPONSE.fields else ("answers", name)
        return self.reader.where(self.reader.place(self.response, *keys))

    def told(self, name: str) -> str:
        if name.startswith("comment"):
            keys = ("comment",) if name == "comment" else ("comments", name.partition(":")[2])
        else:
            keys = ("answers", name)
        return f"line {self.reader.line(self.response, *keys)}"


def table_rows(
    data: bytes, file: str, checker: Checker, commented: list[Document], ending: str | None = None
) -> Iterator[Raw]:
    """Rows of a table; the header is checked first, and without its main columns there are none."""
    rows = read_table(data, file, "respondent", checker.issues, ending)
    line, headers = next(rows, (0, []))
    if not headers:
        return
    engagement = checker.engagement
    ignored = frozenset(folded(name) for name in engagement.ignore_columns)
    more_sheets = any(issue.code == "R039" and issue.file == file for issue in checker.issues)
    columns = read_header(headers, line, file, checker.items, ignored, bool(engagement.units), more_sheets)
    checker.issues.extend(columns.issues)
    if "respondent" not in columns.fixed or "group" not in columns.fixed:
        return
    for _, item, _, _ in columns.items:
        checker.headers.setdefault(item, _TableSpot(columns, line))
    for number, cells in rows:
        if checker.issues.is_full(file):
            return
        for index in _without_header(columns, len(cells)):
            if cells[index]:
                checker.issues.append(catalogue.issue("R046", file=file, line=number, column=index + 1))
        yield _row(number, cells, columns)


def _without_header(columns: Columns, end: int) -> Iterator[int]:
    """Columns of a row of some length that the header does not name."""
    yield from takewhile(end.__gt__, columns.empty)
    yield from range(len(columns.headers), end)


def _row(number: int, cells: list[str], columns: Columns) -> Raw:
    end = len(cells)
    return Raw(
        _TableSpot(columns, number),
        {name: cells[index] if index < end else "" for name, index in columns.fixed.items()},
        [
            (item, at, scale, cells[index])
            for index, item, at, scale in columns.items
            if index < end and cells[index]
        ],
        [
            (item, one_line_ends(cells[index]))
            for index, item in columns.comments
            if index < end and cells[index]
        ],
    )


@lru_cache(maxsize=1024)
def one_line_ends(text: str) -> str:
    """A comment with the same line ends whatever file it came from."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def yaml_rows(data: bytes, file: str, checker: Checker, commented: list[Document]) -> Iterator[Raw]:
    """What a YAML response says: one row, none where it has errors of form."""
    reader = Reader(parse(data, file, "R"))
    response = read_document(reader, RESPONSE)
    whole = response is not None and response["respondent"] and response["group"]
    raw = _response(response, reader, checker) if whole else None
    checker.issues.extend(reader.issues)
    if "#" in reader.document.text:
        commented.append(reader.document)
    if raw is not None:
        yield raw


def _response(response: dict[str, Any], reader: Reader, checker: Checker) -> Raw:
    cells, known = [], tuple(checker.items)
    for item, text in response["answers"].items():
        if item not in checker.items:
            node = reader.key(reader.place(response, "answers"), item) or reader.place(response)
            reader.report("R067", node, wrong=item, known=known)
        elif text:
            cells.append((item, *checker.items[item], text))
    comments = [(None, response.get("comment", "")), *response.get("comments", {}).items()]
    for item, _ in comments:
        if item is not None and item not in checker.items:
            node = reader.key(reader.place(response, "comments"), item) or reader.place(response)
            reader.report("R067", node, wrong=item, known=known)
    return Raw(
        _YamlSpot(reader, response),
        {name: response.get(name, "") for name in ("respondent", "group", "unit", "mode", "date")},
        cells,
        [(item, one_line_ends(text)) for item, text in comments if text],
    )
