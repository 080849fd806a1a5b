"""The numbers of every rule, with the defaults that hold where a questionnaire leaves them out.

All of them are our operationalisation (DOMAIN b); none is credited to a source. Scores and
differences are in points of 0-100, shares in 0-1.
"""

from __future__ import annotations

import datetime as dt

from salesex.frozen import Frozen, field
from salesex.model.text import Text

DECIMALS = 9
"""Every score is rounded once, to this many decimals, where it becomes a row; distances likewise."""
AXIS_ANSWERED_SHARE = 0.5
"""Share of item weight a rater answers to count in one axis of one stage."""
SHOWN_WEIGHT_SHARE = 0.5
"""Share of item weight that must be shown before a block has a score there (else `few_items`)."""
DEFAULT_TARGET = 65.0
"""Target of a profile none of whose types names one."""


class Scoring(Frozen):
    """Who counts, and how much a block weighs in a pooled value."""

    min_answered_share: float = 0.7
    group_weight_cap: int = 5


class RoadmapRules(Frozen):
    """When an axis of a stage is met, and what is said about it."""

    axis_threshold: float = 70.0
    item_floor: float = 50.0
    strong_imbalance: int = 2
    early_share: float = 70.0
    contradiction_from: int = 3
    verify_sd: float = 25.0
    next_steps: int = 5


class Light(Frozen):
    """A prerequisite: met when the mean of the items with its tag reaches the threshold."""

    title: Text
    tag: str
    threshold: float = 70.0


class TypeCondition(Frozen):
    """Conditions on a profile; every one that is given must hold."""

    every_at_least: float | None = None
    range_at_least: float | None = None


class Contrast(Frozen):
    """Two sets of dimensions whose means must differ for a type to be sure."""

    of: tuple[str, ...]
    against: tuple[str, ...]
    at_least: float = 10.0


class TypeMeaning(Frozen):
    """What a type says to managers: what it can do, what escapes it, what it asks of the next quarter."""

    short: Text
    strength: Text
    blind_side: Text
    next_quarter: Text


class ReferenceType(Frozen):
    """One type: its reference profile (score 0-100 per dimension) and the conditions on it."""

    title: Text
    profile: dict[str, float]
    above_is_fine: bool = False
    requires: TypeCondition | None = None
    clear_from: TypeCondition | None = None
    visible_from: TypeCondition | None = None
    contrast: Contrast | None = None
    expects_highest: str | None = None
    meaning: TypeMeaning | None = None


class Tie(Frozen):
    """Types nearer to each other than `within` points are tied; the first of `order` is taken."""

    within: float = 1.0
    order: tuple[str, ...] = ()


class Qualifier(Frozen):
    """Largest fit (points) that is still clear, still visible."""

    clear: float = 12.0
    visible: float = 20.0


class HighCertainty(Frozen):
    """What a type needs to be given with high certainty."""

    margin: float = 8.0
    fit: float = 20.0
    stability: float = 0.9
    min_raters: int = 8


class MediumCertainty(Frozen):
    """What a type needs to be given with medium certainty."""

    margin: float = 4.0
    stability: float = 0.7


class Certainty(Frozen):
    """Bounds of the certainty words."""

    high: HighCertainty = field(default_factory=HighCertainty)
    medium: MediumCertainty = field(default_factory=MediumCertainty)
    stability_min_raters: int = 5


class TypeRules(Frozen):
    """The types of a profile. Exactly one has no `requires`: the fallback."""

    reference: dict[str, ReferenceType]
    tie: Tie = field(default_factory=Tie)
    qualifier: Qualifier = field(default_factory=Qualifier)
    certainty: Certainty = field(default_factory=Certainty)
    flat_range: float = 10.0
    all_low: float = 40.0


class GapRules(Frozen):
    """When a gap is worth a word, and which."""

    strong: float = 65.0
    weak: float = 45.0
    divergence: float = 15.0
    hidden_strength_above: float = 50.0
    alpha: float = 0.05
    min_raters: int = 5


class Privacy(Frozen):
    """Smallest group that may be shown; the format refuses less than `PRIVACY_FLOOR`.

    `keep_until` is the last day on which answers are kept.
    """

    min_group_size: int = 5
    keep_until: dt.date | None = None


PRIVACY_FLOOR = 3
DEFAULT_SEED = 20261121
