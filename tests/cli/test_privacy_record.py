"""`salesex privacy record`: made from the engagement and the rules in force; gaps are lines to fill in."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
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
        "purpose", "contact", "privacy: keep_until", "report: author",
    ]  # fmt: skip
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
    assert len(pages) == 6
    own = [page for page in pages if "Works council: date, signature" in page.extract_text()]
    assert len(own) == 1
    assert "Procedure" in own[0].extract_text()  # the signature is not alone
    appendix = " ".join(page.extract_text() for page in pages[3:])
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
    assert "Wer darin einzelne Antworten sehen kann" in annex
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


def test_exports_that_lie_there_are_named_by_their_tool(surveyed: Path, salesex: Any) -> None:
    assert salesex("collect", surveyed, surveyed / "inbox/antworten.csv", "--group", "customers").code == 0
    record, annex = texts(surveyed)
    for text in (record, annex):
        assert "Antworten kamen aus einem Umfragewerkzeug: Google Forms." in text
    assert "die im Ordner liegen (am Tag dieses Entwurfs: 1)" in record
    (surveyed / "inbox/antworten.csv").unlink()
    assert "Antworten kamen aus einem Umfragewerkzeug. Es kann" in texts(surveyed)[0]  # by codes we made
    assert "Exporte eines Umfragewerkzeugs als Datei" in texts(surveyed)[0]


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
