"""The words of a report in one language: fixed words, sentence templates, counts and lists."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from salesex.reports import formats
from salesex.reports.drawing import MESSAGE
from salesex.reports.metrics import width, wrap


@cache
def texts_of(language: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """All texts of one language by key, and the counts from none to twelve in words."""
    path = files("salesex.reports.wording") / f"{language}.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return read["texts"], tuple(read["counts"])


MESSAGE_WIDTH = 158.0
"""Width in mm of a message at 22 points."""
MOST_CHARACTERS = 120
"""Longest text of a statement that is repeated inside a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence chosen by a rule: the key of its template and the values that go into it."""

    key: str
    values: dict[str, object]


def sentence(key: str, /, **values: object) -> Sentence:
    """Make a Sentence."""
    return Sentence(key, values)


def fits(text: str) -> bool:
    """Whether a message needs no more than two lines."""
    return len(wrap(text, MESSAGE_WIDTH, MESSAGE, 300)) <= 2


def balanced(text: str, limit: float = MESSAGE_WIDTH, size: float = MESSAGE) -> str:
    """Break a message of two lines at a semicolon, else where both are most alike.

    A message that needs more is broken into lines as short as their number allows. `limit` is the
    width in mm it has at `size` points.
    """

    def wide(text: str) -> float:
        return width(text, size, 300)

    lines = wrap(text, limit, size, 300)
    if len(lines) > 2:
        return _narrowed(text, len(lines), limit, size)
    if len(lines) < 2:
        return text
    words = text.split(" ")
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [pair for pair in breaks if max(wide(line) for line in pair) <= limit]
    at_pause = [pair for pair in fitting if pair[0].endswith(";")]
    found = min(at_pause or fitting, key=lambda pair: abs(wide(pair[0]) - wide(pair[1])), default=None)
    return text if found is None else "\n".join(found)


def _narrowed(text: str, most: int, limit: float, size: float) -> str:
    narrow = max(width(word, size, 300) for word in text.split(" "))
    if narrow > limit:
        return text
    while limit - 2 > narrow and len(wrap(text, limit - 2, size, 300)) <= most:
        limit -= 2
    return "\n".join(wrap(text, limit, size, 300))


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a report says in one language; values are put in as text and never read as a template."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """Return one text with its values put in.

        Raises
        ------
        KeyError : there is no such text, or a value is missing
        """
        return texts_of(self.language)[0][key].format(**values)

    def say(self, chosen: Sentence) -> str:
        """Return a chosen sentence."""
        return self(chosen.key, **chosen.values)

    def in_words(self, count: int, capital: bool = False) -> str:
        """A count in words up to twelve ("drei"), in figures above."""
        names = texts_of(self.language)[1]
        word = names[count] if 0 <= count < len(names) else str(count)
        return word[:1].upper() + word[1:] if capital else word

    def count(self, count: int, noun: str, capital: bool = False) -> str:
        """A counted noun ("eine Aussage", "drei Aussagen") from the texts `noun.<noun>.one` and `.many`."""
        if count == 1:
            text = self(f"noun.{noun}.one")
            return text[:1].upper() + text[1:] if capital else text
        return f"{self.in_words(count, capital)} {self(f'noun.{noun}.many')}"

    def n(self, *counts: int | None) -> str:
        """Write one n, or the range of several: "n = 46", "n = 44 bis 46"."""
        known = sorted({count for count in counts if count is not None})
        if not known:
            return ""
        low, high = known[0], known[-1]
        return self("n", n=low) if low == high else self("n.range", low=low, high=high)

    def series(self, parts: Sequence[str]) -> str:
        """Join words to a list: "A, B und C"."""
        return formats.listed(parts, self.language)

    def heading(self, chosen: Sentence) -> str:
        """A chosen sentence as a message: broken into two even lines where it needs two."""
        return balanced(self.say(chosen))

    def range(self, low: str, high: str) -> str:
        """Where scores lie: "zwischen 40 und 45 Punkten", or "bei 40 Punkten" where both are alike."""
        return self("range.at", score=low) if low == high else self("range", low=low, high=high)

    def points(self, value: float) -> str:
        """Counted points: "15 Punkte", "1 Punkt", "weniger als 1 Punkt"."""
        shown = self.score(value)
        if shown == "0":
            return self("points.none")
        return self("points.one") if shown == "1" else self("points.many", points=shown)

    def cited(self, text: str) -> str:
        """A statement in quotation marks, without its full stop and, if long, cut after a word."""
        text = text.rstrip(".")
        if len(text) > MOST_CHARACTERS:
            text = text[:MOST_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
        return self.quoted(text)

    def quoted(self, text: str) -> str:
        """Put a text in this language's quotation marks."""
        return formats.quoted(text, self.language)

    def score(self, value: float) -> str:
        """Write a score as an integer."""
        return formats.score(value)

    def below(self, value: float, *limits: float) -> str:
        """Write a score so that what misses a limit never seems to reach it: 69.6 is "69,6", not "70"."""
        text = self.score(value)
        if any(value < limit and text == self.score(limit) for limit in limits):
            return self.decimal(math.floor(10 * value) / 10)
        return text

    def signed(self, value: float) -> str:
        """Write a gap with its sign: "+23", "−17"."""
        return formats.signed(value, self.language)

    def gap(self, a: float, b: float) -> str:
        """Write the gap of two scores as it stands between their rounded figures."""
        return self.signed(float(formats.rounded(a) - formats.rounded(b)))

    def width_of_gap(self, a: float, b: float) -> str:
        """Write how far two rounded scores are apart, without a sign."""
        return self.score(abs(float(formats.rounded(a) - formats.rounded(b))))

    def decimal(self, value: float, decimals: int = 1) -> str:
        """Write a number with decimals: "12,5"."""
        return formats.number(value, self.language, decimals)

    def percent(self, value: float) -> str:
        """Write a share given in percent: "70 %"."""
        return formats.percent(value, self.language)

    def long_date(self, day: str | date) -> str:
        """Write a date for running text."""
        return formats.long_date(day, self.language)

    def short_date(self, day: str | date) -> str:
        """Write a date for tables."""
        return formats.short_date(day, self.language)
