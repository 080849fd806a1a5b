"""Any table: where its headings are, and what columns are called and good for."""

from __future__ import annotations

import time

import pytest

from salesex.exports.sources import SOURCES, recognise
from salesex.exports.sources import table as any_table
from salesex.model.exports import RawTable


def raw(*rows: tuple[str, ...]) -> RawTable:
    return RawTable("x.csv", "", rows, tuple(range(1, len(rows) + 1)))


def test_the_headings_stand_below_a_title() -> None:
    found = recognise(raw(("Umfrage 2026", ""), ("Nr", "Ziele&nbsp;sind klar."), ("1", "4")))
    assert found is not None
    assert (found.source, found.first) == ("table", 2)
    assert [column.names for column in found.columns] == [("Nr",), ("Ziele sind klar.",)]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Kennung", "respondent"),
        ("ID", "respondent"),
        ("Gruppe", "group"),
        ("Einheit", "unit"),
        ("Zeitstempel", "date"),
        ("E-Mail-Adresse", "ignored"),
        ("Name", "ignored"),
        ("IP-Adresse", "ignored"),
        ("Startzeit", "ignored"),
        ("comment:L1", "comment"),
        ("Kommentar", "comment"),
        ("Name des Unternehmens", "answer"),
        ("Ziele sind klar.", "answer"),
    ],
)
def test_roles_by_common_names(heading: str, role: str) -> None:
    found = recognise(raw((heading, "L2"), ("1", "4")))
    assert found is not None and found.columns[0].role == role


def test_the_statement_of_a_matrix_stands_in_brackets() -> None:
    found = recognise(raw(("Wie sehr? [Ziele sind klar.]", "L2"), ("1", "4")))
    assert found is not None and found.columns[0].part == "Ziele sind klar."


def test_a_column_without_heading_is_called_by_its_letter() -> None:
    found = recognise(raw(("L1", "L2", ""), ("1", "4", "", "was?")))
    assert found is not None and [each.names[0] for each in found.columns] == ["L1", "L2", "C", "D"]


@pytest.mark.parametrize("rows", [(), (("a", "b"),), (("a",), ("b",)), (("a", "b"), ("c", ""))])
def test_what_is_no_table_of_answers(rows: tuple[tuple[str, ...], ...]) -> None:
    assert recognise(raw(*rows)) is None


def test_any_table_is_asked_last() -> None:
    assert SOURCES[-1] is any_table.recognise


def test_brackets_that_are_never_closed_take_no_time() -> None:
    heads = [f"{number} a" + "[" * 9_000 for number in range(20)]
    began = time.perf_counter()
    made = any_table.recognise(RawTable("x.csv", "", (tuple(heads), ("1",) * 20), (1, 2)))
    assert made is not None and {column.part for column in made.columns} == {""}
    assert time.perf_counter() - began < 1
