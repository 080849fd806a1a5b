"""What survey tools give out: a table as text, and what a tool means by its columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from salesex.errors import Issue

Role = Literal["answer", "comment", "respondent", "date", "status", "language", "unit", "group", "ignored"]
"""What a column holds. `ignored` is what a tool notes for itself or about the person: address, name, IP,
duration, times; none of it is ever taken over."""

TITLES = {
    "google-forms": "Google Forms",
    "kobo": "KoBo/ODK",
    "limesurvey": "LimeSurvey",
    "microsoft-forms": "Microsoft Forms",
    "qualtrics": "Qualtrics",
    "surveymonkey": "SurveyMonkey",
}
"""What people call the tool of an export, by its source."""

Reason = Literal["partial", "preview", "test", "screened"]
"""Why a row is left out: the tool marks it as unfinished, a preview, a test, or screened out."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A sheet or a CSV file as text, nothing interpreted.

    `sheet` is empty for CSV. `rows` has all rows with headings, perhaps of different lengths; `lines`
    the number of every row in its file, from 1.
    """

    file: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column as its tool describes it.

    `at` counts from 0. `names` has every text that may identify it, the code first, then the texts of
    its heading made plain. `part` is the statement of a matrix question by itself, or empty.
    """

    at: int
    names: tuple[str, ...]
    role: Role
    part: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A table that was recognised.

    `source` is `limesurvey`, `microsoft-forms`, `google-forms`, `qualtrics`, `surveymonkey`, `kobo` or
    `table`, `title` what people are told. `first` is the index in `RawTable.rows` of the first row of
    answers; `left_out` has index and reason of every row that the tool marks as no answer. `written` has
    what the tool writes in cells for other texts, such as `{newline}` for a line break. `not_shown` has
    what it writes where a question was not shown, in small letters. `seed` is the
    index of a column with a number that the tool drew for every answer. `issues` is what is wrong with the
    file.
    """

    source: str
    title: str
    columns: tuple[Column, ...]
    first: int
    left_out: tuple[tuple[int, Reason], ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    seed: int | None = None
    not_shown: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()

    def readable(self, table: RawTable) -> RawTable:
        """Return the table with cells of answers as they were meant."""
        if not self.written:
            return table
        rows = (
            *table.rows[: self.first],
            *(tuple(map(self._meant, row)) for row in table.rows[self.first :]),
        )
        return replace(table, rows=rows)

    def _meant(self, cell: str) -> str:
        for mark, text in self.written:
            cell = cell.replace(mark, text)
        return cell
