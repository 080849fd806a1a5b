"""How a spreadsheet calls its columns and cells."""

from __future__ import annotations


def column_letters(column: int) -> str:
    """Return the letters a spreadsheet gives a column, counted from 1.

    >>> [column_letters(number) for number in (1, 26, 27, 703)]
    ['A', 'Z', 'AA', 'AAA']
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
