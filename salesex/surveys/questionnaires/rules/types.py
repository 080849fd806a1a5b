"""Types: profiles, conditions and contrasts speak of dimensions and types that exist."""

from __future__ import annotations

from collections.abc import Iterator

from salesex.errors import Issue
from salesex.model import Questionnaire
from salesex.model.rules import ReferenceType
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.nodes import Node


def type_profiles(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A reference profile has a number for every dimension and for nothing else.

    Where a dimension's id is none (Q012), a profile without it has the id that it had, or will have.
    """
    dimensions = {dimension.id: None for dimension in questionnaire.dimensions}
    for name, kind in _types(questionnaire):
        node = at.place(kind, "profile")
        missing = [dimension for dimension in dimensions if dimension not in kind.profile]
        unknown = [dimension for dimension in kind.profile if dimension not in dimensions]
        if not at.invalid_ids.isdisjoint(missing):
            continue
        if len(missing) > len(unknown):
            yield at.issue("Q045", at.head(node), type=name, missing=missing)
        known = tuple(missing or dimensions)
        for dimension in unknown:
            place = at.key(node, dimension) or node
            yield at.issue("Q046", place, wrong=dimension, known=known)


def one_fallback(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Exactly one type has no condition."""
    if questionnaire.types is None or not _types(questionnaire):
        return
    free = [name for name, kind in _types(questionnaire) if kind.requires is None]
    if len(free) != 1:
        node = at.place(questionnaire, "types", "reference")
        place = (len(free) > 1 and at.key(node, free[1])) or at.head(node)
        yield at.issue("Q047", place, count=len(free), types=free or list(questionnaire.types.reference))


def tie_order(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """The order of ties names every type."""
    if questionnaire.types is None:
        return
    types, order = questionnaire.types.reference, dict.fromkeys(questionnaire.types.tie.order)
    if not at.invalid_ids.isdisjoint(types):
        return
    missing = [name for name in types if name not in order]
    unknown = [name for name in order if name not in types]
    node = at.place(questionnaire, "types", "tie", "order")
    known = tuple(missing or types)
    for name in unknown:
        yield at.issue("Q049", at.element(node, name), wrong=name, known=known)
    if len(missing) > len(unknown):
        yield at.issue("Q048", at.head(node), missing=missing)


def type_references(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Contrasts and expectations speak of dimensions that exist."""
    dimensions = {dimension.id: None for dimension in questionnaire.dimensions}
    if not at.invalid_ids.isdisjoint(dimensions):
        return
    for _, kind in _types(questionnaire):
        named: list[tuple[str, Node]] = []
        if kind.expects_highest:
            named.append((kind.expects_highest, at.place(kind, "expects_highest")))
        if kind.contrast is not None:
            for side in ("of", "against"):
                node = at.place(kind, "contrast", side)
                named += [(name, at.element(node, name)) for name in getattr(kind.contrast, side)]
        for name, node in named:
            if name not in dimensions:
                yield at.issue("Q046", node, wrong=name, known=dimensions)


def contrast_sides(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """No dimension is on both sides of a contrast."""
    for _, kind in _types(questionnaire):
        if kind.contrast is None:
            continue
        node, of = at.place(kind, "contrast", "against"), set(kind.contrast.of)
        for name in kind.contrast.against:
            if name in of:
                yield at.issue("Q050", at.element(node, name), id=name)


def _types(questionnaire: Questionnaire) -> list[tuple[str, ReferenceType]]:
    """The types of a profile; those of a roadmap do not belong there, which is one issue."""
    types = questionnaire.types if questionnaire.dimensions else None
    return list(types.reference.items()) if types else []
