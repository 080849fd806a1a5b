"""Responses: tables and YAML files of an engagement become one matrix of answers."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from salesex import catalogue
from salesex.errors import Issue
from salesex.model import MODES, Comment, Engagement, Respondent, Responses
from salesex.surveys import yaml_nodes
from salesex.surveys.answers import folded
from salesex.surveys.columns import Columns, read_header
from salesex.surveys.entries import Checker, Raw
from salesex.surveys.fields import Field, MapOf, Record, read_document
from salesex.surveys.folder import FOLDER, OTHER_TABLES, TABLES, YAML
from salesex.surveys.kinds import INVALID, Choice, Plain
from salesex.surveys.reader import Reader, key_node, read_bytes
from salesex.surveys.tables import read_table
from salesex.surveys.together import Together
from salesex.surveys.yaml_nodes import Node, ScalarNode

FORMAT = "salesex/response/1"


@dataclass(frozen=True, slots=True)
class ResponsesReading:
    """The answers, or None where one file has an error; all issues; the files that were read."""

    value: Responses | None
    issues: tuple[Issue, ...]
    files: tuple[Path, ...] = ()
    switched_off: int = 0


class MaybeText(Plain):
    """An answer in YAML; nothing is a missing answer, as an empty cell is."""

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return the text of a scalar, which may be empty."""
        if isinstance(node, ScalarNode) and not node.value.strip():
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
)


def response_files(folder: Path) -> tuple[list[Path], list[Issue]]:
    """Files of responses of an engagement by name, and warnings about what else lies there."""
    below = folder / FOLDER
    found: list[Path] = []
    issues: list[Issue] = []
    for path in sorted(below.iterdir(), key=lambda path: path.name) if below.is_dir() else ():
        if path.name.startswith((".", "~$")):
            continue
        if path.suffix.lower() in TABLES + YAML and path.is_file():
            found.append(path)
        else:
            code = "R055" if path.suffix.lower() in OTHER_TABLES and path.is_file() else "R030"
            issues.append(catalogue.issue(code, file=path.as_posix(), ending=path.suffix.lower()))
    return found, issues


def read_responses(folder: Path, engagement: Engagement) -> ResponsesReading:
    """Read every file of `responses/`; with one error anywhere there is no value.

    The order of files, rows and columns changes nothing but `files` and `sha256`. Without any file
    the matrix is empty and an info says so.

    Raises
    ------
    CannotRunError : a file may not be read
    """
    paths, issues = response_files(folder)
    reading = read_response_files(paths, engagement)
    issues.extend(reading.issues)
    if not paths:
        issues.append(catalogue.issue("R069", file=(folder / FOLDER).as_posix()))
    return ResponsesReading(reading.value, tuple(issues), tuple(paths), reading.switched_off)


def read_response_files(paths: Sequence[Path], engagement: Engagement) -> ResponsesReading:
    """Read some files of responses as if they were all."""
    checker = Checker(engagement)
    together = Together(checker)
    hashes, switched_off = [], 0
    for path in paths:
        data = read_bytes(path)
        hashes.append(hashlib.sha256(data).hexdigest())
        raw: Iterable[Raw]
        before = len(checker.issues)
        if path.suffix.lower() in YAML:
            raw, count = _read_yaml(data, path.as_posix(), checker)
            switched_off += count
        else:
            raw = _read_rows(data, path.as_posix(), checker)
        answered = together.add(entry for row in raw if (entry := checker.read(row)) is not None)
        if not answered and not any(issue.severity == "error" for issue in checker.issues[before:]):
            checker.issues.append(catalogue.issue("R068", file=path.as_posix()))
    together.close(paths[0].parent.as_posix() if paths else "")
    failed = any(issue.severity == "error" for issue in checker.issues)
    value = None if failed else _responses(together, engagement, checker, hashes)
    issues = sorted(checker.issues, key=lambda issue: issue.sort_key)
    return ResponsesReading(value, tuple(issues), tuple(paths), switched_off)


