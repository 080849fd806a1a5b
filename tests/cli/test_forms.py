"""`salesex forms`: which files it makes, codes that stay, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from salesex.errors import CannotRunError
from salesex.forms.workbook_reader import read_form
from salesex.model.codes import is_code
from salesex.reports import render

OWN = """format: salesex/questionnaire/1
id: own
version: "1"
title: Nur deutsch
scale: {min: 1, max: 5}
dimensions:
  - id: x
    title: X
    items:
      - {id: X1, text: "Der Vertrieb von {organisation} ist gut.", observers: [self]}
      - {id: X2, text: {de: Alles ist gut., en: All is well.}}
"""
ENGAGEMENT = """format: salesex/engagement/1
client: Muster
wave: 1
language: de
questionnaires: [own.yaml]
groups:
  team: {title: Team, perspective: self}
  lead: {title: Leitung, perspective: self, single_role: true, consent: 2026-10-20}
  buyers: {title: Kunden, perspective: mirror}
"""


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay nothing out, which takes seconds for every PDF, unless the test asks for a real one."""
    if "real_pdf" not in request.fixturenames:
        monkeypatch.setattr(render, "check_pdf", lambda: None)
        monkeypatch.setattr(render, "sheet_pdf", lambda page: (page.encode(), 1))


@pytest.fixture
def real_pdf() -> None:
    """Have PDFs laid out."""


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    def missing() -> None:
        raise CannotRunError("Pango is missing", "Run: apt-get install libpango-1.0-0")

    monkeypatch.setattr(render, "check_pdf", missing)


@pytest.fixture
def muster(salesex: Any, tmp_path: Path) -> Path:
    salesex("init", tmp_path / "muster", "--example")
    return tmp_path / "muster"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An engagement with one short questionnaire in German."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    (folder / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    return folder


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "forms").iterdir())


