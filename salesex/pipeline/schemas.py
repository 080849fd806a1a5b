"""`schema`: what the files of salesex may hold, for editors and other programs."""

from __future__ import annotations

from typing import Any

from salesex.errors import UsageError

RESULTS = "results"


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, made from what reads these files.

    Parameters
    ----------
    kind : `questionnaire`, `engagement`, `response`, `map` or `results`

    Raises
    ------
    UsageError : there is no such kind
    """
    from salesex.catalogue import nearest
    from salesex.store import results_schema
    from salesex.surveys.schemas.schema import FORMATS, schema_of

    if kind in FORMATS:
        return schema_of(FORMATS[kind])
    if kind == RESULTS:
        return results_schema()
    known = [*FORMATS, RESULTS]
    near = nearest(kind, known)
    hint = f"Did you mean {near}? " if near else ""
    raise UsageError(f"there is no schema of {kind!r}", f"{hint}There are: {', '.join(known)}.")
