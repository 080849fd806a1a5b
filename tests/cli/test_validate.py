"""`salesex validate`: lines an editor jumps to, and JSON as documented."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from salesex.catalogue import Word
from salesex.cli.issue_formats import as_text
from salesex.cli.issue_formats.report import IssueReport, column_letters, told
from salesex.errors import Issue


def test_everything_shipped_is_without_issue(salesex, root: Path) -> None:
    ran = salesex("validate", root / "questionnaires", "-v")
    assert ran.code == 0
    assert ran.out == ""
    assert ran.err.strip().endswith("0 errors, 0 warnings")


def test_text_has_file_line_column_code_and_help(salesex, acme: Path) -> None:
    path = acme / "engagement.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"wave"', '"wawe"'), encoding="utf-8")
    ran = salesex("validate", acme, "--lang", "en")
    assert ran.code == 1
    first, second, *_ = ran.out.splitlines()
    assert re.fullmatch(r".*engagement\.yaml:\d+:\d+: error\[E\d{3}\] .*", first)
    assert re.fullmatch(r"    \S.*", second)
    assert re.search(r"\d+ errors?, \d+ warnings?", ran.err)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (109, "DE"), (702, "ZZ"), (703, "AAA")],
)
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_an_issue_of_a_workbook_names_its_cell_only_in_text(salesex, acme: Path) -> None:
    sheet = openpyxl.Workbook()
    sheet.active.append(["respondent", "group", "SE-S01", "SE-S02"])
    sheet.active.append(["P1", "service", 4, 9])
    sheet.save(acme / "responses" / "sheet.xlsx")
    ran = salesex("validate", acme, "--lang", "en")
    assert "sheet.xlsx:2:4: error[R057] `9` is not on the scale (cell D2)\n" in ran.out
    issue = json.loads(salesex("validate", acme, "--lang", "en", "--format", "json").out)["issues"][0]
    assert (issue["line"], issue["column"], issue["message"]) == (2, 4, "`9` is not on the scale")


@pytest.mark.parametrize(
    ("kinds", "switched_off", "expected"),
    [
        (
            {"engagement": 1, "questionnaire": 3, "response": 9},
            0,
            "1 engagement, 3 questionnaires, 9 response files: 1 error, 2 warnings",
        ),
        ({"questionnaire": 1}, 3, "1 questionnaire: 1 error, 2 warnings, 3 switched off"),
        ({"engagement": 2, "response": 1}, 0, "2 engagements, 1 response file: 1 error, 2 warnings"),
    ],
)
def test_the_summary_counts_by_kind(kinds: dict[str, int], switched_off: int, expected: str) -> None:
    files = tuple((kind, f"{number}.yaml") for kind, count in kinds.items() for number in range(count))
    issues = (Issue("error", "Q002", "a"), Issue("warning", "Q070", "a"), Issue("warning", "Q070", "b"))
    assert IssueReport(issues, files, switched_off).summary() == expected


def test_answers_that_were_not_checked_fail_the_run() -> None:
    assert IssueReport((), (("engagement", "a"),), unchecked=1).failed
    assert not IssueReport((), (("engagement", "a"),)).failed


def test_the_summary_comes_last_in_a_pipe(root: Path, acme: Path) -> None:
    table = acme / "responses" / "answers.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(";service;", ";servcie;"), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "salesex", "validate", str(acme)],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    *issues, last = ran.stdout.splitlines()
    assert len(issues) == 9 + 1, "nine places, and once what is to be done"
    assert last == "1 Befragung, 3 Fragebögen, 1 Antwortdatei: 9 Fehler, 0 Warnungen"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_on_a_terminal_lines_break_between_words_and_never_within_the_place(width: int, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    words = (("what", Word("no_answers")), ("remedy", Word("no_answers_remedy")))
    issue = Issue("warning", "R030", "acme/with spaces/answers of all.txt", 3, 7, facts=words)
    terminal = Terminal()
    as_text.write([issue], "de", terminal)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert "\x1b[33mwarning[R030]" in terminal.getvalue()
    head, remedy = (" ".join(text.split()) for text in as_text.lines(told(issue, "de"), "de"))
    assert shown.startswith("acme/with spaces/answers of all.txt:3:7: ")
    assert " ".join(shown.split()) == f"{head} {remedy}"
    if width > 45:
        assert max(map(len, shown.splitlines())) <= width


def test_json_is_as_documented(salesex, acme: Path) -> None:
    (acme / "responses" / "notes.txt").write_text("x", encoding="utf-8")
    ran = salesex("validate", acme, "--format", "json")
    assert ran.code == 0
    assert ran.err == ""
    content = json.loads(ran.out)
    assert list(content) == ["format", "issues", "summary"]
    assert content["format"] == "salesex/issues/1"
    issue = next(issue for issue in content["issues"] if issue["code"] == "R030")
    assert list(issue) == ["severity", "code", "file", "line", "column", "path", "message", "help"]
    assert list(content["summary"]) == ["files", "errors", "warnings", "switched_off"]
    assert content["summary"]["warnings"] == 1
    assert salesex("validate", acme, "--strict").code == 1


def test_nothing_to_check_exits_3(salesex, tmp_path: Path) -> None:
    assert salesex("validate", tmp_path).code == 3
    assert salesex("validate", tmp_path / "nowhere").code == 3


def test_quiet_says_only_errors(salesex, acme: Path) -> None:
    (acme / "responses" / "notes.txt").write_text("x", encoding="utf-8")
    ran = salesex("validate", acme, "-q")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_file_name_cannot_steer_the_terminal(salesex, acme: Path) -> None:
    path = acme / "responses" / "a\x1b[31m.txt"
    path.write_text("x", encoding="utf-8")
    ran = salesex("validate", acme, "--lang", "en")
    assert "\x1b" not in ran.out
    assert "a\\x1b[31m.txt" in ran.out


def test_answers_that_wait_for_their_engagement_are_counted(salesex, acme: Path) -> None:
    path = acme / "engagement.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"groups"', '"gruops"'), encoding="utf-8")
    ran = salesex("validate", acme, "--lang", "de")
    assert ran.code == 1
    assert "1 Antwortdatei noch nicht geprüft" in ran.err
    assert "1 response file not checked yet" in salesex("validate", acme, "--lang", "en").err
