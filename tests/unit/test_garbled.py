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


@pytest.mark.parametrize("page", ["mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize(
    "text", ["Für größere Aufträge kommt der Rückruf zu spät", "Das ließ uns warten: schön groß"]
)
def test_what_a_mac_or_dos_writes_is_refused(page: str, text: str) -> None:
    read = (
        text.encode(page).replace(b"\x81", b"?").decode("cp1252")
    )  # a file with the sign is no table at all
    answers = [["1", "4", read], ["2", "3", read]]
    assert [place[:3] for place in places([["Nr", "SV-01", "Warum?"], *answers])] == [("R129", 2, 3)]
    assert places([["Nr", "SV-01", read], ["1", "4", "gut"]])[0][:3] == ("R129", 1, 3)
    assert sure([["Nr", "SV-01", "Für wen?"], *answers]).issues == (), "one umlaut is right"


def test_a_heading_with_nothing_but_that_sign() -> None:
    assert places([["Nr", "Chefs hšren zu."], ["1", "4"]]) == [("R129", 1, 2, "hšren")]
    assert sure([["Nr", "Herr Dušan Kovač"], ["1", "4"]]).issues == ()


def test_a_file_in_utf8_that_was_read_as_of_central_europe() -> None:
    rows = [["Nr", misread("Größe zählt für alle.", "cp1250"), "SV-03"], ["1", "4", "3"]]
    assert [place[:3] for place in places(rows)] == [("R129", 1, 2)]


@pytest.mark.parametrize(
    "text", ["ja…nein, 5€pro Tag, §5 und §§ 7", "Dušan sagt „ja“", "Juárez, Tokyo™", "nach § 87"]
)
def test_signs_that_people_write_are_right(text: str) -> None:
    assert sure([["Nr", "SV-01", "Warum?"], ["1", "4", text], ["2", "3", text]]).issues == ()
