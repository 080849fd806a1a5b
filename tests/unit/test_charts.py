"""Positions read back from the SVG equal the values: the scale is taken from the drawn ticks."""

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.reports.charts import (
    cover,
    dimension_bars,
    distances,
    dumbbell,
    facets,
    group_signets,
    hundred,
    mini,
    plane,
    radar,
    signet,
    staircase,
    symbols,
    track,
)
from salesex.reports.drawing import Drawing
from salesex.reports.palette import palette

COLOURS = palette()
MM = 25.4 / 96
NEAR = 0.01
SCORE = st.floats(0, 100)
INTERVAL = st.tuples(st.floats(6, 94), st.floats(0.5, 6), st.floats(0.5, 6)).map(
    lambda t: (t[0] - t[1], t[0], t[0] + t[2])
)
SVG = "{http://www.w3.org/2000/svg}"


def close(found: float, expected: float) -> bool:
    return abs(found - expected) < NEAR


def nodes(drawing: Drawing, mark: str) -> list[ET.Element]:
    return [node for node in ET.fromstring(str(drawing)).iter() if node.get("data-mark") == mark]


def numbers(node: ET.Element) -> list[float]:
    return [float(text) * MM for text in re.findall(r"-?[\d.]+", node.get("d", ""))]


def number(node: ET.Element, name: str) -> float:
    return float(node.get(name, "nan")) * MM


def place(node: ET.Element) -> tuple[float, float]:
    """Centre of a disc, ring, diamond, or straight line."""
    if node.tag == SVG + "circle":
        return number(node, "cx"), number(node, "cy")
    found = numbers(node)
    xs, ys = found[::2], found[1::2]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def places(drawing: Drawing, mark: str) -> list[tuple[float, float]]:
    return [place(node) for node in nodes(drawing, mark)]


def spans(drawing: Drawing, mark: str) -> list[tuple[float, float]]:
    """Left and right end of rectangles."""
    found = nodes(drawing, mark)
    return [(number(node, "x"), number(node, "x") + number(node, "width")) for node in found]


def on_scale(drawing: Drawing, value: float) -> float:
    """Where the drawn ticks put a value."""
    xs = [x for x, _ in places(drawing, "tick")]
    return min(xs) + (max(xs) - min(xs)) * value / 100


def texts(drawing: Drawing) -> list[str]:
    return [node.text or "" for node in ET.fromstring(str(drawing)).iter(SVG + "text")]


# facets, dumbbell, track, mini


@settings(max_examples=15, deadline=None)
@given(st.lists(INTERVAL, min_size=1, max_size=8), SCORE)
def test_facets(values: list[tuple[float, float, float]], threshold: float) -> None:
    rows = tuple(facets.Facet("Facette", score, low, high) for low, score, high in values)
    d = facets.draw([facets.Block("Bereich", rows)], COLOURS, "x", threshold)
    drawn = zip(values, places(d, "self"), spans(d, "interval"), strict=True)
    for (low, score, high), (x, _), (left, right) in drawn:
        assert close(x, on_scale(d, score))
        assert close(left, on_scale(d, low)) and close(right, on_scale(d, high))
    assert close(places(d, "threshold")[0][0], on_scale(d, threshold))


def test_facets_without_interval_score_or_threshold() -> None:
    rows = (facets.Facet("A", 50), facets.Facet("B", None, reason="nicht gezeigt: unter 5 Antworten"))
    d = facets.draw([facets.Block("Bereich", rows)], COLOURS, "x")
    assert (len(nodes(d, "self")), len(nodes(d, "interval")), len(nodes(d, "threshold"))) == (1, 0, 0)
    assert "nicht gezeigt: unter 5 Antworten" in texts(d) and "–" in texts(d)


LONG = "Zusammenarbeit zwischen Vertrieb, Marketing und Innendienst über alle Kanäle und Länder hinweg"


def test_long_names_end_before_the_scale() -> None:
    rows = (facets.Facet(LONG, 0), facets.Facet(LONG, None, reason=LONG))
    groups = [dumbbell.Row(LONG, "self", 0, "n = 1.234"), dumbbell.Row(LONG, "self", None, "", LONG)]
    words = dumbbell.Words("x", LONG, LONG, LONG)
    for d in (
        facets.draw([facets.Block(LONG, rows)], COLOURS, "x", 0),
        dumbbell.draw(90, 80, groups, COLOURS, words),
    ):
        names = [box for box in d.boxes if box.right < on_scale(d, 50) and not box.text.isdigit()]
        assert len(names) > 6 and all(box.right < on_scale(d, 0) - 2 for box in names if box.left < 60)
        assert d.problems() == []


