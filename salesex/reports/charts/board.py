"""Charts for the wall: rows of a label and a track, with type large enough for the back row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesex.reports.charts.parts import (
    Axis,
    interval_band,
    pair_marks,
    threshold_line,
    tick_labels,
    tick_lines,
)
from salesex.reports.drawing import MESSAGE, SECTION, Anchor, Box, Colours, Drawing, Mark, text_box
from salesex.reports.formats import score as written
from salesex.reports.metrics import ELLIPSIS, POINT, block, fit, width

WIDTH, HEIGHT = 257.0, 97.0
SCALE = Axis(82, 168)
LABELS = 76.0
"""Width in mm of the column of labels."""
FOOT = 9.0
"""Height in mm of the figures of the scale, at the foot."""
MOST = 6
"""Rows that a board can hold at its type size."""
LEADS = {MESSAGE: 9.0, SECTION: 5.8}
"""Millimetres from line to line by size in points."""
RISE, FALL = 0.72 * POINT, 0.2 * POINT
"""How far letters reach above and below their line, in mm per point."""
BELOW, APART = 6.8, 0.4
"""Millimetres from a label's line to its note's, and from row to row at least."""
RADIUS = 3.2
"""Millimetres of a disc before its interval, small enough to leave a narrow one in sight."""
CLEAR = 8.0
"""Millimetres from the middle of a mark to its figure."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value: `word` stands before its figure."""

    kind: Mark
    score: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `notes` stand below the label, most important first; `reason` in place of values.

    The row that the message is about is `strong`.
    """

    label: str
    points: tuple[Point, ...] = ()
    notes: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    reason: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """`title` is the message; `foot` stands beside the scale where it fits."""

    title: str
    foot: str = ""


def draw(
    rows: Sequence[Row],
    colours: Colours,
    words: Words,
    threshold: float | None = None,
    height: float = HEIGHT,
) -> Drawing:
    """Draw at most `MOST` rows, 257 mm wide, on one scale from 0 to 100."""
    d = Drawing(WIDTH, height, colours, words.title)
    step = (height - FOOT) / max(len(rows), 1)
    for at, row in enumerate(rows):
        y = step * (at + 0.5)
        half = min(6.0, step / 2 - 0.5)
        if row.points:
            tick_lines(d, SCALE, y - half, y + half)
        if row.points and threshold is not None:
            threshold_line(d, SCALE.at(threshold), y - half, y + half)
        heads(d, y, step, row.label, row.notes, strong=row.strong, muted=not row.points)
        _values(d, y, row)
    tick_labels(d, SCALE, height - 1.5, threshold=threshold, size=SECTION)
    if not too_long(words.foot):
        d.text(0, height - 1.5, words.foot, SECTION, fill="n500")
    return d


def too_long(foot: str) -> bool:
    """Whether a text does not fit beside the scale."""
    return width(foot, SECTION) > LABELS


def heads(
    d: Drawing,
    y: float,
    step: float,
    label: str,
    notes: Sequence[str],
    *,
    x: float = 0.0,
    room: float = LABELS,
    strong: bool = False,
    muted: bool = False,
) -> None:
    """Set label and notes round the middle `y` of a row `step` mm high, as large as they fit."""
    size, lines = _label(label, step, room, 600 if strong else 300, bool(notes))
    below = _notes(notes, room, step, size, len(lines))
    top = y - _tall(size, len(lines), len(below)) / 2
    ink = "n500" if muted else "ink"
    first, lead = top + size * RISE, LEADS[size]
    last = d.lines(x, first, lines, size, 600 if strong else 300, ink, lead=lead) - lead
    tone = "n500" if muted else "b700" if strong else "n700"
    d.lines(x, last + BELOW, below, SECTION, 600 if strong else 400, tone, lead=LEADS[SECTION])


def _tall(size: int, lines: int, notes: int) -> float:
    """Height in mm of a label with its notes, from the top of the first to the foot of the last line."""
    foot = BELOW + LEADS[SECTION] * (notes - 1) + SECTION * FALL if notes else size * FALL
    return size * RISE + LEADS[size] * (lines - 1) + foot


def _label(label: str, step: float, room: float, weight: int, noted: bool) -> tuple[int, list[str]]:
    """The largest size at which a label is whole and leaves room for a note, and its lines."""
    for notes in (1, 0) if noted else (0,):
        for size, most in ((MESSAGE, 1), (MESSAGE, 2), (SECTION, 2), (SECTION, 3)):
            lines = block(label, room, size, weight, most)
            whole = not any(line.endswith(ELLIPSIS) for line in lines)
            if whole and _tall(size, len(lines), notes) < step - APART:
                return size, lines
    most = 2 if _tall(SECTION, 2, 0) < step - APART else 1
    return SECTION, block(label, room, SECTION, weight, most)


def _notes(notes: Sequence[str], room: float, step: float, size: int, lines: int) -> list[str]:
    """As many notes as there is space for, as one text; the first alone where not all fit."""
    most = max((n for n in (1, 2, 3) if _tall(size, lines, n) < step - APART), default=0)
    if not most or not notes:
        return []
    for count in range(len(notes), 0, -1):
        found = block(", ".join(notes[:count]), room, SECTION, 600, most)
        if not any(line.endswith(ELLIPSIS) for line in found):
            return found
    return block(notes[0], room, SECTION, 600, most)


def _values(d: Drawing, y: float, row: Row) -> None:
    if not row.points:
        size = MESSAGE if width(row.reason, MESSAGE, 300) <= SCALE.length else SECTION
        text = fit(row.reason, SCALE.length, size, 300)
        d.text(SCALE.x, y + size * 0.12, text, size, 300, "n500", plate="paper")
        return
    interval_band(d, SCALE, y, row.low, row.high, 2 * RADIUS)
    spots = [SCALE.at(point.score) for point in row.points]
    if len(spots) == 2:
        d.line(min(spots), y, max(spots), y, stroke="b200", pen=15)
    _captions(d, y, row)
    if [point.kind for point in row.points] == ["self", "external"]:
        pair_marks(d, (spots[0], y), (spots[1], y), 5)
    else:
        for point, x in zip(row.points, spots):
            d.mark(point.kind, x, y, RADIUS if row.low is not None else 5)


Caption = tuple[float, str, Anchor]


def _captions(d: Drawing, y: float, row: Row) -> None:
    """Word and figure outside each mark, else where both have room; smaller where there is none."""
    for size in (MESSAGE, SECTION):
        for captions in _placed(row, size):
            boxes = [text_box(x, y + size * 0.12, text, size, 600, anchor) for x, text, anchor in captions]
            if all(SCALE.x - 2 <= box.left and box.right <= WIDTH for box in boxes) and not _clash(boxes):
                for x, text, anchor in captions:
                    d.text(x, y + size * 0.12, text, size, 600, "b700", anchor, plate="paper")
                return


def _clash(boxes: Sequence[Box]) -> bool:
    return len(boxes) > 1 and boxes[0].meets(boxes[1])


def _placed(row: Row, size: float) -> Iterator[list[Caption]]:
    """Places for the captions of a row, the best first; the marks themselves are kept free."""
    left, *more = sorted(row.points, key=lambda point: point.score)
    right = more[0] if more else left
    low, high = SCALE.at(min(left.score, row.low or 100.0)), SCALE.at(max(right.score, row.high or 0.0))
    texts = [f"{one.word} {written(one.score)}".strip() for one in (left, right)]
    beyond, before = high + CLEAR, low - CLEAR
    if not more:
        yield [(beyond, texts[0], "start")]
        yield [(before, texts[0], "end")]
        return
    inner = SCALE.at(left.score) + CLEAR, SCALE.at(right.score) - CLEAR
    wide = [width(text, size, 600) for text in texts]
    both = ", ".join(texts)
    yield [(before, texts[0], "end"), (beyond, texts[1], "start")]
    if inner[1] - inner[0] >= wide[0]:
        yield [(inner[0], texts[0], "start"), (beyond, texts[1], "start")]
    if inner[1] - inner[0] >= wide[1]:
        yield [(before, texts[0], "end"), (inner[1], texts[1], "end")]
    yield [(beyond, both, "start")]
    yield [(before, both, "end")]
    if inner[1] - inner[0] >= sum(wide) + 3:
        yield [(inner[0], texts[0], "start"), (inner[1], texts[1], "end")]
