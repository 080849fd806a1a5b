"""Reliability: how well a dimension's scored items hang together, over complete respondents.

An axis of a stage has no reliability: its items are conditions, each of which has to be met, not
signs of one thing.

Disclosure. Alpha, the correlations with the rest and alpha without an item can together be solved for
every item's variance, up to one factor. Set beside the item means and standard deviations of blocks,
they would give away whoever skipped an item: as the skipped item of B3, only squared. So nothing is
shown unless those who answered an item yet are not complete are nobody or at least k people, and
nothing of single items unless they are nobody or at least 2k and the item's pooled standard deviation
may be shown (B7). A block that hides one of the items takes no part (B4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesex.model import POOLED
from salesex.model.quality import ReliabilityItem, ReliabilityRow, Undefined
from salesex.model.results import Reason
from salesex.model.rules import DECIMALS
from salesex.model.soundness import FROM_RATERS
from salesex.scoring import coefficients, disclosure, one_factor
from salesex.scoring.aggregate import Scored, SectionScores
from salesex.scoring.disclosure import ShownBlock
from salesex.scoring.matrix import UNANSWERED, AnswerMatrix, SectionAnswers


@dataclass(frozen=True, slots=True)
class _Complete:
    """A block's respondents who answered every scored item: sums of steps and of products."""

    block: ShownBlock
    n: int
    sums: NDArray[np.int64]
    products: NDArray[np.int64]


def reliability_rows(scored: Scored, matrix: AnswerMatrix, minimum: int) -> tuple[ReliabilityRow, ...]:
    """Reliability of every dimension of a profile, in the questionnaire's order.

    Respondents are those of all shown self and external blocks who answered every scored item;
    coefficients are rounded to 9 decimals, omega, which is found by search, to 6. A row is hidden
    (`few`) under `FROM_RATERS` or 2k respondents, single persons not counting towards 2k, and where it
    would give others away (`difference`).
    """
    return tuple(
        _row(answers, part, minimum)
        for answers, part in zip(matrix.sections, scored.sections)
        if part.section.axis is None
    )


def _row(answers: SectionAnswers, part: SectionScores, minimum: int) -> ReliabilityRow:
    places = [place for place, item in enumerate(part.section.items) if item.scored]
    members = list(_complete(answers, part, places))
    k, reason = len(places), _hidden(members, places, minimum)
    detail = reason or _items_hidden(members, part, places, minimum)
    if k == 2:
        reason = detail  # two coefficients of two items are all there is to know of their variances
    if reason is not None:
        return _nothing(part.section.id, k, reason)
    n = sum(member.n for member in members)
    scatter = _scatter(members)
    found, undefined = _coefficients(scatter, n)
    alpha = found["alpha"]
    limits = (None, None) if alpha is None else coefficients.feldt_interval(alpha, n, k)
    return ReliabilityRow(
        part.section.id,
        n,
        k,
        alpha=_rounded(alpha),
        alpha_ci_low=_rounded(limits[0]),
        alpha_ci_high=_rounded(limits[1]),
        omega=None if found["omega"] is None else round(found["omega"], one_factor.DECIMALS_SURE),
        mean_r=_rounded(found["mean_r"]),
        items=_items([part.section.items[place].id for place in places], scatter) if detail is None else (),
        status="ok" if alpha is not None else "insufficient",
        reason=None,
        items_reason=detail,
        undefined=undefined,
    )


def _nothing(id: str, k: int, reason: Reason) -> ReliabilityRow:
    return ReliabilityRow(
        id,
        None,
        k,
        alpha=None,
        alpha_ci_low=None,
        alpha_ci_high=None,
        omega=None,
        mean_r=None,
        items=(),
        status="suppressed",
        reason=reason,
        items_reason=reason,
        undefined={},
    )


def _complete(answers: SectionAnswers, part: SectionScores, places: Sequence[int]) -> Iterator[_Complete]:
    for block in part.decision.pool(POOLED):
        if not all(block.cells[place].used for place in places):
            continue
        steps = answers.steps[part.blocks[block.id].people][:, places]
        known = steps[(steps != UNANSWERED).all(axis=1)].astype(np.float64)  # exact: far below 2^53
        products = (known.T @ known).astype(np.int64)
        yield _Complete(block, len(known), known.sum(axis=0).astype(np.int64), products)


def _hidden(members: Sequence[_Complete], places: Sequence[int], minimum: int) -> Reason | None:
    several = sum(member.n for member in members if not member.block.one_person)
    if sum(member.n for member in members) < FROM_RATERS or several < 2 * minimum:
        return "few"
    return None if _apart(members, places, minimum) else "difference"


def _items_hidden(
    members: Sequence[_Complete], part: SectionScores, places: Sequence[int], minimum: int
) -> Reason | None:
    used = [member.block for member in members if member.n]
    spread = all(
        disclosure.pooled_spread_allowed([(block, block.cells[place]) for block in used], minimum)
        for place in places
    )
    others = [block for block in part.decision.pool(POOLED) if block not in used and not block.one_person]
    spread = spread and all(_others_stay_many(others, place, minimum) for place in places)
    return None if spread and _apart(members, places, 2 * minimum) else "difference"


def _others_stay_many(others: Sequence[ShownBlock], place: int, minimum: int) -> bool:
    """Whether blocks whose answers to an item are pooled elsewhere, but not here, are nobody or 2k people."""
    hidden: dict[str, int] = {}
    for block in others:
        cell = block.cells[place]
        if cell.used and not cell.spread:
            hidden[block.perspective] = hidden.get(block.perspective, 0) + cell.n
    return all(disclosure.spread_allowed(n, minimum) for n in hidden.values())


def _apart(members: Sequence[_Complete], places: Sequence[int], least: int) -> bool:
    return all(
        disclosure.part_allowed([(member.block.cells[place].n, member.n) for member in members], least)
        for place in places
    )


def _scatter(members: Sequence[_Complete]) -> NDArray[np.int64]:
    """Covariances times n (n - 1), in whole numbers."""
    n = sum(member.n for member in members)
    sums = np.sum([member.sums for member in members], axis=0)
    products = np.sum([member.products for member in members], axis=0)
    return np.asarray(n * products - np.outer(sums, sums))


def _coefficients(scatter: NDArray[np.int64], n: int) -> tuple[dict[str, float | None], dict[str, Undefined]]:
    """Alpha, omega and mean correlation by name, and why some are None."""
    flat: Undefined = "one_item" if len(scatter) < 2 else "no_variance"
    found: dict[str, float | Undefined] = {
        "alpha": _or(coefficients.cronbach_alpha(scatter), flat),
        "omega": one_factor.omega_total(scatter.astype(np.float64)) if n > len(scatter) else "few_raters",
        "mean_r": _or(coefficients.mean_correlation(scatter), flat),
    }
    numbers = {name: None if isinstance(value, str) else value for name, value in found.items()}
    return numbers, {name: value for name, value in found.items() if isinstance(value, str)}


def _or(value: float | None, reason: Undefined) -> float | Undefined:
    return reason if value is None else value


def _items(ids: Sequence[str], scatter: NDArray[np.int64]) -> tuple[ReliabilityItem, ...]:
    columns = zip(ids, coefficients.item_rest(scatter), coefficients.alpha_if_dropped(scatter))
    return tuple(ReliabilityItem(item, _rounded(rest), _rounded(alpha)) for item, rest, alpha in columns)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