def test_twelve_facets_are_as_high_as_the_design() -> None:
    rows = (facets.Facet("A", 50),) * 3
    d = facets.draw([facets.Block("Bereich", rows)] * 4, COLOURS, "x", 65)
    assert (d.width, round(d.height)) == (170, 64)


WORDS = dumbbell.Words("x", "Alle zusammen", "selbst", "fremd", "kein Fremdbild")


@settings(max_examples=15, deadline=None)
@given(SCORE, SCORE, st.lists(st.tuples(st.sampled_from(["self", "external", "mirror"]), SCORE), max_size=9))
def test_dumbbell(own: float, other: float, groups: list[tuple[str, float]]) -> None:
    rows = [dumbbell.Row("Gruppe", kind, score, "n = 5") for kind, score in groups]  # type: ignore[arg-type]
    d = dumbbell.draw(own, other, rows, COLOURS, WORDS)
    for kind, pooled in (("self", [own]), ("external", [other]), ("mirror", [])):
        expected = pooled + [score for name, score in groups if name == kind]
        found = sorted(places(d, kind), key=lambda at: at[1])
        for value, (x, _) in zip(expected, found, strict=True):
            assert close(x, on_scale(d, value))
    assert {"Alle zusammen", f"selbst {round_(own)}", f"fremd {round_(other)}"} <= set(texts(d))


def round_(value: float) -> int:
    return math.floor(round(value, 9) + 0.5)


@pytest.mark.parametrize(("score", "right"), [(0, True), (60, True), (85, True), (100, False)])
def test_dumbbell_tells_how_far_a_group_agrees_where_there_is_room(score: float, right: bool) -> None:
    d = dumbbell.draw(
        50, 60, [dumbbell.Row("Team", "self", score, "n = 12", word="gespalten")], COLOURS, WORDS
    )
    box = next(box for box in d.boxes if box.text == f"{score} gespalten")
    assert (box.left > on_scale(d, score)) == right
    assert box.right <= d.width and d.problems() == []


def test_dumbbell_hides_a_group_and_keeps_its_row() -> None:
    rows = [
        dumbbell.Row("Service", "external", 52, "n = 8"),
        dumbbell.Row("Marketing", "external", None, "", "nicht gezeigt: unter 5 Antworten"),
    ]
    d = dumbbell.draw(78, 55, rows, COLOURS, WORDS)
    assert len(nodes(d, "external")) == 2
    assert {"Marketing", "–", "nicht gezeigt: unter 5 Antworten"} <= set(texts(d))
    assert d.height == pytest.approx(13.6 + 2 * 5)


@pytest.mark.parametrize(
    ("own", "other", "marks"), [(78, None, (1, 0)), (None, 55, (0, 1)), (None, None, (0, 0))]
)
def test_dumbbell_one_sided(own: float | None, other: float | None, marks: tuple[int, int]) -> None:
    d = dumbbell.draw(own, other, [], COLOURS, WORDS)
    assert (len(nodes(d, "self")), len(nodes(d, "external"))) == marks
    assert "kein Fremdbild" in texts(d)


def test_dumbbell_scale_stands_over_its_ticks() -> None:
    row = dumbbell.draw(50, 60, [], COLOURS, WORDS)
    d = dumbbell.scale(COLOURS, "x")
    for box, value in zip(d.boxes, (0, 25, 50, 75, 100), strict=True):
        assert box.text == str(value) and close((box.left + box.right) / 2, on_scale(row, value))


def test_dumbbell_shows_both_marks_when_they_coincide() -> None:
    d = dumbbell.draw(60, 60, [], COLOURS, WORDS)
    own, other = nodes(d, "self")[0], nodes(d, "external")[0]
    assert number(own, "r") < number(other, "r") * 0.7
    assert str(d).index('data-mark="external"') < str(d).index('data-mark="self"')


