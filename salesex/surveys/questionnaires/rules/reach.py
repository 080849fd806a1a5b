"""A profile that becomes a type, if there is one: a search that starts where it nearly always ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations, product

from salesex.model.nearness import distance, holds, nearest, spread
from salesex.model.rules import TypeCondition, TypeRules

Profile = dict[str, float]

MOST_STEPS = 1_000_000
"""Distances times dimensions that the searches for all types compute at most, in about two seconds."""
_GRID = {1: 201, 2: 21, 3: 9, 4: 5}
"""Values per dimension that are tried all, by number of dimensions; with more, corners only."""
_MOST_CORNERS = 10
_PAIRED = 12
_BEYOND = (0.05, 0.2, 0.5, 1.0, 2.0, 4.0)
_STRIDES = (16.0, 4.0, 1.0, 0.25)
_STARTS = 8
_RADII = (10.0, 25.0, 50.0, 100.0)
_WAYS = 24
_JUST_LESS = 0.5
_LEVELS = tuple(range(0, 101, 5))
_POINTS = 48
"""Points that are tried within each of the radii (points) around a type's profile."""


def reach(name: str, rules: TypeRules) -> Profile | None:
    """Return a profile (scores 0-100) that is classified as a type, None where none is found.

    The type's own reference profile nearly always is one. Else profiles are tried that keep the
    type's condition: its profile changed just so far, points away from every other type, some where
    others are not allowed, some scattered around its profile, the corners and a grid; and the best of
    them are improved step by step.

    Parameters
    ----------
    name : one of `rules.reference`, all of which have a number for the same dimensions
    """
    own = rules.reference[name].profile
    if _chosen(own, rules) == name:
        return own
    return _Search(name, rules).run()


def is_out_of_reach(name: str, rules: TypeRules) -> bool:
    """Whether none is found that becomes a type; False where there are too many types to look far enough."""
    own = rules.reference[name]
    if not _possible(own.requires, len(own.profile)):
        return True
    search = _Search(name, rules)
    return _chosen(own.profile, rules) != name and search.run() is None and search.left > 0


def _chosen(scores: Profile, rules: TypeRules) -> str:
    allowed = [name for name, kind in rules.reference.items() if holds(kind.requires, scores)]
    distances = {name: distance(scores, rules.reference[name]) for name in allowed}
    return nearest(allowed, distances, rules)[0]


def _possible(condition: TypeCondition | None, dimensions: int) -> bool:
    if condition is None:
        return True
    wide = condition.range_at_least or 0.0
    return (condition.every_at_least or 0.0) + wide <= 100 and (dimensions > 1 or not wide)


def _scattered(dimensions: int) -> Iterator[tuple[float, ...]]:
    """Points spread evenly over the unit cube, the same ones every time.

    The additive recurrence of Roberts 2018, "The Unreasonable Effectiveness of Quasirandom Sequences":
    steps by the powers of 1/g, where g ** (dimensions + 1) = g + 1.
    """
    root = 2.0
    for _ in range(50):
        root = (1.0 + root) ** (1.0 / (dimensions + 1))
    steps = [root**-power for power in range(1, dimensions + 1)]
    for number in range(1, _POINTS + 1):
        yield tuple((0.5 + number * step) % 1.0 for step in steps)


