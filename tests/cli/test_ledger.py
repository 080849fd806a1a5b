"""The private ledger: what `assess` and `report` note, and what happens when it is lost or broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesex import store


def ledger_of(acme: Path) -> dict:
    return json.loads((acme / "private" / "ledger.json").read_text(encoding="utf-8"))


def results_of(acme: Path) -> dict:
    part = json.loads((acme / "results" / "results.json").read_text(encoding="utf-8"))
    return part["questionnaires"]["sales-ex"]


def score(acme: Path, scope_id: str) -> tuple[int, float, str]:
    for row in results_of(acme)["scores"]:
        if (row["level"], row["id"], row["scope_id"]) == ("dimension", "strategy", scope_id):
            return row["n"], row["score"], row["reason"]
    raise AssertionError(scope_id)


def drop(acme: Path, *codes: str) -> None:
    table = acme / "responses" / "answers.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(line for line in lines if not line.startswith(codes)) + "\n", encoding="utf-8")


def test_assess_notes_what_waits_and_report_what_is_out(salesex, acme: Path) -> None:
    ran = salesex("assess", acme)
    assert "private" not in ran.out
    noted = ledger_of(acme)
    assert noted["format"] == "salesex/ledger/1"
    assert noted["pending"]["blocks"]
    assert not noted["released"]["blocks"]
    assert salesex("report", acme, "--format", "html").err == ""
    noted = ledger_of(acme)
    assert not noted["pending"]["blocks"]
    assert {block["run"] for block in noted["released"]["blocks"]} == {1}
    before = (acme / "private" / "ledger.json").read_bytes()
    salesex("report", acme, "--format", "html", "--lang", "en")
    assert (acme / "private" / "ledger.json").read_bytes() == before


@pytest.mark.usefixtures("assessed")
def test_one_who_left_moves_nothing_after_a_report_and_the_report_says_so(salesex, acme: Path) -> None:
    salesex("report", acme, "--format", "html")
    before = score(acme, "sales-team")
    drop(acme, "sales-team-05")
    ran = salesex("assess", acme)
    assert score(acme, "sales-team") == (*before[:2], "frozen")
    told = " ".join(ran.out.split())
    assert "Vertriebsteam Stand des Berichts vom" in told
    assert "seitdem zu wenige Änderungen" in told
    salesex("report", acme, "--format", "html", "--output", acme / "page.html")
    page = (acme / "page.html").read_text(encoding="utf-8")
    assert "Vertriebsteam. Seitdem haben sich zu wenige Antworten geändert" in page
    again = (acme / "results" / "results.json").read_bytes()
    salesex("assess", acme)
    assert (acme / "results" / "results.json").read_bytes() == again


@pytest.mark.usefixtures("assessed")
def test_without_a_report_everything_is_renewed(salesex, acme: Path) -> None:
    drop(acme, "sales-team-05")
    salesex("assess", acme)
    assert score(acme, "sales-team")[::2] == (21, None)


def test_assess_with_report_is_both(salesex, acme: Path, monkeypatch) -> None:
    monkeypatch.setattr("salesex.reports.render.check_pdf", lambda: None)
    monkeypatch.setattr("salesex.reports.render.render_pdf", lambda *_, **__: b"%PDF")
    assert salesex("assess", acme, "--report").code == 0
    noted = ledger_of(acme)
    assert noted["released"]["blocks"]
    assert not noted["pending"]["blocks"]


@pytest.mark.long
@pytest.mark.usefixtures("assessed")
def test_a_lost_ledger_is_a_warning(salesex, acme: Path) -> None:
    (acme / "private" / "ledger.json").unlink()
    ran = salesex("report", acme, "--format", "html")
    assert ran.code == 0
    assert "private/ledger.json is not there, so this report is not noted" in " ".join(ran.err.split())
    ran = salesex("assess", acme)
    assert ran.code == 0
    assert "private/ledger.json is not there, though results are stored" in " ".join(ran.err.split())
    assert salesex("assess", acme).err == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no ledger"),
        (b"{}", "is no ledger"),
        (b"\xff", "is no ledger"),
        (b'{"format": "salesex/ledger/2", "wave": "2026", "salt": ""}', "reads salesex/ledger/1"),
        (b'{"wave": "2025", "salt": ""}', "belongs to the wave 2025, not to 2026"),
    ],
)
@pytest.mark.usefixtures("assessed")
def test_a_broken_ledger_stops_assess_and_nothing_is_written(salesex, acme: Path, content, told) -> None:
    before = (acme / "results" / "results.json").read_bytes()
    (acme / "private" / "ledger.json").write_bytes(content)
    drop(acme, "sales-team-05")
    ran = salesex("assess", acme)
    assert ran.code == 3
    assert told in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert (acme / "results" / "results.json").read_bytes() == before
    assert (acme / "private" / "ledger.json").read_bytes() == content


@pytest.mark.parametrize(
    ("key", "value"),
    [("people", ["x"]), ("answers", [[1]]), ("of", []), ("groups", []), ("items", ["SE-S01"])],
)
@pytest.mark.usefixtures("assessed")
def test_parts_that_do_not_fit_are_no_ledger(salesex, acme: Path, key, value) -> None:
    noted = ledger_of(acme)
    noted["pending"]["blocks"][0][key] = value
    (acme / "private" / "ledger.json").write_text(json.dumps(noted), encoding="utf-8")
    ran = salesex("report", acme, "--format", "html")
    assert ran.code == 3
    assert "its parts do not fit together" in " ".join(ran.err.split())
    assert not (acme / "reports").exists()


@pytest.mark.usefixtures("assessed")
def test_a_report_of_other_results_is_made_and_not_noted(salesex, acme: Path) -> None:
    path = acme / "results" / "results.json"
    path.write_bytes(path.read_bytes() + b"\n")
    ran = salesex("report", acme, "--format", "html")
    assert ran.code == 0
    assert "belongs to other results" in " ".join(ran.err.split())
    assert ledger_of(acme)["pending"]["blocks"]


@pytest.mark.usefixtures("assessed")
def test_results_alone_need_no_ledger(salesex, acme: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere" / "results"
    there.mkdir(parents=True)
    (there / "results.json").write_bytes((acme / "results" / "results.json").read_bytes())
    ran = salesex("report", there.parent, "--format", "html")
    assert (ran.code, ran.err) == (0, "")
    assert not (there.parent / "private").exists()


@pytest.mark.long
@pytest.mark.usefixtures("assessed")
def test_codes_given_out_anew_are_a_warning(salesex, acme: Path) -> None:
    salesex("report", acme, "--format", "html")
    before = score(acme, "sales-team")
    table = acme / "responses" / "answers.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([head, *(f"n{row}" for row in rows)]) + "\n", encoding="utf-8")
    ran = salesex("assess", acme)
    assert "people in the last report are not in responses/ any more" in " ".join(ran.err.split())
    assert "Until then" not in ran.err
    assert score(acme, "sales-team")[:2] == before[:2]


def test_a_ledger_that_cannot_be_written_keeps_the_results_back(salesex, acme: Path) -> None:
    (acme / "private").write_text("a file is in the way", encoding="utf-8")
    ran = salesex("assess", acme)
    assert ran.code == 3
    assert not store.results_path(acme).exists()


def test_validate_does_not_mind(salesex, acme: Path) -> None:
    before = salesex("validate", acme)
    salesex("assess", acme)
    after = salesex("validate", acme)
    assert (after.code, after.out) == (before.code, before.out)


@pytest.mark.usefixtures("assessed")
def test_no_code_of_a_respondent_is_in_it(salesex, acme: Path) -> None:
    assert "sales-team-0" not in (acme / "private" / "ledger.json").read_text(encoding="utf-8")
