"""Engagements: one client, one wave, the rater groups and the questionnaires they answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from salesex.model.procedure import Procedure
from salesex.model.questionnaire import Perspective, Questionnaire
from salesex.model.rules import Privacy
from salesex.model.text import Text

RESERVED_GROUPS = ("overall", "self", "external", "mirror")
REST_PREFIX = "rest-"


@dataclass(frozen=True, slots=True)
class RaterGroup:
    """People who answer from the same seat. `questionnaires` None means all of the engagement."""

    id: str
    title: Text
    perspective: Perspective
    invited: int | None = None
    single_role: bool = False
    consent: dt.date | None = None
    questionnaires: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation; read and checked, not yet reported."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How the report looks: who wrote it, whose logo and colour it carries."""

    author: str | None = None
    logo: str | None = None
    colour: str | None = None
    footer: Text | None = None


@dataclass(frozen=True, slots=True)
class Engagement:
    """The content of `engagement.yaml`, with the questionnaires it names already loaded.

    `purpose` and `contact` are for the people who are asked; `procedure` says when its steps are.
    """

    client: str
    wave: str
    groups: tuple[RaterGroup, ...]
    questionnaires: tuple[Questionnaire, ...]
    title: Text | None = None
    language: str = "en"
    date: dt.date | None = None
    units: tuple[Unit, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    ignore_columns: tuple[str, ...] = ()
    report: ReportOptions = field(default_factory=ReportOptions)
    purpose: Text | None = None
    contact: str | None = None
    procedure: Procedure = field(default_factory=Procedure)

    def groups_of(self, questionnaire: str) -> tuple[RaterGroup, ...]:
        """Groups that are asked this questionnaire, in the engagement's order."""
        return tuple(
            group
            for group in self.groups
            if group.questionnaires is None or questionnaire in group.questionnaires
        )
