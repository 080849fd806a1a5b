"""Whose answers came from a row of an export: for people who do not know their code, or never had one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import DataError, UsageError
from salesex.pipeline.privacy.forgotten import CELL

if TYPE_CHECKING:
    from salesex.surveys.engagements.engagements import EngagementReading


def codes_of_rows(
    folder: str | Path, export: str | Path, rows: Sequence[int], *, group: str | None = None
) -> dict[int, str]:
    """Return the code under which the answers of every row are stored, or were until they were deleted.

    A file that was collected is known by its checksum; another one is read again, with the maps of the
    engagement.

    Parameters
    ----------
    rows : numbers, from 1, as a spreadsheet shows them
    group : id or title, where the command that collected it said so

    Raises
    ------
    DataError : a row has no stored answers; the engagement, a map or the export has errors
    UsageError : the file is no export; there is no such group
    CannotRunError : a file is missing or cannot be read
    """
    from salesex import catalogue
    from salesex.pipeline.opening import usable_engagement
    from salesex.pipeline.privacy.holdings import holdings
    from salesex.pipeline.privacy.log import deleted_codes
    from salesex.store import read_origins
    from salesex.surveys.formats.reader import read_bytes

    folder, export = Path(folder), Path(export)
    reading, data = usable_engagement(folder), read_bytes(export)
    sha256 = hashlib.sha256(data).hexdigest()
    origins = read_origins(folder)
    found = _rows_of({each.respondent: each.places.get(sha256, {}) for each in origins.responses.values()})
    if not set(rows) <= found.keys():
        found = _read(folder, reading, data, export, group) | found
    stored = holdings(folder).people | deleted_codes(folder).keys()
    missing = [row for row in dict.fromkeys(rows) if found.get(row) not in stored]
    if missing:
        name, where = export.as_posix(), folder.as_posix()
        issues = [catalogue.issue("R134", file=name, line=row, row=row, folder=where) for row in missing]
        raise DataError(issues, reading.language)
    return {row: found[row] for row in dict.fromkeys(rows)}


def _rows_of(places: Mapping[str, Mapping[str, str]]) -> dict[int, str]:
    """Respondents by the row of the cells that their answers came from."""
    return {
        int(cell["row"]): respondent
        for respondent, own in places.items()
        for place in own.values()
        if (cell := CELL.fullmatch(place))
    }


def _read(
    folder: Path, reading: EngagementReading, data: bytes, export: Path, group: str | None
) -> dict[int, str]:
    from salesex.pipeline.importing import Importer

    read = Importer(folder, reading, None, group).read(data, export.as_posix())
    if read is None:
        raise UsageError(
            f"{export.as_posix()} is no export of a survey tool", "Forms and answer sheets name the code."
        )
    if any(issue.severity == "error" for issue in read.issues):
        raise DataError(read.issues, reading.language)
    return {form.line: form.respondent for form in read.forms}
