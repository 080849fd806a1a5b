"""Pages about a place: between the types, and on the stages."""

from __future__ import annotations

from dataclasses import replace

from salesex.model.results import RoadmapRow, TypeRow
from salesex.model.verdicts import gated, stage_verdict
from salesex.reports import tables
from salesex.reports.chapters.base import Studio, count_of
from salesex.reports.charts import board, board_stages, board_types, distances, staircase
from salesex.reports.drawing import Drawing
from salesex.reports.slides.base import Slide, heading, high
from salesex.reports.view import View
from salesex.reports.wording import questions
from salesex.reports.wording import roadmap as stage_wording
from salesex.reports.wording import types as type_wording


def types(view: View, studio: Studio) -> Slide:
    """Make the page of the type: the own profile beside those of the types, nearest first."""
    words, row = studio.words, type_wording.main_row(view)
    slide = Slide(
        part="type",
        kicker=words("slide.kicker", chapter=words("type.kicker")),
        message=heading(type_wording.message(view, words), studio),
        asks=words("slide.ask"),
        question=words.say(questions.types(view, words)),
    )
    if row is None:
        return replace(slide, instead=words("type.missing.text", k=studio.minimum))
    key = "type.scope" if row.scope == "overall" else f"type.scope.{row.scope_id}"
    notes = [words(key, n=words.n(row.n)), words(_slices(view))]
    more = len(row.distances) - board.MOST
    if more > 0:
        notes.append(words("slide.more.types", count=more, total=len(row.distances)))
    slide = replace(slide, note=" ".join(notes))
    return replace(slide, board=_types(view, studio, row, high(slide)))


def _slices(view: View) -> str:
    return "cover.quarters" if len(view.definition.dimensions) == 4 else "cover.sectors"


def _types(view: View, studio: Studio, row: TypeRow, height: float) -> Drawing:
    words, rules = studio.words, type_wording.rules_of(view)
    order = [dimension.id for dimension in view.definition.dimensions]
    found = sorted(row.distances.items(), key=lambda pair: pair[1])
    limit = distances.scale([distances.Distance(key, value, "") for key, value in found])
    kinds = [
        board_types.Kind(
            view.type_title(key),
            tuple(rules.reference[key].profile[one] for one in order),
            value,
            words.decimal(value),
            _state(view, studio, row, key),
            near=key == row.type and not type_wording.uncertain(row),
        )
        for key, value in found[: board.MOST]
    ]
    own = [view.shown("dimension", key, row.scope, row.scope_id) for key in order]
    values = words.series([f"{kind.label} {kind.text}" for kind in kinds])
    labels = board_types.Words(
        words("type.distances.alt", values=values),
        words("slide.type.own"),
        words("type.distances", scale=limit),
    )
    scores = [None if one is None else one.score for one in own]
    drawing = board_types.draw(scores, kinds, limit, studio.colours, labels, height)
    rows = [distances.Distance(kind.label, kind.value, kind.text) for kind in kinds]
    return studio.keep(drawing, tables.of_distances(rows, words))


def _state(view: View, studio: Studio, row: TypeRow, key: str) -> tuple[str, ...]:
    """What stands below a type: how firmly ours may be named, why a nearer one is not ours."""
    words = studio.words
    if key in gated(row):
        return (words("slide.type.gate"),)
    if key != row.type:
        return ()
    sure = words(f"certainty.{row.certainty}")
    if type_wording.uncertain(row):
        return (words("tile.type.sure", certainty=sure),)
    qualifier = words(f"qualifier.{row.qualifier}")
    return (words("tile.type.state", qualifier=qualifier, certainty=sure),)


def roadmap(view: View, studio: Studio) -> Slide:
    """Make the page of a roadmap: axis by axis, which stages are met."""
    words, row = studio.words, stage_wording.main_row(view)
    slide = Slide(
        part="roadmap",
        kicker=words("slide.kicker", chapter=view.text(view.definition.title)),
        message=heading(stage_wording.message(view, words), studio),
        asks=words("slide.ask"),
        question=words.say(questions.roadmap(view, words)),
    )
    if row is None:
        return replace(slide, instead=words("why.few", k=studio.minimum))
    slide = replace(slide, note=_stage_note(view, studio, row))
    return replace(slide, board=_stages(view, studio, row, high(slide)))


def _axes(view: View, row: RoadmapRow) -> list[str]:
    """Axes to draw; where there are too many, those that hold the stage come first."""
    if len(row.axis_stages) <= board.MOST:
        return list(view.definition.axes)
    return sorted(view.definition.axes, key=lambda axis: row.axis_stages[axis])[: board.MOST]


def _stage_note(view: View, studio: Studio, row: RoadmapRow) -> str:
    """Which stage is next, when a stage is met, and how many answered."""
    words, rules = studio.words, stage_wording.rules_of(view)
    following = stage_wording.next_stage(view, row)
    titles = {stage.stage: view.text(stage.label) for stage in view.definition.stages}
    said = []
    if following is not None:
        said.append(words("slide.stage.next", next=following.stage, title=titles[following.stage]))
        if any(axis.score is not None for axis in following.axes.values()):
            said.append(words("slide.stage.mean"))
    counts = [
        view.shown("axis", f"{stage.stage}.{axis}", row.scope, row.scope_id)
        for stage in row.stages
        for axis in stage.axes
    ]
    floor, threshold = words.score(rules.item_floor), words.score(rules.axis_threshold)
    said.append(words("slide.stage.met", threshold=threshold, floor=floor, n=count_of(words, counts)))
    if any(axis.score is None for stage in row.stages if stage.stage > 0 for axis in stage.axes.values()):
        said.append(words("slide.stage.hidden"))
    left = len(view.definition.axes) - board.MOST
    if left > 0:
        said.append(words("slide.more.axes", count=left, total=len(view.definition.axes)))
    return " ".join(said)


def _stages(view: View, studio: Studio, row: RoadmapRow, height: float) -> Drawing:
    words, stages = studio.words, [stage for stage in row.stages if stage.stage > 0]
    axes = [
        staircase.Axis(
            view.titles[axis],
            tuple(staircase.Step(stage.axes[axis].score, stage.axes[axis].met) for stage in stages),
            row.axis_stages[axis],
        )
        for axis in _axes(view, row)
    ]
    found = stage_verdict(row)
    today = words("roadmap.today")
    if found.kind not in {"unjudged", "unknown"}:
        said = words(f"stage.certainty.{found.kind}")
        today = words("roadmap.today.certain", today=today, certainty=said)
    last = view.definition.last_stage
    parts = [words("roadmap.alt.axis", axis=axis.label, stage=axis.reached) for axis in axes]
    labels = board_stages.Words(
        words("roadmap.alt", stage=row.stage, last=last, axes=", ".join(parts)),
        words("slide.stages"),
        today,
        tuple(words("slide.stage", stage=axis.reached) for axis in axes),
    )
    reached = row.stage or 0
    band = (found.low, found.high) if found.low < found.high else (reached, reached)
    drawing = board_stages.draw(axes, last, reached, band, studio.colours, labels, height)
    titles = [view.text(stage.label) for stage in view.definition.stages if stage.stage > 0]
    table = tables.of_roadmap(titles, reached, axes, words, band if band[0] < band[1] else None)
    return studio.keep(drawing, table)