class _Search:
    def __init__(self, name: str, rules: TypeRules) -> None:
        self.name = name
        self.rules = rules
        self.kind = rules.reference[name]
        self.dimensions = list(self.kind.profile)
        self.left = MOST_STEPS // (len(rules.reference) ** 2 * len(self.dimensions))

    def run(self) -> Profile | None:
        tried: list[tuple[float, int, Profile]] = []
        for scores in self._candidates():
            lead = self._lead(scores)
            if lead is None:
                return scores
            tried.append((-lead, len(tried), scores))
            if self.left <= 0:
                return None
        for _, _, scores in sorted(tried)[:_STARTS]:
            found = self._improved(scores)
            if found is not None:
                return found
        return None

    def _lead(self, scores: Profile) -> float | None:
        """By how much (points) the type is nearer than the next one allowed; None where it is taken."""
        self.left -= 1
        reference = self.rules.reference
        allowed = [name for name, kind in reference.items() if holds(kind.requires, scores)]
        distances = {name: distance(scores, reference[name]) for name in allowed}
        if self.name not in allowed:
            return -100.0
        if nearest(allowed, distances, self.rules)[0] == self.name:
            return None
        return min(distances[name] for name in allowed if name != self.name) - distances[self.name]

    def _candidates(self) -> Iterator[Profile]:
        own = self.kind.profile
        yield from self._mended(own)
        for other in self.rules.reference.values():
            for beyond in _BEYOND if other is not self.kind else ():
                yield from self._mended({d: own[d] + beyond * (own[d] - other.profile[d]) for d in own})
        yield from self._dodging()
        for radius in _RADII:
            for point in _scattered(len(own)):
                around = zip(self.dimensions, point)
                yield self._lifted({d: own[d] + radius * (2 * share - 1) for d, share in around})
        count = len(self.dimensions)
        values = _GRID.get(count, 2 if count <= _MOST_CORNERS else 1)
        levels = [100.0 * value / max(values - 1, 1) for value in range(values)]
        for point in product(levels, repeat=count):
            yield self._lifted(dict(zip(self.dimensions, point)))

    def _dodging(self) -> Iterator[Profile]:
        """The type's profile changed so that other types do not fulfil their conditions there."""
        own = self.kind.profile
        conditions = {kind.requires for kind in self.rules.reference.values() if kind.requires is not None}
        for wide in sorted({condition.range_at_least or 0.0 for condition in conditions} - {0.0}):
            narrow = min(1.0, (wide - _JUST_LESS) / max(spread(own), 1.0))
            for middle in _LEVELS:
                mean = sum(own.values()) / len(own)
                yield self._lifted({d: middle + narrow * (score - mean) for d, score in own.items()})
        for floor in sorted({condition.every_at_least or 0.0 for condition in conditions} - {0.0}):
            for dimension in self.dimensions:
                yield self._lifted({**own, dimension: min(own[dimension], floor - _JUST_LESS)})

    def _lifted(self, scores: Profile) -> Profile:
        """The profile within 0-100, raised to what every dimension must have at least."""
        condition = self.kind.requires
        floor = (condition.every_at_least or 0.0) if condition is not None else 0.0
        return {d: min(100.0, max(floor, score)) for d, score in scores.items()}

    def _mended(self, scores: Profile) -> Iterator[Profile]:
        """The profile changed as little as fulfils the condition, for each pair of dimensions."""
        lifted = self._lifted(scores)
        condition = self.kind.requires
        if condition is None or holds(condition, lifted):
            yield lifted
            return
        wide, floor = condition.range_at_least or 0.0, condition.every_at_least or 0.0
        for high, low in permutations(self.dimensions[:_PAIRED], 2):
            middle = (lifted[high] + lifted[low]) / 2
            bottom = min(max(floor, middle - wide / 2), 100.0 - wide)
            yield {**lifted, high: bottom + wide, low: bottom}

    def _improved(self, scores: Profile) -> Profile | None:
        """Climb towards a larger lead: one dimension at a time, or all of them at once."""
        best = self._lead(scores)
        ways = [{dimension: sign} for dimension in self.dimensions for sign in (1.0, -1.0)]
        aslant = islice(_scattered(len(self.dimensions)), _WAYS)
        ways += [{d: 2 * share - 1 for d, share in zip(self.dimensions, point)} for point in aslant]
        for stride in _STRIDES:
            moved = True
            while moved and best is not None and self.left > 0:
                moved = False
                for way in ways:
                    moves = {dimension: scores[dimension] + stride * step for dimension, step in way.items()}
                    there = self._lifted({**scores, **moves})
                    lead = self._lead(there)
                    if lead is None:
                        return there
                    if best is None or lead > best:
                        scores, best, moved = there, lead, True
        return None
