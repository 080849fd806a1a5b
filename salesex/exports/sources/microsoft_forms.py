"""Microsoft Forms: the workbook behind "Open in Excel", and what is saved from it as CSV.

Microsoft says where it is found (https://support.microsoft.com/office/02859424-341d-406f-b3d8-cc9a94e2dc64);
what the columns are called in German and English shows in many public scripts that read them. Each
statement of a Likert question is a column of its own, headed by the statement alone in the workbook and
by `question.statement` in a CSV file. Two that say the same get a number behind the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesex.exports.plain import key, plain
from salesex.exports.sources.headings import (
    Own,
    after_shared,
    columns,
    distinct,
    first_row,
    known,
    names,
    one_date,
    own_columns,
)
from salesex.model.exports import Column, Export, RawTable

SOURCE = "microsoft-forms"
_OWN = known(
    Own("id", "respondent", ("ID", "ID der Antwort")),
    Own("start", "ignored", ("Start time", "Startzeit", "Anfangszeit")),
    Own("end", "date", ("Completion time", "Fertigstellungszeit", "Abschlusszeit")),
    Own("email", "ignored", ("Email", "E-Mail", "E-Mail-Adresse", "Email address")),
    Own("name", "ignored", ("Name",)),
    Own("language", "language", ("Language", "Sprache")),
    Own("modified", "ignored", ("Last modified time", "Uhrzeit der letzten Änderung")),
    Own("modified", "ignored", ("Zeitpunkt der letzten Änderung", "Letzte Änderung")),
    Own("points", "ignored", ("Total points", "Gesamtpunktzahl", "Gesamtpunkte")),
    Own("feedback", "ignored", ("Quiz feedback", "Quizfeedback", "Feedback zum Quiz")),
    Own("graded", "ignored", ("Grade posted time", "Zeitpunkt der Bewertung")),
)
_OF_QUIZ = re.compile(r"(?:Points|Feedback|Punkte)\s*[-–—]\s*(.+)", re.IGNORECASE)
_QUIZ = Own("quiz", "ignored", ())


def recognise(table: RawTable) -> Export | None:
    """Return what a table of Microsoft Forms says, None for any other table."""
    index = first_row(table)
    if index is None:
        return None
    row = table.rows[index]
    found = own_columns(row, _OWN)
    if not {"start", "end"} <= names(found):
        return None
    one_date(found, "end", "start")
    found |= _quiz(row)
    texts = [plain(text) for text in row]
    statements = after_shared(texts, ".")
    return Export(
        SOURCE,
        "Microsoft Forms",
        columns(table, row, found, lambda at: Column(at, distinct([texts[at]]), "answer", statements[at])),
        index + 1,
    )


def _quiz(row: Sequence[str]) -> dict[int, Own]:
    """Columns with points and remarks on another column, as a quiz has them."""
    others = {key(text) for text in row}
    found = {}
    for at, text in enumerate(row):
        if (match := _OF_QUIZ.fullmatch(plain(text))) and key(match[1]) in others:
            found[at] = _QUIZ
    return found
