"""Write anew what the commands shown in the documentation print, where nothing of it is cut.

Run it after a change of words or numbers, then read the differences: `python tests/tools/console_blocks.py`.
Blocks with cuts (`...`) that no longer fit are named; they want a person's eye.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "docs" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def renew(path: Path, folder: Path) -> None:
    pages, examples = load("conftest"), load("test_examples")
    text = path.read_text(encoding="utf-8")
    for block in pages.load(path.relative_to(ROOT).as_posix()).blocks:
        if block.file:
            examples.write(folder / block.file, block.text)
        if block.language != "console":
            continue
        for command, shown in examples.commands(block.text):
            if command == "echo $?":
                continue
            _, printed = examples.run(command, folder, ROOT)
            if examples.matches(shown, printed):
                continue
            if examples.CUT in shown:
                print(f"{path.relative_to(ROOT)}: $ {command}\n{printed}")
                continue
            clean = "\n".join(line.rstrip() for line in printed.strip("\n").split("\n"))
            text = text.replace(shown.strip("\n"), clean)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        if "```console" in page.read_text(encoding="utf-8"):
            with tempfile.TemporaryDirectory() as folder:
                renew(page, Path(folder))
