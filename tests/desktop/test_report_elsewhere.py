"""The example's report in other programs: a browser for the HTML, qpdf and poppler for the PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from salesex import pipeline
from salesex.reports import render
from salesex.surveys.shipped import example_folder

pytestmark = pytest.mark.desktop

REPORTS = ["de", "en", "de-workshop", "en-workshop"]


def tool(*names: str) -> str:
    """Path of the first of these programs that is there."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise AssertionError(f"make check needs {' or '.join(names)}")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program and give back what it said."""
    return subprocess.run(
        list(map(str, words)), capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example's report as HTML and PDF, in both languages."""
    folder = tmp_path_factory.mktemp("report")
    results = pipeline.assess(example_folder()).results
    for language in ("de", "en"):
        (folder / f"{language}.html").write_text(render.render_html(results, language), encoding="utf-8")
        (folder / f"{language}.pdf").write_bytes(render.render_pdf(results, language))
        wall = render.render_html(results, language, audience="workshop")
        (folder / f"{language}-workshop.html").write_text(wall, encoding="utf-8")
        pdf = render.render_pdf(results, language, audience="workshop")
        (folder / f"{language}-workshop.pdf").write_bytes(pdf)
    return folder


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", REPORTS)
def test_the_html_asks_for_nothing_fits_and_reports_no_error(
    report: Path, browser: Browser, language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((report / f"{language}.html").as_uri())
    assert [url for url in asked[1:] if not url.startswith("data:")] == []
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", REPORTS)
def test_the_html_is_accessible(report: Path, browser: Browser, language: str, width: int) -> None:
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    page.goto((report / f"{language}.html").as_uri())
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["de", "en"])
def test_numbers_of_charts_open_by_keyboard(
    report: Path, browser: Browser, language: str, width: int
) -> None:
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((report / f"{language}.html").as_uri())
    toggles = page.locator("details").count()
    assert toggles > 8
    assert page.locator("details table:visible").count() == 0
    opened = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('details:not([open]) > summary')"):
            page.keyboard.press("Enter")
            opened += 1
    assert opened == toggles == page.locator("details table:visible").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked[1:] if not url.startswith("data:")] == []
    assert said == []
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []
    page.emulate_media(media="print")
    assert page.locator("details:visible").count() == 0
    page.close()


@pytest.mark.parametrize("language", REPORTS)
def test_the_pdf_is_sound(report: Path, language: str) -> None:
    pdf = report / f"{language}.pdf"
    checked = run(tool("qpdf"), "--check", pdf)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    fonts = run(tool("pdffonts"), pdf).stdout.splitlines()[2:]
    assert fonts
    assert all("SourceSans3" in line.replace("-", "") for line in fonts)
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
    assert pdf.stat().st_size < 300_000


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_page_is_empty(report: Path, language: str) -> None:
    pdf = report / f"{language}.pdf"
    text = run(tool("pdftotext"), "-layout", pdf, "-").stdout
    pages = text.split("\f")[:-1]
    assert len(pages) == 14
    assert all(len(page.split()) > 20 for page in pages)
