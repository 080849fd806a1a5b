"""What is shipped has no issue, and quick commands stay quick: they load nothing heavy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pandas", "numpy", "jinja2", "weasyprint"}


def loaded(root: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Run the command in a process of its own; Python tells every module it loads."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "salesex", *words],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    found = re.findall(r"^import time:.*\|\s*(\w+)", ran.stderr, flags=re.MULTILINE)
    return ran, set(found)


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("validate", "--help"), ("assess", "--help")])
def test_help_and_version_load_nothing_heavy(root: Path, words: tuple[str, ...]) -> None:
    ran, modules = loaded(root, *words)
    assert ran.returncode == 0
    assert "salesex" in modules
    assert not modules & HEAVY


def test_validate_loads_nothing_heavy(root: Path, tmp_path: Path) -> None:
    """Questionnaires, and an engagement with answers; openpyxl loads numpy by itself."""
    folder = tmp_path / "example"
    shutil.copytree(root / "examples" / "muster-maschinenbau", folder)
    for path in folder.rglob("*.xlsx"):
        path.unlink()
    ran, modules = loaded(root, "validate", str(root / "questionnaires"), str(folder))
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "salesex" in modules
    assert not modules & HEAVY


@pytest.mark.long
def test_the_look_at_modules_can_fail(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    shutil.copytree(root / "examples" / "muster-maschinenbau", folder)
    assert "numpy" in loaded(root, "assess", str(folder))[1]


def test_everything_shipped_is_without_any_issue(salesex, root: Path) -> None:
    """No error, no warning, no info, nothing switched off; the workbook of the example, too."""
    ran = salesex(
        "validate", root / "questionnaires", root / "examples", "--strict", "-v", "--format", "json"
    )
    assert ran.code == 0
    content = json.loads(ran.out)
    assert content["issues"] == []
    files = [path for path in (root / "examples").glob("*/responses/*") if not path.name.startswith(".")]
    examples = list((root / "examples").glob("*/engagement.yaml"))
    assert content["summary"] == {
        "files": 3 + len(files) + len(examples),
        "errors": 0,
        "warnings": 0,
        "switched_off": 0,
    }
    assert {path.suffix for path in files} == {".csv", ".xlsx", ".yaml"}
