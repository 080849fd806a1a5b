"""Whose answers came from a row of an export: for people who do not know their code, or never had one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import DataError, UsageError
from salesex.pipeline.privacy.forgotten import CELL

if TYPE_CHECKING:
    from salesex.model.form import FilledForm
    from salesex.model.origins import Origins
    from salesex.pipeline.importing import Exported, Importer
    from salesex.surveys.engagements.engagements import EngagementReading

_DAY = re.compile(r"^date: *[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})", re.MULTILINE)


def codes_of_rows(
    folder: str | Path,
    export: str | Path,
    rows: Sequence[int],
    *,
    group: str | None = None,
    map: str | Path | None = None,
) -> dict[int, str]:
    """Return the code under which the answers of every row are stored, or were until they were deleted.

    A file that was collected is known by its checksum; another one is read again.

    Parameters
    ----------
    rows : numbers, from 1, as a spreadsheet shows them
    group : id or title, where the command that collected it said so
    map : what the columns are; without it the maps of the engagement are used

    Raises
    ------
    DataError : a row has no stored answers; the engagement, a map or the export has errors
    UsageError : the file is no export; there is no such group, or the answers are of another one; several
        rows say the same, and nothing tells which of them is meant
    CannotRunError : a file is missing or cannot be read
    """
    from salesex import catalogue
    from salesex.pipeline.importing import Importer
    from salesex.pipeline.opening import usable_engagement
    from salesex.pipeline.privacy.holdings import holdings
    from salesex.pipeline.privacy.log import deleted_codes
    from salesex.store import read_origins
    from salesex.surveys.formats.reader import read_bytes

    folder, export = Path(folder), Path(export)
    reading, data = usable_engagement(folder), read_bytes(export)
    sha256 = hashlib.sha256(data).hexdigest()
    origins = read_origins(folder)
    rows = list(dict.fromkeys(rows))
    importer = Importer(folder, reading, None if map is None else Path(map), group)
    found = _known(folder, origins, sha256, rows)
    _refuse_other_group(folder, reading, found, group)
    if not set(rows) <= found.keys() and not (sha256 in origins.sources and origins.marks):
        found = _read(importer, reading, data, export, rows) | found
    stored = holdings(folder).people | deleted_codes(folder).keys()
    missing = [row for row in rows if found.get(row) not in stored]
    if missing:
        table, name, where = importer.recognise(data, export.as_posix()), export.as_posix(), folder.as_posix()
        why = {row: catalogue.Word(f"row_{_why(table, row)}") for row in missing}
        raise DataError(
            [
                catalogue.issue("R134", file=name, line=row, row=row, folder=where, why=why[row])
                for row in missing
            ],
            reading.language,
        )
    return {row: found[row] for row in rows}


def told_of(folder: str | Path, codes: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return by code the day (ISO 8601, perhaps empty) and the number of stored answers.

    Codes of nobody, and of everybody where the stored answers have errors, are left out.
    """
    from salesex.model import MISSING
    from salesex.pipeline.opening import usable_engagement
    from salesex.store import read_origins
    from salesex.surveys.answers.responses import read_responses
    from salesex.surveys.folder import FOLDER

    folder, wanted = Path(folder), set(codes)
    responses = read_responses(folder, usable_engagement(folder), []).value
    days = {}
    for name, each in read_origins(folder).responses.items():
        path = folder / FOLDER / name
        if each.respondent in wanted and path.is_file() and (day := _DAY.search(path.read_text("utf-8"))):
            days[each.respondent] = day[1]
    width, found = len(responses.items) if responses else 0, {}
    for at, one in enumerate(responses.respondents if responses else ()):
        if responses and one.code in wanted:
            own = responses.answers[at * width : (at + 1) * width]
            found[one.code] = days.get(one.code, ""), sum(value != MISSING for value in own)
    return found


def _known(folder: Path, origins: Origins, sha256: str, rows: Iterable[int]) -> dict[int, str]:
    """Whose the rows are of a file that was collected, also where they are deleted."""
    from salesex.exports.marks import place
    from salesex.pipeline.privacy.log import deleted_marks

    marked = {mark: code for code, marks in origins.marks.items() for mark in marks} | deleted_marks(folder)
    found = {row: marked.get(place(origins.salt, sha256, row), "") for row in rows}
    places = _rows_of({each.respondent: each.places.get(sha256, {}) for each in origins.responses.values()})
    return {row: code for row, code in found.items() if code} | places


def _refuse_other_group(
    folder: Path, reading: EngagementReading, found: Mapping[int, str], group: str | None
) -> None:
    from salesex.exports.named import names
    from salesex.surveys.answers.responses import read_responses

    assert reading.value is not None
    responses = read_responses(folder, reading, []).value if group and found else None
    if responses is None or group is None:
        return
    named, groups = (
        names(reading.value.groups).find(group),
        {one.code: one.group for one in responses.respondents},
    )
    other = {row: groups[code] for row, code in found.items() if groups.get(code, named) != named}
    for row, own in other.items():
        wrong = f"the answers of row {row} are stored in the group {own}, not in {named}"
        raise UsageError(wrong, "Leave out --group: this file is known.")


def _why(found: Exported | None, row: int) -> str:
    """Why nothing of a row is stored."""
    if found is None or row not in found.table.lines:
        return "empty"
    at = found.table.lines.index(row)
    if at < found.export.first:
        return "heading"
    if not any(cell.strip() for cell in found.table.rows[at]):
        return "empty"
    return dict(found.export.left_out).get(at, "unknown")


def _rows_of(places: Mapping[str, Mapping[str, str]]) -> dict[int, str]:
    """Respondents by the row of the cells that their answers came from."""
    return {
        int(cell["row"]): respondent
        for respondent, own in places.items()
        for place in own.values()
        if (cell := CELL.fullmatch(place))
    }


def _read(
    importer: Importer, reading: EngagementReading, data: bytes, export: Path, rows: Sequence[int]
) -> dict[int, str]:
    read = importer.read(data, export.as_posix())
    if read is None:
        raise UsageError(
            f"{export.as_posix()} is no export of a survey tool", "Forms and answer sheets name the code."
        )
    if any(issue.severity == "error" for issue in read.issues):
        raise DataError(read.issues, reading.language)
    _refuse_equal(importer.recognise(data, export.as_posix()), read.forms, rows)
    return {form.line: form.respondent for form in read.forms}


def _refuse_equal(found: Exported | None, forms: Iterable[FilledForm], rows: Sequence[int]) -> None:
    """Refuse rows with nothing but answers that others in the file have, too: their order tells nothing."""
    from salesex.exports import days
    from salesex.model.codes import is_made

    assert found is not None
    cells = dict(zip(found.table.lines, found.table.rows, strict=True))
    alike: dict[object, list[int]] = {}
    for form in forms:
        if is_made(form.respondent) and "number" not in form.places:
            when = sorted(filter(None, map(days.moment, cells[form.line])))
            said = str((sorted(form.answers.items()), sorted(form.comments.items()), when))
            alike.setdefault(said, []).append(form.line)
    for lines in alike.values():
        if len(lines) > 1 and set(lines) & set(rows):
            named = ", ".join(map(str, lines))
            raise UsageError(
                f"the rows {named} say the same: which of them is meant cannot be told in this file",
                "Name the file that was collected, or the person's code with --code.",
            )
