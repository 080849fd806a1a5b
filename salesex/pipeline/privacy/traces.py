"""Where a code stands as a word: in names of files, in texts, and inside packed files.

What only looks like the code is left alone: another code or an id of the engagement that holds it. A
code that may be anything (a number, an ordinary word) is known only where codes stand.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from salesex.pipeline.privacy.holdings import LARGEST

BLANKED = ("(…)", *(f"(… {number})" for number in range(2, 10)))
"""What takes the place of a code in a text of somebody else; others where a key would be there twice.

All of them are plain text in YAML, JSON and CSV.
"""
SHORTEST = 2
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


def is_distinct(code: str, words: Collection[str]) -> bool:
    """Whether a text that holds the code as a word can mean nothing else.

    Parameters
    ----------
    words : ids and titles of the engagement

    >>> [is_distinct(code, ["service"]) for code in ("KX4P7MW", "xtyjxpdrq", "7", "Service", "Anna")]
    [True, True, False, False, False]
    """
    from salesex.model.codes import is_code, is_made

    if code.casefold() in {word.casefold() for word in words} or len(code) < SHORTEST:
        return False
    has_letter, has_digit = (any(map(kind, code)) for kind in (str.isalpha, str.isdigit))
    return is_code(code) or is_made(code) or (has_letter and (has_digit or bool(re.search(r"[@\s._]", code))))


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds one code as a word; `stem` is what names of files made for it begin with.

    In texts its letters may be large or small: people write it down by hand. `alike` are other codes
    that differ in nothing else, and are found as they are.
    """

    code: str
    stem: str
    others: tuple[str, ...]
    alike: frozenset[str] = frozenset()

    def in_name(self, path: str) -> bool:
        """Whether a path below the folder names it."""
        return any(map(self._named, path.split("/")))

    def count(self, data: bytes) -> int:
        """How often a file holds it: as text in any usual encoding, or packed inside."""
        if data.startswith(b"PK"):
            return sum(self._named(name) + self.count(part) for name, part in unpacked(data))
        return max((len(self._words(text)) for text in self._texts(data)), default=0)

    def blanked(self, data: bytes, mark: str = BLANKED[0]) -> bytes | None:
        """The file with a mark in its place; None where it is no text that can be edited."""
        if data.startswith(b"PK"):
            return None
        for encoding in ("utf-16" if data[:2] in _UTF16 else "utf-8", "cp1252"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" in text:
                return None
            spelled = self._spellings()

            def hidden(found: re.Match[str], spelled: Collection[str] = spelled) -> str:
                return mark if self._is_meant(found[0], spelled) else found[0]

            return self._pattern(spelled).sub(hidden, text).encode(encoding, "replace")
        return None

    def _spellings(self) -> set[str]:
        """The code as it is, and as XML and JSON write it."""
        return {self.code, html.escape(self.code), json.dumps(self.code)[1:-1]}

    def _texts(self, data: bytes) -> Iterator[str]:
        """The file in every encoding in which the code is in it."""
        small = data.lower()
        for encoding in _ENCODINGS:
            try:
                inside = any(one.encode(encoding).lower() in small for one in self._spellings())
            except UnicodeEncodeError:
                continue
            if inside:
                for start in range(2 if encoding.startswith("utf-16") else 1):
                    yield data[start:].decode(encoding, "replace")

    def _words(self, text: str) -> list[str]:
        spelled = self._spellings()
        found = (each[0] for each in self._pattern(spelled).finditer(text))
        return [one for one in found if self._is_meant(one, spelled)]

    def _pattern(self, spelled: Collection[str]) -> re.Pattern[str]:
        return _pattern(spelled, self.others, re.IGNORECASE)

    def _is_meant(self, word: str, spelled: Collection[str]) -> bool:
        """Whether a word is the code, perhaps with other letters large, and nobody else's."""
        return word in spelled or (
            word not in self.alike and word.casefold() in {one.casefold() for one in spelled}
        )

    def _named(self, text: str) -> bool:
        wanted = {self.code.casefold(), self.stem.casefold()}
        pattern = _pattern(wanted, [one.casefold() for one in self.others])
        return any(found[0] in wanted for found in pattern.finditer(text.casefold()))


def _pattern(wanted: Collection[str], others: Collection[str], flags: int = 0) -> re.Pattern[str]:
    """Finds what is wanted as words; longer words that hold it are found in its place."""
    ordered = sorted({*wanted, *others}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", flags)


def finder(code: str, others: Collection[str]) -> Finder:
    """Return what finds a code; `others` are codes and ids that may hold it."""
    from salesex.surveys.response_text import file_stem

    stem = file_stem(code)
    parts = {code.casefold(), stem.casefold()}
    known = {*others, *map(file_stem, others)}
    longer = [one for one in known if one.casefold() not in parts and any(p in one.casefold() for p in parts)]
    alike = frozenset(one for one in known if one != code and one.casefold() == code.casefold())
    return Finder(code, stem, tuple(longer), alike)


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents inside an archive such as a workbook; of one that is broken nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > 3 * LARGEST:
                return
            for part in parts:
                yield part.filename, archive.read(part)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError, ValueError):
        return


def below(folder: Path, path: str) -> Path:
    """The path of a file that is named below the folder."""
    return folder.joinpath(*path.split("/"))
