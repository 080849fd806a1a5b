"""Logos of engagements: a picture inside the folder, and nothing that people trusted to the folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Literal

from salesex.model.pictures import picture_kind

CONFIDENTIAL = ("responses", "notes", "private", "results")
"""Folders of an engagement whose files never get into a report."""
Refusal = Literal["outside", "missing", "refused"]


def read_logo(folder: Path, name: str) -> bytes | Refusal:
    """Return the content of a logo, or why it is none.

    Parameters
    ----------
    folder : the engagement
    name : the logo as engagement.yaml names it, a path relative to the folder

    Returns
    -------
    the picture; `outside` the folder, `missing`, or `refused` as no picture or as confidential
    """
    relative = PurePosixPath(name.replace("\\", "/"))
    try:
        below = (folder / relative).resolve().relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # Python 3.11 and 3.12 tell a loop of links so
        return "outside"
    if relative.is_absolute() or ":" in name:
        return "outside"
    try:
        if not (folder / relative).is_file():
            return "missing"
        if any(_is_confidential(path) for path in (relative, below)):
            return "refused"
        data = (folder / relative).read_bytes()
    except (OSError, ValueError):
        return "refused"
    return data if picture_kind(data) else "refused"


def _is_confidential(path: PurePosixPath | Path) -> bool:
    """Without regard to case, as file systems of Windows and macOS have none."""
    return bool(path.parts) and path.parts[0].casefold() in CONFIDENTIAL
