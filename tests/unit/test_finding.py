"""What lies in a folder: nothing meant for salesex is passed over, and nothing hides anything else."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from salesex.errors import CannotRunError
from salesex.surveys.discovery import check
from salesex.surveys.headers import kind_in, kind_of

Put = Callable[[str, str | bytes], Path]
BAD = "format: salesex/questionnaire/1\nid: own\n"
RESPONSE = "format: salesex/response/1\nrespondent: P\ngroup: team\nanswers: {L1: 2}\n"
links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")


def codes(*paths: Path) -> set[str]:
    return {issue.code for issue in check(paths).issues if issue.severity == "error"}


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("format: salesex/questionnaire/1", "questionnaire"),
        ("format: salesex/questionaire/1", "questionnaire"),
        ("format: salesex/engagment/1", "engagement"),
        ("format: salesex/responses/1", "response"),
        ("Format: 'Salesex/Engagement/1'", "engagement"),
        ("format: salesex/results/1", "questionnaire"),
        ("format: salesex/", "questionnaire"),
        ('{\n "format": "salesex/response/1"}', "response"),
        ("---\nid: x\nformat: salesex/response/1", "response"),
        ("format: other/questionnaire/1", None),
        ("x:\n  format: salesex/questionnaire/1", None),
        ("# format: salesex/questionnaire/1", None),
        ("", None),
    ],
)
def test_the_kind_by_the_header(header: str, kind: str | None, tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert kind_in(header.encode(encoding)) == kind
    comments = "# nine kilobytes of licence\n\n" * 600
    (tmp_path / "x.yaml").write_text(comments + header, encoding="utf-8")
    assert kind_of(tmp_path / "x.yaml") == kind


WHOLE = """format: salesex/questionnaire/1
id: own
version: 1
title: Own
scale: {min: 1, max: 5, labels: {1: never, 5: always}}
dimensions:
  - {id: lead, title: Lead, items: [{id: L1, text: One}, {id: L2, text: Two}, {id: L3, text: Three}]}
