"""Issues for machines: `salesex/issues/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.errors import Issue

ISSUES_FORMAT = "salesex/issues/1"
KEYS = ("severity", "code", "file", "line", "column", "path", "message", "help")


def document(issues: Iterable[Issue], summary: dict[str, int]) -> bytes:
    """Return the document: UTF-8, one final line end, keys in the documented order."""
    rows = [{key: getattr(issue, key) for key in KEYS} for issue in issues]
    content = {"format": ISSUES_FORMAT, "issues": rows, "summary": summary}
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
