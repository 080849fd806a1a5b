"""Self-image against outside view: the pooled pair on top, every group below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.parts import Axis, clamped, pair_marks, reason_plate, tick_labels, tick_lines
from salesex.reports.drawing import LABEL, NOTE, Anchor, Colours, Drawing, Mark
from salesex.reports.formats import score as written
from salesex.reports.metrics import block, fit, width

WIDTH, STEP, LEAD, PAD = 126.5, 5.0, 3.6, 3.4
SCALE = Axis(44, 76)


@dataclass(frozen=True, slots=True)
class Row:
    """One group: `count` is its n in words ("n = 8"); `reason` says why there is no score.

    `word` says how far the group agrees, where that may be told.
    """

    label: str
    kind: Mark
    score: float | None
    count: str = ""
    reason: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The message, the label of the pooled row, the words before its figures, why one side is missing."""

    title: str
    pooled: str
    own: str
    other: str
    missing: str = ""


def _captions(d: Drawing, y: float, own: float | None, other: float | None, words: Words) -> None:
    """Word and figure outside each mark; above it where there is no room beside it."""
    sides: list[tuple[float, str, Anchor]] = []
    own_left = other is None or own is None or own < other
    if own is not None:
        sides.append((own, words.own, "end" if own_left and other is not None else "start"))
    if other is not None:
        sides.append((other, words.other, "start" if own_left and own is not None else "end"))
    for score, word, anchor in sides:
        text = f"{fit(word, 22, LABEL, 600)} {written(score)}"
        x, wide = SCALE.at(score), width(text, LABEL, 600)
        ends = x - PAD - wide if anchor == "end" else x + PAD + wide
        if ends < SCALE.x - 12 or ends > WIDTH:
            d.text(clamped(x, wide, 0, WIDTH), 2.9, text, LABEL, 600, anchor="middle", plate="paper")
        else:
            d.text(
                x + (PAD if anchor == "start" else -PAD),
                y + 1.2,
                text,
                LABEL,
                600,
                anchor=anchor,
                plate="paper",
            )


def _pooled(d: Drawing, y: float, own: float | None, other: float | None, words: Words) -> None:
    if own is not None and other is not None:
        d.line(SCALE.at(own), y, SCALE.at(other), y, stroke="b200", pen=6)
    _captions(d, y, own, other, words)
    if own is not None and other is not None:
        pair_marks(d, (SCALE.at(own), y), (SCALE.at(other), y), 2)
    elif own is not None:
        d.mark("self", SCALE.at(own), y, 2)
    elif other is not None:
        d.mark("external", SCALE.at(other), y, 2)
    d.text(0, y + 1.2, fit(words.pooled, 30, LABEL, 600), LABEL, 600)


def _beside(x: float, text: str) -> tuple[float, Anchor]:
    """Where a text stands beside its mark: to the right, or to the left where there is no room."""
    return (x + 2.2, "start") if x + 2.2 + width(text, NOTE) <= WIDTH else (x - 2.2, "end")


def _row(d: Drawing, y: float, row: Row, lines: list[str]) -> None:
    """A row whose first line is centred on y."""
    d.lines(0, y + 1, lines, LABEL, fill="ink" if row.score is not None else "n500")
    y += LEAD * (len(lines) - 1) / 2
    if row.score is None:
        d.text(38, y + 1, "–", NOTE, fill="n500", anchor="end")
        reason_plate(d, SCALE.at(50), y + 1, fit(row.reason, SCALE.length - 2, NOTE))
        return
    d.text(38, y + 1, fit(row.count, 12, NOTE), NOTE, fill="n500", anchor="end")
    text = f"{written(row.score)} {row.word}".strip()
    x, anchor = _beside(SCALE.at(row.score), text)
    d.text(x, y + 1, text, NOTE, fill="n700", anchor=anchor, plate="paper")
    d.mark(row.kind, SCALE.at(row.score), y, 1.15)


def draw(
    own: float | None, other: float | None, rows: Sequence[Row], colours: Colours, words: Words
) -> Drawing:
    """Draw one dimension, 126.5 mm wide, 5 mm a row; the scale stands once above all (`scale`).

    Either side of the pooled pair may be missing; `words.missing` then says so. Rows keep their order,
    with a rule where the kind changes.
    """
    limit = 36.5 - max((width(fit(row.count, 12, NOTE), NOTE) for row in rows), default=0.0)
    broken = [(row, block(row.label, limit, LABEL)) for row in rows]
    one_sided = (own is None or other is None) and bool(words.missing)
    start = 18.0 if one_sided else 14.4
    height = start - 0.8 + sum(STEP + LEAD * (len(lines) - 1) for _, lines in broken)
    d = Drawing(WIDTH, height, colours, words.title)
    tick_lines(d, SCALE, 2, height - 0.5)
    _pooled(d, 6.4, own, other, words)
    if one_sided:
        reason_plate(d, SCALE.at(50), 12.4, fit(words.missing, SCALE.length - 2, NOTE))
    y = start
    for i, (row, lines) in enumerate(broken):
        if i and rows[i - 1].kind != row.kind:
            d.line(0, y - STEP / 2, SCALE.x + SCALE.length, y - STEP / 2, stroke="n200")
        _row(d, y, row, lines)
        y += STEP + LEAD * (len(lines) - 1)
    return d


def scale(colours: Colours, title: str) -> Drawing:
    """Draw the scale that stands once above all dumbbells of a page, 126.5 x 5 mm."""
    d = Drawing(WIDTH, 5, colours, title)
    tick_labels(d, SCALE, 3.6)
    return d
