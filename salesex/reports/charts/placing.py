"""Finds room for a label among marks, lines and other labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import hypot

from salesex.reports.drawing import Anchor, Box, Drawing, Point, text_box
from salesex.reports.metrics import POINT

FORBIDDEN, ON_MARK, ON_LINE, ON_GRID = 10_000.0, 400.0, 120.0, 4.0
DISTANCES = (0.0, 2.0, 4.0, 7.0, 11.0, 16.0, 22.0, 30.0, 40.0, 55.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: text, size in points, weight, colour name."""

    text: str
    size: float
    weight: int = 400
    fill: str = "ink"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label goes: `x` is where its lines start, centre or end, `top` its upper edge."""

    x: float
    top: float
    anchor: Anchor


@dataclass(slots=True)
class Obstacles:
    """What a label should not cover; `frame` is what it must not leave."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)
    circles: list[tuple[float, float, float]] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    grid: list[tuple[Point, Point]] = field(default_factory=list)

    def cost(self, box: Box) -> float:
        """How bad a box is; from FORBIDDEN on it would collide with text or leave the frame."""
        cost = 0.0 if box.within(self.frame) else FORBIDDEN
        cost += FORBIDDEN * any(box.meets(other) for other in self.boxes)
        cost += ON_MARK * sum(_meets_circle(box, *circle) for circle in self.circles)
        cost += ON_LINE * sum(_meets_line(box, *ends) for ends in self.lines)
        return cost + ON_GRID * sum(_meets_line(box, *ends) for ends in self.grid)


def _meets_circle(box: Box, x: float, y: float, r: float) -> bool:
    near = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    return hypot(near[0] - x, near[1] - y) < r


def _meets_line(box: Box, start: Point, end: Point) -> bool:
    """Whether a straight line enters a box: clip its parameter range edge by edge."""
    first, last = 0.0, 1.0
    ranges = ((start[0], end[0], box.left, box.right), (start[1], end[1], box.top, box.bottom))
    for a, b, low, high in ranges:
        if a == b:
            if not low < a < high:
                return False
            continue
        enters, leaves = sorted(((low - a) / (b - a), (high - a) / (b - a)))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def heights(lines: Sequence[Line]) -> list[float]:
    """Line heights in mm: 4.2 for 10 pt, 3.6 for smaller type."""
    return [line.size * POINT * 1.19 for line in lines]


def boxes_of(lines: Sequence[Line], spot: Spot) -> list[Box]:
    """Boxes of the lines of a label at a spot."""
    found, top = [], spot.top
    for line, high in zip(lines, heights(lines)):
        baseline = top + line.size * POINT * 0.9
        found.append(text_box(spot.x, baseline, line.text, line.size, line.weight, spot.anchor))
        top += high
    return found


def around(x: float, y: float, r: float, high: float, order: str = "brl t") -> Iterable[Spot]:
    """Spots round a mark of radius r for a label `high` mm: sides in order, then corners, then farther."""
    for distance in DISTANCES:
        gap = r + 1.2 + distance
        sides = {
            "b": Spot(x, y + gap, "middle"),
            "t": Spot(x, y - gap - high, "middle"),
            "r": Spot(x + gap, y - high / 2, "start"),
            "l": Spot(x - gap, y - high / 2, "end"),
        }
        yield from (sides[side] for side in order if side in sides)
        slant = gap * 0.75
        yield from (
            Spot(x + sx * slant, y + slant if sy > 0 else y - slant - high, "start" if sx > 0 else "end")
            for sy, sx in product((1, -1), (1, -1))
        )


def everywhere(frame: Box, step: float = 2.0) -> Iterable[Spot]:
    """Spots on a grid over the whole frame: the last resort."""
    columns = int((frame.right - frame.left) / step)
    rows = int((frame.bottom - frame.top) / step)
    for row, column in product(range(rows), range(columns)):
        yield Spot(frame.left + column * step, frame.top + row * step, "start")


def _best(lines: Sequence[Line], spots: Iterable[Spot], obstacles: Obstacles) -> tuple[float, Spot]:
    best = (float("inf"), Spot(0, 0, "start"))
    for place, spot in enumerate(spots):
        cost = place * 0.5 + sum(obstacles.cost(box) for box in boxes_of(lines, spot))
        if cost < best[0]:
            best = (cost, spot)
        if place * 0.5 > best[0]:
            break
    return best


def place(d: Drawing, lines: Sequence[Line], spots: Iterable[Spot], obstacles: Obstacles) -> bool:
    """Set a label on its cheapest spot, and remember it as an obstacle.

    Where no spot is free of other text the whole frame is searched; where that has no room either the
    label is left out.

    Returns
    -------
    Whether the label was set.
    """
    cost, spot = _best(lines, spots, obstacles)
    if cost >= FORBIDDEN:
        cost, spot = _best(lines, everywhere(obstacles.frame), obstacles)
    if cost >= FORBIDDEN:
        return False
    for line, box in zip(lines, boxes_of(lines, spot)):
        baseline = box.top + line.size * POINT * 0.72
        d.text(spot.x, baseline, line.text, line.size, line.weight, line.fill, spot.anchor)
        obstacles.boxes.append(box)
    return True
