"""Forms on paper: every statement with its boxes, the ends of the scale and the code on every page."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest

from salesex import pipeline
from salesex.forms.asked import forms_of
from salesex.model.form import Choice, Form, FormSection, Question, UnitChoice
from salesex.reports import paper, render
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.shipped import example_folder

SHIPPED = ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild")
LONG = (
    "Die Kundenunternehmen werden nach gemeinsam beschlossenen, schriftlich festgelegten Regeln betreut, "
    "die von der Donaudampfschifffahrtsgesellschaftskapitänskajütenverwaltung überprüft werden. "
)


def _form(low: int, high: int, labels: dict[int, str] | None = None, **changes: Any) -> Form:
    values = {
        "client": "Acme GmbH",
        "wave": "2026",
        "group": "team",
        "group_title": "Vertriebsteam",
        "questionnaire": "own",
        "version": "1.0",
        "title": "Eigener Fragebogen",
        "instruction": "Bitte antworten Sie.",
        "language": "de",
        "minimum": 7,
        "choices": tuple(Choice(value, (labels or {}).get(value, "")) for value in range(low, high + 1)),
        "no_answer": "kann ich nicht beurteilen",
        "sections": (
            FormSection("a", "Teil eins", (Question("A1", "Ziele sind klar."), Question("A2", LONG * 3))),
            FormSection("b", "Teil zwei", (Question("B1", "Preise sind klar."),)),
        ),
    }
    return Form(**(values | changes))  # type: ignore[arg-type]


def _texts(pdf: bytes) -> list[str]:
    """Text of every page, without hyphens at line ends and with single spaces."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return [" ".join(re.sub(r"-\n", "", text).split()) for text in pages]


