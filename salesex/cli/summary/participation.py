"""Who answered, against who was invited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import grid, heading
from salesex.cli.words import DASH, Words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model import Text
    from salesex.model.results import Participation, Results

PER_TABLE = 3
"""Questionnaires side by side; more would not fit 80 columns."""


def show(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield one row per rater group, one column per questionnaire."""
    groups = {group.id: group.title for group in results.engagement.groups}
    asked = [(part.definition.title, part.participation) for part in results.questionnaires.values()]
    yield from tables(groups, asked, results.engagement.privacy.min_group_size, words)


def tables(
    groups: Mapping[str, Text],
    asked: Sequence[tuple[Text, Sequence[Participation]]],
    minimum: int,
    words: Words,
) -> Iterable[RenderableType]:
    """Yield who answered under a heading: titles of groups by id, each questionnaire with its rows."""
    yield heading(words("participation"))
    for start in range(0, len(asked), PER_TABLE):
        some = asked[start : start + PER_TABLE]
        cells = [{row.group: answered(row, minimum, words) for row in rows} for _, rows in some]
        rows = [
            [words.text(title), *(column.get(group, DASH) for column in cells)]
            for group, title in groups.items()
        ]
        yield grid([(words("group"), False), *((words.text(title), False) for title, _ in some)], rows)


def answered(row: Participation, minimum: int, words: Words) -> str:
    """Say how many answered; below the minimum only that they are fewer."""
    if row.answered is None:
        return f"{words('under')} {minimum}"
    return str(row.answered) if row.invited is None else f"{row.answered} {words('of')} {row.invited}"
