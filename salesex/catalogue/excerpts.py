"""The examples of a code cut down to what a person reads: the lines around the place, wrong and right.

`examples/CODE/` has `wrong/`, `right/` and `at.txt`, the place as an issue names it. What the folders of
an engagement (E) or of responses (R) leave out is as in `examples/base/`. Read only when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent / "examples"
BASE = "base"
TABLES = (".csv", ".tsv")
AROUND = 2
"""Lines shown before and after a place or a change."""
MOST = 16
"""Lines of one excerpt."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_PLACE = re.compile(r"(?:[QER]\d{3} )?(.+?)(?::(\d+))?(?::(\d+))?")

Row = tuple[int, tuple[str, ...]]
"""Number of a line, counted from 1, and its cells; a line of text is one cell."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of one file; `line` and `column` (from 1) are the place, where one is to be marked.

    Of a table the column is that of the cell. A file that is no text has no rows. `changed` has the
    lines that differ from the other version, each with the column from which on it does.
    """

    file: str
    rows: tuple[Row, ...]
    is_table: bool = False
    line: int | None = None
    column: int | None = None
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """What is wrong, and the same mended; `right` is None where mending it leaves no file to show.

    Where the issue stands in one file and is mended in another, `wrong` has both.
    """

    wrong: tuple[Excerpt, ...]
    right: Excerpt | None


def example(code: str, folder: Path = EXAMPLES) -> Example | None:
    """Return the example of a code; None where it has none that can be shown as text.

    Parameters
    ----------
    code : a code of the catalogue
    folder : where the examples are
    """
    at = folder / code / "at.txt"
    if not at.is_file():
        return None
    place = _PLACE.fullmatch(at.read_text(encoding="utf-8").split("\n", 1)[0].strip())
    below = {} if code.startswith("Q") else _files(folder / BASE)
    wrong, right = below | _files(folder / code / "wrong"), below | _files(folder / code / "right")
    changed = [name for name in sorted(wrong | right) if wrong.get(name) != right.get(name)]
    file, line, column = place.groups() if place is not None else ("", None, None)
    shown = file if file in wrong else next((name for name in changed if name in wrong), "")
    if not shown:
        return None
    mended = shown if shown in changed and shown in right else _first(changed, right)
    marked = (int(line) if line else None, int(column) if column else None) if shown == file else (None, None)
    place_of_issue = _excerpt(shown, wrong[shown], right.get(shown), *marked)
    if not place_of_issue.rows:
        return None
    if not mended:
        return Example((place_of_issue,), None)
    near = marked[0] if mended == shown else None
    elsewhere = mended != shown and mended in wrong
    cause = (_excerpt(mended, wrong[mended], right[mended]),) if elsewhere else ()
    return Example((place_of_issue, *cause), _excerpt(mended, right[mended], wrong.get(mended), near=near))


def _first(changed: Iterable[str], right: dict[str, bytes]) -> str:
    return next((name for name in changed if name in right), "")


def _files(folder: Path) -> dict[str, bytes]:
    """Content of every file below a folder, by its path there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _excerpt(
    file: str,
    data: bytes,
    other: bytes | None,
    line: int | None = None,
    column: int | None = None,
    near: int | None = None,
) -> Excerpt:
    """The lines around a place, and those in which the file differs from the other version."""
    is_table = file.lower().endswith(TABLES)
    cells = _table(data) if is_table else None
    is_table = cells is not None
    lines = cells if cells is not None else [(text,) for text in _lines(data)]
    wanted = {line - 1 + step for step in range(-AROUND, AROUND + 1)} if line else set()
    changed: dict[int, int] = {}
    if other is not None:
        was = (_table(other) if is_table else [(text,) for text in _lines(other)]) or []
        wanted |= _change(lines, was, (line or near or 1) - 1)
        changed = {} if is_table else _first_differences(lines, was)
    if not wanted:
        wanted = set(range(AROUND * 2 + 1))
    if is_table:
        wanted |= {0}
    kept = sorted(number for number in wanted if 0 <= number < len(lines))
    rows = tuple((number + 1, lines[number]) for number in _cut(kept, (line or near or 1) - 1))
    places = tuple((number, changed[number]) for number, _ in rows if number in changed)
    return Excerpt(file, rows, is_table, line, column, places)


def _cut(numbers: Sequence[int], at: int) -> Sequence[int]:
    """As many lines as are shown, those near the place."""
    near = sorted(numbers, key=lambda number: (abs(number - at), number))[:MOST]
    return sorted(near)


def _change(lines: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]], at: int) -> set[int]:
    """Lines of the change that is nearest to a line, with some around it."""
    import difflib

    groups = difflib.SequenceMatcher(None, lines, other, autojunk=False).get_grouped_opcodes(AROUND)
    spans = [(group[0][1], group[-1][2]) for group in groups]
    if not spans:
        return set()
    start, end = min(spans, key=lambda span: (max(span[0] - at, at - span[1], 0), span))
    return set(range(start, end))


def _first_differences(lines: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Column from which on a line differs from the one in its place, by its number; both from 1."""
    import difflib

    found = {}
    for kind, start, end, first, last in difflib.SequenceMatcher(
        None, lines, other, autojunk=False
    ).get_opcodes():
        if kind == "replace" and end - start == last - first:
            for at in range(end - start):
                pair = lines[start + at][0], other[first + at][0]
                same = next((n for n, (a, b) in enumerate(zip(*pair)) if a != b), min(map(len, pair)))
                found[start + at + 1] = same + 1
    return found


def _lines(data: bytes) -> list[str]:
    """Lines of a text; none of what is no text."""
    text = _text(data)
    if text is None:
        return []
    return _LINE_END.split(text.removesuffix("\n").removesuffix("\r"))


def _text(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\0\0" in data:
        return None
    return data.decode("utf-8-sig", "replace")


def _table(data: bytes) -> list[tuple[str, ...]] | None:
    """Rows of a table; None where it can only be shown as it stands in the file."""
    import csv
    import io

    text = _text(data)
    if not text:
        return None
    head = text.partition("\n")[0]
    separator = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    return [tuple(row) for row in rows] if len(rows[0]) > 1 else None
