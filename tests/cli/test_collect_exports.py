"""`salesex collect` with exports of survey tools: what it says, what it refuses, and drafted maps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from salesex import catalogue

BASE = Path(catalogue.__file__).parent / "examples" / "base"
EXPORT = """\
Nr;Zeitstempel;E-Mail;Ziele sind klar.;L2;Wie lange schon?
1;2026-11-03 10:00;a@b.de;trifft zu;3;lange
2;2026-11-03 11:00;c@d.de;sehr;;kurz
3;2026-11-03 12:00;;sehr;4;
4;2026-11-03 12:00;;;;
"""


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, "acme")
    (tmp_path / "acme" / "responses" / "a.csv").unlink()
    Path("umfrage.csv").write_text(EXPORT, encoding="utf-8")
    return tmp_path / "acme"


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def complete(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = text.replace('"Wie lange schon?": ""', '"Wie lange schon?": ignore')
    path.write_text(text.replace('"sehr": ""', '"sehr": 5'), encoding="utf-8")


def test_from_a_draft_to_responses(salesex, acme: Path) -> None:
    refused = salesex("collect", "acme", "umfrage.csv", "--group", "team")
    assert refused.code == 1 and refused.out == ""
    assert lines(refused.err)[:3] == [
        "umfrage.csv: Tabelle",
        "Zugeordnet: 1 Spalte nach Kennung, 1 Spalte nach Wortlaut",
        "umfrage.csv:1:6: error[R090] die Spalte `Wie lange schon?` gehört zu keiner Aussage",
    ]
    drafted = salesex("collect", "acme", "umfrage.csv", "--draft-map")
    assert (drafted.code, drafted.err) == (0, "")
    assert lines(drafted.out) == [
        "umfrage.csv: Tabelle",
        "Geschrieben:",
        "acme/maps/umfrage.yaml",
        "Tragen Sie ein, was noch leer ist, und wiederholen Sie den Befehl ohne --draft-map.",
    ]
    open_ = salesex("collect", "acme", "umfrage.csv", "--group", "team")
    assert open_.err.count("error[R096]") == 2
    complete(acme / "maps" / "umfrage.yaml")
    ran = salesex("collect", "acme", "umfrage.csv", "--group", "Vertrieb")
    assert ran.code == 0
    assert lines(ran.out)[:8] == [
        "umfrage.csv: Tabelle",
        "Zugeordnet: 2 Spalten nach acme/maps/umfrage.yaml",
        "Nicht übernommen (wie festgelegt): `Wie lange schon?`",
        "Nicht übernommen (Angaben zur Person): `E-Mail`",
        "Ausgelassen: 1 Zeile ohne Antworten",
        "Ohne Spalte in dieser Datei: L3",
        "Die Personen haben keine eigenen Kennungen; salesex hat welche gebildet (x…).",
        "Datei Gruppe Personen Antworten neu gleich geändert",
    ]
    assert len(list((acme / "responses").iterdir())) == 3


def test_the_same_in_english(salesex, acme: Path) -> None:
    drafted = salesex("collect", "acme", "umfrage.csv", "--draft-map", "--lang", "en", "--map", "own.yaml")
    assert lines(drafted.out)[0] == "umfrage.csv: table" and "own.yaml" in drafted.out
    complete(Path("own.yaml"))
    ran = salesex("collect", "acme", "umfrage.csv", "--map", "own.yaml", "--group", "team", "--lang", "en")
    assert lines(ran.out)[:7] == [
        "umfrage.csv: table",
        "Matched: 2 columns by own.yaml",
        "Not taken over (as decided): `Wie lange schon?`",
        "Not taken over (personal data): `E-Mail`",
        "Left out: 1 row without answers",
        "Without a column in this file: L3",
        "The people have no codes of their own; salesex has made some (x…).",
    ]


def test_a_dry_run_writes_nothing(salesex, acme: Path) -> None:
    Path("kurz.csv").write_text("Code;L1\nP1;4\n", encoding="utf-8")
    ran = salesex("collect", "acme", "kurz.csv", "--group", "team", "--dry-run")
    assert ran.code == 0 and "Probelauf" in ran.out and lines(ran.out)[0] == "kurz.csv: Tabelle"
    assert not (acme / "responses" / "P1-own.yaml").exists() and "Kennungen" not in ran.out


def test_a_draft_where_nothing_is_open_says_so(salesex, acme: Path) -> None:
    Path("kurz.csv").write_text("Code;L1\nP1;4\n", encoding="utf-8")
    ran = salesex("collect", "acme", "kurz.csv", "--draft-map")
    assert lines(ran.out)[-1].startswith("Es ist nichts offen")
    before = (acme / "maps" / "kurz.yaml").read_bytes()
    again = salesex("collect", "acme", "kurz.csv", "--draft-map")
    assert again.code == 3 and "exists already" in again.err
    assert (acme / "maps" / "kurz.yaml").read_bytes() == before


def test_draft_map_may_follow_the_command_that_failed(salesex, acme: Path) -> None:
    words = ("collect", "acme", "umfrage.csv", "--group", "Team", "--draft-map", "--lang", "en")
    tried = salesex(*words, "--dry-run")
    place = acme / "maps" / "umfrage.yaml"
    assert tried.code == 0 and "Dry run" in tried.out and "umfrage.yaml" in tried.out and not place.exists()
    assert salesex(*words).code == 0
    assert '\ngroup: "team"\ncolumns:' in place.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("umfrage.csv", "--draft-map", "--group", "niemand"), 2),
        (("umfrage.csv", "--draft-map", "--replace"), 2),
        (("umfrage.csv", "--group", "niemand"), 2),
        (("umfrage.csv", "--map", "none.yaml"), 3),
        (("none.csv", "--draft-map"), 3),
    ],
)
def test_how_it_fails(salesex, acme: Path, words: tuple[str, ...], code: int) -> None:
    ran = salesex("collect", "acme", *words)
    assert (ran.code, ran.out) == (code, "")
    assert not list((acme / "responses").iterdir())


def test_long_lists_of_missing_items_are_cut() -> None:
    from salesex.cli.recognised import recognised_lines
    from salesex.model.collecting import Ignored, Recognised

    missing = tuple(f"L{number}" for number in range(20))
    found = Recognised("x", "kobo", "KoBo", "", 1, 0, 0, Ignored(), (("partial", 2),), missing, False)
    told = list(recognised_lines(found, "en"))
    assert told[0] == "x: KoBo" and told[-1].endswith("L11 and 8 more")
    assert "2 partial responses" in told[2]
