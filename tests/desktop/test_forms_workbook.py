"""XLSX forms in LibreOffice: drop-downs and protection are there, and what it saves is read back."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from salesex.forms.asked import forms_of
from salesex.forms.workbook import workbook
from salesex.forms.workbook_reader import read_form
from salesex.model.form import Form
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.shipped import example_folder

pytestmark = pytest.mark.desktop
CODE = "KX4P7MW"


@pytest.fixture(scope="session")
def forms() -> list[Form]:
    """One form of every questionnaire in each language."""
    engagement = read_engagement(example_folder()).value
    assert engagement is not None
    return [form for form in forms_of(engagement, ["de", "en"]) if form.group == "sales-team"]


def converted(path: Path, kind: str) -> Path:
    """What LibreOffice makes of a file, in a folder of its own."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "make check needs LibreOffice"
    out = path.parent / f"as-{kind}"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    found = out / f"{path.stem}.{kind}"
    assert found.is_file(), done.stdout + done.stderr
    return found


def offered(sheet: Worksheet, place: str) -> list[object]:
    """What the drop-down of a cell offers."""
    (rule,) = [one for one in sheet.data_validations.dataValidation if place in one.sqref]
    name, _, cells = str(rule.formula1).replace("$", "").partition("!")
    assert rule.type == "list"
    assert rule.showErrorMessage
    return [row[0].value for row in sheet.parent[name][cells]]


def rows_of(sheet: Worksheet) -> dict[str, int]:
    return {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1)}


def test_drop_downs_and_protection_survive_libreoffice(forms: list[Form], tmp_path: Path) -> None:
    for form in forms:
        path = tmp_path / f"{form.questionnaire}-{form.language}.xlsx"
        path.write_bytes(workbook(form, 6, CODE))
        book = load_workbook(converted(path, "xlsx"))
        sheet = book.worksheets[0]
        rows = rows_of(sheet)
        labels = [f"{choice.value} = {choice.label}" for choice in form.choices]
        for question in form.questions:
            place = f"C{rows[question.id]}"
            assert offered(sheet, place) == [*labels, f"? = {form.no_answer}"]
            assert not sheet[place].protection.locked
            assert sheet[f"B{rows[question.id]}"].protection.locked
        assert sheet.protection.sheet
        assert [one.sheet_state for one in book.worksheets] == ["visible", "hidden", "hidden"]


def test_what_libreoffice_saves_is_read_back(forms: list[Form], tmp_path: Path) -> None:
    form = forms[0]
    chance = random.Random(11)
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook(form, 6, CODE))
    opened = converted(path, "xlsx")
    book = load_workbook(opened)
    sheet = book.worksheets[0]
    rows = rows_of(sheet)
    answers: dict[str, str] = {}
    for question in form.questions:
        place = f"C{rows[question.id]}"
        choice = str(chance.choice(offered(sheet, place)))
        sheet[place].value = choice
        answers[question.id] = choice.partition(" ")[0]
    sheet[f"D{rows[form.questions[0].id]}"].value = "Nur in der Branche A"
    again = tmp_path / "again.xlsx"
    book.save(again)
    saved = converted(again, "xlsx")
    found = read_form(saved.read_bytes(), saved.name)
    assert found is not None
    assert found.answers == answers
    assert set(answers.values()) == {"1", "2", "3", "4", "5", "?"}
    assert found.comments == {form.questions[0].id: "Nur in der Branche A"}
    assert (found.respondent, found.group) == (CODE, "sales-team")
    sheet = load_workbook(io.BytesIO(saved.read_bytes())).worksheets[0]
    assert all(rows[item] == int(place.partition("!C")[2]) for item, place in found.places.items())


def test_it_prints_without_cutting_anything_off(forms: list[Form], tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook(forms[0], 6, CODE))
    pdf = converted(path, "pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    printed = "".join(text.split())
    assert all(question.id in printed for question in forms[0].questions)
    assert text.count("\f") <= 4
