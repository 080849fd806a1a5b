"""The fields of `engagement.yaml`, and the file as it is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from salesex.model import (
    LANGUAGES,
    PERSPECTIVES,
    RaterGroup,
    ReportOptions,
    Unit,
)
from salesex.model import Text as ModelText
from salesex.model.procedure import Procedure, Survey
from salesex.model.rules import Privacy
from salesex.surveys.formats.fields import Field, ListOf, MapOf, Record
from salesex.surveys.formats.kinds import Choice, Colour, Date, Flag, Id, Integer, Plain, Text

FORMAT = "salesex/engagement/1"
MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class ResponseOptions:
    """What `responses:` says about tables."""

    ignore_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The file as written, its questionnaires still names."""

    client: str
    wave: str
    groups: tuple[RaterGroup, ...]
    questionnaires: tuple[str, ...]
    title: ModelText | None = None
    language: str = "en"
    date: dt.date | None = None
    units: tuple[Unit, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    responses: ResponseOptions = field(default_factory=ResponseOptions)
    report: ReportOptions = field(default_factory=ReportOptions)
    purpose: ModelText | None = None
    contact: str | None = None
    procedure: Procedure = field(default_factory=Procedure)


GROUP = Record(
    "group",
    RaterGroup,
    Field("title", Text(), required=True),
    Field("perspective", Choice(PERSPECTIVES, blank="self"), required=True),
    Field("invited", Integer(1, MANY)),
    Field("single_role", Flag()),
    Field("consent", Date()),
    Field("questionnaires", ListOf(Plain(), unique=True)),
)
PROCEDURE = Record(
    "procedure",
    Procedure,
    Field("announced", Date()),
    Field(
        "survey",
        Record("survey", Survey, Field("from", Date(), name="start"), Field("until", Date(), name="end")),
    ),
    Field("presented", Date()),
    Field("acted", Date()),
)
ENGAGEMENT = Record(
    "engagement",
    Draft,
    Field("client", Plain(), required=True),
    Field("title", Text()),
    Field("language", Choice(LANGUAGES)),
    Field("date", Date()),
    Field("wave", Plain(), required=True),
    Field("questionnaires", ListOf(Plain(), unique=True), required=True),
    Field("groups", MapOf(GROUP, key=Id(), named=True), required=True),
    Field(
        "units",
        MapOf(
            Record("unit", Unit, Field("title", Text(), required=True)),
            key=Id(),
            named=True,
            may_be_empty=True,
        ),
    ),
    Field(
        "privacy",
        Record(
            "privacy", Privacy, Field("min_group_size", Integer(-MANY, MANY)), Field("keep_until", Date())
        ),
    ),
    Field(
        "responses",
        Record(
            "responses",
            ResponseOptions,
            Field("ignore_columns", ListOf(Plain(), unique=True, may_be_empty=True)),
        ),
    ),
    Field(
        "report",
        Record(
            "report",
            ReportOptions,
            Field("author", Plain()),
            Field("logo", Plain()),
            Field("colour", Colour()),
            Field("footer", Text()),
        ),
    ),
    Field("purpose", Text()),
    Field("contact", Plain()),
    Field("procedure", PROCEDURE),
    format=FORMAT,
)
