"""Is a gap more than chance: the studentised permutation test, and Holm's correction (A2).

Sources: Janssen 1997, Statistics & Probability Letters 36:9-21, and Chung & Romano 2013, Annals of
Statistics 41:484-507 (why the statistic is divided by its standard error: the level then holds for
unequal spread too). Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology
9:39 (p of a random sample of arrangements is never 0). Holm 1979, Scandinavian Journal of Statistics
6:65-70.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 20_000
"""Up to this many arrangements all of them are looked at."""
DRAWS = 10_000
"""Arrangements drawn at random where there are more."""
LEAST_DRAWS, SEATS_DRAWN = 2_000, 2_000_000
"""Of over 200 people fewer arrangements are drawn: as many as fill so many seats, and at least so many
(a p of .05 is then known to +-.01, 95 %). The time would grow with the people else."""

_SLACK = 1e-9
"""Statistics closer than this are equal: they differ by rounding only."""
_CELLS_AT_ONCE = 50_000
"""Few enough to stay in the processor's cache."""


Floats = NDArray[np.float64]
Labels = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Voices:
    """Own scores 0-100 of one block's people, their weight on their side, and the least spread."""

    weight: float
    scores: Floats
    floor: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of one test. `t` has the sign of the gap; `count` arrangements were at least as far.

    `arrangements`: how many were looked at; all there are if `exact`.
    """

    t: float
    p: float
    count: int
    arrangements: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Seats:
    """The seats people are shuffled over: size, coefficient and least variance of every block."""

    sizes: tuple[int, ...]
    coefficients: tuple[float, ...]
    floors: tuple[float, ...]


def permutation_tests(
    gaps: Sequence[tuple[Sequence[Voices], Sequence[Voices]]], stream: Callable[[], np.random.Generator]
) -> list[Outcome]:
    """Test every gap between a first and a second side, two-sided.

    T = gap / sqrt(sum c^2 s^2 / n) with c the share of the weight on its side, s the standard
    deviation of a block's scores (n - 1, at least the floor), for a single person the one pooled
    over blocks. All people are shuffled over all seats of both sides, sizes of blocks kept; T is
    computed anew with its denominator; p is the share of arrangements with |T*| >= |T|. If
    n! / prod n_b! is at most 20,000 all arrangements are looked at; else 10,000 are drawn (of n people,
    n over 200: 2,000,000 / n, at least 2,000), and p = (b + 1) / (drawn + 1). Neither the order of
    people nor that of the sides changes p.

    Parameters
    ----------
    gaps : on each side at least one block of two or more people
    stream : a fresh random stream; gaps over seats of the same sizes share its arrangements

    Returns
    -------
    One outcome for each gap. p is above 0, and 1 where nobody differs. It tests whether the sides
    have the same mean; with blocks of a side that differ among themselves it is approximate.

    Examples
    --------
    >>> first = Voices(5, np.array([80.0, 75, 85, 70, 90]), 3.0)
    >>> second = Voices(5, np.array([60.0, 55, 65, 72.5, 50]), 3.0)
    >>> found = permutation_tests([([first], [second])], lambda: np.random.default_rng(1))[0]
    >>> round(found.t, 3), found.count, found.arrangements, round(found.p, 4)
    (3.702, 4, 252, 0.0159)
    """
    alike: dict[_Seats, list[int]] = {}
    for place, (first, second) in enumerate(gaps):
        alike.setdefault(_seats(first, second), []).append(place)
    outcomes: dict[int, Outcome] = {}
    for seats, places in alike.items():
        observed = [_observed(*gaps[place]) for place in places]
        people = np.stack([_people(*gaps[place]) for place in places], axis=1)
        for place, t, outcome in zip(places, observed, _test(seats, people, np.array(observed), stream)):
            outcomes[place] = Outcome(t, *outcome)
    return [outcomes[place] for place in range(len(gaps))]


def holm(p: Sequence[float]) -> list[float]:
    """Holm's adjusted p values: (m - i) p_(i) in ascending order, running maximum, at most 1.

    Examples
    --------
    >>> holm([0.004, 0.03, 0.02])
    [0.012, 0.04, 0.04]
    """
    adjusted = [1.0] * len(p)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        highest = max(highest, min(1.0, (len(p) - rank) * p[place]))
        adjusted[place] = highest
    return adjusted


def _seats(first: Sequence[Voices], second: Sequence[Voices]) -> _Seats:
    """Seats in one order, whichever side is called the first: |T| is the same for both."""
    ways = []
    for sign in (1.0, -1.0):
        blocks = [
            (len(one.scores), side * share, one.floor)
            for side, voices in ((sign, first), (-sign, second))
            for one, share in zip(voices, _shares(voices))
        ]
        ways.append(sorted(blocks))
    sizes, coefficients, floors = zip(*min(ways))
    return _Seats(sizes, coefficients, floors)


def _shares(side: Sequence[Voices]) -> list[float]:
    total = math.fsum(one.weight for one in side)
    return [one.weight / total for one in side]


def _people(first: Sequence[Voices], second: Sequence[Voices]) -> Floats:
    """Everybody's scores, lowest first, so that the order of people never matters; mean taken off."""
    scores = np.sort(np.concatenate([one.scores for one in (*first, *second)]))
    return scores - float(scores.mean())


