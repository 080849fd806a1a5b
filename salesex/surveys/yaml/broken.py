"""What to say about a file that is no YAML: the issue, from what the parser said. Few files need it."""

from __future__ import annotations

import re

from salesex import catalogue
from salesex.catalogue import Phrase, Value, Word
from salesex.errors import Issue
from salesex.surveys.yaml.columns import Move, best_move, indent
from salesex.surveys.yaml.glued import mended
from salesex.surveys.yaml.nodes import (
    NOT_TEXT,
    ODD_SPACES,
    Node,
    ReaderError,
    YAMLError,
    end_of,
    lines_of,
    read_last,
)
from salesex.surveys.yaml.slips import Broken, slip
from salesex.surveys.yaml.spaces import in_the_way, odd_space

ABOUT_COLUMNS = ("yaml_indent", "yaml_dash", "yaml_key")
"""What can be wrong where a line begins in a wrong column."""
_TAB_INDENT = r"[\s?:-]*\t"
_ODD_INDENT = f"[ ]*(?:-[ ]+)*[{ODD_SPACES}]"


def broken(error: YAMLError, text: str, file: str, letter: str) -> tuple[Node | None, tuple[Issue, ...]]:
    """Return the root where it is clear what was meant, else None, and what is wrong."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None and any(map(text.__contains__, ODD_SPACES)):
        root, issues = in_the_way(text, mark.line, file, letter)
        if root is not None:
            issues += mended(root, file, letter)
        if issues:
            return root, issues
    return None, (_issue(error, text, file, letter),)


def _issue(error: YAMLError, text: str, file: str, letter: str) -> Issue:
    bad = re.search(NOT_TEXT, text) if isinstance(error, ReaderError) else None
    if bad is not None:
        line, column = end_of(text[: bad.start()])
        kind, remedy = Word("control_character"), Word("control_remedy")
        return catalogue.issue(
            f"{letter}005", file=file, line=line, column=column, char=bad.group(), kind=kind, remedy=remedy
        )
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    start = getattr(error, "context_mark", None)
    sign = context.endswith((" alias", " anchor", " tag")) and start is not None
    mark = start if sign else getattr(error, "problem_mark", None) or start
    at = (mark.line, mark.column) if mark else (0, 0)
    lines = list(lines_of(text))
    written = lines[at[0]] if at[0] < len(lines) else ""
    line, column = at[0] + 1, at[1] + 1
    if sign or "tag handle" in problem:
        code = "008" if context.endswith((" alias", " anchor")) else "009"
        found = written[at[1] :].split(" ")[0]
        return catalogue.issue(letter + code, file=file, line=line, column=column, found=found)
    if "single document" in context:
        return catalogue.issue(f"{letter}003", file=file, line=line, column=column)
    if re.fullmatch(_TAB_INDENT, written[: at[1] + 1]):
        return catalogue.issue(f"{letter}006", file=file, line=line, column=column)
    for row in (at[0] - 1, at[0]):
        odd = re.match(_ODD_INDENT, lines[row]) if 0 <= row < len(lines) else None
        if odd is not None:
            return odd_space(file, letter, row + 1, odd.end(), odd[0][-1])
    since = (start.line, start.column) if start else at
    word, (row, column) = slip(Broken(lines, problem, context, at, since, *read_last(text)))
    told: dict[str, Value] = {"problem": Word(word), "remedy": Word(f"{word}_remedy")}
    if word in ABOUT_COLUMNS and row == at[0]:
        move = best_move(text, lines, row)
        if move is not None and (word != "yaml_key" or move.column > column):
            row, column = move.first, indent(lines[move.first])
            told = about(move) | {"problem": Word("yaml_indent")}
    return catalogue.issue(f"{letter}001", file=file, line=row + 1, column=column + 1, **told)  # type: ignore[arg-type]


def about(move: Move) -> dict[str, Value]:
    """What is told of a line that was meant to begin in another column."""
    remedy = "begin_with_below_remedy" if move.last > move.first else "begin_remedy"
    return {"remedy": Phrase(remedy), "begin": move.column + 1}
