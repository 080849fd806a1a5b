"""Who the people of an export are who have no code: a made one that stays the same, and who is met twice."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken before: what it is called, and the codes of those it brought."""

    file: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Met:
    """Rows with nothing but answers, which another file has, too.

    `at` is the index of the first, `count` how many there are; `whole` says that one of the two files has
    everybody of the other, as a later download has.
    """

    at: int
    count: int
    other: str
    whole: bool


class Identities:
    """The people of all files of one command.

    Parameters
    ----------
    salt : goes into every made code, so that nobody can work them out from number and time
    earlier : files that were taken before, by checksum
    """

    def __init__(self, salt: str = "", earlier: Mapping[str, Taken] = MappingProxyType({})) -> None:
        self._salt = salt
        self._earlier = earlier
        self._here: list[Identified] = []
        self.seconds: dict[tuple[str, ...], list[int | None]] = {}

    def file(self, name: str, checksum: str) -> Identified:
        """Return what takes note of the people of one file."""
        earlier = (other for known, other in self._earlier.items() if known != checksum)
        found = Identified(name, self, [*earlier, *self._here])
        self._here.append(found)
        return found

    def made(self, parts: Sequence[str]) -> str:
        """Return a code made of what tells a row apart; the same parts give the same code."""
        digest = hashlib.sha256("\x1f".join((self._salt, *parts)).encode()).digest()
        return "x" + base64.b32encode(digest).decode("ascii").lower()[:_SIGNS]


@dataclass(slots=True)
class Identified:
    """The people of one file, and those of the files before it."""

    file: str
    _all: Identities
    _others: list[Taken | Identified]
    codes: set[str] = field(default_factory=set)
    _unsure: dict[str, int] = field(default_factory=dict)
    _alike: dict[tuple[str, ...], int] = field(default_factory=dict)

    def known(self, code: str) -> str:
        """Take note of a code that a row has."""
        self.codes.add(code)
        return code

    def numbered(self, parts: Sequence[str]) -> str:
        """Return the code of a row whose answer has a number."""
        return self.known(self._all.made(["number", *parts]))

    def timed(self, parts: tuple[str, ...], second: int | None) -> tuple[str, bool]:
        """Return the code of a row that has a time, and whether another person said the same in that minute.

        Parameters
        ----------
        parts : what it says, and the minute
        second : of that minute; None where the time has none
        """
        before = self._all.seconds.setdefault(parts, [])
        is_new = second not in before
        if is_new:
            before.append(second)
        nth = before.index(second) + 1
        return self.known(self._all.made(["row", *parts, str(nth)])), is_new and nth > 1

    def said(self, parts: tuple[str, ...], at: int) -> tuple[str, bool]:
        """Return the code of a row with nothing but answers, and whether another one here says the same."""
        nth = self._alike[parts] = self._alike.get(parts, 0) + 1
        code = self._all.made(["row", *parts, str(nth)])
        self._unsure.setdefault(code, at)
        return self.known(code), nth > 1

    def met_before(self) -> Iterator[Met]:
        """Yield what other files have of the rows with nothing but answers."""
        for other in self._others:
            met = [at for code, at in self._unsure.items() if code in other.codes]
            if met:
                whole = other.codes <= self.codes or self.codes <= other.codes
                yield Met(min(met), len(met), other.file, whole)
