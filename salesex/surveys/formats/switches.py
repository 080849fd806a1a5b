"""Comments that switch an issue off for one place: `# salesex: ignore Q031 reason`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from salesex import catalogue
from salesex.catalogue import ENTRIES, Word
from salesex.errors import Issue
from salesex.surveys.collected import MANY, Collected
from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml.nodes import Document

FOUND_WITH_ANSWERS = frozenset({"E056", "E070", "R070"})
"""Codes that stand in `engagement.yaml`, but are only found once the answers were read."""
_COMMENT = (
    r"(?:^|(?<=\s))#+[ \t]*([a-z-]{5,9})[ \t]*([:;=.,]?)[ \t]*([a-z]{4,8})\b:?[ \t]*"
    r"([a-z]{0,2}-?[0-9]{1,4}\b(?:[ \t]*,[ \t]*[a-z]-?[0-9]{1,4}\b|[ \t]+[qer][0-9]{3}\b)*)?"
)
"""What may be meant to switch something off: two words, then codes."""
_LIKE = 0.85
"""Likeness from which on a word is taken for a misspelt one; `sales` is no misspelt `salesex`."""
_NO_CODE, _MISSPELT = "", "?"
_Place = tuple[int, str]
"""Line of a comment, and a code it names, in capitals; or one of the two above."""


def switch_off(
    document: Document,
    issues: Sequence[Issue],
    concerned: Callable[[str], bool] | None = None,
    complete: bool = True,
) -> tuple[list[Issue], int]:
    """Apply the comments of a file, each to its own line and the next.

    Parameters
    ----------
    concerned : whether a comment that names a code is looked at now; all of them where it is left out
    complete : whether every rule was run. Where one was not, and where an error is left, which may have
        kept a rule from seeing anything, a comment that does nothing may still be needed.

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
        if not places or not ENTRIES[issue.code].can_be_switched_off:
            kept.append(issue)
            refused |= places
    count = len(issues) - len(kept)
    complete = complete and not any(issue.severity == "error" for issue in kept)
    idle = [
        place
        for place in columns
        if place in refused or (place not in used and (complete or _is_never_found(place[1])))
    ]
    for place in idle[: MANY + 1]:
        kept.append(_about_comment(document, place, columns[place], place in refused))
    return kept, count


def _is_never_found(code: str) -> bool:
    """Whether a comment on a code is idle, whatever rules were run: those of form always are."""
    return code not in ENTRIES or ENTRIES[code].layer == "form"


def _about_comment(document: Document, place: _Place, column: int, refused: bool) -> Issue:
    """Say why a comment does nothing, with the nearest code where there is none such."""
    line, code = place
    file, letter = document.file, document.letter
    if refused:
        return catalogue.issue(letter + "026", file=file, line=line, column=column, switched=code)
    known: list[str] = []
    switched: str = code
    if code in (_NO_CODE, _MISSPELT):
        switched, problem = Word("comment"), "names_no_code" if code == _NO_CODE else "misspelt_comment"
    elif code in ENTRIES:
        problem = "not_found_here"
    else:
        problem = "no_such_code"
        known = [name for name in ENTRIES if _can_stand_in(name, letter)]
    return catalogue.issue(
        letter + "025",
        file=file,
        line=line,
        column=column,
        wrong=code if known else "",
        known=known,
        switched=switched,
        problem=Word(problem),
    )


def _can_stand_in(code: str, letter: str) -> bool:
    """Whether a code that can be switched off is found in files of a kind."""
    entry = ENTRIES[code]
    here = code[0] == letter or (letter == "E" and code in FOUND_WITH_ANSWERS)
    return here and entry.can_be_switched_off and entry.layer != "form"


def _comments(document: Document) -> dict[_Place, int]:
    """Column of every comment that switches something off, or is meant to, by line and code."""
    if document.root is None or "#" not in document.text:
        return {}
    lines = list(yaml_nodes.lines_of(document.text))
    meant = [found for number, line in enumerate(lines) if "#" in line for found in _on_line(number, line)]
    if not meant:
        return {}
    texts = sorted(_ranges(document))
    found: dict[_Place, int] = {}
    for number, column, codes in meant:
        before = bisect_right(texts, ((number, column), (len(lines), 0))) - 1
        if before < 0 or texts[before][1] <= (number, column):
            for code in codes:
                found.setdefault((number + 1, code), column + 1)
    return found


def _ranges(document: Document) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where texts stand in which a # begins no comment: in quotes, or from the line behind | and > on."""
    for node in yaml_nodes.scalars(document.root) if document.root is not None else ():
        if node.style:
            start, end = node.start_mark, node.end_mark
            block = node.style in "|>"
            yield (start.line + 1, 0) if block else (start.line, start.column), (end.line, end.column)


def _on_line(number: int, line: str) -> Iterator[tuple[int, int, list[str]]]:
    """Line and column from 0 of what looks like a comment that switches off, and the codes it names."""
    for match in re.finditer(_COMMENT, line, re.IGNORECASE):
        name, sign, verb, codes = match.groups()
        if not _is_like(name.lower(), "salesex"):
            continue
        if (name.lower(), sign, verb.lower()) == ("salesex", ":", "ignore"):
            named = re.split(r"[ \t,]+", codes.upper()) if codes else [_NO_CODE]
            yield number, match.start(), named
        elif _is_like(verb.lower(), "ignore") or (sign == ":" and codes and codes[0] in "QERqer"):
            yield number, match.start(), [_MISSPELT]


@lru_cache(maxsize=256)
def _is_like(word: str, meant: str) -> bool:
    """Whether a word is another, rightly spelt, with letters swapped, or nearly."""
    import difflib

    return sorted(word) == sorted(meant) or difflib.SequenceMatcher(None, word, meant).ratio() >= _LIKE
