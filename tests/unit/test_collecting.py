"""What filled forms become: new, unchanged or changed answers, files and their origins."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from salesex import catalogue, pipeline, writing
from salesex.errors import CannotRunError, DataError, UsageError
from salesex.forms import readers
from salesex.model.codes import code_of
from salesex.model.form import FilledForm
from salesex.pipeline import Collection
from salesex.store import read_origins

TODAY = dt.date(2026, 11, 22)
HEAD = "format: salesex/response/1\n"
BASE = Path(catalogue.__file__).parent / "examples" / "base"


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    shutil.copytree(BASE, folder)
    (folder / "responses" / "a.csv").unlink()
    return folder


def came(folder: Path, name: str, text: str) -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def yaml(code: str, answers: str, more: str = "", group: str = "team") -> str:
    return f"{HEAD}respondent: {code}\ngroup: {group}\nanswers: {answers}\n{more}"


def take(folder: Path, *files: Path, write: bool = True, **options: bool) -> Collection:
    found = pipeline.collect(folder, files, today=TODAY, **options)
    if write and found.files:
        writing.write_all(found.files)
    return found


def codes(folder: Path, *files: Path, **options: bool) -> list[str]:
    with pytest.raises(DataError) as caught:
        take(folder, *files, **options)
    return [issue.code for issue in caught.value.issues if issue.severity == "error"]


def left_by_a_dead_process(path: Path, data: bytes) -> Path:
    """Write what a process leaves that is killed before it renames a file."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    left = path.with_name(f".{path.name}-{process.pid}-abcd1234.tmp")
    left.write_bytes(data)
    os.utime(left, (0, 0))  # on Windows only the age tells
    return left


def counts(found: Collection) -> list[tuple[int, int, int]]:
    return [(each.new, each.unchanged, each.changed) for each in found.outcomes]


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_response_becomes_a_file_of_its_own(acme: Path) -> None:
    text = yaml(
        "P1", '{L2: "?", L1: 4}', 'comment: Gut\ncomments: {L1: "a: b"}\nmode: desk\ndate: 03.11.2026\n'
    )
    found = take(acme, came(acme, "x", text))
    assert counts(found) == [(4, 0, 0)]
    assert (found.outcomes[0].groups, found.outcomes[0].people) == (("team",), ("P1",))
    assert (acme / "responses" / "P1-own.yaml").read_text(encoding="utf-8") == (
        'format: salesex/response/1\nrespondent: "P1"\ngroup: "team"\nmode: desk\ndate: 2026-11-03\n'
        'answers:\n  L1: 4\n  L2: "?"\ncomment: "Gut"\ncomments:\n  L1: "a: b"\n'
    )


def test_every_answer_knows_its_file_and_place(acme: Path) -> None:
    table = "respondent;group;L2;comment:L2;L1\nP2;team;3;Naja;?\n"
    take(acme, came(acme, "x.yaml", yaml("P1", "{L1: 4}", "comment: Ja\n")), came(acme, "t", table))
    origins = read_origins(acme)
    assert sorted((each.file, each.date) for each in origins.sources.values()) == [
        ("", "2026-11-22"),
        (".yaml", "2026-11-22"),
    ]
    places = {name: next(iter(each.places.values())) for name, each in origins.responses.items()}
    assert places == {
        "P1-own.yaml": {"L1": "line 4", "comment": "line 5"},
        "P2-own.yaml": {"L1": "E2", "L2": "C2", "comment:L2": "D2"},
    }


def test_the_same_file_twice_changes_nothing(acme: Path) -> None:
    path = came(acme, "x", yaml("P1", "{L1: 4, L2: 2}", "comments: {L1: Ja}\ncomment: Nein\n"))
    take(acme, path)
    before = state(acme)
    found = take(acme, path, path)
    assert counts(found) == [(0, 0, 0)] and not found.files
    assert [each.taken_on for each in found.outcomes] == ["2026-11-22"]
    assert state(acme) == before


