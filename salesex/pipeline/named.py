"""Groups, units and questionnaires as people name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesex.errors import UsageError


def named(name: str, kind: str, known: Mapping[str, Any]) -> Any:
    """Return what is meant by an id or a title, in any language and letter case.

    Parameters
    ----------
    kind : what it is, as the message calls it
    known : everything there is, by id; each has an id and a title

    Raises
    ------
    UsageError : there is none of that name
    """
    from salesex.catalogue import nearest
    from salesex.surveys.engagements.rules import names_of
    from salesex.surveys.spelling import folded

    for each in known.values():
        if folded(name) in names_of(each):
            return each
    meant = nearest(name, known)
    hint = f"Did you mean `{meant}`? " if meant else ""
    listed = f"There are: {', '.join(known)}." if known else f"The engagement has no {kind}s."
    raise UsageError(f"there is no {kind} `{name}`", f"{hint}{listed}")
