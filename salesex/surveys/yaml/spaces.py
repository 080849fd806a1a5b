"""Spaces that are none to YAML where it needs one: in the indentation, behind a dash, around a colon.

Word, web pages and chats put no-break spaces there. In a text they are content, and none of our business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.frozen import Frozen
from salesex.surveys.yaml.nodes import (
    ODD_SPACES,
    Node,
    composed,
    fails_at,
    lines_of,
    scalars,
)

_SPACE = f"[ {ODD_SPACES}]"
_PLACE = re.compile(
    rf"(?P<indent>{_SPACE}*)(?P<dash>-{_SPACE}+)*(?P<key>[\w-]+{_SPACE}*:(?:{_SPACE}+|$))?(?P<word>[^\s-])?"
)
"""What stands at the beginning of a line before its text."""
_ODD = re.compile(f"[{ODD_SPACES}]")
_NEEDED = re.compile(rf"(?:^ *|-|:|\w *)([{ODD_SPACES}])")
"""One where YAML needs a space: behind another space it is content."""
_UNSEEN = re.compile("[\u200b\ufeff]")


class OddSpace(Frozen):
    """One place: line and column from 0; `joins` says that it is more than indentation of a text."""

    row: int
    column: int
    char: str
    joins: bool


def odd_space(file: str, letter: str, line: int, column: int, char: str) -> Issue:
    """Return the issue of a space that is none to YAML; line and column count from 1."""
    return catalogue.issue(
        f"{letter}005",
        file=file,
        line=line,
        column=column,
        char=char,
        kind=Word("odd_space"),
        remedy=Word("odd_space_remedy"),
    )


def between_keys(root: Node, text: str, file: str, letter: str) -> tuple[Node, tuple[Issue, ...]]:
    """Find such spaces in a file that can be read, as something else than was meant.

    Returns the root as it was meant, and the issues; the same root where there are none.
    """
    within = _rows_of_long_texts(root)
    places = [place for place in _places(text) if place.joins and place.row not in within]
    meant = composed(_respaced(text, {place.row for place in places})) if places else None
    if meant is None:
        return root, ()
    return meant, tuple(_issue(place, file, letter) for place in places)


def in_the_way(text: str, row: int, file: str, letter: str) -> tuple[Node | None, tuple[Issue, ...]]:
    """Find such spaces in a file that cannot be read because of them; `row` is where the parser gives up.

    Returns the root as it was meant, None where something else is wrong behind them, and the issues.
    """
    places = list(_places(text))
    if not any(place.row <= row for place in places):
        return None, ()
    changed = _respaced(text, {place.row for place in places})
    root = composed(changed)
    if root is not None:
        within = _rows_of_long_texts(root)
        return root, tuple(_issue(place, file, letter) for place in places if place.row not in within)
    fails = fails_at(changed)
    if fails is not None and fails[0] <= row:
        return None, ()
    last = fails[0] if fails is not None else len(text)
    return None, tuple(_issue(place, file, letter) for place in places if place.row < last)


def _issue(place: OddSpace, file: str, letter: str) -> Issue:
    return odd_space(file, letter, place.row + 1, place.column + 1, place.char)


def _places(text: str) -> Iterator[OddSpace]:
    """The first odd space at the beginning of each line that has one there."""
    for row, line in enumerate(lines_of(text)):
        begin = _PLACE.match(line) if _ODD.search(line) else None
        if begin is None:
            continue
        odd = _NEEDED.search(line, 0, begin.start("word") if begin["word"] else begin.end())
        if odd is not None:
            yield OddSpace(row, odd.start(1), odd[1], bool(begin["dash"] or begin["key"]))


def _respaced(text: str, rows: set[int]) -> str:
    """The text with ordinary spaces at the beginning of some lines."""
    return "\n".join(_ordinary(line) if row in rows else line for row, line in enumerate(lines_of(text)))


def _ordinary(line: str) -> str:
    begin = _PLACE.match(line)
    end = begin.end("key") if begin is not None and begin["key"] else 0
    end = end or (begin.end("dash") if begin is not None and begin["dash"] else 0)
    end = end or (begin.end("indent") if begin is not None else 0)
    first = re.match(f"{_SPACE}*", line)
    margin = first.end() if first is not None else 0
    return _ODD.sub(" ", _UNSEEN.sub("", line[:margin])) + _ODD.sub(" ", line[margin:end]) + line[end:]


def _rows_of_long_texts(root: Node) -> set[int]:
    """Lines, from 0, on which a text in quotes, or below | or >, goes on."""
    found: set[int] = set()
    for node in scalars(root):
        if node.style:
            found.update(range(node.start_mark.line + 1, node.end_mark.line + (node.style in "\"'")))
    return found
