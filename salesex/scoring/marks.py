"""Marks on results that rest on kept answers: which numbers are of an earlier date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from salesex.model import Questionnaire
from salesex.model.results import Block, Level, QuestionnaireResults, ScoreRow
from salesex.scoring.aggregate import perspectives_of
from salesex.scoring.rerun import Settled


def marked(result: QuestionnaireResults, settled: Settled) -> QuestionnaireResults:
    """Date the blocks whose released answers are kept, and give their rows the reason `frozen`.

    A pooled row has it as soon as one of its blocks has; a reason that says why there is no interval
    stays. What is hidden only because of an earlier report has the reason `difference`.
    """
    if not settled.frozen and not settled.withheld:
        return result
    name = result.definition.id
    blocks = tuple(
        replace(block, frozen=settled.frozen.get((name, block.dimension, block.id)))
        for block in result.blocks
    )
    kept = [block for block in blocks if block.frozen is not None]
    withheld = {(section, scope_id) for part, section, scope_id in settled.withheld if part == name}
    sections = _sections(result.definition)
    scores = tuple(_row(row, sections.get((row.level, row.id)), kept, withheld) for row in result.scores)
    return replace(result, blocks=blocks, scores=scores)


def _sections(definition: Questionnaire) -> dict[tuple[Level, str], str]:
    """The section of every dimension, facet, axis and item."""
    found: dict[tuple[Level, str], str] = {}
    for section in definition.sections():
        found["dimension" if section.axis is None else "axis", section.id] = section.id
        found |= {("facet", facet.id): section.id for facet in section.facets}
        found |= {("item", item.id): section.id for item in section.items}
    return found


def _row(
    row: ScoreRow, section: str | None, kept: Collection[Block], withheld: Collection[tuple[str, str]]
) -> ScoreRow:
    if row.status == "ok":
        old = any(_rests_on(row, block) for block in kept if section in {None, block.dimension})
        return replace(row, reason="frozen") if old and row.reason is None else row
    told = any(scope == row.scope_id and section in {None, one} for one, scope in withheld)
    told &= row.reason in {"few", "left_out", "no_consent"}
    return replace(row, reason="difference") if told else row


def _rests_on(row: ScoreRow, block: Block) -> bool:
    perspectives = perspectives_of((row.scope, row.scope_id))
    return row.scope_id == block.id if perspectives is None else block.perspective in perspectives