"""


@pytest.mark.parametrize(
    "line",
    [
        "fromat: salesex/questionnaire/1",
        "format: saleex/questionnaire/1",
        "format: salesex\\questionnaire\\1",
        "format = salesex/questionnaire/1",
        "format salesex/questionnaire/1",
        "salesex/questionnaire/1",
        "format: questionnaire/1",
        "\tformat: salesex/questionnaire/1",
        "\u200bformat: salesex/questionnaire/1",
        "\u00a0format: salesex/questionnaire/1",
        "- format: salesex/questionnaire/1",
        "# format: salesex/questionnaire/1",
        "format: own/1",
        "",
    ],
)
def test_a_damaged_first_line_is_told_in_a_folder_as_at_the_file(line: str, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(WHOLE, encoding="utf-8")
    path = tmp_path / "damaged.yaml"
    path.write_text(f"# ours\n{line}\n{WHOLE.partition(chr(10))[2]}", encoding="utf-8")
    assert check([tmp_path]).issues == check([path]).issues
    assert codes(tmp_path)


def test_a_file_that_is_indented_as_a_whole_is_read(tmp_path: Path) -> None:
    bad = WHOLE.replace("title: Own", "titel: Own")
    (tmp_path / "q.yaml").write_text("".join(f"  {line}\n" for line in bad.splitlines()), encoding="utf-8")
    assert codes(tmp_path) == {"Q011"}


@pytest.mark.parametrize(
    "text",
    [
        "name: salesex validate questionnaires\non: push\n",
        "salesex:\n  script: salesex validate .\n",
        "image: salesex/questionnaire:1\n",
        "form: questionnaire\n",
        "format: docbook/response/2\n",
        "openapi: 3.1.0\npaths:\n  /questionnaire/1: {}\n",
        "width: 1\nheight: 2\ncolour: red\nscale: 2\ndimensions: [x, y, z]\n",
        "realm: a\nclient: b\ngroups: []\nusers: []\nroles: []\n",
        "plot:\n  id: x\n  scale: 1\n  dimensions: 2\n",
    ],
)
def test_files_of_others_are_no_damaged_ones(text: str) -> None:
    assert kind_in(text.encode()) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("id: o\ntitle: O\nscale: {}\nstages: []\n", "questionnaire"),
        ('{\n "id": "o",\n "scale": {},\n "dimensions": []\n}\n', "questionnaire"),
        ("client: A\nwave: 1\ngroups: {}\n", "engagement"),
        ("respondent: A\ngroup: b\nanswers: {}\n", "response"),
    ],
)
def test_without_a_header_the_keys_tell_the_kind(text: str, kind: str) -> None:
    assert kind_in(text.encode()) == kind


@pytest.mark.parametrize(
    "inside", ["venv/lib/python3.14/site-packages/salesex", "venv/share", "node_modules/x"]
)
def test_what_is_installed_is_not_searched_unless_it_is_named(inside: str, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / inside).mkdir(parents=True)
    (tmp_path / inside / "wrong.yaml").write_text(BAD, encoding="utf-8")
    if inside.startswith("venv"):
        (tmp_path / "venv" / "pyvenv.cfg").write_text("home = /usr\n", encoding="utf-8")
    for path in (tmp_path, tmp_path / "**" / "*.yaml", tmp_path / "**"):
        assert [file.name for file in check([path]).files] == ["good.yaml"]
    assert codes(tmp_path / inside) == codes(tmp_path / inside / "*.yaml") == {"Q013"}


def test_an_environment_in_the_searched_folder_itself_hides_nothing(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "pyvenv.cfg").write_text("home = /usr\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for path in (".", "*.yaml", "**"):
        assert codes(Path(path)) == {"Q013"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"format: salesex/questionaire/1\nid: own\n", "Q022"),
        (b"format: salesex/nonsense/1\n", "Q022"),
        (b"# why\r\n\r\n" * 2000 + b"format: salesex/questionnaire/2\n", "Q022"),
        (BAD.encode("utf-16-le"), "Q005"),
    ],
)
def test_a_folder_tells_what_the_file_itself_tells(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_bytes(data)
    alone, found = check([path]), check([tmp_path])
    assert alone.issues == found.issues
    assert code in codes(tmp_path)


@pytest.mark.parametrize("name", ["engagement.yml", "Engagement.yaml", "acme.yaml"])
def test_an_engagement_of_another_name_is_told_and_checked(name: str, acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;9\n")
    (acme / "engagement.yaml").rename(acme / "other")
    (acme / "other").rename(acme / name)
    assert codes(acme) == codes(acme / name) == {"E048", "R057"}


def test_a_copy_of_the_engagement_is_told_alone(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;3\n")
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    (acme / "old.yaml").write_text(text.replace("own.yaml", "gone.yaml"), encoding="utf-8")
    assert codes(acme) == {"E048"}
    (acme / "notes").mkdir()
    (acme / "old.yaml").rename(acme / "notes" / "old.yaml")
    assert codes(acme) == set()


@links
def test_a_link_to_the_engagement_is_the_engagement(acme: Path) -> None:
    (acme / "acme.yml").symlink_to("engagement.yaml")
    assert codes(acme) == set()


@pytest.mark.parametrize("place", ["a.yaml", "Antworten/a.yaml", "responses/deep/a.yaml"])
def test_responses_in_the_wrong_place(place: str, acme: Path) -> None:
    (acme / place).parent.mkdir(exist_ok=True)
    (acme / place).write_text(RESPONSE, encoding="utf-8")
    assert [issue.file for issue in check([acme]).issues if issue.code == "R031"] == [
        (acme / place).as_posix()
    ]


TABLE = "respondent;group;L1\nP;team;3\n"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("b.csv", TABLE),
        ("b.tsv", TABLE.replace(";", "\t")),
        ("Antworten/b.csv", TABLE),
        ("antworten/b.csv", TABLE.replace("respondent;group", "Teilnehmer;Gruppe")),
        ("response/b.csv", TABLE.replace("L1", "L9")),
        ("data/b.csv", "L1 One;who\n3;P\n"),
    ],
)
def test_tables_of_answers_in_the_wrong_place(place: str, text: str, acme: Path) -> None:
    path = acme / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    for named in ([acme], [acme / "engagement.yaml"], [acme, path], [path]):
        assert [issue.file for issue in check(named).issues if issue.code == "R031"] == [path.as_posix()]
    (acme / "engagement.yaml").write_text("format: salesex/engagement/1\n", encoding="utf-8")
    assert ("R031" in codes(acme)) == ("data" not in place)


def test_a_workbook_of_answers_in_the_wrong_place(acme: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["respondent", "group", "L1"])
    book.save(acme / "back.xlsx")
    assert codes(acme) == {"R031"}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("notes/b.csv", TABLE),
        ("forms/b.csv", TABLE),
        ("private/b.csv", TABLE),
        ("reports/b.csv", TABLE),
        ("results/b.csv", TABLE),
        ("deep/er/b.csv", TABLE),
        (".hidden/b.csv", TABLE),
        ("~$b.xlsx", TABLE),
        ("b.xlsx", "no workbook"),
        ("codes.csv", "respondent;name;email\nP;Paula;p@example.com\n"),
        ("prices.csv", "article;price\nx;1\n"),
        ("empty.csv", ""),
    ],
)
def test_other_tables_beside_an_engagement_are_nothing_to_us(place: str, text: str, acme: Path) -> None:
    (acme / place).parent.mkdir(parents=True, exist_ok=True)
    (acme / place).write_text(text, encoding="utf-8")
    assert [issue.code for issue in check([acme]).issues] == ["R069"]


def test_answers_of_an_engagement_below_are_its_own(acme: Path) -> None:
    (acme / "inner" / "responses").mkdir(parents=True)
    text = (acme / "engagement.yaml").read_text(encoding="utf-8").replace("own.yaml", "../own.yaml")
    (acme / "inner" / "engagement.yaml").write_text(text, encoding="utf-8")
    (acme / "inner" / "b.csv").write_text(TABLE, encoding="utf-8")
    assert [Path(issue.file).name for issue in check([acme]).issues if issue.code == "R031"] == ["b.csv"]


def test_a_folder_of_answers_in_capitals(acme: Path) -> None:
    (acme / "responses").rename(acme / "x")
    (acme / "x").rename(acme / "Responses")
    (acme / "Responses" / "a.csv").write_text("respondent;group;L1\nP;team;3\n", encoding="utf-8")
    assert [(issue.code, Path(issue.file).name) for issue in check([acme]).issues] == [("E049", "Responses")]


def test_what_is_passed_over_is_named_once(acme: Path, put: Put) -> None:
    for name in ("compose.yaml", "ci.yml", ".hidden.yaml"):
        (acme / name).write_text("services: {}\n", encoding="utf-8")
    own = (acme / "own.yaml").read_text(encoding="utf-8").partition("\n")[2]
    (acme / "own.yaml").write_text(own, encoding="utf-8")
    reading = check([acme, acme / "responses", acme.resolve()])
    assert [path.name for path in reading.passed_over] == ["ci.yml", "compose.yaml"] and codes(acme) == {
        "Q021"
    }


@pytest.mark.parametrize("wrong", ["nope.yaml", "nope", "notes.txt"])
def test_a_wrong_path_hides_nothing(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    for paths in ([tmp_path / wrong, tmp_path / "bad.yaml"], [tmp_path / "bad.yaml", tmp_path / wrong]):
        reading = check(paths)
        assert {issue.code for issue in reading.issues} == {"Q013"}
        (error,) = reading.unreadable
        assert wrong in error.message and error.help
    with pytest.raises(CannotRunError, match=wrong):
        check([tmp_path / wrong])


@links
@pytest.mark.parametrize("target", ["nowhere", "link.yaml"])
def test_a_link_that_leads_nowhere_hides_nothing(target: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(target)
    for paths in ([tmp_path], [tmp_path / "link.yaml", tmp_path / "bad.yaml"]):
        reading = check(paths)
        assert {issue.code for issue in reading.issues} == {"Q013"}
        (error,) = reading.unreadable
        assert "link.yaml" in error.message and error.help
    with pytest.raises(CannotRunError, match=r"link\.yaml"):
        check([tmp_path / "link.yaml"])


@links
@pytest.mark.parametrize("name", ["a.csv", "a.yaml", "a.xlsx"])
def test_answers_that_cannot_be_read_hide_no_others(name: str, acme: Path, put: Put) -> None:
    table = put("b.csv", "respondent;group;L1\nP;team;9\n")
    for target in ("nowhere", name):
        (acme / "responses" / name).symlink_to(target)
        for paths in ([acme], [acme / "responses" / name, table]):
            reading = check(paths)
            assert [(issue.code, issue.file) for issue in reading.issues] == [("R057", table.as_posix())]
            assert [name in error.message for error in reading.unreadable] == [True]
            assert name not in [path.name for path in reading.files]
        (acme / "responses" / name).unlink()


def test_a_questionnaire_that_is_locked_hides_no_other_issue(acme: Path, monkeypatch) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8").replace("self}", "selbst}", 1)
    (acme / "engagement.yaml").write_text(text, encoding="utf-8")
    real = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self.name == "own.yaml":
            raise PermissionError(13, "locked")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", locked)
    reading = check([acme])
    assert [issue.code for issue in reading.issues] == ["E017"]
    assert {error.message for error in reading.unreadable} == {
        f"{(acme / 'own.yaml').as_posix()} cannot be opened"
    }


def test_a_folder_that_cannot_be_searched_is_told(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "secret").mkdir()
    real = os.scandir

    def refuse(path):
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reading = check([tmp_path])
    assert {issue.code for issue in reading.issues} == {"Q013"}
    (error,) = reading.unreadable
    assert error.message == f"{(tmp_path / 'secret').as_posix()} cannot be read: Permission denied"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes in folders")
@pytest.mark.parametrize("path", [".", "pipe.yaml", "pipe.csv", "responses/pipe.csv"])
def test_a_pipe_is_never_opened(path: str, acme: Path) -> None:
    """In a process of its own: opened, it would wait for ever."""
    for name in ("pipe.yaml", "pipe.csv", "responses/pipe.csv"):
        os.mkfifo(acme / name)
    (acme / "bad.yaml").write_text(BAD, encoding="utf-8")
    words = [sys.executable, "-m", "salesex", "validate", path, "bad.yaml"]
    where = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(words, cwd=acme, env=where, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr.count("is no file")) == (3, 1)
    assert "Q013" in done.stdout


@pytest.fixture
def two(acme: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two engagements in two folders that share a faulty questionnaire above them."""
    (acme / "own.yaml").write_text(
        (acme / "own.yaml").read_text(encoding="utf-8").replace("title: Own", "titel: Own"), encoding="utf-8"
    )
    text = (acme / "engagement.yaml").read_text(encoding="utf-8").replace("own.yaml", "../own.yaml")
    for name in ("one", "two"):
        (acme / name / "responses").mkdir(parents=True)
        (acme / name / "engagement.yaml").write_text(text, encoding="utf-8")
        (acme / name / "responses" / "a.csv").write_text("respondent;group\n", encoding="utf-8")
    (acme / "engagement.yaml").unlink()
    shutil.rmtree(acme / "responses")
    monkeypatch.chdir(acme)
    return acme


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["one", "two"], "own.yaml"),
        (["one", "{here}/two"], "own.yaml"),
        (["{here}/one", "two", "{here}/two"], "own.yaml"),
        (["{here}/one", "{here}/own.yaml"], "{here}/own.yaml"),
        (["one", "{here}/own.yaml"], "{here}/own.yaml"),
        (["one", "{here}/own.yaml", "two/../own.yaml"], "two/../own.yaml"),
        (["."], "own.yaml"),
        (["{here}"], "{here}/own.yaml"),
        ([".", "{here}/one"], "own.yaml"),
    ],
)
def test_how_a_file_is_called_depends_on_no_order(paths: list[str], expected: str, two: Path) -> None:
    given = [Path(path.format(here=two.as_posix())) for path in paths]
    readings = [check(order) for order in itertools.permutations(given)]
    assert {issue.file for issue in readings[0].issues if issue.code[0] == "Q"} == {
        expected.format(here=two.as_posix())
    }
    for reading in readings[1:]:
        assert (reading.issues, sorted(reading.found)) == (readings[0].issues, sorted(readings[0].found))


