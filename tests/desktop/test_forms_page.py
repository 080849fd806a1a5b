"""HTML forms in a real browser at the width of a phone: filled in, killed, reopened, and read back."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from salesex import pipeline, writing
from salesex.forms.asked import forms_of
from salesex.forms.page import PAGE_WORDS, page
from salesex.model import MISSING, NO_ANSWER, Engagement, Responses
from salesex.model.codes import is_code
from salesex.model.form import Form, FormSection, Question, UnitChoice
from salesex.surveys.answers.responses import read_response_files
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.shipped import example_folder

pytestmark = pytest.mark.desktop

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
CODE = "KX4P7MW"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'`${x} @data@ \u2028 {count}"


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise AssertionError("make check needs chromium or google-chrome")


@pytest.fixture(scope="session")
def engagement() -> Engagement:
    value = read_engagement(example_folder()).value
    assert value is not None
    return value


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's forms of the sales team, as the command writes them."""
    folder = tmp_path_factory.mktemp("forms") / "muster"
    example = pipeline.example()
    writing.write_folder(folder, example.files, example.empty)
    today = dt.date(2026, 11, 22)
    made = pipeline.forms(folder, groups=["sales-team"], formats=["html"], today=today)
    writing.write_all(made.files)
    return folder / "forms"


@pytest.fixture(scope="session")
def asked(engagement: Engagement) -> dict[tuple[str, str], Form]:
    return {
        (form.questionnaire, form.language): form
        for form in forms_of(engagement, ["de", "en"])
        if form.group == "sales-team"
    }


@contextmanager
def phone(browser: Browser, path: Path, **more: Any) -> Iterator[Page]:
    """A page of a phone without network; whatever it asks for or complains of fails the test."""
    context = browser.new_context(**PHONE | more)
    context.set_offline(True)
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(path.as_uri())
    yield opened
    context.close()
    assert [url for url in asked if url != path.as_uri() and not url.startswith("blob:file:")] == []
    assert said == []


def intended(form: Form, seed: int) -> dict[str, str]:
    """Answers to nearly all statements, some of them "cannot judge"."""
    chance = random.Random(seed)
    values = [*(str(choice.value) for choice in form.choices), "?"]
    return {question.id: chance.choice(values) for question in form.questions if chance.random() > 0.1}


def tap(page: Page, form: Form, answers: dict[str, str]) -> None:
    for at, question in enumerate(form.questions):
        if question.id in answers:
            page.locator(f"#q{at} label:has(input[value='{answers[question.id]}'])").tap()


def shown(page: Page, form: Form) -> dict[str, str]:
    return {
        form.questions[int(name[1:])].id: value
        for name, value in page.evaluate(
            "[...document.querySelectorAll('input:checked')].map((one) => [one.name, one.value])"
        )
    }


def resume(page: Page, language: str = "de") -> None:
    page.get_by_role("button", name=PAGE_WORDS[language]["resume.at"].split("{")[0]).click()
    page.locator("#q0").wait_for()


def review(page: Page, language: str) -> None:
    page.get_by_role("button", name=PAGE_WORDS[language]["finish"]).click()


def download(page: Page, language: str, folder: Path) -> Path:
    review(page, language)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=PAGE_WORDS[language]["download"]).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def answers_of(read: Responses) -> dict[str, str]:
    cells = zip(read.items, read.answers)
    return {item: "?" if value == NO_ANSWER else str(value) for item, value in cells if value != MISSING}


