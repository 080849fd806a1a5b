"""Who answered, against who was invited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import grid, heading, note
from salesex.cli.words import DASH, Words
from salesex.model.together import Together, in_remainder, shown_together

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
    for rest, places in _together(results).items():
        groups = words.listed([view_name(results, group, words) for group in rest.groups])
        said = words("together", groups=groups, view=words(rest.perspective), n=rest.n)
        where = [words.text(results.questionnaires[name].definition.title) for name in places]
        yield note(f"{said}." if len(where) == len(names) else f"{said} ({', '.join(where)}).")


def _together(results: Results) -> dict[Together, list[str]]:
    """Small groups that are shown together, and in which questionnaires."""
    found: dict[Together, list[str]] = {}
    for name, part in results.questionnaires.items():
        for rest in shown_together([part]):
            found.setdefault(rest, []).append(name)
    return found


def answered(row: Participation, minimum: int, words: Words) -> str:
    """Say how many answered; below the minimum only that they are fewer."""
    if row.answered is None:
        return f"{words('under')} {minimum}"
    return str(row.answered) if row.invited is None else f"{row.answered} {words('of')} {row.invited}"


def _cell(results: Results, questionnaire: str, group: str, words: Words) -> str:
    part = results.questionnaires[questionnaire]
    for row in part.participation:
        if row.group == group:
            if row.answered is None and in_remainder(part, group):
                return words("in_rest")
            return answered(row, results.engagement.privacy.min_group_size, words)
    return DASH
