"""`interview`: what a group is asked face to face, resumed where it was left, stored when it is over."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, UsageError
from salesex.model.interview import Interview, Start
from salesex.pipeline.interview_state import Interviews
from salesex.pipeline.interview_storing import answers_of, filled_form, stored_answers, taken
from salesex.pipeline.named import named

if TYPE_CHECKING:
    from salesex.model import Engagement, RaterGroup, Responses
    from salesex.model.form import Form
    from salesex.pipeline.interview_codes import Chosen, Codes


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
    from salesex.pipeline.opening import usable_engagement

    folder = Path(folder)
    reading = usable_engagement(folder)
    engagement = reading.value
    assert engagement is not None
    who = named(group, "group", {each.id: each for each in engagement.groups})
    spoken = language or engagement.language
    forms = _forms(engagement, who, questionnaire, spoken)
    unreadable: list[CannotRunError] = []
    journals = {
        (each.start.respondent, each.start.questionnaire): each
        for each in journal.journals(folder, unreadable)
    }
    where = named(unit, "unit", {each.id: each for each in engagement.units}).id if unit else ""
    return Interviews(folder, reading, who, forms, spoken, where, journals, tuple(unreadable))


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


def still_to_ask(asked: Interviews, code: str | None, today: dt.date) -> tuple[Chosen, tuple[Form, ...]]:
    """Return the code, and the forms that are not answered yet.

    Without a code it is the first unused one of the group's list, or a new one where there is none.
    Everything that could keep the answers from being stored in the end is looked at before.

    Raises
    ------
    DataError : what is stored has errors, or contradicts an interview with that code
    UsageError : the code belongs to another group, is not on the list of this one, has answered
        everything already or had its answers deleted, or the unit is missing
    """
    from salesex.pipeline.interview_codes import with_code, without_code
    from salesex.pipeline.privacy.log import deleted_codes

    stored = stored_answers(asked)
    codes = _codes(asked, stored)
    if code is None:
        chosen = without_code(codes, asked.group.id, _busy(asked, codes))
    else:
        chosen = with_code(codes, asked.group.id, codes.as_known(code))
    if chosen.code in deleted_codes(asked.folder):
        why = f"the answers of `{chosen.code}` were deleted, and stay so"
        raise UsageError(why, "Give the person a new code: leave `--code` out.")
    forms = _open_forms(asked, stored, chosen.code)
    if asked.engagement.units and not asked.unit and chosen.code not in asked.paused:
        listed_units = ", ".join(unit.id for unit in asked.engagement.units)
        raise UsageError("the unit is missing", f"Name it with `--unit`: {listed_units}.")
    if (chosen.code, forms[0].questionnaire) not in asked.journals:
        _try(asked, chosen.code, forms[0], today)
    return chosen, forms


def _codes(asked: Interviews, stored: Responses) -> Codes:
    from salesex.pipeline.interview_codes import Codes
    from salesex.pipeline.opening import listed_codes

    begun = {code: each.start.group for (code, _), each in asked.journals.items()}
    answered = {each.code: each.group for each in stored.respondents}
    return Codes(listed_codes(asked.folder), begun | answered)


def _busy(asked: Interviews, codes: Codes) -> set[str]:
    """Unused codes of the list under which somebody is just about to begin."""
    from salesex import journal

    return {
        code
        for code in codes.unused(asked.group.id)
        if any(journal.is_held(_path(asked, code, form)) for form in asked.forms)
    }


def _open_forms(asked: Interviews, stored: Responses, code: str) -> tuple[Form, ...]:
    """The forms that are not finished; where all are, those in which everything was left out."""
    forms = tuple(form for form in asked.forms if not _is_done(asked, stored, code, form))
    forms = forms or tuple(form for form in asked.forms if not _has_answered(stored, code, form))
    if not forms:
        raise UsageError(
            f"{code} has answered everything already",
            "To change an answer, change it in responses/ or collect a corrected form with --replace.",
        )
    return forms


def _is_done(asked: Interviews, stored: Responses, code: str, form: Form) -> bool:
    """Whether a form need not be asked: an interview that was begun counts as long as it is not finished."""
    begun = asked.journals.get((code, form.questionnaire))
    if begun is not None and not begun.is_finished:
        return False
    has_left_out_all = begun is not None and not any(begun.decided.values())
    return has_left_out_all or _has_answered(stored, code, form)


def _has_answered(stored: Responses, code: str, form: Form) -> bool:
    given = answers_of(stored, code)
    return any(question.id in given for question in form.questions)


def _try(asked: Interviews, code: str, form: Form, today: dt.date) -> None:
    """Take one answer as if it were given, and forget it: what stands against it is told now."""
    unit = asked.unit or next((each.start.unit for each in asked.paused.get(code, ())), "")
    first = form.questions[0].id
    filled = filled_form(form, code, unit, {first: str(form.choices[0].value)}, {}, "interview")
    taken(asked, filled, b"", today)


def held(asked: Interviews, code: str, form: Form) -> AbstractContextManager[None]:
    """Hold an interview for as long as it lasts; see `journal.held`."""
    from salesex import journal

    return journal.held(_path(asked, code, form))


def _path(asked: Interviews, code: str, form: Form) -> Path:
    from salesex.journal import journal_path
    from salesex.surveys.answers.response_text import file_stem

    return journal_path(asked.folder, file_stem(code), form.questionnaire)


def resumed(asked: Interviews, code: str, form: Form, today: dt.date) -> tuple[Path, Start | None, Interview]:
    """Return how far an interview is: its journal, and how to begin it where there is none yet.

    Raises
    ------
    CannotRunError : it was begun with another version of the questionnaire, or cannot be read
    """
    from salesex import journal

    path = _path(asked, code, form)
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


def notes_path(folder: Path, code: str) -> Path:
    """Where notes on somebody's interview are kept; nothing ever reads them."""
    from salesex.surveys.answers.response_text import file_stem

    return folder / "notes" / f"{file_stem(code)}.md"
