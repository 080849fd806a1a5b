"""`salesex collect`: what it prints, what it writes, how it fails; and the whole round of the example."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from salesex import catalogue

BASE = Path(catalogue.__file__).parent / "examples" / "base"


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, "acme")
    (tmp_path / "acme" / "responses" / "a.csv").unlink()
    Path("p1").write_text(response("P1", "{L1: 4, L2: 2}"), encoding="utf-8")
    return tmp_path / "acme"


def response(code: str, answers: str) -> str:
    return f"format: salesex/response/1\nrespondent: {code}\ngroup: team\nanswers: {answers}\n"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_dry_run_shows_what_would_happen_and_writes_nothing(salesex, acme: Path) -> None:
    before = files(acme)
    ran = salesex("collect", "acme", "p1", "--dry-run")
    assert ran.code == 0
    assert lines(ran.out) == [
        "Datei Gruppe Personen Antworten neu gleich geändert",
        "p1 Vertrieb 1 2 2 0 0",
        "Probelauf, nichts ist geschrieben. Geschrieben würde:",
        "acme/private/origins.json",
        "acme/responses/P1-own.yaml",
    ]
    assert files(acme) == before


def test_it_writes_and_a_second_time_changes_nothing(salesex, acme: Path) -> None:
    ran = salesex("collect", "acme", "p1", "--lang", "en")
    assert lines(ran.out)[:3] == [
        "File Group People Answers new same changed",
        "p1 Sales 1 2 2 0 0",
        "Written:",
    ]
    before = files(acme)
    again = salesex("collect", "acme", "p1")
    assert again.code == 0
    assert lines(again.out) == [
        "Schon früher aufgenommen und übergangen:",
        f"p1 ({dt.date.today()})",
        "Alles war schon da; nichts ist geschrieben.",
    ]
    assert files(acme) == before


def test_what_is_replaced_is_said_without_the_answer(salesex, acme: Path) -> None:
    salesex("collect", "acme", "p1")
    Path("neu").write_text(response("P1", "{L1: 5, L2: 2}"), encoding="utf-8")
    before = files(acme)
    refused = salesex("collect", "acme", "neu")
    assert refused.code == 1 and "neu:4:15: error[R083]" in refused.err and "--replace" in refused.err
    assert refused.err.splitlines()[-1] == "salesex: 1 Fehler, 0 Warnungen; nichts wurde geschrieben"
    assert files(acme) == before
    ran = salesex("collect", "acme", "neu", "--replace")
    assert "Ersetzt bei P1: L1 (aus neu)" in lines(ran.out)


def test_what_is_withdrawn_is_said_without_the_answer(salesex, acme: Path) -> None:
    about = 'format: salesex/response/1\n# "own" "1.0.0" de\n'
    for name, answers in {"alt": "{L1: 4, L2: 2}", "neu": "{L1: 4}"}.items():
        text = response("P1", answers).replace("format: salesex/response/1\n", about)
        Path(name).write_text(text, encoding="utf-8")
    salesex("collect", "acme", "alt")
    refused = salesex("collect", "acme", "neu")
    assert refused.code == 1 and "error[R087]" in refused.err and "P1-own.yaml" in refused.err
    ran = salesex("collect", "acme", "neu", "--replace")
    assert "Herausgenommen bei P1: L2 (fehlt in neu)" in lines(ran.out)


def test_the_folder_may_be_left_out(salesex, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(acme)
    assert salesex("collect", "../p1").code == 0
    assert (acme / "responses" / "P1-own.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("acme",), 2), (("acme", "none"), 3), (("acme", "acme"), 3), (("p1",), 2), (("acme", "b"), 1)],
)
def test_how_it_fails(salesex, acme: Path, words: tuple[str, ...], code: int) -> None:
    Path("b").write_bytes(b"%PDF-1.7")
    before = files(acme)
    assert salesex("collect", *words).code == code
    assert files(acme) == before


def test_many_files_are_named_in_part(salesex, acme: Path) -> None:
    rows = "".join(f"P{number};team;4\n" for number in range(20))
    Path("t.csv").write_text(f"respondent;group;L1\n{rows}", encoding="utf-8")
    assert lines(salesex("collect", "acme", "t.csv", "p1", "--dry-run").out)[3:][-1].endswith("P19-own.yaml")
    assert lines(salesex("collect", "acme", "t.csv").out)[-1] == "und 11 weitere (alle mit -v)"


def test_hostile_names_reach_neither_terminal_nor_disk(salesex, acme: Path) -> None:
    code = "../../\\u001b[31mx[bold]"
    text = response(f'"{code}"', "{L1: 4}")
    Path("[red]x.yaml").write_text(text, encoding="utf-8")
    ran = salesex("collect", "acme", "[red]x.yaml")
    assert ran.code == 0
    assert "\x1b" not in ran.out and "[red]x.yaml" in ran.out
    (path,) = (acme / "responses").iterdir()
    assert path.name.startswith("31mx-bold-") and path.parent == acme / "responses"


def test_the_example_collected_anew_gives_the_same_scores(salesex, tmp_path: Path) -> None:
    """Provenance differs: a file per person and questionnaire, and so another checksum."""
    salesex("init", tmp_path / "old", "--example")
    (tmp_path / "new").mkdir()
    shutil.copy(tmp_path / "old" / "engagement.yaml", tmp_path / "new")
    came = sorted((tmp_path / "old" / "responses").iterdir())
    assert salesex("collect", tmp_path / "new", *came).code == 0
    again = salesex("collect", tmp_path / "new", *sorted((tmp_path / "new" / "responses").iterdir()))
    assert again.code == 0 and "Alles war schon da" in again.out
    found = []
    for folder in ("old", "new"):
        assert salesex("assess", tmp_path / folder).code == 0
        results = json.loads((tmp_path / folder / "results" / "results.json").read_text(encoding="utf-8"))
        found.append((results["provenance"].pop("responses"), results))
    assert found[0][1] == found[1][1]
    assert found[0][0]["files"] == 9 and found[1][0]["files"] == 161
