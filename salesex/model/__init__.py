"""The frozen data that flows through salesex: questionnaires, engagements, responses, results.

Modules are loaded when something of theirs is first asked for: checking a questionnaire needs no results.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.model.engagement import Engagement, RaterGroup, ReportOptions, Unit
    from salesex.model.questionnaire import (
        PERSPECTIVES,
        POOLED,
        Axis,
        Dimension,
        Facet,
        Item,
        Perspective,
        Questionnaire,
        Scale,
        Section,
        Stage,
        StageAxis,
    )
    from salesex.model.responses import MISSING, MODES, NO_ANSWER, Comment, Mode, Respondent, Responses
    from salesex.model.results import Results
    from salesex.model.text import LANGUAGES, Text, in_language

__all__ = [
    "LANGUAGES",
    "MISSING",
    "MODES",
    "NO_ANSWER",
    "PERSPECTIVES",
    "POOLED",
    "Axis",
    "Comment",
    "Dimension",
    "Engagement",
    "Facet",
    "Item",
    "Mode",
    "Perspective",
    "Questionnaire",
    "RaterGroup",
    "ReportOptions",
    "Respondent",
    "Responses",
    "Results",
    "Scale",
    "Section",
    "Stage",
    "StageAxis",
    "Text",
    "Unit",
    "in_language",
]

_MODULES = {
    "engagement": ("Engagement", "RaterGroup", "ReportOptions", "Unit"),
    "questionnaire": (
        "PERSPECTIVES",
        "POOLED",
        "Axis",
        "Dimension",
        "Facet",
        "Item",
        "Perspective",
        "Questionnaire",
        "Scale",
        "Section",
        "Stage",
        "StageAxis",
    ),
    "responses": ("MISSING", "MODES", "NO_ANSWER", "Comment", "Mode", "Respondent", "Responses"),
    "results": ("Results",),
    "text": ("LANGUAGES", "Text", "in_language"),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
