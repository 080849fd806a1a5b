"""People of an export who may be there already, under another code: they say exactly the same.

An export whose times are written in another zone, or that is read with another map, gives those who have
no code another one, and everybody would count twice. Ten people whose answers differ from each other do
not by chance all say what ten others said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from salesex.model import MISSING
from salesex.model.codes import is_made
from salesex.surveys.collecting.known import Row

LEAST = 8
"""Answers that two people must have in common; fewer may be alike by chance."""


def doubles(
    came: Iterable[Row], stored: Iterable[Row], asked: Collection[int], met: Collection[str]
) -> dict[str, str]:
    """Return new people of one export, with the code of somebody stored who says the same.

    Only made codes are compared, and only answers that differ among themselves: to tick the middle
    everywhere is what many do.

    Parameters
    ----------
    asked : positions of the items that the export has
    met : codes that came now; nobody of them is doubled
    """
    before = _answers((row for row in stored if row.entry.code not in met), asked)
    there = sorted({at for said in before.values() for at in said})
    known: dict[tuple[object, ...], str] = {}
    for (code, group), said in before.items():
        if (vector := _vector(said, there)) is not None:
            known.setdefault((group, *vector), code)
    found = {}
    for (code, group), said in _answers(came, asked).items():
        vector = _vector(said, there)
        other = None if vector is None else known.get((group, *vector))
        if other is not None:
            found[code] = other
    return found


def _answers(rows: Iterable[Row], asked: Collection[int]) -> dict[tuple[str, str], dict[int, int]]:
    """By made code and group what somebody says to the items that are asked."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    for entry in (row.entry for row in rows):
        if is_made(entry.code):
            said = {at: entry.answers[at] for at in asked if entry.answers[at] != MISSING}
            found.setdefault((entry.code, entry.group), {}).update(said)
    return found


def _vector(said: Mapping[int, int], there: Iterable[int]) -> tuple[int, ...] | None:
    """The answers to items that are there; None where they are too few, or all the same."""
    vector = tuple(said.get(at, MISSING) for at in there)
    values = [value for value in vector if value != MISSING]
    return vector if len(values) >= LEAST and len(set(values)) > 1 else None
