"""SurveyMonkey: all individual responses as CSV or Excel, with two rows of headings.

The first row has the questions, the second `Response`, `Open-Ended Response` or the statement of a matrix;
right of the first statement the question is empty. Where it is found is on
https://help.surveymonkey.com/en/surveymonkey/analyze/exporting-survey-results/, and how the two rows belong
together shows in the public package doubleheadr. Newer files write `respondent_id` for `Respondent ID`.
No column says whether an answer is complete: that is chosen before the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from salesex.exports.plain import key, plain
from salesex.exports.sources.heading_rows import kind_of, unclear
from salesex.exports.sources.headings import (
    Own,
    cell,
    columns,
    distinct,
    first_row,
    known,
    names,
    one_date,
    own_columns,
    place,
    rows_left_out,
)
from salesex.model.exports import Column, Export, RawTable, Reason

SOURCE = "surveymonkey"
_OWN = known(
    Own("id", "respondent", ("Respondent ID", "Teilnehmer-ID", "Befragten-ID", "Umfrageteilnehmer-ID")),
    Own("id", "respondent", ("Beantwortungs-ID", "Beantworter-ID", "ID des Befragten")),
    Own("collector", "ignored", ("Collector ID", "CollectorID", "Kollektor-ID")),
    Own("created", "ignored", ("Date Created", "Start Date", "Erstellungsdatum", "Erstellt am")),
    Own("created", "ignored", ("Startdatum", "Datum der Erstellung")),
    Own("modified", "ignored", ("Date Modified", "End Date", "Änderungsdatum", "Geändert am")),
    Own("modified", "ignored", ("Enddatum", "Datum der Änderung")),
    Own("ip", "ignored", ("IP Address", "IP-Adresse")),
    Own("email", "ignored", ("Email Address", "E-Mail-Adresse", "E-Mail")),
    Own("firstname", "ignored", ("First Name", "Vorname")),
    Own("lastname", "ignored", ("Last Name", "Nachname")),
    Own("custom", "ignored", ("Custom Data 1", "custom_1", "Benutzerdefinierte Daten 1")),
    Own("language", "language", ("Language", "Sprache")),
    Own("state", "status", ("Response Status", "Status", "Beantwortungsstatus")),
)
_ANSWER = frozenset(
    map(
        key,
        (
            "Response",
            "Open-Ended Response",
            "Antwort",
            "Beantwortung",
            "Offene Antwort",
            "Offene Beantwortung",
            "Freie Antwort",
            "Antwort mit offenem Ende",
        ),
    )
)
"""Second headings of questions that have one column."""
_FEWEST = 4
"""Columns that the tool adds at least: two numbers and two times."""
_LONG = re.compile(r"[0-9]{8,}")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_PARTIAL = {"partial", "incomplete", "disqualified", "teilweise", "unvollständig", "nicht abgeschlossen"}


def recognise(table: RawTable) -> Export | None:
    """Return what a table of SurveyMonkey says, None for any other table."""
    index = first_row(table)
    if index is None:
        return None
    row = table.rows[index]
    below = table.rows[index + 1] if index + 1 < len(table.rows) else ()
    found = own_columns(row, _OWN)
    if not {"id", "collector"} <= names(found):
        found = _by_shape(table, index + 2, below) | found
    if not {"id", "collector"} <= names(found):
        return None
    one_date(found, "modified", "created")
    code = min(at for at, one in found.items() if one.name == "id")
    kind = kind_of(table, index + 1, found, _OWN, lambda text: key(text) in _ANSWER) if below else "answer"
    second = below if kind == "heading" else ()
    first = index + 1 + bool(second)
    width = max(len(row), len(second))
    questions = list(_questions(row, second, width, found))
    return Export(
        SOURCE,
        "SurveyMonkey",
        columns(table, questions, found, lambda at: _column(at, questions[at], plain(cell(second, at)))),
        first,
        rows_left_out(table, first, lambda cells: _reason(cells, found)),
        issues=(unclear(table, index + 1, row[code]),) if kind == "unclear" else (),
    )


def _by_shape(table: RawTable, first: int, second: Sequence[str]) -> dict[int, Own]:
    """The columns of the tool in a language we do not know: left of the second headings, two long numbers.

    The last of them that has times is the day.
    """
    rows = [row for row in table.rows[first:] if any(text.strip() for text in row)]
    width = next((at for at, text in enumerate(second) if text.strip()), 0)
    if width < _FEWEST or not rows or not all(map(_LONG.fullmatch, (cell(row, 0).strip() for row in rows))):
        return {}
    if not all(_LONG.fullmatch(cell(row, 1).strip()) for row in rows):
        return {}
    found = {at: Own("other", "ignored", ()) for at in range(width)}
    times = [at for at in range(width) if any(_TIME.search(cell(row, at)) for row in rows)]
    found |= {at: Own("modified", "ignored", ()) for at in times[-1:]}
    return found | {0: Own("id", "respondent", ()), 1: Own("collector", "ignored", ())}


def _questions(
    row: Sequence[str], second: Sequence[str], width: int, found: Mapping[int, Own]
) -> Iterator[str]:
    """Yield the question of every column; one that is empty continues the one to its left."""
    question = ""
    for at in range(width):
        text = plain(cell(row, at))
        if at in found:
            question = ""
            yield text
            continue
        question = text or (question if cell(second, at).strip() else "")
        yield question


def _column(at: int, question: str, second: str) -> Column:
    if not second or key(second) in _ANSWER:
        return Column(at, distinct([question]), "answer")
    return Column(at, distinct([f"{question} [{second}]"]), "answer", second)


def _reason(cells: Sequence[str], found: Mapping[int, Own]) -> Reason | None:
    state = place(found, "state")
    return "partial" if state is not None and key(cell(cells, state)) in _PARTIAL else None
