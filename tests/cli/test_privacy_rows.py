"""`salesex privacy purge --export FILE --row N`: whoever knows no code is found by the row of the export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = (
    "Zeitstempel,Nutzername,FS-C1,FS-C2,Kommentar",
    '03.11.2026 09:15:32,a@example.org,4,5,"zwei\nZeilen"',
    "03.11.2026 10:02:11,b@example.org,2,3,",
    "03.11.2026 11:41:54,c@example.org,1,1,",
)
GROUP = ("--group", "customers")


@pytest.fixture
def export(acme: Path, salesex: Any, tmp_path: Path) -> Path:
    """An export that was collected, outside the folder; the second record has a break in a cell."""
    (acme / "maps").mkdir()
    own = "format: salesex/map/1\ncolumns: {Kommentar: comment}\n"
    (acme / "maps" / "google-forms.yaml").write_text(own, encoding="utf-8")
    path = tmp_path / "umfrage.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    assert salesex("collect", acme, path, *GROUP).code == 0
    return path


def stored(folder: Path) -> dict[str, str]:
    """Answers to FS-C1 by the file they are in."""
    files = sorted((folder / "responses").glob("x*.yaml"))
    return {path.name.partition("-")[0]: path.read_text(encoding="utf-8") for path in files}


def test_a_row_leads_to_the_code_that_nobody_knows(acme: Path, export: Path, salesex: Any) -> None:
    before = stored(acme)
    (meant,) = [code for code, text in before.items() if "FS-C1: 2" in text]
    dry = salesex("privacy", "purge", acme, "--export", export, "--row", 3, "--dry-run")
    told = f"Zeile 3: Code {meant}, 2 Antworten vom 3. November 2026"
    assert (dry.code, dry.out.splitlines()[0]) == (0, told)
    assert stored(acme) == before
    ran = salesex("privacy", "purge", acme, "--export", export, "--row", 3, "--yes")
    assert (ran.code, ran.out.splitlines()[0]) == (0, told)
    assert before.keys() - stored(acme).keys() == {meant}
    (line,) = (acme / "private" / "purged.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["code"] == meant
    again = salesex("privacy", "purge", acme, "--export", export, "--row", 3, *GROUP, "--yes")
    assert (again.code, again.out.splitlines()[-1]) == (0, "Davon ist nichts mehr da; nichts ist zu löschen.")


def test_a_later_export_is_read_with_map_and_group(acme: Path, export: Path, salesex: Any) -> None:
    later = export.with_name("spaeter.csv")
    later.write_text("\n".join([*ROWS, "04.11.2026 08:00:01,d@example.org,5,5,"]), encoding="utf-8")
    ask = ("privacy", "purge", acme, "--export", later, "--yes")
    ran = salesex(*ask, "--row", 2, "--row", 4)
    assert ran.code == 1
    assert "R093" in ran.err  # the group is missing
    assert len(stored(acme)) == 3
    ran = salesex(*ask, "--row", 2, "--row", 4, *GROUP)
    assert ran.code == 0
    (left,) = stored(acme).values()
    assert "FS-C1: 2" in left


@pytest.mark.parametrize("row", [1, 5, 99])
def test_a_row_without_stored_answers_is_an_error(acme: Path, export: Path, salesex: Any, row: int) -> None:
    later = export.with_name("spaeter.csv")
    later.write_text("\n".join([*ROWS, "04.11.2026 08:00:01,d@example.org,5,5,"]), encoding="utf-8")
    ran = salesex("privacy", "purge", acme, "--export", later, "--row", 3, "--row", row, *GROUP, "--yes")
    assert ran.code == 1
    assert f":{row}: error[R134] zu Zeile {row} liegen keine Antworten in" in ran.err
    assert len(stored(acme)) == 3


@pytest.mark.parametrize(
    "options",
    [
        ("--row", 2),
        ("--export", "x.csv"),
        ("--export", "x.csv", "--row", 2, "--code", "A"),
        ("--expired", *GROUP),
    ],
)
def test_what_does_not_go_together(acme: Path, salesex: Any, options: tuple[Any, ...]) -> None:
    assert salesex("privacy", "purge", acme, *options).code == 2


def test_what_is_no_export(acme: Path, salesex: Any) -> None:
    ran = salesex("privacy", "purge", acme, "--export", acme / "engagement.yaml", "--row", 2)
    assert ran.code == 2
    assert "is no export of a survey tool" in ran.err


def test_a_file_that_was_collected_needs_no_group_and_refuses_a_wrong_one(
    acme: Path, export: Path, salesex: Any
) -> None:
    ask = ("privacy", "purge", acme, "--export", export, "--row", 3, "--yes")
    ran = salesex(*ask, "--group", "service")
    assert (ran.code, len(stored(acme))) == (2, 3)
    assert "row 3 are stored in the group customers, not in service" in ran.err
    assert salesex(*ask, *GROUP).code == 0
    again = salesex(*ask)  # also what is deleted already is known without reading
    assert (again.code, again.out.splitlines()[-1]) == (0, "Davon ist nichts mehr da; nichts ist zu löschen.")


@pytest.mark.parametrize(
    ("row", "why"), [(1, "sie ist eine Überschrift"), (9, "sie ist leer, oder es gibt sie nicht")]
)
def test_of_a_file_that_was_collected_it_says_why(
    acme: Path, export: Path, salesex: Any, row: int, why: str
) -> None:
    ran = salesex("privacy", "purge", acme, "--export", export, "--row", row, "--yes")
    assert ran.code == 1
    assert f"error[R134] zu Zeile {row}" in ran.err
    assert why in ran.err


def test_a_row_that_was_never_finished_is_told_as_such(acme: Path, salesex: Any, tmp_path: Path) -> None:
    path = tmp_path / "lime.csv"
    head = '"id","submitdate","lastpage","startlanguage","FS-C1","FS-C2"'
    rows = ('"1","2026-11-03 09:15:00","1","de","4","5"', '"2","","1","de","4",""')
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    assert salesex("collect", acme, path, *GROUP).code == 0
    ran = salesex("privacy", "purge", acme, "--export", path, "--row", 3, "--yes")
    assert "sie war nicht zu Ende ausgefüllt und wurde nie übernommen" in ran.err


def test_of_equal_rows_in_a_later_export_none_is_guessed(acme: Path, salesex: Any, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("FS-C1;FS-C2\n4;4\n4;4\n1;2\n", encoding="utf-8")
    assert salesex("collect", acme, path, *GROUP).code == 0
    later = tmp_path / "spaeter.csv"
    later.write_text("FS-C1;FS-C2\n1;2\n4;4\n4;4\n", encoding="utf-8")
    ask = ("privacy", "purge", acme, *GROUP, "--yes", "--export")
    ran = salesex(*ask, later, "--row", 3)
    assert (ran.code, len(stored(acme))) == (2, 3)
    assert "the rows 3, 4 say the same" in ran.err
    assert salesex(*ask, path, "--row", 3).code == 0
    assert len(stored(acme)) == 2


def test_a_renamed_list_is_read_with_the_map_that_is_named(acme: Path, salesex: Any, tmp_path: Path) -> None:
    (acme / "maps").mkdir()
    own = acme / "maps" / "liste.yaml"
    own.write_text("format: salesex/map/1\ncolumns: {Frage: FS-C1, Wer: ignore}\n", encoding="utf-8")
    path = tmp_path / "liste.csv"
    path.write_text("Nr;Wer;Frage;FS-C2\n1;a;4;4\n2;b;1;2\n", encoding="utf-8")
    assert salesex("collect", acme, path, *GROUP).code == 0
    later = tmp_path / "liste (2).csv"
    later.write_text("Nr;Wer;Frage;FS-C2\n2;b;1;2\n1;a;4;4\n", encoding="utf-8")
    ask = ("privacy", "purge", acme, *GROUP, "--yes", "--export", later, "--row", 3)
    assert salesex(*ask).code == 1
    assert salesex(*ask, "--map", own).code == 0
    (left,) = stored(acme).values()
    assert "FS-C1: 1" in left
