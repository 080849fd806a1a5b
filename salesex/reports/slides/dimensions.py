"""Pages about dimensions: the profile, and self-image beside outside view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesex.model.questionnaire import PERSPECTIVES, Dimension, Perspective
from salesex.model.results import GapRow
from salesex.reports import tables
from salesex.reports.chapters.base import Studio, count_of
from salesex.reports.charts import board
from salesex.reports.slides.base import Slide, heading, high
from salesex.reports.view import View
from salesex.reports.wording import certainty, questions
from salesex.reports.wording import gaps as gap_wording
from salesex.reports.wording import profile as profile_wording
from salesex.reports.wording.profile import score_of

NAMED = {"profile.split": (0, -1), "profile.low": (-1,), "profile.strong": (0,), "profile.one": (0,)}
"""Places in the order of strength that a message speaks of."""


def profile(view: View, studio: Studio) -> Slide:
    """Make the page of a profile: every dimension with its interval, the threshold as a line."""
    words, target = studio.words, view.definition.target
    order = [key for key, _ in profile_wording.ranked(view)]
    said = profile_wording.message(view, words)
    named = {order[at] for at in NAMED.get(said.key, ())}
    rows = {one.id: _profile_row(view, studio, one, one.id in named) for one in view.definition.dimensions}
    chosen = _ends(order, [key for key in rows if key not in order])
    slide = Slide(
        part="profile",
        kicker=words("slide.kicker", chapter=view.text(view.definition.title)),
        message=heading(said, studio),
        note=" ".join(part for part in (_left(view, studio, rows, chosen), _one_sided(view, studio)) if part),
        asks=words("slide.ask"),
        question=words.say(questions.profile(view, words)),
    )
    title = words("profile.bars.alt", values=_said(studio, [rows[key] for key in rows]))
    labels = board.Words(title, words("profile.threshold", target=words.score(target)))
    shown = [rows[key] for key in rows if key in chosen]
    drawing = board.draw(shown, studio.colours, labels, target, high(slide))
    return replace(slide, board=studio.keep(drawing, tables.of_board(shown, words)))


def _profile_row(view: View, studio: Studio, dimension: Dimension, strong: bool) -> board.Row:
    words, row = studio.words, view.best_scope("dimension", dimension.id)
    label = view.titles[dimension.id]
    if row is None or row.score is None:
        return board.Row(label, reason=studio.reason(view.row("dimension", dimension.id)))
    notes = tuple(part for part in (certainty.ends(row, words), words.n(row.n)) if part)
    side: Perspective = "external" if (row.scope, row.scope_id) == ("perspective", "external") else "self"
    return board.Row(label, (board.Point(side, row.score),), notes, row.ci_low, row.ci_high, strong=strong)


def _one_sided(view: View, studio: Studio) -> str:
    """That there is a self-image alone, where that is so."""
    sides = {
        side
        for side in ("self", "external")
        for one in view.definition.dimensions
        if view.shown("dimension", one.id, "perspective", side)
    }
    return studio.words("profile.lead.only_self") if sides == {"self"} else ""


def gaps(view: View, studio: Studio) -> Slide:
    """Make the page of two views: every dimension as a pair, the widest gap first to be seen."""
    words = studio.words
    widest = _widest(view)
    rows = {one.id: _gap_row(view, studio, one, one.id in widest) for one in view.definition.dimensions}
    shown = [key for key, row in rows.items() if row.points]
    shown.sort(key=lambda key: -abs(_gap(view, key)))
    chosen = set([*shown, *(key for key in rows if key not in shown)][: board.MOST])
    counted = _counted(view, studio)
    slide = Slide(
        part="gaps",
        kicker=words("slide.kicker", chapter=view.text(view.definition.title)),
        message=heading(gap_wording.message(view, words), studio),
        note=" ".join(part for part in (_left(view, studio, rows, chosen), _long(counted)) if part),
        asks=words("slide.ask"),
        question=words.say(questions.gaps(view, words)),
    )
    title = words("slide.gaps.alt", values=_said(studio, list(rows.values())))
    labels = board.Words(title, "" if _long(counted) else counted)
    drawn = [rows[key] for key in rows if key in chosen]
    drawing = board.draw(drawn, studio.colours, labels, height=high(slide))
    return replace(slide, board=studio.keep(drawing, tables.of_board(drawn, words)))


def _pair_row(view: View, dimension: str) -> GapRow | None:
    return view.gap(dimension, *gap_wording.PAIR) or view.gap(dimension, *gap_wording.MIRROR_PAIR)


def _gap(view: View, dimension: str) -> float:
    row = _pair_row(view, dimension)
    return row.gap if row else 0.0


def _widest(view: View) -> set[str]:
    """Dimensions that the message names: the widest gap of each class it speaks of."""
    rows = gap_wording.dimension_gaps(view) or gap_wording.dimension_gaps(view, gap_wording.MIRROR_PAIR)
    found = [gap_wording.widest(rows, kind) for kind in ("blind_spot", "hidden_strength")]
    return {row.id for row in found if row is not None}


def _gap_row(view: View, studio: Studio, dimension: Dimension, strong: bool) -> board.Row:
    words, row = studio.words, _pair_row(view, dimension.id)
    sides: tuple[Perspective, ...] = row_sides(row) if row else ("self", "external", "mirror")
    points = []
    for side in sides:
        found = view.perspective("dimension", dimension.id, side)
        if found is not None:
            points.append(board.Point(side, score_of(found), words(f"view.{side}")))
    label = view.text(dimension.title)
    if not points:
        return board.Row(label, reason=_reason(view, studio, dimension.id, PERSPECTIVES))
    if row is None:
        absent = [side for side in ("self", "external") if side not in {point.kind for point in points}]
        asked = [side for side in absent if any(group.perspective == side for group in view.groups)]
        hidden = [f"{words(f'view.{side}')} {_reason(view, studio, dimension.id, (side,))}" for side in asked]
        return board.Row(label, tuple(points[:2]), (words("gaps.no_gap"), *hidden))
    notes = tuple(filter(None, certainty.gap_kind(view, words, row)))
    return board.Row(label, tuple(points), notes, strong=strong)


def _reason(view: View, studio: Studio, dimension: str, sides: Sequence[str]) -> str:
    """Why views of a dimension are hidden: as of the perspective, else as of its groups."""
    rows = [view.row("dimension", dimension, "perspective", side) for side in sides]
    rows += [
        view.row("dimension", dimension, "group", group.id)
        for group in view.groups
        if group.perspective in sides
    ]
    return studio.reason(next((row for row in rows if row is not None and row.reason), None))


def row_sides(row: GapRow) -> tuple[Perspective, ...]:
    """The two perspectives a gap compares."""
    return ("self", "mirror") if row.pair == gap_wording.MIRROR_PAIR else ("self", "external")


def _counted(view: View, studio: Studio) -> str:
    """How many answers stand behind either view."""
    words = studio.words
    counts = {
        side: count_of(
            words,
            [view.perspective("dimension", one.id, side) for one in view.definition.dimensions],
        )
        for side in PERSPECTIVES
    }
    known = [side for side, count in counts.items() if count]
    if known == ["self", "mirror"]:
        return words("slide.gaps.mirror", **counts)
    if known[:2] == ["self", "external"]:
        return words("gaps.note.n", **counts)
    return words(f"gaps.note.{known[0]}", **counts) if known[:1] in (["self"], ["external"]) else ""


def _long(text: str) -> str:
    """A text that does not fit beside the scale."""
    return text if board.too_long(text) else ""


def _ends(order: list[str], hidden: list[str]) -> set[str]:
    """Ids to draw where not all fit: the strongest and the weakest, and some that are hidden."""
    room = board.MOST - min(len(hidden), 2)
    if len(order) <= room:
        return {*order, *hidden[: board.MOST - len(order)]}
    upper = room // 2
    return {*order[:upper], *order[len(order) - (room - upper) :], *hidden[:2]}


def _left(view: View, studio: Studio, rows: dict[str, board.Row], chosen: set[str]) -> str:
    """What is said of dimensions that the board has no room for."""
    words = studio.words
    more = [key for key in rows if key not in chosen]
    shown = [rows[key].points[0].score for key in more if rows[key].points]
    said = []
    if shown:
        ends = words.range(words.score(min(shown)), words.score(max(shown)))
        said.append(words("slide.more.dimensions", count=len(shown), total=len(rows), range=ends))
    hidden = [view.names[key] for key in more if not rows[key].points]
    if hidden:
        said.append(words("slide.hidden", names=words.series(hidden)))
    return " ".join(said)


def _said(studio: Studio, rows: list[board.Row]) -> str:
    """The rows in words, for who cannot see the chart."""
    parts = []
    for row in rows:
        values = ", ".join(f"{one.word} {studio.words.score(one.score)}".strip() for one in row.points)
        parts.append(f"{row.label} {values}" if values else f"{row.label}: {row.reason}")
    return "; ".join(parts)
