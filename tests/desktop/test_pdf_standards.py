"""The PDF against the standards it names, by an independent checker: PDF/UA-1, and PDF/A-3a to archive."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import get_args

import page
import pypdf
import pytest

from salesex import pipeline
from salesex.errors import UsageError
from salesex.model.audiences import Audience
from salesex.model.results import Results
from salesex.reports import render
from salesex.store import results_json
from salesex.surveys.shipped import example_folder

# WeasyPrint leaves its colour profile open.
pytestmark = [
    pytest.mark.desktop,
    pytest.mark.filterwarnings("ignore:(?s).*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="session")
def results() -> Results:
    return pipeline.assess(example_folder()).results


def faults(pdf: bytes, profile: str) -> list[tuple[str, str]]:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile(profile))
    return [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("audience", get_args(Audience))
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_report_is_accessible(results: Results, language: str, audience: Audience) -> None:
    assert faults(render.render_pdf(results, language, audience=audience), "ua1") == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("audience", ["full", "workshop"])
def test_the_archived_report_is_accessible_and_can_be_kept(
    results: Results, language: str, audience: Audience
) -> None:
    pdf = render.render_pdf(results, language, audience=audience, attached=results_json(results))
    assert faults(pdf, "3a") == []
    assert faults(pdf, "ua1") == []


def test_the_archived_report_holds_its_results(results: Results) -> None:
    stored = results_json(results)
    pdf = render.render_pdf(results, "de", attached=stored)
    (inside,) = pypdf.PdfReader(io.BytesIO(pdf)).attachments["results.json"]
    assert inside == stored
    assert json.loads(inside)["format"] == results.format


def test_the_same_results_give_the_same_bytes(results: Results) -> None:
    stored = results_json(results)
    first, second = (render.render_pdf(results, "de", attached=stored) for _ in range(2))
    assert first == second


def test_a_web_page_is_not_archived(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Only a PDF"):
        pipeline.report(tmp_path, format="html", archive=True)