def _responses(
    together: Together, engagement: Engagement, checker: Checker, hashes: Iterable[str]
) -> Responses:
    respondents: list[Respondent] = []
    answers = array("b")
    comments: list[tuple[int, int, str, str | None]] = []
    for person, matrix, texts in together.people():
        for item, text in texts:
            position = -1 if item is None else checker.items[item][0]
            comments.append((len(respondents), position, text, item))
        respondents.append(person)
        answers.extend(matrix)
    ordered = sorted(hashes)
    return Responses(
        respondents=tuple(respondents),
        items=tuple(checker.items),
        answers=answers,
        comments=tuple(Comment(who, item, text) for who, _, text, item in sorted(comments, key=_order)),
        files=len(ordered),
        sha256=hashlib.sha256("\n".join(ordered).encode("ascii")).hexdigest() if ordered else "",
    )


def _order(comment: tuple[int, int, str, str | None]) -> tuple[int, int, str]:
    return comment[:3]


def _read_rows(data: bytes, file: str, checker: Checker) -> Iterator[Raw]:
    """Rows of a table; the header is checked first, and without its main columns there are none."""
    table = read_table(data, file, "respondent")
    checker.issues.extend(table.issues)
    if not table.rows:
        return
    (line, headers), *rows = table.rows
    engagement = checker.engagement
    ignored = frozenset(folded(name) for name in engagement.ignore_columns)
    columns = read_header(headers, line, file, checker.items, ignored, bool(engagement.units))
    checker.issues.extend(columns.issues)
    if "respondent" not in columns.fixed or "group" not in columns.fixed:
        return
    for number, cells in rows:
        if checker.issues.is_full(file):
            return
        for index in columns.empty:
            if cells[index]:
                column = table.beyond.get((number, index + 1), index + 1)
                checker.issues.append(catalogue.issue("R046", file=file, line=number, column=column))
        yield _row(number, cells, file, columns)


def _row(number: int, cells: list[str], file: str, columns: Columns) -> Raw:
    return Raw(
        file,
        number,
        partial(_table_place, number, columns),
        {name: cells[index] for name, index in columns.fixed.items()},
        [(item, at, scale, cells[index]) for index, item, at, scale in columns.items if cells[index]],
        [(item, one_line_ends(cells[index])) for index, item in columns.comments if cells[index]],
    )


def _table_place(number: int, columns: Columns, name: str) -> tuple[int, int | None, str]:
    return number, *columns.place(name)


def one_line_ends(text: str) -> str:
    """A comment with the same line ends whatever file it came from."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _read_yaml(data: bytes, file: str, checker: Checker) -> tuple[list[Raw], int]:
    reader = Reader(yaml_nodes.parse(data, file, "R"))
    response = read_document(reader, RESPONSE)
    whole = response is not None and response["respondent"] and response["group"]
    raw = [_response(response, reader, checker)] if whole else []
    reading = reader.reading(response)
    checker.issues.extend(reading.issues)
    return raw, reading.switched_off


def _response(response: dict[str, Any], reader: Reader, checker: Checker) -> Raw:
    cells = []
    for item, text in response["answers"].items():
        if item not in checker.items:
            node = key_node(reader.place(response, "answers"), item) or reader.place(response)
            reader.report("R067", node, wrong=item, known=list(checker.items))
        elif text:
            cells.append((item, *checker.items[item], text))
    comments = [(None, response.get("comment", "")), *response.get("comments", {}).items()]
    for item, _ in comments:
        if item is not None and item not in checker.items:
            node = key_node(reader.place(response, "comments"), item) or reader.place(response)
            reader.report("R067", node, wrong=item, known=list(checker.items))
    return Raw(
        reader.document.file,
        reader.line(response),
        partial(_yaml_place, reader, response),
        {name: response.get(name, "") for name in ("respondent", "group", "unit", "mode", "date")},
        cells,
        [(item, one_line_ends(text)) for item, text in comments if text],
    )


def _yaml_place(reader: Reader, response: dict[str, Any], name: str) -> tuple[int, int, str]:
    return reader.where(
        reader.place(response, name) if name in RESPONSE.fields else reader.place(response, "answers", name)
    )
