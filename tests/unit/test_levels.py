"""Keys on a wrong level and lines in a wrong column: one issue, at the line that was moved."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.errors import Issue
from salesex.surveys.discovery import check
from salesex.surveys.yaml import nodes as yaml_nodes

ROOT = Path(__file__).parents[2]
SALES = (ROOT / "questionnaires/sales-ex/sales-ex.yaml").read_text(encoding="utf-8")
CLIENT, _, _ = (
    (ROOT / "examples/muster-maschinenbau/engagement.yaml")
    .read_text(encoding="utf-8")
    .partition("\npurpose:")
)
"""The example without its last keys, so that `report` ends the file."""
OWN = """\
format: salesex/questionnaire/1
id: service
version: 1.0.0
title: {de: Service, en: Service}
scale:
  min: 1
  max: 5
  labels: {1: {de: trifft nicht zu, en: does not apply}, 5: {de: trifft zu, en: applies}}
dimensions:
  - id: speed
    title: {de: Tempo, en: Speed}
    items:
      - {id: SV-01, text: {de: Wir antworten am selben Tag., en: We answer on the same day.}}
      - {id: SV-02, text: {de: Anfragen bleiben liegen., en: Requests lie for long.}, reverse: true}
      - {id: SV-03, text: {de: Termine halten wir ein., en: We keep appointments.}}
  - id: quality
    title: {de: Güte, en: Quality}
    items:
      - id: SV-04
        text:
          de: Kunden loben uns.
          en: Customers praise us.
      - id: SV-05
        text:
          de: Fehler sind selten.
          en: Errors are rare.
        weight: 1.5
      - id: SV-06
        text:
          de: Wir prüfen alles.
          en: We check everything.
"""
Slip = tuple[str, str, str | None, int, str, int, str]


def shifted(text: str, first: str, until: str | None, by: int) -> tuple[str, int]:
    """Move a line, or the lines up to one, to the right or left; return the text and the line number."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.strip().startswith(first))
    ends = (n for n, line in enumerate(lines) if n > start and until and line.strip().startswith(until))
    end = next(ends, len(lines)) if until else start + 1
    for n in range(start, end):
        if lines[n].strip():
            lines[n] = " " * by + lines[n] if by > 0 else lines[n][-by:]
    return "\n".join(lines), start + 1


def errors(folder: Path, text: str) -> list[Issue]:
    """The errors of one file."""
    path = folder / ("engagement.yaml" if "salesex/engagement" in text else "own.yaml")
    path.write_text(text, encoding="utf-8")
    return [issue for issue in check([path]).issues if issue.severity == "error"]


