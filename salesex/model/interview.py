"""An interview in progress: who is asked what, what was decided, and which question is next."""

from __future__ import annotations

from dataclasses import dataclass, field

from salesex.model.form import Form, FormSection, Question

JOURNAL_FORMAT = "salesex/interview/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first line of a journal: whose interview it is, and of which form."""

    format: str = JOURNAL_FORMAT
    respondent: str
    group: str
    questionnaire: str
    version: str
    language: str
    begun: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A further line: an item with its answer, None where it was left out."""

    item: str
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last line: the day on which the moderator finished and the answers were stored."""

    finished: str


@dataclass(slots=True)
class Interview:
    """The state of one interview: questions are decided in order, but any of them can be changed.

    `decided` has the answer by item, None for one that was left out. `at` counts questions from 0; after
    the last one comes the summary.
    """

    form: Form
    decided: dict[str, str | None] = field(default_factory=dict)
    at: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the summary is next."""
        return self.at >= len(self.form.questions)

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.form.questions[self.at]

    @property
    def section(self) -> FormSection:
        """The section of the question that is asked."""
        return next(one for one in self.form.sections if self.question in one.questions)

    @property
    def values(self) -> tuple[str, ...]:
        """Answers that can be given, without the one that nothing can be said."""
        return tuple(str(choice.value) for choice in self.form.choices)

    @property
    def is_wide(self) -> bool:
        """Whether one key is not enough for every answer."""
        return any(len(value) > 1 for value in self.values)

    @property
    def open_questions(self) -> int:
        """Number of questions nothing was decided about."""
        return sum(question.id not in self.decided for question in self.form.questions)

    def decide(self, answer: str | None) -> None:
        """Note an answer to the question that is asked, and go on."""
        self.decided[self.question.id] = answer
        self.at += 1

    def back(self) -> bool:
        """Go to the question before; return whether there is one."""
        if self.at == 0:
            return False
        self.at -= 1
        return True

    def forward(self) -> bool:
        """Go on without a change; return whether the question was decided before."""
        if self.question.id not in self.decided:
            return False
        self.at += 1
        return True

    def to_first_open(self) -> None:
        """Go to the first question nothing was decided about, else to the summary."""
        self.at = next(
            (at for at, question in enumerate(self.form.questions) if question.id not in self.decided),
            len(self.form.questions),
        )
