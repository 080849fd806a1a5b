"""Texts in the cells of a workbook: they stay texts, whatever they look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""Characters that fit into a cell."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READ_AS_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str) -> str:
    """Return a text without the characters no workbook can hold."""
    return _FORBIDDEN.sub("", text)


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text into a cell; `=1+1` is no formula, `_x0041_` is no letter, and controls are left out."""
    cell = cast("Cell", sheet.cell(row, column))
    cell.value = _READ_AS_ESCAPE.sub("_x005F_", plain(text))[:LONGEST]
    cell.data_type = "s"
    return cell
