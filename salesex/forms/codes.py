"""Pseudonymous codes for those who answer: random, without order, and a typing mistake shows.

The list of codes says which group a code was made for, never whose it is.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from salesex.errors import CannotRunError

LETTERS = "CDFGHJKMNPRTVWXY"
"""No vowels, so no words come about; no letter that looks like a digit or another letter."""
SIGNS = LETTERS + "2345789"
"""23 of them: a prime, so that one wrong sign and two exchanged ones change the check sign."""
LENGTH = 6
"""Random signs in a code, of which the first is a letter: no spreadsheet takes a code for a number."""
COLUMNS = ("group", "code", "made_on")
Choose = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Code:
    """One code, the group it was made for, and the day (ISO 8601)."""

    group: str
    code: str
    made_on: str


def new_code(choose: Choose = secrets.choice) -> str:
    """Return a random code; `choose` picks one sign of several.

    >>> new_code(lambda signs: signs[0])
    'CCCCCCC'
    """
    body = choose(LETTERS) + "".join(choose(SIGNS) for _ in range(LENGTH - 1))
    return body + check_sign(body)


def check_sign(body: str) -> str:
    """Return the sign that ends a code: the sum of its signs, each times its position, modulo 23.

    >>> check_sign("KX4P7M")
    'W'
    """
    total = sum(at * SIGNS.index(sign) for at, sign in enumerate(body, start=1))
    return SIGNS[total % len(SIGNS)]


def is_code(text: str) -> bool:
    """Whether a text is a code that new_code may have made, without a slip in it.

    >>> is_code("KX4P7MW"), is_code("KX4P7NW"), is_code("K4XP7MW")
    (True, False, False)
    """
    body, last = text[:LENGTH], text[LENGTH:]
    if len(body) < LENGTH or body[0] not in LETTERS or not set(body) <= set(SIGNS):
        return False
    return last == check_sign(body)


def with_codes(
    codes: Iterable[Code], group: str, count: int, today: str, choose: Choose = secrets.choice
) -> tuple[Code, ...]:
    """Return the codes with as many for a group as are wanted; those there are stay.

    Parameters
    ----------
    count : codes the group shall have at least
    today : the day new ones are made on (ISO 8601)
    """
    known = list(codes)
    taken = {one.code for one in known}
    have = sum(one.group == group for one in known)
    while have < count:
        code = new_code(choose)
        if code not in taken:
            taken.add(code)
            known.append(Code(group, code, today))
            have += 1
    return tuple(known)


def codes_csv(codes: Iterable[Code]) -> bytes:
    """Return the list as CSV, by group and code: nothing tells in which order they were made."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(codes, key=lambda one: (one.group, one.code)):
        writer.writerow([one.group, one.code, one.made_on])
    return out.getvalue().encode()


def read_codes(data: bytes, file: str) -> tuple[Code, ...]:
    """Read a list of codes, also as a spreadsheet has saved it.

    Raises
    ------
    CannotRunError : it is no such list; nothing of it may be lost, so nobody goes on without it
    """
    try:
        return tuple(_codes(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise CannotRunError(
            f"{file} is no list of codes: {error}",
            "Put it back from a backup. Without one, delete it; codes handed out before then stay unknown.",
        ) from error


def _codes(text: str) -> Iterator[Code]:
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    if tuple(next(rows, ())) != COLUMNS:
        raise ValueError(f"its first line is not {';'.join(COLUMNS)}")
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) != len(COLUMNS) or not row[0] or not is_code(row[1]):
            raise ValueError(f"line {number} has no group, or no code of salesex")
        yield Code(*row)
