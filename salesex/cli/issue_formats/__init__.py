"""Ways to write issues down: one module each, all with the same facts.

Every module has `document(report) -> bytes`: the whole document in UTF-8. Only the one that is asked
for is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.cli.issue_formats.report import IssueReport


class IssueFormat(StrEnum):
    """How issues are written."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"
    junit = "junit"


FORMATS = tuple(one.value for one in IssueFormat)


def writer(name: str) -> Callable[[IssueReport], bytes]:
    """Return what makes the document of a format."""
    document: Callable[[IssueReport], bytes] = import_module(f"{__name__}.as_{name}").document
    return document
