"""Qualtrics: CSV and TSV with three rows of headings, Excel with two.

The rows are codes, texts and a JSON with the `ImportId` of every column; columns, kinds of `Status` and
what `Finished` means are on
https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/understanding-your-dataset/
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from salesex.exports.plain import key, plain
from salesex.exports.sources.heading_rows import kind_of, unclear
from salesex.exports.sources.headings import (
    Own,
    after_shared,
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

SOURCE = "qualtrics"
_OWN = known(
    Own("start", "ignored", ("StartDate", "Start Date", "Startdatum")),
    Own("end", "ignored", ("EndDate", "End Date", "Enddatum")),
    Own("status", "status", ("Status", "Response Type", "Antworttyp")),
    Own("ip", "ignored", ("IPAddress", "IP Address", "IP-Adresse")),
    Own("progress", "status", ("Progress", "Fortschritt")),
    Own("duration", "ignored", ("Duration (in seconds)", "Dauer (in Sekunden)")),
    Own("finished", "status", ("Finished", "Beendet", "Abgeschlossen")),
    Own("recorded", "date", ("RecordedDate", "Recorded Date", "Aufzeichnungsdatum")),
    Own("id", "respondent", ("ResponseId", "ResponseID", "Response ID", "Antwort-ID")),
    Own("lastname", "ignored", ("RecipientLastName", "Recipient Last Name")),
    Own("firstname", "ignored", ("RecipientFirstName", "Recipient First Name")),
    Own("email", "ignored", ("RecipientEmail", "Recipient Email")),
    Own("reference", "ignored", ("ExternalReference", "ExternalDataReference", "External Data Reference")),
    Own("latitude", "ignored", ("LocationLatitude", "Location Latitude")),
    Own("longitude", "ignored", ("LocationLongitude", "Location Longitude")),
    Own("channel", "status", ("DistributionChannel", "Distribution Channel", "Verteilungskanal")),
    Own("language", "language", ("UserLanguage", "User Language", "Benutzersprache")),
)
_TECHNICAL = re.compile(r"Q_[A-Z]\w+|.*_(?:First Click|Last Click|Page Submit|Click Count)", re.IGNORECASE)
"""Columns that Qualtrics adds about robots, duplicates and time."""
_TECHNICAL_ID = re.compile(r"SC_\w+|\w+_DO")
"""Scores, and the order in which something was shown, by `ImportId`: codes do not tell them."""
_TECHNICAL_COLUMN = Own("technical", "ignored", ())
_LAST_PART = re.compile(r"_[^_]*$")
_IMPORT_ID = re.compile(r"\{\s*\"ImportId\"\s*:")
_PREVIEW = {"survey preview", "1", "offline survey preview", "17", "preview", "vorschau", "umfragevorschau"}
_TEST = {"survey test", "2", "test", "umfragetest"}
_SPAM = {"spam", "8", "imported spam", "12", "ex spam", "40"}
_NO = {"false", "0", "no", "nein", "falsch"}


def recognise(table: RawTable) -> Export | None:
    """Return what a table of Qualtrics says, None for any other table."""
    index = first_row(table)
    if index is None:
        return None
    row = table.rows[index]
    found = own_columns(row, _OWN)
    counted = _headings_below(table, index, found)
    if counted == 0 and not {"id", "recorded"} <= names(found):
        return None
    below = counted or 0
    first = index + 1 + below
    texts = [plain(text) for text in table.rows[index + 1]] if below else []
    one_date(found, "recorded", "end", "start")
    ids = [_import_id(text) for text in table.rows[first - 1]] if below else []
    found |= {
        at: _TECHNICAL_COLUMN
        for at, text in enumerate(row)
        if at not in found and (_TECHNICAL.fullmatch(text.strip()) or _TECHNICAL_ID.fullmatch(cell(ids, at)))
    }
    questions = _Questions(row, texts, ids)
    left_out = rows_left_out(table, first, lambda cells: _reason(cells, found))
    code = place(found, "id")
    heading = "ResponseId" if code is None else row[code]
    issues = (unclear(table, index + 1, heading),) if counted is None else ()
    made = columns(table, row, found, questions.column)
    return Export(SOURCE, "Qualtrics", made, first, left_out, issues=issues)


def _headings_below(table: RawTable, index: int, found: Mapping[int, Own]) -> int | None:
    """Number of further rows of headings: somebody may have deleted one or both; None where none can tell."""
    rows = table.rows[index + 1 : index + 3]
    kind = kind_of(table, index + 1, found, _OWN) if rows else "answer"
    for number, row in enumerate(rows, start=1):
        if any(_IMPORT_ID.match(text.strip()) for text in row):
            return None if number > 1 and kind == "answer" else number
    if not {"id", "recorded"} <= names(found) or kind == "answer":
        return 0
    return 1 if kind == "heading" else None


def _reason(cells: Sequence[str], found: Mapping[int, Own]) -> Reason | None:
    said = {one.name: key(cell(cells, at)) for at, one in found.items() if one.role == "status"}
    kinds = {said.get("status", ""), said.get("channel", "")}
    if kinds & (_PREVIEW - {"1", "17"}) or said.get("status") in _PREVIEW:
        return "preview"
    if kinds & (_TEST - {"2"}) or said.get("status") in _TEST:
        return "test"
    if said.get("status") in _SPAM:
        return "screened"
    if said.get("finished"):
        return "partial" if said["finished"] in _NO else None
    progress = said.get("progress", "")
    return "partial" if progress.isdecimal() and int(progress) < 100 else None


class _Questions:
    """Columns of questions: the code, the text, and the statement of a matrix by itself."""

    def __init__(self, codes: Sequence[str], texts: Sequence[str], ids: Sequence[str]) -> None:
        self._codes = [plain(code) for code in codes]
        self._texts = [cell(texts, at) for at in range(len(codes))]
        self._statements = after_shared(self._texts, " - ")
        named = [cell(ids, at) or code for at, code in enumerate(self._codes)]
        self._questions = [_LAST_PART.sub("", name) for name in named]
        self._parts = Counter(self._questions)

    def column(self, at: int) -> Column:
        """Describe the question of a column."""
        code, text = self._codes[at], self._texts[at]
        tagged = code.partition("_")[2]
        named = distinct([code, "" if tagged.isdecimal() else tagged, text])
        is_part = self._parts[self._questions[at]] > 1
        return Column(at, named, "answer", self._statements[at] if is_part else "")


def _import_id(text: str) -> str:
    """The id that Qualtrics gives a column; empty where there is none."""
    try:
        found = json.loads(text) if text.strip().startswith("{") else {}
    except ValueError:
        return ""
    return str(found.get("ImportId", "")) if isinstance(found, dict) else ""
