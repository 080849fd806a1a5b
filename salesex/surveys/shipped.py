"""Where the shipped questionnaires and the example are; the only place that knows."""

from __future__ import annotations

import re
from pathlib import Path

EXAMPLE = "muster-maschinenbau"
_MODELINE = re.compile(rb"\A# yaml-language-server: \$schema=\.\.?/.*\n")


def shipped_questionnaires() -> dict[str, Path]:
    """Files of the shipped questionnaires by id, in the order of the ids."""
    folder = _folder("questionnaires")
    files = sorted(folder.glob("*/*.yaml"))
    return {file.stem: file for file in files if file.stem == file.parent.name}


def example_folder() -> Path:
    """Folder of the shipped example engagement."""
    return _folder("examples") / EXAMPLE


def without_modeline(content: bytes) -> bytes:
    """Content of a YAML file for another place: without a first line that tells editors a relative path."""
    return _MODELINE.sub(b"", content)


def _folder(name: str) -> Path:
    """A folder of package data in an installed wheel, else of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parent / name
