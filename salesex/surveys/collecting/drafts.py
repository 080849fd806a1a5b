"""Response files as they will be: one per respondent and questionnaire, from what is stored and what came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from salesex.model import MISSING, Engagement
from salesex.surveys.answers.entries import Checker, Entry, Raw, day_of
from salesex.surveys.answers.response_text import Draft, file_name, response_yaml
from salesex.surveys.tables.columns import COMMENT

Key = tuple[str, str]
"""Respondent and questionnaire."""


@dataclass(slots=True)
class _Page:
    """One file: what it is to hold, where what is new came from, whose row holds each comment."""

    draft: Draft
    name: str = ""
    is_changed: bool = False
    is_emptied: bool = False
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    said_by: dict[str | None, Entry] = field(default_factory=dict)

    def changed(self, *, emptied: bool) -> None:
        """Take note of a change; of what is emptied nothing is kept, not even the group."""
        self.is_changed, self.is_emptied = True, emptied
        if emptied:
            self.draft = Draft(self.draft.respondent, group="")


class Drafts:
    """Collects what is to be written; what is stored comes first.

    Parameters
    ----------
    owners : respondent and questionnaire by the name of every file that salesex wrote
    """

    def __init__(self, checker: Checker, owners: Mapping[str, Key]) -> None:
        self._checker = checker
        self._owners = owners
        self._pages: dict[Key, _Page] = {owner: _page(owner, name) for name, owner in owners.items()}
        self._stored: dict[int, Entry] = {}
        self._comments: set[tuple[str, str | None, str]] = set()
        self._codes: set[str] = set()

    def stored(self, entry: Entry, raw: Raw) -> None:
        """Take note of a row that is stored."""
        self._stored[id(entry)] = entry
        self._codes.add(entry.code)
        self._comments |= {(entry.code, about, text) for about, text in raw.comments}
        if self.is_own(entry):
            page = self._pages[self._owner(entry)]
            _head(page.draft, raw, entry)
            page.draft.answers |= {
                item: entry.answers[at]
                for item, (at, _) in self._checker.items.items()
                if entry.answers[at] != MISSING
            }
            page.draft.comments |= dict(raw.comments)
            page.said_by |= {about: entry for about, _ in raw.comments}

    def has_met(self, code: str) -> bool:
        """Whether somebody with that code has answered before."""
        return code in self._codes

    def is_stored(self, entry: Entry) -> bool:
        """Whether a row was there before."""
        return id(entry) in self._stored

    def is_own(self, entry: Entry) -> bool:
        """Whether a row is the content of a file that salesex wrote."""
        return self.is_stored(entry) and self._owner(entry)[0] == entry.code

    def _owner(self, entry: Entry) -> Key:
        return self._owners.get(entry.at.file.rpartition("/")[2], ("", ""))

    def holds(self, key: Key, about: str, holder: Entry | None) -> bool:
        """Whether the file of that respondent and questionnaire holds a comment, or is that of the holder."""
        if holder is not None:
            return self.is_own(holder) and self._owner(holder) == key
        page = self._pages.get(key)
        return page is not None and about in map(comment_key, page.draft.comments)

    def name_of(self, key: Key) -> str:
        """Name of the file of that respondent and questionnaire."""
        return self._pages[key].name

    def drop_comment(self, key: Key, about: str) -> None:
        """Take a comment out of the file that holds it."""
        page = self._pages[key]
        for item in [item for item in page.draft.comments if comment_key(item) == about]:
            self._comments.discard((key[0], item, page.draft.comments.pop(item)))
            if (entry := page.said_by.pop(item, None)) is not None:
                entry.comments = [(about, text) for about, text in entry.comments if about != item]
        page.changed(emptied=not page.draft.answers and not page.draft.comments)

    def drop(self, entry: Entry, item: str) -> None:
        """Take an answer out of the file that holds it."""
        page = self._pages[self._owner(entry)]
        page.draft.answers.pop(item, None)
        page.changed(emptied=not page.draft.answers and not page.draft.comments)

    def add(self, number: int, raw: Raw, entry: Entry, item: str) -> None:
        """Add an answer of the file with that number."""
        at, scale = self._checker.items[item]
        page = self._page(entry.code, scale.questionnaire, raw, entry)
        page.draft.answers[item] = entry.answers[at]
        page.places[item] = number, raw.at.told(item)

    def has_comment(self, entry: Entry, about: str | None, text: str) -> bool:
        """Whether the person has said the same of the same."""
        return (entry.code, about, text) in self._comments

    def has_commented(self, code: str, about: str) -> bool:
        """Whether the person has said anything of that, whatever it is."""
        return any(who == code and comment_key(item) == about for who, item, _ in self._comments)

    def key_of(self, raw: Raw, entry: Entry, about: str | None) -> Key:
        """The file a comment belongs to: that of its item or form, else of the first item the row answers."""
        if about is None and raw.form:
            return entry.code, raw.form
        item = about or next((cell[0] for cell in raw.cells), None)
        if item in self._checker.items:
            return entry.code, self._checker.items[item][1].questionnaire
        engagement = self._checker.engagement
        asked = (part.id for part in engagement.questionnaires if _is_asked(engagement, part.id, entry))
        return entry.code, next(asked, engagement.questionnaires[0].id)

    def comment(self, key: Key, about: str | None) -> Entry | None:
        """The row that comments on the same in the same file."""
        page = self._pages.get(key)
        return page.said_by.get(about) if page is not None else None

    def add_comment(
        self, number: int, key: Key, raw: Raw, entry: Entry, about: str | None, text: str
    ) -> None:
        """Add a comment of the file with that number, in the place of a former one."""
        page = self._page(*key, raw, entry)
        page.draft.comments[about] = text
        page.said_by[about] = entry
        name = comment_key(about)
        page.places[name] = number, raw.at.told(name)
        self._comments.add((entry.code, about, text))

    def _page(self, respondent: str, questionnaire: str, raw: Raw, entry: Entry) -> _Page:
        page = self._pages.setdefault((respondent, questionnaire), _page((respondent, questionnaire), ""))
        _head(page.draft, raw, entry)
        page.changed(emptied=False)
        return page

    def close(self, taken: Collection[str]) -> None:
        """Give every new file its name, none of those taken."""
        names = {name.casefold() for name in (*taken, *self._owners)}
        for (respondent, questionnaire), page in self._pages.items():
            if not page.name:
                page.name = file_name(respondent, questionnaire, names)
                names.add(page.name.casefold())

    def is_emptied(self, entry: Entry) -> bool:
        """Whether a row is the content of a file that salesex wrote, and everything was taken out of it."""
        return self.is_own(entry) and self._pages[self._owner(entry)].is_emptied

    def gone(self) -> frozenset[str]:
        """Return the names of files of which nothing is left."""
        return frozenset(page.name for page in self._pages.values() if page.is_emptied)

    def _changed(self) -> dict[Key, _Page]:
        return {key: page for key, page in self._pages.items() if page.is_changed and not page.is_emptied}

    def files(self) -> dict[str, bytes]:
        """Return what is to be written, by name."""
        items = tuple(self._checker.items)
        return {page.name: response_yaml(page.draft, items) for page in self._changed().values()}

    def places(self) -> dict[str, Mapping[str, tuple[int, str]]]:
        """Return where what is new came from, by name of the file and item."""
        return {page.name: page.places for page in self._changed().values()}

    def kept(self) -> dict[str, frozenset[str]]:
        """Return what every changed file holds: items, `comment` and `comment:ITEM`, by its name."""
        return {page.name: frozenset(_keys(page.draft)) for page in self._changed().values()}

    def written_for(self) -> dict[str, Key]:
        """Return whose files are written."""
        return {page.name: key for key, page in self._changed().items()}


def _is_asked(engagement: Engagement, questionnaire: str, entry: Entry) -> bool:
    return entry.group in {group.id for group in engagement.groups_of(questionnaire)}


def _keys(draft: Draft) -> Iterator[str]:
    yield from draft.answers
    yield from (comment_key(about) for about in draft.comments)


def comment_key(about: str | None) -> str:
    """What a comment on an item, or on the whole, is called."""
    return COMMENT if about is None else f"{COMMENT}:{about}"


def _page(owner: Key, name: str) -> _Page:
    return _Page(Draft(respondent=owner[0], group=""), name)


def _head(draft: Draft, raw: Raw, entry: Entry) -> None:
    """Take over who answered and how; what a row does not say stays as it was."""
    draft.group = entry.group
    draft.unit = entry.unit or draft.unit
    draft.mode = entry.mode or draft.mode
    day = day_of(raw.fixed.get("date", ""))
    draft.date = day.isoformat() if day is not None else draft.date
