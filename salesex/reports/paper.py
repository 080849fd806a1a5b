"""A form to be filled in by hand: one questionnaire for one group, ready for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesex.model.form import Choice, Form, Question
from salesex.reports import palette, templating
from salesex.reports.formats import MINUS
from salesex.reports.wording.words import Words

MOST_BOXES = 11
"""Answers that find room as boxes beside a statement; of more, the number is written into a field."""
BOX_COLUMN = {7: 9.0, 9: 8.0, MOST_BOXES: 7.0}
"""Width in mm of the column of one box, by the most answers it holds for."""
NO_ANSWER_COLUMN = 19.0
LEGEND_COLUMNS = 4
"""Answers with their words that fit beside each other."""
TIED = 3
"""Statements that go to the last page with the comments, at least."""
FIELD_COLUMN = 27.0


@dataclass(frozen=True, slots=True)
class Row:
    """One statement with its running number; `tied` to the one before where a page ends."""

    number: int
    question: Question
    tied: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper form in one language.

    `back` says to whom and until when it is given back. `boxes` are the answers to tick, none where a
    number is written. `legend` lists the words of answers between the ends of the scale, `low` and
    `high` those of the ends. `columns` are widths in mm.
    """

    form: Form
    words: Words
    code: str
    colours: Mapping[str, str]
    foot: str
    back: str
    boxes: tuple[str, ...]
    low: str
    high: str
    low_label: str
    high_label: str
    legend: tuple[str, ...]
    legend_columns: int
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    columns: tuple[float, ...]


def compose(form: Form, *, code: str = "", colour: str | None = None) -> Paper:
    """Make the content of a paper form.

    Parameters
    ----------
    code : the code of the person who gets it, printed on every page; "" leaves room to write one
    colour : the client's, as `#rrggbb`
    """
    words = Words(form.language)
    legend = _legend(form)
    first, last = form.choices[0], form.choices[-1]
    boxes = form.choices if len(form.choices) <= MOST_BOXES else ()
    parts = (form.client, words("paper.wave", wave=form.wave), form.group_title)
    return Paper(
        form=form,
        words=words,
        code=code,
        colours=palette.palette(colour or palette.DEFAULT),
        foot=" · ".join((*parts, f"{form.questionnaire} {form.version}")),
        back=_back(form, words),
        boxes=tuple(_figure(choice) for choice in boxes),
        low=_figure(first),
        high=_figure(last),
        low_label=first.label,
        high_label=last.label,
        legend=legend,
        legend_columns=_balanced(len(legend)),
        sections=_numbered(form),
        columns=_columns(len(boxes), form.no_answer is not None),
    )


def page(form: Form, *, code: str = "", colour: str | None = None) -> str:
    """Return a paper form as one HTML page that fetches nothing; parameters as for `compose`."""
    return templating.sheet("paper", paper=compose(form, code=code, colour=colour))


def _figure(choice: Choice) -> str:
    """A number of the scale with a true minus."""
    return str(choice.value).replace("-", MINUS)


def _back(form: Form, words: Words) -> str:
    """To whom and until when it is given back, as far as the engagement says."""
    to = words("paper.to", contact=form.contact) if form.contact else ""
    return " ".join(
        filter(None, [to, words("paper.until", date=words.long_date(form.until)) if form.until else ""])
    )


def _legend(form: Form) -> tuple[str, ...]:
    """All answers with their words, where words beside those of the ends are given."""
    if not any(choice.label for choice in form.choices[1:-1]):
        return ()
    return tuple(f"{_figure(choice)} = {choice.label}" for choice in form.choices if choice.label)


def _balanced(entries: int) -> int:
    """How many entries stand in a line, so that none is alone in the last one."""
    lines = -(-entries // LEGEND_COLUMNS)
    return -(-entries // lines) if lines else 1


def _numbered(form: Form) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    last = len(form.questions) - TIED
    rows = iter([Row(number, one, number > last) for number, one in enumerate(form.questions, 1)])
    return tuple((section.title, tuple(next(rows) for _ in section.questions)) for section in form.sections)


def _columns(boxes: int, no_answer: bool) -> tuple[float, ...]:
    """Widths after that of the statement, which takes what is left of the page."""
    width = next((width for most, width in BOX_COLUMN.items() if boxes <= most), 0.0)
    answers = (width,) * boxes or (FIELD_COLUMN,)
    return (*answers, NO_ANSWER_COLUMN) if no_answer else answers
