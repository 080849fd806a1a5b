"""`status`: who has answered so far, what could be shown, and which steps of the procedure are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.errors import CannotRunError, Issue
    from salesex.model import Engagement, Questionnaire
    from salesex.model.procedure import Procedure, State, Step
    from salesex.scoring.turnout import GroupTurnout


@dataclass(frozen=True, slots=True)
class QuestionnaireStatus:
    """How every group that is asked one questionnaire stands."""

    questionnaire: Questionnaire
    groups: tuple[GroupTurnout, ...]


@dataclass(frozen=True, slots=True)
class StepStatus:
    """One step of the procedure; `start` and `end` are the same for a step of one day."""

    step: Step
    state: State
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a survey on one day: counts of groups, never codes or names.

    `deleted` is the day (ISO 8601) on which all answers were deleted, or empty.
    """

    folder: Path
    engagement: Engagement
    today: dt.date
    questionnaires: tuple[QuestionnaireStatus, ...]
    steps: tuple[StepStatus, ...]
    interviews: int
    deleted: str
    issues: tuple[Issue, ...]


def status(folder: str | Path = ".", *, today: dt.date | None = None, strict: bool = False) -> Status:
    """Return the state of the survey in an engagement folder; without any answer, too.

    Parameters
    ----------
    today : the day that steps are compared with; None takes the computer's
    strict : treat warnings as errors

    Raises
    ------
    DataError : errors (with `strict` also warnings) in any file; `.issues` lists all of them
    CannotRunError : the folder or a file is missing or unreadable
    """
    from salesex.pipeline.assessment import read_answers
    from salesex.pipeline.privacy.log import ended
    from salesex.scoring.turnout import turnout

    folder = Path(folder)
    today = today or dt.date.today()
    engagement, responses, _, issues = read_answers(folder, strict)
    return Status(
        folder=folder,
        engagement=engagement,
        today=today,
        questionnaires=tuple(
            QuestionnaireStatus(part, turnout(engagement, responses, part))
            for part in engagement.questionnaires
        ),
        steps=_steps(engagement.procedure, today),
        interviews=_paused(folder),
        deleted="" if responses.respondents else ended(folder),
        issues=issues,
    )


def _paused(folder: Path) -> int:
    """How many interviews were begun and not finished; what cannot be read was not finished."""
    from salesex import journal

    unreadable: list[CannotRunError] = []
    found = journal.journals(folder, unreadable)
    return len(unreadable) + sum(not each.is_finished for each in found)


def _steps(procedure: Procedure, today: dt.date) -> tuple[StepStatus, ...]:
    from salesex.model.procedure import STEPS

    days = {
        "announce": (procedure.announced, procedure.announced),
        "survey": (procedure.survey.start, procedure.survey.end),
        "present": (procedure.presented, procedure.presented),
        "act": (procedure.acted, procedure.acted),
    }
    return tuple(StepStatus(step, procedure.state(step, today), *days[step]) for step in STEPS)
