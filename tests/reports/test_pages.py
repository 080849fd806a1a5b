"""Every page of hard reports: nothing overflows, stands alone, is empty or in the wrong language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

import pytest

from salesex.model.audiences import AUDIENCES
from salesex.model.languages import texts_of
from salesex.model.text import in_language

UPRIGHT = 20.0, 190.0, 20.0, 275.0
ACROSS = 20.0, 277.0, 18.0, 194.0
"""Left, right, top and bottom in mm of the text area of a page."""
SLACK = 0.6
HEADINGS = {"h1", "h2", "h3"}
LAID = [
    ("example", "de"),
    ("example", "en"),
    ("one-group", "de"),
    ("no-external", "de"),
    ("flat", "de"),
    ("hidden-but-one", "en"),
    ("roadmap-only", "de"),
    ("views-only", "en"),
    ("school", "de"),
    ("pair", "en"),
    ("profile-hidden", "de"),
    ("low-stage-0", "de"),
    ("tied-top", "de"),
    ("all-low", "de"),
    ("champion", "en"),
    ("not-judged", "de"),
    ("bare", "de"),
    ("mirror-only", "de"),
    ("outside-only", "de"),
    ("long", "de"),
    ("hostile", "de"),
]
WALL = ["example", *(pytest.param(name, marks=pytest.mark.long) for name, _ in LAID[2:])]
LAID = [
    case if number < 3 else pytest.param(*case, marks=pytest.mark.long) for number, case in enumerate(LAID)
]


def outside(lines: Iterable[Any], area: tuple[float, float, float, float] = UPRIGHT) -> list[str]:
    """Lines beyond the margins of their sheet."""
    left, right, top, bottom = area
    return [
        line.text or line.tag
        for line in lines
        if line.left < left - SLACK
        or line.right > right + SLACK
        or line.top < top - SLACK
        or line.bottom > bottom + SLACK
    ]


def colliding(lines: Iterable[Any]) -> list[tuple[str, str]]:
    """Lines that share ink; of the height of a line its middle counts, so that close leading passes."""
    texts = [line for line in lines if line.tag != "svg"]
    found = []
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            wide = min(one.right, other.right) - max(one.left, other.left)
            apart = abs((one.top + one.bottom) / 2 - (other.top + other.bottom) / 2)
            if wide > 0.3 and apart < 0.25 * (one.bottom - one.top + other.bottom - other.top):
                found.append((one.text, other.text))
    return found


def left_alone(lines: Iterable[Any]) -> list[str]:
    """Headings with nothing beside or below them."""
    lines = list(lines)
    lowest = max((line.bottom for line in lines if line.tag not in HEADINGS), default=0.0)
    return [line.text for line in lines if line.tag in HEADINGS and line.top > lowest - 1]


def narrow(text: str) -> str:
    """What a figure's digits and marks are looked for in: dates, versions and checksums taken out."""
    text = re.sub(r"\b\d\d\.\d\d\.\d{4}\b|\b\d+\.\d+\.\d+\w*|\b[0-9a-f]{12}\b", "", text)
    return re.sub(r"\b\d{1,3}(\.\d{3})+\b", "", text)


@pytest.mark.parametrize(("name", "language"), LAID)
def test_every_sheet_is_whole(case: Any, language: str) -> None:
    laid = case.laid(language)
    assert laid.logged == []
    cover, *sheets = laid.lines
    assert cover
    for number, lines in enumerate(sheets, start=2):
        where = f"page {number}"
        assert len({round(line.top) for line in lines}) > 3, f"{where} is nearly empty"
        assert outside(lines) == [], where
        assert colliding(lines) == [], where
        assert left_alone(lines) == [], where


@pytest.mark.parametrize("name", WALL)
def test_every_page_for_the_wall_is_one_sheet(case: Any, language: str) -> None:
    laid = case.laid(language, "workshop")
    assert laid.logged == []
    assert len(laid.sheets) == len(case.book(language, "workshop").chapters)
    for number, lines in enumerate(laid.lines[1:], start=2):
        where = f"page {number}"
        assert outside(lines, ACROSS) == [], where
        assert colliding(lines) == [], where
        assert left_alone(lines) == [], where


@pytest.mark.parametrize("name", ["example"])
def test_messages_of_the_example_have_two_lines_at_most(case: Any, language: str) -> None:
    for lines in case.laid(language).lines:
        assert len({round(line.top, 1) for line in lines if line.tag == "h1"}) <= 2


def test_the_checks_find_what_they_are_for(case_of: Callable[[str], Any]) -> None:
    line = type(case_of("pair").laid("en").lines[1][0])
    body = line("body", "p", 30, 40, 60, 44)
    assert outside([line("wide", "td", 150, 40, 192, 44)]) == ["wide"]
    assert outside([line("low", "p", 30, 274, 60, 278)]) == ["low"]
    assert colliding([body, line("over", "p", 50, 41, 80, 45)]) == [("body", "over")]
    assert colliding([body, line("below", "p", 30, 44, 60, 48)]) == []
    assert left_alone([body, line("alone", "h2", 30, 60, 60, 66)]) == ["alone"]
    assert left_alone([line("beside", "h3", 30, 40, 60, 44), body]) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_label_overlaps_or_leaves_its_drawing(case: Any, language: str, audience: str) -> None:
    assert case.book(language, audience).problems == ()


