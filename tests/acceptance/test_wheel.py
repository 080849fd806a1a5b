"""The wheel works away from the checkout: everything it needs is inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import salesex

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The wheel of this checkout; hatchling is at hand, so nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    run([sys.executable, "-m", "pip", "--disable-pip-version-check", *build, str(root)], folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A folder that holds the installed wheel and nothing else; what it depends on comes from here."""
    site = tmp_path_factory.mktemp("installed") / "site"
    into = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    run([sys.executable, "-m", "pip", "--disable-pip-version-check", *into], site.parent)
    return site


def run(command: list[str], where: Path, **environment: str) -> str:
    ran = subprocess.run(
        command,
        cwd=where,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_it_assesses_its_example_away_from_the_checkout(installed: Path, tmp_path: Path, root: Path) -> None:
    assert not installed.is_relative_to(root)
    assert not tmp_path.is_relative_to(root)

    def command(*words: str) -> str:
        return run([sys.executable, "-m", "salesex", *words], tmp_path, PYTHONPATH=str(installed))

    asked = "import salesex, sys; from salesex.surveys import shipped; "
    asked += "print(salesex.__file__); print(shipped.example_folder()); "
    asked += "print(*shipped.shipped_questionnaires().values(), sep='\\n')"
    places = run([sys.executable, "-c", asked], tmp_path, PYTHONPATH=str(installed)).splitlines()
    assert len(places) == 5
    assert all(Path(place).is_relative_to(installed) for place in places)

    assert command("--version") == f"salesex {salesex.__version__}\n"
    listed = command("questionnaires")
    for name in ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"):
        assert name in listed
    command("init", "beispiel", "--example")
    assert "Muster Maschinenbau GmbH" in command("assess", "beispiel")
    command("report", "beispiel", "--format", "html")
    folder = tmp_path / "beispiel"
    found = json.loads((folder / "results" / "results.json").read_bytes())
    assert list(found["questionnaires"]) == ["sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"]
    assert (folder / "reports" / "beispiel-2026-de.html").stat().st_size > 100_000


def test_the_command_is_installed_with_it(installed: Path) -> None:
    (entry,) = installed.glob("salesex-*.dist-info/entry_points.txt")
    assert "salesex = salesex.cli:main" in entry.read_text(encoding="utf-8")


def test_the_wheel_holds_questionnaires_licences_fonts_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for name in ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"):
        assert f"salesex/shipped/questionnaires/{name}/{name}.yaml" in names
        assert f"salesex/shipped/questionnaires/{name}/LICENSE" in names
    assert "salesex/shipped/examples/muster-maschinenbau/engagement.yaml" in names
    for kind in ("questionnaire", "engagement", "response", "results"):
        assert f"salesex/shipped/schemas/{kind}.schema.json" in names
    assert "salesex/surveys/schemas/keys.toml" in names
    assert "salesex/reports/fonts/OFL.txt" in names
    assert [name for name in names if name.endswith(".woff2")]
    assert "salesex/py.typed" in names
    assert [name for name in names if "licenses/LICENSE" in name]
    unwanted = ("tests/", "/results/", "/reports/muster", "__pycache__", "/private/", ".pyc")
    assert [name for name in names if any(part in name for part in unwanted)] == []


def test_the_wheel_holds_words_and_examples_of_every_issue(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    catalogue = [path for path in (root / "salesex" / "catalogue").rglob("*") if path.is_file()]
    wanted = {path.relative_to(root).as_posix() for path in catalogue if "__pycache__" not in path.parts}
    assert any("/examples/" in name for name in wanted)
    assert wanted <= names
