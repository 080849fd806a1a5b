"""Rules of questionnaires that go beyond one field: one function per rule, yielding issues.

Every rule sees the questionnaire as far as it could be read, and the reader for the places. Rules
about something that is missing run only when nothing was left out, so that one mistake is one issue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesex.catalogue import Word
from salesex.errors import Issue
from salesex.model import Dimension, Facet, Questionnaire, Scale
from salesex.model import Text as ModelText
from salesex.model.rules import ReferenceType
from salesex.surveys.answers import NO_ANSWER_SIGN, folded, whole_number
from salesex.surveys.reader import Reader, child, key_node
from salesex.surveys.yaml_nodes import Node

Rule = Callable[[Questionnaire, Reader], Iterator[Issue]]

COLUMN_WORDS = frozenset({"respondent", "group", "unit", "mode", "date", "comment"})
"""Headers of a table of responses that no item may be named like."""
EXPLAIN_WORDS = frozenset({"type", "stage", "gap"})
"""Keys of `explain` that no dimension, facet or item may be named like."""
MAX_AXES = 3


def check(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Run every rule that makes sense on what could be read."""
    for rule in ALWAYS if at.incomplete else ALWAYS + WHEN_COMPLETE:
        yield from rule(questionnaire, at)


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
    """A questionnaire is one of the two, with the keys that belong to it."""
    root = at.place(questionnaire)
    if not questionnaire.dimensions and not questionnaire.stages and not questionnaire.axes:
        yield at.issue("Q034", root)
        return
    profile = bool(questionnaire.dimensions)
    foreign = ("axes", "stages", "roadmap", "lights") if profile else ("types", "gaps")
    for key in foreign:
        found = key_node(root, key)
        if found is not None:
            yield at.issue("Q035", found, key=key, kind=Word("profile" if profile else "roadmap"))
    for key in () if profile else ("axes", "stages"):
        if key_node(root, key) is None:
            other = key_node(root, "stages" if key == "axes" else "axes") or root
            yield at.issue("Q042", other, key=key)


