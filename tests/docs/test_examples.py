"""What the pages show is what happens: commands print the shown output, files validate, Python answers.

A fenced block with a file name after its language is written to that file. In a `console` block, lines
after `$ ` are run in the order of the page, in one folder per page; `...` stands for anything cut. Files
below `wrong/` are there to show their issues; all others have none.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from salesex import pipeline

CUT = "..."


def test_console_blocks_show_what_the_commands_print(page: Any, root: Path, tmp_path: Path) -> None:
    code = 0
    for block in page.blocks:
        if block.file:
            write(tmp_path / block.file, block.text)
        if block.language != "console":
            continue
        for command, shown in commands(block.text):
            if command == "echo $?":
                printed = f"{code}\n"
            else:
                code, printed = run(command, tmp_path, root)
            assert matches(shown, printed), f"$ {command}\n--- shown\n{shown}--- printed\n{printed}"


def test_yaml_blocks_validate(page: Any, tmp_path: Path) -> None:
    files = [block for block in page.blocks if block.file.endswith((".yaml", ".yml"))]
    files = [block for block in files if not block.file.startswith("wrong/")]
    for block in files:
        write(tmp_path / block.file, block.text)
    found = pipeline.validate([tmp_path]) if files else None
    assert not found or [issue for issue in found.issues if issue.severity != "info"] == []


def test_every_whole_yaml_file_has_a_name_and_is_validated(page: Any) -> None:
    unnamed = [
        block.text
        for block in page.blocks
        if block.language == "yaml" and block.text.startswith("format:") and not block.file
    ]
    assert unnamed == []


def test_python_examples_answer_as_shown(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    text = "\n".join(block.text for block in page.blocks if block.language == "python")
    if ">>>" not in text:
        return
    monkeypatch.chdir(tmp_path)
    if "muster" in text:
        run("salesex init muster --example", tmp_path, root)
    example = doctest.DocTestParser().get_doctest(text, {}, page.name, None, 0)
    said: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert not failed.failed, "".join(said)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\n", "b\n", False),
        (".../acme\n", "/somewhere/acme\n", True),
        ("a\n", "a\nb\n", False),
    ],
)
def test_cuts_stand_for_anything_and_nothing_else_does(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) is same


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield every command of a console block with the output shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def matches(shown: str, printed: str) -> bool:
    """Whether the output is the one that is shown, but for the cuts; spaces at line ends do not count."""
    wanted, got = (re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).strip("\n") for text in (shown, printed))
    pattern = re.escape(wanted).replace(re.escape(CUT), ".*")
    return re.fullmatch(pattern, got, flags=re.DOTALL) is not None


def run(command: str, folder: Path, root: Path) -> tuple[int, str]:
    words = shlex.split(command)
    assert words[0] == "salesex", f"only salesex is run, not {command}"
    settings = {"PYTHONPATH": str(root), "PYTHONUTF8": "1", "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "salesex", *words[1:]],
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8").replace("\r\n", "\n").replace("\\", "/")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
