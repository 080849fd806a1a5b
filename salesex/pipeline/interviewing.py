"""`interview`: what a group is asked face to face, resumed where it was left, stored when it is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection as Codes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError, UsageError
from salesex.model.interview import Interview, Start
from salesex.pipeline.named import named

if TYPE_CHECKING:
    from salesex.journal import Journal
    from salesex.model import Engagement, RaterGroup, Responses
    from salesex.model.form import FilledForm, Form
    from salesex.pipeline.collecting import Collection
    from salesex.surveys.engagements import EngagementReading


@dataclass(frozen=True, slots=True)
class Interviews:
    """What one group is asked, in order, and the interviews of it that were paused, by code."""

    folder: Path
    reading: EngagementReading
    group: RaterGroup
    forms: tuple[Form, ...]
    language: str
    unit: str
    paused: dict[str, list[Journal]]

    @property
    def engagement(self) -> Engagement:
        """The engagement."""
        assert self.reading.value is not None
        return self.reading.value


def interviews(
    folder: str | Path,
    group: str,
    questionnaire: str | None = None,
    language: str | None = None,
    unit: str | None = None,
) -> Interviews:
    """Look up what a group is asked.

    Parameters
    ----------
    group, unit : id or title
    questionnaire : only this one; without it all the group is asked
    language : without it the engagement's

    Raises
    ------
    UsageError : there is no such group, questionnaire or unit, or the group is not asked it
    CannotRunError : there is no engagement, or a text lacks the language
    DataError : the engagement has errors
    """
    from salesex import journal
    from salesex.pipeline.collecting import usable_engagement

    folder = Path(folder)
    reading = usable_engagement(folder)
    engagement = reading.value
    assert engagement is not None
    who = named(group, "group", {each.id: each for each in engagement.groups})
    spoken = language or engagement.language
    forms = _forms(engagement, who, questionnaire, spoken)
    asked = {form.questionnaire for form in forms}
    paused: dict[str, list[Journal]] = {}
    for found in journal.journals(folder):
        start = found.start
        if start.group == who.id and start.questionnaire in asked and not _is_over(folder, found):
            paused.setdefault(start.respondent, []).append(found)
    where = named(unit, "unit", {each.id: each for each in engagement.units}).id if unit else ""
    return Interviews(folder, reading, who, forms, spoken, where, paused)


def _is_over(folder: Path, found: Journal) -> bool:
    """Whether the answers of an interview are stored."""
    from salesex.store import read_origins
    from salesex.surveys.folder import FOLDER

    name = read_origins(folder).file_of(found.start.respondent, found.start.questionnaire)
    return name is not None and (folder / FOLDER / name).is_file()


def _forms(
    engagement: Engagement, group: RaterGroup, questionnaire: str | None, language: str
) -> tuple[Form, ...]:
    from salesex.forms.asked import form_of, observes

    asked = [each for each in engagement.questionnaires if group in engagement.groups_of(each.id)]
    asked = [each for each in asked if any(observes(item, group) for item in each.items())]
    if questionnaire is not None:
        names = [each.id for each in asked]
        asked = [each for each in asked if each.id == questionnaire]
        if not asked:
            raise UsageError(
                f"the group `{group.id}` is not asked `{questionnaire}`", f"It is asked: {', '.join(names)}."
            )
    found = []
    for each in asked:
        form = form_of(engagement, each, group, language)
        if form is None:
            raise CannotRunError(
                f"a text of {each.id} is missing in the language {language}",
                "Add it, or ask in another language with `--lang`.",
            )
        found.append(form)
    if not found:
        raise UsageError(f"the group `{group.id}` is asked nothing", "See `observers` in the questionnaires.")
    return tuple(found)


def _new_code(taken: Codes[str]) -> str:
    """A code that nobody has."""
    from salesex.model.codes import new_code

    while True:
        code = new_code()
        if code not in taken:
            return code


def still_to_ask(asked: Interviews, code: str | None, today: dt.date) -> tuple[str, tuple[Form, ...]]:
    """Return the code, a new one where there is none, and the forms that are not answered yet.

    Everything that could keep the answers from being stored in the end is looked at before.

    Raises
    ------
    DataError : what is stored has errors, or contradicts an interview with that code
    UsageError : the code belongs to another group, is not on the list of this one, has answered
        everything already, or the unit is missing
    """
    from salesex.pipeline.collecting import listed_codes
    from salesex.surveys.responses import read_responses

    stored = read_responses(asked.folder, asked.reading).value
    if stored is None:
        raise DataError(read_responses(asked.folder, asked.reading).issues, asked.reading.language)
    listed = listed_codes(asked.folder)
    if code is None:
        code = _new_code({*listed, *(each.code for each in stored.respondents)})
    elif code not in asked.paused:
        _refuse_slip(code, asked, listed, stored)
    forms = tuple(form for form in asked.forms if not _has_answered(stored, code, form))
    if not forms:
        raise UsageError(
            f"{code} has answered everything already",
            "To change an answer, change it in responses/ or collect a corrected form with --replace.",
        )
    if asked.engagement.units and not asked.unit and code not in asked.paused:
        listed_units = ", ".join(unit.id for unit in asked.engagement.units)
        raise UsageError("the unit is missing", f"Name it with `--unit`: {listed_units}.")
    _try(asked, code, forms[0], today)
    return code, forms


def _refuse_slip(code: str, asked: Interviews, listed: dict[str, str], stored: Responses) -> None:
    from salesex.catalogue import nearest

    known = {each.code: each.group for each in stored.respondents}
    of = known.get(code, listed.get(code, asked.group.id))
    if of != asked.group.id:
        raise UsageError(
            f"the code `{code}` belongs to the group `{of}`", "Name that group, or mend the code."
        )
    own = [each for each, group in listed.items() if group == asked.group.id]
    if own and code not in own and code not in known:
        meant = nearest(code, own)
        hint = f"Did you mean `{meant}`? " if meant else ""
        raise UsageError(
            f"the code `{code}` is not on the list of the group `{asked.group.id}`",
            f"{hint}Leave `--code` out for a new one.",
        )


def _has_answered(stored: Responses, code: str, form: Form) -> bool:
    from salesex.model import MISSING

    row = next((at for at, each in enumerate(stored.respondents) if each.code == code), None)
    if row is None:
        return False
    answers = stored.answers[row * len(stored.items) : (row + 1) * len(stored.items)]
    given = {item for item, answer in zip(stored.items, answers, strict=True) if answer != MISSING}
    return any(question.id in given for question in form.questions)


def _try(asked: Interviews, code: str, form: Form, today: dt.date) -> None:
    """Take one answer as if it were given, and forget it: what stands against it is told now."""
    unit = asked.unit or next((each.start.unit for each in asked.paused.get(code, ())), "")
    first = form.questions[0].id
    filled = _filled(form, code, unit, {first: str(form.choices[0].value)}, {}, "interview")
    _take(asked, filled, b"", today)


def resumed(asked: Interviews, code: str, form: Form, today: dt.date) -> tuple[Path, Start | None, Interview]:
    """Return how far an interview is: its journal, and how to begin it where there is none yet.

    Raises
    ------
    CannotRunError : it was begun with another version of the questionnaire, or cannot be read
    """
    from salesex import journal
    from salesex.surveys.response_text import file_stem

    path = journal.journal_path(asked.folder, file_stem(code), form.questionnaire)
    found = journal.read(path)
    if found is None:
        start = Start(
            respondent=code,
            group=asked.group.id,
            questionnaire=form.questionnaire,
            version=form.version,
            language=form.language,
            begun=today.isoformat(),
            unit=asked.unit,
        )
        return path, start, Interview(form)
    own = (code, form.version, form.group)
    if (found.start.respondent, found.start.version, found.start.group) != own:
        raise CannotRunError(
            f"{path} was begun with version {found.start.version} of {form.questionnaire} "
            f"for {found.start.group}; it is now {form.version} for {form.group}",
            "Put the former one back to go on, or take another code to begin anew.",
        )
    known = {question.id for question in form.questions}
    interview = Interview(form, {item: answer for item, answer in found.decided.items() if item in known})
    interview.to_first_open()
    return path, None, interview


def finish(asked: Interviews, path: Path, form: Form, today: dt.date) -> Collection:
    """Say what is to be written now that an interview is over.

    Raises
    ------
    DataError : what is stored has errors by now, or contradicts the answers
    CannotRunError : the journal cannot be read
    """
    from salesex import journal

    found = journal.read(path)
    if found is None:
        raise CannotRunError(f"{path} is gone", "Put it back, or hold the interview again.")
    given = {item: answer for item, answer in found.decided.items() if answer is not None}
    places = {item: f"line {found.lines[item]}" for item in given}
    start = found.start
    filled = _filled(form, start.respondent, start.unit, given, places, path.name, start.begun)
    return _take(asked, filled, path.read_bytes(), today)


def _filled(
    form: Form,
    code: str,
    unit: str,
    answers: dict[str, str],
    places: dict[str, str],
    file: str,
    day: str | None = None,
) -> FilledForm:
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


def _take(asked: Interviews, filled: FilledForm, data: bytes, today: dt.date) -> Collection:
    from salesex.pipeline.collecting import take
    from salesex.surveys.form_rows import Arrived

    arrived = [Arrived(filled.file, data, (filled,))]
    return take(asked.folder, asked.reading, arrived, any_code=True, today=today)


def notes_path(folder: Path, code: str) -> Path:
    """Where notes on somebody's interview are kept; nothing ever reads them."""
    from salesex.surveys.response_text import file_stem

    return folder / "notes" / f"{file_stem(code)}.md"
