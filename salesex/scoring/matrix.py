"""Answers of one questionnaire as a matrix: who counts where, and everybody's own scores.

Answers are held as *steps*: whole scale steps above the worst answer, reverse items turned, one byte
a cell. A step count is exact, so sums do not depend on the order of rows, and
score = 100 * steps / span is normalised to 0-100 (100 is best) only where a mean is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesex.model import MISSING, NO_ANSWER, Engagement, Item, Questionnaire, RaterGroup, Responses, Section
from salesex.model.responses import Mode
from salesex.model.rules import AXIS_ANSWERED_SHARE

UNANSWERED = 255
"""Cell of the step matrix without an answer (missing and "cannot judge" are the same to a score)."""

_ROWS_AT_ONCE = 4096
"""Respondents turned into floats at a time: few enough to stay in the processor's cache."""

_EPSILON = 1e-9
"""Slack of a share of weight, so that 0.1 + 0.2 of 0.3 is enough."""

Steps = NDArray[np.uint8]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """Answers in one dimension, or one axis of one stage.

    `steps` (respondents x items) holds 0..span or `UNANSWERED`. `counts` (respondents) says who
    counts. `own` (respondents x 1 + facets) holds everybody's own scores 0-100, the whole first;
    NaN where nothing was answered; `weight` (items x 1 + facets) is what they are made with.
    `cannot_judge` (by group, per item) says how many of those who count said so; `plain` (by group)
    gives the places of items of which no more than means may be told.
    """

    section: Section
    steps: Steps
    counts: Bools
    own: Floats
    weight: Floats
    cannot_judge: dict[str, NDArray[np.int64]]
    plain: dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class AnswerMatrix:
    """Answers to one questionnaire by the groups that are asked it.

    `order` gives the place of every row's respondent in the responses. `rows` maps a group's id to its
    slice of respondents; `took_part` (respondents) says who gave at
    least one answer, "cannot judge" included; `consensus` (respondents) who answered for a group.
    """

    questionnaire: Questionnaire
    groups: tuple[RaterGroup, ...]
    order: tuple[int, ...]
    rows: dict[str, slice]
    modes: tuple[Mode, ...]
    took_part: Bools
    consensus: Bools
    span: int
    sections: tuple[SectionAnswers, ...]


def build_matrix(engagement: Engagement, responses: Responses, questionnaire: Questionnaire) -> AnswerMatrix:
    """Return the answers to one questionnaire, sorted by group (engagement's order) and code.

    Answers of a group that is not asked this questionnaire are left aside. A questionnaire's item
    that no response has is a column without answers.
    """
    groups = engagement.groups_of(questionnaire.id)
    order, rows = _sort(groups, responses)
    raw = _columns(responses, order, [item.id for item in questionnaire.items()])
    steps = _steps(questionnaire, raw)
    scale = questionnaire.scale
    sections = []
    start = 0
    for section in questionnaire.sections():
        columns = slice(start, start + len(section.items))
        plain = {
            group: frozenset(
                place for place, item in enumerate(section.items) if (item.id, group) in responses.plain
            )
            for group in rows
        }
        sections.append(_section(questionnaire, section, steps[:, columns], raw[:, columns], rows, plain))
        start += len(section.items)
    modes = tuple([responses.respondents[row].mode for row in order.tolist()])
    return AnswerMatrix(
        questionnaire=questionnaire,
        groups=groups,
        order=tuple(order),
        rows=rows,
        modes=modes,
        took_part=(raw != MISSING).any(axis=1),
        consensus=np.array([mode == "consensus" for mode in modes], dtype=bool),
        span=scale.max - scale.min,
        sections=tuple(sections),
    )


def basis(section: Section) -> tuple[Item, ...]:
    """Items a section's score and its "who counts" rest on.

    The scored ones; the indicators of stage 0 are never scored and stand for themselves.
    """
    if section.stage == 0:
        return section.items
    return tuple(item for item in section.items if item.scored)


def weights(section: Section, members: Sequence[Item] | None = None) -> list[float]:
    """Weight of each of the section's items, 0 where it does not belong to `members` or the basis."""
    wanted = {item.id for item in (section.items if members is None else members)}
    based = {item.id for item in basis(section)}
    return [item.weight if item.id in wanted & based else 0.0 for item in section.items]


