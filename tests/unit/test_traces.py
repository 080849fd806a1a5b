"""Where a code stands as a word, among many that begin alike, and in workbooks."""

from __future__ import annotations

import io
import random
import string
import time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from salesex.pipeline.privacy.editing import hidden
from salesex.pipeline.privacy.holdings import Stored
from salesex.pipeline.privacy.traces import finder
from salesex.surveys.removal.workbook_words import places, with_texts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("K1 und k1, (K1)", 3),
        ("K1-neu", 0),  # another code
        ("k1-NEU, Anna K1.", 0),
        ("K1-neuer", 1),  # no code at all
        ("xK1 K1x K1é K1e\u0301 K1\u0301", 0),
        ("gespraech_K1.md, K1_a, _K1_", 3),
        ("K1-neu K1", 1),
        ("mein K1-neu2", 1),
    ],
)
def test_a_code_within_a_longer_one_is_another(text: str, count: int) -> None:
    find = finder("K1", {"K1", "K1-neu", "Anna K1", "K10"})
    assert find.count(text.encode()) == count
    assert find.hidden(text, "(…)").count("(…)") == count


def test_other_letters_are_meant_unless_they_are_another_code() -> None:
    find = finder("kd7", {"kd7", "KD7"})
    assert find.count(b"kd7 KD7 Kd7") == 2
    assert find.hidden("kd7 KD7 Kd7", "-") == "- KD7 -"
    assert (find.in_name("notes/kd7.md"), find.in_name("notes/kd77.md")) == (True, False)


@pytest.mark.parametrize("joint", ["", "-"])
def test_thousands_of_codes_that_begin_alike_are_fast(joint: str) -> None:
    draw = random.Random(1)
    codes = ["x0" + joint + "".join(draw.choices(string.ascii_lowercase, k=7)) for _ in range(5000)]
    text = " ".join(draw.choices(codes, k=200_000)).encode()
    begun = time.perf_counter()
    assert finder("x0", set(codes)).count(text) == 0
    assert time.perf_counter() - begun < 8  # an alternation of all of them takes half a minute


def workbook(formula: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["respondent", "comment"])
    sheet.append(["A2", "so wie KX4P7MW & andere"])
    sheet["A2"].comment = Comment("von kx4p7mw", "wir")
    if formula:
        sheet["C2"] = formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_code_in_a_cell_of_somebody_else_is_blanked() -> None:
    find = finder("KX4P7MW", {"KX4P7MW", "A2"})
    data = workbook()
    after = hidden(Stored("responses/a.xlsx", "answers", data, "workbook", ((2, "A2"),)), find)
    assert after is not None
    assert (find.count(data), find.count(after)) == (2, 0)
    sheet = load_workbook(io.BytesIO(after)).active
    assert [cell.value for cell in sheet[2]] == ["A2", "so wie (…) & andere"]
    assert sheet["A2"].comment.text.strip().endswith("von (…)")


def test_a_code_in_a_formula_is_named_by_its_sheet_and_cell() -> None:
    find, data = finder("KX4P7MW", set()), workbook('=IF(A2="KX4P7MW",1,0)')
    file = Stored("responses/a.xlsx", "answers", data, "workbook")
    assert hidden(file, find) is None
    after = with_texts(data, lambda text: find.hidden(text, "-"))
    assert after is not None
    assert places(after, find.count) == ["Sheet!C2"]


def test_what_is_no_workbook_is_left_alone() -> None:
    assert with_texts(b"PK", str.upper) is None
    assert places(b"x", len) == []


@pytest.mark.parametrize("said", ["BÄR07", "bär07", "BA\u0308R07", "ba\u0308r07"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_umlauts_are_found_however_they_are_written(said: str, encoding: str) -> None:
    if encoding == "cp1252" and "\u0308" in said:
        return
    find = finder("BÄR07", ())
    data = f"mit {said} gesprochen".encode(encoding)
    assert find.count(data) == 1
    blanked = find.blanked(data)
    assert blanked is not None
    assert blanked.decode(encoding) == "mit (…) gesprochen"
    assert find.in_name(f"notes/{said}.md")
    assert not find.in_name("notes/bar07.md")


def test_what_json_writes_of_an_umlaut_is_found() -> None:
    assert finder("BÄR07", ()).count(b'{"a": "b\\u00e4r07"}') == 1


@pytest.mark.parametrize(
    "pieces", [("KX4", "P7MW"), ("siehe K", "X4P7", "MW", " dazu"), ("KX4P7MW", " dazu")]
)
def test_a_code_in_two_formats_is_one_word(pieces: tuple[str, ...]) -> None:
    book = Workbook()
    sheet = book.active
    runs = [TextBlock(InlineFont(b=bool(at % 2)), text) for at, text in enumerate(pieces)]
    sheet["A1"], sheet["A2"] = CellRichText(*runs), CellRichText("fett", TextBlock(InlineFont(b=True), "er"))
    out = io.BytesIO()
    book.save(out)
    find = finder("KX4P7MW", ())
    assert find.count(out.getvalue()) == 1
    after = with_texts(out.getvalue(), lambda text: find.hidden(text, "(…)"))
    assert after is not None
    assert find.count(after) == 0
    sheet = load_workbook(io.BytesIO(after), rich_text=True).active
    assert str(sheet["A1"].value) == "".join(pieces).replace("KX4P7MW", "(…)")
    assert len(sheet["A2"].value) == 2  # its formats stay
