"""Running the command, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def salesex(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command in this process."""
    from salesex.cli import run

    def call(*words: object) -> Ran:
        capfd.readouterr()
        code = run([str(word) for word in words])
        found = capfd.readouterr()
        return Ran(code, found.out, found.err)

    return call


@pytest.fixture
def process(root: os.PathLike[str]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in a process of its own; output stays bytes."""

    def call(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "salesex", *map(str, words)],
            env={**os.environ, "PYTHONPATH": os.fspath(root), **environment},
            capture_output=True,
            check=False,
        )

    return call
