"""Radar: two or three pictures of one profile on three to eight axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from salesex.reports.charts.parts import pair_marks
from salesex.reports.charts.placing import Line, Obstacles, Spot, heights, place
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


def _point(radius: float, angle: float, score: float) -> Point:
    r = radius * min(max(score, 0.0), 100.0) / 100
    return CX + r * cos(radians(angle)), CY + r * sin(radians(angle))


def _labels(axes: Sequence[Axis], small: bool) -> list[_Label]:
    size, note, limit = (LABEL, NOTE, 27.0) if small else (TEXT, LABEL, 38.0)
    found = []
    for axis in axes:
        lines = [Line(text, size, 600) for text in block(axis.label, limit, size, 600)]
        lines += [Line(text, note, 400, "n700") for text in block(axis.note, limit + 1, note) if text]
        found.append(_Label(tuple(lines)))
    return found


def _hits_circle(box: Box, radius: float) -> bool:
    x, y = min(max(CX, box.left), box.right), min(max(CY, box.top), box.bottom)
    return (x - CX) ** 2 + (y - CY) ** 2 < radius**2


def _slots(label: _Label, angle: float, radius: float) -> Iterable[Box]:
    """Boxes for a label outside the circle: beside its axis first, then away from the middle."""
    dx, dy = cos(radians(angle)), sin(radians(angle))
    wide, high = label.wide(), label.high()
    left = {1: WIDTH - wide, 0: CX - wide / 2, -1: 0.0}[round(dx * 1.2)]
    start = CY + (radius + 1.5) * dy - high / 2
    for step in range(100):
        for way in (1, -1) if abs(dy) < 0.1 else ((1,) if dy > 0 else (-1,)):
            top = start + way * step * 0.75
            if 0 <= top <= HEIGHT - high:
                yield Box(left, top, left + wide, top + high)


def _layout(labels: Sequence[_Label], radius: float) -> list[Box] | None:
    """A box for every label clear of the circle and of each other, or None at this radius."""
    found: list[Box] = []
    for i, label in enumerate(labels):
        for box in _slots(label, middle(i, len(labels)), radius):
            if not _hits_circle(box, radius + 1) and not any(box.meets(other) for other in found):
                found.append(box)
                break
        else:
            return None
    return found


def _corner_boxes(labels: Sequence[_Label]) -> list[Box]:
    """Four axes on the diagonals: the labels stand in the corners of the drawing."""
    tops = [0.0, 0.0] + [HEIGHT - 1 - label.high() for label in labels[2:]]
    lefts = [0.0, WIDTH - labels[1].wide(), WIDTH - labels[2].wide(), 0.0]
    boxes = zip(labels, lefts, tops)
    return [
        Box(x, y + 3.5, x + a.wide(), y + 3.5 + a.high()) if y == 0 else Box(x, y, x + a.wide(), y + a.high())
        for a, x, y in boxes
    ]


def _fit(axes: Sequence[Axis]) -> tuple[float, list[_Label], list[Box]]:
    """Largest circle that leaves room for all labels."""
    if len(axes) == 4:
        labels = _labels(axes, small=False)
        boxes = _corner_boxes(labels)
        radius = next(
            r / 2 for r in range(72, 30, -1) if not any(_hits_circle(b, r / 2 + 0.5) for b in boxes)
        )
        return radius, labels, boxes
    for radius in (FULL - i for i in range(20)):
        for small in (False, True) if len(axes) < 5 else (True,):
            labels = _labels(axes, small)
            if found := _layout(labels, radius):
                return radius, labels, found
    raise ValueError("a radar has three to eight axes")


def _set_label(d: Drawing, label: _Label, box: Box, angle: float) -> None:
    dx = round(cos(radians(angle)) * 1.2)
    anchors: dict[int, Anchor] = {1: "end", 0: "middle", -1: "start"}
    x = {1: box.right, 0: (box.left + box.right) / 2, -1: box.left}[dx]
    top = box.top
    for line, high in zip(label.lines, heights(label.lines)):
        d.text(x, top + line.size * POINT * 0.9, line.text, line.size, line.weight, line.fill, anchors[dx])
        top += high


def _grid(d: Drawing, radius: float, angles: Sequence[float]) -> None:
    for level in (25, 50, 75, 100):
        d.circle(CX, CY, radius * level / 100, stroke="n200", pen=0.6, mark="ring")
        if level > 25:
            y = CY - radius * level / 100 - 0.7
            box = text_box(CX, y, str(level), NOTE, anchor="middle")
            if not any(box.meets(other) for other in d.boxes):
                d.text(CX, y, str(level), NOTE, fill="n500", anchor="middle")
    for angle in angles:
        d.line(*_point(radius, angle, 25), *_point(radius, angle, 100), stroke="n200", pen=0.6)


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
    """Write the word of a curve beside the middle of one of its edges, where there is room."""
    line = Line(curve.label, LABEL, 600 if curve.kind == "self" else 400, "b700")
    high, spots = heights([line])[0], []
    outwards = 1 if curve.kind == "self" else -1
    for share in (0.5, 0.3, 0.7):
        for a, b in _edges(points):
            x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
            for gap in (1.4, 3.0, 5.0, 8.0, 12.0):
                for way in (outwards, -outwards):
                    right = (x >= CX) == (way > 0)
                    spots.append(
                        Spot(x + (gap if right else -gap), y - high / 2, "start" if right else "end")
                    )
                    spots.append(Spot(x, y + gap * way - (high if way < 0 else 0), "middle"))
    spots.sort(key=lambda s: -s.x)
    place(d, [line], spots, o)


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
    angles = [middle(i, len(axes)) for i in range(len(axes))]
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
    return d
