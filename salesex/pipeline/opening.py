"""What every way of taking answers begins with: the engagement, the files that were named, the codes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError, UsageError

if TYPE_CHECKING:
    from salesex.surveys.engagements.engagements import EngagementReading


def usable_engagement(folder: Path) -> EngagementReading:
    """Read an engagement that answers can be collected for.

    Raises
    ------
    DataError : it has errors, or its responses lie in a folder of another name
    CannotRunError : there is none, or it cannot be read
    """
    from salesex.surveys.answers.files import misnamed_folders
    from salesex.surveys.engagements.engagements import read_engagement

    reading = read_engagement(folder)
    misnamed = misnamed_folders(folder)
    if reading.value is None or misnamed:
        raise DataError([*reading.issues, *misnamed], reading.language)
    return reading


def named_files(named: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the files that were named, each once.

    Raises
    ------
    CannotRunError : a file is missing, or is a folder
    UsageError : none was named
    """
    from salesex.surveys.folder import TABLES, YAML
    from salesex.surveys.globs import expanded

    missing: list[CannotRunError] = []
    found = {
        os.path.realpath(path): path
        for path in expanded([Path(name) for name in named], (*YAML, *TABLES), missing)
    }
    if missing:
        raise missing[0]
    if not found:
        raise UsageError("no file is named", "Name the filled forms: salesex collect DIR FILE...")
    for path in found.values():
        if path.is_dir():
            raise CannotRunError(f"{path.as_posix()} is a folder", f"Name files: {path.as_posix()}/*.yaml")
        yield path


def listed_codes(folder: Path) -> dict[str, str]:
    """Return the group of every code in `private/codes.csv`; nothing where there is no such list.

    Raises
    ------
    CannotRunError : it cannot be read, or is no such list
    """
    from salesex.model.code_list import CODES_FILE, read_codes
    from salesex.surveys.formats.reader import read_bytes

    path = folder / CODES_FILE
    if not path.exists():
        return {}
    return {each.code: each.group for each in read_codes(read_bytes(path), path.as_posix())}
