"""What may be shown: decided here and nowhere else, from counts alone, before anything is scored.

Principle: publish only what can be computed from published means of one item in one block, each
resting on at least k people (k: the engagement's `min_group_size`). Those means share no answer, so
no combination of them rests on fewer than k. A decision never looks at an answer: to hide because
all agree says that all agree.

Answers that have to stay as an earlier report told them are put back before (`rerun`, rule B6).

Rules B1-B4 and B7 of the measurement design. Sources: Hundepool et al. 2012, Statistical Disclosure
Control, Wiley; Fischetti & Salazar 2000, JASA 95:916-928 (complementary suppression); Wong et al.
2007, VLDB:543-554 (decisions that look at values give them away).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from salesex.model import PERSPECTIVES, Perspective
from salesex.model.engagement import REST_PREFIX
from salesex.model.remainder import remainder
from salesex.model.results import Participation, Reason
from salesex.model.rules import DECIMALS

LEAST_PEOPLE = 5
"""Of fewer people, which a minimum of 3 or 4 allows, spread is told in the coarsest steps."""


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """One group in one section: `n` respondents count, `items` of them answered each item.

    `plain`: places of items of which earlier reports leave nothing but means to be told.
    """

    id: str
    perspective: Perspective
    n: int
    items: tuple[int, ...]
    single_role: bool = False
    consent: bool = False
    plain: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """One item in one block: answered by `n` of those who count.

    `used`: enters the block's scores and the pooled ones. `reason`: why its own row is hidden, None
    where it is shown. `spread`: its standard deviation may be shown. `plain`: it may not because of
    earlier reports, so no pooled one may be shown either that holds it.
    """

    n: int
    used: bool
    reason: Reason | None
    spread: bool
    plain: bool = False


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Respondents shown together. `one_person`: a consenting single role, whose detail stays hidden.

    `few`: fewer than 2k people, so that the spread of facets is hidden, and that of several items
    told in steps only.
    """

    id: str
    groups: tuple[str, ...]
    perspective: Perspective
    n: int
    one_person: bool
    cells: tuple[Cell, ...]
    few: bool = False


@dataclass(frozen=True, slots=True)
class SectionDisclosure:
    """What may be shown in one section.

    `hidden` says for every group without a block of its own why its rows are hidden; `left_out`
    names those of them that have answers and enter no number at all.
    """

    blocks: tuple[ShownBlock, ...]
    hidden: dict[str, Reason]
    left_out: tuple[str, ...]
    perspective: dict[str, Perspective]

    def pool(self, perspectives: Collection[Perspective]) -> tuple[ShownBlock, ...]:
        """Blocks that make up the pooled value of some perspectives; nobody else enters it."""
        return tuple(block for block in self.blocks if block.perspective in perspectives)

    def empty_pool(self, perspectives: Collection[Perspective]) -> Reason:
        """Why a pooled value has no block: `no_consent` if that alone hides it, else `few`."""
        reasons = {self.hidden[group] for group in self.left_out if self.perspective[group] in perspectives}
        return "no_consent" if reasons == {"no_consent"} else "few"

    def why_hidden(self, id: str) -> Reason:
        """Why a group, or a remainder that other sections have, has no block here."""
        if id in self.hidden:
            return self.hidden[id]
        beside = {f"{REST_PREFIX}{self.perspective[group]}" for group in self.left_out}
        return "left_out" if id in beside else "few"


