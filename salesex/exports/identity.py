"""Who the people of an export are who have no code: a made one that stays the same, and who is met twice."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType

_SIGNS = 8
_ROUNDED = 1
"""Seconds by which a spreadsheet may round the time of an answer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken before: its checksum, and the codes of those it brought."""

    checksum: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Met:
    """Rows with nothing but answers, which another file has, too.

    `at` is the index of the first, `count` how many there are; `other` is the name of a file that came
    now, empty for one that was taken before; `whole` says that one of the two files has everybody of the
    other, as a later download has.
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
    earlier : files that were taken before
    seconds : of the time at which somebody stored has answered, by made code; None where it is not known
    replace : whether a later edition of a list takes the place of the one before
    """

    def __init__(
        self,
        salt: str = "",
        earlier: Sequence[Taken] = (),
        seconds: Mapping[str, int | None] = MappingProxyType({}),
        replace: bool = False,
    ) -> None:
        self._salt = salt
        self._earlier = earlier
        self._here: list[Identified] = []
        self.seconds = dict(seconds)
        self.replace = replace

    def file(self, name: str, checksum: str) -> Identified:
        """Return what takes note of the people of one file."""
        earlier = [other for other in self._earlier if other.checksum != checksum]
        found = Identified(name, self, earlier, list(self._here))
        self._here.append(found)
        return found

    def made(self, parts: Sequence[str]) -> str:
        """Return a code made of what tells a row apart; the same parts give the same code."""
        digest = hashlib.sha256("\x1f".join((self._salt, *parts)).encode()).digest()
        return "x" + base64.b32encode(digest).decode("ascii").lower()[:_SIGNS]

    def at_second(self, parts: Sequence[str], second: int | None) -> tuple[str, bool]:
        """Return the code of an answer given in some minute, and whether it is the first of another second.

        Tools count alike: two surveys may both have an answer 1 in the same minute.

        Parameters
        ----------
        parts : what it is known by, the minute too
        second : of that minute; None where it is not known, which is the same as any
        """
        nth = next(nth for nth in count(1) if self._may_be(self.made([*parts, str(nth)]), second))
        code = self.made([*parts, str(nth)])
        is_another = nth > 1 and code not in self.seconds
        if self.seconds.get(code) is None:
            self.seconds[code] = second
        return code, is_another

    def _may_be(self, code: str, second: int | None) -> bool:
        there = self.seconds.get(code)
        return there is None or second is None or abs(there - second) <= _ROUNDED


@dataclass(slots=True)
class Identified:
    """The people of one file, and those of the files before it.

    `superseded` has the checksums of files of which this one is a later edition.
    """

    file: str
    _all: Identities
    _earlier: Sequence[Taken]
    _here: Sequence[Identified]
    codes: set[str] = field(default_factory=set)
    superseded: list[str] = field(default_factory=list)
    _unsure: dict[str, int] = field(default_factory=dict)
    _alike: dict[tuple[str, ...], int] = field(default_factory=dict)

    def known(self, code: str) -> str:
        """Take note of a code that a row has."""
        self.codes.add(code)
        return code

    def numbered(self, parts: Sequence[str], second: int | None) -> str:
        """Return the code of a row whose answer has a number."""
        return self.known(self._all.at_second(["number", *parts], second)[0])

    def timed(self, parts: Sequence[str], second: int | None) -> tuple[str, bool]:
        """Return the code of a row that has a time, and whether it is another one of that minute."""
        code, is_another = self._all.at_second(["row", *parts], second)
        return self.known(code), is_another

    def said(self, parts: tuple[str, ...], at: int) -> tuple[str, bool]:
        """Return the code of a row with nothing but answers, and whether another one here says the same."""
        nth = self._alike[parts] = self._alike.get(parts, 0) + 1
        code = self._all.made(["row", *parts, str(nth)])
        self._unsure.setdefault(code, at)
        return self.known(code), nth > 1

    def met_before(self) -> Iterator[Met]:
        """Yield what other files have of the rows with nothing but answers.

        Where a later edition replaces a list of which it has only some, that is noted instead.
        """
        for other in self._earlier:
            for met in self._met(other.codes, ""):
                if met.whole or not self._all.replace:
                    yield met
                else:
                    self.superseded.append(other.checksum)
        for here in self._here:
            yield from self._met(here.codes, here.file)

    def _met(self, codes: set[str] | frozenset[str], other: str) -> Iterator[Met]:
        met = [at for code, at in self._unsure.items() if code in codes]
        if met:
            yield Met(min(met), len(met), other, codes <= self.codes or self.codes <= codes)
