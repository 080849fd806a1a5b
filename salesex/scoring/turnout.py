"""Who took part in a questionnaire, and which groups could be shown if no answer followed.

Nothing here depends on what somebody answered: all of it is counts that `disclosure` lets through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from salesex.model import Engagement, Questionnaire, RaterGroup, Responses
from salesex.model.engagement import REST_PREFIX
from salesex.model.questionnaire import Section
from salesex.model.results import Participation
from salesex.scoring import disclosure
from salesex.scoring.disclosure import SectionDisclosure
from salesex.scoring.estimates import counts_of, tally
from salesex.scoring.matrix import AnswerMatrix, build_matrix

Shown = Literal["whole", "part", "together", "none", "no_consent"]
"""How a group could be shown: by itself, in some sections only, with others of its view, not at all."""


@dataclass(frozen=True, slots=True)
class GroupTurnout:
    """How one group stands in one questionnaire.

    `hidden` names the sections (dimensions, axes of stages) in which it is not shown by itself though it
    is in others; sections whose items its perspective cannot observe are passed over, `sections` counts
    the rest.
    """

    participation: Participation
    shown: Shown
    hidden: tuple[str, ...]
    sections: int


def turnout(
    engagement: Engagement, responses: Responses, questionnaire: Questionnaire
) -> tuple[GroupTurnout, ...]:
    """Return how every group that is asked a questionnaire stands, in the engagement's order."""
    minimum = engagement.privacy.min_group_size
    matrix = build_matrix(engagement, responses, questionnaire)
    decided = [
        (answers.section, disclosure.decide(counts_of(matrix, tally(matrix, answers)), minimum))
        for answers in matrix.sections
    ]
    rows = participation_rows(matrix, minimum)
    return tuple(_of_group(group, row, decided) for group, row in zip(matrix.groups, rows, strict=True))


def participation_rows(matrix: AnswerMatrix, minimum: int) -> Iterator[Participation]:
    """Yield how many of each group answered, as far as that may be told."""
    for group in matrix.groups:
        rows = range(len(matrix.modes))[matrix.rows[group.id]]
        modes = Counter(matrix.modes[row] for row in rows if matrix.took_part[row])
        may_be_one = group.single_role and group.consent is not None
        yield disclosure.participation(
            group.id, group.invited, dict(sorted(modes.items())), may_be_one=may_be_one, minimum=minimum
        )


def _of_group(
    group: RaterGroup, row: Participation, decided: list[tuple[Section, SectionDisclosure]]
) -> GroupTurnout:
    asked = [
        (section, found)
        for section, found in decided
        if any(group.perspective in item.observers for item in section.items)
    ]
    hidden = tuple(section.id for section, found in asked if group.id in found.hidden)
    if not hidden and asked:
        return GroupTurnout(row, "whole", (), len(asked))
    if len(hidden) < len(asked):
        return GroupTurnout(row, "part", hidden, len(asked))
    if group.single_role and group.consent is None:
        return GroupTurnout(row, "no_consent", (), len(asked))
    # The same for every small group of the view: which of them has answers at all is nobody's business.
    rest = f"{REST_PREFIX}{group.perspective}"
    together = any(block.id == rest for _, found in asked for block in found.blocks)
    return GroupTurnout(row, "together" if together else "none", (), len(asked))
