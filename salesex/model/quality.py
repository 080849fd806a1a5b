"""Results about the measurement itself: reliability, agreement, what is missing, who carries it.

The dataclasses mirror the rows of the same names in `results.json`; a hidden value is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesex.model.scopes import Level, Reason, Scope, Status

Undefined = Literal["one_item", "two_items", "no_variance", "few_raters", "singular", "improper"]
"""Why a coefficient does not exist. `improper`: the model asks for a variance of nothing or less."""


@dataclass(frozen=True, slots=True)
class ReliabilityItem:
    """One item against the others of its dimension; None where it or the rest does not vary."""

    id: str
    item_rest: float | None
    alpha_if_dropped: float | None


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """How well the `k` scored items of a dimension hang together, over `n` complete respondents.

    `items_reason` says why `items` is empty; `undefined` why a coefficient is None, by its name.
    """

    id: str
    n: int | None
    k: int
    alpha: float | None
    alpha_ci_low: float | None
    alpha_ci_high: float | None
    omega: float | None
    mean_r: float | None
    items: tuple[ReliabilityItem, ...]
    status: Status
    reason: Reason | None
    items_reason: Reason | None
    undefined: dict[str, Undefined]


@dataclass(frozen=True, slots=True)
class SplitItem:
    """An item on which a block parts; `ad` is the mean distance from its mean, in scale points."""

    id: str
    ad: float


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far respondents agree in a dimension: within one block, or (`icc1`, `icc2`) across several.

    `k` items are judged; `groups` counts the blocks compared, None for a block.
    """

    unit: str | None
    id: str
    scope: Scope
    scope_id: str | None
    n: int | None
    rwg_j: float | None
    ad_mean: float | None
    icc1: float | None
    icc2: float | None
    k: int | None
    groups: int | None
    split_items: tuple[SplitItem, ...]
    status: Status
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Shares 0-1 of cells without an answer, and the scores 0-100 if all were lowest or highest.

    Items that may not be shown (`hidden_items`) are in no share; to `low` and `high` nothing of
    them is known.
    """

    id: str
    scope: Scope
    scope_id: str | None
    n: int
    missing: float | None
    no_answer: float | None
    low: float | None
    high: float | None
    hidden_items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InfluenceRow:
    """A score without one block, and `change` against the one with it, in points.

    On rows of the whole questionnaire, `type` or `stage` is what it would be without the block.
    """

    level: Level
    id: str
    scope: Scope
    scope_id: str | None
    without: str
    n: int | None
    score: float | None
    change: float | None
    type: str | None
    stage: int | None


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What people wrote about one item (`id`; None: about the whole), in no order that tells who.

    `scope_id` is the block it comes from; None where blocks are too small to be named beside words.
    """

    id: str | None
    scope_id: str | None
    texts: tuple[str, ...]
