"""What holds for every command: help, version, wrong words, verbosity, bugs, interruptions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import salesex as package
from salesex.cli import split_global

COMMANDS = (
    ("init",),
    ("validate",),
    ("assess",),
    ("report",),
    ("questionnaires",),
    ("questionnaires", "list"),
    ("questionnaires", "show"),
    ("questionnaires", "copy"),
    ("doctor",),
)
HEAVY = ("pandas", "numpy", "jinja2", "weasyprint")


def test_version(salesex) -> None:
    ran = salesex("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"salesex {package.__version__}\n", "")
    assert salesex("-v", "--version").out == ran.out


@pytest.mark.parametrize("words", [(), *COMMANDS], ids=" ".join)
def test_help_has_examples_and_fits_80_columns(salesex, words, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = salesex(*words, "--help")
    assert ran.code == 0
    assert ran.err == ""
    assert "Examples:" in ran.out
    assert f"salesex {' '.join(words)}".strip() in ran.out.partition("Examples:")[2]
    assert max(map(len, ran.out.splitlines())) <= 80


def test_no_words_show_the_help(salesex) -> None:
    ran = salesex()
    assert ran.code == 0
    assert "Commands:" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("asess",), "assess"),
        (("--bogus",), "--bogus"),
        (("assess", "--format", "xml"), "xml"),
        (("assess", "--seed", "one"), "--seed"),
        (("validate",), "PATH"),
        (("questionnaires", "show", "sales-xe"), "sales-ex"),
        (("init", "x", "--example", "--client", "A"), "--example"),
    ],
)
def test_wrong_words_exit_2_and_say_which(salesex, words, said) -> None:
    ran = salesex(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err


def test_switches_may_stand_before_or_after_the_command() -> None:
    assert split_global(["-v", "assess", "x"]) == ({"verbose"}, ["assess", "x"])
    assert split_global(["assess", "x", "--debug", "-q"]) == ({"debug", "quiet"}, ["assess", "x"])
    assert split_global(["init", "--", "-v"]) == (set(), ["init", "--", "-v"])


def test_short_switches_may_be_written_as_one(salesex, acme) -> None:
    assert split_global(["validate", "-qv", "x"]) == ({"verbose", "quiet"}, ["validate", "x"])
    assert split_global(["-vh"]) == ({"verbose"}, ["-h"])
    assert split_global(["-vx", "--qv", "-", "--", "-qv"]) == (set(), ["-vx", "--qv", "-", "--", "-qv"])
    assert salesex("validate", "-qv", acme) == salesex("validate", "-q", "-v", acme)
    assert salesex("validate", "-qv", acme).code == 0


def test_python_m_salesex_is_the_command(process) -> None:
    ran = process("--version")
    assert ran.stdout.split() == [b"salesex", package.__version__.encode()]


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["assess", "--help"], ["validate", "QUESTIONNAIRE"]]
)
def test_quick_commands_load_nothing_heavy(root: Path, words: list[str]) -> None:
    path = str(root / "questionnaires" / "sales-ex" / "sales-ex.yaml")
    words = [path if word == "QUESTIONNAIRE" else word for word in words]
    code = (
        "import sys\n"
        "from salesex.cli import run\n"
        f"code = run({words!r})\n"
        f"print(code, sorted({{name.partition('.')[0] for name in sys.modules}} & set({HEAVY!r})))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert ran.stdout.splitlines()[-1] == "0 []"


def test_a_bug_is_short_and_never_shows_contents(salesex, monkeypatch, acme) -> None:
    from salesex import pipeline

    def broken(*_: object, **__: object) -> None:
        raise ValueError("secret answer 4")

    monkeypatch.setattr(pipeline, "assess", broken)
    ran = salesex("assess", acme)
    assert ran.code == 70
    assert ran.out == ""
    assert "ValueError" in ran.err
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in salesex("assess", acme, "--debug").err


def test_an_interruption_exits_130_and_writes_nothing(salesex, monkeypatch, acme) -> None:
    from salesex import pipeline

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "assess", interrupted)
    ran = salesex("assess", acme)
    assert (ran.code, ran.out) == (130, "")
    assert "interrupted" in ran.err
    assert not (acme / "results").exists()


def test_an_error_of_the_system_is_no_bug(salesex, monkeypatch, acme) -> None:
    from salesex import pipeline

    def unreadable(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "engagement.yaml")

    monkeypatch.setattr(pipeline, "assess", unreadable)
    ran = salesex("assess", acme)
    assert ran.code == 3
    assert "engagement.yaml: Permission denied" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell's pipe")
@pytest.mark.parametrize("words", [["questionnaires", "show", "sales-ex"], ["assess", "--help"]])
def test_a_reader_that_goes_away_is_no_error(root: Path, words: list[str]) -> None:
    code = f"import sys; from salesex.cli import run; sys.exit(run({words!r}))"
    with subprocess.Popen(
        [sys.executable, "-c", f"import time; time.sleep(0.2)\n{code}"],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "utf-8"])
def test_any_encoding_of_the_terminal_will_do(process, acme: Path, encoding: str) -> None:
    ran = process("assess", acme, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.returncode == 0, ran.stderr
    text = ran.stdout.decode(encoding)
    assert "Muster & " in text
    shown = {"cp1252": "###", "ascii": "###", "cp850": "███", "utf-8": "███"}[encoding]
    assert shown in text
    assert ("Geschäftsleitung" in text) == (encoding != "ascii")
    assert ("Geschaeftsleitung" in text) == (encoding == "ascii")
    rows = text.partition("Gruppe")[2].splitlines()[1:4]
    assert len({re.search(r"\d", row).start() for row in rows}) == 1
