"""Every group's own profile as a signet; hidden groups and single persons stay an empty ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesex.reports.charts.signet import put
from salesex.reports.drawing import LABEL, NOTE, Colours, Drawing
from salesex.reports.metrics import block

WIDTH, PER_ROW, RADIUS = 170.0, 7, 7.75


@dataclass(frozen=True, slots=True)
class Group:
    """One group: `label` is its type or why it has none, `note` its n or the reason.

    `scores` is None for an empty ring; `own` marks groups of the overall type in the darker tone.
    """

    title: str
    scores: tuple[float | None, ...] | None
    label: str
    note: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    group: Group
    title: list[str]
    label: list[str]
    note: list[str]

    def height(self, titles: int) -> float:
        return 20.4 + 3.8 * titles + 3.6 * (len(self.label) + len(self.note))


def _cell(group: Group, limit: float) -> _Cell:
    weight = 600 if group.scores else 400
    return _Cell(
        group,
        block(group.title, limit, LABEL),
        block(group.label, limit, LABEL, weight),
        block(group.note, limit, NOTE, most=3) if group.note else [],
    )


def _draw_cell(d: Drawing, cell: _Cell, x: float, y: float, titles: int) -> None:
    shown = cell.group.scores is not None
    put(d, (x + 8, y + 8), RADIUS, cell.group.scores, "b700" if cell.group.own else "b400")
    ink = "ink" if shown else "n500"
    d.lines(x, y + 22, cell.title, LABEL, 400, ink)
    y += 22.6 + 3.8 * titles
    y = d.lines(x, y, cell.label, LABEL, 600 if shown else 400, ink)
    d.lines(x, y + 0.4, cell.note, NOTE, 400, "n500")


def draw(groups: Sequence[Group], colours: Colours, title: str) -> Drawing:
    """Draw 170 mm wide, up to seven groups a row; the height follows the longest texts."""
    columns = max(5, min(len(groups), PER_ROW))
    each = WIDTH / columns
    rows = [
        [_cell(group, each - 3) for group in groups[i : i + columns]] for i in range(0, len(groups), columns)
    ]
    titles = [max(len(cell.title) for cell in row) for row in rows]
    heights = [max(cell.height(n) for cell in row) for row, n in zip(rows, titles)]
    d = Drawing(WIDTH, sum(heights) + 5 * (len(rows) - 1), colours, title)
    y = 0.0
    for row, n, high in zip(rows, titles, heights):
        for i, cell in enumerate(row):
            _draw_cell(d, cell, i * each, y, n)
        y += high + 5
    return d
