"""The wheel works away from the checkout: everything it needs is inside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_an_installed_wheel_assesses_its_example(root: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    wheels, site = tmp_path / "wheels", tmp_path / "site"
    run([*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(root)])
    (wheel,) = wheels.iterdir()
    run([*pip, "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)])

    away = {**os.environ, "PYTHONPATH": str(site)}
    found = run([sys.executable, "-c", "import salesex; print(salesex.__file__)"], cwd=tmp_path, env=away)
    assert Path(found.strip()).is_relative_to(site)
    listed = run([sys.executable, "-m", "salesex", "questionnaires"], cwd=tmp_path, env=away)
    assert "sales-ex" in listed
    run([sys.executable, "-m", "salesex", "init", "example", "--example"], cwd=tmp_path, env=away)
    shown = run([sys.executable, "-m", "salesex", "assess", "example"], cwd=tmp_path, env=away)
    assert "Muster Maschinenbau GmbH" in shown
    assert (tmp_path / "example" / "results" / "results.json").is_file()


def run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