def _observed(first: Sequence[Voices], second: Sequence[Voices]) -> float:
    blocks = [*first, *second]
    shares = (*_shares(first), *(-share for share in _shares(second)))
    sizes = tuple(len(one.scores) for one in blocks)
    seats = _Seats(sizes, shares, tuple(one.floor for one in blocks))
    centre = float(np.concatenate([one.scores for one in blocks]).mean())
    sums = np.array([[(one.scores - centre).sum()] for one in blocks])
    squares = np.array([[((one.scores - centre) ** 2).sum()] for one in blocks])
    return float(_statistic(seats, sums, squares)[0])


def _statistic(seats: _Seats, sums: Floats, squares: Floats) -> Floats:
    """T from each block's sum and sum of squares (first axis: blocks)."""
    shape = (-1,) + (1,) * (sums.ndim - 1)
    size = np.array(seats.sizes, dtype=np.float64).reshape(shape)
    share = np.array(seats.coefficients).reshape(shape)
    least = np.array(seats.floors).reshape(shape) ** 2
    means = sums / size
    df = size - 1
    variance = np.maximum((squares - sums * means) / np.maximum(df, 1), least)
    pooled = (df * variance).sum(axis=0) / df.sum()
    variance = np.where(df > 0, variance, pooled)
    error = np.sqrt((share**2 * variance / size).sum(axis=0))
    statistic: Floats = (share * means).sum(axis=0) / error
    return statistic


def _test(
    seats: _Seats, people: Floats, observed: Floats, stream: Callable[[], np.random.Generator]
) -> Iterator[tuple[float, int, int, bool]]:
    """Yield p, count, arrangements and exactness for every column of `people`."""
    exact = _arrangements(seats.sizes) <= EXACT_UP_TO
    chunks = iter([_all_labels(seats.sizes)]) if exact else _drawn_labels(seats.sizes, stream())
    columns = np.concatenate([people, people**2], axis=1)
    far = np.zeros(len(observed), dtype=np.int64)
    seen = 0
    for labels in chunks:
        seated = (labels == block for block in range(len(seats.sizes)))
        totals = np.stack([inside.astype(np.float64) @ columns for inside in seated])
        found = _statistic(seats, totals[..., : len(observed)], totals[..., len(observed) :])
        far += (np.abs(found) >= np.abs(observed) - _SLACK).sum(axis=0)
        seen += len(labels)
    for count in far.tolist():
        yield (count / seen if exact else (count + 1) / (seen + 1)), count, seen, exact


def _arrangements(sizes: Sequence[int]) -> int:
    """How many ways there are to seat everybody: n! / prod n_b!."""
    ways, seated = 1, 0
    for size in sizes:
        seated += size
        ways *= math.comb(seated, size)
    return ways


@lru_cache(maxsize=16)
def _all_labels(sizes: tuple[int, ...]) -> Labels:
    """Every arrangement once (rows): the block each person (columns) sits in."""
    labels = np.full((1, sum(sizes)), len(sizes) - 1, dtype=np.int16)
    free = np.arange(sum(sizes))[None, :]
    for block, size in enumerate(sizes[:-1]):
        seats = range(free.shape[1])
        chosen = np.array(list(combinations(seats, size)))
        left = np.ones((len(chosen), len(seats)), dtype=bool)
        np.put_along_axis(left, chosen, False, axis=1)
        rest = np.nonzero(left)[1].reshape(len(chosen), -1)
        labels = np.repeat(labels, len(chosen), axis=0)
        np.put_along_axis(labels, free[:, chosen].reshape(-1, size), np.int16(block), axis=1)
        free = free[:, rest].reshape(len(labels), -1)
    return labels


def _drawn_labels(sizes: tuple[int, ...], stream: np.random.Generator) -> Iterator[Labels]:
    """Yield random arrangements, some at a time to spare memory."""
    draws = min(DRAWS, max(LEAST_DRAWS, SEATS_DRAWN // sum(sizes)))
    one = np.repeat(np.arange(len(sizes), dtype=np.int16), sizes)
    at_once = max(1, _CELLS_AT_ONCE // len(one))
    for start in range(0, draws, at_once):
        rows = min(at_once, draws - start)
        yield stream.permuted(np.broadcast_to(one, (rows, len(one))), axis=1)
