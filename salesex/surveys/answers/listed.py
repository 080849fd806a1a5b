"""Codes that were handed out, for a look at those that came back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.model.code_list import CODES_FILE, read_codes


def listed_beside(responses: Sequence[Path]) -> tuple[str, ...]:
    """Return the codes on the list of the engagement that files of `responses/` belong to.

    Nothing where there is no such list, or none that can be read: whoever needs it says so.
    """
    for path in responses[:1]:
        file = path.parent.parent / CODES_FILE
        try:
            return tuple(each.code for each in read_codes(file.read_bytes(), file.as_posix()))
        except (OSError, CannotRunError):
            return ()
    return ()
