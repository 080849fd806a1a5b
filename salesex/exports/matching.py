"""Which column of an export is which item: by id, by wording in any language, or as a person says.

Nothing is guessed: a column that is none of it is told together with the items most like it.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from salesex.exports.codes import is_given
from salesex.exports.known import Known, texts_of
from salesex.exports.plain import exact, key, plain
from salesex.exports.said import Recounted, Said, recounted, with_own_names
from salesex.model import Engagement
from salesex.model.cells import column_letters
from salesex.model.column_map import COMMENT, FIXED, IGNORE, NUMBER, SEVERAL, ColumnMap
from salesex.model.exports import Column, Export, RawTable

How = Literal["id", "text", "map", "role", "named", "empty"]
CANDIDATES = 3
"""Items that are named where a column is none."""
_MANY_UNMATCHED = 40
"""Columns without an item that get candidates; more are another questionnaire."""
_LONGEST = 120
"""Characters of a heading that are compared with the items."""
_COMMENT_WORD = re.compile(
    r"(?:^|[\W_])(?:comments?|other|kommentare?|bemerkung(?:en)?)(?:$|[\W_])", re.IGNORECASE
)
_WHOLE = frozenset({"comment", "comments", "kommentar", "kommentare"})
"""Headings of a comment on the whole."""
OUR_QUESTIONS = ("möchten sie noch etwas sagen", "is there anything else you would like to say")
"""How our own forms ask for it."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a column is: an item, `comment`, `comment:ITEM`, a fixed column or `ignore`; and by what.

    `named` is what `ignore_columns` of the engagement names, `empty` what is nothing known and holds nothing.
    """

    column: Column
    target: str
    how: How
    entry: str = ""
    """Of the map, where that says it."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A column that is nothing known: the items most like it, or two that its heading names at once."""

    column: Column
    candidates: tuple[str, ...] = ()
    contradicts: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Misread:
    """A column that is one thing by the map, and another item by its wording."""

    said: Match
    worded: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Every column by what it is.

    `doubled` has columns that are the same thing; `missing` has items that no column holds while others
    of their questionnaire are there; `unused` has headings of the map that the export does not have;
    `strange` has columns with the id of an item whose wording is quite another. `misread` has columns
    with the wording of another item than the map says, `contrary` entries of the map that say two things of
    one column, `recounted` those that count equal headings otherwise than the export has them.
    """

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    doubled: tuple[tuple[Match, Match], ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    strange: tuple[Match, ...] = ()
    misread: tuple[Misread, ...] = ()
    contrary: tuple[tuple[str, str], ...] = ()
    recounted: tuple[Recounted, ...] = ()

    def of(self, target: str) -> tuple[Column, ...]:
        """The columns of one target."""
        return tuple(match.column for match in self.matches if match.target == target)


def match(table: RawTable, export: Export, engagement: Engagement, own: ColumnMap) -> Matched:
    """Tell what the columns of an export are.

    Parameters
    ----------
    own : what a person says; it comes before everything else
    """
    known = Known.of(engagement)
    ignored = {key(name) for name in engagement.ignore_columns}
    matches: list[Match] = []
    unmatched: list[Unmatched] = []
    used: set[str] = set()
    headings = list(with_own_names(export.columns))
    said = Said(own.columns, headings)
    contrary: list[tuple[str, str]] = []
    for column in headings:
        if names := said.of(column):
            used.update(names)
            matches.append(Match(column, own.columns[names[0]], "map", names[0]))
            contrary += _contrary(names, own.columns)
        elif any(key(name) in ignored for name in column.names):
            matches.append(Match(column, IGNORE, "named"))
        elif isinstance(found := _recognised(column, known, bool(engagement.units)), Match):
            matches.append(found)
        elif has_values(table, export, column):
            unmatched.append(found)
        else:  # nothing is lost with it
            matches.append(Match(column, IGNORE, "empty"))
    return Matched(
        tuple(matches),
        tuple(_near(unmatched, engagement)),
        tuple(_doubled(matches)),
        _missing(matches, known),
        unused=tuple(heading for heading in own.columns if heading not in used),
        strange=tuple(
            each for each in matches if each.how == "id" and known.is_strange(each.target, each.column)
        ),
        misread=tuple(_misread(matches, known)),
        contrary=tuple(dict.fromkeys(contrary)),
        recounted=tuple(recounted(own.columns, export.columns)),
    )


def _contrary(names: Sequence[str], said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield two entries of one column that say two things, once from the sight of each."""
    other = next((name for name in names if said[name] != said[names[0]]), None)
    if other is not None and exact(other) != exact(names[0]):
        yield from ((names[0], other), (other, names[0]))


