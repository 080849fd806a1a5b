"""What one row of a table, or one YAML response, says: checked against the engagement by itself."""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from salesex import catalogue
from salesex.catalogue import LONGEST_VALUE, Hidden, Value, Word
from salesex.model import MISSING, MODES, Engagement, Mode
from salesex.surveys.collected import Collected
from salesex.surveys.engagements.rules import names_of
from salesex.surveys.formats.kinds import date_problem, parse_date
from salesex.surveys.spelling import folded
from salesex.surveys.tables.cells import AnswerScale
from salesex.surveys.tables.columns import Items

Cell = tuple[str, int, AnswerScale, str]
"""Item, column in the matrix, what may stand there, and the text, which is not empty."""

PREFILLED = ("respondent", "group")
"""Columns an answer sheet has filled in before anybody answers."""
_WHOLE_CODE = re.compile(r"([0-9]+)[.,]0+")
TIME_OF_DAY = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_SHORT = re.compile(r"\S{1,12}")
_NUMBERS = re.compile(r"[0-9 .,:/+-]{1,24}")
_TIME = re.compile(rf"(.*?)[ T]{TIME_OF_DAY}")


class Spot(Protocol):
    """The place of a row, or of a YAML response."""

    @property
    def file(self) -> str:
        """Name of the file."""

    @property
    def line(self) -> int:
        """Number of the row, or the first line."""

    def where(self, name: str) -> tuple[int | None, int | None, str]:
        """Line, column and path of `respondent`, `group` … or of an item."""

    def told(self, name: str) -> str:
        """Where an item, `comment` or `comment:ITEM` was found, as a person looks for it."""


@dataclass(slots=True)
class Raw:
    """The texts of one row, as written and trimmed; `form` is the questionnaire whose form it is, if any.

    `asked` has everything that the columns of its export hold: items, `comment` and `comment:ITEM`; `marks`
    tell the row of an export apart whatever its code.
    """

    at: Spot
    fixed: dict[str, str]
    cells: list[Cell]
    comments: list[tuple[str | None, str]]
    form: str = ""
    asked: frozenset[str] = frozenset()
    marks: tuple[str, ...] = ()

    @property
    def prefilled(self) -> bool:
        """Whether nobody filled it in: nothing but the code and the group that a sheet starts with."""
        if self.cells or self.comments:
            return False
        return not any(text for name, text in self.fixed.items() if name not in PREFILLED)


@dataclass(slots=True)
class Entry:
    """One row, read. `group` is empty where it is missing or unknown; `mode` None where not given.

    `answered` says whether there is a single answer, be it "cannot judge"; `touched` whether somebody
    filled in a mode or a day.
    """

    at: Spot
    code: str
    group: str
    unit: str | None
    mode: Mode | None
    answers: array[int]
    answered: bool
    touched: bool
    comments: Sequence[tuple[str | None, str]]

    @property
    def spot(self) -> str:
        """Name of the file and row, for issues of other rows that speak of this one."""
        return f"{self.at.file.rpartition('/')[2]}:{self.at.line}"