def decide(groups: Sequence[GroupCounts], minimum: int) -> SectionDisclosure:
    """Form the blocks of one section and say what each may show (rules B1, B2).

    A consenting single role (one respondent) and every group of at least `minimum` are blocks of
    their own. The other groups of one perspective with answers are one remainder, if `remainder`
    allows it; else they are left out of every number. An item's cell is shown from `minimum` answers
    on (in a remainder: if the same rule holds for the item).

    Parameters
    ----------
    groups : in the engagement's order, all with the same number of items
    minimum : smallest number of people, at least 3
    """
    small = [group for group in groups if not _alone(group, minimum)]
    together = {perspective: _with_answers(small, perspective) for perspective in PERSPECTIVES}
    rests = {
        perspective: rest
        for perspective, rest in together.items()
        if remainder([group.n for group in rest], minimum)
    }
    inside = {group.id for rest in rests.values() for group in rest}
    blocks = [_own_block(group, minimum) for group in groups if _alone(group, minimum)]
    blocks += [_rest_block(perspective, rest, minimum) for perspective, rest in rests.items()]
    left_out = tuple(group.id for group in small if group.n and group.id not in inside)
    return SectionDisclosure(
        blocks=tuple(blocks),
        hidden={group.id: _why_hidden(group, left_out) for group in small},
        left_out=left_out,
        perspective={group.id: group.perspective for group in groups},
    )


def spread_allowed(n: int, minimum: int) -> bool:
    """Whether the standard deviation of one item may be shown: from 2k answers on (B7)."""
    return n >= 2 * minimum


def spread_step(block: ShownBlock, grades: int) -> float:
    """In steps of how many points a block's standard deviation of own scores is told; 0: exactly (B7).

    Own scores lie on a grid, so a mean and a standard deviation leave few sets of scores: of five
    people's on two items of 1-5 every fifth time one only. So under 2k people the deviation is told as
    the upper end of its step, the first step included where all agree, and all that rests on it
    (intervals, pooled deviations, effect sizes) is computed from what is told.

    Parameters
    ----------
    grades : how many steps of an answer lie between the lowest and the highest own score
    """
    if not block.few:
        return 0.0
    if block.n < LEAST_PEOPLE or grades < 12:
        return 20.0
    return 10.0 if grades < 16 else 5.0


def told_p(p: float, blocks: Sequence[ShownBlock]) -> float:
    """A p value as it may be told: with a block of few, rounded up to one significant digit.

    Of two groups of five each p tells which arrangement of both it was, out of those that means and
    deviations leave open.
    """
    if not any(block.few for block in blocks):
        return p
    unit = 10.0 ** math.floor(math.log10(p) + 1e-9)
    return round(math.ceil(p / unit - 1e-9) * unit, DECIMALS)


def pooled_spread_allowed(parts: Sequence[tuple[ShownBlock, Cell]], minimum: int) -> bool:
    """Whether the standard deviation of one item pooled over blocks may be shown (B7).

    Squared distances add up over blocks: what is pooled, less what is shown of single blocks and of
    perspectives, is the spread of the rest. So the rest has to be nobody, or at least 2k people.
    Consenting single persons do not count towards 2k.
    """
    several = [(block.perspective, cell) for block, cell in parts if not block.one_person]
    if any(cell.plain for _, cell in several):
        return False
    if not spread_allowed(sum(cell.n for _, cell in several), minimum):
        return False
    hidden = {
        perspective: sum(cell.n for side, cell in several if side == perspective and not cell.spread)
        for perspective in {side for side, _ in several}
    }
    rest = sum(n for n in hidden.values() if len(hidden) == 1 or not spread_allowed(n, minimum))
    return not rest or spread_allowed(rest, minimum)


def share_steps(parts: Sequence[Sequence[ShownBlock]], minimum: int) -> int:
    """Into how many steps a share of bootstrap draws is cut: hundredths, or tenths.

    The draws can be repeated with the seed: how often a type comes out tells who of a block scored
    what with whom. Hundredths pick out one arrangement of five people in many cases. From 2k people
    in one block on there are so many arrangements of these that they say nothing of any other.

    Parameters
    ----------
    parts : for every section, the blocks that are drawn
    """
    largest = [max((block.n for block in blocks if not block.one_person), default=0) for blocks in parts]
    return 100 if min(largest, default=0) >= 2 * minimum else 10


