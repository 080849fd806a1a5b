"""Which files of an engagement hold answers, and what else lies where they should be."""

from __future__ import annotations

from pathlib import Path

from salesex import catalogue
from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.surveys.folder import FOLDER, OTHER_TABLES, TABLES, YAML


def response_files(folder: Path) -> tuple[list[Path], list[Issue]]:
    """Files of responses of an engagement by name, and warnings about what else lies there."""
    below = folder / FOLDER
    found: list[Path] = []
    issues: list[Issue] = []
    for path in sorted(below.iterdir(), key=lambda path: path.name) if below.is_dir() else ():
        if path.name.startswith((".", "~$")):
            continue
        if path.suffix.lower() in TABLES + YAML and (path.is_file() or _leads_nowhere(path)):
            found.append(path)
        else:
            issues.append(_not_read(path))
    return found, issues


def _not_read(path: Path) -> Issue:
    """A warning about something among the responses that is not read."""
    file, ending = path.as_posix(), path.suffix.lower()
    if path.is_dir():
        return catalogue.issue("R030", file=file, what=Word("a_folder"), remedy=Word("folder_remedy"))
    if ending in OTHER_TABLES and path.is_file():
        return catalogue.issue("R055", file=file, ending=ending)
    return catalogue.issue("R030", file=file, what=Word("no_answers"), remedy=Word("no_answers_remedy"))


def _leads_nowhere(path: Path) -> bool:
    """Whether it is a link to a file that is gone: its answers are missed, and reading it says so."""
    return path.is_symlink() and not path.exists()


def misnamed_folders(folder: Path) -> list[Issue]:
    """Errors about folders that are `responses` to systems that ignore case, and to others are not."""
    return [
        catalogue.issue("E049", file=path.as_posix(), name=path.name)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name != FOLDER and path.name.casefold() == FOLDER and path.is_dir()
    ]
