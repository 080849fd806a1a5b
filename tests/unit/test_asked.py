"""Forms ask what the group can observe, in the language, with the client's name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace as changed

import pytest

from salesex.forms.asked import forms_of
from salesex.forms.page import PAGE_WORDS
from salesex.forms.wording import introduction
from salesex.frozen import replace
from salesex.model import Unit
from salesex.model.procedure import Procedure, Survey
from salesex.model.questionnaire import Questionnaire


def seen(questionnaire: Questionnaire, *observers: str) -> Questionnaire:
    dimension = questionnaire.dimensions[0]
    items = (replace(dimension.items[0], observers=observers), *dimension.items[1:])
    return replace(questionnaire, dimensions=(replace(dimension, items=items), *questionnaire.dimensions[1:]))


@pytest.fixture
def engagement(make):
    questionnaire = make.profile({"x": ["X1", "X2"], "y": ["Y1", "Y2"]})
    return make.engagement(questionnaire, [make.group("team"), make.group("buyers", "mirror")])


def test_every_group_is_asked_everything_in_order(engagement) -> None:
    found = list(forms_of(engagement, ["de", "en"]))
    assert [(form.group, form.language) for form in found] == [
        ("team", "de"), ("team", "en"), ("buyers", "de"), ("buyers", "en"),
    ]  # fmt: skip
    assert [question.id for question in found[0].questions] == ["X1", "X2", "Y1", "Y2"]
    scale = engagement.questionnaires[0].scale
    assert [choice.value for choice in found[0].choices] == list(range(scale.min, scale.max + 1))


def test_only_who_can_observe_a_statement_is_asked_it(engagement) -> None:
    asked = changed(engagement, questionnaires=(seen(engagement.questionnaires[0], "self"),))
    team, buyers = forms_of(asked, ["de"])
    assert [question.id for question in team.questions] == ["X1", "X2", "Y1", "Y2"]
    assert [question.id for question in buyers.questions] == ["X2", "Y1", "Y2"]


def test_a_language_with_a_missing_text_gives_no_form(engagement) -> None:
    questionnaire = replace(engagement.questionnaires[0], title={"de": "Nur deutsch"})
    found = list(forms_of(changed(engagement, questionnaires=(questionnaire,)), ["de", "en"]))
    assert {form.language for form in found} == {"de"}


def test_the_client_stands_where_a_text_names_the_organisation(engagement) -> None:
    questionnaire = replace(engagement.questionnaires[0], instruction="Es geht um {organisation} {n}.")
    (form, *_) = forms_of(changed(engagement, questionnaires=(questionnaire,)), ["de"])
    assert form.instruction == f"Es geht um {engagement.client} {{n}}."


def test_units_are_asked_for_where_there_are_any(engagement) -> None:
    asked = changed(engagement, units=(Unit("nord", {"de": "Nord", "en": "North"}),))
    found = next(iter(forms_of(asked, ["en"])))
    assert [(unit.id, unit.title) for unit in found.units] == [("nord", "North")]
    assert next(iter(forms_of(engagement, ["en"]))).units == ()


@pytest.mark.parametrize(
    ("single", "consent", "alone"), [(True, True, True), (True, None, False), (False, None, False)]
)
def test_only_a_single_role_with_consent_is_shown_alone(make, single, consent, alone) -> None:
    group = make.group("lead", single_role=single, consent=consent)
    (form,) = forms_of(make.engagement(make.profile({"x": ["X1"]}), [group]), ["de"])
    assert form.shown_alone is alone


def test_forms_say_to_whom_and_until_when(engagement) -> None:
    procedure = Procedure(survey=Survey(end=dt.date(2026, 10, 23)))
    told = changed(engagement, contact="Eva Beispiel,\n 0711 123\n", procedure=procedure)
    for language, day in (("de", "bis zum 23. Oktober 2026."), ("en", "by 23 October 2026.")):
        form = next(iter(forms_of(told, [language])))
        assert form.contact == "Eva Beispiel, 0711 123"
        assert introduction(form, 6)[1].endswith(day)
        untold = next(iter(forms_of(engagement, [language])))
        assert (untold.contact, untold.until) == ("", None)
        assert day[:4] not in introduction(untold, 6)[1]


def test_every_language_of_a_page_says_the_same_things() -> None:
    assert PAGE_WORDS["de"].keys() == PAGE_WORDS["en"].keys()
