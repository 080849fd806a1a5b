"""How a stage came about: every axis of every stage against its thresholds, and how sure the result is."""

from __future__ import annotations

from salesex.model.derivation import Cell, Code, Derivation, Hidden, Note, Ref, Step, Table
from salesex.model.keys import Key
from salesex.model.results import RoadmapRow
from salesex.model.rules import RoadmapRules
from salesex.scoring.aggregate import ScopeKey
from salesex.scoring.bootstrap import DRAWS
from salesex.scoring.derive_source import Source, scope_key
from salesex.scoring.maturity import AxisScores, judge
from salesex.scoring.stability import LIKELY, SURE


def stage(source: Source, key: Key) -> Derivation | Hidden:
    """The stage of one scope."""
    scope = scope_key(key)
    row = next(row for row in source.part.roadmap if (row.scope, row.scope_id) == scope)
    rules = source.part.definition.roadmap
    if rules is None or row.stage is None:
        return Hidden(_why(source, scope))
    _check(source, row, rules)
    steps = (
        _axes(source, row, rules),
        _reached(source, row, rules),
        _next(source, row, rules),
        _beginning(row, rules),
        _stability(row),
    )
    return source.derivation(Ref("level", "stage"), row.stage, None, steps)


def _why(source: Source, scope: ScopeKey) -> str:
    """A stage is never one person's; else as the first axis that is hidden says."""
    if source.recount.scored.of_persons(scope):
        return "person_stage"
    rows = [one for one in source.part.scores if one.level == "axis" and (one.scope, one.scope_id) == scope]
    return next((str(one.reason) for one in rows if one.score is None), "few")


def _items(source: Source, row: RoadmapRow, stage: int, axis: str) -> dict[str, float | None]:
    part = next(one for one in source.part.definition.stages if one.stage == stage)
    items = part.axes[axis].items if axis in part.axes else ()
    scope = (row.scope, row.scope_id)
    return {item.id: source.shown("item", item.id, scope) for item in items if item.scored}


def _check(source: Source, row: RoadmapRow, rules: RoadmapRules) -> None:
    """The rules give this stage, and the answers this whole row again."""
    stages = {
        one.stage: {
            axis: AxisScores(part.score, _items(source, row, one.stage, axis))
            for axis, part in one.axes.items()
        }
        for one in row.stages
    }
    found = judge(list(source.part.definition.axes), stages, rules, start=row.start)
    names = ("stage", "axis_stages", "difference", "islands", "stages", "next_steps", "if_met")
    for name in names:
        source.must_equal(name, getattr(found, name), getattr(row, name))
    for one in row.stages:
        for axis, part in one.axes.items():
            stored = source.shown("axis", f"{one.stage}.{axis}", (row.scope, row.scope_id))
            source.must(f"{one.stage}.{axis}", part.score, stored)
    now = (one for one in source.recount.roadmap if (one.scope, one.scope_id) == (row.scope, row.scope_id))
    source.must_equal("row", next(now), row)


def _axes(source: Source, row: RoadmapRow, rules: RoadmapRules) -> Step:
    lines: list[tuple[Cell, ...]] = []
    for one in row.stages:
        for axis, part in one.axes.items():
            items = _items(source, row, one.stage, axis)
            shown = {name: score for name, score in items.items() if score is not None}
            lowest = min(shown, key=shown.__getitem__, default=None)
            lines.append(
                (
                    Ref("axis", f"{one.stage}.{axis}"),
                    Hidden("not_judged") if part.score is None else part.score,
                    None if lowest is None else shown[lowest],
                    None if lowest is None else Code(f"id:{lowest}"),
                    part.met,
                )
            )
    values: dict[str, Cell] = {"threshold": rules.axis_threshold, "floor": rules.item_floor}
    table = Table(("axis", "score", "lowest", "lowest_item", "met"), tuple(lines))
    return Step("axes", table=table, notes=(Note("axes", values),), values=values)


def _reached(source: Source, row: RoadmapRow, rules: RoadmapRules) -> Step:
    notes = [Note("reached", {"stage": row.stage})]
    notes += [
        Note("axis_stage", {"axis": Ref("level", f"axis:{axis}"), "stage": reached})
        for axis, reached in row.axis_stages.items()
    ]
    if row.difference is not None and row.difference != 0:
        strong = abs(row.difference) >= rules.strong_imbalance
        code = "difference_strong" if strong else "difference_mild"
        notes.append(Note(code, {"difference": abs(row.difference), "bound": rules.strong_imbalance}))
    notes += [Note("island", {"stage": number}) for number in row.islands]
    return Step("reached", notes=tuple(notes))


def _next(source: Source, row: RoadmapRow, rules: RoadmapRules) -> Step | None:
    """Why the next stage is not reached: its axes that are not met, and the items behind that."""
    following = next((one for one in row.stages if one.stage == (row.stage or 0) + 1), None)
    if following is None:
        return Step("next", notes=(Note("last_stage"),))
    lines: list[tuple[Cell, ...]] = []
    notes = []
    for axis, part in following.axes.items():
        name = f"{following.stage}.{axis}"
        if part.score is None:
            notes.append(Note("axis_unknown", {"axis": Ref("axis", name)}))
        elif part.score < rules.axis_threshold:
            values: dict[str, Cell] = {"axis": Ref("axis", name), "score": part.score}
            notes.append(Note("axis_short", {**values, "short": rules.axis_threshold - part.score}))
        if part.met:
            continue
        for item, score in _items(source, row, following.stage, axis).items():
            if score is not None and score < rules.axis_threshold:
                lines.append((Ref("item", item), score, score < rules.item_floor, item in row.next_steps))
    lines.sort(key=lambda line: float(line[1]) if isinstance(line[1], float | int) else 0.0)
    values = {"stage": following.stage, "threshold": rules.axis_threshold, "floor": rules.item_floor}
    table = Table(("item", "score", "under_floor", "next_step"), tuple(lines)) if lines else None
    return Step("next", table=table, notes=tuple(notes), values=values)


def _beginning(row: RoadmapRow, rules: RoadmapRules) -> Step | None:
    """Whether the start still looks like the beginning, though the stage is far on."""
    if row.start is None or row.stage is None:
        return None
    lines: tuple[tuple[Cell, ...], ...] = (
        (Code("start"), row.start, rules.early_share, row.start >= rules.early_share),
        (Code("far"), row.stage, rules.contradiction_from, row.stage >= rules.contradiction_from),
    )
    code = "contradiction" if "contradiction" in row.notes else "no_contradiction"
    return Step("beginning", table=Table(("condition", "value", "bound", "met"), lines), notes=(Note(code),))


def _stability(row: RoadmapRow) -> Step:
    if row.stability is None or row.band is None:
        return Step("stage_undrawn", notes=(Note("no_draws", {}),))
    lines: tuple[tuple[Cell, ...], ...] = (
        (Code("stage:sure"), row.stability, SURE, row.stability >= SURE),
        (Code("stage:likely"), row.stability, LIKELY, row.stability >= LIKELY),
    )
    values: dict[str, Cell] = {
        "draws": DRAWS,
        "stability": row.stability,
        "low": row.band[0],
        "high": row.band[1],
        "certainty": Code(f"certainty:{row.certainty}"),
    }
    return Step(
        "stage_stability",
        table=Table(("condition", "value", "bound", "met"), lines),
        notes=(Note("band", values),),
        formula="stability",
        values=values,
    )
