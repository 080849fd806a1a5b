"""The catalogue of issues: every code with its severity, and how an issue is made and told.

Codes are Q### (questionnaire), E### (engagement) and R### (responses), never used again once given
away. 000-029 are about form, the same in all three; 030-069 say that something points nowhere or
contradicts something else; from 070 on they are about measurement. `codes` has the severities, one
folder per language the words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from salesex.catalogue import codes
from salesex.catalogue.names import names_of, nearest
from salesex.catalogue.telling import Hidden, Phrase, Told, Word, tell
from salesex.errors import Fact, Issue, Severity
from salesex.frozen import Frozen

__all__ = [
    "ENTRIES",
    "Entry",
    "Hidden",
    "Phrase",
    "Told",
    "Value",
    "Word",
    "issue",
    "nearest",
    "plain",
    "tell",
]

Layer = Literal["form", "reference", "measurement"]
Value = str | int | float | Iterable[str]

LONGEST_VALUE = 60
"""Characters of a value from a file that a message shows."""
LONGEST_LIST = 15
"""Names a message lists before it stops."""
FIRST_REFERENCE, FIRST_MEASUREMENT = 30, 70


class Entry(Frozen):
    """One kind of issue."""

    code: str
    severity: Severity

    @property
    def layer(self) -> Layer:
        """Which kind of rule finds it."""
        number = int(self.code[1:])
        if number < FIRST_REFERENCE:
            return "form"
        is_reference = number < FIRST_MEASUREMENT or self.code in codes.COLLECTING
        return "reference" if is_reference else "measurement"

    @property
    def can_be_switched_off(self) -> bool:
        """Whether a comment may switch it off: never where the file could not be used afterwards."""
        if self.code in codes.ABOUT_FILES or self.code in codes.COLLECTING:
            return False
        return self.severity != "error" or self.layer == "measurement"


ENTRIES: dict[str, Entry] = {code: Entry(code, severity) for code, severity in codes.severities().items()}


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
    facts = [(key, _fact(value)) for key, value in values.items()]
    if wrong or known:
        facts += [("wrong", _fact(wrong)), ("known", _listed(names_of(known).ordered))]
        suggestion = None if isinstance(wrong, Hidden) else nearest(wrong, known)
        if suggestion is not None:
            facts.append(("nearest", plain(suggestion)))
    return Issue(ENTRIES[code].severity, code, file, line, column, path, tuple(facts))


def plain(text: str) -> str:
    """A text from a file as one harmless line: control characters escaped, cut where it is long."""
    cut = text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in cut)


def _fact(value: Value) -> Fact:
    if isinstance(value, Word | Hidden):
        return value
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return _listed(list(value))


def _listed(names: Sequence[str]) -> Fact:
    return tuple(map(plain, names[:LONGEST_LIST])), max(0, len(names) - LONGEST_LIST)
