"""Texts of cells and notes of a workbook, changed where they stand; all else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

from salesex.surveys.removal.sheets import titles
from salesex.surveys.removal.workbook_cuts import is_workbook, packed, parts_of

_TEXT = re.compile(rb"(<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>)([^<]*)(?=</)")
_WHOLE = re.compile(rb"<((?:\w+:)?(?:si|is|text))(?:\s[^>]*)?>.*?</\1>", re.DOTALL)
_BETWEEN_RUNS = re.compile(
    rb"</(?:\w+:)?t>\s*</(?:\w+:)?r>\s*<(?:\w+:)?r(?:\s[^>]*)?>\s*"
    rb"(?:<(?:\w+:)?rPr(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?rPr>)\s*)?<(?:\w+:)?t(?:\s[^>]*)?(?<!/)>",
    re.DOTALL,
)
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]+[0-9]+)"[^>]*(?<!/)>.*?</(?:\w+:)?c>', re.DOTALL)
_HOLDS_TEXTS = re.compile(
    r"xl/(?:sharedStrings\.xml|worksheets/[^/]+\.xml|comments[^/]*\.xml|comments/[^/]+\.xml"
    r"|threadedComments/[^/]+\.xml)"
)


def joined(part: bytes) -> bytes:
    """Return a part of a document with the runs of every text put together, as a person reads them.

    They are in the format of the first.
    """
    return _BETWEEN_RUNS.sub(b"", part)


def with_texts(data: bytes, changed: Callable[[str], str]) -> bytes | None:
    """Return a workbook whose texts are changed, shared and inline ones and those of notes.

    Numbers, formulas and their stored values stay, and so do names of sheets. None where it is no
    workbook, or cannot be read.

    Parameters
    ----------
    changed : gives the new text for a text, both as XML writes it
    """
    if not is_workbook(data):
        return None

    def exchanged(found: re.Match[bytes]) -> bytes:
        return found[1] + changed(found[2].decode("utf-8")).encode("utf-8")

    def whole(found: re.Match[bytes]) -> bytes:
        each = joined(_TEXT.sub(exchanged, found[0]))
        return each if _TEXT.sub(exchanged, each) != each else found[0]

    try:
        parts = parts_of(data)
        for name in filter(_HOLDS_TEXTS.fullmatch, list(parts)):
            parts[name] = _WHOLE.sub(whole, parts[name])
            parts[name] = _TEXT.sub(exchanged, parts[name])
    except ValueError:
        return None
    return packed(data, parts)


def places(data: bytes, held: Callable[[bytes], int]) -> list[str]:
    """Return where in a workbook something is held: cells, such as `Tabelle1!C2`, else names of parts."""
    if not is_workbook(data):
        return []
    try:
        parts = parts_of(data)
    except ValueError:
        return []
    named, found = titles(parts), list[str]()
    for name, part in parts.items():
        if held(part):
            cells = [cell[1].decode() for cell in _CELL.finditer(part) if held(cell[0])]
            found += [f"{named.get(name, name)}!{cell}" for cell in cells] or [name]
    return found