ON_A_WRONG_LEVEL: list[Slip] = [
    # text, first line that is moved, the line before which the move ends, by how much; code, column, remedy
    (OWN, "de: Kunden", "- id: SV-05", -2, "Q011", 9, "below `text` in line 20: let them begin in column 11"),
    (OWN, "en: Customers", None, -2, "Q011", 9, "beside `de` in line 21: begin the line in column 11"),
    (OWN, "weight:", None, 2, "Q011", 11, "beside `id` in line 23: begin the line in column 9"),
    (OWN, "min:", "dimensions", -2, "Q011", 1, "up to `labels` in line 8 belong below `scale` in line 5"),
    (OWN, "labels:", None, -2, "Q011", 1, "beside `min` in line 6: begin the line in column 3"),
    (OWN, "items:", "- id: quality", -4, "Q011", 1, "column 5, and move the lines below"),
    (SALES, "macher:", None, 2, "Q011", 7, "beside `champion` in line 429: begin the line in column 5"),
    (
        SALES,
        "macher:",
        "papiertiger:",
        2,
        "Q011",
        7,
        "beside `champion` in line 429: begin the line in column 5",
    ),
    (SALES, "macher:", "papiertiger:", -2, "Q011", 3, "column 5, and move the lines below"),
    (SALES, "gaps:", None, 2, "Q011", 3, "beside `format` in line 10: begin the line in column 1"),
    (SALES, "scoring:", None, 2, "Q011", 3, "beside `format` in line 10: begin the line in column 1"),
    (SALES, "no_answer:", None, 2, "Q011", 5, "beside `min` in line 25: begin the line in column 3"),
    (SALES, "profile:", None, 2, "Q011", 9, "beside `title` in line 430: begin the line in column 7"),
    (SALES, "action:", "- id: SE-S02", 2, "Q011", 15, "beside `id` in line 48: begin the line in column 13"),
    (CLIENT, "footer:", None, -2, "E011", 1, "beside `author` in line 51: begin the line in column 3"),
    (CLIENT, "author:", "zzz", -2, "E011", 1, "up to `footer` in line 53 belong below `report` in line 50"),
    (
        CLIENT,
        "management:",
        "privacy:",
        -2,
        "E011",
        1,
        "below `groups` in line 11: let them begin in column 3",
    ),
    (CLIENT, "sales-team:", None, 2, "E011", 5, "beside `management` in line 12: begin the line in column 3"),
    (CLIENT, "sales-team:", "inside-sales:", -2, "E011", 1, "column 3, and move the lines below"),
    (CLIENT, "privacy:", None, 2, "E011", 3, "beside `format` in line 4: begin the line in column 1"),
]
IN_A_WRONG_COLUMN: list[Slip] = [
    (SALES, "reference:", None, -2, "Q001", 1, "below `types` in line 427: begin the line in column 3"),
    (SALES, "champion:", None, -2, "Q001", 3, "below `reference` in line 428: begin the line in column 5"),
    (SALES, "tie:", None, -2, "Q001", 1, "beside `reference` in line 428: begin the line in column 3"),
    (SALES, "reverse: true", None, -4, "Q001", 9, "beside `id` in line 69: begin the line in column 13"),
    (
        CLIENT,
        "sales-team:",
        None,
        -2,
        "E001",
        1,
        "beside `management` in line 12: begin the line in column 3",
    ),
    (CLIENT, "colour:", None, -2, "E001", 1, "beside `author` in line 51: begin the line in column 3"),
    (CLIENT, "report:", "zzz", 2, "E001", 3, "column 1,"),
    (
        OWN,
        "- id: SV-05",
        "de: Fehler",
        -4,
        "Q001",
        3,
        "list with `id` in line 19: begin its dash in column 7",
    ),
    (
        OWN,
        "- id: SV-05",
        "- id: SV-06",
        -4,
        "Q001",
        3,
        "list with `id` in line 19: begin its dash in column 7",
    ),
    (OWN, "- id: SV-06", None, 2, "Q001", 9, "column 7,"),
    (OWN, "- id: SV-06", "zzz", 2, "Q001", 9, "column 7, where it fits the lines around, and move"),
    (OWN, "- id: SV-05", None, -2, "Q001", 5, "column 7,"),
    (OWN, "- {id: SV-02", None, -6, "Q001", 1, "column 7,"),
    (OWN, "- id: quality", None, 2, "Q001", 5, "column 3,"),
    (OWN, "- id: quality", "zzz", 2, "Q001", 5, "column 3,"),
    (OWN, "min:", None, 2, "Q001", 5, "column 3,"),
    (OWN, "items:", None, -4, "Q001", 1, "beside `id` in line 10: begin the line in column 5"),
    (OWN, "text:", None, -2, "Q001", 7, "column 9,"),
]


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers; the slow one only where files are short."""
    if request.param == "python":
        monkeypatch.setattr(yaml_nodes, "LOADER", yaml_nodes._python_loader())


@pytest.mark.parametrize(
    "slip", [*ON_A_WRONG_LEVEL, *IN_A_WRONG_COLUMN], ids=lambda slip: f"{slip[1]} {slip[3]}"
)
def test_a_moved_line_is_told_with_its_place(slip: Slip, tmp_path: Path) -> None:
    text, first, until, by, code, column, remedy = slip
    changed, line = shifted(text, first, until, by)
    assert changed != text
    (issue,) = errors(tmp_path, changed)
    assert (issue.code, issue.line, issue.column) == (code, line, column)
    assert remedy in tell(issue).help
    assert str(column) not in tell(issue, "de").help or "Spalte" in tell(issue, "de").help


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "slip", [slip for slip in IN_A_WRONG_COLUMN if slip[0] == OWN], ids=lambda slip: slip[1]
)
def test_both_parsers_lead_to_the_same_line(slip: Slip, tmp_path: Path) -> None:
    changed, line = shifted(*slip[:4])
    (issue,) = errors(tmp_path, changed)
    assert (issue.line, issue.column) == (line, slip[5]) and slip[6] in tell(issue).help


def test_ids_left_behind_below_answers_are_one_issue(tmp_path: Path) -> None:
    folder = tmp_path / "responses"
    folder.mkdir()
    (tmp_path / "engagement.yaml").write_text(CLIENT, encoding="utf-8")
    answers = "  SE-S01: 2\n  SE-S02: 3\n  RM-001: 1\n  FS-C1: 4\n"
    head = "format: salesex/response/1\nrespondent: GL01\ngroup: management\nanswers:\n"
    (folder / "gl01.yaml").write_text(head + answers.replace("  ", ""), encoding="utf-8")
    (issue,) = (issue for issue in check([tmp_path]).issues if issue.severity == "error")
    assert (issue.code, issue.line, issue.column) == ("R011", 5, 1)
    assert "up to `FS-C1` in line 8 belong below `answers` in line 4" in tell(issue).help


ELSEWHERE: list[tuple[Callable[[str], str], str, str, int, str]] = [
    (
        lambda t: t.replace("report:", 'logo: ""\nreport:'),
        CLIENT,
        "E011",
        50,
        "beside `author` in line 52: move",
    ),
    (lambda t: t.replace("title: {de: S", "tie: {}\ntitle: {de: S"), OWN, "Q011", 4, "stands below `types`"),
    (
        lambda t: t.replace(
            "title: {de: Service, en: Service}\nscale:\n", "scale:\n  title: {de: A, en: A}\n"
        ),
        OWN,
        "Q011",
        5,
        "beside `format` in line 1: move it there",
    ),
]


@pytest.mark.parametrize(("change", "text", "code", "line", "remedy"), ELSEWHERE)
def test_a_key_of_another_place_is_told_where(
    change: Callable[[str], str], text: str, code: str, line: int, remedy: str, tmp_path: Path
) -> None:
    issue = next(issue for issue in errors(tmp_path, change(text)) if issue.code == code)
    assert issue.line == line and remedy in tell(issue).help


def test_a_title_out_of_its_dimension_is_not_only_one_too_many(tmp_path: Path) -> None:
    changed, line = shifted(OWN, "title: {de: Güte", "zzz", -4)
    changed = changed[: changed.index("items:", changed.index("Güte"))]
    found = errors(tmp_path, changed)
    assert ("Q010", line, 1) in [(issue.code, issue.line, issue.column) for issue in found]
    told = next(tell(issue) for issue in found if issue.code == "Q010")
    assert "stands here twice, first in line 4" in told.message and "begin the line in column 5" in told.help


@pytest.mark.parametrize("wrong", ["wieght: 2", "revers: true", "farbe: rot"])
def test_what_nobody_knows_is_told_as_before(wrong: str, tmp_path: Path) -> None:
    (issue,) = errors(tmp_path, OWN.replace("weight: 1.5", wrong))
    assert issue.code == "Q011" and "known keys:" in tell(issue).help


def test_what_else_is_wrong_is_told_as_well(tmp_path: Path) -> None:
    changed, _ = shifted(OWN, "de: Kunden", "- id: SV-05", -2)
    found = errors(tmp_path, changed.replace("weight: 1.5", "weight: much"))
    assert [(issue.code, issue.line) for issue in found] == [("Q011", 21), ("Q015", 27)]


WRONG = {
    "entries": lambda n: "types:\n  reference:\n" + "".join(f"    t{k}:\n" for k in range(n)),
    "fields": lambda n: (
        "types:\n  reference:\n    a:\n      title: A\n" + "".join(f"      k{k}:\n" for k in range(n))
    ),
    "known": lambda n: "x: y\n" * 5 + "".join(f"items{k}: 1\nitems: 2\nlabels: 3\n" for k in range(n)),
    "elsewhere": lambda n: "gaps:\n" + "".join(f"strong: {k}\nlogo: 1\n" for k in range(n)),
}


@pytest.mark.long
@pytest.mark.parametrize("kind", WRONG)
def test_the_work_grows_no_faster_than_the_number_of_wrong_keys(kind: str, tmp_path: Path) -> None:
    def work(keys: int) -> int:
        events = Counter[str]()
        sys.setprofile(lambda frame, event, arg: events.update((event,)))
        try:
            found = errors(tmp_path, OWN + WRONG[kind](keys))
        finally:
            sys.setprofile(None)
        assert found
        return events.total()

    few, many = work(200), work(800)
    assert many < 5 * few
