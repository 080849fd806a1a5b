"""What one group is asked face to face, and how far its interviews are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError

if TYPE_CHECKING:
    from salesex.journal import Journal
    from salesex.model import Engagement, RaterGroup
    from salesex.model.form import Form
    from salesex.surveys.engagements.engagements import EngagementReading


@dataclass(frozen=True, slots=True)
class Interviews:
    """What one group is asked, in order, and every interview of the engagement that was begun.

    `journals` by code and questionnaire; `unreadable` says why others cannot be read.
    """

    folder: Path
    reading: EngagementReading
    group: RaterGroup
    forms: tuple[Form, ...]
    language: str
    unit: str
    journals: Mapping[tuple[str, str], Journal]
    unreadable: tuple[CannotRunError, ...]

    @property
    def paused(self) -> dict[str, list[Journal]]:
        """The interviews of the group that are not finished, by code."""
        asked = {form.questionnaire for form in self.forms}
        found: dict[str, list[Journal]] = {}
        for (code, questionnaire), each in self.journals.items():
            if each.start.group == self.group.id and questionnaire in asked and not each.is_finished:
                found.setdefault(code, []).append(each)
        return found

    @property
    def engagement(self) -> Engagement:
        """The engagement."""
        assert self.reading.value is not None
        return self.reading.value
