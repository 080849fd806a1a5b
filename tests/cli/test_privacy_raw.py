"""Raw exports in the folder lose the whole row of who is purged, by whatever column their tool knows them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

ITEMS = [f"FS-{letter}{number}" for letter in "CPT" for number in range(1, 5)]
DRAW = random.Random(3)
PEOPLE = [[str(DRAW.randint(1, 5)) for _ in ITEMS] for _ in range(5)]
UUID = "0000000{}-1234-4abc-8def-0000000000{}a"
Table = tuple[list[str], list[list[str]], list[list[str]], str]
"""Headings, further rows of headings, rows of people, and the code of the second."""


def kobo() -> Table:
    head = ["start", "end", "respondent", "group", *ITEMS, "_id", "_uuid", "_submission_time"]
    when = "2026-11-03T09:15:32"
    rows = [
        [when, when, "K7" if at == 4 else "", "customers", *said, str(100 + at), UUID.format(at, at), when]
        for at, said in enumerate(PEOPLE)
    ]
    return head, [], rows, UUID.format(1, 1)


def qualtrics() -> Table:
    head = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId", "Kennung", *ITEMS]
    more = [head, [f'{{"ImportId":"x{at}"}}' for at in range(len(head))]]
    when = "2026-11-03 09:00:00"
    rows = [[when, when, "0", "1", when, f"R_1abcDEF{at}", "", *said] for at, said in enumerate(PEOPLE)]
    return head, more, rows, "R_1abcDEF1"


def surveymonkey() -> Table:
    head = ["Respondent ID", "Collector ID", "Start Date", "End Date", *ITEMS]
    more = [["", "", "", "", *["Response"] * len(ITEMS)]]
    rows = [
        [str(118402345670 + at), "4455667788", "11/13/2026 09:15:32", "11/13/2026 09:20:32", *said]
        for at, said in enumerate(PEOPLE)
    ]
    return head, more, rows, "118402345671"


def mapped() -> Table:
    head = ["Personalkürzel", "Token", *ITEMS]
    return head, [], [[f"PK{at}", "", *said] for at, said in enumerate(PEOPLE)], "PK1"


TOOLS = [kobo, qualtrics, surveymonkey, mapped]


def written(rows: Sequence[Sequence[str]], separator: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def people(folder: Path) -> set[str]:
    return {path.name.removesuffix("-fremdbild-selbstbild.yaml") for path in own_files(folder)}


def own_files(folder: Path) -> list[Path]:
    return sorted((folder / "responses").glob("*-fremdbild-selbstbild.yaml"))


def prepare(folder: Path, salesex: Any, tool: Any) -> tuple[Path, str, list[str]]:
    """Collect an export that lies in the folder, and a copy of it that Excel has saved."""
    head, more, rows, code = tool()
    (folder / "maps").mkdir()
    for name in ("export", "kopie") if tool is mapped else ():
        own = "format: salesex/map/1\ncolumns: {Personalkürzel: respondent, Token: ignore}\n"
        (folder / "maps" / f"{name}.yaml").write_text(own, encoding="utf-8")
    path = folder / "export.csv"
    path.write_bytes(written([head, *more, *rows]))
    ran = salesex("collect", folder, path, "--group", "customers")
    assert ran.code == 0, ran.err
    (folder / "kopie.csv").write_bytes(written([head, *more, *rows], ";"))
    return path, code, rows[1]


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_of_the_row_is_left_and_nobody_comes_back(acme: Path, salesex: Any, tool: Any) -> None:
    path, code, row = prepare(acme, salesex, tool)
    before = people(acme)
    assert len(before) == 5
    gone = code if code in before else None
    ran = salesex("privacy", "purge", acme, "--code", code, "--yes")
    assert ran.code == 0, ran.err
    after = people(acme)
    assert len(after) == 4
    assert gone is None or gone not in after
    for name in ("export.csv", "kopie.csv"):
        content = (acme / name).read_text(encoding="utf-8")
        assert code not in content
        assert "(…)" not in content
        assert ",".join(row[-4:]) not in content.replace(";", ",").replace("\r\n", ",\n")
        assert len(content.splitlines()) == len([*tool()[1], *tool()[2]])
    for again in ((), ("--replace",)):
        ran = salesex("collect", acme, path, "--group", "customers", *again)
        assert people(acme) == after, ran.err


def test_rows_of_made_codes_go_from_several_people_one_after_the_other(acme: Path, salesex: Any) -> None:
    head = ["Zeitstempel", "Nutzername", *ITEMS]
    rows = [[f"03.11.2026 09:1{at}:32", f"{at}@example.org", *said] for at, said in enumerate(PEOPLE)]
    path = acme / "umfrage.csv"
    path.write_bytes(b"sep=,\r\n" + written([head, *rows]))
    assert salesex("collect", acme, path, "--group", "customers").code == 0
    ask = ("privacy", "purge", acme, "--export", path, "--yes")
    assert salesex(*ask, "--row", 5, "--row", 2, "--row", 3).code == 0
    assert path.read_bytes() == b"sep=,\r\n" + written([head, rows[2], rows[4]])
    assert len(people(acme)) == 2


def test_rows_of_a_workbook_go_from_the_sheet_that_was_read(acme: Path, salesex: Any) -> None:
    book = Workbook()
    hidden = book.worksheets[0]
    hidden.append(["Notiz"])
    hidden.append(["bleibt"])
    hidden.append(["bleibt auch"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Antworten")
    sheet.append(["Zeitstempel", *ITEMS])
    for at, said in enumerate(PEOPLE):
        sheet.append([f"03.11.2026 09:1{at}:32", *map(int, said)])
    path = acme / "umfrage.xlsx"
    book.active = 1
    book.save(path)
    assert salesex("collect", acme, path, "--group", "customers").code == 0
    assert salesex("privacy", "purge", acme, "--export", path, "--row", 3, "--yes").code == 0
    after = load_workbook(path)
    assert [cell.value for cell in after["Antworten"][3]] == [None] * (1 + len(ITEMS))
    assert after["Antworten"]["A4"].value == "03.11.2026 09:12:32"
    assert after.worksheets[0]["A3"].value == "bleibt auch"


def test_a_code_of_another_person_that_differs_in_letters_alone_stays(acme: Path, salesex: Any) -> None:
    table = "respondent;group;FS-C1\nkd7;customers;4\nKD7;customers;5\n"
    (acme / "responses" / "eigene.csv").write_text(table, encoding="utf-8")
    (acme / "raw.csv").write_text("Wer;FS-C1\nkd7;4\nKD7;5\n", encoding="utf-8")
    assert salesex("privacy", "purge", acme, "--code", "kd7", "--yes").code == 0
    assert (acme / "raw.csv").read_text(encoding="utf-8") == "Wer;FS-C1\nKD7;5\n"


def test_names_and_notes_join_a_code_with_an_underscore(acme: Path, salesex: Any) -> None:
    (acme / "responses" / "eigene.csv").write_text(
        "respondent;group;FS-C1\nKX4P7MW;customers;4\nK9;customers;5\n", encoding="utf-8"
    )
    notes = acme / "notes"
    notes.mkdir(exist_ok=True)
    (notes / "gespraech_KX4P7MW.md").write_text("Sehr kritisch.\n", encoding="utf-8")
    (notes / "alles.md").write_text("scan_KX4P7MW_2.pdf liegt bei.\n", encoding="utf-8")
    (acme / "scan_KX4P7MW.png").write_bytes(b"\x89PNG")
    assert salesex("privacy", "purge", acme, "--code", "KX4P7MW", "--yes").code == 0
    assert not list(acme.rglob("*KX4P7MW*"))
    assert (notes / "alles.md").read_text(encoding="utf-8") == "scan_(…)_2.pdf liegt bei.\n"
