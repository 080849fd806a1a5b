"""Forms that came back against what is stored: what is new, what is there already, what contradicts it.

Nothing is written here. What is there and what came is read by the rules of `responses`, put together
as `assess` would put it together, and only where that gives no error are there files to write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from salesex import catalogue
from salesex.errors import Issue
from salesex.model import MISSING, Engagement
from salesex.model.collecting import FileOutcome, Replaced
from salesex.model.origins import Origins
from salesex.surveys import answer_rules, participation
from salesex.surveys.drafts import Drafts, comment_key
from salesex.surveys.engagements import EngagementReading
from salesex.surveys.entries import Checker, Entry, Raw, told
from salesex.surveys.folder import YAML
from salesex.surveys.form_rows import Arrived, rows_of
from salesex.surveys.responses import switch_off_all, table_rows, yaml_rows
from salesex.surveys.together import Together
from salesex.surveys.yaml_nodes import Document

UNTOLD = frozenset({"R043"})
"""That a person's answers come from several files is no news here."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the answers.

    `origins` says what came before; `unfinished` are files of `responses/` whose writing broke off;
    `codes` has the groups that codes were made for; `any_code` takes others, too; `replace` lets an answer
    take the place of another one of the same person; `deleted` has the day on which the answers of a code
    were deleted.
    """

    origins: Origins
    unfinished: Collection[str] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    any_code: bool = False
    replace: bool = False
    deleted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every issue; what became of every file; what is to be written, by name, with the origin of each answer.

    `places` by name of the response file, then by item, `comment` or `comment:ITEM`: number of the
    file that came (as in `outcomes`) and the place in it; `kept` by name of the response file is all it
    will hold, `owners` whose it is. With an error nothing is to be written.
    """

    issues: tuple[Issue, ...]
    outcomes: tuple[FileOutcome, ...]
    replaced: tuple[Replaced, ...]
    files: Mapping[str, bytes]
    places: Mapping[str, Mapping[str, tuple[int, str]]]
    kept: Mapping[str, frozenset[str]]
    owners: Mapping[str, tuple[str, str]]


Changed: TypeAlias = "dict[tuple[str, bool], list[str]]"
"""What of a row is answered differently elsewhere: by that place, and whether its file is our own."""


@dataclass(slots=True)
class Row:
    """A row as written and as read."""

    raw: Raw
    entry: Entry


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
        self.together = Together(self.checker)
        self.commented: list[Document] = []
        self.holders: dict[tuple[str, str], Row] = {}
        """The row that answers an item, by code and item."""
        self.replaced: list[Replaced] = []
        self.drafts = Drafts(self.checker, known.origins.owners())
        self.by_forms = known.origins.by_forms()

    def run(self, stored: Mapping[Path, bytes], arrived: Sequence[Arrived]) -> Gathered:
        """Read everything, then put it together."""
        before = [list(self._stored(path, data)) for path, data in stored.items()]
        taken = [self._taken_on(each) for each in arrived]
        came = [[] if day else list(self._arrived(each)) for each, day in zip(arrived, taken, strict=True)]
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
            for item in self._answered(entry):
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
        code = raw.fixed.get("respondent", "").strip()
        date = self.known.deleted.get(code)
        if date is not None:
            self.checker.report("R112", raw.at, "respondent", respondent=code, date=date)
        return date is not None

    def _taken_on(self, arrived: Arrived) -> str:
        """The day the very same file was taken, unless it has to be read once more.

        Somebody may have corrected its answers since: nothing of it takes their place again.
        """
        sha256 = arrived.sha256
        source = self.known.origins.sources.get(sha256)
        if source is None or arrived.is_interview or self._is_read_anew(arrived):
            return ""
        is_lost = False
        for name, each in self.known.origins.responses.items():
            keys = each.places.get(sha256, {})
            missing = [key for key in keys if not self._is_there(each.respondent, key)]
            if missing and name in self.known.unfinished:
                return ""  # it was being taken when the computer failed
            is_lost |= bool(missing)
        if is_lost and self.known.replace:
            return ""
        if is_lost:
            self.checker.issues.append(catalogue.issue("R089", file=arrived.file, date=source.date))
        return source.date

    def _is_read_anew(self, arrived: Arrived) -> bool:
        """Whether an export is to be read once more: as it is asked for, or for another group than before."""
        if arrived.forms is None or arrived.is_form:
            return False
        groups = {code: row.entry.group for (code, _), row in self.holders.items()}
        moved = any(groups.get(form.respondent, form.group) != form.group for form in arrived.forms)
        return self.known.replace or moved

    def _is_there(self, code: str, key: str) -> bool:
        """Whether the person has an answer to an item, or a comment, whatever it says."""
        return (code, key) in self.holders or self.drafts.has_commented(code, key)

    def _answered(self, entry: Entry) -> Iterator[str]:
        return (item for item, (at, _) in self.checker.items.items() if entry.answers[at] != MISSING)

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
            self._withdraw(row)
            for item in list(self._answered(row.entry)):
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
            self._report_other("R060", row, [told_as], other.spot)
            return "changed"
        changed.setdefault((other.spot, True), []).append(told_as)
        if self.known.replace:
            self.drafts.add_comment(number, key, row.raw, row.entry, about, text)
        return "changed"

    def _withdraw(self, row: Row) -> None:
        """Take out what an earlier form of the person had and this one, a form, too, has not, or refuse it.

        A form in which nothing at all is filled in takes nothing back: it was sent by mistake.
        """
        key = row.entry.code, row.raw.form
        here = {*self._answered(row.entry), *(comment_key(about) for about, _ in row.raw.comments)}
        if not here or row.entry.mode == "moderated":
            return
        gone = [name for name in sorted(self.by_forms.get(key, frozenset()) - here) if self._holds(key, name)]
        if gone and not self.known.replace:
            self._report_other("R087", row, gone, self.drafts.name_of(key))
        elif gone:
            self.replaced.append(Replaced(row.entry.at.file, row.entry.code, tuple(gone), withdrawn=True))
            self._take_out(key, gone)

    def _holds(self, key: tuple[str, str], name: str) -> bool:
        """Whether an answer or a comment stands in the file of that respondent and questionnaire."""
        holder = self.holders.get((key[0], name))
        return self.drafts.holds(key, name, holder.entry if holder is not None else None)

    def _take_out(self, key: tuple[str, str], names: Iterable[str]) -> None:
        for name in names:
            holder = self.holders.pop((key[0], name), None)
            if holder is None:
                self.drafts.drop_comment(key, name)
            else:
                holder.entry.answers[self.checker.items[name][0]] = MISSING
                self.drafts.drop(holder.entry, name)

    def _tell_changed(self, row: Row, changed: Changed) -> None:
        """Refuse what would take the place of another answer, or note that it does."""
        for (other, own), keys in changed.items():
            if self.known.replace and own:
                self.replaced.append(Replaced(row.entry.at.file, row.entry.code, tuple(keys)))
                continue
            self._report_other("R084" if self.known.replace else "R083", row, keys, other)

    def _report_other(self, code: str, row: Row, keys: Sequence[str], other: str) -> None:
        at, who = row.entry.at, row.entry.code
        self.checker.report(code, at, keys[0], respondent=who, items=keys, other=other)

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
