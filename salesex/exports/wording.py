"""Wordings of headings: what stands around a statement, the scale beside it, and what turns its meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from salesex.exports.plain import plain
from salesex.exports.sources.headings import in_brackets

_NUMBERED = re.compile(
    r"[(\[]?(?:(?:frage|question|nr|no)\b\.?\s?)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.:)\]]{0,2}\s(?:[-–—]\s)?",
    re.IGNORECASE,
)
"""`1. `, `12) `, `(3) `, `2.1 `, `Frage 4: `, `5 - ` before a statement."""
_BETWEEN = re.compile(r"[,;/|–—…]|\s-\s|\.\.\.|\bbis\b|\bto\b", re.IGNORECASE)
_JOINED = re.compile(r"(?<![\w.])([+-]?[0-9]{1,3})\s?[=:–—-]\s?(?=[^\W\d_])")
_NUMBER_FIRST = re.compile(r"([+-]?[0-9]{1,3})[=\s]\s?([^\W\d_].*)")
_NUMBER_LAST = re.compile(r"([^\W\d_].*?)\s?[=:(]\s?([+-]?[0-9]{1,3})\)?")
_NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        "nicht nichts nie niemals niemand nirgends kein keine keinen keinem keiner keines weder "
        "not never none nobody nothing no cannot neither nor don doesn didn isn aren wasn won",
    )
)
_ALIKE = 0.6
"""Share of the words of an item that a heading has where it says the same, or the opposite."""


def statement(text: str) -> str:
    """Return a heading without a number before and a scale in brackets behind it.

    >>> statement("12) Ziele sind klar. (1 = nie, 5 = immer)")
    'Ziele sind klar.'
    """
    shown = plain(text)
    return _NUMBERED.sub("", parted(shown)[0], count=1) if _NUMBERED.match(shown) else parted(shown)[0]


def parted(text: str) -> tuple[str, str]:
    """Return a wording and the scale in brackets behind it; empty where there is none.

    >>> parted("Ziele sind klar (1 = nie, 5 = immer).")
    ('Ziele sind klar', '1 = nie, 5 = immer')
    """
    shown = plain(text).rstrip(" .:")
    for closing in ")]":
        before, inside = in_brackets(shown, closing)
        if inside and before and len(re.findall(r"[0-9]+", inside)) > 1:
            return before, inside
    return plain(text), ""


def points(scale: str) -> list[tuple[int, str]]:
    """Return numbers and labels of a scale as a heading tells it.

    >>> points("1 = trifft voll zu bis 5 = trifft gar nicht zu")
    [(1, 'trifft voll zu'), (5, 'trifft gar nicht zu')]
    """
    found = []
    for part in map(str.strip, _BETWEEN.split(_JOINED.sub(r"\1=", scale))):
        if first := _NUMBER_FIRST.fullmatch(part):
            found.append((int(first[1]), first[2].strip()))
        elif last := _NUMBER_LAST.fullmatch(part):
            found.append((int(last[2]), last[1].strip()))
    return found


def is_opposite(said: Sequence[str], own: Sequence[str]) -> bool:
    """Whether two wordings, as words in small letters, differ by a negation."""
    more, fewer = Counter(said) - Counter(own), Counter(own) - Counter(said)
    if len(own) - fewer.total() < _ALIKE * len(own):
        return False
    changed = {*more, *fewer}
    return negates(changed) or any(f"{un}{word}" in changed for word in changed for un in ("un", "in"))


def negates(words: Iterable[str]) -> bool:
    """Whether one of these words is a negation."""
    return not _NEGATIONS.isdisjoint(words)