@settings(max_examples=15, deadline=None)
@given(SCORE, SCORE, SCORE)
def test_track_and_mini(one: float, two: float, three: float) -> None:
    low, score, high = sorted((one, two, three))
    small = track.draw(score, COLOURS, "x", low, high)
    assert close(places(small, "self")[0][0], on_scale(small, score))
    d = mini.draw([mini.Point("Wert", "self", score)], COLOURS, "x", one, (low, high))
    assert close(places(d, "self")[0][0], on_scale(d, score))
    assert close(places(d, "threshold")[0][0], on_scale(d, one))
    pair = mini.draw([mini.Point("selbst", "self", one), mini.Point("fremd", "external", two)], COLOURS, "x")
    assert close(places(pair, "self")[0][0], on_scale(pair, one))
    assert close(places(pair, "external")[0][0], on_scale(pair, two))


def test_track_without_a_score_is_an_empty_scale() -> None:
    d = track.draw(None, COLOURS, "x")
    assert len(nodes(d, "tick")) == 3 and not nodes(d, "self")


def test_mini_takes_one_or_two_points() -> None:
    with pytest.raises(ValueError, match="one or two"):
        mini.draw([], COLOURS, "x")


def test_mini_keeps_the_figure_of_a_long_label() -> None:
    long = mini.Point("Zusammenarbeit mit Marketing und Innendienst", "self", 100)
    d = mini.draw([long, mini.Point("Vertriebsorganisation im Ausland", "external", 99)], COLOURS, "x")
    assert [text for text in texts(d) if text.endswith("… 100")] and d.problems() == []


# bars


@settings(max_examples=15, deadline=None)
@given(st.lists(INTERVAL, min_size=2, max_size=8), SCORE)
def test_dimension_bars(values: list[tuple[float, float, float]], threshold: float) -> None:
    bars = [dimension_bars.Bar("Bereich", score, low, high, "Hinweis") for low, score, high in values]
    d = dimension_bars.draw(bars, COLOURS, dimension_bars.Words("x", "Schwelle"), threshold)
    left, right = spans(d, "track")[0]

    def x(value: float) -> float:
        return left + (right - left) * value / 100

    drawn = zip(values, spans(d, "bar"), nodes(d, "low"), nodes(d, "high"), strict=True)
    for (low, score, high), (start, end), low_line, high_line in drawn:
        assert close(start, left) and close(end, x(score))
        assert close(numbers(low_line)[0], x(low)) and close(numbers(high_line)[2], x(high))
    assert nodes(d, "threshold")
    assert all(close(found, x(threshold)) for found, _ in places(d, "threshold"))


def test_four_bars_are_as_large_as_the_design() -> None:
    bars = [dimension_bars.Bar("Bereich", 50, note="48 bis 56")] * 4
    d = dimension_bars.draw(bars, COLOURS, dimension_bars.Words("x"))
    assert (d.width, d.height) == (83, 92)


def test_a_hidden_bar_says_why() -> None:
    bars = [dimension_bars.Bar("A", None, note="zu wenige Antworten"), dimension_bars.Bar("B", 40)]
    d = dimension_bars.draw(bars, COLOURS, dimension_bars.Words("x"))
    assert len(nodes(d, "bar")) == 1 and len(nodes(d, "track")) == 2
    assert {"zu wenige Antworten", "–", "40"} <= set(texts(d))


def test_the_threshold_does_not_cross_a_title() -> None:
    bars = [
        dimension_bars.Bar("Ein Titel, der bis hinter die Schwelle reicht", 50),
        dimension_bars.Bar("B", 40),
    ]
    d = dimension_bars.draw(bars, COLOURS, dimension_bars.Words("x", "Schwelle 65"), 65)
    for line in nodes(d, "threshold"):
        x, top, _, bottom = numbers(line)
        assert not any(b.left < x < b.right and b.top < bottom and top < b.bottom for b in d.boxes)
    assert len(nodes(d, "threshold")) == 2


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=6))
def test_distances(values: list[float]) -> None:
    rows = [distances.Distance("Typ", value, "1,0") for value in values]
    d = distances.draw(rows, COLOURS, "x")
    limit = distances.scale(rows)
    assert limit == (50 if max(values) <= 50 else 100)
    left, right = spans(d, "track")[0]
    for value, (_, end) in zip(values, spans(d, "bar"), strict=True):
        assert close(end, left + (right - left) * value / limit)


