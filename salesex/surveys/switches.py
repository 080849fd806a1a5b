"""Comments that switch an issue off for one place: `# salesex: ignore Q031 reason`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from salesex import catalogue
from salesex.errors import Issue
from salesex.surveys import yaml_nodes
from salesex.surveys.collected import MANY, Collected
from salesex.surveys.yaml_nodes import Document

_COMMENT = r"(?:^|\s)#\s*salesex:\s*ignore\b[ \t]*([QER]\d{3}(?:[ ,]+[QER]\d{3})*)?"
FOUND_WITH_ANSWERS = frozenset({"E070", "R070"})
"""Codes that stand in `engagement.yaml`, but are only found once the answers were read."""
_Place = tuple[int, str]
"""Line of a comment, and a code it names."""


def switch_off(
    document: Document, issues: Sequence[Issue], concerned: Callable[[str], bool] | None = None
) -> tuple[list[Issue], int]:
    """Apply the comments of a file, each to its own line and the next.

    Parameters
    ----------
    concerned : whether a comment that names a code is looked at now; all of them where it is left out

    Returns
    -------
    The issues that stay, with warnings for comments that do nothing, and how many were switched off.
    """
    columns = {
        place: column
        for place, column in _comments(document).items()
        if concerned is None or concerned(place[1])
    }
    if not columns:
        return list(issues), 0
    kept = Collected()
    used: set[_Place] = set()
    refused: set[_Place] = set()
    for issue in issues:
        line = issue.line or 0
        places = {(line, issue.code), (line - 1, issue.code)} & columns.keys()
        used |= places
        if not places or not catalogue.ENTRIES[issue.code].can_be_switched_off:
            kept.append(issue)
            refused |= places
    count = len(issues) - len(kept)
    idle = [place for place in columns if place in refused or place not in used]
    for place in idle[: MANY + 1]:
        number = "026" if place in refused else "025"
        kept.append(_about_comment(document, number, place, columns[place]))
    return kept, count


def _about_comment(document: Document, number: str, place: _Place, column: int) -> Issue:
    line, named = place
    code = document.letter + number
    return catalogue.issue(code, file=document.file, line=line, column=column, switched=named)


def _comments(document: Document) -> dict[_Place, int]:
    """Column of every comment that switches something off, by line and code."""
    if "salesex:" not in document.text or document.root is None:
        return {}
    quoted = [
        ((start.line, start.column), (end.line, end.column))
        for node in yaml_nodes.scalars(document.root)
        if node.style
        for start, end in [(node.start_mark, node.end_mark)]
    ]
    found: dict[_Place, int] = {}
    for number, line in enumerate(yaml_nodes.lines_of(document.text)):
        match = re.search(_COMMENT, line) if "salesex:" in line else None
        if match is None:
            continue
        column = line.index("#", match.start())
        if not any(start <= (number, column) < end for start, end in quoted):
            for code in re.split(r"[ ,]+", match[1] or "?"):
                found[number + 1, code] = column + 1
    return found