def codes(folder: Path) -> list[dict[str, str]]:
    text = (folder / "private" / "codes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_every_group_gets_every_form_it_is_asked(salesex: Any, muster: Path) -> None:
    ran = salesex("forms", muster)
    assert ran.code == 0
    names = made(muster)
    assert sorted(ran.out.splitlines()) == [f"{muster.as_posix()}/forms/{name}" for name in names]
    assert len(names) == (7 * 3 + 1) * 7 + 2
    assert {"information-de.pdf", "information-en.pdf"} < set(names)
    assert [name for name in names if name.startswith("customers")] == [
        f"customers-fremdbild-selbstbild-{rest}"
        for rest in ("de.html", "de.pdf", "de.xlsx", "en.html", "en.pdf", "en.xlsx", "xlsform.xlsx")
    ]
    assert ran.err.splitlines() == [
        "Warnung: Jedes Formular erzeugt seinen eigenen Code: Wer zwei Fragebögen beantwortet, zählt als "
        "zwei Personen. Mit --n bekommt jede Person einen Code für alle.",
        "Minuten zum Antworten, etwa: fremdbild-selbstbild 4, sales-ex 6, omnichannel-roadmap 6",
    ]
    assert not (muster / "private").exists()


def test_the_same_command_again_changes_nothing_but_renews_the_forms(salesex: Any, muster: Path) -> None:
    words = ("forms", muster, "--group", "service", "--format", "html", "--n", 2)
    salesex(*words)
    first = {path: path.read_bytes() for path in (muster / "forms").glob("*/*")}
    listed = codes(muster)
    assert len(first) == 2 * 3 * 2
    assert salesex(*words).code == 0
    assert {path: path.read_bytes() for path in (muster / "forms").glob("*/*")} == first
    assert codes(muster) == listed


@pytest.mark.long
def test_codes_are_kept_apart_and_every_code_has_forms_of_its_own(salesex: Any, muster: Path) -> None:
    ran = salesex("forms", muster, "--group", "service", "--group", "head-of-sales", "--lang", "de", "--n", 3)
    assert ran.code == 0
    listed = codes(muster)
    assert [one["group"] for one in listed] == ["head-of-sales", *["service"] * 3]
    assert all(is_code(one["code"]) for one in listed)
    assert ran.out.splitlines()[0] == (muster / "private" / "codes.csv").as_posix()
    assert "gehört in keine Versionsverwaltung" in ran.err
    assert "eigenen Code" not in ran.err
    for one in listed:
        for questionnaire in ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"):
            stem = muster / "forms" / one["code"] / f"{one['group']}-{questionnaire}-de-{one['code']}"
            found = read_form(stem.with_suffix(".xlsx").read_bytes(), "a.xlsx")
            assert found is not None
            assert (found.respondent, found.group, found.questionnaire) == (
                one["code"], one["group"], questionnaire,
            )  # fmt: skip
            assert json.dumps(one["code"]) in stem.with_suffix(".html").read_text(encoding="utf-8")
    more = salesex("forms", muster, "--group", "service", "--lang", "de", "--n", 5)
    assert more.code == 0
    assert {one["code"] for one in listed} < {one["code"] for one in codes(muster)}
    assert len(codes(muster)) == 6


def test_a_damaged_list_of_codes_stops_the_run(salesex: Any, small: Path) -> None:
    (small / "private").mkdir()
    (small / "private" / "codes.csv").write_text("Anna;Vertrieb\n", encoding="utf-8")
    ran = salesex("forms", small, "--n", 2)
    assert ran.code == 3
    assert "is no list of codes" in ran.err
    assert not (small / "forms").exists()
    assert (small / "private" / "codes.csv").read_text(encoding="utf-8") == "Anna;Vertrieb\n"
    assert salesex("forms", small).code == 0


def test_only_what_a_group_can_observe_is_asked(salesex: Any, small: Path) -> None:
    assert salesex("forms", small, "--format", "xlsx", "--format", "html").code == 0
    asked = {}
    for group in ("team", "buyers"):
        sheet = load_workbook(small / "forms" / f"{group}-own-de.xlsx").worksheets[0]
        asked[group] = {row[0].value for row in sheet.iter_rows() if row[0].value in {"X1", "X2"}}
        page = (small / "forms" / f"{group}-own-de.html").read_text(encoding="utf-8")
        assert ("Der Vertrieb von Muster ist gut." in page) is ("X1" in asked[group])
    assert asked == {"team": {"X1", "X2"}, "buyers": {"X2"}}


def test_who_is_shown_alone_reads_it(salesex: Any, small: Path) -> None:
    salesex("forms", small, "--format", "html", "--lang", "de")
    said = "haben eingewilligt, dass Ihre Einschätzung im Bericht einzeln gezeigt wird"
    pages = {
        group: (small / "forms" / f"{group}-own-de.html").read_text("utf-8") for group in ("team", "lead")
    }
    assert said in pages["lead"]
    assert said not in pages["team"]


def test_a_language_that_is_missing_is_told(salesex: Any, small: Path) -> None:
    text = (small / "own.yaml").read_text(encoding="utf-8")
    (small / "own.yaml").write_text(text.replace("title: Nur deutsch", "title: {de: Nur deutsch}"), "utf-8")
    ran = salesex("forms", small, "--format", "html")
    assert (ran.code, "Warnung" in ran.err) == (0, False)
    assert made(small) == ["buyers-own-de.html", "lead-own-de.html", "team-own-de.html"]
    refused = salesex("forms", small, "--lang", "en")
    assert refused.code == 2
    assert "there is nothing to ask in en" in refused.err
    engagement = (small / "engagement.yaml").read_text(encoding="utf-8")
    (small / "engagement.yaml").write_text(engagement.replace("language: de", "language: en"), "utf-8")
    warned = salesex("forms", small, "--group", "team")
    assert warned.code == 0
    assert "warning: there is no form of own for Team in en" in warned.err
    german = salesex("forms", small, "--group", "Team", "--format", "html", "--lang", "de")
    assert "Minuten zum Antworten" in german.err


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--group", "vertrieb"), "there is no group `vertrieb`"),
        (("--questionnaire", "x"), "there is no questionnaire `x`"),
        (("--n", "0"), "Invalid value for '--n'"),
        (("--format", "docx"), "Invalid value for '--format'"),
        (("--lang", "fr"), "Invalid value for '--lang'"),
    ],
)
def test_wrong_use_is_refused(salesex: Any, small: Path, words: tuple[str, ...], problem: str) -> None:
    ran = salesex("forms", small, *words)
    assert ran.code == 2
    assert problem in ran.err
    assert not (small / "forms").exists()


def test_a_group_that_is_not_asked_a_questionnaire_is_refused(salesex: Any, muster: Path) -> None:
    ran = salesex("forms", muster, "--group", "customers", "--questionnaire", "sales-ex")
    assert ran.code == 2
    assert "there is nothing to ask" in ran.err


def test_errors_in_the_engagement_are_listed(salesex: Any, small: Path, tmp_path: Path) -> None:
    (small / "own.yaml").write_text(OWN.replace("min: 1", "min: 9"), encoding="utf-8")
    assert salesex("forms", small).code == 1
    assert salesex("forms", tmp_path / "nowhere").code == 3


