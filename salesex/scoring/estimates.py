"""Block scores and how they pool: the arithmetic of one section, in exact or compensated sums."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from salesex.model.rules import SHOWN_WEIGHT_SHARE
from salesex.scoring.disclosure import GroupCounts, SectionDisclosure, ShownBlock, spread_step
from salesex.scoring.matrix import (
    UNANSWERED,
    AnswerMatrix,
    Floats,
    SectionAnswers,
    column_sums,
    own_scores,
    weights,
)

_EPSILON = 1e-9

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score 0-100, not yet rounded, of `n` respondents.

    `weight` is what it counts in a pooled score. `raters` respondents have an own score here;
    `squares` is the sum of their squared distances from the mean, in squared points, as far as that
    may be told (`disclosure.spread_step`).
    """

    n: int
    weight: float
    score: float
    raters: int
    squares: float

    @property
    def sd(self) -> float | None:
        """Sample standard deviation sqrt(squares / (raters - 1)) in points; None under two raters."""
        return math.sqrt(self.squares / (self.raters - 1)) if self.raters > 1 else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counting respondents of one group in one section: exact sums of steps per item.

    `plain`: places of items of which no more than means may be told.
    """

    n: int
    answered: Ints
    steps: Ints
    squares: Ints
    plain: frozenset[int]


@dataclass(frozen=True, slots=True)
class BlockEstimates:
    """Everything one block has in one section; None where it has no number.

    `own` (respondents who have one) holds own scores of the whole, shifted so that their mean is the
    block's score (B3). `invited`: how many were asked, None where a group's number is unknown.
    `people`: rows of its respondents in the matrix, those who count here. `consensus`: at least one
    of them gave a consensus answer.
    """

    block: ShownBlock
    whole: Estimate | None
    facets: tuple[Estimate | None, ...]
    items: tuple[Estimate | None, ...]
    own: Floats = field(compare=False)
    invited: int | None
    consensus: bool
    people: NDArray[np.intp]


def tally(matrix: AnswerMatrix, answers: SectionAnswers) -> dict[str, Tally]:
    """Count and sum the answers of every group's counting respondents, item by item."""
    return {
        group.id: _tally(matrix.rows[group.id], answers, answers.plain[group.id]) for group in matrix.groups
    }


def counts_of(matrix: AnswerMatrix, tallies: dict[str, Tally]) -> list[GroupCounts]:
    """Reduce tallies to what disclosure may see: counts."""
    return [
        GroupCounts(
            group.id,
            group.perspective,
            tallies[group.id].n,
            tuple(int(n) for n in tallies[group.id].answered),
            group.single_role,
            group.consent is not None,
            tallies[group.id].plain,
        )
        for group in matrix.groups
    ]


def block_estimates(
    matrix: AnswerMatrix, answers: SectionAnswers, tallies: dict[str, Tally], decision: SectionDisclosure
) -> dict[str, BlockEstimates]:
    """Score every block of a section, by id of the block."""
    return {block.id: _block(matrix, answers, tallies, block) for block in decision.blocks}


def pool(parts: Sequence[Estimate]) -> Estimate:
    """Pool blocks: mean of their scores weighted by min(n, group_weight_cap).

    The spread is that of all respondents' own scores, each block's shifted so that their mean is the
    block's score (B3): SS = sum SS_b + sum n_b (score_b - mean)^2.
    """
    weight = math.fsum(part.weight for part in parts)
    score = math.fsum(part.weight * part.score for part in parts) / weight
    raters = sum(part.raters for part in parts)
    mean = math.fsum(part.raters * part.score for part in parts) / raters if raters else 0.0
    between = [part.raters * (part.score - mean) ** 2 for part in parts]
    squares = math.fsum([*(part.squares for part in parts), *between])
    return Estimate(sum(part.n for part in parts), weight, score, raters, squares)


def weighted_mean(scores: Sequence[float | None], weight: Sequence[float]) -> float | None:
    """Weighted mean of the scores that are there, None where they carry less than half the weight.

    Formula: sum w_j m_j / sum w_j over the items j that are shown.
    """
    shown = [(score, w) for score, w in zip(scores, weight) if score is not None and w > 0]
    carried = math.fsum(w for _, w in shown)
    if carried <= 0 or carried < SHOWN_WEIGHT_SHARE * math.fsum(weight) - _EPSILON:
        return None
    return math.fsum(score * w for score, w in shown) / carried


