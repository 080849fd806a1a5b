"""What the operating system says about a failure, in words a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesex.errors import CannotRunError


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
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
