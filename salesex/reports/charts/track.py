"""Charts small enough for a table row: the track of an item, the turnout, the span of a measure."""

from __future__ import annotations

from salesex.reports.charts.parts import Axis, interval_band
from salesex.reports.drawing import LABEL, Box, Colours, Drawing, Mark, text_box

SPAN_TICKS = (0, 30, 60, 100)


def draw(
    score: float | None,
    colours: Colours,
    title: str,
    low: float | None = None,
    high: float | None = None,
    kind: Mark = "self",
    width: float = 35,
) -> Drawing:
    """Draw the track of one item from 0 to 100; without a score it is an empty scale."""
    d = Drawing(width, 4.4, colours, title, inline=True)
    axis = Axis(1.4, width - 2.8)
    d.line(axis.x, 2.2, axis.x + axis.length, 2.2, stroke="n200", pen=0.6)
    for tick in (0, 50, 100):
        d.line(axis.at(tick), 1.2, axis.at(tick), 3.2, mark="tick")
    interval_band(d, axis, 2.2, low, high)
    if score is not None:
        d.mark(kind, axis.at(score), 2.2, 1.25)
    return d


def turnout(
    answered: int, invited: int | None, largest: int, colours: Colours, title: str, width: float = 30
) -> Drawing:
    """Draw who answered of those invited, on a scale from 0 to the largest number of the table."""
    d = Drawing(width, 3.2, colours, title, inline=True)
    scale = width / max(largest, answered, invited or 0, 1)
    d.rect(0, 0.7, scale * (invited or 0), 1.8, "b200", mark="invited")
    d.rect(0, 0.7, scale * answered, 1.8, "b700", mark="answered")
    return d


def span(start: float, end: float, colours: Colours, title: str, width: float = 36) -> Drawing:
    """Draw the place of a measure in the hundred days; an end at its start is still a visible stroke."""
    d = Drawing(width, 4.4, colours, title, inline=True)
    for day in SPAN_TICKS:
        x = min(max(width * day / 100, 0.1), width - 0.1)
        d.line(x, 0, x, 4.4, stroke="n200")
    left, right = (width * min(max(day, 0.0), 100.0) / 100 for day in (start, end))
    left = min(left, width - 0.6)
    d.rect(left, 1.2, max(right - left, 0.6), 2, "b700", mark="span")
    return d


def span_scale(first: str, last: str, colours: Colours, title: str, width: float = 36) -> Drawing:
    """Draw the head of the span column: words at day 0 and 100, figures at 30 and 60 where there is room."""
    d = Drawing(width, 3.4, colours, title, inline=True)
    ends = [
        d.text(0, 2.6, first, LABEL, fill="n700"),
        d.text(width, 2.6, last, LABEL, fill="n700", anchor="end"),
    ]
    for day in SPAN_TICKS[1:-1]:
        box = text_box(width * day / 100, 2.6, str(day), LABEL, anchor="middle")
        if not any(_near(box, end) for end in ends):
            d.text(width * day / 100, 2.6, str(day), LABEL, fill="n700", anchor="middle")
    return d


def _near(one: Box, other: Box) -> bool:
    return one.left < other.right + 0.8 and other.left - 0.8 < one.right
