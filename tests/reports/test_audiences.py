"""Who gets which chapters, and how a report for them is called."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesex import pipeline
from salesex.cli import run
from salesex.errors import UsageError
from salesex.model.audiences import AUDIENCES, SECTIONS
from salesex.reports import templating
from salesex.reports.book import compose
from salesex.store import write_results
from salesex.surveys.shipped import example_folder


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audiences") / "muster"
    shutil.copytree(example_folder(), folder)
    write_results(folder, pipeline.assess(folder).results)
    return folder


def parts(results: Any, *wish: Any) -> list[str]:
    return [chapter.part for chapter in compose(results, "de", *wish).chapters]


def test_management_sees_the_summary_one_piece_of_evidence_and_the_measures(
    case_of: Callable[[str], Any],
) -> None:
    results = case_of("example").results
    assert parts(results, "management") == ["cover", "summary", "type", "measures"]


@pytest.mark.parametrize(
    "name",
    [
        "example",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("flat", "one-group", "school", "champion")),
    ],
)
@pytest.mark.parametrize("language", ["de", pytest.param("en", marks=pytest.mark.long)])
def test_management_gets_four_pages(case_of: Callable[[str], Any], name: str, language: str) -> None:
    assert len(case_of(name).laid(language, "management").sheets) == 4


def test_reasons_that_are_too_long_for_their_panel_stand_below_the_plane(
    case_of: Callable[[str], Any],
) -> None:
    long, short = (
        compose(case_of(name).results, "de", "management").chapters[2] for name in ("flat", "example")
    )
    assert long.why.startswith("Zur Sicherheit: ") and long.panels[1].text == ""
    assert short.why == "" and short.panels[1].text


def test_the_next_steps_are_in_the_order_of_the_plan(case_of: Callable[[str], Any]) -> None:
    book = compose(case_of("flat").results, "de", "management")
    planned = [row.text for phase in book.chapters[3].phases for row in phase.rows]
    steps = [step.text for step in book.chapters[1].steps]
    assert steps == sorted(steps, key=planned.index)


def test_what_everybody_gets_is_not_called_confidential(case_of: Callable[[str], Any]) -> None:
    results = case_of("flat").results
    assert compose(results, "de").footer.endswith("vertraulich.")
    assert "vertraulich" not in compose(results, "de", "participants").footer


def test_short_editions_say_how_sure_who_is_protected_and_what_is_not_proven(
    case_of: Callable[[str], Any],
) -> None:
    results = case_of("example").results
    boxes = {wish: compose(results, "de", wish).chapters[1].box for wish in AUDIENCES[:3]}
    assert boxes["full"] == ()
    titles = ["Wie sicher ist das?", "Wer ist geschützt?", "Was ist nicht erprobt?"]
    assert [note.title for note in boxes["management"]] == titles
    assert boxes["participants"] == boxes["management"]


def test_who_can_see_what_is_said_in_one_chapter_of_each_longer_edition(
    case_of: Callable[[str], Any],
) -> None:
    results = case_of("example").results
    for wish in ("full", "participants"):
        page = templating.page(compose(results, "de", wish), templating.Own())
        assert page.count("Wer was sehen kann") == 1


def test_everybody_who_answered_sees_results_and_how_they_came_about(case_of: Callable[[str], Any]) -> None:
    shown = parts(case_of("example").results, "participants")
    assert shown == ["cover", "summary", "profile", "roadmap", "gaps", "method"]


def test_sections_come_in_the_order_of_the_report(case_of: Callable[[str], Any]) -> None:
    assert parts(case_of("example").results, "full", ("gaps", "summary")) == ["summary", "gaps"]


def test_a_section_that_is_not_there_is_told_with_those_that_are(case_of: Callable[[str], Any]) -> None:
    with pytest.raises(UsageError, match="no section gasp") as raised:
        compose(case_of("example").results, "de", "full", ("gasp",))
    assert "gaps" in str(raised.value.help)


@pytest.mark.long
def test_every_chapter_has_a_name_that_can_be_chosen(
    case_of: Callable[[str], Any], names: tuple[str, ...]
) -> None:
    for name in names:
        found = parts(case_of(name).results)
        assert set(found) <= set(SECTIONS)
        for audience in AUDIENCES:
            assert set(parts(case_of(name).results, audience)) <= set(found)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_cover_says_which_edition_it_is(case_of: Callable[[str], Any], language: str) -> None:
    results = case_of("bare").results

    def edition(*wish: Any) -> str:
        return str(compose(results, language, *wish).chapters[0].edition)

    assert edition() == edition("full") == ""
    said = [edition(audience) for audience in AUDIENCES if audience != "full"]
    said.append(edition("full", ("cover", "summary")))
    assert all(said) and len(set(said)) == len(said)
    assert edition("management", ("cover",)) == said[-1]


def test_the_edition_stands_on_the_cover(case_of: Callable[[str], Any]) -> None:
    results = case_of("bare").results
    pages = [templating.page(compose(results, "de", wish), templating.Own()) for wish in AUDIENCES]
    assert ["Kurzfassung für die Leitung" in page for page in pages][:2] == [False, True]


def test_the_file_is_named_after_the_audience(assessed: Path) -> None:
    made = pipeline.report(assessed, format="html", audience="management")
    assert made.path.name == "muster-2026-de-management.html"
    assert pipeline.report(assessed, format="html").path.name == "muster-2026-de.html"


def test_the_command_takes_both_options(assessed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", str(assessed), "--format", "html"]
    assert run([*words, "--audience", "participants"]) == 0
    assert "participants.html" in capsys.readouterr().out
    assert run([*words, "--sections", "summary, gaps"]) == 0
    assert run([*words, "--sections", "gasp"]) == 2
    assert run([*words, "--audience", "boss"]) == 2