def _plain(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


@pytest.fixture(scope="module")
def shipped() -> dict[tuple[str, str], Form]:
    """Forms of the sales team, by questionnaire and language."""
    engagement = read_engagement(example_folder()).value
    assert engagement is not None
    forms = forms_of(engagement, ["de", "en"])
    return {(form.questionnaire, form.language): form for form in forms if form.group == "sales-team"}


@pytest.mark.parametrize(
    "questionnaire", [SHIPPED[0], *(pytest.param(name, marks=pytest.mark.long) for name in SHIPPED[1:])]
)
def test_a_shipped_questionnaire_is_asked_whole(
    shipped: dict[tuple[str, str], Form], questionnaire: str, language: str
) -> None:
    form = shipped[questionnaire, language]
    texts = _texts(pipeline.paper_form(form, code="K7M2Q4"))
    whole = _plain("".join(texts))
    assert [one.id for one in form.questions if _plain(one.text) not in whole] == []
    assert [section.title for section in form.sections if _plain(section.title) not in whole] == []
    asked = [text for text in texts if form.questions[0].id[:3] in text]
    assert len(asked) in (2, 3, 4)
    first, last = form.choices[0].label, form.choices[-1].label
    for number, text in enumerate(texts, 1):
        assert "K7M2Q4" in text
        of = {"de": f"Seite {number} von {len(texts)}", "en": f"Page {number} of {len(texts)}"}[language]
        assert of in text
    for text in asked:
        assert first in text and last in text and _plain(str(form.no_answer)) in _plain(text)


@pytest.mark.long
def test_a_form_without_a_code_leaves_room_for_one() -> None:
    texts = _texts(pipeline.paper_form(_form(1, 5, sections=_many(40))))
    assert len(texts) > 1
    assert "Ihr Code: ____" in texts[1]
    assert "Bitte schreiben Sie keinen Namen" in texts[0]
    assert "erst ab 7 Antworten" in texts[0]


def _many(count: int) -> tuple[FormSection, ...]:
    return (FormSection("a", "Teil", tuple(Question(f"A{n}", f"Aussage {n}.") for n in range(count))),)


@pytest.mark.long
@pytest.mark.parametrize(
    ("low", "high", "boxes"), [(0, 1, 2), (1, 5, 5), (0, 10, 11), (1, 12, 0), (-100, 100, 0)]
)
def test_many_answers_are_written_as_a_number(low: int, high: int, boxes: int) -> None:
    made = paper.compose(_form(low, high))
    assert len(made.boxes) == boxes
    assert len(made.columns) == (boxes or 1) + 1
    assert sum(made.columns) <= 170 - 14 - 45, "room for the statement"
    text = " ".join(_texts(pipeline.paper_form(_form(low, high))))
    ends = f"{low} bis {high}".replace("-", "\u2212")
    assert ("eine ganze Zahl von " + ends in text) == (boxes == 0)
    assert ("ein Kästchen" in text) == (boxes > 0)


def test_a_wide_scale_names_its_ends() -> None:
    form = _form(-100, 100, {-100: "viel schlechter", 100: "viel besser"})
    text = " ".join(_texts(pipeline.paper_form(form)))
    assert "\u2212100 = viel schlechter" in text and "100 = viel besser" in text


def test_words_between_the_ends_are_explained() -> None:
    with_words = paper.compose(_form(1, 3, {1: "nein", 2: "teils", 3: "ja"}))
    assert with_words.legend == ("1 = nein", "2 = teils", "3 = ja")
    assert paper.compose(_form(1, 3, {1: "nein", 3: "ja"})).legend == ()


def test_without_no_answer_there_is_no_box_for_it() -> None:
    with_box, without = (paper.page(_form(1, 5, no_answer=answer)) for answer in ("weiß nicht", None))
    assert with_box.count('class="tick none"') == 3
    assert "?</span>" not in without and "none" not in re.sub(r"(?s)<style>.*?</style>", "", without).replace(
        "default-src 'none'", ""
    )


def test_units_are_asked_for_where_there_are_some() -> None:
    units = (UnitChoice("n", "Region Nord"), UnitChoice("s", "Region Süd"))
    text = _texts(pipeline.paper_form(_form(1, 5, units=units)))[0]
    assert "Ihr Unternehmensteil Region Nord Region Süd" in text
    assert "Unternehmensteil" not in paper.page(_form(1, 5))


def test_who_is_shown_alone_is_not_promised_a_minimum() -> None:
    page = paper.page(_form(1, 5, shown_alone=True))
    assert "einzeln gezeigt" in page and "ab 7 Antworten" not in page


def test_numbers_run_over_sections() -> None:
    made = paper.compose(_form(1, 5))
    assert [(title, [row.number for row in rows]) for title, rows in made.sections] == [
        ("Teil eins", [1, 2]),
        ("Teil zwei", [3]),
    ]


@pytest.mark.long
def test_hostile_texts_stay_texts(hostile_text: str) -> None:
    bad = hostile_text + "</style>{{ 7*7 }}\x1b\x00" + "x" * 300
    form = _form(
        1,
        5,
        {1: bad, 3: bad, 5: bad},
        client=bad,
        wave=bad,
        group_title=bad,
        questionnaire=bad,
        version=bad,
        title=bad,
        instruction=bad,
        no_answer=bad,
        sections=(FormSection("a", bad, (Question("A1", bad), Question("A2", "Klar."))),),
    )
    page = paper.page(form, code=bad)
    assert "<script" not in page and "<img" not in page
    assert page.count("</style>") == 2
    assert "{{ 7*7 }}" in page and "\x1b" not in page and "\x00" not in page
    data = pipeline.paper_form(form, code=bad)
    assert "Klar." in " ".join(_texts(data)).replace("\x00", "")  # pypdf reads fonts of other scripts so


@pytest.fixture
def warnings_of_the_renderer() -> Iterator[list[str]]:
    """What WeasyPrint would complain about."""
    render.check_pdf()
    log, found = logging.getLogger("weasyprint"), []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    keep, level = Keep(logging.WARNING), log.level
    log.addHandler(keep)
    yield found
    log.removeHandler(keep)
    log.setLevel(level)


@pytest.mark.long
def test_the_renderer_has_nothing_to_complain(
    warnings_of_the_renderer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        render, "check_pdf", lambda: logging.getLogger("weasyprint").setLevel(logging.WARNING)
    )
    for form in (_form(1, 5, {1: "nein", 5: "ja"}), _form(-100, 100)):
        render.sheet_pdf(paper.page(form, code="A"))
    assert warnings_of_the_renderer == []
    render.sheet_pdf("<p style='colour: 1'>x")
    assert warnings_of_the_renderer != []


def test_long_statements_stay_in_their_column() -> None:
    data = pipeline.paper_form(_form(0, 10, sections=(FormSection("a", "T", (Question("A1", LONG * 8),)),)))
    assert _plain(LONG * 8) in _plain("".join(_texts(data)))


def test_a_form_says_to_whom_and_until_when_it_goes_back() -> None:
    assert paper.compose(_form(1, 5)).back == ""
    told = paper.compose(_form(1, 5, contact="Eva Beispiel", until=dt.date(2026, 10, 23)))
    assert told.back == "Ausgefüllt geht er nur an: Eva Beispiel. Bitte bis zum 23. Oktober 2026."
    assert told.back in paper.page(told.form)


def test_no_page_holds_nothing_but_lines_for_comments() -> None:
    section = FormSection("a", "Teil", tuple(Question(f"A{at:02}", f"Satz {at}.") for at in range(1, 17)))
    texts = _texts(pipeline.paper_form(_form(1, 5, sections=(section,))))
    assert len(texts) == 2
    assert "Was Sie noch sagen möchten" not in texts[0]
    assert all(f"A{at}" in texts[1] for at in (14, 15, 16))


def test_words_break_where_they_are_put_together_and_heads_stay_on_one_line() -> None:
    said = "Es gilt immer und überall {}die Gesamtsicht."
    asked = tuple(Question(f"A{at}", said.format("i " * at)) for at in range(14, 26))
    labels = {1: "does not apply at all", 5: "fully applies"}
    form = _form(1, 5, labels, sections=(FormSection("a", "Teil", asked),))
    (first, *_) = pypdf.PdfReader(io.BytesIO(pipeline.paper_form(form))).pages
    text = first.extract_text()
    assert "Gesamt-\nsicht" in text
    assert "Gesamts-\n" not in text
    assert "does not apply at all" in text


@pytest.mark.parametrize(("entries", "columns"), [(0, 1), (2, 2), (4, 4), (5, 3), (7, 4), (9, 3), (11, 4)])
def test_no_answer_stands_alone_in_the_last_line_of_the_legend(entries: int, columns: int) -> None:
    labels = {value: f"Wort {value}" for value in range(1, entries + 1)}
    made = paper.compose(_form(1, max(entries, 2), labels))
    if entries != 2:  # of the ends only, they stand above their boxes
        assert (len(made.legend), made.legend_columns) == (entries, columns)
        assert entries % columns != 1