def comments_allowed(parts: Sequence[tuple[ShownBlock, int]], minimum: int) -> dict[str, str | None]:
    """Say whose comments may be shown, and beside which block's name (B7).

    A block of at least 2k is named. The others of one perspective are shown together without a name
    if together they are at least 2k: words tell whether a customer or a colleague wrote them, so only
    people of one perspective hide each other. Consenting single persons have agreed to scores only.

    Parameters
    ----------
    parts : blocks with the number of people who could have written

    Returns
    -------
    By id of a group, the block named beside its words, None where none is; other groups stay silent.
    """
    several = [(block, n) for block, n in parts if not block.one_person]
    named = {block.id for block, n in several if n >= 2 * minimum}
    nameless = {
        perspective: sum(
            n for block, n in several if block.perspective == perspective and block.id not in named
        )
        for perspective in {block.perspective for block, _ in several}
    }
    return {
        group: block.id if block.id in named else None
        for block, _ in several
        if block.id in named or nameless[block.perspective] >= 2 * minimum
        for group in block.groups
    }


def part_allowed(parts: Sequence[tuple[int, int]], least: int) -> bool:
    """Whether a number about some people may stand beside numbers about all people of their blocks.

    Whoever takes off what is known of a block is left with those of it who are in, or with those who
    are not. Over all blocks that has to be nobody, or at least `least` people.

    Parameters
    ----------
    parts : for every block, the people its own numbers rest on, and how many of them are in
    """
    left = sum(min(inside, whole - inside) for whole, inside in parts)
    return left == 0 or left >= least


def detail_allowed(blocks: Sequence[ShownBlock]) -> bool:
    """Whether a pooled item or facet may be shown: not if it holds consenting single roles only."""
    return any(not block.one_person for block in blocks)


def participation(
    group: str, invited: int | None, modes: Mapping[str, int], *, may_be_one: bool, minimum: int
) -> Participation:
    """Say how many of a group answered, if that many may be told.

    Parameters
    ----------
    modes : respondents by mode; their sum is the number who answered
    may_be_one : a single role that consented

    Returns
    -------
    `answered` is None and `modes` empty below the minimum. Modes are left out too where one of them
    was used by fewer than the minimum.
    """
    answered = sum(modes.values())
    least = 1 if may_be_one and answered == 1 else minimum
    if answered < least:
        return Participation(group, invited, None, {}, "suppressed")
    told = {mode: count for mode, count in modes.items() if count}
    return Participation(group, invited, answered, told if min(told.values()) >= least else {}, "ok")


def _alone(group: GroupCounts, minimum: int) -> bool:
    return group.n >= minimum or _one_person(group)


def _one_person(group: GroupCounts) -> bool:
    return group.single_role and group.consent and group.n == 1


def _with_answers(groups: Sequence[GroupCounts], perspective: Perspective) -> list[GroupCounts]:
    return [group for group in groups if group.n and group.perspective == perspective]


def _own_block(group: GroupCounts, minimum: int) -> ShownBlock:
    one = _one_person(group)
    cells = tuple(
        Cell(n, n > 0, "few", spread=False)
        if one
        else _cell(n, n >= minimum, minimum, plain=place in group.plain)
        for place, n in enumerate(group.items)
    )
    few = not one and group.n < 2 * minimum
    return ShownBlock(group.id, (group.id,), group.perspective, group.n, one, cells, few)


def _rest_block(perspective: Perspective, rest: Sequence[GroupCounts], minimum: int) -> ShownBlock:
    cells = []
    for place, counts in enumerate(zip(*(group.items for group in rest))):
        plain = any(place in group.plain for group in rest)
        cells.append(_cell(sum(counts), remainder(counts, minimum), minimum, plain=plain))
    ids = tuple(group.id for group in rest)
    n = sum(group.n for group in rest)
    few = n < 2 * minimum
    return ShownBlock(f"{REST_PREFIX}{perspective}", ids, perspective, n, False, tuple(cells), few)


def _cell(n: int, shown: bool, minimum: int, *, plain: bool) -> Cell:
    return Cell(n, shown, None if shown else "few", spread_allowed(n, minimum) and not plain, plain)


def _why_hidden(group: GroupCounts, left_out: Collection[str]) -> Reason:
    if group.single_role and not group.consent:
        return "no_consent"
    return "left_out" if group.id in left_out else "few"
