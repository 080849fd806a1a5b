"""`validate`: every issue of every file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.errors import Issue, Severity

KINDS = ("engagement", "questionnaire", "response")


@dataclass(frozen=True, slots=True)
class Validation:
    """What `validate` found: issues sorted by place, files read, issues switched off.

    `kinds` counts the files by what they are: engagement, questionnaire, response, in this order; a
    kind of which there is none is not in it. `language` is that of the first engagement, else English.
    """

    issues: tuple[Issue, ...]
    files: int
    switched_off: int
    kinds: dict[str, int]
    language: str

    def count(self, severity: Severity) -> int:
        """Number of issues of one severity."""
        return sum(issue.severity == severity for issue in self.issues)


def validate(paths: Iterable[str | Path]) -> Validation:
    """Check questionnaires, engagements and responses; every issue of every file is returned.

    Raises
    ------
    CannotRunError : a path is missing or unreadable, or no questionnaire is found at all
    """
    from salesex.surveys.discovery import check

    checked = check([Path(path) for path in paths])
    counts: Counter[str] = Counter(kind for kind, _ in checked.found)
    kinds = {kind: counts[kind] for kind in KINDS if counts[kind]}
    return Validation(checked.issues, len(checked.files), checked.switched_off, kinds, checked.language)