def read(path: Path, engagement: Engagement) -> Responses:
    found = read_response_files([path], engagement)
    assert [issue for issue in found.issues if issue.severity != "info"] == []
    assert found.value is not None
    return found.value


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("questionnaire", ["sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"])
def test_what_is_tapped_comes_back_in_the_file(
    browser: Browser, made: Path, asked: Any, engagement: Engagement, tmp_path: Path, questionnaire: str,
    language: str,
) -> None:  # fmt: skip
    form = asked[questionnaire, language]
    answers = intended(form, seed=len(questionnaire))
    with phone(browser, made / f"sales-team-{questionnaire}-{language}.html") as page:
        tap(page, form, answers)
        words = PAGE_WORDS[language]["progress"]
        said = words.format(answered=len(answers), count=len(form.questions))
        assert page.locator("#count").inner_text() == said
        page.locator("#q0 summary").tap()
        page.locator("#q0 textarea").fill('Ende: "offen"\n- ja\u2028#\u0085nein')
        page.locator("#whole").fill(HOSTILE)
        path = download(page, language, tmp_path)
        assert page.get_by_role("status").last.inner_text().startswith(path.name)
    code = path.name.removesuffix(f"-{questionnaire}.yaml")
    assert is_code(code)
    found = read(path, engagement)
    assert answers_of(found) == answers
    (person,) = found.respondents
    assert (person.code, person.group, person.mode) == (code, "sales-team", "self")
    assert {comment.item: comment.text for comment in found.comments} == {
        form.questions[0].id: 'Ende: "offen"\n- ja\u2028#\u0085nein',
        None: HOSTILE,
    }


