"""Answers of one questionnaire counted again, to explain a stored result and to check it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesex.model import Engagement, Questionnaire, RaterGroup, Responses
from salesex.model.quality import AgreementRow, InfluenceRow, MissingRow, ReliabilityRow
from salesex.model.results import GapRow, Level, RoadmapRow, Scope, ScoreRow, TypeRow
from salesex.scoring.aggregate import ScopeKey, Scored, SectionScores, score_matrix
from salesex.scoring.agreement import agreement_rows
from salesex.scoring.estimates import BlockEstimates, Estimate
from salesex.scoring.gaps import gap_rows
from salesex.scoring.influence import influence_rows
from salesex.scoring.matrix import UNANSWERED, AnswerMatrix, build_matrix
from salesex.scoring.maturity import roadmap_rows
from salesex.scoring.missing import missing_rows
from salesex.scoring.reliability import reliability_rows
from salesex.scoring.stability import Stability
from salesex.scoring.targets import Target
from salesex.scoring.types import type_rows

PERSPECTIVE_IDS = ("self", "external", "mirror")


def scope_of(id: str | None) -> ScopeKey:
    """A scope by its id; None or nothing is overall."""
    if not id:
        return "overall", None
    kind: Scope = "perspective" if id in PERSPECTIVE_IDS else "group"
    return kind, id


@dataclass(frozen=True)
class Recount:
    """What the answers give by the same rules that made the results; nothing of it is kept."""

    matrix: AnswerMatrix
    scored: Scored
    minimum: int
    seed: int

    @property
    def groups(self) -> tuple[RaterGroup, ...]:
        """Groups that are asked."""
        return self.matrix.groups

    def place(self, level: Level, id: str) -> tuple[SectionScores, Target]:
        """Where something is scored."""
        return next(
            (part, target)
            for part in self.scored.sections
            for target in part.targets
            if (target.level, target.id) == (level, id)
        )

    def behind(self, level: Level, id: str, scope: ScopeKey) -> list[tuple[BlockEstimates, Estimate]]:
        """Shown blocks with their number for one thing; some of the numbers may not be shown."""
        part, target = self.place(level, id)
        found = [(block, target.of(block)) for block in part.behind(scope)]
        return [(block, value) for block, value in found if value is not None]

    def counts(self, item: str, block: str) -> tuple[int, ...] | None:
        """How many of a block gave each answer, from the scale's `min` to its `max` as written.

        None where disclosure does not allow it: a distribution needs what a spread needs (B7).
        """
        part, target = self.place("item", item)
        found = part.blocks.get(block)
        if found is None or not found.block.cells[target.place].spread:
            return None
        if found.block.cells[target.place].reason is not None:
            return None
        answers = next(one for one in self.matrix.sections if one.section.id == part.section.id)
        steps = answers.steps[found.people, target.place]
        counted = np.bincount(steps[steps != UNANSWERED], minlength=self.matrix.span + 1).tolist()
        scale = self.matrix.questionnaire.scale
        turned = part.section.items[target.place].reverse != (scale.best == "min")
        return tuple(reversed(counted)) if turned else tuple(counted)

    def row(self, level: Level, id: str, scope: ScopeKey) -> ScoreRow | None:
        """The score row as it comes out now."""
        return self.scored.row(level, id, scope)

    @cached_property
    def types(self) -> tuple[TypeRow, ...]:
        """Type rows as they come out now."""
        return type_rows(self.scored, self.groups, self._stability)

    @cached_property
    def roadmap(self) -> tuple[RoadmapRow, ...]:
        """Stages as they come out now."""
        return roadmap_rows(self.scored, self._stability)

    @cached_property
    def gaps(self) -> tuple[GapRow, ...]:
        """Gaps as they come out now."""
        return gap_rows(self.scored, self.groups, self.seed)

    @cached_property
    def reliability(self) -> tuple[ReliabilityRow, ...]:
        """Reliability as it comes out now."""
        return reliability_rows(self.scored, self.matrix, self.minimum)

    @cached_property
    def agreement(self) -> tuple[AgreementRow, ...]:
        """Agreement as it comes out now."""
        return agreement_rows(self.scored, self.matrix, self.minimum)

    @cached_property
    def missing(self) -> tuple[MissingRow, ...]:
        """What is missing, as it comes out now."""
        return missing_rows(self.scored, self.matrix)

    @cached_property
    def influence(self) -> tuple[InfluenceRow, ...]:
        """Influence as it comes out now."""
        return influence_rows(self.scored, self.minimum)

    @property
    def _stability(self) -> Stability:
        return Stability(self.matrix, self.scored, self.minimum, self.seed)


def recount(engagement: Engagement, responses: Responses, questionnaire: Questionnaire, seed: int) -> Recount:
    """Score one questionnaire again, with the seed of the stored results."""
    matrix = build_matrix(engagement, responses, questionnaire)
    minimum = engagement.privacy.min_group_size
    return Recount(matrix, score_matrix(matrix, minimum), minimum, seed)
