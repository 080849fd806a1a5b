"""Self and external view side by side: two portraits or two ladders, and what makes them differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesex.model.results import RoadmapRow, TypeRow
from salesex.reports import tables
from salesex.reports.chapters import differences
from salesex.reports.chapters.base import Chapter, Studio, count_of
from salesex.reports.chapters.differences import Differences
from salesex.reports.charts import ladder, portrait
from salesex.reports.charts.cover import Slice
from salesex.reports.charts.staircase import Axis, Step
from salesex.reports.drawing import Drawing
from salesex.reports.view import View
from salesex.reports.wording import types as type_wording
from salesex.reports.wording import views as wording
from salesex.reports.wording.certainty import state as stage_state


@dataclass(frozen=True, slots=True)
class Side:
    """One view: whose it is, what it comes to, how sure that is, and its picture."""

    label: str
    word: str
    state: str
    chart: Drawing


@dataclass(frozen=True, slots=True)
class ItemApart:
    """A statement with the score of both views."""

    text: str
    reverse: bool
    own: str
    other: str
    gap: str


@dataclass(frozen=True, kw_only=True)
class Views(Chapter):
    """Two views of one questionnaire; `items` are empty where `items_title` says why.

    `differences` are tested, so only a profile has them.
    """

    sides: tuple[Side, ...]
    items_title: str
    items: tuple[ItemApart, ...]
    reverse_note: str
    differences: Differences | None


def build(view: View, studio: Studio) -> Views | None:
    """Make the chapter; None where type or stage is not known of both views, which their chapters say."""
    words = studio.words
    types, stages = wording.type_pair(view), wording.stage_pair(view)
    if types:
        agree, items = wording.same_type(*types), None
        title, message = words("type.kicker"), wording.type_message(view, words, *types)
        sides = tuple(_type_side(view, studio, row) for row in types)
    elif stages:
        agree = wording.same_stage(*stages)
        items = wording.between(view, *stages) or None
        title, message = view.text(view.definition.title), wording.stage_message(words, *stages)
        sides = tuple(_stage_side(view, studio, row) for row in stages)
    else:
        return None
    found = wording.apart(view, agree, items) or wording.apart(view, agree)
    rows = tuple(_item(view, studio, one) for one in found)
    return Views(
        part="views",
        kicker=words("views.kicker", title=title),
        message=words.heading(message),
        sides=sides,
        items_title=words.say(wording.items_title(view, words, agree, found)),
        items=rows,
        differences=differences.build(view, studio) if types else None,
        reverse_note=words("items.reverse.note") if any(row.reverse for row in rows) else "",
        follows=studio.say(wording.follows(view, words, agree, found, stages)),
    )


def _label(studio: Studio, side: str | None, n: str) -> str:
    return ", ".join(filter(None, (studio.words(f"image.{side}"), n)))


def _type_side(view: View, studio: Studio, row: TypeRow) -> Side:
    words = studio.words
    ids = [dimension.id for dimension in view.definition.dimensions]
    shown = [view.shown("dimension", key, row.scope, row.scope_id) for key in ids]
    scores = [None if found is None else found.score for found in shown]
    labels = [view.titles[key] for key in ids]
    open_type = type_wording.uncertain(row)
    word = words("tile.type.none") if open_type else view.type_title(row.type or "")
    state = type_wording.state(view, words, row)
    if not open_type:
        state = words(
            "tile.type.state",
            qualifier=words(f"qualifier.{row.qualifier}"),
            certainty=words(f"certainty.{row.certainty}"),
        )
    values = words.series([f"{label} {words.score(score or 0.0)}" for label, score in zip(labels, scores)])
    image = words(f"image.{row.scope_id}")
    title = words("views.alt", image=image, word=word, values=values)
    own = row.scope_id == "self"
    table = tables.of_signet([Slice(label, score) for label, score in zip(labels, scores)], words)
    table = replace(table, title=words("views.numbers", image=image, title=table.title))
    chart = studio.keep(portrait.draw(labels, scores, studio.colours, title, own), table)
    return Side(_label(studio, row.scope_id, words.n(row.n)), word, state, chart)


def _stage_side(view: View, studio: Studio, row: RoadmapRow) -> Side:
    words = studio.words
    stages = [stage for stage in row.stages if stage.stage > 0]
    axes = [
        Axis(
            view.titles[axis],
            tuple(Step(stage.axes[axis].score, stage.axes[axis].met) for stage in stages),
            row.axis_stages[axis],
        )
        for axis in view.definition.axes
    ]
    labels = [view.text(stage.label) for stage in view.definition.stages if stage.stage > 0]
    word = words("tile.stage.figure", stage=row.stage, last=view.definition.last_stage)
    parts = [words("roadmap.alt.axis", axis=axis.label, stage=axis.reached) for axis in axes]
    image = words(f"image.{row.scope_id}")
    title = words("views.alt", image=image, word=word, values=words.series(parts))
    table = tables.of_roadmap(labels, row.stage or 0, axes, words, None)
    table = replace(table, title=words("views.numbers", image=image, title=table.title))
    chart = studio.keep(ladder.draw(labels, row.stage or 0, axes, studio.colours, title), table)
    n = count_of(
        words,
        [
            view.shown("axis", f"{stage.stage}.{axis}", row.scope, row.scope_id)
            for stage in stages
            for axis in stage.axes
        ],
    )
    return Side(_label(studio, row.scope_id, n), word, stage_state(row, words), chart)


def _item(view: View, studio: Studio, one: wording.Apart) -> ItemApart:
    words, item = studio.words, view.items[one.item]
    figures = words.score(one.own), words.score(one.other), words.gap(one.own, one.other)
    return ItemApart(view.text(item.text), item.reverse, *figures)
