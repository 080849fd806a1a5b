"""One writer at a time in the folder of an engagement.

Whoever reads what is stored, computes from it and writes the result holds the lock for all three: two
at once would each write without what the other has written.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.pending import complete, is_pending
from salesex.plainly import reason

LOCK_FILE = "private/.lock"
PATIENCE = 10.0
"""Seconds to wait for another salesex; most are done in one."""
_PAUSE = 0.05
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EINVAL, getattr(errno, "EOPNOTSUPP", errno.ENOSYS)}
"""What file systems answer that know no locks; there one person works as well as ever."""


@contextmanager
def only_writer(folder: str | Path) -> Iterator[None]:
    """Hold the lock of an engagement folder; the system frees it, too, should this process die.

    What another process was writing when it died is completed first.

    It cannot be taken twice, not even by the same process. A folder without `engagement.yaml` is left
    as it is: whoever reads it says so.

    Raises
    ------
    CannotRunError : another process still writes there, or the lock file cannot be written; or what broke
        off cannot be completed
    """
    folder = Path(folder)
    if not (folder / "engagement.yaml").is_file():
        yield
        return
    path = folder / LOCK_FILE
    is_new = not path.parent.exists()
    handle = _taken(path, folder)
    try:
        complete(folder)
        yield
    finally:
        _free(path, handle)
        if is_new:
            with suppress(OSError):  # something was written there
                path.parent.rmdir()


def settle(folder: str | Path) -> None:
    """Wait for whoever is writing in an engagement folder, and complete what broke off there.

    For whoever only reads; without anything of this, nothing is locked or written.

    Raises
    ------
    CannotRunError : as in `only_writer`
    """
    if is_pending(Path(folder)):
        with only_writer(folder):
            pass


@contextmanager
def only_reader(folder: str | Path) -> Iterator[None]:
    """Read an engagement folder in which everything is complete, instead of writing to it."""
    settle(folder)
    yield


@contextmanager
def only_one(path: Path, busy: str, remedy: str) -> Iterator[None]:
    """Hold a lock of its own for as long as somebody works with something; nobody waits for it.

    Raises
    ------
    CannotRunError : another process holds it (`busy`), or the lock file cannot be written
    """
    handle = _tried(path)
    if handle is None:
        raise CannotRunError(busy, remedy)
    try:
        yield
    finally:
        _free(path, handle)


def is_held(path: Path) -> bool:
    """Whether another process holds a lock now; one that died holds none."""
    if not path.exists():
        return False
    handle = _tried(path)
    if handle is not None:
        _free(path, handle)
    return handle is None


def _tried(path: Path) -> int | None:
    try:
        return _try(path)
    except FileNotFoundError:
        return None  # whoever held it takes it away just now
    except OSError as error:
        why = f"{path} cannot be written ({reason(error)})"
        raise CannotRunError(why, "Check the folder and run again.") from error


def _taken(path: Path, folder: Path) -> int:
    """Return the handle of the locked file."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            handle = _try(path)
        except FileNotFoundError:
            handle = None  # another one has just taken it away
        except OSError as error:
            if os.name != "nt" or time.monotonic() >= until:  # on Windows, one that is being deleted
                why = f"{path} cannot be written ({reason(error)})"
                raise CannotRunError(why, "Check the folder and run again.") from error
            handle = None
        if handle is not None:
            return handle
        if time.monotonic() >= until:
            raise CannotRunError(
                f"another salesex is writing in {folder}", "Wait until it is done and run this again."
            )
        time.sleep(_PAUSE)


def _try(path: Path) -> int | None:
    """Make the file and lock it; None where another one has."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if _lock(handle) and os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _free(path: Path, handle: int) -> None:
    """Give the lock back, and take its file away.

    Elsewhere than on Windows a file in use can be deleted, so that goes first: whoever opened it before
    sees that it is no longer the one in the folder. Windows refuses while another one has it open.
    """
    with suppress(OSError):
        if os.name != "nt":
            path.unlink()
    os.close(handle)
    with suppress(OSError):
        if os.name == "nt":
            path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Lock the first byte; it goes with the handle."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EDEADLK}:
                return False
            return _has_no_locks(error)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        """Lock the file; it goes with the handle."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            return _has_no_locks(error)
        return True


def _has_no_locks(error: OSError) -> bool:
    if error.errno not in _NO_LOCKS:
        raise error
    return True
