"""Self view minus external view of a profile: each gap with its interval, its test and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.results import GapRow
from salesex.reports.chapters.base import Studio
from salesex.reports.view import View
from salesex.reports.wording import certainty, gaps
from salesex.reports.wording.words import Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One dimension; `interval` and `p` are a dash where there are none."""

    title: str
    own: str
    other: str
    gap: str
    interval: str
    found: str
    p: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The table; `unsure` names gaps that are sure to be there, not to be as large as the bar."""

    title: str
    interval: str
    rows: tuple[Difference, ...]
    unsure: str
    note: str


def build(view: View, studio: Studio) -> Differences | None:
    """Make the table of a questionnaire with types; None where no gap was computed."""
    words, rows = studio.words, gaps.dimension_gaps(view)
    if not rows:
        return None
    return Differences(
        words("apart.title"),
        words("apart.interval", sure=words.percent(certainty.SURE)),
        tuple(_row(view, words, row) for row in rows),
        words.say(said) if (said := gaps.unsure(view, words, rows)) else "",
        _note(view, words, rows),
    )


def _row(view: View, words: Words, row: GapRow) -> Difference:
    return Difference(
        view.titles[row.id],
        words.score(row.a),
        words.score(row.b),
        words.gap(row.a, row.b),
        certainty.gap_interval(row, words) or "–",
        _found(view, words, row),
        certainty.gap_test(row, words).removeprefix("p = ").removeprefix("p ") or "–",
    )


def _found(view: View, words: Words, row: GapRow) -> str:
    if row.evidence in ("finding", "tendency"):
        return words(f"apart.found.{row.evidence}")
    return certainty.gap_evidence(view, words, row)


def _note(view: View, words: Words, rows: list[GapRow]) -> str:
    n = words(
        "gaps.note.n",
        self=words.n(*(row.n_a for row in rows)),
        external=words.n(*(row.n_b for row in rows)),
    )
    if all(row.p_adjusted is None for row in rows):
        return n
    return words("apart.note", n=n, alpha=words.decimal(gaps.rules_of(view).alpha, 2))
