"""`salesex questionnaires` and `doctor`: what salesex brings along, what the machine has."""

from __future__ import annotations

from pathlib import Path

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


def test_copy_is_the_same_file_and_never_overwrites(salesex, tmp_path: Path, root: Path) -> None:
    target = tmp_path / "own.yaml"
    assert salesex("questionnaires", "copy", "sales-ex", target).code == 0
    shipped = root / "questionnaires" / "sales-ex" / "sales-ex.yaml"
    assert target.read_bytes() == shipped.read_bytes()
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
