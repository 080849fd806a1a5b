"""`salesex report`: from stored results to a file; rendering itself is tested with the reports."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import salesex.reports
from salesex.cli import report as command
from salesex.errors import CannotRunError
from salesex.pipeline.reporting import slug
from salesex.reports.templating import Own
from salesex.surveys.shipped import shipped_questionnaires

PDF = b"%PDF-fake"


@pytest.fixture(autouse=True)
def rendering(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand in for the renderer; `calls` says what it was asked."""
    calls: list[tuple[str, str, bytes | None]] = []

    def render_pdf(results: object, language: str, *, own: Own, **wish: object) -> bytes:
        calls.append(("pdf", language, own.logo))
        return PDF

    def render_html(results: object, language: str, *, own: Own, **wish: object) -> str:
        calls.append(("html", language, own.logo))
        return "<html>ü</html>"

    fake = SimpleNamespace(
        calls=calls, render_pdf=render_pdf, render_html=render_html, check_pdf=lambda: None
    )
    monkeypatch.setitem(sys.modules, "salesex.reports.render", fake)  # type: ignore[arg-type]
    monkeypatch.setattr(salesex.reports, "render", fake, raising=False)
    return fake


@pytest.fixture
def without_pango(rendering: SimpleNamespace) -> None:
    def missing() -> None:
        raise CannotRunError("Pango is missing", "apt-get install libpango-1.0-0, or --format html")

    rendering.check_pdf = missing


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.usefixtures("assessed")
def test_it_writes_the_pdf_and_prints_its_path(salesex, acme: Path) -> None:
    ran = salesex("report", acme)
    path = acme / "reports" / "acme-2026-de.pdf"
    assert (ran.code, ran.out, ran.err) == (0, f"{path}\n", "")
    assert path.read_bytes() == PDF


@pytest.mark.usefixtures("assessed")
def test_html_in_another_language_to_a_file_of_ones_own(salesex, acme: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "board.html"
    ran = salesex("report", acme, "--format", "html", "--lang", "en", "--output", path)
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert path.read_bytes() == "<html>ü</html>".encode()
    assert files_in(acme / "reports") == []


@pytest.mark.parametrize(
    ("name", "words", "made"),
    [
        ("x.html", (), "html"),
        ("x.HTM", (), "html"),
        ("x.pdf", (), "pdf"),
        ("x.htm", ("--format", "html"), "html"),
    ],
)
@pytest.mark.usefixtures("assessed")
def test_the_ending_of_the_file_chooses_the_format(
    salesex, acme: Path, tmp_path: Path, rendering, name: str, words: tuple[str, ...], made: str
) -> None:
    ran = salesex("report", acme, "--output", tmp_path / name, *words)
    assert (ran.code, ran.err) == (0, "")
    assert [kind for kind, _, _ in rendering.calls] == [made]
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize(("name", "format"), [("x.html", "pdf"), ("x.htm", "pdf"), ("x.PDF", "html")])
@pytest.mark.usefixtures("assessed")
def test_an_ending_against_the_format_exits_2(
    salesex, acme: Path, tmp_path: Path, name: str, format: str
) -> None:
    ran = salesex("report", acme, "--output", tmp_path / name, "--format", format)
    assert ran.code == 2
    assert f"{name} ends in {Path(name).suffix.lower()}, but the format asked for is {format}" in ran.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["engagement.yaml", "responses/answers.csv", "x", "x.htm.bak"])
@pytest.mark.parametrize("words", [(), ("--format", "html")])
@pytest.mark.usefixtures("assessed")
def test_a_file_of_another_ending_is_never_written(
    salesex, acme: Path, rendering, name: str, words: tuple[str, ...]
) -> None:
    before = {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()}
    ran = salesex("report", acme, "--output", acme / name, *words)
    assert ran.code == 2
    assert f"{name} is no name for a report: it does not end in .pdf or .html" in ran.err
    assert rendering.calls == []
    assert {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["engagement.yaml", "responses/answers.csv", "own.yaml"])
def test_a_source_that_is_locked_is_a_warning(salesex, acme: Path, monkeypatch, name: str) -> None:
    """The report is made from stored results; its sources are only compared."""
    settings = acme / "engagement.yaml"
    shipped = shipped_questionnaires()["sales-ex"]
    (acme / "own.yaml").write_bytes(shipped.read_bytes())
    settings.write_bytes(settings.read_bytes().replace(b'"sales-ex"', b'"./own.yaml"', 1))
    assert salesex("assess", acme).code == 0
    real = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self == acme / name:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", locked)
    ran = salesex("report", acme)
    assert (ran.code, ran.out) == (0, f"{acme / 'reports' / 'acme-2026-de.pdf'}\n")
    assert f"warning: {(acme / name).as_posix()} cannot be opened; whether anything changed" in ran.err


