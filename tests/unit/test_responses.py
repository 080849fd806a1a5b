from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesex.catalogue import Told, tell
from salesex.errors import CannotRunError
from salesex.model import MISSING, NO_ANSWER, Comment, Respondent, Responses
from salesex.surveys.answers.responses import ResponsesReading, read_responses
from salesex.surveys.engagements.engagements import read_engagement

Put = Callable[[str, str | bytes], Path]


def read(folder: Path) -> ResponsesReading:
    return read_responses(folder, read_engagement(folder))


def test_matrix_by_group_and_code(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L3;L1;mode\nz;TEAM;4,0;?;desk\n7.0;kunden;;immer;\nb;Sales;nie;5;\n")
    put(
        "b.yaml", "format: salesex/response/1\nrespondent: a\ngroup: head\nanswers: {L2: Weiß  nicht, L1: }\n"
    )
    reading = read(acme)
    assert reading.issues == ()
    value = reading.value
    assert value is not None
    assert value.respondents == (
        Respondent("b", "team"),
        Respondent("z", "team", mode="desk"),
        Respondent("a", "head"),
        Respondent("7", "customers"),
    )
    assert value.items == ("L1", "L2", "L3")
    no = MISSING
    assert value.answers.tolist() == [5, no, 1, NO_ANSWER, no, 4, no, NO_ANSWER, no, 5, no, no]
    assert value.answers.typecode == "b"
    assert value.files == 2 and len(value.sha256) == 64


def test_respondent_over_several_files_and_rows(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;1\n")
    put("b.csv", "respondent;group;L2;mode\nP;team;2;moderated\nP;Vertrieb;;\n")
    reading = read(acme)
    ((code, severity, message),) = [
        (issue.code, issue.severity, tell(issue).message) for issue in reading.issues
    ]
    assert (code, severity) == ("R043", "info")
    assert "b.csv:2" in message and "a.csv:2" in message
    value = reading.value
    assert value is not None
    assert value.respondents == (Respondent("P", "team", mode="moderated"),)
    assert value.answers.tolist() == [1, 2, MISSING]


def test_comments(acme: Path, put: Put) -> None:
    put(
        "a.csv",
        'respondent;group;L1;comment;comment:L2 Zwei\r\nP;team;1;=SUMME(A1);"<b>a</b>  \r\n{{ 7*7 }}"\r\n',
    )
    put(
        "b.yaml", "format: salesex/response/1\nrespondent: A\ngroup: team\nanswers: {L3: 2}\ncomments: ganz\n"
    )
    value = read(acme).value
    assert value is not None
    assert value.comments == (
        Comment(0, None, "ganz"),
        Comment(1, None, "=SUMME(A1)"),
        Comment(1, "L2", "<b>a</b>\n{{ 7*7 }}"),
    )


def test_rows_without_an_answer_are_nobody(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1;L2\nP;team;;\n;;;\n;team;;\nQ;team;;?\nQ;kunden;;\nQ;nowhere;;\n")
    put("b.yaml", "format: salesex/response/1\nrespondent: R\ngroup: head\nanswers: {L1: }\n")
    reading = read(acme)
    assert [(issue.code, Path(issue.file).name) for issue in reading.issues] == [("R068", "b.yaml")]
    assert reading.value is not None and reading.value.respondents == (Respondent("Q", "team"),)
    assert reading.value.answers.tolist() == [MISSING, NO_ANSWER, MISSING]


def test_prefilled_rows_are_no_second_person_of_a_single_role(acme: Path, put: Put) -> None:
    rows = "".join(f"head-{row:02};Leitung;{4 if row == 3 else ''}\n" for row in range(1, 21))
    put("a.csv", f"respondent;group;L1\n{rows}")
    reading = read(acme)
    assert reading.issues == ()
    assert reading.value is not None and reading.value.respondents == (Respondent("head-03", "head"),)


def test_a_row_filled_in_beside_the_answers_is_checked(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1;mode;comment\nP;team;3;;\nP;taem;;desk;\nQ;taem;;;so\n")
    assert [(issue.code, issue.line) for issue in read(acme).issues if issue.severity == "error"] == [
        ("R050", 3),
        ("R050", 4),
    ]


def test_a_comment_goes_with_the_answers_of_another_file(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1;comment\nP;team;;so\nQ;team;;oder so\n")
    put("b.csv", "respondent;group;L1\nP;team;3\n")
    reading = read(acme)
    assert [(issue.code, issue.severity, issue.line) for issue in reading.issues] == [
        ("R068", "info", None),
        ("R053", "info", 3),
    ]
    assert reading.value is not None
    assert reading.value.respondents == (Respondent("P", "team"),)
    assert reading.value.comments == (Comment(0, None, "so"),)


def test_ignored_columns(acme: Path, put: Put) -> None:
    put("a.csv", "zeit;respondent;group;L1\n8:00;P;team;1\n9:00;;;\n")
    assert read(acme).issues == ()


def test_no_files(acme: Path) -> None:
    reading = read(acme)
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("R069", "info")]
    assert reading.value is not None and reading.value.respondents == () and reading.value.files == 0


def test_files_that_are_passed_over(acme: Path, put: Put) -> None:
    put("~$a.xlsx", "x")
    put(".hidden.csv", "x")
    put("notes.docx", "x")
    (acme / "responses" / "old").mkdir()
    assert [(i.code, Path(i.file).name) for i in read(acme).issues] == [
        ("R030", "notes.docx"),
        ("R030", "old"),
        ("R069", "responses"),
    ]
    file, folder, _ = read(acme).issues
    assert tell(file) == Told(
        "this is not a file of responses and is not read",
        "Move it to notes/, or save it as .csv, .tsv, .xlsx, .yaml or .yml.",
    )
    assert tell(folder) == Told(
        "this is a folder and is not read",
        "Put its files directly into responses/, or move the folder to notes/.",
    )
    assert tell(folder, "de").message == "das ist ein Ordner und wird nicht gelesen"


@pytest.mark.parametrize(
    ("german", "key"), [("antworten", "answers"), ("Gruppe", "group"), ("Teilnehmer", "respondent")]
)
def test_a_german_key_of_a_response_is_told_once(acme: Path, put: Put, german: str, key: str) -> None:
    text = "format: salesex/response/1\nrespondent: P\ngroup: team\nanswers: {L1: 3}\n"
    put("a.yaml", text.replace(f"{key}:", f"{german}:"))
    (issue,) = [issue for issue in read(acme).issues if issue.severity == "error"]
    assert issue.code == "R011"
    assert tell(issue).help.startswith(f"Did you mean `{key}`?")


@pytest.mark.parametrize("more", [True, False])
def test_a_missing_column_points_to_other_sheets_where_there_are_any(acme: Path, more: bool) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Welcome", "to the survey"])
    if more:
        book.create_sheet("Answers").append(["respondent", "group", "L1"])
    book.save(acme / "responses" / "a.xlsx")
    lacking = [issue for issue in read(acme).issues if issue.code == "R042"]
    assert len(lacking) == 2
    for issue in lacking:
        assert ("another sheet" in tell(issue).help) == more
        assert ("anderen Blatt" in tell(issue, "de").help) == more


def test_exchanged_headers_are_told_once(acme: Path, put: Put) -> None:
    put("a.csv", "group;respondent;L1\nP;team;3\nQ;team;4\nR;Sales;4\n")
    put("b.csv", "respondent;group;L1\nteam;team;3\nS;taem;3\n")
    errors = [issue for issue in read(acme).issues if issue.severity == "error"]
    assert [(Path(issue.file).name, issue.code, issue.line) for issue in errors] == [
        ("a.csv", "R050", 2),
        ("b.csv", "R050", 3),
    ]
    assert ["exchanged" in tell(issue).help for issue in errors] == [True, False]
    assert "vertauscht" in tell(errors[0], "de").help


@pytest.mark.parametrize("name", ["a.xls", "a.XLSM", "a.xlsb", "a.ods", "a.numbers"])
def test_other_spreadsheets_are_named_with_a_way_out(acme: Path, put: Put, name: str) -> None:
    put(name, "x")
    warning, _ = read(acme).issues
    assert (warning.code, warning.severity) == ("R055", "warning")
    assert tell(warning).help.startswith("Save it as .xlsx or .csv")


def test_two_answers_under_one_code_may_be_two_people(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;1\n")
    put("b.csv", "respondent;group;L1\nP;team;1\n")
    (issue,) = read(acme).issues
    assert issue.code == "R060" and tell(issue).help.startswith(
        "If these are two people, give one of them another"
    )


def test_more_answers_than_invitations(acme: Path, put: Put) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    text = text.replace("perspective: self}", "perspective: self, invited: 5}")
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    five = "".join(f"{code};team;1\n" for code in "PQUVW")
    put("a.csv", f"respondent;group;L1\n{five}R;team;\nS;customers;3\n")
    assert read(acme).issues == ()
    put("b.csv", "respondent;group;L1;L2\nT;team;1;\nP;team;;2\n")
    warning = next(issue for issue in read(acme).issues if issue.severity == "warning")
    assert (warning.code, Path(warning.file).name) == ("R070", "engagement.yaml")
    assert (warning.line, warning.column, warning.path) == (6, 72, "/groups/team/invited")
    assert tell(warning).message == "more people answer for the group `team` than the 5 who are invited"
    assert read(acme).value is not None


@pytest.mark.parametrize("comment", ["", "  # salesex: ignore E056 we know them"])
def test_a_group_too_small_to_be_shown_with_more_answers_than_invitations(
    acme: Path, put: Put, comment: str
) -> None:
    """Somebody who counts twice makes four people look like five: nobody gets any answer to show."""
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    text = text.replace("perspective: self}", f"perspective: self, invited: 4}}{comment}", 1)
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    put("a.csv", "respondent;group;L1\n" + "".join(f"P{n};team;1\n" for n in range(4)))
    assert read(acme).value is not None
    put("b.csv", "respondent;group;L1\nPX;team;1\n")
    found = read(acme)
    assert found.value is None
    told = [(issue.severity, issue.code, issue.path) for issue in found.issues]
    assert ("error", "E056", "/groups/team/invited") in told
    assert ("E026" in {code for _, code, _ in told}) == bool(comment)


def test_one_error_and_nothing_is_read(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;1\n")
    put("b.csv", "respondent;group;L1\nQ;team;6\n")
    assert read(acme).value is None


def test_issue_shows_only_the_offending_cell(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1;L2;comment\nP;team;geheim1;3;geheim2\n")
    (issue,) = read(acme).issues
    assert "geheim1" in tell(issue).message and "geheim2" not in tell(issue).message + tell(issue).help
    assert (issue.line, issue.column, issue.path) == (2, 3, "L1")


def test_a_value_far_right_is_reported_where_it_stands(acme: Path, put: Put) -> None:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for row in (["respondent", "group", "", "L1"], ["P", "team", "", 1], ["Q", "team", "x", 1]):
        sheet.append(row)
    sheet.cell(2, 300, "note")
    stream = io.BytesIO()
    workbook.save(stream)
    put("a.xlsx", stream.getvalue())
    assert [(i.code, i.line, i.column) for i in read(acme).issues] == [("R046", 2, 300), ("R046", 3, 3)]


@pytest.mark.parametrize(
    "rows",
    ["respondent;group;L1\n" + "P;team;x\n" * 5_000, "respondent;group;L1;\n" + "P;team;1;x\n" * 5_000],
)
def test_a_flood_of_issues_is_cut(acme: Path, put: Put, rows: str) -> None:
    put("a.csv", rows)
    put("b.csv", "respondent;group;L1\nQ;nobody;1\n")
    issues = read(acme).issues
    assert len(issues) == 1_002
    assert [issue.code for issue in issues].count("R000") == 1
    assert issues[-1].code == "R050"


def test_a_flood_of_unknown_items_in_yaml_is_cut(acme: Path, put: Put) -> None:
    answers = "".join(f"  X{number}: 1\n" for number in range(20_000))
    put("a.yaml", "format: salesex/response/1\nrespondent: a\ngroup: head\nanswers:\n" + answers)
    issues = read(acme).issues
    assert [issue.code for issue in issues] == ["R067"] * 1_000 + ["R000"]


def test_a_missing_unit_column_is_one_issue(acme: Path, put: Put) -> None:
    with (acme / "engagement.yaml").open("a", encoding="utf-8") as file:
        file.write("units: {nord: {title: Nord}}\n")
    put("a.csv", "respondent;group;L1\nP;team;1\nQ;team;2\n")
    put("b.csv", "respondent;group;unit;L1\nR;team;;1\n")
    assert [(issue.code, issue.line) for issue in read(acme).issues] == [("R042", 1), ("R052", 2)]


def test_ignored_columns_in_any_spelling(acme: Path, put: Put) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8").replace("[Zeit]", "[Zeit  der Abgabe]")
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    put("a.csv", "zeit der  abgabe;respondent;group;L1\n8:00;P;team;1\n")
    assert read(acme).issues == ()


@pytest.mark.parametrize(
    "answers", ["\n  L1: ?\n  L2: 3\n", "\n  L1: ? # mind\n", " {L1: ?, L2: 3}\n", " {L1: ?}\n"]
)
def test_a_question_mark_without_quotes(acme: Path, put: Put, answers: str) -> None:
    put("a.yaml", f"format: salesex/response/1\nrespondent: a\ngroup: team\nanswers:{answers}")
    (issue,) = read(acme).issues
    assert issue.code == "R001" and tell(issue).message.endswith("a ? without quotes")
    assert tell(issue).help == 'Put it in quotes: "?".'


def test_locked_file(acme: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.csv", "respondent;group;L1\n")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "locked")

    engagement = read_engagement(acme)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CannotRunError) as caught:
        read_responses(acme, engagement)
    assert "Excel" in caught.value.help and "a.csv" in caught.value.message


def test_hash_depends_on_contents_not_on_names(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;1\n")
    put("b.csv", "respondent;group;L1\nQ;team;2\n")
    first = read(acme).value
    (acme / "responses" / "a.csv").rename(acme / "responses" / "z.csv")
    second = read(acme).value
    assert first is not None and second is not None and first.sha256 == second.sha256
    put("b.csv", "respondent;group;L1\nQ;team;3\n")
    third = read(acme).value
    assert third is not None and third.sha256 != first.sha256


# The same answers in any form are the same.

ITEMS = ("L1", "L2", "L3")
CELLS = st.sampled_from(["", "1", "2", "3", "4", "5", "?", "nie", "always"])
COMMENTS = st.sampled_from(["", 'ja; "so"', "ä\nb"])
PEOPLE = st.dictionaries(
    st.from_regex(r"[A-Za-z0-9]{1,4}", fullmatch=True),
    st.tuples(
        st.sampled_from(["team", "customers"]), CELLS, CELLS, CELLS, st.sampled_from(["", 'ja; "so"', "ä\nb"])
    ),
    min_size=1,
    max_size=8,
)
Person = tuple[str, tuple[str, ...]]


def as_rows(people: list[Person], order: list[str], part: set[str]) -> list[list[str]]:
    rows = [order]
    for code, (group, *answers, comment) in people:
        cells = dict(zip(ITEMS, answers, strict=True)) | {
            "respondent": code,
            "group": group,
            "comment": comment,
        }
        rows.append([cells[name] if name in part else "" for name in order])
    return rows


def as_csv(rows: list[list[str]], separator: str) -> str:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    return "".join(separator.join(row) + "\r\n" for row in quoted)


def as_xlsx(rows: list[list[str]]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for row in rows:
        sheet.append(
            [int(cell) if cell.isascii() and cell.isdigit() and cell in "12345" else cell for cell in row]
        )
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_yaml(person: Person, part: set[str]) -> str:
    code, (group, *answers, comment) = person
    lines = ["format: salesex/response/1", f'respondent: "{code}"', f"group: {group}", "answers:"]
    lines += [f'  {item}: "{cell}"' for item, cell in zip(ITEMS, answers, strict=True) if item in part]
    text = comment.replace('"', '\\"').replace("\n", "\\n")
    return "\n".join([*lines, *([f'comment: "{text}"'] if "comment" in part and comment else [])]) + "\n"


def write(folder: Path, people: dict[str, tuple[str, ...]], form: str, seed: int) -> None:
    chance = random.Random(seed)
    everything = {"respondent", "group", "comment", *ITEMS}
    for path in folder.iterdir():
        path.unlink()
    split = chance.random() < 0.5
    first = {"respondent", "group", "L1", "comment"}
    for index, part in enumerate([first, {"respondent", "group", "L2", "L3"}] if split else [everything]):
        persons, order = list(people.items()), sorted(part)
        chance.shuffle(persons)
        chance.shuffle(order)
        if form == "yaml":
            for number, person in enumerate(persons):
                (folder / f"{index}-{number}.yaml").write_text(as_yaml(person, part), encoding="utf-8")
        elif form == "xlsx":
            (folder / f"{index}.xlsx").write_bytes(as_xlsx(as_rows(persons, order, part)))
        else:
            separator, encoding = (";", "cp1252") if form == "excel" else (",", "utf-8")
            text = as_csv(as_rows(persons, order, part), separator)
            (folder / f"{index}.csv").write_bytes(text.encode(encoding))


def content(value: Responses | None) -> tuple[object, ...]:
    assert value is not None
    return value.respondents, value.items, value.answers.tobytes(), value.comments


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, seed=st.integers(0, 10_000))
def test_form_and_order_change_nothing(acme: Path, people: dict[str, tuple[str, ...]], seed: int) -> None:
    found = []
    for number, form in enumerate(["utf-8", "excel", "xlsx", "yaml"]):
        write(acme / "responses", people, form, seed + number)
        reading = read(acme)
        assert {issue.code for issue in reading.issues if issue.severity != "info"} <= {"R077"}, form
        found.append(content(reading.value))
    assert found[0] == found[1] == found[2] == found[3]
