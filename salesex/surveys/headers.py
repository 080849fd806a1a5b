"""What a YAML file is meant to be, by the `format:` at its beginning, before anything of it is parsed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from salesex import catalogue
from salesex.surveys.reader import read_bytes

Found = Literal["questionnaire", "engagement", "response"]
KINDS: tuple[Found, ...] = ("questionnaire", "engagement", "response")

_FORMAT = re.compile(
    r"^(?:\{\s*)?[\"']?format[\"']?\s*:\s*[\"']?salesex/([\w-]*)", re.MULTILINE | re.IGNORECASE
)
_NO_CONTENT = re.compile(r"^[ \t]*(?:#[^\r\n]*)?[\r\n]+", re.MULTILINE)
_HEAD = 8_000
"""Bytes, without comments and blank lines, in which the header is looked for."""
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

    Whatever begins with `salesex/` is meant for us: a slip is read as the kind it is most like, else as
    a questionnaire, and reading says what is wrong with it.
    """
    match = _FORMAT.search(_content(data[:_FARTHEST])[:_HEAD])
    if match is None:
        return None
    word = match[1].lower()
    nearest = word if word in KINDS else catalogue.nearest(word, KINDS)
    return next((kind for kind in KINDS if kind == nearest), "questionnaire")


def _content(data: bytes) -> str:
    """Text without comments and blank lines; UTF-16 without BOM is none, but what it says can be seen."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "ignore")
    else:
        text = data.replace(b"\0", b"").decode("utf-8-sig", "ignore")
    return _NO_CONTENT.sub("", text)
