"""Forms: what one rater group is asked of one questionnaire in one language, in plain words.

Whatever is shown to a person who answers is here, so that every kind of form asks the same. Nothing
of it is markup; whoever writes a form escapes it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given; `label` is empty where the scale has none for this value."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One statement to be rated."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class FormSection:
    """Questions that stand together; `probes` are asked only in interviews and never scored."""

    id: str
    title: str
    questions: tuple[Question, ...]
    probes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """One unit (branch, region) that can be named."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Form:
    """One questionnaire as one group is asked it.

    `sections` have only questions the group's perspective can observe; sections without any are left
    out. `choices` go from the scale's lowest to its highest value. `no_answer` is None where the scale
    forbids it. `minimum` is the smallest group whose answers are shown; `shown_alone` says that this
    group is one person who has consented to be shown all the same. Where there are `units`, one of
    them has to be named. `contact` is who gets the answers, on one line, and `until` the last day to
    give them; "" and None where the engagement does not say.
    """

    client: str
    wave: str
    group: str
    group_title: str
    questionnaire: str
    version: str
    title: str
    instruction: str
    language: str
    minimum: int
    choices: tuple[Choice, ...]
    no_answer: str | None
    sections: tuple[FormSection, ...]
    shown_alone: bool = False
    units: tuple[UnitChoice, ...] = ()
    contact: str = ""
    until: dt.date | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(question for section in self.sections for question in section.questions)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """Answers of one person as they came back, with the place of each in its file.

    `answers` and `places` by item id: the answer as written, and where (`Fragen!D12`, `line 14`).
    `comments` by item id, "" for the one on the whole. `respondent` is "" where the form has no code,
    `questionnaire` and `version` where the file does not say which form it was. `unit` is an id, "" where
    none was named and None where the form does not ask for one. `line` is the row of a form that is one
    row of a table; `asked` is what the columns of that table hold: items, `comment` and `comment:ITEM`,
    empty where the form says it. `marks` tell the row of an export apart whatever its code.
    """

    file: str
    respondent: str
    group: str
    questionnaire: str
    version: str
    mode: str
    date: str | None
    answers: dict[str, str]
    places: dict[str, str]
    comments: dict[str, str]
    unit: str | None = None
    line: int = 1
    asked: frozenset[str] = frozenset()
    marks: tuple[str, ...] = ()
