"""Gaps: where two views of the same thing part, what that means, and whether it is more than chance.

Classes and evidence: DOMAIN b3. Intervals, test and effect size: measurement design, A1 and A2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from salesex.model import RaterGroup
from salesex.model.engagement import REST_PREFIX
from salesex.model.results import Evidence, GapClass, GapRow, Level
from salesex.model.rules import DECIMALS, DEFAULT_SEED, GapRules
from salesex.scoring.aggregate import ScopeKey, Scored, SectionScores
from salesex.scoring.disclosure import told_p
from salesex.scoring.effect_sizes import LIMIT_DECIMALS, EffectSize, hedges_g, statistic
from salesex.scoring.estimates import BlockEstimates
from salesex.scoring.intervals import Interval, Sample, gap_interval, sample
from salesex.scoring.permutation import Outcome, Voices, holm, permutation_tests
from salesex.scoring.streams import random_stream
from salesex.scoring.targets import Target

Pair = tuple[str, str]
PERSPECTIVE_PAIRS: tuple[Pair, ...] = (("self", "external"), ("self", "mirror"), ("external", "mirror"))


@dataclass(frozen=True, slots=True)
class _Side:
    """One shown score of one view."""

    level: Level
    id: str
    score: float
    n: int


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is known of one gap beside its size; nothing where it may not or cannot be told.

    `t` and `p` are those of `test` as far as they may be told: `t` rests on the spreads that are.
    """

    interval: Interval | None = None
    size: EffectSize | None = None
    t: float | None = None
    test: Outcome | None = None
    p: float | None = None
    p_adjusted: float | None = None


_Sides = tuple[list[BlockEstimates], list[BlockEstimates]]


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


def gap_rows(scored: Scored, groups: tuple[RaterGroup, ...], seed: int = DEFAULT_SEED) -> tuple[GapRow, ...]:
    """Gaps of every dimension (or stage axis) and item between all pairs of views that are shown.

    Pairs: self-external, self-mirror, external-mirror, then every two shown self groups (a single
    role that consented has dimensions only). Dimensions (and stage axes) have interval, test and
    effect size; Holm's correction runs over those of one pair. Items have a class only: `untested`.
    """
    rules = scored.questionnaire.gaps
    if rules is None:
        return ()
    pairs = list(_pairs(scored, groups))
    measured: dict[tuple[str, Pair], _Measured] = {}
    for pair, first, second in pairs:
        measured |= _measure(scored, pair, first, second, rules, seed)
    targets = (target for part in scored.sections for target in part.targets if target.level != "facet")
    return tuple(
        _row(a, b, pair, rules, measured.get((target.id, pair)))
        for target in targets
        for pair, first, second in pairs
        if (a := _shown(scored, target, first)) and (b := _shown(scored, target, second))
    )


def evidence_of(*, flagged: bool, tested: bool, p_adjusted: float | None, rules: GapRules) -> Evidence:
    """Evidence for a gap (DOMAIN b3).

    Not testable, whatever its size, without a p value. Flagged and p (adjusted) at most alpha:
    finding; flagged only: tendency; everything else none. Where nothing is tested (items): untested.
    """
    if not tested:
        return "untested"
    if p_adjusted is None:
        return "not_testable"
    if not flagged:
        return "none"
    return "finding" if p_adjusted <= rules.alpha else "tendency"


def _pairs(scored: Scored, groups: tuple[RaterGroup, ...]) -> Iterator[tuple[Pair, ScopeKey, ScopeKey]]:
    for a, b in PERSPECTIVE_PAIRS:
        yield (a, b), ("perspective", a), ("perspective", b)
    own = {group.id for group in groups if group.perspective == "self"} | {f"{REST_PREFIX}self"}
    ids = [key for scope, key in scored.scopes if scope == "group" and key is not None and key in own]
    for first, second in combinations(ids, 2):
        yield (first, second), ("group", first), ("group", second)


