"""Rows taken out of tables of text, of workbooks and of YAML: what is left is what was there."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from salesex.surveys.collected import Collected
from salesex.surveys.removal.owners import respondents_in, response_without
from salesex.surveys.removal.table_cuts import NotCutError, belongs_to, text_codes, text_without
from salesex.surveys.removal.workbook_cuts import is_workbook, workbook_codes, workbook_without
from salesex.surveys.tables.workbooks import read_workbook

TEXT = 'respondent;group;A1;comment\r\nK1;g;4;"zwei\r\nZeilen; K2"\r\nK2;g;5;ü\r\nK10;g;3;\r\n'


OF_K1 = 'K1;g;4;"zwei\r\nZeilen; K2"\r\n'


def without(data: bytes, code: str, *, anywhere: bool = True) -> tuple[bytes, int, int]:
    cut = text_without(data, belongs_to(code, anywhere=anywhere))
    return cut.data, cut.gone, cut.left


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_one_row_goes_and_every_other_byte_stays(encoding: str) -> None:
    kept = TEXT.replace("K2;g;5;ü\r\n", "")
    data, gone, left = without(TEXT.encode(encoding), "K2")
    assert (data.decode(encoding), gone, left) == (kept, 1, 2)
    data, gone, left = without(TEXT.encode(encoding), "K1")
    assert (data.decode(encoding), gone, left) == (TEXT.replace(OF_K1, ""), 1, 2)
    assert "zwei" not in data.decode(encoding)


def test_nobody_is_no_change() -> None:
    assert without(TEXT.encode(), "K3") == (TEXT.encode(), 0, 3)


def test_a_separator_line_stays_and_numbers_are_the_codes_they_are_read_as() -> None:
    data = b"sep=,\nrespondent,group,A1\n7.0,g,4\n8,g,7\n"
    assert without(data, "7", anywhere=False) == (b"sep=,\nrespondent,group,A1\n8,g,7\n", 1, 1)


def test_where_no_column_holds_codes_any_cell_does_if_it_may() -> None:
    data = b"Zeitstempel,Token,Frage\n1,K1,4\n2,K2,4\n"
    assert without(data, "K1") == (b"Zeitstempel,Token,Frage\n2,K2,4\n", 1, 1)
    assert without(data, "4", anywhere=False) == (data, 0, 2)


def test_a_table_that_cannot_be_read_loses_its_lines() -> None:
    data = b'respondent;group;A1\nK1;g;4\nK2;g;"5\nK3;g;4\n'
    changed, gone, _ = without(data, "K2")
    assert gone == 1
    assert b"K2" not in changed
    assert b"K3;g;4" in changed


def test_codes_of_a_table_come_with_their_rows() -> None:
    assert text_codes(b"sep=;\ngroup;Code;made_on\n\ng;KX4P7MW;x\n") == [(4, "KX4P7MW")]
    assert text_codes(b"a;b\n1;2\n") == []


def workbook(*, chart: bool = True) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["respondent", "group", "A1", "comment"])
    sheet.append(["K1", "g", 4, "nur von K1"])
    sheet.append(["K2", "g", 5, "von beiden"])
    sheet.append(["K3", "g", 5, "von beiden"])
    sheet["C6"] = "=AVERAGE(C2:C4)"
    sheet["A2"].comment = Comment("K1 rief an", "Eva")
    sheet["D2"].hyperlink = "mailto:k1@example.org"
    other = book.create_sheet("Mehr")
    other.append(["Code", "Tag"])
    other.append(["K1", "2026-11-02"])
    if chart:
        bars = BarChart()
        bars.add_data(Reference(sheet, min_col=3, min_row=2, max_row=4))
        sheet.add_chart(bars, "F2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_row_of_a_workbook_goes_from_every_part_of_it() -> None:
    before = workbook()
    cut = workbook_without(before, belongs_to("K1", anywhere=False))
    assert (cut.gone, cut.left) == (2, 2)
    assert not [name for name, part in parts(cut.data).items() if b"K1" in part]
    sheet = load_workbook(io.BytesIO(cut.data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4, max_col=4)]
    assert rows[1] == [None] * 4
    assert rows[2:] == [["K2", "g", 5, "von beiden"], ["K3", "g", 5, "von beiden"]]


def test_everything_else_of_a_workbook_stays_byte_for_byte() -> None:
    before = workbook()
    after = workbook_without(before, belongs_to("K1", anywhere=False)).data
    changed = {name for name, part in parts(before).items() if parts(after).get(name) != part}
    touched = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"}
    assert changed <= touched | {"xl/comments/comment1.xml"}
    assert parts(before).keys() == parts(after).keys()
    assert load_workbook(io.BytesIO(after)).worksheets[0]["C6"].value == "=AVERAGE(C2:C4)"
    assert any("chart" in name for name in parts(after))


def test_a_text_that_others_have_too_stays_with_them() -> None:
    after = workbook_without(workbook(), belongs_to("K2", anywhere=False)).data
    sheet = load_workbook(io.BytesIO(after)).worksheets[0]
    assert (sheet["D3"].value, sheet["D4"].value) == (None, "von beiden")


def test_codes_of_a_workbook_come_from_every_sheet() -> None:
    assert workbook_codes(workbook()) == [(2, "K1"), (3, "K2"), (4, "K3"), (2, "K1")]


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part, content in parts(data).items():
            made.writestr(part, content.replace(old, new) if part == name else content)
    return out.getvalue()


def test_a_formula_that_others_share_is_not_cut() -> None:
    formula = b'<c r="E2"><f t="shared" ref="E2:E4" si="0">C2*2</f><v>8</v></c></row>'
    data = with_part(workbook(), "xl/worksheets/sheet1.xml", b'</row><row r="3"', formula + b'<row r="3"')
    with pytest.raises(NotCutError) as caught:
        workbook_without(data, belongs_to("K1", anywhere=False))
    assert caught.value.row == 2


def test_what_is_no_workbook_is_told() -> None:
    assert not is_workbook(b"PK\x03\x04 nothing")
    with pytest.raises(ValueError, match="zip"):
        workbook_without(b"PK\x03\x04 nothing", belongs_to("K1", anywhere=False))
    bomb = with_part(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE a><worksheet")
    with pytest.raises(ValueError, match="doctype"):
        workbook_codes(bomb)


def test_yaml_of_several_people_loses_one_document() -> None:
    one = "format: salesex/response/1\nrespondent: {}\ngroup: g\nanswers: {{}}\n"
    data = f"{one.format('K1')}---\n{one.format('7.0')}---\n{one.format('K3 # wer')}".encode()
    assert respondents_in(data) == ("K1", "7", "K3")
    cut = response_without(data, "7")
    assert (cut.gone, cut.left) == (1, 2)
    assert respondents_in(cut.data) == ("K1", "K3")


def test_yaml_that_is_broken_still_says_whose_it_is() -> None:
    assert respondents_in(b"format: salesex/response/1\nrespondent: 'K1'\nanswers: {a: [}\n") == ("K1",)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def as_excel_saves_it() -> bytes:
    """A workbook with texts shared by number, rich ones too, a formula in a row, and their order."""
    texts = (
        "respondent",
        "group",
        "A1",
        "<r><t>K</t></r><r><t xml:space='preserve'>1 </t></r>",
        "g",
        "K10",
        "nur K1",
    )
    told = "".join(f"<si>{text if text[0] == '<' else f'<t>{text}</t>'}</si>" for text in texts)
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>2</v></c></row>'
        '<row r="3" ht="20" customHeight="1"><c r="A3" t="s"><v>3</v></c><c r="B3" t="s"><v>4</v></c>'
        '<c r="C3"><f>2+2</f><v>4</v></c><c r="D3" t="s"><v>6</v></c></row>'
        '<row r="4"><c r="A4" t="s"><v>5</v></c><c r="B4" t="s"><v>4</v></c><c r="C4"><v>5</v></c></row>'
    )
    added = {
        "xl/sharedStrings.xml": f'<?xml version="1.0"?><sst {MAIN} count="9" uniqueCount="7">{told}</sst>',
        "xl/calcChain.xml": f'<?xml version="1.0"?><calcChain {MAIN}><c r="C3" i="1"/></calcChain>',
    }
    book = Workbook()
    out, made = io.BytesIO(), io.BytesIO()
    book.save(out)
    kinds = {"sharedStrings": "sharedStrings", "calcChain": "calcChain"}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts(out.getvalue()).items():
            text = part.decode("utf-8")
            if name == "xl/worksheets/sheet1.xml":
                text = f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'
            elif name == "[Content_Types].xml":
                more = "".join(
                    f'<Override PartName="/xl/{one}.xml" ContentType="{OFFICE}.{one}+xml"/>' for one in kinds
                )
                text = text.replace("</Types>", f"{more}</Types>")
            elif name == "xl/_rels/workbook.xml.rels":
                more = "".join(
                    f'<Relationship Id="x{one}" Type="{RELATION}/{one}" Target="{one}.xml"/>' for one in kinds
                )
                text = text.replace("</Relationships>", f"{more}</Relationships>")
            archive.writestr(name, text)
        for name, text in added.items():
            archive.writestr(name, text)
    return made.getvalue()


def test_texts_that_only_the_row_had_go_and_the_others_keep_their_numbers() -> None:
    before = as_excel_saves_it()
    assert workbook_codes(before) == [(3, "K1"), (4, "K10")]
    cut = workbook_without(before, belongs_to("K1", anywhere=False))
    assert (cut.gone, cut.left) == (1, 1)
    assert not any(text in part for part in parts(cut.data).values() for text in (b"nur K1", b"<t>K</t>"))
    rows = list(load_workbook(io.BytesIO(cut.data)).worksheets[0].iter_rows(values_only=True))
    assert rows == [("respondent", "group", "A1"), (None,) * 3, (None,) * 3, ("K10", "g", 5)]
    issues = Collected()
    assert list(read_workbook(cut.data, "a.xlsx", issues)) == [
        (1, ["respondent", "group", "A1"]),
        (4, ["K10", "g", "5"]),
    ]
    assert issues == []


def test_the_order_of_formulas_is_left_out_with_all_that_names_it() -> None:
    after = workbook_without(as_excel_saves_it(), belongs_to("K1", anywhere=False)).data
    assert not [name for name, part in parts(after).items() if "calcChain" in name or b"calcChain" in part]
    kept = workbook_without(as_excel_saves_it(), belongs_to("K10", anywhere=False)).data
    assert "xl/calcChain.xml" in parts(kept)
