"""The signet: a profile as a symbol, one slice per dimension, its radius the score.

Also the symbol of a reference type (its reference profile) and of a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians, sin

from salesex.reports.drawing import Colours, Drawing


def middle(index: int, count: int) -> float:
    """Direction of a dimension in degrees (0 right, 90 down): the first left of the top, then clockwise."""
    return -90 - 180 / count + index * 360 / count


def sectors(
    d: Drawing,
    centre: tuple[float, float],
    radius: float,
    scores: Sequence[float | None],
    fills: Sequence[str],
    gap: float = 0.35,
) -> None:
    """Draw the slices of a profile into a circle; a missing score leaves its slice empty.

    `gap` is the width in mm of the space between slices; a score of 100 reaches `radius`.
    """
    count = len(scores)
    shift = gap / 2 / sin(pi / count) if count > 1 else 0.0
    for i, (score, fill) in enumerate(zip(scores, fills)):
        if not score:
            continue
        angle = middle(i, count)
        x, y = centre[0] + shift * cos(radians(angle)), centre[1] + shift * sin(radians(angle))
        reach = (radius - shift) * min(score, 100.0) / 100
        sweep = 360 / count
        d.sector(x, y, reach, angle - sweep / 2, sweep, fill, mark="sector")


def put(
    d: Drawing,
    centre: tuple[float, float],
    radius: float,
    scores: Sequence[float | None] | None,
    fill: str = "b700",
    ground: str = "none",
) -> None:
    """Draw ring and slices into a drawing; without any score a dash stands in the empty ring."""
    x, y = centre
    d.circle(x, y, radius, ground, stroke="n300", pen=0.5)
    if scores and any(score is not None for score in scores):
        sectors(d, centre, radius - 0.25, scores, [fill] * len(scores))
    else:
        d.line(x - radius * 0.2, y, x + radius * 0.2, y, stroke="n500", pen=0.8)


def draw(
    scores: Sequence[float | None] | None, colours: Colours, title: str, size: float = 14, fill: str = "b700"
) -> Drawing:
    """Draw a signet of `size` mm.

    Parameters
    ----------
    scores : 0-100 per dimension in questionnaire order; None for a hidden profile
    title : what the symbol says, in words
    """
    d = Drawing(size, size, colours, title, inline=True)
    put(d, (size / 2, size / 2), size / 2 - 0.2, scores, fill)
    return d