def test_another_file_of_the_same_answers_is_noted_and_changes_no_answer(acme: Path) -> None:
    take(acme, came(acme, "x", yaml("P1", "{L1: 4, L2: 2}", "comments: {L1: Ja}\ncomment: Nein\n")))
    stored = state(acme / "responses")
    found = take(acme, came(acme, "y", yaml("P1", "{L2: 2, L1: 4}", "comments: {L1: Ja}\n")))
    assert counts(found) == [(0, 3, 0)] and [path.name for path in found.files] == ["origins.json"]
    assert state(acme / "responses") == stored
    take(acme, came(acme, "z", yaml("P1", "{L1: 1}")), replace=True)
    found = take(acme, acme.parent / "x", acme.parent / "y", acme.parent / "z")
    assert not found.files and not found.issues


@pytest.mark.parametrize("replace", [False, True])
def test_a_corrected_answer_stays_when_the_older_file_comes_again(acme: Path, replace: bool) -> None:
    older = came(acme, "a", yaml("P1", "{L1: 4, L2: 2}", "comment: Gut\n"))
    newer = came(acme, "b", yaml("P1", "{L1: 5, L2: 2}", "comment: Schlecht\n"))
    take(acme, older)
    take(acme, newer, replace=True)
    before = state(acme)
    found = take(acme, older, newer, replace=replace)
    assert not found.files and not found.replaced and not found.issues
    assert state(acme) == before


def test_what_was_deleted_does_not_come_back_by_itself(acme: Path) -> None:
    path, other = came(acme, "x", yaml("P1", "{L1: 4}")), came(acme, "y", yaml("P2", "{L1: 3}"))
    take(acme, path)
    (acme / "responses" / "P1-own.yaml").unlink()
    found = take(acme, path, other)
    assert [(issue.code, Path(issue.file).name) for issue in found.issues] == [("R089", "x")]
    assert [each.name for each in (acme / "responses").iterdir()] == ["P2-own.yaml"]
    assert counts(take(acme, path, replace=True)) == [(1, 0, 0)]


def test_answers_that_were_put_into_a_table_are_not_missed(acme: Path) -> None:
    path = came(acme, "x", yaml("P1", "{L1: 4}", "comment: Gut\n"))
    take(acme, path)
    (acme / "responses" / "P1-own.yaml").unlink()
    table = "respondent;group;L1;comment\nP1;team;4;Gut\n"
    (acme / "responses" / "own.csv").write_text(table, encoding="utf-8")
    found = take(acme, path)
    assert not found.issues and not found.files


FORM = HEAD + '# "own" "1.0.0" de\n'


def form(code: str, answers: str, more: str = "", group: str = "team") -> str:
    return yaml(code, answers, more, group).replace(HEAD, FORM)


def test_what_a_new_form_no_longer_has_is_taken_out_if_it_is_wanted(acme: Path) -> None:
    said = "comment: Gut\ncomments: {L1: Ja}\n"
    take(acme, came(acme, "a", form("P1", "{L1: 4, L2: 2, L3: 1}", said)))
    before = state(acme)
    newer = came(acme, "b", form("P1", "{L1: 4, L3: 2}", "comments: {L1: Ja}\n"))
    with pytest.raises(DataError) as caught:
        take(acme, newer)
    assert sorted(issue.code for issue in caught.value.issues) == ["R083", "R087"]
    assert state(acme) == before
    found = take(acme, newer, replace=True)
    assert [(each.keys, each.withdrawn) for each in found.replaced] == [
        (("L2", "comment"), True),
        (("L3",), False),
    ]
    text = (acme / "responses" / "P1-own.yaml").read_text(encoding="utf-8")
    assert text.partition("answers:")[2] == '\n  L1: 4\n  L3: 2\ncomments:\n  L1: "Ja"\n'
    (origin,) = read_origins(acme).responses.values()
    assert [set(keys) for keys in origin.places.values()] == [{"L1", "comment:L1"}, {"L3"}]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (form("P1", "{L1: 4, L2: 2}"), yaml("P1", "{L1: 4}")),
        (yaml("P1", "{L1: 4, L2: 2}"), form("P1", "{L1: 4}")),
        (form("P1", "{L1: 4, L2: 2}"), form("P1", "{}")),
        (form("P1", "{L1: 4, L2: 2}"), form("P1", "{L1: 4, L2: 2, L3: 1}")),
        (form("P1", "{L1: 4, L2: 2}"), form("P2", "{L1: 4}")),
    ],
    ids=["then a part", "first a part", "an empty one", "more", "another person"],
)
@pytest.mark.parametrize("replace", [False, True])
def test_only_a_form_takes_back_and_only_what_a_form_brought(
    acme: Path, older: str, newer: str, replace: bool
) -> None:
    take(acme, came(acme, "a", older))
    found = take(acme, came(acme, "b", newer), replace=replace)
    assert not found.replaced
    text = (acme / "responses" / "P1-own.yaml").read_text(encoding="utf-8")
    assert "  L1: 4\n  L2: 2\n" in text


