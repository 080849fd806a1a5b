from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any, NamedTuple

import openpyxl
import pytest

from salesex.catalogue import tell
from salesex.errors import Issue
from salesex.surveys.collected import Collected
from salesex.surveys.tables import tables, workbook_xml, workbooks
from salesex.surveys.tables.tables import read_table

ROWS = ((1, ["respondent", "group", "L1"]), (2, ["P1", "Süd", "4"]))


class Table(NamedTuple):
    rows: tuple[tuple[int, list[str]], ...]
    issues: tuple[Issue, ...] = ()


def table(data: bytes | str, name: str = "a.csv") -> Table:
    issues = Collected()
    data = data.encode("utf-8") if isinstance(data, str) else data
    rows = tuple(read_table(data, name, "respondent", issues))
    return Table(rows, tuple(issues))


def book(fill: Callable[[Any], None]) -> bytes:
    workbook = openpyxl.Workbook()
    fill(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def xlsx(fill: Callable[[Any], None]) -> Table:
    return table(book(fill), "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_dialects(encoding: str, separator: str, end: str) -> None:
    text = f"respondent;group;L1{end}P1;Süd;4{end}".replace(";", separator)
    assert table(text.encode(encoding)).rows == ROWS


def test_separator_by_the_known_column_not_by_count() -> None:
    assert table("respondent;L1 a, b, c, d;L2 e, f, g\nP1;1;2\n").rows[1] == (2, ["P1", "1", "2"])


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_sep_line_is_no_row(sign: str) -> None:
    assert table(f"sep={sign}\nrespondent;group;L1\nP1;Süd;4\n".replace(";", sign)).rows == ROWS


def test_more_rows_than_a_spreadsheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    monkeypatch.setattr(workbook_xml, "MAX_ROWS", 3)

    def fill(workbook: Any) -> None:
        for row in (["respondent"], ["P1"], ["P2"]):
            workbook.active.append(row)

    def overfill(workbook: Any) -> None:
        fill(workbook)
        workbook.active.append(["P3"])

    rows = ((1, ["respondent"]), (2, ["P1"]), (3, ["P2"]))
    assert table("respondent\nP1\nP2\n") == xlsx(fill) == Table(rows)
    names = b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    tags = (b"<row", b"<x:row", b"</row", b"</x:row", b"<worksheet ", names)
    prefixed = changed(book(overfill), "xl/worksheets/sheet1.xml", *tags)
    for read, place in (
        (table("respondent\nP1\nP2\nP3\n"), ("R033", 4)),
        (xlsx(overfill), ("R034", None)),
        (table(prefixed, "a.xlsx"), ("R034", None)),
    ):
        assert [(issue.code, issue.line) for issue in read.issues] == [place]
        assert "more than 1,048,576 rows" in tell(read.issues[0]).message


def test_rows_are_not_read_on_after_many_issues() -> None:
    read = table("respondent;group;L1\n" + "P1\n" * 3_000 + "P;a;1\n")
    assert len(read.rows) == 1
    assert [issue.code for issue in read.issues] == ["R047"] * 1_000 + ["R000"]


def test_a_workbook_is_not_read_on_after_many_issues() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["respondent"])
        for _ in range(1_200):
            workbook.active.append(["=1+1"])
        workbook.active.append(["P1"])

    read = xlsx(fill)
    assert len(read.rows) == 1
    assert [issue.code for issue in read.issues] == ["R041"] * 1_000 + ["R000"]


def test_quotes_line_breaks_and_row_numbers() -> None:
    read = table('respondent;group;L1\n\nP1;"a;""b""\nc";4\n;;\nP2;x;5\n;;\n')
    assert read.rows[1:] == ((3, ["P1", 'a;"b"\nc', "4"]), (5, ["P2", "x", "5"]))


def test_empty_columns_on_the_right_are_dropped() -> None:
    assert table("respondent;group;L1;;\nP1;Süd;4;;\n").rows == ROWS
    assert table("respondent;group;L1\nP1;Süd;4;;;\n").rows == ROWS


def test_too_long_and_too_short_rows() -> None:
    read = table("respondent;group;L1\nP1;a\nP2;a;1;x\nP3;a;1\n")
    assert [(issue.code, issue.line) for issue in read.issues] == [("R047", 2), ("R047", 3)]


def test_a_million_empty_rows() -> None:
    assert table("respondent;group;L1\nP1;Süd;4\n" + ";;\n" * 1_000_000).rows == ROWS


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "R002"),
        (b";;\n;;\n", "a.csv", "R002"),
        (b"", "a.xlsx", "R002"),
        (b"a\0b", "a.csv", "R032"),
        (b'a;"b\nc', "a.csv", "R033"),
        (b"a;" + b"x" * 200_000, "a.csv", "R033"),
        (b"PK\x03\x04rest", "a.xlsx", "R034"),
        (b"PK\x03\x04rest", "a.tsv", "R032"),
        (b"PK\x03\x04[Content_Types].xml", "a.tsv", "R037"),
        (b"\xd0\xcf\x11\xe0rest", "a.xlsx", "R035"),
        (b"respondent;group", "a.xlsx", "R038"),
        (b"\x81", "a.csv", "R004"),
        (b'sep="\nrespondent;group\n', "a.csv", "R033"),
        (b"sep=\r\nrespondent;group\n", "a.csv", "R033"),
        (b"sep=a\nrespondent;group\n", "a.csv", "R033"),
        (b"sep= \nrespondent;group\n", "a.csv", "R033"),
    ],
)
def test_what_is_no_table(data: bytes, name: str, code: str) -> None:
    assert [issue.code for issue in table(data, name).issues] == [code]


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ('a;b\n1;"2\n3;4\n', 2, "ein Anführungszeichen wird geöffnet und nicht geschlossen"),
        ('a;b\n1;"2" x\n', 2, "nach dem schließenden Anführungszeichen geht der Text weiter"),
        ("a;b\n1;" + "x" * 200_000, 2, "eine Zelle hat mehr als 131.072 Zeichen"),
        ("sep=a\nb\n", 1, "`sep=` nennt keines der Trennzeichen ; , | und Tabulator"),
    ],
)
def test_why_a_table_cannot_be_read_is_said_in_plain_words(data: str, line: int, said: str) -> None:
    (issue,) = table(data).issues
    assert (issue.code, issue.line) == ("R033", line)
    assert tell(issue, "de").message == f"die Tabelle kann nicht gelesen werden: {said}"


