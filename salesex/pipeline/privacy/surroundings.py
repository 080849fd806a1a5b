"""Who else can get at a folder: other people of the computer, and programs that copy it elsewhere."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

_SYNCED = re.compile(
    r"(OneDrive|Dropbox|Google ?Drive|iCloud ?Drive|Mobile Documents|Nextcloud|ownCloud|MagentaCLOUD)\b.*",
    re.IGNORECASE,
)


def open_to_others(folder: Path, places: Iterable[str]) -> tuple[str, ...]:
    """Return the places below a folder that every other user of this computer can read.

    A folder that others may not enter protects all that is in it. Windows keeps such rights otherwise;
    there nothing is returned.

    Parameters
    ----------
    places : paths below the folder, folders with `/` at the end
    """
    if os.name == "nt":
        return ()
    here = folder.resolve()
    if not all(_allows(parent, stat.S_IXOTH) for parent in (here, *here.parents)):
        return ()
    return tuple(place for place in places if _readable(here, place))


def _readable(folder: Path, place: str) -> bool:
    *above, last = place.rstrip("/").split("/")
    way = folder
    for name in above:
        way /= name
        if not _allows(way, stat.S_IXOTH):
            return False
    if not place.endswith("/"):
        return _allows(way / last, stat.S_IROTH)
    entries = [entry for entry in (way / last).rglob("*") if entry.is_file()] if (way / last).is_dir() else []
    return _allows(way / last, stat.S_IXOTH) and any(_allows(entry, stat.S_IROTH) for entry in entries)


def _allows(path: Path, right: int) -> bool:
    try:
        return bool(path.stat().st_mode & right)
    except OSError:
        return False


def synced_by(folder: Path) -> str:
    """Return the name of the folder above that a program copies to the internet; "" where none does."""
    return next((part for part in folder.resolve().parts if _SYNCED.fullmatch(part)), "")
