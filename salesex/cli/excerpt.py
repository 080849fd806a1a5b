"""Lines of an example as a person reads them: numbered, with a ^ under the place, tables as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.catalogue.excerpts import Excerpt

BAR, SPACE, MARK, CUT = " | ", "  ", "^", "…"
WIDEST_CELL = 24
Show = Callable[[str], str]
"""Makes a text from a file harmless, and writable where it is shown."""


def excerpt_lines(excerpt: Excerpt, width: int, show: Show) -> Iterator[str]:
    """Yield the lines of an excerpt, none of them wider than asked for.

    Parameters
    ----------
    excerpt : what is shown
    width : characters of a line, at least 20
    show : what every text from the file goes through before it is measured
    """
    digits = len(str(excerpt.rows[-1][0])) if excerpt.rows else 0
    room = width - digits - len(BAR)
    lay_out = _table(excerpt, room, show) if excerpt.is_table else _texts(excerpt, room, show)
    before = 0
    for number, text, marker in lay_out:
        if before and number > before + 1:
            yield f"{CUT:>{digits}}{BAR}".rstrip()
        yield f"{number:>{digits}}{BAR}{text}".rstrip()
        if marker is not None:
            yield f"{'':>{digits}}{BAR}{' ' * marker}{MARK}"
        before = number


Line = tuple[int, str, int | None]
"""Number, text and, where the place is in it, how far to the right."""


def _texts(excerpt: Excerpt, room: int, show: Show) -> Iterator[Line]:
    changed = dict(excerpt.changed)
    for number, (text,) in excerpt.rows:
        marked = number == excerpt.line and excerpt.column is not None
        column = (excerpt.column if marked else changed.get(number)) or 1
        at = len(show(text[: column - 1]))
        shown, shift = _cropped(show(text), room, at)
        yield number, shown, at - shift if marked else None


def _cropped(text: str, room: int, at: int) -> tuple[str, int]:
    """The part of a text that has room and holds a place, and how many characters it lost on the left."""
    if len(text) <= room and at < room:
        return text, 0
    if at < room - 10:
        return text[: room - 1] + CUT, 0
    start = at - room // 2
    part = CUT + text[start + 1 :]
    return (part if len(part) <= room else part[: room - 1] + CUT), start


def _table(excerpt: Excerpt, room: int, show: Show) -> Iterator[Line]:
    rows = [(number, [_short(show(cell)) for cell in cells]) for number, cells in excerpt.rows]
    count = max(len(cells) for _, cells in rows)
    widths = [max(len(cells[at]) if at < len(cells) else 0 for _, cells in rows) for at in range(count)]
    marked = (excerpt.column or 0) - 1
    shown = _columns(widths, room, marked)
    for number, cells in rows:
        text, marker, last = "", None, -1
        for at in shown:
            text += f"{CUT}{SPACE}" if at > last + 1 else ""
            if number == excerpt.line and at == marked:
                marker = len(text)
            text += f"{cells[at] if at < len(cells) else '':<{widths[at]}}{SPACE}"
            last = at
        yield number, text + (CUT if last < count - 1 else ""), marker


def _columns(widths: list[int], room: int, marked: int) -> list[int]:
    """Columns that have room: the marked one, the first two, then those near it."""
    wanted = sorted(range(len(widths)), key=lambda at: (at != marked, at > 1, abs(at - max(marked, 0)), at))
    chosen: set[int] = set()
    for at in wanted:
        needed = sum(widths[column] + len(SPACE) for column in chosen | {at})
        if needed + 2 * len(CUT + SPACE) <= room or not chosen:
            chosen.add(at)
    return sorted(chosen)


def _short(text: str) -> str:
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + CUT
