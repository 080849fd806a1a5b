"""JSON Schemas (draft 2020-12) of the files people write, made from the tables that check them.

`shape` says the schema of one kind of value; a new kind is registered here. What a key means is told
in `keys.toml`. Scalars are read as written, so a text may be a number or true in YAML, a number may stand
in quotes, and nothing (null) is no text. Rules over several keys are not told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, singledispatch
from pathlib import Path
from typing import Any, get_type_hints

from salesex.model import LANGUAGES
from salesex.surveys.answers import response_rows
from salesex.surveys.answers.entries import TIME_OF_DAY
from salesex.surveys.answers.response_rows import RESPONSE
from salesex.surveys.engagements.written import ENGAGEMENT
from salesex.surveys.formats import kinds
from salesex.surveys.formats.fields import ListOf, MapOf, Record
from salesex.surveys.formats.kinds import Kind
from salesex.surveys.maps import MAP, LabelOrLabels
from salesex.surveys.questionnaires.questionnaires import QUESTIONNAIRE
from salesex.surveys.schemas import patterns as patterns

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMATS = {record.word: record for record in (QUESTIONNAIRE, ENGAGEMENT, RESPONSE, MAP)}
"""The tables of the files people write, by the kind of file."""
SCALARS = ("string", "number", "boolean")
"""What YAML may make of a text."""


def schema_of(record: Record) -> Schema:
    """Return the JSON Schema of a file.

    Parameters
    ----------
    record : the table of a whole file, with its `format`
    """
    shared = Shared()
    shape_of_file = _mapping(record, shared)
    return {
        "$schema": DIALECT,
        "title": record.format,
        "description": about()[record.word]["format"],
        **shape_of_file,
        "$defs": dict(sorted(shared.items())),
    }


@cache
def about() -> dict[str, dict[str, str]]:
    """What each key means: one sentence or two, by the word of its record and by key."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("keys.toml").read_text(encoding="utf-8"))


class Shared(dict[str, Schema]):
    """Definitions that a schema holds once, by name."""

    def reference(self, name: str, make: Callable[[], Schema]) -> Schema:
        """Refer to a definition, which is made at its first use."""
        if name not in self:
            self[name] = make()
        return {"$ref": f"#/$defs/{name}"}


@singledispatch
def shape(kind: Kind, shared: Shared) -> Schema:
    """Return the schema of what may stand in one place.

    Raises
    ------
    TypeError : nobody has said what the schema of this kind is
    """
    raise TypeError(f"no schema for {type(kind).__name__}")


@shape.register
def _(kind: kinds.Plain, shared: Shared) -> Schema:
    return shared.reference("Plain", lambda: {"type": list(SCALARS), "pattern": patterns.TEXT})


@shape.register
def _(kind: kinds.Text, shared: Shared) -> Schema:
    return shared.reference("Text", lambda: _text(shared))


@shape.register
def _(kind: kinds.Id, shared: Shared) -> Schema:
    # Unquoted, the ids `true` and `false` are no texts in YAML.
    return {"type": ["string", "boolean"], "pattern": patterns.whole(kinds.ID_PATTERN.pattern)}


@shape.register
def _(kind: kinds.Integer, shared: Shared) -> Schema:
    bounds = {"minimum": kind.low, "maximum": kind.high}
    return {
        "type": ["integer", "string"],
        **bounds,
        "pattern": patterns.whole(patterns.integers(kind.low, kind.high)),
    }


@shape.register(kinds.Points)
@shape.register
def _(kind: kinds.Number, shared: Shared) -> Schema:
    return {
        "type": ["number", "string"],
        "exclusiveMinimum" if kind.above else "minimum": kind.low,
        "maximum": kind.high,
        "pattern": patterns.whole(patterns.decimals(kind.low, kind.high, kind.above)),
    }


@shape.register
def _(kind: kinds.Flag, shared: Shared) -> Schema:
    written = patterns.whole("[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]")
    return {"type": ["boolean", "string"], "pattern": written}


