"""One engagement with its answers, scored: the entrance to this package."""

from __future__ import annotations

from dataclasses import replace

from salesex.errors import NothingToShowError
from salesex.model import Engagement, Responses
from salesex.model.results import QuestionnaireResults
from salesex.model.rules import DEFAULT_SEED
from salesex.scoring.aggregate import Scored, score_matrix
from salesex.scoring.agreement import agreement_rows
from salesex.scoring.comments import comment_rows, written
from salesex.scoring.findings import draft_findings
from salesex.scoring.gaps import gap_rows
from salesex.scoring.influence import influence_rows
from salesex.scoring.item_findings import item_findings
from salesex.scoring.marks import marked
from salesex.scoring.matrix import AnswerMatrix, build_matrix
from salesex.scoring.maturity import light_rows, roadmap_rows
from salesex.scoring.missing import missing_rows
from salesex.scoring.ranking import Draft, rank
from salesex.scoring.reliability import reliability_rows
from salesex.scoring.rerun import Settled
from salesex.scoring.stability import Stability
from salesex.scoring.turnout import participation_rows
from salesex.scoring.types import type_rows

TOGETHER = """\
Wait for more answers, or put small groups of one perspective together:
in engagement.yaml replace them with one group, for example
    groups:
      marketing-it: {title: Marketing and IT, perspective: external}
and in responses/ write `marketing-it` as the group (column `group`) of everybody from them."""
"""What to do where nothing may be shown."""


def score_engagement(
    engagement: Engagement,
    responses: Responses,
    seed: int = DEFAULT_SEED,
    settled: Settled | None = None,
) -> dict[str, QuestionnaireResults]:
    """Score every questionnaire of an engagement; only what may be shown is computed.

    Parameters
    ----------
    seed : of every random stream
    settled : what the private ledger makes of the responses; None scores them as they are

    Returns
    -------
    Results by questionnaire id, in the engagement's order; findings are ranked over all of them.

    Raises
    ------
    NothingToShowError : no score of any questionnaire may or can be shown
    """
    said = settled.said if settled else written(responses)
    settled = settled or Settled(engagement, responses)
    engagement = settled.engagement
    drafts: dict[str, tuple[Draft, ...]] = {}
    results = {}
    told: frozenset[str] = frozenset()
    minimum = engagement.privacy.min_group_size
    for questionnaire in engagement.questionnaires:
        matrix = build_matrix(engagement, settled.responses, questionnaire)
        now = matrix
        if settled.responses is not responses:  # who took part is counted among the current answers
            now = build_matrix(engagement, responses, questionnaire)
        scored = score_matrix(matrix, minimum)
        comments = comment_rows(scored, matrix, said, minimum, seed, told)
        told |= comments.told
        result, drafts[questionnaire.id] = _score(engagement, matrix, scored, seed)
        results[questionnaire.id] = marked(
            replace(result, participation=tuple(participation_rows(now, minimum)), comments=comments.rows),
            settled,
        )
    if not any(row.status == "ok" for result in results.values() for row in result.scores):
        raise _nothing(engagement, responses)
    ranked = rank(drafts)
    return {name: replace(result, findings=ranked[name]) for name, result in results.items()}


def _score(
    engagement: Engagement, matrix: AnswerMatrix, scored: Scored, seed: int
) -> tuple[QuestionnaireResults, tuple[Draft, ...]]:
    minimum = engagement.privacy.min_group_size
    stability = Stability(matrix, scored, minimum, seed)
    types = type_rows(scored, matrix.groups, stability)
    roadmap = roadmap_rows(scored, stability)
    gaps = gap_rows(scored, matrix.groups, seed)
    result = QuestionnaireResults(
        definition=matrix.questionnaire,
        blocks=scored.blocks(),
        left_out=scored.left_out(),
        scores=scored.rows,
        types=types,
        roadmap=roadmap,
        lights=light_rows(scored),
        gaps=gaps,
        reliability=reliability_rows(scored, matrix, minimum),
        agreement=agreement_rows(scored, matrix, minimum),
        missing=missing_rows(scored, matrix),
        influence=influence_rows(scored, minimum),
    )
    drafts = draft_findings(scored, types, roadmap, gaps, matrix.groups)
    return result, (*drafts, *item_findings(result.reliability))


def _nothing(engagement: Engagement, responses: Responses) -> NothingToShowError:
    minimum = engagement.privacy.min_group_size
    if not responses.respondents:
        return NothingToShowError("There are no answers yet.", "Put response files into responses/.")
    return NothingToShowError(
        f"Nothing may be shown: no group has {minimum} answers to a dimension or a stage, "
        "and no small groups of one perspective reach that together.",
        TOGETHER,
    )
