"""Gaps: where two views of the same thing part, and what that means (DOMAIN b3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from salesex.model import RaterGroup
from salesex.model.engagement import REST_PREFIX
from salesex.model.results import GapClass, GapRow, Level
from salesex.model.rules import DECIMALS, GapRules
from salesex.scoring.aggregate import ScopeKey, Scored, Target

PERSPECTIVE_PAIRS = (("self", "external"), ("self", "mirror"), ("external", "mirror"))


@dataclass(frozen=True, slots=True)
class _Side:
    """One shown score of one view."""

    level: Level
    id: str
    score: float
    n: int


def classify_gap(own: float, other: float, rules: GapRules) -> GapClass:
    """Class of a self-image against an outside view, both 0-100; the first that fits holds.

    Both at least `strong`: agreed strength. Both at most `weak`: agreed weakness. Gap (own minus
    other) at least `divergence`: blind spot. Gap at most minus `divergence`, and the other above
    `hidden_strength_above`: hidden strength. Else no clear finding. Thresholds are ours.

    Examples
    --------
    >>> classify_gap(80, 55, GapRules()), classify_gap(55, 70, GapRules())
    ('blind_spot', 'hidden_strength')
    """
    gap = round(own - other, DECIMALS)
    if min(own, other) >= rules.strong:
        return "agreed_strength"
    if max(own, other) <= rules.weak:
        return "agreed_weakness"
    if gap >= rules.divergence:
        return "blind_spot"
    if gap <= -rules.divergence and other > rules.hidden_strength_above:
        return "hidden_strength"
    return "no_clear_finding"


def gap_rows(scored: Scored, groups: tuple[RaterGroup, ...]) -> tuple[GapRow, ...]:
    """Gaps of every dimension (or stage axis) and item between all pairs of views that are shown.

    Pairs: self-external, self-mirror, external-mirror, then every two shown self groups (a single
    role that consented has dimensions only). Significance is not tested yet: `untested`.
    """
    rules = scored.questionnaire.gaps
    if rules is None:
        return ()
    pairs = list(_pairs(scored, groups))
    targets = (target for part in scored.sections for target in part.targets if target.level != "facet")
    return tuple(
        _row(a, b, pair, rules)
        for target in targets
        for pair, first, second in pairs
        if (a := _shown(scored, target, first)) and (b := _shown(scored, target, second))
    )


def _pairs(
    scored: Scored, groups: tuple[RaterGroup, ...]
) -> Iterator[tuple[tuple[str, str], ScopeKey, ScopeKey]]:
    for a, b in PERSPECTIVE_PAIRS:
        yield (a, b), ("perspective", a), ("perspective", b)
    own = {group.id for group in groups if group.perspective == "self"} | {f"{REST_PREFIX}self"}
    ids = [key for scope, key in scored.scopes if scope == "group" and key is not None and key in own]
    for first, second in combinations(ids, 2):
        yield (first, second), ("group", first), ("group", second)


def _shown(scored: Scored, target: Target, scope: ScopeKey) -> _Side | None:
    row = scored.row(target.level, target.id, scope)
    if row is None or row.score is None or row.n is None:
        return None
    return _Side(row.level, row.id, row.score, row.n)


def _row(a: _Side, b: _Side, pair: tuple[str, str], rules: GapRules) -> GapRow:
    gap = round(a.score - b.score, DECIMALS)
    flagged = abs(gap) >= rules.divergence
    found: GapClass = "apart" if flagged else "close"
    if pair in PERSPECTIVE_PAIRS[:2]:
        found = classify_gap(a.score, b.score, rules)
    return GapRow(
        None,
        a.level,
        a.id,
        pair,
        a.score,
        b.score,
        gap,
        flagged,
        found,
        "untested",
        p=None,
        p_adjusted=None,
        n_a=a.n,
        n_b=b.n,
        ci_low=None,
        ci_high=None,
        t=None,
        arrangements=None,
        exact=None,
        g=None,
        g_low=None,
        g_high=None,
    )
