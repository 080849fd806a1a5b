"""Which chapters a reader gets: everything, four pages for management, or what concerns who answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from salesex.errors import UsageError
from salesex.model.audiences import Audience
from salesex.reports.chapters.base import Chapter

EVIDENCE = ("type", "roadmap", "profile", "gaps")
"""What management sees besides the summary: the first of these that there is."""
PARTICIPANTS = frozenset({"cover", "summary", "profile", "roadmap", "gaps", "method"})
"""Results and how they came about; single statements, types and who does what are for management."""


def chosen(chapters: Sequence[Chapter], audience: Audience, sections: Collection[str] = ()) -> list[Chapter]:
    """Return the chapters of an audience, or the sections that are named, in the report's order.

    Raises
    ------
    UsageError : a section is named that this report does not have; the message lists those it has
    """
    there = list(dict.fromkeys(chapter.part for chapter in chapters))
    missing = [name for name in sections if name not in there]
    if missing:
        raise UsageError(f"this report has no section {', '.join(missing)}", f"It has {', '.join(there)}.")
    if sections:
        return [chapter for chapter in chapters if chapter.part in sections]
    if audience == "management":
        evidence = next((part for part in EVIDENCE if part in there), "")
        kept = [next(one for one in chapters if one.part == evidence)] if evidence else []
        return [one for one in chapters if one in kept or one.part in ("cover", "summary", "measures")]
    if audience == "participants":
        return [chapter for chapter in chapters if chapter.part in PARTICIPANTS]
    return list(chapters)
