"""Writing that leaves whole files or none.

A file is written beside its place under a temporary name and renamed; whoever reads sees the former
file or the new one. Files that belong together are written or removed all or none: a failure puts the
former ones back. What a process that was killed left of these is removed with the next write to the
folder.

Folders that hold what people answered, and new files in them, are closed to other accounts.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.leftovers import tidy

PRIVATE = {"private", "responses", "notes", "maps"}
"""Folders of an engagement that nobody else may look into."""


def write_all(files: Mapping[Path, bytes], gone: Collection[Path] = ()) -> None:
    """Write several files, in the order given, then remove others: all of it or nothing.

    All are on disk before the first is renamed; where a rename fails or is interrupted, the files
    renamed before it get their former content back, and what was removed comes back.

    Parameters
    ----------
    gone : files that shall be no more; one that is not there any more is fine

    Raises
    ------
    CannotRunError : locked, not permitted, disk full
    """
    for folder in {path.parent for path in (*files, *gone)}:
        tidy(folder)
    waiting: list[tuple[Path, Path]] = []
    former: dict[Path, Path | None] = {}
    try:
        for path in gone:
            with _told_plainly(path):
                _refuse_unwritable(path)
        for path, data in files.items():
            waiting.append((_write_beside(path, data), path))
        if len(files) + len(gone) > 1:
            for path in files:
                former[path] = _kept(path)
        _rename(waiting, former, gone)
    finally:
        for temporary in [*(temporary for temporary, _ in waiting), *filter(None, former.values())]:
            temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Where the former content of a file waits."""
    return path.with_name(f".{path.name}-{os.getpid()}.kept")


def _kept(path: Path) -> Path | None:
    """Keep the former content under another name; None where there is none."""
    kept = _beside(path)
    with _told_plainly(path):
        kept.unlink(missing_ok=True)
        if not path.exists():
            return None
        try:
            kept.hardlink_to(path)
        except OSError:  # the file system knows no links
            shutil.copy2(path, kept)
    return kept


def _rename(
    waiting: Iterable[tuple[Path, Path]], former: Mapping[Path, Path | None], gone: Iterable[Path]
) -> None:
    """Rename what waits, the first first, then remove: a log that comes first tells of all that is gone."""
    away: list[Path] = []
    waiting = list(waiting)
    try:
        for temporary, path in waiting:
            with _told_plainly(path):
                temporary.replace(path)
        for path in gone:
            away.append(path)
            with _told_plainly(path), suppress(FileNotFoundError):
                path.replace(_beside(path))
    except BaseException:
        for path in away:
            if _beside(path).exists():
                _put_back(path, _beside(path))
        for temporary, path in reversed(waiting):
            if path in former and not temporary.exists():
                _put_back(path, former[path])
        raise
    for path in away:
        _beside(path).unlink(missing_ok=True)


def _put_back(path: Path, kept: Path | None) -> None:
    with suppress(OSError):  # what went wrong first is what is told
        if kept is None:
            path.unlink()
        else:
            kept.replace(path)


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
    with _told_plainly(path):
        _make_folder(path.parent)
        is_new = not path.exists()
        with open(path, "ab+", opener=_opened) as file:
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
            _keep_name(path)


def _keep_name(path: Path) -> None:
    """Make sure that a new name is on disk, too, where the system has a way to."""
    if os.name == "nt":
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems of networks know no such thing
            os.fsync(folder)
    finally:
        os.close(folder)


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
    with _told_plainly(folder):
        beside.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".new", dir=beside))
    try:
        with _told_plainly(folder):
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
    folder.chmod(0o777 & ~_umask())  # mkdtemp makes it private; an engagement is an ordinary folder
    for name in empty:
        _make_folder(folder / name)
    for name, data in files.items():
        path = folder / name
        _make_folder(path.parent)
        path.write_bytes(data)
        path.chmod(_mode_for(path))


def refuse_what_is_there(folder: Path) -> None:
    """Make sure that a folder is free to be made.

    Raises
    ------
    CannotRunError : a file is in its place, or a folder that is not empty
    """
    with _told_plainly(folder):
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
    with _told_plainly(path):
        _make_folder(path.parent)
        _refuse_unwritable(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-{os.getpid()}-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(_mode_for(path))
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


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    folder.mkdir(mode=0o700 if _is_private(folder) else 0o777, exist_ok=True)


def _is_private(folder: Path) -> bool:
    return folder.name in PRIVATE or folder.parent.name == "private"


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags, _mode_for(Path(path)))


def _mode_for(path: Path) -> int:
    """Permissions of the file to replace, else those a new file gets.

    What people answered is for its owner, and for the group only where that may write to the folder:
    then somebody has shared it.
    """
    if _is_private(path.parent):
        return 0o660 if path.parent.stat().st_mode & 0o020 else 0o600
    if path.exists():
        return path.stat().st_mode & 0o777
    return 0o666 & ~_umask()


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Turn what the operating system says into what a person can do."""
    try:
        yield
    except PermissionError as error:
        raise CannotRunError(
            f"{path} cannot be written ({reason(error)})",
            "If it is open in Excel or another program, close it there and run again.",
        ) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
        remedy = "Make room on the disk and run again." if full else "Check the folder and run again."
        raise CannotRunError(f"{path} cannot be written ({reason(error)})", remedy) from error


def reason(error: OSError) -> str:
    """Return what the operating system says about a failure, in a few words."""
    return (error.strerror or type(error).__name__).lower()
