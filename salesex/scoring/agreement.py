"""Agreement: how far the respondents of a block answer alike, and how far blocks differ.

Items count alike, whatever their weight in the score. Within a block only items of at least 2k
answers are looked at (B7). Across blocks everything is made
from their shown scores and standard deviations, so nothing more is told about anybody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from salesex.model import PERSPECTIVES
from salesex.model.quality import AgreementRow, SplitItem
from salesex.model.results import Reason, Status
from salesex.model.rules import DECIMALS, SHOWN_WEIGHT_SHARE
from salesex.model.verdicts import ad_limit
from salesex.scoring import disclosure
from salesex.scoring.aggregate import OVERALL, ScopeKey, Scored, SectionScores
from salesex.scoring.estimates import BlockEstimates, Estimate
from salesex.scoring.matrix import UNANSWERED, AnswerMatrix, SectionAnswers

SPLIT_ITEMS = 3
"""Items a block parts on most that are named."""


def agreement_rows(scored: Scored, matrix: AnswerMatrix, minimum: int) -> tuple[AgreementRow, ...]:
    """Agreement in every dimension of a profile: across blocks, then within each.

    There is a row for overall and for each perspective with at least two blocks of 2k or more, and
    one for each block of several people: `few` under 2k, `few_items` where less than half of its
    scored items have 2k answers. Values are rounded to 9 decimals.
    """
    return tuple(
        row
        for answers, part in zip(matrix.sections, scored.sections)
        if part.section.axis is None
        for row in (
            *_across(part, scored.scopes, minimum),
            *(
                _within(answers, part, found, matrix.span, minimum)
                for found in part.blocks.values()
                if not found.block.one_person
            ),
        )
    )


def rwg_j(variances: Sequence[float], options: int) -> float:
    """Agreement of one group about several items, 0-1: r_wg(j) against the uniform null.

    Formula: with q = mean item variance / ((A^2 - 1) / 12), the variance of answers ticked at random
    on A answer options: J (1 - q) / (J (1 - q) + q); 0 where q exceeds 1.

    Parameters
    ----------
    variances : sample variance (n - 1) of every item, in squared scale points; at least one item
    options : number A of answer options, at least 2

    Notes
    -----
    James, Demaree & Wolf 1984, J. Appl. Psychol. 69:85-98; LeBreton & Senter 2008, Organ. Res.
    Methods 11:815-852. It rises with the number of items, whatever people answer.

    Examples
    --------
    >>> rwg_j([0.5, 0.5], 5), rwg_j([4.0, 4.0], 5)
    (0.8571428571428571, 0.0)
    """
    q = math.fsum(variances) / len(variances) / ((options**2 - 1) / 12)
    agreed = len(variances) * max(0.0, 1 - q)
    return agreed / (agreed + q)


def average_deviation(counts: NDArray[np.int64]) -> float:
    """AD_M: mean distance of the answers to one item from their mean, in scale points.

    0 where all agree, at most half the scale.

    Parameters
    ----------
    counts : how often each answer was given, from the lowest up; at least one answer

    Notes
    -----
    Burke & Dunlap 2002, Organ. Res. Methods 5:159-172.

    Examples
    --------
    >>> average_deviation(np.array([1, 0, 0, 0, 1]))
    2.0
    """
    steps = np.arange(len(counts))
    n, total = int(counts.sum()), int((counts * steps).sum())
    return int((counts * np.abs(n * steps - total)).sum()) / (n * n)


def intraclass(groups: Sequence[Estimate]) -> tuple[float | None, float | None]:
    """ICC(1) and ICC(2) of a one-way random model over groups of any size.

    Formula: ICC(1) = (MSB - MSW) / (MSB + (m - 1) MSW), the share of variance that lies between
    groups; ICC(2) = (MSB - MSW) / MSB, how reliable the groups' means are. m = (N - sum n^2 / N) /
    (G - 1). Both are at most 1, and negative where groups are more alike than chance makes them. None
    where nothing varies; ICC(2) also where the groups' means are equal.

    Parameters
    ----------
    groups : at least two, each of at least two raters; their scores and squared distances are used

    Notes
    -----
    Bartko 1976, Psychol. Bull. 83:762-765; Bliese 2000, in Klein & Kozlowski (eds.), Multilevel
    Theory, Research, and Methods in Organizations, Jossey-Bass, 349-381.
    """
    sizes = [group.raters for group in groups]
    everybody = sum(sizes)
    mean = math.fsum(group.raters * group.score for group in groups) / everybody
    between = math.fsum(group.raters * (group.score - mean) ** 2 for group in groups) / (len(groups) - 1)
    within = math.fsum(group.squares for group in groups) / (everybody - len(groups))
    size = (everybody - sum(n * n for n in sizes) / everybody) / (len(groups) - 1)
    spread = between + (size - 1) * within
    icc1 = (between - within) / spread if spread > 0 else None
    return icc1, (between - within) / between if between > 0 else None


def _across(part: SectionScores, scopes: Sequence[ScopeKey], minimum: int) -> Iterator[AgreementRow]:
    for scope in (OVERALL, *(("perspective", perspective) for perspective in PERSPECTIVES)):
        if scope not in scopes:
            continue
        found = [
            (block.block.n, block.whole)
            for block in part.behind(scope)
            if block.whole is not None
            and disclosure.spread_allowed(block.block.n, minimum)
            and part.targets[0].spread_of(block.block).spread
        ]
        if len(found) < 2:
            continue
        icc1, icc2 = intraclass([whole for _, whole in found])
        yield AgreementRow(
            None,
            part.section.id,
            *scope,
            n=sum(size for size, _ in found),
            rwg_j=None,
            ad_mean=None,
            icc1=None if icc1 is None else round(icc1, DECIMALS),
            icc2=None if icc2 is None else round(icc2, DECIMALS),
            k=None,
            groups=len(found),
            split_items=(),
            status="ok",
            reason=None,
        )


def _within(
    answers: SectionAnswers, part: SectionScores, found: BlockEstimates, span: int, minimum: int
) -> AgreementRow:
    scored = [place for place, item in enumerate(part.section.items) if item.scored]
    cells = found.block.cells
    places = [place for place in scored if cells[place].used and cells[place].spread]
    if not disclosure.spread_allowed(found.block.n, minimum):
        return _nothing(part, found, "suppressed", "few")
    if len(places) < max(1.0, SHOWN_WEIGHT_SHARE * len(scored)):
        return _nothing(part, found, "insufficient", "few_items")
    counts = [_counts(answers.steps[found.people, place], span) for place in places]
    apart = [
        SplitItem(part.section.items[place].id, round(average_deviation(count), DECIMALS))
        for place, count in zip(places, counts)
    ]
    split = [item for item in apart if item.ad > ad_limit(span + 1)]
    return AgreementRow(
        None,
        part.section.id,
        "group",
        found.block.id,
        n=found.block.n,
        rwg_j=round(rwg_j([_variance(count) for count in counts], span + 1), DECIMALS),
        ad_mean=round(math.fsum(average_deviation(count) for count in counts) / len(counts), DECIMALS),
        icc1=None,
        icc2=None,
        k=len(places),
        groups=None,
        split_items=tuple(sorted(split, key=lambda item: -item.ad)[:SPLIT_ITEMS]),
        status="ok",
        reason=None,
    )


def _nothing(part: SectionScores, found: BlockEstimates, status: Status, reason: Reason) -> AgreementRow:
    return AgreementRow(
        None,
        part.section.id,
        "group",
        found.block.id,
        n=None,
        rwg_j=None,
        ad_mean=None,
        icc1=None,
        icc2=None,
        k=None,
        groups=None,
        split_items=(),
        status=status,
        reason=reason,
    )


def _counts(steps: NDArray[np.uint8], span: int) -> NDArray[np.int64]:
    return np.bincount(steps[steps != UNANSWERED], minlength=span + 1)


def _variance(counts: NDArray[np.int64]) -> float:
    steps = np.arange(len(counts))
    n, total = int(counts.sum()), int((counts * steps).sum())
    return (n * int((counts * steps**2).sum()) - total * total) / (n * (n - 1))
