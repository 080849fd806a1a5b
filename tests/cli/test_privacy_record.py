"""`salesex privacy record`: made from the engagement and the rules in force; gaps are lines to fill in."""

from __future__ import annotations

import datetime as dt
import html
import inspect
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from salesex import pipeline

FULL = {
    "purpose": {"de": "{organisation} will wachsen.", "en": "{organisation} wants to grow."},
    "contact": "Eva Beispiel, 0711 1234567",
    "privacy": {"min_group_size": 7, "keep_until": "2027-12-31"},
    "report": {"author": "Muster Beratung"},
    "procedure": {"announced": "2026-10-01", "survey": {"from": "2026-10-05", "until": "2026-10-23"}},
    "units": {"nord": {"title": "Nord"}},
}
DAY = dt.date(2026, 11, 2)


def settle(folder: Path, **settings: object) -> None:
    path = folder / "engagement.yaml"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | settings, ensure_ascii=False), encoding="utf-8")


def texts(folder: Path, language: str = "de") -> tuple[str, str]:
    """The words of the record and of the annex."""
    made = pipeline.record_privacy(folder, format="html", language=language, today=DAY)
    pages = [data.decode() for data in made.files.values()]
    record, annex = (re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", page) for page in pages)
    return " ".join(html.unescape(record).split()), " ".join(html.unescape(annex).split())


def test_both_say_what_the_engagement_says(acme: Path) -> None:
    settle(acme, **FULL)
    record, annex = texts(acme)
    for text in (record, annex):
        assert "Muster & Söhne GmbH will wachsen." in text
        assert "bis zum 31. Dezember 2027" in text
        assert "Entwurf" in text
        assert "keine Rechtsberatung" in text
        assert "2. November 2026" in text
        assert "Eva Beispiel, 0711 1234567" in text
        assert "Kundenunternehmen Kunden und Partner 14 Fremdbild – Selbstbild" in text
        assert "Vertriebsteam Vertrieb und seine Leitung 24 alle" in text
        assert "Muster Beratung" in text
    assert "Unternehmensteil" in record
    assert "Art. 30 Abs. 1 DSGVO" in record
    assert "5. Oktober 2026: Beginn der Befragung" in annex
    assert "Keine Auswertung einzelner Beschäftigter, keine Rangliste" in annex


def test_numbers_are_those_of_the_rules_in_force(acme: Path) -> None:
    settle(acme, **FULL)
    record, annex = texts(acme)
    assert "erst ab 7 Personen gezeigt" in record
    assert "erst ab 14, Kommentare werden erst ab 14 Personen" in record
    assert "7 Personen, davon mindestens 3 neben der größten Gruppe" in annex
    assert "Für diese Befragung gilt 7. Weniger als 3 lässt das Programm nicht zu." in annex
    assert "Bei 7 Personen sind das 6." in annex
    assert not re.search(r"\b5 Personen|\b10 Personen", record + annex)


def test_what_only_people_know_is_a_line_to_fill_in(acme: Path, salesex: Any) -> None:
    record, annex = texts(acme)
    for label in (
        "Anschrift und Vertretung des Verantwortlichen",
        "Datenschutzbeauftragte oder Datenschutzbeauftragter, mit Kontakt",
        "Rechtsgrundlage, festgelegt durch den Verantwortlichen",
        "Antworten und Codes werden aufbewahrt bis",
        "Wer Zugang zum Ordner hat",
        "Beratung: Name und Anschrift",
        "Werkzeug und Anbieter, mit Anschrift",
        "Drittland, und geeignete Garantien (Art. 44 bis 49 DSGVO)",
    ):
        assert label in record
    assert "Betriebsrat: Datum, Unterschrift" in annex
    ran = salesex("privacy", "record", acme, "--format", "html")
    assert ran.code == 0
    assert re.findall(r"Warnung: `([^`]+)`", ran.err) == [
        "contact", "privacy: keep_until", "report: author",
    ]  # fmt: skip
    ran = salesex("privacy", "record", acme, "--format", "html", "--as", "processor")
    assert re.findall(r"Warnung: `([^`]+)`", ran.err) == ["privacy: keep_until", "report: author"]
    settle(acme, **FULL)
    assert "Beratung: Anschrift, Vertretung und Kontakt" in texts(acme)[0]
    assert "Warnung" not in salesex("privacy", "record", acme, "--format", "html").err


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        ("2026-10-20", "Marketing: einzeln gezeigt, Einwilligung vom 20. Oktober 2026"),
        (None, "Marketing: keine Einwilligung, wird nicht einzeln gezeigt"),
    ],
)
def test_single_persons_and_their_consent(acme: Path, consent: str | None, said: str) -> None:
    assert "In dieser Befragung wird niemand einzeln gezeigt." in texts(acme)[1]
    path = acme / "engagement.yaml"
    settings = json.loads(path.read_text(encoding="utf-8"))
    group = settings["groups"]["marketing"]
    group |= {"single_role": True, "invited": 1} | ({"consent": consent} if consent else {})
    path.write_text(json.dumps(settings), encoding="utf-8")
    annex = texts(acme)[1]
    assert said in annex
    assert ("Ausgenommen sind einzelne Personen" in annex) is (consent is not None)


