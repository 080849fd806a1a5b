"""Radar: two or three pictures of one profile on three to eight axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, radians, sin

from salesex.reports.charts.parts import pair_marks
from salesex.reports.charts.placing import Line, Obstacles, Spot, heights, off, place
from salesex.reports.charts.signet import middle
from salesex.reports.drawing import LABEL, NOTE, TEXT, Anchor, Box, Colours, Drawing, Mark, Point, text_box
from salesex.reports.metrics import POINT, block

WIDTH, HEIGHT, CX, CY, FULL = 83.0, 92.0, 41.5, 46.0, 36.0


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension: short title and a line below it with the values."""

    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One picture: its kind, its word, and a score 0-100 (or None) per axis."""

    kind: Mark
    label: str
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """A corner label, already broken: lines from top to bottom."""

    lines: tuple[Line, ...]

    def wide(self) -> float:
        return max(text_box(0, 0, line.text, line.size, line.weight).right for line in self.lines)

    def high(self) -> float:
        return sum(heights(self.lines))


def _angles(count: int) -> list[float]:
    """Direction of every axis; six start at the top, so that none is level and leaves its label no room."""
    if count == 6:
        return [-90 + 60 * i for i in range(6)]
    return [middle(i, count) for i in range(count)]


def _point(radius: float, angle: float, score: float) -> Point:
    r = radius * min(max(score, 0.0), 100.0) / 100
    return CX + r * cos(radians(angle)), CY + r * sin(radians(angle))


def _labels(axes: Sequence[Axis], size: float, note: float, limit: float) -> list[_Label]:
    found = []
    for axis in axes:
        lines = [Line(text, size, 600) for text in block(axis.label, limit, size, 600)]
        lines += [Line(text, note, 400, "n700") for text in block(axis.note, limit + 1, note) if text]
        found.append(_Label(tuple(lines)))
    return found


def _anchor(angle: float) -> Anchor:
    """How a label is set: centred at an upright axis, outwards from the middle near it, else at the edge."""
    dx = cos(radians(angle))
    if abs(dx) < 0.2:
        return "middle"
    outwards: tuple[Anchor, Anchor] = ("start", "end") if abs(dx) < 0.5 else ("end", "start")
    return outwards[0] if dx > 0 else outwards[1]


def _left(angle: float, wide: float) -> float:
    """Left edge of a label `wide` mm."""
    dx = cos(radians(angle))
    if abs(dx) < 0.2:
        return CX - wide / 2
    if abs(dx) < 0.5:
        return CX + 1.5 if dx > 0 else CX - 1.5 - wide
    return WIDTH - wide if dx > 0 else 0.0


def _slots(label: _Label, angle: float, radius: float) -> Iterable[Box]:
    """Boxes for a label outside the circle: beside its axis first, then away from the middle."""
    dy = sin(radians(angle))
    wide, high = label.wide(), label.high()
    left = _left(angle, wide)
    start = CY + (radius + 1.5) * dy - high / 2
    for step in range(100):
        for way in (1, -1) if abs(dy) < 0.1 else ((1,) if dy > 0 else (-1,)):
            top = start + way * step * 0.75
            if 0 <= top <= HEIGHT - high:
                yield Box(left, top, left + wide, top + high)


def _own(box: Box, index: int, ends: Sequence[Point]) -> bool:
    """Whether a label lies nearer to the end of its own axis than to any other."""
    away = [off(box, end) for end in ends]
    return away[index] <= min(away) + 0.01


def _layout(labels: Sequence[_Label], radius: float, strict: bool) -> list[Box] | None:
    """A box for every label clear of the circle and of each other, or None at this radius."""
    angles = _angles(len(labels))
    ends = [_point(radius, angle, 100) for angle in angles]
    found: list[Box] = []
    for i, (label, angle) in enumerate(zip(labels, angles)):
        for box in _slots(label, angle, radius):
            free = off(box, (CX, CY)) >= radius + 1 and not any(box.meets(other) for other in found)
            if free and (_own(box, i, ends) or not strict):
                found.append(box)
                break
        else:
            return None
    return found


def _corners(labels: Sequence[_Label]) -> list[Box]:
    """Four axes on the diagonals: the labels stand in the corners of the drawing."""
    boxes = []
    for i, label in enumerate(labels):
        left = WIDTH - label.wide() if i in {1, 2} else 0.0
        top = 3.5 if i < 2 else HEIGHT - 1 - label.high()
        boxes.append(Box(left, top, left + label.wide(), top + label.high()))
    return boxes


def _fit(axes: Sequence[Axis]) -> tuple[float, list[_Label], list[Box]]:
    """Largest circle that leaves room for all labels, the labels and where they stand."""
    if len(axes) == 4:
        labels = _labels(axes, TEXT, LABEL, 38)
        boxes = _corners(labels)
        return min(FULL, *(off(box, (CX, CY)) - 0.5 for box in boxes)), labels, boxes
    large = [(TEXT, LABEL, 38.0)] if len(axes) == 3 else []
    for strict, smallest in ((True, 16), (False, 8)):
        for half in range(int(FULL) * 2, smallest * 2, -1):
            for size, note, limit in [*large, (LABEL, NOTE, 27.0)]:
                labels = _labels(axes, size, note, limit)
                if found := _layout(labels, half / 2, strict):
                    return half / 2, labels, found
    raise ValueError("labels leave no room for a radar")


def _set_label(d: Drawing, label: _Label, box: Box, angle: float) -> None:
    anchor = _anchor(angle)
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[anchor]
    top = box.top
    for line, high in zip(label.lines, heights(label.lines)):
        d.text(x, top + line.size * POINT * 0.9, line.text, line.size, line.weight, line.fill, anchor)
        top += high


def _grid(d: Drawing, radius: float, angles: Sequence[float]) -> None:
    for level in (25, 50, 75, 100):
        d.circle(CX, CY, radius * level / 100, stroke="n200", pen=0.6, mark="ring")
    for angle in angles:
        d.line(*_point(radius, angle, 25), *_point(radius, angle, 100), stroke="n200", pen=0.6)


def _figures(d: Drawing, radius: float, o: Obstacles) -> None:
    """Figures of the rings above the middle, where nothing is in their way."""
    for level in (50, 75, 100):
        y = CY - radius * level / 100 - 0.7
        box = text_box(CX, y, str(level), NOTE, anchor="middle")
        if o.cost(box) < 1:
            o.boxes.append(d.text(CX, y, str(level), NOTE, fill="n500", anchor="middle"))


def _outline(d: Drawing, curve: Curve, points: Sequence[Point | None]) -> None:
    """Close the figure where every score is known; else join neighbours only."""
    known = [p for p in points if p]
    dash = {"self": None, "external": (1.3, 0.9), "mirror": (0.5, 0.7)}[curve.kind]
    pen = 1.2 if curve.kind == "self" else 1.0
    whole = len(known) == len(points)
    if whole and curve.kind == "self":
        d.path(known, "b200", close=True, opacity=0.4)
    ends = [(a, b) for a, b in zip(points, [*points[1:], points[0]]) if a and b]
    paths = [known] if whole else [[a, b] for a, b in ends]
    for path in paths:
        if dash:
            d.path(path, close=whole, stroke="b700", pen=pen, dash=dash)
        else:
            d.path(path, close=whole, stroke="b700", pen=pen)


def _marks(d: Drawing, curves: Sequence[Curve], places: Sequence[Sequence[Point | None]]) -> None:
    """Marks on top of all lines; self and external of one axis as a pair."""
    kinds = {curve.kind: place for curve, place in zip(curves, places)}
    both = list(zip(kinds.get("self", ()), kinds.get("external", ())))
    for i in range(len(places[0]) if places else 0):
        if i < len(both) and both[i][0] and both[i][1]:
            own, other = both[i]
            assert own and other
            pair_marks(d, own, other, 1.1)
            continue
        for curve, points in zip(curves, places):
            point = points[i]
            if point:
                d.mark(curve.kind, *point, 1.1)


def _edges(points: Sequence[Point | None]) -> list[tuple[Point, Point]]:
    return [(a, b) for a, b in zip(points, [*points[1:], points[0]]) if a and b]


def _name(d: Drawing, curve: Curve, points: Sequence[Point | None], o: Obstacles) -> None:
    """Write the word of a curve beside one of its edges, where there is room: self outside first."""
    line = Line(curve.label, LABEL, 600 if curve.kind == "self" else 400, "b700")
    high = heights([line])[0]
    spots: list[tuple[float, Spot]] = []
    for (a, b), share, gap in product(
        _edges(points), (0.5, 0.4, 0.6, 0.25, 0.75), (1.2, 2.2, 3.5, 5.0, 8.0, 12.0)
    ):
        x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        for outwards in (True, False):
            right = (x >= CX) == outwards
            unlike = 3.0 if outwards != (curve.kind == "self") else 0.0
            rank = gap * 2 + unlike + abs(share - 0.5) * 4 - x / 20
            spots.append(
                (rank, Spot(x + (gap if right else -gap), y - high / 2, "start" if right else "end"))
            )
    place(d, [line], [spot for _, spot in sorted(spots, key=lambda pair: pair[0])], o)


def draw(axes: Sequence[Axis], curves: Sequence[Curve], colours: Colours, title: str) -> Drawing:
    """Draw a radar 83 x 92 mm with three to eight axes; four stand on the diagonals.

    The circle is as large as the labels allow (radius 36 mm for four axes with short titles).

    Raises
    ------
    ValueError : fewer than three or more than eight axes
    """
    if not 3 <= len(axes) <= 8:
        raise ValueError("a radar has three to eight axes")
    d = Drawing(WIDTH, HEIGHT, colours, title)
    radius, labels, boxes = _fit(axes)
    angles = _angles(len(axes))
    for label, box, angle in zip(labels, boxes, angles):
        _set_label(d, label, box, angle)
    _grid(d, radius, angles)
    places = [
        [None if s is None else _point(radius, a, s) for s, a in zip(curve.scores, angles)]
        for curve in curves
    ]
    for curve, points in zip(curves, places):
        _outline(d, curve, points)
    _marks(d, curves, places)
    o = Obstacles(Box(0, 0, WIDTH, HEIGHT), list(d.boxes))
    o.circles = [(p[0], p[1], 1.6) for points in places for p in points if p]
    o.lines = [edge for points in places for edge in _edges(points)]
    for curve, points in zip(curves, places):
        _name(d, curve, points, o)
    _figures(d, radius, o)
    return d
