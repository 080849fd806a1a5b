"""What is worth saying about one questionnaire, as codes and values; sentences are the report's.

Values come from rows that are shown, never from hidden ones. Certainty: of a type its own; of a
dimension `high` where its interval lies on one side of the target (or everybody answered), else
`medium`; of a gap `high` where it is a finding, `low` where it is not testable, else `medium`; of a
stage its own (sure is high, likely medium, open low), of what does not fit together in a roadmap
`medium`; both `low` where something up to the next stage could not be judged.

Points that a finding's leverage starts from: types, dimensions, agreed weaknesses: below the target;
stages: below the threshold (an imbalance: leading minus lagging axis where the lagging one stops; an
island: half of the stage's); gaps: their size; strengths: above the target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesex.model import RaterGroup
from salesex.model.results import GapRow, RoadmapRow, ScoreRow, TypeCertainty, TypeRow
from salesex.model.rules import DECIMALS
from salesex.scoring.aggregate import OVERALL, OVERALL_ID, ScopeKey, Scored
from salesex.scoring.gap_findings import gap_findings
from salesex.scoring.ranking import Draft, Value, joined, weakest_items
from salesex.scoring.stage_findings import stage_findings

SELF: ScopeKey = ("perspective", "self")
EXTERNAL: ScopeKey = ("perspective", "external")


def draft_findings(
    scored: Scored,
    types: Sequence[TypeRow],
    roadmap: Sequence[RoadmapRow],
    gaps: Sequence[GapRow],
    groups: Sequence[RaterGroup],
) -> tuple[Draft, ...]:
    """Everything worth saying about one questionnaire, not yet ranked."""
    return (
        *type_findings(scored, types),
        *dimension_findings(scored),
        *stage_findings(scored, roadmap),
        *gap_findings(scored, gaps, groups),
    )


def type_findings(scored: Scored, rows: Iterable[TypeRow]) -> Iterator[Draft]:
    """Yield what is to be said about the type overall, and where self and external part."""
    by_scope = {(row.scope, row.scope_id): row for row in rows}
    overall = by_scope.get(OVERALL)
    if overall is None:
        return
    if overall.type is None or overall.certainty is None:
        why: dict[str, Value] = {"status": overall.status, "reason": overall.reason}
        yield Draft("F-TYPE-MISSING", ("types:overall",), why, "low", (), 0.0)
    else:
        yield _type(scored, overall, overall.certainty)
    own, other = by_scope.get(SELF), by_scope.get(EXTERNAL)
    if own and other and own.type and other.type and own.type != other.type:
        yield _views(scored, own, other)


def dimension_findings(scored: Scored) -> Iterator[Draft]:
    """Yield every dimension below the questionnaire's target, and the strongest that reaches it."""
    rows = _overall_rows(scored)
    for row, score in rows:
        if score < scored.questionnaire.target:
            yield _weak(scored, row, score)
    strong = [(row, score) for row, score in rows if score >= scored.questionnaire.target]
    if strong:
        row, score = max(strong, key=lambda found: found[1])
        yield Draft(
            "F-DIM-STRONG",
            (f"scores:dimension:{row.id}",),
            _about(scored, row, score),
            _certainty(row, scored.questionnaire.target),
            (),
            score - scored.questionnaire.target,
            strength=True,
        )


def _overall_rows(scored: Scored) -> list[tuple[ScoreRow, float]]:
    rows = [scored.row("dimension", dimension.id) for dimension in scored.questionnaire.dimensions]
    return [(row, row.score) for row in rows if row is not None and row.score is not None]


def _type(scored: Scored, row: TypeRow, certainty: TypeCertainty) -> Draft:
    rows = _overall_rows(scored)
    weakest, low = min(rows, key=lambda found: found[1])
    strongest, high = max(rows, key=lambda found: found[1])
    whole = scored.score("overall", OVERALL_ID)
    below = scored.questionnaire.target - (low if whole is None else whole)
    gate = next((note.removeprefix("gate:") for note in row.notes if note.startswith("gate:")), None)
    values: dict[str, Value] = {
        "type": row.type,
        "qualifier": row.qualifier,
        "fit": row.fit,
        "runner_up": row.runner_up,
        "margin": row.margin,
        "n": row.n,
        "tied": joined(row.tied),
        "gate": gate,
        "score": whole,
        "weakest": weakest.id,
        "weakest_score": low,
        "strongest": strongest.id,
        "strongest_score": high,
    }
    code = "F-TYPE-OPEN" if certainty == "low" or row.tied else "F-TYPE"
    actions = weakest_items(scored, weakest.id)
    return Draft(code, ("types:overall",), values, certainty, actions, abs(below), strength=below <= 0)


def _views(scored: Scored, own: TypeRow, other: TypeRow) -> Draft:
    apart = {
        dimension.id: abs(a - b)
        for dimension in scored.questionnaire.dimensions
        if (a := scored.score("dimension", dimension.id, SELF)) is not None
        and (b := scored.score("dimension", dimension.id, EXTERNAL)) is not None
    }
    widest = max(apart, key=apart.__getitem__)
    values: dict[str, Value] = {
        "self": own.type,
        "self_certainty": own.certainty,
        "self_n": own.n,
        "external": other.type,
        "external_certainty": other.certainty,
        "external_n": other.n,
        "dimension": widest,
        "gap": round(apart[widest], DECIMALS),
    }
    certainty: TypeCertainty = "low" if "low" in {own.certainty, other.certainty} else "medium"
    return Draft("F-TYPE-VIEWS", ("types:self", "types:external"), values, certainty, (), apart[widest])


def _about(scored: Scored, row: ScoreRow, score: float) -> dict[str, Value]:
    return {"dimension": row.id, "score": score, "n": row.n, "target": scored.questionnaire.target}


def _certainty(row: ScoreRow, target: float) -> TypeCertainty:
    """High where the interval, too, lies on one side of the target, or where everybody answered."""
    if row.ci_low is None or row.ci_high is None:
        return "high" if row.reason == "all_answered" else "medium"
    return "high" if row.ci_high < target or row.ci_low >= target else "medium"


def _weak(scored: Scored, row: ScoreRow, score: float) -> Draft:
    facets = {
        facet.id: value
        for facet in scored.section(row.id).facets
        if (value := scored.score("facet", facet.id)) is not None
    }
    weakest = min(facets, key=facets.__getitem__, default=None)
    items = weakest_items(scored, row.id)
    values = _about(scored, row, score) | {
        "facet": weakest,
        "facet_score": None if weakest is None else facets[weakest],
        "items": joined(items),
    }
    below = scored.questionnaire.target - score
    certainty = _certainty(row, scored.questionnaire.target)
    return Draft("F-DIM-WEAK", (f"scores:dimension:{row.id}",), values, certainty, items, below)
