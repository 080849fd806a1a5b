"""What to do when standard output or standard error is closed, full, or read by nobody any more."""

from __future__ import annotations

import errno
import io
import os
import sys

STDOUT = "standard output"


class Closed(io.TextIOBase):
    """Standard output that is closed: having nothing to say is no failure, and saying something is one."""

    def write(self, text: str) -> int:
        """Write nothing.

        Raises
        ------
        OSError : there is something to write
        """
        if text:
            raise OSError(errno.EBADF, "it is closed", STDOUT)
        return 0


def open_closed() -> None:
    """Put something in the place of closed streams, so that no file that is opened takes their number."""
    if sys.stdout is None:
        _nowhere(1)
        sys.stdout = Closed()
    if sys.stderr is None:
        _nowhere(2)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


def give_up() -> None:
    """Let what cannot be written go nowhere, since Python would complain about it at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _nowhere(stream.fileno())


def _nowhere(number: int) -> None:
    found = os.open(os.devnull, os.O_WRONLY)
    if found != number:
        os.dup2(found, number)
        os.close(found)
