"""Checking YAML and CSV loads none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("pandas", "numpy", "jinja2", "weasyprint", "openpyxl")
ROOT = Path(__file__).parents[2]


def test_discovery_is_light() -> None:
    folders = [ROOT / "questionnaires", ROOT / "tests" / "cases" / "valid" / "engagement"]
    code = (
        "import sys; from pathlib import Path; from salesex.surveys.discovery import check\n"
        f"reading = check([Path(p) for p in {[str(folder) for folder in folders]!r}])\n"
        f"print(len(reading.files), [m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.strip().endswith("[]"), done.stderr
    assert int(done.stdout.split()[0]) >= 6
