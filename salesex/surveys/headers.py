"""What a YAML file is meant to be, before anything of it is parsed: by its `format:`, or what is left of it.

A header may be damaged in many ways, and a file that is passed over because of it is checked by nobody.
So the first line may be misspelt, and without one the keys tell what the file is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from salesex import catalogue
from salesex.surveys.formats.reader import read_bytes

Found = Literal["questionnaire", "engagement", "response", "map"]
KINDS: tuple[Found, ...] = ("questionnaire", "engagement", "response", "map")

_FORMAT = re.compile(
    r"^(?:\{\s*)?[\"']?format[\"']?\s*:\s*[\"']?salesex/([\w-]*)", re.MULTILINE | re.IGNORECASE
)
_MAKER = "salesex"
_LINE = re.compile(r"^(?![ \t]*(?:---|[%#])).*\w.*$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+")
_KIND_AND_VERSION = re.compile(r"([a-z]*)\s*[/\\]*\s*\b([a-z]+)\s*[/\\]+\s*[0-9]")
_KEY = re.compile(r"[ \t]*[\"']?(\w+)[\"']?[ \t]*:")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SIGNS: tuple[tuple[Found, frozenset[str]], ...] = (
    ("questionnaire", frozenset({"scale", "dimensions"})),
    ("questionnaire", frozenset({"scale", "stages"})),
    ("engagement", frozenset({"client", "groups"})),
    ("response", frozenset({"respondent", "answers"})),
)
"""Keys by which a file shows what it is, where most of the others are ours, too."""
_NO_CONTENT = re.compile(r"^[ \t]*(?:#[^\r\n]*)?[\r\n]+", re.MULTILINE)
_HEAD = 8_000
"""Bytes, without comments and blank lines, in which the header is looked for."""
_LONGEST_LINE = 300
"""Characters of a first line, without runs of space, in which a damaged header is looked for."""
_FARTHEST = 1_000_000
"""Bytes that comments before the header may fill."""


def kind_of(path: Path) -> Found | None:
    """What a YAML file is meant to be; None for one that is none of ours.

    Raises
    ------
    CannotRunError : the file may not be read
    """
    head = read_bytes(path, _HEAD)
    if len(head) == _HEAD and len(_content(head)) < _HEAD // 2:
        head = read_bytes(path, _FARTHEST)
    return kind_in(head)


def kind_in(data: bytes) -> Found | None:
    """What the beginning of a YAML file says it is.

    Whatever begins with `salesex/`, or nearly, is meant for us: a slip is read as the kind it is most
    like, else as a questionnaire, and reading says what is wrong with it.
    """
    text = _content(data[:_FARTHEST])[:_HEAD]
    match = _FORMAT.search(text)
    if match is not None:
        return _kind_like(match[1].lower()) or "questionnaire"
    first = _LINE.search(text)
    if first is None:
        return None
    line = " ".join(_INVISIBLE.sub("", first[0]).lower().split())[:_LONGEST_LINE]
    return _by_first_line(line) or _by_keys(text[first.start() :])


def _kind_like(word: str) -> Found | None:
    nearest = word if word in KINDS else catalogue.nearest(word, KINDS)
    return next((kind for kind in KINDS if kind == nearest), None)


def _by_first_line(line: str) -> Found | None:
    """The kind that a damaged header names: `fromat: salesex/…`, `format = saleex…`, `format: response/1`."""
    words = _WORD.findall(line.partition(" #")[0])
    is_format = bool(words) and catalogue.nearest(words[0], ("format",)) is not None
    if is_format and len(words) > 1 and _is_like_us(words[1]):
        kind = _kind_like(words[2]) if len(words) > 2 else None
        return kind or "questionnaire"
    rest = _KIND_AND_VERSION.search(line)
    if rest is None or (rest[1] and not _is_like_us(rest[1])):
        return None
    return _kind_like(rest[2]) if rest[1] or is_format else None


def _is_like_us(word: str) -> bool:
    same_length = abs(len(word) - len(_MAKER)) <= 1
    return same_length and catalogue.nearest(word, (_MAKER,)) is not None


def _by_keys(text: str) -> Found | None:
    """The kind whose keys a file without header has, on its first level."""
    indent = len(text) - len(text.lstrip(" "))
    found = [_KEY.match(line) for line in text.splitlines() if len(line) - len(line.lstrip(" ")) == indent]
    keys = {key[1] for key in found if key is not None}
    return next((kind for kind, signs in _SIGNS if signs <= keys and _are_ours(keys, kind)), None)


def _are_ours(keys: set[str], kind: Found) -> bool:
    """Whether a format knows at least half of the keys."""
    if kind == "questionnaire":
        from salesex.surveys.questionnaires.questionnaires import QUESTIONNAIRE as RECORD
    elif kind == "engagement":
        from salesex.surveys.engagements.written import ENGAGEMENT as RECORD
    elif kind == "response":
        from salesex.surveys.answers.response_rows import RESPONSE as RECORD
    else:
        from salesex.surveys.maps import MAP as RECORD
    return len(keys & set(RECORD.keys)) * 2 >= len(keys)


def _content(data: bytes) -> str:
    """Text without comments and blank lines; UTF-16 without BOM is none, but what it says can be seen."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "ignore")
    else:
        text = data.replace(b"\0", b"").decode("utf-8-sig", "ignore")
    return _NO_CONTENT.sub("", text)
