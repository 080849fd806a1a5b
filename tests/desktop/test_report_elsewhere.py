"""The example's report in other programs: a browser for the HTML, qpdf and poppler for the PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from salesex import pipeline
from salesex.reports import render
from salesex.surveys.shipped import example_folder

pytestmark = pytest.mark.desktop

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


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
    return folder


def browse(page: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Open a page in a headless browser with a profile of its own."""
    profile = page.parent / "profile"
    browser = tool("chromium", "chromium-browser", "google-chrome")
    return run(browser, *QUIET, f"--user-data-dir={profile}", *more, page.as_uri())


def probed(report: Path, language: str, script: str, width: int = 1280) -> tuple[str, str]:
    """Run a script at the end of a page; give back the page's title, which the script sets, and the log."""
    page = report / f"probe-{language}-{width}.html"
    text = (report / f"{language}.html").read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    seen = browse(page, "--dump-dom", "--enable-logging=stderr", f"--window-size={width},1200")
    assert seen.returncode == 0, seen.stderr
    return seen.stdout.split("<title>")[1].split("</title>")[0], seen.stderr


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_html_asks_for_nothing_and_reports_no_error(report: Path, language: str) -> None:
    script = (
        "document.title = performance.getEntriesByType('resource').map(one => one.name)"
        ".filter(name => !name.startsWith('data:')).join(' ') || 'nothing'"
    )
    title, log = probed(report, language, script)
    assert title == "nothing"
    assert "CONSOLE" not in log


@pytest.mark.parametrize("width", [500, 1280])
def test_the_html_fits_the_window(report: Path, width: int) -> None:
    script = "document.title = document.documentElement.scrollWidth + ' ' + window.innerWidth"
    title, _ = probed(report, "de", script, width)
    wide, inner = map(int, title.split())
    assert wide <= inner


@pytest.mark.parametrize("language", ["de", "en"])
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
    assert len(pages) == 11
    assert all(len(page.split()) > 20 for page in pages)
