"""Tables of answers that lie beside an engagement and not in its `responses/`: nobody would read them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from salesex.surveys.collected import Collected
from salesex.surveys.folder import FILE, FOLDER, INSTALLED, NOT_SEARCHED, TABLES
from salesex.surveys.formats.reader import read_bytes
from salesex.surveys.tables.columns import names_answers
from salesex.surveys.tables.tables import MAX_MEGABYTES, read_table


def tables_beside(folder: Path) -> Iterator[Path]:
    """Yield tables in the folder of an engagement and one folder below, by name."""
    below = [path for path in _visible(folder) if path.is_dir() and _may_hold_answers(path)]
    for place in (folder, *below):
        for path in _visible(place):
            if path.suffix.lower() in TABLES and path.is_file():
                yield path


def holds_answers(path: Path, items: Collection[str]) -> bool:
    """Whether the first row of a table is that of answers.

    Raises
    ------
    CannotRunError : it may not be read
    """
    if path.stat().st_size > MAX_MEGABYTES * 1_000_000:
        return False
    rows = read_table(read_bytes(path), path.as_posix(), "respondent", Collected())
    _, headers = next(rows, (0, []))
    return names_answers(headers, items)


def _visible(folder: Path) -> list[Path]:
    names = (path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    return sorted(names, key=lambda path: path.name)


def _may_hold_answers(folder: Path) -> bool:
    """Whether a folder is none that is looked at otherwise, or not at all."""
    if folder.name.casefold() == FOLDER or folder.name in NOT_SEARCHED + INSTALLED:
        return False
    return not (folder / FILE).exists()
