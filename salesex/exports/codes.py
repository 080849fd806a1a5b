"""By which code a person of an export goes: one she was given, else a pseudonym that stays the same."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence

from salesex.exports.plain import key
from salesex.model.exports import Column

GIVEN = tuple(
    map(
        key,
        (
            "respondent",
            "code",
            "kennung",
            "token",
            "zugangscode",
            "zugangsschlüssel",
            "zugriffscode",
            "access code",
            "teilnehmer",
            "teilnehmercode",
        ),
    )
)
"""Headings of codes that people were given, in the order they are asked; others are numbers of answers."""
_CODE = re.compile(r"[^\s@]{1,64}")
_BARE_NUMBER = re.compile(r"[0-9]{1,8}(?:[.,]0+)?")
_SIGNS = 8


def in_order(columns: Iterable[Column], named: Iterable[Column]) -> list[tuple[Column, bool]]:
    """Return the columns of codes, those that people were given first, each with whether it is one.

    Parameters
    ----------
    columns : columns with the role of a respondent
    named : of these, the ones that only a map names
    """
    chosen = {column.at for column in named}
    ranked = [(-1 if column.at in chosen else _rank(column), column) for column in columns]
    ranked.sort(key=lambda pair: (pair[0], pair[1].names))
    return [(column, rank < len(GIVEN)) for rank, column in ranked]


def _rank(column: Column) -> int:
    """Which of the headings of given codes a column has; the number of them for none."""
    names = set(map(key, column.names))
    return next((rank for rank, name in enumerate(GIVEN) if name in names), len(GIVEN))


def given(cells: Iterable[tuple[str, bool]]) -> tuple[str, str]:
    """Return the code of a row and, where it has none, the number of its answer.

    An address or a name is neither. A short number says nothing outside its own survey: two of them
    both have a 1.

    Parameters
    ----------
    cells : the texts of the columns of codes, each with whether people were given it
    """
    for text, is_given in cells:
        text = text.strip()
        if not _CODE.fullmatch(text):
            continue
        if is_given or not _BARE_NUMBER.fullmatch(text):
            return text, ""
        return "", text
    return "", ""


def pseudonym(source: str, parts: Sequence[str]) -> str:
    """Return a code made of what tells a row apart; the same parts give the same code."""
    digest = hashlib.sha256("\x1f".join((source, *parts)).encode()).digest()
    return "x" + base64.b32encode(digest).decode("ascii").lower()[:_SIGNS]
