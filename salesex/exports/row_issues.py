"""What is wrong with the rows of an export: the same thing once, with its first place and how often."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from salesex import catalogue
from salesex.catalogue import LONGEST_VALUE, Hidden, Value, Word
from salesex.errors import Issue
from salesex.exports.labels import Labels, as_label, has_failed
from salesex.exports.plain import key, plain
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Column, RawTable

_SHORT = re.compile(r"\S{1,12}")


@dataclass(slots=True)
class _Problem:
    code: str
    line: int | None
    column: int | None
    values: Mapping[str, Value]
    text: str = ""
    known: Collection[str] = ()
    count: int = 0
    file: str = ""
    """The map, where the problem is in it and not in the table."""


@dataclass(slots=True)
class RowIssues:
    """Collects the problems of the rows of one table."""

    table: RawTable
    own: ColumnMap = field(default_factory=ColumnMap)
    _found: dict[tuple[str, ...], _Problem] = field(default_factory=dict)

    def label(self, at: int, column: Column, text: str, labels: Labels) -> None:
        """Note an answer that is no point of the scale."""
        values: dict[str, Value] = {
            "low": labels.low,
            "high": labels.high,
            "questionnaire": labels.questionnaire,
        }
        if has_failed(text):
            self._add(("R120", as_label(text)), at, column, {}, plain(text))
            return
        if (value := labels.mapped_off(text)) is not None:
            self._mapped_off(text, value, labels)
            return
        if labels.lacks_number(text):
            self._add(("R116", labels.questionnaire, as_label(text)), at, column, values, plain(text))
            return
        name = ("R092", labels.questionnaire, as_label(text))
        self._add(name, at, column, values, plain(text), labels.texts)

    def _mapped_off(self, text: str, value: str, labels: Labels) -> None:
        """Note a label that means a point which this scale does not have, at its entry of the map."""
        entries = (("labels", labels.questionnaire), ("labels",))
        places = [
            self.own.places[(*keys, name)]
            for keys in entries
            for name in self.own.labels_for(labels.questionnaire)
            if as_label(name) == as_label(text) and (*keys, name) in self.own.places
        ]
        line, column = places[0] if places else (None, None)
        ranges = (f"{labels.questionnaire}: {labels.low}–{labels.high}",)
        values: dict[str, Value] = {"label": plain(text), "value": value, "ranges": ranges}
        name = ("R098", labels.questionnaire, as_label(text))
        self._found.setdefault(name, _Problem("R098", line, column, values, file=self.own.file)).count += 1

    def unknown_name(
        self, at: int, column: Column | None, text: str, what: str, known: Collection[str]
    ) -> None:
        """Note the name of a group or unit that the engagement does not have."""
        values = {"what": Word(f"map_{what}"), "key": f"{what}s", "ids": tuple(known)}
        self._add(("R094", what, key(text)), at, column, values, plain(text), known)

    def no_group(self, at: int, known: Collection[str]) -> None:
        """Note a row that nothing gives a group."""
        self._add(("R093",), at, None, {"ids": tuple(known)})

    def other_group(self, at: int, column: Column | None, named: str, chosen: str) -> None:
        """Note a row whose column names another group than the command."""
        self._add(("R102", named), at, column, {"first": named, "group": chosen})

    def twice(self, at: int, code: str, first: int, same: bool) -> None:
        """Note a second row of one person, which says the same or something else."""
        name = ("R100" if same else "R099", code, str(at))
        self._add(name, at, None, {"respondent": code, "first": first})

    def no_code(self, at: int, column: Column) -> None:
        """Note a row without a code in a table of codes."""
        self._add(("R117",), at, column, {})

    def made_code(self, at: int, column: Column) -> None:
        """Note a row whose code is a name, an address or a word."""
        self._add(("R119",), at, column, {})

    def summary(self, at: int, column: Column, text: str) -> None:
        """Note a row that sums up others."""
        self._add(("R118", str(at)), at, column, {"value": plain(text)})

    def headings_again(self, at: int) -> None:
        """Note a row that repeats the headings."""
        self._add(("R144",), at, None, {})

    def test(self, at: int, column: Column) -> None:
        """Note an answer whose comment calls it a test."""
        self._add(("R147",), at, column, {})

    def alike(self, at: int) -> None:
        """Note a row that says what another one says, where nothing tells whose they are."""
        self._add(("R104", "alike"), at, None, {})

    def met_before(self, at: int, count: int, other: str, whole: bool) -> None:
        """Note rows with nothing but answers that another file has; `whole` if one has all of the other."""
        code = "R121" if whole else "R122"
        named = other or Word("file_taken_before")
        self._add((code, other), at, None, {"other": named, "rows": count})

    def issues(self) -> Iterator[Issue]:
        """Yield every problem once, at the first place where it was met."""
        for problem in self._found.values():
            yield self._issue(problem)

    def _issue(self, problem: _Problem) -> Issue:
        values: dict[str, Any] = {**problem.values, "count": problem.count}
        if problem.text:
            values["value"] = _shown(problem.text, problem.count, problem.known)
        place: dict[str, Any] = {"line": problem.line, "column": problem.column}
        return catalogue.issue(problem.code, file=problem.file or self.table.file, **place, **values)

    def _add(
        self,
        name: tuple[str, ...],
        at: int,
        column: Column | None,
        values: Mapping[str, Value],
        text: str = "",
        known: Collection[str] = (),
    ) -> None:
        number = None if column is None else column.at + 1
        made = _Problem(name[0], self.table.lines[at], number, values, text, known)
        self._found.setdefault(name, made).count += 1


def is_label(text: str, count: int, known: Collection[str]) -> bool:
    """Whether a text may be told: what only one person wrote may be a comment.

    Parameters
    ----------
    count : cells in which it stands
    known : labels or names that it may be meant for
    """
    if count > 1 or _SHORT.fullmatch(text) is not None:
        return True
    return bool(difflib.get_close_matches(key(text), map(key, known), n=1, cutoff=0.6))


def _shown(text: str, count: int, known: Collection[str]) -> str:
    """A label as it is told; of anything else only its length is."""
    is_told = len(text) <= LONGEST_VALUE and is_label(text, count, known)
    return text if is_told else Hidden(len(text))