class Checker:
    """Reads rows against one engagement and collects issues.

    `items` has the matrix column and the scale of every item, in the order of the matrix; `ranges` the
    first column and the one after the last of every questionnaire; `headers` has the
    header of the first table with an item; `listed` has the codes that were handed out. Codes of issues in
    `untold` are no news to whoever reads.
    """

    def __init__(
        self, engagement: Engagement, listed: Iterable[str] = (), untold: Collection[str] = ()
    ) -> None:
        self.engagement, self._untold = engagement, untold
        self.listed = frozenset(listed)
        self.issues = Collected()
        self.headers: dict[str, Spot] = {}
        self.items: Items = {}
        self.ranges: list[tuple[str, int, int]] = []
        self._exchanged: set[str] = set()
        self._asked: set[tuple[str, str]] = set()
        for questionnaire in engagement.questionnaires:
            scale, start = AnswerScale(questionnaire), len(self.items)
            for item in questionnaire.items():
                self.items[item.id] = len(self.items), scale
            self.ranges.append((questionnaire.id, start, len(self.items)))
            self._asked |= {(group.id, questionnaire.id) for group in engagement.groups_of(questionnaire.id)}
        known = {questionnaire for questionnaire, _, _ in self.ranges}
        for group in engagement.groups:
            if not known.issuperset(group.questionnaires or known):  # E037: what was meant is unknown
                self._asked |= {(group.id, questionnaire) for questionnaire in known}
        self._groups = {name: group.id for group in engagement.groups for name in names_of(group)}
        self._units = {name: unit.id for unit in engagement.units for name in names_of(unit)}
        self._nothing = array("b", [MISSING]) * len(self.items)

    def report(
        self, code: str, at: Spot, key: str, wrong: str = "", known: Collection[str] = (), **values: Value
    ) -> None:
        """Add an issue about one cell of a row."""
        if code in self._untold or self.issues.is_full(at.file):
            return
        line, column, path = at.where(key)
        issue = catalogue.issue(
            code, file=at.file, line=line, column=column, path=path, wrong=wrong, known=known, **values
        )
        self.issues.append(issue)

    def read(self, raw: Raw) -> Entry | None:
        """Return what a row says, or None where it says nothing or nobody says it.

        A row that somebody filled in without answering is checked, and is no respondent.
        """
        code = raw.fixed.get("respondent", "")
        if not code:
            if raw.cells or raw.comments:
                self.report("R048", raw.at, "respondent")
            return None
        if raw.prefilled or self._is_exchanged(raw):
            return None
        entry = Entry(
            raw.at,
            code=whole(code),
            group=self._group(raw),
            unit=self._unit(raw),
            mode=self._mode(raw),
            answers=self._answers(raw),
            answered=bool(raw.cells),
            touched=any(raw.fixed.get(name) for name in ("mode", "date")),
            comments=raw.comments or (),
        )
        self._date(raw)
        self._not_asked(entry, raw)
        return entry

    def _is_exchanged(self, raw: Raw) -> bool:
        """Whether code and group stand in each other's column: told once per file, and nobody's answers."""
        code, group = raw.fixed.get("respondent", ""), raw.fixed.get("group", "")
        if not group or folded(code) not in self._groups or folded(group) in self._groups:
            return False
        if raw.at.file not in self._exchanged:
            self._exchanged.add(raw.at.file)
            self._unknown_group(raw, Word("swapped"))
        return True

    def _group(self, raw: Raw) -> str:
        text = raw.fixed.get("group", "")
        group = self._groups.get(folded(text), "")
        if not text:
            self.report("R049", raw.at, "group")
        elif not group:
            self._unknown_group(raw)
        return group

    def _unknown_group(self, raw: Raw, swapped: str = "") -> None:
        titles = {title for group in self.engagement.groups for title in _titles(group.id, group.title)}
        ids = [group.id for group in self.engagement.groups]
        wrong = told(raw.fixed["group"], titles)
        self.report("R050", raw.at, "group", wrong=wrong, known=titles, groups=ids, swapped=swapped)

    def _unit(self, raw: Raw) -> str | None:
        text = raw.fixed.get("unit")
        if not self._units or text is None:
            return None
        unit = self._units.get(folded(text))
        known = {title for unit in self.engagement.units for title in _titles(unit.id, unit.title)}
        if not text:
            self.report("R052", raw.at, "unit", known=known)
        elif unit is None:
            self.report("R051", raw.at, "unit", wrong=told(text, known), known=known)
        return unit

    def _mode(self, raw: Raw) -> Mode | None:
        text = raw.fixed.get("mode", "")
        for mode in MODES:
            if text.casefold() == mode:
                return mode
        if text:
            self.report("R054", raw.at, "mode", wrong=told(text, MODES), known=MODES)
        return None

    def _date(self, raw: Raw) -> None:
        text = raw.fixed.get("date", "")
        if text and day_of(text) is None:
            self.report("R023", raw.at, "date", value=told(text), problem=date_problem(text))

    def _answers(self, raw: Raw) -> array[int]:
        answers = self._nothing[:]
        for item, column, scale, text in raw.cells:
            answer = scale.known.get(text)
            if answer is None:
                found = scale.read(text)
                if isinstance(found, str):
                    self._bad_answer(found, raw, item, scale, text)
                    continue
                answer = found
            answers[column] = answer
        return answers

    def _bad_answer(self, code: str, raw: Raw, item: str, scale: AnswerScale, text: str) -> None:
        self.report(
            code,
            raw.at,
            item,
            value=told(text, scale.labels),
            low=scale.low,
            high=scale.high,
            questionnaire=scale.questionnaire,
            unknown=Word("cannot_judge") if scale.may_not_know else "",
        )

    def _not_asked(self, entry: Entry, raw: Raw) -> None:
        """A group that is not asked a questionnaire gives no answer to it, not even "cannot judge"."""
        for questionnaire, start, end in self.ranges:
            if not entry.group or (entry.group, questionnaire) in self._asked:
                continue
            if entry.answers[start:end] != self._nothing[start:end]:
                item = next(cell[0] for cell in raw.cells if start <= cell[1] < end)
                self.report("R065", entry.at, item, group=entry.group, questionnaire=questionnaire)


def day_of(text: str) -> dt.date | None:
    """The day that is written, perhaps with a time; None where there is none."""
    with_time = _TIME.fullmatch(text)
    return parse_date(with_time[1] if with_time else text)


def told(text: str, known: Collection[str] = ()) -> str:
    """What an issue says of a cell that is wrong: the text where it is a word, a number, or nearly one of
    the words that may stand there; of everything else the length. In a row that is shifted by a column, a
    comment that was written in confidence stands where a number should, and logs are read by many.
    """
    if _SHORT.fullmatch(text) or _NUMBERS.fullmatch(text):
        return text
    return text if len(text) <= LONGEST_VALUE and _is_near(text, known) else Hidden(len(text))


def _is_near(text: str, known: Collection[str]) -> bool:
    import difflib

    return bool(difflib.get_close_matches(folded(text), map(folded, known), n=1, cutoff=0.8))


def whole(code: str) -> str:
    """A respondent's code; a spreadsheet's 7.0 is 7."""
    match = _WHOLE_CODE.fullmatch(code)
    return match[1] if match else code


def _titles(id: str, title: str | dict[str, str]) -> set[str]:
    return {id, title} if isinstance(title, str) else {id, *title.values()}
