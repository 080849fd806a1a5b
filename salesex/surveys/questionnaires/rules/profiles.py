"""Whether types can be told apart, and whether any profile can become each of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations

from salesex.errors import Issue
from salesex.model import Questionnaire
from salesex.model.nearness import distance, holds, spread
from salesex.model.rules import Contrast, ReferenceType, TypeCondition, TypeRules
from salesex.surveys.formats.reader import Reader
from salesex.surveys.questionnaires.rules.reach import is_out_of_reach
from salesex.surveys.yaml.nodes import Node

MOST_NUMBERS = 100_000
"""Types times types times dimensions up to which they are compared; nobody has more on purpose."""
_EPSILON = 1e-9


def types_make_sense(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Look at all types together; where references are wrong, other rules speak first."""
    rules = questionnaire.types
    if rules is None or not _sound(questionnaire, rules):
        return
    alike = set()
    for first, second, apart in _too_near(rules):
        alike |= {first, second}
        needed = max(rules.certainty.medium.margin, rules.tie.within)
        node = at.place(rules.reference[second], "profile")
        yield at.issue("Q082", node, first=first, second=second, distance=round(apart, 1), needed=needed)
    for name, kind in rules.reference.items():
        if name not in alike and not _is_itself(kind, rules) and is_out_of_reach(name, rules):
            yield at.issue("Q083", _key(questionnaire, at, name), type=name)
        else:
            for key in _contradicted(kind):
                yield at.issue("Q084", at.place(kind, key), type=name, key=key)
        yield from _words(name, kind, rules, at)


def _sound(questionnaire: Questionnaire, rules: TypeRules) -> bool:
    """Whether every reference between types and dimensions holds, in a size that can be looked through."""
    dimensions = {dimension.id for dimension in questionnaire.dimensions}
    kinds = rules.reference.values()
    named = [name for kind in kinds if kind.expects_highest for name in (kind.expects_highest,)]
    named += [name for kind in kinds if kind.contrast for name in (*kind.contrast.of, *kind.contrast.against)]
    return (
        bool(dimensions)
        and len(dimensions) == len(questionnaire.dimensions)
        and len(rules.reference) ** 2 * len(dimensions) <= MOST_NUMBERS
        and all(kind.profile.keys() == dimensions for kind in kinds)
        and all(_is_contrast(kind.contrast) for kind in kinds if kind.contrast)
        and dimensions.issuperset(named)
        and sum(kind.requires is None for kind in kinds) == 1
    )


def _is_contrast(contrast: Contrast) -> bool:
    return bool(contrast.of and contrast.against) and set(contrast.of).isdisjoint(contrast.against)


def _too_near(rules: TypeRules) -> Iterator[tuple[str, str, float]]:
    """Pairs of types that are never told apart with certainty, and their distance in points.

    By the triangle inequality the margin between two types is at most the distance of their
    profiles. Where one of them takes what lies above as fine, that holds for the other one.
    """
    needed = max(rules.certainty.medium.margin, rules.tie.within)
    order = list(next(iter(rules.reference.values())).profile)
    points = [
        (name, [kind.profile[dimension] for dimension in order]) for name, kind in rules.reference.items()
    ]
    root = math.sqrt(len(order))
    for (first, here), (second, there) in combinations(points, 2):
        apart = math.dist(here, there) / root
        if apart < needed - _EPSILON or apart == 0:
            yield first, second, apart


def _is_itself(kind: ReferenceType, rules: TypeRules) -> bool:
    """Whether a type far from the others is what its own reference profile becomes.

    Only where others take what lies above as fine can they be near all the same.
    """
    generous = [other for other in rules.reference.values() if other.above_is_fine and other is not kind]
    return holds(kind.requires, kind.profile) and all(
        distance(kind.profile, other) >= max(rules.tie.within, _EPSILON) for other in generous
    )


def _contradicted(kind: ReferenceType) -> Iterator[str]:
    """Keys of a type that its own reference profile does not fulfil."""
    profile = kind.profile
    if not holds(kind.requires, profile):
        yield "requires"
    if kind.contrast is not None:
        lead = _mean(profile, kind.contrast.of) - _mean(profile, kind.contrast.against)
        if lead < kind.contrast.at_least - _EPSILON:
            yield "contrast"
    if kind.expects_highest and profile[kind.expects_highest] < max(profile.values()):
        yield "expects_highest"


def _mean(profile: Mapping[str, float], dimensions: tuple[str, ...]) -> float:
    return math.fsum(profile[dimension] for dimension in dimensions) / len(dimensions)


def _words(name: str, kind: ReferenceType, rules: TypeRules, at: Reader) -> Iterator[Issue]:
    """The conditions on `clear` and `visible` can hold, and in that order."""
    if kind.clear_from is None and kind.visible_from is None:
        return
    for key, most in (("clear_from", rules.qualifier.clear), ("visible_from", rules.qualifier.visible)):
        condition: TypeCondition | None = getattr(kind, key)
        if condition is not None and _least_fit(condition, kind) > most + _EPSILON:
            yield at.issue("Q086", at.place(kind, key), type=name, key=key, most=most)
            return
    clear = [kind.clear_from, kind.requires]
    for field in ("every_at_least", "range_at_least"):
        asked = getattr(kind.visible_from, field, None) or 0
        if asked > max(getattr(condition, field, None) or 0 for condition in clear):
            yield at.issue("Q085", at.place(kind, "visible_from"), type=name, field=field, value=asked)
            return


def _least_fit(condition: TypeCondition, kind: ReferenceType) -> float:
    """A bound below the distance (points) of every profile for which a condition holds.

    Raising what is below `every_at_least` is the shortest way to fulfil it. The shortest way to a
    wider range moves the highest up and the lowest down by half of what is missing.
    """
    profile = kind.profile
    every, wide = condition.every_at_least or 0.0, condition.range_at_least or 0.0
    if every + wide > 100 or (wide and len(profile) == 1):
        return math.inf
    raised = {dimension: max(score, every) for dimension, score in profile.items()}
    missing = max(0.0, wide - spread(profile))
    if kind.above_is_fine:
        missing = max(0.0, wide - (100 - min(profile.values())))
        return max(distance(raised, kind), missing / math.sqrt(len(profile)))
    return max(distance(raised, kind), missing / math.sqrt(2 * len(profile)))


def _key(questionnaire: Questionnaire, at: Reader, name: str) -> Node:
    node = at.place(questionnaire, "types", "reference")
    return at.key(node, name) or node
