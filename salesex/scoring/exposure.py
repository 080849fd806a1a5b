"""Whether one more mean, beside those that are known, isolates the answers of too few people.

Every mean of one item in one block is a sum over answers. Whoever knows several sums can add and
subtract them: what can be worked out is the row space of the matrix sums x answers. A new sum gives
somebody away if it makes a combination possible that rests on fewer than k people (rule B6).

Answers that are in the same sums cannot be told apart, so the matrix has one column for each pattern
of membership. A column with k people or more can be in no such combination: first it is asked, in
exact arithmetic, whether the new sum can be rid of all of those at once; mostly it cannot. Only then
the sets of small columns are gone through.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

Answer = tuple[str, int]
"""A person's id and answer; a corrected answer is another one, of the same person."""
Sum = frozenset[Answer]
Column = tuple[int, frozenset[str] | None]
"""Sums an answer is in (bits), and who gave such answers; None where these are k people or more."""

STEPS = 20_000
"""Steps of the walk through sets of small columns; where it takes more, the answer is yes."""


class _TooManyError(Exception):
    """The walk is longer than `STEPS`."""


def exposes(known: Iterable[Sum], new: Sum, minimum: int, open: Collection[str] = ()) -> bool:
    """Whether `new` beside the `known` sums makes a combination possible that fewer than `minimum` carry.

    What the known sums give away by themselves does not count: it cannot be taken back.

    Parameters
    ----------
    known : answers in every sum that is known
    new : answers in the sum that would be told
    open : people who do not count towards the minimum, though their answers may be unknown
    """
    sums = [*dict.fromkeys(known), new]
    if new in sums[:-1]:
        return False
    return _exposes(_columns(sums, minimum, open), len(sums) - 1, minimum)


def _columns(sums: Sequence[Sum], minimum: int, open: Collection[str]) -> frozenset[Column]:
    members: dict[Answer, int] = {}
    for bit, answers in enumerate(sums):
        for answer in answers:
            members[answer] = members.get(answer, 0) | 1 << bit
    people: dict[int, set[str]] = {}
    for (person, _), mask in members.items():
        people.setdefault(mask, set()).update(() if person in open else (person,))
    return frozenset((mask, frozenset(who) if len(who) < minimum else None) for mask, who in people.items())


@lru_cache(maxsize=4096)
def _exposes(columns: frozenset[Column], new: int, minimum: int) -> bool:
    masks = [mask for mask, _ in columns]
    if _spanned(masks, new):
        return False
    small = sorted((mask, who) for mask, who in columns if who is not None)
    large = [mask for mask, who in columns if who is None]
    if not _spanned(large, new):
        return False
    try:
        return any(
            _spanned([mask for mask in masks if mask not in chosen], new)
            for chosen in _maximal(small, minimum)
        )
    except _TooManyError:
        return True


def _maximal(small: Sequence[tuple[int, frozenset[str]]], minimum: int) -> Iterator[frozenset[int]]:
    """Sets of columns with fewer than `minimum` people to which no column can be added.

    Raises
    ------
    _TooManyError : after `STEPS` steps, whether or not they found any set
    """
    steps = itertools.count()

    def choose(at: int, chosen: tuple[int, ...], people: frozenset[str]) -> Iterator[frozenset[int]]:
        if next(steps) >= STEPS:
            raise _TooManyError
        if at == len(small):
            if all(mask in chosen or len(people | who) >= minimum for mask, who in small):
                yield frozenset(chosen)
            return
        mask, who = small[at]
        if len(people | who) < minimum:
            yield from choose(at + 1, (*chosen, mask), people | who)
        if not who <= people:
            yield from choose(at + 1, chosen, people)

    return choose(0, (), frozenset())


def _spanned(columns: Sequence[int], new: int) -> bool:
    """Whether, on these columns, the new row is a combination of the rows before it."""
    rows = [[Fraction(column >> row & 1) for column in columns] for row in range(new + 1)]
    wanted = rows.pop()
    for at in range(len(columns)):
        pivot = next((row for row in rows if row[at]), None)
        if pivot is None:
            if wanted[at]:
                return False
            continue
        rows.remove(pivot)
        for row in [*rows, wanted]:
            if row[at]:
                share = row[at] / pivot[at]
                row[at:] = [mine - share * other for mine, other in zip(row[at:], pivot[at:])]
    return True
