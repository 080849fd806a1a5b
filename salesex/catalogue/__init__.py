"""The catalogue of issues: every code with its severity, its message and what to do about it.

Codes are Q### (questionnaire), E### (engagement) and R### (responses), never used again once given
away. 000-029 are about form, the same in all three; 030-069 say that something points nowhere or
contradicts something else; from 070 on they are about measurement. Texts live in one module per
language, here and nowhere else.
"""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from salesex.catalogue import english
from salesex.errors import Issue, Severity

Layer = Literal["form", "reference", "measurement"]
Value = str | int | float | Iterable[str]


class Word(str):
    """A word of the formats (a key of WORDS), shown in the language of the message."""

    __slots__ = ()


LONGEST_VALUE = 60
"""Characters of a value from a file that a message shows."""
LONGEST_LIST = 15
"""Names a message lists before it stops."""
FIRST_REFERENCE, FIRST_MEASUREMENT = 30, 70


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of issue; `message` and `help` are templates with named placeholders."""

    code: str
    severity: Severity
    message: str
    help: str

    @property
    def layer(self) -> Layer:
        """Which kind of rule finds it."""
        number = int(self.code[1:])
        if number < FIRST_REFERENCE:
            return "form"
        return "reference" if number < FIRST_MEASUREMENT else "measurement"

    @property
    def can_be_switched_off(self) -> bool:
        """Whether a comment may switch it off: never where the file could not be used afterwards."""
        return self.severity != "error" or self.layer == "measurement"


def _entries() -> Iterable[Entry]:
    for number, severity, message, remedy in english.FORM:
        for letter in "QER":
            yield Entry(f"{letter}{number}", severity, message, remedy)
    for code, severity, message, remedy in english.OWN:
        yield Entry(code, severity, message, remedy)


ENTRIES: dict[str, Entry] = {entry.code: entry for entry in _entries()}


def issue(
    code: str,
    *,
    file: str,
    line: int | None = None,
    column: int | None = None,
    path: str = "",
    wrong: str = "",
    known: Collection[str] = (),
    **values: Value,
) -> Issue:
    """Make the issue of one code at one place.

    Parameters
    ----------
    code : a code of the catalogue
    file, line, column, path : the place, as `Issue` describes it
    wrong, known : a name that does not exist and the names that do; the help suggests the nearest
    values : what the placeholders of message and help stand for; text from files is made harmless
    """
    entry = ENTRIES[code]
    shown = {key: _show(value) for key, value in values.items()}
    shown |= {"wrong": plain(wrong), "known": _show(sorted(known))}
    remedy = entry.help.format(**shown)
    suggestion = nearest(wrong, known)
    if suggestion is not None:
        remedy = f"{english.NEAREST.format(nearest=plain(suggestion))} {remedy}"
    return Issue(entry.severity, code, file, entry.message.format(**shown), remedy, line, column, path)


def nearest(wrong: str, known: Collection[str]) -> str | None:
    """The name most like a wrong one, ignoring case; None where none is like it."""
    return _nearest(wrong[:LONGEST_VALUE], tuple(known)) if wrong and known else None


@lru_cache(maxsize=512)
def _nearest(wrong: str, known: tuple[str, ...]) -> str | None:
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


def plain(text: str) -> str:
    """A text from a file as one harmless line: control characters escaped, cut where it is long."""
    cut = text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in cut)


def _show(value: Value) -> str:
    if isinstance(value, Word):
        return english.WORDS[value]
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    names = [plain(name) for name in value]
    rest = len(names) - LONGEST_LIST
    return ", ".join(names if rest <= 0 else [*names[:LONGEST_LIST], english.MORE.format(count=rest)])
