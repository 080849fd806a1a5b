"""The type: where the client stands between the references, how sure that is, what it means."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.results import TypeRow
from salesex.model.rules import Contrast
from salesex.reports import tables
from salesex.reports.chapters.base import Chapter, Studio, kept_note
from salesex.reports.charts import distances, group_signets, hundred, plane
from salesex.reports.drawing import Drawing
from salesex.reports.view import View
from salesex.reports.wording import types as wording
from salesex.reports.wording.certainty import of_hundred
from salesex.reports.wording.words import Words

MOST_BESIDE = 240
"""Characters that find room beside the plane."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A fact beside the chart: label, big word, explanation, perhaps a small chart."""

    label: str
    word: str
    text: str
    chart: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A short text under a heading."""

    title: str
    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class TypeChapter(Chapter):
    """`plane` is None where the profile has no two sets of dimensions to show it in.

    `why` says why the type is as sure as it is, where that is too long for its panel beside the plane.
    """

    why: str
    scope: str
    plane: Drawing | None
    panels: tuple[Panel, ...]
    notes: tuple[str, ...]
    views: str
    views_text: tuple[str, ...]
    groups: Drawing | None
    meanings: tuple[Meaning, ...]
    missing: str


def build(view: View, studio: Studio) -> TypeChapter:
    """Make the chapter of a profile that has types."""
    words = studio.words
    row = wording.main_row(view)
    found = row is not None
    plane = _plane(view, studio, row) if row else None
    reasons = " ".join(studio.say(wording.certainty_reasons(view, words, row))) if row else ""
    below = plane is not None and len(reasons) > MOST_BESIDE
    return TypeChapter(
        part="type",
        kicker=words("type.kicker"),
        message=words.heading(wording.message(view, words)),
        why=words("type.certainty.why", reasons=reasons) if below else "",
        scope=_scope(view, words, row) if row and found else "",
        plane=plane,
        panels=_panels(view, studio, row, "" if below else reasons) if row and found else (),
        notes=_notes(view, words, row) if row and found else (),
        views=words.say(wording.views(view)) if found else "",
        views_text=_views(view, words),
        groups=_groups(view, studio, row),
        meanings=_meanings(view, words, row) if row and found else (),
        missing="" if found else words("type.missing.text", k=studio.minimum),
    )


def _scope(view: View, words: Words, row: TypeRow) -> str:
    key = "type.scope" if row.scope == "overall" else f"type.scope.{row.scope_id}"
    return words(key, n=words.n(row.n))


def _contrast(view: View) -> Contrast | None:
    """The contrast that spans the plane: the first a type names."""
    for kind in wording.rules_of(view).reference.values():
        if kind.contrast:
            return kind.contrast
    return None


def _axes(view: View) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Dimensions along the foot and up the side; None where there is no such pair."""
    contrast = _contrast(view)
    if contrast:
        return contrast.against, contrast.of
    ids = [dimension.id for dimension in view.definition.dimensions]
    return ((ids[0],), (ids[1],)) if len(ids) == 2 else None


def _plane(view: View, studio: Studio, row: TypeRow) -> Drawing | None:
    words, rules, axes = studio.words, wording.rules_of(view), _axes(view)
    means = wording.contrast_means(view, Contrast(*axes), row) if axes else None
    if axes is None or means is None:
        return None
    x, y = means

    def place(profile: dict[str, float], ids: tuple[str, ...]) -> float:
        return sum(profile[key] for key in ids) / len(ids)

    order = [dimension.id for dimension in view.definition.dimensions]
    references = [
        plane.Reference(
            view.text(kind.title),
            view.text(kind.meaning.short) if kind.meaning else "",
            place(kind.profile, axes[0]),
            place(kind.profile, axes[1]),
            tuple(kind.profile[one] for one in order),
            own=key == row.type and not wording.uncertain(row),
        )
        for key, kind in rules.reference.items()
    ]
    names = [words.series([view.titles[key] for key in ids]) for ids in axes]
    spots = {"x": names[0], "x_value": words.decimal(x), "y": names[1], "y_value": words.decimal(y)}
    client = plane.Client(studio.engagement.client, "", x, y)
    nearest = words.series(wording.verdict_of(view, row)[1])
    title = words("type.plane.alt", type=nearest, **spots)
    labels = plane.Words(title, f"{names[0]}: {words.decimal(x)}", f"{names[1]}: {words.decimal(y)}")
    numbers = tables.of_plane(client, references, [view.titles[key] for key in order], names, words)
    return studio.keep(plane.draw(client, references, studio.colours, labels), numbers)


