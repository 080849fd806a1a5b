"""Writing that leaves whole files or none.

A file is written beside its place under a temporary name and renamed; whoever reads sees the former
file or the new one. Files that belong together are written or removed all or none: a failure puts the
former ones back. What a process that was killed left of these is removed with the next write to the
folder; or completed, where it noted what it was doing (`pending`).

Folders that hold what people answered, and new files in them, are closed to other accounts.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.leftovers import PENDING_FILE, kept_beside, tidy
from salesex.modes import make_folder, mode_for, opened, umask
from salesex.pending import forget, keep_names, pending_json
from salesex.plainly import told_plainly


def write_all(
    files: Mapping[Path, bytes], gone: Collection[Path] = (), *, engagement: Path | None = None
) -> None:
    """Write several files, in the order given, then remove others: all of it or nothing.

    All are on disk before the first is renamed; where a rename fails or is interrupted, the files
    renamed before it get their former content back, and what was removed comes back.

    Parameters
    ----------
    gone : files that shall be no more; one that is not there any more is fine
    engagement : the folder whose lock the caller holds; should the process be killed in the middle,
        the next one that takes the lock completes everything

    Raises
    ------
    CannotRunError : locked, not permitted, disk full
    """
    for folder in {path.parent for path in (*files, *gone)}:
        tidy(folder)
    moving = _Moving(files, gone, engagement)
    try:
        moving.prepare()
        moving.move()
    finally:
        moving.clear()


class _Moving:
    """Files that are put in their places together."""

    def __init__(self, files: Mapping[Path, bytes], gone: Collection[Path], engagement: Path | None) -> None:
        self._files, self._gone = files, gone
        self._folder = engagement if len(files) + len(gone) > 1 else None
        self._note = None if self._folder is None else self._folder / PENDING_FILE
        self._waiting: list[tuple[Path, Path]] = []
        self._former: dict[Path, Path | None] = {}
        self._away: list[Path] = []

    def prepare(self) -> None:
        """Write everything under temporary names, and keep what was there before."""
        for path in self._gone:
            with told_plainly(path):
                _refuse_unwritable(path)
        for path, data in self._files.items():
            self._waiting.append((_write_beside(path, data), path))
        if len(self._files) + len(self._gone) > 1:
            for path in self._files:
                self._former[path] = _kept(path)

    def move(self) -> None:
        """Rename, the first first, then remove: a log that comes first tells of all that is gone."""
        try:
            self._note_down()
            for temporary, path in self._waiting:
                with told_plainly(path):
                    temporary.replace(path)
            for path in self._gone:
                self._away.append(path)
                with told_plainly(path), suppress(FileNotFoundError):
                    path.replace(_beside(path))
        except BaseException:
            if self._undo():
                self._forget()
            raise
        for kept in (*map(_beside, self._away), *filter(None, self._former.values())):
            kept.unlink(missing_ok=True)
        self._forget()

    def clear(self) -> None:
        """Remove temporary files, unless the next process needs them to complete this."""
        if self._note is None or not self._note.exists():
            for path in [
                *(temporary for temporary, _ in self._waiting),
                *filter(None, self._former.values()),
            ]:
                path.unlink(missing_ok=True)

    def _note_down(self) -> None:
        """Say on disk what is going to be done."""
        if self._folder is None or self._note is None:
            return
        data = pending_json(self._folder, self._waiting, self._files, self._gone)
        if data is None:
            return
        for folder in {path.parent for path in self._files}:
            keep_names(folder)
        temporary = _write_beside(self._note, data)
        try:
            with told_plainly(self._note):
                temporary.replace(self._note)
        finally:
            temporary.unlink(missing_ok=True)
        keep_names(self._note.parent)

    def _forget(self) -> None:
        if self._note is not None and self._note.exists():
            forget(self._note, [path.parent for path in (*self._files, *self._gone)])

    def _undo(self) -> bool:
        """Put back what was there before; return whether that worked.

        With a note the new content goes back to its temporary name: this can be killed, too.
        """
        done = [_put_back(path, _beside(path)) for path in self._away if _beside(path).exists()]
        for temporary, path in reversed(self._waiting):
            if path in self._former and not temporary.exists():
                spare = temporary if self._note is not None else None
                done.append(_put_back(path, self._former[path], spare))
        return all(done)


def _beside(path: Path) -> Path:
    """Where the former content of a file waits."""
    return kept_beside(path, os.getpid())


def _kept(path: Path) -> Path | None:
    """Keep the former content under another name; None where there is none."""
    kept = _beside(path)
    with told_plainly(path):
        kept.unlink(missing_ok=True)
        if not path.exists():
            return None
        try:
            kept.hardlink_to(path)
        except OSError:  # the file system knows no links
            shutil.copy2(path, kept)
    return kept


def _put_back(path: Path, kept: Path | None, spare: Path | None = None) -> bool:
    """Put back what was kept; `spare` is where the content goes that is there now."""
    with suppress(OSError):  # what went wrong first is what is told
        if spare is not None:
            path.replace(spare)
        if kept is not None:
            kept.replace(path)
        elif spare is None:
            path.unlink()
        return True
    return False


def write_atomic(path: str | Path, data: bytes) -> Path:
    """Write one file so that an interruption leaves the former one; its folder is made if need be.

    Raises
    ------
    CannotRunError : locked, not permitted, disk full
    """
    path = Path(path)
    write_all({path: data})
    return path


def write_new(path: str | Path, data: bytes) -> Path:
    """Write one file that must not be there yet.

    Raises
    ------
    CannotRunError : it exists already, or cannot be written
    """
    path = Path(path)
    if path.exists() or path.is_symlink():
        raise CannotRunError(f"{path} exists already", "Name another file; nothing is overwritten.")
    return write_atomic(path, data)


def append_line(path: Path, line: bytes, *, only_ours: bool) -> None:
    """Add a line to a file, which is made if need be; it is on disk when this returns.

    A line that cannot be written leaves nothing behind.

    Parameters
    ----------
    only_ours : nobody else writes there, so that a last line without an end was cut off by a crash,
        and goes; else it is somebody's, and gets its end

    Raises
    ------
    CannotRunError : locked, not permitted, disk full
    """
    with told_plainly(path):
        make_folder(path.parent)
        is_new = not path.exists()
        with open(path, "ab+", opener=opened) as file:
            file.seek(0)
            content = file.read()
            size = content.rfind(b"\n") + 1 if only_ours else len(content)
            file.truncate(size)
            ends = size == 0 or content[size - 1 : size] == b"\n"
            try:
                file.write(line + b"\n" if ends else b"\n" + line + b"\n")
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                with suppress(OSError):
                    file.truncate(size)
                raise
        if is_new:
            keep_names(path.parent)


def write_folder(folder: str | Path, files: Mapping[str, bytes], empty: tuple[str, ...] = ()) -> Path:
    """Make a folder with all its files, or nothing at all.

    A new folder is built beside its place and renamed. A folder that exists must be empty; it stays the
    same folder, since a shell may stand in it, and is filled from one built inside it. `files` maps
    paths inside the folder (with `/`) to content, `empty` names folders without files.

    Raises
    ------
    CannotRunError : something is there already, or the folder cannot be written
    """
    folder = Path(folder).absolute()
    refuse_what_is_there(folder)
    there = folder.is_dir()
    beside = folder if there else folder.parent
    with told_plainly(folder):
        beside.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".new", dir=beside))
    try:
        with told_plainly(folder):
            _fill(building, files, empty)
            if there:
                _move_into(folder, building)
            else:
                building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _move_into(folder: Path, building: Path) -> None:
    """Move what was built into an empty folder, entry by entry: all or, after a failure, none."""
    names = sorted(entry.name for entry in building.iterdir())
    try:
        for name in names:
            if (folder / name).exists():
                raise FileExistsError(errno.EEXIST, "another program has written there", str(folder / name))
            (building / name).rename(folder / name)
    except BaseException:
        for name in names:
            if not (building / name).exists():
                with suppress(OSError):  # what went wrong first is what is told
                    (folder / name).rename(building / name)
        raise


def _fill(folder: Path, files: Mapping[str, bytes], empty: tuple[str, ...]) -> None:
    folder.chmod(0o777 & ~umask())  # mkdtemp makes it private; an engagement is an ordinary folder
    for name in empty:
        make_folder(folder / name)
    for name, data in files.items():
        path = folder / name
        make_folder(path.parent)
        path.write_bytes(data)
        path.chmod(mode_for(path))


def refuse_what_is_there(folder: Path) -> None:
    """Make sure that a folder is free to be made.

    Raises
    ------
    CannotRunError : a file is in its place, or a folder that is not empty
    """
    with told_plainly(folder):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise CannotRunError(f"{folder} exists already and is not a folder", "Name another folder.")
        found = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise CannotRunError(
            f"{folder} is not empty: it holds {', '.join(found[:3])}{more}",
            "Name a new folder; nothing is overwritten.",
        )


def _write_beside(path: Path, data: bytes) -> Path:
    temporary: Path | None = None
    with told_plainly(path):
        make_folder(path.parent)
        _refuse_unwritable(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-{os.getpid()}-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(mode_for(path))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return temporary


def _refuse_unwritable(path: Path) -> None:
    """Renaming would replace a file marked read-only; whoever marked it does not want that."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "it is write-protected", str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
