"""Rows of averages, totals, targets and examples are nobody; people whose cells look alike stay."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from salesex import catalogue
from salesex.catalogue.telling import tell
from salesex.exports.drafting import draft
from salesex.exports.filled import Imported, fill
from salesex.exports.sources import recognise
from salesex.exports.summaries import says_summary
from salesex.model import Dimension, Engagement, Item, Questionnaire, RaterGroup, Scale
from salesex.model.column_map import ColumnMap
from salesex.model.exports import RawTable

ITEMS = (Item("L1", "Ziele sind klar."), Item("L2", "Chefs hören zu."))
OWN = Questionnaire("own", "1.0.0", "own", Scale(1, 5), dimensions=(Dimension("d", "d", items=ITEMS),))
ACME = Engagement("Acme", "1", (RaterGroup("team", "Vertriebsteam", "self"),), (OWN,))


def read(text: str, columns: Mapping[str, str] | None = None, listed: tuple[str, ...] = ()) -> Imported:
    rows = tuple(tuple(line.split(";")) for line in text.strip("\n").splitlines())
    table = RawTable("x.csv", "", rows, tuple(range(1, len(rows) + 1)))
    export = recognise(table)
    assert export is not None
    return fill(table, export, ACME, ColumnMap(columns=columns or {}), "team", listed)


def out(found: Imported) -> list[int | None]:
    assert {issue.code for issue in found.issues} <= {"R118"}
    return [issue.line for issue in found.issues]


@pytest.mark.parametrize(
    "text",
    [
        *("Mittelwert", "= Mittelwert", "Ø", "Ø 1", "MW", "Median", "STABW", "Standardabweichung", "SD"),
        *("n = 6", "Anzahl 6", "Summe:", "Gesamt 2026", "Total", "Max", "Min", "Ziel 2027", "Soll"),
        *("Vorjahr 2025", "Vorwoche", "Benchmark", "Beispiel", "Muster 1", "Test", "TEST1", "Vorlage"),
        *("Durchschnitt Team 1", "Durchschnitt Nord", "Max Mustermann", "Example", "Average of all"),
    ],
)
def test_words_of_rows_that_are_nobody(text: str) -> None:
    assert says_summary(text)
    found = read(f"Nr;Datum;L1;L2\n1;03.11.2026;4;5\n2;04.11.2026;2;3\n{text};;3;4\n")
    assert (out(found), len(found.forms)) == ([4], 2)


@pytest.mark.parametrize(
    "text",
    ["K7", "SD01", "Max1", "N12", "Kundentotal", "Testa", "Person 1", "Der Mittelwert sagt mir nichts", ""],
)
def test_words_that_are_somebody(text: str) -> None:
    assert not says_summary(text)


@pytest.mark.parametrize("row", ["Mittelwert;;3;4", ";Beispiel;3;4", "Ziel;;3;4", "MW;;3;4", "Gesamt 1;;3;4"])
def test_columns_that_are_ignored_are_looked_at(row: str) -> None:
    text = f"Kürzel;Team;L1;L2;Datum\nAM;Nord;4;5;03.11.2026\nBK;Nord;2;3;04.11.2026\n{row};\n"
    found = read(text, {"Kürzel": "ignore", "Team": "ignore"})
    assert (out(found), len(found.forms)) == ([4], 2)


def test_a_comment_that_is_nothing_but_the_word_tells() -> None:
    rows = "L1;L2;Anmerkung\n4;5;gut\n2;3;Im Mittelwert sind wir gut\n3;4;{}\n"
    comment = {"Anmerkung": "comment"}
    assert out(read(rows.format("= Mittelwert"), comment)) == [4]
    for said in ("Der Mittelwert sagt nichts", "Ziel", "Max", "Beispiel"):
        assert len(read(rows.format(said), comment).forms) == 3, "a word may be what somebody has to say"


def test_who_has_a_number_may_comment_with_one_word() -> None:
    found = read("Nr;L1;L2;Kommentar\n1;4;5;\n2;2;3;Durchschnitt\n3;1;1;\n")
    assert (out(found), len(found.forms)) == ([], 3)


@pytest.mark.parametrize(
    ("heading", "names"), [("Kürzel", ("AM", "BK", "SD")), ("Vorname", ("Anna", "Jörg", "Max"))]
)
def test_initials_and_names_are_people(heading: str, names: tuple[str, ...]) -> None:
    first, second, third = names
    text = f"{heading};L1;L2;Datum\n{first};4;5;1.11.2026\n{second};2;3;2.11.2026\n{third};1;2;3.11.2026\n"
    assert len(read(text, {heading: "ignore"}).forms) == 3
    assert out(read(text.replace(";1;2;3.11.2026", ";1;2;"), {heading: "ignore"})) == [4], "who has no day"
    odd = text.replace(";1;2;3.11.2026", ";2,5;3,5;3.11.2026")
    assert out(read(odd, {heading: "ignore"})) == [4], "nobody answers 2,5"


def test_a_code_that_was_given_out_is_somebody() -> None:
    text = "Code;L1;L2\nK1;4;5\nTEST1;2;3\n"
    assert len(read(text, listed=("K1", "TEST1")).forms) == 2
    assert out(read(text)) == [3]


@pytest.mark.parametrize("text", ["Nr;L1;L2\n1;4;5\n;2;3\n", "Nr;Name;L1;L2\n1;Berg;4;5\n;Tal;2;3\n"])
def test_a_row_without_a_number_among_numbers_is_refused(text: str) -> None:
    found = read(text)
    assert [(issue.code, issue.line) for issue in found.issues] == [("R117", 3)] and not found.forms


def test_where_nobody_has_a_number_none_is_missing() -> None:
    assert len(read("Nr;L1;L2\n;4;5\n;2;3\n").forms) == 2


def test_averages_of_rows_that_stay_out_are_no_labels() -> None:
    rows = (("Kürzel", "L1", "L2"), ("AM", "4", "5"), ("BK", "oft", "3"), ("Mittelwert", "2,5", "3,5"))
    table = RawTable("x.csv", "", rows, (1, 2, 3, 4))
    export = recognise(table)
    assert export is not None
    lines = draft([(table, export)], ACME, "de").splitlines()
    assert [line for line in lines if line.endswith('""') and "Kürzel" not in line] == ['  "oft": ""']


def test_headings_in_the_middle_are_one_issue() -> None:
    found = read("Nr;Ziele sind klar.;Chefs hören zu.\n1;4;5\nNr;Ziele sind klar.;Chefs hören zu.\n2;2;3\n")
    assert [(issue.code, issue.line) for issue in found.issues] == [("R144", 3)] and not found.forms


@pytest.mark.parametrize("heading", ["Personalnummer", "Personal-Nr.", "Mitarbeiternummer", "Geburtsdatum"])
def test_what_a_list_of_staff_knows_is_no_code_without_a_word(heading: str) -> None:
    text = f"{heading};L1;L2\n4711;4;5\n4712;2;3\n"
    assert [issue.code for issue in read(text).issues] == ["R090"], "a map has to say what it is"
    found = read(text, {heading: "respondent"})
    assert [(issue.code, issue.severity) for issue in found.issues] == [("R143", "warning")]
    assert read(text, {heading: "ignore"}).issues == ()
    rows = tuple(tuple(line.split(";")) for line in text.splitlines())
    table = RawTable("x.csv", "", rows, (1, 2, 3))
    export = recognise(table)
    assert export is not None
    lines = draft([(table, export)], ACME, "de").splitlines()
    assert lines[lines.index(f'  "{heading}": ""') + 1].startswith("    # Angabe zur Person, wohl ignore")


@pytest.mark.parametrize("heading", ["Zeit", "Uhrzeit", "Ausgefüllt am"])
def test_days_and_times_by_their_headings(heading: str) -> None:
    (form,) = read(f"{heading};L1;L2\n03.11.2026 09:15;4;5\n").forms
    assert form.date == "2026-11-03"


def test_people_in_columns_are_told_so() -> None:
    (issue,) = read("Aussage;AM;BK\nZiele;4;5\nChefs;2;3\n").issues
    assert issue.code == "R103" and "Zeilen und Spalten" in tell(issue, "de").help


def test_an_answer_that_calls_itself_a_test_is_told() -> None:
    rows = "Nr;L1;L2;Kommentar\n1;4;5;{}\n2;2;3;\n"
    found = read(rows.format("TEST, bitte löschen!"))
    assert [(issue.code, issue.line, issue.column) for issue in found.issues] == [("R147", 2, 4)]
    assert len(found.forms) == 2, "it counts until somebody takes it out"
    assert read(rows.format("Der Test der neuen Preise ist gelungen")).issues == ()


def test_german_messages_write_days_as_people_do() -> None:
    issue = catalogue.issue("R089", file="x.csv", date="2026-11-02")
    assert "am 2. November 2026 aufgenommen" in tell(issue, "de").message
    assert "2026-11-02" in tell(issue, "en").message and dict(issue.facts)["date"] == "2026-11-02"


@pytest.mark.parametrize("name", ["Muster", "Ziel", "Test", "Mustermann"])
def test_people_may_be_called_like_an_example(name: str) -> None:
    found = read(f"Nr;Datum;Nachname;L1;L2\n1;03.11.2026;{name};4;5\n2;04.11.2026;Berg;3;2\n")
    assert (out(found), len(found.forms)) == ([], 2)
