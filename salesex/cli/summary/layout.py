"""The few shapes the terminal output is made of; every text passes through `plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from salesex.cli.output import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    Row = Iterable[str | Text]

WIDE = 100
"""Terminals from this width on get long titles and long bars."""
WIDEST = 120
"""Terminals from this width on have room for an interval beside every score."""
GUTTER = 2
INNER = 4
"""Indent of what stands below the title of a questionnaire."""
NARROWEST = 8
"""Narrower than this a column cannot be read; then the terminal is too narrow."""
VIEWS = (
    (("overall", None), "overall"),
    (("perspective", "self"), "self"),
    (("perspective", "external"), "external"),
)
"""Scopes that are printed side by side, with the key of their name."""
FULL, EMPTY = "█", "░"


def plain(text: str, style: str = "", fixed: bool = False) -> Text:
    """Return text as it is: no markup, control characters as escapes; a leading line break stays."""
    start = "\n" if text.startswith("\n") else ""
    return Text(start + spelled(text.removeprefix("\n")), style=style, no_wrap=fixed)


def heading(text: str, above: bool = True) -> Text:
    """Return a heading, with an empty line above it."""
    return plain(f"\n{text}" if above else text, style="bold")


def note(text: str, indent: int = 2) -> Padding:
    """Return a sentence below a table."""
    return Padding(plain(text), (0, 0, 0, indent))


class Grid:
    """A table without lines that fits its terminal.

    `columns` are (heading, is it a number); number columns stand right and never wrap, the others
    wrap between words as long as any way of doing so fits. Without headings there is no row for them.
    A table that is one of several gets its widths from the rows of all of them, `like`.
    """

    def __init__(
        self,
        columns: Sequence[tuple[str, bool]],
        rows: Iterable[Row],
        like: Iterable[Row] | None = None,
    ) -> None:
        self.titles = [plain(title) for title, _ in columns]
        self.numbers = [number for _, number in columns]
        self.rows = _cells(rows)
        self.measured = self.rows if like is None else _cells(like)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = Table(
            box=None,
            show_header=any(title.plain for title in self.titles),
            show_edge=False,
            pad_edge=False,
            padding=(0, GUTTER, 0, 0),
            header_style="dim",
        )
        for title, number, width in zip(self.titles, self.numbers, self.widths(options.max_width)):
            side: Literal["left", "right"] = "right" if number else "left"
            table.add_column(title, justify=side, no_wrap=number, overflow="fold", width=width)
        for row in self.rows:
            table.add_row(*row)
        yield table

    def widths(self, available: int) -> list[int]:
        """Return the width of each column: natural, or shrunk where words leave room to wrap."""
        columns = [[title, *(row[at] for row in self.measured)] for at, title in enumerate(self.titles)]
        widths = [
            max(cell_len(line) for cell in cells for line in cell.plain.split("\n")) for cells in columns
        ]
        words = [
            max((cell_len(word) for cell in cells for word in cell.plain.split()), default=0)
            for cells in columns
        ]
        wraps = [at for at, cells in enumerate(columns) if self._wraps(at, cells)]
        room = available - GUTTER * (len(widths) - 1)
        while sum(widths) > room and (wide := [at for at in wraps if widths[at] > NARROWEST]):
            widths[max(wide, key=lambda at: (widths[at] - words[at], widths[at]))] -= 1
        return widths

    def _wraps(self, at: int, cells: list[Text]) -> bool:
        return not self.numbers[at] and not any(cell.no_wrap for cell in cells)


def grid(
    columns: Sequence[tuple[str, bool]],
    rows: Iterable[Row],
    like: Iterable[Row] | None = None,
    indent: int = 2,
) -> RenderableType:
    """Return a `Grid`, indented."""
    return Padding(Grid(columns, rows, like), (0, 0, 0, indent))


def _cells(rows: Iterable[Row]) -> list[list[Text]]:
    return [[cell if isinstance(cell, Text) else plain(cell) for cell in row] for row in rows]


def bar(score: float | None, width: int) -> Text:
    """Return a score 0-100 as a bar of that many characters; empty where there is none."""
    if score is None:
        return Text(" " * width, no_wrap=True)
    filled = min(width, max(0, round(score * width / 100)))
    return Text(FULL * filled + EMPTY * (width - filled), no_wrap=True)
