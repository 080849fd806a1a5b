"""Names of files that every system takes."""

from __future__ import annotations

import re
from pathlib import PurePath

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_HARMLESS = re.compile(r"[^\w.-]+")
_LONGEST = 120


def is_device(stem: str) -> bool:
    """Whether Windows keeps a name for a device, whatever ending it has."""
    return _DEVICES.fullmatch(stem.partition(".")[0].strip()) is not None


def map_name(file: str) -> str:
    """Return the name, without ending, of the map for a file: that of the file, harmless.

    >>> map_name("in/Liste (2).xlsx"), map_name("CON.csv")
    ('Liste-2', 'map-CON')
    """
    name = _HARMLESS.sub("-", PurePath(file).stem)[:_LONGEST].strip("-.") or "map"
    return f"map-{name}" if is_device(name) else name
