"""`salesex questionnaires` and `doctor`: what salesex brings along, what the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesex.errors import CannotRunError


def test_list_names_every_shipped_questionnaire(salesex) -> None:
    ran = salesex("questionnaires")
    assert ran.code == 0
    head, *rows = [line.split() for line in ran.out.splitlines()]
    assert head == ["ID", "VERSION", "ITEMS", "MINUTES", "LANGUAGES", "TITLE"]
    found = {row[0]: row[1:5] for row in rows}
    assert found["sales-ex"][1:4] == ["40", "6", "de,"]
    assert set(found) == {"sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"}


def test_show_prints_every_statement_in_one_language(salesex) -> None:
    german = salesex("questionnaires", "show", "sales-ex", "--lang", "de").out
    assert german.count("SE-") == 40
    assert "trifft voll zu" in german
    assert "fully applies" not in german
    assert max(map(len, german.splitlines())) <= 80
    roadmap = salesex("questionnaires", "show", "omnichannel-roadmap").out
    assert roadmap.count("RM-") == 42


def test_list_is_what_the_bare_command_prints(salesex) -> None:
    assert salesex("questionnaires", "list") == salesex("questionnaires")


def test_show_prints_instruction_scale_and_the_marks_in_use(salesex) -> None:
    german = salesex("questionnaires", "show", "sales-ex", "--lang", "de").out
    assert "Bitte beurteilen Sie den Zustand der letzten zwölf Monate." in german
    assert "Antworten von 1 bis 5, 5 ist am besten:" in german
    assert "(-)  umgekehrt gezählt: Hier ist 1 die beste Antwort" in german
    assert "SE-S04 (-) Wie" in german
    assert "(o)" not in german
    roadmap = salesex("questionnaires", "show", "omnichannel-roadmap").out
    assert "Answers from 0 to 4, 4 is best:" in roadmap
    assert "(o)  asked, but not scored" in roadmap
    assert roadmap.count("(o) ") == 5
    assert "(-)" not in roadmap


OWN = """\
format: salesex/questionnaire/1
id: own
version: 1.0.0
title: {de: "Eigener\\e[31m", en: Own}
scale: {min: 1, max: 6, best: min, labels: {1: sehr gut}}
dimensions:
  - id: service
    title: {de: Dienst}
    items: [{id: OW-1, reverse: true, text: {de: Wir warten.}}]
"""


def test_show_takes_a_file_of_ones_own_in_a_language_it_has(salesex, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    ran = salesex("questionnaires", "show", file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "own 1.0.0: Eigener\\x1b[31m",
        "",
        "Antworten von 1 bis 6, 1 ist am besten:",
        "  1  sehr gut",
        "",
        "  (-)  umgekehrt gezählt: Hier ist 6 die beste Antwort",
        "",
        "Dienst",
        "    OW-1 (-) Wir warten.",
    ]
    english = salesex("questionnaires", "show", file, "--lang", "en")
    assert english.code == 2
    assert "own does not have all its texts in 'en'" in english.err
    assert "it is there in: de." in english.err


def test_show_of_a_file_with_errors_or_of_none(salesex, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    assert salesex("questionnaires", "show", file).code == 3
    file.write_text(OWN.replace("id: OW-1", "id: OW-1, wieght: 2"), encoding="utf-8")
    ran = salesex("questionnaires", "show", file)
    assert ran.code == 1
    assert "own.yaml:9:" in ran.err
    assert salesex("questionnaires", "show", tmp_path).code == 2


@pytest.mark.parametrize("name", ["sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"])
def test_a_copy_names_no_file_that_is_not_beside_it(salesex, tmp_path: Path, name: str) -> None:
    assert salesex("questionnaires", "copy", name, tmp_path / "own.yaml").code == 0
    head = (tmp_path / "own.yaml").read_text(encoding="utf-8").partition("\nformat:")[0]
    assert "folder up" not in head and "beside this file" not in head


def test_copy_drops_the_modeline_alone_and_never_overwrites(salesex, tmp_path: Path, root: Path) -> None:
    target = tmp_path / "own.yaml"
    assert salesex("questionnaires", "copy", "sales-ex", target).code == 0
    shipped = root / "questionnaires" / "sales-ex" / "sales-ex.yaml"
    modeline, rest = shipped.read_bytes().split(b"\n", 1)
    assert modeline.startswith(b"# yaml-language-server: ")
    assert target.read_bytes() == rest
    target.write_bytes(b"mine")
    ran = salesex("questionnaires", "copy", "sales-ex", target)
    assert ran.code == 3
    assert target.read_bytes() == b"mine"
    assert salesex("questionnaires", "copy", "sales-ex", tmp_path).code == 0
    assert (tmp_path / "sales-ex.yaml").is_file()


def test_doctor_says_what_is_there(salesex, monkeypatch) -> None:
    from salesex import pipeline

    monkeypatch.setattr(pipeline, "check_pdf", lambda: None)
    ran = salesex("doctor")
    assert ran.code == 0
    for word in ("salesex", "Python", "Pango", "Fonts", "Encoding", "sales-ex 1.0.0"):
        assert word in ran.out


def test_doctor_says_what_to_install(salesex, monkeypatch) -> None:
    from salesex import pipeline

    def missing() -> None:
        raise CannotRunError("Pango is missing", "Run: apt-get install libpango-1.0-0")

    monkeypatch.setattr(pipeline, "check_pdf", missing)
    ran = salesex("doctor")
    assert ran.code == 3
    assert "apt-get install libpango-1.0-0" in ran.out
