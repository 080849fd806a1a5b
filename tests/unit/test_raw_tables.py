"""Tables as they are: separators, encodings and shapes of what tools and German Excel write."""

from __future__ import annotations

import io

import openpyxl
import pytest

from salesex.model import Engagement, Questionnaire, RaterGroup, Scale
from salesex.surveys.answers.entries import Checker
from salesex.surveys.collected import Collected
from salesex.surveys.collecting.raw_tables import is_answer_table, raw_table

ROWS = (("Nr", "Ziele, klar?", "Größe"), ("1", "4", "a;b"), ("2", "5", "x\ny"))


def csv(separator: str) -> str:
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS) + "\r\n"


def read(data: bytes, file: str = "x.csv") -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    issues = Collected()
    table = raw_table(data, file, issues)
    return (() if table is None else table.rows), [issue.code for issue in issues]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_separator_and_encoding(separator: str, encoding: str) -> None:
    assert read(csv(separator).encode(encoding)) == (ROWS, [])


def test_a_named_separator_and_rows_of_different_length() -> None:
    assert read(b"sep=|\na|b\n1|2|3\n\n4\n") == ((("a", "b"), ("1", "2", "3"), ("4",)), [])


def test_commas_in_comments_do_not_hide_a_table_of_our_own() -> None:
    rows = "".join(f"P{at};team;a, b, c, d, e, f\n" for at in range(9))
    assert read(f"respondent;group;comment\n{rows}".encode())[0][0] == ("respondent", "group", "comment")


def test_a_title_above_does_not_hide_the_separator() -> None:
    assert read(b"Umfrage, die zweite\n\na;b;c\n1;2;3\n")[0][1] == ("a", "b", "c")


def test_rows_know_their_number() -> None:
    table = raw_table(b"a;b\n\n1;2\n", "x.csv", Collected())
    assert table is not None and table.lines == (1, 3)


def test_a_workbook_with_more_cells_than_headings() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Antworten"
    for row in (["Titel"], [], ["a", "b"], [1, 2.0, "was"]):
        book.active.append(row)
    book.create_sheet("Weiteres").append(["x"])
    stream = io.BytesIO()
    book.save(stream)
    issues = Collected()
    table = raw_table(stream.getvalue(), "x.xlsx", issues)
    assert table is not None
    assert (table.sheet, table.rows, table.lines) == (
        "Antworten",
        (("Titel",), ("a", "b"), ("1", "2", "was")),
        (1, 3, 4),
    )
    assert [issue.code for issue in issues] == ["R113"]


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"%PDF-1.7\na;b\n", b"<html>a;b", b"a\0;b", b"\x81\x8d;\n", b"format: salesex/map/1\n"],
)
def test_what_is_no_table(data: bytes) -> None:
    assert read(data) == ((), [])


@pytest.mark.parametrize(
    ("data", "code"), [(b'a;b\n"1;2\n', "R033"), (b"PK\x03\x04nonsense", "R034"), (b"sep=x\na;b", "R033")]
)
def test_what_is_broken_is_told(data: bytes, code: str) -> None:
    assert read(data)[1] == [code]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("respondent;group;date;comment", (True, True)),
        ("respondent;group;Punkte", (True, True)),
        ("respondent;group;start", (True, False)),
        ("respondent;Gruppe", (False, False)),
        ("Nr;L1", (False, False)),
    ],
)
def test_a_table_of_our_own(header: str, found: tuple[bool, bool]) -> None:
    own = Questionnaire("own", "1.0.0", "own", Scale(1, 5))
    asked = Engagement("A", "1", (RaterGroup("team", "Team", "self"),), (own,), ignore_columns=("Punkte",))
    table = raw_table(f"{header}\n1;2;3;4\n".encode(), "x.csv", Collected())
    assert table is not None
    assert is_answer_table(table, asked, Checker(asked).items) == found
