"""Values of a finding as texts."""

from __future__ import annotations

from salesex.reports.wording.measures import Told
from salesex.reports.wording.words import Words


def title(one: Told, key: str = "dimension") -> str:
    """The name of what a value is the id of."""
    return one.view.names.get(one.text_value(key), "")


def score(one: Told, words: Words, key: str) -> str:
    """A value as a score, a dash where it is hidden."""
    value = one.number_value(key)
    return "–" if value is None else words.score(value)


def n(one: Told, words: Words, key: str = "n") -> str:
    """A value as an n."""
    value = one.number_value(key)
    return words.n(None if value is None else int(value))


def capital(text: str) -> str:
    """A text that begins a sentence."""
    return text[:1].upper() + text[1:]
