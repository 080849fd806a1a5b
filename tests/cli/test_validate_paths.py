"""What `salesex validate` takes and where it writes: patterns, mixed paths, standard input, `--output`."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex.cli.issue_formats import FORMATS

GOOD = """format: salesex/questionnaire/1
id: own
version: 1
title: Own
scale: {min: 1, max: 5, labels: {1: never, 5: always}}
dimensions:
  - {id: lead, title: Lead, items: [{id: L1, text: One}, {id: L2, text: Two}, {id: L3, text: Three}]}
"""
BAD = GOOD.replace("title: Own", "titel: Own")
Pipe = Callable[[bytes | str], None]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with questionnaires in two folders."""
    monkeypatch.chdir(tmp_path)
    for name in ("q/b.yaml", "q/a.yaml", "q/deep/c.yml", "q/.hidden/d.yaml", "q/notes.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BAD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Put something on standard input."""

    def put(data: bytes | str) -> None:
        raw = data if isinstance(data, bytes) else data.encode("utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))

    return put


def files(ran) -> list[str]:
    return list(dict.fromkeys(issue["file"] for issue in json.loads(ran.out)["issues"]))


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("q/*.yaml",), ["q/a.yaml", "q/b.yaml"]),
        (("q/**/*.y*ml",), ["q/a.yaml", "q/b.yaml", "q/deep/c.yml"]),
        (("q/*",), ["q/a.yaml", "q/b.yaml", "q/deep/c.yml"]),
        (("q/?.yaml", "q/[ab].yaml", "./q/a.yaml"), ["q/a.yaml", "q/b.yaml"]),
        (("q/.hidden/*.yaml",), ["q/.hidden/d.yaml"]),
        (("q/b.yaml", "q", "q/**"), ["q/a.yaml", "q/b.yaml", "q/deep/c.yml"]),
    ],
)
def test_patterns_are_expanded_and_nothing_is_checked_twice(salesex, here: Path, patterns, expected) -> None:
    ran = salesex("validate", *patterns, "--format", "json")
    assert ran.code == 1
    assert files(ran) == expected
    assert json.loads(ran.out)["summary"]["files"] == len(expected)


def test_two_stars_at_the_end_search_folders_by_header(salesex, here: Path) -> None:
    (here / "q" / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    expected = ["q/a.yaml", "q/b.yaml", "q/deep/c.yml"]
    assert files(salesex("validate", "q/**", "--format", "json")) == expected
    assert files(salesex("validate", "q/*", "--format", "json")) == [
        *expected[:2],
        "q/compose.yaml",
        expected[2],
    ]


def test_an_absolute_pattern_gives_absolute_paths(salesex, here: Path) -> None:
    ran = salesex("validate", here / "q" / "*.yaml", "--format", "json")
    assert files(ran) == [(here / "q" / name).as_posix() for name in ("a.yaml", "b.yaml")]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(salesex, here: Path) -> None:
    (here / "q" / "[ab].yaml").write_text(BAD, encoding="utf-8")
    assert files(salesex("validate", "q/[ab].yaml", "--format", "json")) == ["q/[ab].yaml"]


@pytest.mark.parametrize(
    "pattern", ["x*.yaml", "q/*.md", "nowhere/**/*.yaml", "[", "q/[z].yaml", "q/**.yaml"]
)
@pytest.mark.parametrize("format", FORMATS)
def test_a_pattern_without_match_exits_3_and_writes_nothing(salesex, here: Path, pattern, format) -> None:
    ran = salesex("validate", "q/a.yaml", pattern, "--format", format, "--output", "out")
    assert (ran.code, ran.out) == (3, "")
    assert pattern in ran.err
    assert not (here / "out").exists()


def test_responses_named_beside_their_engagement_are_reported_once(salesex, acme: Path, monkeypatch) -> None:
    monkeypatch.chdir(acme.parent)
    table = acme / "responses" / "answers.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(";service;", ";servcie;"), encoding="utf-8")
    alone = json.loads(salesex("validate", "acme", "--format", "json").out)
    paths = (table, "acme/responses", "acme", "acme/engagement.yaml", acme)
    for order in (paths, paths[::-1]):
        mixed = json.loads(salesex("validate", *order, "--format", "json").out)
        assert len(mixed["issues"]) == len(alone["issues"]) == 9
        assert mixed["summary"] == alone["summary"]


def test_a_questionnaire_from_standard_input(salesex, pipe: Pipe) -> None:
    pipe(BAD)
    ran = salesex("validate", "-")
    assert ran.code == 1
    assert ran.out.startswith("<stdin>:4:1: error[Q011]")
    assert ran.err == "1 questionnaire: 1 error, 0 warnings\n"
    pipe(GOOD)
    assert salesex("validate", "-").code == 0


def test_standard_input_beside_files(salesex, here: Path, pipe: Pipe) -> None:
    pipe(BAD)
    assert files(salesex("validate", "q/a.yaml", "-", "--format", "json")) == ["<stdin>", "q/a.yaml"]


def test_an_engagement_from_standard_input_starts_at_the_current_folder(
    salesex, acme: Path, pipe: Pipe, monkeypatch
) -> None:
    settings = json.loads((acme / "engagement.yaml").read_text(encoding="utf-8"))
    settings["questionnaires"] = ["./own.yaml"]
    for group in settings["groups"].values():
        group.pop("questionnaires", None)
    (acme / "own.yaml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(acme)
    pipe(json.dumps(settings))
    ran = salesex("validate", "-")
    assert ran.code == 1
    assert ran.out.startswith("own.yaml:4:1: error[Q011]")
    assert "1 Befragung, 1 Fragebogen: " in ran.err
    settings["questionnaires"] = ["sales-ex", "nix.yaml"]
    pipe(json.dumps(settings))
    assert "<stdin>:1:" in salesex("validate", "-").out


def test_responses_from_standard_input_belong_to_nothing(salesex, pipe: Pipe) -> None:
    pipe("format: salesex/response/1\nrespondent: a\n")
    ran = salesex("validate", "-")
    assert (ran.code, ran.out[:22]) == (1, "<stdin>: error[R031] t")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "Q002"), (b" \n", "Q002"), (b"\xff", "Q004"), (b"a" * 22_000_000, "Q027")]
)
def test_empty_broken_and_endless_input_are_issues(salesex, pipe: Pipe, data: bytes, code: str) -> None:
    pipe(data)
    ran = salesex("validate", "-", "--format", "json")
    assert ran.code == 1
    assert [issue["code"] for issue in json.loads(ran.out)["issues"]] == [code]


