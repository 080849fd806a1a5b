"""How the answers of an engagement came, as far as its folder tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError
from salesex.model.privacy import Gathered
from salesex.pipeline.privacy.holdings import Stored, holdings

if TYPE_CHECKING:
    from salesex.surveys.engagements.engagements import EngagementReading


def gather(folder: Path, reading: EngagementReading) -> Gathered:
    """Say whether answers came from survey tools, and how many exports lie in the folder.

    A code that we made, a map of columns and an export that lies there are signs of a survey tool. An
    export with codes of its own, fitting headings and lying elsewhere leaves none.

    Raises
    ------
    CannotRunError : the folder cannot be read
    """
    from salesex.model.codes import is_made

    held = holdings(folder)
    tables = held.of("raw", "table")
    tools = tuple(sorted(set(_tools(folder, reading, tables))))
    made = any(is_made(code) for each in held.of("answers", "origins") for code in each.people)
    return Gathered(bool(tools or made or held.of("map")), tools, len(tables))


def _tools(folder: Path, reading: EngagementReading, files: list[Stored]) -> Iterator[str]:
    """Titles of the survey tools that gave out some files."""
    from salesex.exports.sources.table import SOURCE
    from salesex.pipeline.importing import Importer

    importer = Importer(folder, reading)
    for file in files:
        try:
            found = importer.recognise(file.data or b"", file.path)
        except CannotRunError:
            continue
        if found is not None and found.export.source != SOURCE:
            yield found.export.title
