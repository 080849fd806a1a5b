"""Exports in the shapes that survey tools give them: the same three people in all of them.

Two have finished, the third has stopped after the first statement or has only looked. Nothing here is
copied from anybody: shapes are as their makers and public scripts describe them, texts are ours.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from salesex.model.exports import RawTable

Rows = list[list[str]]
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
IDS = ("SV-01", "SV-02", "SV-03")
DE = (
    "Anfragen werden am selben Tag beantwortet.",
    "Anfragen bleiben bei Muster & Söhne liegen.",
    "Zugesagte Termine werden gehalten – „immer“.",
)
EN = (
    "Inquiries are answered on the same day.",
    "Inquiries lie about at Muster & Söhne.",
    "Promised dates are kept – “always”.",
)
LABELS = {
    "1": ("trifft gar nicht zu", "does not apply at all"),
    "2": ("trifft eher nicht zu", "tends not to apply"),
    "3": ("teils, teils", "partly"),
    "4": ("trifft eher zu", "tends to apply"),
    "5": ("trifft voll zu", "applies fully"),
    "?": ("kann ich nicht beurteilen", "I cannot judge this"),
}
FINISHED = (("4", "2", "5"), ("3", "?", "1"))
"""Answers of those who finished; what every import has to find."""
STOPPED = ("5", "", "")
ENGAGEMENT = """format: salesex/engagement/1
client: Muster & Söhne
wave: "2026"
language: de
questionnaires: [service.yaml]
groups:
  team: {title: {de: Vertriebsteam, en: Sales team}, perspective: self}
  customers: {title: {de: Kundenunternehmen, en: Customers}, perspective: mirror}
"""
QUESTIONNAIRE = """format: salesex/questionnaire/1
id: service
version: 1.0.0
title: Service
scale:
  min: 1
  max: 5
  labels:
    1: {de: trifft gar nicht zu, en: does not apply at all}
    2: {de: trifft eher nicht zu, en: tends not to apply}
    3: {de: "teils, teils", en: partly}
    4: {de: trifft eher zu, en: tends to apply}
    5: {de: trifft voll zu, en: applies fully}
  no_answer: {de: kann ich nicht beurteilen, en: I cannot judge this}
dimensions:
  - id: speed
    title: {de: Tempo, en: Speed}
    items:
      - id: SV-01
        text: {de: Anfragen werden am selben Tag beantwortet., en: Inquiries are answered on the same day.}
      - id: SV-02
        text:
          de: Anfragen bleiben bei {organisation} liegen.
          en: Inquiries lie about at {organisation}.
        reverse: true
      - id: SV-03
        text: {de: Zugesagte Termine werden gehalten – „immer“., en: Promised dates are kept – “always”.}
