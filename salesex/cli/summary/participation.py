"""Who answered, against who was invited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import grid, heading, note
from salesex.cli.words import DASH, Words
from salesex.model.together import Together, in_remainder, shown_together

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model import Text
    from salesex.model.results import Participation, QuestionnaireResults, Results

PER_TABLE = 3
"""Questionnaires side by side; more would not fit 80 columns."""


def show(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield one row per rater group, one column per questionnaire, and who is shown with others."""
    groups = {group.id: group.title for group in results.engagement.groups}
    parts = results.questionnaires.values()
    yield from tables(
        groups, [(part.definition.title, _cells(results, part, words)) for part in parts], words
    )
    for rest, places in _together(results).items():
        listed = words.listed([view_name(results, group, words) for group in rest.groups])
        said = words("together", groups=listed, view=words(rest.perspective), n=rest.n)
        where = [words.text(results.questionnaires[name].definition.title) for name in places]
        yield note(f"{said}." if len(where) == len(parts) else f"{said} ({', '.join(where)}).")


def tables(
    groups: Mapping[str, Text], asked: Sequence[tuple[Text, Mapping[str, str]]], words: Words
) -> Iterable[RenderableType]:
    """Yield who answered under a heading.

    Parameters
    ----------
    groups : their titles by id
    asked : the title of each questionnaire, and what to say of the groups that are asked it
    """
    yield heading(words("participation"))
    for start in range(0, len(asked), PER_TABLE):
        some = asked[start : start + PER_TABLE]
        rows = [
            [words.text(title), *(column.get(group, DASH) for _, column in some)]
            for group, title in groups.items()
        ]
        yield grid([(words("group"), False), *((words.text(title), False) for title, _ in some)], rows)


def answered(row: Participation, minimum: int, words: Words) -> str:
    """Say how many answered; below the minimum only that they are fewer."""
    if row.answered is None:
        return f"{words('under')} {minimum}"
    return str(row.answered) if row.invited is None else f"{row.answered} {words('of')} {row.invited}"


def _cells(results: Results, part: QuestionnaireResults, words: Words) -> dict[str, str]:
    minimum = results.engagement.privacy.min_group_size
    return {
        row.group: words("in_rest")
        if row.answered is None and in_remainder(part, row.group)
        else answered(row, minimum, words)
        for row in part.participation
    }


def _together(results: Results) -> dict[Together, list[str]]:
    """Small groups that are shown together, and in which questionnaires."""
    found: dict[Together, list[str]] = {}
    for name, part in results.questionnaires.items():
        for rest in shown_together([part]):
            found.setdefault(rest, []).append(name)
    return found
