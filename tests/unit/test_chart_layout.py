"""No label overlaps another or leaves its drawing, whatever the titles and values."""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.reports.charts import (
    board,
    board_stages,
    board_types,
    cover,
    dimension_bars,
    distances,
    dumbbell,
    facets,
    group_signets,
    mini,
    plane,
    radar,
    staircase,
    track,
)
from salesex.reports.drawing import Drawing, Mark
from salesex.reports.metrics import block
from salesex.reports.palette import palette

COLOURS = palette()
SCORE = st.floats(0, 100)
MAYBE = st.none() | SCORE
WORD = st.text("abcdefghijklmnoprstuvwzäöüßABDEFGKMSTVW", min_size=1, max_size=22)
TITLE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
SHORT = st.lists(WORD, min_size=1, max_size=2).map(" ".join)
SOME = settings(max_examples=25, deadline=None)


def check(drawing: Drawing) -> None:
    assert drawing.problems() == []
    ET.fromstring(str(drawing))


@SOME
@given(st.lists(st.tuples(TITLE, MAYBE, MAYBE), min_size=3, max_size=8), SHORT, SHORT)
def test_radar(values: Sequence[tuple[str, float | None, float | None]], own: str, other: str) -> None:
    axes = [radar.Axis(title, "selbst 57, fremd 44") for title, _, _ in values]
    curves = [
        radar.Curve("self", own, tuple(v[1] for v in values)),
        radar.Curve("external", other, tuple(v[2] for v in values)),
    ]
    check(radar.draw(axes, curves, COLOURS, "x"))


@SOME
@given(st.lists(st.tuples(TITLE, MAYBE, TITLE), min_size=1, max_size=8), st.none() | SCORE, TITLE)
def test_dimension_bars(
    values: Sequence[tuple[str, float | None, str]], threshold: float | None, label: str
) -> None:
    bars = [dimension_bars.Bar(title, score, score, score, note) for title, score, note in values]
    check(dimension_bars.draw(bars, COLOURS, dimension_bars.Words("x", label), threshold))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SHORT, SHORT, SCORE, SCORE), max_size=8), TITLE, SHORT, SCORE, SCORE)
def test_plane(
    values: Sequence[tuple[str, str, float, float]], name: str, note: str, x: float, y: float
) -> None:
    references = [plane.Reference(*v, profile=(50, 50, 50), own=i == 0) for i, v in enumerate(values)]
    client = plane.Client(name, note, x, y, (5, 4, 30))
    d = plane.draw(client, references, COLOURS, plane.Words("x", name, note))
    check(d)
    names = [block(name, 44, 10, 600)[0], *(block(value[0], 30, 10, 600)[0] for value in values)]
    assert not Counter(names) - Counter(box.text for box in d.boxes)


@SOME
@given(st.lists(st.tuples(SHORT, SHORT), min_size=6, max_size=6), SCORE, SCORE)
def test_plane_with_all_in_one_place_keeps_every_name(
    values: Sequence[tuple[str, str]], x: float, y: float
) -> None:
    references = [plane.Reference(name, note, x, y, (x, y)) for name, note in values]
    d = plane.draw(plane.Client("Firma", "hier", x, y), references, COLOURS, plane.Words("x", "X", "Y"))
    check(d)
    assert len(d.boxes) >= 10 + 2 + 7  # ten figures, two axis titles, seven names


@SOME
@given(
    st.lists(
        st.tuples(TITLE, st.lists(st.tuples(TITLE, MAYBE, TITLE), min_size=1, max_size=4)),
        min_size=1,
        max_size=6,
    ),
    st.none() | SCORE,
)
def test_facets(
    values: Sequence[tuple[str, Sequence[tuple[str, float | None, str]]]], threshold: float | None
) -> None:
    blocks = [
        facets.Block(title, tuple(facets.Facet(t, s, None, None, reason) for t, s, reason in rows))
        for title, rows in values
    ]
    check(facets.draw(blocks, COLOURS, "x", threshold))


@SOME
@given(
    MAYBE,
    MAYBE,
    st.lists(st.tuples(TITLE, MAYBE, st.integers(1, 9999), TITLE), max_size=12),
    TITLE,
    WORD,
    WORD,
)
def test_dumbbell(
    own: float | None,
    other: float | None,
    values: Sequence[tuple[str, float | None, int, str]],
    pooled: str,
    one: str,
    two: str,
) -> None:
    rows = [dumbbell.Row(title, "self", score, f"n = {n}", reason) for title, score, n, reason in values]
    check(dumbbell.draw(own, other, rows, COLOURS, dumbbell.Words("x", pooled, one, two, pooled)))


@SOME
@given(st.lists(st.tuples(TITLE, SCORE, TITLE), min_size=1, max_size=7))
def test_distances(values: Sequence[tuple[str, float, str]]) -> None:
    rows = [distances.Distance(t, v, "100,0", i == 0, note) for i, (t, v, note) in enumerate(values)]
    check(distances.draw(rows, COLOURS, "x"))


@SOME
@given(st.lists(st.tuples(TITLE, TITLE, TITLE, st.booleans()), min_size=1, max_size=20))
def test_group_signets(values: Sequence[tuple[str, str, str, bool]]) -> None:
    groups = [
        group_signets.Group(title, (50, 60, 70) if shown else None, label, note)
        for title, label, note, shown in values
    ]
    check(group_signets.draw(groups, COLOURS, "x"))