@pytest.mark.parametrize(("share", "filled"), [(0, 0), (84, 84), (84.5, 85), (100, 100)])
def test_hundred(share: float, filled: int) -> None:
    d = hundred.draw(share, COLOURS, "x")
    assert (len(nodes(d, "yes")), len(nodes(d, "no"))) == (filled, 100 - filled)


def test_turnout() -> None:
    d = track.turnout(17, 22, 24, COLOURS, "x", width=30)
    assert spans(d, "invited")[0][1] == pytest.approx(30 * 22 / 24, abs=NEAR)
    assert spans(d, "answered")[0][1] == pytest.approx(30 * 17 / 24, abs=NEAR)
    assert nodes(track.turnout(5, None, 24, COLOURS, "x"), "invited") == []


def test_span() -> None:
    left, right = spans(track.span(10, 60, COLOURS, "x"), "span")[0]
    assert close(left, 3.6) and close(right, 21.6)
    assert spans(track.span(100, 100, COLOURS, "x"), "span")[0][1] <= 36.01


# radar, plane


@settings(max_examples=20, deadline=None)
@given(st.integers(3, 8).flatmap(lambda n: st.lists(st.tuples(SCORE, SCORE), min_size=n, max_size=n)))
def test_radar(values: list[tuple[float, float]]) -> None:
    axes = [radar.Axis("Bereich", "selbst 50, fremd 40")] * len(values)
    own, other = (tuple(pair[i] for pair in values) for i in (0, 1))
    curves = [radar.Curve("self", "Selbstbild", own), radar.Curve("external", "Fremdbild", other)]
    d = radar.draw(axes, curves, COLOURS, "x")
    cx, cy = places(d, "ring")[0]
    full = max(number(ring, "r") for ring in nodes(d, "ring"))
    first = -90 if len(values) == 6 else -90 - 180 / len(values)
    for kind, scores in (("self", own), ("external", other)):
        for i, (score, (x, y)) in enumerate(zip(scores, places(d, kind), strict=True)):
            angle = math.radians(first + i * 360 / len(values))
            assert close(x, cx + full * score / 100 * math.cos(angle))
            assert close(y, cy + full * score / 100 * math.sin(angle))


def test_radar_of_four_is_that_of_the_design() -> None:
    axes = [
        radar.Axis(label, "selbst 57, fremd 44") for label in ("Strategie", "Management", "Kunden", "Daten")
    ]
    d = radar.draw(axes, [radar.Curve("self", "Selbstbild", (50, 50, 50, 50))], COLOURS, "x")
    assert (d.width, d.height) == (83, 92)
    assert max(number(ring, "r") for ring in nodes(d, "ring")) == pytest.approx(36, abs=NEAR)


def test_radar_leaves_out_what_is_missing() -> None:
    axes = [radar.Axis("Bereich", "")] * 4
    d = radar.draw(axes, [radar.Curve("self", "Selbstbild", (50, None, 60, 70))], COLOURS, "x")
    assert len(nodes(d, "self")) == 3 and "fill-opacity" not in str(d)


@pytest.mark.parametrize("count", [2, 9])
def test_radar_refuses_other_counts(count: int) -> None:
    with pytest.raises(ValueError, match="three to eight"):
        radar.draw([radar.Axis("A", "")] * count, [], COLOURS, "x")


PLANE_WORDS = plane.Words(
    "x", "Konzept: Strategie und Information", "Umsetzung: Management und Kundenbeziehung"
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(SCORE, SCORE), min_size=1, max_size=6), SCORE, SCORE)
def test_plane(points: list[tuple[float, float]], x: float, y: float) -> None:
    references = [plane.Reference("Typ", "so", a, b, (a, b), own=i == 0) for i, (a, b) in enumerate(points)]
    d = plane.draw(plane.Client("Firma", "hier", x, y), references, COLOURS, PLANE_WORDS)
    upright = [numbers(node) for node in nodes(d, "tick")]
    (left, top, _, bottom), right = upright[0], upright[-1][0]
    for (a, b), (px, py) in zip([*points, (x, y)], places(d, "reference") + places(d, "client"), strict=True):
        assert close(px, left + (right - left) * a / 100)
        assert close(py, bottom - (bottom - top) * b / 100)


