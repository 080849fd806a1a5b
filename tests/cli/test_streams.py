"""Streams that are closed, full, or read by nobody any more: the exit code stays true, nothing crashes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell's redirections")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
BAD = "format: salesex/questionnaire/1\nid: own\n"
GOOD = f"""{BAD}version: 1
title: Own
scale: {{min: 1, max: 5, labels: {{1: never, 5: always}}}}
dimensions:
  - {{id: lead, title: Lead, items: [{{id: L1, text: One}}, {{id: L2, text: Two}}, {{id: L3, text: Three}}]}}
"""


@pytest.fixture
def shell(root: Path, tmp_path: Path):
    """Run `salesex WORDS` with something behind it, in a folder with a good and a bad file."""
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")

    def call(words: str, unbuffered: str = "") -> subprocess.CompletedProcess[str]:
        salesex = f"{shlex.quote(sys.executable)} -m salesex"
        return subprocess.run(
            ["bash", "-c", f"set -o pipefail; {salesex} {words}"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": unbuffered},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return call


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("validate bad.yaml | true", 1),
        ("validate bad.yaml 2>&1 | true", 1),
        ("validate bad.yaml --format json | true", 1),
        ("validate bad.yaml --format github | head -1", 1),
        ("validate good.yaml --format json | true", 0),
        ("validate nowhere.yaml 2>&1 | true", 3),
        ("questionnaires show sales-ex | true", 0),
    ],
)
def test_a_reader_that_stops_early_leaves_the_exit_code(
    shell, words: str, code: int, unbuffered: str
) -> None:
    ran = shell(words, unbuffered)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr and "Exception" not in ran.stderr


def test_the_summary_is_written_though_nobody_reads_the_issues(shell) -> None:
    assert shell("validate bad.yaml | true").stderr.endswith(": 3 errors, 0 warnings\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("validate good.yaml >&-", 0),
        ("validate good.yaml 2>&-", 0),
        ("validate good.yaml >&- 2>&-", 0),
        ("validate good.yaml <&- >&- 2>&-", 0),
        ("validate bad.yaml 2>&-", 1),
        ("validate bad.yaml --output found.txt >&-", 1),
        ("validate bad.yaml >&-", 3),
        ("validate bad.yaml >&- 2>&-", 3),
        ("validate bad.yaml --format json >&-", 3),
        ("validate good.yaml --format json >&-", 3),
        ("--version >&-", 3),
    ],
)
def test_a_closed_stream_is_no_crash(shell, words: str, code: int) -> None:
    ran = shell(words)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    if code == 3 and "2>&-" not in words:
        assert ran.stderr == "salesex: standard output: it is closed\n"


@full
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", ["validate bad.yaml", "validate good.yaml --format json", "questionnaires"])
def test_what_cannot_be_written_names_its_place(shell, words: str, unbuffered: str) -> None:
    ran = shell(f"{words} > /dev/full", unbuffered)
    assert (ran.returncode, ran.stderr) == (3, "salesex: standard output: No space left on device\n")


@full
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_messages_that_cannot_be_written_change_nothing(shell, unbuffered: str) -> None:
    ran = shell("validate bad.yaml 2> /dev/full", unbuffered)
    assert ran.returncode == 1 and ran.stdout.count("error[") == 3
    assert shell("validate good.yaml 2> /dev/full", unbuffered).returncode == 0
