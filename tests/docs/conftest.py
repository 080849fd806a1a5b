"""Pages of documentation taken apart: fenced blocks, links, and the files and commands they show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = tuple(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "docs/imports/*.md", "questionnaires/*.md", "questionnaires/*/*.md")
    for path in sorted(ROOT.glob(pattern))
)
LONG = {
    *(
        f"docs/{name}.md"
        for name in ("ci", "collect", "datenschutz", "explain", "forms", "method", "privacy")
    ),
    *(name for name in PAGES if name.startswith("docs/imports/")),
}
"""Pages with so many commands that `make check` runs them."""
_BLOCK = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file it shows (or empty) and its text."""

    language: str
    file: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page: `name` is its path from the root of the project."""

    name: str
    text: str

    @property
    def path(self) -> Path:
        return ROOT / self.name

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(Block(*match.groups(default="")) for match in _BLOCK.finditer(self.text))

    @property
    def prose(self) -> str:
        return _BLOCK.sub("", self.text)


def load(name: str) -> Page:
    return Page(name, (ROOT / name).read_text(encoding="utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "page" in metafunc.fixturenames:
        runs = "console_blocks" in metafunc.function.__name__
        marks = [pytest.mark.long if runs and name in LONG else () for name in PAGES]
        pages = [pytest.param(load(name), marks=mark) for name, mark in zip(PAGES, marks)]
        metafunc.parametrize("page", pages, ids=PAGES)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def pages() -> dict[str, Page]:
    return {name: load(name) for name in PAGES}
