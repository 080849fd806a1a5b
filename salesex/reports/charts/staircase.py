"""The roadmap as stairs seen from the side; the axes stand at the foot and at the left edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.symbols import put_light
from salesex.reports.drawing import LABEL, NOTE, SECTION, TEXT, Colours, Drawing
from salesex.reports.formats import score as written
from salesex.reports.metrics import ELLIPSIS, block, fit, width

WIDTH = 170.0


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on one axis: its score, None where it is not shown, and whether the axis is met."""

    score: float | None
    met: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its title, one step per stage, and the stage it has reached (0: none)."""

    label: str
    steps: tuple[Step, ...]
    reached: int


@dataclass(frozen=True, slots=True)
class Words:
    """The message, tags for the stage of today and the next, the word for an island, the note below."""

    title: str
    today: str
    following: str
    island: str
    note: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Measures in mm: left edge and base of the stairs, one stair's run and rise, how many.

    `inset`: how far tags stay away from the right edge.
    """

    left: float
    base: float
    run: float
    rise: float
    count: int
    inset: float

    def top(self, stage: int) -> float:
        return self.base - stage * self.rise


def _frame(count: int, axes: Sequence[Axis], inset: float) -> _Frame:
    """Seven stairs: rise 11, run 13.2; more are lower and shorter, few are not stretched."""
    left = 40.0 if len(axes) > 1 else 0.0
    rise = min(11.0, 77 / count)
    head = 6.0 + 3.6 * (len(_side_title(axes[1])) - 1) if len(axes) > 1 else 1.0
    run = min(24.0, (WIDTH - left - 37.6) / count)
    return _Frame(left, head + count * rise, run, rise, count, inset)


def _side_title(axis: Axis) -> list[str]:
    return block(axis.label, 33, LABEL, 600)


def _texts(tag: str, label: str, room: float) -> tuple[list[str], list[str]]:
    """Lines of tag and title on one stair; the tag takes two lines where the title would be cut."""
    if not tag:
        return [], block(label, room, LABEL)
    for limit in (24.0, 13.0):
        tag_lines = block(tag, limit, LABEL, 600)
        taken = max(width(line, LABEL, 600) for line in tag_lines)
        lines = block(label, room - taken - 3, LABEL)
        if not lines[-1].endswith(ELLIPSIS):
            break
    return tag_lines, lines


def _stair(d: Drawing, f: _Frame, stage: int, label: str, reached: int, words: Words) -> None:
    x, y = f.left + (stage - 1) * f.run, f.top(stage)
    done, following = stage <= reached, stage == reached + 1
    fill = "b700" if done else "b100" if following else "b50"
    d.rect(x, y + 0.25, WIDTH - x, f.rise - 0.5, fill, mark="reached" if done else "open")
    if following:
        d.rect(x, y + 0.25, 1.2, f.rise - 0.5, "b700")
    ink, middle = "paper" if done else "ink", y + f.rise / 2
    tag = words.today if stage == reached else words.following if following else ""
    tag_lines, lines = _texts(tag, label, WIDTH - x - 8.5 - f.inset)
    first = middle + 1.2 - (len(tag_lines) - 1) * 1.75
    d.lines(WIDTH - f.inset, first, tag_lines, LABEL, 600, "paper" if done else "b700", "end", lead=3.5)
    d.text(x + 3, middle + 1.7, str(stage), SECTION, 600, ink)
    d.lines(x + 8, middle + 1.2 - (len(lines) - 1) * 1.75, lines, LABEL, 400, ink, lead=3.5)


def _figure(step: Step) -> tuple[str, int, str]:
    """Text, weight and colour of a step's score."""
    text = "–" if step.score is None else written(step.score)
    return text, 600 if step.met else 400, "ink" if step.met else "n700"


def _side(d: Drawing, f: _Frame, axis: Axis, words: Words) -> None:
    """The second axis, at the left edge."""
    x = f.left - 4
    d.line(x, f.top(f.count) - f.rise / 2 + 0.5, x, f.base, pen=0.6)
    if axis.reached:
        d.line(
            x, f.base - (axis.reached - 0.5) * f.rise, x, f.base, stroke="b700", pen=2.2, mark="axis-reached"
        )
    title = _side_title(axis)
    d.lines(0, f.top(f.count) - 3.2 - (len(title) - 1) * 3.6, title, LABEL, 600, "b700")
    for stage, step in enumerate(axis.steps, start=1):
        y = f.base - (stage - 0.5) * f.rise
        put_light(d, x, y, step.met)
        text, weight, ink = _figure(step)
        d.text(x - 3.2, y + 1.2, text, TEXT, weight, ink, "end")
        if stage in _islands(axis, words):
            d.text(x - 10.5, y + 1.2, fit(words.island, 25, LABEL, 600), LABEL, 600, "b700", "end")


