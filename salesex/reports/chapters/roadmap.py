"""The roadmap: the stage, axis by axis, and what stands before the next."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.results import RoadmapRow
from salesex.model.verdicts import StageKind, stage_verdict
from salesex.reports import tables
from salesex.reports.chapters.base import Chapter, Studio, kept_groups
from salesex.reports.charts import staircase, symbols
from salesex.reports.drawing import Drawing
from salesex.reports.view import View
from salesex.reports.wording import certainty
from salesex.reports.wording import roadmap as wording
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Words


@dataclass(frozen=True, slots=True)
class Blocker:
    """A statement that stands before the next stage."""

    text: str
    axis: str
    hint: str
    score: str


@dataclass(frozen=True, slots=True)
class LightLine:
    """A prerequisite with its symbol and its state in words."""

    symbol: Drawing
    title: str
    state: str
    met: bool


@dataclass(frozen=True, kw_only=True)
class Roadmap(Chapter):
    """`stairs` is None where no stage may be shown; then only message and reason are there."""

    stairs: Drawing | None
    blockers_title: str
    blockers: tuple[Blocker, ...]
    gain: str
    lights: tuple[LightLine, ...]
    lights_note: str
    island: tuple[str, str] | None
    certain: tuple[str, ...]
    missing: str


def build(view: View, studio: Studio) -> Roadmap:
    """Make the chapter of a roadmap."""
    words = studio.words
    row = wording.main_row(view)
    views = wording.views(view, words)
    return Roadmap(
        part="roadmap",
        kicker=view.text(view.definition.title),
        message=words.heading(wording.message(view, words)),
        follows=studio.say(wording.follows(view, words)),
        stairs=_stairs(view, studio, row) if row else None,
        blockers_title=_blockers_title(view, words, row),
        blockers=_blockers(view, studio, row) if row else (),
        gain="".join(studio.say(wording.gain(view, words, row)[:1]))
        if row
        else "",  # islands have their own text
        lights=_lights(view, studio) if row else (),
        lights_note=_lights_note(view, words),
        island=wording.islands(view, words, row) if row else None,
        certain=(
            *studio.say([*certainty.stage(row, words), *([views] if views else [])]),
            *kept_groups(view, words),
        )
        if row
        else (),
        missing="" if row else words("why.few", k=studio.minimum),
    )


def _today(words: Words, kind: StageKind) -> str:
    """The tag of the stage reached, with its certainty where that is known."""
    today = words("roadmap.today")
    if kind in {"unjudged", "unknown"}:
        return today
    return words("roadmap.today.certain", today=today, certainty=words(f"stage.certainty.{kind}"))


def _counting(view: View, row: RoadmapRow) -> list[int | None]:
    """The n of every axis of every scored stage in the row's scope."""
    return [
        found.n
        for stage in row.stages
        for axis in stage.axes
        if (found := view.shown("axis", f"{stage.stage}.{axis}", row.scope, row.scope_id)) is not None
    ]


def _stairs(view: View, studio: Studio, row: RoadmapRow) -> Drawing:
    words, rules = studio.words, wording.rules_of(view)
    stages = [stage for stage in view.definition.stages if stage.stage > 0]
    axes = [
        staircase.Axis(
            view.titles[axis],
            tuple(
                staircase.Step(stage.axes[axis].score, stage.axes[axis].met)
                for stage in row.stages
                if stage.stage > 0
            ),
            row.axis_stages[axis],
        )
        for axis in view.definition.axes
    ]
    parts = [words("roadmap.alt.axis", axis=axis.label, stage=axis.reached) for axis in axes]
    legend = words(
        "roadmap.legend",
        threshold=words.score(rules.axis_threshold),
        floor=words.score(rules.item_floor),
        n=words.n(*_counting(view, row)),
    )
    found = stage_verdict(row)
    band = (found.low, found.high) if found.low < found.high else None
    if band:
        legend = f"{legend} {words('roadmap.legend.band')}"
    labels = staircase.Words(
        words("roadmap.alt", stage=row.stage, last=view.definition.last_stage, axes=", ".join(parts)),
        _today(words, found.kind),
        words("roadmap.next"),
        words("roadmap.island"),
        legend,
    )
    titles = [view.text(stage.label) for stage in stages]
    drawing = staircase.draw(titles, row.stage or 0, axes, studio.colours, labels, band)
    return studio.keep(drawing, tables.of_roadmap(titles, row.stage or 0, axes, words, band))


def _blockers_title(view: View, words: Words, row: RoadmapRow | None) -> str:
    following = wording.next_stage(view, row) if row else None
    if row is None or following is None:
        return ""
    count, shown = len(following.blockers), len(wording.first_steps(view, row))
    if count == 0:
        return words("roadmap.blockers.none", next=following.stage)
    if count == 1:
        return words("roadmap.blockers.one", next=following.stage)
    items = words.count(count, "item", capital=True)
    if count > shown:
        return words("roadmap.blockers.more", items=items, next=following.stage, shown=words.in_words(shown))
    return words("roadmap.blockers", items=items, next=following.stage)


def _blockers(view: View, studio: Studio, row: RoadmapRow) -> tuple[Blocker, ...]:
    words, rules = studio.words, wording.rules_of(view)
    axis_of = {
        item.id: axis
        for stage in view.definition.stages
        for axis, part in stage.axes.items()
        for item in part.items
    }
    found = []
    for item_id in wording.first_steps(view, row):
        score = view.shown("item", item_id, row.scope, row.scope_id)
        value = None if score is None else score_of(score)
        hints = []
        if value is not None and value < rules.item_floor:
            hints.append(words("roadmap.hint.floor", floor=words.score(rules.item_floor)))
        if f"verify:{item_id}" in row.notes:
            hints.append(words("roadmap.hint.verify"))
        text = view.text(view.items[item_id].text)
        axis = view.titles[axis_of[item_id]]
        figure = "–" if value is None else words.below(value, rules.axis_threshold, rules.item_floor)
        found.append(Blocker(text, axis, ", ".join(hints), figure))
    return tuple(found)


def _lights(view: View, studio: Studio) -> tuple[LightLine, ...]:
    words = studio.words
    found = []
    for light in view.part.lights:
        title = view.text(view.definition.lights[light.id].title)
        if light.score is None:
            state = words("roadmap.light.hidden")
        else:
            key = "roadmap.light.met" if light.met else "roadmap.light.open"
            state = words(key, score=words.score(light.score))
        symbol = studio.keep(symbols.light(light.met, studio.colours, state))
        found.append(LightLine(symbol, title, state, light.met))
    return tuple(found)


def _lights_note(view: View, words: Words) -> str:
    lights = view.definition.lights
    if not lights:
        return ""
    thresholds = sorted({light.threshold for light in lights.values()})
    return words("roadmap.lights.note", threshold=words.series([words.score(value) for value in thresholds]))
