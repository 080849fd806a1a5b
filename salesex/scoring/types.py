"""Types of a profile: the nearest of the reference types whose conditions hold, and how sure that is.

Nothing here knows a type or a dimension by name; all numbers come from the questionnaire's rules.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from salesex.model import RaterGroup
from salesex.model.nearness import distance, holds, nearest, spread
from salesex.model.results import ScoreRow, TypeCertainty, TypeRow
from salesex.model.rules import DECIMALS, TypeRules
from salesex.scoring.aggregate import OVERALL, ScopeKey, Scored
from salesex.scoring.stability import Stability

TypeQualifier = Literal["clear", "visible", "approximate"]


@dataclass(frozen=True, slots=True)
class Classification:
    """The type of one profile. `fit`, `distances` and `margin` are in score points.

    `notes`, in this order: `balanced` (flat, yet not the fallback), `flat` (the fallback), `all_low`,
    `gate:TYPES` (nearer types whose conditions fail, nearest first), `weak_contrast`,
    `DIMENSION_not_highest`.
    """

    type: str
    fit: float
    distances: dict[str, float]
    runner_up: str | None
    margin: float | None
    qualifier: TypeQualifier
    certainty: TypeCertainty
    tied: tuple[str, ...]
    notes: tuple[str, ...]


def classify(
    scores: Mapping[str, float],
    rules: TypeRules,
    *,
    n: int,
    stability: float | None,
    consensus: bool = False,
) -> Classification:
    """Find the type of a profile.

    Fit is the root mean squared difference over the dimensions, sqrt(mean (x_d - p_d)^2); where a
    type says `above_is_fine`, only shortfalls count. The nearest type whose conditions hold is
    taken; types within `tie.within` points of it are tied, and the first of `tie.order` wins. Margin
    is the smallest other distance (types whose conditions fail included) minus fit, at least 0, and
    None where there is no other type. All rules are our operationalisation (DOMAIN b1).

    Parameters
    ----------
    scores : score 0-100 of every dimension
    n : smallest number of respondents over the dimensions
    stability : share of bootstrap draws with the same type, 0-1; None allows medium at most
    consensus : a consensus answer is among them; allows medium at most

    Examples
    --------
    >>> from salesex.model.rules import ReferenceType, TypeCondition
    >>> lion, lamb = {"teeth": 90.0, "wool": 10.0}, {"teeth": 10.0, "wool": 90.0}
    >>> rules = TypeRules({
    ...     "lion": ReferenceType("Lion", lion, requires=TypeCondition(range_at_least=10)),
    ...     "lamb": ReferenceType("Lamb", lamb),
    ... })
    >>> found = classify({"teeth": 80.0, "wool": 20.0}, rules, n=9, stability=0.95)
    >>> found.type, found.fit, found.runner_up, found.margin, found.certainty
    ('lion', 10.0, 'lamb', 60.0, 'high')
    """
    distances = {name: distance(scores, kind) for name, kind in rules.reference.items()}
    allowed = [name for name, kind in rules.reference.items() if holds(kind.requires, scores)]
    chosen, tied = nearest(allowed, distances, rules)
    fit = distances[chosen]
    others = {name: far for name, far in distances.items() if name != chosen}
    runner_up = min(others, key=others.__getitem__, default=None)
    margin = None if runner_up is None else round(max(0.0, others[runner_up] - fit), DECIMALS)
    nearer = [name for name in others if name not in allowed and others[name] < fit]
    gated = sorted(nearer, key=others.__getitem__)
    notes = _notes(scores, rules, chosen, gated)
    doubts = bool(tied or gated or "weak_contrast" in notes)
    capped = consensus or "flat" in notes or any(note.endswith("_not_highest") for note in notes)
    return Classification(
        type=chosen,
        fit=fit,
        distances=distances,
        runner_up=runner_up,
        margin=margin,
        qualifier="approximate" if "flat" in notes else _qualifier(scores, rules, chosen, fit),
        certainty=_certainty(rules, fit, margin, n, stability, doubts=doubts, capped=capped),
        tied=tied,
        notes=notes,
    )


def type_rows(
    scored: Scored, groups: Sequence[RaterGroup], stability: Stability | None = None
) -> tuple[TypeRow, ...]:
    """Types for overall, self and external, and every block of several people.

    A scope in which a dimension is missing has a row without type that says why; so has one made of
    single persons only. A single role has no row at all. Nothing is drawn without `stability`. Overall
    notes `perspectives_differ` where self and external have different types.
    """
    if scored.questionnaire.types is None:
        return ()
    alone = {group.id for group in groups if group.single_role}
    skip = {("perspective", "mirror")} | {("group", group) for group in alone}
    rows = {scope: _type_row(scored, scope, stability) for scope in scored.scopes if scope not in skip}
    keys: tuple[ScopeKey, ...] = (("perspective", "self"), ("perspective", "external"))
    views = {rows[key].type for key in keys if key in rows} - {None}
    if len(views) > 1 and rows[OVERALL].type is not None:
        overall = rows[OVERALL]
        rows[OVERALL] = replace(overall, notes=(*overall.notes, "perspectives_differ"))
    return tuple(rows.values())


def _notes(
    scores: Mapping[str, float], rules: TypeRules, chosen: str, gated: Sequence[str]
) -> tuple[str, ...]:
    kind = rules.reference[chosen]
    notes = []
    if spread(scores) < rules.flat_range:
        notes.append("flat" if kind.requires is None else "balanced")
    if max(scores.values()) < rules.all_low:
        notes.append("all_low")
    if gated:
        notes.append(f"gate:{','.join(gated)}")
    if kind.contrast is not None:
        lead = round(_mean(scores, kind.contrast.of) - _mean(scores, kind.contrast.against), DECIMALS)
        if lead < kind.contrast.at_least:
            notes.append("weak_contrast")
    highest = kind.expects_highest
    if highest is not None and scores[highest] < max(scores.values()):
        notes.append(f"{highest}_not_highest")
    return tuple(notes)


def _mean(scores: Mapping[str, float], dimensions: Sequence[str]) -> float:
    return math.fsum(scores[dimension] for dimension in dimensions) / len(dimensions)


def _qualifier(scores: Mapping[str, float], rules: TypeRules, chosen: str, fit: float) -> TypeQualifier:
    kind = rules.reference[chosen]
    if fit <= rules.qualifier.clear and holds(kind.clear_from, scores):
        return "clear"
    if fit <= rules.qualifier.visible and holds(kind.visible_from, scores):
        return "visible"
    return "approximate"


def _certainty(
    rules: TypeRules,
    fit: float,
    margin: float | None,
    n: int,
    stability: float | None,
    *,
    doubts: bool,
    capped: bool,
) -> TypeCertainty:
    high, medium = rules.certainty.high, rules.certainty.medium
    margin = math.inf if margin is None else margin
    unstable = stability is not None and stability < medium.stability
    if doubts or unstable or margin < medium.margin:
        return "low"
    enough = n >= max(high.min_raters, rules.certainty.stability_min_raters)
    stable = stability is not None and stability >= high.stability
    sure = margin >= high.margin and fit <= high.fit and enough and stable
    return "high" if sure and not capped else "medium"


def _type_row(scored: Scored, scope: ScopeKey, stability: Stability | None) -> TypeRow:
    rules = scored.questionnaire.types
    wholes = [scored.row("dimension", dimension.id, scope) for dimension in scored.questionnaire.dimensions]
    rows = [row for row in wholes if row is not None]
    missing = next((row for row in rows if row.score is None), None)
    if rules is None or missing is not None or not rows or scored.of_persons(scope):
        return _no_type(scope, missing)
    scores = {row.id: row.score for row in rows if row.score is not None}
    n = min(row.n for row in rows if row.n is not None)
    consensus = any(block.consensus for part in scored.sections for block in part.behind(scope))
    found = classify(scores, rules, n=n, stability=None, consensus=consensus)
    draws = None if stability is None else stability.of_type(scope)
    share = None if draws is None else draws.get(found.type, 0.0)
    if share is not None:
        found = classify(scores, rules, n=n, stability=share, consensus=consensus)
    return TypeRow(
        None,
        *scope,
        type=found.type,
        fit=found.fit,
        distances=found.distances,
        runner_up=found.runner_up,
        margin=found.margin,
        qualifier=found.qualifier,
        certainty=found.certainty,
        stability=share,
        shares=draws or {},
        draws_cov=(),
        n=n,
        status="ok",
        reason=None,
        tied=found.tied,
        notes=found.notes,
    )


def _no_type(scope: ScopeKey, missing: ScoreRow | None) -> TypeRow:
    return TypeRow(
        None,
        *scope,
        type=None,
        fit=None,
        distances={},
        runner_up=None,
        margin=None,
        qualifier=None,
        certainty=None,
        stability=None,
        shares={},
        draws_cov=(),
        n=None,
        status="suppressed" if missing is None else missing.status,
        reason="few" if missing is None else missing.reason,
        tied=(),
        notes=(),
    )
