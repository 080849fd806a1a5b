"""Whom a report is made for, and the sections it can have."""

from __future__ import annotations

from typing import Literal, get_args

Audience = Literal["full", "management", "participants", "workshop"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
Section = Literal[
    "cover",
    "summary",
    "profile",
    "type",
    "views",
    "items",
    "roadmap",
    "gaps",
    "comments",
    "quality",
    "measures",
    "method",
]
SECTIONS: tuple[Section, ...] = get_args(Section)
