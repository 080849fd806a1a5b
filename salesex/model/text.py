"""Text a person reads: one string for all languages, or one string per language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

Text = str | dict[str, str]
"""A plain string serves every language; a mapping has one entry per language code."""

LANGUAGES = ("de", "en")
"""Languages reports and forms can be made in."""
MONTHS = {
    "de": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}


def in_language(text: Text, language: str) -> str:
    """Return the text in one language.

    Raises
    ------
    KeyError : the text is a mapping without that language
    """
    return text if isinstance(text, str) else text[language]


def texts_in(text: Text) -> tuple[str, ...]:
    """Return the text in every language it has."""
    return (text,) if isinstance(text, str) else tuple(text.values())


def languages_of(text: Text) -> frozenset[str] | None:
    """Languages a text has, or None where it serves all."""
    return None if isinstance(text, str) else frozenset(text)


def with_organisation(text: str, client: str) -> str:
    """Put the client's name where a text says `{organisation}`; every other brace stays text."""
    return text.replace("{organisation}", client)


def common_languages(texts: Iterable[Text]) -> frozenset[str] | None:
    """Languages that all texts have; None where every text serves all."""
    found = [have for have in map(languages_of, texts) if have is not None]
    return frozenset.intersection(*found) if found else None


def titles_of(things: Mapping[str, Text], language: str) -> dict[str, str]:
    """Titles by id in one language."""
    return {key: in_language(text, language) for key, text in things.items()}


def day_in_words(day: dt.date, language: str) -> str:
    """Write a date for running text: `2. November 2026`, `2 November 2026`."""
    dot = "." if language == "de" else ""
    return f"{day.day}{dot} {MONTHS[language].split(',')[day.month - 1]} {day.year}"
