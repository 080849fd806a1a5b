"""Examples of issues that cannot be a small readable file: too large, too many issues, not UTF-8.

Every builder changes a folder that has no issue (`base` of catalogue/examples) so that it has exactly
the issue at the place it returns.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex import catalogue
from salesex.errors import DataError
from salesex.pipeline import assess, report
from salesex.store import write_results
from salesex.surveys.collected import MANY
from salesex.surveys.discovery import check
from salesex.surveys.yaml.nodes import MAX_MEGABYTES

BASE = Path(catalogue.__file__).parent / "examples" / "base"
FILES = {"Q": "own.yaml", "E": "engagement.yaml"}


def _too_many_items(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    items = [
        f"      - {{id: {n}. Frage, text: {{de: Ziel {n}., en: Target {n}.}}}}\n" for n in range(MANY + 9)
    ]
    path.write_text(text + "".join(items), encoding="utf-8")
    return f":{lines + MANY + 1}:14"


def _too_many_groups(path: Path) -> str:
    head, groups, rest = path.read_text(encoding="utf-8").partition("groups:\n")
    lines = (head + groups).count("\n")
    team = "title: {{de: Team {n}, en: Team {n}}}, perspective: self"
    more = [f"  {n}-team: {{{team.format(n=n)}}}\n" for n in range(1, MANY + 9)]
    path.write_text(head + groups + "".join(more) + rest, encoding="utf-8")
    return f":{lines + MANY + 1}:3"


def _windows_1252(path: Path) -> str:
    text = path.read_text(encoding="utf-8").replace("Eigener", "Über uns").replace("Muster", "Müller")
    path.write_bytes(text.encode("cp1252"))
    start = next(index for index, char in enumerate(text) if ord(char) > 127)
    return f":{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"


def _too_large(path: Path) -> str:
    with path.open("ab") as file:
        file.write(b"# noch eine Zeile\n" * (MAX_MEGABYTES * 1_000_000 // 18 + 1))
    return ""


MADE: dict[str, Callable[[Path], str]] = {
    "Q000": _too_many_items,
    "E000": _too_many_groups,
    "Q004": _windows_1252,
    "E004": _windows_1252,
    "Q027": _too_large,
    "E027": _too_large,
}
COMPANIONS = {"Q000": {"Q012"}, "E000": {"E012"}}
"""What there is too much of."""


@pytest.mark.parametrize("code", MADE)
def test_what_is_made_has_exactly_its_issue(code: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    file = tmp_path / FILES[code[0]]
    path = file if code[0] == "Q" else tmp_path
    assert check([path]).issues == ()
    expected = f"{code} {file.name}{MADE[code](file)}"
    issues = check([path]).issues
    own = [issue for issue in issues if issue.code == code]
    places = [":".join(str(part) for part in (i.line, i.column) if part is not None) for i in own]
    found = [f"{code} {Path(i.file).name}{':' * bool(at)}{at}" for i, at in zip(own, places, strict=True)]
    assert found == [expected]
    assert {issue.code for issue in issues} - {code} == COMPANIONS.get(code, set())


def _engagement_with_results(folder: Path, english: str) -> None:
    """Six answers, assessed and stored; one statement has the English text that is given."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    own = folder / "own.yaml"
    text = own.read_text(encoding="utf-8")
    changed = text.replace("Ziele sind klar., en: Goals are clear.", f"Ziele sind klar.{english}")
    assert (changed == text) == bool(english)
    own.write_text(changed, encoding="utf-8")
    rows = [f"P{n};team;4;{n % 3 + 2};2\n" for n in range(6)]
    answers = folder / "responses" / "a.csv"
    answers.write_text("respondent;group;L1;L2;L3\n" + "".join(rows), encoding="utf-8")
    write_results(folder, assess(folder).results)


REPORTED = {
    "E047": ("results.json", "/questionnaires/own/definition/dimensions/0/items/0/text"),
    "E051": ("templates/chapters/cover.html.j2", ""),
}
"""What only `report` finds: the stored results, and the place in them."""


def test_a_report_needs_every_text_in_its_language(tmp_path: Path) -> None:
    _engagement_with_results(tmp_path / "wrong", "")
    with pytest.raises(DataError) as raised:
        report(tmp_path / "wrong", format="html", language="en")
    found = [(issue.code, (issue.file, issue.path)) for issue in raised.value.issues]
    assert found == [("E047", REPORTED["E047"])]
    assert report(tmp_path / "wrong", format="html", language="de").data


def test_a_report_with_every_text_is_made(tmp_path: Path) -> None:
    _engagement_with_results(tmp_path / "right", ", en: Goals are clear.")
    assert report(tmp_path / "right", format="html", language="en").data


def test_a_report_needs_templates_that_can_be_used(tmp_path: Path) -> None:
    _engagement_with_results(tmp_path, ", en: Goals are clear.")
    template = tmp_path / "templates" / "chapters" / "cover.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("<h1>{{ chapter.titel }}</h1>", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        report(tmp_path, format="html")
    found = [(issue.code, (issue.file, issue.path)) for issue in raised.value.issues]
    assert found == [("E051", REPORTED["E051"])]
    template.write_text("<h1>{{ chapter.message }}</h1>", encoding="utf-8")
    assert report(tmp_path, format="html").data