def test_chapters_by_what_a_questionnaire_has(case: Any, name: str) -> None:
    parts = [chapter.part for chapter in case.book("de").chapters]
    inner = {
        "roadmap-only": ["roadmap", "views"],
        "not-judged": ["roadmap"],
        "views-only": ["gaps"],
        "mirror-only": ["gaps"],
        "bare": ["profile", "items"],
        "one-dimension": ["profile", "items"],
        "outside-only": ["gaps", "profile", "type", "items"],
        "school": ["profile", "items"],
        "pair": ["profile", "type", "views", "items"],
        "profile-hidden": ["profile", "roadmap", "gaps"],
        "long": ["profile", "type", "views", "items"],
        "hostile": ["profile", "type", "views", "items", "gaps", "roadmap", "views"],
    }.get(name)
    if inner is None:
        beside = (
            [] if name in {"flat", "one-group", "no-external", "hidden-but-one", "all-low"} else ["views"]
        )
        inner = ["profile", "type", *beside, "items", "roadmap", *beside, "gaps"]
    inner += ["comments"] if name == "example" else []
    assert parts == ["cover", "summary", *inner, "measures", "quality", "method"]


# language


def words_of(text: str) -> set[str]:
    """Words of at least two letters, without the places values go into."""
    return set(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{\w+\}", " ", text.lower())))


def fixed_words(language: str) -> set[str]:
    path = files("salesex.reports.wording") / f"{language}.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return words_of(" ".join([*read["texts"].values(), *read["counts"]]))


def data_words(results: Any, language: str) -> set[str]:
    found = [text[language] for _, text in texts_of(results) if language in text]
    return words_of(" ".join(found))


def plain_words(results: Any) -> set[str]:
    """Words of texts that serve every language."""
    engagement = results.engagement
    written = [
        text for part in results.questionnaires.values() for row in part.comments for text in row.texts
    ]
    texts = [engagement.client, engagement.wave, engagement.report.author or "", "salesex", *written]
    return words_of(" ".join(texts))


@pytest.mark.parametrize("audience", ["full", "workshop"])
def test_no_word_of_the_other_language(case: Any, name: str, language: str, audience: str) -> None:
    if name == "hostile":
        pytest.skip("its texts serve both languages")
    other = {"de": "en", "en": "de"}[language]
    results = case.results
    own = fixed_words(language) | data_words(results, language) | plain_words(results)
    foreign = (fixed_words(other) | data_words(results, other)) - own
    assert len(foreign) > 250
    written = {
        text for part in results.questionnaires.values() for row in part.comments for text in row.texts
    }
    for text in case.texts(language, audience):
        if text.strip("„“”") not in written:  # comments stay as people wrote them
            assert words_of(text) & foreign == set(), text


def test_no_fixed_text_of_the_other_language_in_a_hostile_report(
    case_of: Callable[[str], Any], language: str
) -> None:
    other = {"de": "en", "en": "de"}[language]
    hostile = words_of("script alert raw organisation amp lt RTL bold one two three four")
    foreign = fixed_words(other) - fixed_words(language) - hostile
    for text in case_of("hostile").texts(language):
        assert words_of(text) & foreign == set(), text


@pytest.mark.parametrize("audience", ["full", "workshop"])
def test_numbers_and_dates_as_the_language_writes_them(
    case: Any, name: str, language: str, audience: str
) -> None:
    if name == "hostile":
        pytest.skip("its texts are no numbers")
    text, dated = case.text(language, audience), case.results.engagement.date is not None
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    assert not re.search(r"(?<![\w–-])-\d", text)
    assert not re.search(r"\b\d+ %", text)
    if language == "de":
        assert not re.search(r"\d\.\d", narrow(text))
        assert not re.search(r"\d%", text)
        assert ("2. November 2026" in text) == dated
        assert not re.search(r"\d [A-Z][a-z]{2} \d{4}", text)
    else:
        assert not re.search(r"\d,\d(?!\d\d)", text)
        assert not re.search(r"\d\u00a0%", text)
        assert ("2 November 2026" in text) == dated
        assert not re.search(r"\d\d\.\d\d\.\d{4}", text)


@pytest.mark.parametrize("name", ["example"])
def test_the_example_has_each_kind_of_number(case: Any) -> None:
    german, english = case.text("de"), case.text("en")
    assert "20.10.2026" in german and "20 Oct 2026" in english
    assert re.search(r"\d,\d", german) and re.search(r"\d\.\d", english)
    assert re.search(r"\d\u00a0%", german) and re.search(r"\d%", english)
    assert re.search("\u2212\\d", german) and re.search("\u2212\\d", english)


# hostile texts


def test_hostile_texts_are_texts(case_of: Callable[[str], Any], hostile_text: str, language: str) -> None:
    case = case_of("hostile")
    page, text = case.html(language), case.text(language)
    assert case.tags(language) <= {
        "html", "head", "meta", "title", "style", "body", "main", "section", "p", "h1", "h2", "h3", "div",
        "span", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "br", "svg", "path", "rect",
        "circle", "ellipse", "text", "tspan", "g", "line", "details", "summary",
    }  # fmt: skip
    assert "<script" not in page and "\u001b" not in page
    for part in (
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "{% raw %}",
        "{n}",
        "=1+1",
        "&amp;",
        "&lt;",
        "[bold]x[/bold]",
    ):
        assert part in text
    assert "\U0001f680" in text and "\u202eRTL\u202c" in text
    client = in_language(case.results.engagement.client, language)
    for start in ("C ", "T ", "W W ", "P ", "V ", "R ", "GA ", "GB ", "GC ", "X ", "L ", "A ", "F "):
        assert f"{start.strip().split()[-1]} <script>" in text, start
    assert client.startswith("C <script>")


def test_no_expression_in_a_text_is_computed(case_of: Callable[[str], Any]) -> None:
    text = case_of("hostile").text("de")
    assert "</script> {{ 7*7 }}" in text
    assert "</script> 49" not in text
