"""From item to overall: every score row of one questionnaire, hidden ones included.

Item -> block -> perspective -> overall. A block's item score is the mean of those who answered; its
dimension, facet or axis score the weighted mean of its shown item scores. That is not the mean of
respondents' means, which gives away whoever skipped an item (measurement design, B3). Perspectives
and the overall pool only blocks that are shown (B4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from salesex.model import PERSPECTIVES, POOLED, Perspective, Questionnaire, Section
from salesex.model.engagement import REST_PREFIX
from salesex.model.results import Block, LeftOut, Level, Reason, Scope, ScoreRow, Status
from salesex.model.rules import DECIMALS
from salesex.scoring import disclosure
from salesex.scoring.estimates import (
    BlockEstimates,
    Estimate,
    block_estimates,
    counts_of,
    pool,
    tally,
)
from salesex.scoring.intervals import Interval, sample, score_interval, share_spread
from salesex.scoring.matrix import AnswerMatrix
from salesex.scoring.targets import Target, targets_of

ScopeKey = tuple[Scope, str | None]
OVERALL: ScopeKey = ("overall", None)
OVERALL_ID = "overall"
"""Id of the rows of level `overall`."""


@dataclass(frozen=True, slots=True)
class SectionScores:
    """One section: what is scored there, what may be shown, and the blocks' scores.

    `step` is the distance of neighbouring answers, in points.
    """

    section: Section
    step: float
    targets: tuple[Target, ...]
    decision: disclosure.SectionDisclosure
    blocks: dict[str, BlockEstimates]

    def behind(self, scope: ScopeKey) -> tuple[BlockEstimates, ...]:
        """Shown blocks that a scope's scores rest on."""
        perspectives = perspectives_of(scope)
        if perspectives is None:
            return (self.blocks[scope[1]],) if scope[1] in self.blocks else ()
        return tuple(self.blocks[block.id] for block in self.decision.pool(perspectives))


