"""The pages leave nothing out and point nowhere: commands, options, codes, keys, fields, links, files."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from salesex.catalogue import ENTRIES
from salesex.cli.app import app
from salesex.model import quality, results
from salesex.surveys.answers.response_rows import RESPONSE
from salesex.surveys.engagements.written import ENGAGEMENT
from salesex.surveys.formats.fields import Field, ListOf, MapOf, Record
from salesex.surveys.questionnaires.questionnaires import QUESTIONNAIRE

ABOUT_OTHER_THINGS = ("/work/", "/tmp/", "/home/", "pypi.org", "helper", "TODO")


def test_links_between_files_exist(page: Any) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.prose)
    inside = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    broken = [target for target in inside if not _reaches(page, target)]
    assert broken == []


def test_pages_are_reached_from_the_readme(pages: dict[str, Any]) -> None:
    mentioned = pages["README.md"].text + pages["docs/imports.md"].text.replace(
        "](imports/", "](docs/imports/"
    )
    missing = [name for name in pages if name.startswith("docs/") and f"({name})" not in mentioned]
    assert missing == []


def test_the_readme_lists_files_that_exist(pages: dict[str, Any], root: Path) -> None:
    table = pages["README.md"].text.split("## What lies where", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    assert named
    assert [name for name in named if not (root / name).exists()] == []


def test_pages_stay_with_the_subject(page: Any) -> None:
    assert [word for word in ABOUT_OTHER_THINGS if word in page.text] == []


def test_every_command_and_option_is_in_the_readme(pages: dict[str, Any]) -> None:
    readme = pages["README.md"].text
    wanted = {word for words in _command_words() for word in words}
    assert sorted(word for word in wanted if f"`{word}" not in readme and f" {word}" not in readme) == []


def test_every_issue_is_documented_as_the_catalogue_has_it(root: Path) -> None:
    pages = _tool(root, "issue_page").pages()
    written = {path.relative_to(root / "docs").as_posix() for path in root.glob("docs/issues/*.md")}
    remedy = "run python tests/tools/issue_page.py"
    assert written == {f"issues/{code}.md" for code in ENTRIES} == pages.keys() - {"issues.md"}, remedy
    old = [name for name, text in pages.items() if (root / "docs" / name).read_text("utf-8") != text]
    assert old == [], remedy


def test_pages_of_issues_link_to_pages(root: Path) -> None:
    for path in root.glob("docs/issues/*.md"):
        text = path.read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^)\s]+)\)", text)
        assert "../issues.md" in targets
        assert [target for target in targets if not (path.parent / target).is_file()] == [], path.name
        assert [word for word in ABOUT_OTHER_THINGS if word in text] == [], path.name


def test_every_key_of_a_questionnaire_is_documented(pages: dict[str, Any]) -> None:
    text = pages["docs/questionnaires.md"].text
    assert sorted(key for key in _keys(QUESTIONNAIRE) if not _named(key, text)) == []


def test_every_key_of_an_engagement_is_documented(pages: dict[str, Any]) -> None:
    text = pages["docs/engagements.md"].text
    assert sorted(key for key in _keys(ENGAGEMENT) if not _named(key, text)) == []


def test_every_key_of_a_response_is_documented(pages: dict[str, Any]) -> None:
    text = pages["docs/responses.md"].text
    assert sorted(key for key in _keys(RESPONSE) if not _named(key, text)) == []


def test_every_field_of_the_results_is_documented(pages: dict[str, Any]) -> None:
    text = pages["docs/results.md"].text
    fields = {
        field.name.rstrip("_")
        for module in (results, quality)
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
        for field in dataclasses.fields(kind)
    }
    assert sorted(name for name in fields if not _named(name, text)) == []


ALIASES = ["Level", "Scope", "Status", "Reason", "TypeCertainty", "GapClass", "Undefined"]


@pytest.mark.parametrize("alias", ALIASES)
def test_every_word_of_the_results_is_documented(pages: dict[str, Any], alias: str) -> None:
    text = pages["docs/results.md"].text
    words = typing.get_args(getattr(quality if alias == "Undefined" else results, alias))
    assert words
    assert [word for word in words if not _named(word, text)] == []


def test_every_finding_and_its_values_are_documented(pages: dict[str, Any], root: Path) -> None:
    text = pages["docs/results.md"].text
    modules = sorted(root.glob("salesex/scoring/*finding*.py"))
    source = "".join(path.read_text(encoding="utf-8") for path in modules)
    codes = set(re.findall(r'"(F-[A-Z-]+)"', source))
    values = set(re.findall(r'^\s+"([a-z_]+)": ', source, re.MULTILINE)) - {"blind_spot", "agreed_strength"}
    assert len(codes) > 10
    assert len(values) > 30
    assert sorted(word for word in codes | values if not _named(word, text)) == []


def test_the_changelog_names_the_version_and_every_format(pages: dict[str, Any]) -> None:
    from salesex import __version__

    text = pages["CHANGELOG.md"].text
    formats = [kind.format for kind in (QUESTIONNAIRE, ENGAGEMENT, RESPONSE)]
    wanted = [f"## {__version__}", *formats, results.RESULTS_FORMAT, "salesex/issues/1"]
    assert [word for word in wanted if word not in text] == []


def _reaches(page: Any, target: str) -> bool:
    file, _, anchor = target.partition("#")
    path = (page.path.parent / file).resolve() if file else page.path
    if not path.exists():
        return False
    return not anchor or anchor in _anchors(path.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _command_words() -> Iterator[list[str]]:
    root = typer.main.get_command(app)
    waiting: list[tuple[str, Any]] = [("", root)]
    while waiting:
        name, command = waiting.pop()
        yield [name] if name else []
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                yield list(parameter.opts)
        waiting += list(getattr(command, "commands", {}).items())


def _tool(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, root / "tests" / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _keys(kind: object) -> set[str]:
    if isinstance(kind, Record):
        return {key for field in kind.fields.values() for key in _keys(field)}
    if isinstance(kind, Field):
        return {kind.key} | _keys(kind.kind)
    if isinstance(kind, ListOf | MapOf):
        return _keys(kind.kind)
    return set()


def _named(word: str, text: str) -> bool:
    """Whether a page names a word as code: `word`, "word" or word: in a block."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None