@links
def test_a_path_through_a_link_keeps_its_meaning(two: Path) -> None:
    (two / "deep").mkdir()
    (two / "one").rename(two / "deep" / "one")
    (two / "own.yaml").rename(two / "deep" / "own.yaml")
    (two / "one").symlink_to(two / "deep" / "one")
    assert {issue.file for issue in check([Path("one")]).issues if issue.code[0] == "Q"} == {
        "one/../own.yaml"
    }


@pytest.mark.parametrize(
    ("text", "row", "line"),
    [
        ("respondent;group;L1\nP;team;9\n", 2, None),
        ('respondent;group;"L1 One\nof\nthem"\nP;team;9\n', 2, 4),
        ("sep=;\nrespondent;group;L1\nP;team;9\n", 2, 3),
        ('sep=;\r\nrespondent;group;L1\r\n\r\n"P";team;9\r\n', 3, 4),
        ('respondent;group;L1;comment\nQ;team;1;"so\n\nso"\nP;team;9;x\n', 3, 5),
        ('respondent;group;"L1"\n"P";team;9\n', 2, None),
        ('respondent;group;L1;comment\nQ;team;1;"so\nso"\nP;team;"9\n', 3, 4),
        ('respondent;group;L1;comment\nQ;team;1;"so\nso"\nP;team\n', 3, 4),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_keep_their_number_and_have_the_line_of_the_text(
    text: str, row: int, line: int | None, encoding: str, acme: Path, put: Put
) -> None:
    put("a.csv", text.encode(encoding))
    (issue,) = (issue for issue in check([acme]).issues if issue.severity == "error")
    assert (issue.line, issue.text_line) == (row, line)


def test_an_encoding_that_is_wrong_is_found_on_a_line(acme: Path, put: Put) -> None:
    put("a.csv", b'respondent;group;"L1\n"\nP;team;\x81\n')
    (issue,) = check([acme]).issues
    assert (issue.code, issue.line, issue.text_line) == ("R004", 3, None)


@pytest.mark.parametrize("line", [" " * 100_000 + "x", "a" * 100_000, "a " * 50_000, "/ " * 50_000])
def test_a_long_first_line_says_nothing(line: str) -> None:
    assert kind_in(line.encode()) is None
