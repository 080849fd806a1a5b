"""Which column is which item: by id, by wording, by map; and what is told where it is none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from salesex.exports.matching import Matched, match
from salesex.model import Dimension, Engagement, Item, Questionnaire, RaterGroup, Scale
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Column, Export, RawTable, Role

TEXTS = {"de": "Bei {organisation} sind Ziele klar.", "en": "Goals at {organisation} are clear."}
ITEMS = (
    Item("SE-M01", TEXTS),
    Item("SE-M02", "Chefs hören zu."),
    Item("lead", "Lob kommt selten vor."),
    Item("SE-X1", "Das ist doppelt."),
    Item("SE-X2", "Das ist doppelt."),
)


def engagement(**more: object) -> Engagement:
    own = Questionnaire("own", "1.0.0", "own", Scale(1, 5), dimensions=(Dimension("d", "d", items=ITEMS),))
    return Engagement("Acme", "1", (RaterGroup("team", "Team", "self"),), (own,), **more)  # type: ignore[arg-type]


def matched(
    *columns: Column | str, own: Mapping[str, str] | None = None, where: Engagement | None = None
) -> Matched:
    made = tuple(
        Column(at, (each,), "answer") if isinstance(each, str) else each for at, each in enumerate(columns)
    )
    rows = (tuple(each.names[0] for each in made), ("4",) * len(made))
    table = RawTable("x.csv", "", rows, (1, 2))
    return match(table, Export("table", "", made, 1), where or engagement(), ColumnMap(columns=own or {}))


@pytest.mark.parametrize(
    ("heading", "target", "how"),
    [
        ("SE-M01", "SE-M01", "id"),
        ("se-m01", "SE-M01", "id"),
        ("SEM01", "SE-M01", "id"),
        ("SE_M01", "SE-M01", "id"),
        ("section_01/SE-M01", "SE-M01", "id"),
        ("SE-M01. Ziele", "SE-M01", "id"),
        ("SE-M01: irgendein Text", "SE-M01", "id"),
        ("G1Q1[SE-M01]", "SE-M01", "id"),
        ("Etwas anderes (SE-M02)", "SE-M02", "id"),
        ("lead", "lead", "id"),
        ("Bei Acme sind Ziele klar", "SE-M01", "text"),
        ("Goals at Acme are clear.", "SE-M01", "text"),
        ("<p>Chefs\u00a0hören <b>zu</b></p>", "SE-M02", "text"),
        ("comment:SE-M01", "comment:SE-M01", "id"),
        ("comment", "comment", "id"),
    ],
)
def test_a_heading_that_is_known(heading: str, target: str, how: str) -> None:
    (found,) = matched(heading).matches
    assert (found.target, found.how) == (target, how)


@pytest.mark.parametrize("heading", ["lead the team well", "Bei Beta sind Ziele klar", "Frage 1", "SE-M03"])
def test_a_heading_that_is_not(heading: str) -> None:
    assert [each.column.names[0] for each in matched(heading, "SE-M02").unmatched] == [heading]


def test_the_statement_of_a_matrix_is_the_wording() -> None:
    (found,) = matched(Column(0, ("Q1[SQ1]", "Wie sehr?"), "answer", "Chefs hören zu.")).matches
    assert (found.target, found.how) == ("SE-M02", "text")


def test_nearest_items_are_named() -> None:
    assert matched("Unsere Chefs hören gut zu").unmatched[0].candidates == ("SE-M02",)
    assert set(matched("SE-M3").unmatched[0].candidates[:2]) == {"SE-M01", "SE-M02"}
    assert matched("Wie alt sind Sie?").unmatched[0].candidates == ()


def test_one_wording_for_two_items_is_none_of_them() -> None:
    (found,) = matched("Das ist doppelt.").unmatched
    assert found.candidates == ("SE-X1", "SE-X2")
    (clear,) = matched("SE-X2 Das ist doppelt.").matches
    assert clear.target == "SE-X2"


def test_id_and_wording_of_two_items_are_none_of_them() -> None:
    (found,) = matched(Column(0, ("SE-M01", "Chefs hören zu."), "answer")).unmatched
    assert found.contradicts == ("SE-M01", "SE-M02")


@pytest.mark.parametrize(
    ("names", "is_strange"),
    [
        (("SE-M02", "Wie alt sind Sie heute?"), True),
        (("SE-M02 Wie lange arbeiten Sie hier?",), True),
        (("SE-M02", "Hören die Chefs zu?"), False),
        (("SE-M02", "Zuhören"), False),
        (("SE-M02",), False),
        (("section_01/part-2/SE-M02",), False),
    ],
)
def test_an_id_by_chance_is_told(names: tuple[str, ...], is_strange: bool) -> None:
    found = matched(Column(0, names, "answer"))
    assert [each.target for each in found.matches] == ["SE-M02"]
    assert bool(found.strange) is is_strange


def test_a_map_comes_before_everything() -> None:
    found = matched("SE-M01", "Frage 2", own={"se-m01": "ignore", "FRAGE 2": "SE-M01"})
    assert [(each.target, each.how) for each in found.matches] == [("ignore", "map"), ("SE-M01", "map")]


def test_two_columns_that_are_one_item_are_told() -> None:
    ((first, second),) = matched("SE-M01", "Bei Acme sind Ziele klar").doubled
    assert (first.column.at, second.column.at, second.target) == (0, 1, "SE-M01")
    assert len(matched("Frage", "SE-M01", own={"Frage": "SE-M01"}).doubled) == 1


def test_of_equal_headings_each_can_be_named() -> None:
    own = {"Warum?": "comment:SE-M01", "Warum? (2)": "comment:SE-M02"}
    assert [each.target for each in matched("Warum?", "Warum?", own=own).matches] == list(own.values())
    assert len(matched("Warum?", "Warum?", own={"Warum?": "comment:SE-M01"}).doubled) == 1
    assert matched("Warum?", "Warum?", own={"Warum?": "ignore"}).doubled == ()


@pytest.mark.parametrize(
    ("role", "target"),
    [
        ("respondent", "number"),
        ("group", "group"),
        ("date", "date"),
        ("unit", "ignore"),
        ("status", "ignore"),
        ("language", "ignore"),
        ("ignored", "ignore"),
    ],
)
def test_what_a_tool_says_of_a_column_holds(role: Role, target: str) -> None:
    (found,) = matched(Column(0, ("SE-M01 oder so",), role)).matches
    assert (found.target, found.how) == (target, "role")


@pytest.mark.parametrize("role", ["status", "language", "ignored"])
def test_a_column_of_a_tool_that_is_called_as_an_item_is_the_item(role: Role) -> None:
    for heading, item in (("SE-M01", "SE-M01"), ("Chefs hören zu.", "SE-M02")):
        (found,) = matched(Column(0, (heading,), role)).matches
        assert (found.target, found.how) == (item, "id")
    for heading in ("SE-M01 Score", "Das ist doppelt."):
        (found,) = matched(Column(0, (heading,), role)).matches
        assert found.target == "ignore"


@pytest.mark.parametrize(
    ("names", "target"),
    [
        (("SE-M01[comment]", "Kommentar"), "comment:SE-M01"),
        (("SE-M01_comment",), "comment:SE-M01"),
        (("Kommentar",), "comment"),
        (("Möchten Sie noch etwas sagen? (freiwillig)",), "comment"),
        (("Ihre Meinung",), None),
    ],
)
def test_which_comment_it_is(names: tuple[str, ...], target: str | None) -> None:
    found = matched(Column(0, names, "comment"))
    assert [each.target for each in found.matches] == ([] if target is None else [target])


def test_our_own_question_for_a_comment_is_known() -> None:
    from salesex.exports.matching import OUR_QUESTIONS
    from salesex.exports.plain import key
    from salesex.forms.wording import WORDS

    asked = [key(WORDS[language]["comment.whole"]) for language in ("de", "en")]
    assert all(text.startswith(OUR_QUESTIONS) for text in asked)


def test_a_code_and_a_number_are_two_things() -> None:
    columns = (Column(0, ("Token",), "respondent"), Column(1, ("Nr",), "respondent"))
    assert [each.target for each in matched(*columns).matches] == ["respondent", "number"]
    assert matched(*columns).doubled == ()


def test_columns_without_answers_and_those_the_engagement_ignores_are_left_out() -> None:
    empty = RawTable("x.csv", "", (("SE-M01", "Punkte"), ("4", "")), (1, 2))
    columns = (Column(0, ("SE-M01",), "answer"), Column(1, ("Punkte",), "answer"))
    found = match(empty, Export("table", "", columns, 1), engagement(), ColumnMap())
    assert found.unmatched == ()
    assert matched("Punkte", where=engagement(ignore_columns=("punkte",))).unmatched == ()


def test_items_without_a_column_and_headings_without_one_are_named() -> None:
    found = matched("SE-M01", "SE-M02", own={"Frage 9": "lead"})
    assert found.missing == ("lead", "SE-X1", "SE-X2")
    assert found.unused == ("Frage 9",)
    assert matched("Wie alt?").missing == ()
