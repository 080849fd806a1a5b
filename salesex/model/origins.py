"""Where every stored answer came from: file, checksum and place; private, like the answers."""

from __future__ import annotations

from dataclasses import dataclass, field

ORIGINS_FORMAT = "salesex/origins/1"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that came back: its name without folders, and the day it was collected."""

    file: str
    date: str


@dataclass(frozen=True, slots=True)
class ResponseOrigin:
    """One file of `responses/` that salesex wrote.

    `places` by the checksum of the source, then by what stands there: an item, `comment` or
    `comment:ITEM`; the place is as a person finds it, such as `Antworten!D12` or `line 14`.
    """

    respondent: str
    questionnaire: str
    places: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Everything that was collected: sources by checksum (SHA-256), responses by the name of their file."""

    format: str = ORIGINS_FORMAT
    sources: dict[str, Source] = field(default_factory=dict)
    responses: dict[str, ResponseOrigin] = field(default_factory=dict)

    def owners(self) -> dict[str, tuple[str, str]]:
        """Respondent and questionnaire by the name of the file salesex wrote for them."""
        return {name: (each.respondent, each.questionnaire) for name, each in self.responses.items()}

    def file_of(self, respondent: str, questionnaire: str) -> str | None:
        """The file that was written for a respondent and a questionnaire."""
        wanted = respondent, questionnaire
        return next((name for name, owner in self.owners().items() if owner == wanted), None)
