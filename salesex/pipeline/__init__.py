"""One function per command: reads files, returns a result, writes nothing. With the model: the Python API."""

from salesex.pipeline.assessment import Assessment, assess
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
from salesex.pipeline.reporting import Report, ReportFormat, check_pdf, render, report, report_language
from salesex.pipeline.schemas import schema
from salesex.pipeline.validation import Validation, validate

__all__ = [
    "Assessment",
    "NewFolder",
    "Report",
    "ReportFormat",
    "ShippedQuestionnaire",
    "Validation",
    "assess",
    "check_pdf",
    "definition",
    "example",
    "languages",
    "new_engagement",
    "questionnaire",
    "questionnaires",
    "render",
    "report",
    "report_language",
    "schema",
    "validate",
]
