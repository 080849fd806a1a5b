"""`salesex privacy check`: what lies where, what is to do, and nobody's code or name."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from salesex.cli.privacy.words import ENGLISH, GERMAN
from salesex.pipeline.privacy import surroundings
from salesex.pipeline.privacy.checking import looks_like_name

LATER = "2099-12-31"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have open folders, or lie below a working copy."""
    monkeypatch.setattr("salesex.pipeline.privacy.checking.open_to_others", lambda folder, places: ())
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


def settle(folder: Path, **settings: object) -> None:
    path = folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | settings, ensure_ascii=False), encoding="utf-8")


def todo(salesex: Any, folder: Path) -> dict[str, Any]:
    found = json.loads(salesex("privacy", "check", folder, "--format", "json").out)
    return {each["code"]: each for each in found["todo"]}


@pytest.fixture
def kept(acme: Path) -> Path:
    settle(acme, privacy={"keep_until": LATER})
    return acme


def test_where_nothing_is_to_do_it_says_so(salesex: Any, kept: Path) -> None:
    ran = salesex("privacy", "check", kept)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["Muster & Söhne GmbH", "Welle 2026 · Antworten werden bis 31.12.2099 aufbewahrt"]
    assert "  responses/  Antworten        1        52  nur Beratung" in lines
    assert "  Nichts zu tun." in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("words", [("check",), ("check", "--lang", "en"), ("check", "--format", "json")])
