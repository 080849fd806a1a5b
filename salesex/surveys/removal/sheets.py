"""Sheets of a workbook: what they are called, and the one that is read first."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")


def titles(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return titles of sheets by the names of their parts."""
    return {part: attribute(tag, b"name") for part, tag in _sheets(parts)}


def first_visible(parts: Mapping[str, bytes]) -> str:
    """Return the part of the sheet that exports are read from."""
    shown = (part for part, tag in _sheets(parts) if attribute(tag, b"state") in {"", "visible"})
    return next(shown, "")


def _sheets(parts: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        target = attribute(tag, b"Target").removeprefix("/xl/")
        targets[attribute(tag, b"Id")] = f"xl/{target}"
    found = _SHEET.findall(parts.get("xl/workbook.xml", b""))
    return [(targets.get(attribute(tag, rb"\w+:id"), ""), tag) for tag in found]


def attribute(tag: bytes, name: bytes) -> str:
    """Return what an element says of itself under a name; empty where it says nothing."""
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""
