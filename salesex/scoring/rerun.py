"""Two reports of one wave: what the second may renew beside what the first has told (rule B6).

Old numbers stay known. A block's new values may stand only if, together with everything released, no
combination rests on fewer than k people; else the block keeps the answers that were released, and
with them its old values. Where the blocks of a perspective are formed anew, the whole perspective
keeps them; where even that cannot be, it is hidden. All of this is decided section by section, from
who answered what with whom, before anything is scored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from salesex.model import Engagement, Perspective, Questionnaire, Responses
from salesex.model.ledger import Ledger, LedgerBlock, Shown
from salesex.scoring import disclosure
from salesex.scoring.beside import late, plain, refused
from salesex.scoring.comments import Written
from salesex.scoring.disclosure import SectionDisclosure
from salesex.scoring.estimates import counts_of, tally
from salesex.scoring.matrix import AnswerMatrix, SectionAnswers, build_matrix
from salesex.scoring.recognised import Gone, gone
from salesex.scoring.restored import Hold, People, restore
from salesex.scoring.voices import Voices, voices

BlockKey = tuple[str, str, str]
"""Ids of questionnaire, section, and block or scope."""
Holds = dict[tuple[str, str, Perspective], Hold]
"""What is held back, by questionnaire, section and perspective."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Answers to score: the current ones, or the released ones where those have to stay.

    `engagement` is what to score them by: a consent is put aside where it came too late. `ids` are the
    respondents' ids in the ledger.
    `voices` are the comments, likewise. `blocks` is what will be shown. `frozen` gives the date of the
    kept answers by questionnaire, section and block; `withheld` names scopes that are hidden there
    only because of what was released. `gone` tells of codes that are no more.
    """

    engagement: Engagement
    responses: Responses
    voices: Voices = field(default_factory=Voices)
    ids: tuple[str, ...] = ()
    blocks: tuple[LedgerBlock, ...] = ()
    frozen: Mapping[BlockKey, str] = field(default_factory=dict)
    withheld: Collection[BlockKey] = ()
    gone: Gone = field(default_factory=Gone)

    @property
    def shown(self) -> Shown:
        """What the ledger has to remember of these answers."""
        return replace(self.voices.released, blocks=self.blocks)

    @property
    def said(self) -> Written:
        """Comments that may stand."""
        found: dict[str | None, list[tuple[str, str]]] = {}
        for one in self.voices.comments:
            found.setdefault(one.item, []).append((one.group, one.text))
        return found


def salted(salt: str, code: str) -> str:
    """Return the id of a respondent in the ledger."""
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()[:20]


def settle(engagement: Engagement, responses: Responses, ledger: Ledger) -> Settled:
    """Decide what keeps its released answers, and return the answers to score.

    Every round, what may not be renewed is held back one step further: a consent, a block, its
    perspective in that section, nothing of it. So it ends.
    """
    current = People(responses, tuple(salted(ledger.salt, one.code) for one in responses.respondents))
    minimum = engagement.privacy.min_group_size
    released = ledger.released.blocks
    blocks = now = _shown(engagement, current)
    missed = gone(current.ids, now, released, minimum)
    holds = _everything(engagement, released) if missed.lost else {}
    people = restore(current, holds.values())
    blocks = _shown(engagement, people) if holds else now
    while too_much := _too_much(blocks, released, missed, minimum):
        if any(block.one_person for block in too_much):
            engagement = _without_consent(engagement, {block.id for block in too_much})
        else:
            alone = {(*_place(one), one.id) for one in blocks if one.one_person}
            holds |= _held_further(holds, too_much, engagement, released, alone)
            people = restore(current, holds.values())
        blocks = _shown(engagement, people)
    if means := _means_only(blocks, released, missed, minimum):
        people = replace(people, responses=replace(people.responses, plain=means))
        spreads = {(*_place(block), block.id): block.spread for block in _shown(engagement, people)}
        told = tuple(replace(block, spread=spreads[*_place(block), block.id]) for block in blocks)
    else:
        told = blocks
    kept = [one for hold in holds.values() for one in hold.kept]
    silent = {
        (item, group) for hold in holds.values() for item in (*hold.items, None) for group in hold.groups
    }
    dates = {(one.questionnaire, one.section, one.id): one.date for one in kept}
    return Settled(
        engagement=engagement,
        responses=people.responses,
        voices=voices(engagement, people, current, silent, ledger.released),
        ids=people.ids,
        blocks=told,
        frozen={
            key: date
            for one in (blocks if kept else ())
            if one not in now and (date := dates.get(key := (one.questionnaire, one.section, one.id)))
        },
        withheld=_withheld(now, blocks),
        gone=missed,
    )


def _too_much(
    blocks: Sequence[LedgerBlock], released: Sequence[LedgerBlock], missed: Gone, minimum: int
) -> list[LedgerBlock]:
    """What may not be told, whether or not those who answer like somebody who is gone are the same."""
    found = late(blocks, released, minimum) or refused(blocks, released, minimum)
    if found or not missed.alike:
        return found
    former, known = missed.as_before(blocks), missed.as_before(released)
    found = late(former, known, minimum) or refused(former, known, minimum)
    return [block for block, one in zip(blocks, former) if one in found]


def _means_only(
    blocks: Sequence[LedgerBlock], released: Sequence[LedgerBlock], missed: Gone, minimum: int
) -> frozenset[tuple[str, str]]:
    """Items and groups of which no spread may be told, under either reading of who is who."""
    found = plain(blocks, released, minimum)
    if missed.alike:
        found |= plain(missed.as_before(blocks), missed.as_before(released), minimum)
    return found


def _without_consent(engagement: Engagement, groups: Collection[str]) -> Engagement:
    """The engagement as if these single persons had not consented: their answers stay among others'."""
    asked = [replace(group, consent=None) if group.id in groups else group for group in engagement.groups]
    return replace(engagement, groups=tuple(asked))


