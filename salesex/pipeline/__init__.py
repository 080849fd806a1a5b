"""One function per command: reads files, returns a result, writes nothing. With the model: the Python API.

Modules are loaded when something of theirs is first asked for, so that a command pays only for its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.pipeline.assessment import Assessment, assess
    from salesex.pipeline.explaining import Explanation, explain, stored
    from salesex.pipeline.handouts import Handout, information, paper_form
    from salesex.pipeline.ledger import release, released, renewed
    from salesex.pipeline.library import (
        NewFolder,
        ShippedQuestionnaire,
        definition,
        example,
        languages,
        new_engagement,
        questionnaire,
        questionnaires,
    )
    from salesex.pipeline.progress import QuestionnaireStatus, Status, StepStatus, status
    from salesex.pipeline.reporting import Report, ReportFormat, check_pdf, render, report, report_language
    from salesex.pipeline.schemas import schema
    from salesex.pipeline.validation import Validation, validate

__all__ = [
    "Assessment",
    "Explanation",
    "Handout",
    "NewFolder",
    "QuestionnaireStatus",
    "Report",
    "ReportFormat",
    "ShippedQuestionnaire",
    "Status",
    "StepStatus",
    "Validation",
    "assess",
    "check_pdf",
    "definition",
    "example",
    "explain",
    "information",
    "languages",
    "new_engagement",
    "paper_form",
    "questionnaire",
    "questionnaires",
    "release",
    "released",
    "render",
    "renewed",
    "report",
    "report_language",
    "schema",
    "status",
    "stored",
    "validate",
]

_MODULES = {
    "assessment": ("Assessment", "assess"),
    "explaining": ("Explanation", "explain", "stored"),
    "handouts": ("Handout", "information", "paper_form"),
    "ledger": ("release", "released", "renewed"),
    "library": (
        "NewFolder",
        "ShippedQuestionnaire",
        "definition",
        "example",
        "languages",
        "new_engagement",
        "questionnaire",
        "questionnaires",
    ),
    "reporting": ("Report", "ReportFormat", "check_pdf", "render", "report", "report_language"),
    "schemas": ("schema",),
    "progress": ("QuestionnaireStatus", "Status", "StepStatus", "status"),
    "validation": ("Validation", "validate"),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
