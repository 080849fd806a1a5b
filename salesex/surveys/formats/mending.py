"""Reading on where keys stand on a wrong level, or lines in a wrong column. Loaded only where one does."""

from __future__ import annotations

from collections.abc import Iterator

from salesex import catalogue
from salesex.catalogue import Value, Word
from salesex.errors import Issue
from salesex.frozen import replace
from salesex.surveys.formats.fields import Record
from salesex.surveys.formats.levels import Levels
from salesex.surveys.formats.misplaced import DASH, Misplaced
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.broken import ABOUT_COLUMNS, about
from salesex.surveys.yaml.columns import (
    MOST_LETTERS,
    Move,
    below,
    best_moves,
    indent,
    moved,
    reach,
)
from salesex.surveys.yaml.nodes import Document, composed, fails_at, lines_of

_FEW = 8
"""Moves that are compared by what is wrong afterwards."""


def keys_put_right(reader: Reader, record: Record) -> tuple[tuple[Issue, ...], bool]:
    """Put keys on a wrong level where they belong, in the tree of a reader.

    Returns what is told of them, and whether one of them had to be left out.
    """
    root = reader.document.root
    if root is None:
        return (), False
    reader.where(root)  # paths are told as they were written
    levels = Levels(root, record)
    told = [one for one in levels.found if not one.is_aligned] or levels.found
    return tuple(_issue(reader, one) for one in told), levels.is_cut


def _issue(reader: Reader, one: Misplaced) -> Issue:
    line, column, path = reader.where(one.first)
    return catalogue.issue(
        reader.document.letter + one.code,
        file=reader.document.file,
        line=line,
        column=column - DASH * one.is_entry,
        path=path,
        **one.told(),  # type: ignore[arg-type]
    )


def line_put_right(document: Document, record: Record) -> Document:
    """Say of a file in which a line begins in a wrong column which line that is, as its keys tell.

    The same document where it is not about columns, or nothing better can be said.
    """
    problems = [dict(issue.facts).get("problem") for issue in document.issues]
    if len(problems) != 1 or problems[0] not in ABOUT_COLUMNS or len(document.text) > MOST_LETTERS:
        return document
    lines = list(lines_of(document.text))
    fails = fails_at(document.text)
    row = fails[0] if fails is not None else 0
    moves: list[tuple[Move, dict[str, Value]]] = list(_by_keys(lines, row, record))
    moves += [
        (move, about(move)) for move in best_moves(document.text, lines, (document.issues[0].line or 1) - 1)
    ]
    if not moves:
        return document
    ranks = [_rank(document, record, lines, move) for move, _ in moves[:_FEW]]
    best = min(ranks)
    if best[0] > -(row + 2):
        return document
    move, told = moves[ranks.index(best)]
    issue = catalogue.issue(
        f"{document.letter}001",
        file=document.file,
        line=move.first + 1,
        column=indent(lines[move.first]) + 1,
        problem=Word("yaml_indent"),
        **told,  # type: ignore[arg-type]
    )
    return replace(document, issues=(issue,))


def _by_keys(lines: list[str], row: int, record: Record) -> Iterator[tuple[Move, dict[str, Value]]]:
    """Moves of lines above the one at which a parser gives up, whose keys belong elsewhere."""
    root = composed("\n".join(lines[:row]))
    if root is None:
        return
    for one in Levels(root, record).found:
        if one.column is None or one.is_aligned:
            continue
        column = one.column - DASH * one.is_entry
        told: dict[str, Value] = {"remedy": one.phrase, **one.place}
        if one.is_entry:
            yield Move(one.row, row - 1, column), told
        yield Move(one.row, max(one.last.start_mark.line, one.row), column), told
        if below(lines, one.row) > one.row:
            yield Move(one.row, below(lines, one.row), column), told


def _rank(document: Document, record: Record, lines: list[str], move: Move) -> tuple[int, int]:
    """How far a parser gets after a move (negative), and how much is wrong in what it reads then."""
    reached = reach(lines, move)
    root = composed("\n".join(moved(lines, move)))
    if root is None:
        return -reached, 0
    reader = Reader(replace(document, root=root, issues=()))
    record.read(reader, root, record.word)
    return -reached, len(reader.issues)
