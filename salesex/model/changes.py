"""What is different between two assessments of one engagement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesex.model.results import Scope

ChangeKind = Literal["version", "answered", "type", "stage", "score", "hidden"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: `before` and `after` are both shown values, None where there was none.

    `id` names what changed: the questionnaire (`version`, `type`, `stage`), a group (`answered`), a
    dimension (`score`, 0-100) or one that is not shown any more (`hidden`; `before` only where a report
    showed it). A score of other groups than before is no movement of theirs: `without` and `joined` are
    ids of those that it rests on no longer, or only now; where it may not be told, it is None.
    """

    questionnaire: str
    kind: ChangeKind
    id: str
    scope: Scope
    scope_id: str | None
    before: str | int | float | None
    after: str | int | float | None
    without: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
