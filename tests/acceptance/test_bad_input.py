"""What bad input gets: an error with place and remedy, and nothing written; `assess` as people run it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest


def settings(before: str, after: str) -> Callable[[Path], None]:
    """Change engagement.yaml."""

    def change(folder: Path) -> None:
        path = folder / "engagement.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    return change


def cell(row: int, column: int, value: str) -> Callable[[Path], None]:
    """Change one cell of answers.csv; rows and columns as a spreadsheet counts them."""

    def change(folder: Path) -> None:
        path = folder / "responses" / "answers.csv"
        rows = [line.split(";") for line in path.read_text(encoding="utf-8").splitlines()]
        rows[row - 1][column - 1] = value
        path.write_text("\n".join(map(";".join, rows)) + "\n", encoding="utf-8")

    return change


def line(number: int, change_line: Callable[[str], str]) -> Callable[[Path], None]:
    """Change one line of answers.csv."""

    def change(folder: Path) -> None:
        path = folder / "responses" / "answers.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[number - 1] = change_line(lines[number - 1])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return change


def file(name: str, content: str | bytes) -> Callable[[Path], None]:
    """Put one more file into the folder."""

    def change(folder: Path) -> None:
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / name).write_bytes(data)

    return change


RESPONSE = "format: salesex/response/1\nrespondent: P77\ngroup: sales\nanswers: {SE-S01: 4}\n"
OWN = (
    "format: salesex/questionnaire/1\nid: own\nversion: 1\ntitle: Own\nscale: {min: 1, max: 5, "
    "labels: {1: never, 5: always}}\ndimensions:\n  - {id: a, title: A, itmes: [{id: A1, text: One}]}\n"
)

ERRORS = {
    "unknown key of the engagement": (
        settings('"wave"', '"wawe"'),
        r"engagement\.yaml:\d+:\d+: error\[E011\] .*`wawe`",
        "`wave`",
    ),
    "unknown key of a response": (
        file("responses/p.yaml", RESPONSE.replace("answers", "answres")),
        r"p\.yaml:4:1: error\[R011\] .*`answres`",
        "`answers`",
    ),
    "unknown key of a questionnaire": (
        lambda folder: (
            file("own.yaml", OWN)(folder),
            settings('"sales-ex"', '"sales-ex", "own.yaml"')(folder),
        ),
        r"own\.yaml:7:\d+: error\[Q011\] .*`itmes`",
        "`items`",
    ),
    "unknown item in a table": (
        cell(1, 3, "SE-S10x"),
        r"answers\.csv:1:3: error\[R0(45|67)\] .*`SE-S10x`",
        "`SE-S10`",
    ),
    "unknown item in a response": (
        file("responses/p.yaml", RESPONSE.replace("SE-S01", "SE-So1")),
        r"p\.yaml:4:\d+: error\[R067\] .*`SE-So1`",
        "`SE-S01`",
    ),
    "unknown group": (
        cell(3, 2, "sevrice"),
        r"answers\.csv:3:2: error\[R050\] .*`sevrice`",
        "`service`",
    ),
    "unknown questionnaire": (
        settings('"sales-ex"', '"sales-exx"'),
        r"engagement\.yaml:\d+:\d+: error\[E031\] .*`sales-exx`",
        "`sales-ex`",
    ),
    "value off the scale": (
        cell(4, 5, "6"),
        r"answers\.csv:4:5: error\[R057\] .*`6`",
        "from 1 to 5",
    ),
    "a negative value": (cell(4, 5, "-1"), r"answers\.csv:4:5: error\[R057\] .*`-1`", "from 1 to 5"),
    "half an answer": (cell(4, 5, "3,5"), r"answers\.csv:4:5: error\[R056\] .*`3,5`", "from 1 to 5"),
    "text for a number": (
        cell(5, 6, "oft"),
        r"answers\.csv:5:6: error\[R058\] .*`oft`",
        "leave the cell empty",
    ),
    "NA for an empty cell": (
        cell(5, 6, "NA"),
        r"answers\.csv:5:6: error\[R058\] .*`NA`",
        "leave the cell empty",
    ),
    "a respondent twice": (
        cell(3, 1, "sales-000"),
        r"answers\.csv:3:\d+: error\[R060\] `sales-000` answers .* in answers\.csv:2\n",
        "remove one of the two answers",
    ),
    "a respondent in two files": (
        file("responses/p.yaml", RESPONSE.replace("P77", "sales-000")),
        r"p\.yaml:4:\d+: error\[R060\] .*`sales-000`",
        "remove one of the two answers",
    ),
    "a ragged row": (
        line(6, lambda text: text + ";5"),
        r"answers\.csv:6:43: error\[R047\] the row has 43 cells, the header 42",
        "separators and quotes",
    ),
    "a short row": (
        line(6, lambda text: text.rsplit(";", 2)[0]),
        r"answers\.csv:6:41: error\[R047\] the row has 40 cells, the header 42",
        "separators and quotes",
    ),
    "a column twice": (
        cell(1, 4, "SE-S01"),
        r"answers\.csv:1:4: error\[R044\] .*`SE-S01`.*column 3",
        "Remove or rename",
    ),
    "an empty file": (
        file("responses/empty.csv", ""),
        r"empty\.csv(:1)?(:1)?: error\[R002\] the file is empty",
        "Fill it, or delete it",
    ),
    "an empty response": (
        file("responses/empty.yaml", ""),
        r"empty\.yaml.*error\[R002\] the file is empty",
        "Fill it, or delete it",
    ),
    "not a table": (
        file("responses/t.csv", b"\0\1\2\3" * 40),
        r"t\.csv:1: error\[R032\]",
        "Save the table again",
    ),
    "a picture named xlsx": (
        file("responses/t.xlsx", b"\x89PNG\r\n\x1a\n" + b"x" * 50),
        r"t\.xlsx: error\[R038\]",
        "Rename it",
    ),
    "a broken workbook": (
        file("responses/t.xlsx", b"PK\x03\x04" + b"x" * 50),
        r"t\.xlsx: error\[R034\]",
        "Open it in Excel and save it again",
    ),
    "prose named csv": (
        file("responses/t.csv", "Sehr geehrte Damen und Herren\n"),
        r"t\.csv:1(:1)?: error\[R042\]",
        "The first row must name the columns",
    ),
    "not YAML": (
        file("responses/p.yaml", 'format: "salesex/response/1\n'),
        r"p\.yaml:1:9: error\[R001\] .* a quote that opens here is not closed",
        "Close the quote",
    ),
    "an engagement that is not YAML": (
        settings('"client"', '"client'),
        r"engagement\.yaml:\d+:\d+: error\[E001\]",
        "in quotes as a whole",
    ),
    "wrong format of a response": (
        file("responses/p.yaml", RESPONSE.replace("response/1", "response/9")),
        r"p\.yaml:1:9: error\[R022\] .*salesex/response/9",
        "format: salesex/response/1",
    ),
    "wrong format of the engagement": (
        settings("salesex/engagement/1", "salesex/questionnaire/1"),
        r"engagement\.yaml:\d+:\d+: error\[E022\]",
        "format: salesex/engagement/1",
    ),
    "two people in a single role": (
        settings('"perspective": "self"', '"perspective": "self", "single_role": true'),
        r"answers\.csv:3:1: error\[R062\] .*`sales`",
        "remove `single_role`",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_name_place_and_remedy_and_nothing_is_written(salesex, two_groups, name) -> None:
    client = two_groups()
    assert salesex("assess", client.folder).code == 0
    change, place, remedy = ERRORS[name]
    change(client.folder)
    before = client.files()
    ran = salesex("assess", client.folder, "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    found = re.search(place, ran.err)
    assert found, ran.err
    below = next(line for line in ran.err[found.end() :].splitlines() if line.startswith("    "))
    assert remedy in below, ran.err
    assert "nothing was written" in ran.err
    assert client.files() == before
    checked = salesex("validate", client.folder, "--lang", "en")
    assert checked.code == 1
    assert re.search(place, checked.out)


def test_all_errors_of_all_files_are_told_at_once(salesex, two_groups) -> None:
    client = two_groups()
    for name in ("unknown group", "value off the scale", "an empty file", "unknown key of a response"):
        ERRORS[name][0](client.folder)
    ran = salesex("assess", client.folder, "--lang", "en")
    assert ran.code == 1
    assert set(re.findall(r"error\[(\w+)\]", ran.err)) == {"R050", "R057", "R002", "R011"}
    assert sorted(path.name for path in client.folder.iterdir()) == ["engagement.yaml", "responses"]


def test_no_such_folder(salesex, tmp_path: Path) -> None:
    for command in ("assess", "report", "validate"):
        ran = salesex(command, tmp_path / "nirgends")
        assert (ran.code, ran.out) == (3, ""), command
        assert "nirgends" in ran.err
        assert len(ran.err.splitlines()) > 1, "what to do"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_engagement(salesex, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Hallo", encoding="utf-8")
    for command in ("assess", "report", "validate"):
        ran = salesex(command, tmp_path)
        assert (ran.code, ran.out) == (3, ""), command
        assert len(ran.err.splitlines()) > 1, "what to do"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_a_file_where_a_folder_is_named(salesex, two_groups) -> None:
    client = two_groups()
    before = client.files()
    ran = salesex("assess", client.folder / "engagement.yaml")
    assert (ran.code, ran.out) == (3, "")
    assert f"Name the folder it lies in: {client.folder.as_posix()}" in ran.err
    assert client.files() == before


def test_no_answers_at_all(salesex, two_groups) -> None:
    client = two_groups()
    salesex("assess", client.folder)
    client.empty()
    before = client.files()
    ran = salesex("assess", client.folder, "--lang", "en")
    assert ran.code == 4
    assert "responses/" in ran.err
    assert client.files() == before


def test_nothing_may_be_shown(salesex, two_groups) -> None:
    client = two_groups()
    salesex("assess", client.folder)
    client.people = [one for one in client.people if one.group == "sales"][:4]
    client.save()
    before = client.files()
    for words in (("assess",), ("assess", "--report"), ("assess", "--format", "json")):
        ran = salesex(words[0], client.folder, *words[1:])
        assert (ran.code, ran.out) == (4, "")
        assert "no group has 5 answers" in ran.err
        assert "put small groups of one perspective together" in ran.err
        assert client.files() == before
