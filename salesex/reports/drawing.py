"""A drawing surface in millimetres that knows how wide its text is.

Coordinates are millimetres, type sizes and stroke widths points, output CSS pixels. Colours are names
of the palette. Every text box is remembered, so that labels that overlap or leave the drawing are
found. Marks that stand for a value carry `data-mark`, so that their positions can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians, sin
from typing import Literal, TypedDict, Unpack

from salesex.reports import metrics

FAMILY = "Source Sans 3, Source Sans 3 Ext, sans-serif"
"""The two subsets of the font, as the style sheet names them."""

NOTE, LABEL, TEXT, SECTION, MESSAGE, FIGURE, COVER = SIZES = (7.5, 8.5, 10, 13, 22, 34, 60)
"""The type scale in points; nothing between."""

PX = 96 / 25.4
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Colours = Mapping[str, str]
Point = tuple[float, float]
Mark = Literal["self", "external", "mirror"]
Anchor = Literal["start", "middle", "end"]


class Style(TypedDict, total=False):
    """How a shape is drawn: colours by name, `pen` in points, `dash` in mm, `mark` names the value."""

    stroke: str
    pen: float
    dash: Sequence[float]
    opacity: float
    mark: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm; for text with the text in it."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def meets(self, other: Box) -> bool:
        """Whether the two share area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box, slack: float = 0.0) -> bool:
        """Whether this box lies in the other, give or take `slack`."""
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart: `title` says what they are, the first `words` columns hold words."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


def clean(text: str) -> str:
    """Text as one line without what XML forbids; no-break spaces stay."""
    return NO_XML.sub("\ufffd", re.sub("[\t\n\r ]+", " ", text)).strip(" ")


def text_box(x: float, y: float, text: str, size: float, weight: int = 400, anchor: Anchor = "start") -> Box:
    """Box of a line of text whose baseline starts, centres or ends at (x, y)."""
    wide = metrics.width(text, size, weight)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size * metrics.POINT * 0.72, left + wide, y + size * metrics.POINT * 0.2, text)


