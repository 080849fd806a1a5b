"""Pages for the wall: which there are, what they say and ask, and what they keep to themselves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesex import pipeline
from salesex.errors import DataError, UsageError
from salesex.reports.book import compose
from salesex.reports.charts import board
from salesex.reports.metrics import wrap
from salesex.reports.slides.base import MESSAGE_WIDTH, Slide
from salesex.store import write_results
from salesex.surveys.shipped import example_folder

PARTS = {
    "example": ["profile", "type", "roadmap", "gaps"],
    "one-group": ["profile", "type", "roadmap", "gaps"],
    "roadmap-only": ["roadmap"],
    "views-only": ["gaps"],
    "school": ["profile"],
    "pair": ["profile", "type"],
    "profile-hidden": ["profile", "roadmap", "gaps"],
    "long": ["profile", "type"],
    "outside-only": ["gaps", "profile", "type"],
}
SAID = {
    "de": [
        ("Kundenbeziehung liegt vorn", "Was machen wir bei Kundenbeziehung anders als bei Information"),
        ("Am ehesten Typ Macher", "Selbstbild und Fremdbild führen zu verschiedenen Typen"),
        ("Technik reicht für Stufe 4", "„Das Vertriebsteam ist im Umgang mit digitalen Kontaktwegen"),
        ("Kundenorientierung sieht der Vertrieb günstiger", "Warum sehen wir Kundenorientierung günstiger"),
        ("Sieben Maßnahmen bis zum", "Welche dieser sieben Maßnahmen"),
    ],
    "en": [
        ("Customer relationship leads", "What do we do differently in Customer relationship"),
        ("Closest to Doer (Macher)", "Self-image and outside view lead to different types"),
        ("Technology is ready for stage 4", "“The sales team is trained"),
        ("Sales sees Customer orientation", "Why do we see Customer orientation more favourably"),
        ("Seven measures by", "Which of these seven measures"),
    ],
}
ASKS = {"de": "Frage in die Runde:", "en": "Question to the room:"}


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workshop") / "muster"
    shutil.copytree(example_folder(), folder)
    write_results(folder, pipeline.assess(folder).results)
    return folder


def slides(case: Any, language: str = "de") -> list[Slide]:
    return [one for one in case.book(language, "workshop").chapters if isinstance(one, Slide)]


def labels(slide: Slide) -> list[str]:
    assert slide.board is not None
    return [box.text for box in slide.board.boxes]


@pytest.mark.parametrize("name", PARTS)
def test_a_page_for_every_chapter_that_the_questionnaires_have(case: Any, name: str) -> None:
    found = [chapter.part for chapter in case.book("de", "workshop").chapters]
    assert found == ["cover", *PARTS[name], "measures"]


@pytest.mark.parametrize("name", ["example"])
def test_messages_and_questions_of_the_example(case: Any, language: str) -> None:
    made = slides(case, language)
    for slide, (message, question) in zip(made, SAID[language], strict=True):
        assert slide.message.replace("\n", " ").startswith(message)
        assert slide.question.startswith(question) and slide.question.endswith("?")
        assert slide.asks == ASKS[language]
        assert slide.size == "" and not slide.small
        lines = slide.message.split("\n")
        assert len(lines) <= 3 and all(len(wrap(line, MESSAGE_WIDTH, 34, 300)) == 1 for line in lines)


def test_every_page_has_a_message_a_question_and_something_to_look_at(
    case_of: Callable[[str], Any], names: tuple[str, ...], language: str
) -> None:
    for name in names:
        for slide in slides(case_of(name), language):
            assert slide.message and slide.question.endswith("?"), name
            assert bool(slide.board) + bool(slide.instead) + bool(slide.steps) == 1, name


def test_the_questions_of_different_clients_differ(case_of: Callable[[str], Any]) -> None:
    asked = [
        {slide.part: slide.question for slide in slides(case_of(name))} for name in PARTS if name != "school"
    ]
    assert len({found["roadmap"] for found in asked if "roadmap" in found}) >= 3
    assert len({found["gaps"] for found in asked if "gaps" in found}) >= 4
    assert len({found["type"] for found in asked if "type" in found}) >= 3


def test_charts_are_large(case_of: Callable[[str], Any], names: tuple[str, ...]) -> None:
    for name in set(names) - {"hostile"}:
        for slide in slides(case_of(name)):
            if slide.board is not None:
                assert slide.board.width == board.WIDTH, name
                assert 75 <= slide.board.height <= board.HEIGHT, name


# the type is never a bare label


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("example", "erkennbar, Sicherheit mittel"),
        ("pair", "ausgeprägt, Sicherheit hoch"),
        ("tied-top", "Sicherheit gering"),
        ("low-stage-0", "Bedingung nicht erfüllt"),
    ],
)
def test_a_type_is_shown_with_qualifier_and_certainty(case: Any, state: str) -> None:
    slide = next(one for one in slides(case) if one.part == "type")
    assert state in labels(slide)


def test_a_type_that_cannot_be_told_is_said_in_words(case_of: Callable[[str], Any]) -> None:
    results = case_of("pair").results
    (name, part) = next(iter(results.questionnaires.items()))
    hidden = replace(results, questionnaires={name: replace(part, types=())})
    slide = next(one for one in compose(hidden, "de", "workshop").chapters if one.part == "type")
    assert isinstance(slide, Slide)
    assert slide.board is None and slide.instead.startswith("Ein Typ braucht gezeigte Werte")


# what is hidden stays hidden


@pytest.mark.parametrize("name", ["profile-hidden"])
def test_hidden_values_are_named_and_have_no_mark(case: Any) -> None:
    for part, count in (("profile", 4), ("gaps", 3)):
        slide = next(one for one in slides(case) if one.part == part)
        assert labels(slide).count("nicht gezeigt: unter 5 Antworten") == count
        drawn = re.findall(r'data-mark="(\w+)"', str(slide.board))
        assert set(drawn) <= {"tick", "threshold"}


@pytest.mark.parametrize("name", ["hidden-but-one"])
def test_a_hidden_view_is_told_beside_the_one_that_is_shown(case: Any) -> None:
    slide = next(one for one in slides(case) if one.part == "gaps")
    assert "fremd nicht gezeigt" in " ".join(labels(slide))
    assert 'data-mark="external"' not in str(slide.board)
    assert "30" not in labels(slide) and "90" not in labels(slide)


@pytest.mark.parametrize("name", ["roadmap-only"])
def test_no_stage_no_chart(case: Any) -> None:
    results = case.results
    (name, part) = next(iter(results.questionnaires.items()))
    rows = tuple(replace(row, stage=None) for row in part.roadmap)
    hidden = replace(results, questionnaires={name: replace(part, roadmap=rows)})
    slide = next(one for one in compose(hidden, "de", "workshop").chapters if one.part == "roadmap")
    assert isinstance(slide, Slide)
    assert slide.board is None
    assert slide.instead == "Weniger als 5 Antworten, daher nicht gezeigt."
    assert slide.message.replace("\n", " ") == "Zu wenige Antworten: Keine Stufe darf gezeigt werden"


def test_groups_are_on_no_chart(case_of: Callable[[str], Any]) -> None:
    """Charts for a room show views, never a group; so a small one cannot be recognised."""
    for name in ("example", "long"):
        case = case_of(name)
        written = " ".join(label for one in slides(case) if one.board for label in labels(one))
        for group in case.results.engagement.groups:
            title = group.title if isinstance(group.title, str) else group.title["de"]
            assert title not in written


# the last page


@pytest.mark.parametrize("name", ["example"])
def test_measures_come_by_the_weight_of_their_findings_with_room_for_who_and_when(case: Any) -> None:
    last = slides(case)[-1]
    first = [int(step.findings.split()[0]) for step in last.steps]
    assert first == sorted(first) and len(first) == 7
    assert last.note == ""
    page = case.html("de", "workshop")
    assert page.count('<span class="blank">') == 2 * 7
    assert ">Wer<" in page and ">Bis wann<" in page


# options


def test_sections_name_pages(case_of: Callable[[str], Any]) -> None:
    results = case_of("example").results
    found = compose(results, "de", "workshop", ("measures", "gaps")).chapters
    assert [chapter.part for chapter in found] == ["gaps", "measures"]
    assert all(isinstance(chapter, Slide) for chapter in found)
    with pytest.raises(UsageError, match="no section summary") as raised:
        compose(results, "de", "workshop", ("summary",))
    assert raised.value.help == "It has cover, profile, type, roadmap, gaps, measures."


def made(folder: Path, **wish: Any) -> str:
    return pipeline.report(folder, format="html", audience="workshop", **wish).data.decode()


@pytest.mark.long
def test_only_pages_for_the_wall_lie_across(assessed: Path) -> None:
    assert (
        pipeline.report(assessed, audience="workshop", format="html").path.stem == "muster-2026-de-workshop"
    )
    assert "A4 landscape" in made(assessed)
    assert "A4 landscape" not in pipeline.report(assessed, format="html").data.decode()


def test_templates_of_ones_own_hold_for_the_wall_too(assessed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(assessed, tmp_path / "muster"))
    own = folder / "templates" / "chapters"
    own.mkdir(parents=True)
    (own / "slide.html.j2").write_text("<section><h1>Eigene Seite</h1></section>", encoding="utf-8")
    (own / "cover.html.j2").write_text("<section><h1>Eigener Umschlag</h1></section>", encoding="utf-8")
    (folder / "templates" / "slides.css").write_text("@page { size: A3 landscape }", encoding="utf-8")
    page = made(folder)
    assert page.count("Eigene Seite") == 5 and page.count("Eigener Umschlag") == 1
    assert "A3 landscape" in page and "A4 landscape" not in page
    (own / "slide.html.j2").write_text("<section>\n{{ chapter.nonsense }}</section>", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        made(folder)
    (issue,) = raised.value.issues
    assert (issue.file, issue.line) == ("templates/chapters/slide.html.j2", 2)


def test_boards_take_the_colours_of_the_client(case_of: Callable[[str], Any]) -> None:
    results = case_of("example").results
    drawn = set()
    for colour in ("#1f6f4a", "#f4e04d", "#808080"):
        report = replace(results.engagement.report, colour=colour)
        other = replace(results, engagement=replace(results.engagement, report=report))
        book = compose(other, "de", "workshop")
        assert book.problems == ()
        drawn.add(str(next(one.board for one in book.chapters if isinstance(one, Slide))))
    assert len(drawn) == 3
