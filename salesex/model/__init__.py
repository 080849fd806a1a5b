"""The frozen data that flows through salesex: questionnaires, engagements, responses, results."""

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
