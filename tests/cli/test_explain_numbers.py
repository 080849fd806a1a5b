"""`salesex explain`: one number, the list of keys, what the shell completes, what stops it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesex import store
from salesex.model.keys import keys_of


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test leaves what `assess` wrote, for the others."""
    return tmp_path_factory.mktemp("kept") / "written"


@pytest.fixture
def assessed(salesex: Any, acme: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "80")
    if kept.exists():
        shutil.copytree(kept, acme, dirs_exist_ok=True)
        return acme
    answered = set(acme.iterdir())
    assert salesex("assess", acme).code == 0
    for written in set(acme.iterdir()) - answered:
        shutil.copytree(written, kept / written.name)
    return acme


def replace_in(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="")


def test_a_score_is_explained_from_answers_to_interval(salesex, assessed: Path) -> None:
    ran = salesex("explain", assessed, "sales-ex.strategy@sales-team")
    assert (ran.code, ran.err) == (0, "")
    first, second, third, *lines = ran.out.splitlines()
    assert re.fullmatch(r"Vertriebsstrategie: \d+,\d Punkte", first)
    assert second == "Sales-Ex-Profil · Vertriebsteam · 22 Personen"
    assert third == "sales-ex.strategy@sales-team"
    text = "\n".join(lines)
    for words in (
        "1. Mittel der Aussagen",
        "SE-S01 Für jede bearbeitete Branche",
        "(umgekehrt gezählt)",
        "Formel: M = Σ w·m / Σ w",
        "2. Wie genau ist das?",
        "22 von 24; hätten alle geantwortet, läge der Wert mit 95\u00a0% Sicherheit",
        "Quelle: Wilson 1927",
        "Gerechnet ist mit mehr Stellen, als hier stehen.",
    ):
        assert words in text
    result = first.split(": ")[1].removesuffix(" Punkte")
    assert f"= {result}\n" in re.sub(r"=\n\s+", "= ", text)


def test_in_english(salesex, assessed: Path) -> None:
    ran = salesex("explain", assessed, "sales-ex.strategy@sales-team", "--lang", "en")
    assert ran.code == 0
    assert "Sales strategy: " in ran.out
    assert "22 of 24; had everybody answered, the score would lie between" in ran.out
    assert "with 95% certainty" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("sales-ex.type", ["Entfernung zu Champion", "Welche Typen möglich sind", "Davison & Hinkley"]),
        ("omnichannel-roadmap.stage", ["Jede Achse auf jeder Stufe", "Erfüllt heißt: Wert mindestens 70"]),
        ("fremdbild-selbstbild.gap.customer", ["Abstand der beiden Sichten", "Holm 1979", "Hedges 1981"]),
        ("fremdbild-selbstbild.gap.customer@self/mirror", ["Selbst gegen Spiegel"]),
        ("fremdbild-selbstbild.gap.customer@mirror", ["Selbst gegen Spiegel"]),
        ("sales-ex.type@overall", ["Sales-Ex-Profil · Gesamt"]),
        ("sales-ex.overall@self", ["Mittel der Bereiche", "n ist das kleinste der Bereiche."]),
        ("omnichannel-roadmap.3.technical", ["Stufe 3, Technik: ", "Mittel der Gruppen"]),
        ("omnichannel-roadmap.start", ["Ausgangspunkt: "]),
        ("omnichannel-roadmap.light.insight", ["Ist die Voraussetzung erfüllt?"]),
        ("sales-ex.SE-S01@sales-team", ["5 trifft voll zu", "Antworten c"]),
        ("sales-ex.target-customers@self", ["Mittel der Gruppen"]),
        ("sales-ex.reliability.strategy", ["Personen haben alle 10 Aussagen beantwortet", "Cronbach 1951"]),
        ("sales-ex.agreement.strategy@sales-team", ["Wie einig: ", "r = 0,", "Burke & Dunlap 2002"]),
        ("sales-ex.missing.strategy@sales-team", ["der Antworten fehlen", "läge der Wert bei"]),
        ("sales-ex.missing.strategy", ["der Antworten fehlen"]),
        (
            "sales-ex.influence.strategy@sales-team",
            ["Gesamt ohne Vertriebsteam", "Mittel der übrigen Gruppen"],
        ),
        ("sales-ex.influence.overall@self/sales-team", ["Selbst ohne Vertriebsteam", "Der Typ wäre: "]),
        ("omnichannel-roadmap.influence.3.technical@service", ["Gesamt ohne Service"]),
    ],
)
def test_every_kind_of_number_is_explained(salesex, assessed: Path, key: str, words: list[str]) -> None:
    ran = salesex("explain", assessed, key)
    assert (ran.code, ran.err) == (0, "")
    assert [word for word in words if word not in ran.out] == []


