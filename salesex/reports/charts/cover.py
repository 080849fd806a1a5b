"""The cover: the profile as a large signet, or stairs where there is no profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, copysign, cos, degrees, hypot, radians, sin

from salesex.reports.charts.signet import middle, sectors
from salesex.reports.drawing import FIGURE, NOTE, SECTION, TEXT, Anchor, Box, Colours, Drawing, text_box
from salesex.reports.formats import score as written
from salesex.reports.metrics import block

SIZE, CENTRE, FULL, GAP = 210.0, 105.0, 94.0, 1.2
_FILLS = ("b500", "b200", "paper", "b700")


@dataclass(frozen=True, slots=True)
class Slice:
    """One dimension: short title and score 0-100, None where it is not shown."""

    label: str
    score: float | None


@dataclass(frozen=True, slots=True)
class _Spot:
    x: float
    y: float
    anchor: Anchor


def fills(count: int) -> list[str]:
    """Fill of every slice; neighbours, also last and first, differ."""
    found = [_FILLS[i % 4] for i in range(count)]
    if count > 1 and found[-1] == found[0]:
        found[-1] = "b200"
    return found


def _boxes(spot: _Spot, figure: str, lines: Sequence[str], size: float) -> list[Box]:
    first = text_box(spot.x, spot.y, figure, size, 300, spot.anchor)
    rest = (text_box(spot.x, spot.y + 6 + i * 4.4, t, TEXT, 400, spot.anchor) for i, t in enumerate(lines))
    return [first, *rest]


def _corners(boxes: Iterable[Box]) -> Iterable[tuple[float, float]]:
    for box in boxes:
        for x in (box.left, box.right):
            for y in (box.top, box.bottom):
                yield x - CENTRE, y - CENTRE


def _inside(boxes: Sequence[Box], angle: float, half: float, near: float, far: float) -> bool:
    """Whether all corners lie in the slice round `angle`, between two radii, clear of its edges."""
    for x, y in _corners(boxes):
        r = hypot(x, y)
        off = (degrees(atan2(y, x)) - angle + 180) % 360 - 180
        clear = half >= 180 or (abs(off) < half and r * sin(radians(min(half - abs(off), 90))) > 2.5)
        if not (near <= r <= far and clear):
            return False
    return True


def _spots(angle: float, count: int, wish: float) -> Iterable[_Spot]:
    """First close to the cross (four slices), then along the middle of the slice, near `wish` mm first."""
    sx, sy = cos(radians(angle)), sin(radians(angle))
    if count == 4:
        anchor: Anchor = "start" if sx > 0 else "end"
        yield _Spot(CENTRE + copysign(7, sx), CENTRE + (18 if sy > 0 else -13.5), anchor)
    radii = range(0 if count == 1 else 10, int(FULL))
    for r in sorted(radii, key=lambda r: abs(r - wish)):
        yield _Spot(CENTRE + r * sx, CENTRE + r * sy + 1.5, "middle")


def _label(d: Drawing, part: Slice, angle: float, count: int, fill: str) -> None:
    """Write figure and title on the slice, else beyond it in the same direction, else smaller."""
    half, reach = 180 / count, FULL * (part.score or 0) / 100
    on_fill = "b900" if fill in {"b200", "paper"} else "paper"
    figure = "–" if part.score is None else written(part.score)
    wish = 0.62 * reach if count > 1 else 0.0
    grounds = ((0.0, reach - 2, wish, on_fill), (reach + 2, FULL + 4, reach, "paper"))
    for size, limit in ((FIGURE, 44.0), (SECTION, 30.0), (SECTION, 22.0)):
        lines = block(part.label, limit, TEXT)
        for near, far, wish, ink in grounds:
            for spot in _spots(angle, count, wish):
                if _inside(_boxes(spot, figure, lines, size), angle, half, near, far):
                    d.text(spot.x, spot.y, figure, size, 300, ink, spot.anchor)
                    d.lines(spot.x, spot.y + 6, lines, TEXT, 400, ink, spot.anchor, lead=4.4)
                    return


def draw(slices: Sequence[Slice], colours: Colours, title: str) -> Drawing:
    """Draw the signet 210 x 210 mm for a ground in b900.

    The radius of a slice is the score of its dimension, the outer ring is 100. Figures stand on their
    slice where they fit, else beyond it.
    """
    d = Drawing(SIZE, SIZE, colours, title)
    scores = [part.score for part in slices]
    for level in (25, 50, 75, 100):
        d.circle(CENTRE, CENTRE, FULL * level / 100, stroke="b500", pen=0.4, mark="ring")
    kinds = fills(len(slices))
    sectors(d, (CENTRE, CENTRE), FULL, scores, kinds, GAP)
    for i, (part, kind) in enumerate(zip(slices, kinds)):
        _label(d, part, middle(i, len(slices)), len(slices), kind)
    highest = max((score for score in scores if score is not None), default=0)
    for level in (50, 75, 100):
        box = text_box(CENTRE, CENTRE - FULL * level / 100 - 1.2, str(level), NOTE, anchor="middle")
        if level > highest and not any(box.meets(other) for other in d.boxes):
            d.text(CENTRE, CENTRE - FULL * level / 100 - 1.2, str(level), NOTE, fill="b200", anchor="middle")
    return d


def stairs(reached: int, count: int, colours: Colours, title: str) -> Drawing:
    """Draw the fallback without a profile, 210 x 210 mm: `count` stairs, those reached filled."""
    d = Drawing(SIZE, SIZE, colours, title)
    left, right, base, top = 20.0, 190.0, 190.0, 40.0
    run, rise = (right - left) / count, (base - top) / count
    for stage in range(1, count + 1):
        x, y = left + (stage - 1) * run, base - stage * rise
        fill = ("b200" if stage < reached else "paper") if stage <= reached else "b700"
        d.rect(x, y, right - x, rise - 0.6, fill, mark="reached" if stage <= reached else "open")
    return d
