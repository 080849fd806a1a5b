"""What a command is about to rename and remove, noted: a computer that fails in the middle loses nothing.

The note is written once everything new is on disk, and goes when all is in its place. Where it is still
there, the command broke off in the middle, and the next one completes it. Without a note nothing was
renamed yet.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from salesex.errors import CannotRunError
from salesex.leftovers import PENDING_FILE, becomes, kept_beside
from salesex.plainly import told_plainly

FORMAT = "salesex/pending/1"
_RESTORE = (
    "Put the folder back from a backup made before. Without one, delete that file and look through "
    "responses/ yourself: the command that broke off may be stored in part."
)


@dataclass(frozen=True, slots=True)
class Pending:
    """`moves`: temporary file, the name it gets, checksum of its content; `gone`: what is to be removed.

    `process` wrote the temporary files, and keeps former content under names with its number.
    """

    process: int
    moves: tuple[tuple[Path, Path, str], ...]
    gone: tuple[Path, ...]


def pending_json(
    folder: Path, waiting: Iterable[tuple[Path, Path]], files: Mapping[Path, bytes], gone: Iterable[Path]
) -> bytes | None:
    """Return the note as it is written; None where a file lies elsewhere than in the folder."""
    if not all(_lies_in(folder, path) for path in (*files, *gone)):
        return None
    moves = [
        [_inside(folder, temporary), _inside(folder, path), hashlib.sha256(files[path]).hexdigest()]
        for temporary, path in waiting
    ]
    content = {
        "format": FORMAT,
        "process": os.getpid(),
        "moves": moves,
        "gone": [_inside(folder, path) for path in gone],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _inside(folder: Path, path: Path) -> str:
    return path.absolute().relative_to(folder.absolute()).as_posix()


def _lies_in(folder: Path, path: Path) -> bool:
    """Whether a file lies in the folder, also where links lead."""
    return path.parent.resolve().is_relative_to(folder.resolve()) and path.absolute().is_relative_to(
        folder.absolute()
    )


def is_pending(folder: Path) -> bool:
    """Whether a command is writing in the folder of an engagement, or broke off in the middle."""
    return os.path.lexists(folder / PENDING_FILE)


def complete(folder: Path) -> None:
    """Complete what a command that broke off was writing; whoever calls this holds the lock.

    Everything is looked at first. It can break off, too: then the next one completes it.

    Raises
    ------
    CannotRunError : the note is damaged, names files elsewhere, or what it names is not there any more;
        then nothing is touched
    """
    if not is_pending(folder):
        return
    note = folder / PENDING_FILE
    with told_plainly(note):
        data = b"" if note.is_symlink() else note.read_bytes()
    found = _read(folder, data)
    if found is None:
        raise CannotRunError(
            f"{note} is damaged: a command broke off, and what it wrote is not known", _RESTORE
        )
    for temporary, path, checksum in found.moves:
        with told_plainly(path):
            if _checksum(temporary if temporary.exists() else path) != checksum:
                what = f"{note} tells of a command that broke off, and {path} cannot be completed"
                raise CannotRunError(what, _RESTORE)
    _carry_out(found)
    forget(note, [path.parent for _, path, _ in found.moves] + [path.parent for path in found.gone])


def _carry_out(found: Pending) -> None:
    for temporary, path, _ in found.moves:
        with told_plainly(path):
            if temporary.exists():
                temporary.replace(path)
    for path in found.gone:
        with told_plainly(path):
            path.unlink(missing_ok=True)
    for path in (*(path for _, path, _ in found.moves), *found.gone):
        with told_plainly(path):
            kept_beside(path, found.process).unlink(missing_ok=True)


def forget(note: Path, folders: Collection[Path]) -> None:
    """Remove the note; before that all it tells of is on disk, and afterwards it does not come back."""
    for folder in set(folders):
        keep_names(folder)
    with told_plainly(note):
        note.unlink(missing_ok=True)
    keep_names(note.parent)


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _read(folder: Path, data: bytes) -> Pending | None:
    """The note; None for one that no salesex wrote like this."""
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            return None
        moves = tuple((_place(folder, a), _place(folder, b), str(c)) for a, b, c in content["moves"])
        found = Pending(int(content["process"]), moves, tuple(_place(folder, a) for a in content["gone"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    ours = (becomes(temporary) == path.name for temporary, path, _ in moves)
    beside = (temporary.parent == path.parent for temporary, path, _ in moves)
    return found if all(ours) and all(beside) else None


def _place(folder: Path, name: str) -> Path:
    """The file of that name in the folder.

    Raises
    ------
    ValueError : it lies elsewhere
    """
    plain = PurePosixPath(name)
    if plain.is_absolute() or PureWindowsPath(name).anchor or ".." in PureWindowsPath(name).parts:
        raise ValueError(name)
    path = folder / plain
    if not plain.name or not _lies_in(folder, path):
        raise ValueError(name)
    return path


def keep_names(folder: Path) -> None:
    """Make sure that names in a folder are on disk, too, where the system has a way to."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some file systems of networks know no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
