"""The plane of types: reference profiles and the client between them, projected on two means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from salesex.reports.charts.parts import TICKS
from salesex.reports.charts.placing import Line, Obstacles, around, heights, meets_line, off, place
from salesex.reports.charts.signet import sectors
from salesex.reports.drawing import LABEL, NOTE, TEXT, Box, Colours, Drawing, Point
from salesex.reports.metrics import block, fit

WIDTH, HEIGHT, SIDE, MARGIN, RADIUS = 112.0, 119.0, 102.0, 8.0, 7.5


@dataclass(frozen=True, slots=True)
class Reference:
    """A type: its reference profile, its place on the plane (0-100), whether it is the client's own."""

    label: str
    note: str
    x: float
    y: float
    profile: tuple[float, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """The client's place; `spread` is an ellipse: half axes in score points, turn in degrees (clockwise)."""

    label: str
    note: str
    x: float
    y: float
    spread: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The message and what the two axes are."""

    title: str
    x_axis: str
    y_axis: str


@dataclass(frozen=True, slots=True)
class _Plane:
    """The square in mm: left edge, upper edge, side."""

    left: float
    top: float
    side: float

    def at(self, x: float, y: float) -> Point:
        return self.left + self.side * x / 100, self.top + self.side * (1 - y / 100)

    def box(self) -> Box:
        return Box(self.left, self.top, self.left + self.side, self.top + self.side)


def _radius(references: Sequence[Reference]) -> float:
    """Radius of the signets: smaller where references lie close together."""
    pairs = [(a, b) for i, a in enumerate(references) for b in references[i + 1 :]]
    nearest = min((hypot(a.x - b.x, a.y - b.y) for a, b in pairs), default=100.0)
    return min(RADIUS, max(3.0, nearest * SIDE / 200 - 0.4))


def _pad(references: Sequence[Reference], radius: float) -> float:
    """How far a signet would reach beyond the square."""
    edges = [value for ref in references for value in (ref.x, 100 - ref.x, ref.y, 100 - ref.y)]
    return max(0.0, radius - min(edges, default=100.0) * SIDE / 100)


def _grid(d: Drawing, plane: _Plane, pad: float) -> None:
    bottom, right = plane.top + plane.side, plane.left + plane.side
    for tick in TICKS:
        x, y = plane.at(tick, tick)
        if tick % 50 == 0:
            d.line(x, plane.top, x, bottom, stroke="n200", mark="tick")
            d.line(plane.left, y, right, y, stroke="n200")
        d.text(x, bottom + pad + 4, str(tick), NOTE, fill="n500", anchor="middle")
        d.text(plane.left - pad - 1.6, y + 0.9, str(tick), NOTE, fill="n500", anchor="end")


def _signet(d: Drawing, at: Point, radius: float, ref: Reference) -> None:
    d.circle(*at, radius, "paper", stroke="n300", pen=0.5, mark="reference")
    sectors(d, at, radius - 0.2, ref.profile, ["b700" if ref.own else "b400"] * len(ref.profile))


def _client(d: Drawing, plane: _Plane, client: Client) -> None:
    at, scale = plane.at(client.x, client.y), plane.side / 100
    if client.spread:
        across, along, turn = client.spread
        d.ellipse(*at, across * scale, along * scale, turn, "b200", opacity=0.6)


def _line_to_own(at: Point, own: Point, radius: float) -> tuple[Point, Point] | None:
    """From the client to the edge of its type's signet; None where the client lies on the signet."""
    length = hypot(own[0] - at[0], own[1] - at[1])
    if length <= radius + 1.5:
        return None
    share = 1 - (radius + 0.7) / length
    return at, (at[0] + (own[0] - at[0]) * share, at[1] + (own[1] - at[1]) * share)


def _label(name: str, note: str, limit: float) -> list[Line]:
    lines = [Line(text, TEXT, 600) for text in block(name, limit, TEXT, 600)]
    return lines + [Line(text, LABEL, 400, "n700") for text in block(note, limit + 6, LABEL) if text]


def _place(d: Drawing, label: list[Line], at: Point, radius: float, order: str, o: Obstacles) -> None:
    """Set a label; without room for all of it, its first line alone. A far one is tied to its mark."""
    for lines in (label, label[:1]):
        boxes = place(d, lines, around(*at, radius, sum(heights(lines)), order), o, at)
        if boxes:
            nearest = min(boxes, key=lambda box: off(box, at))
            if off(nearest, at) > radius + 7:
                _tie(d, at, radius, nearest)
            return


def _tie(d: Drawing, at: Point, radius: float, box: Box) -> None:
    """Draw a thin line from the edge of a mark to its label, unless it would cross a text."""
    x, y = min(max(at[0], box.left), box.right), min(max(at[1], box.top), box.bottom)
    length = hypot(x - at[0], y - at[1])
    start, end = radius / length, 1 - 0.8 / length
    ends = [(at[0] + (x - at[0]) * share, at[1] + (y - at[1]) * share) for share in (start, end)]
    if not any(meets_line(other, *ends) for other in d.boxes):
        d.line(*ends[0], *ends[1], stroke="n500", pen=0.5)


def _obstacles(d: Drawing, plane: _Plane, pad: float) -> Obstacles:
    inner = plane.box()
    frame = Box(
        inner.left - pad + 0.8, inner.top - pad + 0.8, inner.right + pad - 0.8, inner.bottom + pad - 0.8
    )
    o = Obstacles(frame, list(d.boxes))
    for tick in (0, 50, 100):
        o.grid.append((plane.at(tick, 0), plane.at(tick, 100)))
        o.grid.append((plane.at(0, tick), plane.at(100, tick)))
    return o


def draw(client: Client | None, references: Sequence[Reference], colours: Colours, words: Words) -> Drawing:
    """Draw the plane 112 x 119 mm: signets of the references, the client, a line to its own type.

    Labels are put where they cover no other label and, as far as there is room, no mark.
    """
    d = Drawing(WIDTH, HEIGHT, colours, words.title)
    radius = _radius(references)
    pad = _pad(references, radius)
    plane = _Plane(MARGIN + pad, 7 + pad, SIDE - 2 * pad)
    _grid(d, plane, pad)
    d.text(MARGIN + SIDE, HEIGHT - 1.4, fit(words.x_axis, SIDE, LABEL), LABEL, fill="n700", anchor="end")
    d.text(MARGIN, 3.4, fit(words.y_axis, SIDE, LABEL), LABEL, fill="n700")
    o = _obstacles(d, plane, pad)
    places = [plane.at(ref.x, ref.y) for ref in references]
    o.circles = [(*at, radius + 0.4) for at in places]
    if client:
        _client(d, plane, client)
    for at, ref in zip(places, references):
        _signet(d, at, radius, ref)
    if client:
        at = plane.at(client.x, client.y)
        o.circles.append((*at, 3.2))
        for target, ref in zip(places, references):
            line = _line_to_own(at, target, radius) if ref.own else None
            if line:
                d.line(*line[0], *line[1], stroke="b700", pen=1)
                o.lines.append(line)
        d.circle(*at, 2, "b900", mark="client")
        reach = 2.0 if not client.spread else max(2.0, client.spread[0] * plane.side / 100)
        _place(d, _label(client.label, client.note, 44), at, reach, "rltb", o)
    for at, ref in zip(places, references):
        _place(d, _label(ref.label, ref.note, 30), at, radius, "btrl", o)
    return d
