"""Scores of dimensions as bars on a track from 0 to 100, with interval and threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.parts import TICKS, Axis, clamped, threshold_line
from salesex.reports.drawing import LABEL, NOTE, SECTION, TEXT, Colours, Drawing, text_box
from salesex.reports.formats import score as written
from salesex.reports.metrics import block, fit, width

WIDTH, X0, RUN, BAR = 83.0, 3.0, 66.0, 3.8


@dataclass(frozen=True, slots=True)
class Bar:
    """One dimension: `note` stands below the bar, the interval in words or why there is no score."""

    label: str
    score: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """`title` is the message; `threshold` names the line, such as "Schwelle 65"."""

    title: str
    threshold: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its broken texts; `y` is the baseline of the last title line."""

    bar: Bar
    y: float
    lines: list[str]
    note: list[str]


def _rows(bars: Sequence[Bar]) -> tuple[list[_Row], float]:
    """Rows from top to bottom and where the last one ends."""
    rows, y = [], 4.0
    for bar in bars:
        lines = block(bar.label, RUN + 2, TEXT, 600)
        note = block(bar.note, RUN + 10, LABEL) if bar.note else []
        y += 7 + 4.2 * (len(lines) - 1)
        rows.append(_Row(bar, y, lines, note))
        y += 13 + 3.6 * max(len(note) - 1, 0)
    return rows, y


def _whisker(d: Drawing, axis: Axis, y: float, bar: Bar) -> None:
    """Interval: paper where it lies on the bar, b700 beyond."""
    if bar.score is None or bar.low is None or bar.high is None:
        return
    low, end, high = axis.at(bar.low), axis.at(bar.score), axis.at(bar.high)
    d.line(low, y, end, y, stroke="paper", pen=0.9, mark="low")
    d.line(end, y, high, y, stroke="b700", pen=0.9, mark="high")
    for x, colour in ((low, "paper"), (high, "b700")):
        d.line(x, y - 0.9, x, y + 0.9, stroke=colour, pen=0.9)


def _bar(d: Drawing, axis: Axis, row: _Row) -> None:
    bar, y = row.bar, row.y
    d.rect(axis.x, y + 2.4, axis.length, BAR, "b50", mark="track")
    first = y - 4.2 * (len(row.lines) - 1)
    muted = bar.score is None
    d.lines(axis.x, first, row.lines, TEXT, 600, "n500" if muted else "ink", lead=4.2)
    d.lines(axis.x, y + 10.6, row.note, LABEL, 400, "n500" if muted else "n700")
    if bar.score is None:
        d.text(WIDTH, y + 6, "–", SECTION, fill="n500", anchor="end")
        return
    d.rect(axis.x, y + 2.4, axis.at(bar.score) - axis.x, BAR, "b700", mark="bar")
    _whisker(d, axis, y + 2.4 + BAR / 2, bar)
    d.text(WIDTH, y + 6, written(bar.score), SECTION, 600, anchor="end")


def _threshold(d: Drawing, axis: Axis, rows: Sequence[_Row], bottom: float, value: float, label: str) -> None:
    """One line through all bars; where a text stands in its way, a stroke per bar instead."""
    x = axis.at(value)
    if any(box.left - 0.8 < x < box.right + 0.8 and box.bottom < bottom for box in d.boxes):
        for row in rows:
            threshold_line(d, x, row.y + 1.6, row.y + 2.4 + BAR + 0.8)
    else:
        threshold_line(d, x, 5.4, bottom)
    label = fit(label, WIDTH, NOTE, 600)
    centre = clamped(x, width(label, NOTE, 600), 0, WIDTH)
    d.text(centre, 4.2, label, NOTE, 600, anchor="middle")


def draw(bars: Sequence[Bar], colours: Colours, words: Words, threshold: float | None = None) -> Drawing:
    """Draw bars 83 mm wide; four of them are 92 mm high, each further one adds 20 mm.

    A missing score leaves the track empty, with a dash and the note that says why.
    """
    axis = Axis(X0, RUN)
    rows, end = _rows(bars)
    height = end + 8
    d = Drawing(WIDTH, height, colours, words.title)
    for row in rows:
        _bar(d, axis, row)
    if threshold is not None:
        _threshold(d, axis, rows, height - 5, threshold, words.threshold)
    for tick in TICKS:
        box = text_box(axis.at(tick), height - 0.6, str(tick), NOTE, anchor="middle")
        d.text(max(axis.at(tick), -box.left), height - 0.6, str(tick), NOTE, fill="n500", anchor="middle")
    return d
