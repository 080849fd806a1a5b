"""Who may look into files and folders that are written: what people answered is for its owner."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE = {"private", "responses", "notes", "maps"}
"""Folders of an engagement that nobody else may look into."""


def make_folder(folder: Path) -> None:
    """Make a folder and those above it."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(mode=0o700 if _is_private(folder) else 0o777, exist_ok=True)


def _is_private(folder: Path) -> bool:
    return folder.name in PRIVATE or folder.parent.name == "private"


def opened(path: str, flags: int) -> int:
    """Open a file for `open(..., opener=)`; a new one gets its permissions."""
    return os.open(path, flags, mode_for(Path(path)))


def mode_for(path: Path) -> int:
    """Permissions of the file to replace, else those a new file gets.

    What people answered is for its owner, and for the group only where that may write to the folder:
    then somebody has shared it.
    """
    if _is_private(path.parent):
        return 0o660 if path.parent.stat().st_mode & 0o020 else 0o600
    if path.exists():
        return path.stat().st_mode & 0o777
    return 0o666 & ~umask()


def umask() -> int:
    """Permissions that new files do not get."""
    found = os.umask(0)
    os.umask(found)
    return found
