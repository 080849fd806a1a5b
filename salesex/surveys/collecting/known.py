"""What is known when forms come back, and a row of them or of what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from salesex.model import MISSING
from salesex.model.origins import Origins
from salesex.surveys.answers.entries import Checker, Entry, Raw


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the answers.

    `origins` says what came before; `unfinished` are files of `responses/` whose writing broke off;
    `codes` has the groups that codes were made for; `any_code` takes others, too; `replace` lets an answer
    take the place of another one of the same person; `deleted` has the day on which the answers of a code
    were deleted, `deleted_marks` the code by what tells its rows apart under any other code.
    """

    origins: Origins
    unfinished: Collection[str] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    any_code: bool = False
    replace: bool = False
    deleted: Mapping[str, str] = field(default_factory=dict)
    deleted_marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """A row as written and as read."""

    raw: Raw
    entry: Entry

    def answered(self, checker: Checker) -> Iterator[str]:
        """Yield the items it answers."""
        return (item for item, (at, _) in checker.items.items() if self.entry.answers[at] != MISSING)

    def report_other(self, checker: Checker, code: str, keys: Sequence[str], other: str) -> None:
        """Report what stands otherwise in another place."""
        at, who = self.entry.at, self.entry.code
        checker.report(code, at, keys[0], respondent=who, items=keys, other=other)


Holders: TypeAlias = "dict[tuple[str, str], Row]"
"""The row that answers an item, by code and item."""
