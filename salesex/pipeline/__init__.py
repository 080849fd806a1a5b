"""One function per command: reads files, returns a result, writes nothing. With the model: the Python API.

Modules are loaded when something of theirs is first asked for, so that a command pays only for its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.pipeline.asking import Forms, forms
    from salesex.pipeline.assessment import Assessment, assess
    from salesex.pipeline.collecting import Collection, RefusedError, collect
    from salesex.pipeline.explaining import Explanation, explain, stored
    from salesex.pipeline.handouts import Handout, information, paper_form
    from salesex.pipeline.importing import DraftedMap, draft_map
    from salesex.pipeline.interview_codes import Chosen
    from salesex.pipeline.interview_state import Interviews
    from salesex.pipeline.interview_storing import Contradiction, contradictions, finish
    from salesex.pipeline.interviewing import (
        held,
        interviews,
        notes_path,
        resumed,
        still_to_ask,
    )
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
    from salesex.pipeline.privacy.checking import PrivacyCheck, check_privacy
    from salesex.pipeline.privacy.purging import Purge, purge, purge_expired
    from salesex.pipeline.privacy.recording import Record, record_privacy
    from salesex.pipeline.privacy.rows import codes_of_rows, told_of
    from salesex.pipeline.progress import QuestionnaireStatus, Status, StepStatus, status
    from salesex.pipeline.reporting import Report, ReportFormat, check_pdf, render, report, report_language
    from salesex.pipeline.schemas import schema
    from salesex.pipeline.validation import Validation, validate
    from salesex.pipeline.wanted import FormFormat

__all__ = [
    "Assessment",
    "Chosen",
    "Collection",
    "Contradiction",
    "DraftedMap",
    "Explanation",
    "FormFormat",
    "Forms",
    "Handout",
    "Interviews",
    "NewFolder",
    "PrivacyCheck",
    "Purge",
    "QuestionnaireStatus",
    "Record",
    "RefusedError",
    "Report",
    "ReportFormat",
    "ShippedQuestionnaire",
    "Status",
    "StepStatus",
    "Validation",
    "assess",
    "check_pdf",
    "check_privacy",
    "codes_of_rows",
    "collect",
    "contradictions",
    "definition",
    "draft_map",
    "example",
    "explain",
    "finish",
    "forms",
    "held",
    "information",
    "interviews",
    "languages",
    "new_engagement",
    "notes_path",
    "paper_form",
    "purge",
    "purge_expired",
    "questionnaire",
    "questionnaires",
    "record_privacy",
    "release",
    "released",
    "render",
    "renewed",
    "report",
    "report_language",
    "resumed",
    "schema",
    "status",
    "still_to_ask",
    "stored",
    "told_of",
    "validate",
]

_MODULES = {
    "asking": ("Forms", "forms"),
    "assessment": ("Assessment", "assess"),
    "collecting": ("Collection", "RefusedError", "collect"),
    "explaining": ("Explanation", "explain", "stored"),
    "importing": ("DraftedMap", "draft_map"),
    "handouts": ("Handout", "information", "paper_form"),
    "interview_codes": ("Chosen",),
    "interview_storing": ("Contradiction", "contradictions", "finish"),
    "interview_state": ("Interviews",),
    "interviewing": (
        "held",
        "interviews",
        "notes_path",
        "resumed",
        "still_to_ask",
    ),
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
    "privacy.checking": ("PrivacyCheck", "check_privacy"),
    "privacy.purging": ("Purge", "purge", "purge_expired"),
    "privacy.rows": ("codes_of_rows", "told_of"),
    "privacy.recording": ("Record", "record_privacy"),
    "reporting": ("Report", "ReportFormat", "check_pdf", "render", "report", "report_language"),
    "schemas": ("schema",),
    "progress": ("QuestionnaireStatus", "Status", "StepStatus", "status"),
    "validation": ("Validation", "validate"),
    "wanted": ("FormFormat",),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