def test_it_writes_nothing_and_names_nobody(salesex: Any, kept: Path, words: tuple[str, ...]) -> None:
    table = kept / "responses/answers.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("service-03", "Eva Berg"), encoding="utf-8")
    before = sorted((path, path.stat().st_mtime_ns) for path in kept.rglob("*"))
    out = salesex("privacy", *words, kept).out
    assert sorted((path, path.stat().st_mtime_ns) for path in kept.rglob("*")) == before
    codes = [line.split(";")[0] for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    assert [code for code in codes if code in out] == []
    assert "responses/answers.csv:33" in out


def test_the_folder_may_stand_first_and_check_may_be_left_out(salesex: Any, kept: Path) -> None:
    expected = salesex("privacy", "check", kept).out
    for words in ((kept, "check"), (kept,)):
        assert salesex("privacy", *words).out == expected
    assert "purge" in salesex("privacy", "--help").out
    assert salesex("privacy", kept, "chekc").code == 2


def test_the_day_of_deletion(salesex: Any, acme: Path) -> None:
    assert list(todo(salesex, acme)) == ["keep_until_missing"]
    assert salesex("privacy", "check", acme).code == 1
    settle(acme, date="2020-01-01", privacy={"keep_until": "2020-12-31"})
    ran = salesex("privacy", "check", acme)
    assert ran.code == 1
    assert "Aufbewahrung endete am 31.12.2020" in ran.out
    assert f"salesex privacy purge {acme.as_posix()} --expired" in ran.out
    (acme / "responses/answers.csv").unlink()
    assert salesex("privacy", "check", acme).code == 0


@pytest.mark.parametrize(
    ("code", "is_name"),
    [
        ("Anna Berg", True), ("anna.berg", True), ("anna@example.org", True), ("Berg, Anna", True),
        ("Jörg", True), ("KX4P7MW", False), ("service-03", False), ("GL", False), ("Service", False),
        ("7", False), ("x0a1b", False), ("xtxxayzmx", False),
    ],
)  # fmt: skip
def test_codes_that_look_like_names(code: str, is_name: bool) -> None:
    assert looks_like_name(code, {"service"}) is is_name


def test_raw_data_and_rests_of_interruptions_are_found(salesex: Any, kept: Path) -> None:
    (kept / "inbox").mkdir()
    (kept / "inbox/survey.xlsx").write_bytes(b"PK")
    (kept / "inbox/a.csv").write_text("respondent;group;FS-C1\nK1;customers;4\n", encoding="utf-8")
    (kept / "inbox/b.yaml.txt").write_text(
        "format: salesex/response/1\nrespondent: K2\ngroup: customers\nanswers: {FS-C1: 3}\n",
        encoding="utf-8",
    )
    (kept / "responses/.answers.csv-4.kept").write_text("respondent\nK1\n", encoding="utf-8")
    found = todo(salesex, kept)
    assert found["raw_beside"]["places"] == ["inbox/a.csv", "inbox/b.yaml.txt", "inbox/survey.xlsx"]
    assert found["leftover"]["places"] == ["responses/.answers.csv-4.kept"]
    salesex("collect", kept, kept / "inbox/b.yaml.txt")
    (kept / "inbox/b.yaml.txt").rename(kept / "forms.bin")
    places = todo(salesex, kept)["raw_beside"]["places"]
    assert places == ["forms.bin", "inbox/a.csv", "inbox/survey.xlsx"]  # known by its checksum


FORMS = "Zeitstempel,Nutzername,FS-C1,FS-C2\n03.11.2026 09:15:32,a@example.org,4,5\n"


def test_an_export_among_the_answers_is_raw_data(salesex: Any, kept: Path) -> None:
    (kept / "responses/umfrage.csv").write_text(FORMS, encoding="utf-8")
    (kept / "responses/leer.csv").write_text("respondent;group;FS-C1\n", encoding="utf-8")
    (kept / "responses/vertippt.csv").write_text("respondent;grupe;FS-C1\nK9;customers;4\n", encoding="utf-8")
    found = todo(salesex, kept)
    assert list(found) == ["raw_in_responses"]
    assert found["raw_in_responses"]["places"] == ["responses/umfrage.csv"]
    ran = salesex("privacy", "check", kept)
    assert "mit salesex collect einlesen" in ran.out
    assert "  responses/umfrage.csv  Rohdaten         1         –  nur Beratung" in ran.out.splitlines()
    assert "salesex collect" in salesex("validate", kept).out


def test_words_that_outlive_the_deadline_are_to_be_dealt_with(salesex: Any, acme: Path) -> None:
    table = acme / "responses/answers.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    said = [f"{row};Frau Huber weiß es" if ";sales-team;" in row else f"{row};" for row in rows]
    table.write_text("\n".join([f"{head};comment", *said]), encoding="utf-8")
    (acme / "notes").mkdir(exist_ok=True)
    (acme / "notes/huber.md").write_text("x", encoding="utf-8")
    settle(acme, date="2020-01-01", privacy={"keep_until": LATER})
    assert salesex("assess", acme).code == 0
    (acme / "reports").mkdir(exist_ok=True)
    (acme / "reports/a.pdf").write_bytes(b"%PDF")
    before = json.loads(salesex("privacy", "check", acme, "--format", "json").out)
    assert before["todo"] == []
    assert [note["code"] for note in before["notes"]] == ["notes", "comments_shown"]
    settle(acme, privacy={"keep_until": "2020-12-31"})
    assert salesex("privacy", "purge", acme, "--expired", "--yes").code == 0
    found = todo(salesex, acme)
    assert list(found) == ["results_passed", "notes_passed"]
    assert found["results_passed"]["places"] == ["results/", "reports/"]
    ran = salesex("privacy", "check", acme)
    assert ran.code == 1
    assert "Kommentare im Wortlaut stehen wohl noch in results/" in ran.out
    (acme / "results/results.json").unlink()
    assert todo(salesex, acme)["results_passed"]["places"] == ["reports/"]  # what they say is not known
    (acme / "reports/a.pdf").unlink()
    (acme / "notes/huber.md").unlink()
    assert salesex("privacy", "check", acme).code == 0


def test_results_without_comments_may_stay(salesex: Any, acme: Path) -> None:
    settle(acme, date="2020-01-01", privacy={"keep_until": "2020-12-31"})
    salesex("assess", acme)
    salesex("privacy", "purge", acme, "--expired", "--yes")
    assert salesex("privacy", "check", acme).code == 0


def test_results_whose_answers_are_deleted_are_not_to_be_made_anew(salesex: Any, kept: Path) -> None:
    salesex("assess", kept)
    (kept / "responses/answers.csv").unlink()
    found = json.loads(salesex("privacy", "check", kept, "--format", "json").out)
    assert "results_older" not in [note["code"] for note in found["notes"]]


def test_maps_are_personal_as_they_may_quote(salesex: Any, kept: Path) -> None:
    (kept / "maps").mkdir()
    (kept / "maps/leak.yaml").write_text("labels: {Frau Meier: 1}\n", encoding="utf-8")
    found = json.loads(salesex("privacy", "check", kept, "--format", "json").out)["data"]
    row = {"path": "maps/", "kind": "map", "files": 1, "people": None, "comments": 0, "personal": True}
    assert row in found


def test_no_word_is_broken_by_a_long_path(salesex: Any, kept: Path) -> None:
    (kept / "reports").mkdir()
    (kept / "reports/a.html").write_text("x", encoding="utf-8")
    (kept / "inbox").mkdir()
    (kept / "inbox/results-survey118-der-allerersten-Befragung.csv").write_text(
        "a,b\n1,2\n", encoding="utf-8"
    )
    (kept / "inbox/Ohnewortgrenzeundsehrlangerdateiname.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    salesex("privacy", "record", kept, "--format", "html")
    out = salesex("privacy", "check", kept).out
    assert max(map(len, out.splitlines())) <= 80
    table = out.partition("Was zu tun ist")[0]
    words = set(table.split())
    assert {"Auftraggeber,", "Betriebsrat", "vielleicht", "Rohdaten", "Antworten"} <= words
    assert {"inbox/results-survey118-", "inbox/"} <= words


def test_what_others_left_is_named(salesex: Any, kept: Path) -> None:
    (kept / "post").mkdir()
    for name in ("antwort.pdf", "brief.eml", "umfrage.csv.gz"):
        (kept / "post" / name).write_bytes(b"\x1f\x8b")
    (kept / "bilder").mkdir()
    for number in range(4):
        (kept / f"bilder/{number}.jpg").write_bytes(b"\xff")
    salesex("privacy", "record", kept, "--format", "html")
    found = json.loads(salesex("privacy", "check", kept, "--format", "json").out)["data"]
    assert [(each["path"], each["kind"], each["files"]) for each in found[1:]] == [
        ("privacy/", "paper", 2),
        ("post/antwort.pdf", "other", 1),
        ("post/brief.eml", "other", 1),
        ("post/umfrage.csv.gz", "other", 1),
        ("bilder/", "other", 4),
    ]
    assert "  post/antwort.pdf     nicht bekannt," in salesex("privacy", "check", kept).out


def test_what_is_good_to_know_is_no_task(salesex: Any, kept: Path) -> None:
    settle(kept, privacy={"keep_until": LATER, "min_group_size": 4})
    (kept / "notes").mkdir()
    (kept / "notes/a.md").write_text("Eva", encoding="utf-8")
    ran = salesex("privacy", "check", kept)
    assert ran.code == 0
    assert "Gezeigt wird ab 4 Personen; üblich sind 5." in ran.out
    assert "In notes/ kann stehen, was jemand gesagt hat. Dateien: 1" in ran.out


def test_json_has_the_documented_keys(salesex: Any, kept: Path) -> None:
    found = json.loads(salesex("privacy", "check", kept, "--format", "json").out)
    assert list(found) == [
        "format", "client", "wave", "date", "keep_until", "expired", "min_group_size", "data",
        "version_control", "todo", "notes",
    ]  # fmt: skip
    assert (found["format"], found["keep_until"], found["expired"]) == ("salesex/privacy/1", LATER, False)
    assert found["date"] == dt.date.today().isoformat()
    assert found["data"] == [
        {"path": "responses/", "kind": "answers", "files": 1, "people": 52, "comments": 0, "personal": True}
    ]


def test_errors_of_the_engagement_are_told_those_of_answers_not(salesex: Any, kept: Path) -> None:
    (kept / "responses/answers.csv").write_text("respondent;group;FS-C1\nK1;nobody;99\n", encoding="utf-8")
    ran = salesex("privacy", "check", kept)
    assert (ran.code, ran.err) == (0, "")
    assert "  responses/  Antworten        1         1  nur Beratung" in ran.out.splitlines()
    settle(kept, groups={})
    assert salesex("privacy", "check", kept).code == 1
    assert salesex("privacy", "check", kept / "nowhere").code == 3


def test_both_languages_have_the_same_words() -> None:
    assert list(GERMAN) == list(ENGLISH)


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise")
def test_places_open_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "acme"
    (folder / "responses").mkdir(parents=True)
    (folder / "responses/a.csv").write_text("x", encoding="utf-8")
    (folder / "b.csv").write_text("x", encoding="utf-8")
    places = ("responses/", "b.csv", "private/")
    plain = surroundings._allows
    monkeypatch.setattr(
        surroundings, "_allows", lambda path, right: tmp_path not in path.parents or plain(path, right)
    )
    for path, mode in ((folder, 0o755), (folder / "responses", 0o755), (folder / "b.csv", 0o640)):
        path.chmod(mode)
    (folder / "responses/a.csv").chmod(0o644)
    assert surroundings.open_to_others(folder, places) == ("responses/",)
    (folder / "responses").chmod(0o750)
    assert surroundings.open_to_others(folder, places) == ()
    (folder / "b.csv").chmod(0o644)
    assert surroundings.open_to_others(folder, places) == ("b.csv",)
    folder.chmod(0o700)
    assert surroundings.open_to_others(folder, places) == ()


def test_folders_that_programs_copy_to_the_internet(tmp_path: Path) -> None:
    for name, found in (("OneDrive - Muster GmbH", True), ("Dropbox", True), ("Kunden", False)):
        folder = tmp_path / name / "acme"
        folder.mkdir(parents=True)
        assert surroundings.synced_by(folder) == (name if found else "")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_version_control_by_git_itself(salesex: Any, kept: Path) -> None:
    try:
        git(kept.parent, "init", "-q")
    except FileNotFoundError:
        pytest.skip("git is not installed")
    found = todo(salesex, kept)
    assert found["not_ignored"]["places"] == ["responses/", "private/"]
    git(kept.parent, "add", "acme")
    assert todo(salesex, kept)["committed"]["places"] == ["responses/answers.csv"]
    git(kept.parent, "rm", "-q", "-r", "--cached", "acme/responses")
    (kept / ".gitignore").write_text("responses/\nprivate/\nnotes/\n", encoding="utf-8")
    assert todo(salesex, kept) == {}
    assert "Der Ordner steht unter Versionsverwaltung" in salesex("privacy", "check", kept).out
