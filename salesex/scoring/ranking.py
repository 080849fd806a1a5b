"""Drafts of findings, and their order over a whole engagement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesex.model.results import Finding, TypeCertainty
from salesex.scoring.aggregate import Scored

CERTAINTY_WEIGHT: dict[TypeCertainty, float] = {"high": 1.0, "medium": 0.75, "low": 0.5}
"""What a point is worth where it is less than sure; ours."""

ACTIONS = 3
"""Items a finding about a dimension or a gap names."""

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its rank. `points` (0-100): distance from a target, or size of a gap.

    `aside`: about the questionnaire rather than about sales; it comes after everything else.
    """

    code: str
    evidence: tuple[str, ...]
    values: dict[str, Value]
    certainty: TypeCertainty
    actions: tuple[str, ...]
    points: float
    strength: bool = False
    aside: bool = False

    @property
    def problem(self) -> bool:
        """Whether this is something to work on."""
        return not (self.strength or self.aside)

    @property
    def leverage(self) -> float:
        """How much there is to gain: points times the weight of the certainty."""
        return self.points * CERTAINTY_WEIGHT[self.certainty]


def joined(ids: Iterable[str]) -> str | None:
    """Ids as one value, comma between; None where there are none."""
    return ",".join(ids) or None


def weakest_items(scored: Scored, dimension: str) -> tuple[str, ...]:
    """Items of a dimension with the lowest overall scores, lowest first."""
    scores = {
        item.id: score
        for item in scored.section(dimension).items
        if item.scored and (score := scored.score("item", item.id)) is not None
    }
    return tuple(sorted(scores, key=scores.__getitem__)[:ACTIONS])


def rank(drafts: Mapping[str, Sequence[Draft]]) -> dict[str, tuple[Finding, ...]]:
    """Rank findings over the engagement, 1 first, and return them per questionnaire in that order.

    Every questionnaire's problem of greatest leverage comes first, so that a summary of three speaks
    of three questionnaires where it can; then all other problems, strengths, and last what is said
    aside. Within each part by leverage, then by the engagement's order.
    """
    places = {(name, at): draft for name, found in drafts.items() for at, draft in enumerate(found)}
    leaders = {
        min(problems, key=lambda key: (-places[key].leverage, key[1]))
        for name, found in drafts.items()
        if (problems := [(name, at) for at, draft in enumerate(found) if draft.problem])
    }
    order = list(drafts)

    def key(place: tuple[str, int]) -> tuple[int, float, int, int]:
        draft = places[place]
        part = 0 if place in leaders else 3 if draft.aside else 2 if draft.strength else 1
        return part, -draft.leverage, order.index(place[0]), place[1]

    ranked: dict[str, list[Finding]] = {name: [] for name in drafts}
    for number, place in enumerate(sorted(places, key=key), start=1):
        draft = places[place]
        ranked[place[0]].append(
            Finding(draft.code, number, draft.evidence, draft.values, draft.certainty, draft.actions)
        )
    return {name: tuple(found) for name, found in ranked.items()}
