"""Blocks of one scope, and how their means could have come out: the bootstrap on real answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesex.scoring.aggregate import ScopeKey, SectionScores
from salesex.scoring.bootstrap import drawn_sums, noise, pool_of, scaled_residuals
from salesex.scoring.estimates import BlockEstimates, shown_scores
from salesex.scoring.matrix import UNANSWERED, AnswerMatrix, Floats, SectionAnswers

Part = tuple[SectionScores, SectionAnswers]
"""One section: its scores, and the answers behind them."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One block in one section, or its items.

    `columns`: its places among those of all sections. `rows`: respondents who count.
    `values` (respondents x columns): 0-100, NaN where somebody has none or it enters no score.
    """

    section: str
    found: BlockEstimates
    columns: slice
    rows: NDArray[np.intp]
    values: Floats


def whole_samples(matrix: AnswerMatrix, parts: Iterable[Part], scope: ScopeKey) -> Iterator[Drawing]:
    """Yield the blocks behind a scope with respondents' own scores: one column a section."""
    for column, (part, answers) in enumerate(parts):
        for found in part.behind(scope):
            if found.whole is not None:
                rows = found.people
                own = shown_scores(answers, found.block, rows, matrix.span)[:, :1]
                yield Drawing(part.section.id, found, slice(column, column + 1), rows, own)


def item_samples(matrix: AnswerMatrix, parts: Iterable[Part], scope: ScopeKey) -> Iterator[Drawing]:
    """Yield the blocks behind a scope with the answers to every item that enters their scores."""
    start = 0
    for part, answers in parts:
        columns = slice(start, start + len(part.section.items))
        start = columns.stop
        for found in part.behind(scope):
            rows = found.people
            steps = answers.steps[rows]
            used = np.array([cell.used for cell in found.block.cells], dtype=bool)
            values = np.where((steps != UNANSWERED) & used, 100.0 * steps / matrix.span, np.nan)
            yield Drawing(part.section.id, found, columns, rows, values)


def residual_table(samples: Sequence[Drawing]) -> tuple[NDArray[np.intp], Floats]:
    """Return all people of these blocks and their residuals, side by side over the sections.

    Returns
    -------
    Rows of the matrix, ascending; people x columns, NaN where somebody has no residual.
    """
    people = np.unique(np.concatenate([sample.rows for sample in samples]))
    table = np.full((len(people), max(sample.columns.stop for sample in samples)), np.nan)
    for sample in samples:
        table[np.searchsorted(people, sample.rows), sample.columns] = scaled_residuals(sample.values)
    return people, table


def block_noise(
    matrix: AnswerMatrix, samples: Sequence[Drawing], rng: np.random.Generator
) -> dict[tuple[str, str], Floats]:
    """Draw the noise of every block's means, by section and block.

    A group's seats are its people who count in any section; they draw once for all sections.

    Returns
    -------
    Draws x columns of the section, in score points.
    """
    people, table = residual_table(samples)
    pool = pool_of(table)
    inside = {group for sample in samples for group in sample.found.block.groups}
    seats, sums = {}, {}
    for group in (group.id for group in matrix.groups if group.id in inside):
        rows = matrix.rows[group]
        seats[group] = int(np.searchsorted(people, rows.stop) - np.searchsorted(people, rows.start))
        sums[group] = drawn_sums(pool, seats[group], rng)
    found = {}
    for sample in samples:
        groups, columns = sample.found.block.groups, sample.columns
        total = np.sum([sums[group][:, columns] for group in groups], axis=0)
        n = (~np.isnan(sample.values)).sum(axis=0)
        drawn = noise(total, sum(seats[group] for group in groups), pool.share[columns], n)
        found[sample.section, sample.found.block.id] = drawn
    return found
