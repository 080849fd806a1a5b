"""Which kinds of pictures a report takes, told from their content."""

from __future__ import annotations

import re

SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
# Atomic groups: a file made of nothing but openings must not cost more than one look at each.
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:\w+:)?svg[\s/>]",
    re.DOTALL,
)


def picture_kind(data: bytes) -> str | None:
    """Return the media type of a PNG, JPEG or SVG; None for anything else.

    An SVG is told from its root element, so its beginning is enough unless a long comment precedes it.
    """
    for start, kind in SIGNATURES.items():
        if data.startswith(start):
            return kind
    return "image/svg+xml" if _SVG.match(data) else None