def _px(value: float) -> str:
    text = f"{value * PX:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Drawing:
    """One picture, `width` x `height` mm; `title` is the message that stands for it in words.

    `table` holds its numbers where they stand in no table beside it.
    """

    def __init__(
        self, width: float, height: float, colours: Colours, title: str, *, inline: bool = False
    ) -> None:
        self.width, self.height, self.colours, self.title = width, height, colours, clean(title)
        self.table: Table | None = None
        self.boxes: list[Box] = []
        self._parts: list[str] = []
        self._class = "inline" if inline else "chart"

    # shapes

    def line(self, x1: float, y1: float, x2: float, y2: float, **style: Unpack[Style]) -> None:
        """Draw a straight line; n300 and half a point unless told."""
        style.setdefault("stroke", "n300")
        style.setdefault("pen", 0.5)
        self._add("path", f'd="M{_px(x1)} {_px(y1)}L{_px(x2)} {_px(y2)}"', None, style)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, **style: Unpack[Style]) -> None:
        """Draw a rectangle from its upper left corner; a negative size draws nothing."""
        if w <= 0 or h <= 0:
            return
        where = f'x="{_px(x)}" y="{_px(y)}" width="{_px(w)}" height="{_px(h)}"'
        self._add("rect", where, fill, style)

    def circle(self, x: float, y: float, r: float, fill: str = "none", **style: Unpack[Style]) -> None:
        """Draw a circle."""
        self._add("circle", f'cx="{_px(x)}" cy="{_px(y)}" r="{_px(r)}"', fill, style)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, turn: float, fill: str, **style: Unpack[Style]
    ) -> None:
        """Draw an ellipse turned clockwise by `turn` degrees."""
        where = f'cx="{_px(x)}" cy="{_px(y)}" rx="{_px(rx)}" ry="{_px(ry)}"'
        if turn:
            where += f' transform="rotate({turn:.2f} {_px(x)} {_px(y)})"'
        self._add("ellipse", where, fill, style)

    def path(
        self, points: Sequence[Point], fill: str = "none", *, close: bool = False, **style: Unpack[Style]
    ) -> None:
        """Draw straight lines through points."""
        d = "M" + "L".join(f"{_px(x)} {_px(y)}" for x, y in points) + ("Z" if close else "")
        self._add("path", f'd="{d}"', fill, style)

    def sector(
        self, x: float, y: float, r: float, start: float, sweep: float, fill: str, **style: Unpack[Style]
    ) -> None:
        """Draw a slice of a disc: from `start` degrees (0 right, 90 down) clockwise by `sweep`."""
        if sweep >= 360:
            self.circle(x, y, r, fill, **style)
            return
        ends = [(x + r * cos(radians(a)), y + r * sin(radians(a))) for a in (start, start + sweep)]
        (x1, y1), (x2, y2) = ends
        arc = f"A{_px(r)} {_px(r)} 0 {int(sweep > 180)} 1 {_px(x2)} {_px(y2)}"
        self._add("path", f'd="M{_px(x)} {_px(y)}L{_px(x1)} {_px(y1)}{arc}Z"', fill, style)

    def mark(self, kind: Mark, x: float, y: float, r: float = 1.35) -> None:
        """Draw a value: self a filled disc, external a ring, mirror a diamond."""
        if kind == "self":
            self.circle(x, y, r, "b700", mark=kind)
        elif kind == "external":
            self.circle(x, y, r - 0.15, "paper", stroke="b700", pen=0.6 + r / 2, mark=kind)
        else:
            s = r * 1.15
            diamond = [(x, y - s), (x + s, y), (x, y + s), (x - s, y)]
            self.path(diamond, "b400", close=True, mark=kind)

    # text

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = LABEL,
        weight: int = 400,
        fill: str = "ink",
        anchor: Anchor = "start",
        plate: str | None = None,
    ) -> Box:
        """Set one line with its baseline at y and remember its box; `plate` is the colour behind it.

        Raises
        ------
        ValueError : the size is not on the type scale
        """
        if size not in SIZES:
            raise ValueError(f"{size} pt is not on the type scale")
        text = clean(text)
        box = text_box(x, y, text, size, weight, anchor)
        if not text:
            return box
        if plate:
            self.rect(
                box.left - 0.6, box.top - 0.3, box.right - box.left + 1.2, box.bottom - box.top + 0.6, plate
            )
        self.boxes.append(box)
        where = f'x="{_px(x)}" y="{_px(y)}" font-size="{size * 4 / 3:.4g}"'
        if weight != 400:
            where += f' font-weight="{weight}"'
        if anchor != "start":
            where += f' text-anchor="{anchor}"'
        self._parts.append(f'<text {where} fill="{self.colours[fill]}">{escape(text)}</text>')
        return box

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = LABEL,
        weight: int = 400,
        fill: str = "ink",
        anchor: Anchor = "start",
        lead: float = 3.6,
    ) -> float:
        """Set lines below each other; returns the baseline after the last."""
        for i, line in enumerate(lines):
            self.text(x, y + i * lead, line, size, weight, fill, anchor)
        return y + len(lines) * lead

    # result

    def problems(self) -> list[str]:
        """Labels that overlap each other or leave the drawing, one sentence each; empty when all is well."""
        frame, found = Box(0, 0, self.width, self.height), []
        for i, box in enumerate(self.boxes):
            if not box.within(frame, slack=0.3):
                found.append(f"{self.title[:30]}: {box.text!r} leaves the drawing")
            clashes = (other for other in self.boxes[i + 1 :] if box.meets(other))
            found += [f"{self.title[:30]}: {box.text!r} overlaps {other.text!r}" for other in clashes]
        return found

    def __str__(self) -> str:
        size = f'width="{_px(self.width)}" height="{_px(self.height)}"'
        view = f'viewBox="0 0 {_px(self.width)} {_px(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{self._class}" {size} {view}'
        title = f'role="img" font-family="{FAMILY}"><title>{escape(self.title)}</title>'
        return f"{head} {title}{''.join(self._parts)}</svg>"

    def __html__(self) -> str:
        """Markup for a template that escapes everything else."""
        return str(self)

    def _add(self, tag: str, where: str, fill: str | None, style: Style) -> None:
        out = f"<{tag} {where}"
        for key, name in (("fill", fill), ("stroke", style.get("stroke"))):
            if name is not None:
                out += f' {key}="{"none" if name == "none" else self.colours[name]}"'
        if "pen" in style:
            out += f' stroke-width="{style["pen"] * 4 / 3:.2f}"'
        if "dash" in style:
            out += f' stroke-dasharray="{" ".join(_px(part) for part in style["dash"])}"'
        if "opacity" in style:
            out += f' fill-opacity="{style["opacity"]:g}"'
        if "mark" in style:
            out += f' data-mark="{escape(style["mark"])}"'
        self._parts.append(out + "/>")