def test_what_is_no_longer_in_the_file_of_the_form_is_not_missed(acme: Path) -> None:
    """Somebody has taken an answer out by hand: the next form without it says nothing new."""
    take(acme, came(acme, "a", form("P1", "{L1: 4, L2: 2}")))
    path = acme / "responses" / "P1-own.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  L2: 2\n", ""), encoding="utf-8")
    assert counts(take(acme, came(acme, "b", form("P1", "{L1: 4}")))) == [(0, 1, 0)]


def test_further_answers_join_the_file_of_the_person(acme: Path) -> None:
    take(acme, came(acme, "x", yaml("P1", "{L1: 4}")))
    found = take(acme, came(acme, "y", yaml("P1", "{L1: 4, L2: 5}")))
    assert counts(found) == [(1, 1, 0)]
    (path,) = (acme / "responses").iterdir()
    assert "  L1: 4\n  L2: 5\n" in path.read_text(encoding="utf-8")
    (origin,) = read_origins(acme).responses.values()
    assert [list(keys) for keys in origin.places.values()] == [["L1"], ["L2"]]


def test_a_changed_answer_is_refused_unless_it_is_wanted(acme: Path) -> None:
    take(acme, came(acme, "x", yaml("P1", "{L1: 4, L2: 2}", "comments: {L2: Ja}\n")))
    before = state(acme)
    other = came(acme, "y", yaml("P1", "{L1: 5, L2: 2, L3: 1}", "comments: {L2: Nein}\n"))
    assert codes(acme, other) == ["R083"]
    assert state(acme) == before
    found = take(acme, other, replace=True)
    assert counts(found) == [(1, 1, 2)]
    assert [(each.respondent, each.keys) for each in found.replaced] == [("P1", ("L1", "comment:L2"))]
    text = (acme / "responses" / "P1-own.yaml").read_text(encoding="utf-8")
    assert "L1: 5\n  L2: 2\n  L3: 1\n" in text and "Ja" not in text
    (origin,) = read_origins(acme).responses.values()
    assert [sorted(keys) for keys in origin.places.values()] == [["L2"], ["L1", "L3", "comment:L2"]]


def test_what_somebody_else_wrote_is_left_alone(acme: Path) -> None:
    table = acme / "responses" / "t.csv"
    table.write_text("respondent;group;L1\nP1;team;4\n", encoding="utf-8")
    assert counts(take(acme, came(acme, "x", yaml("P1", "{L1: 4}")))) == [(0, 1, 0)]
    assert codes(acme, came(acme, "y", yaml("P1", "{L1: 3}"))) == ["R083"]
    assert codes(acme, came(acme, "y", yaml("P1", "{L1: 3}")), replace=True) == ["R084"]
    assert counts(take(acme, came(acme, "z", yaml("P1", "{L2: 3}")))) == [(1, 0, 0)]
    assert table.read_text(encoding="utf-8").endswith("P1;team;4\n")
    assert sorted(path.name for path in (acme / "responses").iterdir()) == ["P1-own.yaml", "t.csv"]


