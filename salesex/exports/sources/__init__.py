"""The survey tools whose exports are known: each module says whether a table is from its tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from salesex.exports.sources import google_forms, kobo, limesurvey, microsoft_forms, qualtrics, surveymonkey
from salesex.exports.sources import table as any_table
from salesex.exports.sources.garbled import garbled
from salesex.model.exports import Export, RawTable

Source = Callable[[RawTable], Export | None]

TOOLS: tuple[Source, ...] = (
    qualtrics.recognise,
    limesurvey.recognise,
    surveymonkey.recognise,
    kobo.recognise,
    microsoft_forms.recognise,
    google_forms.recognise,
)
"""None takes a table of another one."""
SOURCES: tuple[Source, ...] = (*TOOLS, any_table.recognise)
"""In the order they are asked; the last takes any table."""


def recognise(table: RawTable) -> Export | None:
    """Return what a table is an export of; None where it is no table of answers at all.

    A question may ask for what every table may have, such as the group or a name: that is recognised, too.
    """
    found = next((found for source in SOURCES if (found := source(table)) is not None), None)
    if found is None:
        return None
    if (issue := garbled(table, found)) is not None:
        found = replace(found, issues=(issue,))
    if found.source == any_table.SOURCE:
        return found
    return replace(found, columns=tuple(map(any_table.by_heading, found.columns)))
