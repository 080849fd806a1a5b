"""What dimensions, and the axes of stages, can measure with the items they have.

A part is what gets one score: a dimension, or one axis of a stage from 1 on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from salesex.errors import Issue
from salesex.model import PERSPECTIVES, Dimension, Item, Questionnaire, Stage
from salesex.model.rules import AXIS_ANSWERED_SHARE
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.nodes import Node

FEWEST_ITEMS = 3
"""Items a dimension needs: with fewer, the wording of one decides, and reliability cannot be estimated.

Two items cannot show whether they measure one thing; three are the least a one-factor model is
identified with (Bollen 1989, Structural Equations with Latent Variables, Wiley, ch. 7).
"""
LEAST_SHARE = 0.01
"""Share of a part's weight below which an item moves its score by less than one point of 100."""
LEAST_OF_EQUAL = 0.1
"""Fraction of an equal share below which a weight is small; many items have small shares all the same."""
_EPSILON = 1e-9


class Part(NamedTuple):
    """Items that are scored together; `axis` is None for a dimension."""

    id: str
    owner: Dimension | Stage
    axis: str | None
    scored: list[Item]
    share: float


def parts(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Look at every part once."""
    found = list(_parts(questionnaire))
    for part in found:
        if not part.scored:
            yield _nothing_scored(part, at)
            continue
        if part.axis is None and len(part.scored) < FEWEST_ITEMS:
            yield at.issue("Q071", _place(part, at), id=part.id, count=len(part.scored))
        if len(part.scored) > 1 and all(item.reverse for item in part.scored):
            yield at.issue("Q073", _place(part, at), id=part.id, count=len(part.scored))
        yield from _weights(part, at)
    yield from _observers(found, at)


def _parts(questionnaire: Questionnaire) -> Iterator[Part]:
    share = questionnaire.scoring.min_answered_share
    for dimension in questionnaire.dimensions:
        items = dimension.all_items
        if items:
            scored = [item for item in items if item.scored]
            yield Part(dimension.id, dimension, None, scored, share)
    for stage in questionnaire.stages:
        for axis, found in stage.axes.items() if stage.stage > 0 else ():
            scored = [item for item in found.items if item.scored]
            if found.items:
                yield Part(f"{stage.stage}.{axis}", stage, axis, scored, AXIS_ANSWERED_SHARE)


def _place(part: Part, at: Reader) -> Node:
    if part.axis is None:
        return at.place(part.owner, "id")
    return at.key(at.place(part.owner, "axes"), part.axis) or at.place(part.owner)


def _nothing_scored(part: Part, at: Reader) -> Issue:
    if isinstance(part.owner, Stage):
        return at.issue("Q075", _place(part, at), stage=part.owner.stage, axis=part.axis or "")
    return at.issue("Q072", _place(part, at), id=part.id)


def _weights(part: Part, at: Reader) -> Iterator[Issue]:
    """No item outweighs all others together, and none weighs next to nothing."""
    first = part.scored[0].weight
    if all(item.weight == first for item in part.scored):
        return
    total = math.fsum(item.weight for item in part.scored)
    heaviest = max(part.scored, key=lambda item: item.weight)
    if heaviest.weight > total - heaviest.weight + _EPSILON:
        share = 100 * heaviest.weight / total
        yield at.issue(
            "Q079", at.place(heaviest, "weight"), item=heaviest.id, id=part.id, share=f"{share:.0f}"
        )
        return
    least = total * min(LEAST_SHARE, LEAST_OF_EQUAL / len(part.scored))
    for item in part.scored:
        if item.weight < least:
            yield at.issue("Q080", at.place(item, "weight"), item=item.id, id=part.id)


def _observers(found: list[Part], at: Reader) -> Iterator[Issue]:
    """Whoever judges something of a questionnaire can count in every part of it."""
    if all(item.observers == PERSPECTIVES for part in found for item in part.scored):
        return
    asked = {perspective for part in found for item in part.scored for perspective in item.observers}
    for part in found:
        needed = part.share * math.fsum(item.weight for item in part.scored) - _EPSILON
        short = [
            perspective
            for perspective in PERSPECTIVES
            if perspective in asked
            and math.fsum(item.weight for item in part.scored if perspective in item.observers)
            < max(needed, _EPSILON)
        ]
        if short and part.scored:
            node = _place(part, at)
            yield at.issue(
                "Q081", node, perspectives=short, id=part.id, needed=f"{max(1.0, 100 * part.share):g}"
            )
