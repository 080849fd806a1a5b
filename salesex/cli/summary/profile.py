"""The profile: every dimension with a bar, and the perspectives beside it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import WIDE, WIDEST, bar, grid, heading, plain
from salesex.cli.words import Words
from salesex.model import PERSPECTIVES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from salesex.model.results import QuestionnaireResults, Results, ScoreRow

    Scope = tuple[str, str | None]

BAR, WIDE_BAR = 16, 30
SHORT_BAR = 12
"""Beside intervals."""
ROOM = 80
"""Narrower terminals have no room for intervals."""
SURE = 95
POOLED: Scope = ("overall", None)


def show(results: Results, part: QuestionnaireResults, words: Words, width: int) -> Iterable[RenderableType]:
    """Yield the profile of one questionnaire; perspectives nobody was asked from have no column.

    From 80 columns on the overall score has its interval beside it, from 120 on every score.
    """
    scopes = _scopes(results, part)
    ranged = _with_interval(part, scopes, width)
    columns = [("", False), ("", False)]
    for scope, name in scopes.items():
        columns += [(words(name), True), *([(words("interval"), True)] if scope in ranged else [])]
    length = _length(width, bool(ranged))
    titles = {
        dimension.id: words.text(dimension.title if width >= WIDE else dimension.label)
        for dimension in part.definition.dimensions
    }
    rows = [
        _row(_scores(part, "dimension", key), title, words, scopes, ranged, length)
        for key, title in titles.items()
    ]
    rows.append(_row(_scores(part, "overall", "overall"), words("overall"), words, scopes, ranged, length))
    yield heading(words.text(part.definition.title))
    said = words("profile.interval", sure=words.percent(SURE)) if ranged else words("profile")
    yield plain(said, style="dim")
    yield grid(columns, rows)


def _length(width: int, ranged: bool) -> int:
    """Length of a bar: shorter where intervals need the room."""
    if ranged:
        return SHORT_BAR if width < WIDE else BAR
    return BAR if width < WIDE else WIDE_BAR


def _scopes(results: Results, part: QuestionnaireResults) -> dict[Scope, str]:
    """Scopes that have a column, with the key of their name."""
    asked = {row.group for row in part.participation}
    present = {group.perspective for group in results.engagement.groups if group.id in asked}
    views: dict[Scope, str] = {("perspective", view): view for view in PERSPECTIVES if view in present}
    return {POOLED: "overall"} | views


def _with_interval(part: QuestionnaireResults, scopes: Iterable[Scope], width: int) -> set[Scope]:
    """Scopes with an interval for which there is room."""
    room = scopes if width >= WIDEST else [POOLED] if width >= ROOM else []
    having: set[Scope] = set()
    for row in part.scores:
        if row.level == "dimension" and row.ci_low is not None:
            having.add((row.scope, row.scope_id))
    return having & set(room)


def _scores(part: QuestionnaireResults, level: str, id: str) -> dict[Scope, ScoreRow]:
    return {(row.scope, row.scope_id): row for row in part.scores if (row.level, row.id) == (level, id)}


def _row(
    scores: Mapping[Scope, ScoreRow],
    title: str,
    words: Words,
    scopes: Iterable[Scope],
    ranged: Container[Scope],
    length: int,
) -> list[str | Text]:
    pooled = scores.get(POOLED)
    cells: list[str | Text] = [title, bar(pooled.score if pooled else None, length)]
    for scope in scopes:
        row = scores.get(scope)
        cells.append(words.number(row.score if row else None))
        if scope in ranged:
            cells.append(words.interval(row.ci_low, row.ci_high) if row else words.number(None))
    return cells
