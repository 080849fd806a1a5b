"""The chapter of comments: verbatim, whole, harmless, no heading left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from salesex.model.quality import CommentRow
from salesex.reports import render

ENDLESS = "x" * 4000


@pytest.fixture(scope="session")
def commented(case_of: Callable[[str], Any], hostile_text: str) -> Any:
    """The example with made-up comments: hostile, endless, many, on statements and on the whole."""
    example = case_of("example")
    part = example.results.questionnaires["sales-ex"]
    rows = (
        CommentRow(
            "SE-S02", "sales-team", ("Kennt niemand.", "Liegt im Laufwerk.\n\n\nVeraltet.", hostile_text)
        ),
        CommentRow("SE-S02", "inside-sales", ("Nie gesehen.",)),
        CommentRow("SE-M08", None, ("Wort " * 900, ENDLESS)),
        *(CommentRow(f"SE-I0{n}", None, ("Das System ist langsam. " * (4 + n),) * 3) for n in range(1, 8)),
        CommentRow(None, None, ("=1+1",)),
    )
    others = {name: replace(other, comments=()) for name, other in example.results.questionnaires.items()}
    changed = {**others, "sales-ex": replace(part, comments=rows)}
    results = replace(example.results, questionnaires=changed)
    return type(example)("commented", results)


def test_a_chapter_only_where_people_wrote(case_of: Callable[[str], Any], commented: Any) -> None:
    assert "comments" not in [chapter.part for chapter in case_of("pair").book("de").chapters]
    parts = [chapter.part for chapter in commented.book("de").chapters]
    assert parts.count("comments") == 1
    assert parts[parts.index("comments") + 1] == "measures"


def test_comments_on_several_questionnaires_stand_together_under_their_names(commented: Any) -> None:
    questionnaires = dict(commented.results.questionnaires)
    row = CommentRow(None, None, ("Und noch etwas.",))
    questionnaires["fremdbild-selbstbild"] = replace(questionnaires["fremdbild-selbstbild"], comments=(row,))
    book = type(commented)("both", replace(commented.results, questionnaires=questionnaires)).book("de")
    (chapter,) = (one for one in book.chapters if one.part == "comments")
    assert chapter.kicker == "In eigenen Worten"
    named = [(part.of, part.title) for part in chapter.parts if part.of]
    assert named == [("Sales-Ex-Profil", "Vertriebsstrategie"), ("Fremdbild – Selbstbild", "Zum Ganzen")]


def test_comments_are_whole_and_only_text(commented: Any, hostile_text: str, language: str) -> None:
    page = commented.html(language)
    assert escape(hostile_text.replace("\u001b", "\ufffd").strip(), quote=False) in page.replace(
        "&#39;", "'"
    ).replace("&#34;", '"')
    assert "<script" not in page and "\u001b" not in page
    assert ENDLESS in page
    assert page.count("Das System ist langsam.") == 3 * sum(4 + n for n in range(1, 8))
    assert "Liegt im Laufwerk.\nVeraltet." in page
    assert "=1+1" in page


def test_groups_are_named_only_where_the_results_name_them(commented: Any) -> None:
    chapter = next(one for one in commented.book("de").chapters if one.part == "comments")
    named = [voices.group for part in chapter.parts for one in part.statements for voices in one.voices]
    assert named[:3] == ["Vertriebsteam", "Innendienst", ""]
    assert set(named[3:]) == {""}
    assert "mindestens 10 Antworten" in chapter.note


@pytest.mark.long
def test_no_sheet_ends_with_a_heading_and_no_text_leaves_it(commented: Any) -> None:
    laid = commented.laid("de")
    assert laid.logged == []
    sheets = [
        lines
        for lines in laid.lines
        if any(len(line.text) > 30 and set(line.text) <= {"x", "„", "“"} for line in lines)
    ]
    assert len(sheets) >= 2
    for lines in laid.lines[1:]:
        assert all(line.right < 190.6 and line.bottom < 275.6 for line in lines)
        lowest = max(line.bottom for line in lines if line.tag not in {"h1", "h2", "h3"})
        assert [line.text for line in lines if line.tag in {"h2", "h3"} and line.top > lowest - 1] == []


@pytest.mark.long
def test_the_pdf_is_made(commented: Any) -> None:
    assert render.render_pdf(commented.results, "en").startswith(b"%PDF")