@dataclass(frozen=True, slots=True)
class Scored:
    """Every score of one questionnaire: rows in fixed order and sections to look further into."""

    questionnaire: Questionnaire
    scopes: tuple[ScopeKey, ...]
    sections: tuple[SectionScores, ...]
    rows: tuple[ScoreRow, ...]
    index: dict[tuple[Level, str, ScopeKey], ScoreRow]

    def row(self, level: Level, id: str, scope: ScopeKey = OVERALL) -> ScoreRow | None:
        """The row of one thing in one scope; None where that scope does not exist."""
        return self.index.get((level, id, scope))

    def score(self, level: Level, id: str, scope: ScopeKey = OVERALL) -> float | None:
        """The score of one thing in one scope; None where it is hidden or does not exist."""
        row = self.row(level, id, scope)
        return None if row is None else row.score

    def of_persons(self, scope: ScopeKey) -> bool:
        """Whether everything a scope shows is the view of consenting single persons."""
        blocks = [found.block for part in self.sections for found in part.behind(scope)]
        return bool(blocks) and all(block.one_person for block in blocks)

    def section(self, id: str) -> Section:
        """The dimension, or axis of a stage, with this id."""
        return next(part.section for part in self.sections if part.section.id == id)

    def blocks(self) -> tuple[Block, ...]:
        """Blocks of every section, in the questionnaire's order."""
        return tuple(
            Block(part.section.id, block.id, block.groups, block.perspective, block.n)
            for part in self.sections
            for block in part.decision.blocks
        )

    def left_out(self) -> tuple[LeftOut, ...]:
        """Groups with answers that enter no number of a section."""
        return tuple(
            LeftOut(part.section.id, group, part.decision.hidden[group])
            for part in self.sections
            for group in part.decision.left_out
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A value, or why there is none; `spread` says whether its sd and interval may be shown.

    With a value, `reason` says why it has no interval.
    """

    value: Estimate | None = None
    reason: Reason | None = None
    spread: bool = True
    interval: Interval | None = None


def score_matrix(matrix: AnswerMatrix, minimum: int) -> Scored:
    """Decide what may be shown, score it, and return every row.

    Parameters
    ----------
    matrix : answers to one questionnaire
    minimum : the engagement's `min_group_size`

    Returns
    -------
    Rows for every level, id and scope. Order: the questionnaire's (level `overall`, then each
    dimension with its facets with their items; each stage axis with its items), within it overall,
    perspectives, groups in the engagement's order, remainders.
    """
    sections = tuple(_sections(matrix, minimum))
    return _score(matrix.questionnaire, _scopes(matrix, sections), sections, minimum)


def without(scored: Scored, block: str, minimum: int) -> Scored:
    """Return what the pooled scopes would be without one block; decisions stay as they are.

    It has the rows that types and stages rest on: of dimensions, of stage axes with their items, all
    without intervals.
    """
    sections = tuple(_cut(part, block) for part in scored.sections)
    scopes = tuple(scope for scope in scored.scopes if perspectives_of(scope) is not None)
    return _score(scored.questionnaire, scopes, sections, minimum)


def _cut(part: SectionScores, block: str) -> SectionScores:
    shown = tuple(one for one in part.decision.blocks if one.id != block)
    blocks = {name: found for name, found in part.blocks.items() if name != block}
    targets = part.targets[:1] if part.section.axis is None else part.targets
    targets = tuple(replace(target, interval=False) for target in targets)
    return replace(part, targets=targets, decision=replace(part.decision, blocks=shown), blocks=blocks)


def _score(
    questionnaire: Questionnaire,
    scopes: tuple[ScopeKey, ...],
    sections: tuple[SectionScores, ...],
    minimum: int,
) -> Scored:
    rows: list[ScoreRow] = []
    wholes: dict[ScopeKey, list[_Found]] = {scope: [] for scope in scopes}
    for part in sections:
        behind = [(scope, part.behind(scope)) for scope in scopes]
        for target in part.targets:
            for scope, blocks in behind:
                found = _find(part, target, scope, blocks, minimum)
                rows.append(_row(target.level, target.id, scope, found))
                if not target.detail:
                    wholes[scope].append(found)
    if not questionnaire.staged:
        rows[:0] = [_row("overall", OVERALL_ID, scope, _overall(wholes[scope])) for scope in scopes]
    index = {(row.level, row.id, (row.scope, row.scope_id)): row for row in rows}
    return Scored(questionnaire, scopes, sections, tuple(rows), index)


@cache
def perspectives_of(scope: ScopeKey) -> tuple[Perspective, ...] | None:
    """Perspectives a pooled scope is made of; None for a block."""
    if scope == OVERALL:
        return POOLED
    return tuple(p for p in PERSPECTIVES if scope == ("perspective", p)) or None


def _sections(matrix: AnswerMatrix, minimum: int) -> Iterator[SectionScores]:
    for answers in matrix.sections:
        tallies = tally(matrix, answers)
        decision = disclosure.decide(counts_of(matrix, tallies), minimum)
        blocks = block_estimates(matrix, answers, tallies, decision)
        targets = tuple(targets_of(answers.section))
        yield SectionScores(answers.section, 100 / matrix.span, targets, decision, blocks)


def _scopes(matrix: AnswerMatrix, sections: Sequence[SectionScores]) -> tuple[ScopeKey, ...]:
    asked = {group.perspective for group in matrix.groups}
    shown = {block for part in sections for block in part.blocks}
    scopes: list[ScopeKey] = [OVERALL]
    scopes += [("perspective", perspective) for perspective in PERSPECTIVES if perspective in asked]
    scopes += [("group", group.id) for group in matrix.groups]
    scopes += [("group", rest) for p in PERSPECTIVES if (rest := f"{REST_PREFIX}{p}") in shown]
    return tuple(scopes)


def _find(
    part: SectionScores,
    target: Target,
    scope: ScopeKey,
    blocks: Sequence[BlockEstimates],
    minimum: int,
) -> _Found:
    perspectives = perspectives_of(scope)
    if perspectives is None:
        return _find_block(part, target, scope[1] or "")
    if not blocks:
        return _Found(reason=part.decision.empty_pool(perspectives))
    return _find_pooled(part, target, blocks, minimum)


def _find_block(part: SectionScores, target: Target, id: str) -> _Found:
    if id not in part.blocks:
        return _Found(reason=part.decision.why_hidden(id))
    found = part.blocks[id]
    value = target.of(found)
    if target.level == "item":
        cell = found.block.cells[target.place]
        if value is None or cell.reason is not None:
            return _Found(reason=cell.reason)
        return _measured(value, part, target, [(found, value)], spread=cell.spread)
    if target.detail and not disclosure.detail_allowed([found.block]):
        return _Found(reason="few")
    if value is None:
        return _Found(reason="few_items")
    return _measured(value, part, target, [(found, value)], spread=target.spread_of(found.block).spread)


def _find_pooled(
    part: SectionScores, target: Target, blocks: Sequence[BlockEstimates], minimum: int
) -> _Found:
    parts = [(found, value) for found in blocks if (value := target.of(found)) is not None]
    if not parts:
        return _Found(reason="few" if target.level == "item" else "few_items")
    if target.detail and not disclosure.detail_allowed([found.block for found, _ in parts]):
        return _Found(reason="few")
    value = pool([value for _, value in parts])
    cells = [(found.block, target.spread_of(found.block)) for found, _ in parts]
    if target.fine:
        spread = disclosure.pooled_spread_allowed(cells, minimum)
        if not target.single:  # beside the dimension's, its spread would tell that of the one item
            spread = spread and not any(target.hides_one(block) for block, _ in cells if not block.one_person)
    else:
        spread = all(cell.spread for block, cell in cells if not block.one_person)
    return _measured(value, part, target, parts, spread=spread)


def _measured(
    value: Estimate,
    part: SectionScores,
    target: Target,
    parts: Sequence[tuple[BlockEstimates, Estimate]],
    *,
    spread: bool,
) -> _Found:
    """A value with its interval, where its spread may be shown."""
    if not spread and not all(found.block.one_person for found, _ in parts):
        return _Found(value, spread=False)
    if not target.interval:
        return _Found(value, spread=spread)
    samples = [sample(one, found.invited, part.step if target.single else None) for found, one in parts]
    samples = share_spread(samples, [not target.spread_of(found.block).spread for found, _ in parts])
    found = score_interval(samples)
    if isinstance(found, Interval):
        return _Found(value, spread=spread, interval=found)
    return _Found(value, found, spread)


def _overall(wholes: Sequence[_Found]) -> _Found:
    values = [found.value for found in wholes if found.value is not None]
    missing = [found for found in wholes if found.value is None]
    if missing or not values:
        return _Found(reason=missing[0].reason if missing else "few_items")
    score = math.fsum(value.score for value in values) / len(values)
    return _Found(Estimate(min(value.n for value in values), 0.0, score, 0, 0.0), spread=False)


def _row(level: Level, id: str, scope: ScopeKey, found: _Found) -> ScoreRow:
    value = found.value
    if value is None:
        status: Status = "insufficient" if found.reason == "few_items" else "suppressed"
        return ScoreRow(
            None,
            level,
            id,
            *scope,
            n=None,
            score=None,
            sd=None,
            ci_low=None,
            ci_high=None,
            status=status,
            reason=found.reason,
        )
    sd = value.sd if found.spread else None
    ends = (None, None) if found.interval is None else (found.interval.low, found.interval.high)
    low, high = (None if end is None else round(end, DECIMALS) for end in ends)
    rounded = None if sd is None else round(sd, DECIMALS)
    return ScoreRow(
        None,
        level,
        id,
        *scope,
        n=value.n,
        score=round(value.score, DECIMALS),
        sd=rounded,
        ci_low=low,
        ci_high=high,
        status="ok",
        reason=found.reason,
    )