def test_forms_may_go_elsewhere(salesex: Any, small: Path, tmp_path: Path) -> None:
    ran = salesex("forms", small, "--output", tmp_path / "out", "--format", "html", "--lang", "de", "--n", 1)
    assert ran.code == 0
    assert len(list((tmp_path / "out").glob("*/*.html"))) == 3
    assert {path.name for path in (tmp_path / "out").iterdir()} == {one["code"] for one in codes(small)}
    assert not (small / "forms").exists()
    assert len(codes(small)) == 3


def test_a_long_questionnaire_is_warned_of(salesex: Any, small: Path) -> None:
    items = "".join(f"      - {{id: L{at}, text: Aussage {at}}}\n" for at in range(130))
    text = (small / "own.yaml").read_text(encoding="utf-8")
    (small / "own.yaml").write_text(text + items, encoding="utf-8")
    ran = salesex("forms", small, "--format", "html")
    assert "Warnung: own dauert 15 Minuten oder länger" in ran.err


def test_names_of_files_are_those_of_one_form_only(salesex: Any, small: Path) -> None:
    engagement = ENGAGEMENT.replace("own.yaml", "own.yaml, b-own.yaml").replace(
        "  team:", "  team-b: {title: B, perspective: self}\n  team:"
    )
    other = (small / "own.yaml").read_text(encoding="utf-8").replace("id: own", "id: b-own")
    (small / "b-own.yaml").write_text(other.replace("X1", "Y1").replace("X2", "Y2"), encoding="utf-8")
    (small / "engagement.yaml").write_text(engagement, encoding="utf-8")
    ran = salesex("forms", small, "--format", "html", "--lang", "de")
    assert ran.code == 0, ran.err
    assert {"team-b.own-de.html", "team.b-own-de.html", "team-own-de.html"} < set(made(small))
    assert len(made(small)) == 8


