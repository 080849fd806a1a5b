"""The example's answers through every form of ours and back: `assess` gives what it gave before.

Two things differ, and must: the provenance of the responses (other files, another checksum), and with
Excel forms the mode, since somebody who fills in a form was not interviewed. What a form does not ask of
a group, but the example answers all the same, comes back as a response file beside the form.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from salesex.forms.asked import form_of
from salesex.forms.workbook import workbook
from salesex.model import MISSING, NO_ANSWER, Engagement, Questionnaire, Respondent, Responses
from salesex.surveys.answers.responses import read_responses
from salesex.surveys.engagements.engagements import read_engagement


@pytest.fixture
def old(salesex: Any, tmp_path: Path) -> Path:
    salesex("init", tmp_path / "old", "--example")
    assert salesex("assess", tmp_path / "old").code == 0
    return tmp_path / "old"


Answered = tuple[Questionnaire, Respondent, dict[str, str], dict[str, str]]
"""A questionnaire, who answered it, answers and comments by item, "" for the comment on the whole."""


def answered(engagement: Engagement, responses: Responses) -> Iterator[Answered]:
    """Yield everybody's answers by questionnaire; a comment on the whole goes with the first."""
    for at, person in enumerate(responses.respondents):
        row = responses.answers[at * len(responses.items) : (at + 1) * len(responses.items)]
        given = {
            item: "?" if answer == NO_ANSWER else str(answer)
            for item, answer in zip(responses.items, row, strict=True)
            if answer != MISSING
        }
        said = {one.item or "": one.text for one in responses.comments if one.respondent == at}
        for questionnaire in engagement.questionnaires:
            items = {item.id for item in questionnaire.items()}
            answers = {item: answer for item, answer in given.items() if item in items}
            comments = {item: said.pop(item) for item in list(said) if item in items or not item}
            if answers:
                yield questionnaire, person, answers, comments


def as_yaml(engagement: Engagement, found: Answered) -> dict[str, bytes]:
    """The file an HTML form gives back: texts in quotes as JSON has them."""
    questionnaire, person, answers, comments = found
    on_items = {item: text for item, text in comments.items() if item}
    lines = ["format: salesex/response/1", f"respondent: {json.dumps(person.code)}"]
    lines += [f"group: {json.dumps(person.group)}", f"mode: {person.mode}", "date: 2026-11-02"]
    lines += ["answers:", *(f"  {item}: {json.dumps(answer)}" for item, answer in answers.items())]
    if "" in comments:
        lines.append(f"comment: {json.dumps(comments[''], ensure_ascii=False)}")
    if on_items:
        said = on_items.items()
        lines += ["comments:", *(f"  {item}: {json.dumps(text, ensure_ascii=False)}" for item, text in said)]
    return {f"{person.code}-{questionnaire.id}.yaml": "\n".join(lines).encode()}


def as_workbook(engagement: Engagement, found: Answered) -> dict[str, bytes]:
    """The Excel form of the person's group, filled in."""
    questionnaire, person, answers, comments = found
    (group,) = (each for each in engagement.groups if each.id == person.group)
    form = form_of(engagement, questionnaire, group, "de")
    assert form is not None
    book = load_workbook(io.BytesIO(workbook(form, 10, person.code)))
    sheet = book.worksheets[0]
    about = {row[0].value: row[1].value for row in book["salesex"].iter_rows()}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows()}
    for item in answers.keys() & rows.keys():
        sheet[f"C{rows[item]}"].value = answers[item] if answers[item] == "?" else int(answers[item])
    for item, text in comments.items():
        sheet[f"D{rows[item]}" if item else about["cell:comment"]].value = text
    out = io.BytesIO()
    book.save(out)
    rest = {item: answer for item, answer in answers.items() if item not in rows}
    beside = as_yaml(engagement, (questionnaire, replace(person, mode="self"), rest, {})) if rest else {}
    return beside | {f"{person.code}-{questionnaire.id}.xlsx": out.getvalue()}


def collected_anew(
    salesex: Any, old: Path, write: Callable[[Engagement, Answered], dict[str, bytes]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Results of the example, and of a copy whose answers came back as filled forms."""
    new, inbox = old.parent / "new", old.parent / "inbox"
    new.mkdir()
    inbox.mkdir()
    shutil.copy(old / "engagement.yaml", new)
    reading = read_engagement(old)
    responses = read_responses(old, reading).value
    assert reading.value is not None and responses is not None
    for found in answered(reading.value, responses):
        for name, data in write(reading.value, found).items():
            (inbox / name).write_bytes(data)
    ran = salesex("collect", new, *sorted(inbox.iterdir()))
    assert ran.code == 0, ran.err
    again = salesex("collect", new, *sorted(inbox.iterdir()))
    assert again.out.splitlines()[-1] == "Alles war schon da; nichts ist geschrieben."
    assert salesex("assess", new).code == 0
    paths = (folder / "results" / "results.json" for folder in (old, new))
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    assert before["provenance"].pop("responses") != after["provenance"].pop("responses")
    return before, after


@pytest.mark.long
def test_as_the_response_files_of_html_forms(salesex, old: Path) -> None:
    before, after = collected_anew(salesex, old, as_yaml)
    assert before == after


@pytest.mark.long
def test_as_excel_forms(salesex, old: Path) -> None:
    before, after = collected_anew(salesex, old, as_workbook)
    modes = [
        {mode for part in results["questionnaires"].values() for row in part["participation"]
         for mode in row.pop("modes") or ()}
        for results in (before, after)
    ]  # fmt: skip
    assert modes == [{"self", "moderated"}, {"self"}]
    assert before == after
