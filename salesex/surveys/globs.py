"""Paths with wildcards, expanded here for shells that do not do it (Windows): `questionnaires/**/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.surveys.folder import ENVIRONMENT, INSTALLED

_WILD = re.compile(r"[*?\[\]]")


def expanded(
    paths: Sequence[Path], endings: tuple[str, ...], missing: list[CannotRunError]
) -> Iterator[Path]:
    """Yield every path that exists, and what the others match, by name: folders, and files with an ending.

    A link that leads nowhere is there, too: reading it says what is wrong. What does not exist is added
    to `missing`.

    `*`, `?` and `[…]` stay within a name, `**` goes through folders; hidden names, what is installed and
    links to folders are not followed unless they are written out.

    Raises
    ------
    CannotRunError : a pattern matches nothing or cannot be understood
    """
    for path in paths:
        if path.exists() or path.is_symlink():
            yield path
        elif _WILD.search(str(path)):
            yield from _matches(path, endings)
        else:
            missing.append(CannotRunError(f"{path.as_posix()} does not exist", "Check the path."))


def _matches(pattern: Path, endings: tuple[str, ...]) -> list[Path]:
    start = Path(pattern.anchor)
    relative = pattern.relative_to(start) if pattern.anchor else pattern
    if any("**" in part and part != "**" for part in relative.parts):  # newer Pythons read it as `*`
        remedy = "`**` stands alone between slashes: questionnaires/**/*.yaml."
        raise CannotRunError(f"{pattern.as_posix()} is no pattern", remedy)
    found = set(start.glob(str(relative)))
    if relative.name == "**":  # newer Pythons give the files, too; folders are searched anyway
        found = {path for path in found if path.is_dir()}
    written = {"", *pattern.parts}
    usable = [
        path
        for path in found
        if (path.is_dir() or path.suffix.lower() in endings) and not _is_left_out(path, written)
    ]
    if not usable:
        raise CannotRunError(
            f"{pattern.as_posix()} matches nothing that can be checked",
            f"Check the pattern; files end in {', '.join(endings)}.",
        )
    return sorted(usable, key=lambda path: path.as_posix())


def _is_left_out(path: Path, written: set[str]) -> bool:
    """Whether something on the way is hidden or installed and not written out."""
    names = [name for name in path.parts if name not in written]
    if any(name.startswith(".") or name in INSTALLED for name in names):
        return True
    folders = (folder for folder in (path, *path.parents) if folder.name not in written)
    return any((folder / ENVIRONMENT).is_file() for folder in folders)
