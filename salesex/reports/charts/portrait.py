"""One view's profile as a portrait: its signet, and the score of every dimension beside it."""

from __future__ import annotations

from collections.abc import Sequence

from salesex.reports.charts.signet import put
from salesex.reports.drawing import LABEL, TEXT, Colours, Drawing
from salesex.reports.formats import score as written
from salesex.reports.metrics import fit

WIDTH = 83.0
RADIUS = 17.0
ROW = 6.0


def draw(
    labels: Sequence[str], scores: Sequence[float | None], colours: Colours, title: str, own: bool = True
) -> Drawing:
    """Draw a portrait 83 mm wide.

    Parameters
    ----------
    labels, scores : dimensions in the questionnaire's order, 0-100; None is shown as a dash
    title : what the portrait says, in words
    own : whether it is the self view, which is drawn darker
    """
    high = max(2 * RADIUS + 1, ROW * len(labels))
    d = Drawing(WIDTH, high, colours, title)
    put(d, (RADIUS + 0.5, high / 2), RADIUS, scores, "b700" if own else "b400")
    left, top = 2 * RADIUS + 6, (high - ROW * len(labels)) / 2
    for place, (label, score) in enumerate(zip(labels, scores)):
        y = top + ROW * place
        if place:
            d.line(left, y, WIDTH, y, stroke="n200")
        d.text(left, y + ROW / 2 + 1.2, fit(label, WIDTH - left - 8, LABEL), LABEL)
        figure = "–" if score is None else written(score)
        d.text(WIDTH, y + ROW / 2 + 1.3, figure, TEXT, 600, "ink", "end")
    return d