def test_standard_input_is_named_once(salesex, pipe: Pipe) -> None:
    pipe(GOOD)
    ran = salesex("validate", "-", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "`-` is there twice" in ran.err


def test_without_standard_input_it_cannot_run(salesex, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert salesex("validate", "-").code == 3


def test_it_says_that_it_waits_for_a_terminal(salesex, pipe: Pipe, monkeypatch) -> None:
    pipe(GOOD)
    monkeypatch.setattr(sys.stdin.buffer, "isatty", lambda: True, raising=False)
    ran = salesex("validate", "-")
    assert ran.err.startswith("Reading from the terminal; end with Ctrl-")


def test_a_file_called_dash_is_a_file(salesex, here: Path) -> None:
    (here / "-").mkdir()
    (here / "-" / "a.yaml").write_text(BAD, encoding="utf-8")
    assert files(salesex("validate", "./-", "--format", "json")) == ["-/a.yaml"]


@pytest.mark.parametrize("format", FORMATS)
def test_output_writes_the_document_and_says_the_rest(salesex, here: Path, format: str) -> None:
    printed = salesex("validate", "q", "--format", format)
    ran = salesex("validate", "q", "--format", format, "--output", "out.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "3 questionnaires: 3 errors, 0 warnings\n"
    assert (here / "out.txt").read_text(encoding="utf-8") == printed.out.replace("\r\n", "\n")
    assert salesex("validate", "q", "--format", format, "--output", "out.txt", "-q").err == ""


@pytest.mark.parametrize("format", FORMATS)
def test_output_to_a_dash_is_stdout(salesex, here: Path, format: str) -> None:
    printed = salesex("validate", "q", "--format", format)
    for words in (("--output", "-"), ("--output=-",)):
        ran = salesex("validate", "q", "--format", format, *words)
        assert (ran.code, ran.out, ran.err) == (printed.code, printed.out, printed.err)
    assert not (here / "-").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("words", [["q"], ["q/gone.yaml", "q/a.yaml", "q/b.yaml", "q/deep/c.yml"]])
@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_read_is_said_beside_all_issues(salesex, here: Path, format: str, words) -> None:
    plain = salesex("validate", "q", "--format", format)
    (here / "q" / "gone.yaml").symlink_to("nowhere.yaml")
    ran = salesex("validate", *words, "--format", format)
    assert ran.code == 3
    assert ran.err.endswith(
        "salesex: q/gone.yaml is a link that leads nowhere\n  Mend the link, or remove it.\n"
    )
    if format == "sarif":
        before, found = (json.loads(text)["runs"][0] for text in (plain.out, ran.out))
        assert found["results"] == before["results"]
        assert [run["invocations"][0]["executionSuccessful"] for run in (before, found)] == [True, False]
        (said,) = found["invocations"][0]["toolExecutionNotifications"]
        assert said["message"]["text"] == "q/gone.yaml is a link that leads nowhere"
    else:
        assert ran.out == plain.out
    written = salesex("validate", *words, "--format", format, "--output", "out")
    assert (written.code, (here / "out").read_text(encoding="utf-8")) == (3, ran.out)


def test_verbose_names_what_was_passed_over(salesex, here: Path) -> None:
    for name in ("compose.yaml", "q/ci.yml"):
        (here / name).write_text("services: {}\n", encoding="utf-8")
    line = "3 questionnaires: 3 errors, 0 warnings"
    assert salesex("validate", ".").err == f"{line}\n"
    said = "passed over, since it does not begin with `format: salesex/…`"
    assert salesex("validate", ".", "-v").err == (
        f"compose.yaml: {said}\nq/ci.yml: {said}\n{line}, 2 other YAML files passed over\n"
    )
    assert salesex("validate", "compose.yaml", "-v").err == "1 questionnaire: 1 error, 0 warnings\n"


def test_fingerprints_do_not_depend_on_the_order_of_paths(salesex, here: Path) -> None:
    paths = ["q/a.yaml", "q", here / "q" / "b.yaml", here]

    def prints(order) -> list[str]:
        log = json.loads(salesex("validate", *order, "--format", "sarif").out)
        return [result["partialFingerprints"]["salesexIssue/v1"] for result in log["runs"][0]["results"]]

    assert prints(paths) == prints(paths[::-1])
    assert len(prints(paths)) == 3


def test_output_replaces_a_file_whole_or_not_at_all(salesex, here: Path) -> None:
    target = here / "out.json"
    target.write_text("former", encoding="utf-8")
    assert salesex("validate", "nowhere", "--format", "json", "--output", target).code == 3
    assert target.read_text(encoding="utf-8") == "former"
    assert salesex("validate", "q", "--format", "json", "--output", target).code == 1
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["errors"] == 3
    assert [path.name for path in here.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["q/a.yaml", "q/../q/a.yaml", "link.yaml"])
def test_output_over_a_checked_file_is_refused(salesex, here: Path, name: str) -> None:
    try:
        os.link(here / "q" / "a.yaml", here / "link.yaml")
    except OSError:
        pytest.skip("this file system knows no links")
    ran = salesex("validate", "q", "--output", name)
    assert (ran.code, ran.out) == (2, "")
    assert "q/a.yaml is one of the files to check" in ran.err
    assert (here / "q" / "a.yaml").read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(("name", "code"), [("nowhere/out.txt", 3), ("q", 2), ("", 2)])
def test_output_needs_a_file_in_a_folder_that_is_there(salesex, here: Path, name: str, code: int) -> None:
    ran = salesex("validate", "q", "--output", name)
    assert (ran.code, ran.out) == (code, "")
    assert not (here / "nowhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such names")
@pytest.mark.parametrize("name", ["/dev/null", "/dev/stdout"])
def test_output_never_replaces_a_device(salesex, here: Path, name: str) -> None:
    before = Path(name).resolve()
    assert salesex("validate", "q", "--output", name).code == 2
    assert Path(name).resolve() == before


@pytest.mark.parametrize("format", FORMATS)
def test_strict_fails_on_warnings_in_every_format(salesex, acme: Path, format: str) -> None:
    (acme / "responses" / "notes.txt").write_text("x", encoding="utf-8")
    assert salesex("validate", acme, "--format", format).code == 0
    assert salesex("validate", acme, "--format", format, "--strict").code == 1
    quiet = salesex("validate", acme, "--format", format, "--strict", "-q")
    assert "R030" in quiet.out


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="has no such file names")
def test_odd_file_names_in_every_format(salesex, here: Path, format: str) -> None:
    shutil.rmtree(here / "q")
    for name in (b"a\n::error::x.yaml", b"\xff]]>.yaml", b"\x1b[31m%0A,.yaml"):
        Path(os.fsdecode(name)).write_text(BAD, encoding="utf-8")
    ran = salesex("validate", ".", "--format", format)
    assert ran.code == 1
    assert ran.out.count("Q011") >= 3
    assert "\x1b" not in ran.out
    assert not any(line.startswith("::error::") for line in ran.out.splitlines())
