"""What is not shown, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import grid, heading
from salesex.cli.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model import Results
    from salesex.model.results import QuestionnaireResults, ScoreRow

DETAILS = ("item", "facet")
"""Levels with too many cells to name each: they are counted."""


def show(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield one row per questionnaire, who is concerned, and reason; nothing where all is shown."""
    rows = [row for part in results.questionnaires.values() for row in _rows(results, part, words)]
    if rows:
        yield heading(words("hidden"))
        yield grid([("", False), ("", False), ("", False)], rows, share=2)


def _rows(results: Results, part: QuestionnaireResults, words: Words) -> list[list[str]]:
    title = words.text(part.definition.title)
    minimum = results.engagement.privacy.min_group_size
    who = dict.fromkeys((left.group, str(left.reason)) for left in part.left_out)
    details: dict[str, int] = {}
    for row in part.scores:
        if row.status == "ok":
            continue
        if row.level in DETAILS:
            details[str(row.reason)] = details.get(str(row.reason), 0) + 1
        else:
            who[_scope(row), str(row.reason)] = None
    rows = [[view_name(results, scope, words), words(f"reason.{why}", k=minimum)] for scope, why in who]
    rows += [
        [words("details", count=count), words(f"reason.{why}", k=minimum)] for why, count in details.items()
    ]
    return [[title, *row] for row in rows]


def _scope(row: ScoreRow) -> str:
    return row.scope_id or row.scope
