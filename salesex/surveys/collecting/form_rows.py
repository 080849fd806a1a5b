"""Files that come back, as rows: our own YAML and tables, and what a reader of forms made of a file.

What a file is shows in its content, never in its name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from salesex import catalogue
from salesex.errors import Issue
from salesex.model.codes import code_of
from salesex.model.form import FilledForm
from salesex.surveys import headers
from salesex.surveys.answers.entries import Cell, Checker, Raw, told
from salesex.surveys.answers.response_rows import one_line_ends, table_rows, yaml_rows
from salesex.surveys.spelling import folded
from salesex.surveys.tables.columns import FIXED, GERMAN
from salesex.surveys.tables.tables import MAX_MEGABYTES, OLE_START, SEPARATORS, ZIP_START, decode
from salesex.surveys.yaml.nodes import Document

_CELL = re.compile(r"(?:.*!)?\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LINE = re.compile(r"line ([0-9]{1,9})")
_BETWEEN = re.compile(rf"[{re.escape(SEPARATORS)}|]")
_NAME_ENDS = re.compile(r"[\s:]")
_HEAD = 100_000
_QUOTED = rb'("(?:[^"\\\\\r\n]|\\\\.)*")'
_ABOUT = re.compile(rb"^format: salesex/response/1[ \t]*\r?\n# " + _QUOTED + b" " + _QUOTED, re.MULTILINE)
"""Second line of what HTML forms save: questionnaire and version, as JSON has them."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came back: its name, its content, and its forms where a reader recognised them.

    Without `forms` it is read as a YAML response or a table. `issues` is what its reader found wrong. Of an
    export `tool` and `map` are those of `Source`, and `superseded` the checksums of its earlier editions.
    """

    file: str
    data: bytes
    forms: tuple[FilledForm, ...] | None = None
    issues: tuple[Issue, ...] = ()
    tool: str = ""
    map: str = ""
    superseded: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Checksum of the content."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def reading(self) -> str:
        """Checksum of what was understood of an export; empty for anything else."""
        if not self.tool:
            return ""
        said = [
            [form.line, form.respondent, form.group, form.unit, form.date, form.answers, form.comments]
            for form in self.forms or ()
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def is_interview(self) -> bool:
        """Whether it is the journal of an interview, which grows."""
        return any(form.mode == "moderated" for form in self.forms or ())

    @property
    def is_form(self) -> bool:
        """Whether it says all that one person answers to one questionnaire."""
        if self.forms is None:
            return bool(_about(self.data)[0])
        return not self.is_interview and all(form.questionnaire for form in self.forms)


@dataclass(frozen=True, slots=True)
class FormSpot:
    """The places of one filled form, as its reader told them."""

    form: FilledForm

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.form.file

    @property
    def line(self) -> int:
        """The row it is, or the first line."""
        return self.form.line

    def where(self, name: str) -> tuple[int | None, int | None, str]:
        """Line and column of an item, and its place in words."""
        place = self.form.places.get(name, "")
        if cell := _CELL.fullmatch(place):
            column = 0
            for letter in cell[1]:
                column = 26 * column + ord(letter) - ord("A") + 1
            return int(cell[2]), column, place
        line = _LINE.fullmatch(place)
        return (int(line[1]) if line else None), None, place

    def told(self, name: str) -> str:
        """The place in words."""
        return self.form.places.get(name, "")


def rows_of(arrived: Arrived, checker: Checker, commented: list[Document]) -> Iterator[Raw]:
    """Yield the rows of a file that came back; what is wrong with it goes to the checker.

    Parameters
    ----------
    commented : YAML files whose comments may switch issues off are added here
    """
    file, data = arrived.file, arrived.data
    checker.issues.extend(arrived.issues)
    if len(data) > MAX_MEGABYTES * 1_000_000:
        size = len(data) // 1_000_000
        checker.issues.append(catalogue.issue("R027", file=file, size=size, limit=MAX_MEGABYTES))
    elif arrived.forms is not None:
        for form in arrived.forms:
            yield from _form(form, checker, arrived.data)
    elif data.startswith(ZIP_START):
        yield from table_rows(data, file, checker, commented, ".xlsx")
    elif data.startswith(OLE_START):
        yield from table_rows(data, file, checker, commented, ".xls")
    elif data.strip() and (kind := headers.kind_in(data)) is not None:
        if kind == "response":
            yield from _response(data, file, checker, commented)
        else:
            checker.issues.append(catalogue.issue("R080", file=file))
    elif _may_be_table(data, checker):
        yield from table_rows(data, file, checker, commented, ".csv")
    else:
        checker.issues.append(catalogue.issue("R080", file=file))


def _may_be_table(data: bytes, checker: Checker) -> bool:
    """Whether a cell of the first lines names a column of responses; what is empty is told to be so."""
    if b"\0" in data and not data.startswith(_UTF16):
        return False
    try:
        text = decode(data)
    except UnicodeDecodeError:
        return False
    lines = [line for line in text[:_HEAD].splitlines() if line.strip()][:2]  # the first may be `sep=;`
    known = {*FIXED, *GERMAN, *map(folded, checker.items)}
    names = (
        _NAME_ENDS.split(cell.strip(' "'), maxsplit=1)[0] for line in lines for cell in _BETWEEN.split(line)
    )
    return not lines or any(folded(name) in known for name in names)


def _response(data: bytes, file: str, checker: Checker, commented: list[Document]) -> Iterator[Raw]:
    """The row of a response that may be of this engagement."""
    questionnaire, version = _about(data)
    if _belongs(questionnaire, version, checker, file=file, line=2):
        yield from (replace(raw, form=questionnaire) for raw in yaml_rows(data, file, checker, commented))


def _about(data: bytes) -> tuple[str, str]:
    """Questionnaire and version, which HTML forms say in a comment; both are empty elsewhere."""
    said = _ABOUT.search(data[:_HEAD])
    try:
        questionnaire, version = (json.loads(text) for text in said.groups()) if said else ("", "")
    except ValueError:  # somebody's own comment
        return "", ""
    return questionnaire, version


def _form(form: FilledForm, checker: Checker, data: bytes) -> Iterator[Raw]:
    """The row of a form that belongs to this engagement; without a code it gets that of its content."""
    if not _belongs(form.questionnaire, form.version, checker, file=form.file):
        return
    at = FormSpot(form)
    cells: list[Cell] = []
    for item, text in form.answers.items():
        if item not in checker.items:
            checker.report("R067", at, item, wrong=told(item, checker.items), known=tuple(checker.items))
        elif text.strip():
            cells.append((item, *checker.items[item], text.strip()))
    comments = [
        (item or None, one_line_ends(text.strip()))
        for item, text in form.comments.items()
        if text.strip() and (not item or item in checker.items)
    ]
    code = form.respondent.strip()
    if not code and form.questionnaire and (cells or comments):
        code = code_of(data)
        checker.report("R110", at, "respondent", respondent=code)
    fixed = {
        "respondent": code,
        "group": form.group.strip(),
        "unit": (form.unit or "").strip(),
        "mode": form.mode,
        "date": form.date or "",
    }
    yield Raw(at, fixed, cells, comments, form.questionnaire, form.asked, form.marks)


def _belongs(questionnaire: str, version: str, checker: Checker, **where: Any) -> bool:
    """Whether the engagement asks the questionnaire of a form, in its version; both may be unknown."""
    if not questionnaire:
        return True
    issues, versions = checker.issues, {each.id: each.version for each in checker.engagement.questionnaires}
    own = versions.get(questionnaire)
    if own is None:
        wrong = told(questionnaire, versions)
        issues.append(catalogue.issue("R081", wrong=wrong, known=tuple(versions), **where))
    elif version not in {"", own}:
        issues.append(catalogue.issue("R082", version=version, questionnaire=questionnaire, own=own, **where))
    return own is not None and version in {"", own}
