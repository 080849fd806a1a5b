"""How many digits a reader needs: as few as let the reader's own arithmetic come to the printed result."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from salesex.model.derivation import Note, Sum
from salesex.reports.formats import number, rounded

MOST = 9
"""Results are stored with nine decimals."""

Compute = Callable[[Sequence[float]], float]


def enough(inputs: Sequence[float], compute: Compute, result: float, decimals: int = 1) -> int:
    """Decimals of the inputs from which on they come to the result as it is printed.

    >>> enough([77.871444802, 55.4296875], lambda x: x[0] - x[1], 22.441757302)
    2
    """
    wanted = rounded(result, decimals)
    for digits in range(decimals, MOST):
        seen = [float(rounded(value, digits)) for value in inputs]
        try:
            if rounded(compute(seen), decimals) == wanted:
                return digits
        except ZeroDivisionError:
            continue
    return MOST


def inputs_of(found: Sum) -> list[float] | None:
    """The numbers of a sum as they are written out; None where one of them is hidden."""
    known = [value for value in found.values if value is not None]
    if len(known) < len(found.values):
        return None
    return [value * value for value in known] if found.kind == "root_mean_square" else known


def digits_of(found: Sum | None, decimals: int = 1) -> int:
    """Decimals the numbers of a sum need; one where no reader can reckon, a number being hidden."""
    if found is None:
        return decimals
    inputs = inputs_of(found)
    if inputs is None:
        return decimals
    if found.kind == "root_mean_square":
        apart = [value for value in found.values if value is not None]
        squares = enough(inputs, lambda squares: math.sqrt(math.fsum(squares) / len(squares)), found.result)
        return max(squares, enough(apart, found.of, found.result))
    return enough(inputs, found.of, found.result, decimals)


def apart(value: float, bound: float, least: int = 1) -> int:
    """Decimals, at least some, at which two numbers compare as they do in full: 69.96 is not 70.0."""
    sign = (value > bound) - (value < bound)
    for digits in range(least, MOST):
        seen = rounded(value, digits), rounded(bound, digits)
        if (seen[0] > seen[1]) - (seen[0] < seen[1]) == sign:
            return digits
    return MOST


_ARITHMETIC: dict[str, tuple[tuple[str, ...], Compute, str, int]] = {
    "statistic": (("gap", "error"), lambda x: x[0] / x[1], "t", 2),
    "effect": (("j", "gap", "sd"), lambda x: x[0] * x[1] / x[2], "g", 2),
    "margin": (("other", "fit"), lambda x: max(0.0, x[0] - x[1]), "margin", 1),
}
"""Sentences in which a reader can reckon: inputs, how, the result and its decimals."""


def note_digits(note: Note) -> dict[str, int]:
    """Decimals of the numbers in a sentence that is a calculation."""
    if note.code not in _ARITHMETIC:
        return {}
    names, compute, result, decimals = _ARITHMETIC[note.code]
    given = {name: note.values[name] for name in (*names, result)}
    numbers = {name: float(value) for name, value in given.items() if isinstance(value, int | float)}
    if len(numbers) < len(given):
        return {}
    digits = enough([numbers[name] for name in names], compute, numbers[result], decimals)
    return {**dict.fromkeys(names, digits), result: decimals}


def trimmed(value: float, language: str, digits: int = MOST) -> str:
    """Write a number with the decimals it has, such as a weight or a threshold: `70`, `2,5`."""
    for decimals in range(digits):
        if rounded(value, decimals) == rounded(value, digits):
            return number(value, language, decimals)
    return number(value, language, digits)


def probability(p: float, language: str) -> str:
    """Write a p value with four decimals, or as many as show that it is not 0."""
    for decimals in range(4, MOST):
        if p == 0 or rounded(p, decimals):
            return number(p, language, decimals)
    return number(p, language, MOST)
