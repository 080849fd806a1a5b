"""The words of `explain`, and what things of an engagement are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from salesex.cli.derivations.english import ENGLISH
from salesex.cli.derivations.german import GERMAN
from salesex.cli.summary.gaps import view_name
from salesex.cli.words import Words
from salesex.model.derivation import Ref
from salesex.model.text import with_organisation

if TYPE_CHECKING:
    from salesex.model import Item
    from salesex.model.results import Results

OWN = {"de": GERMAN, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Said(Words):
    """The words of `explain` in one language, and those that `assess` has, too."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key, its fields filled in."""
        text = OWN[self.language].get(key)
        if text is None:
            return Words.__call__(self, key, **values)
        return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)

    def knows(self, key: str) -> bool:
        """Whether there are words for this key that are only of `explain`."""
        return key in OWN[self.language]


@dataclass(frozen=True)
class Names:
    """What the things of one questionnaire are called."""

    results: Results
    questionnaire: str
    words: Said

    def of(self, ref: Ref) -> str:
        """Return a name for a table or a heading."""
        if ref.kind == "item":
            return self._item(ref.id)
        if ref.kind == "scope":
            return view_name(self.results, ref.id, self.words)
        if ref.kind == "axis":
            stage, _, axis = ref.id.partition(".")
            return self.words("axis_of", stage=stage, axis=self._axis(axis))
        if ref.kind == "level":
            axis = ref.id.removeprefix("axis:")
            return self._axis(axis) if axis != ref.id else self.words(f"level.{ref.id}")
        return self._title(ref)

    def _title(self, ref: Ref) -> str:
        definition = self.results.questionnaires[self.questionnaire].definition
        if ref.kind == "type" and definition.types is not None:
            return self.words.text(definition.types.reference[ref.id].title)
        if ref.kind == "light":
            return self.words("light_of", title=self.words.text(definition.lights[ref.id].title))
        facets = [facet for dimension in definition.dimensions for facet in dimension.facets]
        titles = {one.id: one.title for one in (facets if ref.kind == "facet" else definition.dimensions)}
        return self.words.text(titles.get(ref.id, ref.id))

    def _axis(self, id: str) -> str:
        axis = self.results.questionnaires[self.questionnaire].definition.axes.get(id)
        return id if axis is None else self.words.text(axis.label)

    def _item(self, id: str) -> str:
        named = f"{id} {self.text(id)}"
        return self.words("reversed", text=named) if self._items[id].reverse else named

    def text(self, id: str) -> str:
        """Return the text of an item."""
        return with_organisation(self.words.text(self._items[id].text), self.results.engagement.client)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.results.questionnaires[self.questionnaire].definition.items()}
