"""How far the numbers carry: every bound behind a word, decided once for terminal and report.

Conventions are named with their source and are conventions: a coefficient just below a bound is hardly
worse than one just above. What is marked [O] is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from salesex.model.quality import InfluenceRow, MissingRow, ReliabilityItem, ReliabilityRow, SplitItem
from salesex.model.questionnaire import Scale
from salesex.model.results import QuestionnaireResults, Scope
from salesex.model.rules import DECIMALS

Cohesion = Literal["good", "fair", "low", "none"]
ItemFlaw = Literal["against", "weak"]
Dependence = Literal["none", "small", "medium", "large"]

FROM_RATERS = 20
"""Complete respondents from which on reliability is shown (DOMAIN b)."""
GOOD_ALPHA = 0.8
FAIR_ALPHA = 0.7
"""Nunnally & Bernstein 1994, Psychometric Theory, 3rd ed., p. 264-265: .70 in early research, .80 where
groups are compared. Both are conventions."""
AGAINST = -0.1
"""[O] Item-rest correlation from which downwards an item may be keyed the wrong way round.

By Fisher's z, at 20 respondents an item that goes with the rest by .3 falls this low in 5 of 100
samples; one that is keyed the wrong way round (-.3 to -.5) in 81 to 97.
"""
WEAK_ITEM = 0.2
"""Below this item-rest correlation an item hardly belongs to the others (Streiner & Norman 2008, Health
Measurement Scales, 4th ed., ch. 5, after Kline 1986)."""
SMALL_ICC, MEDIUM_ICC, LARGE_ICC = 0.01, 0.1, 0.25
"""ICC(1) of a small, medium, large effect of the group (LeBreton & Senter 2008, Organ. Res. Methods
11:815-852)."""
RELIABLE_MEANS = 0.7
"""ICC(2) from which on the means of groups can be told apart (same source)."""
MANY_MISSING = 0.1
"""Share of answers, 0-1, above which what is missing is likely to bend a result (Bennett 2001, Aust. N. Z.
J. Public Health 25:464-469)."""
WIDE_RANGE = 15.0
"""[O] Points a score could move with what is missing: as many as make a gap remarkable."""

MISSING_ORDER: tuple[Scope, ...] = ("overall", "perspective", "group")
"""What is missing weighs most where most rests on it."""


def cohesion(alpha: float) -> Cohesion:
    """Say how well the items of a dimension hang together, by alpha as it is read: two decimals."""
    read = float(Decimal(repr(round(alpha, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))
    if read <= 0:
        return "none"
    return "good" if read >= GOOD_ALPHA else "fair" if read >= FAIR_ALPHA else "low"


def flawed(row: ReliabilityRow) -> list[tuple[ReliabilityItem, ItemFlaw]]:
    """Items that do not go with the others of their dimension, lowest item-rest correlation first.

    `against`: as if keyed the wrong way round; `weak`: hardly related to the others.
    """
    low = [item for item in row.items if item.item_rest is not None and item.item_rest < WEAK_ITEM]
    low.sort(key=lambda item: item.item_rest or 0.0)
    return [(item, "against" if (item.item_rest or 0.0) <= AGAINST else "weak") for item in low]


def dependence(icc1: float) -> Dependence:
    """Say how much an answer depends on the group somebody comes from."""
    if icc1 < SMALL_ICC:
        return "none"
    return "large" if icc1 >= LARGE_ICC else "medium" if icc1 >= MEDIUM_ICC else "small"


@dataclass(frozen=True, slots=True)
class Split:
    """An item on which one group parts, and which share of the scale's width the deviation is."""

    dimension: str
    group: str
    item: SplitItem
    share: float


def splits(part: QuestionnaireResults) -> list[Split]:
    """The items that split a group, widest first."""
    found = [
        Split(row.id, row.scope_id, item, item.ad / width(part.definition.scale))
        for row in part.agreement
        if row.scope == "group" and row.scope_id is not None
        for item in row.split_items
    ]
    return sorted(found, key=lambda one: -one.share)


def width(scale: Scale) -> int:
    """Steps from one end of an answer scale to the other."""
    return scale.max - scale.min


def missing_share(row: MissingRow) -> float | None:
    """The share of answers that are missing, 0-1: left empty, or "cannot judge"; None where hidden."""
    return None if row.missing is None else round(row.missing + (row.no_answer or 0.0), DECIMALS)


def many_missing(row: MissingRow) -> bool:
    """Whether so much is missing that it must be said: a tenth of the answers, or 15 points of room."""
    return (missing_share(row) or 0.0) > MANY_MISSING or _room(row) >= WIDE_RANGE


def missing_much(part: QuestionnaireResults) -> list[MissingRow]:
    """Rows with much missing: the overall value first, then perspectives, then groups, widest first.

    Of a roadmap only pooled rows: stages rest on those, and an axis of two items is soon half empty.
    """
    scopes = MISSING_ORDER[:2] if part.definition.staged else MISSING_ORDER
    rows = [row for row in part.missing if row.scope in scopes and many_missing(row)]
    return sorted(rows, key=lambda row: (MISSING_ORDER.index(row.scope), -_room(row)))


def _room(row: MissingRow) -> float:
    return 0.0 if row.low is None or row.high is None else row.high - row.low


@dataclass(frozen=True, slots=True)
class Carried:
    """Whose answers carry a questionnaire's result.

    `most` is the block without which the pooled score moves most (None on a roadmap, which has no
    such score); `kind` and `stage` are what holds with everybody; `other` are blocks without which
    one of them would be another.
    """

    most: InfluenceRow | None
    score: float | None
    kind: str | None
    stage: int | None
    other: tuple[InfluenceRow, ...]


def carried(part: QuestionnaireResults) -> Carried | None:
    """What the result would be without one of the groups; None where there is no such row."""
    rows = _pooled([row for row in part.influence if row.level == "overall"])
    if not rows:
        return None
    scope = (rows[0].scope, rows[0].scope_id)
    kind = next((row.type for row in part.types if (row.scope, row.scope_id) == scope), None)
    stage = next((row.stage for row in part.roadmap if (row.scope, row.scope_id) == scope), None)
    moving = [row for row in rows if row.change is not None]
    other = [
        row
        for row in rows
        if (kind is not None and row.type != kind) or (stage is not None and row.stage != stage)
    ]
    most = max(moving, key=lambda row: abs(row.change or 0.0), default=None)
    whole = part.score("overall", "overall", *scope)
    return Carried(most, None if whole is None else whole.score, kind, stage, tuple(other))


def _pooled(rows: Sequence[InfluenceRow]) -> list[InfluenceRow]:
    """The rows of the overall value, else of the first perspective."""
    first = next((row for row in rows if row.scope == "overall"), rows[0] if rows else None)
    if first is None:
        return []
    return [row for row in rows if (row.scope, row.scope_id) == (first.scope, first.scope_id)]


def least_reliable(rows: Iterable[ReliabilityRow]) -> list[ReliabilityRow]:
    """Dimensions whose items hang together only loosely or not at all, lowest first."""
    low = [row for row in rows if row.alpha is not None and cohesion(row.alpha) in {"low", "none"}]
    return sorted(low, key=lambda row: row.alpha or 0.0)
