"""`salesex privacy purge`: no trace but the log, all of it or nothing, and `assess` goes on."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from salesex import pipeline
from salesex.model.text import day_in_words
from salesex.surveys.answers.response_text import file_stem

LOG = "private/purged.jsonl"
SAID = "Das weiß hier nur ich, seit 1998."


def table(folder: Path, name: str = "answers.csv") -> list[list[str]]:
    with (folder / "responses" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def write_table(folder: Path, rows: list[list[str]], name: str = "answers.csv") -> None:
    with (folder / "responses" / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def renamed(folder: Path, former: str, code: str) -> None:
    """Give somebody in the table another code."""
    write_table(folder, [[code if cell == former else cell for cell in row] for row in table(folder)])


def settle(folder: Path, **settings: object) -> None:
    path = folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | settings, ensure_ascii=False), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def contents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and all that is packed in it."""
    yield name, data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield from contents(f"{name}!{part}", archive.read(part))


def traces(folder: Path, text: str) -> list[str]:
    """Every file, or part of one, that holds a text in its name or its bytes, but the log."""
    spelled = {text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    return [
        name
        for path, data in snapshot(folder).items()
        if path != LOG
        for name, part in contents(path, data)
        if text.casefold() in name.casefold() or any(one in part for one in spelled)
    ]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engagement of `full` waits for the next test."""
    return tmp_path_factory.mktemp("kept") / "acme"


@pytest.fixture
def full(acme: Path, kept: Path, salesex: Any) -> tuple[Path, str]:
    """An engagement with something of one person in every place there is, and their code."""
    if not kept.exists():
        _fill(acme, salesex)
        shutil.copytree(acme, kept)
    shutil.rmtree(acme)
    shutil.copytree(kept, acme)
    return acme, _made_code(acme)


def _made_code(folder: Path) -> str:
    return (folder / "private/codes.csv").read_text(encoding="utf-8").splitlines()[1].split(";")[1]


def _fill(folder: Path, salesex: Any) -> None:
    words = ("--group", "sales-team", "--n", 1, "--questionnaire", "fremdbild-selbstbild")
    assert salesex("forms", folder, *words, "--format", "xlsx", "--format", "html").code == 0
    code = _made_code(folder)
    inbox = folder / "inbox"
    inbox.mkdir()
    items = [cell for cell in table(folder)[0][2:] if cell.startswith("FS")]
    answers = ", ".join(f"{item}: {1 + at % 5}" for at, item in enumerate(items))
    response = f"format: salesex/response/1\nrespondent: {code}\ngroup: sales-team\nanswers: {{{answers}}}\n"
    (inbox / f"{code}.yaml.txt").write_text(f"{response}comment: {SAID!r}\n", encoding="utf-8")
    assert salesex("collect", folder, inbox / f"{code}.yaml.txt").code == 0
    (inbox / "Export.csv").write_text(f"Zeit,Token,Frage\n1,{code},4\n2,K9,5\n", encoding="utf-16")
    journal = folder / "private/interviews" / f"{code}-sales-ex.jsonl"
    journal.parent.mkdir()
    journal.write_text(f'{{"format":"salesex/interview/1","respondent":"{code}"}}\n', encoding="utf-8")
    notes = folder / "notes"
    notes.mkdir(exist_ok=True)
    (notes / f"{code}.md").write_text("Ruft morgen an.\n", encoding="utf-8")
    (notes / "team.md").write_text(f"Mit {code} sprechen, mit {code}X nicht.\n", encoding="utf-8")
    _workbook(folder / "responses" / "mehr.xlsx", code)
    (folder / "responses" / ".answers.csv-77.kept").write_text(f"respondent\n{code}\n", encoding="utf-8")


def _workbook(path: Path, code: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["respondent", "group", "RM-101"])
    sheet.append([code, "sales-team", 4])
    sheet.append(["sales-team-01", "sales-team", None])
    book.save(path)


def scores(folder: Path, scope: str) -> list[tuple[object, ...]]:
    content = json.loads((folder / "results/results.json").read_text(encoding="utf-8"))
    return [
        (name, row["level"], row["id"], row["score"], row["n"])
        for name, part in content["questionnaires"].items()
        for row in part["scores"]
        if row["scope_id"] == scope
    ]


def test_no_trace_of_a_code_is_left_but_in_the_log_and_assess_goes_on(
    full: tuple[Path, str], salesex: Any
) -> None:
    folder, code = full
    assert salesex("assess", folder).code == 0
    assert salesex("report", folder, "--format", "html").code == 0
    assert SAID in (folder / "results/results.json").read_text(encoding="utf-8")
    former = scores(folder, "sales-team")
    salt = json.loads((folder / "private/ledger.json").read_text(encoding="utf-8"))["salt"]
    assert traces(folder, code)
    ran = salesex("privacy", "purge", folder, "--code", code, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert [one for one in traces(folder, code) if "team.md" not in one] == []
    assert (folder / "notes/team.md").read_text(encoding="utf-8") == f"Mit (…) sprechen, mit {code}X nicht.\n"
    assert traces(folder, SAID) == []
    assert traces(folder, hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()[:20]) == []
    assert code in (folder / LOG).read_text(encoding="utf-8")
    assert SAID not in (folder / LOG).read_text(encoding="utf-8")
    assert list((folder / "reports").iterdir()) == []
    ran = salesex("assess", folder)
    assert (ran.code, ran.err) == (0, "")
    assert "Was sich seit dem letzten Lauf geändert hat" in ran.out
    assert "Antworten, Vertriebsteam  23 → 22  (−1)" in ran.out
    assert "auf dem Stand eines früheren Berichts: Vertriebsteam." in ran.out
    assert scores(folder, "sales-team") == former  # one person less would give that person away
    assert traces(folder, SAID) == []
    assert salesex("report", folder, "--format", "html").err == ""


@pytest.mark.long
@pytest.mark.usefixtures("assessed")
def test_without_a_report_the_answers_are_out_of_every_number(acme: Path, salesex: Any) -> None:
    before = scores(acme, "sales-team")
    salesex("privacy", "purge", acme, "--code", "sales-team-03", "--yes")
    assert salesex("report", acme, "--format", "html").err.count("Changed since") == 1
    (acme / "private/ledger.json").unlink()
    (acme / "results/results.json").unlink()
    salesex("assess", acme)
    changed = scores(acme, "sales-team")
    assert [row[:3] for row in changed] == [row[:3] for row in before]
    assert changed != before
    assert {row[4] for row in changed if row[1] == "dimension"} == {21}


def test_assess_names_what_is_no_longer_shown(acme: Path, salesex: Any) -> None:
    rows = [row for row in table(acme) if row[1] != "marketing"]
    write_table(acme, rows)
    assert salesex("assess", acme).code == 0
    service = [row[0] for row in rows if row[1] == "service"]
    gone = [word for code in service[4:] for word in ("--code", code)]
    assert salesex("privacy", "purge", acme, *gone, "--yes").code == 0
    ran = salesex("assess", acme)
    told = ran.out.partition("Was sich seit dem letzten Lauf geändert hat")[2]
    assert re.search(r"Strategie, Fremd +nicht mehr gezeigt", told)  # no report showed its number
    assert re.search(r"Strategie, Gesamt +[0-9,]+ → [0-9,]+ +jetzt ohne Service\n", told)


def test_the_log_counts_and_a_second_time_nothing_is_left(full: tuple[Path, str], salesex: Any) -> None:
    folder, code = full
    salesex("privacy", "purge", folder, "--code", code, "--yes")
    line = json.loads((folder / LOG).read_text(encoding="utf-8"))
    assert line.pop("files").keys() == {"changed", "deleted"}
    day = dt.date.today().isoformat()
    assert line == {
        "format": "salesex/purged/1", "date": day, "kind": "code", "code": code, "people": 1, "rows": 5,
    }  # fmt: skip
    before = snapshot(folder)
    ran = salesex("privacy", "purge", folder, "--code", code)
    assert (ran.code, ran.out) == (0, "Davon ist nichts mehr da; nichts ist zu löschen.\n")
    assert snapshot(folder) == before


def test_a_dry_run_and_a_no_change_nothing(
    full: tuple[Path, str], salesex: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = full
    before = snapshot(folder)
    ran = salesex("privacy", folder, "purge", "--code", code, "--dry-run")
    assert ran.code == 0
    assert f"  responses/{code}-fremdbild-selbstbild.yaml" in ran.out
    assert ran.out.endswith("Probelauf, nichts ist gelöscht.\n")
    told = [line for line in ran.out.splitlines()[:-1] if line.startswith("  ")]
    assert told != []
    assert [
        line for line in told if " wird " not in line and " werden " not in line and ": " not in line
    ] == []
    ran = salesex("privacy", "purge", folder, "--code", code)
    assert (ran.code, "Add --yes" in ran.err) == (2, True)
    for answer, code_of_exit in (("n\n", 1), ("", 1), ("J\n", 0)):
        assert snapshot(folder) == before
        terminal = io.StringIO(answer)
        monkeypatch.setattr(terminal, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", terminal)
        assert salesex("privacy", "purge", folder, "--code", code).code == code_of_exit
    assert snapshot(folder) != before


def test_other_people_with_longer_or_similar_codes_stay(acme: Path, salesex: Any) -> None:
    renamed(acme, "sales-team-02", "inside-sales-team-01")
    renamed(acme, "sales-team-03", "sales-team-011")
    before = table(acme)
    (acme / "notes").mkdir()
    text = "sales-team-01, inside-sales-team-01 und sales-team-011"
    (acme / "notes/wer.md").write_text(text, encoding="utf-8")
    assert salesex("privacy", "purge", acme, "--code", "sales-team-01", "--yes").code == 0
    assert table(acme) == [row for row in before if row[0] != "sales-team-01"]
    kept = (acme / "notes/wer.md").read_text(encoding="utf-8")
    assert kept == "(…), inside-sales-team-01 und sales-team-011"


HOSTILE = (
    "../x1", "CON1", "a b 2", ".*3", "=1+1A", 'K"4', "ü&<5>", "7", "service", "Vertriebsteam",
    "K" * 300 + "1", "\\d+", "{code}9", "%s1", "Anna Berg", "anna@example.org", "4", "-1", "(…)",
)  # fmt: skip


def test_any_code_goes_and_nothing_else(acme: Path, salesex: Any) -> None:
    for number, code in enumerate(HOSTILE):
        renamed(acme, f"sales-team-{number:02}", code)
    for code in HOSTILE:
        before, files = table(acme), snapshot(acme)
        ran = salesex("privacy", "purge", acme, f"--code={code}", "--yes")
        assert ran.code == 0, ran.err
        assert table(acme) == [row for row in before if row[0] != code]
        assert len(before) - len(table(acme)) == 1
        after = snapshot(acme)
        assert after.pop(LOG)
        files.pop(LOG, None)
        assert {name for name in files if after[name] != files[name]} == {"responses/answers.csv"}


def test_an_unknown_code_is_no_slip_that_deletes_nothing(acme: Path, salesex: Any) -> None:
    before = snapshot(acme)
    ran = salesex("privacy", "purge", acme, "--code", "Sales-team-03", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean `sales-team-03`?" in ran.err
    assert salesex("privacy", "purge", acme, "--code", " ", "--yes").code == 2
    assert salesex("privacy", "purge", acme).code == 2
    assert salesex("privacy", "purge", acme, "--code", "x1", "--expired").code == 2
    assert snapshot(acme) == before


def test_what_cannot_be_edited_stops_all_of_it(full: tuple[Path, str], salesex: Any) -> None:
    folder, code = full
    picture = folder / "inbox" / "bild.png"
    picture.write_bytes(b"\x89PNG\0\0" + code.encode() + b"\0")
    before = snapshot(folder)
    ran = salesex("privacy", "purge", folder, "--code", code, "--yes")
    assert (ran.code, ran.out) == (3, "")
    assert "inbox/bild.png" in ran.err
    assert snapshot(folder) == before
    picture.unlink()
    (folder / "inbox" / code).mkdir()
    (folder / "inbox" / code / "a.txt").write_text("x", encoding="utf-8")
    ran = salesex("privacy", "purge", folder, "--code", code, "--yes")
    assert (ran.code, f"inbox/{code}/a.txt (in its name)" in ran.err) == (3, True)


def test_a_locked_file_leaves_everything_as_it_was(
    full: tuple[Path, str], salesex: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = full
    before = snapshot(folder)
    plain = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "mehr.xlsx" or self.name == "mehr.xlsx":
            raise PermissionError(13, "in use", str(target))
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    ran = salesex("privacy", "purge", folder, "--code", code, "--yes")
    assert (ran.code, "Excel" in ran.err) == (3, True)
    assert snapshot(folder) == before


def test_ctrl_c_at_any_moment_leaves_everything_as_it_was(
    full: tuple[Path, str], salesex: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = full
    before = snapshot(folder)
    plain = Path.replace
    for moment in (0, 4, 11):
        calls = iter(range(moment + 1))

        def interrupted(self: Path, target: Path, calls: Iterator[int] = calls, last: int = moment) -> Path:
            if next(calls, None) == last:
                raise KeyboardInterrupt
            return plain(self, target)

        monkeypatch.setattr(Path, "replace", interrupted)
        assert salesex("privacy", "purge", folder, "--code", code, "--yes").code == 130
        monkeypatch.setattr(Path, "replace", plain)
        assert snapshot(folder) == before
    assert salesex("privacy", "purge", folder, "--code", code, "--yes").code == 0


CRASH = """
import os, pathlib, sys
from salesex.cli import run

plain = pathlib.Path.unlink

def crash(self, missing_ok=False):
    if self.name.endswith(".kept") and self.exists():
        os._exit(9)
    plain(self, missing_ok)

pathlib.Path.unlink = crash
run(["privacy", "purge", sys.argv[1], "--code", sys.argv[2], "--yes"])
"""


def test_after_a_crash_the_same_command_ends_it(full: tuple[Path, str], salesex: Any, root: Path) -> None:
    folder, code = full
    words = [sys.executable, "-c", CRASH, str(folder), code]
    ran = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(root)}, check=False)
    assert ran.returncode == 9
    assert [one for one in traces(folder, code) if one.endswith(".kept")]
    assert salesex("privacy", "purge", folder, "--code", code, "--yes").code == 0
    assert [one for one in traces(folder, code) if "team.md" not in one] == []


def test_killed_at_any_moment_nothing_is_gone_without_a_line_in_the_log(
    full: tuple[Path, str], salesex: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = full
    before = snapshot(folder)
    mine = {name for name, data in before.items() if code in name or code.encode() in data}
    states: list[dict[str, bytes]] = []
    for name in ("replace", "unlink"):
        plain = getattr(Path, name)

        def seen(self: Path, *words: Any, plain: Any = plain, **more: Any) -> Any:
            states.append(snapshot(folder))
            return plain(self, *words, **more)

        monkeypatch.setattr(Path, name, seen)
    assert salesex("privacy", "purge", folder, "--code", code, "--yes").code == 0
    touched = [state for state in states if any(state.get(name) != before[name] for name in mine)]
    assert len(touched) > 5
    assert all(code.encode() in state.get(LOG, b"") for state in touched)


def test_what_is_blanked_in_yaml_can_still_be_read(acme: Path, salesex: Any) -> None:
    codes = ["KX4P7MW", "x0a1b2c3d"]
    for at, code in enumerate(codes):
        renamed(acme, f"sales-team-{at:02}", code)
    text = "format: salesex/response/1\nrespondent: b7\ngroup: customers\nanswers: {FS-C1: 4}\n"
    said = f"comment: {codes[0]} hat das auch gesagt\n"
    (acme / "responses/b7.yaml").write_text(text + said, encoding="utf-8")
    (acme / "maps").mkdir()
    content = "".join(f"{code}: ignore\n" for code in codes)
    (acme / "maps/t.yaml").write_text(content, encoding="utf-8")
    for code in codes:
        assert salesex("privacy", "purge", acme, "--code", code, "--yes").code == 0
    assert salesex("assess", acme).code == 0
    assert "comment: (…) hat das" in (acme / "responses/b7.yaml").read_text(encoding="utf-8")
    left = (acme / "maps/t.yaml").read_text(encoding="utf-8")
    assert left == "(…): ignore\n(… 2): ignore\n"


def test_a_made_code_without_a_digit_goes_from_every_text(acme: Path, salesex: Any) -> None:
    code = "xtyjxpdrq"
    renamed(acme, "sales-team-03", code)
    (acme / "notes").mkdir()
    (acme / "notes/wer.md").write_text(f"Mit {code} sprechen.\n", encoding="utf-8")
    assert salesex("privacy", "purge", acme, "--code", code, "--yes").code == 0
    assert traces(acme, code) == []


@pytest.mark.parametrize("heading", ["token", "Zugangscode", "Kennung", "Access-Code"])
def test_rows_go_by_every_heading_collect_takes_codes_from(acme: Path, salesex: Any, heading: str) -> None:
    renamed(acme, "sales-team-03", "abcdefgh")
    (acme / "inbox").mkdir()
    rows = f"id;{heading};Frage\n1;abcdefgh;4\n2;ijklmnop;5\n"
    (acme / "inbox/lime.csv").write_text(rows, encoding="utf-8")
    assert salesex("privacy", "purge", acme, "--code", "abcdefgh", "--yes").code == 0
    kept = (acme / "inbox/lime.csv").read_text(encoding="utf-8")
    assert kept == f"id;{heading};Frage\n2;ijklmnop;5\n"


def test_a_code_in_other_letters_goes_from_notes_and_others_stay(acme: Path, salesex: Any) -> None:
    renamed(acme, "sales-team-03", "KD7X4Q")
    renamed(acme, "sales-team-04", "Kd7X4q")
    (acme / "notes").mkdir()
    text = "Mit kd7x4q, KD7x4q und KD7X4Q sprechen, mit Kd7X4q und KD7X4QX nicht."
    (acme / "notes/wer.md").write_text(text, encoding="utf-8")
    assert salesex("privacy", "purge", acme, "--code", "KD7X4Q", "--yes").code == 0
    kept = (acme / "notes/wer.md").read_text(encoding="utf-8")
    assert kept == "Mit (…), (…) und (…) sprechen, mit Kd7X4q und KD7X4QX nicht."


def test_files_that_cannot_be_searched_are_named(acme: Path, salesex: Any) -> None:
    (acme / "post").mkdir()
    for name in ("antwort.pdf", "alt.csv.gz", "brief.eml", "bild.txt"):
        (acme / "post" / name).write_bytes(b"abc")
    ran = salesex("privacy", "purge", acme, "--code", "sales-team-03", "--yes")
    named = [line.split(":")[0].strip() for line in ran.out.splitlines() if "nicht durchsuchen" in line]
    assert named == ["post/alt.csv.gz", "post/antwort.pdf", "post/brief.eml"]


@pytest.mark.parametrize("word", ["M-ller-a7842989", "Mit-3", "team.md"])
def test_what_never_was_a_code_touches_nothing(acme: Path, salesex: Any, word: str) -> None:
    (acme / "notes").mkdir()
    (acme / "notes/wer.md").write_text(f"Siehe {word}.", encoding="utf-8")
    before = snapshot(acme)
    ran = salesex("privacy", "purge", acme, "--code", word, "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert snapshot(acme) == before


def test_the_name_of_a_file_is_told_from_the_code(acme: Path, salesex: Any) -> None:
    renamed(acme, "sales-team-03", "Müller")
    ran = salesex("privacy", "purge", acme, "--code", file_stem("Müller"), "--yes")
    assert (ran.code, "Did you mean `Müller`?" in ran.err) == (2, True)


@pytest.mark.long
def test_people_of_the_example_go_from_yaml_csv_and_workbook(tmp_path: Path, salesex: Any) -> None:
    folder = tmp_path / "muster"
    salesex("init", folder, "--example")
    others = load_workbook(folder / "responses/andere-bereiche.xlsx").worksheets[0]
    codes = ["GL03", "KU04", str(others["A4"].value)]
    assert salesex("assess", folder).code == 0
    words = [word for code in codes for word in ("--code", code)]
    ran = salesex("privacy", "purge", folder, *words, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert [one for code in codes for one in traces(folder, code)] == []
    assert len((folder / LOG).read_text(encoding="utf-8").splitlines()) == 3
    left = load_workbook(folder / "responses/andere-bereiche.xlsx").worksheets[0]
    changed = [
        (row, column)
        for row in range(1, others.max_row + 1)
        for column in range(1, others.max_column + 1)
        if others.cell(row, column).value != left.cell(row, column).value
    ]
    assert {row for row, _ in changed} == {4}
    assert salesex("assess", folder).code == 0


def test_broken_answers_are_no_obstacle_and_no_words_stay(full: tuple[Path, str], salesex: Any) -> None:
    folder, code = full
    salesex("assess", folder, "--format", "json")
    (folder / "private/ledger.json").unlink()
    (folder / "responses/kaputt.csv").write_text("respondent;group;FS-C1\nK7;nobody;99\n", encoding="utf-8")
    assert salesex("privacy", "purge", folder, "--code", code, "--yes").code == 0
    assert traces(folder, SAID) == []


def test_rows_that_answers_were_taken_from_go_whatever_their_code(acme: Path, salesex: Any) -> None:
    inbox = acme / "inbox"
    inbox.mkdir()
    rows = "respondent;group;FS-C1\nK1;customers;4\nK2;customers;5\n"
    (inbox / "a.csv").write_text(rows, encoding="utf-8")
    salesex("collect", acme, inbox / "a.csv")
    origins = acme / "private/origins.json"
    origins.write_text(origins.read_text(encoding="utf-8").replace('"K1"', '"x0a1b2c3"'), encoding="utf-8")
    path = next((acme / "responses").glob("K1-*"))
    path.write_text(path.read_text(encoding="utf-8").replace("K1", "x0a1b2c3"), encoding="utf-8")
    ran = salesex("privacy", "purge", acme, "--code", "x0a1b2c3", "--yes")
    assert "Zeile 2" not in ran.out
    assert (inbox / "a.csv").read_text(encoding="utf-8") == rows.replace("K1;customers;4\n", "")


class TestExpired:
    def test_before_its_day_it_refuses_and_says_the_day(self, acme: Path, salesex: Any) -> None:
        ran = salesex("privacy", "purge", acme, "--expired", "--yes")
        assert (ran.code, "keep_until" in ran.err) == (2, True)
        last = dt.date.today()
        settle(acme, privacy={"keep_until": last.isoformat()})
        before = snapshot(acme)
        ran = salesex("privacy", "purge", acme, "--expired", "--yes")
        assert (ran.code, last.isoformat() in ran.err) == (3, True)
        assert snapshot(acme) == before

    def test_all_answers_go_and_results_stay(self, full: tuple[Path, str], salesex: Any) -> None:
        folder, code = full
        salesex("assess", folder, "--format", "json")
        salesex("report", folder, "--format", "html")
        salesex("privacy", "purge", folder, "--code", "sales-team-05", "--yes")
        settle(folder, date="2020-01-01", privacy={"keep_until": "2020-12-31"})
        (folder / "inbox/Liste.csv").write_text("Zeit,Frage\n1,4\n", encoding="utf-8")
        (folder / "forms/leer.csv").write_text("respondent;group\nleer-01;\n", encoding="utf-8")
        (folder / "maps").mkdir()
        (folder / "maps/t.yaml").write_text("labels: {Frau Meier: 1}\n", encoding="utf-8")
        shown = ("results", "reports")
        kept = {name: data for name, data in snapshot(folder).items() if name.startswith(shown)}
        ran = salesex("privacy", "purge", folder, "--expired", "--yes")
        assert ran.code == 0, ran.err
        after = snapshot(folder)
        assert [name for name in after if name.startswith(("responses/", "private/", "inbox/"))] == [
            LOG,
            "inbox/Liste.csv",
        ]
        assert [name for name in after if name.startswith("maps/")] == []
        assert kept.items() <= after.items()
        assert [name for name in after if code in name] == []
        assert traces(folder, "sales-team-0") == []
        assert "inbox/Liste.csv: eine Tabelle" in ran.out
        lines = [json.loads(line) for line in after[LOG].splitlines()]
        assert [(line["kind"], line["code"]) for line in lines] == [("code", None), ("expired", None)]
        assert lines[1]["people"] == 52
        assert "notes/team.md: eigene Notizen" in ran.out
        day = day_in_words(dt.date.today(), "de")
        ran = salesex("assess", folder)
        assert (ran.code, f"wurden am {day} gelöscht" in ran.err) == (4, True)
        ran = salesex("report", folder, "--format", "html")
        assert (ran.code, "not noted" in ran.err) == (0, False)
        assert f"Die Antworten wurden am {day} gelöscht; der Bericht zeigt" in ran.err
        assert "salesex assess" not in ran.err
        ran = salesex("explain", folder, "sales-ex.strategy@sales-team")
        assert (ran.code != 0, f"wurden am {day} gelöscht" in ran.err) == (True, True)
        ran = salesex("privacy", "check", folder)
        assert f"Alle Antworten wurden am {dt.date.today():%d.%m.%Y} gelöscht." in ran.out
        assert "Löschen: Die Frist ist abgelaufen." in ran.out
        assert "salesex assess" not in ran.out
        ran = salesex("privacy", "purge", folder, "--expired", "--yes")
        assert (ran.code, ran.out) == (0, "Davon ist nichts mehr da; nichts ist zu löschen.\n")

    def test_english_work_is_told_in_english(self, acme: Path, salesex: Any) -> None:
        settle(acme, language="en", date="2020-01-01", privacy={"keep_until": "2020-12-31"})
        salesex("assess", acme)
        salesex("privacy", "purge", acme, "--expired", "--yes")
        for command in (
            ("assess", acme),
            ("report", acme, "--format", "html"),
            ("explain", acme, "sales-ex.strategy@sales-team"),
        ):
            assert f"answers were deleted on {day_in_words(dt.date.today(), 'en')}" in salesex(*command).err

    def test_with_errors_in_the_engagement_the_day_is_not_sure(self, acme: Path, salesex: Any) -> None:
        settle(acme, privacy={"keep_until": "2020-12-31"}, wave=[])
        assert salesex("privacy", "purge", acme, "--expired", "--yes").code == 1


def test_it_is_a_python_function_too(acme: Path) -> None:
    found = pipeline.purge(acme, ["sales-team-03"], today=dt.date(2026, 11, 2))
    assert (found.rows, found.gone, found.codes) == (1, (), ("sales-team-03",))
    assert [path.name for path in found.files] == ["purged.jsonl", "answers.csv"]