def test_what_a_survey_tool_exports_is_a_table_of_responses(salesex: Any, muster: Path) -> None:
    salesex("forms", muster, "--format", "xlsform", "--group", "service", "--questionnaire", "sales-ex")
    form = muster / "forms" / "service-sales-ex-xlsform.xlsx"
    result = convert(xlsform=io.BytesIO(form.read_bytes()), file_type=".xlsx", warnings=[])
    (data,) = ET.fromstring(result.xform).findall(".//{*}model/{*}instance/{*}data")
    columns = [one.tag.rpartition("}")[2] for one in data.iter() if not len(one)]
    row = {"group": "service", "questionnaire": "sales-ex", "version": "1.0.0", "mode": "self"}
    row |= {"date": "2026-11-22", "respondent": "ODK-1", "comment": "Gut", "instanceID": "uuid:1"}
    row |= {name: ("?", "1", "5")[at % 3] for at, name in enumerate(columns) if name.startswith("SE-")}
    for path in (muster / "responses").iterdir():
        path.unlink()
    with (muster / "responses" / "odk.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerow(row)
    settings = (muster / "engagement.yaml").read_text(encoding="utf-8")
    settings += "responses: {ignore_columns: [about, questionnaire, version, instanceID]}\n"
    (muster / "engagement.yaml").write_text(settings, encoding="utf-8")
    checked = json.loads(salesex("validate", muster, "--format", "json").out)
    assert [issue for issue in checked["issues"] if issue["severity"] == "error"] == []
    assert checked["summary"]["files"] > 1


def test_paper_is_blank_unless_it_is_asked_for_by_code(salesex: Any, small: Path) -> None:
    words = ("forms", small, "--group", "team", "--lang", "de", "--n", 2)
    assert salesex(*words).code == 0
    assert [name for name in made(small) if name.endswith(".pdf")] == [
        "information-de.pdf",
        "team-own-de.pdf",
    ]
    assert salesex(*words, "--format", "paper").code == 0
    for one in codes(small):
        assert one["code"] in (small / "forms" / one["code"] / f"team-own-de-{one['code']}.pdf").read_text(
            encoding="utf-8"
        )


def test_paper_has_the_colour_of_the_client(salesex: Any, small: Path) -> None:
    settings = (small / "engagement.yaml").read_text(encoding="utf-8")
    (small / "engagement.yaml").write_text(settings + 'report: {colour: "#7a1f3d"}\n', encoding="utf-8")
    assert salesex("forms", small, "--group", "team", "--lang", "de", "--format", "paper").code == 0
    assert made(small) == ["team-own-de.pdf"]
    assert "#7a1f3d" in (small / "forms" / "team-own-de.pdf").read_text(encoding="utf-8").casefold()


def test_paper_and_the_information_sheet_are_documents(salesex: Any, small: Path, real_pdf: None) -> None:
    assert salesex("forms", small, "--group", "team", "--lang", "de").code == 0
    for name in ("information-de.pdf", "team-own-de.pdf"):
        assert (small / "forms" / name).read_bytes().startswith(b"%PDF-")


def test_what_the_information_sheet_lacks_is_said_once(salesex: Any, muster: Path) -> None:
    settings = (muster / "engagement.yaml").read_text(encoding="utf-8")
    start = settings.index("contact:")
    end = settings.index("\n", start)
    (muster / "engagement.yaml").write_text(settings[:start] + settings[end + 1 :], encoding="utf-8")
    ran = salesex("forms", muster, "--group", "customers")
    assert ran.code == 0, ran.err
    assert ran.err.count("`contact` ist in engagement.yaml nicht ausgefüllt") == 1
    assert "contact" not in salesex("forms", muster, "--group", "customers", "--format", "html").err


def test_a_language_the_sheet_lacks_is_said(salesex: Any, muster: Path) -> None:
    settings = (muster / "engagement.yaml").read_text(encoding="utf-8")
    start = settings.index("  en:", settings.index("purpose:"))
    settings = settings[:start] + settings[settings.index("\n", start) + 1 :]
    (muster / "engagement.yaml").write_text(settings, encoding="utf-8")
    ran = salesex("forms", muster, "--group", "customers")
    assert "kein Informationsblatt in der Sprache en: In ihr fehlt /purpose" in ran.err
    assert "information-de.pdf" in made(muster)
    assert "information-en.pdf" not in made(muster)


def test_without_pango_the_others_are_made(salesex: Any, small: Path, no_pango: None) -> None:
    ran = salesex("forms", small, "--group", "team", "--lang", "de")
    assert ran.code == 0
    assert "keine Formulare auf Papier, denn dafür fehlt Pango" in ran.err
    assert "warning: no forms on paper" in salesex("forms", small, "--group", "buyers", "--lang", "en").err
    assert "apt-get" in ran.err
    assert [name for name in made(small) if "team" in name or "-de" in name] == [
        "information-de.html",
        "team-own-de.html",
        "team-own-de.xlsx",
        "team-own-xlsform.xlsx",
    ]


def test_without_pango_asking_for_paper_fails(salesex: Any, small: Path, no_pango: None) -> None:
    ran = salesex("forms", small, "--group", "team", "--lang", "de", "--format", "html", "--format", "paper")
    assert ran.code == 3
    assert "Pango is missing" in ran.err
    assert made(small) == ["team-own-de.html"]
    assert salesex("forms", small, "--format", "paper", "--n", 2).code == 3
    assert not (small / "private").exists()


def test_groups_and_questionnaires_may_be_named_by_title(salesex: Any, small: Path) -> None:
    words = ("forms", small, "--format", "html", "--lang", "de", "--questionnaire", "nur DEUTSCH")
    assert salesex(*words, "--group", "kunden", "--group", "team").code == 0
    assert made(small) == ["buyers-own-de.html", "team-own-de.html"]


def test_more_codes_than_people_are_invited_are_warned_of(salesex: Any, small: Path) -> None:
    settings = (small / "engagement.yaml").read_text(encoding="utf-8")
    settings = settings.replace("{title: Team,", "{title: Team, invited: 9,")
    (small / "engagement.yaml").write_text(settings, encoding="utf-8")
    words = ("forms", small, "--format", "html", "--lang", "de", "--n")
    assert "Eingeladene" not in salesex(*words, 9).err
    assert "Warnung: Team hat 10 Codes, aber nur 9 Eingeladene (invited)." in salesex(*words, 10).err
    assert "Eingeladene" not in salesex(*words, 10, "--group", "buyers").err


def test_several_forms_of_one_person_are_announced_only_where_they_are(salesex: Any, muster: Path) -> None:
    assert "eigenen Code" not in salesex("forms", muster, "--group", "customers", "--format", "html").err
    assert "eigenen Code" not in salesex("forms", muster, "--group", "service", "--format", "xlsform").err
    assert "a code of its own" in salesex(
        "forms", muster, "--group", "service", "--format", "html", "--lang", "en"
    ).err  # fmt: skip
