"""What the drawings of the example's report show, read back from the page, against the results."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from math import hypot
from typing import Any

import pytest

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 96
NEAR = 0.02
SALES = ("strategy", "management", "relationship", "information")


@pytest.fixture
def example(case_of: Callable[[str], Any]) -> Any:
    return case_of("example")


def drawings(example: Any, start: str) -> list[ET.Element]:
    """Pictures of the German page whose title starts so, in the order of the page."""
    found = [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", example.html("de"), re.S)]
    return [one for one in found if (one.findtext(SVG + "title") or "").startswith(start)]


def marked(drawing: ET.Element, mark: str) -> list[ET.Element]:
    return [node for node in drawing.iter() if node.get("data-mark") == mark]


def centre(node: ET.Element) -> tuple[float, float]:
    """Centre in mm of a circle, a diamond or a line."""
    if node.get("cx"):
        return float(node.attrib["cx"]) * MM, float(node.attrib["cy"]) * MM
    found = [float(text) * MM for text in re.findall(r"-?[\d.]+", node.attrib["d"])]
    xs, ys = found[::2], found[1::2]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def centres(drawing: ET.Element, mark: str) -> list[tuple[float, float]]:
    return [centre(node) for node in marked(drawing, mark)]


def on_scale(drawing: ET.Element, value: float) -> float:
    """Where the ticks of a drawing put a value."""
    xs = [x for x, _ in centres(drawing, "tick")]
    return min(xs) + (max(xs) - min(xs)) * value / 100


def value(
    example: Any, id: str, scope: str = "overall", scope_id: str | None = None, level: str = "dimension"
) -> float:
    for part in example.results.questionnaires.values():
        row = part.score(level, id, scope, scope_id)
        if row is not None:
            return row.score
    raise LookupError(id)


def test_radar(example: Any) -> None:
    (drawing,) = drawings(example, "Netzdiagramm")
    rings = [float(node.attrib["r"]) * MM for node in marked(drawing, "ring")]
    x, y = centre(marked(drawing, "ring")[0])
    for side in ("self", "external"):
        reach = [hypot(a - x, b - y) for a, b in centres(drawing, side)]
        wanted = [max(rings) * value(example, key, "perspective", side) / 100 for key in SALES]
        assert reach == pytest.approx(wanted, abs=NEAR)


def test_bars(example: Any) -> None:
    (drawing,) = drawings(example, "Bereichswerte")
    bars, tracks = (
        [float(node.attrib["width"]) for node in marked(drawing, mark)] for mark in ("bar", "track")
    )
    wanted = [track * value(example, key) / 100 for track, key in zip(tracks, SALES, strict=True)]
    assert bars == pytest.approx(wanted, abs=NEAR)


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Kundenorientierung: selbst", "customer"),
        ("Leistungsorientierung: selbst", "performance"),
        ("Teamorientierung: selbst", "team"),
    ],
)
def test_dumbbell(example: Any, title: str, id: str) -> None:
    (drawing,) = drawings(example, title)
    own = ["management", "head-of-sales", "sales-team", "inside-sales"]
    rows = {
        "self": [("perspective", "self"), *(("group", group) for group in own)],
        "external": [("perspective", "external"), ("group", "service"), ("group", "engineering")],
        "mirror": [("group", "customers")],
    }
    for mark, scopes in rows.items():
        drawn = sorted(x for x, _ in centres(drawing, mark))
        wanted = sorted(on_scale(drawing, value(example, id, *scope)) for scope in scopes)
        assert drawn == pytest.approx(wanted, abs=NEAR), mark


def test_type_plane(example: Any) -> None:
    (drawing,) = drawings(example, "Lage zwischen den Typen")
    types = example.results.questionnaires["sales-ex"].definition.types.reference.values()
    foot, up = ("strategy", "information"), ("management", "relationship")
    marks = sorted({(round(x, 2), round(y, 2)) for x, y in centres(drawing, "reference")})
    spots = sorted(
        {(sum(kind.profile[k] for k in foot) / 2, sum(kind.profile[k] for k in up) / 2) for kind in types},
        key=lambda spot: (spot[0], -spot[1]),
    )
    assert len(marks) == len(spots) == 4
    (x0, _), (x1, _) = marks[0], marks[-1]
    across = (x1 - x0) / (spots[-1][0] - spots[0][0])
    low, high = min(zip(spots, marks), key=lambda p: p[0][1]), max(zip(spots, marks), key=lambda p: p[0][1])
    upward = (high[1][1] - low[1][1]) / (high[0][1] - low[0][1])
    ((x, y),) = centres(drawing, "client")
    mean_foot, mean_up = (sum(value(example, key) for key in keys) / 2 for keys in (foot, up))
    assert upward < 0 < across
    assert x == pytest.approx(x0 + across * (mean_foot - spots[0][0]), abs=0.05)
    assert y == pytest.approx(low[1][1] + upward * (mean_up - low[0][1]), abs=0.05)


def test_staircase(example: Any) -> None:
    (drawing,) = drawings(example, "Stufe 2 von 7")
    row = next(
        r for r in example.results.questionnaires["omnichannel-roadmap"].roadmap if r.scope == "overall"
    )
    stairs, dots = (
        [[node for node in marked(drawing, mark) if node.tag == SVG + tag] for mark in ("reached", "open")]
        for tag in ("rect", "circle")
    )
    assert [len(found) for found in stairs] == [row.stage, 7 - row.stage]
    assert len(dots[1]) == sum(not axis.met for stage in row.stages for axis in stage.axes.values())
    texts = [node.text for node in drawing.iter(SVG + "text")]
    for stage in row.stages:
        for axis in stage.axes.values():
            assert str(round(axis.score)) in texts


def test_item_tracks(example: Any) -> None:
    rows = [row for row in example.results.questionnaires["sales-ex"].scores if row.level == "item"]
    scores = sorted((row.score for row in rows if row.scope == "overall"), reverse=True)
    tracks = [
        one
        for one in drawings(example, "")
        if re.fullmatch(r"\d+ von 100", one.findtext(SVG + "title") or "")
    ]
    assert len(tracks) == 10
    for track, score in zip(tracks, [*scores[:5], *scores[:-6:-1]], strict=True):
        ((x, _),) = centres(track, "self")
        assert x == pytest.approx(on_scale(track, score), abs=NEAR)


def test_evidence_beside_a_finding(example: Any) -> None:
    drawing = drawings(example, "selbst ")[0]
    for side in ("self", "external"):
        ((x, _),) = centres(drawing, side)
        assert x == pytest.approx(
            on_scale(drawing, value(example, "customer", "perspective", side)), abs=NEAR
        )
