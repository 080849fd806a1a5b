"""The rows of an export as filled forms, and everything that keeps them from being some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from salesex.errors import Issue
from salesex.exports import codes, days
from salesex.exports.column_issues import column_issues
from salesex.exports.identity import Identified, Identities
from salesex.exports.ignored import ignored
from salesex.exports.labels import NO_ANSWER, Labels
from salesex.exports.marks import Marks
from salesex.exports.matching import Match, Matched, asked, match
from salesex.exports.named import Named
from salesex.exports.plain import exact, key
from salesex.exports.row_issues import RowIssues
from salesex.exports.summaries import says_test, summary_rows
from salesex.model import Engagement
from salesex.model.cells import column_letters
from salesex.model.collecting import Recognised
from salesex.model.column_map import COMMENT, DATE, FIXED, IGNORE, NUMBER, RESPONDENT, ColumnMap
from salesex.model.exports import Column, Export, RawTable
from salesex.model.form import FilledForm


@dataclass(frozen=True, slots=True)
class Imported:
    """The forms of an export, none where there is an error; every issue; what was recognised.

    `map` is the checksum of the map it was read with, empty without one; `superseded` are those of files
    that were taken before and of which this one is a later edition.
    """

    forms: tuple[FilledForm, ...]
    issues: tuple[Issue, ...]
    recognised: Recognised
    map: str = ""
    superseded: tuple[str, ...] = ()


def fill(
    table: RawTable,
    export: Export,
    engagement: Engagement,
    own: ColumnMap,
    group: str = "",
    listed: Collection[str] = (),
    people: Identified | None = None,
    marks: Marks | None = None,
    nearby: str = "",
) -> Imported:
    """Turn an export into filled forms.

    Parameters
    ----------
    own : what a person says about columns, labels and groups
    group : id of the group all rows belong to, whatever the map or a column says; empty for none
    listed : codes that were given out
    people : takes note of who is met, also in other files
    marks : makes what tells a row apart whatever its code
    nearby : a map that looks made for this export, where none is used
    """
    matched = match(table, export, engagement, own)
    people = people or Identities().file(table.file, "")
    rows = _Rows(table, export, engagement, matched, own, group, listed, people, marks or Marks("", ""))
    issues = list(column_issues(table, export, matched, own, rows.labels, nearby))
    forms: tuple[FilledForm, ...] = ()
    if not any(issue.severity == "error" for issue in issues):
        forms = tuple(rows.forms())
        for met in people.met_before():
            rows.problems.met_before(met.at, met.count, met.other, met.whole)
        issues += rows.problems.issues()
    failed = any(issue.severity == "error" for issue in issues)
    recognised = _recognised(table, export, matched, own, rows)
    superseded = tuple(people.superseded)
    return Imported(() if failed else forms, tuple(issues), recognised, own.checksum, superseded)


@dataclass(slots=True)
class _Row:
    """One row on its way: its index, and cells by what they are."""

    at: int
    line: int
    answers: dict[str, str]
    comments: dict[str, str]
    places: dict[str, str]


class _Rows:
    def __init__(
        self,
        table: RawTable,
        export: Export,
        engagement: Engagement,
        matched: Matched,
        own: ColumnMap,
        group: str,
        listed: Collection[str],
        people: Identified,
        marks: Marks,
    ) -> None:
        self.table, self.export, self.own, self.listed, self.people = table, export, own, listed, people
        self.problems = RowIssues(table, own)
        self.empty = self.pseudonyms = 0
        self.labels: dict[str, Labels] = {}
        for questionnaire in engagement.questionnaires:
            labels = Labels(questionnaire, own.labels_for(questionnaire.id))
            self.labels |= {item.id: labels for item in questionnaire.items()}
        self.not_asked = _not_asked(engagement)
        self.fixed = {target: _chosen(matched, target) for target in FIXED}
        self.named = Named(engagement, own, group, self.problems)
        self.content = [found for found in matched.matches if _is_content(found.target)]
        self.comments = Counter(found.target for found in self.content)
        self.codes = codes.in_order(self.fixed[RESPONDENT])
        self.numbers = codes.in_order(self.fixed[NUMBER])
        self.summaries = summary_rows(table, export, matched, listed)
        self.has_codes = any(
            codes.is_code(self._cell(at, column), listed)
            for at in range(export.first, len(table.rows))
            for column in self.codes
        )
        self.has_numbers = any(map(self._number, range(export.first, len(table.rows))))
        self.met: dict[str, tuple[int, object]] = {}
        self.marks = marks
        self.asked = frozenset(found.target for found in self.content)
        parts = {
            questionnaire.id: {item.id for item in questionnaire.items()}
            for questionnaire in engagement.questionnaires
        }
        self.survey = [export.source, *(name for name, items in parts.items() if items & self.asked)]

    def forms(self) -> Iterator[FilledForm]:
        """Yield the form of every row that says anything and is not left out."""
        left_out = {at for at, _ in self.export.left_out}
        for at in range(self.export.first, len(self.table.rows)):
            if at in left_out or self._sums_up(at) or self._repeats_headings(at):
                continue
            row = self._row(at)
            if row.answers or row.comments:
                self._miss_number(at)
                yield from self._form(row)
            elif any(cell.strip() for cell in self.table.rows[at]):
                self.empty += 1

    def _sums_up(self, at: int) -> bool:
        """Whether a row is an average, a total or an example, as one of its cells says."""
        if at in self.summaries:
            self.problems.summary(at, *self.summaries[at])
        return at in self.summaries

    def _repeats_headings(self, at: int) -> bool:
        """Whether a row says again what the columns are: lists were put below each other."""
        filled = [found.column for found in self.content if self._cell(at, found.column)]
        again = sum(
            key(self._cell(at, column)) in map(key, (*column.names, column.part)) for column in filled
        )
        if again > 1 and 2 * again > len(filled):
            self.problems.headings_again(at)
            return True
        return False

    def _miss_number(self, at: int) -> None:
        """Note a row without a number where others have one; `_code` does where others have a code."""
        has_code = any(self._cell(at, column) for column in self.codes)
        if self.has_numbers and not self.has_codes and not has_code and not self._number(at):
            self.problems.no_code(at, self.numbers[0])

    def _number(self, at: int) -> str:
        """The number of a row; empty where there is none."""
        return "".join(codes.given((), [self._cell(at, column) for column in self.numbers]))

    def _row(self, at: int) -> _Row:
        row = _Row(at, self.table.lines[at], {}, {}, {})
        for found in self.content:
            text = self._cell(at, found.column)
            if not text or self._was_not_shown(found.target, text):
                continue
            if found.target in self.labels:
                value = self.labels[found.target].read(text)
                if value is None:
                    self.problems.label(at, found.column, text, self.labels[found.target])
                if not value:
                    continue
                row.answers[found.target] = value
            else:
                about = found.target.partition(":")[2]
                before = [row.comments[about]] if about in row.comments else []
                row.comments[about] = "\n".join([*before, self._comment(found, text)])
                if says_test(text):
                    self.problems.test(at, found.column)
            row.places.setdefault(found.target, self._place(row.line, found.column))
        return row

    def _comment(self, found: Match, text: str) -> str:
        """A comment; of several questions for one the question stands before it."""
        return f"{asked(found.column)}: {text}" if self.comments[found.target] > 1 else text

    def _was_not_shown(self, target: str, text: str) -> bool:
        """Whether the tool writes this where nobody was asked; a map may say that it is an answer."""
        said = target in self.labels and self.labels[target].is_mapped(text)
        return exact(text) in self.export.not_shown and not said

    def _form(self, row: _Row) -> Iterator[FilledForm]:
        group = self._named("group", row)
        for item in self.not_asked.get(group or "", frozenset()) & row.answers.keys():
            if row.answers[item] == NO_ANSWER:  # what tools write for a question that was not shown
                del row.answers[item], row.places[item]
        unit = self._named("unit", row) if self.fixed["unit"] else None
        times = [text for column in self.fixed[DATE] if (text := self._cell(row.at, column))]
        code = self._code(row, group or "", unit or "", times)
        content = (group, unit, row.answers, row.comments)
        if code in self.met:
            line, before = self.met[code]
            self.problems.twice(row.at, code, line, same=before == content)
            return
        self.met[code] = row.line, content
        day = max(map(days.day, times), default="") or None
        yield FilledForm(
            self.table.file,
            code,
            group or "",
            questionnaire="",
            version="",
            mode="self",
            date=day,
            answers=row.answers,
            places=row.places | self._fixed_places(row),
            comments=row.comments,
            unit=unit,
            line=row.line,
            asked=self.asked,
            marks=self.marks.of(self.table.rows[row.at], row.line, self._known_by(row.at), row.answers),
        )

    def _known_by(self, at: int) -> tuple[str, str]:
        """The code and the number of a row."""
        own, numbers = ([self._cell(at, one) for one in columns] for columns in (self.codes, self.numbers))
        return codes.given(own, numbers, self.listed)

    def _code(self, row: _Row, group: str, unit: str, times: list[str]) -> str:
        """The code of a person, or one made of what tells this answer apart."""
        code, number = codes.given(
            [self._cell(row.at, column) for column in self.codes],
            [self._cell(row.at, column) for column in self.numbers],
            self.listed,
        )
        if code:
            return self.people.known(code)
        if any(self._cell(row.at, column) for column in self.codes):
            self.problems.made_code(row.at, self.codes[0])
        elif self.has_codes and not number:
            self.problems.no_code(row.at, self.codes[0])
        self.pseudonyms += 1
        # With its time an answer stays the same in every kind of file, also for another group by mistake.
        when = sorted(filter(None, map(days.moment, times)))
        second = _second(times)
        if number and (seed := self._seed(row.at)):
            return self.people.numbered([number, *seed], None)
        if number:
            return self.people.numbered([number, *(when or [group, *self.survey])], second if when else None)
        said = sorted(f"{item}={value}" for item, value in row.answers.items())
        said += sorted(f"{COMMENT}:{item}={text}" for item, text in row.comments.items())
        if when:
            made, is_another = self.people.timed([*when, *said], second)
        else:
            made, is_another = self.people.said((group, unit, self.export.source, *said), row.at)
        if is_another:
            self.problems.alike(row.at)
        return made

    def _seed(self, at: int) -> list[str]:
        """What tells the number of a row from that of another survey, where the tool drew something."""
        if self.export.seed is None:
            return []
        seed = self.table.rows[at][self.export.seed : self.export.seed + 1]
        return [text for text in map(str.strip, seed) if text]

    def _named(self, target: str, row: _Row) -> str | None:
        columns = self.fixed[target]
        text = self._cell(row.at, columns[0]) if columns else ""
        read = self.named.group if target == "group" else self.named.unit
        return read(row.at, columns[0] if columns else None, text)

    def _cell(self, at: int, column: Column) -> str:
        row = self.table.rows[at]
        return row[column.at].strip() if column.at < len(row) else ""

    def _place(self, line: int, column: Column) -> str:
        return f"{column_letters(column.at + 1)}{line}"

    def _fixed_places(self, row: _Row) -> dict[str, str]:
        return {name: self._place(row.line, columns[0]) for name, columns in self.fixed.items() if columns}


def _second(times: Iterable[str]) -> int | None:
    """The second of the first time that has one."""
    return next((second for second in map(days.second, times) if second is not None), None)


def _not_asked(engagement: Engagement) -> dict[str, frozenset[str]]:
    """By group the items of the questionnaires that it is not asked."""
    found: dict[str, frozenset[str]] = {group.id: frozenset() for group in engagement.groups}
    for questionnaire in engagement.questionnaires:
        asked = {group.id for group in engagement.groups_of(questionnaire.id)}
        items = frozenset(item.id for item in questionnaire.items())
        found |= {group: others | items for group, others in found.items() if group not in asked}
    return found


def _chosen(matched: Matched, target: str) -> tuple[Column, ...]:
    """The columns of a code, group, unit or day: of the tool's own days none where a map names one."""
    by_map = tuple(each.column for each in matched.matches if each.target == target and each.how == "map")
    return by_map if by_map and target == DATE else matched.of(target)


def _is_content(target: str) -> bool:
    return target not in FIXED and target != IGNORE


def _recognised(table: RawTable, export: Export, matched: Matched, own: ColumnMap, rows: _Rows) -> Recognised:
    def count(how: str) -> int:
        return sum(found.how == how and _is_content(found.target) for found in matched.matches)

    reasons = Counter[str](reason for _, reason in export.left_out)
    reasons["empty"] += rows.empty
    return Recognised(
        file=table.file,
        source=export.source,
        title=export.title,
        map=own.file,
        by_id=count("id"),
        by_text=count("text"),
        by_map=count("map"),
        ignored=ignored(table, export, matched),
        left_out=tuple(sorted((reason, number) for reason, number in reasons.items() if number)),
        missing=matched.missing,
        pseudonyms=rows.pseudonyms > 0,
    )
