"""What a number is of (level), and whose answers it rests on (scope)."""

from __future__ import annotations

from typing import Literal

Level = Literal["overall", "dimension", "facet", "axis", "item"]
Scope = Literal["overall", "perspective", "group"]
Status = Literal["ok", "suppressed", "insufficient"]
Reason = Literal[
    "no_consent", "left_out", "few", "few_items", "difference", "frozen", "one_person", "all_answered"
]
