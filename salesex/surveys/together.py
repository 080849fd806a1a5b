"""Rows of many files put together by respondent: nobody twice, everybody in one group."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from salesex import catalogue
from salesex.model import MISSING, Respondent
from salesex.surveys.entries import Checker, Entry

Person: TypeAlias = "tuple[Respondent, array[int], list[tuple[str | None, str]]]"
"""A respondent, the answers in the order of the matrix, the comments by item."""


class Together:
    """Collects rows and reports where two of them contradict each other."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._rows: dict[str, list[Entry]] = {}
        self._remarks: list[Entry] = []
        self._holders: dict[str, Entry] = {}
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
                entry.raw,
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
        other = next((row for row in earlier if row.raw.file != entry.raw.file), None)
        if other is not None and len(self._checker.issues) == before:
            self._checker.report(
                "R043", entry.raw, "respondent", respondent=entry.code, here=entry.spot, other=other.spot
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
                    "R060", entry.raw, items[0], respondent=entry.code, items=items, other=other.spot
                )
                return

    def _contradiction(self, code: str, key: str, entry: Entry, earlier: list[Entry]) -> None:
        mine = getattr(entry, key)
        other = next((row for row in earlier if getattr(row, key)), None)
        if mine and other is not None and getattr(other, key) != mine:
            first = getattr(other, key)
            values = {"respondent": entry.code, key: mine, "first": first, "other": other.spot}
            self._checker.report(code, entry.raw, key, **values)

    def close(self, folder: str) -> None:
        """Report what only shows once every file of a folder was read."""
        for entry in self._remarks:
            if entry.raw.comments and entry.code not in self._rows:
                self._checker.report("R053", entry.raw, "respondent", respondent=entry.code)
        count = Counter(rows[0].group for rows in self._rows.values())
        for group in self._checker.engagement.groups:
            answered, invited = count[group.id], group.invited
            if invited is not None and answered > invited and not group.single_role:
                issue = catalogue.issue(
                    "R070", file=folder, answered=answered, group=group.id, invited=invited
                )
                self._checker.issues.append(issue)

    def people(self) -> Iterator[Person]:
        """Yield everybody by the engagement's order of groups, then by code; only without errors."""
        remarks: dict[str, list[tuple[str | None, str]]] = {}
        for entry in self._remarks:
            remarks.setdefault(entry.code, []).extend(entry.raw.comments)
        order = {group.id: index for index, group in enumerate(self._checker.engagement.groups)}
        for code, rows in sorted(self._rows.items(), key=lambda pair: (order[pair[1][0].group], pair[0])):
            answers = rows[0].answers
            for row in rows[1:]:
                pairs = zip(answers, row.answers, strict=True)
                answers = array("b", (old if new == MISSING else new for old, new in pairs))
            modes = [row.mode for row in rows if row.mode]
            person = Respondent(code, rows[0].group, rows[0].unit, modes[0] if modes else "self")
            comments = [comment for row in rows for comment in row.raw.comments]
            yield person, answers, comments + remarks.get(code, [])
