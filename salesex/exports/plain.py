"""Texts of headings and cells as people read them, and as they are compared."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_UNREAD = tuple(
    (re.compile(f"{begin}.*?{end}", re.DOTALL | re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for begin, end in (
        (r"<script\b[^<>]*>", r"</script\s*>"),
        (r"<style\b[^<>]*>", r"</style\s*>"),
        ("<!--", "-->"),
    )
)
"""What nobody reads with all that is in it, and how it ends."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_QUOTES = str.maketrans(dict.fromkeys("„“”‟«»″", '"') | dict.fromkeys("‚‘’‛‹›′`´", "'"))
_LONGEST = 10_000
_WORD = re.compile(r"[^\W_]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SIGNED = re.compile(
    r"[^\W_]+|[+<>=%≤≥±]|(?<=[0-9])[.,:/-](?=[0-9])"  # 50 %, < 50, 1-2, 3,5
    r"|(?<![^\W_])-(?=\s?[0-9])|^-(?=\S)|-(?=$)|(?<=[^\W_])-(?=\s)"  # -2, A-
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text without tags, entities, unseen signs and runs of space, in one line.

    Quotes of every kind become straight ones, non-breaking spaces become spaces. What is longer than any
    statement is cut.
    """
    text = text[:_LONGEST]
    if "<" in text:
        text = _TAG.sub(" ", _read(text))
    if "&" in text:
        text = html.unescape(text)
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _read(text: str) -> str:
    """Return a text without comments, scripts and styles.

    Behind the last end none is looked for: thousands of beginnings would each be followed to the end.
    """
    for whole, end in _UNREAD:
        last = max((found.end() for found in end.finditer(text)), default=0)
        text = whole.sub(" ", text[:last]) + text[last:]
    return text


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return what two texts have in common that say the same: their words, in small letters.

    Signs between words count for nothing; of a text without any word they are all there is.
    """
    shown = plain(text).casefold()
    return " ".join(_WORD.findall(shown)) or shown


@lru_cache(maxsize=8192)
def exact(text: str) -> str:
    """Return a text with all its signs, in small letters."""
    return plain(text).casefold()


@lru_cache(maxsize=8192)
def signed(text: str) -> str:
    """Return the words of an answer with the signs that change what it says: -2 is not 2, A+ not A-."""
    shown = exact(text).translate(_DASHES)
    return " ".join(_SIGNED.findall(shown)) if _WORD.search(shown) else exact(text)
