"""The procedure of an assessment: four steps, and the days a consultant has written down for them.

The steps are those of the method "Fremdbild – Selbstbild" (KeTu): announce the aim and a rough plan,
survey, present the core results to everybody who answered, agree on goals and act.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesex.frozen import Frozen, field

Step = Literal["announce", "survey", "present", "act"]
STEPS: tuple[Step, ...] = ("announce", "survey", "present", "act")
State = Literal["open", "planned", "running", "done"]
"""`open` has no day yet, `planned` lies ahead, `running` has begun and not ended."""


class Survey(Frozen):
    """First and last day on which people can answer."""

    start: dt.date | None = None
    end: dt.date | None = None


class Procedure(Frozen):
    """When each step is planned or was done."""

    announced: dt.date | None = None
    survey: Survey = field(default_factory=Survey)
    presented: dt.date | None = None
    acted: dt.date | None = None

    def days(self) -> list[tuple[str, dt.date]]:
        """The days that are written down, by the path of their key, in the order of the procedure."""
        given = {
            "announced": self.announced,
            "survey/from": self.survey.start,
            "survey/until": self.survey.end,
            "presented": self.presented,
            "acted": self.acted,
        }
        return [(path, day) for path, day in given.items() if day is not None]

    def state(self, step: Step, today: dt.date) -> State:
        """Return how far a step is: a single day that has come is done, a survey when its last has passed."""
        if step == "survey":
            return _running(self.survey, today)
        day = {"announce": self.announced, "present": self.presented, "act": self.acted}[step]
        if day is None:
            return "open"
        return "done" if day <= today else "planned"


def _running(survey: Survey, today: dt.date) -> State:
    if survey.end is not None and survey.end < today:
        return "done"
    if survey.start is not None:
        return "running" if survey.start <= today else "planned"
    return "open" if survey.end is None else "running"
