"""`salesex init`: an engagement that validates, with sheets that are read back; never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

GROUPS = ["management", "sales-lead", "sales-team", "other-departments", "partners", "customers"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_it_makes_validates_without_issue(salesex, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "acme"
    ran = salesex("init", folder, "--client", 'Acme "A" & Söhne: #1', "--lang", language)
    assert ran.code == 0
    assert ran.out.strip() == str(folder)
    assert "salesex assess" in ran.err
    made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert made == sorted(
        ["engagement.yaml", "forms", "notes", "responses", *(f"forms/{group}.xlsx" for group in GROUPS)]
    )
    checked = json.loads(salesex("validate", folder, "--format", "json").out)
    assert [issue for issue in checked["issues"] if issue["severity"] != "info"] == []
    assert salesex("assess", folder).code == 4


def test_an_answer_sheet_is_read_back(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    salesex("init", folder, "--client", "Acme", "--lang", "de")
    for group in ("sales-team", "other-departments", "customers"):
        book = openpyxl.load_workbook(folder / "forms" / f"{group}.xlsx")
        sheet = book.worksheets[0]
        for row in range(2, 9):
            for column in range(3, sheet.max_column + 1):
                sheet.cell(row, column).value = 2 + (row + column) % 3
        book.save(folder / "responses" / f"{group}.xlsx")
        book.close()
    checked = json.loads(salesex("validate", folder, "--format", "json").out)
    assert checked["issues"] == []
    results = json.loads(salesex("assess", folder, "--format", "json").out)
    answered = {
        row["group"]: row["answered"] for row in results["questionnaires"]["sales-ex"]["participation"]
    }
    assert answered["sales-team"] == 7
    assert answered["other-departments"] == 7
    assert answered["management"] is None


def test_an_answer_sheet_helps_whoever_fills_it_in(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    salesex("init", folder, "--client", "Acme", "--lang", "de")
    sheet = openpyxl.load_workbook(folder / "forms" / "customers.xlsx").worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[2]][:3] == ["customers-01", "customers", None]
    assert str(sheet.cell(1, 3).value).startswith("FS-C1 Der Vertrieb fragt")
    assert sheet.max_column == 2 + 24
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"1,2,3,4,5,?"'
    assert "5 = trifft voll zu" in rule.prompt
    assert sheet["A1"].comment is not None


def test_only_the_questionnaires_asked_for(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    assert salesex("init", folder, "--questionnaire", "sales-ex").code == 0
    text = (folder / "engagement.yaml").read_text(encoding="utf-8")
    assert "questionnaires: [sales-ex]\n" in text
    assert 'client: "acme"' in text


def test_it_never_overwrites(salesex, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ran = salesex("init", tmp_path)
    assert ran.code == 3
    assert "mine.txt" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_questionnaire_makes_nothing(salesex, tmp_path: Path) -> None:
    ran = salesex("init", tmp_path / "acme", "--questionnaire", "sales-xe")
    assert ran.code == 2
    assert "sales-ex" in ran.err
    assert not (tmp_path / "acme").exists()


def test_a_client_with_control_characters_is_refused(salesex, tmp_path: Path) -> None:
    ran = salesex("init", tmp_path / "acme", "--client", "a\x1b[31m")
    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_the_example_is_copied(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert salesex("init", folder, "--example").code == 0
    assert (folder / "engagement.yaml").is_file()
    assert not (folder / "results").exists()
    assert salesex("assess", folder).code == 0