def _measure(
    scored: Scored, pair: Pair, first: ScopeKey, second: ScopeKey, rules: GapRules, seed: int
) -> dict[tuple[str, Pair], _Measured]:
    """Interval, effect size and test of every dimension (or stage axis) of one pair."""
    found = {}
    to_test = {}
    told_t = {}
    blocks = {}
    for part in scored.sections:
        sides = _behind(part, first), _behind(part, second)
        if not all(sides):
            continue
        found[part.section.id] = _Measured()
        if _spread_allowed(part.targets[0], sides):
            a, b = (_samples(part, side) for side in sides)
            found[part.section.id] = _Measured(gap_interval(a, b), hedges_g(a, b))
            blocks[part.section.id] = [one.block for side in sides for one in side]
            if _testable(a, rules) and _testable(b, rules):
                to_test[part.section.id] = _voices(a, sides[0]), _voices(b, sides[1])
                told_t[part.section.id] = statistic(a, b)
    scope = "-".join(pair)
    tests = permutation_tests(
        list(to_test.values()), lambda: random_stream(seed, "gap", scored.questionnaire.id, scope=scope)
    )
    told = [told_p(test.p, blocks[name]) for name, test in zip(to_test, tests)]
    for name, test, p, adjusted in zip(to_test, tests, told, holm(told)):
        found[name] = replace(found[name], t=told_t[name], test=test, p=p, p_adjusted=adjusted)
    return {(name, pair): measured for name, measured in found.items()}


def _behind(part: SectionScores, scope: ScopeKey) -> list[BlockEstimates]:
    return [found for found in part.behind(scope) if found.whole is not None]


def _spread_allowed(target: Target, sides: _Sides) -> bool:
    """Whether the spread behind a gap may be told: where it rests on one item, in each cell (B7)."""
    blocks = [found.block for side in sides for found in side if not found.block.one_person]
    return all(target.spread_of(block).spread for block in blocks)


def _samples(part: SectionScores, side: list[BlockEstimates]) -> list[Sample]:
    step = part.step if part.targets[0].single else None
    return [sample(found.whole, found.invited, step) for found in side if found.whole is not None]


def _testable(side: list[Sample], rules: GapRules) -> bool:
    return sum(one.n for one in side) >= rules.min_raters and any(one.n > 1 for one in side)


def _voices(samples: list[Sample], side: list[BlockEstimates]) -> list[Voices]:
    return [Voices(one.weight, found.own, one.floor) for one, found in zip(samples, side)]


def _shown(scored: Scored, target: Target, scope: ScopeKey) -> _Side | None:
    row = scored.row(target.level, target.id, scope)
    if row is None or row.score is None or row.n is None:
        return None
    return _Side(row.level, row.id, row.score, row.n)


def _row(a: _Side, b: _Side, pair: Pair, rules: GapRules, measured: _Measured | None) -> GapRow:
    gap = round(a.score - b.score, DECIMALS)
    flagged = abs(gap) >= rules.divergence
    found: GapClass = "apart" if flagged else "close"
    if pair in PERSPECTIVE_PAIRS[:2]:
        found = classify_gap(a.score, b.score, rules)
    known = measured or _Measured()
    interval, size, test = known.interval, known.size, known.test
    p_adjusted = _rounded(known.p_adjusted)
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
        evidence_of(flagged=flagged, tested=measured is not None, p_adjusted=p_adjusted, rules=rules),
        p=_rounded(known.p),
        p_adjusted=p_adjusted,
        n_a=a.n,
        n_b=b.n,
        ci_low=None if interval is None else _rounded(interval.low),
        ci_high=None if interval is None else _rounded(interval.high),
        t=None if test is None else _rounded(known.t),
        arrangements=None if test is None else test.arrangements,
        exact=None if test is None else test.exact,
        g=None if size is None else _rounded(size.g),
        g_low=None if size is None else round(size.low, LIMIT_DECIMALS),
        g_high=None if size is None else round(size.high, LIMIT_DECIMALS),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
