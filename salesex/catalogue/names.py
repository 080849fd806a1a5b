"""Known names: which of them somebody probably meant, and which of them are listed."""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache

LONGEST = 60
"""Characters of a name that are compared."""
_FEW = 20
"""Names that are compared in full; of more, only so many that share the most letters with the wrong one."""
_MANY = 1_500
"""Names up to which letters are counted; of more, only those are looked at that are a letter away."""
_CUTOFF = 0.6
"""Share of letters in common from which on two names are alike."""


def nearest(wrong: str, known: Collection[str]) -> str | None:
    """The name most like a wrong one, ignoring case; None where none is like it.

    Of many names only the likeliest are compared, so that a thousand wrong names cost no more than a second.
    """
    return names_of(known).nearest(wrong[:LONGEST]) if wrong and known else None


def names_of(known: Collection[str]) -> Names:
    """The known names, prepared once however often they are asked."""
    return _names(tuple(known))


@lru_cache(maxsize=16)
def _names(known: tuple[str, ...]) -> Names:
    return Names(known)


class Names:
    """Some known names, ordered, and ready to be compared with wrong ones."""

    def __init__(self, known: Iterable[str]) -> None:
        self.ordered = sorted(known)

    def nearest(self, wrong: str) -> str | None:
        """The name most like a wrong one, ignoring case; None where none is like it."""
        typed = wrong.casefold()
        same = self._unpadded.get(_without_padding(typed))
        if same is not None:
            return self._folded[same]
        found = max(((_likeness(name, typed), name) for name in self._likely(typed)), default=None)
        return self._folded[found[1]] if found is not None and found[0][0] >= _CUTOFF else None

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.casefold()[:LONGEST]: name for name in reversed(self.ordered)}

    @cached_property
    def _unpadded(self) -> dict[str, str]:
        return {_without_padding(name): name for name in self._folded}

    @cached_property
    def _letters(self) -> list[tuple[str, int, int]]:
        return [(name, _pairs(name), len(name)) for name in self._folded]

    @cached_property
    def _one_less(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._folded:
            for shorter in _shortened(name):
                found.setdefault(shorter, []).append(name)
        return found

    def _likely(self, typed: str) -> Collection[str]:
        """The names worth comparing letter by letter."""
        if len(self._folded) <= _FEW:
            return self._folded
        near = {name: None for less in _shortened(typed) for name in self._one_less.get(less, ())[:_FEW]}
        if near or len(self._folded) > _MANY:
            return list(near)[:_FEW]
        signs, length = _pairs(typed), len(typed)
        shared = [
            ((signs & pairs).bit_count() - abs(length - other), name) for name, pairs, other in self._letters
        ]
        return [name for _, name in sorted(shared, reverse=True)[:_FEW]]


def _likeness(name: str, typed: str) -> tuple[float, int]:
    """Of two names as like as each other, the one with more letters in the same place."""
    import difflib

    return difflib.SequenceMatcher(None, name, typed).ratio(), sum(map(operator.eq, name, typed))


def _pairs(name: str) -> int:
    """The pairs of letters of a name as bits of a number; two pairs may share a bit."""
    found = 0
    for first, second in zip(f" {name}", name):
        found |= 1 << ((ord(first) * 31 + ord(second)) & 255)
    return found


def _shortened(name: str) -> Iterator[str]:
    """A name as it is, and without one of its letters."""
    yield name
    for index in range(len(name)):
        yield name[:index] + name[index + 1 :]


def _without_padding(name: str) -> str:
    """A name whose numbers have no zeros in front: SE-M01 as SE-M1."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", name)
