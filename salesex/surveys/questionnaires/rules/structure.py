"""Ids, dimensions, stages, axes and lights: what is named exists once, and stands where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.model import Dimension, Facet, Questionnaire
from salesex.surveys.formats.reader import Reader
from salesex.surveys.yaml.nodes import Node

COLUMN_WORDS = frozenset({"respondent", "group", "unit", "mode", "date", "comment"})
"""Headers of a table of responses that no item may be named like."""
EXPLAIN_WORDS = frozenset({"type", "stage", "gap"})
"""Keys of `explain` that no dimension, facet or item may be named like."""
MAX_AXES = 3
PROFILE_KEYS = ("dimensions", "types", "gaps")
ROADMAP_KEYS = ("stages", "axes", "roadmap", "lights")


def doubled_ids(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Dimensions and facets share one set of ids, and no item has one of them: `explain` tells them apart
    by nothing else. Axes have ids of their own, which no key of `explain` names.
    """
    first: dict[str, int] = {}
    for part in _parts(questionnaire):
        if part.id in first:
            yield at.issue("Q032", at.place(part, "id"), id=part.id, first=first[part.id])
        if part.id:
            first.setdefault(part.id, at.line(part, "id"))
    for item in questionnaire.items():
        if item.id in first:
            yield at.issue("Q032", at.place(item, "id"), id=item.id, first=first[item.id])


def doubled_items(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Item ids are unique."""
    first: dict[str, int] = {}
    for item in questionnaire.items():
        if item.id in first:
            yield at.issue("Q033", at.place(item, "id"), id=item.id, first=first[item.id])
        if item.id:
            first.setdefault(item.id, at.line(item, "id"))


def words_as_ids(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Ids that salesex itself uses in tables and keys."""
    for item in questionnaire.items():
        if item.id.casefold() in COLUMN_WORDS | EXPLAIN_WORDS:
            yield at.issue("Q055", at.place(item, "id"), id=item.id)
    for part in _parts(questionnaire):
        if part.id.casefold() in EXPLAIN_WORDS:
            yield at.issue("Q055", at.place(part, "id"), id=part.id)


def profile_or_roadmap(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A questionnaire is one of the two, with the keys that belong to it.

    With dimensions and stages it is what most of its keys belong to, and the others are one intruder.
    """
    root = at.place(questionnaire)
    if not questionnaire.dimensions and not questionnaire.stages and not questionnaire.axes:
        yield at.issue("Q034", root)
        return
    of_profile = [key for key in PROFILE_KEYS if at.key(root, key) is not None]
    of_roadmap = [key for key in ROADMAP_KEYS if at.key(root, key) is not None]
    both = bool(questionnaire.dimensions and questionnaire.stages)
    profile = bool(questionnaire.dimensions) and not (both and len(of_profile) < len(of_roadmap))
    foreign = of_roadmap if profile else of_profile
    for key in foreign[:1] if both else foreign:
        kind = Word("profile" if profile else "roadmap")
        yield at.issue("Q035", at.key(root, key) or root, key=key, kind=kind)
    for key in () if profile else ("axes", "stages"):
        if at.key(root, key) is None:
            other = at.key(root, "stages" if key == "axes" else "axes") or root
            yield at.issue("Q042", other, key=key)


def facets_or_items(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A dimension has facets or items."""
    for dimension in questionnaire.dimensions:
        if dimension.facets and dimension.items:
            node = at.key(at.place(dimension), "items") or at.place(dimension)
            yield at.issue("Q036", node, id=dimension.id)


def empty_dimensions(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A dimension has something to answer."""
    for dimension in questionnaire.dimensions:
        if not dimension.facets and not dimension.items:
            yield at.issue("Q037", at.place(dimension), id=dimension.id)


def stage_numbers(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Stages are 1..n in order and without holes; 0 may come before."""
    numbers = [stage.stage for stage in questionnaire.stages]
    for expected, stage in enumerate(questionnaire.stages, start=0 if 0 in numbers[:1] else 1):
        if stage.stage != expected:
            yield at.issue("Q038", at.place(stage, "stage"), found=stage.stage, expected=expected)
            return


def scored_at_the_start(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Stage 0 holds only unscored items."""
    for section in questionnaire.sections():
        for item in section.items if section.stage == 0 else ():
            if item.scored:
                key = "scored" if at.child(at.place(item), "scored") is not None else "id"
                yield at.issue("Q039", at.place(item, key), id=item.id)


def too_many_axes(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A roadmap has one to three axes."""
    if len(questionnaire.axes) > MAX_AXES:
        node = at.key(at.place(questionnaire), "axes") or at.place(questionnaire)
        yield at.issue("Q040", node, count=len(questionnaire.axes))


def unknown_axes(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Stages use the axes that are defined."""
    for stage in questionnaire.stages:
        for axis in stage.axes if questionnaire.axes else ():
            if axis not in questionnaire.axes:
                node = at.key(at.place(stage, "axes"), axis) or at.place(stage)
                yield at.issue("Q041", node, wrong=axis, known=questionnaire.axes.keys(), stage=stage.stage)


def light_tags(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every light has items, and its tag for itself."""
    tags = {tag for item in questionnaire.items() for tag in item.tags}
    owner: dict[str, str] = {}
    for name, light in questionnaire.lights.items() if not questionnaire.dimensions else ():
        node = at.place(light, "tag")
        if light.tag not in tags:
            yield at.issue("Q043", node, wrong=light.tag, known=tags, light=name)
        if light.tag in owner:
            yield at.issue("Q044", node, tag=light.tag, light=owner[light.tag])
        owner.setdefault(light.tag, name)


def numbers_in_order(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Bounds that follow one another do not cross; a share in place of points is told alone (Q095)."""
    types, gaps = questionnaire.types, questionnaire.gaps
    if types is not None and _cross(types.qualifier.clear, types.qualifier.visible):
        low, high = types.qualifier.clear, types.qualifier.visible
        node = _first_written(at, at.place(questionnaire, "types", "qualifier"), "clear", "visible")
        yield at.issue("Q054", node, smaller="clear", larger="visible", low=low, high=high)
    if gaps is not None and _cross(gaps.weak, gaps.strong):
        node = _first_written(at, at.place(questionnaire, "gaps"), "weak", "strong")
        yield at.issue("Q054", node, smaller="weak", larger="strong", low=gaps.weak, high=gaps.strong)


def _cross(smaller: float, larger: float) -> bool:
    return smaller > larger and not 0 < larger <= 1 < smaller


def _first_written(at: Reader, node: Node, *keys: str) -> Node:
    """The value of the first of some keys that is not left to its default."""
    return next((below for key in keys if (below := at.child(node, key)) is not None), node)


def _parts(questionnaire: Questionnaire) -> Iterator[Dimension | Facet]:
    for dimension in questionnaire.dimensions:
        yield dimension
        yield from dimension.facets
