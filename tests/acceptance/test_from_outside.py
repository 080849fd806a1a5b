"""What stops a run from outside: locked files, full disks, interruptions, no Pango; all stays whole."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from salesex import store
from salesex.errors import CannotRunError


@pytest.mark.parametrize("name", ["engagement.yaml", "responses/answers.csv", "results/results.json"])
def test_a_file_that_may_not_be_read(salesex, two_groups, monkeypatch, name) -> None:
    """Excel on Windows locks what it has open, for reading, too."""
    client = two_groups()
    salesex("assess", client.folder)
    before = client.files()
    real = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self == client.folder / name:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", locked)
        ran = salesex(*(("report",) if name.startswith("results") else ("assess",)), client.folder)
    assert (ran.code, ran.out) == (3, "")
    assert name in ran.err
    assert "Close it" in ran.err
    assert client.files() == before


def changed(client) -> None:
    """Change an answer, so that a run has something new to write."""
    client.set_cell(2, 3, "5" if client.people[0].answers["SE-S01"] != 5 else "1")


@pytest.mark.parametrize("locked", ["results.json", "scores.csv", "acme-2026-de.pdf"])
def test_a_file_open_in_excel(salesex, two_groups, monkeypatch, locked) -> None:
    """Windows refuses to replace a file that is open; whichever it is, all stay as they were."""
    client = two_groups()
    fake_pdf(monkeypatch)
    assert salesex("assess", client.folder, "--report").code == 0
    changed(client)
    before = client.files()
    refuse(monkeypatch, locked, PermissionError(13, "Permission denied"))
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (3, "")
    assert locked in ran.err
    assert "open in Excel" in ran.err
    assert "close it" in ran.err
    assert client.files() == before


@pytest.mark.parametrize("at", ["results.json", "scores.csv", "acme-2026-de.pdf"])
def test_an_interruption_while_writing(salesex, two_groups, monkeypatch, at) -> None:
    client = two_groups()
    fake_pdf(monkeypatch)
    assert salesex("assess", client.folder, "--report").code == 0
    changed(client)
    before = client.files()
    refuse(monkeypatch, at, KeyboardInterrupt())
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (130, "")
    assert client.files() == before


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 3)]
)
@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_disk_that_is_full_and_an_interruption_between_files(
    salesex, two_groups, monkeypatch, error, code, written
) -> None:
    client = two_groups()
    fake_pdf(monkeypatch)
    assert salesex("assess", client.folder, "--report").code == 0
    changed(client)
    before = client.files()
    left = [written]

    def sync(_: int) -> None:
        if not left[0]:
            raise error
        left[0] -= 1

    monkeypatch.setattr("os.fsync", sync)
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (code, "")
    assert ("Make room on the disk" in ran.err) == (code == 3)
    assert client.files() == before


def refuse(monkeypatch, name: str, error: BaseException) -> None:
    """Let the renaming of one new file fail."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == name and self.suffix == ".tmp":
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def fake_pdf(monkeypatch) -> None:
    """Spare the time a PDF takes: here it matters only as a file."""
    from salesex.reports import render

    def render_pdf(results, language, **wish) -> bytes:
        return b"%PDF " + store.results_json(results)

    monkeypatch.setattr(render, "render_pdf", render_pdf)
    monkeypatch.setattr(render, "check_pdf", lambda: None)


def test_without_pango(salesex, two_groups, monkeypatch) -> None:
    """WeasyPrint says it by an OSError of its import; the HTML report needs none of it."""

    class WithoutPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    client = two_groups()
    before = client.files()
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (3, "")
    assert "Pango" in ran.err
    assert re.search(r"(apt-get|brew|winget) install", ran.err)
    assert client.files() == before
    assert salesex("assess", client.folder).code == 0
    before = client.files()
    ran = salesex("report", client.folder)
    assert (ran.code, ran.out) == (3, "")
    assert "--format html" in ran.err
    assert client.files() == before
    ran = salesex("report", client.folder, "--format", "html")
    assert ran.code == 0, ran.err
    assert (client.folder / "reports" / "acme-2026-de.html").read_bytes().startswith(b"<!doctype html>")


def test_a_stored_result_that_is_broken(salesex, two_groups) -> None:
    client = two_groups()
    salesex("assess", client.folder)
    path = client.folder / "results" / "results.json"
    path.write_bytes(path.read_bytes()[:2000])
    ran = salesex("report", client.folder, "--format", "html")
    assert (ran.code, ran.out) == (3, "")
    assert "results.json" in ran.err
    assert "salesex assess" in ran.err
    with pytest.raises(CannotRunError):
        store.read_results(client.folder)
    assert salesex("assess", client.folder).code == 0
