"""A form as XLSForm, the table from which ODK, KoBo and others make theirs; all languages in one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from salesex.forms.cells import plain, put
from salesex.forms.wording import NO_ANSWER, WORDS, answer_text, heading, introduction
from salesex.model.form import Form

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LANGUAGES = {"de": "Deutsch (de)", "en": "English (en)"}
"""Languages as XLSForm names them."""
SCALE, UNITS = "scale", "units"
RESERVED = frozenset({"meta"})
"""Names that XLSForm keeps for itself."""
NOTHING_JOINED = "\u2060"
"""A word joiner: it takes no room, and what it parts is no longer read as markup or as a reference."""
NOTHING = "-"
"""Stands where a text has nothing that can be shown: a survey tool takes no empty ones."""
_REFERENCE = re.compile(r"\$(?=\{)")
_TAG = re.compile(r"<(?=[A-Za-z/!])")
_MARK = re.compile(r"([\\*_])|^(#)", re.MULTILINE)
_LINK = re.compile(r"\](?=\()")
Row = Mapping[str, str | Mapping[str, str]]
"""Columns of a row; a text in several languages stands under the name of its columns."""


def xlsform(forms: Sequence[Form], minutes: int) -> bytes:
    """Return the forms of one group and questionnaire, one per language, as one XLSForm.

    Items keep their ids as names, answers are numbers (and `?`), and group, questionnaire and version
    are hidden columns, so that what is exported is a table of responses.

    Parameters
    ----------
    forms : the same questions in each language; the first is the language a device starts with
    minutes : about how long it takes
    """
    from openpyxl import Workbook

    book = Workbook()
    survey = cast("Worksheet", book.worksheets[0])
    survey.title = "survey"
    _write(survey, list(_survey(forms, minutes)))
    _write(cast("Worksheet", book.create_sheet("choices")), list(_choices(forms)))
    _write(cast("Worksheet", book.create_sheet("settings")), [_settings(forms[0])])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _survey(forms: Sequence[Form], minutes: int) -> Iterator[Row]:
    first = forms[0]
    names = item_names(first)
    taken = {name.casefold() for name in names.values()}
    about = {"group": first.group, "questionnaire": first.questionnaire, "version": first.version}
    for name, value in about.items():
        yield {"type": "calculate", "name": _free(name, taken), "calculation": literal(value)}
    yield {"type": "calculate", "name": "mode", "calculation": literal("self")}
    yield {"type": "today", "name": "date"}
    yield {"type": "note", "name": _free("about", taken), "label": _each(forms, _about(forms, minutes))}
    code = {form.language: WORDS[form.language]["code.open"] for form in forms}
    yield {"type": "text", "name": "respondent", "label": code}
    if first.units:
        unit = {form.language: WORDS[form.language]["unit"] for form in forms}
        yield {"type": f"select_one {UNITS}", "name": "unit", "label": unit, "required": "yes"}
    yield from _sections(forms, names, taken)
    comment = {
        form.language: f"{WORDS[form.language]['comment.whole']}\n\n{WORDS[form.language]['comments']}"
        for form in forms
    }
    yield {"type": "text", "name": "comment", "label": comment, "appearance": "multiline"}


def _sections(forms: Sequence[Form], names: Mapping[str, str], taken: set[str]) -> Iterator[Row]:
    """One group per section, shown on one screen."""
    for at, section in enumerate(forms[0].sections):
        titles = {form.language: form.sections[at].title for form in forms}
        yield {
            "type": "begin_group",
            "name": _free(f"section_{at + 1:02}", taken),
            "label": _each(forms, titles),
            "appearance": "field-list",
        }
        for number, question in enumerate(section.questions):
            texts = {form.language: form.sections[at].questions[number].text for form in forms}
            yield {"type": f"select_one {SCALE}", "name": names[question.id], "label": _each(forms, texts)}
        yield {"type": "end_group"}


def _choices(forms: Sequence[Form]) -> Iterator[Row]:
    first = forms[0]
    for at, choice in enumerate(first.choices):
        labels = {form.language: answer_text(form.choices[at]) for form in forms}
        yield {"list_name": SCALE, "name": str(choice.value), "label": _each(forms, labels)}
    if first.no_answer is not None:
        labels = {form.language: form.no_answer or NO_ANSWER for form in forms}
        yield {"list_name": SCALE, "name": NO_ANSWER, "label": _each(forms, labels)}
    for at, unit in enumerate(first.units):
        titles = {form.language: form.units[at].title for form in forms}
        yield {"list_name": UNITS, "name": unit.id, "label": _each(forms, titles)}


def _settings(form: Form) -> Row:
    return {
        "form_title": harmless(f"{form.title}: {form.group_title}"),
        "form_id": f"{form.group}-{form.questionnaire}",
        "version": _no_reference(form.version),
        "default_language": LANGUAGES[form.language],
    }


def _about(forms: Sequence[Form], minutes: int) -> dict[str, str]:
    return {
        form.language: "\n\n".join(
            text
            for text in (form.title, heading(form), *introduction(form, minutes), form.instruction)
            if text
        )
        for form in forms
    }


def _each(forms: Sequence[Form], texts: Mapping[str, str]) -> Mapping[str, str]:
    return {form.language: harmless(texts[form.language]).strip() or NOTHING for form in forms}


def item_names(form: Form) -> dict[str, str]:
    """Return the name of every item: its id, as a rule.

    An underscore follows where the id is reserved by XLSForm, or differs from one before only by case.
    """
    names: dict[str, str] = {}
    taken = set(RESERVED)
    for question in form.questions:
        names[question.id] = _free(question.id, taken)
        taken.add(names[question.id].casefold())
    return names


def _free(name: str, taken: set[str]) -> str:
    """A name that nothing else has, not even in other letter case."""
    while name.casefold() in taken:
        name += "_"
    return name


def harmless(text: str) -> str:
    """Return a text in which nothing is markup, a link or a reference to another question.

    >>> harmless("*2* ${x}") == "\\\\*2\\\\* $\u2060{x}"
    True
    """
    text = _MARK.sub(lambda found: f"\\{found[0]}", _no_reference(plain(text)))
    for pattern in (_TAG, _LINK):
        text = pattern.sub(lambda found: found[0] + NOTHING_JOINED, text)
    return text


def _no_reference(text: str) -> str:
    return _REFERENCE.sub(f"${NOTHING_JOINED}", text)


def literal(text: str) -> str:
    """Return a text as XPath writes it; with both kinds of quotes it takes several put together.

    >>> print(literal("it's"), literal("it's " + chr(34)))
    "it's" concat('it', "'", 's "')
    """
    text = _no_reference(text)
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = (f"'{part}'" for part in text.split("'"))
    apostrophe = """, "'", """
    return f"concat({apostrophe.join(parts)})"


def _write(sheet: Worksheet, rows: Sequence[Row]) -> None:
    """Write rows below a header of all their columns, in the order they first appear."""
    flat = [dict(_columns(row)) for row in rows]
    header = list(dict.fromkeys(name for row in flat for name in row))
    for column, name in enumerate(header, start=1):
        put(sheet, 1, column, name)
        for at, row in enumerate(flat, start=2):
            if row.get(name):
                put(sheet, at, column, row[name])


def _columns(row: Row) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, str):
            yield name, value
        else:
            yield from ((f"{name}::{LANGUAGES[language]}", text) for language, text in value.items())
