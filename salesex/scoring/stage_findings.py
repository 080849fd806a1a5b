"""What is worth saying about a roadmap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesex.model.results import RoadmapRow, StageCertainty, StageRow, TypeCertainty
from salesex.model.rules import RoadmapRules
from salesex.scoring.aggregate import OVERALL, Scored
from salesex.scoring.ranking import Draft, Value, joined

EVIDENCE = ("roadmap:overall",)
CERTAINTIES: dict[StageCertainty, TypeCertainty] = {"sure": "high", "likely": "medium", "open": "low"}
"""Words of a stage as those of a finding."""


def stage_findings(scored: Scored, rows: Sequence[RoadmapRow]) -> Iterator[Draft]:
    """Yield where a roadmap stands overall, what holds it, and what does not fit together."""
    overall = next((row for row in rows if (row.scope, row.scope_id) == OVERALL), None)
    rules = scored.questionnaire.roadmap
    if overall is None or rules is None or overall.stage is None:
        return
    certainty: TypeCertainty = "low" if "not_judged" in overall.notes else "medium"
    sure = certainty if certainty == "low" or overall.certainty is None else CERTAINTIES[overall.certainty]
    ahead = _row(overall, overall.stage + 1)
    if ahead is None:
        yield _top(overall, rules, sure)
    else:
        yield _stage(overall, ahead, rules, sure)
    if any(note.startswith("imbalance") for note in overall.notes):
        yield _imbalance(overall, certainty)
    if overall.islands and ahead is not None:
        yield _islands(overall, ahead, rules, certainty)
    if "contradiction" in overall.notes and overall.start is not None:
        yield _contradiction(scored, overall, overall.start, rules, certainty)


def _row(roadmap: RoadmapRow, stage: int) -> StageRow | None:
    return next((row for row in roadmap.stages if row.stage == stage), None)


def _lowest(row: StageRow) -> float | None:
    return min((part.score for part in row.axes.values() if part.score is not None), default=None)


def _below(row: StageRow, rules: RoadmapRules) -> float:
    lowest = _lowest(row)
    return 0.0 if lowest is None else max(0.0, rules.axis_threshold - lowest)


def _stage(overall: RoadmapRow, ahead: StageRow, rules: RoadmapRules, certainty: TypeCertainty) -> Draft:
    values: dict[str, Value] = {
        "stage": overall.stage,
        "next_stage": ahead.stage,
        "threshold": rules.axis_threshold,
        "blockers": joined(ahead.blockers),
    }
    values |= {f"stage:{axis}": stage for axis, stage in overall.axis_stages.items()}
    values |= {f"score:{axis}": part.score for axis, part in ahead.axes.items()}
    return Draft("F-STAGE", EVIDENCE, values, certainty, overall.next_steps, _below(ahead, rules))


def _top(overall: RoadmapRow, rules: RoadmapRules, certainty: TypeCertainty) -> Draft:
    lowest = _lowest(overall.stages[-1]) or rules.axis_threshold
    values: dict[str, Value] = {"stage": overall.stage}
    values |= {f"score:{axis}": part.score for axis, part in overall.stages[-1].axes.items()}
    above = lowest - rules.axis_threshold
    return Draft("F-STAGE-TOP", EVIDENCE, values, certainty, (), above, strength=True)


def _imbalance(overall: RoadmapRow, certainty: TypeCertainty) -> Draft:
    reached = overall.axis_stages
    leading = max(reached, key=reached.__getitem__)
    lagging = min(reached, key=reached.__getitem__)
    stop = _row(overall, reached[lagging] + 1)
    scores = {} if stop is None else {axis: part.score for axis, part in stop.axes.items()}
    first, last = scores.get(leading), scores.get(lagging)
    values: dict[str, Value] = {
        "leading": leading,
        "leading_stage": reached[leading],
        "lagging": lagging,
        "lagging_stage": reached[lagging],
        "difference": abs(reached[leading] - reached[lagging]),
        "kind": "strong" if "imbalance_strong" in overall.notes else "mild",
        "stop": None if stop is None else stop.stage,
        "leading_score": first,
        "lagging_score": last,
    }
    points = max(0.0, first - last) if first is not None and last is not None else 0.0
    return Draft("F-STAGE-IMBALANCE", EVIDENCE, values, certainty, overall.next_steps, points)


def _islands(overall: RoadmapRow, ahead: StageRow, rules: RoadmapRules, certainty: TypeCertainty) -> Draft:
    values: dict[str, Value] = {
        "stage": overall.stage,
        "next_stage": ahead.stage,
        "islands": joined(str(stage) for stage in overall.islands),
    }
    points = _below(ahead, rules) / 2
    return Draft("F-STAGE-ISLAND", EVIDENCE, values, certainty, overall.next_steps, points)


def _contradiction(
    scored: Scored, overall: RoadmapRow, start: float, rules: RoadmapRules, certainty: TypeCertainty
) -> Draft:
    axes = [part.section.id for part in scored.sections if part.section.stage == 0]
    shown = [f"scores:axis:{axis}" for axis in axes if scored.score("axis", axis) is not None]
    values: dict[str, Value] = {
        "stage": overall.stage,
        "start": start,
        "threshold": rules.early_share,
    }
    points = start - rules.early_share
    return Draft("F-STAGE-CONTRADICTION", (*EVIDENCE, *shown), values, certainty, (), points)
