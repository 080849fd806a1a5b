"""Cells of a derivation's tables and values of its sentences, as text in one language."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.cli.derivations.numbers import MOST, apart, note_digits, probability, trimmed
from salesex.cli.derivations.words import Names, Said
from salesex.cli.words import DASH
from salesex.model.derivation import Cell, Code, Hidden, Note, Ref, Table
from salesex.reports.formats import number, percent, short_date

TEXTS = {
    "item",
    "scope",
    "side",
    "dimension",
    "type",
    "condition",
    "axis",
    "lowest_item",
    "thing",
    "taken",
    "answer",
}
"""Columns of words; all others hold numbers or a yes or no, and stand right."""
CHOSEN = {"weight", "aim", "bound", "threshold", "floor", "within"}
"""Numbers that somebody chose: written with all decimals they have."""
TRIMMED = {*CHOSEN, "points"}
TWO = {"g", "t"}
SHARES = {"medium:stability", "high:stability", "stage:sure", "stage:likely"}
LEAST = {"significant": 4, "united": 2, "split": 2}
COUNTS = {"high:raters", "far"}
UNITLESS = {"alpha", "omega", "mean_r", "rwg", "icc2", "item_rest", "alpha_if_dropped", "ad"}
"""Coefficients and scale points: two decimals at least."""
NEVER_ZERO = {"p", "p_adjusted"}


@dataclass(frozen=True)
class Cells:
    """Writes cells; `least` is 2k, `minimum` is k."""

    names: Names
    minimum: int

    @property
    def words(self) -> Said:
        """The words of the language."""
        return self.names.words

    def row(self, table: Table, row: tuple[Cell, ...], digits: int) -> list[str]:
        """Write one row; numbers of a condition as its kind asks for."""
        if "condition" in table.columns:
            return self._condition(table.columns, row)
        return [self.cell(column, cell, digits) for column, cell in zip(table.columns, row)]

    def cell(self, column: str, cell: Cell, digits: int) -> str:
        """Write one cell."""
        if isinstance(cell, bool):
            return self.words("yes" if cell else "no")
        if cell is None:
            return ""
        if column == "answer" and isinstance(cell, int):
            return self._answer(cell)
        if isinstance(cell, int | float):
            return self._number(column, cell, digits)
        return self.word(cell)

    def word(self, cell: Cell) -> str:
        """Write a name, a word, or what stands in place of a hidden value."""
        if isinstance(cell, Ref):
            return self.names.of(cell)
        if isinstance(cell, Code):
            return self.code(cell)
        if isinstance(cell, Hidden):
            key = f"cell.{cell.reason}"
            return self.words(key) if self.words.knows(key) else DASH
        return str(cell)

    def code(self, code: Code) -> str:
        """Write a fact."""
        kind, _, rest = code.name.partition(":")
        if kind == "id":
            return rest
        if kind in {"class", "certainty", "agreement"}:
            return self.words(f"{kind}.{rest}")
        return self.words(f"code.{code.name}")

    def note(self, note: Note) -> str:
        """Write a sentence with its values."""
        digits = note_digits(note)
        if note.code == "alpha":
            digits = dict.fromkeys(("low", "high"), 2)
        values = {name: self._value(name, cell, digits.get(name)) for name, cell in note.values.items()}
        code = note.code
        if code == "band" and note.values["low"] == note.values["high"]:
            code = "band_one"
        if code == "no_interval":
            values["reason"] = self._no_interval(note)
        return self.words(f"note.{code}", **values)

    def why(self, reason: str) -> str:
        """Say why something is hidden."""
        key = f"hidden.{reason}" if self.words.knows(f"hidden.{reason}") else "hidden.few"
        return self.words(key, k=self.minimum, least=2 * self.minimum)

    def _no_interval(self, note: Note) -> str:
        reason = note.values["reason"]
        code = reason.reason if isinstance(reason, Hidden) else "spread"
        key = f"no_interval.{code}"
        return self.words(key) if self.words.knows(key) else self.why(code)

    def _value(self, name: str, cell: Cell, digits: int | None) -> str:
        if isinstance(cell, Hidden):
            return self.why(cell.reason)
        if name == "date":
            return short_date(str(cell), self.words.language)
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return self.word(cell)
        if digits is not None:
            return number(cell, self.words.language, digits)
        if name == "sure":
            return percent(cell, self.words.language)
        return self._number(name, cell, 2 if name in TWO else 1)

    def _number(self, column: str, value: float, digits: int) -> str:
        language = self.words.language
        if column in NEVER_ZERO:
            return probability(value, language)
        if column in UNITLESS:
            return number(value, language, max(2, digits))
        if column in {"drawn", "stability"}:
            return percent(100 * value, language, 0)
        if column in {"missing", "no_answer", "unanswered", "icc1"}:
            return percent(100 * value, language, 1 if value < 1 else 0)
        if isinstance(value, int):
            return number(value, language)
        write = trimmed if column in TRIMMED else number
        digits = MOST if column in CHOSEN else digits
        return write(value, language, digits)

    def _condition(self, columns: tuple[str, ...], row: tuple[Cell, ...]) -> list[str]:
        """Write a condition so that what is compared compares in print as it does in full."""
        cells = dict(zip(columns, row))
        value, bound, condition = cells["value"], cells["bound"], cells["condition"]
        code = condition.name if isinstance(condition, Code) else ""
        written = {column: self.cell(column, cell, 1) for column, cell in cells.items()}
        if isinstance(bound, int | float):
            scale, sign = (100, percent(0, self.words.language)[1:]) if code in SHARES else (1, "")
            digits = LEAST.get(code, 1)
            if isinstance(value, int | float):
                digits = apart(scale * value, scale * bound, digits)
                written["value"] = self._compared(code, scale * value, digits) + sign
            written["bound"] = trimmed(scale * bound, self.words.language, max(digits, 2)) + sign
        return [written[column] for column in columns]

    def _compared(self, code: str, value: float, digits: int) -> str:
        """Write a value that is held against a bound."""
        if code in COUNTS or (code in SHARES and float(value).is_integer()):
            return trimmed(value, self.words.language)
        return number(value, self.words.language, digits)

    def _answer(self, answer: int) -> str:
        definition = self.names.results.questionnaires[self.names.questionnaire].definition
        label = definition.scale.labels.get(answer)
        return str(answer) if label is None else f"{answer} {self.words.text(label)}"
