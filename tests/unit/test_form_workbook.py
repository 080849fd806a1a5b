"""XLSX forms: what is asked, what can be changed, and reading back what somebody filled in."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from salesex.errors import CannotRunError
from salesex.forms.asked import forms_of
from salesex.forms.workbook import WORDS, workbook
from salesex.forms.workbook_reader import LARGEST, read_form
from salesex.model import Scale
from salesex.model.form import Form, FormSection, Question, UnitChoice

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "<b>fett</b>", "${x}", "_x0041_",
    "{client}", "a\x07b", "\ud800", "'", '"', "]]>", "x" * 40_000,
)  # fmt: skip


@pytest.fixture
def form(make) -> Form:
    scale = Scale(1, 5, labels={1: {"de": "nie", "en": "never"}, 5: {"de": "immer", "en": "always"}})
    scale = Scale(1, 5, labels=scale.labels, no_answer={"de": "weiß nicht", "en": "do not know"})
    questionnaire = make.profile({"x": ["X1", "X-2"], "y": ["Y_1"]}, scale=scale)
    return next(iter(forms_of(make.engagement(questionnaire, [make.group("team")]), ["de"])))


@pytest.fixture
def fill() -> Callable[..., bytes]:
    """Fill a form as somebody does: values by item, comments by item ("" for the whole)."""

    def filled(data: bytes, answers: Mapping[str, Any], comments: Mapping[str, str] | None = None) -> bytes:
        book = load_workbook(io.BytesIO(data))
        sheet = book.worksheets[0]
        about = {row[0].value: row[1].value for row in book["salesex"].iter_rows()}
        rows = {row[0].value: row[0].row for row in sheet.iter_rows()}
        for item, value in answers.items():
            place = about[item] if item.startswith("cell:") else f"C{rows[item]}"
            assert not sheet[place].protection.locked
            sheet[place].value = value
        for item, text in (comments or {}).items():
            place = f"D{rows[item]}" if item else about["cell:comment"]
            assert not sheet[place].protection.locked
            sheet[place].value = text
            sheet[place].data_type = "s"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return filled


def offered(data: bytes) -> list[object]:
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    (rule,) = [one for one in sheet.data_validations.dataValidation if ":" in str(one.sqref)]
    column = book["lists"]["A"] if "$A$" in rule.formula1 else book["lists"]["B"]
    return [cell.value for cell in column if cell.value is not None]


def test_every_question_stands_there_with_the_scale_to_choose_from(form: Form) -> None:
    data = workbook(form, 6, "KX4P7MW")
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    texts = [
        (row[0].value, row[1].value) for row in sheet.iter_rows() if row[0].value in {"X1", "X-2", "Y_1"}
    ]
    assert texts == [("X1", "X1"), ("X-2", "X-2"), ("Y_1", "Y_1")]
    assert offered(data) == ["1 = nie", 2, 3, 4, "5 = immer", "? = weiß nicht"]


def test_only_cells_to_fill_in_can_be_changed(form: Form) -> None:
    book = load_workbook(io.BytesIO(workbook(form, 6, "KX4P7MW")))
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert book.security.lockStructure
    assert [book["salesex"].sheet_state, book["lists"].sheet_state] == ["veryHidden", "veryHidden"]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = [row[0].row for row in sheet.iter_rows() if row[0].value in {"X1", "X-2", "Y_1"}]
    answers = {f"{letter}{row}" for row in rows for letter in "CD"}
    assert answers < unlocked
    assert unlocked - answers == {f"{letter}{sheet.max_row}" for letter in "BCD"}


def test_a_filled_form_comes_back_as_it_was_filled_in(form: Form, fill: Any) -> None:
    data = fill(workbook(form, 6, "KX4P7MW"), {"X1": "1 = nie", "X-2": 3}, {"X1": "=1+1", "": "Danke\nsehr"})
    found = read_form(data, "a.xlsx")
    assert found is not None
    assert (found.file, found.respondent, found.group) == ("a.xlsx", "KX4P7MW", "team")
    assert (found.questionnaire, found.version, found.mode) == ("profile", "1.0.0", "self")
    assert found.answers == {"X1": "1", "X-2": "3"}
    assert found.comments == {"X1": "=1+1", "": "Danke\nsehr"}
    book = load_workbook(io.BytesIO(data))
    for item, place in found.places.items():
        name, _, cell = place.partition("!")
        assert name == WORDS["de"]["sheet"]
        assert book[name][f"A{cell[1:]}"].value == item
    assert found.unit is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("? = weiß nicht", "?"), (4, "4"), (4.0, "4"), (3.5, "3.5"), ("4", "4"), ("  5 = immer ", "5"),
        ("immer", "immer"), ("NA", "NA"), (True, "True"), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_what_was_typed_is_told_as_it_was_typed(form: Form, fill: Any, value: Any, text: str) -> None:
    found = read_form(fill(workbook(form, 6, "KX4P7MW"), {"X1": value}), "a.xlsx")
    assert found is not None
    assert found.answers == {"X1": text}


def test_an_empty_form_has_no_answers(form: Form) -> None:
    found = read_form(workbook(form, 6), "a.xlsx")
    assert found is not None
    assert (found.respondent, found.answers, found.comments) == ("", {}, {})


def test_a_form_without_code_has_a_cell_for_it(form: Form, fill: Any) -> None:
    found = read_form(fill(workbook(form, 6), {"cell:respondent": "P 01"}), "a.xlsx")
    assert found is not None
    assert found.respondent == "P 01"


@pytest.mark.parametrize(("chosen", "unit"), [("=Süd", "sued"), ("Nord", "nord"), ("Ost", "Ost"), (None, "")])
def test_a_unit_comes_back_as_its_id(form: Form, fill: Any, chosen: str | None, unit: str) -> None:
    asked = replace(form, units=(UnitChoice("nord", "Nord"), UnitChoice("sued", "=Süd")))
    data = workbook(asked, 6)
    assert offered(data) == ["1 = nie", 2, 3, 4, "5 = immer", "? = weiß nicht"]
    book = load_workbook(io.BytesIO(fill(data, {"cell:unit": chosen})))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == chosen and chosen:
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    found = read_form(out.getvalue(), "a.xlsx")
    assert found is not None
    assert found.unit == unit


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(form: Form, text: str) -> None:
    asked = replace(
        form, client=text, title=text, instruction=text, group_title=text,
        choices=tuple(replace(choice, label=text) for choice in form.choices), no_answer=text,
        units=(UnitChoice("nord", text),),
        sections=(FormSection("x", text, (Question("X1", text),)),),
    )  # fmt: skip
    data = workbook(asked, 6, "KX4P7MW")
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert read_form(data, "a.xlsx") is not None


def test_other_files_are_no_forms(form: Form) -> None:
    out = io.BytesIO()
    book = Workbook()
    book.active.append(["respondent", "group"])
    book.save(out)
    assert read_form(out.getvalue(), "a.xlsx") is None
    assert read_form(b"respondent;group\n", "a.xlsx") is None
    assert read_form(b"", "a.xlsx") is None
    other = load_workbook(io.BytesIO(workbook(form, 6)))
    other["salesex"]["B1"].value = "salesex/form/2"
    out = io.BytesIO()
    other.save(out)
    assert read_form(out.getvalue(), "a.xlsx") is None


def test_a_damaged_form_is_named(form: Form) -> None:
    data = workbook(form, 6)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text[:50] if name == "xl/worksheets/sheet1.xml" else text)
    with pytest.raises(CannotRunError, match=r"a\.xlsx is a form of salesex, but it is damaged"):
        read_form(out.getvalue(), "a.xlsx")


def test_a_form_that_unpacks_to_more_than_any_form_is_none(form: Form) -> None:
    out = io.BytesIO(workbook(form, 6))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", b"\0" * 60_000_000)
    assert read_form(out.getvalue(), "a.xlsx") is None


def test_both_languages_say_the_same() -> None:
    assert WORDS["de"].keys() == WORDS["en"].keys()


ROW = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
MERGED = b'</sheetData><mergeCells><mergeCell ref="A1000:XFD1048576"/></mergeCells>'


@pytest.mark.parametrize("end", [ROW, MERGED], ids=["a far row", "merged cells"])
@pytest.mark.parametrize("sheet", ["sheet1", "sheet2", "sheet3"])
def test_a_few_bytes_do_not_cost_minutes(form: Form, sheet: str, end: bytes) -> None:
    """Neither all rows down to the last one are built, nor all cells of a range."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(form, 10, "KX4P7MW"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == f"xl/worksheets/{sheet}.xml":
                data = data.replace(b"</sheetData>", end, 1)
                assert end in data
            new.writestr(name, data)
    start = time.process_time()
    if end is ROW:
        filled = read_form(out.getvalue(), "x.xlsx")
        assert filled is not None and filled.respondent == "KX4P7MW"
    else:
        with pytest.raises(CannotRunError, match="damaged"):
            read_form(out.getvalue(), "x.xlsx")
    assert time.process_time() - start < 2


def test_a_file_far_too_large_for_a_form_is_not_even_opened() -> None:
    assert read_form(bytes(LARGEST + 1), "x.xlsx") is None