def test_nothing_is_lost_when_the_browser_is_killed(
    playwright: Playwright, made: Path, asked: Any, engagement: Engagement, tmp_path: Path
) -> None:
    form = asked["sales-ex", "de"]
    answers = intended(form, seed=3)
    first = dict(list(answers.items())[: len(answers) // 2])
    url = (made / "sales-team-sales-ex-de.html").as_uri()
    with killed(playwright, tmp_path) as page:
        page.goto(url)
        for at, question in enumerate(form.questions):
            if question.id in first:
                page.locator(f"#q{at} input[value='{first[question.id]}']").check()
        page.locator("#whole").fill("halb fertig")
        code = page.locator(".code").inner_text()
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
    with killed(playwright, tmp_path) as page:
        page.goto(url)
        resume(page)
        assert shown(page, form) == first
        assert page.locator("#whole").input_value() == "halb fertig"
        assert page.locator(".code").inner_text() == code
        for at, question in enumerate(form.questions):
            if question.id in answers:
                page.locator(f"#q{at} input[value='{answers[question.id]}']").check()
        review(page, "de")
        text = page.locator("textarea[readonly]").input_value()
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert answers_of(read(path, engagement)) == answers


@contextmanager
def killed(playwright: Playwright, folder: Path) -> Iterator[Page]:
    """A browser that is killed at the end, so that it cannot tidy up."""
    port = folder / "profile" / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    command = [
        chromium(),
        *QUIET,
        "--headless",
        "--remote-debugging-port=0",
        f"--user-data-dir={port.parent}",
    ]
    process = subprocess.Popen(
        [*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            if port.is_file() and port.read_text(encoding="utf-8").count("\n"):
                break
            time.sleep(0.1)
        address = f"http://127.0.0.1:{port.read_text(encoding='utf-8').splitlines()[0]}"
        yield playwright.chromium.connect_over_cdp(address).contexts[0].pages[0]
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_form_is_accessible_at_every_step(
    browser: Browser, made: Path, asked: Any, language: str, width: int
) -> None:
    form = asked["fremdbild-selbstbild", language]
    path = made / f"sales-team-fremdbild-selbstbild-{language}.html"
    viewport = {"width": width, "height": 844}
    with phone(browser, path, bypass_csp=True, viewport=viewport, is_mobile=False) as page:
        assert violations(page) == []
        page.locator("#q0 input").first.check()
        page.locator("#q0 summary").click()
        review(page, language)
        page.locator("main details summary").last.click()
        assert violations(page) == []
        for at in range(len(form.questions)):
            page.locator(f"#q{at} input").nth(1).check()
        page.get_by_role("button", name=PAGE_WORDS[language]["copy"]).click()
        assert violations(page) == []
        names = page.get_by_role("group").all_inner_texts()
        assert len([name for name in names if form.questions[1].text in name]) == 1


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], node["html"]) for one in found for node in one["nodes"]]


def test_a_keyboard_is_enough(
    browser: Browser, made: Path, asked: Any, engagement: Engagement, tmp_path: Path
) -> None:
    form = asked["fremdbild-selbstbild", "de"]
    answers: dict[str, str] = {}
    with phone(browser, made / "sales-team-fremdbild-selbstbild-de.html", is_mobile=False) as page:
        for _ in range(400):
            page.keyboard.press("Tab")
            at, text = page.evaluate(
                "[document.activeElement.name || '', document.activeElement.innerText || '']"
            )
            if at.startswith("q"):
                question = form.questions[int(at[1:])].id
                page.keyboard.press("Space")
                if int(at[1:]) % 2:
                    page.keyboard.press("ArrowDown")
                answers[question] = "2" if int(at[1:]) % 2 else "1"
                assert visible_in_full(page)
            if text == PAGE_WORDS["de"]["finish"]:
                page.keyboard.press("Enter")
            if text == PAGE_WORDS["de"]["download"]:
                break
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
    assert len(answers) == len(form.questions)
    assert answers_of(read(path, engagement)) == answers


def test_by_keyboard_no_answer_is_lost_by_one_key_too_many(browser: Browser, made: Path) -> None:
    words = PAGE_WORDS["de"]
    path = made / "sales-team-fremdbild-selbstbild-de.html"
    with phone(browser, path, is_mobile=False, has_touch=False) as page:
        page.get_by_text(words["keys"]).wait_for()
        page.locator("#q0 input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        assert page.locator("#count").inner_text() == "1 von 24 beantwortet"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Delete")
        assert page.locator("#count").inner_text() == "0 von 24 beantwortet"
        assert page.locator(".told").inner_text() == "Antwort zu Nr. 1 zurückgenommen"
        assert page.evaluate("document.activeElement.name") == "q0"
        page.keyboard.press("Space")
        assert page.locator("#count").inner_text() == "1 von 24 beantwortet"
        page.locator("#q0 textarea").evaluate("(one) => one.closest('details').open = true")
        page.locator("#q0 textarea").fill("ab")
        page.keyboard.press("Backspace")
        assert page.locator("#q0 textarea").input_value() == "a"
        assert page.locator("#count").inner_text() == "1 von 24 beantwortet"


def visible_in_full(page: Page) -> bool:
    """Whether what has the focus lies on the screen, and not below the bar at the top."""
    return bool(
        page.evaluate(
            """() => {
                const place = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector("header").getBoundingClientRect();
                return place.top >= bar.bottom && place.bottom <= innerHeight;
            }"""
        )
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("questionnaire", ["sales-ex", "omnichannel-roadmap", "fremdbild-selbstbild"])
def test_at_twice_the_size_nothing_runs_off_the_side(
    browser: Browser, made: Path, questionnaire: str, language: str
) -> None:
    path = made / f"sales-team-{questionnaire}-{language}.html"
    with phone(browser, path, viewport={"width": 195, "height": 422}, is_mobile=False) as page:
        page.locator("#q0 input").first.check()
        review(page, language)
        assert page.evaluate("document.documentElement.scrollWidth") <= 195
        off = """[...document.querySelectorAll("body *")].filter((one) => {
            const place = one.getBoundingClientRect();
            const cut = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline";
            return place.width && (place.right > 195.5 || place.left < -0.5 || cut);
        }).map((one) => one.outerHTML.slice(0, 80))"""
        assert page.evaluate(off) == []


def test_without_storage_it_says_so_and_still_gives_the_file(
    browser: Browser, made: Path, asked: Any, engagement: Engagement, tmp_path: Path
) -> None:
    form = asked["fremdbild-selbstbild", "de"]
    answers = intended(form, seed=5)
    path = made / "sales-team-fremdbild-selbstbild-de.html"
    context = browser.new_context(**PHONE)
    context.add_init_script(
        "for (const name of ['localStorage', 'indexedDB'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.get_by_text(PAGE_WORDS["de"]["unsaved"]).is_visible()
    assert page.get_by_text(PAGE_WORDS["de"]["kept"]).count() == 0
    tap(page, form, answers)
    asks: list[str] = []
    page.on("dialog", lambda dialog: (asks.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asks == ["beforeunload"]
    assert answers_of(read(download(page, "de", tmp_path), engagement)) == answers
    context.close()


@pytest.mark.parametrize("missing", ["localStorage", "indexedDB"])
def test_one_of_two_places_to_store_is_enough(browser: Browser, made: Path, missing: str) -> None:
    context = browser.new_context(**PHONE)
    context.add_init_script(
        f"Object.defineProperty(window, '{missing}', {{get() {{ throw new DOMException('no'); }}}});"
    )
    page = context.new_page()
    page.goto((made / "sales-team-sales-ex-de.html").as_uri())
    page.locator("#q0 input").nth(2).check()
    page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
    page.reload()
    resume(page)
    assert page.locator("#q0 input").nth(2).is_checked()
    context.close()


ONLY_DATABASE = """
    Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }});
    const open = indexedDB.open.bind(indexedDB);
    window.opened = [];
    indexedDB.open = (...words) => {
        const request = open(...words);
        request.addEventListener('success', () => window.opened.push(request.result));
        return request;
    };
"""


@contextmanager
def only_database(browser: Browser, path: Path) -> Iterator[Page]:
    """A page that keeps answers in a database only, and tells which it has opened; it may not fail."""
    context = browser.new_context(**PHONE)
    context.add_init_script(ONLY_DATABASE)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert said == []


def test_a_browser_may_close_its_database(browser: Browser, made: Path) -> None:
    with only_database(browser, made / "sales-team-sales-ex-de.html") as page:
        for at in range(3):
            page.locator(f"#q{at} input").nth(at).check()
            page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
            page.evaluate("window.opened.at(-1).close()")
        page.locator("#whole").fill("danach")
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
        page.reload()
        resume(page)
        assert page.locator("#count").inner_text() == "3 von 40 beantwortet"
        assert page.locator("#whole").input_value() == "danach"


def test_a_database_of_somebody_else_is_no_obstacle(browser: Browser, made: Path) -> None:
    with only_database(browser, made / "sales-team-sales-ex-de.html") as page:
        page.locator("#q0").wait_for()
        page.evaluate(
            """() => new Promise((done) => {
                indexedDB.deleteDatabase("salesex").onsuccess = () => {
                    const request = indexedDB.open("salesex", 7);
                    request.onupgradeneeded = () => request.result.createObjectStore("other");
                    request.onsuccess = () => done(request.result.close());
                };
            })"""
        )
        page.reload()
        page.locator("#q0 input").first.check()
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
        page.reload()
        resume(page)
        assert page.locator("#count").inner_text() == "1 von 40 beantwortet"


def test_the_next_person_sees_no_answers_of_the_one_before(browser: Browser, made: Path) -> None:
    words = PAGE_WORDS["de"]
    path = made / "sales-team-fremdbild-selbstbild-de.html"
    with phone(browser, path, bypass_csp=True) as page:
        code = page.locator(".code").inner_text()
        for at in range(3):
            page.locator(f"#q{at} input").nth(1).check()
        page.locator("#whole").fill("geheim")
        page.get_by_text(words["kept"]).wait_for()
        page.reload()
        page.get_by_role("button", name="Weitermachen, bei Nr. 4").wait_for()
        assert page.locator("input, textarea, .code, header").count() == 0
        assert violations(page) == []
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name=words["resume.anew"]).tap()
        page.get_by_text(words["cleared"]).wait_for()
        assert page.locator("#count").inner_text() == "0 von 24 beantwortet"
        assert page.locator("#whole").input_value() == ""
        assert page.locator(".code").inner_text() != code
        page.reload()
        page.locator("#q0").wait_for()


def test_who_goes_on_is_led_to_the_first_open_statement(browser: Browser, made: Path) -> None:
    with phone(browser, made / "sales-team-fremdbild-selbstbild-de.html") as page:
        for at in (0, 1, 2, 4):
            page.locator(f"#q{at} input").first.check()
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
        page.reload()
        resume(page)
        assert page.evaluate("document.activeElement.name") == "q3"
        assert visible_in_full(page)
        for at in range(24):
            page.locator(f"#q{at} input").first.check()
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
        page.reload()
        page.get_by_role("button", name=PAGE_WORDS["de"]["resume.end"]).tap()
        page.locator("#q0").wait_for()
        assert page.evaluate("document.activeElement.innerText") == PAGE_WORDS["de"]["finish"]


def test_once_the_file_is_out_deleting_is_the_next_button(
    browser: Browser, made: Path, tmp_path: Path
) -> None:
    words = PAGE_WORDS["de"]
    with phone(browser, made / "sales-team-fremdbild-selbstbild-de.html") as page:
        page.locator("#q0 input").first.check()
        review(page, "de")
        button = page.get_by_role("button", name=words["clear"])
        before = button.bounding_box()
        download(page, "de", tmp_path)
        after = button.bounding_box()
        assert before and after and after["width"] > 300 > before["width"]
        page.locator("#q1 input").first.check()
        again = button.bounding_box()
        assert again and again["width"] == before["width"]


def test_the_end_says_to_whom_the_file_goes(browser: Browser, asked: Any, tmp_path: Path) -> None:
    form = replace(asked["fremdbild-selbstbild", "de"], contact="Eva {file} <b>", until=dt.date(2026, 10, 23))
    words = PAGE_WORDS["de"]
    for told in (form, replace(form, contact="", until=None)):
        with phone(browser, opened(told, tmp_path)) as page:
            review(page, "de")
            text = page.get_by_text("Ihre Antworten kommen").inner_text()
            assert (words["hand"].strip() in text) is not bool(told.contact)
            assert ("nur an:\nEva {file} <b>\nErst dann" in text) is bool(told.contact)
            assert text.endswith("23. Oktober 2026." if told.until else "abgegeben.")
            resting = page.locator("main > p").all_inner_texts()
            assert any("bis zum 23. Oktober 2026" in line for line in resting) is bool(told.until)


def test_deleting_empties_every_tab_for_good(browser: Browser, made: Path) -> None:
    words = PAGE_WORDS["de"]
    with phone(browser, made / "sales-team-sales-ex-de.html") as page:
        page.locator("#q0 input").first.check()
        other = page.context.new_page()
        other.goto(page.url)
        resume(other)
        other.locator("#q1 input").first.check()
        page.wait_for_function("document.querySelectorAll('input:checked').length === 2")
        page.on("dialog", lambda dialog: dialog.accept())
        review(page, "de")
        page.get_by_role("button", name=words["clear"]).tap()
        for tab in (page, other):
            tab.get_by_text(words["cleared"]).wait_for()
            assert tab.locator("#count").inner_text() == "0 von 40 beantwortet"
        other.locator("#q5 input").first.check()
        page.reload()
        resume(page)
        assert page.locator("#count").inner_text() == "1 von 40 beantwortet"


def test_who_cannot_delete_is_told(browser: Browser, made: Path) -> None:
    words = PAGE_WORDS["de"]
    with only_database(browser, made / "sales-team-sales-ex-de.html") as page:
        page.locator("#q0 input").first.check()
        page.get_by_text(words["kept"]).wait_for()
        page.evaluate("() => { IDBObjectStore.prototype.delete = () => { throw new Error('no'); }; }")
        page.on("dialog", lambda dialog: dialog.accept())
        review(page, "de")
        page.get_by_role("button", name=words["clear"]).tap()
        page.get_by_text(words["clear.failed"]).wait_for()


def test_what_stands_in_the_storage_may_be_anything(browser: Browser, made: Path) -> None:
    with phone(browser, made / "sales-team-sales-ex-de.html") as page:
        page.locator("#q0 input").first.check()
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
        for text in ('"x"', "null", "{}", '{"code": "A", "saved": 9e15, "answers": 3}', "<b>"):
            page.evaluate(
                "(text) => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, text))", text
            )
            page.reload()
            resume(page)
            assert page.locator("#count").inner_text() == "1 von 40 beantwortet"
        page.evaluate("indexedDB.deleteDatabase('salesex')")


def test_answers_can_be_taken_back_and_deleted(browser: Browser, made: Path) -> None:
    words = PAGE_WORDS["de"]
    with phone(browser, made / "sales-team-sales-ex-de.html") as page:
        code = page.locator(".code").inner_text()
        page.locator("#q0 input").first.check()
        page.locator("#q1 input").first.check()
        page.locator("#q0").get_by_role("button", name=words["undo"]).tap()
        assert page.evaluate("document.activeElement.name") == "q0"
        assert page.locator("#count").inner_text() == "1 von 40 beantwortet"
        page.locator("#q1 summary").tap()
        page.locator("#q1 textarea").fill("geheim")
        page.on("dialog", lambda dialog: dialog.accept())
        review(page, "de")
        page.get_by_role("button", name=words["clear"]).tap()
        page.wait_for_timeout(300)
        page.reload()
        assert page.locator("#count").inner_text() == "0 von 40 beantwortet"
        assert page.locator("#q1 textarea").input_value() == ""
        assert page.locator(".code").inner_text() != code
        kept = page.evaluate("JSON.stringify(localStorage)")
        assert "geheim" not in kept


def test_who_has_left_something_out_is_told_kindly_and_led_there(browser: Browser, made: Path) -> None:
    words = PAGE_WORDS["en"]
    with phone(browser, made / "sales-team-fremdbild-selbstbild-en.html") as page:
        for at in range(24):
            if at not in {3, 7}:
                page.locator(f"#q{at} input").first.check()
        review(page, "en")
        assert page.get_by_text("2 statements are still open").is_visible()
        assert page.get_by_role("button", name=words["download"]).is_visible()
        page.get_by_role("link", name="No. 8").tap()
        assert page.evaluate("document.activeElement.name") == "q7"
        page.locator("#q7 input").first.check()
        page.locator("#q3 input").first.check()
        assert page.get_by_text(words["open.none"]).is_visible()


def test_the_file_can_be_sent_or_copied(
    browser: Browser, made: Path, engagement: Engagement, tmp_path: Path
) -> None:
    words = PAGE_WORDS["de"]
    context = browser.new_context(**PHONE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(
        """navigator.canShare = ({files}) => files[0].name.endsWith(".txt");
        navigator.share = async ({files}) => { window.sent = [files[0].name, await files[0].text()]; };"""
    )
    page = context.new_page()
    page.goto((made / "sales-team-sales-ex-de.html").as_uri())
    page.locator("#q0 input").first.check()
    review(page, "de")
    page.get_by_role("button", name=words["share"]).tap()
    page.get_by_text(words["share.done"]).wait_for()
    name, text = page.evaluate("window.sent")
    assert name == f"{page.locator('.code').inner_text()}-sales-ex.yaml.txt"
    path = tmp_path / name.removesuffix(".txt")
    path.write_text(text, encoding="utf-8")
    assert answers_of(read(path, engagement)) == {"SE-S01": "1"}
    page.get_by_role("button", name=words["copy"]).tap()
    page.get_by_text(words["copy.done"]).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.evaluate("navigator.clipboard.writeText('')")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name=words["copy"]).tap()
    page.wait_for_timeout(200)
    assert page.evaluate("navigator.clipboard.readText()") == text
    context.close()


def test_two_tabs_show_the_same_answers(browser: Browser, made: Path) -> None:
    with phone(browser, made / "sales-team-sales-ex-de.html") as page:
        page.locator("#q0 input").first.check()
        other = page.context.new_page()
        other.goto(page.url)
        resume(other)
        other.locator("#q1 input").nth(1).check()
        page.locator("#q1 input").nth(1).wait_for(state="attached")
        page.wait_for_function("document.querySelectorAll('#q1 input')[1].checked")
        page.locator("#q2 input").first.check()
        other.wait_for_function("document.querySelectorAll('input:checked').length === 3")
        assert other.locator(".code").inner_text() == page.locator(".code").inner_text()


def opened(form: Form, folder: Path, code: str = CODE) -> Path:
    path = folder / "form.html"
    path.write_bytes(page(form, 6, code))
    return path


def test_hostile_texts_stay_texts(browser: Browser, asked: Any, tmp_path: Path) -> None:
    form = asked["sales-ex", "de"]
    hostile = replace(
        form, client=HOSTILE, wave=HOSTILE, title=HOSTILE, group_title=HOSTILE, version=HOSTILE,
        instruction=HOSTILE, no_answer=HOSTILE, units=(UnitChoice("nord", HOSTILE),),
        choices=tuple(replace(choice, label=HOSTILE) for choice in form.choices),
        sections=(FormSection("x", HOSTILE, (Question("X1", HOSTILE), Question("constructor", HOSTILE))),),
    )  # fmt: skip
    with phone(browser, opened(hostile, tmp_path)) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        assert page.locator("h1").evaluate("(one) => one.textContent") == HOSTILE
        assert page.locator("#q0 legend").evaluate("(one) => one.textContent") == f"1. {HOSTILE}"
        assert page.locator("#q0 .choice").last.evaluate("(one) => one.textContent") == HOSTILE
        assert page.title().startswith("</script><script>alert(1)</script>")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert page.locator("#count").inner_text() == "0 von 2 beantwortet"
        page.locator("#unit").select_option("nord")
        page.locator("#q1 input").first.check()
        review(page, "de")
        text = page.locator("textarea[readonly]").input_value()
    assert text.splitlines()[2:] == [
        f'respondent: "{CODE}"', 'group: "sales-team"', 'unit: "nord"', "mode: self",
        f"date: {dt.date.today().isoformat()}", "answers:", '  "constructor": 1',
    ]  # fmt: skip


def test_a_unit_is_asked_for_before_the_file_is_made(browser: Browser, asked: Any, tmp_path: Path) -> None:
    form = replace(asked["sales-ex", "de"], units=(UnitChoice("nord", "Nord"), UnitChoice("sued", "Süd")))
    words = PAGE_WORDS["de"]
    with phone(browser, opened(form, tmp_path)) as page:
        review(page, "de")
        assert page.get_by_text(words["unit.first"]).is_visible()
        assert page.get_by_role("button", name=words["download"]).count() == 0
        page.locator("#unit").select_option("sued")
        page.get_by_role("button", name=words["download"]).wait_for()
        assert 'unit: "sued"' in page.locator("textarea[readonly]").input_value()


def test_a_long_scale_is_a_list(browser: Browser, asked: Any, tmp_path: Path) -> None:
    form = asked["sales-ex", "de"]
    (first, *_) = form.choices
    long = replace(form, choices=tuple(replace(first, value=value, label="") for value in range(-50, 51)))
    with phone(browser, opened(long, tmp_path), bypass_csp=True) as page:
        page.get_by_role("combobox", name=form.questions[0].text).select_option("-7")
        page.get_by_text(PAGE_WORDS["de"]["kept"]).wait_for()
        assert violations(page) == []
        page.reload()
        resume(page)
        assert page.locator("#q0 select").input_value() == "-7"
        review(page, "de")
        assert '"SE-S01": -7' in page.locator("textarea[readonly]").input_value()


def test_the_code_of_the_person_is_the_one_in_the_file(
    browser: Browser, asked: Any, engagement: Engagement, tmp_path: Path
) -> None:
    with phone(browser, opened(asked["sales-ex", "de"], tmp_path)) as page:
        page.locator("#q0 input").first.check()
        path = download(page, "de", tmp_path)
    assert path.name == f"{CODE}-sales-ex.yaml"
    assert read(path, engagement).respondents[0].code == CODE


def test_codes_made_in_the_browser_are_codes(browser: Browser, made: Path) -> None:
    found = set()
    for _ in range(4):
        with phone(browser, made / "sales-team-sales-ex-de.html") as page:
            found.add(page.locator(".code").inner_text())
    assert len(found) == 4
    assert all(map(is_code, found))
