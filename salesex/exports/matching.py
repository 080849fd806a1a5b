"""Which column of an export is which item: by id, by wording in any language, or as a person says.

Nothing is guessed: a column that is none of it is told together with the items most like it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from salesex.exports.codes import is_given
from salesex.exports.plain import exact, key, plain
from salesex.model import Engagement, Item
from salesex.model.column_map import COMMENT, FIXED, IGNORE, NUMBER, SEVERAL, ColumnMap
from salesex.model.exports import Column, Export, RawTable
from salesex.model.text import texts_in, with_organisation

How = Literal["id", "text", "map", "role", "named", "empty"]
CANDIDATES = 3
"""Items that are named where a column is none."""
_MANY_UNMATCHED = 40
"""Columns without an item that get candidates; more are another questionnaire."""
_LONGEST = 120
"""Characters of a heading that are compared with the items."""
_ID_FIRST = re.compile(r"[\[(]?([A-Za-z][\w-]*)[\])]?(?:[\s:.,)\]](.*))?", re.DOTALL)
_BRACKETS = re.compile(r"[\[(]\s*([A-Za-z][\w-]*)\s*[\])]")
_SENTENCE, _LONG = 4, 5
"""Words of a heading that says something, and letters of a word that does."""
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


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A column that is nothing known: the items most like it, or two that its heading names at once."""

    column: Column
    candidates: tuple[str, ...] = ()
    contradicts: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Every column by what it is.

    `doubled` has columns that are the same thing; `missing` has items that no column holds while others
    of their questionnaire are there; `unused` has headings of the map that the export does not have;
    `strange` has columns with the id of an item whose wording is quite another.
    """

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    doubled: tuple[tuple[Match, Match], ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    strange: tuple[Match, ...] = ()

    def of(self, target: str) -> tuple[Column, ...]:
        """The columns of one target."""
        return tuple(match.column for match in self.matches if match.target == target)


@dataclass(slots=True)
class Known:
    """Ids and texts of the items of an engagement, as headings may have them."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    """Questionnaire of every item."""
    words: dict[str, set[str]] = field(default_factory=dict)
    """Words of every item in all languages."""

    @classmethod
    def of(cls, engagement: Engagement) -> Known:
        """Collect what the questionnaires of an engagement ask."""
        known = cls()
        for questionnaire in engagement.questionnaires:
            for item in questionnaire.items():
                known.items[item.id] = questionnaire.id
                known.ids.setdefault(_bare(item.id), set()).add(item.id)
                for text in _texts(item, engagement.client):
                    known.texts.setdefault(key(text), set()).add(item.id)
                    known.words.setdefault(item.id, set()).update(key(text).split())
        return known

    def is_strange(self, found: Match) -> bool:
        """Whether a column with the id of an item asks something that has no word in common with it.

        A tool that numbers its questions may give one the id of an item by chance. A name without spaces,
        such as `section_01/SE-S01`, asks nothing.
        """
        own = self.words.get(found.target)
        said = (found.column.part, *found.column.names)
        words = {word for text in said if len(text.split()) >= _SENTENCE for word in key(text).split()}
        return own is not None and bool(words) and not any(len(word) >= _LONG for word in words & own)

    def by_id(self, name: str) -> set[str]:
        """Items whose id a name is, or begins with, or has in brackets or behind a slash."""
        whole = self._exact(name.rpartition("/")[2].strip())
        if whole:
            return whole
        first = _ID_FIRST.match(name)
        inside = [] if first is None else [first[1]]
        return {one for text in (*inside, *_BRACKETS.findall(name)) for one in self._exact(text, sure=True)}

    def named_by(self, column: Column) -> str | None:
        """The item that a column of a tool is after all: its heading is the item's id, or its wording."""
        found = {item for name in column.names for item in self.ids.get(_bare(name), ()) if item == name}
        found |= {item for name in column.names for item in self.texts.get(key(name), ())}
        return min(found) if len(found) == 1 else None

    def by_text(self, column: Column) -> set[str]:
        """Items whose wording, in any language, is the statement of a matrix or the heading.

        It may stand behind an id.
        """
        behind = [first[2] or "" for name in column.names if (first := _ID_FIRST.fullmatch(name))]
        for texts in ([column.part], column.names, behind):
            found = {item for text in texts for item in self.texts.get(key(text), ())}
            if found:
                return found
        return set()

    def _exact(self, name: str, sure: bool = False) -> set[str]:
        """Items of an id; of several that differ only in signs the one that is written like this.

        A word of a sentence is an id only if it has a digit or a sign in it.
        """
        if sure and not re.search(r"[0-9_-]", name):
            return set()
        found = self.ids.get(_bare(name), set())
        same = {item for item in found if item.casefold() == name.casefold()}
        return same or found


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
    said = _Said(own.columns, headings)
    for column in headings:
        if names := said.of(column):
            used.update(names)
            matches.append(Match(column, own.columns[names[0]], "map"))
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
        strange=tuple(found for found in matches if found.how == "id" and known.is_strange(found)),
    )


class _Said:
    """Headings of a map by column: as they are written, else by words alone where those name one column.

    Parameters
    ----------
    headings : of the map
    columns : of the export
    """

    def __init__(self, headings: Iterable[str], columns: Iterable[Column]) -> None:
        written = {exact(name) for column in columns for name in _names(column)}
        self._exact: dict[str, list[str]] = {}
        self._words: dict[str, list[str]] = {}
        for heading in headings:
            self._exact.setdefault(exact(heading), []).append(heading)
            self._words.setdefault(key(heading), []).append(heading)
        # `Preis +` says nothing of `Preis -`; `Preis` may be `Preis:` only if no column is called so.
        self._words = {
            words: named
            for words, named in self._words.items()
            if len({exact(heading) for heading in named}) == 1 and exact(named[0]) not in written
        }

    def of(self, column: Column) -> list[str]:
        """Return the headings that name a column."""
        names = _names(column)
        found = [heading for name in names for heading in self._exact.get(exact(name), ())]
        return found or [heading for name in names for heading in self._words.get(key(name), ())]


def with_own_names(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield columns; of several with one heading the second is also called `heading (2)`, and so on."""
    columns = list(columns)
    taken = {exact(column.names[0]) for column in columns if column.names}
    met: set[str] = set()
    for column in columns:
        heading = exact(column.names[0]) if column.names else ""
        if heading not in met or not column.names:
            met.add(heading)
            yield column
            continue
        called = (f"{column.names[0]} ({number})" for number in count(2))
        name = next(name for name in called if exact(name) not in taken)
        taken.add(exact(name))
        yield Column(column.at, (name, *column.names), column.role, column.part)


def has_values(table: RawTable, export: Export, column: Column) -> bool:
    """Whether a row of answers holds anything in a column."""
    return any(column.at < len(row) and row[column.at].strip() for row in table.rows[export.first :])


def heading_of(column: Column) -> str:
    """A column as messages and maps call it: what tells it apart best, in one line."""
    return plain(column.names[0]) if column.names else ""


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
            texts |= {key(text)[:_LONGEST]: item.id for text in _texts(item, engagement.client)}
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


def _names(column: Column) -> tuple[str, ...]:
    return (*column.names, column.part) if column.part else column.names


def _bare(id: str) -> str:
    """An id without the signs that a tool may not take: LimeSurvey knows letters and digits alone."""
    return re.sub(r"[^0-9a-z]", "", id.casefold())


def _texts(item: Item, client: str) -> list[str]:
    return [with_organisation(text, client) for text in texts_in(item.text)]
