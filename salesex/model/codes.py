"""Pseudonymous codes for those who answer: random, without order, and a typing mistake shows."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LETTERS = "CDFGHJKMNPRTVWXY"
"""No vowels, so no words come about; no letter that looks like a digit or another letter."""
SIGNS = LETTERS + "2345789"
"""23 of them: a prime, so that one wrong sign and two exchanged ones change the check sign."""
LENGTH = 6
"""Random signs in a code, of which the first is a letter: no spreadsheet takes a code for a number."""
CODE_HEADINGS = (
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
)
"""Headings in exports of codes that people were given, in the order they are asked."""
_MADE = re.compile("x[a-z2-7]{8}")
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


def is_made(text: str) -> bool:
    """Whether a text is built like a pseudonym that we make where an export has no codes.

    >>> is_made("xtyjxpdrq"), is_made("xaver")
    (True, False)
    """
    return _MADE.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Whether a text is a code that new_code may have made, without a slip in it.

    >>> is_code("KX4P7MW"), is_code("KX4P7NW"), is_code("K4XP7MW")
    (True, False, False)
    """
    body, last = text[:LENGTH], text[LENGTH:]
    if len(body) < LENGTH or body[0] not in LETTERS or not set(body) <= set(SIGNS):
        return False
    return last == check_sign(body)


def code_of(data: bytes) -> str:
    """Return a code for a form that has none: the same form gives the same one, another form another.

    >>> code_of(b"form") == code_of(b"form") != code_of(b"other")
    True
    """
    signs = iter(hashlib.sha512(data).digest())
    return new_code(lambda choices: choices[next(signs) % len(choices)])


def is_misspelt(text: str) -> bool:
    """Whether a text has the signs of a code, and a slip in it; small letters are none here.

    >>> [is_misspelt(text) for text in ("KX4P7MW", "KX4P7NW", "kx4p7nw", "K1")]
    [False, True, True, False]
    """
    large = text.upper()
    return len(text) == LENGTH + 1 and set(large) <= set(SIGNS) and not is_code(large)


def meant_by(text: str, codes: Iterable[str]) -> str | None:
    """Return the first of the codes that a text is but for one slip, or for small letters.

    Codes that salesex did not make are no measure: `K1` and `K2` are two people.

    >>> [meant_by(text, ["KX4P7MW", "K1"]) for text in ("kx4p7mw", "XK4P7MW", "KX47MW", "KX4P7MM", "K2")]
    ['KX4P7MW', 'KX4P7MW', 'KX4P7MW', 'KX4P7MW', None]
    """
    large = text.upper()
    near = (code for code in codes if abs(len(code) - len(large)) <= 1 and is_code(code))
    return next((code for code in near if _is_one_slip(large, code)), None)


def _is_one_slip(one: str, other: str) -> bool:
    """Whether a sign is wrong, missing or too many, or two neighbours are exchanged."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    mine, theirs = one[start:], other[start:]
    if mine[1:] == theirs[1:] or mine[1:] == theirs or mine == theirs[1:]:
        return True
    return mine[:2] == theirs[:2][::-1] and mine[2:] == theirs[2:]
