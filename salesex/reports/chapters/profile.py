"""The profile: all dimensions side by side, self against external, group by group."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesex.model.questionnaire import PERSPECTIVES, Perspective
from salesex.model.results import Scope, ScoreRow
from salesex.reports.chapters import differences
from salesex.reports.chapters.base import Chapter, Studio, count_of, group_names, kept_note
from salesex.reports.chapters.differences import Differences
from salesex.reports.charts import dimension_bars, radar
from salesex.reports.drawing import LABEL, Drawing
from salesex.reports.metrics import width
from salesex.reports.view import View
from salesex.reports.wording import agreement, certainty
from salesex.reports.wording import profile as wording
from salesex.reports.wording.types import target_type
from salesex.reports.wording.views import type_pair
from salesex.reports.wording.words import Words

SCORES_WIDTH = 106.0
"""Room in mm for all columns of scores."""
MOST_COLUMNS = 6
"""Dimensions a table can hold as columns; with more, dimensions become its rows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A score with its interval and, of a group, how far it agrees."""

    score: str
    interval: str = ""
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the table: a score per column, or one reason for the whole line."""

    title: str
    view: str
    n: str
    scores: tuple[Cell, ...]
    reason: str = ""
    strong: bool = False
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class Profile(Chapter):
    """`radar` is None where fewer than three or more than eight dimensions are asked.

    `differences` stand here where no page beside has both views with their types.
    """

    radar: Drawing | None
    bars: Drawing
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[GroupRow, ...]
    turned: bool
    note: str
    differences: Differences | None

    @property
    def intervals(self) -> bool:
        """Whether any score of the table has an interval, so that all leave room for one."""
        return any(cell.interval for row in self.rows for cell in row.scores)


def build(view: View, studio: Studio) -> Profile:
    """Make the chapter of one profile."""
    words = studio.words
    turned = len(view.definition.dimensions) > MOST_COLUMNS
    rows = _by_dimension(view, studio) if turned else _by_group(view, studio)
    columns = (
        (words("overall"), *(words(f"view.{side}") for side in _sides(view)))
        if turned
        else tuple(view.titles[dimension.id] for dimension in view.definition.dimensions)
    )
    return Profile(
        part="profile",
        kicker=view.text(view.definition.title),
        message=words.heading(wording.message(view, words)),
        lead=lead(view, studio),
        follows=studio.say(wording.follows(view, words)),
        radar=_radar(view, studio),
        bars=_bars(view, studio),
        columns=columns,
        widths=_widths(columns),
        rows=rows,
        turned=turned,
        note=_note(view, studio, turned=turned),
        differences=None if type_pair(view) else differences.build(view, studio),
    )


def _note(view: View, studio: Studio, *, turned: bool) -> str:
    """What the bars and the table leave to be explained; the weakest dimension is the example."""
    words = studio.words
    order = [(key, row) for key, row in wording.ranked(view) if row.ci_low is not None]
    found = []
    if order:
        key, row = order[-1]
        said = certainty.interval(words, row, certainty.invited(view, row))
        example = words.say(said) if said else ""
        found.append(words("profile.intervals", dimension=view.titles[key], interval=example))
    found.extend(_without_interval(view, words))
    if not turned and (rule := studio.once(agreement.rule(view, words, studio.minimum))):
        found.append(rule)
    if view.part.left_out:
        found.append(words("profile.left_out"))
    found.append(kept_note(view, words))
    return " ".join(filter(None, found))


def _without_interval(view: View, words: Words) -> list[str]:
    """Groups whose scores have no interval, and why."""
    names = group_names(view, words)
    found = []
    for reason in ("one_person", "all_answered"):
        titles = {
            names[row.scope_id or ""]: None
            for row in view.part.scores
            if row.level == "dimension" and row.scope == "group" and row.reason == reason
        }
        if titles:
            text = words(f"interval.{reason}")
            found.append(words("interval.named", names=words.series(list(titles)), text=text))
    return found


def _widths(columns: tuple[str, ...]) -> tuple[float, ...]:
    """Width in mm of each column of scores: what its head needs, stretched to the room there is."""
    needs = [max(width(column, LABEL) + 4, 18.0) for column in columns]
    return tuple(round(need * SCORES_WIDTH / sum(needs), 2) for need in needs)


def lead(view: View, studio: Studio) -> str:
    """What was asked, of how many, and from where on a demanding type comes into question."""
    words, definition = studio.words, view.definition
    rows = [view.best_scope("dimension", dimension.id) for dimension in definition.dimensions]
    shown = {group for block in view.part.blocks for group in block.groups}
    sentences = [
        words(
            "profile.lead",
            dimensions=words.count(len(definition.dimensions), "dimension", capital=True),
            items=sum(item.scored for item in view.items.values()),
            n=count_of(words, rows),
            groups=words.count(len(shown), "of_group"),
        )
    ]
    target = target_type(view) if definition.types else None
    if target:
        key, bar = target
        title = view.type_title(key)
        sentences.append(words("profile.lead.type", target=words.score(bar), type=title))
    if not any(view.perspective("dimension", d.id, "external") for d in definition.dimensions):
        sentences.append(words("profile.lead.only_self"))
    return " ".join(sentences) if any(rows) else words("why.few", k=studio.minimum)


