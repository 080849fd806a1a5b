"""Who answered, against who was invited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import grid, heading
from salesex.cli.words import DASH, Words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import Participation, Results

PER_TABLE = 3
"""Questionnaires side by side; more would not fit 80 columns."""


def show(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield one row per rater group, one column per questionnaire."""
    yield heading(words("participation"))
    names = list(results.questionnaires)
    for start in range(0, len(names), PER_TABLE):
        some = names[start : start + PER_TABLE]
        titles = [words.text(results.questionnaires[name].definition.title) for name in some]
        rows = [
            [words.text(group.title), *(_cell(results, name, group.id, words) for name in some)]
            for group in results.engagement.groups
        ]
        yield grid([(words("group"), False), *((title, False) for title in titles)], rows)


def answered(row: Participation, minimum: int, words: Words) -> str:
    """Say how many answered; below the minimum only that they are fewer."""
    if row.answered is None:
        return f"{words('under')} {minimum}"
    return str(row.answered) if row.invited is None else f"{row.answered} {words('of')} {row.invited}"


def _cell(results: Results, questionnaire: str, group: str, words: Words) -> str:
    for row in results.questionnaires[questionnaire].participation:
        if row.group == group:
            return answered(row, results.engagement.privacy.min_group_size, words)
    return DASH
