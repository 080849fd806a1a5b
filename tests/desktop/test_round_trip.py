"""The example's answers, clicked into every HTML form on a phone, saved, collected: `assess` gives the same.

What a form does not ask of a group, but the example answers all the same, comes as a file beside it, and
nobody who fills in a form was interviewed; nothing else may differ.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from salesex.forms.asked import form_of
from salesex.forms.page import PAGE_WORDS, page

pytestmark = [pytest.mark.desktop, pytest.mark.long]
ROUNDS = Path(__file__).parents[1] / "cli" / "test_collect_rounds.py"
WORDS = PAGE_WORDS["de"]
FILL = """([answers, comments]) => {
    for (const [at, value] of answers) document.querySelector(`#q${at} input[value="${value}"]`).click();
    for (const [name, text] of comments) {
        const field = document.querySelector(`textarea[name="c:${name}"]`);
        field.value = text;
        field.dispatchEvent(new Event("input"));
    }
    return document.getElementById("count").textContent;
}"""


@pytest.fixture(scope="module")
def rounds() -> Any:
    """How other forms make the same round."""
    spec = importlib.util.spec_from_file_location("rounds", ROUNDS)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def filled_in(phone: Page, folder: Path, rounds: Any) -> Callable[..., dict[str, bytes]]:
    """What fills in the form of one person and gives the file it saves."""

    def fill(engagement: Any, found: Any) -> dict[str, bytes]:
        questionnaire, person, answers, comments = found
        (group,) = (each for each in engagement.groups if each.id == person.group)
        form = form_of(engagement, questionnaire, group, "de")
        assert form is not None
        place = {question.id: at for at, question in enumerate(form.questions)}
        path = folder / f"{person.code}-{questionnaire.id}.html"
        path.write_bytes(page(form, 10, person.code))
        phone.goto(path.as_uri())
        phone.locator("#q0").wait_for()
        given = [(place[item], answer) for item, answer in answers.items() if item in place]
        counted = phone.evaluate(FILL, [given, list(comments.items())])
        assert counted == WORDS["progress"].format(answered=len(given), count=len(place))
        phone.get_by_role("button", name=WORDS["finish"]).click()
        with phone.expect_download() as waiting:
            phone.get_by_role("button", name=WORDS["download"]).click()
        saved = {waiting.value.suggested_filename: waiting.value.path().read_bytes()}
        rest = {item: answer for item, answer in answers.items() if item not in place}
        beside = rounds.as_yaml(engagement, (questionnaire, replace(person, mode="self"), rest, {}))
        return saved | {f"rest-{name}": data for name, data in beside.items() if rest}

    return fill


def test_clicked_on_a_phone_the_example_gives_the_same_results(
    browser: Browser, salesex: Any, rounds: Any, tmp_path: Path
) -> None:
    old, made = tmp_path / "old", tmp_path / "made"
    made.mkdir()
    salesex("init", old, "--example")
    assert salesex("assess", old).code == 0
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, offline=True
    )
    faults: list[str] = []
    phone = context.new_page()
    phone.on("pageerror", lambda error: faults.append(str(error)))
    before, after = rounds.collected_anew(salesex, old, filled_in(phone, made, rounds))
    context.close()
    assert faults == []
    for results in (before, after):
        for part in results["questionnaires"].values():
            for row in part["participation"]:
                row.pop("modes")
    assert before == after
    assert len(list(made.iterdir())) > 100
