"""Forms that came back against what is stored: what is new, what is there already, what contradicts it.

Nothing is written here. What is there and what came is read by the rules of `responses`, put together
as `assess` would put it together, and only where that gives no error are there files to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from salesex import catalogue
from salesex.errors import Issue
from salesex.model import MISSING, Engagement
from salesex.model.collecting import FileOutcome, Replaced
from salesex.surveys.answers import participation
from salesex.surveys.answers import rules as answer_rules
from salesex.surveys.answers.entries import Checker, Raw, told
from salesex.surveys.answers.response_rows import table_rows, yaml_rows
from salesex.surveys.answers.responses import switch_off_all
from salesex.surveys.answers.together import Together
from salesex.surveys.collecting.drafts import Drafts, comment_key
from salesex.surveys.collecting.editions import Editions
from salesex.surveys.collecting.form_rows import Arrived, rows_of
from salesex.surveys.collecting.known import Holders, Known, Row
from salesex.surveys.collecting.withdrawal import Withdrawal
from salesex.surveys.engagements.engagements import EngagementReading
from salesex.surveys.folder import YAML
from salesex.surveys.yaml.nodes import Document

UNTOLD = frozenset({"R043"})
"""That a person's answers come from several files is no news here."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every issue; what became of every file; what is to be written, by name, with the origin of each answer.

    `places` by name of the response file, then by item, `comment` or `comment:ITEM`: number of the
    file that came (as in `outcomes`) and the place in it; `kept` by name of the response file is all it
    will hold, `owners` whose it is. `gone` are response files of which nothing is left. With an error nothing
    is to be written.
    """

    issues: tuple[Issue, ...]
    outcomes: tuple[FileOutcome, ...]
    replaced: tuple[Replaced, ...]
    files: Mapping[str, bytes]
    gone: frozenset[str]
    places: Mapping[str, Mapping[str, tuple[int, str]]]
    kept: Mapping[str, frozenset[str]]
    owners: Mapping[str, tuple[str, str]]


Changed: TypeAlias = "dict[tuple[str, bool], list[str]]"
"""What of a row is answered differently elsewhere: by that place, and whether its file is our own."""


@dataclass(slots=True)
class _Count:
    groups: dict[str, None] = field(default_factory=dict)
    people: dict[str, None] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=lambda: {"new": 0, "unchanged": 0, "changed": 0})


def gather(
    reading: EngagementReading,
    stored: Mapping[Path, bytes],
    arrived: Sequence[Arrived],
    known: Known,
) -> Gathered:
    """Compare what came back with what is stored.

    Parameters
    ----------
    reading : an engagement without errors
    stored : the files of `responses/` with their content
    arrived : the files that came back
    """
    assert reading.value is not None and reading.reader is not None
    return _Gathering(reading.value, reading, known).run(stored, arrived)


class _Gathering:
    def __init__(self, engagement: Engagement, reading: EngagementReading, known: Known) -> None:
        self.engagement, self.reading, self.known = engagement, reading, known
        self.checker = Checker(engagement, known.codes, UNTOLD)
        self.spelled = {code.casefold(): code for code in known.codes}
        self.gone = {code.casefold(): code for code in known.deleted}
        self.together = Together(self.checker)
        self.commented: list[Document] = []
        self.holders: Holders = {}
        self.replaced: list[Replaced] = []
        self.drafts = Drafts(self.checker, known.origins.owners())
        self.withdrawal = Withdrawal(self.checker, known, self.drafts, self.holders, self.replaced)
        self.editions = Editions(self.checker, known, self.drafts, self.holders, self.withdrawal)

    def run(self, stored: Mapping[Path, bytes], arrived: Sequence[Arrived]) -> Gathered:
        """Read everything, then put it together."""
        before = [list(self._stored(path, data)) for path, data in stored.items()]
        taken = [self.withdrawal.taken_on(each) for each in arrived]
        came = [[] if day else list(self._arrived(each)) for each, day in zip(arrived, taken, strict=True)]
        came = list(self._settled(arrived, came, [row for rows in before for row in rows]))
        before = [list(self.withdrawal.left(rows)) for rows in before]
        counts = [self._compare(number, rows) for number, rows in enumerate(came)]
        for rows in before:
            self.together.add(row.entry for row in rows)
        for each, rows, day in zip(arrived, came, taken, strict=True):
            answered = self.together.add(row.entry for row in rows)
            failed = any(issue.severity == "error" for issue in each.issues)  # perhaps in its map
            if not (answered or day or failed or self.checker.issues.has_error(each.file)):
                self.checker.issues.append(catalogue.issue("R068", file=each.file))
        self.together.close()
        answer_rules.check(self.together, self.checker)
        told = {issue.file for each in arrived for issue in each.issues}
        issues = self._issues(told | {each.file for each in arrived})
        failed = any(issue.severity == "error" for issue in issues)
        outcomes = [
            FileOutcome(each.file, tuple(count.groups), tuple(count.people), **count.found, taken_on=day)
            for each, count, day in zip(arrived, counts, taken, strict=True)
        ]
        self.drafts.close({path.name for path in stored})
        return Gathered(
            issues=tuple(issues),
            outcomes=tuple(outcomes),
            replaced=tuple(self.replaced),
            files={} if failed else self.drafts.files(),
            places={} if failed else self.drafts.places(),
            gone=frozenset() if failed else self.drafts.gone(),
            kept={} if failed else self.drafts.kept(),
            owners={} if failed else self.drafts.written_for(),
        )

    def _stored(self, path: Path, data: bytes) -> Iterator[Row]:
        rows = yaml_rows if path.suffix.lower() in YAML else table_rows
        for raw in rows(data, path.as_posix(), self.checker, self.commented):
            entry = self.checker.read(raw)
            if entry is None:
                continue
            row = Row(raw, entry)
            for item in row.answered(self.checker):
                self.holders.setdefault((entry.code, item), row)
            self.drafts.stored(entry, raw)
            yield row

    def _arrived(self, arrived: Arrived) -> Iterator[Row]:
        for raw in rows_of(arrived, self.checker, self.commented):
            code = raw.fixed.get("respondent", "")
            if code not in self.known.codes:
                raw.fixed["respondent"] = self.spelled.get(code.casefold(), code)
            if not self._was_deleted(raw) and (entry := self.checker.read(raw)) is not None:
                yield Row(raw, entry)

    def _was_deleted(self, raw: Raw) -> bool:
        """Whether the person had their answers deleted: they do not come back with another file."""
        code = self._deleted(raw)
        if code is not None:
            date = self.known.deleted[code]
            self.checker.report("R112", raw.at, "respondent", respondent=code, date=date)
        return code is not None

    def _deleted(self, raw: Raw) -> str | None:
        """The code that was deleted and that a row has, in large or small letters, or had at that time."""
        code, deleted = raw.fixed.get("respondent", "").strip(), self.known.deleted
        if code in deleted:
            return code
        if self.drafts.has_met(code):  # somebody else's
            return None
        spelled = None if code in self.known.codes else self.gone.get(code.casefold())
        marked = (self.known.deleted_marks.get(mark) for mark in raw.marks)
        return spelled or next((one for one in marked if one in deleted), None)

    def _settled(
        self, arrived: Sequence[Arrived], came: Iterable[list[Row]], there: list[Row]
    ) -> Iterator[list[Row]]:
        """Yield the rows of every file that go on, once it is clear who of an export is who."""
        for each, rows in zip(arrived, came, strict=True):
            settled = self.editions.settle(each, rows, there)
            self.editions.tell_map(each, settled)
            there += settled
            yield settled

    def _compare(self, number: int, rows: Iterable[Row]) -> _Count:
        """Sort out what a file brings; what is there already is taken out of its rows."""
        count = _Count()
        for row in rows:
            if not row.entry.group:
                continue
            count.groups[row.entry.group] = None
            count.people[row.entry.code] = None
            self._check_code(row)
            changed: Changed = {}
            self.withdrawal.withdraw(row)
            for item in list(row.answered(self.checker)):
                count.found[self._answer(number, row, item, changed)] += 1
            for about, text in row.raw.comments:
                count.found[self._comment(number, row, about, text, changed)] += 1
            self._tell_changed(row, changed)
        return count

    def _answer(self, number: int, row: Row, item: str, changed: Changed) -> str:
        """Compare one answer; where the same stands elsewhere, this one is taken out."""
        entry, (at, _) = row.entry, self.checker.items[item]
        holder = self.holders.get((entry.code, item))
        if holder is None:
            self.holders[entry.code, item] = row
            self.drafts.add(number, row.raw, entry, item)
            return "new"
        if holder.entry.answers[at] == entry.answers[at]:
            entry.answers[at] = MISSING
            return "unchanged"
        if not self.drafts.is_stored(holder.entry):
            return "changed"  # two files that came contradict each other: told when they are put together
        own = self.drafts.is_own(holder.entry)
        changed.setdefault((holder.entry.spot, own), []).append(item)
        if self.known.replace and own:
            holder.entry.answers[at] = MISSING
            self.drafts.drop(holder.entry, item)
            self.holders[entry.code, item] = row
            self.drafts.add(number, row.raw, entry, item)
        else:
            entry.answers[at] = MISSING
        return "changed"

    def _comment(self, number: int, row: Row, about: str | None, text: str, changed: Changed) -> str:
        if self.drafts.has_comment(row.entry, about, text):
            return "unchanged"
        key = self.drafts.key_of(row.raw, row.entry, about)
        other = self.drafts.comment(key, about)
        if other is None:
            self.drafts.add_comment(number, key, row.raw, row.entry, about, text)
            return "new"
        told_as = comment_key(about)
        if not self.drafts.is_stored(other):
            row.report_other(self.checker, "R060", [told_as], other.spot)
            return "changed"
        changed.setdefault((other.spot, True), []).append(told_as)
        if self.known.replace:
            self.drafts.add_comment(number, key, row.raw, row.entry, about, text)
        return "changed"

    def _tell_changed(self, row: Row, changed: Changed) -> None:
        """Refuse what would take the place of another answer, or note that it does."""
        for (other, own), keys in changed.items():
            if self.known.replace and own:
                self.replaced.append(Replaced(row.entry.at.file, row.entry.code, tuple(keys)))
                continue
            row.report_other(self.checker, "R084" if self.known.replace else "R083", keys, other)

    def _check_code(self, row: Row) -> None:
        """A code that was made for one group answers for that group; others may be slips."""
        entry, codes = row.entry, self.known.codes
        of = codes.get(entry.code)
        if of is not None and of != entry.group:
            self.checker.report(
                "R086", entry.at, "respondent", respondent=entry.code, first=of, group=entry.group
            )
        elif of is None and not self.known.any_code and not self.drafts.has_met(entry.code):
            listed = [code for code, group in codes.items() if group == entry.group]
            if listed:
                wrong = told(entry.code, listed)
                self.checker.report(
                    "R085", entry.at, "respondent", wrong=wrong, known=listed, group=entry.group
                )

    def _issues(self, came: set[str]) -> list[Issue]:
        """What concerns the files that came, and errors anywhere, which keep everything from being taken."""
        issues, _ = switch_off_all(self.checker.issues, self.commented, whole=False)
        assert self.reading.reader is not None
        answered = self.together.answered()
        too_many, _ = participation.check(self.engagement, answered, self.reading.reader, False, False)
        refused = {(issue.file, issue.line) for issue in issues if issue.code == "R085"}
        own = [
            issue
            for issue in issues
            if issue.severity == "error" or issue.file in came
            if issue.code != "R088" or (issue.file, issue.line) not in refused
        ]
        return sorted([*own, *too_many], key=lambda issue: issue.sort_key)
