"""Questionnaires: YAML in the format `salesex/questionnaire/1` becomes a `Questionnaire`.

The tables below are the format. Rules over several fields are in `rules`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from salesex.frozen import replace
from salesex.model import PERSPECTIVES, Axis, Dimension, Facet, Item, Questionnaire, Scale, Stage, StageAxis
from salesex.model.rules import (
    Certainty,
    Contrast,
    GapRules,
    HighCertainty,
    Light,
    MediumCertainty,
    Qualifier,
    ReferenceType,
    RoadmapRules,
    Scoring,
    Tie,
    TypeCondition,
    TypeMeaning,
    TypeRules,
)
from salesex.surveys.formats.document import read_document
from salesex.surveys.formats.fields import Field, ListOf, MapOf, Record
from salesex.surveys.formats.kinds import Choice, Flag, Id, Integer, Number, Plain, Points, Text
from salesex.surveys.formats.reader import Reader, Reading, read_yaml
from salesex.surveys.questionnaires import rules
from salesex.surveys.yaml.nodes import Document

FORMAT = "salesex/questionnaire/1"
SCALE_BOUND = 100
"""Scales lie within -100..100: answers are kept in signed bytes."""

_POINTS = Points()
_APART = Number(0, 100)
"""Points between two things that may be close on purpose, so that 1 and less are no slip."""
_SHARE = Number(0, 1)
_COUNT = Integer(1, 10_000)


def _type_rules(**values: Any) -> TypeRules:
    types = TypeRules(**values)
    if types.tie.order:
        return types
    return replace(types, tie=replace(types.tie, order=tuple(types.reference)))


def _questionnaire(**values: Any) -> Questionnaire:
    questionnaire = Questionnaire(**values)
    if questionnaire.stages and questionnaire.roadmap is None:
        return replace(questionnaire, roadmap=RoadmapRules())
    return questionnaire


SCALE = Record(
    "scale",
    Scale,
    Field("min", Integer(-SCALE_BOUND, SCALE_BOUND, blank=1), required=True),
    Field("max", Integer(-SCALE_BOUND, SCALE_BOUND, blank=5), required=True),
    Field("best", Choice(("min", "max"))),
    Field("labels", MapOf(Text(), key=Integer(-SCALE_BOUND, SCALE_BOUND))),
    Field("no_answer", Text()),
    blank=Scale(1, 5),
)
SCORING = Record(
    "scoring",
    Scoring,
    Field("min_answered_share", _SHARE),
    Field("group_weight_cap", _COUNT),
)
ITEM = Record(
    "item",
    Item,
    Field("id", Id(), required=True),
    Field("text", Text(), required=True),
    Field("reverse", Flag()),
    Field("weight", Number(0, 1000, above=True)),
    Field("scored", Flag()),
    Field("tags", ListOf(Id(), unique=True, may_be_empty=True)),
    Field("observers", ListOf(Choice(PERSPECTIVES), unique=True)),
    Field("action", Text()),
)
FACET = Record(
    "facet",
    Facet,
    Field("id", Id(), required=True),
    Field("title", Text(), required=True),
    Field("probe", Text()),
    Field("items", ListOf(ITEM), required=True),
)
DIMENSION = Record(
    "dimension",
    Dimension,
    Field("id", Id(), required=True),
    Field("title", Text(), required=True),
    Field("short", Text()),
    Field("probe", Text()),
    Field("facets", ListOf(FACET), instead="items"),
    Field("items", ListOf(ITEM), instead="facets"),
)
AXIS = Record("axis", Axis, Field("title", Text(), required=True), Field("short", Text()))
STAGE_AXIS = Record("stage_axis", StageAxis, Field("items", ListOf(ITEM), required=True))
STAGE = Record(
    "stage",
    Stage,
    Field("stage", Integer(0, 99), required=True),
    Field("title", Text(), required=True),
    Field("short", Text()),
    Field("axes", MapOf(STAGE_AXIS, key=Id()), required=True),
)
ROADMAP = Record(
    "roadmap_rules",
    RoadmapRules,
    Field("axis_threshold", _POINTS),
    Field("item_floor", _POINTS),
    Field("strong_imbalance", Integer(1, 99)),
    Field("early_share", _POINTS),
    Field("contradiction_from", Integer(1, 99)),
    Field("verify_sd", _POINTS),
    Field("next_steps", Integer(1, 99)),
)
LIGHT = Record(
    "light",
    Light,
    Field("title", Text(), required=True),
    Field("tag", Id(), required=True),
    Field("threshold", _POINTS),
)
CONDITION = Record(
    "condition",
    TypeCondition,
    Field("every_at_least", _POINTS),
    Field("range_at_least", _POINTS),
    some=True,
)
CONTRAST = Record(
    "contrast",
    Contrast,
    Field("of", ListOf(Id(), unique=True), required=True),
    Field("against", ListOf(Id(), unique=True), required=True),
    Field("at_least", _POINTS),
)
MEANING = Record(
    "meaning",
    TypeMeaning,
    Field("short", Text(), required=True),
    Field("strength", Text(), required=True),
    Field("blind_side", Text(), required=True),
    Field("next_quarter", Text(), required=True),
)
REFERENCE_TYPE = Record(
    "type",
    ReferenceType,
    Field("title", Text(), required=True),
    Field("profile", MapOf(_POINTS, key=Id()), required=True),
    Field("above_is_fine", Flag()),
    Field("requires", CONDITION),
    Field("clear_from", CONDITION),
    Field("visible_from", CONDITION),
    Field("contrast", CONTRAST),
    Field("expects_highest", Id()),
    Field("meaning", MEANING),
)
CERTAINTY = Record(
    "certainty",
    Certainty,
    Field(
        "high",
        Record(
            "certainty",
            HighCertainty,
            Field("margin", _APART),
            Field("fit", _POINTS),
            Field("stability", _SHARE),
            Field("min_raters", _COUNT),
        ),
    ),
    Field(
        "medium", Record("certainty", MediumCertainty, Field("margin", _APART), Field("stability", _SHARE))
    ),
    Field("stability_min_raters", _COUNT),
)
TYPES = Record(
    "types",
    _type_rules,
    Field("reference", MapOf(REFERENCE_TYPE, key=Id()), required=True),
    Field("tie", Record("tie", Tie, Field("within", _APART), Field("order", ListOf(Id(), unique=True)))),
    Field("qualifier", Record("qualifier", Qualifier, Field("clear", _POINTS), Field("visible", _POINTS))),
    Field("certainty", CERTAINTY),
    Field("flat_range", _POINTS),
    Field("all_low", _POINTS),
)
GAPS = Record(
    "gaps",
    GapRules,
    Field("strong", _POINTS),
    Field("weak", _POINTS),
    Field("divergence", _POINTS),
    Field("hidden_strength_above", _POINTS),
    Field("alpha", Number(0, 1, above=True)),
    Field("min_raters", _COUNT),
)
QUESTIONNAIRE = Record(
    "questionnaire",
    _questionnaire,
    Field("id", Id(), required=True),
    Field("version", Plain(), required=True),
    Field("title", Text(), required=True),
    Field("instruction", Text()),
    Field("source", Text()),
    Field("scale", SCALE, required=True),
    Field("scoring", SCORING),
    Field("dimensions", ListOf(DIMENSION), instead="stages"),
    Field("axes", MapOf(AXIS, key=Id())),
    Field("stages", ListOf(STAGE), instead="dimensions"),
    Field("roadmap", ROADMAP),
    Field("lights", MapOf(LIGHT, key=Id())),
    Field("types", TYPES),
    Field("gaps", GAPS),
    format=FORMAT,
)


def read_questionnaire(path: Path) -> Reading[Questionnaire]:
    """Read one questionnaire file with all its issues; the value is None when one is an error.

    Raises
    ------
    CannotRunError : the file is missing or may not be read
    """
    return questionnaire_of(read_yaml(path, "Q"))


def questionnaire_of(document: Document) -> Reading[Questionnaire]:
    """Read a questionnaire from a composed file."""
    reader = Reader(document)
    questionnaire = read_document(reader, QUESTIONNAIRE)
    if questionnaire is not None:
        reader.take(rules.check(questionnaire, reader))
    return reader.reading(questionnaire)
