"""What there is to check at a path: named files, and folders by the header and the place of their files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from salesex.errors import CannotRunError
from salesex.frozen import Frozen
from salesex.surveys.folder import ENVIRONMENT, FILE, FOLDER, INSTALLED, NOT_SEARCHED, TABLES, YAML
from salesex.surveys.formats.reader import read_bytes
from salesex.surveys.globs import expanded
from salesex.surveys.headers import Found, kind_of


class Unreadable:
    """What could not be read while everything else was."""

    def __init__(self) -> None:
        self.errors: list[CannotRunError] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what stops one file from being read, and go on."""
        try:
            yield
        except CannotRunError as error:
            self.errors.append(error)
        except OSError as error:
            self._keep(error)

    def _keep(self, error: OSError) -> None:
        name = Path(os.fsdecode(error.filename)).as_posix() if error.filename else "a file"
        problem = error.strerror or type(error).__name__
        self.errors.append(CannotRunError(f"{name} cannot be read: {problem}", "Check its rights."))

    def yaml_files(self, folder: Path) -> Iterator[Path]:
        """YAML files below a folder by name; not in hidden folders, `NOT_SEARCHED`, nor what is installed."""
        for where, folders, files in os.walk(folder, onerror=self._keep):
            if ENVIRONMENT in files and where != str(folder):
                folders.clear()
                continue
            left_out = INSTALLED + NOT_SEARCHED if FILE in files else INSTALLED
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in left_out)
            for name in sorted(files):
                if name.lower().endswith(YAML) and not name.startswith("."):
                    yield Path(where) / name


class Finding(Frozen):
    """What was found, as kind and path, each file once; by real path the YAML files not meant for us."""

    found: tuple[tuple[Found, Path], ...]
    passed_over: dict[str, Path]


def find(paths: Sequence[Path], unreadable: Unreadable) -> Finding:
    """Find what there is to check, in an order that does not depend on that of the paths.

    Of several spellings of one file the relative one counts, of several of those the shortest; but
    first of all that by which an engagement is found.

    Raises
    ------
    CannotRunError : a pattern matches nothing
    """
    spelled: dict[str, tuple[Found, Path]] = {}
    passed_over: dict[str, Path] = {}
    for path in expanded(paths, YAML + TABLES, unreadable.errors):
        for kind, file in _in_folder(path, unreadable) if path.is_dir() else _file(path, unreadable):
            real = os.path.realpath(file)
            if kind is None:
                passed_over[real] = min(file, passed_over.get(real, file), key=_preference)
            elif real not in spelled or _preference(file) < _preference(spelled[real][1]):
                spelled[real] = kind, file
    found = sorted(spelled.values(), key=lambda pair: _preference(pair[1]))
    return Finding(tuple(found), passed_over)


def _preference(path: Path) -> tuple[bool, bool, int, str]:
    return path.name != FILE, path.is_absolute(), len(path.as_posix()), path.as_posix()


def _file(path: Path, unreadable: Unreadable) -> Iterator[tuple[Found, Path]]:
    """Yield a file that was named itself: a YAML file without header is taken for a questionnaire."""
    ending = path.suffix.lower()
    with unreadable.kept():
        if ending not in TABLES + YAML:
            remedy = f"Name a file that ends in {', '.join(YAML + TABLES)}, or a folder."
            raise CannotRunError(f"{path.as_posix()} is nothing that can be checked", remedy)
        read_bytes(path, 0)  # says what is wrong with a link or a pipe
        kind = kind_of(path) if ending in YAML else "response"
        if path.name == FILE:
            kind = "engagement"
        elif path.parent.name == FOLDER and kind != "engagement":
            kind = "response"
        yield kind or "questionnaire", path


def _in_folder(folder: Path, unreadable: Unreadable) -> Iterator[tuple[Found | None, Path]]:
    """Yield everything below that has a header, and the engagement whose responses are named."""
    if folder.name == FOLDER and (folder.parent / FILE).is_file():
        yield "engagement", folder.parent / FILE
    for path in unreadable.yaml_files(folder):
        with unreadable.kept():
            yield ("engagement" if path.name == FILE else kind_of(path)), path
