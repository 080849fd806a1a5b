"""`salesex status`: counts of groups as participation shows them, steps with days, nobody's name."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from salesex import journal, pipeline
from salesex.cli.status_words import ENGLISH, GERMAN
from salesex.model.interview import End, Start, Step

PROCEDURE = """procedure:
  announced: 2026-10-01
  survey: {from: 2026-10-05, until: 2026-10-23}
  presented: 2026-11-20
"""


def _write(folder: Path, more: str) -> None:
    """Settings of the fixture are JSON; the same in block form, so that lines can be added."""
    path = folder / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    path.write_text("\n".join(lines) + "\n" + more, encoding="utf-8", newline="\n")


def _keep(folder: Path, group: str, count: int) -> None:
    """Leave so many rows of a group in the table of answers."""
    table = folder / "responses" / "answers.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    of_group = [line for line in lines if f";{group};" in line]
    kept = [line for line in lines if line not in of_group[count:]]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")


def test_it_says_who_answered_and_what_is_too_small(salesex: Any, acme: Path) -> None:
    ran = salesex("status", acme)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Muster & Söhne GmbH"
    assert lines[1].startswith("Welle 2026 · Stand ")
    assert "  Vertriebsteam      22 von 24        22 von 24                  22 von 24" in lines
    assert "  Marketing          unter 5          unter 5                    unter 5" in lines
    assert "  Marketing  noch unter 5 Antworten" in lines
    assert "  Service  noch 1 Antwort, dann auch Streuung und Kommentare (ab 10)" in lines
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_it_writes_nothing(salesex: Any, acme: Path) -> None:
    before = sorted(path.as_posix() for path in acme.rglob("*"))
    salesex("status", acme)
    assert sorted(path.as_posix() for path in acme.rglob("*")) == before


def test_no_code_and_no_name_appears(salesex: Any, acme: Path) -> None:
    codes = [
        line.split(";")[0]
        for line in (acme / "responses" / "answers.csv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    for words in ((), ("--format", "json"), ("--lang", "en")):
        out = salesex("status", acme, *words).out
        assert [code for code in codes if code in out] == []


@pytest.mark.parametrize("words", [(), ("--format", "json"), ("--lang", "en")])
def test_one_or_four_of_a_group_print_the_same(salesex: Any, acme: Path, words: tuple[str, ...]) -> None:
    _keep(acme, "marketing", 0)  # otherwise small groups of one view are shown together
    outputs = []
    for count in (4, 3, 1, 0):
        _keep(acme, "service", count)
        outputs.append(salesex("status", acme, *words).out)
    assert len(set(outputs)) == 1


def test_without_any_answer_it_says_what_is_asked(salesex: Any, acme: Path) -> None:
    (acme / "responses" / "answers.csv").unlink()
    ran = salesex("status", acme, "--lang", "en")
    assert ran.code == 0
    assert ran.out.count("still under 5 answers") == 5
    assert "1 more" not in ran.out


def test_a_group_too_small_ever_to_be_shown(salesex: Any, acme: Path) -> None:
    path = acme / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["groups"]["marketing"]["invited"] = 4
    path.write_text(json.dumps(settings), encoding="utf-8")
    out = salesex("status", acme).out
    assert "Marketing  noch unter 5 Antworten; bei 4 Eingeladenen in keiner Zahl" in out
    for group in settings["groups"].values():
        if group["perspective"] == settings["groups"]["marketing"]["perspective"]:
            group.pop("invited", None)
    settings["groups"]["marketing"]["invited"] = 4
    path.write_text(json.dumps(settings), encoding="utf-8")
    out = salesex("status", acme).out
    assert "Marketing  noch unter 5 Antworten; bei 4 Eingeladenen nie allein gezeigt" in out


def test_enough_people_with_too_few_answers_are_told_apart(salesex: Any, acme: Path) -> None:
    """`22 von 24` in the table beside `unter 5 Antworten` would contradict itself."""
    table = acme / "responses" / "answers.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    names = head.split(";")
    first = next(at for at, name in enumerate(names) if name.startswith("SE-S0"))
    for number, row in enumerate(rows):
        cells = row.split(";")
        if ";service;" in row:
            kept = [
                cell if at <= first or not name.startswith("SE-") else ""
                for at, (name, cell) in enumerate(zip(names, cells, strict=True))
            ]
            kept[first] = "4"
            rows[number] = ";".join(kept)
    table.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8", newline="\n")
    for command in ("status", "assess"):
        out = " ".join(salesex(command, acme).out.split())
        assert "5 Personen mit genug Antworten (mindestens 70 % der Aussagen)" in out


def test_who_is_not_counted_is_said(salesex: Any, acme: Path) -> None:
    path = acme / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    del settings["groups"]["service"]["invited"]
    path.write_text(json.dumps(settings), encoding="utf-8")
    out = salesex("status", acme).out
    assert "Ohne `invited` ist nicht zu sehen, wie viele noch fehlen: Service." in out


def test_steps_have_a_state_and_days(salesex: Any, acme: Path) -> None:
    _write(acme, PROCEDURE)
    found = pipeline.status(acme, today=dt.date(2026, 10, 23))
    assert [one.state for one in found.steps] == ["done", "running", "planned", "open"]
    out = salesex("status", acme).out
    assert "  1  Ankündigen, was geplant ist        erledigt  01.10.2026\n" in out
    assert "05.10.2026 bis 23.10.2026\n" in out
    assert "Ohne Tag: Schritt 4." in out
    assert max(map(len, out.splitlines())) <= 80


def test_paused_interviews_are_counted_only(salesex: Any, acme: Path) -> None:
    for number, lines in enumerate(
        (
            [],
            [Step(item="SE-S01", answer="4")],
            [Step(item="SE-S01", answer="4"), End(finished="2026-10-09")],
        )
    ):
        path = journal.journal_path(acme, f"ANNA0{number}", "sales-ex")
        journal.begin(
            path,
            Start(
                respondent=f"ANNA0{number}",
                group="service",
                questionnaire="sales-ex",
                version="1",
                language="de",
                begun="2026-10-09",
            ),
        )
        for said in lines:
            journal.note(path, said)
    folder = acme / "private" / "interviews"
    (folder / "ANNA04-sales-ex.jsonl").write_text('{"format":', encoding="utf-8")  # nothing was kept
    (folder / "ANNA05-sales-ex.jsonl").write_text("{\n", encoding="utf-8")
    (folder / "note.txt").write_text("{}\n", encoding="utf-8")
    ran = salesex("status", acme)
    assert "Angehaltene Interviews: 3" in ran.out
    assert "ANNA0" not in ran.out + ran.err
    found = json.loads(salesex("status", acme, "--format", "json").out)
    assert found["interviews"] == {"paused": 3}


@pytest.mark.parametrize("more", [(), ("-v",), ("--lang", "en"), ("--strict",)])
def test_issues_are_counted_by_code_only(salesex: Any, acme: Path, more: tuple[str, ...]) -> None:
    table = acme / "responses" / "answers.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    names = head.split(";")
    at = names.index("group")
    row = next(line.split(";") for line in rows if f";{'sales-team'};" in line)
    same = [f"SAME{n}" if name == "respondent" else row[k] for n in (1,) for k, name in enumerate(names)]
    same = [
        cell if name in ("respondent", "group", "mode", "unit", "date") else "4"
        for name, cell in zip(names, same, strict=True)
    ]
    assert same[at] == "sales-team"
    table.write_text("\n".join([head, *rows, ";".join(same)]) + "\n", encoding="utf-8", newline="\n")
    assert "SAME1" in salesex("validate", acme).err + salesex("validate", acme).out
    ran = salesex("status", acme, *more)
    assert ran.code == (1 if "--strict" in more else 0)
    assert "R071 (" in ran.err and f"salesex validate {acme}" in ran.err
    assert "SAME1" not in ran.err + ran.out and "sales-team" not in ran.err


def test_small_groups_with_too_many_answers_stop_it(salesex: Any, acme: Path) -> None:
    """`mehr als die 3` beside `unter 5` would mean four."""
    path = acme / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["groups"]["service"]["invited"] = 3
    path.write_text(json.dumps(settings), encoding="utf-8")
    outputs = []
    for count in (5, 4):
        _keep(acme, "service", count)
        ran = salesex("status", acme)
        assert (ran.code, ran.out) == (1, "") and "service" not in ran.err.replace(str(acme), "")
        outputs.append(ran.err)
    assert outputs[0] == outputs[1] and "E056 (1)" in outputs[0]


def test_answers_that_were_deleted_are_not_missing(salesex: Any, acme: Path) -> None:
    path = acme / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    over = {"date": "2020-01-01", "privacy": {"keep_until": "2020-12-31"}}
    path.write_text(json.dumps(settings | over), encoding="utf-8")
    assert json.loads(salesex("status", acme, "--format", "json").out)["deleted"] is None
    assert salesex("privacy", "purge", acme, "--expired", "--yes").code == 0
    today = dt.date.today()
    ran = salesex("status", acme)
    assert ran.code == 0
    assert f"Alle Antworten wurden am {today:%d.%m.%Y} gelöscht." in ran.out
    for untrue in ("noch unter", "unter 5", "noch nicht gezeigt"):
        assert untrue not in ran.out
    assert "Vorgehen" in ran.out
    assert "All answers were deleted" in salesex("status", acme, "--lang", "en").out
    assert json.loads(salesex("status", acme, "--format", "json").out)["deleted"] == today.isoformat()


def test_json_says_the_same(salesex: Any, acme: Path) -> None:
    _write(acme, PROCEDURE)
    found = json.loads(salesex("status", acme, "--format", "json").out)
    assert list(found) == [
        "format",
        "client",
        "wave",
        "date",
        "min_group_size",
        "groups",
        "procedure",
        "interviews",
        "deleted",
    ]
    assert found["format"] == "salesex/status/1"
    rows = {(row["questionnaire"], row["group"]): row for row in found["groups"]}
    assert rows["sales-ex", "sales-team"] == {
        "questionnaire": "sales-ex",
        "group": "sales-team",
        "invited": 24,
        "answered": 22,
        "shown": "whole",
        "hidden": [],
    }
    assert rows["sales-ex", "marketing"]["answered"] is None
    assert ("sales-ex", "customers") not in rows
    assert found["procedure"][1] == {
        "step": "survey",
        "state": "done" if dt.date.today() > dt.date(2026, 10, 23) else found["procedure"][1]["state"],
        "from": "2026-10-05",
        "until": "2026-10-23",
    }


def test_an_error_in_the_answers_stops_it(salesex: Any, acme: Path) -> None:
    (acme / "responses" / "more.csv").write_text("respondent;group;SE-S01\nx;nobody;3\n", encoding="utf-8")
    ran = salesex("status", acme)
    assert (ran.code, ran.out) == (1, "")
    assert "R050" in ran.err


def test_a_warning_stops_it_only_with_strict(salesex: Any, acme: Path) -> None:
    _write(acme, "procedure: {announced: 2026-10-09, presented: 2026-10-01}\n")
    ran = salesex("status", acme)
    assert ran.code == 0 and "E052" in ran.err
    assert salesex("status", acme, "--strict").code == 1


def test_no_engagement(salesex: Any, tmp_path: Path) -> None:
    assert salesex("status", tmp_path / "none").code == 3


def test_hostile_texts_stay_texts(salesex: Any, acme: Path) -> None:
    path = acme / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["client"] = "A\x1b[31m [bold]x[/bold] {k}"
    settings["groups"]["service"]["title"] = "[red]S\x1b]0;t\x07 {count}"
    path.write_text(json.dumps(settings), encoding="utf-8")
    ran = salesex("status", acme)
    assert ran.code == 0
    assert "\x1b" not in ran.out and "\x07" not in ran.out
    assert "[bold]x[/bold] {k}" in ran.out and "[red]S\\x1b]0;t\\x07 {count}" in " ".join(ran.out.split())


def test_both_languages_say_the_same() -> None:
    import re

    def fields(text: str) -> list[str]:
        return sorted(re.findall(r"\{(\w+)\}", text))

    assert list(GERMAN) == list(ENGLISH)
    assert {key: fields(text) for key, text in GERMAN.items()} == {
        key: fields(text) for key, text in ENGLISH.items()
    }
