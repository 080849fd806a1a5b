"""Facets as dots with intervals, one block per dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.parts import (
    Axis,
    interval_band,
    reason_plate,
    threshold_line,
    tick_labels,
    tick_lines,
)
from salesex.reports.drawing import LABEL, NOTE, Colours, Drawing
from salesex.reports.formats import score as written
from salesex.reports.metrics import block, fit

WIDTH, ROW, LEAD = 170.0, 4.5, 3.6


@dataclass(frozen=True, slots=True)
class Facet:
    """One row; `reason` says why there is no score."""

    label: str
    score: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A dimension with its facets."""

    label: str
    rows: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """A block with its broken texts."""

    label: list[str]
    rows: list[tuple[Facet, list[str]]]

    def height(self) -> float:
        rows = sum(ROW + LEAD * (len(lines) - 1) for _, lines in self.rows)
        return max(rows, ROW + LEAD * (len(self.label) - 1))


def _broken(blocks: Sequence[Block]) -> list[_Lines]:
    return [
        _Lines(block(b.label, 32, LABEL, 600, most=3), [(row, block(row.label, 50, LABEL)) for row in b.rows])
        for b in blocks
    ]


def _row(d: Drawing, axis: Axis, y: float, row: Facet, lines: list[str]) -> None:
    """A row whose first line is centred on y; the mark stands in the middle of all its lines."""
    shown = row.score is not None
    d.lines(34, y + 1.1, lines, LABEL, fill="ink" if shown else "n500")
    y += LEAD * (len(lines) - 1) / 2
    if row.score is None:
        reason_plate(d, axis.at(50), y + 1, fit(row.reason, axis.length - 2, NOTE))
        d.text(WIDTH, y + 1.1, "–", LABEL, fill="n500", anchor="end")
        return
    interval_band(d, axis, y, row.low, row.high)
    d.mark("self", axis.at(row.score), y, 1.2)
    d.text(WIDTH, y + 1.1, written(row.score), LABEL, 600, anchor="end")


def draw(blocks: Sequence[Block], colours: Colours, title: str, threshold: float | None = None) -> Drawing:
    """Draw 170 mm wide, 4.5 mm a row; twelve facets in four blocks are 63 mm high."""
    parts, axis = _broken(blocks), Axis(88, 76)
    height = 5.7 + sum(part.height() + 1.1 for part in parts) - 0.4
    d = Drawing(WIDTH, height, colours, title)
    tick_lines(d, axis, 5, height)
    tick_labels(d, axis, 3.6, threshold=threshold)
    if threshold is not None:
        threshold_line(d, axis.at(threshold), 5, height)
    top = 8.4
    for i, part in enumerate(parts):
        if i:
            d.line(0, top - 2.8, WIDTH, top - 2.8, stroke="n200")
        d.lines(0, top + 1.1, part.label, LABEL, 600)
        y = top
        for row, lines in part.rows:
            _row(d, axis, y, row, lines)
            y += ROW + LEAD * (len(lines) - 1)
        top += part.height() + 1.1
    return d
