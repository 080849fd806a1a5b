"""The private ledger: which answers stand behind the numbers that left the house (`private/ledger.json`).

It never leaves the folder of the engagement and is as confidential as the answers: it holds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from salesex.model.questionnaire import Perspective
from salesex.model.responses import Mode

LEDGER_FORMAT = "salesex/ledger/1"


@dataclass(frozen=True, slots=True)
class LedgerBlock:
    """One block of one section with the answers its numbers were made from.

    `items` names the columns of `answers` (people x items, on the raw scale, with `MISSING` and
    `NO_ANSWER`); `used` those whose mean was shown or entered a shown one. `people` are salted ids in
    the order of their codes, `of` their groups. `date` (ISO 8601) and `run` say when they were
    released first and last; None and 0 before. `one_person`: a single role that had consented, whose
    answers are no secret any more. `spread`: items of which more than the mean was told.
    """

    questionnaire: str
    section: str
    id: str
    groups: tuple[str, ...]
    perspective: Perspective
    items: tuple[str, ...]
    used: tuple[str, ...]
    people: tuple[str, ...]
    of: tuple[str, ...]
    modes: tuple[Mode, ...]
    answers: tuple[tuple[int, ...], ...]
    date: str | None = None
    run: int = 0
    one_person: bool = False
    spread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerComment:
    """A comment as it was shown: by somebody of `group`, on `item` (None: on the whole).

    `who` is the salted id of the person.
    """

    item: str | None
    group: str
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class LedgerVoices:
    """Whose comments stand together: on these items, by `people` of `groups`, beside a block's `name`.

    `people` are all who could have written them, whether or not they did; None as a name: none.
    """

    items: tuple[str | None, ...]
    name: str | None
    groups: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one result shows: its blocks, and the comments of groups whose words may stand."""

    blocks: tuple[LedgerBlock, ...] = ()
    comments: tuple[LedgerComment, ...] = ()
    voices: tuple[LedgerVoices, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was released of one wave, and what waits to be.

    `salt` is drawn for every wave, so that ids of two waves cannot be joined. `pending` is what the
    stored results with the checksum `results` show. `released` holds every block that any report
    showed, the latest last, with the comments as they were told last.
    """

    format: str = LEDGER_FORMAT
    wave: str
    salt: str
    results: str | None = None
    pending: Shown = field(default_factory=Shown)
    released: Shown = field(default_factory=Shown)
