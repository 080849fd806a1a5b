"""What was not answered, and how far a score could move if it had been.

Everything follows from what is shown: item means with their n, and of how many people the block is.
An item that may not be shown enters no share, and in the range it may be anything from 0 to 100: to
fill only its gaps would give away the answers beside them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesex.model.quality import MissingRow
from salesex.model.rules import DECIMALS
from salesex.scoring.aggregate import ScopeKey, Scored, SectionScores
from salesex.scoring.estimates import BlockEstimates
from salesex.scoring.matrix import AnswerMatrix, SectionAnswers, weights


@dataclass(frozen=True, slots=True)
class _Gaps:
    """One block: cells of its shown items, how many are empty or "cannot judge", and its range."""

    found: BlockEstimates
    cells: int
    missing: int
    no_answer: int
    low: float
    high: float
    hidden: frozenset[int]


def missing_rows(scored: Scored, matrix: AnswerMatrix) -> tuple[MissingRow, ...]:
    """What is missing in every dimension (or stage axis) and scope that has a score there.

    `missing` and `no_answer` are shares of the cells respondents x items, over the items a score
    rests on; None where none of them is shown. `low` and `high` are the score with every such cell,
    and every hidden item, at the worst or at the best answer, made as the score is: item means, then
    their weighted mean, then blocks weighted by min(n, group_weight_cap). A single person has no row;
    consent is for the score. Who answered too little to count is in no number, here either.
    """
    return tuple(
        row
        for answers, part in zip(matrix.sections, scored.sections)
        for row in _rows(answers, part, scored.scopes)
    )


def _rows(answers: SectionAnswers, part: SectionScores, scopes: Sequence[ScopeKey]) -> Iterator[MissingRow]:
    gaps = {
        block: _gaps(answers, part, found) for block, found in part.blocks.items() if found.whole is not None
    }
    for scope in scopes:
        behind = [gaps[found.block.id] for found in part.behind(scope) if found.block.id in gaps]
        if any(not one.found.block.one_person for one in behind):
            yield _row(part, scope, behind)


def _gaps(answers: SectionAnswers, part: SectionScores, found: BlockEstimates) -> _Gaps:
    block, column = found.block, weights(part.section)
    based = [place for place, weight in enumerate(column) if weight > 0]
    shown = [place for place in based if block.cells[place].used or block.one_person]
    empty = sum(block.n - block.cells[place].n for place in shown)
    cannot = sum(int(answers.cannot_judge[group][place]) for group in block.groups for place in shown)
    points = {place: item.n * item.score for place in shown if (item := found.items[place]) is not None}
    least = [points.get(place, 0.0) / block.n for place in based]
    most = [
        (points[place] + 100 * (block.n - block.cells[place].n)) / block.n if place in points else 100.0
        for place in based
    ]
    low, high = (_mean(values, [column[place] for place in based]) for values in (least, most))
    hidden = frozenset(based) - frozenset(shown)
    return _Gaps(found, block.n * len(shown), empty - cannot, cannot, low, high, hidden)


def _row(part: SectionScores, scope: ScopeKey, behind: Sequence[_Gaps]) -> MissingRow:
    cells = sum(one.cells for one in behind)
    wholes = [one.found.whole for one in behind]
    cap = [whole.weight for whole in wholes if whole is not None]
    hidden = frozenset().union(*(one.hidden for one in behind))
    return MissingRow(
        part.section.id,
        *scope,
        n=sum(one.found.block.n for one in behind),
        missing=round(sum(one.missing for one in behind) / cells, DECIMALS) if cells else None,
        no_answer=round(sum(one.no_answer for one in behind) / cells, DECIMALS) if cells else None,
        low=round(_mean([one.low for one in behind], cap), DECIMALS),
        high=round(_mean([one.high for one in behind], cap), DECIMALS),
        hidden_items=tuple(part.section.items[place].id for place in sorted(hidden)),
    )


def _mean(values: Sequence[float], weight: Sequence[float]) -> float:
    return math.fsum(value * w for value, w in zip(values, weight)) / math.fsum(weight)
