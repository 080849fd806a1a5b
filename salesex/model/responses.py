"""Responses: every answer of an engagement as one matrix, respondents by items."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Literal

Mode = Literal["self", "moderated", "consensus", "desk"]
MODES: tuple[Mode, ...] = ("self", "moderated", "consensus", "desk")

MISSING = -128
"""Cell without an answer."""
NO_ANSWER = -127
"""Cell with "cannot judge"; a different thing from a missing answer."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered; the code never leaves the reading and sorting of answers."""

    code: str
    group: str
    unit: str | None = None
    mode: Mode = "self"


@dataclass(frozen=True, slots=True)
class Comment:
    """A free text, on one item or on the whole (`item` None)."""

    respondent: int
    item: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Responses:
    """Answers as written, on the raw scale.

    `respondents` are sorted by group (in the engagement's order) and code. `answers` has one signed
    byte per cell, row by row (shape: respondents x items), holding the raw answer, `MISSING` or
    `NO_ANSWER`. `files` counts the response files, `sha256` hashes the sorted hashes of their bytes.
    `plain` names items and groups of which no more than means may be told, because of earlier reports.
    """

    respondents: tuple[Respondent, ...]
    items: tuple[str, ...]
    answers: array[int]
    comments: tuple[Comment, ...] = ()
    files: int = 0
    sha256: str = ""
    plain: frozenset[tuple[str, str]] = frozenset()
