"""Texts of cells and notes of a workbook, changed where they stand; all else stays as it was."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from salesex.surveys.removal.workbook_cuts import is_workbook, packed, parts_of

_TEXT = re.compile(rb"(<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>)([^<]*)(?=</)")
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]+[0-9]+)"[^>]*(?<!/)>.*?</(?:\w+:)?c>', re.DOTALL)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_HOLDS_TEXTS = re.compile(
    r"xl/(?:sharedStrings\.xml|worksheets/[^/]+\.xml|comments[^/]*\.xml|comments/[^/]+\.xml"
    r"|threadedComments/[^/]+\.xml)"
)


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

    try:
        parts = parts_of(data)
        for name in filter(_HOLDS_TEXTS.fullmatch, list(parts)):
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
    titles, found = _titles(parts), list[str]()
    for name, part in parts.items():
        if held(part):
            cells = [cell[1].decode() for cell in _CELL.finditer(part) if held(cell[0])]
            found += [f"{titles.get(name, name)}!{cell}" for cell in cells] or [name]
    return found


def _titles(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Titles of sheets by the names of their parts."""
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        target = _attribute(tag, b"Target").removeprefix("/xl/")
        targets[_attribute(tag, b"Id")] = f"xl/{target}"
    sheets = _SHEET.findall(parts.get("xl/workbook.xml", b""))
    return {targets.get(_attribute(tag, rb"\w+:id"), ""): _attribute(tag, b"name") for tag in sheets}


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""
