"""In which column a line was meant to begin: tried out, since only the whole block tells.

A line that does not fit could have been meant for several columns. The right one is that with which the
file can be read on; how far a parser gets with each of a few columns tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from salesex.frozen import Frozen
from salesex.surveys.yaml.nodes import fails_at

MOST_LETTERS = 300_000
"""Of a longer file nothing is tried out: each try reads it from the beginning."""
_TO_THE_END = 1 << 60
_FEW = 3
"""Lines of a block that may have slipped together, so that not the line behind them is wrong."""
_ROWS = 400
"""Lines above in which other lines of the same block are looked for."""
_TRIES = 12
_DASHES = re.compile(r" *(?:- +)*")


class Move(Frozen):
    """Lines, from 0 and the last included, and the column from 0 in which the first was meant to begin."""

    first: int
    last: int
    column: int


def best_move(text: str, lines: Sequence[str], row: int) -> Move | None:
    """Return the move of a line and what is below it, or of a small block above it, that helps most."""
    return next(iter(best_moves(text, lines, row)), None)


def best_moves(text: str, lines: Sequence[str], row: int) -> list[Move]:
    """Return the moves that help a parser on as far as any does, the likeliest first."""
    if len(text) > MOST_LETTERS or row >= len(lines):
        return []
    fails = fails_at(text)
    most = fails[0] + 1 if fails is not None else _TO_THE_END
    best: list[Move] = []
    for move in [*islice(_moves(lines, row), _TRIES), *_above(lines, row)]:
        reached = reach(lines, move)
        if reached > most:
            most, best = reached, []
        if reached == most and reached > (fails[0] + 1 if fails is not None else _TO_THE_END):
            best.append(move)
    return best


def reach(lines: Sequence[str], move: Move) -> int:
    """The line a parser reaches after a move; a number beyond every line where it reads to the end."""
    fails = fails_at("\n".join(moved(lines, move)))
    return _TO_THE_END if fails is None else fails[0]


def moved(lines: Sequence[str], move: Move) -> Iterator[str]:
    """The lines after a move."""
    by = move.column - indent(lines[move.first])
    for row, line in enumerate(lines):
        if not move.first <= row <= move.last or not line.strip():
            yield line
        else:
            yield " " * by + line if by > 0 else line[min(-by, indent(line)) :]


def indent(line: str) -> int:
    """Number of spaces at the beginning of a line."""
    return len(line) - len(line.lstrip(" "))


def below(lines: Sequence[str], row: int) -> int:
    """The last line that is indented further than a line, in one go below it."""
    last = row
    for number in range(row + 1, len(lines)):
        if says_something(lines[number]):
            if indent(lines[number]) <= indent(lines[row]):
                break
            last = number
    return last


def says_something(line: str) -> bool:
    """Whether a line is neither empty nor a comment."""
    said = line.strip()
    return said != "" and not said.startswith("#")


def _moves(lines: Sequence[str], row: int) -> Iterator[Move]:
    """To the columns of the lines above that it could belong to, the nearest first."""
    own, last = indent(lines[row]), below(lines, row)
    is_dash = re.match(r" *-(?: |$)", lines[row]) is not None
    columns = (column for dash, column in _columns_above(lines, row) if dash == is_dash and column != own)
    for column in sorted(set(columns), key=lambda column: (abs(column - own), -column)):
        yield Move(row, row, column)
        if last > row:
            yield Move(row, last, column)


def _columns_above(lines: Sequence[str], row: int) -> Iterator[tuple[bool, int]]:
    """Columns of the dashes (True) and keys (False) that a line could go on with."""
    least = 1 << 30
    for number in range(row - 1, max(row - _ROWS, 0) - 1, -1):
        line = lines[number]
        if not says_something(line) or indent(line) >= least:
            continue
        least = indent(line)
        dashes = _DASHES.match(line)
        end = dashes.end() if dashes is not None else least
        yield from ((True, column) for column in range(least, end) if line[column] == "-")
        yield False, end
        if not least:
            break


def _above(lines: Sequence[str], row: int) -> Iterator[Move]:
    """Of the few lines above that are indented further: to the column of the line itself."""
    own, first, last = indent(lines[row]), None, None
    for number in range(row - 1, max(row - 2 * _FEW, 0) - 1, -1):
        if not says_something(lines[number]):
            continue
        if indent(lines[number]) <= own:
            break
        first, last = number, last or number
    if (
        first is not None
        and last is not None
        and last - first < _FEW
        and not lines[first].lstrip().startswith("-")
    ):
        yield Move(first, last, own)
