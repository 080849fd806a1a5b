"""One view's way up the stages as a ladder: rungs that are reached, and every axis beside them."""

from __future__ import annotations

from collections.abc import Sequence

from salesex.reports.charts.staircase import Axis, Step
from salesex.reports.charts.symbols import put_light
from salesex.reports.drawing import LABEL, NOTE, SECTION, TEXT, Colours, Drawing
from salesex.reports.formats import score as written
from salesex.reports.metrics import block

WIDTH = 83.0
RUNG = 8.4
HEAD = 7.6
"""Height in mm of the titles of axes above the rungs."""
COLUMN = {1: 17.0, 2: 17.0}
"""Width in mm of an axis, by how many there are."""
NARROW = 14.0
"""Width in mm of an axis where there are three."""


def draw(labels: Sequence[str], reached: int, axes: Sequence[Axis], colours: Colours, title: str) -> Drawing:
    """Draw a ladder 83 mm wide, the last stage on top.

    Parameters
    ----------
    labels : title of every stage from the first
    reached : stage reached on all axes; 0 for none
    axes : one to three
    title : what the ladder says, in words
    """
    each = COLUMN.get(len(axes), NARROW)
    wide = WIDTH - each * len(axes)
    d = Drawing(WIDTH, HEAD + RUNG * len(labels), colours, title)
    for place, axis in enumerate(axes):
        lines = block(axis.label, each - 0.8, NOTE, 600)
        x = wide + each * (place + 1)
        d.lines(x, HEAD - 2 - 3.4 * (len(lines) - 1), lines, NOTE, 600, "b700", "end", lead=3.4)
    for stage, label in enumerate(labels, start=1):
        y = HEAD + RUNG * (len(labels) - stage)
        _rung(d, y, wide, stage, label, reached)
        for place, axis in enumerate(axes):
            _judged(d, wide + each * (place + 1), y + RUNG / 2, axis.steps[stage - 1])
    return d


def _rung(d: Drawing, y: float, wide: float, stage: int, label: str, reached: int) -> None:
    done = stage <= reached
    fill = "b700" if done else "b100" if stage == reached + 1 else "b50"
    d.rect(0, y + 0.25, wide, RUNG - 0.5, fill, mark="reached" if done else "open")
    ink, middle = "paper" if done else "ink", y + RUNG / 2
    d.text(2, middle + 1.7, str(stage), SECTION, 600, ink)
    lines = block(label, wide - 8, LABEL)
    d.lines(7, middle + 1.2 - 1.7 * (len(lines) - 1), lines, LABEL, 400, ink, lead=3.4)


def _judged(d: Drawing, right: float, y: float, step: Step) -> None:
    """A condition and its score, ending at `right`."""
    put_light(d, right - 8, y, step.met)
    text = "–" if step.score is None else written(step.score)
    d.text(right, y + 1.2, text, TEXT, 600 if step.met else 400, "ink" if step.met else "n700", "end")
