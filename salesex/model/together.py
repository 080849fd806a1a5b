"""Small groups that are shown together as one remainder: who, in which view, and how many people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salesex.model.engagement import REST_PREFIX
from salesex.model.questionnaire import Perspective
from salesex.model.results import Block, QuestionnaireResults


@dataclass(frozen=True, slots=True)
class Together:
    """A remainder as results show it: its `n` is of all its groups, never of one of them."""

    id: str
    perspective: Perspective
    groups: tuple[str, ...]
    n: int


def shown_together(parts: Iterable[QuestionnaireResults]) -> tuple[Together, ...]:
    """The remainders of some questionnaires, each person in one of them at most.

    Where a remainder has other groups in another dimension, the largest counts.
    """
    blocks = [block for part in parts for block in part.blocks if _remainder(block)]
    found: list[Together] = []
    for block in sorted(blocks, key=lambda block: -block.n):
        if all(set(one.groups).isdisjoint(block.groups) for one in found):
            found.append(Together(block.id, block.perspective, block.groups, block.n))
    return tuple(found)


def counted_together(parts: Iterable[QuestionnaireResults]) -> tuple[Together, ...]:
    """Those of them whose people are in no count of a group of its own."""
    parts = tuple(parts)
    told = {row.group for part in parts for row in part.participation if row.answered is not None}
    return tuple(one for one in shown_together(parts) if told.isdisjoint(one.groups))


def in_remainder(part: QuestionnaireResults, group: str, place: str | None = None) -> bool:
    """Whether a group is shown with others in one dimension or axis; without `place`, in any."""
    return any(
        _remainder(block) and group in block.groups and place in {None, block.dimension}
        for block in part.blocks
    )


def _remainder(block: Block) -> bool:
    return block.id.startswith(REST_PREFIX)
