"""What tells a row of an export apart, whatever map, group or code it is read with.

Who had their answers deleted stays deleted: the log keeps these marks, and a row with one of them is left
out. They are salted digests: nobody reads a row out of them, but whoever has the folder can check a guess.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from salesex.exports import days
from salesex.exports.plain import exact

_SIGNS = 16
LEAST = 8
"""Cells that differ among themselves and say who somebody is; fewer may be alike by chance."""
VARIED = 3
LEAST_OF_HALF = 10
"""Answers of one half of the items: somebody edited one of the others."""


def mark(salt: str, *parts: str) -> str:
    """Return a salted digest."""
    return hashlib.sha256("\x1f".join((salt, "mark", *parts)).encode()).hexdigest()[:_SIGNS]


def place(salt: str, sha256: str, line: int) -> str:
    """Return the mark of a row of a file, which hangs on nothing that stands in it."""
    return mark(salt, "place", sha256, str(line))


class Marks:
    """Makes the marks of the rows of one file, one after the other.

    Parameters
    ----------
    salt : of the engagement; codes are made with it, too
    sha256 : checksum of the file
    """

    def __init__(self, salt: str, sha256: str) -> None:
        self._salt, self._sha256 = salt, sha256
        self._met: Counter[str] = Counter()

    def of(
        self, row: Sequence[str], line: int, known_by: Iterable[str], answers: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return the marks of a row.

        Parameters
        ----------
        line : its number in the file
        known_by : its code or the number of its answer, where it has one
        answers : by item, as they are read
        """
        when = sorted(filter(None, map(days.moment, row)))
        cells = [days.moment(cell) or exact(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        said = ["" if cell in when else cell for cell in cells]
        who = sorted(filter(None, map(exact, known_by)))
        whole = mark(self._salt, "cells", *cells)
        self._met[whole] += 1  # of two who said the same, one may have been deleted
        found = [place(self._salt, self._sha256, line), mark(self._salt, whole, str(self._met[whole]))]
        if who and when:
            found.append(mark(self._salt, "number", *who, *when))
        if who or _differ(filter(None, said), LEAST):  # another time zone
            found.append(mark(self._salt, "said", *said))
        found += self._answers(who, answers)
        return tuple(found)

    def _answers(self, who: Sequence[str], answers: Mapping[str, str]) -> Iterable[str]:
        """Marks of what was answered: all of it, and of somebody without a number also each half."""
        told = [f"{item}={value}" for item, value in sorted(answers.items())]
        if who or _differ(answers.values(), LEAST):
            yield mark(self._salt, "answers", *who, *told)
        for odd in () if who else (0, 1):
            half = {item: value for item, value in answers.items() if ord(item[-1]) % 2 == odd}
            if _differ(half.values(), LEAST_OF_HALF):
                yield mark(self._salt, "half", *(f"{item}={half[item]}" for item in sorted(half)))


def _differ(values: Iterable[str], least: int) -> bool:
    values = list(values)
    return len(values) >= least and len(set(values)) >= VARIED
