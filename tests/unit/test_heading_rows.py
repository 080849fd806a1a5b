"""Further rows of headings: nobody is taken for one, whatever was deleted to make a file anonymous."""

from __future__ import annotations

from itertools import combinations

import exported
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.exports import sources
from salesex.model.exports import Export

HEADS = {"qualtrics": 3, "surveymonkey": 2}
"""Rows of headings as the tool writes them."""
TOOLS = {"qualtrics": 17, "surveymonkey": 9}
"""Columns of the tool, which come first."""


def rows_of(tool: str) -> exported.Rows:
    return exported.qualtrics() if tool == "qualtrics" else exported.surveymonkey(1)


def sure(rows: exported.Rows) -> Export:
    found = sources.recognise(exported.table(rows))
    assert found is not None
    return found


def codes(export: Export) -> list[str]:
    return [issue.code for issue in export.issues]


def emptied(rows: exported.Rows, first: int, columns: range, but: tuple[int, ...] = ()) -> exported.Rows:
    """Rows with columns emptied from one row on."""
    return [
        [
            "" if at >= first and index in columns and index not in but else text
            for index, text in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize("tool", HEADS)
def test_files_as_the_tool_gives_them_have_all_their_headings(tool: str) -> None:
    export = sure(rows_of(tool))
    assert (export.first, export.issues) == (HEADS[tool], ())


def test_qualtrics_with_other_codes_and_no_further_headings() -> None:
    rows = exported.qualtrics()
    for number, row in enumerate(rows[3:], start=1001):
        row[8] = str(number)
    export = sure(rows[:1] + rows[3:])
    assert (export.first, export.issues) == (1, ())
    export = sure(rows[:2] + rows[3:])
    assert (export.first, export.issues) == (2, ()), "the texts are headings"


def test_qualtrics_with_emptied_columns_and_no_further_headings() -> None:
    rows = exported.qualtrics()
    bare = emptied(rows[:1] + rows[3:], 1, range(17))
    assert sure(bare).first == 1
    alone = sure(bare[:2])
    assert codes(alone) == ["R127"] and alone.issues[0].line == 2, "nothing recurs below the only person"
    with_texts = emptied(rows[:2] + rows[3:], 1, range(17))
    export = sure(with_texts)
    assert (export.first, export.issues) == (2, ()), "statements are no answers"


def test_qualtrics_in_a_language_that_is_not_known() -> None:
    rows = exported.qualtrics()
    rows[1][:17] = [f"Colonne {'abcdefghijklmnopq'[at]}" for at in range(17)]
    assert sure(rows[:2] + rows[3:]).first == 2


def test_qualtrics_answers_above_the_row_of_ids_are_refused() -> None:
    rows = exported.qualtrics()
    assert codes(sure([rows[0], rows[3], rows[2], *rows[4:]])) == ["R127"]


def test_surveymonkey_with_emptied_columns() -> None:
    rows = exported.surveymonkey(1)
    bare = emptied(rows, 2, range(9))
    assert codes(sure(bare)) == [] and sure(bare).first == 2, "statements are no answers"
    without = bare[:1] + bare[2:]
    export = sure(without)
    assert codes(export) == ["R127"] and (export.issues[0].line, export.first) == (2, 1)
    assert dict(export.issues[0].facts)["heading"] == rows[0][0]
    again = sure([*without, without[1]])
    assert (again.first, again.issues) == (1, ()), "what is met below is an answer"


def test_a_number_for_every_answer_mends_it() -> None:
    rows = exported.surveymonkey(1)
    bare = emptied(rows, 2, range(9))
    for number, row in enumerate(bare[2:], start=1):
        row[0] = str(number)
    assert (sure(bare).first, sure(bare).issues) == (2, ())
    without = bare[:1] + bare[2:]
    assert (sure(without).first, sure(without).issues) == (1, ())


@pytest.mark.parametrize("text", ["Vorname", "E-Mail"])
def test_names_that_were_replaced_by_their_headings(text: str) -> None:
    rows = exported.surveymonkey(1)
    bare = emptied(rows[:1] + rows[2:], 1, range(9))
    for row in bare[1:]:
        row[6 if text == "Vorname" else 5] = text
    assert codes(sure(bare)) == ["R127"]


def test_surveymonkey_says_response_in_headings_alone() -> None:
    rows = emptied(exported.surveymonkey_single(), 2, range(9))
    assert (sure(rows).first, sure(rows).issues) == (2, ())


def test_statements_that_two_questions_share_are_headings() -> None:
    rows = exported.surveymonkey(1)
    rows[1][9:12] = ["Offers", "Offers", "Visits"]
    assert (sure(rows).first, sure(rows).issues) == (2, ())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(HEADS)), st.data())
def test_nobody_becomes_a_heading_without_a_word(tool: str, data: st.DataObject) -> None:
    rows = rows_of(tool)
    heads = HEADS[tool]
    choices = [kept for size in range(heads) for kept in combinations(range(1, heads), size)]
    kept = data.draw(st.sampled_from(choices))
    people = data.draw(st.lists(st.sampled_from(rows[heads:]), min_size=1, max_size=4))
    columns = data.draw(st.sets(st.integers(0, TOOLS[tool] - 1)))
    made = [rows[0], *(rows[at] for at in kept), *people]
    first = data.draw(st.sampled_from([1, 1 + len(kept)]))
    made = [
        ["" if at >= first and index in columns else text for index, text in enumerate(row)]
        for at, row in enumerate(made)
    ]
    export = sources.recognise(exported.table(made))
    assert export is not None
    assert export.first <= 1 + len(kept) or codes(export) == ["R127"]


def test_sentences_of_one_who_ticked_nothing_are_no_headings() -> None:
    heads = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "Frage 1",
        "Frage 2",
        "Warum?",
        "Sonst?",
    ]
    wrote = ["", "", "", "", "", "", "Das Team ist gut.", "Mehr Schulung bitte."]
    ticked = [["", "", "", "", number, "oft", "", ""] for number in "453"]
    export = sure([heads, wrote, *ticked])
    assert (export.first, codes(export)) == (1, ["R127"])
    second = [*wrote[:4], "Ziele sind klar.", "Wie oft kommt das vor?", *wrote[6:]]
    assert (sure([heads, second, *ticked]).first, sure([heads, second, *ticked]).issues) == (2, ())
