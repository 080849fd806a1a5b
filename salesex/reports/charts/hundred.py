"""How often something holds: a hundred strokes in two rows of fifty."""

from __future__ import annotations

from salesex.reports.drawing import Colours, Drawing
from salesex.reports.formats import rounded


def draw(share: float, colours: Colours, title: str) -> Drawing:
    """Draw 54 x 8.6 mm; `share` 0-100 of the strokes are filled."""
    d = Drawing(54, 8.6, colours, title)
    filled = int(rounded(share))
    for i in range(100):
        row, column = divmod(i, 50)
        fill, mark = ("b700", "yes") if i < filled else ("b200", "no")
        d.rect(column * 1.08, row * 4.6, 0.62, 4, fill, mark=mark)
    return d