def _tally(rows: slice, answers: SectionAnswers, plain: frozenset[int]) -> Tally:
    steps = answers.steps[rows][answers.counts[rows]]
    answered = steps != UNANSWERED
    known = np.where(answered, steps, np.uint8(0))
    return Tally(len(steps), column_sums(answered), column_sums(known), column_sums(known, power=2), plain)


def _block(
    matrix: AnswerMatrix, answers: SectionAnswers, tallies: dict[str, Tally], block: ShownBlock
) -> BlockEstimates:
    weight = float(min(block.n, matrix.questionnaire.scoring.group_weight_cap))
    members = [tallies[group] for group in block.groups]
    items = _item_estimates(members, block, weight, matrix.span)
    scores = [None if item is None else item.score for item in items]
    section = answers.section
    columns = [weights(section), *(weights(section, facet.items) for facet in section.facets)]
    people = np.concatenate([_counting(matrix.rows[group], answers) for group in block.groups])
    own = shown_scores(answers, block, people, matrix.span)
    parts = [
        _part(block.n, weight, weighted_mean(scores, column), own[:, index])
        for index, column in enumerate(columns)
    ]
    used = sum(cell.used and w > 0 for cell, w in zip(block.cells, columns[0]))
    if parts[0] is not None and used > 1:  # a single item's is hidden in small blocks, and pooled exactly
        parts[0] = _told(parts[0], spread_step(block, used * matrix.span))
    return BlockEstimates(
        block=block,
        whole=parts[0],
        facets=tuple(parts[1:]),
        items=items,
        own=_shifted(own[:, 0], parts[0]),
        invited=_invited(matrix, block),
        consensus=bool(matrix.consensus[people].any()),
        people=people,
    )


def shown_scores(answers: SectionAnswers, block: ShownBlock, people: NDArray[np.intp], span: int) -> Floats:
    """Own scores of a block's people (x 1 + facets) over the items its numbers may rest on.

    An item that few of them answered stays out: beside the spread of the other items, that of own
    scores with it would tell what these few answered.
    """
    used = np.array([cell.used for cell in block.cells], dtype=bool)
    if not answers.weight[~used].any():
        return answers.own[people]
    return own_scores(answers.steps[people], answers.weight * used[:, None], span)[0]


def _shifted(own: Floats, whole: Estimate | None) -> Floats:
    known = own[~np.isnan(own)]
    return known if whole is None else known - known.mean() + whole.score


def _invited(matrix: AnswerMatrix, block: ShownBlock) -> int | None:
    asked = [group.invited for group in matrix.groups if group.id in block.groups]
    known = [number for number in asked if number is not None]
    return sum(known) if len(known) == len(asked) else None


def _counting(rows: slice, answers: SectionAnswers) -> NDArray[np.intp]:
    return np.flatnonzero(answers.counts[rows]) + int(rows.start)


def _item_estimates(
    members: Sequence[Tally], block: ShownBlock, weight: float, span: int
) -> tuple[Estimate | None, ...]:
    steps = np.sum([member.steps for member in members], axis=0)
    squares = np.sum([member.squares for member in members], axis=0)
    return tuple(
        _item(cell.n, int(total), int(square), weight, span) if cell.used else None
        for cell, total, square in zip(block.cells, steps, squares)
    )


def _item(n: int, steps: int, squares: int, weight: float, span: int) -> Estimate:
    """Mean of n answers: 100 * steps / (n * span); squared distances (sum x^2 - (sum x)^2 / n) likewise."""
    spread = 10_000 * (n * squares - steps * steps) / (n * span * span)
    return Estimate(n, weight, 100 * steps / (n * span), n, spread)


def _told(found: Estimate, step: float) -> Estimate:
    """An estimate with the standard deviation that is told: the upper end of its step."""
    if not step or found.sd is None:
        return found
    sd = step * max(1, math.ceil(found.sd / step - _EPSILON))
    return replace(found, squares=sd * sd * (found.raters - 1))


def _part(n: int, weight: float, score: float | None, own: NDArray[np.float64]) -> Estimate | None:
    if score is None:
        return None
    known = own[~np.isnan(own)]
    squares = float(((known - known.mean()) ** 2).sum()) if len(known) else 0.0
    return Estimate(n, weight, score, len(known), squares)
