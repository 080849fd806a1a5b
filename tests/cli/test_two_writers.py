"""Two processes that write to one folder at once: each sees what the other has written."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from salesex import catalogue, locking

BASE = Path(catalogue.__file__).parent / "examples" / "base"
SLOW = """
import sys, time
from salesex import writing
from salesex.cli import main
written = writing.write_all
def late(*files, **more):
    time.sleep(0.4)
    written(*files, **more)
writing.write_all = late
sys.argv[0] = "salesex"
sys.exit(main())
"""
"""salesex that takes its time between reading and writing, so that without a lock the two always meet."""


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, "acme")
    (tmp_path / "acme" / "responses" / "a.csv").unlink()
    return tmp_path / "acme"


def at_once(*commands: tuple[str, ...]) -> None:
    started = [subprocess.Popen([sys.executable, "-c", SLOW, *command]) for command in commands]
    assert [process.wait() for process in started] == [0] * len(commands)


def test_two_collect_at_once_and_no_answer_is_lost(acme: Path) -> None:
    for name, answers in {"one": "{L1: 4}", "two": "{L2: 2}"}.items():
        Path(name).write_text(
            f"format: salesex/response/1\nrespondent: P1\ngroup: team\nanswers: {answers}\n", encoding="utf-8"
        )
    at_once(("collect", "acme", "one"), ("collect", "acme", "two"))
    stored = (acme / "responses" / "P1-own.yaml").read_text(encoding="utf-8")
    assert "L1: 4" in stored
    assert "L2: 2" in stored
    origins = json.loads((acme / "private" / "origins.json").read_text(encoding="utf-8"))
    assert len(origins["sources"]) == 2


@pytest.mark.long
def test_two_make_codes_at_once_and_both_are_listed(acme: Path) -> None:
    ask = ("forms", "acme", "--n", "2", "--format", "xlsx", "--group")
    at_once((*ask, "team"), (*ask, "service"))
    with (acme / "private" / "codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sorted(row["group"] for row in rows) == ["service", "service", "team", "team"]
    assert all(list((acme / "forms").rglob(f"*{row['code']}*")) for row in rows)


def test_whoever_waits_too_long_is_told_and_nothing_is_written(
    salesex, acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    Path("one").write_text(
        "format: salesex/response/1\nrespondent: P1\ngroup: team\nanswers: {L1: 4}\n", encoding="utf-8"
    )
    with locking.only_writer(acme):
        ran = salesex("collect", "acme", "one")
        looked = salesex("collect", "acme", "one", "--dry-run")
    assert (ran.code, looked.code) == (3, 0)
    assert "another salesex is writing in acme" in ran.err
    assert not (acme / "responses" / "P1-own.yaml").exists()