def test_a_file_of_that_name_that_somebody_else_wrote_is_left_alone(acme: Path) -> None:
    mine = acme / "responses" / "p1-OWN.yaml"
    mine.write_text(yaml("P9", "{L1: 4}"), encoding="utf-8")
    take(acme, came(acme, "x", yaml("P1", "{L1: 3}")))
    assert len(list((acme / "responses").iterdir())) == 2
    assert mine.read_text(encoding="utf-8") == yaml("P9", "{L1: 4}")


def test_two_files_of_one_batch_may_agree_but_not_contradict(acme: Path) -> None:
    one, same = came(acme, "1", yaml("P1", "{L1: 4}")), came(acme, "2", yaml("P1", "{L1: 4, L2: 3}"))
    other = came(acme, "3", yaml("P1", "{L1: 5}"))
    assert codes(acme, one, other) == ["R060"]
    assert codes(acme, one, other, replace=True) == ["R060"]
    assert counts(take(acme, one, same)) == [(1, 0, 0), (1, 1, 0)]
    said = [came(acme, name, yaml("P2", "{L1: 4}", f"comment: {name}\n")) for name in ("a", "b")]
    assert codes(acme, *said) == ["R060"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (yaml("P1", "{L1: 6}"), "R057"),
        (yaml("P1", "{L9: 4}"), "R067"),
        (yaml("P1", "{L1: 4}", group="Vertrib"), "R050"),
        (yaml("P1", "{L1: 4}", "modus: self\n"), "R011"),
        ("respondent;group;L7\nP1;team;4\n", "R045"),
        ("name;L1\nP1;4\n", "R093"),
        ("format: salesex/engagement/1\nclient: x\n", "R080"),
        ("Lieber Herr Muster, danke!\n", "R080"),
        ("<html>a;b</html>", "R080"),
        ("\0\1\2;", "R080"),
        ("", "R002"),
    ],
)
def test_one_bad_file_keeps_all_from_being_taken(acme: Path, text: str, code: str) -> None:
    good, bad = came(acme, "good", yaml("P2", "{L1: 4}")), came(acme, "bad", text)
    before = state(acme)
    assert code in codes(acme, good, bad)
    assert state(acme) == before


def test_errors_of_what_is_stored_keep_all_from_being_taken(acme: Path) -> None:
    (acme / "responses" / "t.csv").write_text("respondent;group;L1\nP1;team;9\n", encoding="utf-8")
    assert codes(acme, came(acme, "x", yaml("P2", "{L1: 4}"))) == ["R057"]


def test_people_are_put_together_with_those_stored(acme: Path) -> None:
    take(acme, came(acme, "x", yaml("H1", "{L1: 4}", group="head")))
    assert codes(acme, came(acme, "y", yaml("H2", "{L1: 4}", group="head"))) == ["R062"]
    assert codes(acme, came(acme, "y", yaml("H1", "{L2: 4}"))) == ["R061"]


@pytest.mark.parametrize("kept", range(3))
def test_a_crash_between_two_files_is_mended_by_running_again(acme: Path, tmp_path: Path, kept: int) -> None:
    files = [came(acme, code, yaml(code, "{L1: 4, L2: 2}")) for code in ("P1", "P2")]
    whole = tmp_path / "whole"
    shutil.copytree(acme, whole)
    take(whole, *files)
    found = take(acme, *files, write=False)
    assert len(found.files) == 3
    written = list(found.files.items())
    for path, data in written[:kept]:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    for path, data in written[kept:]:
        path.parent.mkdir(exist_ok=True)
        left_by_a_dead_process(path, data)
    again = take(acme, *files)
    assert not again.issues
    assert {Path(name).name: data for name, data in state(acme).items()} == {
        Path(name).name: data for name, data in state(whole).items()
    }