"""


@dataclass(frozen=True)
class Sample:
    """One file: its name, its bytes, its rows, and the options `collect` needs beside it."""

    name: str
    data: bytes
    rows: Rows
    options: tuple[str, ...] = ("--group", "team")


def table(rows: Sequence[Sequence[str]], file: str = "export.csv") -> RawTable:
    """Return rows as the reader hands them on."""
    return RawTable(file, "", tuple(map(tuple, rows)), tuple(range(1, len(rows) + 1)))


def as_csv(
    rows: Rows,
    separator: str = ",",
    encoding: str = "utf-8",
    ending: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    """Return rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ending, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """Return rows as a workbook in which numbers are numbers and times are times."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            page.cell(number, column).value = _value(text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(text: str) -> int | dt.datetime | str | None:
    if text.isdecimal():
        return int(text)
    return dt.datetime.fromisoformat(text) if _TIME.fullmatch(text) else text or None


def said(answers: Sequence[str], language: int = 0) -> list[str]:
    """Answers as labels, German (0) or English (1)."""
    return [LABELS[one][language] if one else "" for one in answers]


def excel_german(rows: Rows) -> bytes:
    """What a German Excel makes of a table when it saves it as CSV: signs, days and long numbers."""
    return as_csv([[_in_german_excel(text) for text in row] for row in rows], ";", "cp1252")


def _in_german_excel(text: str) -> str:
    if text.isdecimal() and len(text) > 11:
        return f"{float(text):.5E}".replace(".", ",")
    if _TIME.fullmatch(text):
        return dt.datetime.fromisoformat(text).strftime("%d.%m.%Y %H:%M")
    return text


def limesurvey_codes() -> Rows:
    """Codes of questions and answers; a matrix with the items as subquestions; with codes of people."""
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp"]
    rows = [[*head, "ipaddr", "G01Q01[SV01]", "G01Q01[SV02]", "G01Q01[SV03]", "interviewtime", "groupTime12"]]
    for number, (token, answers) in enumerate(
        zip(("k7m2p9", "a3x8t4", "q5w1z6"), (*FINISHED, STOPPED)), start=7
    ):
        end = f"2026-11-0{number - 5} 09:41:1{number}" if "" not in answers else ""
        start = f"2026-11-0{number - 5} 09:31:1{number}"
        codes = ["" if one == "?" else one for one in answers]
        rows.append(
            [
                str(number),
                end,
                "2",
                "de",
                "118",
                token,
                start,
                end or start,
                "192.0.2.7",
                *codes,
                "61.2",
                "55.1",
            ]
        )
    return rows


def limesurvey_texts(language: int = 0) -> Rows:
    """Full texts of questions, with HTML and non-breaking spaces, and full answers."""
    heads = (
        ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert",
         "Datum gestartet", "Datum letzte Aktivität", "IP-Adresse"],
        ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started",
         "Date last action", "IP address"],
    )  # fmt: skip
    question = ("<p>Wie sehr trifft das zu?</p>", "<p>How much does this apply?</p>")[language]
    texts = [text.replace(" ", "\u00a0", 1).replace("&", "&amp;") for text in (DE, EN)[language]]
    rows = [heads[language] + [f"{question} [<b>{text}</b>]" for text in texts]]
    for number, answers in enumerate((*FINISHED, STOPPED), start=1):
        end = f"2026-11-0{number} 09:41:0{number}" if "" not in answers else ""
        start = f"2026-11-0{number} 09:31:0{number}"
        rows.append(
            [str(number), end, "2", "de", "42", start, end or start, "192.0.2.7", *said(answers, language)]
        )
    return rows


def limesurvey_both() -> Rows:
    """Codes and texts, full answers, only what is needed; no times were kept."""
    head = ["id. Antwort ID", "submitdate. Datum Abgeschickt"]
    questions = [f"G01Q01[{one.replace('-', '')}]. Bitte bewerten. [{text}]" for one, text in zip(IDS, DE)]
    rows = [head + questions]
    for number, answers in enumerate((*FINISHED, STOPPED), start=1):
        rows.append([str(number), "" if "" in answers else "1980-01-01 00:00:00", *said(answers)])
    return rows


def limesurvey_vv() -> Rows:
    """A row of texts above the row of codes."""
    codes = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
    texts = ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert",
             "Datum gestartet", "Datum letzte Aktivität"]  # fmt: skip
    rows = [
        texts + [f"Bitte bewerten. ({text})" for text in DE],
        codes + [f"G01Q01_{one.replace('-', '')}" for one in IDS],
    ]
    for number, answers in enumerate((*FINISHED, STOPPED), start=1):
        end = f"2026-11-0{number} 09:41:0{number}" if "" not in answers else "{question_not_shown}"
        start = f"2026-11-0{number} 09:31:0{number}"
        shown = ["{question_not_shown}" if one in {"", "?"} else one for one in answers]
        rows.append([str(number), end, "2", "de", "42", start, start, *shown])
    return rows


def microsoft_forms(language: int = 0) -> Rows:
    """The workbook: statements of a Likert question are headings, with a non-breaking space at the end."""
    heads = (
        ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"],
        ["ID", "Start time", "Completion time", "Email", "Name"],
    )
    rows = [heads[language] + [f"{text}\u00a0" for text in (DE, EN)[language]]]
    for number, answers in enumerate(FINISHED, start=1):
        times = [f"2026-11-0{number} 09:31:0{number}", f"2026-11-0{number} 09:41:0{number}"]
        rows.append([str(number), *times, "anna.muster@example.org", "Anna Muster", *said(answers, language)])
    return rows


def microsoft_forms_csv() -> Rows:
    """What is saved as CSV: the question stands before each statement; nobody is named."""
    rows = [
        [
            "Id",
            "Startzeit",
            "Fertigstellungszeit",
            "E-Mail",
            "Name",
            *(f"Trifft das zu?.{text}" for text in DE),
        ]
    ]
    for number, answers in enumerate(FINISHED, start=1):
        times = [f"0{number}.11.2026 09:31", f"0{number}.11.2026 09:41"]
        rows.append([str(number), *times, "anonymous", "", *said(answers)])
    return rows


def google_forms(language: int = 0) -> Rows:
    """The sheet: the time, the address, and a row of a grid in brackets behind the question."""
    head = (["Zeitstempel", "E-Mail-Adresse"], ["Timestamp", "Email Address"])[language]
    question = ("Wie sehr trifft das zu?", "How much does this apply?")[language]
    rows = [head + [f"{question} [{text}]" for text in (DE, EN)[language]]]
    for number, answers in enumerate(FINISHED, start=1):
        time = (f"0{number}.11.2026 09:41:0{number}", f"2026/11/0{number} 9:41:0{number} AM GMT+1")[language]
        rows.append([time, f"person{number}@example.org", *said(answers, language)])
    return rows


def qualtrics(labels: bool = True, rows_of_headings: int = 3) -> Rows:
    """Codes, texts and ids; a preview, a test, spam and an answer that was not finished."""
    head = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished",
            "RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail",
            "ExternalReference", "LocationLatitude", "LocationLongitude", "DistributionChannel",
            "UserLanguage"]  # fmt: skip
    texts = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)",
             "Finished", "Recorded Date", "Response ID", "Recipient Last Name", "Recipient First Name",
             "Recipient Email", "External Data Reference", "Location Latitude", "Location Longitude",
             "Distribution Channel", "User Language"]  # fmt: skip
    ids = [f'{{"ImportId":"{name}"}}' for name in head] + [f'{{"ImportId":"QID2_{at}"}}' for at in (1, 2, 3)]
    rows = [
        [*head, "Q2_1", "Q2_2", "Q2_3"],
        [*texts, *(f"Wie sehr trifft das zu? - {text}" for text in DE)],
        ids,
    ][:rows_of_headings]
    status = ("IP Address", "Survey Preview", "Survey Test", "Spam") if labels else ("0", "1", "2", "8")
    yes, no = ("True", "False") if labels else ("1", "0")

    def row(
        number: int, kind: int, finished: str, answers: Sequence[str], channel: str = "anonymous"
    ) -> list[str]:
        start, end = f"2026-11-0{number} 09:31:00", f"2026-11-0{number} 09:41:00"
        shown = said(answers) if labels else ["6" if one == "?" else one for one in answers]
        about = [
            status[kind],
            "192.0.2.7",
            "100" if finished == yes else "40",
            "600",
            finished,
            end,
            f"R_{number}xYz12",
        ]
        return [
            start,
            end,
            *about,
            "Muster",
            "Anna",
            "anna@example.org",
            "kunde-4711",
            "51.2",
            "6.7",
            channel,
            "DE",
            *shown,
        ]

    rows += [row(1, 0, yes, FINISHED[0]), row(2, 0, yes, FINISHED[1]), row(3, 0, no, STOPPED)]
    rows += [
        row(4, 1, yes, FINISHED[0], "preview"),
        row(5, 2, yes, FINISHED[0], "test"),
        row(6, 3, yes, FINISHED[0]),
    ]
    return rows


def surveymonkey(language: int = 0) -> Rows:
    """Two rows of headings; right of the first statement of a matrix the question is empty."""
    head = (
        ["Befragten-ID", "Collector-ID", "Erstellungsdatum", "Änderungsdatum", "IP-Adresse", "E-Mail-Adresse",
         "Vorname", "Nachname", "Benutzerdefinierte Daten 1"],
        ["Respondent ID", "Collector ID", "Date Created", "Date Modified", "IP Address", "Email Address",
         "First Name", "Last Name", "Custom Data 1"],
    )[language]  # fmt: skip
    question = ("Wie sehr trifft das zu?", "How much does this apply?")[language]
    rows = [[*head, question, "", ""], [""] * len(head) + list((DE, EN)[language])]
    for number, answers in enumerate(FINISHED, start=1):
        times = [f"11/0{number}/2026 09:31:0{number} AM", f"11/1{number + 2}/2026 09:41:0{number} AM"]
        about = [f"11840203175{number}", "409921133", *times, "192.0.2.7", "", "Anna", "Muster", ""]
        rows.append([*about, *said(answers, language)])
    return rows


def surveymonkey_single() -> Rows:
    """One question for each statement, in the newer names of columns."""
    head = ["respondent_id", "collector_id", "date_created", "date_modified", "ip_address", "email_address",
            "first_name", "last_name", "custom_1"]  # fmt: skip
    rows = [head + list(EN), [""] * len(head) + ["Response"] * 3]
    for number, answers in enumerate(FINISHED, start=1):
        times = [f"2026-11-0{number} 09:31:0{number}", f"2026-11-0{number} 09:41:0{number}"]
        rows.append(
            [f"11840203175{number}", "409921133", *times, "192.0.2.7", "", "", "", "", *said(answers, 1)]
        )
    return rows


def kobo() -> Rows:
    """Our own XLSForm in KoBo, names and values, groups in headings; one submission was rejected."""
    head = ["group", "questionnaire", "version", "mode", "date", "about", "respondent"]
    tail = ["comment", "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
            "_submitted_by", "__version__", "_tags", "_index"]  # fmt: skip
    rows = [head + [f"section_01/{one}" for one in IDS] + tail]
    people = zip(("Validated", "", "Not Approved"), (*FINISHED, FINISHED[0]))
    for number, (state, answers) in enumerate(people, start=1):
        about = ["team", "service", "1.0.0", "self", f"2026-11-0{number}", "", f"K{number}"]
        end = [
            "",
            str(700 + number),
            f"0b6f{number}",
            f"2026-11-0{number}T09:41:00",
            state,
            "",
            "submitted_via_web",
        ]
        rows.append([*about, *answers, *end, "anna", "vX1", "", str(number)])
    return rows


def odk_central() -> Rows:
    """The same form in ODK Central: groups with a hyphen, its own columns in front and behind."""
    head = ["SubmissionDate", "group", "questionnaire", "version", "mode", "date", "respondent"]
    tail = ["comment", "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
            "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]  # fmt: skip
    rows = [head + [f"section_01-{one}" for one in IDS] + tail]
    for number, answers in enumerate(FINISHED, start=1):
        key = f"uuid:5fd1-{number}"
        about = [
            f"2026-11-0{number}T09:41:00.000Z",
            "team",
            "service",
            "1.0.0",
            "self",
            f"2026-11-0{number}",
            "",
        ]
        rows.append([*about, *answers, "", key, key, "12", "Anna", "0", "0", "", "", "", "0", "1.0.0"])
    return rows


def samples() -> dict[str, Sample]:
    """Every file, by what it is."""
    quoted = csv.QUOTE_ALL
    found = [
        Sample(
            "results-survey118.csv",
            as_csv(limesurvey_codes(), ",", "utf-8-sig", quoting=quoted),
            limesurvey_codes(),
        ),
        Sample(
            "limesurvey-texte.csv",
            as_csv(limesurvey_texts(), ";", "utf-8-sig", quoting=quoted),
            limesurvey_texts(),
        ),
        Sample("limesurvey-texts.xlsx", as_xlsx(limesurvey_texts(1)), limesurvey_texts(1)),
        Sample("limesurvey-beides.csv", excel_german(limesurvey_both()), limesurvey_both()),
        Sample("vvexport_118.csv", as_csv(limesurvey_vv(), "\t", ending="\n"), limesurvey_vv()),
        Sample("Umfrage(1-2).xlsx", as_xlsx(microsoft_forms()), microsoft_forms()),
        Sample("Survey(1-2).xlsx", as_xlsx(microsoft_forms(1), "Form1"), microsoft_forms(1)),
        Sample("Umfrage.csv", excel_german(microsoft_forms_csv()), microsoft_forms_csv()),
        Sample("Umfrage (Antworten).csv", as_csv(google_forms()), google_forms()),
        Sample("Survey.csv", as_csv(google_forms(1), quoting=quoted), google_forms(1)),
        Sample("qualtrics.csv", as_csv(qualtrics(), ending="\n"), qualtrics()),
        Sample("qualtrics.tsv", as_csv(qualtrics(), "\t", "utf-16"), qualtrics()),
        Sample("qualtrics.xlsx", as_xlsx(qualtrics(rows_of_headings=2)), qualtrics(rows_of_headings=2)),
        Sample("surveymonkey.csv", as_csv(surveymonkey(1)), surveymonkey(1)),
        Sample("surveymonkey.xlsx", as_xlsx(surveymonkey()), surveymonkey()),
        Sample("Sales.csv", as_csv(surveymonkey_single(), quoting=quoted), surveymonkey_single()),
        Sample("kobo.csv", as_csv(kobo(), ";", quoting=quoted), kobo(), ()),
        Sample("kobo.xlsx", as_xlsx(kobo()), kobo(), ()),
        Sample("odk.csv", as_csv(odk_central(), ending="\n"), odk_central(), ()),
    ]
    return {sample.name: sample for sample in found}
