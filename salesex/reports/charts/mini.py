"""The evidence of one finding in small: one or two values on a scale from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.parts import Axis, clamped, interval_band, pair_marks, tick_labels
from salesex.reports.drawing import NOTE, Colours, Drawing, Mark
from salesex.reports.formats import score as written
from salesex.reports.metrics import fit, width

GAP = 1.8


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its mark and the word before its figure, such as "selbst"."""

    label: str
    kind: Mark
    score: float


def _caption(point: Point, room: float) -> str:
    """Word and figure; a word too long for the room is shortened, the figure never."""
    figure = f" {written(point.score)}" if point.label else written(point.score)
    return fit(point.label, room - width(figure, NOTE, 600), NOTE, 600) + figure


def _captions(d: Drawing, axis: Axis, points: Sequence[Point]) -> None:
    """Captions above their marks, kept apart and inside the drawing."""
    ordered = sorted(points, key=lambda p: p.score)
    texts = [_caption(point, (d.width - GAP * (len(ordered) - 1)) / len(ordered)) for point in ordered]
    wide = [width(text, NOTE, 600) for text in texts]
    if len(ordered) == 1:
        centres = [clamped(axis.at(ordered[0].score), wide[0], 0, d.width)]
    else:
        # the labels lean outwards, so that each stands over its own side of the pair
        left = clamped(axis.at(ordered[0].score) + 1.4 - wide[0] / 2, wide[0], 0, d.width - wide[1] - GAP)
        edge = left + wide[0] / 2 + GAP
        right = clamped(axis.at(ordered[1].score) - 1.4 + wide[1] / 2, wide[1], edge, d.width)
        left = min(left, right - wide[1] / 2 - GAP - wide[0] / 2)
        centres = [left, right]
    for text, centre in zip(texts, centres):
        d.text(centre, 2.7, text, NOTE, 600, anchor="middle")


def draw(
    points: Sequence[Point],
    colours: Colours,
    title: str,
    threshold: float | None = None,
    interval: tuple[float, float] | None = None,
    size: float = 54,
) -> Drawing:
    """Draw `size` x 13 mm: one or two points, an interval, the threshold with its number.

    Raises
    ------
    ValueError : not one or two points
    """
    if len(points) not in {1, 2}:
        raise ValueError("one or two points")
    d = Drawing(size, 13, colours, title)
    axis, y = Axis(2.4, size - 4.8), 7.2
    d.line(axis.x, y, axis.x + axis.length, y, stroke="n200", pen=0.6)
    for tick in (0, 50, 100):
        d.line(axis.at(tick), y - 1.1, axis.at(tick), y + 1.1, mark="tick")
    tick_labels(d, axis, 12.2, (0, 50, 100), threshold)
    if interval:
        interval_band(d, axis, y, *interval, thick=2)
    places = [(axis.at(point.score), y) for point in points]
    if len(points) == 2:
        d.line(*places[0], *places[1], stroke="b200", pen=4)
    if threshold is not None:
        d.line(
            axis.at(threshold), y - 3.2, axis.at(threshold), y + 2, stroke="ink", pen=0.8, mark="threshold"
        )
    if [point.kind for point in points] in (["self", "external"], ["external", "self"]):
        own = places[0 if points[0].kind == "self" else 1]
        other = places[1 if points[0].kind == "self" else 0]
        pair_marks(d, own, other, 1.5)
    else:
        for point, at in zip(points, places):
            d.mark(point.kind, *at, 1.5)
    _captions(d, axis, points)
    return d