def display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("language", ["de", pytest.param("en", marks=pytest.mark.long)])
def test_everything_fits_80_columns_and_leaves_no_field_open(salesex, assessed: Path, language: str) -> None:
    results = store.read_results(assessed)
    assert results is not None
    some = [key for at, key in enumerate(keys_of(results)) if at % 250 == 0]
    kinds = ["sales-ex.type@self", "omnichannel-roadmap.stage@external", "fremdbild-selbstbild.gap.team"]
    for key in [*some, *kinds]:
        ran = salesex("explain", assessed, key, "--lang", language)
        assert ran.code in {0, 4}
        assert max(map(display_width, ran.out.splitlines()), default=0) <= 80, key
        assert not re.search(r"\{\w+\}", ran.out + ran.err), key


def test_the_keys_are_listed_with_their_values(salesex, assessed: Path) -> None:
    ran = salesex("explain", assessed)
    assert ran.code == 0
    assert re.search(r"^  sales-ex\.strategy +Vertriebsstrategie +\d\d,\d$", ran.out, re.MULTILINE)
    assert re.search(r"^  omnichannel-roadmap\.stage +Stufe +\d$", ran.out, re.MULTILINE)
    assert "@sales-team" in ran.out
    assert max(map(display_width, ran.out.splitlines())) <= 80
    everything = salesex("explain", assessed, "-v").out
    assert "sales-ex.strategy@sales-team" in everything
    assert len(everything) > 3 * len(ran.out)


def test_quietly_there_is_one_key_a_line(salesex, assessed: Path) -> None:
    results = store.read_results(assessed)
    assert results is not None
    lines = salesex("explain", assessed, "-q").out.splitlines()
    assert lines == list(keys_of(results))
    only = salesex("explain", assessed, "sales-ex", "-q").out.splitlines()
    assert only == [line for line in lines if line.startswith("sales-ex.")]


def test_as_json(salesex, assessed: Path) -> None:
    listed = json.loads(salesex("explain", assessed, "--format", "json").out)
    assert listed["format"] == "salesex/keys/1"
    values = {row["key"]: row["value"] for row in listed["keys"]}
    found = json.loads(salesex("explain", assessed, "sales-ex.strategy", "--format", "json").out)
    assert found["format"] == "salesex/derivation/1"
    assert found["value"] == values["sales-ex.strategy"]
    assert found["steps"][0]["formula"]["id"] == "blocks"
    assert found["steps"][0]["sum"]["result"] == pytest.approx(found["value"], abs=1e-9)
    assert values["sales-ex.strategy@marketing"] is None


def test_folder_and_key_are_told_apart(salesex, assessed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(assessed)
    assert salesex("explain", "sales-ex.strategy").out.startswith("Vertriebsstrategie: ")
    assert salesex("explain").out == salesex("explain", ".").out == salesex("explain", assessed).out
    monkeypatch.chdir(assessed.parent)
    assert salesex("explain", "acme").code == 0
    assert salesex("explain", "acme", "sales-ex.strategy").code == 0
    (assessed.parent / "empty").mkdir()
    for words, code, said in (
        (("sales-ex.strategy",), 3, "is not an engagement"),
        (("empty",), 3, "empty is not an engagement"),
        (("nothing",), 3, "nothing is no folder"),
        (("acme", "sales-ex.strategy", "more"), 2, "more: only a folder and a key are taken"),
    ):
        ran = salesex("explain", *words)
        assert (ran.code, ran.out) == (code, "")
        assert said in ran.err


def test_an_unknown_key_names_the_nearest(salesex, assessed: Path) -> None:
    for wrong, meant in (
        ("sales-ex.stratgy", "sales-ex.strategy"),
        ("sales-ex.strategy@sale-team", "sales-ex.strategy@sales-team"),
        ("sales-ex.SE-S1", "sales-ex.SE-S01"),
        ("fremdbild-selbstbild.gap.custmer", "fremdbild-selbstbild.gap.customer"),
    ):
        ran = salesex("explain", assessed, wrong)
        assert (ran.code, ran.out) == (2, "")
        assert f"Did you mean `{meant}`?" in ran.err
    ran = salesex("explain", assessed, "sales-exx")
    assert ran.code == 2
    assert "Did you mean `sales-ex`?" in ran.err
    assert salesex("explain", assessed, "zzz.qqqqqqqqqqqq").code == 2


def test_a_hidden_number_says_why(salesex, assessed: Path) -> None:
    for key, why in (
        ("sales-ex.strategy@marketing", "Unter 5 Antworten, geht in keine Zahl ein: Aus der Differenz"),
        ("sales-ex.SE-S01@marketing", "Unter 5 Antworten, geht in keine Zahl ein"),
        ("sales-ex.type@marketing", "Unter 5 Antworten, geht in keine Zahl ein"),
    ):
        ran = salesex("explain", assessed, key)
        assert (ran.code, ran.out) == (4, "")
        assert why in ran.err
    english = salesex("explain", assessed, "sales-ex.strategy@marketing", "--lang", "en").err
    assert "Under 5 answers, enters no number" in english


def test_without_stored_results_it_names_assess(salesex, acme: Path) -> None:
    for words in ((), ("sales-ex.strategy",)):
        ran = salesex("explain", acme, *words)
        assert (ran.code, ran.out) == (3, "")
        assert "Run `salesex assess`" in ran.err


def test_changed_answers_are_not_explained(salesex, assessed: Path) -> None:
    table = assessed / "responses" / "answers.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    ran = salesex("explain", assessed, "sales-ex.strategy")
    assert (ran.code, ran.out) == (1, "")
    assert "Changed since the results were stored: the responses" in ran.err
    assert "salesex assess" in ran.err
    assert salesex("explain", assessed).code == 0  # the list needs no answers


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('"perspective": "external"', '"perspective": "self"', "engagement.yaml"),
        ('"invited": 24', '"invited": 25', "engagement.yaml"),
        ('"invited": 24', '"invited": "many"', "engagement.yaml"),
    ],
)
def test_a_changed_engagement_is_not_explained(
    salesex, assessed: Path, before: str, after: str, what: str
) -> None:
    replace_in(assessed / "engagement.yaml", before, after)
    ran = salesex("explain", assessed, "sales-ex.strategy")
    assert (ran.code, ran.out) == (1, "")
    assert what in ran.err