def _withheld(now: Sequence[LedgerBlock], blocks: Sequence[LedgerBlock]) -> set[BlockKey]:
    """Scopes that would be shown if nothing had been released, and are not."""

    def scopes(some: Sequence[LedgerBlock]) -> set[BlockKey]:
        return {
            (one.questionnaire, one.section, name)
            for one in some
            for name in (one.id, *one.groups, one.perspective)
        }

    def alone(some: Sequence[LedgerBlock]) -> set[BlockKey]:
        return {(one.questionnaire, one.section, one.id) for one in some if one.one_person}

    return (scopes(now) - scopes(blocks)) | (alone(now) - alone(blocks))


def _shown(engagement: Engagement, people: People) -> tuple[LedgerBlock, ...]:
    """Every block that would be shown, with its answers."""
    table = people.table()
    found: list[LedgerBlock] = []
    for questionnaire in engagement.questionnaires:
        matrix = build_matrix(engagement, people.responses, questionnaire)
        for answers in matrix.sections:
            counts = counts_of(matrix, tally(matrix, answers))
            decision = disclosure.decide(counts, engagement.privacy.min_group_size)
            found += _blocks(questionnaire, matrix, answers, decision, people, table)
    return tuple(found)


def _blocks(
    questionnaire: Questionnaire,
    matrix: AnswerMatrix,
    answers: SectionAnswers,
    decision: SectionDisclosure,
    people: People,
    table: NDArray[np.int8],
) -> list[LedgerBlock]:
    items = tuple(item.id for item in answers.section.items)
    columns = people.columns(items)
    found = []
    for block in decision.blocks:
        rows = [
            matrix.order[row]
            for group in block.groups
            for row in range(*matrix.rows[group].indices(len(matrix.order)))
            if answers.counts[row]
        ]
        members = [people.responses.respondents[row] for row in rows]
        found.append(
            LedgerBlock(
                questionnaire=questionnaire.id,
                section=answers.section.id,
                id=block.id,
                groups=block.groups,
                perspective=block.perspective,
                items=items,
                used=tuple(item for item, cell in zip(items, block.cells) if cell.used),
                people=tuple(people.ids[row] for row in rows),
                of=tuple(member.group for member in members),
                modes=tuple(member.mode for member in members),
                answers=tuple(map(tuple, table[np.ix_(rows, columns)].tolist())),
                one_person=block.one_person,
                spread=tuple(item for item, cell in zip(items, block.cells) if cell.used and cell.spread),
            )
        )
    return found


def _held_further(
    holds: Holds,
    refused: Sequence[LedgerBlock],
    engagement: Engagement,
    released: Sequence[LedgerBlock],
    alone: Collection[tuple[str, str, Perspective, str]],
) -> Holds:
    """Hold back one step further whatever has a refused block; a single person's row never comes back."""
    ordinary = [one for one in released if not one.one_person]
    together: dict[tuple[str, str, Perspective], list[LedgerBlock]] = {}
    for block in refused:
        together.setdefault(_place(block), []).append(block)
    asked = {name: engagement.groups_of(name) for name, _, _ in together}
    return {
        key: _further(
            holds.get(key),
            some,
            [one.id for one in asked[key[0]] if one.perspective == key[2] and (*key, one.id) not in alone],
            [one for one in ordinary if _place(one) == key],
        )
        for key, some in together.items()
    }


def _everything(engagement: Engagement, released: Sequence[LedgerBlock]) -> Holds:
    """Hold all that was ever released, whoever answers now."""
    ordinary = [one for one in released if not one.one_person]
    return _held_further({}, ordinary, engagement, ordinary, ())


def _place(block: LedgerBlock) -> tuple[str, str, Perspective]:
    return block.questionnaire, block.section, block.perspective


def _further(
    hold: Hold | None,
    refused: Sequence[LedgerBlock],
    everybody: Sequence[str],
    released: Sequence[LedgerBlock],
) -> Hold:
    """From nothing to single blocks, if all were released alike; to the perspective; to hiding it."""
    questionnaire, section, _ = _place(refused[0])
    items = refused[0].items
    kept = () if hold is None else hold.kept
    latest = {(one.id, one.groups): one for one in released}
    alike = [latest.get((block.id, block.groups)) for block in refused]
    again = {one.id for one in kept} & {block.id for block in refused}
    if (hold is None or not hold.whole) and not again and None not in alike:
        kept = (*kept, *filter(None, alike))
        groups = tuple(group for one in kept for group in one.groups)
        return Hold(questionnaire, section, items, groups, kept, whole=False)
    groups = tuple(dict.fromkeys((*everybody, *(hold.groups if hold and hold.whole else ()))))
    last = max((one.run for one in released), default=0)
    kept = tuple(one for one in released if one.run == last) if hold is None or not hold.whole else ()
    return Hold(questionnaire, section, items, groups, kept, whole=True)
