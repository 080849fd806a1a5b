"""The profile: every dimension with a bar, and the perspectives beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import WIDE, bar, grid, heading, plain
from salesex.cli.words import Words
from salesex.model import PERSPECTIVES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from salesex.model.results import Level, QuestionnaireResults, Results

BAR, WIDE_BAR = 16, 30


def show(results: Results, part: QuestionnaireResults, words: Words, width: int) -> Iterable[RenderableType]:
    """Yield the profile of one questionnaire; perspectives nobody was asked from have no column."""
    asked = {row.group for row in part.participation}
    present = {group.perspective for group in results.engagement.groups if group.id in asked}
    views = [view for view in PERSPECTIVES if view in present]
    columns = [("", False), ("", False), (words("overall"), True), *((words(view), True) for view in views)]
    rows = [
        _row(part, "dimension", dimension.id, words.text(title), words, views, width)
        for dimension in part.definition.dimensions
        for title in [dimension.title if width >= WIDE else dimension.label]
    ]
    rows.append(_row(part, "overall", "overall", words("overall"), words, views, width))
    yield heading(words.text(part.definition.title))
    yield plain(words("profile"), style="dim")
    yield grid(columns, rows)


def _row(
    part: QuestionnaireResults,
    level: Level,
    id: str,
    title: str,
    words: Words,
    views: Sequence[str],
    width: int,
) -> list[str | Text]:
    scores = {
        (row.scope, row.scope_id): row.score
        for row in part.scores
        if row.level == level and (level == "overall" or row.id == id)
    }
    pooled = scores.get(("overall", None))
    numbers = [words.number(scores.get(("perspective", view))) for view in views]
    return [title, bar(pooled, WIDE_BAR if width >= WIDE else BAR), words.number(pooled), *numbers]
