"""Rows of the results about stages: the roadmap of a scope, and its prerequisites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesex.model.scopes import Scope

StageCertainty = Literal["sure", "likely", "open"]


@dataclass(frozen=True, slots=True)
class StageAxisRow:
    """One axis of one stage: its score, and whether mean and every item suffice."""

    score: float | None
    met: bool


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage: `met` by itself, `reached` when every stage up to it is met."""

    stage: int
    axes: dict[str, StageAxisRow]
    blockers: tuple[str, ...]
    met: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class IfMet:
    """The stage that holds as soon as each of the items reaches the threshold, all else as it is."""

    items: tuple[str, ...]
    stage: int


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """The stage of one scope and what stands before the next; `stability`, `band`: of bootstrap draws."""

    unit: str | None
    scope: Scope
    scope_id: str | None
    stage: int | None
    axis_stages: dict[str, int]
    difference: int | None
    islands: tuple[int, ...]
    start: float | None
    stability: float | None
    band: tuple[int, int] | None
    certainty: StageCertainty | None
    stages: tuple[StageRow, ...]
    next_steps: tuple[str, ...]
    notes: tuple[str, ...]
    if_met: IfMet | None = None


@dataclass(frozen=True, slots=True)
class LightRow:
    """A prerequisite: the mean of its items overall; None where too few of them are shown."""

    id: str
    score: float | None
    met: bool
    items: tuple[str, ...]
