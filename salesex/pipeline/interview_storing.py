"""The end of an interview: what it says otherwise than what is stored, and what is to be written."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection as Some
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError

if TYPE_CHECKING:
    from salesex.journal import Journal
    from salesex.model import Responses
    from salesex.model.form import FilledForm, Form
    from salesex.pipeline.collecting import Collection
    from salesex.pipeline.interview_state import Interviews

MODE_DIFFERS = "R064"


def stored_answers(asked: Interviews) -> Responses:
    """Read what is stored.

    Raises
    ------
    DataError : it has errors
    """
    from salesex.surveys.answers.responses import read_responses

    found = read_responses(asked.folder, asked.reading)
    if found.value is None:
        raise DataError(found.issues, asked.reading.language)
    return found.value


def answers_of(stored: Responses, code: str) -> dict[str, str]:
    """What is stored of one person, as it is written, by item."""
    from salesex.model import MISSING, NO_ANSWER

    row = next((at for at, each in enumerate(stored.respondents) if each.code == code), None)
    if row is None:
        return {}
    cells = stored.answers[row * len(stored.items) : (row + 1) * len(stored.items)]
    return {
        item: "?" if cell == NO_ANSWER else str(cell)
        for item, cell in zip(stored.items, cells, strict=True)
        if cell != MISSING
    }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement that is stored with another answer by now, say because a form came back meanwhile."""

    item: str
    given: str
    stored: str


def contradictions(asked: Interviews, path: Path) -> tuple[Contradiction, ...]:
    """Return what an interview says otherwise than what is stored.

    Raises
    ------
    DataError : what is stored has errors by now
    CannotRunError : the journal cannot be read
    """
    found = _whole(path)
    stored = answers_of(stored_answers(asked), found.start.respondent)
    return tuple(
        Contradiction(item, answer, stored[item])
        for item, answer in found.decided.items()
        if answer is not None and stored.get(item, answer) != answer
    )


def finish(
    asked: Interviews,
    path: Path,
    form: Form,
    today: dt.date,
    *,
    replace: bool = False,
    without: Some[str] = (),
) -> Collection:
    """Say what is to be written now that an interview is over.

    Parameters
    ----------
    replace : whether its answers take the place of others that are stored
    without : items that stay as they are stored

    Raises
    ------
    DataError : what is stored has errors by now, or contradicts the answers
    CannotRunError : the journal cannot be read
    """
    found = _whole(path)
    given = {
        item: answer for item, answer in found.decided.items() if answer is not None and item not in without
    }
    places = {item: f"line {found.lines[item]}" for item in given}
    start, data = found.start, path.read_bytes()
    filled = filled_form(form, start.respondent, start.unit, given, places, path.name, start.begun)
    try:
        return taken(asked, filled, data, today, replace)
    except DataError as error:
        if MODE_DIFFERS not in {issue.code for issue in error.issues}:
            raise
    # A form came back meanwhile: somebody has one mode, that of what is stored.
    people = {each.code: each.mode for each in stored_answers(asked).respondents}
    as_stored = dataclasses.replace(filled, mode=people[start.respondent])
    return taken(asked, as_stored, data, today, replace)


def _whole(path: Path) -> Journal:
    from salesex import journal

    found = journal.read(path)
    if found is None:
        raise CannotRunError(f"{path} is gone", "Put it back, or hold the interview again.")
    return found


def filled_form(
    form: Form,
    code: str,
    unit: str,
    answers: dict[str, str],
    places: dict[str, str],
    file: str,
    day: str | None = None,
) -> FilledForm:
    """Return the answers of an interview as those of a form that came back."""
    from salesex.model.form import FilledForm

    return FilledForm(
        file=file,
        respondent=code,
        group=form.group,
        questionnaire=form.questionnaire,
        version=form.version,
        mode="moderated",
        date=day,
        answers=answers,
        places=places,
        comments={},
        unit=unit,
    )


def taken(
    asked: Interviews, filled: FilledForm, data: bytes, today: dt.date, replace: bool = False
) -> Collection:
    """Compare the answers of an interview with what is stored; any code is taken.

    Raises
    ------
    DataError : errors in what is stored, or contradictions to it
    """
    from salesex.pipeline.collecting import take
    from salesex.surveys.collecting.form_rows import Arrived

    arrived = [Arrived(filled.file, data, (filled,))]
    return take(asked.folder, asked.reading, arrived, replace=replace, any_code=True, today=today)