def test_codes_of_a_list_are_taken_as_they_are(acme: Path) -> None:
    (acme / "private").mkdir()
    (acme / "private" / "codes.csv").write_text(
        "group,code,made_on\nteam,KX4P7MW,2026-11-01\n", encoding="utf-8"
    )
    assert counts(take(acme, came(acme, "x", yaml("KX4P7MW", "{L1: 4}")))) == [(1, 0, 0)]
    assert counts(take(acme, came(acme, "s", yaml("S", "{L1: 4}", group="service")))) == [(1, 0, 0)]
    other = came(acme, "y", yaml("P7", "{L1: 4}"))
    assert codes(acme, other) == ["R085"]
    take(acme, other, any_code=True)
    assert counts(take(acme, came(acme, "z", yaml("P7", "{L1: 4}", "mode: self\n")))) == [(0, 1, 0)]


@pytest.mark.parametrize("text", ["code,gruppe\nA,team\n", 'group,code\n"team,A\n', "\x81\x8d\x8f"])
def test_a_broken_list_of_codes_stops(acme: Path, text: str) -> None:
    (acme / "private").mkdir()
    (acme / "private" / "codes.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(CannotRunError, match="codes"):
        take(acme, came(acme, "x", yaml("P1", "{L1: 4}")))


@pytest.mark.parametrize("text", ["{", '{"format": "salesex/origins/2"}', "[]"])
def test_broken_origins_stop(acme: Path, text: str) -> None:
    (acme / "private").mkdir()
    (acme / "private" / "origins.json").write_text(text, encoding="utf-8")
    with pytest.raises(CannotRunError, match="origins"):
        take(acme, came(acme, "x", yaml("P1", "{L1: 4}")))


def test_a_reader_turns_other_files_into_forms(acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, file: str) -> FilledForm | None:
        if data != b"PK\x03\x04form":
            return None
        answers = {"L1": " 4 ", "L2": "weiß nicht", "L3": ""}
        places = {"L1": "Antworten!D12", "L2": "Antworten!D13"}
        return FilledForm(file, "P1", "Vertrieb", "own", "1.0.0", "self", None, answers, places, {"": "=1+1"})

    monkeypatch.setattr(readers, "READERS", (read,))
    path = acme.parent / "form.pdf"
    path.write_bytes(b"PK\x03\x04form")
    assert counts(take(acme, path)) == [(3, 0, 0)]
    assert '  L1: 4\n  L2: "?"\ncomment: "=1+1"\n' in (acme / "responses" / "P1-own.yaml").read_text("utf-8")
    (origin,) = read_origins(acme).responses.values()
    assert list(origin.places.values()) == [{"L1": "Antworten!D12", "L2": "Antworten!D13", "comment": ""}]


def test_a_wrong_answer_in_a_form_is_told_at_its_cell(acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = FilledForm(
        "f.xlsx", "P1", "team", "own", "1.0.0", "self", None, {"L1": "9"}, {"L1": "Antworten!$AD$12"}, {}
    )
    monkeypatch.setattr(readers, "READERS", (lambda data, file: form,))
    with pytest.raises(DataError) as caught:
        take(acme, came(acme, "f.xlsx", "x"))
    (issue,) = caught.value.issues
    assert (issue.code, issue.file, issue.line, issue.column) == ("R057", "f.xlsx", 12, 30)


def test_what_is_named_must_be_files(acme: Path) -> None:
    with pytest.raises(CannotRunError, match="does not exist"):
        take(acme, acme / "none.yaml")
    with pytest.raises(CannotRunError, match="is a folder"):
        take(acme, acme)
    with pytest.raises(UsageError):
        take(acme)


def test_a_pattern_names_files(acme: Path) -> None:
    came(acme, "1.yaml", yaml("P1", "{L1: 4}"))
    came(acme, "2.yaml", yaml("P2", "{L1: 4}"))
    assert counts(take(acme, acme.parent / "*.yaml")) == [(1, 0, 0), (1, 0, 0)]


def test_a_form_without_answers_makes_nobody_a_respondent(acme: Path) -> None:
    found = take(acme, came(acme, "x", yaml("P1", "{}")))
    assert counts(found) == [(0, 0, 0)] and not found.files
    assert [issue.code for issue in found.issues] == ["R068"]


def test_a_warning_keeps_nothing_from_being_taken(acme: Path) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    (acme / "engagement.yaml").write_text(
        text.replace("en: Sales}, perspective: self", "en: Sales}, perspective: self, invited: 5"), "utf-8"
    )
    found = take(acme, *(came(acme, f"P{n}", yaml(f"P{n}", "{L1: 4}")) for n in range(6)))
    assert [issue.code for issue in found.issues] == ["R070"]
    assert len(found.files) == 7


def test_what_would_make_a_small_group_look_larger_is_not_taken(acme: Path) -> None:
    text = (acme / "engagement.yaml").read_text(encoding="utf-8")
    (acme / "engagement.yaml").write_text(
        text.replace("en: Sales}, perspective: self", "en: Sales}, perspective: self, invited: 1"), "utf-8"
    )
    take(acme, came(acme, "P1", yaml("P1", "{L1: 4}")))
    with pytest.raises(DataError) as caught:
        take(acme, came(acme, "P2", yaml("P2", "{L1: 4}")))
    assert [issue.code for issue in caught.value.issues if issue.severity == "error"] == ["E056"]


def test_the_list_of_origins_is_plain_json(acme: Path) -> None:
    take(acme, came(acme, "x", yaml("P1", "{L1: 4}")))
    content = json.loads((acme / "private" / "origins.json").read_text(encoding="utf-8"))
    assert content["format"] == "salesex/origins/1"
    ((sha256, source),) = content["sources"].items()
    assert len(sha256) == 64 and source.pop("file") == "" and source.pop("date") == "2026-11-22"
    assert not any(source.values()), "what only exports have is empty"


def test_of_a_file_that_was_deleted_no_origin_stays(acme: Path) -> None:
    take(acme, came(acme, "x", yaml("P1", "{L1: 4, L2: 2}")))
    (acme / "responses" / "P1-own.yaml").unlink()
    take(acme, came(acme, "y", yaml("P1", "{L1: 4}")))
    (origin,) = read_origins(acme).responses.values()
    assert [list(keys) for keys in origin.places.values()] == [["L1"]]


def test_a_filled_answer_sheet_is_taken_whatever_it_is_called(salesex, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    salesex("init", folder, "--lang", "de")
    book = openpyxl.load_workbook(folder / "forms" / "customers.xlsx")
    book.worksheets[0]["C3"].value = 4
    book.worksheets[0]["D3"].value = "kann ich nicht beurteilen"
    book.save(tmp_path / "sheet.tmp")
    found = take(folder, tmp_path / "sheet.tmp")
    assert counts(found) == [(2, 0, 0)]
    assert found.outcomes[0].people == ("customers-02",)
    (origin,) = read_origins(folder).responses.values()
    assert list(origin.places.values()) == [{"FS-C1": "C3", "FS-C2": "D3"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_any_encoding(acme: Path, encoding: str) -> None:
    path = acme.parent / "x"
    path.write_bytes("sep=;\nrespondent;group;L1 Führung;comment\nP1;team;4;Grüße\n".encode(encoding))
    assert counts(take(acme, path)) == [(2, 0, 0)]
    assert "Grüße" in (acme / "responses" / "P1-own.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ['"\\ud800"', '"a\\0b"', '"\\u202eb"', '"=1+1"', "'[red]'"])
def test_codes_of_any_signs_are_stored_or_refused(acme: Path, code: str) -> None:
    path = came(acme, "x", yaml(code, "{L1: 4}"))
    try:
        assert counts(take(acme, path)) == [(1, 0, 0)]
    except DataError:
        assert not list((acme / "responses").iterdir())
    else:
        (stored,) = (acme / "responses").iterdir()
        assert counts(take(acme, stored)) == [(0, 1, 0)]


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ('# "own" "1.0.0" de', ""),
        ('# "own" "0.9.0" de', "R082"),
        ('# "other" "1.0.0" de', "R081"),
        ('# "own" "\\q" de', ""),
        ("# mine", ""),
    ],
)
def test_what_an_html_form_saves_tells_its_form(acme: Path, about: str, code: str) -> None:
    text = yaml("P1", "{L1: 4}").replace(HEAD, f"{HEAD}{about}\n")
    path = came(acme, "x", text)
    if code:
        with pytest.raises(DataError) as caught:
            take(acme, path)
        (issue,) = caught.value.issues
        assert (issue.code, issue.line) == (code, 2)
    else:
        assert counts(take(acme, path)) == [(1, 0, 0)]


@pytest.mark.parametrize(
    ("about", "group", "file"),
    [
        ('# "more" "1.0.0" de\n', "team", "P1-more.yaml"),
        ("", "service", "P1-more.yaml"),
        ("", "team", "P1-own.yaml"),
    ],
)
def test_a_comment_alone_goes_to_the_questionnaire_it_was_made_in(
    acme: Path, about: str, group: str, file: str
) -> None:
    own = (acme / "own.yaml").read_text(encoding="utf-8")
    more = own.replace("id: own", "id: more").replace("id: L", "id: M").replace("id: lead", "id: pace")
    (acme / "more.yaml").write_text(more, encoding="utf-8")
    path = acme / "engagement.yaml"
    text = path.read_text(encoding="utf-8").replace("[./own.yaml]", "[./own.yaml, ./more.yaml]")
    external = "perspective: external"
    assert external in text
    path.write_text(text.replace(external, f"{external}, questionnaires: [more]"), encoding="utf-8")
    said = yaml("P1", "{}", "comment: Gut\n", group).replace(HEAD, HEAD + about)
    take(acme, came(acme, "x", said))
    assert [each.name for each in (acme / "responses").iterdir()] == [file]


def listed(folder: Path, *rows: str) -> None:
    (folder / "private").mkdir(exist_ok=True)
    lines = ["group;code;made_on", *(f"{row};2026-11-01" for row in rows)]
    (folder / "private" / "codes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(found: Collection) -> list[str]:
    return [issue.code for issue in found.issues]


def test_a_code_in_small_letters_is_the_listed_one(acme: Path) -> None:
    listed(acme, "team;KX4P7MW")
    assert counts(take(acme, came(acme, "x", yaml("kx4p7mw", "{L1: 4}")))) == [(1, 0, 0)]
    assert [path.name for path in (acme / "responses").iterdir()] == ["KX4P7MW-own.yaml"]


def test_a_code_with_a_slip_is_told(acme: Path) -> None:
    assert told(take(acme, came(acme, "x", yaml("KX4P7NW", "{L1: 4}")), write=False)) == ["R088"]
    listed(acme, "team;KX4P7MW")
    path = came(acme, "y", yaml("KX4P7NW", "{L1: 4}"))
    with pytest.raises(DataError) as caught:
        take(acme, path)
    assert [issue.code for issue in caught.value.issues] == ["R085"]
    (issue,) = take(acme, path, any_code=True).issues
    assert issue.code == "R088"
    assert told(take(acme, came(acme, "z", yaml("KX4P7M", "{L1: 4}")), any_code=True)) == ["R088"]


def test_codes_of_ones_own_on_the_list_are_told_and_taken(acme: Path) -> None:
    listed(acme, "team;KX4P7MW", "team;P01")
    found = take(acme, came(acme, "x", yaml("P01", "{L1: 4}")))
    (issue,) = found.issues
    assert (issue.code, issue.severity) == ("R111", "warning")
    assert counts(found) == [(1, 0, 0)]


@pytest.mark.parametrize("again", [False, True])
def test_deleted_answers_do_not_come_back(acme: Path, again: bool) -> None:
    log = acme / "private" / "purged.jsonl"
    log.parent.mkdir(exist_ok=True)
    line = {"format": "salesex/purged/1", "date": "2026-11-20", "kind": "code", "code": "P7"}
    log.write_text(json.dumps(line) + "\nbroken\n", encoding="utf-8")
    found = take(
        acme, came(acme, "x", yaml("P7", "{L1: 4}")), came(acme, "y", yaml("P8", "{L1: 3}")), replace=again
    )
    assert [(issue.code, issue.severity) for issue in found.issues if issue.code != "R068"] == [
        ("R112", "warning")
    ]
    assert [path.name for path in (acme / "responses").iterdir() if "P7" in path.name] == []
    assert counts(found)[1] == (1, 0, 0)


def test_a_form_without_a_code_gets_that_of_its_content(acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = FilledForm(
        file="x", respondent=" ", group="team", questionnaire="own", version="1.0.0", mode="self",
        date=None, answers={"L1": "4"}, places={"L1": "Antworten!D12"}, comments={},
    )  # fmt: skip
    monkeypatch.setattr(readers, "READERS", (lambda data, file: replace(filled, file=file),))
    one, other = came(acme, "x", "one"), came(acme, "y", "other")
    found = take(acme, one, other)
    assert told(found) == ["R110", "R110"]
    people = {outcome.people for outcome in found.outcomes}
    assert people == {(code_of(b"one"),), (code_of(b"other"),)}
    assert told(take(acme, one, other)) == []
    assert len(list((acme / "responses").iterdir())) == 2


def test_what_is_stored_is_compared_with_the_list_of_codes(acme: Path) -> None:
    (acme / "responses" / "own.csv").write_text(
        "respondent;group;L1\nkx4p7mw;team;4\nK1;team;3\n", encoding="utf-8"
    )
    assert "R088" not in [issue.code for issue in pipeline.validate([acme]).issues]
    listed(acme, "team;KX4P7MW")
    (issue,) = (issue for issue in pipeline.validate([acme]).issues if issue.code == "R088")
    assert issue.line == 2 and "KX4P7MW" in catalogue.tell(issue, "de").help
    (acme / "private" / "codes.csv").write_text("no list", encoding="utf-8")
    assert "R088" not in [issue.code for issue in pipeline.validate([acme]).issues]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("P1-own.yaml", "P1-own.yaml"),
        ("team_own.de.P1.YAML", "team_own.de.P1.YAML"),
        ("P1 Anna Müller.yaml", ".yaml"),
        ("Anna.Müller", ""),
        ("P1.Müller", ""),
    ],
)
def test_names_of_people_do_not_get_beside_their_codes(acme: Path, name: str, kept: str) -> None:
    take(acme, came(acme, name, yaml("P1", "{L1: 4}")))
    assert [each.file for each in read_origins(acme).sources.values()] == [kept]
    assert "ller" not in (acme / "private" / "origins.json").read_text(encoding="utf-8")


def test_without_the_origins_nothing_that_was_collected_can_be_replaced(acme: Path) -> None:
    """As docs/collect.md says of a list of origins that is lost."""
    older, newer = came(acme, "a", form("P1", "{L1: 4, L2: 2}")), came(acme, "b", form("P1", "{L1: 4}"))
    take(acme, older)
    (acme / "private" / "origins.json").write_text("lost", encoding="utf-8")
    with pytest.raises(CannotRunError) as caught:
        take(acme, newer)
    assert "nothing that was collected before can be replaced" in caught.value.help
    (acme / "private" / "origins.json").unlink()
    assert not take(acme, newer, replace=True, write=False).replaced
    assert counts(take(acme, older, write=False)) == [(0, 2, 0)]
    assert codes(acme, came(acme, "c", form("P1", "{L1: 5}")), replace=True) == ["R084"]
