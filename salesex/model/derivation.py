"""How one number came about: steps with tables and sums, as values and codes, never as sentences.

A derivation holds only what may be shown: stored results, what follows from them, and counts of answers
where disclosure allows them. Points run 0-100; nothing here is rounded more than results are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

RefKind = Literal["item", "facet", "dimension", "axis", "stage", "scope", "type", "light", "level"]
SumKind = Literal["mean", "difference", "root_mean_square"]

TOLERANCE = 1.5e-9
"""Derived and stored numbers agree within one unit of the last decimal stored."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that has a name in the questionnaire or the engagement."""

    kind: RefKind
    id: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """In place of a value that may not be shown, or that does not exist: the reason's code."""

    reason: str


@dataclass(frozen=True, slots=True)
class Code:
    """A fact that has a word: `met`, `blind_spot`, `reverse`."""

    name: str


Cell = str | int | float | bool | Ref | Hidden | Code | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column codes; a column's code says what its cells are and how they are written."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers put together: a weighted mean, a difference of two, or a root mean square.

    A value that is None enters the result and may not be shown.
    """

    kind: SumKind
    values: tuple[float | None, ...]
    weights: tuple[float, ...]
    result: float

    def of(self, values: Sequence[float]) -> float:
        """Put values together in this way, such as those a reader sees rounded."""
        if self.kind == "difference":
            return values[0] - values[1]
        if self.kind == "root_mean_square":
            return math.sqrt(math.fsum(value * value for value in values) / len(values))
        whole = math.fsum(self.weights)
        return math.fsum(weight * value for weight, value in zip(self.weights, values)) / whole


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence by its code, with what goes into it."""

    code: str
    values: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done (`code`, `subject`), with which numbers, by which formula."""

    code: str
    subject: Ref | None = None
    table: Table | None = None
    sum: Sum | None = None
    notes: tuple[Note, ...] = ()
    formula: str | None = None
    values: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One number, or one word that rules gave: what it is, of whom, and the steps to it.

    `value` is the stored one. `kind` and `about` name it, `scope` whose answers it rests on (two: one
    against the other of a gap, or with the second left out).
    """

    key: str
    kind: str
    about: Ref
    questionnaire: str
    scope: tuple[Ref, ...]
    value: Cell
    n: int | None
    steps: tuple[Step, ...]


def agree(derived: float | None, stored: float | None) -> bool:
    """Whether a derived number is the stored one; both missing agree, too."""
    if derived is None or stored is None:
        return derived is stored
    return abs(derived - stored) <= TOLERANCE


def mean(values: Sequence[float | None], weights: Sequence[float], result: float | None = None) -> Sum:
    """Return a weighted mean; its result is given where a value is hidden."""
    known = [value for value in values if value is not None]
    if result is None or len(known) == len(values):
        result = Sum("mean", (), tuple(weights), 0.0).of(known)
    return Sum("mean", tuple(values), tuple(weights), result)


def difference(first: float, second: float) -> Sum:
    """Return first minus second."""
    return Sum("difference", (first, second), (1.0, 1.0), first - second)


def root_mean_square(values: Sequence[float]) -> Sum:
    """Return the root of the mean of the squares."""
    found = Sum("root_mean_square", tuple(values), (1.0,) * len(values), 0.0)
    return Sum(found.kind, found.values, found.weights, found.of(values))
