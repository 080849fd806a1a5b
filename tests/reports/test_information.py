"""The information sheet: what the engagement says, on one page; what it does not say is told apart."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pypdf
import pytest

from salesex import pipeline
from salesex.errors import DataError
from salesex.model import Engagement, RaterGroup, ReportOptions, Unit
from salesex.model.procedure import Procedure, Survey
from salesex.model.rules import Privacy
from salesex.reports import information

PROCEDURE = Procedure(
    dt.date(2026, 10, 1), Survey(dt.date(2026, 10, 5), dt.date(2026, 10, 23)), dt.date(2026, 11, 20)
)


def _engagement(**changes: object) -> Engagement:
    from salesex.surveys.engagements.engagements import read_engagement
    from salesex.surveys.shipped import example_folder

    example = read_engagement(example_folder()).value
    assert example is not None
    full = replace(
        example,
        purpose={"de": "{organisation} will wachsen.", "en": "{organisation} wants to grow."},
        contact="Eva Beispiel, 0711 1234567",
        privacy=Privacy(7, dt.date(2027, 12, 31)),
        procedure=PROCEDURE,
        report=ReportOptions(author="Muster Beratung"),
    )
    return replace(full, **changes)  # type: ignore[arg-type]


BARE = {
    "purpose": None,
    "contact": None,
    "privacy": Privacy(5),
    "procedure": Procedure(),
    "report": ReportOptions(),
}


def _text(engagement: Engagement, language: str) -> str:
    made = pipeline.information(engagement, language)
    pages = pypdf.PdfReader(io.BytesIO(made.data)).pages
    assert len(pages) == 1
    text = re.sub(r"-\n", "", pages[0].extract_text())
    return " ".join(text.split())


def test_it_says_all_a_person_must_know() -> None:
    text = _text(_engagement(), "de")
    for said in (
        "Muster Maschinenbau GmbH will wachsen.",
        "keine Rangliste von Personen",
        "freiwillig",
        "Muster Beratung",
        "Mindestens 7 Personen",
        "mindestens 14 Personen",
        "bis zum 31. Dezember 2027 aufbewahrt",
        "vom 5. Oktober 2026 bis zum 23. Oktober 2026",
        "Am 20. November 2026",
        "Eva Beispiel, 0711 1234567",
        "Einzelne Personen: Vertriebsleitung.",
        "keiner Leistungs- oder Verhaltenskontrolle",
        "Verantwortlich für Ihre Daten ist Muster Maschinenbau GmbH.",
        "Aufsichtsbehörde für den Datenschutz",
        "aufbewahrt werden: über den Kontakt unter „Fragen an“. Zahlen",
        "bleiben: Aus dem Unterschied zu neuen",
        "danach löscht sie, wer unter „Fragen an“ steht",
        "wer mitgemacht hat, kennt die eigene Antwort",
    ):
        assert said in text


def test_it_says_the_same_in_english() -> None:
    text = _text(_engagement(), "en")
    for said in (
        "Muster Maschinenbau GmbH wants to grow.",
        "no ranking of persons",
        "At least 7 people",
        "at least 14 people",
        "kept until 31 December 2027",
        "from 5 October 2026 to 23 October 2026",
        "Single persons: Head of sales.",
    ):
        assert said in text


def test_nothing_is_missing_where_all_is_filled_in() -> None:
    assert pipeline.information(_engagement(), "de").missing == ()


def test_what_is_not_filled_in_is_told_and_never_shown_as_a_gap(language: str) -> None:
    bare = _engagement(**BARE)
    made = pipeline.information(bare, language)
    assert list(made.missing) == [
        "purpose",
        "contact",
        "privacy: keep_until",
        "report: author",
        "procedure: survey: until",
        "procedure: presented",
    ]
    text = _text(bare, language)
    assert "Muster Maschinenbau GmbH" in text
    assert not re.search(r"None|null|_{3}|\.{3}|…|\{|\?\?|TBD", text)
    titles = {part.title for part in information.compose(bare, language).parts}
    assert not titles & {"Fragen an", "Questions to", "Wie lange", "How long"}


@pytest.mark.parametrize(
    ("survey", "said"),
    [
        (Survey(dt.date(2026, 10, 5), dt.date(2026, 10, 5)), "Antworten können Sie am 5. Oktober 2026."),
        (Survey(dt.date(2026, 10, 5), None), "Antworten können Sie ab dem 5. Oktober 2026."),
        (Survey(None, dt.date(2026, 10, 5)), "Antworten können Sie bis zum 5. Oktober 2026."),
        (Survey(), "Nach der Befragung werden"),
    ],
)
def test_days_of_the_survey(survey: Survey, said: str) -> None:
    made = information.compose(_engagement(procedure=Procedure(survey=survey)), "de")
    (when,) = (part for part in made.parts if part.title == "Wann")
    assert when.paragraphs[0].startswith(said)


def test_units_and_single_roles_are_named_only_where_there_are_some() -> None:
    group = RaterGroup("team", "Team", "self")
    plain = _engagement(groups=(group,))
    said = " ".join(p for part in information.compose(plain, "de").parts for p in part.paragraphs)
    assert "Unternehmensteil" not in said and "Einzelne Personen" not in said
    with_unit = information.compose(replace(plain, units=(Unit("n", "Nord"),)), "de")
    assert "Ihr Unternehmensteil" in " ".join(p for part in with_unit.parts for p in part.paragraphs)


@pytest.mark.long
def test_a_long_purpose_is_set_smaller_and_a_longer_one_is_told() -> None:
    sentence = "Wir wollen wissen, wo unser Vertrieb steht, und was wir zuerst ändern sollten. "
    long = pipeline.information(_engagement(purpose=sentence * 15), "de")
    assert (long.missing, long.pages) == ((), 1)
    assert len(pypdf.PdfReader(io.BytesIO(long.data)).pages) == 1
    longer = pipeline.information(_engagement(purpose=sentence * 60), "de")
    assert longer.pages > 1


def test_a_text_without_the_language_is_an_error() -> None:
    with pytest.raises(DataError) as caught:
        pipeline.information(_engagement(purpose={"de": "Wachsen."}), "en")
    (issue,) = caught.value.issues
    assert (issue.code, issue.path) == ("E047", "/purpose")


def test_the_web_page_says_the_same_and_fetches_nothing(language: str) -> None:
    made = pipeline.information(_engagement(), language, format="html")
    page = made.data.decode("utf-8")
    assert made.name == f"information-{language}.html"
    assert "Eva Beispiel, 0711 1234567" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=", page)
    assert "http" not in re.sub(r"<style>.*?</style>|http-equiv", "", page, flags=re.S)


def test_hostile_texts_stay_texts(hostile_text: str, language: str) -> None:
    bad = hostile_text + "</style><script>{{ 7*7 }}\x1b\x00"
    engagement = _engagement(
        client=bad,
        wave=bad,
        purpose=bad,
        contact=bad,
        report=ReportOptions(author=bad),
        groups=(RaterGroup("a", bad, "self", single_role=True),),
    )
    page = pipeline.information(engagement, language, format="html").data.decode("utf-8")
    assert "<script" not in page and "<img" not in page and page.count("</style>") == 2
    assert "{{ 7*7 }}" in page and "\x1b" not in page and "\x00" not in page
    assert pipeline.information(engagement, language).data.startswith(b"%PDF")


def test_it_says_how_long_answering_takes() -> None:
    made = pipeline.information(_engagement(), "de", format="html").data.decode("utf-8")
    found = re.search(r"etwa (\d+) Minuten", made)
    assert found is not None and 10 <= int(found[1]) <= 16


def test_nobody_is_named_who_is_not_there() -> None:
    bare = information.compose(_engagement(contact=None), "de")
    said = " ".join(text for part in bare.parts for text in part.paragraphs)
    assert "Fragen an" not in said
    assert "danach gelöscht" in said