@SOME
@given(st.lists(st.tuples(TITLE, MAYBE), min_size=1, max_size=8))
def test_cover(values: Sequence[tuple[str, float | None]]) -> None:
    check(cover.draw([cover.Slice(title, score) for title, score in values], COLOURS, "x"))


@SOME
@given(
    st.lists(st.tuples(TITLE, MAYBE, st.booleans()), min_size=1, max_size=9),
    st.lists(st.tuples(TITLE, st.integers(0, 9)), min_size=1, max_size=3),
    st.integers(0, 9),
    TITLE,
    TITLE,
    TITLE,
)
def test_staircase(
    values: Sequence[tuple[str, float | None, bool]],
    named: Sequence[tuple[str, int]],
    reached: int,
    today: str,
    island: str,
    note: str,
) -> None:
    steps = tuple(staircase.Step(score, met) for _, score, met in values)
    axes = [staircase.Axis(title, steps, min(stage, len(steps))) for title, stage in named]
    words = staircase.Words("x", today, today, island, note)
    labels = [title for title, _, _ in values]
    check(staircase.draw(labels, min(reached, len(steps)), axes, COLOURS, words))


@SOME
@given(st.lists(st.tuples(TITLE, SCORE), min_size=1, max_size=2), st.none() | SCORE)
def test_mini(values: Sequence[tuple[str, float]], threshold: float | None) -> None:
    kinds = ("self", "external")
    points = [mini.Point(title, kinds[i], score) for i, (title, score) in enumerate(values)]  # type: ignore[arg-type]
    check(mini.draw(points, COLOURS, "x", threshold))


@SOME
@given(WORD, WORD)
def test_span_scale(first: str, last: str) -> None:
    check(track.span_scale(first[:8], last[:8], COLOURS, "x"))


KIND = st.sampled_from(["self", "external", "mirror"])
HIGH = st.sampled_from([60.0, 85.0, 97.0])


@SOME
@given(st.lists(st.tuples(TITLE, SCORE, SCORE, TITLE), min_size=1, max_size=6), st.none() | SCORE, HIGH)
def test_board_of_pairs(
    values: Sequence[tuple[str, float, float, str]], threshold: float | None, height: float
) -> None:
    rows = [
        board.Row(
            title, (board.Point("self", a, "self"), board.Point("external", b, "external")), (note, note)
        )
        for title, a, b, note in values
    ]
    drawing = board.draw(rows, COLOURS, board.Words("x", "Selbst: n = 32"), threshold, height)
    check(drawing)
    captions = [box.text for box in drawing.boxes if "external" in box.text]
    assert len(captions) == len(rows)


@SOME
@given(st.lists(st.tuples(TITLE, MAYBE, KIND, TITLE), min_size=1, max_size=6), HIGH)
def test_board_of_scores(values: Sequence[tuple[str, float | None, Mark, str]], height: float) -> None:
    rows = [
        board.Row(title, reason=note)
        if score is None
        else board.Row(title, (board.Point(kind, score),), (note,), max(score - 9, 0), min(score + 9, 100))
        for title, score, kind, note in values
    ]
    check(board.draw(rows, COLOURS, board.Words("x", "Schwelle 65"), 65, height))


@SOME
@given(st.lists(st.tuples(TITLE, st.floats(0, 60), TITLE), min_size=1, max_size=6), SHORT, HIGH)
def test_board_of_types(values: Sequence[tuple[str, float, str]], own: str, height: float) -> None:
    kinds = [board_types.Kind(title, (50, 60), value, "12,5", (note,)) for title, value, note in values]
    words = board_types.Words("x", own, "Abstand zu den Typen, Skala 0 bis 100")
    check(board_types.draw((40, None), kinds, 50, COLOURS, words, height))


@SOME
@given(
    st.integers(1, 10),
    st.lists(st.tuples(TITLE, st.lists(MAYBE, min_size=10, max_size=10)), min_size=1, max_size=4),
    st.integers(0, 10),
    SHORT,
    HIGH,
)
def test_board_of_stages(
    last: int, values: Sequence[tuple[str, list[float | None]]], reached: int, stage: str, height: float
) -> None:
    reached = min(reached, last)
    axes = [
        staircase.Axis(
            title, tuple(staircase.Step(score, (score or 0) > 65) for score in scores[:last]), reached
        )
        for title, scores in values
    ]
    words = board_stages.Words("x", stage, "heute, wahrscheinlich", ("Stufe 3",) * len(axes))
    check(board_stages.draw(axes, last, reached, (reached, reached), COLOURS, words, height))


def test_a_board_shows_values_where_they_are() -> None:
    row = board.Row("Team", (board.Point("self", 50, "selbst"), board.Point("external", 75, "fremd")))
    drawing = board.draw([row], COLOURS, board.Words("x"))
    marks = {
        one.get("data-mark"): float(one.get("cx", "0"))
        for one in ET.fromstring(str(drawing))
        if one.get("cx")
    }
    px = 96 / 25.4
    assert marks["self"] == pytest.approx(board.SCALE.at(50) * px, abs=0.01)
    assert marks["external"] == pytest.approx(board.SCALE.at(75) * px, abs=0.01)
    assert {(box.text, box.left < 166) for box in drawing.boxes if " " in box.text} == {
        ("selbst 50", True),
        ("fremd 75", False),
    }
