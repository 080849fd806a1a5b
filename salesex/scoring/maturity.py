"""Stages of a roadmap: which stage is reached, what stands beyond it, and what to do next.

Axis names and their number (one to three) come from the questionnaire. All rules are our
operationalisation (DOMAIN b2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesex.model import Item, Questionnaire
from salesex.model.results import IfMet, LightRow, RoadmapRow, StageAxisRow, StageRow
from salesex.model.rules import DECIMALS, RoadmapRules
from salesex.scoring.aggregate import ScopeKey, Scored
from salesex.scoring.estimates import weighted_mean
from salesex.scoring.stability import Stability


@dataclass(frozen=True, slots=True)
class AxisScores:
    """One axis of one stage: its score 0-100 and its scored items' scores, None where hidden."""

    score: float | None
    items: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far a roadmap has come; `difference` is in stages, None where no axis has a number."""

    stage: int | None
    axis_stages: dict[str, int]
    difference: int | None
    islands: tuple[int, ...]
    stages: tuple[StageRow, ...]
    next_steps: tuple[str, ...]
    notes: tuple[str, ...]
    if_met: IfMet | None = None


def judge(
    axes: Sequence[str],
    stages: Mapping[int, Mapping[str, AxisScores]],
    rules: RoadmapRules,
    *,
    start: float | None = None,
) -> Judgement:
    """Apply the stage rules.

    An axis meets a stage if its score is at least `axis_threshold` and none of its shown items is
    below `item_floor`; without a score it is not met. The stage is the highest s with all axes met
    on 1..s. Stages met beyond it are islands and earn nothing.

    Parameters
    ----------
    axes : axis ids in order; difference = first minus second (three: largest minus smallest)
    stages : by number from 1 on, ascending; stage 0 is not among them
    start : mean of the indicators of stage 0, 0-100

    Returns
    -------
    Notes, in order: `not_judged` (an axis of a stage up to the next has no score), `imbalance_mild`
    or `imbalance_strong`, `contradiction` (far, yet the start still looks like the beginning).
    """
    met = {
        stage: {axis: _meets(scores, rules) for axis, scores in parts.items()}
        for stage, parts in stages.items()
    }
    stage = _reached([all(parts.values()) for parts in met.values()])
    reached = {axis: _reached([parts.get(axis, True) for parts in met.values()]) for axis in axes}
    rows = tuple(_stage_row(number, stages[number], met[number], number <= stage, rules) for number in stages)
    judged = any(part.score is not None for parts in stages.values() for part in parts.values())
    if not judged:
        return Judgement(None, {}, None, (), rows, (), ("not_judged",))
    difference = _difference(list(reached.values()))
    blank = any(part.score is None for n in stages if n <= stage + 1 for part in stages[n].values())
    return Judgement(
        stage=stage,
        axis_stages=reached,
        difference=difference,
        islands=tuple(row.stage for row in rows if row.met and row.stage > stage),
        stages=rows,
        next_steps=_next_steps(stages.get(stage + 1, {}), reached, rules),
        notes=_notes(stage, difference, start, rules, blank=blank),
        if_met=if_met(stages, stage, rules),
    )


def if_met(stages: Mapping[int, Mapping[str, AxisScores]], stage: int, rules: RoadmapRules) -> IfMet | None:
    """Which stage the same rules would give if all that stands before the next one reached the threshold.

    Items of the next stage below `axis_threshold`, on axes that do not meet it, are lifted to it. All
    items of an axis then reach it, and so does their mean: nothing has to be estimated.

    Returns
    -------
    The items and the stage, which is further than the next where islands follow. None at the top,
    where an axis of the next stage has no score, where one of its items is hidden (it could be what
    holds the axis down), and where items alone do not explain why an axis is not met.
    """
    lifted: dict[str, AxisScores] = {}
    items: list[str] = []
    for axis, part in stages.get(stage + 1, {}).items():
        shown = {item: score for item, score in part.items.items() if score is not None}
        below = [item for item, score in shown.items() if score < rules.axis_threshold]
        if _meets(part, rules):
            lifted[axis] = part
            continue
        if part.score is None or not below or len(shown) < len(part.items):
            return None
        items += below
        lifted[axis] = AxisScores(
            max(part.score, rules.axis_threshold),
            {item: max(score, rules.axis_threshold) for item, score in shown.items()},
        )
    parts = [lifted if number == stage + 1 else stages[number] for number in stages]
    reached = _reached([all(_meets(part, rules) for part in one.values()) for one in parts])
    return IfMet(tuple(items), reached) if items and reached > stage else None


def roadmap_rows(scored: Scored, stability: Stability | None = None) -> tuple[RoadmapRow, ...]:
    """Stages for overall, self and external, as far as those exist; nothing is drawn without `stability`."""
    rules = scored.questionnaire.roadmap
    if rules is None:
        return ()
    wanted = (("overall", None), ("perspective", "self"), ("perspective", "external"))
    return tuple(_roadmap_row(scored, scope, rules, stability) for scope in scored.scopes if scope in wanted)


def light_rows(scored: Scored) -> tuple[LightRow, ...]:
    """Prerequisites overall: weighted mean of the scored items with the tag, from half the weight on."""
    return tuple(
        _light(scored, name, light.tag, light.threshold)
        for name, light in scored.questionnaire.lights.items()
    )


def _meets(scores: AxisScores, rules: RoadmapRules) -> bool:
    if scores.score is None or scores.score < rules.axis_threshold:
        return False
    return all(score is None or score >= rules.item_floor for score in scores.items.values())


def _reached(met: Sequence[bool]) -> int:
    return next((count for count, ok in enumerate(met) if not ok), len(met))


def _difference(reached: Sequence[int]) -> int:
    if len(reached) == 2:
        return reached[0] - reached[1]
    return max(reached) - min(reached)


def _stage_row(
    stage: int, parts: Mapping[str, AxisScores], met: Mapping[str, bool], reached: bool, rules: RoadmapRules
) -> StageRow:
    blockers = tuple(
        item
        for axis, scores in parts.items()
        if not met[axis]
        for item, score in scores.items.items()
        if score is not None and score < rules.axis_threshold
    )
    axes = {axis: StageAxisRow(scores.score, met[axis]) for axis, scores in parts.items()}
    return StageRow(stage, axes, blockers, all(met.values()), reached)


def _next_steps(
    parts: Mapping[str, AxisScores], reached: Mapping[str, int], rules: RoadmapRules
) -> tuple[str, ...]:
    # items below the floor need no rank of their own: the lowest come first anyway
    steps = [
        (reached[axis], score, item)
        for axis, scores in parts.items()
        for item, score in scores.items.items()
        if score is not None and score < rules.axis_threshold
    ]
    steps.sort(key=lambda step: step[:2])
    return tuple(item for *_, item in steps[: rules.next_steps])


def _notes(
    stage: int, difference: int, start: float | None, rules: RoadmapRules, *, blank: bool
) -> tuple[str, ...]:
    apart = abs(difference)
    early = start is not None and start >= rules.early_share
    found = {
        "not_judged": blank,
        "imbalance_mild": 0 < apart < rules.strong_imbalance,
        "imbalance_strong": apart >= rules.strong_imbalance,
        "contradiction": early and stage >= rules.contradiction_from,
    }
    return tuple(note for note, said in found.items() if said)


def _roadmap_row(
    scored: Scored, scope: ScopeKey, rules: RoadmapRules, stability: Stability | None
) -> RoadmapRow:
    questionnaire = scored.questionnaire
    alone = scored.of_persons(scope)  # a stage is never one person's
    stages = {
        stage.stage: {
            axis: AxisScores(
                None if alone else scored.score("axis", f"{stage.stage}.{axis}", scope),
                {item.id: scored.score("item", item.id, scope) for item in part.items if item.scored},
            )
            for axis, part in stage.axes.items()
        }
        for stage in sorted(questionnaire.stages, key=lambda stage: stage.stage)
        if stage.stage > 0
    }
    start = _start(scored, scope)
    found = judge(list(questionnaire.axes), stages, rules, start=start)
    draws = (
        None if found.stage is None or stability is None else stability.of_stage(scope, found.stage, rules)
    )
    verify = tuple(f"verify:{item}" for item in found.next_steps if _unsure(scored, scope, item, rules))
    return RoadmapRow(
        None,
        *scope,
        found.stage,
        found.axis_stages,
        found.difference,
        found.islands,
        start,
        stability=None if draws is None else draws.stability,
        band=None if draws is None else draws.band,
        certainty=None if draws is None else draws.certainty,
        stages=found.stages,
        next_steps=found.next_steps,
        notes=(*found.notes, *verify),
        if_met=found.if_met,
    )


def _start(scored: Scored, scope: ScopeKey) -> float | None:
    """Weighted mean of the shown indicators of stage 0; None where less than half the weight is shown."""
    items = [
        item
        for stage in scored.questionnaire.stages
        if stage.stage == 0
        for part in stage.axes.values()
        for item in part.items
    ]
    mean = weighted_mean(
        [scored.score("item", item.id, scope) for item in items], [item.weight for item in items]
    )
    return None if mean is None else round(mean, DECIMALS)


def _unsure(scored: Scored, scope: ScopeKey, item: str, rules: RoadmapRules) -> bool:
    row = scored.row("item", item, scope)
    return row is not None and row.sd is not None and row.sd >= rules.verify_sd


def _light(scored: Scored, name: str, tag: str, threshold: float) -> LightRow:
    items = tagged(scored.questionnaire, tag)
    mean = weighted_mean([scored.score("item", item.id) for item in items], [item.weight for item in items])
    score = None if mean is None else round(mean, DECIMALS)
    return LightRow(name, score, score is not None and score >= threshold, tuple(item.id for item in items))


def tagged(questionnaire: Questionnaire, tag: str) -> tuple[Item, ...]:
    """Scored items with a tag, in the questionnaire's order."""
    return tuple(item for item in questionnaire.items() if item.scored and tag in item.tags)
