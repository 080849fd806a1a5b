"""The numbers of charts as tables: what each chart is drawn from, and nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from salesex.reports import tables, templating
from salesex.reports.charts import (
    cover,
    distances,
    dumbbell,
    facets,
    group_signets,
    mini,
    plane,
    staircase,
)
from salesex.reports.wording.words import Words

DE = Words("de")
BESIDE = ("Netzdiagramm", "Bereichswerte", "Skala von")
"""Charts beside a table with the same numbers, and the scale above others."""


def test_signet() -> None:
    table = tables.of_signet([cover.Slice("Strategie", 52.4), cover.Slice("Führung", None)], DE)
    assert table.head == ("Bereich", "Wert")
    assert table.rows == (("Strategie", "52"), ("Führung", "nicht gezeigt"))


def test_stairs_of_the_cover() -> None:
    table = tables.of_stairs(1, 2, DE)
    assert table.rows == (("1", "erreicht"), ("2", "noch nicht erreicht"))


def test_findings() -> None:
    gap = [mini.Point("selbst", "self", 78.2), mini.Point("fremd", "external", 55.0)]
    weak = [mini.Point("Information", "self", 46.0)]
    table = tables.of_findings([("1", gap, None, None), ("2", [], None, None), ("3", weak, 65, (44, 48))], DE)
    assert table is not None
    assert table.rows == (
        ("1", "selbst", "78", "nicht eingezeichnet", "nicht eingezeichnet"),
        ("1", "fremd", "55", "nicht eingezeichnet", "nicht eingezeichnet"),
        ("3", "Information", "46", "44 bis 48", "65"),
    )
    assert tables.of_findings([("1", [], None, None)], DE) is None


def test_plane() -> None:
    client = plane.Client("Muster", "", 48.75, 65.04)
    kinds = [plane.Reference("Macher", "stark", 40.0, 80.0, (40.0, 80.0), own=True)]
    table = tables.of_plane(client, kinds, ["Strategie", "Führung"], ["Kopf", "Hand"], DE)
    assert table.head == ("Typ", "Referenzprofil", "Kopf", "Hand")
    assert table.rows == (
        ("Muster", "so gemessen", "48,8", "65,0"),
        ("Macher", "Strategie 40, Führung 80", "40,0", "80,0"),
    )


def test_hundred_and_distances() -> None:
    assert [row[1] for row in tables.of_hundred(98, DE).rows] == ["98", "2"]
    table = tables.of_distances([distances.Distance("Macher", 12.6, "12,6", own=True)], DE)
    assert table.rows == (("Macher", "12,6"),)


def test_groups_without_a_profile_say_why() -> None:
    groups = [
        group_signets.Group("Team", (58.0, None), "Macher", "n = 17"),
        group_signets.Group("Marketing", None, "nicht gezeigt", "unter 5 Antworten"),
    ]
    table = tables.of_groups(groups, ["Strategie", "Führung"], DE)
    assert table.head == ("Gruppe", "Typ", "Hinweis", "Strategie", "Führung")
    assert table.rows == (
        ("Team", "Macher", "n = 17", "58", "nicht gezeigt"),
        ("Marketing", "nicht gezeigt", "unter 5 Antworten", "–", "–"),
    )


def test_facets() -> None:
    rows = (
        facets.Facet("Ziele", 47.3, 44.0, 51.0),
        facets.Facet("Preis", 61.0),
        facets.Facet("Kanäle", None, reason="nicht gezeigt: unter 5 Antworten"),
    )
    assert tables.of_facets([facets.Block("Strategie", rows)], DE).rows == (
        ("Strategie", "Ziele", "47", "44 bis 51"),
        ("Strategie", "Preis", "61", "nicht eingezeichnet"),
        ("Strategie", "Kanäle", "nicht gezeigt: unter 5 Antworten", "–"),
    )


def test_roadmap() -> None:
    steps = (staircase.Step(80.0, True), staircase.Step(None, False), staircase.Step(75.0, True))
    axes = [staircase.Axis("Technik", steps, 1)]
    table = tables.of_roadmap(["Start", "Mitte", "Ziel"], 1, axes, DE, (1, 2))
    assert table.rows == (
        ("1", "Start", "erreicht; bei Wiederholungen möglich", "erfüllt, 80"),
        ("2", "Mitte", "noch nicht erreicht; bei Wiederholungen möglich", "nicht gezeigt"),
        ("3", "Ziel", "noch nicht erreicht", "erfüllt, 75 (Insel)"),
    )
    low = [staircase.Axis("Technik", (staircase.Step(44.0, False),), 0)]
    assert tables.of_roadmap(["Start"], 0, low, DE).rows == (
        ("1", "Start", "noch nicht erreicht", "offen, 44"),
    )


def test_dumbbell() -> None:
    rows = [
        dumbbell.Row("Team", "self", 79.0, "n = 17", word="einig"),
        dumbbell.Row("Marketing", "external", None, reason="nicht gezeigt: unter 5 Antworten"),
    ]
    table = tables.of_dumbbell("Nähe", 78.0, None, rows, "nicht gezeigt: zu wenige", DE)
    assert table.title == "Nähe"
    assert table.rows == (
        ("Selbstbild", "selbst", "", "78", ""),
        ("Fremdbild", "fremd", "nicht gezeigt: zu wenige", "–", ""),
        ("Team", "selbst", "einig", "79", "n = 17"),
        ("Marketing", "fremd", "nicht gezeigt: unter 5 Antworten", "–", ""),
    )
    assert tables.of_dumbbell("Nähe", None, None, rows[1:], "", DE).rows == table.rows[3:]
    assert tables.of_dumbbell("Nähe", None, 55.0, [], "", DE).rows[0][2] == "nicht gezeigt"


def test_spans() -> None:
    table = tables.of_spans([("Ziele vereinbaren", 0, 18)], DE)
    assert table is not None
    assert table.rows == (("Ziele vereinbaren", "Tag 0", "Tag 18"),)
    assert tables.of_spans([], DE) is None


# in the report


def test_every_chart_has_its_numbers(case: Any) -> None:
    for section in case.html("de").split("<section")[1:]:
        charts = re.findall(r'<svg[^>]*class="chart"[^>]*><title>([^<]*)', section)
        told = [title for title in charts if not title.startswith(BESIDE)]
        toggles = section.count('<details class="numbers">')
        if 'class="summary"' in section[:30]:
            assert toggles == bool(told)
        elif told:
            assert toggles == len(told), told
    for body in re.findall(r'<details class="numbers">(.*?)</details>', case.html("de"), re.S):
        head, rows = body.count('scope="col"'), body.count('scope="row"')
        assert head >= 2 and rows >= 1
        assert body.count("<td") == rows * (head - 1)
        assert "None" not in body and "nan" not in re.sub(r"[A-Za-zÄÖÜäöüß]*nan[a-zäöüß]+", "", body)


@pytest.mark.parametrize("name", ["example"])
def test_a_group_that_is_hidden_stays_hidden(case: Any) -> None:
    bodies = re.findall(r'<details class="numbers">(.*?)</details>', case.html("de"), re.S)
    rows = [row for body in bodies for row in re.findall(r"<tr>(.*?)</tr>", body) if ">Marketing<" in row]
    assert len(rows) == 4
    for row in rows:
        assert "nicht gezeigt" in row
        assert not re.search(r">\d+<", row)


def test_paper_has_no_toggles(case_of: Callable[[str], Any]) -> None:
    case = case_of("example")
    assert "<details" in case.html("de")
    paper = templating.page(case.book("de"), templating.Own(), screen=False)
    assert "<details" not in paper and DE("numbers.toggle") not in paper