def _panels(view: View, studio: Studio, row: TypeRow, reasons: str) -> tuple[Panel, ...]:
    words, rules = studio.words, wording.rules_of(view)
    fit = words.decimal(row.fit or 0.0)
    qualifier = words(
        "type.qualifier.note",
        fit=fit,
        clear=words.score(rules.qualifier.clear),
        visible=words.score(rules.qualifier.visible),
    )
    if "flat" in row.notes:
        qualifier = words("type.qualifier.flat", fit=fit)
    strokes = None
    if row.stability is not None:
        share = of_hundred(row.stability)
        title = words("type.hundred.alt", share=share)
        strokes = studio.keep(hundred.draw(share, studio.colours, title), tables.of_hundred(share, words))
    chart = _distances(view, studio, row)
    return (
        Panel(words("type.qualifier"), words(f"qualifier.{row.qualifier}"), qualifier),
        Panel(words("type.certainty"), words(f"certainty.{row.certainty}"), reasons, strokes),
        Panel(chart[0], "", "", chart[1]),
    )


def _distances(view: View, studio: Studio, row: TypeRow) -> tuple[str, Drawing]:
    words = studio.words
    rows = [
        distances.Distance(view.type_title(key), value, words.decimal(value), own=key == row.type)
        for key, value in sorted(row.distances.items(), key=lambda pair: pair[1])
    ]
    values = words.series([f"{one.label} {one.text}" for one in rows])
    drawing = distances.draw(rows, studio.colours, words("type.distances.alt", values=values))
    return words("type.distances", scale=distances.scale(rows)), studio.keep(
        drawing, tables.of_distances(rows, words)
    )


def _notes(view: View, words: Words, row: TypeRow) -> tuple[str, ...]:
    axes = _axes(view)
    notes = []
    if axes:
        two = all(len(ids) == 1 for ids in axes)
        notes.append(words("type.plane.note.two" if two else "type.plane.note"))
    goal = wording.excluded(view, words, row)
    if goal:
        notes.append(words.say(goal))
    if note := kept_note(view, words):
        notes.append(note)
    return tuple(notes)


def _views(view: View, words: Words) -> tuple[str, ...]:
    """The type of self and external view, each with qualifier and certainty."""
    lines = []
    for side in ("self", "external"):
        row = view.type_row("perspective", side)
        if row is not None:
            state = wording.state(view, words, row)
            lines.append(f"{words(f'image.{side}')}: {state} ({words.n(row.n)}).")
    return tuple(lines)


def _groups(view: View, studio: Studio, main: TypeRow | None) -> Drawing | None:
    words = studio.words
    cells = []
    scopes = [(group.id, view.text(group.title), group.single_role) for group in view.groups]
    scopes += [(scope_id, words("rest"), False) for scope_id, _ in view.rests]
    for scope_id, name, single in scopes:
        title = view.marked(name, scope_id)
        rows = [view.row("dimension", d.id, "group", scope_id) for d in view.definition.dimensions]
        shown = any(row is not None and row.score is not None for row in rows)
        kind = view.type_row("group", scope_id)
        if single and shown:
            cells.append(
                group_signets.Group(title, None, words("type.group.none"), words("type.group.single"))
            )
        elif not shown:
            reason = studio.reason(next((row for row in rows if row), None), view)
            hidden = words("type.group.hidden")
            note = reason.removeprefix(f"{hidden}: ")
            cells.append(group_signets.Group(title, None, hidden, "" if note == hidden else note))
        else:
            scores = tuple(None if row is None else row.score for row in rows)
            cells.append(_shown_group(view, words, title, scores, kind, main))
    if not cells:
        return None
    values = "; ".join(f"{cell.title}: {cell.label}" for cell in cells)
    drawing = group_signets.draw(cells, studio.colours, words("type.group.alt", values=values))
    titles = [view.titles[dimension.id] for dimension in view.definition.dimensions]
    return studio.keep(drawing, tables.of_groups(cells, titles, words))


def _shown_group(
    view: View,
    words: Words,
    title: str,
    scores: tuple[float | None, ...],
    kind: TypeRow | None,
    main: TypeRow | None,
) -> group_signets.Group:
    if kind is None or kind.type is None:
        return group_signets.Group(title, scores, words("type.group.none"), "")
    label = words("type.group.open") if wording.uncertain(kind) else view.type_title(kind.type)
    own = main is not None and kind.type == main.type and not wording.uncertain(kind)
    return group_signets.Group(title, scores, label, words.n(kind.n), own)


def _meanings(view: View, words: Words, row: TypeRow) -> tuple[Meaning, ...]:
    """What the type means, as far as it is sure, and what it asks of the next quarter."""
    rules = wording.rules_of(view)
    kind = rules.reference[row.type or ""]
    found = []
    if kind.meaning and not wording.uncertain(row):
        if "all_low" not in row.notes and not any(note.endswith("_not_highest") for note in row.notes):
            found.append(Meaning(words("type.strength"), view.text(kind.meaning.strength)))
        found.append(Meaning(words("type.blind_side"), view.text(kind.meaning.blind_side)))
    quarter = []
    if "all_low" in row.notes:
        quarter.append(words("type.all_low", bar=words.score(rules.all_low)))
    if kind.meaning and not wording.uncertain(row):
        quarter.append(view.text(kind.meaning.next_quarter))
    if quarter:
        found.append(Meaning(words("type.quarter"), " ".join(quarter), strong=True))
    return tuple(found)
