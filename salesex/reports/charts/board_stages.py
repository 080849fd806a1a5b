"""The stages for the wall: one line per axis, a full circle where a stage is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.board import HEIGHT, SCALE, WIDTH, heads
from salesex.reports.charts.parts import clamped
from salesex.reports.charts.staircase import Axis
from salesex.reports.drawing import MESSAGE, SECTION, Colours, Drawing
from salesex.reports.formats import score as written
from salesex.reports.metrics import fit, width

HEAD, FOOT = 13.0, 11.0
"""Millimetres for the numbers of the stages above, and for the tags of today below."""


@dataclass(frozen=True, slots=True)
class Words:
    """`title` is the message, `stages` names the numbers on top, `today` and `states` per axis."""

    title: str
    stages: str
    today: str
    states: tuple[str, ...]


def draw(
    axes: Sequence[Axis],
    last: int,
    reached: int,
    band: tuple[int, int],
    colours: Colours,
    words: Words,
    height: float = HEIGHT,
) -> Drawing:
    """Draw `last` stages, 257 mm wide; the columns of `band` (first and last stage) are today's."""
    d = Drawing(WIDTH, height, colours, words.title)
    pitch = SCALE.length / last

    def at(stage: float) -> float:
        return SCALE.x + pitch * (stage - 0.5)

    left, right = max(at(band[0] - 0.5), SCALE.x - 6), max(at(band[1] + 0.5), SCALE.x - 2)
    d.rect(left, 0, right - left, height - FOOT, "b50")
    d.text(0, 7, fit(words.stages, SCALE.x - 8, MESSAGE, 300), MESSAGE, 300, "n700")
    for stage in range(1, last + 1):
        today = band[0] <= stage <= band[1]
        d.text(at(stage), 7, str(stage), MESSAGE, 600 if today else 300, anchor="middle")
    step = (height - HEAD - FOOT) / max(len(axes), 1)
    for index, axis in enumerate(axes):
        y = HEAD + step * (index + 0.5)
        heads(d, y, step, axis.label, (words.states[index],), strong=axis.reached == reached)
        _line(d, y, [at(stage) for stage in range(1, last + 1)], axis, step, reached + 1)
    wide = width(words.today, MESSAGE, 600)
    d.text(
        clamped((left + right) / 2, wide, 0, WIDTH), height - 2, words.today, MESSAGE, 600, "b700", "middle"
    )
    return d


def _line(d: Drawing, y: float, places: Sequence[float], axis: Axis, step: float, following: int) -> None:
    """The line of one axis; below the circle of the next stage stands its score."""
    radius = min(6.0, (places[1] - places[0]) * 0.3 if len(places) > 1 else 6.0, step * 0.25)
    d.line(SCALE.x, y, places[-1], y, stroke="n300", pen=0.9)
    if axis.reached:
        d.line(SCALE.x, y, places[axis.reached - 1], y, stroke="b200", pen=15, mark="reached")
    for stage, (x, state) in enumerate(zip(places, axis.steps), start=1):
        if state.score is None:
            d.line(x - radius / 2, y, x + radius / 2, y, stroke="n500", pen=2.5, mark="hidden")
            continue
        fill, stroke = ("b700", "b700") if state.met else ("paper", "n500")
        d.circle(x, y, radius, fill, stroke=stroke, pen=2.2, mark="met" if state.met else "open")
        if stage == following and step >= 2 * radius + 12:
            d.text(x, y + radius + 6, written(state.score), SECTION, 600, anchor="middle")
