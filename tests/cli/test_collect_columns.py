"""`salesex collect`: columns that are left out by name, the map that was used, files that are no table."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from pathlib import Path

import pytest

from salesex import catalogue, locking

BASE = Path(catalogue.__file__).parent / "examples" / "base"
MANY = 9


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, "acme")
    (tmp_path / "acme" / "responses" / "a.csv").unlink()
    return tmp_path / "acme"


def kept(text: str) -> None:
    Path("acme/maps").mkdir(exist_ok=True)
    Path("acme/maps/x.yaml").write_text("format: salesex/map/1\n" + text, encoding="utf-8")


def archive(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return data.getvalue()


def test_columns_left_out_are_named_also_in_a_dry_run_and_all_with_v(salesex, acme: Path) -> None:
    heads = [f"Frage {at}" for at in range(MANY)]
    kept("columns: {" + ", ".join(f"{each}: ignore" for each in heads) + "}\n")
    rows = [";".join(["Code", "L1", *heads]), "P1;4;" + ";".join(["geheim"] * MANY)]
    Path("x.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = salesex("collect", "acme", "x.csv", "--group", "team", "--dry-run")
    named = ", ".join(f"`Frage {at}`" for at in range(6))
    assert f"  Nicht übernommen (wie festgelegt): {named} und 3 weitere (alle mit -v)\n" in ran.out
    assert "  Gelesen mit acme/maps/x.yaml\n" in ran.out
    everything = salesex("-v", "collect", "acme", "x.csv", "--group", "team")
    assert f"`Frage {MANY - 1}`\n" in everything.out
    assert "geheim" not in ran.out + everything.out


def test_a_long_heading_is_cut(salesex, acme: Path) -> None:
    heading = "Was möchten Sie uns zu den Angeboten des letzten Jahres sonst noch sagen"
    kept(f'columns: {{"{heading}": ignore}}\n')
    Path("x.csv").write_text(f"Code;L1;{heading}\nP1;4;x\n", encoding="utf-8")
    ran = salesex("collect", "acme", "x.csv", "--group", "team")
    assert f"`{heading[:59]}…`\n" in ran.out


def test_a_map_of_labels_alone_is_named(salesex, acme: Path) -> None:
    kept("columns: {}\nlabels: {sehr: 5}\n")
    Path("x.csv").write_text("Code;L1\nP1;sehr\n", encoding="utf-8")
    ran = salesex("collect", "acme", "x.csv", "--group", "team", "--lang", "en")
    assert ran.code == 0 and "  Read with acme/maps/x.yaml\n" in ran.out


@pytest.mark.parametrize("text", ["columns: {Team: unit}\n", "columns: {Team: ignore}\nunits: {Nord: n}\n"])
def test_units_in_a_map_need_an_engagement_with_units(salesex, acme: Path, text: str) -> None:
    kept(text)
    Path("x.csv").write_text("Code;L1;Team\nP1;4;Nord\n", encoding="utf-8")
    ran = salesex("collect", "acme", "x.csv", "--group", "team")
    assert ran.code == 1 and "error[R130]" in ran.err and "engagement.yaml" in ran.err
    assert "error[R130]" in salesex("validate", "acme").out


@pytest.mark.parametrize(
    ("name", "data", "code", "remedy"),
    [
        ("a.ods", archive(mimetype="application/x", content="x"), "R132", "als .xlsx"),
        ("Titel.csv.zip", archive(**{"Titel.csv": "Nr;L1\n1;4\n"}), "R131", "Entpacken"),
        ("alt.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "R035", "als XLSX"),
        ("deck.csv", b"Deckblatt\nStand 2026\n", "R0", ""),
    ],
)
def test_why_a_file_cannot_be_read_comes_before_how_the_command_was_called(
    salesex, acme: Path, name: str, data: bytes, code: str, remedy: str
) -> None:
    Path(name).write_bytes(data)
    for options in ((), ("--group", "team")):
        ran = salesex("collect", "acme", name, *options)
        assert (ran.code, ran.out) == (1, "")
        assert f"{name}" in ran.err and f"error[{code}" in ran.err and remedy in ran.err
    if code.startswith("R13"):
        assert f"error[{code}]" in salesex("collect", "acme", name, "--draft-map").err


@pytest.mark.parametrize(
    ("words", "named"),
    [(("x.csv",), "DIR"), (("x.csv", "acme"), "acme"), (("akme", "x.csv", "--draft-map"), "DIR")],
)
def test_a_folder_that_is_left_out_is_asked_for(
    salesex, acme: Path, words: tuple[str, ...], named: str
) -> None:
    Path("x.csv").write_text("Code;L1\nP1;4\n", encoding="utf-8")
    ran = salesex("collect", *words)
    assert ran.code == 2 and "first argument is the folder" in ran.err and f"collect {named} FILE" in ran.err


def test_a_draft_waits_for_another_writer(salesex, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    Path("x.csv").write_text("Code;L1\nP1;4\n", encoding="utf-8")
    ran = []
    with locking.only_writer(acme):
        other = threading.Thread(
            target=lambda: ran.append(salesex("collect", "acme", "x.csv", "--draft-map"))
        )
        other.start()
        other.join()
    assert ran[0].code == 3 and "another salesex" in ran[0].err and not (acme / "maps").exists()


def test_a_draft_with_texts_that_are_not_shown_is_not_done(salesex, acme: Path) -> None:
    Path("x.csv").write_text("Code;L1\nP1;das ist so eine Sache\n", encoding="utf-8")
    ran = salesex("collect", "acme", "x.csv", "--draft-map")
    assert "Tragen Sie ein, was noch leer ist" in ran.out
