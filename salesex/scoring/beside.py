"""What may not stand beside the means that were released: numbers of too few people would follow.

A single role that consents gives its answers away, and with them what is left of every sum they are
in. So answers that were told as one person's enter no sum here, and whoever was ever shown alone does
not count towards k, in whatever group and whether or not the consent still stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from salesex.model import MISSING, NO_ANSWER
from salesex.model.ledger import LedgerBlock
from salesex.scoring.exposure import Sum, exposes


def refused(
    blocks: Sequence[LedgerBlock], released: Sequence[LedgerBlock], minimum: int
) -> list[LedgerBlock]:
    """Blocks, larger ones asked first, whose means may not stand beside those released and accepted."""
    told = {_state(block) for block in released}
    known = _Known(_open([*released, *blocks]), minimum)
    for block in _ordinary(released):
        known.add(block)
    found = []
    for block in sorted(_ordinary(blocks), key=lambda block: -len(block.people)) if released else ():
        if _state(block) in told:
            continue
        if known.exposed_by(block):
            found.append(block)
        else:
            known.add(block)
    return found


def plain(
    blocks: Sequence[LedgerBlock], released: Sequence[LedgerBlock], minimum: int
) -> frozenset[tuple[str, str]]:
    """Items and groups of which nothing but means may stand beside what was released.

    A spread, a distribution or an agreement needs 2k people (B7), so two of them must part by no fewer
    either. A pooled spread tells that of its last cell: where an item is told anew, a cell of fewer
    than 2k must not become that.
    """
    told = {_state(block) for block in released}
    known = _Known(_open([*released, *blocks]), 2 * minimum)
    for block in _ordinary(released):
        known.add(_only(block, block.spread))
    ordinary = sorted(_ordinary(blocks), key=lambda block: -len(block.people)) if released else []
    before = {item for block in released for item in block.used}
    anew = {item for block in ordinary if _state(block) not in told for item in block.used} & before
    found: set[tuple[str, str]] = set()
    for block in ordinary:
        apart = {item for item in block.spread if known.exposed_by(_only(block, (item,)))}
        last = {item for item in block.used if item in anew and item not in block.spread}
        found |= {(item, group) for item in apart | last for group in block.groups}
        known.add(_only(block, [item for item in block.spread if item not in apart]))
    return frozenset(found)


def _only(block: LedgerBlock, items: Iterable[str]) -> LedgerBlock:
    return replace(block, used=tuple(items))


def late(blocks: Sequence[LedgerBlock], released: Sequence[LedgerBlock], minimum: int) -> list[LedgerBlock]:
    """Single persons whose row may not stand: released means less their answers are too few people's."""
    before = _open(released).people
    found = []
    for block in blocks:
        if block.one_person and not before.issuperset(block.people):
            known = _Known(_open([*released, *blocks]), minimum)
            for one in _around(block.people, _ordinary(released)):
                if known.exposed_by(one):
                    found.append(block)
                    break
                known.add(one)
    return found


def _ordinary(blocks: Iterable[LedgerBlock]) -> list[LedgerBlock]:
    return [block for block in blocks if not block.one_person]


def _state(block: LedgerBlock) -> tuple[object, ...]:
    return block.one_person, block.items, block.used, block.people, block.answers


@dataclass(frozen=True, slots=True)
class _Open:
    """Who was or is shown alone, and which of their answers that told: item, person, answer."""

    people: frozenset[str]
    answers: frozenset[tuple[str, str, int]]


def _open(blocks: Iterable[LedgerBlock]) -> _Open:
    single = [block for block in blocks if block.one_person]
    return _Open(
        frozenset(person for block in single for person in block.people),
        frozenset(
            (item, *answer) for block in single for item, some in _sums(block).items() for answer in some
        ),
    )


def _around(people: Iterable[str], blocks: Iterable[LedgerBlock]) -> list[LedgerBlock]:
    """Blocks with any of these people, by way of others too."""
    people = set(people)
    left = list(blocks)
    found: list[LedgerBlock] = []
    while near := [block for block in left if not people.isdisjoint(block.people)]:
        found += near
        people.update(person for block in near for person in block.people)
        left = [block for block in left if block not in near]
    return found


class _Known:
    """Blocks whose means are known, by item and by who is in them."""

    def __init__(self, open: _Open, minimum: int) -> None:
        self._open = open
        self._minimum = minimum
        self._blocks: dict[str, list[LedgerBlock]] = {}
        self._people: dict[int, frozenset[str]] = {}
        self._kept: dict[int, dict[str, Sum]] = {}

    def add(self, block: LedgerBlock) -> None:
        self._people[id(block)] = frozenset(block.people)
        for item in block.used:
            self._blocks.setdefault(item, []).append(block)

    def exposed_by(self, block: LedgerBlock) -> bool:
        """Whether the means of one more block give the answers of too few people away."""
        beside = [self._secret(one) for one in self._beside(block)]
        return any(
            exposes(
                [sums[item] for sums in beside if item in sums], answers, self._minimum, self._open.people
            )
            for item, answers in self._unknown(block).items()
        )

    def _beside(self, block: LedgerBlock) -> list[LedgerBlock]:
        """Blocks with some of the same people and items, by way of others too."""
        left = {id(one): one for item in block.used for one in self._blocks.get(item, ())}
        people = set(block.people)
        found: list[LedgerBlock] = []
        while near := [one for key, one in left.items() if not people.isdisjoint(self._people[key])]:
            found += near
            for one in near:
                people |= self._people[id(one)]
                del left[id(one)]
        return found

    def _secret(self, block: LedgerBlock) -> dict[str, Sum]:
        """`_unknown` of a block that was added: these live as long as what is kept of them."""
        if id(block) not in self._kept:
            self._kept[id(block)] = self._unknown(block)
        return self._kept[id(block)]

    def _unknown(self, block: LedgerBlock) -> dict[str, Sum]:
        """What is not known of a block's sums: all but the answers told as one person's."""
        return {
            item: frozenset(one for one in answers if (item, *one) not in self._open.answers)
            for item, answers in _sums(block).items()
        }


def _sums(block: LedgerBlock) -> dict[str, Sum]:
    """For every item whose mean is told: who gave which answer."""
    return {
        item: frozenset(
            (person, row[place])
            for person, row in zip(block.people, block.answers)
            if row[place] not in {MISSING, NO_ANSWER}
        )
        for place, item in enumerate(block.items)
        if item in block.used
    }