@pytest.mark.long
def test_pdfs_are_written_and_nothing_else(acme: Path, salesex: Any) -> None:
    settle(acme, **FULL)
    before = sorted(acme.rglob("*"))
    ran = salesex("privacy", acme, "record", "--lang", "en")
    assert ran.code == 0
    names = [f"{acme.as_posix()}/privacy/{name}-en.pdf" for name in ("record", "works-council")]
    assert ran.out.splitlines() == names
    assert sorted({*acme.rglob("*")} - {*before}) == sorted([acme / "privacy", *map(Path, names)])
    pages = pypdf.PdfReader(io.BytesIO(Path(names[1]).read_bytes())).pages
    text = " ".join(page.extract_text() for page in pages)
    assert len(pages) == 7
    own = [page for page in pages if "Works council: date, signature" in page.extract_text()]
    assert len(own) == 1
    assert "Procedure" in own[0].extract_text()  # the signature is not alone
    appendix = " ".join(page.extract_text() for page in pages[4:])
    assert all(f" {item} " in f" {appendix} ".replace("\n", " ") for item in ("SE-S01", "RM-001", "FS-T8"))
    assert "What never happens" in text
    assert not re.search(r"\b(und|nicht|Antworten)\b", text)


def test_pages_are_written_and_nothing_else(acme: Path, salesex: Any) -> None:
    before = {*acme.rglob("*")}
    ran = salesex("privacy", "record", acme, "--format", "html")
    names = [f"{acme.as_posix()}/privacy/{name}-de.html" for name in ("record", "works-council")]
    assert (ran.code, ran.out.splitlines()) == (0, names)
    assert {*acme.rglob("*")} - before == {acme / "privacy", *map(Path, names)}


def test_a_text_without_the_language_is_refused(acme: Path, salesex: Any, tmp_path: Path) -> None:
    settle(acme, purpose={"de": "Wachsen."})
    ran = salesex("privacy", "record", acme, "--lang", "en", "--format", "html", "--output", tmp_path / "out")
    assert (ran.code, ran.out) == (1, "")
    assert "E047" in ran.err
    assert not (tmp_path / "out").exists()
    assert salesex("privacy", "record", acme / "nowhere").code == 3


def test_hostile_texts_stay_texts(acme: Path) -> None:
    settle(acme, client="<script>alert(1)</script>", contact="{words} {{ 7*7 }}")
    made = pipeline.record_privacy(acme, format="html", today=DAY)
    for page in made.files.values():
        assert b"<script>" not in page
        assert b"{{ 7*7 }}" in page


def test_nothing_is_promised_for_a_survey_tool(acme: Path) -> None:
    record, annex = texts(acme)
    for text in (record, annex):
        assert "Nur auszufüllen, wenn ein Umfragewerkzeug benutzt wird." in text
        assert "oft Name, E-Mail-Adresse, IP-Adresse, Beginn und Ende" in text
    assert "Das Programm zeichnet nicht auf, wie lange oder wie oft jemand antwortet" in annex
    assert "Wer einzelne Antworten sehen kann, je Werkzeug" in annex
    assert "den nur die befragte Person kennt" not in record
    assert "bildet das Programm welche, die niemand kennt" in record
    for place in ("private/origins.json", "private/purged.jsonl", "private/codes.csv", "maps/"):
        assert place in record


@pytest.fixture
def surveyed(acme: Path) -> Path:
    """An engagement with two answers from Google Forms; the export lies beside them."""
    rows = [
        "Zeitstempel,Nutzername,FS-C1,FS-C2",
        "03.11.2026 09:15:32,a@example.org,4,5",
        "03.11.2026 10:02:11,b@example.org,2,3",
    ]
    (acme / "inbox").mkdir()
    (acme / "inbox" / "antworten.csv").write_text("\n".join(rows), encoding="utf-8")
    return acme


def collect(salesex: Any, folder: Path) -> None:
    ran = salesex("collect", folder, folder / "inbox/antworten.csv", "--group", "customers")
    assert ran.code == 0, ran.err


