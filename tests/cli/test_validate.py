"""`salesex validate`: lines an editor jumps to, and JSON as documented."""

from __future__ import annotations

import json
import re
from pathlib import Path


def test_everything_shipped_is_without_issue(salesex, root: Path) -> None:
    ran = salesex("validate", root / "questionnaires", "-v")
    assert ran.code == 0
    assert ran.out == ""
    assert ran.err.strip().endswith("0 errors, 0 warnings")


def test_text_has_file_line_column_code_and_help(salesex, acme: Path) -> None:
    path = acme / "engagement.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"wave"', '"wawe"'), encoding="utf-8")
    ran = salesex("validate", acme)
    assert ran.code == 1
    first, second, *_ = ran.out.splitlines()
    assert re.fullmatch(r".*engagement\.yaml:\d+:\d+: error\[E\d{3}\] .*", first)
    assert re.fullmatch(r"    \S.*", second)
    assert re.search(r"\d+ errors?, \d+ warnings?", ran.err)


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
    ran = salesex("validate", acme)
    assert "\x1b" not in ran.out
    assert "a\\x1b[31m.txt" in ran.out
