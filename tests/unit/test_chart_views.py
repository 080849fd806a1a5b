"""Portraits and ladders: the two charts that show self and external view side by side."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from salesex.reports import palette
from salesex.reports.charts import ladder, portrait
from salesex.reports.charts.staircase import Axis, Step
from salesex.reports.drawing import Drawing

COLOURS = dict(palette.palette(palette.DEFAULT))
LONG = "Donaudampfschifffahrtsgesellschaftskapitän und alle weiteren Beteiligten der Kundenseite"


def texts(drawing: Drawing) -> list[str]:
    return [node.text or "" for node in ET.fromstring(str(drawing)).iter() if node.tag.endswith("text")]


def marks(drawing: Drawing, kind: str) -> int:
    return len(re.findall(f'data-mark="{kind}"', str(drawing)))


def axis(label: str, met: str) -> Axis:
    steps = tuple(Step({"x": 80.0, "o": 40.0, "?": None}[one], one == "x") for one in met)
    return Axis(label, steps, len(met) - len(met.lstrip("x")))


def test_a_ladder_fills_what_is_reached_and_shows_every_axis() -> None:
    axes = [axis("Technik", "xxxo"), axis("Organisation", "xxo?")]
    d = ladder.draw(["A", "B", "C", "D"], 2, axes, COLOURS, "x")
    assert marks(d, "reached") == 2
    assert marks(d, "met") == 5
    assert (texts(d).count("80"), texts(d).count("40"), texts(d).count("–")) == (5, 2, 1)
    assert [text for text in texts(d) if text in "ABCD"] == ["A", "B", "C", "D"]


@pytest.mark.parametrize("stages", [1, 3, 7, 9])
@pytest.mark.parametrize("axes", [1, 2, 3])
def test_no_label_of_a_ladder_overlaps_or_leaves_it(stages: int, axes: int) -> None:
    found = [axis(LONG, "x" * stages) for _ in range(axes)]
    d = ladder.draw([LONG] * stages, stages, found, COLOURS, "x")
    assert d.problems() == []
    assert d.width == 83


def test_a_portrait_shows_every_score_and_a_dash_for_what_is_hidden() -> None:
    d = portrait.draw(["A", "B", "C"], [70.0, None, 45.4], COLOURS, "x")
    assert texts(d) == ["A", "70", "B", "–", "C", "45"]
    assert marks(d, "sector") == 2


@pytest.mark.parametrize("count", [1, 4, 9])
def test_no_label_of_a_portrait_overlaps_or_leaves_it(count: int) -> None:
    d = portrait.draw([LONG] * count, [100.0] * count, COLOURS, "x", own=False)
    assert d.problems() == []
    assert d.height >= 6 * count
