"""Where every stored answer came from: file, checksum and place; private, like the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

ORIGINS_FORMAT = "salesex/origins/1"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that came back: its name, the day it was collected, and whether it was a form.

    `file` is the name without folders where it holds nothing but codes and ids, else only its ending.
    A form says all that somebody answers to one questionnaire; a table or a response may be part of it.
    Of an export `tool` is the survey tool, `map` the checksum of the map it was read with, and `reading` that
    of what was understood: another map, group or list of codes gives another one.
    """

    file: str
    date: str
    form: bool = False
    tool: str = ""
    map: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class ResponseOrigin:
    """One file of `responses/` that salesex wrote.

    `places` by the checksum of the source, then by what stands there: an item, `comment` or
    `comment:ITEM`; the place is as a person finds it, such as `Antworten!D12` or `line 14`. `second` of the
    minute in which a person of an export answered tells her from another one who is known by the same.
    """

    respondent: str
    questionnaire: str
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    second: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Everything that was collected: sources by checksum (SHA-256), responses by the name of their file.

    `salt` goes into the codes that are made for people of exports who have none, and into `marks`: what
    tells the rows of every person of exports apart, by code.
    """

    format: str = ORIGINS_FORMAT
    salt: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    responses: dict[str, ResponseOrigin] = field(default_factory=dict)
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def brought(self, source: str) -> dict[tuple[str, str], frozenset[str]]:
        """What is stored from the source with that checksum, by respondent and questionnaire."""
        return {
            (each.respondent, each.questionnaire): frozenset(each.places[source])
            for each in self.responses.values()
            if source in each.places
        }

    def by_forms(self) -> dict[tuple[str, str], frozenset[str]]:
        """What is stored from forms, by respondent and questionnaire."""
        return self._from(source for source, about in self.sources.items() if about.form)

    def by_exports(self) -> dict[tuple[str, str], frozenset[str]]:
        """What is stored from exports of survey tools, by respondent and questionnaire."""
        return self._from(source for source, about in self.sources.items() if about.tool)

    def _from(self, sources: Iterable[str]) -> dict[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], frozenset[str]] = {}
        for source in sources:
            for owner, keys in self.brought(source).items():
                found[owner] = found.get(owner, frozenset()) | keys
        return found

    def owners(self) -> dict[str, tuple[str, str]]:
        """Respondent and questionnaire by the name of the file salesex wrote for them."""
        return {name: (each.respondent, each.questionnaire) for name, each in self.responses.items()}

    def file_of(self, respondent: str, questionnaire: str) -> str | None:
        """The file that was written for a respondent and a questionnaire."""
        wanted = respondent, questionnaire
        return next((name for name, owner in self.owners().items() if owner == wanted), None)
