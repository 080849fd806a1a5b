"""Texts whose umlauts went through a wrong code page: `zurÃ¼ck`, or from a Mac or DOS page `zurŸck`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesex import catalogue
from salesex.errors import Issue
from salesex.model.exports import Export, RawTable

_SIGNS = "äöüÄÖÜß–„“”’é\u00a0"
_PAGES = ("cp1252", "latin-1", "mac_roman", "cp850", "cp1250")
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
_OTHER_PAGE = re.compile(
    r"(?<=[A-Za-z])[Ÿ§†‡](?=[a-zšŸ§])|(?<![^\W_])[Ÿ†](?=[a-z]{2})|(?<=[a-zšŠŸ]{2})§(?![^\W_])"  # Macintosh
    r"|(?<=[a-z])[„”](?=[a-zá])|(?<![^\W_])[Ž™](?=[a-z]{2}.*[„”á])"  # DOS
)
"""What Excel writes as CSV for Macintosh or MS-DOS, read as Windows-1252, and nobody writes inside a word."""
_MAYBE = re.compile(r"(?<=[A-Za-z])[šŠá](?=[a-z])")
"""The same, but names of other languages have them, too: it says something in headings alone."""
_FOREIGN = re.compile("[čřžćđěůýíñóúČŘŽĆ]")
_RIGHT = re.compile("[äöüÄÖÜß]")
_FEW = 2
"""Rows of answers that say it as well as one heading: a single one may be what somebody has pasted."""
_LONGEST = 40


def garbled(table: RawTable, export: Export) -> Issue | None:
    """Return what is wrong with a table whose umlauts are garbled, at the first place; else None."""
    return _by(_GARBLED, table, export) or _of_other_page(table, export)


def _of_other_page(table: RawTable, export: Export) -> Issue | None:
    """What is wrong with a table from a Macintosh or DOS: no umlaut of it is right."""
    cells = list(_cells(table))
    if any(map(_RIGHT.search, cells)):
        return None
    heads = "\n".join(cell for row in table.rows[: export.first] for cell in row)
    is_sure = _OTHER_PAGE.search(heads) or sum(len(_OTHER_PAGE.findall(cell)) for cell in cells) >= _FEW
    if is_sure:
        return _at_first(_OTHER_PAGE, table, export)
    if _MAYBE.search(heads) and not any(map(_FOREIGN.search, cells)):
        return _at_first(_MAYBE, table, export)
    return None


def _by(signs: re.Pattern[str], table: RawTable, export: Export) -> Issue | None:
    """What is wrong by signs in a heading, or in some rows of a table that has no right umlaut."""
    found = [at for at, row in enumerate(table.rows) if _first(signs, row) is not None]
    if not found:
        return None
    if found[0] >= export.first and (len(found) < _FEW or any(map(_RIGHT.search, _cells(table)))):
        return None
    return _at_first(signs, table, export)


def _at_first(signs: re.Pattern[str], table: RawTable, export: Export) -> Issue:
    places = ((at, column) for at, row in enumerate(table.rows) if (column := _first(signs, row)) is not None)
    at, column = next(places)
    text = table.rows[at][column]
    said = list(filter(signs.search, text.split())) if at < export.first else signs.findall(text)
    shown = "".join(filter(str.isprintable, next(iter(said), text)))[
        :_LONGEST
    ]  # of an answer no word is told
    return catalogue.issue("R129", file=table.file, line=table.lines[at], column=column + 1, garbled=shown)


def _first(signs: re.Pattern[str], row: tuple[str, ...]) -> int | None:
    return next((index for index, text in enumerate(row) if signs.search(text)), None)


def _cells(table: RawTable) -> Iterator[str]:
    return (text for row in table.rows for text in row)