def _radar(view: View, studio: Studio) -> Drawing | None:
    words, dimensions = studio.words, view.definition.dimensions
    if not 3 <= len(dimensions) <= 8 or not wording.ranked(view):
        return None
    curves = []
    for side in ("self", "external"):
        rows = [view.shown("dimension", dimension.id, "perspective", side) for dimension in dimensions]
        scores = tuple(row.score if row else None for row in rows)
        if any(score is not None for score in scores):
            curves.append(radar.Curve(side, words(f"image.{side}"), scores))
    axes = [radar.Axis(view.titles[d.id], _images(view, studio, d.id)) for d in dimensions]
    values = [words("profile.radar.value", dimension=axis.label, images=axis.note or "–") for axis in axes]
    title = words("profile.radar.alt", values="; ".join(values))
    return studio.keep(radar.draw(axes, curves, studio.colours, title))


def _images(view: View, studio: Studio, dimension: str) -> str:
    words, parts = studio.words, []
    for side in ("self", "external"):
        row = view.shown("dimension", dimension, "perspective", side)
        if row is not None:
            parts.append(f"{words(f'view.{side}')} {words.score(wording.score_of(row))}")
    return ", ".join(parts)


def _bars(view: View, studio: Studio) -> Drawing:
    words = studio.words
    bars, values = [], []
    for dimension in view.definition.dimensions:
        row = view.best_scope("dimension", dimension.id)
        label = view.titles[dimension.id]
        if row is None or row.score is None:
            bars.append(
                dimension_bars.Bar(label, None, note=studio.reason(view.row("dimension", dimension.id)))
            )
            continue
        note = ", ".join(part for part in (certainty.ends(row, words), words.n(row.n)) if part)
        bars.append(dimension_bars.Bar(label, row.score, row.ci_low, row.ci_high, note))
        values.append(f"{label} {words.score(row.score)}")
    title = words("profile.bars.alt", values=words.series(values))
    target = view.definition.target
    line = words("profile.threshold", target=words.score(target))
    drawing = dimension_bars.draw(bars, studio.colours, dimension_bars.Words(title, line), target)
    return studio.keep(drawing)


def _by_group(view: View, studio: Studio) -> tuple[GroupRow, ...]:
    words = studio.words
    rows = [
        _line(
            view,
            studio,
            view.marked(view.text(group.title), group.id),
            group.perspective,
            "group",
            group.id,
        )
        for group in view.groups
    ]
    rows += [
        _line(view, studio, view.marked(words("rest"), scope_id), side, "group", scope_id)
        for scope_id, side in view.rests
    ]
    for side in ("self", "external"):
        if any(view.perspective("dimension", d.id, side) for d in view.definition.dimensions):
            line = _line(view, studio, words(f"image.{side}"), side, "perspective", side)
            rows.append(GroupRow(line.title, "", line.n, line.scores, line.reason, strong=True))
    overall = _line(view, studio, words("overall"), "", "overall", None)
    return (*rows, GroupRow(overall.title, "", overall.n, overall.scores, overall.reason, total=True))


def _line(view: View, studio: Studio, title: str, side: str, scope: Scope, scope_id: str | None) -> GroupRow:
    words = studio.words
    rows = [view.row("dimension", d.id, scope, scope_id) for d in view.definition.dimensions]
    shown = [row for row in rows if row is not None and row.score is not None]
    sight = words(f"view.{side}") if side else ""
    if not shown:
        return GroupRow(title, sight, "–", (), studio.reason(next((row for row in rows if row), None), view))
    cells = [_cell(words, row) for row in rows]
    if scope == "group":
        told = [agreement.word(view, words, d.id, scope_id) for d in view.definition.dimensions]
        cells = [replace(cell, agreement=word) for cell, word in zip(cells, told)]
    return GroupRow(title, sight, _counts(shown), tuple(cells))


def _counts(rows: list[ScoreRow]) -> str:
    counts = sorted({row.n for row in rows if row.n is not None})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


def _cell(words: Words, row: ScoreRow | None) -> Cell:
    if row is None or row.score is None:
        return Cell("–")
    return Cell(words.score(row.score), certainty.span(row, words))


def _sides(view: View) -> list[Perspective]:
    """Perspectives that were asked."""
    asked = {group.perspective for group in view.groups}
    return [side for side in PERSPECTIVES if side in asked]


def _by_dimension(view: View, studio: Studio) -> tuple[GroupRow, ...]:
    scopes: list[tuple[Scope, str | None]] = [
        ("overall", None),
        *(("perspective", side) for side in _sides(view)),
    ]
    lines = []
    for dimension in view.definition.dimensions:
        rows = [view.row("dimension", dimension.id, scope, scope_id) for scope, scope_id in scopes]
        cells = tuple(_cell(studio.words, row) for row in rows)
        n = rows[0].n if rows[0] is not None and rows[0].n is not None else None
        lines.append(GroupRow(view.titles[dimension.id], "", "–" if n is None else str(n), cells))
    return tuple(lines)
