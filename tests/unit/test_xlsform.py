"""XLSForm: pyxform converts it without a warning; all languages in one; hostile texts stay texts."""

from __future__ import annotations

import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from salesex.forms.asked import forms_of
from salesex.forms.page import page
from salesex.forms.xlsform import harmless, item_names, literal, xlsform
from salesex.model import Scale
from salesex.model.form import Form, FormSection, Question, UnitChoice
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.shipped import example_folder

X = "{http://www.w3.org/2002/xforms}"
HOSTILE = (
    "${x}", "${", "$ {x}", "<b>fett</b>", "<output value='/data/group'/>", "*2* _3_ # x", "# Titel",
    "[a](http://b)", "=1+1", "&amp;", "'", '"', "'\"", "]]>", "\\*", "a\x07b", "\ud800", "-1",
    "jr:itext('x')", "{x}", "a\n\nb",
)  # fmt: skip


@pytest.fixture
def forms(make) -> list[Form]:
    """German and English."""
    labels = {1: {"de": "nie", "en": "never"}, 5: {"de": "immer", "en": "always"}}
    scale = Scale(-1, 5, labels=labels, no_answer={"de": "weiß nicht", "en": "do not know"})
    items = ["X-1", "section_01", "about", "X_1"]
    questionnaire = make.profile({"x": items, "y": ["Y1"]}, scale=scale)
    return list(forms_of(make.engagement(questionnaire, [make.group("sales-team")]), ["de", "en"]))


def converted(data: bytes, *, validate: bool = False) -> ET.Element:
    """What a survey tool makes of it; a warning fails the test."""
    warnings: list[str] = []
    result = convert(
        xlsform=io.BytesIO(data), file_type=".xlsx", warnings=warnings, validate=validate, pretty_print=False
    )
    assert warnings == []
    assert result.warnings == []
    return ET.fromstring(result.xform)


def said(root: ET.Element, language: str, reference: str) -> str:
    (one,) = root.findall(f".//{X}translation[@lang='{language}']/{X}text[@id='{reference}']/{X}value")
    return "".join(one.itertext())


def test_items_keep_their_ids_and_have_both_languages(forms: list[Form]) -> None:
    root = converted(xlsform(forms, 6))
    questions = root.findall(f".//{X}select1")
    assert [one.attrib["ref"].rpartition("/")[2] for one in questions] == [
        "X-1", "section_01", "about", "X_1", "Y1",
    ]  # fmt: skip
    (default,) = (one.attrib["lang"] for one in root.iter(f"{X}translation") if "default" in one.attrib)
    assert default == "Deutsch (de)"
    assert said(root, "Deutsch (de)", "scale-2") == "1 = nie"
    assert said(root, "English (en)", "scale-2") == "1 = never"


def test_answers_and_hidden_values_are_those_of_a_table_of_responses(forms: list[Form]) -> None:
    root = converted(xlsform(forms, 6))
    names = [one.text for one in root.findall(f".//{X}instance[@id='scale']//{X}name")]
    assert names == ["-1", "0", "1", "2", "3", "4", "5", "?"]
    binds = [one.attrib for one in root.iter(f"{X}bind")]
    hidden = {one["nodeset"]: one["calculate"] for one in binds if "calculate" in one}
    assert hidden == {
        "/data/group": "'sales-team'",
        "/data/questionnaire": "'profile'",
        "/data/version": "'1.0.0'",
        "/data/mode": "'self'",
    }


def test_an_id_that_cannot_be_a_name_gets_an_underscore(forms: list[Form]) -> None:
    ids = ("meta", "a1", "A1", "questionnaire", "SECTION_01", "start")
    questions = tuple(Question(name, "?") for name in ids)
    asked = [replace(form, sections=(FormSection("x", "x", questions),)) for form in forms]
    assert list(item_names(asked[0]).values()) == [
        "meta_",
        "a1",
        "A1_",
        "questionnaire",
        "SECTION_01",
        "start",
    ]
    found = converted(xlsform(asked, 6)).findall(f".//{X}select1")
    assert len(found) == len(ids)


def test_a_unit_is_asked_for(forms: list[Form]) -> None:
    asked = [replace(form, units=(UnitChoice("nord", "Nord"),)) for form in forms]
    root = converted(xlsform(asked, 6))
    assert [one.text for one in root.findall(f".//{X}instance[@id='units']//{X}name")] == ["nord"]


def test_every_answer_shows_its_number_wherever_it_is_given(forms: list[Form]) -> None:
    book = load_workbook(io.BytesIO(xlsform(forms, 6)))
    german = [row[2].value for row in book["choices"].iter_rows(min_row=2)]
    assert german == ["-1", "0", "1 = nie", "2", "3", "4", "5 = immer", "weiß nicht"]
    (data,) = re.findall(r'id="form-data">(.*?)</script>', page(forms[0], 6).decode())
    labels = [choice["label"] for choice in json.loads(data)["choices"]]
    assert labels == german


def test_one_language_is_enough(forms: list[Form]) -> None:
    root = converted(xlsform(forms[1:], 6))
    assert {one.attrib["lang"] for one in root.iter(f"{X}translation")} == {"English (en)"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(forms: list[Form], text: str) -> None:
    asked = [
        replace(
            form, client=text, wave=text, group_title=text, title=text, instruction=text, version=text,
            no_answer=text, choices=tuple(replace(choice, label=text) for choice in form.choices),
            units=(UnitChoice("nord", text),), sections=(FormSection("x", text, (Question("X1", text),)),),
        )
        for form in forms
    ]  # fmt: skip
    data = xlsform(asked, 6)
    book = load_workbook(io.BytesIO(data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    root = converted(data)
    assert not list(root.iter(f"{X}output"))
    shown = said(root, "Deutsch (de)", "/data/section_01/X1:label")
    kept = text.replace("\x07", "").replace("\ud800", "") or "-"
    assert plain(shown) == plain(kept)


def plain(text: str) -> list[str]:
    """A text without what parts or masks its signs, word by word."""
    return text.replace("\u2060", "").replace("\\", "").split()


def test_nothing_that_is_markup_stays_markup() -> None:
    assert harmless("a_b*c*") == "a\\_b\\*c\\*"
    assert harmless("# a\n# b, #c") == "\\# a\n\\# b, #c"
    assert harmless("[a](b) <i> 3 < 4") == "[a]\u2060(b) <\u2060i> 3 < 4"
    assert harmless("Umsatz > 5 % (2026)") == "Umsatz > 5 % (2026)"


@pytest.mark.parametrize("text", ["a", "it's", 'a "b"', 'it\'s "b"', "'\"'", ""])
def test_a_literal_says_what_it_said(text: str) -> None:
    from lxml import etree

    assert etree.XML("<a/>").xpath(f"string({literal(text)})") == text


@pytest.mark.desktop
def test_every_form_of_the_example_passes_the_validator_of_odk() -> None:
    assert shutil.which("java"), "make check needs java for ODK Validate"
    engagement = read_engagement(Path(example_folder())).value
    assert engagement is not None
    made = list(forms_of(engagement, ["de", "en"]))
    pairs = dict.fromkeys((form.group, form.questionnaire) for form in made)
    for pair in pairs:
        both = [form for form in made if (form.group, form.questionnaire) == pair]
        assert len(both) == 2
        converted(xlsform(both, 6), validate=True)
