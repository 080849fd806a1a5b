"""What several charts share: the scale from 0 to 100, ticks, thresholds, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.drawing import NOTE, Box, Drawing, text_box
from salesex.reports.formats import score as written

TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Axis:
    """A horizontal scale from 0 to 100, `length` mm long from `x`."""

    x: float
    length: float

    def at(self, value: float) -> float:
        """Place of a value in mm; what lies beyond the scale is put on its end."""
        return self.x + self.length * min(max(value, 0.0), 100.0) / 100


def tick_lines(d: Drawing, axis: Axis, top: float, bottom: float, ticks: Sequence[int] = TICKS) -> None:
    """Grid lines of a scale."""
    for tick in ticks:
        x = axis.at(tick)
        d.line(x, top, x, bottom, stroke="n200", mark="tick")


def tick_labels(
    d: Drawing,
    axis: Axis,
    y: float,
    ticks: Sequence[int] = TICKS,
    threshold: float | None = None,
    size: float = NOTE,
) -> None:
    """Figures of a scale; the threshold is set in semibold and a figure in its way is left out."""
    taken: Box | None = None
    if threshold is not None:
        taken = d.text(axis.at(threshold), y, written(threshold), size, 600, anchor="middle")
    for tick in ticks:
        box = text_box(axis.at(tick), y, str(tick), size, anchor="middle")
        near = taken and box.left < taken.right + 0.8 and taken.left - 0.8 < box.right
        if not near:
            d.text(axis.at(tick), y, str(tick), size, fill="n500", anchor="middle")


def threshold_line(d: Drawing, x: float, top: float, bottom: float) -> None:
    """Mark the threshold with a stroke in ink."""
    d.line(x, top, x, bottom, stroke="ink", pen=0.7, mark="threshold")


def interval_band(
    d: Drawing, axis: Axis, y: float, low: float | None, high: float | None, thick: float = 1.8
) -> None:
    """Draw the band of an interval behind a mark; nothing where there is no interval."""
    if low is None or high is None:
        return
    left, right = axis.at(low), axis.at(high)
    d.rect(left, y - thick / 2, right - left, thick, "b200", mark="interval")


def pair_marks(d: Drawing, own: tuple[float, float], other: tuple[float, float], r: float) -> None:
    """Draw self and external; where they all but coincide, the disc is set inside the ring."""
    near = abs(own[0] - other[0]) + abs(own[1] - other[1]) < r * 0.6
    if near:
        d.mark("external", *other, r * 1.1)
        d.mark("self", *own, r * 0.55)
    else:
        d.mark("self", *own, r)
        d.mark("external", *other, r)


def clamped(x: float, wide: float, left: float, right: float) -> float:
    """Centre of a label `wide` mm that keeps it between left and right."""
    return min(max(x, left + wide / 2), right - wide / 2)


def reason_plate(d: Drawing, x: float, y: float, text: str, size: float = NOTE) -> None:
    """Write why a value is not shown, over the grid."""
    d.text(x, y, text, size, fill="n500", anchor="middle", plate="paper")
