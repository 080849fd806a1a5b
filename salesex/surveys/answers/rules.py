"""Rules about answers that are possible, but hardly meant: one function per rule.

They see everybody's answers put together, after every file was read. No issue tells an answer.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from salesex.model import MISSING, NO_ANSWER, Questionnaire
from salesex.model.codes import is_misspelt, meant_by
from salesex.surveys.answers.entries import Checker, Entry
from salesex.surveys.answers.opposed import opposed
from salesex.surveys.answers.together import Merged, Together

CONTRADICTION_FROM = 10
"""Equal answers of one person to one questionnaire that contradict each other, from this number on."""
STRAIGHT_FROM = 13
"""Equal answers of one person to one questionnaire that are worth a look whatever they say."""
COPIED_FROM = 20
"""Answers two people must have in common, with nothing else, to be taken for one."""
MIN_RATERS = 20
"""People who answered a whole dimension, from which on its items are compared (MEASUREMENT)."""
FEWEST_ITEMS = 3
"""Items of a dimension, from which on one of them can be told from the rest."""


def check(together: Together, checker: Checker) -> None:
    """Report what the answers of everybody show."""
    matrix = array("b")
    first: dict[tuple[str, bytes], Entry] = {}
    codes: dict[str, Entry] = {}
    for person in together.merged():
        for questionnaire, (_, start, end) in zip(
            checker.engagement.questionnaires, checker.ranges, strict=True
        ):
            _straight_lining(questionnaire, start, end, person, checker)
            _cannot_judge(questionnaire, start, end, person, checker)
        _copied(person, first, checker)
        _alike(person, codes, checker)
        _misspelt(person, checker)
        matrix.extend(person[2])
    for questionnaire, (_, start, _) in zip(checker.engagement.questionnaires, checker.ranges, strict=True):
        _mis_keyed(questionnaire, start, matrix, together, checker)


def _straight_lining(
    questionnaire: Questionnaire, start: int, end: int, person: Merged, checker: Checker
) -> None:
    """One answer to everything; it contradicts itself where statements are turned both ways.

    The middle of the scale does not: turned, it stays what it is.
    """
    code, rows, answers = person
    part = answers[start:end]
    given = set(part) - {MISSING, NO_ANSWER}
    if len(given) != 1:
        return
    keys = [
        item.reverse for item, answer in zip(questionnaire.items(), part, strict=True) if answer > NO_ANSWER
    ]
    middle = 2 * given.pop() == questionnaire.scale.min + questionnaire.scale.max
    at, about = _row_with(rows, start, end).at, questionnaire.id
    if len(keys) >= CONTRADICTION_FROM and len(set(keys)) == 2 and not middle:
        reverse = sum(keys)
        checker.report(
            "R071", at, "respondent", respondent=code, count=len(keys), reverse=reverse, questionnaire=about
        )
    elif len(keys) >= STRAIGHT_FROM:
        checker.report("R076", at, "respondent", respondent=code, count=len(keys), questionnaire=about)


def _cannot_judge(
    questionnaire: Questionnaire, start: int, end: int, person: Merged, checker: Checker
) -> None:
    """Somebody who can judge nothing was asked the wrong questionnaire."""
    code, rows, answers = person
    if set(answers[start:end]) == {NO_ANSWER}:
        row = _row_with(rows, start, end)
        checker.report("R073", row.at, "respondent", respondent=code, questionnaire=questionnaire.id)


def _alike(person: Merged, codes: dict[str, Entry], checker: Checker) -> None:
    """Two codes that differ only in case are mostly one person's."""
    code, rows, _ = person
    other = codes.setdefault(code.casefold(), rows[0])
    if other is not rows[0]:
        checker.report("R077", rows[0].at, "respondent", respondent=code, first=other.code, other=other.spot)


def _misspelt(person: Merged, checker: Checker) -> None:
    """A code whose check sign is wrong, or that is nearly one that was handed out, is mostly a slip."""
    code, rows, _ = person
    if code in checker.listed:
        return
    meant = meant_by(code, sorted(checker.listed))
    if meant is not None or is_misspelt(code):
        checker.report("R088", rows[0].at, "respondent", wrong=code, known=(meant,) if meant else ())


def _copied(person: Merged, first: dict[tuple[str, bytes], Entry], checker: Checker) -> None:
    """Two people of a group who answer everything alike are one row twice."""
    code, rows, answers = person
    given = [answer for answer in answers if answer > NO_ANSWER]
    if len(given) < COPIED_FROM or len(set(given)) == 1 or not rows[0].group:
        return
    other = first.setdefault((rows[0].group, answers.tobytes()), rows[0])
    if other is not rows[0]:
        checker.report(
            "R074",
            rows[0].at,
            "respondent",
            respondent=code,
            count=len(given),
            first=other.code,
            other=other.spot,
        )


def _mis_keyed(
    questionnaire: Questionnaire, start: int, matrix: array[int], together: Together, checker: Checker
) -> None:
    """Items of a dimension (or of the axis of one stage) that run against the others, beyond chance.

    Looked at are raw answers, reverse-keyed items turned, of everybody who answered every scored item.
    """
    width, turned = len(checker.items), questionnaire.scale.min + questionnaire.scale.max
    for section in questionnaire.sections():
        places = range(start, start + len(section.items))
        start = places.stop
        scored = [(item, place) for item, place in zip(section.items, places, strict=True) if item.scored]
        if len(scored) < FEWEST_ITEMS:
            continue
        columns = _complete([matrix[place::width] for _, place in scored])
        raters = len(columns[0]) if columns else 0
        if raters < MIN_RATERS:
            continue
        keyed = [
            [turned - answer for answer in column] if item.reverse else column
            for (item, _), column in zip(scored, columns, strict=True)
        ]
        for some, others in opposed(keyed):
            item, place = scored[some[0]]
            checker.report(
                "R075",
                checker.headers.get(item.id) or together.row_with(place, place + 1).at,
                item.id,
                items=[scored[column][0].id for column in some],
                others=[scored[column][0].id for column in others],
                section=section.id,
                raters=raters,
            )


def _complete(columns: list[array[int]]) -> list[Sequence[int]]:
    """The columns without the people who left an item out or could not judge it."""
    if min(min(column, default=MISSING) for column in columns) > NO_ANSWER:
        return list(columns)
    rows = [row for row in zip(*columns, strict=True) if min(row) > NO_ANSWER]
    return list(zip(*rows, strict=True))


def _row_with(rows: list[Entry], start: int, end: int) -> Entry:
    """The first row of a person with something in these columns."""
    return next(row for row in rows if any(answer != MISSING for answer in row.answers[start:end]))