def test_plane_names_everything_of_the_design() -> None:
    types = [("Macher", 40, 80), ("Papiertiger", 80, 40), ("Champion", 85, 85), ("Aktivist", 35, 45)]
    references = [plane.Reference(n, "Hinweis", x, y, (x, y, y, x), n == "Macher") for n, x, y in types]
    client = plane.Client("Muster Maschinenbau GmbH", "Konzept 49,5, Umsetzung 64", 49.5, 64, (4.6, 3.9, 0))
    d = plane.draw(client, references, COLOURS, PLANE_WORDS)
    assert (d.width, d.height) == (112, 119)
    assert {"Macher", "Papiertiger", "Champion", "Aktivist", "Muster Maschinenbau GmbH"} <= set(texts(d))
    assert texts(d).count("Hinweis") == 4
    assert d.problems() == []


# signets, cover, symbols


def radii(drawing: Drawing) -> list[float]:
    return [float(re.findall(r"A([\d.]+)", node.get("d", ""))[0]) for node in nodes(drawing, "sector")]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 8])
def test_signet_radius_is_the_score(count: int) -> None:
    scores = [100, *(20 + 10 * i for i in range(count - 1))]
    found = radii(signet.draw(scores, COLOURS, "x", size=100))
    assert [100 * r / found[0] for r in found] == pytest.approx(scores, abs=0.02)


def test_quarters_run_clockwise_from_the_upper_left() -> None:
    d = signet.draw([40, 60, 80, 100], COLOURS, "x", size=100)
    arcs = [numbers(node) for node in nodes(d, "sector")]
    found = [((arc[2] + arc[9]) / 2, (arc[3] + arc[10]) / 2) for arc in arcs]
    assert [(x > 50, y > 50) for x, y in found] == [
        (False, False),
        (True, False),
        (True, True),
        (False, True),
    ]


def test_a_hidden_signet_is_an_empty_ring() -> None:
    assert nodes(signet.draw(None, COLOURS, "x"), "sector") == []
    assert len(nodes(signet.draw([50, None, 0, 70], COLOURS, "x"), "sector")) == 2


@pytest.mark.parametrize("count", range(1, 9))
def test_cover(count: int) -> None:
    scores = [100, 7, 55, 80, 31, 64, 12, 90][:count]
    d = cover.draw([cover.Slice(f"Dimension {i}", s) for i, s in enumerate(scores)], COLOURS, "x")
    assert {str(score) for score in scores} <= set(texts(d))
    assert d.problems() == []
    if count > 1:
        found = radii(d)
        assert [100 * r / found[0] for r in found] == pytest.approx(scores, abs=0.02)


def test_neighbouring_slices_of_the_cover_differ() -> None:
    for count in range(2, 10):
        fills = cover.fills(count)
        assert all(a != b for a, b in zip(fills, [*fills[1:], fills[0]]))


def test_figures_of_the_cover_stand_out_from_their_ground() -> None:
    d = cover.draw(
        [cover.Slice("A", 90), cover.Slice("B", 90), cover.Slice("C", 5), cover.Slice("D", None)],
        COLOURS,
        "x",
    )
    ink = {node.text: node.get("fill") for node in ET.fromstring(str(d)).iter(SVG + "text")}
    assert (ink["A"], ink["B"]) == (COLOURS["paper"], COLOURS["b900"])
    assert (ink["C"], ink["D"], ink["–"]) == (COLOURS["paper"],) * 3


def test_stairs() -> None:
    for drawing in (symbols.stairs(2, 7, COLOURS, "x"), cover.stairs(2, 7, COLOURS, "x")):
        assert (len(nodes(drawing, "reached")), len(nodes(drawing, "open"))) == (2, 5)


def test_symbols_of_dimensions_differ() -> None:
    drawn = [str(symbols.dimension(i, COLOURS, "x")) for i in range(7)]
    assert len(set(drawn)) == 7


def test_light_is_shape_not_colour() -> None:
    met, unmet = (ET.fromstring(str(symbols.light(state, COLOURS, "x")))[1] for state in (True, False))
    assert (met.get("fill"), unmet.get("fill")) == (COLOURS["b700"], COLOURS["paper"])


