"""People of an export who may be there already under another code: they say the same, or nearly.

An export whose times are written in another zone, or that is read with another map, gives those who have
no code another one, and everybody would count twice. Ten people whose answers differ from each other do
not by chance all say what ten others said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from salesex.model import MISSING
from salesex.model.codes import is_made
from salesex.surveys.collecting.known import Row

LEAST = 8
"""Answers that two people must have in common; fewer may be alike by chance."""
LEAST_PEOPLE = 5
"""People who must all be alike where each has given fewer answers."""
EDITED_ANSWERS, EDITED_SHARE = 10, 0.8
"""Answers that somebody who changed some must have in common with before, and the share that stays."""
DISTINCT = 3
"""Different answers among them: to tick the middle everywhere is what many do."""

Said: TypeAlias = "dict[int, int]"
"""What somebody answers, by the position of the item."""


def said_by(rows: Iterable[Row], asked: Collection[int]) -> dict[str, Said]:
    """Return what people with a made code say to the items that are asked."""
    found: dict[str, Said] = {}
    for entry in (row.entry for row in rows):
        if is_made(entry.code):
            said = {at: entry.answers[at] for at in asked if entry.answers[at] != MISSING}
            found.setdefault(entry.code, {}).update(said)
    return found


def doubles(new: Mapping[str, Said], before: Mapping[str, Said]) -> dict[str, str]:
    """Return new people by code, with the code of somebody there who says the same.

    Answers that do not differ among themselves, and few answers, count for nothing: unless everybody who
    is there has a double.
    """
    there = sorted({at for said in before.values() for at in said})
    vectors = {code: _vector(said, there) for code, said in before.items()}
    known = {vector: code for code, vector in vectors.items() if _is_telling(vector)}
    found = {}
    for code, said in new.items():
        if (other := known.get(_vector(said, there))) is not None:
            found[code] = other
    return found or _all_doubled({code: _vector(said, there) for code, said in new.items()}, vectors)


def _all_doubled(new: Mapping[str, tuple[int, ...]], before: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """Pairs of equal people, where nobody who is there is without one."""
    if len(before) < LEAST_PEOPLE or len(new) > 2 * len(before) or len(set(before.values())) < DISTINCT:
        return {}
    if Counter(before.values()) - Counter(new.values()):
        return {}
    left = dict(new)
    found = {}
    for old, vector in before.items():
        code = next(code for code, said in left.items() if said == vector)
        found[code] = old
        del left[code]
    return found


def edited(new: Mapping[str, Said], missing: Mapping[str, Said]) -> dict[str, str]:
    """Return new people by code, with the code of somebody missing who says nearly the same."""
    found: dict[str, str] = {}
    for old, before in missing.items():
        near = (code for code, said in new.items() if code not in found and _is_near(said, before))
        if (code := next(near, None)) is not None:
            found[code] = old
    return found


def _is_near(said: Said, before: Said) -> bool:
    both = [at for at in said if at in before]
    same = sum(said[at] == before[at] for at in both)
    is_enough = len(both) >= EDITED_ANSWERS and len({said[at] for at in both}) >= DISTINCT
    return is_enough and same >= EDITED_SHARE * max(len(said), len(before))


def _is_telling(vector: tuple[int, ...]) -> bool:
    values = [value for value in vector if value != MISSING]
    return len(values) >= LEAST and len(set(values)) > 1


def _vector(said: Mapping[int, int], there: Iterable[int]) -> tuple[int, ...]:
    return tuple(said.get(at, MISSING) for at in there)
