"""Derivations of stored numbers: what each rests on, step by step, and the proof that it comes out.

Steps are made from stored results, which hold only what may be shown. Two things are added from the
answers: counts of answers, where disclosure allows a distribution (B7), and the check that every number
comes out again. A value that enters a number but may not be shown (a single role's statement) takes part
in the check only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from salesex.model.derivation import Derivation, Hidden
from salesex.model.keys import Key, KeyKind
from salesex.model.results import Results
from salesex.scoring.derive_gaps import gap
from salesex.scoring.derive_kept import kept
from salesex.scoring.derive_means import light, start
from salesex.scoring.derive_quality import agreement, influence, missing, reliability
from salesex.scoring.derive_scores import score
from salesex.scoring.derive_source import NotReproducedError as NotReproducedError
from salesex.scoring.derive_source import Source
from salesex.scoring.derive_stages import stage
from salesex.scoring.derive_types import kind
from salesex.scoring.recount import Recount

_MAKERS: dict[KeyKind, Callable[[Source, Key], Derivation | Hidden]] = {
    "score": score,
    "type": kind,
    "stage": stage,
    "start": start,
    "light": light,
    "gap": gap,
    "reliability": reliability,
    "agreement": agreement,
    "missing": missing,
    "influence": influence,
}


def derive(results: Results, key: Key, recount: Recount) -> Derivation | Hidden:
    """Say how one number came about, or why it is hidden.

    Raises
    ------
    NotReproducedError : what is stored does not follow from the answers and the rules
    """
    source = Source(results, results.questionnaires[key.questionnaire], recount, key)
    found = _MAKERS[key.kind](source, key)
    if isinstance(found, Hidden):
        return found
    last = kept(source, found)
    return found if last is None else replace(found, steps=(*found.steps, last))
