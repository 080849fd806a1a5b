"""What bad input gets: an error with place and remedy, and nothing written; `assess` as people run it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex import store
from salesex.errors import CannotRunError


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
        "Remove one of the two answers",
    ),
    "a respondent in two files": (
        file("responses/p.yaml", RESPONSE.replace("P77", "sales-000")),
        r"p\.yaml:4:\d+: error\[R060\] .*`sales-000`",
        "Remove one of the two answers",
    ),
    "a ragged row": (
        line(6, lambda text: text + ";5"),
        r"answers\.csv:6: error\[R047\] the row has 43 cells, the header 42",
        "separators and quotes",
    ),
    "a short row": (
        line(6, lambda text: text.rsplit(";", 2)[0]),
        r"answers\.csv:6: error\[R047\] the row has 40 cells, the header 42",
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
        r"t\.csv: error\[R032\]",
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
        r"p\.yaml:\d+:\d+: error\[R001\]",
        "Check quotes",
    ),
    "an engagement that is not YAML": (
        settings('"client"', '"client'),
        r"engagement\.yaml:\d+:\d+: error\[E001\]",
        "Check quotes",
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
    ran = salesex("assess", client.folder)
    assert (ran.code, ran.out) == (1, "")
    found = re.search(place, ran.err)
    assert found, ran.err
    after = ran.err[found.end() :]
    assert remedy in after.partition(" error[")[0], ran.err
    assert "nothing was written" in ran.err
    assert client.files() == before
    checked = salesex("validate", client.folder)
    assert checked.code == 1
    assert re.search(place, checked.out)


def test_all_errors_of_all_files_are_told_at_once(salesex, two_groups) -> None:
    client = two_groups()
    for name in ("unknown group", "value off the scale", "an empty file", "unknown key of a response"):
        ERRORS[name][0](client.folder)
    ran = salesex("assess", client.folder)
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


@pytest.mark.parametrize("name", ["engagement.yaml", "responses/answers.csv", "results/results.json"])
def test_a_file_that_may_not_be_read(salesex, two_groups, monkeypatch, name) -> None:
    """Excel on Windows locks what it has open, for reading, too."""
    client = two_groups()
    salesex("assess", client.folder)
    before = client.files()
    real = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self == client.folder / name:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", locked)
        ran = salesex(*(("report",) if name.startswith("results") else ("assess",)), client.folder)
    assert (ran.code, ran.out) == (3, "")
    assert name in ran.err
    assert "Close it" in ran.err
    assert client.files() == before


def test_no_answers_at_all(salesex, two_groups) -> None:
    client = two_groups()
    salesex("assess", client.folder)
    client.empty()
    before = client.files()
    ran = salesex("assess", client.folder)
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
        assert "Put small groups together" in ran.err
        assert client.files() == before


def changed(client) -> None:
    """Change an answer, so that a run has something new to write."""
    cell(2, 3, "5" if client.people[0].answers["SE-S01"] != 5 else "1")(client.folder)


@pytest.mark.parametrize("locked", ["results.json", "scores.csv", "acme-2026-de.pdf"])
def test_a_file_open_in_excel(salesex, two_groups, monkeypatch, locked) -> None:
    """Windows refuses to replace a file that is open; whichever it is, all stay as they were."""
    client = two_groups()
    fake_pdf(monkeypatch)
    assert salesex("assess", client.folder, "--report").code == 0
    changed(client)
    before = client.files()
    refuse(monkeypatch, locked, PermissionError(13, "Permission denied"))
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (3, "")
    assert locked in ran.err
    assert "open in Excel" in ran.err
    assert "close it" in ran.err
    assert client.files() == before


@pytest.mark.parametrize("at", ["results.json", "scores.csv", "acme-2026-de.pdf"])
def test_an_interruption_while_writing(salesex, two_groups, monkeypatch, at) -> None:
    client = two_groups()
    fake_pdf(monkeypatch)
    assert salesex("assess", client.folder, "--report").code == 0
    changed(client)
    before = client.files()
    refuse(monkeypatch, at, KeyboardInterrupt())
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (130, "")
    assert client.files() == before


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 3)]
)
@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_disk_that_is_full_and_an_interruption_between_files(
    salesex, two_groups, monkeypatch, error, code, written
) -> None:
    client = two_groups()
    fake_pdf(monkeypatch)
    assert salesex("assess", client.folder, "--report").code == 0
    changed(client)
    before = client.files()
    left = [written]

    def sync(_: int) -> None:
        if not left[0]:
            raise error
        left[0] -= 1

    monkeypatch.setattr("os.fsync", sync)
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (code, "")
    assert ("Make room on the disk" in ran.err) == (code == 3)
    assert client.files() == before


def refuse(monkeypatch, name: str, error: BaseException) -> None:
    """Let the renaming of one new file fail."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == name and self.suffix == ".tmp":
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def fake_pdf(monkeypatch) -> None:
    """Spare the time a PDF takes: here it matters only as a file."""
    from salesex.reports import render

    def render_pdf(results, language, *, logo=None) -> bytes:
        return b"%PDF " + store.results_json(results)

    monkeypatch.setattr(render, "render_pdf", render_pdf)
    monkeypatch.setattr(render, "check_pdf", lambda: None)


