"""Small symbols: stairs for a stage, one symbol per dimension of a gap, and the light."""

from __future__ import annotations

from math import cos, radians, sin

from salesex.reports.charts.signet import middle
from salesex.reports.drawing import Colours, Drawing


def stairs(reached: int, count: int, colours: Colours, title: str, size: float = 13) -> Drawing:
    """Draw `count` stairs, as many filled as are reached; `size` is the height in mm, 1.5 times as wide."""
    d = Drawing(size * 1.5, size, colours, title, inline=True)
    run, rise = size * 1.5 / count, size / count
    for stage in range(1, count + 1):
        fill, mark = ("b700", "reached") if stage <= reached else ("b200", "open")
        d.rect((stage - 1) * run, size - stage * rise, run - 0.3, stage * rise, fill, mark=mark)
    return d


def _centre(d: Drawing, c: float, u: float) -> None:
    d.circle(c, c, 4 * u, stroke="b700", pen=1.2)
    d.circle(c, c, 1.6 * u, "b700")


def _reached(d: Drawing, c: float, u: float) -> None:
    d.line(0.6 * u, 1.2 * u, 8.4 * u, 1.2 * u, stroke="b700", pen=1.2)
    d.line(c, 8.4 * u, c, 2.4 * u, stroke="b700", pen=1.2)
    d.path([(c - 2.2 * u, 4.7 * u), (c, 2.4 * u), (c + 2.2 * u, 4.7 * u)], stroke="b700", pen=1.2)


def _overlapping(d: Drawing, c: float, u: float) -> None:
    for x, y in ((c, 3.1 * u), (c - 1.6 * u, 5.8 * u), (c + 1.6 * u, 5.8 * u)):
        d.circle(x, y, 2.5 * u, stroke="b700", pen=1.2)


def _neutral(d: Drawing, c: float, u: float, points: int) -> None:
    """A ring with as many dots as the dimension's place: says nothing but which one it is."""
    d.circle(c, c, 4 * u, stroke="b700", pen=1.2)
    for i in range(points):
        angle = radians(middle(i, points))
        d.circle(c + 2.1 * u * cos(angle), c + 2.1 * u * sin(angle), 0.6 * u, "b700")


def dimension(index: int, colours: Colours, title: str, size: float = 9) -> Drawing:
    """Draw the symbol of the dimension with this index: a centre, a reached line, three who overlap.

    From the fourth on (index 3) a ring with as many dots as its place.
    """
    d = Drawing(size, size, colours, title, inline=True)
    c, u = size / 2, size / 9
    known = (_centre, _reached, _overlapping)
    if index < len(known):
        known[index](d, c, u)
    else:
        _neutral(d, c, u, index + 1)
    return d


def light(met: bool, colours: Colours, title: str) -> Drawing:
    """Draw a condition: full circle when met, ring when open; the title says which."""
    d = Drawing(4, 4, colours, title, inline=True)
    put_light(d, 2, 2, met)
    return d


def put_light(d: Drawing, x: float, y: float, met: bool) -> None:
    """Draw a condition into a drawing."""
    mark = "met" if met else "open"
    fill, stroke = ("b700", "b700") if met else ("paper", "n500")
    d.circle(x, y, 1.5, fill, stroke=stroke, pen=0.9, mark=mark)
