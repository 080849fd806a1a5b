"""Finds room for a label among marks, lines and other labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import hypot

from salesex.reports.drawing import Anchor, Box, Drawing, Point, text_box
from salesex.reports.metrics import POINT

FORBIDDEN, ON_MARK, ASTRAY, ON_LINE, ON_GRID = 10_000.0, 400.0, 150.0, 120.0, 4.0
NUDGE = 9.0
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
        cost += ON_LINE * sum(meets_line(box, *ends) for ends in self.lines)
        return cost + ON_GRID * sum(meets_line(box, *ends) for ends in self.grid)


def _meets_circle(box: Box, x: float, y: float, r: float) -> bool:
    return off(box, (x, y)) < r


def meets_line(box: Box, start: Point, end: Point) -> bool:
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


def off(box: Box, at: Point) -> float:
    """Distance of a point from a box."""
    x, y = min(max(at[0], box.left), box.right), min(max(at[1], box.top), box.bottom)
    return hypot(at[0] - x, at[1] - y)


def _nudged(lines: Sequence[Line], spot: Spot, frame: Box) -> Spot:
    """The spot, moved by a few millimetres where the label would leave the frame."""
    boxes = boxes_of(lines, spot)
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    dx = max(frame.left - left, 0.0) or min(frame.right - right, 0.0)
    dy = max(frame.top - top, 0.0) or min(frame.bottom - bottom, 0.0)
    return Spot(spot.x + dx, spot.top + dy, spot.anchor) if abs(dx) + abs(dy) < NUDGE else spot


def _astray(boxes: Sequence[Box], own: Point, obstacles: Obstacles) -> bool:
    """Whether another mark lies nearer to the label than its own."""
    mine = min(off(box, own) for box in boxes)
    return any(min(off(box, (x, y)) for box in boxes) < mine - 0.01 for x, y, _ in obstacles.circles)


def _best(
    lines: Sequence[Line], spots: Iterable[Spot], obstacles: Obstacles, own: Point | None
) -> tuple[float, Spot]:
    best = (float("inf"), Spot(0, 0, "start"))
    for rank, wish in enumerate(spots):
        spot = _nudged(lines, wish, obstacles.frame)
        boxes = boxes_of(lines, spot)
        cost = rank * 0.5 + sum(obstacles.cost(box) for box in boxes)
        if own and _astray(boxes, own, obstacles):
            cost += ASTRAY
        if cost < best[0]:
            best = (cost, spot)
        if rank * 0.5 > best[0]:
            break
    return best


def place(
    d: Drawing,
    lines: Sequence[Line],
    spots: Iterable[Spot],
    obstacles: Obstacles,
    own: Point | None = None,
) -> list[Box]:
    """Set a label on its cheapest spot, and remember it as an obstacle.

    Where no spot is free of other text the whole frame is searched; where that has no room either the
    label is left out. `own` is the mark the label belongs to: it should be the nearest.

    Returns
    -------
    The boxes of the lines; none where the label was left out.
    """
    cost, spot = _best(lines, spots, obstacles, own)
    if cost >= FORBIDDEN:
        cost, spot = _best(lines, everywhere(obstacles.frame), obstacles, own)
    if cost >= FORBIDDEN:
        return []
    boxes = boxes_of(lines, spot)
    for line, box in zip(lines, boxes):
        baseline = box.top + line.size * POINT * 0.72
        d.text(spot.x, baseline, line.text, line.size, line.weight, line.fill, spot.anchor)
    obstacles.boxes += boxes
    return boxes
