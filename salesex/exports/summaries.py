"""Rows that are nobody's answer: averages, totals, targets and examples that somebody wrote into a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from salesex.exports.codes import is_code
from salesex.exports.matching import Matched
from salesex.exports.personal import is_personal
from salesex.exports.plain import key
from salesex.model.column_map import COMMENT, DATE, IGNORE, NUMBER, RESPONDENT
from salesex.model.exports import Column, Export, RawTable

_COMPUTED = frozenset(
    [
        "mittelwert",
        "mittelwerte",
        "durchschnitt",
        "durchschnittswert",
        "ø",
        "median",
        "standardabweichung",
        "stabw",
        "stdabw",
        "summe",
        "average",
        "averages",
        "mean",
        "stdev",
        "sum",
    ]
)
"""What no person is called, and nobody answers: such a row is a computed one wherever the word stands."""
_SHORT_NAMES = frozenset(["muster", "ziel", "soll", "mw", "sd", "n", "max", "min"])
"""Also initials and names of people."""
_OTHERS = frozenset(
    [
        "anzahl",
        "gesamt",
        "insgesamt",
        "gesamtergebnis",
        "total",
        "count",
        "vorjahr",
        "vorwoche",
        "vormonat",
        "benchmark",
        "sollwert",
        "zielwert",
        "target",
        "maximum",
        "minimum",
        "beispiel",
        "beispiele",
        "beispielzeile",
        "musterzeile",
        "mustermann",
        "musterfrau",
        "test",
        "testperson",
        "testzeile",
        "testdaten",
        "testantwort",
        "testeintrag",
        "vorlage",
        "example",
        "sample",
        "template",
        *_SHORT_NAMES,
    ]
)
_BESIDE = frozenset(
    [
        "team",
        "teams",
        "gruppe",
        "gruppen",
        "bereich",
        "abteilung",
        "region",
        "alle",
        "aller",
        "der",
        "des",
        "die",
        "von",
        "of",
        "all",
        "group",
        "zeile",
        "row",
        "value",
        "wert",
        "werte",
        "person",
        "personen",
        "antworten",
        "answers",
        "erika",
        "standard",
        "deviation",
    ]
)
"""What may stand beside such a word: `Durchschnitt Team 1`."""
_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[ .-]+[^\W\d_]+)*\.?")
_FRACTION = re.compile(r"[0-9]+[.,][0-9]*[1-9]")
_LONGEST, _FEW = 40, 4
"""Signs of such a cell, and words of one that names what it was computed of."""


_TEST = frozenset({"test", "testantwort", "testeintrag", "testdaten", "testlauf", "teste", "testing"})
_OF_TESTS = frozenset(
    (
        *_TEST,
        *("bitte", "löschen", "ignorieren", "nicht", "werten", "zählen", "nur", "ein", "eine", "zum", "das"),
        *(
            "ist",
            "please",
            "delete",
            "ignore",
            "only",
            "just",
            "a",
            "this",
            "is",
            "entry",
            "antwort",
            "do",
            "not",
        ),
    )
)


def summary_rows(
    table: RawTable, export: Export, matched: Matched, listed: Collection[str] = ()
) -> dict[int, tuple[Column, str]]:
    """Return the rows that are nobody's answer by their index: the cell that says so.

    Answers to statements are not looked at. Where a row is named, in the columns of codes, numbers and days,
    every such word counts; elsewhere only that of a computed row does, or any where the row has neither code,
    number nor day: people are called Muster, too. A comment says nothing of a row that has some.

    Parameters
    ----------
    listed : codes that were given out; they are nobody else's words
    """
    return dict(_Cells(table, export, matched, listed).summaries())


def says_summary(text: str, *, names_row: bool = True) -> bool:
    """Whether a short text says that its row sums up others, or is an example or a target.

    Parameters
    ----------
    names_row : whether it stands where a row is named; else only words of computed rows count

    >>> [says_summary(text) for text in ("= Mittelwert", "Gesamt 2026", "Durchschnitt Nord", "Kundentotal")]
    [True, True, True, False]
    """
    if len(text) > _LONGEST:
        return False
    words = _WORDS.findall(key(text))
    called = [word for word in words if not word.isdecimal()]
    told = _COMPUTED | _OTHERS if names_row else _COMPUTED
    if not told.intersection(called):
        return False
    if names_row and called[0] in _COMPUTED and len(words) <= _FEW:
        return True
    is_glued = " " not in key(text) and len(words) > 1
    return set(called) <= told | _BESIDE and not (is_glued and _SHORT_NAMES.issuperset(called))


def says_test(text: str) -> bool:
    """Whether a comment says nothing but that the answer was a test.

    >>> [says_test(text) for text in ("TEST bitte löschen", "Der Test war gut", "bitte nicht")]
    [True, False, False]
    """
    words = set(_WORDS.findall(key(text))) if len(text) <= _LONGEST else set()
    return bool(words & _TEST) and words <= _OF_TESTS


class _Cells:
    """The cells of a table in which a row may be called something."""

    def __init__(self, table: RawTable, export: Export, matched: Matched, listed: Collection[str]) -> None:
        self._table, self._listed = table, listed
        out = {at for at, _ in export.left_out}
        self._rows = [at for at in range(export.first, len(table.rows)) if at not in out]
        self._codes = matched.of(RESPONDENT)
        self._counted = (*self._codes, *matched.of(NUMBER), *matched.of(DATE))
        ignored = [*matched.of(IGNORE), *(each.column for each in matched.unmatched)]
        first = [column for column in ignored if column.at == _leftmost(export.columns)]
        personal = [column for column in ignored if is_personal(column.names)]
        self._naming = tuple(dict.fromkeys((*self._counted, *first, *personal)))
        comments = [each.column for each in matched.matches if each.target.partition(":")[0] == COMMENT]
        self._ignored = tuple(column for column in ignored if column not in self._naming)
        self._said = (*comments, *matched.of("group"), *matched.of("unit"))
        known = {*self._naming, *self._ignored, *self._said}
        self._answers = [each.column for each in matched.matches if each.column not in known]
        self._is_counted = any(map(self._has_any, self._rows))
        self._spelt: dict[int, list[int]] = {}

    def summaries(self) -> list[tuple[int, tuple[Column, str]]]:
        """Index and cell of every row that is nobody's answer."""
        found = ((at, self._summary(at)) for at in self._rows)
        return [(at, said) for at, said in found if said is not None]

    def _summary(self, at: int) -> tuple[Column, str] | None:
        for column in self._naming:
            text = self._cell(at, column)
            names_row = column in self._counted or not self._has_any(at) or self._has_fraction(at)
            if not text or text in self._listed or not says_summary(text, names_row=names_row):
                continue
            if not self._may_be_a_name(at, column, text):
                return column, text
        if any(is_code(self._cell(at, column), self._listed) for column in self._codes):
            return None
        uncounted = self._is_uncounted(at)
        is_told = uncounted or not self._is_counted or self._has_fraction(at)
        for column in (*self._ignored, *(self._said if is_told else ())):
            text = self._cell(at, column)
            if text and says_summary(text, names_row=uncounted):
                return column, text
        return None

    def _may_be_a_name(self, at: int, column: Column, text: str) -> bool:
        """Whether the others in a column are called alike, in letters only, and nothing else tells."""
        if not _SHORT_NAMES.issuperset(_WORDS.findall(key(text))):
            return False
        if column.at not in self._spelt:
            cells = [self._cell(row, column) for row in self._rows]
            self._spelt[column.at] = [
                len(cell) for cell in cells if _LETTERS.fullmatch(cell) and not says_summary(cell)
            ]
        alike = [length for length in self._spelt[column.at] if length >= len(text)]
        return len(alike) > 1 and not self._is_uncounted(at) and not self._has_fraction(at)

    def _is_uncounted(self, at: int) -> bool:
        """Whether a row has no code, number or day at all, and another has one."""
        return self._is_counted and not self._has_any(at)

    def _has_any(self, at: int) -> bool:
        return any(self._cell(at, column) for column in self._counted)

    def _has_fraction(self, at: int) -> bool:
        return any(_FRACTION.fullmatch(self._cell(at, column)) for column in self._answers)

    def _cell(self, at: int, column: Column) -> str:
        row: Sequence[str] = self._table.rows[at]
        return row[column.at].strip() if column.at < len(row) else ""


def _leftmost(columns: Sequence[Column]) -> int:
    return min((column.at for column in columns), default=-1)
