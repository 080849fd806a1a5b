"""Google Forms: the sheet of answers, or the CSV file of the form.

Google says where both are found (https://support.google.com/docs/answer/139706); that the first column is
the time of sending, and that a row of a grid is headed `question [row]`, shows in public scripts.
Answers that were sent are all complete.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesex.exports.plain import key, plain
from salesex.exports.sources.headings import (
    Own,
    cell,
    columns,
    distinct,
    first_row,
    in_brackets,
    known,
    own_columns,
)
from salesex.model.exports import Column, Export, RawTable

SOURCE = "google-forms"
_OWN = known(
    Own("time", "date", ("Timestamp", "Zeitstempel")),
    Own("email", "ignored", ("Email address", "E-Mail-Adresse", "Email", "E-Mail")),
    Own("user", "ignored", ("Username", "Nutzername")),
    Own("score", "ignored", ("Score", "Punkte", "Punktzahl")),
)
_TIME = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T]+\d{1,2}[:.]\d{2}")
_QUIZ = Own("quiz", "ignored", ())
_SCORE, _FEEDBACK = {"score", "punktzahl", "punkte"}, {"feedback"}


def recognise(table: RawTable) -> Export | None:
    """Return what a table of Google Forms says, None for any other table."""
    index = first_row(table)
    if index is None:
        return None
    row = table.rows[index]
    found = own_columns(row, _OWN)
    time = next((at for at, text in enumerate(row) if plain(text)), -1)
    if time not in found or found[time].name != "time" or not _has_times(table, index + 1, time):
        return None
    return Export(
        SOURCE,
        "Google Forms",
        columns(table, row, found | _quiz(row), lambda at: _question(at, plain(row[at]))),
        index + 1,
    )


def _has_times(table: RawTable, first: int, at: int) -> bool:
    """Whether the column that is called a time stamp has times: other tables have one, too."""
    times = [cell(row, at).strip() for row in table.rows[first:]]
    return all(_TIME.match(text) for text in times if text)


def _question(at: int, heading: str) -> Column:
    return Column(at, distinct([heading]), "answer", in_brackets(heading)[1])


def _quiz(row: Sequence[str]) -> dict[int, Own]:
    """Points and remarks of a quiz, which stand in brackets behind the question."""
    inside = {at: in_brackets(plain(text)) for at, text in enumerate(row)}
    scored = {before for before, part in inside.values() if key(part) in _SCORE}
    return {
        at: _QUIZ
        for at, (before, part) in inside.items()
        if before in scored and key(part) in _SCORE | _FEEDBACK
    }
