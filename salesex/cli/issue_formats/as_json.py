"""Issues for machines: `salesex/issues/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.catalogue import tell

if TYPE_CHECKING:
    from salesex.errors import Issue

ISSUES_FORMAT = "salesex/issues/1"
PLACE = ("severity", "code", "file", "line", "column", "path")


def document(issues: Iterable[Issue], summary: dict[str, int], language: str) -> bytes:
    """Return the document: UTF-8, one final line end, keys in the documented order."""
    rows = []
    for issue in issues:
        told = tell(issue, language)
        row = {key: getattr(issue, key) for key in PLACE}
        rows.append(row | {"message": told.message, "help": told.help})
    content = {"format": ISSUES_FORMAT, "issues": rows, "summary": summary}
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
