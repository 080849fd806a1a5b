"""People who came back under another code: the ledger knows a person by their code alone.

Where codes are given out anew, everybody seems to have left and as many to have come, and nothing
would be held back. So whoever is gone and whoever answers exactly alike are also taken for one person:
what is told must stand either way. Where most are gone and not found again, nothing is renewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesex.model.ledger import LedgerBlock


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody's answers by questionnaire and section."""

    group: str
    answers: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gone:
    """Released people whose code is in no answer any more.

    `of` is how many the last report had, `vanished` how many of them are gone; `alike` gives the former
    id of current ones who answer like one of them. `lost`: most are gone and were not found again.
    """

    of: int = 0
    vanished: int = 0
    alike: Mapping[str, str] | None = None
    lost: bool = False

    @property
    def many(self) -> bool:
        """Whether so many are gone that it looks like other codes for the same people."""
        return self.vanished > self.of / 2

    def as_before(self, blocks: Iterable[LedgerBlock]) -> list[LedgerBlock]:
        """The blocks with former ids."""
        alike = self.alike or {}
        return [
            replace(block, people=tuple(alike.get(person, person) for person in block.people))
            for block in blocks
        ]


def gone(
    ids: Iterable[str], blocks: Sequence[LedgerBlock], released: Sequence[LedgerBlock], minimum: int
) -> Gone:
    """Find out who is gone, and who came back under another code.

    Parameters
    ----------
    ids : of everybody who answers now
    blocks : what would be shown of them
    """
    now, before = _rows(blocks), _rows(released)
    here = set(ids)
    vanished = sorted(before.keys() - here)
    if not vanished:
        return Gone()
    alike = _alike(vanished, now, before, _together(released))
    last = max(block.run for block in released)
    latest = {person for block in released if block.run == last for person in block.people}
    away = latest - here
    unknown = away - set(alike.values())
    lost = len(unknown) >= minimum and len(unknown) > len(latest) / 2
    return Gone(len(latest), len(away), alike, lost)


def _rows(blocks: Iterable[LedgerBlock]) -> dict[str, _Person]:
    found: dict[str, _Person] = {}
    for block in blocks:
        for person, group, answers in zip(block.people, block.of, block.answers):
            one = found.setdefault(person, _Person(group))
            one.answers[block.questionnaire, block.section] = answers
    return found


def _together(released: Iterable[LedgerBlock]) -> dict[str, set[int]]:
    """In which reports somebody was: two who were in one are two."""
    found: dict[str, set[int]] = {}
    for block in released:
        for person in block.people:
            found.setdefault(person, set()).add(block.run)
    return found


def _alike(
    vanished: Sequence[str],
    now: Mapping[str, _Person],
    before: Mapping[str, _Person],
    runs: Mapping[str, set[int]],
) -> dict[str, str]:
    """Current ids and the one vanished person each answers like, in all they both answered."""
    places: dict[tuple[tuple[str, str], tuple[int, ...]], list[str]] = {}
    for person in sorted(now):
        for row in now[person].answers.items():
            places.setdefault(row, []).append(person)
    found: dict[str, str] = {}
    for moved in (False, True):  # those of the same group first
        met = set(found.values())
        for one in (one for one in vanished if one not in met):
            rows = before[one].answers
            near = dict.fromkeys(person for row in rows.items() for person in places.get(row, ()))
            for person in near:
                other = now[person]
                both = rows.keys() & other.answers.keys()
                apart = runs.get(person, set()).isdisjoint(runs[one])
                right = moved or other.group == before[one].group
                alike = all(rows[key] == other.answers[key] for key in both)
                if person not in found and apart and right and alike:
                    found[person] = one
                    break
    return found