def _sort(groups: Sequence[RaterGroup], responses: Responses) -> tuple[Rows, dict[str, slice]]:
    place = {group.id: index for index, group in enumerate(groups)}
    people = responses.respondents
    codes = [person.code for person in people]
    by_code = np.array(sorted(range(len(people)), key=codes.__getitem__), dtype=np.intp)
    places = np.array([place.get(person.group, len(groups)) for person in people], dtype=np.intp)[by_code]
    sizes = np.bincount(places, minlength=len(groups))[: len(groups)]
    order = by_code[np.argsort(places, kind="stable")][: sizes.sum()]
    ends = [int(end) for end in sizes.cumsum()]
    starts = [0, *ends[:-1]]
    return order, {group.id: slice(start, end) for group, start, end in zip(groups, starts, ends)}


def _columns(responses: Responses, order: Rows, wanted: list[str]) -> NDArray[np.int8]:
    place = {item: column for column, item in enumerate(responses.items)}
    raw = np.full((len(order), len(wanted)), MISSING, dtype=np.int8)
    if not len(order) or not place:
        return raw
    table = np.frombuffer(responses.answers, dtype=np.int8).reshape(-1, len(place))
    if wanted == list(responses.items):
        return table.take(order, axis=0, out=raw, mode="clip")  # nothing to clip: spares a copy
    here = [column for column, item in enumerate(wanted) if item in place]
    raw[:, here] = table.take(order, axis=0)[:, [place[wanted[column]] for column in here]]
    return raw


def _steps(questionnaire: Questionnaire, raw: NDArray[np.int8]) -> Steps:
    scale = questionnaire.scale
    turned = np.array([item.reverse != (scale.best == "min") for item in questionnaire.items()], dtype=bool)
    answers = np.arange(scale.min, scale.max + 1).astype(np.int8).view(np.uint8)
    plain = np.full(256, UNANSWERED, dtype=np.uint8)
    plain[answers] = np.arange(len(answers))
    back = np.full(256, UNANSWERED, dtype=np.uint8)
    back[answers] = np.arange(len(answers))[::-1]
    codes = raw.view(np.uint8)
    steps = plain[codes]
    steps[:, turned] = back[codes[:, turned]]
    return steps


def _section(
    questionnaire: Questionnaire,
    section: Section,
    steps: Steps,
    raw: NDArray[np.int8],
    groups: dict[str, slice],
    plain: dict[str, frozenset[int]],
) -> SectionAnswers:
    scoring = questionnaire.scoring
    share = scoring.min_answered_share if section.axis is None else AXIS_ANSWERED_SHARE
    columns = [weights(section), *(weights(section, facet.items) for facet in section.facets)]
    weight = np.array(columns, dtype=np.float64).T
    span = questionnaire.scale.max - questionnaire.scale.min
    own, given = own_scores(steps, weight, span)
    enough = share * float(weight[:, 0].sum()) - _EPSILON
    counts = (given > 0) & (given >= enough)
    cannot_judge = {
        group: column_sums(raw[rows][counts[rows]] == NO_ANSWER) for group, rows in groups.items()
    }
    return SectionAnswers(section, steps, counts, own, weight, cannot_judge, plain)


def column_sums(table: Bools | Steps, power: int = 1) -> NDArray[np.int64]:
    """Exact sums of a long and narrow table's columns, each cell raised to a power.

    A product with ones is several times faster here than a sum along the rows.
    """
    total = np.zeros(table.shape[1])
    for start in range(0, len(table), _ROWS_AT_ONCE):
        part = table[start : start + _ROWS_AT_ONCE].astype(np.float64)  # exact: far below 2^53
        total += np.ones(len(part)) @ (part if power == 1 else part**power)
    return total.astype(np.int64)


def own_scores(steps: Steps, weight: Floats, span: int) -> tuple[Floats, Floats]:
    """Respondents' own scores: sum(w x) / sum(w) over what each of them answered, 0-100.

    Parameters
    ----------
    steps : respondents x items
    weight : items x scores

    Returns
    -------
    Respondents x scores, NaN where nothing was answered; and the first score's weight answered.
    """
    own = np.full((len(steps), weight.shape[1]), np.nan)
    given = np.empty(len(steps))
    for start in range(0, len(steps), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        given[rows] = _own_scores(steps[rows], weight, span, out=own[rows])
    return own, given


def _own_scores(steps: Steps, weight: Floats, span: int, *, out: Floats) -> Floats:
    """Write own scores; return the weight answered of the first."""
    answered = steps != UNANSWERED
    given: Floats = answered.astype(np.float64) @ weight
    points: Floats = np.where(answered, steps, 0).astype(np.float64) @ weight
    np.divide(100.0 * points, span * given, out=out, where=given > 0)
    return given[:, 0]
