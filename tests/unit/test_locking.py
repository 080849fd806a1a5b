"""The lock of an engagement folder: one process at a time, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesex import locking
from salesex.errors import CannotRunError

HOLD = """
import sys
from salesex.locking import only_writer
with only_writer(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_another_process_waits_and_then_says_why(acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.2)
    with held(acme), pytest.raises(CannotRunError, match="another salesex is writing in"):
        locking.only_writer(acme).__enter__()
    with locking.only_writer(acme):
        assert (acme / locking.LOCK_FILE).exists()


def test_a_process_that_was_killed_holds_nothing(acme: Path) -> None:
    with held(acme) as process:
        process.kill()
        process.wait()
        with locking.only_writer(acme):
            pass
    assert not (acme / locking.LOCK_FILE).exists()


def test_nothing_is_left_behind(acme: Path) -> None:
    before = sorted(acme.rglob("*"))
    with locking.only_writer(acme):
        pass
    assert sorted(acme.rglob("*")) == before


def test_no_other_folder_is_touched(tmp_path: Path) -> None:
    with locking.only_writer(tmp_path), locking.only_writer(tmp_path / "nowhere"):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a file in use cannot be deleted there")
def test_a_lock_whose_file_was_taken_away_meanwhile_counts_for_nothing(
    acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking, the former holder deletes the file: the next one makes a new one."""
    lock, calls = locking._lock, 0

    def late(handle: int) -> bool:
        nonlocal calls
        calls += 1
        if calls == 1:
            (acme / locking.LOCK_FILE).unlink()
        return lock(handle)

    monkeypatch.setattr(locking, "_lock", late)
    with locking.only_writer(acme):
        assert (acme / locking.LOCK_FILE).exists()
    assert calls == 2


def test_a_folder_nobody_may_write_to_is_told(acme: Path) -> None:
    (acme / "private").write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotRunError, match="cannot be written"), locking.only_writer(acme):
        pass
