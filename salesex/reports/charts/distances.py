"""Distance to each type: the shorter the bar, the closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.drawing import LABEL, NOTE, Colours, Drawing
from salesex.reports.metrics import block, fit, width

WIDTH = 54.0


@dataclass(frozen=True, slots=True)
class Distance:
    """One type: distance in score points, the same as `text` in the report's language, own type or not.

    `note` says why a type is no candidate; empty where it is one.
    """

    label: str
    value: float
    text: str
    own: bool = False
    note: str = ""


def scale(rows: Sequence[Distance]) -> int:
    """End of the common scale: 50, or 100 where a distance is longer."""
    return 50 if all(row.value <= 50 for row in rows) else 100


def draw(rows: Sequence[Distance], colours: Colours, title: str) -> Drawing:
    """Draw 54 mm wide, 9 mm a row, in the order given, on the scale from 0 to `scale(rows)`."""
    limit = scale(rows)
    parts = []
    for row in rows:
        weight = 600 if row.own else 400
        room = WIDTH - width(row.text, LABEL, weight) - 3
        parts.append((row, weight, block(row.label, room, LABEL, weight), room))
    height = sum(9 + 3.6 * (len(lines) - 1) for _, _, lines, _ in parts) - 1.6
    d = Drawing(WIDTH, max(height, 0.1), colours, title)
    y = 3.0
    for row, weight, lines, room in parts:
        y = d.lines(0, y, lines, LABEL, weight) - 3.6
        d.text(WIDTH, y, row.text, LABEL, weight, anchor="end")
        left = width(lines[-1], LABEL, weight) + 1.6
        if row.note and room - left > 6:
            d.text(left, y, fit(row.note, room - left, NOTE), NOTE, fill="n500")
        d.rect(0, y + 1.5, WIDTH, 1.6, "b100", mark="track")
        d.rect(0, y + 1.5, WIDTH * row.value / limit, 1.6, "b700" if row.own else "b400", mark="bar")
        y += 9
    return d