def test_tools_are_those_of_what_was_collected(surveyed: Path, salesex: Any) -> None:
    assert "Nur auszufüllen" in texts(surveyed)[0]  # a file that merely lies there tells nothing
    collect(salesex, surveyed)
    other = "Startzeit,Fertigstellungszeit,E-Mail,Name,FS-C1\n11/3/26 9:00:00,11/3/26 9:09:00,a@b.de,A,4\n"
    (surveyed / "inbox" / "fremd.csv").write_text(other, encoding="utf-8")
    for text in (*texts(surveyed), processor_text(surveyed)):
        assert "Gesammelt wurden Antworten aus: Google Forms." in text
        assert "Google Forms Anbieter mit Anschrift, oder eigener Server Vertrag mit dem Anbieter" in text
        assert "Microsoft Forms" not in text
    assert "die im Ordner liegen (am Tag dieses Entwurfs: 2)" in texts(surveyed)[0]


def test_every_tool_has_lines_of_its_own(surveyed: Path, salesex: Any) -> None:
    collect(salesex, surveyed)
    path = surveyed / "private/origins.json"
    origins = json.loads(path.read_text(encoding="utf-8"))
    for number, tool in enumerate(("limesurvey", "table")):
        origins["sources"][f"{number:064}"] = {"file": "a.csv", "date": "2026-11-02", "tool": tool}
    path.write_text(json.dumps(origins), encoding="utf-8")
    for text in (*texts(surveyed), processor_text(surveyed)):
        assert "aus: Google Forms, LimeSurvey und Tabellen ohne erkennbares Werkzeug." in text
        assert text.count("Vertrag mit dem Anbieter über die Auftragsverarbeitung (Art. 28 DSGVO)") == 3
        assert text.count("Umfrage und Antworten dort gelöscht am") == 3
        assert "Tabellen ohne erkennbares Werkzeug Werkzeug und Anbieter, mit Anschrift" in text
    assert "Tables of no known tool Tool and provider, with address" in texts(surveyed, "en")[0]


def test_tools_are_known_after_everything_is_deleted(surveyed: Path, salesex: Any) -> None:
    collect(salesex, surveyed)
    settle(surveyed, date="2020-01-01", privacy={"keep_until": "2020-12-31"})
    (surveyed / "inbox" / "spaeter.csv").write_text("Startzeit,Name,FS-C1\n1,A,4\n", encoding="utf-8")
    assert salesex("privacy", "purge", surveyed, "--expired", "--yes").code == 0
    assert not (surveyed / "private/origins.json").exists()
    for text in texts(surveyed):
        assert "Gesammelt wurden Antworten aus: Google Forms." in text


def test_titles_of_tools_are_those_of_their_exports() -> None:
    from salesex.exports import sources
    from salesex.model.exports import TITLES

    modules = [sys.modules[each.__module__] for each in sources.TOOLS]
    assert {module.SOURCE for module in modules} == TITLES.keys()  # type: ignore[attr-defined]
    for module in modules:
        assert f'"{TITLES[module.SOURCE]}"' in inspect.getsource(module)  # type: ignore[attr-defined]


