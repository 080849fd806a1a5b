"""What is different between two assessments of one engagement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesex.model.results import Scope

ChangeKind = Literal["version", "answered", "type", "stage", "score"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: `before` and `after` are both shown values, None where there was none.

    `id` names what changed: the questionnaire (`version`, `type`, `stage`), a group (`answered`) or a
    dimension (`score`, 0-100).
    """

    questionnaire: str
    kind: ChangeKind
    id: str
    scope: Scope
    scope_id: str | None
    before: str | int | float | None
    after: str | int | float | None
