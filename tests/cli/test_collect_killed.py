"""A computer that fails while `collect` writes: the same command again, and all is as if it had not failed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from salesex import catalogue, leftovers
from salesex.leftovers import PENDING_FILE
from salesex.locking import LOCK_FILE

BASE = Path(catalogue.__file__).parent / "examples" / "base"
FORM = 'format: salesex/response/1\n# "own" "1.0.0" de\nrespondent: P1\ngroup: team\nanswers: {%s}\n'
HEAD = "Nr;L1;L2;L3\n"
ROWS = "1;4;2;3\n2;1;5;?\n3;2;2;4\n"
CASES = {
    "plain": ([], [ROWS, "--group", "team"]),
    "R083": ([FORM % "L1: 4, L2: 2"], [FORM % "L1: 5, L2: 2", "--replace"]),
    "R087": ([FORM % "L1: 4, L2: 2"], [FORM % "L1: 4", "--replace"]),
    "R123": ([ROWS, "--group", "team"], [ROWS, "--group", "service", "--replace"]),
}
"""What is collected before, and what is being collected when the computer fails."""
CHANGES = ((Path, "replace"), (Path, "unlink"), (Path, "hardlink_to"), (os, "fsync"))


class KilledError(BaseException):
    """From here on this process changes nothing."""


@contextmanager
def killed_at(number: int) -> Iterator[list[str]]:
    """Let everything that changes a file fail from the n-th time on; yields what was tried."""
    tried: list[str] = []

    def dying(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def change(about: Any, *words: Any, **more: Any) -> Any:
            if isinstance(about, Path) and about.name == Path(LOCK_FILE).name:
                return plain(about, *words, **more)  # the system frees a lock
            tried.append(name)
            if len(tried) >= number:
                raise KilledError
            return plain(about, *words, **more)

        return change

    with pytest.MonkeyPatch.context() as patch:
        for where, name in CHANGES:
            patch.setattr(where, name, dying(name, getattr(where, name)))
        yield tried


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], list[str]]]:
    """Make the folder of a case, `acme`, and return the command that is going to be killed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("secrets.token_hex", lambda _: "5a17" * 8)
    monkeypatch.setattr(leftovers, "_is_at_work", lambda *_: False)  # killed here is not dead

    def made(case: str) -> list[str]:
        from salesex.cli import run

        shutil.copytree(BASE, "acme")
        Path("acme/responses/a.csv").unlink()
        before, now = CASES[case]
        for words in (before, now):
            if words:
                text, *options = words
                name = "form.yaml" if "format" in text else "list.csv"
                Path(name).write_text(text if "format" in text else HEAD + text, encoding="utf-8")
                if words is before:
                    assert run(["collect", "acme", name, *options, "--quiet"]) == 0
        return ["collect", "acme", name, *options, "--quiet"]

    yield made


def ran_clean(command: list[str]) -> dict[str, bytes]:
    """What the folder holds when nothing fails."""
    from salesex.cli import run

    shutil.copytree("acme", "base")
    assert run(command) == 0
    return state(Path("acme"))


def again(points: Iterator[int] | list[int], command: list[str], wanted: dict[str, bytes]) -> list[int]:
    """Kill the command at points until it ends; return those after which it was half done."""
    from salesex.cli import run

    folder, half, before = Path("acme"), [], state(Path("base"))
    for number in points:
        shutil.rmtree(folder)
        shutil.copytree("base", folder)
        with killed_at(number):
            try:
                assert run(command) == 0
                return half
            except KilledError:
                pass
        left = {name: data for name, data in state(folder).items() if not Path(name).name.startswith(".")}
        half += [number] if left not in (before, wanted) else []
        assert run(command) == 0, number
        assert state(folder) == wanted, number
    return half


@pytest.mark.parametrize("case", CASES)
def test_killed_at_any_point_the_same_command_completes_it(
    case: str, command: Callable[[str], list[str]]
) -> None:
    words = command(case)
    assert again(iter(range(1, 200)), words, ran_clean(words))
