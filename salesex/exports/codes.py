"""Codes that people of an export were given, and what else stands in such columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from salesex.exports.plain import key
from salesex.model.codes import CODE_HEADINGS
from salesex.model.exports import Column

GIVEN = tuple(map(key, CODE_HEADINGS))
"""Headings of codes that people were given, in the order they are asked; others are numbers of answers."""
_CODE = re.compile(r"(?![0-9]+[.,][0-9]*E\+?[0-9]+$)[^\s@]{1,64}", re.IGNORECASE)
"""An address is none, nor is what Excel makes of a long number, 1,18402E+11: many people have the same."""
_BARE_NUMBER = re.compile(r"([0-9]{1,8})(?:[.,]0+)?")
_PHONE = re.compile(r"(?=(?:[^0-9]*[0-9]){7})(?:\+|0)[0-9 ()/.-]+")


def is_given(column: Column) -> bool:
    """Whether a column holds codes that people were given, by its heading."""
    return _rank(column) < len(GIVEN)


def in_order(columns: Iterable[Column]) -> list[Column]:
    """Return columns of codes in the order they are asked, whatever that of the table."""
    return sorted(columns, key=lambda column: (_rank(column), column.names))


def is_code(text: str, listed: Collection[str] = ()) -> bool:
    """Whether a text is a code: it is on the list, or has a digit and is no address or phone number.

    >>> [is_code(text) for text in ("KX4P7MW", "Müller", "-", "a1@b.de", "+491701234567", "0170 1234567")]
    [True, False, False, False, False, False]
    """
    if text in listed:
        return True
    has_digit = any(sign.isdecimal() for sign in text)
    return has_digit and _CODE.fullmatch(text) is not None and _PHONE.fullmatch(text) is None


def given(codes: Iterable[str], numbers: Iterable[str], listed: Collection[str] = ()) -> tuple[str, str]:
    """Return the code of a row and, where it has none, the number of its answer.

    An address or a name is neither. A short number says nothing outside its own survey: two of them
    both have a 1. A long one is as good as a code.
    """
    found = next((code for code in codes if is_code(code, listed)), "")
    if found:
        return found, ""
    number = next((number for number in numbers if _CODE.fullmatch(number)), "")
    bare = _BARE_NUMBER.fullmatch(number)
    if bare:
        return "", bare[1]
    return (number, "") if is_code(number) else ("", number)


def _rank(column: Column) -> int:
    """Which of the headings of given codes a column has; the number of them for none."""
    names = set(map(key, column.names))
    return next((rank for rank, name in enumerate(GIVEN) if name in names), len(GIVEN))