def test_workbook_values_as_a_person_types_them() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.active
        sheet.append(["respondent", "group", None, "L1"])
        sheet.append([7.0, " a\nb ", 3.5, True])
        sheet.append([])
        sheet.append(["07", dt.datetime(2026, 11, 2), dt.datetime(2026, 11, 2, 8, 5), -2])

    assert xlsx(fill).rows == (
        (1, ["respondent", "group", "", "L1"]),
        (2, ["7", "a\nb", "3.5", "TRUE"]),
        (4, ["07", "2026-11-02", "2026-11-02 08:05:00", "-2"]),
    )


def test_first_visible_sheet_counts_and_the_others_are_named() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.sheet_state = "hidden"
        workbook.active.append(["secret"])
        workbook.create_sheet("Antworten").append(["respondent"])
        workbook.create_sheet("Legende").append(["x"])
        workbook.create_sheet("Auch").sheet_state = "veryHidden"

    read = xlsx(fill)
    assert read.rows == ((1, ["respondent"]),)
    assert [(issue.code, issue.severity) for issue in read.issues] == [("R039", "info")]
    assert "Legende" in tell(read.issues[0]).message and "Auch" not in tell(read.issues[0]).message


@pytest.mark.parametrize("title", workbooks.GUIDES.values())
def test_a_guide_beside_the_answers_is_no_second_sheet(title: str) -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["respondent"])
        workbook.create_sheet(title).append(["x"])

    assert xlsx(fill) == Table(((1, ["respondent"]),))


def test_no_visible_sheet() -> None:
    data = book(lambda workbook: workbook.active.append(["respondent"]))
    hidden = changed(data, "xl/workbook.xml", b'state="visible"', b'state="hidden"')
    assert [issue.code for issue in table(hidden, "a.xlsx").issues] == ["R040"]


def test_formulas_with_and_without_stored_value() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["respondent", "L1"])
        workbook.active.append(["P1", "=1+3"])

    bare = book(fill)
    assert [(i.code, i.line, i.column) for i in table(bare, "a.xlsx").issues] == [("R041", 2, 2)]
    stored = changed(bare, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>4</v>", b"<v />", b"<v>4</v>")
    assert table(stored, "a.xlsx").rows[1] == (2, ["P1", "4"])


def changed(data: bytes, part: str, *pairs: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                for before, after in zip(pairs[::2], pairs[1::2], strict=True):
                    content = content.replace(before, after)
            new.writestr(name, content)
    return stream.getvalue()


def test_damaged_part() -> None:
    data = book(lambda workbook: workbook.active.append(["respondent"]))
    broken = changed(data, "xl/worksheets/sheet1.xml", b"</row>", b"")
    assert [issue.code for issue in table(broken, "a.xlsx").issues] == ["R034"]


def test_workbook_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"\0" * 3_000_000)
    monkeypatch.setattr(workbooks, "MAX_MEGABYTES", 2)
    assert [issue.code for issue in table(stream.getvalue(), "a.xlsx").issues] == ["R036"]


def test_values_far_right_cost_no_memory() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["respondent", "L1"])
        workbook.active.append(["P1", 1])
        workbook.active.cell(2, 16_000, "x")
        workbook.active.cell(2, 16_001, "y")
        workbook.active.cell(2, 16_002, " ")

    read = xlsx(fill)
    assert read.rows[1] == (2, ["P1", "1"])
    assert [(issue.code, issue.line, issue.column) for issue in read.issues] == [("R046", 2, 16_000)]


def test_styled_but_empty_rows_are_dropped() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["respondent"])
        workbook.active.append(["P1"])
        workbook.active.cell(1_048_576, 5).font = openpyxl.styles.Font(bold=True)

    assert xlsx(fill).rows == ((1, ["respondent"]), (2, ["P1"]))
