"""What is said of columns: which are left out and why, and where a heading stands that is nothing known."""

from __future__ import annotations

import pytest

from salesex.catalogue import tell
from salesex.exports.filled import Imported, fill
from salesex.exports.sources import recognise
from salesex.model import Dimension, Engagement, Item, Questionnaire, RaterGroup, Scale
from salesex.model.collecting import Ignored
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Column, RawTable

ITEMS = (Item("L1", "Ziele sind klar."), Item("L2", "Chefs hören zu."))
GROUPS = (RaterGroup("team", "Vertrieb", "self"), RaterGroup("service", "Service", "external"))


def read(text: str, own: ColumnMap | None = None, group: str = "team", **more: object) -> Imported:
    items = Dimension("d", "d", items=ITEMS)
    own_one = Questionnaire("own", "1.0.0", "own", Scale(1, 5), dimensions=(items,))
    engagement = Engagement("Acme", "1", GROUPS, (own_one,), **more)  # type: ignore[arg-type]
    rows = tuple(tuple(line.split(";")) for line in text.strip().splitlines())
    table = RawTable("x.csv", "", rows, tuple(range(1, len(rows) + 1)))
    export = recognise(table)
    assert export is not None
    return fill(table, export, engagement, own or ColumnMap(), group)


def codes(found: Imported) -> list[str]:
    return [issue.code for issue in found.issues]


def test_columns_that_are_left_out_are_named_by_why() -> None:
    heads = "Nr;L1;E-Mail;Dauer;Einheit;Alter;Hobby;Telefon;Sprache"
    found = read(
        f"{heads}\n1;4;a@b.de;12;Nord;34;Segeln;;\n",
        ColumnMap(columns={"Alter": "ignore", "E-Mail": "ignore"}),
        ignore_columns=("Hobby",),
    )
    assert found.recognised.ignored == Ignored(
        chosen=("Alter", "Hobby"), personal=("E-Mail",), tool=("Dauer",), units=("Einheit",)
    ), "and what holds nothing is not named"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("Vertrieb", ""), []),
        (("Vertrieb", "Einkauf"), ["R094"]),
        (("", ""), []),
        (("Service", "Vertrieb"), ["R102"]),
    ],
)
def test_the_group_of_the_command_overrules_no_column(cells: tuple[str, str], said: list[str]) -> None:
    found = read(f"Nr;Gruppe;L1\n1;{cells[0]};4\n2;{cells[1]};5\n")
    assert codes(found) == said
    assert {form.group for form in found.forms} == (set() if said else {"team"})


@pytest.mark.parametrize(
    "own", [ColumnMap(groups={"Einkauf": "team"}), ColumnMap(columns={"Gruppe": "ignore"})]
)
def test_a_map_says_what_an_unknown_group_is(own: ColumnMap) -> None:
    found = read("Nr;Gruppe;L1\n1;Vertrieb;4\n2;Einkauf;5\n", own)
    assert codes(found) == [] and len(found.forms) == 2


def test_the_place_of_a_heading_is_below_a_title() -> None:
    found = read("Bewertung 2026;;\nKürzel;L1;L2\nGL1;4;5\n")
    assert [(issue.code, issue.line, issue.column) for issue in found.issues] == [("R090", 2, 1)]


def test_the_remedy_of_a_column_is_one_for_all_and_the_message_has_what_is_its_own() -> None:
    found = read("L1;Unsere Chefs hören oft zu;Alter\n4;4;50\n")
    told = [tell(issue, "de") for issue in found.issues]
    assert [each.message for each in told] == [
        "die Spalte `Unsere Chefs hören oft zu` gehört zu keiner Aussage; am ähnlichsten: L2",
        "die Spalte `Alter` gehört zu keiner Aussage",
    ]
    assert len({each.help for each in told}) == 1
    for word in ("respondent", "number", "group", "unit", "date", "comment", "comment:AUSSAGE", "ignore"):
        assert f"`{word}`" in told[0].help


def test_the_question_is_told_where_the_heading_is_a_code() -> None:
    from salesex.exports.column_issues import _unmatched
    from salesex.exports.matching import Unmatched
    from salesex.model.exports import Export

    column = Column(0, ("G02Q02", "Seit wann sind Sie Kunde?"), "answer")
    table = RawTable("x.csv", "", (("G02Q02", "L1"), ("5", "4")), (1, 2))
    issue = _unmatched(table, Export("limesurvey", "", (column,), 1), Unmatched(column), ColumnMap())
    assert "`G02Q02` („Seit wann sind Sie Kunde?“)" in tell(issue, "de").message
    assert '`G02Q02` ("Seit wann sind Sie Kunde?")' in tell(issue, "en").message


def test_where_there_is_a_map_the_column_belongs_there() -> None:
    own = ColumnMap("acme/maps/x.yaml", columns={"L1": "L1"})
    (issue,) = read("L1;Alter\n4;50\n", own).issues
    told = tell(issue, "en").help
    assert told.startswith("Add to acme/maps/x.yaml") and "--draft-map" not in told and "`number`" in told
