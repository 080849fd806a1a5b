"""What the items of an engagement are called and how they are worded, as headings may have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from salesex.exports.plain import key
from salesex.exports.wording import is_opposite, statement
from salesex.model import Engagement, Item
from salesex.model.exports import Column
from salesex.model.text import texts_in, with_organisation

_ID_FIRST = re.compile(r"[\[(]?([A-Za-z][\w-]*)[\])]?(?:[\s:.,)\]](.*))?", re.DOTALL)
_BRACKETS = re.compile(r"[\[(]\s*([A-Za-z][\w-]*)\s*[\])]")
_SENTENCE, _LONG = 4, 5
"""Words of a heading that says something, and letters of a word that does."""


@dataclass(slots=True)
class Known:
    """Ids and texts of the items of an engagement, as headings may have them."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    """Questionnaire of every item."""
    words: dict[str, list[list[str]]] = field(default_factory=dict)
    """Words of every item, in every language by itself."""

    @classmethod
    def of(cls, engagement: Engagement) -> Known:
        """Collect what the questionnaires of an engagement ask."""
        known = cls()
        for questionnaire in engagement.questionnaires:
            for item in questionnaire.items():
                known.items[item.id] = questionnaire.id
                known.ids.setdefault(_bare(item.id), set()).add(item.id)
                for text in texts_of(item, engagement.client):
                    known.texts.setdefault(key(text), set()).add(item.id)
                    known.words.setdefault(item.id, []).append(key(text).split())
        return known

    def is_strange(self, item: str, column: Column) -> bool:
        """Whether a column with the id of an item asks something else.

        Its wording has no word in common with the item's, as where a tool that numbers its questions gives
        one the id of an item by chance; or it says the opposite. A name without spaces, such as
        `section_01/SE-S01`, asks nothing.
        """
        asked = [
            words
            for text in (column.part, *column.names)
            if len(text.split()) >= _SENTENCE and (words := key(text).split())
        ]
        own = {word for words in self.words.get(item, ()) for word in words}
        if not asked or not own or item in self.by_text(column):
            return False
        met = {word for words in asked for word in words}
        is_another = not any(len(word) >= _LONG for word in met & own)
        return is_another or any(is_opposite(words, of) for words in asked for of in self.words[item])

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

        It may stand behind an id or a number, and before a scale in brackets.
        """
        behind = [first[2] or "" for name in column.names if (first := _ID_FIRST.fullmatch(name))]
        bare = [statement(text) for text in (column.part, *column.names, *behind)]
        for texts in ([column.part], column.names, behind, bare):
            found = {item for text in texts for item in self.texts.get(key(text), ())}
            if found:
                return found
        return set()

    def is_worded(self, entry: str, items: Iterable[str]) -> bool:
        """Whether the entry of a map holds the wording of one of these items."""
        said = f" {key(entry)} "
        return any(f" {' '.join(words)} " in said for item in items for words in self.words[item])

    def _exact(self, name: str, sure: bool = False) -> set[str]:
        """Items of an id; of several that differ only in signs the one that is written like this.

        A word of a sentence is an id only if it has a digit or a sign in it.
        """
        if sure and not re.search(r"[0-9_-]", name):
            return set()
        found = self.ids.get(_bare(name), set())
        same = {item for item in found if item.casefold() == name.casefold()}
        return same or found


def _bare(id: str) -> str:
    """An id without the signs that a tool may not take: LimeSurvey knows letters and digits alone."""
    return re.sub(r"[^0-9a-z]", "", id.casefold())


def texts_of(item: Item, client: str) -> list[str]:
    """The wording of an item in all languages, with the name of the company."""
    return [with_organisation(text, client) for text in texts_in(item.text)]
