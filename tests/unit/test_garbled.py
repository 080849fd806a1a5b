"""Exports whose umlauts went through a wrong code page: one error, not one for every column."""

from __future__ import annotations

import exported
import pytest

from salesex.exports import sources
from salesex.model.exports import Export

HEAD = ["Nr", "Rückmeldung kommt zügig – „immer“.", "Größe zählt.", "SV-03"]
ROWS = [HEAD, ["1", "trifft völlig zu", "4", "3"], ["2", "trifft völlig zu", "4", "3"]]


def misread(text: str, page: str) -> str:
    return text.encode("utf-8").decode(page)


def sure(rows: exported.Rows) -> Export:
    found = sources.recognise(exported.table(rows))
    assert found is not None
    return found


def places(rows: exported.Rows) -> list[tuple[str, int | None, int | None, object]]:
    return [
        (issue.code, issue.line, issue.column, dict(issue.facts)["garbled"]) for issue in sure(rows).issues
    ]


@pytest.mark.parametrize(
    ("page", "shown"),
    [("cp1252", "GrÃ¶ÃŸe"), ("latin-1", "GrÃ¶Ãe"), ("mac_roman", "Gr√∂√üe"), ("cp850", "Gr├Â├ƒe")],
)
def test_headings_in_utf8_that_were_read_as_something_else(page: str, shown: str) -> None:
    rows = [["Nr", "Antwort", misread("Größe zählt.", page), "SV-03"], *ROWS[1:]]
    assert places(rows) == [("R129", 1, 3, shown)]


def test_a_word_is_shown_as_it_stands_there() -> None:
    assert places([["Nr", "Kommt zurÃ¼ck."], ["1", "4"]]) == [("R129", 1, 2, "zurÃ¼ck.")]


@pytest.mark.parametrize("text", ["GrÃƒÂ¶ÃƒÅ¸e", "Gr\ufffd\ufffde", "gro\ufffd", "Ja â€“ nein"])
def test_it_happened_twice_or_the_sign_is_lost(text: str) -> None:
    (issue,) = sure([["Nr", "Antwort", text], ["1", "4", "3"]]).issues
    assert (issue.code, issue.line, issue.column) == ("R129", 1, 3)


def test_right_umlauts_are_right() -> None:
    assert sure(ROWS).issues == ()
    others = ["Nr", "São Paulo, AÇÃO", "Tokyo™ 100 € √2 ≈ 1,4", "ÄÖÜß éèê „x“ ‚y’ \ufffd"]
    assert sure([others, ["1", "4", "3", "2"]]).issues == ()


def test_answers_say_it_without_a_word_of_theirs_where_headings_have_no_umlaut() -> None:
    rows = [["Nr", "SV-01"], ["1", "trifft vÃ¶llig zu"], ["2", "teils"], ["3", "trifft vÃ¶llig zu"]]
    assert places(rows) == [("R129", 2, 2, "Ã¶")]
    assert sure(rows[:3]).issues == (), "one person may have pasted it"
    assert sure([*rows, ["4", "völlig"]]).issues == (), "another answer has its umlaut"


def test_a_tool_is_recognised_all_the_same() -> None:
    rows = exported.google_forms()
    rows[0][2] = misread(rows[0][2].replace("Tag", "Täg"), "cp1252")
    export = sure(rows)
    assert (export.source, [issue.code for issue in export.issues]) == ("google-forms", ["R129"])
