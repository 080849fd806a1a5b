"""How firmly a type may be named: decided once, worded by the terminal and by the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesex.model.results import TypeRow
from salesex.model.rules import TypeRules

GATE = "gate:"
"""Begins the note that names nearer types whose condition is not met, nearest first."""

VerdictKind = Literal["named", "between", "missed", "nearest"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said of a type row.

    `named`: the type, with qualifier and certainty. The others are no headline: `between` several
    types; `missed`: a nearer type whose bar a dimension does not reach; `nearest`: only that much.
    """

    kind: VerdictKind
    types: tuple[str, ...]


def verdict(row: TypeRow, rules: TypeRules) -> Verdict:
    """Decide how a type may be named (DOMAIN b1: low certainty and ties are no headline).

    A type that is nearer, but ruled out only because the profile has no emphasis, is not called
    missed: nobody was on the way to it.

    Raises
    ------
    ValueError : the row has no type
    """
    if row.type is None:
        raise ValueError("no type, no verdict")
    if len(row.tied) > 1:
        return Verdict("between", row.tied)
    if row.certainty != "low":
        return Verdict("named", (row.type,))
    missed = [kind for kind in gated(row) if _has_bar(rules, kind)]
    if missed:
        return Verdict("missed", (missed[0],))
    close = row.margin is not None and row.margin < rules.certainty.medium.margin
    if close and row.runner_up and row.runner_up not in gated(row):
        return Verdict("between", (row.type, row.runner_up))
    return Verdict("nearest", (row.type,))


def gated(row: TypeRow) -> tuple[str, ...]:
    """Types that are nearer but whose condition is not met, nearest first."""
    for note in row.notes:
        if note.startswith(GATE):
            return tuple(note.removeprefix(GATE).split(","))
    return ()


def _has_bar(rules: TypeRules, kind: str) -> bool:
    requires = rules.reference[kind].requires
    return requires is not None and requires.every_at_least is not None
