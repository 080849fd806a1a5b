"""Whether files are under version control, without needing git: its list of files, and what it ignores.

Only the present is seen: the list (`.git/index`) holds what is committed or about to be. What was
committed once and taken out again stays in the history, which is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from salesex.model.privacy import VersionControl

_OTHERS = (".hg", ".svn")
_FIXED = 62
"""Bytes of an entry of the list before its name, where checksums have 20."""
_LONG_SUM = re.compile(r"objectformat\s*=\s*sha256", re.IGNORECASE)
_EXTENDED = 0x4000


def version_control(folder: Path, paths: Iterable[str]) -> VersionControl:
    """Say whether an engagement folder is under version control, and which of its files are affected.

    Parameters
    ----------
    paths : of files with personal data, below the folder; one ending in `/` stands for what a folder may
        hold one day
    """
    here = folder.resolve()
    for root in (here, *here.parents):
        if (root / ".git").exists():
            return _git(root, here.relative_to(root).as_posix(), tuple(paths))
        if any((root / name).is_dir() for name in _OTHERS):
            return VersionControl(root.as_posix(), unknown=True)
    return VersionControl()


def _git(root: Path, below: str, paths: tuple[str, ...]) -> VersionControl:
    prefix = "" if below == "." else f"{below}/"
    store = _store(root / ".git")
    try:
        tracked = frozenset(_tracked(store))
        unknown = False
    except (OSError, ValueError, IndexError):
        tracked, unknown = frozenset(), True
    ignored = _Ignored(root, store)
    return VersionControl(
        root=root.as_posix(),
        committed=tuple(path for path in paths if prefix + path in tracked),
        not_ignored=tuple(
            path
            for path in paths
            if prefix + path not in tracked and not ignored(prefix + path + "x" * path.endswith("/"))
        ),
        unknown=unknown,
    )


def _store(path: Path) -> Path:
    """The folder of git: `.git`, or what a file of that name points to."""
    if path.is_dir():
        return path
    try:
        said = path.read_text(encoding="utf-8", errors="replace").partition(":")[2].strip()
    except OSError:
        return path
    return path.parent / said


def _tracked(store: Path) -> Iterator[str]:
    """Paths in the list of files.

    Raises
    ------
    OSError, ValueError, IndexError : it cannot be read
    """
    path = store / "index"
    if not path.exists():
        return
    data = path.read_bytes()
    version, count = int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")
    if data[:4] != b"DIRC" or version not in {2, 3, 4}:
        raise ValueError("not a list of files of git")
    fixed = _FIXED + 12 * _has_long_sums(store)
    at, name = 12, b""
    for _ in range(count):
        flags = int.from_bytes(data[at + fixed - 2 : at + fixed], "big")
        start = at + fixed + 2 * bool(flags & _EXTENDED)
        if version == 4:
            cut, start = _offset(data, start)
            end = data.index(b"\0", start)
            name = name[: len(name) - cut] + data[start:end]
            at = end + 1
        else:
            end = data.index(b"\0", start)
            name = data[start:end]
            at += (end - at) // 8 * 8 + 8
        yield name.decode("utf-8", "replace")


def _has_long_sums(store: Path) -> bool:
    for folder in (store, store.parent.parent):  # a further working copy has its list beside the others'
        config = folder / "config"
        if config.is_file():
            return _LONG_SUM.search(config.read_text(encoding="utf-8", errors="replace")) is not None
    return False


def _offset(data: bytes, at: int) -> tuple[int, int]:
    """A number as git packs it, and where it ends."""
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = (value + 1 << 7) | (data[at] & 0x7F)
    return value, at + 1


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line: below `base`, what it ignores, or (`negated`) takes out of what is ignored."""

    base: str
    pattern: re.Pattern[str]
    negated: bool
    only_folders: bool

    def fits(self, path: str, is_folder: bool) -> bool:
        if (self.only_folders and not is_folder) or not path.startswith(self.base):
            return False
        return self.pattern.fullmatch(path[len(self.base) :]) is not None


class _Ignored:
    """Whether a path is ignored, by every `.gitignore` above it."""

    def __init__(self, root: Path, store: Path) -> None:
        self._root = root
        self._first = tuple(_rules(store / "info" / "exclude", ""))
        self._of = cache(self._own)

    def __call__(self, path: str) -> bool:
        parents = [*reversed(PurePosixPath(path).parents[:-1])]
        whole = [parent.as_posix() for parent in parents]
        return any(self._hit(place, True) for place in whole) or self._hit(path, False)

    def _hit(self, path: str, is_folder: bool) -> bool:
        found = False
        places = [*reversed(PurePosixPath(path).parents)]
        rules = [*self._first, *(rule for place in places for rule in self._of(place.as_posix()))]
        for rule in rules:
            if rule.fits(path, is_folder):
                found = not rule.negated
        return found

    def _own(self, place: str) -> tuple[_Rule, ...]:
        base = "" if place == "." else f"{place}/"
        return tuple(_rules(self._root / place / ".gitignore", base))


def _rules(path: Path, base: str) -> Iterator[_Rule]:
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        line = line if line.endswith("\\ ") else line.rstrip()
        if not line or line.startswith("#"):
            continue
        negated = line.startswith("!")
        text = line[negated:].removeprefix("\\") if line[:2] in {"\\#", "\\!"} else line[negated:]
        yield _Rule(base, _pattern(text.rstrip("/")), negated, text.endswith("/"))


def _pattern(text: str) -> re.Pattern[str]:
    """A line as a regular expression on a path below its folder."""
    anchored = "/" in text
    parts = re.split(r"(\*\*/|/\*\*|\*|\?|\[[^\]]+\]|\\.)", text.lstrip("/"))
    said = {"**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    found = "".join(said.get(part) or _literal(part) for part in parts)
    try:
        return re.compile(found if anchored else f"(?:.*/)?{found}")
    except re.error:  # a class that is none
        return re.compile(re.escape(text))


def _literal(part: str) -> str:
    if part.startswith("[") and part.endswith("]") and len(part) > 2:
        inside = re.escape(part[1:-1].lstrip("!^")).replace(r"\-", "-")
        return f"[{'^' if part[1] in '!^' else ''}{inside}]"
    return re.escape(part[1:] if part.startswith("\\") and len(part) == 2 else part)
