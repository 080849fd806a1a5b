"""`salesex validate --explain CODE`: one rule on the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def test_a_rule_is_explained_without_a_path(salesex) -> None:
    ran = salesex("validate", "--explain", "Q012")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Q012: error, rule about form"
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert [line.partition(":")[0] for line in headings[1:]] == [
        "Wrong",
        "Right",
        "What to do",
        "Switching it off",
        "Documentation",
    ]
    marked = lines.index(next(line for line in lines if line.strip(" |") == "^"))
    assert lines[marked - 1][lines[marked].index("^") :].startswith("1. Frage")
    assert "\x1b" not in ran.out


def test_in_german(salesex) -> None:
    ran = salesex("validate", "--explain", "Q070", "--lang", "de")
    assert ran.code == 0
    assert ran.out.startswith("Q070: Warnung, Regel zur Messung\n")
    assert "# salesex: ignore Q070 der Grund" in ran.out


@pytest.mark.parametrize("word", ["q012", "Q12", " Q012 "])
def test_the_code_may_be_written_otherwise(salesex, word: str) -> None:
    assert salesex("validate", "--explain", word).out.startswith("Q012: ")


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("012", "Did you mean Q012 or E012?"),
        ("11", "Did you mean Q011, E011 or R011?"),
        ("Q056", "Q055"),
        ("QO12", "Did you mean Q012 or Q102?"),
        ("nonsense", "A code is Q, E or R and three digits, such as Q012."),
        ("", "A code is"),
        ("999", "A code is"),
        ("Q999", "A code is"),
        ("Q\x1b[31m", "docs/issues.md"),
    ],
)
def test_an_unknown_code_names_the_nearest(salesex, word: str, remedy: str) -> None:
    ran = salesex("validate", "--explain", word)
    assert (ran.code, ran.out) == (2, "")
    assert remedy in ran.err
    assert "\x1b" not in ran.err


def test_it_takes_neither_paths_nor_a_format(salesex, acme: Path) -> None:
    ran = salesex("validate", acme, "--explain", "Q012")
    assert (ran.code, ran.out) == (2, "")
    assert "no paths" in ran.err
    assert salesex("validate", "--explain", "Q012", "--format", "json").code == 2


def test_without_it_a_path_is_needed(salesex) -> None:
    ran = salesex("validate")
    assert (ran.code, ran.out) == (2, "")
    assert "PATH" in ran.err


def test_it_fits_a_terminal_that_is_narrow_and_knows_only_ascii(root: Path) -> None:
    settings = {"PYTHONPATH": str(root), "PYTHONIOENCODING": "ascii", "COLUMNS": "50"}
    command = [sys.executable, "-m", "salesex", "validate", "--explain", "E035", "--lang", "de"]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, check=False)
    assert done.returncode == 0
    lines = done.stdout.decode("ascii").splitlines()
    assert max(map(len, lines)) <= 50
    assert "errechnen" in done.stdout.decode("ascii") and "?" not in done.stdout.decode("ascii")
    assert any("Anonymitaet" in line for line in lines)
    marked = next(number for number, line in enumerate(lines) if line.strip(" |") == "^")
    assert lines[marked - 1][lines[marked].index("^")] == "2"


def test_colour_only_on_a_terminal(salesex, monkeypatch: pytest.MonkeyPatch) -> None:
    from salesex.cli import rule

    monkeypatch.setattr(rule, "coloured", lambda stream: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    ran = salesex("validate", "--explain", "Q012")
    assert ran.code == 0
    assert "\x1b[1;31mQ012: error" in ran.out
