"""Released answers put back in the place of current ones, so that everything is computed from them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesex.model import MISSING, Respondent, Responses
from salesex.model.ledger import LedgerBlock


@dataclass(frozen=True, slots=True)
class People:
    """Answers, and the ledger's id of every respondent."""

    responses: Responses
    ids: tuple[str, ...]

    def table(self) -> NDArray[np.int8]:
        """Raw answers, respondents x items, with one more column that nobody answered."""
        shape = len(self.ids), len(self.responses.items)
        table = np.full((shape[0], shape[1] + 1), MISSING, dtype=np.int8)
        if shape[0] and shape[1]:
            table[:, :-1] = np.frombuffer(self.responses.answers, dtype=np.int8).reshape(shape)
        return table

    def columns(self, items: Sequence[str]) -> list[int]:
        """Columns of items in the table: the last for what no response has."""
        place = {item: column for column, item in enumerate(self.responses.items)}
        return [place.get(item, -1) for item in items]


@dataclass(frozen=True, slots=True)
class Hold:
    """In one section, these groups have the answers of the blocks `kept`, and no others.

    `whole`: that is everybody of a perspective but consenting single persons.
    """

    questionnaire: str
    section: str
    items: tuple[str, ...]
    groups: tuple[str, ...]
    kept: tuple[LedgerBlock, ...]
    whole: bool


def restore(people: People, holds: Iterable[Hold]) -> People:
    """Put the held answers back.

    Somebody who has left since, or moved to another group, comes back as a row of their own with
    those answers alone, sorted where they were: row numbers of all others stay.
    """
    holds = list(holds)
    if not holds:
        return people
    items = tuple(dict.fromkeys([*people.responses.items, *(item for hold in holds for item in hold.items)]))
    width = len(people.responses.items)
    table = np.full((len(people.ids), len(items)), MISSING, dtype=np.int8)
    table[:, :width] = people.table()[:, :width]
    rows = _Rows(list(people.responses.respondents), list(people.ids), [*table])
    place = {item: column for column, item in enumerate(items)}
    for hold in holds:
        columns = [place[item] for item in hold.items]
        for row in rows.of(hold.groups):
            row[columns] = MISSING
        for block in hold.kept:
            _put_back(rows, block, hold, place)
    answers = array("b", np.concatenate(rows.answers).tobytes() if rows.answers else b"")
    old = people.responses
    held = Responses(tuple(rows.people), items, answers, old.comments, old.files, old.sha256)
    return People(held, tuple(rows.ids))


@dataclass(slots=True)
class _Rows:
    people: list[Respondent]
    ids: list[str]
    answers: list[NDArray[np.int8]]

    def of(self, groups: Sequence[str]) -> list[NDArray[np.int8]]:
        return [row for person, row in zip(self.people, self.answers) if person.group in groups]

    def places(self) -> dict[tuple[str, str], int]:
        return {(who, person.group): at for at, (who, person) in enumerate(zip(self.ids, self.people))}


def _put_back(rows: _Rows, block: LedgerBlock, hold: Hold, place: dict[str, int]) -> None:
    known = [(at, place[item]) for at, item in enumerate(block.items) if item in hold.items]
    from_, to = [at for at, _ in known], [column for _, column in known]
    there = rows.places()
    before = dict.fromkeys(block.groups, "")
    for number, (who, group, mode) in enumerate(zip(block.people, block.of, block.modes)):
        at = there.get((who, group))
        if at is None:
            at = len(rows.ids)
            # right behind whoever was before them, whatever their own code was
            rows.people.append(Respondent(f"{before[group]}\0{number:06}", group, mode=mode))
            rows.ids.append(who)
            rows.answers.append(np.full(len(place), MISSING, dtype=np.int8))
        before[group] = rows.people[at].code
        rows.answers[at][to] = np.array(block.answers[number], dtype=np.int8)[from_]
