"""The few shapes the terminal output is made of; every text passes through `plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from salesex.cli.output import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

WIDE = 100
"""Terminals from this width on get long titles and long bars."""
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
    return Text(start + visible(text.removeprefix("\n")), style=style, no_wrap=fixed)


def heading(text: str, above: bool = True) -> Text:
    """Return a heading, with an empty line above it."""
    return plain(f"\n{text}" if above else text, style="bold")


def note(text: str) -> Padding:
    """Return a sentence below a table."""
    return Padding(plain(text), (0, 0, 0, 2))


def grid(
    columns: Iterable[tuple[str, bool]], rows: Iterable[Iterable[str | Text]], share: int = 0
) -> RenderableType:
    """Return a table without lines.

    `columns` are (heading, is it a number); number columns stand right and never wrap. The column
    numbered `share` takes the width that is left.
    """
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for at, (title, number) in enumerate(columns):
        table.add_column(
            plain(title),
            justify="right" if number else "left",
            no_wrap=number,
            overflow="fold",
            ratio=1 if at == share else None,
        )
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    return Padding(table, (0, 0, 0, 2))


def bar(score: float | None, width: int) -> Text:
    """Return a score 0-100 as a bar of that many characters; empty where there is none."""
    if score is None:
        return Text(" " * width, no_wrap=True)
    filled = min(width, max(0, round(score * width / 100)))
    return Text(FULL * filled + EMPTY * (width - filled), no_wrap=True)