def _islands(axis: Axis, words: Words) -> list[int]:
    """Stages an axis meets beyond the one it has reached, if there is a word for them."""
    met = [stage for stage, step in enumerate(axis.steps, start=1) if step.met and stage > axis.reached]
    return met if words.island else []


def _foot_title(f: _Frame, axis: Axis) -> list[str]:
    return block(axis.label, WIDTH - f.left - f.count * f.run - 3, LABEL, 600, most=3)


def _foot_height(f: _Frame, axis: Axis, words: Words) -> float:
    """Room an axis at the foot takes below its line."""
    return max(11.4 if _islands(axis, words) else 7.6, 3.6 * len(_foot_title(f, axis)) - 1)


def _foot(d: Drawing, f: _Frame, axis: Axis, words: Words, y: float) -> None:
    """Draw an axis at the foot, its line at y."""
    end = f.left + f.count * f.run
    d.line(f.left, y, end, y, pen=0.6)
    if axis.reached:
        until = f.left + (axis.reached - 0.5) * f.run
        d.line(f.left, y, until, y, stroke="b700", pen=2.2, mark="axis-reached")
    for stage, step in enumerate(axis.steps, start=1):
        x = f.left + (stage - 0.5) * f.run
        put_light(d, x, y, step.met)
        text, weight, ink = _figure(step)
        d.text(x, y + 6, text, TEXT, weight, ink, "middle")
    for stage in _islands(axis, words):
        word = fit(words.island, f.run - 0.6, LABEL, 600)
        d.text(f.left + (stage - 0.5) * f.run, y + 9.8, word, LABEL, 600, "b700", "middle")
    d.lines(end + 2.5, y + 1.2, _foot_title(f, axis), LABEL, 600, "b700")


def _whisker(d: Drawing, f: _Frame, band: tuple[int, int], reached: int) -> None:
    """Where the stage would mostly lie: paper on stairs that are reached, b700 beyond."""
    x = WIDTH - 1.2

    def at(stage: int) -> float:
        return f.base if stage == 0 else f.top(stage) + f.rise / 2

    low, high = band
    edge = min(max(f.top(reached), at(high)), at(low)) if reached else at(low)
    for top, bottom, colour, mark in (
        (edge, at(low), "paper", "band-low"),
        (at(high), edge, "b700", "band-high"),
    ):
        if bottom > top:
            d.line(x, top, x, bottom, stroke=colour, pen=0.9, mark=mark)
    for stage in band:
        ink = "paper" if 0 < stage <= reached else "b700"
        d.line(x - 0.9, at(stage), x + 0.9, at(stage), stroke=ink, pen=0.9)


def draw(
    labels: Sequence[str],
    reached: int,
    axes: Sequence[Axis],
    colours: Colours,
    words: Words,
    band: tuple[int, int] | None = None,
) -> Drawing:
    """Draw the stairs 170 mm wide; seven stages with two axes are 100 mm high.

    Parameters
    ----------
    labels : title of every stage, one to nine, from the first
    reached : stage reached on all axes; 0 for none
    axes : one to three; the first stands at the foot, the second at the left edge, the third below the first
    band : lowest and highest stage that most repetitions would give; drawn at the right edge

    Notes
    -----
    A full circle beyond the drawn line of an axis is an island: met, but without credit.
    """
    f = _frame(len(labels), axes, 2.5 if band is None else 4.0)
    feet = [axis for i, axis in enumerate(axes) if i != 1]
    room = 4 + sum(_foot_height(f, axis, words) + 2 for axis in feet)
    note = block(words.note, WIDTH - f.left, NOTE, most=3) if words.note else []
    d = Drawing(WIDTH, f.base + room + 3.5 * len(note), colours, words.title)
    for stage, label in enumerate(labels, start=1):
        _stair(d, f, stage, label, reached, words)
    if band is not None:
        _whisker(d, f, band, reached)
    if len(axes) > 1:
        _side(d, f, axes[1], words)
    y = f.base + 4
    for axis in feet:
        _foot(d, f, axis, words, y)
        y += _foot_height(f, axis, words) + 2
    d.lines(f.left, y + 2, note, NOTE, 400, "n500", lead=3.5)
    return d