def _misread(matches: Iterable[Match], known: Known) -> Iterator[Misread]:
    """Yield columns with the wording of an item other than what the map says.

    So it is where a map names codes, and another survey has the same codes for other questions. Who has
    written the wording itself into the map may well leave it out, or take it as a comment.
    """
    matches = list(matches)
    targets = Counter(each.target for each in matches)
    for each in matches:
        worded = known.by_text(each.column) if each.how == "map" else set()
        if not worded or (each.target.partition(":")[2] or each.target) in worded:
            continue
        if each.target in known.items:
            is_meant = any(each.target in known.by_id(name) for name in each.column.names)
        else:
            is_there = each.target == IGNORE and any(targets[item] for item in worded)
            is_meant = is_there or each.column.role == "comment" or known.is_worded(each.entry, worded)
        if not is_meant:
            yield Misread(each, min(worded))


def has_values(table: RawTable, export: Export, column: Column) -> bool:
    """Whether a row of answers holds anything in a column."""
    return any(column.at < len(row) and row[column.at].strip() for row in table.rows[export.first :])


def cells(
    table: RawTable, export: Export, column: Column, sums: Collection[int] = ()
) -> Iterator[tuple[str, str]]:
    """Yield place and text of every answer in a column; `sums` are rows that sum up others."""
    left_out = {at for at, _ in export.left_out} | set(sums)
    letters = column_letters(column.at + 1)
    for at, row in enumerate(table.rows):
        if at >= export.first and at not in left_out and column.at < len(row) and row[column.at].strip():
            yield f"{letters}{table.lines[at]}", row[column.at].strip()


def heading_of(column: Column) -> str:
    """A column as messages and maps call it: what tells it apart best, in one line."""
    return plain(column.names[0]) if column.names else ""


def asked(column: Column) -> str:
    """The longest text of a heading: the question, where a code stands beside it."""
    return max((plain(name) for name in (column.part, *column.names)), key=len)


def _recognised(column: Column, known: Known, units: bool) -> Match | Unmatched:
    if column.role == "respondent" and not is_given(column):
        return Match(column, NUMBER, "role")
    if column.role in FIXED:
        return Match(column, column.role if units or column.role != "unit" else IGNORE, "role")
    if column.role not in {"answer", "comment"}:
        item = known.named_by(column)
        return Match(column, IGNORE, "role") if item is None else Match(column, item, "id")
    if (comment := _comment(column, known)) is not None:
        return Match(column, comment, "id")
    if column.role == "comment":
        return Unmatched(column)
    by_id = {item for name in column.names for item in known.by_id(name)}
    by_text = known.by_text(column)
    if len(by_id) == 1 and len(by_text) == 1 and by_id != by_text:
        return Unmatched(column, contradicts=(min(by_id), min(by_text)))
    if len(by_id) == 1:
        return Match(column, min(by_id), "id")
    both = (by_id & by_text) or by_text or by_id
    if len(both) == 1:
        return Match(column, min(both), "text")
    return Unmatched(column, tuple(sorted(both)[:CANDIDATES]))


def _comment(column: Column, known: Known) -> str | None:
    """`comment` or `comment:ITEM` where a heading says so."""
    for name in column.names:
        if column.role == "comment" and key(name) in _WHOLE:
            return COMMENT
        if key(name) in {"comment", "comments"} or key(name).startswith(OUR_QUESTIONS):
            return COMMENT
        if name.casefold().startswith(f"{COMMENT}:") or column.role == "comment":
            rest = _COMMENT_WORD.sub(" ", name).strip(" :[]()_.")
            found = known.by_id(rest)
            if len(found) == 1:
                return f"{COMMENT}:{min(found)}"
    return None


def _doubled(matches: Iterable[Match]) -> Iterator[tuple[Match, Match]]:
    """Columns that are what another one is already."""
    first: dict[str, Match] = {}
    for found in matches:
        if found.target in SEVERAL:
            continue
        if (other := first.setdefault(found.target, found)) is not found:
            yield other, found


def _missing(matches: Iterable[Match], known: Known) -> tuple[str, ...]:
    there = {found.target for found in matches}
    asked = {known.items[target] for target in there if target in known.items}
    return tuple(item for item, of in known.items.items() if of in asked and item not in there)


def _near(unmatched: list[Unmatched], engagement: Engagement) -> Iterator[Unmatched]:
    """Yield the columns with the items whose wording is most like theirs."""
    texts: dict[str, str] = {}
    for questionnaire in engagement.questionnaires if unmatched else ():
        for item in questionnaire.items():
            texts |= {key(text)[:_LONGEST]: item.id for text in texts_of(item, engagement.client)}
            texts |= {key(item.id): item.id}
    for number, each in enumerate(unmatched):
        if each.candidates or each.contradicts or number >= _MANY_UNMATCHED:
            yield each
            continue
        yield Unmatched(each.column, _candidates(each.column, texts))


def _candidates(column: Column, texts: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in (column.part, *column.names):
        for near in difflib.get_close_matches(key(name)[:_LONGEST], texts, n=CANDIDATES, cutoff=0.6):
            found[texts[near]] = None
    return tuple(found)[:CANDIDATES]
