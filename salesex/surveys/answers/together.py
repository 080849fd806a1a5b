"""Rows of many files put together by respondent: nobody twice, everybody in one group."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from salesex.model import MISSING, Respondent
from salesex.surveys.answers.entries import Checker, Entry

Person: TypeAlias = "tuple[Respondent, array[int], list[tuple[str | None, str]]]"
"""A respondent, the answers in the order of the matrix, the comments by item."""
Merged: TypeAlias = "tuple[str, list[Entry], array[int]]"
"""Code of a respondent, the rows that answer, and the answers of all of them."""


class Together:
    """Collects rows and reports where two of them contradict each other."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._rows: dict[str, list[Entry]] = {}
        self._remarks: list[Entry] = []
        self._holders: dict[str, Entry] = {}
        self._answering: set[str] = set()
        self._single = {group.id for group in checker.engagement.groups if group.single_role}

    def add(self, entries: Iterable[Entry]) -> int:
        """Take the rows of one more file; return how many of them answer.

        A row without answers makes nobody a respondent.
        """
        count = 0
        for entry in entries:
            if not entry.answered:
                self._remarks.append(entry)
                continue
            count += 1
            self._answering.add(entry.at.file)
            earlier = self._rows.setdefault(entry.code, [])
            if earlier:
                self._compare(entry, earlier)
            elif entry.group in self._single:
                self._claim(entry)
            earlier.append(entry)
        return count

    def _claim(self, entry: Entry) -> None:
        """A single role has one holder."""
        holder = self._holders.setdefault(entry.group, entry)
        if holder is not entry:
            self._checker.report(
                "R062",
                entry.at,
                "respondent",
                respondent=entry.code,
                group=entry.group,
                first=holder.code,
                other=holder.spot,
            )

    def _compare(self, entry: Entry, earlier: list[Entry]) -> None:
        """Report what two rows of one code contradict each other in, else that they are put together."""
        before = len(self._checker.issues)
        self._contradict(entry, earlier)
        other = next((row for row in earlier if row.at.file != entry.at.file), None)
        if other is not None and len(self._checker.issues) == before:
            self._checker.report(
                "R043", entry.at, "respondent", respondent=entry.code, here=entry.spot, other=other.spot
            )

    def _contradict(self, entry: Entry, earlier: list[Entry]) -> None:
        self._contradiction("R061", "group", entry, earlier)
        self._contradiction("R063", "unit", entry, earlier)
        self._contradiction("R064", "mode", entry, earlier)
        for other in earlier:
            both = [
                (item, place)
                for item, (place, _) in self._checker.items.items()
                if entry.answers[place] != MISSING and other.answers[place] != MISSING
            ]
            if both:
                items = [item for item, _ in both]
                self._checker.report(
                    "R060", entry.at, items[0], respondent=entry.code, items=items, other=other.spot
                )
                return

    def _contradiction(self, code: str, key: str, entry: Entry, earlier: list[Entry]) -> None:
        mine = getattr(entry, key)
        other = next((row for row in earlier if getattr(row, key)), None)
        if mine and other is not None and getattr(other, key) != mine:
            first = getattr(other, key)
            values = {"respondent": entry.code, key: mine, "first": first, "other": other.spot}
            self._checker.report(code, entry.at, key, **values)

    def close(self) -> None:
        """Report what only shows once every file was read: who says something and answers nothing.

        In a file with errors the answers may be missing because of them.
        """
        for entry in self._remarks:
            if entry.code in self._rows or self._checker.issues.has_error(entry.at.file):
                continue
            if entry.comments:
                self._checker.report("R053", entry.at, "respondent", respondent=entry.code)
            elif entry.touched and entry.at.file in self._answering:
                self._checker.report("R072", entry.at, "respondent", respondent=entry.code)

    def is_cut_off(self, file: str) -> bool:
        """Whether a file has so many errors that it was not read to the end."""
        return self._checker.issues.is_full(file)

    def answered(self) -> Counter[str]:
        """Number of people who answered, by group."""
        return Counter(rows[0].group for rows in self._rows.values())

    def merged(self) -> Iterator[Merged]:
        """Yield everybody in the order of reading: the code, the rows, and their answers put together."""
        for code, rows in self._rows.items():
            answers = rows[0].answers
            for row in rows[1:]:
                pairs = zip(answers, row.answers, strict=True)
                answers = array("b", (old if new == MISSING else new for old, new in pairs))
            yield code, rows, answers

    def row_with(self, start: int, end: int) -> Entry:
        """First row of all with something in these columns of the matrix."""
        rows = (row for rows in self._rows.values() for row in rows)
        return next(row for row in rows if any(answer != MISSING for answer in row.answers[start:end]))

    def people(self) -> Iterator[Person]:
        """Yield everybody by the engagement's order of groups, then by code; only without errors."""
        remarks: dict[str, list[tuple[str | None, str]]] = {}
        for entry in self._remarks:
            remarks.setdefault(entry.code, []).extend(entry.comments)
        order = {group.id: index for index, group in enumerate(self._checker.engagement.groups)}
        found = sorted(self.merged(), key=lambda person: (order[person[1][0].group], person[0]))
        for code, rows, answers in found:
            modes = [row.mode for row in rows if row.mode]
            person = Respondent(code, rows[0].group, rows[0].unit, modes[0] if modes else "self")
            comments = [comment for row in rows for comment in row.comments]
            yield person, answers, comments + remarks.get(code, [])
