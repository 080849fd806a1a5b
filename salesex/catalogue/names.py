"""The nearest name: what somebody probably meant."""

from __future__ import annotations

import operator
import re
from collections.abc import Collection
from functools import lru_cache

LONGEST = 60
"""Characters of a wrong name that are compared."""


def nearest(wrong: str, known: Collection[str]) -> str | None:
    """The name most like a wrong one, ignoring case; None where none is like it."""
    return _nearest(wrong[:LONGEST], tuple(known)) if wrong and known else None


@lru_cache(maxsize=512)
def _nearest(wrong: str, known: tuple[str, ...]) -> str | None:
    import difflib

    folded = {name.casefold(): name for name in known}
    typed = wrong.casefold()
    padded = [name for name in folded if _without_padding(name) == _without_padding(typed)]
    if padded:
        return folded[padded[0]]

    def likeness(name: str) -> tuple[float, int]:
        """Of two names as like as each other, the one with more letters in the same place."""
        return difflib.SequenceMatcher(None, name, typed).ratio(), sum(map(operator.eq, name, typed))

    found = difflib.get_close_matches(typed, folded, n=10, cutoff=0.6)
    return folded[max(found, key=likeness)] if found else None


def _without_padding(name: str) -> str:
    """A name whose numbers have no zeros in front: SE-M01 as SE-M1."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", name)
