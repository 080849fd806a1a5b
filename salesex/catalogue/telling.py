"""Issues in words: the message and the remedy of an issue in German or English.

The texts are in one folder per language, `en/` and `de/`, with the same keys; nothing is read before
the first issue has to be told.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from salesex.errors import Fact, Issue
from salesex.frozen import Frozen

LANGUAGES = ("de", "en")
FILES = {"Q": "questionnaires", "E": "engagements", "R": "responses"}
FORM = "form"
WORDS = "words"


class Word(str):
    """A word of the formats (a key of the words), told in the language of the message."""

    __slots__ = ()


class Phrase(Word):
    """A word with fields that are filled with the other facts of the issue."""

    __slots__ = ()


class Hidden(str):
    """The length of a text that is not told, since it may be what somebody said in confidence."""

    __slots__ = ()


class Told(Frozen):
    """What is wrong, and what to do about it."""

    message: str
    help: str


def tell(issue: Issue, language: str = "en") -> Told:
    """Return the words for an issue; English where salesex has no words in the language."""
    spoken = language if language in LANGUAGES else "en"
    words = texts(spoken, WORDS)
    facts = dict(issue.facts)
    suggestion = facts.pop("nearest", None)
    shown = {"wrong": "", "known": ""} | {key: _shown(fact, words) for key, fact in facts.items()}
    if issue.code.startswith("R") and "date" in shown:  # elsewhere it is quoted as it stands in a file
        shown["date"] = _day(shown["date"], words["months"])
    for key, fact in facts.items():
        if isinstance(fact, Phrase):
            shown[key] = shown[key].format(**shown)
    entry = text_of(issue.code, spoken)
    remedy = shown["instead"] if "instead" in facts else entry["help"].format(**shown)
    if suggestion is not None:
        remedy = f"{words['nearest'].format(nearest=suggestion)} {remedy}"
    message = entry["message"].format(**shown)
    for key, fact in facts.items():
        if isinstance(fact, Hidden):
            quoted = f"`{shown[key]}`"
            message = message.replace(quoted, shown[key] if message.startswith(quoted) else f"({shown[key]})")
    return Told(message, remedy)


def text_of(code: str, language: str) -> dict[str, str]:
    """Return the templates of one code by what they are for: `message`, `help`."""
    found: dict[str, str] | None = texts(language, FILES[code[0]]).get(code)
    return found if found is not None else texts(language, FORM)[code[1:]]


@cache
def texts(language: str, name: str) -> dict[str, Any]:
    """Return one file of texts."""
    import tomllib

    path = Path(__file__).parent / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _day(day: str, months: list[str]) -> str:
    """A day such as 2026-11-02 in running text, where a language has names of months for it."""
    year, month, number = (*day.split("-"), "", "")[:3]
    if not (months and month.isdecimal() and number.isdecimal()):
        return day
    return f"{int(number)}. {months[int(month) - 1]} {year}"


def _shown(fact: Fact, words: dict[str, Any]) -> str:
    if isinstance(fact, Word):
        return str(words["words"][fact])
    if isinstance(fact, Hidden):
        return str(words["hidden"].format(length=fact))
    if isinstance(fact, str):
        return fact
    names, more = fact
    return ", ".join([*names, words["more"].format(count=more)] if more else names)