@shape.register
def _(kind: kinds.Choice, shared: Shared) -> Schema:
    return {"enum": list(kind.values)}


@shape.register
def _(kind: kinds.Date, shared: Shared) -> Schema:
    return {"type": "string", "pattern": patterns.whole(patterns.days()), "examples": ["2026-11-02"]}


@shape.register
def _(kind: kinds.Colour, shared: Shared) -> Schema:
    return {
        "type": "string",
        "pattern": patterns.whole(kinds.COLOUR_PATTERN.pattern),
        "examples": ["#0b5d7a"],
    }


@shape.register
def _(kind: ListOf, shared: Shared) -> Schema:
    found: Schema = {"type": "array", "items": shape(kind.kind, shared)}
    if not kind.may_be_empty:
        found["minItems"] = 1
    if kind.unique:
        found["uniqueItems"] = True
    return found


@shape.register
def _(kind: MapOf, shared: Shared) -> Schema:
    found: Schema = {"type": "object"}
    if not kind.may_be_empty:
        found["minProperties"] = 1
    if type(kind.key) is not kinds.Plain:
        found["propertyNames"] = {"pattern": shape(kind.key, shared)["pattern"]}
    return found | {"additionalProperties": shape(kind.kind, shared)}


@shape.register
def _(kind: Record, shared: Shared) -> Schema:
    return shared.reference(_made(kind).__name__, lambda: _mapping(kind, shared))


@shape.register
def _(kind: response_rows.MaybeText, shared: Shared) -> Schema:
    return {"type": [*SCALARS, "null"]}


@shape.register
def _(kind: LabelOrLabels, shared: Shared) -> Schema:
    return {"type": [*SCALARS, "null", "object"], "additionalProperties": {"type": [*SCALARS, "null"]}}


@shape.register
def _(kind: response_rows.Comments, shared: Shared) -> Schema:
    return {
        "type": ["object", *shape(kind.kind, shared)["type"]],
        "additionalProperties": shape(kind.kind, shared),
    }


@shape.register
def _(kind: response_rows.Day, shared: Shared) -> Schema:
    with_time = patterns.whole(rf"(?:{patterns.days()})(?:[ T]{TIME_OF_DAY})?")
    return {"type": "string", "pattern": with_time, "examples": ["2026-11-02"]}


def _text(shared: Shared) -> Schema:
    plain = shape(kinds.Plain(), shared)
    return {
        "type": [*SCALARS, "object"],
        "pattern": patterns.TEXT,
        "minProperties": 1,
        "properties": dict.fromkeys(LANGUAGES, plain),
        "patternProperties": {patterns.whole(kinds.LANGUAGE_PATTERN.pattern): plain},
        "additionalProperties": False,
        "examples": [{"de": "Vertriebsteam", "en": "Sales team"}],
    }


def _mapping(record: Record, shared: Shared) -> Schema:
    """The mapping that a record reads: its keys, and none beside them."""
    told, defaults = about()[record.word], _defaults(record)
    properties: Schema = {}
    if record.format:
        properties["format"] = {"const": record.format, "description": told["format"]}
    for key, field in record.fields.items():
        properties[key] = {**shape(field.kind, shared), "description": told[key]}
        if (name := field.name or key) in defaults:
            properties[key]["default"] = defaults[name]
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = (["format"] if record.format else []) + [field.key for field in record.required]
    if required:
        found["required"] = required
    if record.some:
        found["minProperties"] = 1
    return found


def _made(record: Record) -> Any:
    """The class that a record becomes."""
    build = record.build
    return build if isinstance(build, type) else get_type_hints(build)["return"]


def _defaults(record: Record) -> dict[str, object]:
    """The defaults that can be written down, by attribute."""
    made = _made(record)
    found = {field.name: field.default for field in fields(made)} if is_dataclass(made) else {}
    written = {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}
    return {name: value for name, value in written.items() if value not in (MISSING, None, [])}