def processor_text(folder: Path) -> str:
    made = pipeline.record_privacy(folder, format="html", by="processor", today=DAY)
    (page,) = (data.decode() for data in made.files.values())
    return " ".join(html.unescape(re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", page)).split())


MAP = """format: salesex/map/1
source: google-forms
columns:
  "Zeitstempel": date
  "Nutzername": ignore
  "E-Mail-Adresse": ignore
  "FS-C1": FS-C1
  "Noch etwas dazu?": comment:FS-C1
  "Wie lange arbeiten Sie schon hier?": ignore
  "Was sollte der Vertrieb als Erstes ändern?": comment
  "Ihr Bereich": group
"""


def test_the_works_council_sees_what_else_is_asked(acme: Path) -> None:
    annex = texts(acme)[1]
    assert "Aus dem Ordner ist keine bekannt." in annex
    assert "Weitere Fragen, und wozu" in annex
    (acme / "maps").mkdir()
    (acme / "maps/google-forms.yaml").write_text(MAP, encoding="utf-8")
    (acme / "maps/offen.yaml").write_text('format: salesex/map/1\ncolumns: {"Offen": ""}\n', encoding="utf-8")
    annex = texts(acme)[1]
    for said in (
        "Wie lange arbeiten Sie schon hier? wird nicht übernommen",
        "Was sollte der Vertrieb als Erstes ändern? wird als Kommentar übernommen",
        "Ihr Bereich wird als Gruppe übernommen",
        "Kommentare zu einer einzelnen Aussage werden übernommen.",
        "Angaben zur Person, die nicht übernommen werden: E-Mail-Adresse.",
        "Weitere Fragen, und wozu",
    ):
        assert said in annex
    for noise in ("Zeitstempel", "Nutzername", "Offen ", "Aus dem Ordner ist keine bekannt"):
        assert noise not in annex
    assert "What should" not in annex
    assert "§ 94 BetrVG" in annex
    assert "§ 87 Abs. 1 Nr. 6 BetrVG" in annex


def test_the_annex_says_who_is_employed_there(acme: Path) -> None:
    annex = texts(acme)[1]
    inside = re.search(r"Beim Auftraggeber beschäftigt, nach der Sicht der Gruppen: ([^.]*)\.", annex)
    outside = re.search(r"Nicht bei ihm beschäftigt: ([^.]*)\.", annex)
    assert inside and "Vertriebsteam" in inside[1] and "Kundenunternehmen" not in inside[1]
    assert outside and outside[1] == "Kundenunternehmen"
    assert "leitende Angestellte (§ 5 Abs. 3 BetrVG)" in annex


def test_what_stays_is_said_plainly(acme: Path) -> None:
    for text in texts(acme):
        assert "Auch neue Berichte zeigen eine Gruppe weiter auf diesem Stand" in text
        assert "Ergebnisse und Berichte, mit den Kommentaren darin, und Notizen werden aufbewahrt bis" in text
        assert "solange er irgendwo aufbewahrt wird" in text
    assert "in Kommentaren oder Notizen vorkommen können: Kolleginnen" in texts(acme)[0]
    assert "In Kommentaren können andere Personen genannt sein." in texts(acme)[1]


def broken(pdf: bytes) -> list[str]:
    """Pieces of headings that begin a page: its highest text in the margin begins with a small letter."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        lines: list[tuple[float, str]] = []

        def visit(text: str, cm: Any, tm: Any, *_: object, lines: list[tuple[float, str]] = lines) -> None:
            if text.strip() and tm[4] * cm[0] + cm[4] < 60:
                lines.append((tm[5] * cm[3] + cm[5], text.strip()))

        page.extract_text(visitor_text=visit)
        found.append(max(lines)[1])
    return [text for text in found if text[0].islower()]


@pytest.mark.long
@pytest.mark.parametrize("lines", range(22, 27))
def test_no_heading_is_broken_by_the_end_of_a_page(acme: Path, lines: int) -> None:
    """An author of many lines moves everything down, so that the page ends somewhere else."""
    settle(acme, **FULL | {"report": {"author": "\n".join(["Beratung"] * lines)}})
    (pdf,) = pipeline.record_privacy(acme, by="processor", today=DAY).files.values()
    assert broken(pdf) == []


def test_every_statement_stands_in_the_appendix(acme: Path) -> None:
    from salesex.surveys.engagements.engagements import read_engagement

    settle(acme, **FULL)
    annex = texts(acme)[1]
    engagement = read_engagement(acme).value
    assert engagement is not None
    for part in engagement.questionnaires:
        for item in part.items():
            assert isinstance(item.text, dict)
            assert f"{item.id} {item.text['de'].replace('{organisation}', engagement.client)}" in annex
        assert f", Fassung {part.version} Antworten: " in annex
    assert "(gefragt: Vertrieb und seine Leitung und Kunden und Partner)" in annex
    assert "oder „kann ich nicht beurteilen“" in annex


def test_a_processor_has_a_record_of_its_own(acme: Path, salesex: Any) -> None:
    settle(acme, **FULL)
    ran = salesex("privacy", "record", acme, "--as", "processor", "--format", "html")
    place = acme / "privacy" / "record-processor-de.html"
    assert (ran.code, ran.out.splitlines()) == (0, [place.as_posix()])
    assert "Das ist ein Entwurf" in ran.err
    text = html.unescape(re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", place.read_text(encoding="utf-8")))
    for said in (
        "Muster Beratung · Verzeichnis des Auftragsverarbeiters nach Art. 30 Abs. 2 DSGVO",
        "Datenschutzbeauftragte oder Datenschutzbeauftragter der Beratung, mit Kontakt",
        "Anschrift und Vertretung des Verantwortlichen",
        "Vertrag über die Auftragsverarbeitung (Art. 28 Abs. 3 DSGVO), vom",
        "Kategorien von Verarbeitungen",
        "auf bis zu 106 Aussagen",
        "Übermittlung in ein Drittland: welches, und geeignete Garantien",
        "erst ab 7 Personen gezeigt",
    ):
        assert said in text
    assert "Rechtsgrundlage" not in text  # the controller's matter
