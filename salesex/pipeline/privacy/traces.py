"""Where a code stands as a word: in names of files, in texts, and inside packed files.

What only looks like the code is left alone: another code or an id of the engagement that holds it. A
code that may be anything (a number, an ordinary word) is known only where codes stand.
"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
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
LONG_NUMBER = 8
"""Digits of a number that nobody writes for anything else, unless it is a day."""
_DAY = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


def is_distinct(code: str, words: Collection[str]) -> bool:
    """Whether a text that holds the code as a word can mean nothing else.

    Parameters
    ----------
    words : ids and titles of the engagement

    >>> [is_distinct(code, ["service"]) for code in ("KX4P7MW", "xtyjxpdrq", "7", "Service", "Anna")]
    [True, True, False, False, False]
    >>> [is_distinct(code, []) for code in ("118402345671", "20261103", "03112026")]
    [True, False, False]
    """
    from salesex.model.codes import is_code, is_made

    if code.casefold() in {word.casefold() for word in words} or len(code) < SHORTEST:
        return False
    if code.isdecimal():
        return len(code) >= LONG_NUMBER and _DAY.fullmatch(code) is None
    has_letter, has_digit = (any(map(kind, code)) for kind in (str.isalpha, str.isdigit))
    return is_code(code) or is_made(code) or (has_letter and (has_digit or bool(re.search(r"[@\s._]", code))))


@dataclass(frozen=True, slots=True)
class _Words:
    """Finds some texts as words, but not where they are part of a longer name.

    `longer` has those names in small letters, by where the text begins in them and by their length, so
    that each of thousands is looked up and none is searched for.
    """

    wanted: frozenset[str]
    pattern: re.Pattern[str]
    longer: dict[tuple[int, int], set[str]]

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every place."""
        return (each for each in self.pattern.finditer(text) if not self._is_part(text, each.start()))

    def _is_part(self, text: str, start: int) -> bool:
        for (offset, length), names in self.longer.items():
            first, end = start - offset, start - offset + length
            if first < 0 or text[first:end].casefold() not in names:
                continue
            if not _in_word(text[first - 1 : first]) and not _in_word(text[end : end + 1]):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds one code as a word, in texts and in names of files.

    In texts its letters may be large or small: people write it down by hand. `alike` are other codes
    that differ in nothing else, and are found as they are.
    """

    texts: _Words
    names: _Words
    alike: frozenset[str] = frozenset()

    def in_name(self, path: str) -> bool:
        """Whether a path below the folder names it."""
        return any(map(self._named, path.split("/")))

    def count(self, data: bytes) -> int:
        """How often a file holds it: as text in any usual encoding, or packed inside."""
        from salesex.surveys.removal.workbook_words import joined

        if data.startswith(b"PK"):
            return sum(self._named(name) + self.count(joined(part)) for name, part in unpacked(data))
        return max((sum(1 for _ in self._meant(text)) for text in self._decoded(data)), default=0)

    def blanked(self, data: bytes, mark: str = BLANKED[0]) -> bytes | None:
        """The file with a mark in its place; None where it is no text that can be edited."""
        if data.startswith(b"PK"):
            return None
        for encoding in ("utf-16" if data[:2] in _UTF16 else "utf-8", "cp1252"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if "\0" in text else self.hidden(text, mark).encode(encoding, "replace")
        return None

    def hidden(self, text: str, mark: str) -> str:
        """Return a text with a mark in its place."""
        pieces, end = [], 0
        for each in self._meant(text):
            pieces += [text[end : each.start()], mark]
            end = each.end()
        return "".join([*pieces, text[end:]])

    def _decoded(self, data: bytes) -> Iterator[str]:
        """The file in every encoding in which the code is in it."""
        small = data.lower()
        for encoding in _ENCODINGS:
            if any(_may_hold(small, one, encoding) for one in self.texts.wanted):
                for start in range(2 if encoding.startswith("utf-16") else 1):
                    yield data[start:].decode(encoding, "replace")

    def _meant(self, text: str) -> Iterator[re.Match[str]]:
        """Places of the code, perhaps with other letters large, and nobody else's."""
        return (
            each
            for each in self.texts.found(text)
            if each[0] in self.texts.wanted or each[0] not in self.alike
        )

    def _named(self, text: str) -> bool:
        return any(True for _ in self.names.found(text))


def _may_hold(small: bytes, text: str, encoding: str) -> bool:
    """Whether bytes in small letters may hold a text: what is no ASCII has large letters of its own."""
    pieces = re.split(r"[^\x00-\x7f]+", text.lower())
    return all(piece.encode(encoding) in small for piece in pieces)


def finder(code: str, others: Collection[str]) -> Finder:
    """Return what finds a code; `others` are codes and ids that may hold it."""
    from salesex.surveys.answers.response_text import file_stem

    known = {*others, *map(file_stem, others)}
    # as it is, as XML and JSON write it, and with umlauts as macOS writes them
    spelled = {code, html.escape(code), json.dumps(code)[1:-1]}
    if not code.isascii():  # what JSON writes for a letter tells large from small
        spelled |= {json.dumps(one)[1:-1] for one in (code.lower(), code.upper())}
    spelled |= {unicodedata.normalize(form, one) for one in spelled for form in ("NFC", "NFD")}
    alike = frozenset(one for one in known if one != code and one.casefold() == code.casefold())
    named = {unicodedata.normalize(form, one) for one in (code, file_stem(code)) for form in ("NFC", "NFD")}
    return Finder(_words(spelled, known), _words(named, known), alike)


def _words(wanted: set[str], others: Collection[str]) -> _Words:
    pattern = _pattern(wanted)
    small = {one.casefold() for one in wanted}
    longer: dict[tuple[int, int], set[str]] = {}
    for other in others:
        folded = other.casefold()
        if folded not in small and any(one in folded for one in small):
            for each in pattern.finditer(other):
                longer.setdefault((each.start(), len(other)), set()).add(folded)
    return _Words(frozenset(wanted), pattern, longer)


def _pattern(wanted: Collection[str]) -> re.Pattern[str]:
    ordered = sorted(wanted, key=len, reverse=True)
    choice = "|".join(map(re.escape, ordered))
    # `_` stands between words in names of files; a sign above a letter belongs to it
    return re.compile(rf"(?<![^\W_])(?:{choice})(?![^\W_]|[\u0300-\u036f])", re.IGNORECASE)


def _in_word(sign: str) -> bool:
    return sign.isalnum()


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
