"""Kinds of single values: each turns a node into a value, or reports what is wrong."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Final

from salesex.catalogue import Word
from salesex.frozen import Frozen
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.nodes import Node


class _Invalid:
    """The type of `INVALID`."""


INVALID: Final = _Invalid()
ID_PATTERN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
NUMBER_PATTERN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
LANGUAGE_PATTERN = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
COLOUR_PATTERN = re.compile(r"#[0-9A-Fa-f]{6}")
_LANGUAGES = dict.fromkeys(("deu", "ger", "deutsch", "german"), "de") | dict.fromkeys(
    ("eng", "englisch", "english"), "en"
)
_ISO_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_GERMAN_DATE = r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})"


class Kind(ABC):
    """What may stand in one place. `name` is the key, for messages."""

    blank: Any = INVALID

    @abstractmethod
    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return the value of a node, or report and return `INVALID`."""


class Plain(Kind):
    """One text as written."""

    blank = ""
    word = "text"

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return the text, or what `convert` makes of it."""
        text = reader.scalar(node, self.word, name)
        return INVALID if text is None else self.convert(reader, node, text)

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return the value of a scalar that is not empty."""
        return text


class Text(Plain):
    """A text people read: one string, or a map of languages."""

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        """Return a string or a dict of strings by language."""
        if not hasattr(node, "value") or isinstance(node.value, str):
            reader.said.append(node)
            return super().read(reader, node, name)
        entries = reader.entries(node, name)
        if entries is None:
            return INVALID
        found, known = {}, True
        for language, (key, value) in entries.items():
            if not LANGUAGE_PATTERN.fullmatch(language):
                meant = _language(language)
                reader.report("020", key, wrong=language, **({"nearest": meant} if meant else {}))
                known = False
                continue
            text = reader.scalar(value, "text", f"{name}.{language}")
            found[language] = "" if text is None else text
            if text is not None:
                reader.said.append(value)
        if not entries:
            reader.report("019", node, what=name)
        if known and entries:
            reader.texts.append((node, frozenset(found)))
        return found


class Id(Plain):
    """An id; a wrong one is reported once and goes on as it is, so that references to it hold."""

    word = "id"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return the id."""
        if not ID_PATTERN.fullmatch(text) and text not in reader.invalid_ids:
            reader.invalid_ids.add(text)
            reader.report("012", node, value=text)
        return text


class Integer(Frozen, Plain):
    """A whole number within bounds."""

    low: int
    high: int
    blank: Any = INVALID
    word = "integer"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return an int."""
        if not re.fullmatch(r"[+-]?[0-9]+", text):
            whole = re.match(r"([0-9]{1,9})[.,]0+$", text)
            example = whole[1] if whole else str(max(self.low, 1))
            reader.drop("015", node, value=text, expected=Word("integer"), example=example)
            return INVALID
        if not _INTEGER.fullmatch(text) or not self.low <= int(text) <= self.high:
            bound = Word("at_least")
            reader.drop("016", node, value=text, bound=bound, low=self.low, high=self.high)
            return INVALID
        return int(text)


class Number(Frozen, Plain):
    """A number within bounds, both of them allowed unless `above` leaves out the lower."""

    low: float
    high: float
    above: bool = False
    word = "number"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return a finite float."""
        if not NUMBER_PATTERN.fullmatch(text):
            example = f"{self.low + (self.high - self.low) * 0.7:g}" if self.high <= 100 else "1"
            with_point = text.replace(",", ".", 1)
            comma = "," in text and NUMBER_PATTERN.fullmatch(with_point) is not None
            expected = Word("number_with_point" if comma else "number")
            reader.drop("015", node, value=text, expected=expected, example=with_point if comma else example)
            return INVALID
        value = float(text)
        above = self.low < value if self.above else self.low <= value
        if not above or value > self.high:
            bound = Word("more_than" if self.above else "at_least")
            reader.drop("016", node, value=text, bound=bound, low=self.low, high=self.high)
            return INVALID
        return value


class Points(Number):
    """A number of points from 0 to 100; one that could be meant as a share is noted."""

    def __init__(self) -> None:
        super().__init__(0, 100)

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return a float."""
        value = super().convert(reader, node, text)
        if value is not INVALID and 0 < value <= 1:
            reader.small_points.append(node)
        return value


class Flag(Plain):
    """True or false; yes, no, on and off are texts."""

    word = "flag"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return a bool."""
        if text.lower() not in {"true", "false"}:
            reader.drop("028", node, value=text)
            return INVALID
        return text.lower() == "true"


class Choice(Frozen, Plain):
    """One of some words."""

    values: Sequence[str]
    blank: Any = INVALID
    word = "choice"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return the word."""
        if text in self.values:
            return text
        reader.drop("017", node, wrong=text, known=self.values)
        return INVALID


class Date(Plain):
    """A day, as 2026-11-02 or 02.11.2026."""

    word = "date"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return a date."""
        day = parse_date(text)
        if day is None:
            reader.drop("023", node, value=text, problem=date_problem(text))
            return INVALID
        return day


class Colour(Plain):
    """A colour as #rrggbb."""

    word = "colour"

    def convert(self, reader: Reader, node: Node, text: str) -> Any:
        """Return the colour in lower case."""
        if not COLOUR_PATTERN.fullmatch(text):
            reader.report("029", node, value=text)
            return INVALID
        return text.lower()


def _language(written: str) -> str | None:
    """The code of a language that is written in capitals or as a word."""
    lower = written.strip().lower()
    return lower if LANGUAGE_PATTERN.fullmatch(lower) else _LANGUAGES.get(lower)


def date_problem(text: str) -> Word:
    """Why a text is no date: it is written otherwise, or there is no such day."""
    is_date = re.fullmatch(_ISO_DATE, text) or re.fullmatch(_GERMAN_DATE, text)
    return Word("no_such_day" if is_date else "no_date")


def parse_date(text: str) -> dt.date | None:
    """A day written as 2026-11-02 or 02.11.2026; None where it is neither."""
    if match := re.fullmatch(_ISO_DATE, text):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(_GERMAN_DATE, text):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
