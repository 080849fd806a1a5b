"""The survey tools whose exports are known: each module says whether a table is from its tool."""

from __future__ import annotations

from collections.abc import Callable

from salesex.exports.sources import table as any_table
from salesex.model.exports import Export, RawTable

Source = Callable[[RawTable], Export | None]

SOURCES: tuple[Source, ...] = (any_table.recognise,)
"""In the order they are asked; the last takes any table."""


def recognise(table: RawTable) -> Export | None:
    """Return what a table is an export of; None where it is no table of answers at all."""
    return next((found for source in SOURCES if (found := source(table)) is not None), None)