def facets_or_items(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A dimension has facets or items."""
    for dimension in questionnaire.dimensions:
        if dimension.facets and dimension.items:
            node = key_node(at.place(dimension), "items") or at.place(dimension)
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
                key = "scored" if child(at.place(item), "scored") is not None else "id"
                yield at.issue("Q039", at.place(item, key), id=item.id)


def too_many_axes(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A roadmap has one to three axes."""
    if len(questionnaire.axes) > MAX_AXES:
        node = key_node(at.place(questionnaire), "axes") or at.place(questionnaire)
        yield at.issue("Q040", node, count=len(questionnaire.axes))


def unknown_axes(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Stages use the axes that are defined."""
    for stage in questionnaire.stages:
        for axis in stage.axes if questionnaire.axes else ():
            if axis not in questionnaire.axes:
                node = key_node(at.place(stage, "axes"), axis) or at.place(stage)
                yield at.issue("Q041", node, wrong=axis, known=list(questionnaire.axes), stage=stage.stage)


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


def type_profiles(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """A reference profile has a number for every dimension and for nothing else."""
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    for name, kind in _types(questionnaire):
        node = at.place(kind, "profile")
        missing = [dimension for dimension in dimensions if dimension not in kind.profile]
        unknown = [dimension for dimension in kind.profile if dimension not in dimensions]
        if len(missing) > len(unknown):
            yield at.issue("Q045", at.head(node), type=name, missing=missing)
        for dimension in unknown:
            place = key_node(node, dimension) or node
            yield at.issue("Q046", place, wrong=dimension, known=missing or dimensions)


def one_fallback(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Exactly one type has no condition."""
    if questionnaire.types is None or not _types(questionnaire):
        return
    free = [name for name, kind in _types(questionnaire) if kind.requires is None]
    if len(free) != 1:
        node = at.place(questionnaire, "types", "reference")
        place = (len(free) > 1 and key_node(node, free[1])) or at.head(node)
        yield at.issue("Q047", place, count=len(free), types=free or list(questionnaire.types.reference))


def tie_order(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """The order of ties names every type."""
    if questionnaire.types is None:
        return
    types, order = questionnaire.types.reference, questionnaire.types.tie.order
    missing = [name for name in types if name not in order]
    unknown = [name for name in order if name not in types]
    node = at.place(questionnaire, "types", "tie", "order")
    for name in unknown:
        place = at.place(questionnaire, "types", "tie", "order", str(order.index(name)))
        yield at.issue("Q049", place, wrong=name, known=missing or list(types))
    if len(missing) > len(unknown):
        yield at.issue("Q048", at.head(node), missing=missing)


def type_references(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Contrasts and expectations speak of dimensions that exist."""
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    for _, kind in _types(questionnaire):
        named: list[tuple[str, tuple[str, ...]]] = []
        if kind.expects_highest:
            named.append((kind.expects_highest, ("expects_highest",)))
        if kind.contrast is not None:
            for side in ("of", "against"):
                names = getattr(kind.contrast, side)
                named += [(name, ("contrast", side, str(i))) for i, name in enumerate(names)]
        for name, place in named:
            if name not in dimensions:
                yield at.issue("Q046", at.place(kind, *place), wrong=name, known=dimensions)


def contrast_sides(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """No dimension is on both sides of a contrast."""
    for _, kind in _types(questionnaire):
        if kind.contrast is None:
            continue
        for index, name in enumerate(kind.contrast.against):
            if name in kind.contrast.of:
                yield at.issue("Q050", at.place(kind, "contrast", "against", str(index)), id=name)


def scale_direction(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """The scale runs upwards."""
    scale = questionnaire.scale
    if scale.min >= scale.max:
        node = at.place(questionnaire, "scale", "max")
        yield at.issue("Q051", node, low=scale.min, high=scale.max)


def labels_on_scale(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Labels belong to answers."""
    scale, node = questionnaire.scale, at.place(questionnaire, "scale", "labels")
    for value in scale.labels if scale.min < scale.max else ():
        if not scale.min <= value <= scale.max:
            place = key_node(node, str(value)) or node
            yield at.issue("Q052", place, value=value, low=scale.min, high=scale.max)


def clear_labels(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """No label can be taken for another answer."""
    scale = questionnaire.scale
    meaning: dict[str, int | None] = {NO_ANSWER_SIGN: None}
    answers = [*scale.labels.items(), *([(None, scale.no_answer)] if scale.no_answer else [])]
    for value, text in answers:
        for label in dict.fromkeys([text] if isinstance(text, str) else text.values()):
            known_as = folded(label)
            if meaning.setdefault(known_as, value) != value or _is_other_number(known_as, value, scale):
                node = at.place(questionnaire, "scale", *_label_keys(value, text, label))
                yield at.issue("Q053", node, label=label)


def _label_keys(value: int | None, text: ModelText, label: str) -> tuple[str, ...]:
    """Where a label stands in the scale, its language included."""
    keys = ("no_answer",) if value is None else ("labels", str(value))
    return keys if isinstance(text, str) else (*keys, next(name for name in text if text[name] == label))


def _is_other_number(label: str, value: int | None, scale: Scale) -> bool:
    """Whether a label is a number, not its answer's own; "cannot judge" (None) may be one off the scale."""
    number = whole_number(label)
    if number is None or number == value:
        return False
    return value is not None or scale.min <= number <= scale.max


def end_labels(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Both ends of the scale have labels."""
    scale = questionnaire.scale
    missing = [str(end) for end in (scale.min, scale.max) if end not in scale.labels]
    if missing and scale.min < scale.max:
        place = at.place(questionnaire, "scale")
        yield at.issue("Q070", key_node(place, "labels") or at.head(place), missing=missing)


def numbers_in_order(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Bounds that follow one another do not cross."""
    types, gaps = questionnaire.types, questionnaire.gaps
    if types is not None and types.qualifier.clear > types.qualifier.visible:
        low, high = types.qualifier.clear, types.qualifier.visible
        node = _first_written(at.place(questionnaire, "types", "qualifier"), "clear", "visible")
        yield at.issue("Q054", node, smaller="clear", larger="visible", low=low, high=high)
    if gaps is not None and gaps.weak > gaps.strong:
        node = _first_written(at.place(questionnaire, "gaps"), "weak", "strong")
        yield at.issue("Q054", node, smaller="weak", larger="strong", low=gaps.weak, high=gaps.strong)


def _first_written(node: Node, *keys: str) -> Node:
    """The value of the first of some keys that is not left to its default."""
    return next((below for key in keys if (below := child(node, key)) is not None), node)


def complete_languages(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every text has the languages that others have."""
    everywhere = frozenset[str]().union(*(have for _, have in at.texts))
    for node, have in at.texts:
        if have != everywhere:
            yield at.issue("Q031", node, missing=sorted(everywhere - have))


def _parts(questionnaire: Questionnaire) -> Iterator[Dimension | Facet]:
    for dimension in questionnaire.dimensions:
        yield dimension
        yield from dimension.facets


def _types(questionnaire: Questionnaire) -> list[tuple[str, ReferenceType]]:
    """The types of a profile; those of a roadmap do not belong there, which is one issue."""
    types = questionnaire.types if questionnaire.dimensions else None
    return list(types.reference.items()) if types else []


ALWAYS: tuple[Rule, ...] = (
    doubled_ids,
    doubled_items,
    words_as_ids,
    facets_or_items,
    too_many_axes,
    contrast_sides,
    numbers_in_order,
    complete_languages,
)
WHEN_COMPLETE: tuple[Rule, ...] = (
    profile_or_roadmap,
    empty_dimensions,
    stage_numbers,
    scored_at_the_start,
    unknown_axes,
    light_tags,
    type_profiles,
    one_fallback,
    tie_order,
    type_references,
    scale_direction,
    labels_on_scale,
    clear_labels,
    end_labels,
)
"""Rules about what is missing, points nowhere, or needs the whole scale."""
