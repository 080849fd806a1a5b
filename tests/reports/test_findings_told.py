"""Which findings the summary tells: by rank, and every subject once."""

from __future__ import annotations

from typing import Any

from salesex.model import Questionnaire
from salesex.model.results import EngagementInfo, Finding, PrivacyInfo, QuestionnaireResults, ReportInfo
from salesex.reports.book import findings
from salesex.reports.view import View

INFO = EngagementInfo(
    "Muster", None, "2026", None, "de", (), (), PrivacyInfo(5), ReportInfo(None, None, None, None)
)


def view(definition: Questionnaire, *found: tuple[str, int, str]) -> View:
    rows = tuple(Finding(code, rank, (), {"dimension": about}, "high", ()) for code, rank, about in found)
    return View(QuestionnaireResults(definition, findings=rows), INFO, "de")


def told(*views: View) -> list[tuple[int, str]]:
    return [(one.number, one.finding.code) for one in findings(list(views))]


def test_a_dimension_is_told_once_with_what_weighs_most(make: Any) -> None:
    one = view(
        make.profile({"a": ["A"], "b": ["B"]}),
        ("F-GAP-HIDDEN", 1, "a"),
        ("F-DIM-WEAK", 2, "a"),
        ("F-SELF-APART", 3, "b"),
        ("F-DIM-STRONG", 4, "b"),
        ("F-TYPE", 5, ""),
    )
    assert told(one) == [(1, "F-GAP-HIDDEN"), (2, "F-SELF-APART"), (3, "F-TYPE")]


def test_a_stage_and_what_holds_it_are_one_subject(make: Any) -> None:
    one = view(
        make.roadmap([{"x": ["A"], "y": ["B"]}]),
        ("F-STAGE-IMBALANCE", 1, ""),
        ("F-STAGE", 2, ""),
        ("F-STAGE-ISLAND", 3, ""),
    )
    assert told(one) == [(1, "F-STAGE-IMBALANCE"), (2, "F-STAGE-ISLAND")]


def test_dimensions_of_two_questionnaires_are_two_subjects_and_three_findings_suffice(make: Any) -> None:
    parts = {"a": ["A"], "b": ["B"]}
    one = view(make.profile(parts, id="one"), ("F-DIM-WEAK", 2, "a"), ("F-DIM-WEAK", 4, "b"))
    other = view(make.profile(parts, id="two"), ("F-DIM-WEAK", 1, "a"), ("F-DIM-WEAK", 3, "b"))
    assert told(one, other) == [(1, "F-DIM-WEAK"), (2, "F-DIM-WEAK"), (3, "F-DIM-WEAK")]


def test_a_finding_without_words_is_left_out(make: Any) -> None:
    assert told(view(make.profile({"a": ["A"]}), ("F-NEW", 1, "a"), ("F-DIM-WEAK", 2, "a"))) == [
        (1, "F-DIM-WEAK")
    ]
