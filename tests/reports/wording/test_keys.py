"""The texts of both languages: the same keys and places, none missing, none that nothing reaches."""

from __future__ import annotations

import ast
import datetime as dt
import importlib.util
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

import salesex.reports
from salesex.model import Engagement, Questionnaire, RaterGroup, ReportOptions, Unit
from salesex.model.audiences import AUDIENCES
from salesex.model.form import Choice, Form, FormSection, Question, UnitChoice
from salesex.model.privacy import Asked, Gathered, Use
from salesex.model.procedure import Procedure, Survey
from salesex.model.rules import Privacy
from salesex.reports import annex, information, paper, processor, record, templating
from salesex.reports.book import compose
from salesex.reports.wording import words
from salesex.reports.wording.words import Sentence, Words, texts_of
from salesex.scoring.in_force import in_force
from salesex.surveys.questionnaires.questionnaires import read_questionnaire

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
REPORTS = Path(salesex.reports.__file__).parent
ASKING = {"words", "sentence"}
TEXTS = {language: texts_of(language)[0] for language in ("de", "en")}


def asked() -> Iterator[str]:
    """Patterns of the keys that code and templates ask for; what is filled in later is `.*`."""
    for path in REPORTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in ASKING:
                yield from _patterns(node.args[0])
    for path in REPORTS.rglob("*.j2"):
        yield from map(re.escape, re.findall(r'words\("([^"]+)"', path.read_text(encoding="utf-8")))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _patterns(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(TEXTS["de"]) == list(TEXTS["en"])
    assert len(texts_of("de")[1]) == len(texts_of("en")[1]) == 13


@pytest.mark.parametrize("key", TEXTS["de"])
def test_both_languages_have_the_same_places(key: str) -> None:
    assert places(TEXTS["de"][key]) == places(TEXTS["en"][key])


def test_every_key_asked_for_is_there() -> None:
    patterns = set(asked())
    assert len(patterns) > 200
    assert [one for one in patterns if not any(re.fullmatch(one, key) for key in TEXTS["de"])] == []


def test_the_languages_differ_except_where_they_may() -> None:
    same = {key for key in TEXTS["de"] if TEXTS["de"][key] == TEXTS["en"][key]}
    worded = {
        key for key in same if re.search("[A-Za-zÄÖÜäöü]{2,}", re.sub(r"\{\w+\}", "", TEXTS["de"][key]))
    }
    assert worded == set()


@pytest.mark.parametrize(
    ("language", "foreign"),
    [
        ("de", r"\b(the|and|of|is|are|to|with|not|sales|stage|answers)\b"),
        ("en", r"\b(der|die|das|und|ist|sind|nicht|mit|bei|Stufe|Vertrieb|Antworten)\b|[äöüßÄÖÜ„]"),
    ],
)
def test_no_text_holds_common_words_of_the_other_language(language: str, foreign: str) -> None:
    found = [key for key, text in TEXTS[language].items() if re.search(foreign, re.sub(r"\{\w+\}", "", text))]
    assert found == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_typography(language: str) -> None:
    for key, text in TEXTS[language].items():
        assert not re.search(r"\s{2}|^\s|\s$|\.\.|'|\"| - ", text), key
        assert not re.search(r"\d ?%", text), key


def _rules() -> Iterator[Callable[[Any], Any]]:
    """The rules of the tests beside this one."""
    for path in sorted(HERE.glob("test_*.py")):
        if path.name in {"test_keys.py", "test_words.py"}:
            continue
        spec = importlib.util.spec_from_file_location(f"rules_{path.stem}", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if path.name == "test_findings.py":
            for said, made in ((module.findings.head, module.HEADS), (module.findings.text, module.TEXTS)):
                yield from (lambda b, said=said, one=one: said(one(b), b.words) for one, _ in made)
        else:
            yield from (rule for _, rule in (*module.RULES, *getattr(module, "SAID", ())))


def _write_records(bare: Engagement, full: Engagement, day: dt.date) -> None:
    """Make the record of processing and the annex, with and without what may be left out."""
    rules = in_force(5)
    several = tuple(RaterGroup(side, side, side) for side in ("self", "external", "mirror"))  # type: ignore[arg-type]
    questions = _questionnaires()
    consenting = replace(full.groups[0], consent=day)
    whole = replace(full, groups=(*several, consenting), questionnaires=questions, procedure=_every_day(day))
    nobody = replace(bare, groups=several, procedure=Procedure())
    for engagement in (bare, full, whole, nobody):
        for gathered in _gathered():
            record.compose_record(engagement, rules, gathered, "de", day)
            annex.compose_annex(engagement, rules, gathered, "de", day)
            processor.compose_processor(engagement, rules, gathered, "de", day)


def _gathered() -> Iterator[Gathered]:
    """Answers from nowhere, from a tool that nobody knows, and from tools that ask more."""
    uses: tuple[Use, ...] = get_args(Use)
    asked = tuple(Asked(use, use) for use in uses)
    yield Gathered()
    yield Gathered(True, to_items=1)
    yield Gathered(True, ("LimeSurvey",), True, 2, asked, ("Name",), 2)


def _every_day(day: dt.date) -> Procedure:
    return Procedure(day, Survey(day, day), day, day)


def _questionnaires() -> tuple[Questionnaire, ...]:
    read = [
        read_questionnaire(ROOT / "questionnaires" / name / f"{name}.yaml").value
        for name in ("sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild")
    ]
    return tuple(one for one in read if one is not None)


def _write_sheets() -> None:
    """Make the sheets beside the report, with and without what may be left out."""
    day = dt.date(2026, 10, 5)
    one = RaterGroup("a", "A", "self", single_role=True)
    bare = Engagement("C", "1", (one,), (), units=(Unit("n", "N"),))
    surveys = Survey(day, None), Survey(None, day), Survey(day, day), Survey(day, day.replace(day=6))
    for survey in surveys:
        said = Procedure(survey=survey, presented=day)
        full = replace(
            bare,
            procedure=said,
            privacy=Privacy(5, day),
            contact="E",
            report=ReportOptions(author="A"),
        )
        for engagement in (bare, full, replace(full, contact=None)):
            information.page(engagement, "de", minutes=3)
    _write_records(bare, full, day)
    section = FormSection("s", "S", (Question("Q", "Q"),))
    for high in (5, 50):
        choices = tuple(Choice(value, "") for value in range(high))
        for alone in (False, True):
            units = (UnitChoice("n", "N"),)
            form = Form(
                "C", "1", "a", "A", "q", "1", "Q", "", "de", 5, choices, "?", (section,), alone, units
            )
            paper.page(replace(form, contact="E", until=day))


class _Recorded(dict[str, str]):
    """Texts that remember which of them were asked for."""

    def __init__(self, texts: dict[str, str], asked_for: set[str]) -> None:
        super().__init__(texts)
        self.asked_for = asked_for

    def __getitem__(self, key: str) -> str:
        self.asked_for.add(key)
        return super().__getitem__(key)


@pytest.mark.long
def test_every_text_is_reached(
    b: Any, case_of: Callable[[str], Any], names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case_of(name).results for name in names]
    reached: set[str] = set()
    recorded = {
        language: (_Recorded(*texts_of(language)[:1], reached), texts_of(language)[1]) for language in TEXTS
    }
    monkeypatch.setattr(words, "texts_of", recorded.__getitem__)
    for results in cases:
        for audience in ("full", "workshop"):
            templating.page(compose(results, "de", audience), templating.Own())
    for audience in AUDIENCES[1:]:
        compose(cases[0], "de", audience)
    compose(cases[0], "de", "full", ("cover",))
    _write_sheets()
    for rule in _rules():
        chosen = rule(b)
        for one in [chosen] if isinstance(chosen, Sentence) else chosen or ():
            if isinstance(one, Sentence):
                Words("de").say(one)
    assert sorted(set(TEXTS["de"]) - reached) == []