@pytest.mark.usefixtures("assessed")
def test_a_folder_of_responses_that_cannot_be_listed_is_a_warning(salesex, acme: Path, monkeypatch) -> None:

    def closed(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", closed)
    monkeypatch.setattr(Path, "rglob", closed)
    monkeypatch.setattr(Path, "walk", closed, raising=False)
    ran = salesex("report", acme)
    assert ran.code == 0
    assert "whether anything changed" in ran.err


def test_a_folder_that_is_no_engagement_is_called_that(salesex, tmp_path: Path) -> None:
    ran = salesex("report", tmp_path)
    assert ran.code == 3
    assert "is not an engagement" in ran.err
    assert "assess" not in ran.err
    ran = salesex("report", tmp_path / "nowhere")
    assert ran.code == 3
    assert "nowhere is no folder" in ran.err


@pytest.mark.usefixtures("assessed")
def test_the_language_is_the_one_asked_for_else_the_engagements(salesex, acme: Path, rendering) -> None:
    salesex("report", acme)
    salesex("report", acme, "--lang", "en")
    assert [language for _, language, _ in rendering.calls] == ["de", "en"]


def test_without_stored_results_it_exits_3(salesex, acme: Path) -> None:
    ran = salesex("report", acme)
    assert ran.code == 3
    assert "salesex assess" in ran.err
    assert files_in(acme / "reports") == []


@pytest.mark.usefixtures("assessed")
def test_results_alone_are_enough(salesex, acme: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (acme / "results").rename(moved / "results")
    ran = salesex("report", moved)
    assert (ran.code, ran.err) == (0, "")
    assert files_in(moved / "reports") == ["elsewhere-2026-de.pdf"]


@pytest.mark.usefixtures("assessed")
def test_changed_sources_are_a_warning(salesex, acme: Path) -> None:
    table = acme / "responses" / "answers.csv"
    table.write_bytes(table.read_bytes().replace(b"sales-team-00", b"sales-team-0x"))
    ran = salesex("report", acme)
    assert ran.code == 0
    assert "warning: Changed since the results were stored: the responses." in ran.err
    settings = acme / "engagement.yaml"
    settings.write_bytes(settings.read_bytes().replace(b'"wave": "2026"', b'"wave": "2027"'))
    assert "engagement.yaml and the responses" in salesex("report", acme).err
    assert salesex("report", acme, "-q").err == ""


@pytest.mark.usefixtures("assessed")
def test_without_pango_pdf_exits_3_and_html_works(salesex, acme: Path, without_pango) -> None:
    ran = salesex("report", acme)
    assert ran.code == 3
    assert "apt-get install libpango-1.0-0" in ran.err
    assert "--format html" in ran.err
    assert files_in(acme / "reports") == []
    assert salesex("report", acme, "--format", "html").code == 0


def test_a_text_without_the_language_is_an_error_that_names_it(salesex, acme: Path) -> None:
    settings = acme / "engagement.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('"en": "Sales team"', '"fr": "Ventes"')
    settings.write_text(text, encoding="utf-8")
    assert salesex("assess", acme).code == 0
    assert salesex("report", acme).code == 0
    before = files_in(acme / "reports")
    ran = salesex("report", acme, "--lang", "en")
    assert ran.code == 1
    assert "/engagement/groups/1/title" in ran.err
    assert "has no text in `en`: Vertriebsteam" in ran.err
    assert ran.out == ""
    assert files_in(acme / "reports") == before


@pytest.mark.usefixtures("assessed")
def test_a_report_open_in_another_program_stays_whole(salesex, acme: Path, monkeypatch) -> None:
    salesex("report", acme)
    path = acme / "reports" / "acme-2026-de.pdf"
    path.write_bytes(b"former")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    ran = salesex("report", acme)
    assert ran.code == 3
    assert path.read_bytes() == b"former"
    assert files_in(acme / "reports") == ["acme-2026-de.pdf"]


def test_the_logo_is_read_and_a_lost_one_is_a_warning(salesex, acme: Path, rendering) -> None:
    settings = acme / "engagement.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("{", '{"report": {"logo": "logo.svg"},', 1), encoding="utf-8")
    (acme / "logo.svg").write_bytes(b"<svg/>")
    salesex("assess", acme)
    salesex("report", acme)
    assert rendering.calls[-1][2] == b"<svg/>"
    (acme / "logo.svg").unlink()
    ran = salesex("report", acme)
    assert (ran.code, rendering.calls[-1][2]) == (0, None)
    assert "warning: The logo logo.svg is not in the folder; the report is made without it." in ran.err


@pytest.mark.usefixtures("assessed")
def test_answers_are_no_logo(salesex, acme: Path, rendering) -> None:
    """Not even where the results say so: they may come from elsewhere."""
    path = acme / "results" / "results.json"
    text = path.read_text(encoding="utf-8")
    assert text.count('"logo": null') == 1
    path.write_text(text.replace('"logo": null', '"logo": "responses/answers.csv"'), encoding="utf-8")
    ran = salesex("report", acme)
    assert (ran.code, rendering.calls[-1][2]) == (0, None)
    assert "warning: The logo responses/answers.csv is no picture that may be shown;" in ran.err


def test_assess_report_writes_everything_together(salesex, acme: Path) -> None:
    ran = salesex("assess", acme, "--report")
    assert ran.code == 0
    assert str(acme / "reports" / "acme-2026-de.pdf") in ran.out
    assert files_in(acme / "results") == ["results.json", "scores.csv"]


def test_assess_report_in_a_language_that_is_missing_writes_nothing(salesex, acme: Path) -> None:
    settings = acme / "engagement.yaml"
    text = settings.read_text(encoding="utf-8").replace('"en": "Sales team"', '"fr": "Ventes"')
    settings.write_text(text, encoding="utf-8")
    ran = salesex("assess", acme, "--report", "--lang", "en")
    assert ran.code == 1
    assert files_in(acme / "results") == []


@pytest.mark.usefixtures("assessed")
def test_open_starts_the_program_of_the_desktop(salesex, acme: Path, monkeypatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(command, "open_file", opened.append)
    salesex("report", acme, "--open")
    assert opened == [acme / "reports" / "acme-2026-de.pdf"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller & Söhne GmbH", "mueller-soehne-gmbh"),
        ("Größe_1", "groesse-1"),
        ("Café Ñ", "cafe-n"),
        ("a\u0308rger", "aerger"),
        ("..", ""),
        ("株式会社", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
