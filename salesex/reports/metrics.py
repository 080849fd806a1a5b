"""How wide text is: from the advance widths of the report's own font, without kerning.

WeasyPrint sets SVG text letter by letter, so widths without kerning are what it draws. Limits and
results are millimetres, sizes points.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

POINT = 25.4 / 72
ELLIPSIS = "…"


@cache
def _advances(weight: int) -> dict[str, float]:
    """Advance in em of every character of one weight (300, 400 or 600)."""
    path = files("salesex.reports") / "fonts" / "advances.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    units = data["units_per_em"]
    by_width: dict[str, str] = data["advances"][str(weight)]
    return {char: int(wide) / units for wide, chars in by_width.items() for char in chars}


def width(text: str, size: float, weight: int = 400) -> float:
    """Width of one line in mm at `size` points.

    A character the font lacks comes from another font: it counts as one em, which is wide enough.
    """
    advances = _advances(weight)
    return sum(advances.get(char, 1.0) for char in text) * size * POINT


def fit(text: str, limit: float, size: float, weight: int = 400) -> str:
    """Return the text, shortened with an ellipsis where it is wider than `limit` mm."""
    if width(text, size, weight) <= limit:
        return text
    short = text
    while short and width(short.rstrip() + ELLIPSIS, size, weight) > limit:
        short = short[:-1]
    return short.rstrip() + ELLIPSIS


def _pieces(text: str) -> list[str]:
    """Words, and the parts of a word at hyphens and slashes; each but the last keeps its separator."""
    pieces, current = [], ""
    for char, after in zip(text, [*text[1:], ""]):
        current += char
        if char == " " or (char in "-/" and after not in {"", " "} and len(current) > 2):
            pieces.append(current)
            current = ""
    return [*pieces, current] if current else pieces


def _broken(text: str, limit: float, size: float, weight: int) -> list[str]:
    """Lines as they fall, with the spaces they end on; only a single long word is over the limit."""
    lines = [""]
    for piece in _pieces(text):
        longer = lines[-1] + piece
        if width(longer.rstrip(" "), size, weight) <= limit or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def wrap(text: str, limit: float, size: float, weight: int = 400) -> list[str]:
    """Break text at spaces, hyphens and slashes into lines of at most `limit` mm.

    A single word that is wider than the limit is shortened. The empty text is one empty line.
    """
    lines = _broken(text, limit, size, weight)
    return [fit(line.rstrip(" "), limit, size, weight) for line in lines]


def block(text: str, limit: float, size: float, weight: int = 400, most: int = 2) -> list[str]:
    """Wrap text into at most `most` lines; what does not go into them is cut with an ellipsis."""
    lines = _broken(text, limit, size, weight)
    if len(lines) > most:
        lines = [*lines[: most - 1], "".join(lines[most - 1 :])]
    return [fit(line.rstrip(" "), limit, size, weight) for line in lines]
