"""Which forms are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FormFormat = Literal["html", "xlsx", "xlsform", "paper"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which forms are asked for; an empty tuple stands for all."""

    groups: tuple[str, ...]
    questionnaires: tuple[str, ...]
    formats: tuple[FormFormat, ...]
    languages: tuple[str, ...]

    def kind(self, kind: FormFormat) -> bool:
        """Whether forms of a kind are asked for."""
        return not self.formats or kind in self.formats

    def has(self, group: str, questionnaire: str) -> bool:
        """Whether the forms of a group for a questionnaire are asked for."""
        return self.has_group(group) and (not self.questionnaires or questionnaire in self.questionnaires)

    def has_group(self, group: str) -> bool:
        """Whether forms of a group are asked for."""
        return not self.groups or group in self.groups