def test_a_number_that_does_not_come_out_again_is_a_bug(salesex, assessed: Path) -> None:
    path = store.results_path(assessed)
    content = json.loads(path.read_text(encoding="utf-8"))
    for row in content["questionnaires"]["sales-ex"]["scores"]:
        if row["id"] == "strategy" and row["score"] is not None:
            row["score"] += 1e-6
    path.write_text(json.dumps(content), encoding="utf-8")
    ran = salesex("explain", assessed, "sales-ex.strategy")
    assert (ran.code, ran.out) == (70, "")
    assert "a bug in salesex: NotReproducedError" in ran.err
    content["provenance"]["salesex"] = "0.0.1"
    path.write_text(json.dumps(content), encoding="utf-8")
    ran = salesex("explain", assessed, "sales-ex.strategy")
    assert ran.code == 1
    assert "another version of salesex" in ran.err


def test_texts_of_others_are_never_markup_and_never_control_the_terminal(
    salesex, acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    settings = json.loads((acme / "engagement.yaml").read_text(encoding="utf-8"))
    hostile = "[bold red]Team[/] \x1b[31m\u202eX {score} [/nothing]"
    settings["groups"]["sales-team"]["title"] = {"de": hostile, "en": hostile}
    (acme / "engagement.yaml").write_text(json.dumps(settings), encoding="utf-8")
    assert salesex("assess", acme).code == 0
    for key in ("sales-ex.strategy", "sales-ex.strategy@sales-team", "sales-ex.gap.strategy"):
        ran = salesex("explain", acme, key)
        assert ran.code == 0
        assert "[bold red]" in ran.out
        assert "\\x1b[31m" in ran.out.replace("\n", "").replace(" ", "")
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out


Complete = Callable[..., list[str]]


@pytest.fixture
def complete(assessed: Path) -> Complete:
    """Ask for completions as bash does, in a process of its own."""

    def ask(*words: str, folder: Path = assessed) -> list[str]:
        asked = {"_SALESEX_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(["salesex", *words])}
        ran = subprocess.run(
            [sys.executable, "-m", "salesex"],
            cwd=folder,
            env=os.environ | asked | {"COMP_CWORD": str(len(words)), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout.split()

    return ask


@pytest.mark.long
def test_the_shell_completes_keys_and_folders(complete: Complete, assessed: Path) -> None:
    assert complete("explain", "sales-ex.stra") == ["sales-ex.strategy"]
    assert complete("explain", "sales-ex.strategy@sa") == ["sales-ex.strategy@sales-team"]
    assert complete("explain", "--lang", "de", "sales-ex.ty") == ["sales-ex.type"]
    above = assessed.parent
    assert complete("explain", "ac", folder=above) == ["acme"]
    assert complete("explain", "acme", "sales-ex.type@ex", folder=above) == ["sales-ex.type@external"]


def test_bash_cuts_words_at_the_sign_of_a_scope(complete: Complete, assessed: Path) -> None:
    assert complete("explain", "sales-ex.type", "@", "ex") == ["external"]
    assert complete("explain", "acme", "sales-ex.type", "@", "se", folder=assessed.parent) == [
        "self",
        "service",
    ]


def test_completion_is_silent_where_nothing_can_be_read(complete: Complete, assessed: Path) -> None:
    store.results_path(assessed).write_text("{", encoding="utf-8")
    assert complete("explain", "sales-ex.stra") == []
    assert complete("explain", "nowhere", "sales-ex.stra") == []


def test_an_encoding_without_the_signs_gets_plain_ones(assessed: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "salesex", "explain", str(assessed), "sales-ex.type"],
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "COLUMNS": "80"},
        capture_output=True,
    )
    text = ran.stdout.decode("ascii")
    assert ran.returncode == 0
    assert "Formel: d = sqrt(sum (x - p)^2 / k)" in text
    assert "?" not in text.replace("Wie stabil ist der Typ?", "")
