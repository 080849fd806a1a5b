"""How firmly a type or a stage may be named, how a group agrees: decided once, worded by all outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesex.model.quality import AgreementRow
from salesex.model.questionnaire import Scale
from salesex.model.results import RoadmapRow, TypeRow
from salesex.model.rules import TypeRules

GATE = "gate:"
"""Begins the note that names nearer types whose condition is not met, nearest first."""

VerdictKind = Literal["named", "between", "missed", "nearest"]
StageKind = Literal["sure", "likely", "open", "unjudged", "unknown"]
AgreementWord = Literal["united", "mixed", "split"]
SizeWord = Literal["none", "small", "medium", "large"]

SPLIT_PART = 5
"""From A / 5 scale points of average deviation on, a group is split (A answer options); ours."""
SMALL, MEDIUM, LARGE = 0.2, 0.5, 0.8
"""Standardised differences by convention: Cohen 1988, Statistical Power Analysis, 2nd ed., p. 25-27."""


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


@dataclass(frozen=True, slots=True)
class StageVerdict:
    """How firmly a stage may be named; most draws lie between the stages `low` and `high`.

    `sure`: as it is. `likely`: with a word of care. `open`: no headline, only the band. `unjudged`: an
    axis up to the next stage has no number, so that the client may be further. `unknown`: not drawn.
    """

    kind: StageKind
    low: int
    high: int


def stage_verdict(row: RoadmapRow) -> StageVerdict:
    """Decide how a stage may be named; what was found open stays open, whatever else is missing.

    Raises
    ------
    ValueError : the row has no stage
    """
    if row.stage is None:
        raise ValueError("no stage, no verdict")
    low, high = row.band or (row.stage, row.stage)
    kind: StageKind = row.certainty or "unknown"
    if "not_judged" in row.notes and kind != "open":
        kind = "unjudged"
    return StageVerdict(kind, low, high)


def size_word(g: float) -> SizeWord:
    """Say plainly how large a standardised difference is: conventions, no limits of what matters."""
    size = abs(g)
    if size < SMALL:
        return "none"
    return "small" if size < MEDIUM else "medium" if size < LARGE else "large"


def split_limit(options: int) -> float:
    """Average deviation, in scale points, from which on a group is split: A / 5."""
    return round(options / SPLIT_PART, 9)


def ad_limit(options: int) -> float:
    """Largest average deviation, in scale points, at which a group still agrees: A / 6.

    Burke & Dunlap 2002, Organ. Res. Methods 5:159-172, for A answer options.
    """
    return round(options / 6, 9)


def agreement_word(row: AgreementRow, scale: Scale) -> AgreementWord | None:
    """Say plainly how far a block agrees; None where its average deviation is not shown.

    `united` up to an average deviation of A / 6 scale points (A answer options; Burke & Dunlap 2002),
    `split` from A / 5 on, `mixed` between. A / 5 is ours: with answers of usual shape the variance is
    there some 70 % of that of ticking at random (an r_wg of .30, up to which LeBreton & Senter 2008,
    Organ. Res. Methods 11:815-852, speak of a lack of agreement), and a group of which half answers 2
    of 5 and half 4 is exactly there. The deviation decides and not r_wg(j), which many items push
    towards 1.
    """
    return None if row.ad_mean is None else deviation_word(row.ad_mean, scale)


def deviation_word(ad: float, scale: Scale) -> AgreementWord:
    """Say plainly how far people agree who lie `ad` scale points from their mean, on average."""
    options = scale.max - scale.min + 1
    if ad <= ad_limit(options):
        return "united"
    return "split" if ad >= round(options / SPLIT_PART, 9) else "mixed"
