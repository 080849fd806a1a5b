"""Forms on paper and the information sheet: PDF/UA by an independent checker, the web page in a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from salesex import pipeline
from salesex.forms.asked import forms_of
from salesex.model import Engagement
from salesex.model.form import Choice, Form, UnitChoice
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.shipped import example_folder

# WeasyPrint leaves its colour profile open.
pytestmark = [
    pytest.mark.desktop,
    pytest.mark.filterwarnings("ignore:(?s).*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"),
]
LANGUAGES = ("de", "en")


@pytest.fixture(scope="module")
def engagement() -> Engagement:
    value = read_engagement(example_folder()).value
    assert value is not None
    return replace(value, contact="Eva Beispiel, 0711 1234567")


def faults(pdf: bytes) -> list[tuple[str, str]]:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile("ua1"))
    return [(failure.rule_id, failure.message) for failure in report.failures]


def forms(engagement: Engagement) -> list[Form]:
    """One form per questionnaire and language, and ones with a wide scale and with units."""
    found = [form for form in forms_of(engagement, LANGUAGES) if form.group == "sales-team"]
    assert len(found) == 6
    wide = tuple(Choice(value, "") for value in range(-100, 101))
    units = (UnitChoice("n", "Nord"), UnitChoice("s", "Süd"))
    return [*found, replace(found[0], choices=wide), replace(found[0], units=units, no_answer=None)]


def test_forms_on_paper_are_accessible(engagement: Engagement) -> None:
    for form in forms(engagement):
        assert faults(pipeline.paper_form(form, code="K7M2Q4")) == [], (form.questionnaire, form.language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_information_sheet_is_accessible(engagement: Engagement, language: str) -> None:
    assert faults(pipeline.information(engagement, language).data) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_and_the_annex_are_accessible(language: str) -> None:
    for data in pipeline.record_privacy(example_folder(), language=language).files.values():
        assert faults(data) == []


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", ["record", "works-council"])
def test_their_pages_fit_every_screen(name: str, width: int, browser: Browser, tmp_path: Path) -> None:
    made = pipeline.record_privacy(example_folder(), format="html", output=tmp_path)
    file = next(path for path in made.files if path.name.startswith(name))
    file.write_bytes(made.files[file])
    shown = browser.new_page(viewport={"width": width, "height": 800})
    shown.goto(file.as_uri())
    found: Any = Axe().run(shown)
    assert found.response["violations"] == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_information_page_fits_every_screen(
    engagement: Engagement, language: str, width: int, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "information.html"
    file.write_bytes(pipeline.information(engagement, language, format="html").data)
    shown = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file.as_uri())
    found: Any = Axe().run(shown)
    assert found.response["violations"] == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()
