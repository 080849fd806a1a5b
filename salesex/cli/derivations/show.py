"""A derivation on the terminal: what it is, then step by step tables, sums, sentences, formula and source."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from salesex.cli.derivations.cells import TEXTS, Cells
from salesex.cli.derivations.numbers import digits_of, inputs_of, trimmed
from salesex.cli.derivations.words import Names, Said
from salesex.cli.output import writes
from salesex.cli.summary.layout import grid, heading, note, plain
from salesex.cli.summary.types import statement
from salesex.model.derivation import Cell, Code, Derivation, Ref, Step, Sum
from salesex.model.formulas import FORMULAS
from salesex.reports.formats import number, percent, rounded, score, signed

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from salesex.model.results import Results

INDENT = 3
OTHER_UNITS = {"reliability", "agreement", "missing"}
"""Kinds of numbers that are no points."""
PLAIN = {
    "Σ": "sum ",
    "√": "sqrt",
    "²": "^2",
    "·": "*",
    "−": "-",
    "₁": "1",
    "₂": "2",
    "≥": ">=",
    "≤": "<=",
    "α": "alpha",
    "ω": "omega",
    "λ": "l",
    "θ": "t",
}
"""Signs of formulas for an encoding that lacks them."""


def show(console: Console, results: Results, found: Derivation, language: str) -> None:
    """Print one derivation."""
    for part in parts(results, found, language):
        console.print(part)


def parts(results: Results, found: Derivation, language: str) -> Iterable[RenderableType]:
    """Yield a derivation from top to bottom."""
    words = Said(language)
    names = Names(results, found.questionnaire, words)
    cells = Cells(names, results.engagement.privacy.min_group_size)
    yield heading(f"{title(found, names)}: {value(found, names)}", above=False)
    if found.about.kind == "item":
        yield plain(names.of(found.about))
    yield plain(" · ".join(_about(results, found, names)))
    yield plain(found.key)
    told: set[str | None] = {None}
    for place, step in enumerate(found.steps, start=1):
        yield plain("")
        yield heading(f"{place}. {_title(step, cells)}", above=False)
        yield from _step(step, cells)
        if step.formula is not None and step.formula not in told:
            yield from _formula(step.formula, step.values, words)
        told.add(step.formula)
    yield plain("")
    yield note(words("digits"), indent=0)


def title(found: Derivation, names: Names) -> str:
    """What a derivation is about."""
    name = found.about.id if found.about.kind == "item" else names.of(found.about)
    if found.kind == "gap":
        return names.words("gap_of", about=name)
    key = f"of.{found.kind}"
    return names.words(key, about=name) if names.words.knows(key) else name


def value(found: Derivation, names: Names) -> str:
    """The value it comes to, in words."""
    if isinstance(found.value, Ref):
        return _type(found, names)
    if found.kind == "stage" or not isinstance(found.value, int | float):
        return str(found.value)
    if found.kind in OTHER_UNITS:
        return figure(found.kind, found.value, names.words.language)
    write = signed if found.kind == "gap" else number
    return names.words("points", value=write(found.value, names.words.language, 1))


def figure(kind: str, value: float, language: str) -> str:
    """Write a coefficient, or a share, that is no score."""
    return percent(100 * value, language, 1) if kind == "missing" else number(value, language, 2)


def _type(found: Derivation, names: Names) -> str:
    """A type, as firmly as its certainty allows."""
    part = names.results.questionnaires[found.questionnaire]
    scope = found.scope[0].id
    row = next(row for row in part.types if (row.scope_id or "overall") == scope)
    return "" if part.definition.types is None else statement(part.definition.types, row, names.words)


def _about(results: Results, found: Derivation, names: Names) -> Iterator[str]:
    words = names.words
    yield words.text(results.questionnaires[found.questionnaire].definition.title)
    scopes = [names.of(scope) for scope in found.scope]
    link = "without" if found.kind == "influence" else "against"
    yield words(link, a=scopes[0], b=scopes[1]) if len(scopes) == 2 else scopes[0]
    if found.n is not None:
        yield words("person") if found.n == 1 else words("people", n=found.n)


def _title(step: Step, cells: Cells) -> str:
    """The heading of a step: a question, or what comes out."""
    subject = "" if step.subject is None else cells.names.of(step.subject)
    filled = {name: cells.word(cell) for name, cell in step.values.items() if isinstance(cell, Code | int)}
    key = "step.next_none" if step.code == "next" and "stage" not in step.values else f"step.{step.code}"
    return cells.words(key, subject=subject, **filled)


def _step(step: Step, cells: Cells) -> Iterator[RenderableType]:
    decimals = 2 if step.code == "deviations" else 1
    digits = digits_of(step.sum, decimals)
    if step.table is not None:
        columns = [(_head(column, cells.words), column not in TEXTS) for column in step.table.columns]
        rows = [cells.row(step.table, row, digits) for row in step.table.rows]
        yield grid(columns, rows, indent=INDENT)
    if step.sum is not None:
        yield _said(written(step.sum, digits, cells.words, decimals))
    for sentence in step.notes:
        yield _said(cells.note(sentence))
    if step.code == "difference" and step.sum is not None:
        yield _said(cells.words("note.rounded", sum=_rounded(step.sum, cells.words.language)))


def _head(column: str, words: Said) -> str:
    kind, _, answer = column.partition(":")
    return answer if kind == "count" and answer else words(f"col.{column}")


def written(found: Sum, digits: int, words: Said, decimals: int = 1) -> str:
    """Write a sum out in numbers, as a reader can reckon it again to a result of so many decimals."""
    result = number(found.result, words.language, decimals)
    inputs: Sequence[float | None] = inputs_of(found) or found.values
    write = trimmed if all(float(weight).is_integer() for weight in inputs if weight) else number
    shown = [words("hidden_value") if one is None else write(one, words.language, digits) for one in inputs]
    if found.kind == "difference":
        return f"{shown[0]} − {shown[1]} = {signed(found.result, words.language, 1)}"
    if found.kind == "root_mean_square":
        return f"√(({' + '.join(shown)}) / {len(shown)}) = {result}"
    if len(set(found.weights)) == 1:
        return f"({' + '.join(shown)}) / {len(shown)} = {result}"
    weights = [trimmed(weight, words.language) for weight in found.weights]
    products = " + ".join(f"{weight}·{one}" for weight, one in zip(weights, shown))
    return f"({products}) / {trimmed(sum(found.weights), words.language)} = {result}"


def _rounded(found: Sum, language: str) -> str:
    """The gap as the report has it: both scores rounded first."""
    a, b = (one or 0.0 for one in found.values)
    return f"{score(a)} − {score(b)} = {signed(float(rounded(a) - rounded(b)), language)}"


def _formula(code: str, values: dict[str, Cell], words: Said) -> Iterator[RenderableType]:
    formula = FORMULAS[code]
    filled = {name: str(cell) for name, cell in values.items()}
    text = re.sub(r"\{(\w+)\}", lambda name: filled.get(name[1], name[0]), formula.text)
    if words.language == "de":
        text = re.sub(r"(\d)\.(\d)", r"\1,\2", text)
    yield _said(words("formula", formula=text))
    letters = words(f"letters.{code}", **filled) if words.knows(f"letters.{code}") else ""
    if letters:
        yield _said(letters)
    yield note(words("source", sources="; ".join(formula.sources) or words("own")), indent=INDENT)


def _said(text: str) -> RenderableType:
    """A line with signs of arithmetic, spelled out where the encoding lacks them."""
    encoding = sys.stdout.encoding or "ascii"
    lacking = {ord(sign): plain_ for sign, plain_ in PLAIN.items() if not writes(encoding, sign)}
    return note(text.translate(lacking).replace("  ", " ") if lacking else text, indent=INDENT)
