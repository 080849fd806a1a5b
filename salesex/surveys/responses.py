"""Responses: tables and YAML files of an engagement become one matrix of answers."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from salesex import catalogue
from salesex.errors import CannotRunError, Issue
from salesex.model import MODES, Comment, Engagement, Respondent, Responses
from salesex.model.cells import column_letters
from salesex.surveys import answer_rules, participation, yaml_nodes
from salesex.surveys.answer_files import misnamed_folders, response_files
from salesex.surveys.columns import GERMAN, Columns, read_header
from salesex.surveys.engagements import EngagementReading
from salesex.surveys.entries import Checker, Raw
from salesex.surveys.fields import Field, MapOf, Record, read_document
from salesex.surveys.folder import FOLDER, YAML
from salesex.surveys.kinds import INVALID, Choice, Plain
from salesex.surveys.listed import listed_beside
from salesex.surveys.reader import Reader, read_bytes, says_nothing
from salesex.surveys.spelling import folded
from salesex.surveys.switches import switch_off
from salesex.surveys.tables import MAX_MEGABYTES, read_table
from salesex.surveys.together import Together
from salesex.surveys.yaml_nodes import Document, Node, ScalarNode

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


def read_responses(
    folder: Path, engagement: EngagementReading, unreadable: list[CannotRunError] | None = None
) -> ResponsesReading:
    """Read every file of `responses/`; with one error anywhere there is no value.

    What may not be read is added to the list where there is one, and left out. The order of files, rows
    and columns changes nothing but `files` and `sha256`. Without any file the matrix is empty and an info
    says so. Where the engagement cannot be used nothing is read.

    Raises
    ------
    CannotRunError : a file may not be read
    """
    if engagement.checkable is None or engagement.reader is None:
        return ResponsesReading(None, ())
    paths, issues = response_files(folder)
    misnamed = misnamed_folders(folder)
    together, reading = _read(paths, engagement.checkable, engagement.value is not None, unreadable)
    issues.extend([*reading.issues, *misnamed])
    if not paths and not misnamed:
        issues.append(catalogue.issue("R069", file=(folder / FOLDER).as_posix()))
    sound = engagement.value is not None and reading.value is not None and not misnamed
    cut_off = any(together.is_cut_off(path.as_posix()) for path in paths)
    found, switched_off = participation.check(
        engagement.checkable, together.answered(), engagement.reader, sound, cut_off
    )
    issues.extend(found)
    value = None if misnamed or any(issue.severity == "error" for issue in found) else reading.value
    return ResponsesReading(value, tuple(issues), reading.files, reading.switched_off + switched_off)


def read_response_files(paths: Sequence[Path], engagement: Engagement) -> ResponsesReading:
    """Read some files of responses by themselves; how many are missing is not looked at."""
    return _read(paths, engagement, whole=False)[1]


def _read(
    paths: Sequence[Path],
    engagement: Engagement,
    whole: bool,
    unreadable: list[CannotRunError] | None = None,
) -> tuple[Together, ResponsesReading]:
    """Read files against an engagement; `whole` says that it is sound, and that these are all its files."""
    checker = Checker(engagement, listed_beside(paths))
    together = Together(checker)
    hashes: list[str] = []
    commented: list[Document] = []
    missed: list[Path] = []
    for path in paths:
        file = path.as_posix()
        rows = yaml_rows if path.suffix.lower() in YAML else table_rows
        try:
            data = _bytes(path, checker)
        except CannotRunError as error:
            if unreadable is None:
                raise
            unreadable.append(error)
            missed.append(path)
            continue
        if data is None:
            continue
        hashes.append(hashlib.sha256(data).hexdigest())
        entries = map(checker.read, rows(data, file, checker, commented))
        answered = together.add(entry for entry in entries if entry is not None)
        if not answered and not checker.issues.has_error(file):
            checker.issues.append(catalogue.issue("R068", file=file))
    together.close()
    answer_rules.check(together, checker)
    issues, switched_off = switch_off_all(checker.issues, commented, whole and not missed)
    failed = missed or any(issue.severity == "error" for issue in issues)
    value = None if failed else _responses(together, engagement, checker, hashes)
    issues.sort(key=lambda issue: issue.sort_key)
    files = tuple(path for path in paths if path not in missed)
    return together, ResponsesReading(value, tuple(issues), files, switched_off)


def _bytes(path: Path, checker: Checker) -> bytes | None:
    """Content of a file; None, reported, where it is too large to be looked at."""
    try:
        size = path.stat().st_size // 1_000_000
    except OSError:
        size = 0  # reading it says why
    limit = yaml_nodes.MAX_MEGABYTES if path.suffix.lower() in YAML else MAX_MEGABYTES
    if size > limit:
        checker.issues.append(catalogue.issue("R027", file=path.as_posix(), size=size, limit=limit))
        return None
    return read_bytes(path)


def switch_off_all(
    issues: Sequence[Issue], documents: Iterable[Document], whole: bool
) -> tuple[list[Issue], int]:
    """Apply the comments of YAML files to everything that was found in them."""
    kept, count = list(issues), 0
    complete = whole and not any(issue.severity == "error" for issue in issues)
    for document in documents:
        own: list[Issue] = []
        others: list[Issue] = []
        for issue in kept:
            (own if issue.file == document.file else others).append(issue)
        still, off = switch_off(document, own, complete=complete)
        kept = others + still
        count += off
    return kept, count


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
    reader = Reader(yaml_nodes.parse(data, file, "R"))
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