def test_group_signets_wrap_into_rows() -> None:
    group = group_signets.Group("Service", (40, 50, 60, 70), "Aktivist", "n = 8")
    hidden = group_signets.Group("Marketing", None, "nicht gezeigt", "unter 5 Antworten")
    d = group_signets.draw([group] * 8 + [hidden], COLOURS, "x")
    rings = [(number(n, "cx"), number(n, "cy")) for n in ET.fromstring(str(d)) if n.tag == SVG + "circle"]
    assert len(rings) == 9 and len({round(y) for _, y in rings}) == 2
    assert len(nodes(d, "sector")) == 32 and d.problems() == []


# staircase

STAIR_WORDS = staircase.Words("x", "heute", "nächste Stufe", "Insel", "Voller Kreis: erfüllt; n = 46.")


def axis(label: str, met: str, reached: int) -> staircase.Axis:
    return staircase.Axis(
        label, tuple(staircase.Step(80 if m == "x" else 40, m == "x") for m in met), reached
    )


def test_staircase_of_the_design() -> None:
    axes = [axis("Technik", "xxx....", 3), axis("Organisation", "xx..x..", 2)]
    d = staircase.draw([f"Stufe {i}" for i in range(1, 8)], 2, axes, COLOURS, STAIR_WORDS)
    assert d.width == 170 and d.height == pytest.approx(100, abs=1.5)
    assert (len(nodes(d, "reached")), len(nodes(d, "met"))) == (2, 6)
    assert texts(d).count("Insel") == 1 and {"heute", "nächste Stufe"} <= set(texts(d))
    side, foot = (
        sorted(places(d, "met"), key=key)[:n] for key, n in ((lambda p: p[0], 3), (lambda p: -p[1], 3))
    )
    ends = [numbers(node) for node in nodes(d, "axis-reached")]
    assert any(close(line[2], max(x for x, _ in foot)) for line in ends)
    assert any(close(line[1], sorted(y for _, y in side)[1]) for line in ends)


@pytest.mark.parametrize(
    ("reached", "band", "marks"),
    [
        (2, None, (0, 0)),
        (2, (2, 3), (1, 1)),
        (2, (1, 2), (1, 0)),
        (2, (1, 4), (1, 1)),
        (2, (0, 2), (1, 0)),
        (0, (0, 2), (0, 1)),
        (7, (5, 7), (1, 0)),
    ],
)
def test_staircase_with_the_band_of_its_stage(
    reached: int, band: tuple[int, int] | None, marks: tuple[int, int]
) -> None:
    rows = [axis("Technik", "xx.....", reached)]
    d = staircase.draw(["Titel"] * 7, reached, rows, COLOURS, STAIR_WORDS, band)
    drawn = [[numbers(node) for node in nodes(d, mark)] for mark in ("band-low", "band-high")]
    assert (len(drawn[0]), len(drawn[1])) == marks
    assert d.problems() == []
    if band is None:
        return
    stairs = sorted((number(node, "y") for node in nodes(d, "reached") + nodes(d, "open")), reverse=True)
    middles = [stairs[0] + 10.75, *(top + 5.25 for top in stairs)]  # of stage 0: the base
    ends = [y for line in drawn[0] + drawn[1] for y in (line[1], line[3])]
    assert close(max(ends), middles[band[0]]) and close(min(ends), middles[band[1]])


@pytest.mark.parametrize("count", range(1, 10))
@pytest.mark.parametrize("axes", [1, 2, 3])
def test_staircase_for_any_number_of_stages_and_axes(count: int, axes: int) -> None:
    labels = ["Ein recht langer Titel für eine Stufe mit vielen Worten"] * count
    rows = [axis(f"Achse mit langem Namen {i}", "x" * count, i % (count + 1)) for i in range(axes)]
    for reached in {0, 1, count}:
        d = staircase.draw(labels, reached, rows, COLOURS, STAIR_WORDS)
        assert d.problems() == []
        assert len(nodes(d, "reached")) == reached and len(nodes(d, "met")) == count * axes
        assert ("heute" in texts(d)) == (reached > 0)
        assert ("nächste Stufe" in texts(d)) == (reached < count)


def test_long_tags_stay_on_their_stair() -> None:
    words = staircase.Words("x", LONG, LONG, LONG, LONG)
    for reached in (6, 7):
        d = staircase.draw(["Titel"] * 7, reached, [axis("Technik", "x.x.x.x", 1)] * 2, COLOURS, words)
        assert d.problems() == [] and texts(d).count("Titel") == 7
