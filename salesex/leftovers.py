"""Temporary files of writers that were killed: they hold answers, and nobody looks for them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_LEFT = re.compile(r"\.(.+)-([0-9]{1,10})(?:-[a-z0-9_]{8}\.tmp|\.kept)", re.DOTALL)
"""Names of temporary files: the name to be, the process."""
PENDING_FILE = "private/.pending.json"
"""In the folder of an engagement: which temporary files are still needed, see `pending`."""
_OLD = 3600.0
"""Seconds after which nobody is still writing, should the number of a process have been given again."""


def leftovers(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what processes that died left in a folder, and the name of the file each was to be, or was."""
    try:
        found = [Path(entry) for entry in os.scandir(folder) if _LEFT.fullmatch(entry.name)]
    except OSError:
        return
    for path in found:
        parts = _LEFT.fullmatch(path.name)
        if parts is not None and not _is_at_work(int(parts[2]), path):
            yield path, parts[1]


def kept_beside(path: Path, process: int) -> Path:
    """Where a process keeps the former content of a file."""
    return path.with_name(f".{path.name}-{process}.kept")


def becomes(temporary: Path) -> str | None:
    """The name a temporary file is to get; None for any other file."""
    parts = _LEFT.fullmatch(temporary.name)
    return parts[1] if parts is not None and temporary.suffix == ".tmp" else None


def tidy(folder: Path) -> None:
    """Remove what processes that died left in a folder, unless it is still to be put in its place."""
    if any(os.path.lexists(above / PENDING_FILE) for above in (folder, *folder.absolute().parents)):
        return
    for path, _ in leftovers(folder):
        with suppress(OSError):  # the next one may
            path.unlink()


def _is_at_work(process: int, path: Path) -> bool:
    """Whether the process that made a temporary file may still need it."""
    try:
        if time.time() - path.stat().st_mtime > _OLD:
            return False
        if os.name != "nt":  # there, to ask a process whether it runs would end it
            os.kill(process, 0)
    except (ProcessLookupError, FileNotFoundError, OverflowError):
        return False
    except OSError:
        pass
    return True
