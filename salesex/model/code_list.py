"""The list of codes as a file: which group each was made for, never whose it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from salesex.errors import CannotRunError
from salesex.model.codes import Code

COLUMNS = ("group", "code", "made_on")
CODES_FILE = "private/codes.csv"
_OWN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,58}[A-Za-z0-9])?")
"""Codes that somebody else made: what can stand in the name of a file."""


def codes_csv(codes: Iterable[Code]) -> bytes:
    """Return the list as CSV, by group and code: nothing tells in which order they were made."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(codes, key=lambda one: (one.group, one.code)):
        writer.writerow([one.group, one.code, one.made_on])
    return out.getvalue().encode()


def read_codes(data: bytes, file: str) -> tuple[Code, ...]:
    """Read a list of codes, also as a spreadsheet has saved it, and codes of one's own in it.

    Raises
    ------
    CannotRunError : it is no such list; nothing of it may be lost, so nobody goes on without it
    """
    try:
        return tuple(_codes(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise CannotRunError(
            f"{file} is no list of codes: {error}",
            "Mend the line, or put the list back from a backup. Without it codes handed out stay unknown.",
        ) from error


def _codes(text: str) -> Iterator[Code]:
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    if tuple(next(rows, ())) != COLUMNS:
        raise ValueError(f"its first line is not {';'.join(COLUMNS)}")
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) != len(COLUMNS):
            raise ValueError(f"line {number} has {len(row)} instead of {len(COLUMNS)} columns")
        if not row[0] or not _OWN.fullmatch(row[1]):
            raise ValueError(f"line {number} has no group, or a code with other signs than A-Z, 0-9, - and _")
        yield Code(*row)