def test_without_pango(salesex, two_groups, monkeypatch) -> None:
    """WeasyPrint says it by an OSError of its import; the HTML report needs none of it."""

    class WithoutPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    client = two_groups()
    before = client.files()
    ran = salesex("assess", client.folder, "--report")
    assert (ran.code, ran.out) == (3, "")
    assert "Pango" in ran.err
    assert re.search(r"(apt-get|brew|winget) install", ran.err)
    assert client.files() == before
    assert salesex("assess", client.folder).code == 0
    before = client.files()
    ran = salesex("report", client.folder)
    assert (ran.code, ran.out) == (3, "")
    assert "--format html" in ran.err
    assert client.files() == before
    ran = salesex("report", client.folder, "--format", "html")
    assert ran.code == 0, ran.err
    assert (client.folder / "reports" / "acme-2026-de.html").read_bytes().startswith(b"<!doctype html>")


HOSTILE = [
    "<script>alert(1)</script><b>fett</b>",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "[red]rot[/red] [link=http://x]y[/link]",
    "a\x1b[31mrot\x1b]0;titel\x07",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    ":warning: ${HOME} $(id) %s {0}",
    "r\u202eechts\u2066",
]


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_hostile_texts_are_plain_text_on_the_terminal(salesex, two_groups, text) -> None:
    client = two_groups()
    path = client.folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["client"] = text
    content["groups"]["sales"]["title"] = text
    path.write_text(json.dumps(content), encoding="utf-8")
    ran = salesex("assess", client.folder)
    assert ran.code == 0, ran.err
    plain = re.sub(r"[\x00-\x1f\u2028-\u202e\u2066-\u2069]", escaped, text)
    assert ran.out.startswith(plain + "\n")
    assert ran.out.count(plain[:9]) >= 2  # the client above, the group in the table
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u2066-\u2069]", ran.out + ran.err)
    assert client.results["engagement"]["client"] == text

    cell(3, 2, text.replace(";", ","))(client.folder)
    failed = salesex("assess", client.folder)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u2066-\u2069]", failed.out + failed.err)


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_hostile_texts_in_errors(salesex, two_groups, text) -> None:
    client = two_groups()
    text = text.replace(";", ",")
    cell(2, 3, text)(client.folder)
    ran = salesex("assess", client.folder)
    assert ran.code == 1
    assert re.sub(r"[\x00-\x1f\u2028-\u202e\u2066-\u2069]", escaped, text) in ran.err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u2066-\u2069]", ran.out + ran.err)


def escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def test_hostile_texts_in_the_html_report(salesex, two_groups) -> None:
    client = two_groups()
    path = client.folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["client"] = HOSTILE[0] + HOSTILE[1]
    content["groups"]["sales"]["title"] = HOSTILE[0]
    content["report"] = {"author": HOSTILE[0], "footer": HOSTILE[1] + HOSTILE[0]}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert salesex("assess", client.folder).code == 0
    assert salesex("report", client.folder, "--format", "html").code == 0
    page = (client.folder / "reports" / "acme-2026-de.html").read_text(encoding="utf-8")
    assert "<script" not in page.lower()
    assert "<b>fett" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)


def test_a_stored_result_that_is_broken(salesex, two_groups) -> None:
    client = two_groups()
    salesex("assess", client.folder)
    path = client.folder / "results" / "results.json"
    path.write_bytes(path.read_bytes()[:2000])
    ran = salesex("report", client.folder, "--format", "html")
    assert (ran.code, ran.out) == (3, "")
    assert "results.json" in ran.err
    assert "salesex assess" in ran.err
    with pytest.raises(CannotRunError):
        store.read_results(client.folder)
    assert salesex("assess", client.folder).code == 0
