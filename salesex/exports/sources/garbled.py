"""Texts whose umlauts went through a wrong code page: `zurÃ¼ck`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesex import catalogue
from salesex.errors import Issue
from salesex.model.exports import Export, RawTable

_SIGNS = "äöüÄÖÜß–„“”’é\u00a0"
_PAGES = ("cp1252", "latin-1", "mac_roman", "cp850")
"""Code pages that Excel and editors take a file in UTF-8 for."""


def _misread(sign: str) -> Iterator[str]:
    data = sign.encode("utf-8")
    for page in _PAGES:
        try:
            once = data.decode(page)
        except UnicodeDecodeError:  # cp1252 has no sign for five bytes; latin-1 has
            continue
        yield once
        if page == "cp1252":
            yield once.encode("utf-8").decode(page, "ignore")  # it happened twice


_GARBLED = re.compile(
    "|".join(sorted({re.escape(text) for sign in _SIGNS for text in _misread(sign)}, key=len, reverse=True))
    + r"|(?<=\w)\ufffd|\ufffd(?=\w)"
)
_RIGHT = re.compile("[äöüÄÖÜß]")
_FEW = 2
"""Rows of answers that say it as well as one heading: a single one may be what somebody has pasted."""
_LONGEST = 40


def garbled(table: RawTable, export: Export) -> Issue | None:
    """Return what is wrong with a table whose umlauts are garbled, at the first place; else None."""
    rows = range(len(table.rows))
    found = [(at, column) for at in rows if (column := _first(table.rows[at])) is not None]
    if not found:
        return None
    at, column = found[0]
    if at >= export.first and (len(found) < _FEW or any(map(_RIGHT.search, _cells(table)))):
        return None
    text = table.rows[at][column]
    said = list(filter(_GARBLED.search, text.split())) if at < export.first else _GARBLED.findall(text)
    shown = "".join(filter(str.isprintable, next(iter(said), text)))[
        :_LONGEST
    ]  # of an answer no word is told
    return catalogue.issue("R129", file=table.file, line=table.lines[at], column=column + 1, garbled=shown)


def _first(row: tuple[str, ...]) -> int | None:
    return next((index for index, text in enumerate(row) if _GARBLED.search(text)), None)


def _cells(table: RawTable) -> Iterator[str]:
    return (text for row in table.rows for text in row)
