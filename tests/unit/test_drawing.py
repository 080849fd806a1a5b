import xml.etree.ElementTree as ET

import pytest

from salesex.reports.drawing import SIZES, Box, Drawing, clean
from salesex.reports.palette import palette

COLOURS = palette()
SVG = "{http://www.w3.org/2000/svg}"


def new(width: float = 60, height: float = 20) -> Drawing:
    return Drawing(width, height, COLOURS, "Botschaft")


def test_size_in_pixels_and_title_as_text_alternative() -> None:
    root = ET.fromstring(str(Drawing(25.4, 50.8, COLOURS, "A < B & „C“")))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("96", "192", "0 0 96 192")
    assert root.get("role") == "img"
    assert root[0].tag == SVG + "title" and root[0].text == "A < B & „C“"
    assert root.get("aria-label") is None


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a & b", "\"x\" onload='y'", "{{ 7*7 }}", "]]>"]
)
def test_text_stays_text(text: str) -> None:
    d = Drawing(100, 20, COLOURS, text)
    d.text(0, 10, text)
    root = ET.fromstring(str(d))
    assert [node.text for node in root.iter() if node.tag in {SVG + "title", SVG + "text"}] == [text, text]
    assert {node.tag for node in root.iter()} == {SVG + tag for tag in ("svg", "title", "text")}


def test_what_xml_forbids_is_replaced() -> None:
    assert clean("a\x00b\x1bc\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert clean(" zwei\n\tZeilen \u00a0") == "zwei Zeilen \u00a0"


def test_problems_names_overlaps_and_what_leaves() -> None:
    d = new()
    d.text(0, 10, "eins")
    assert d.problems() == []
    d.text(2, 10, "zwei")
    d.text(58, 10, "drei")
    found = d.problems()
    assert len(found) == 2
    assert "'eins' overlaps 'zwei'" in found[0] and "'drei' leaves the drawing" in found[1]


def test_an_empty_text_leaves_no_box() -> None:
    d = new()
    d.text(0, 10, " ")
    assert d.boxes == [] and "<text" not in str(d)


def test_a_size_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="9 pt"):
        new().text(0, 10, "x", size=9)
    assert SIZES == (7.5, 8.5, 10, 13, 22, 34, 60)


def test_a_colour_outside_the_palette_is_refused() -> None:
    with pytest.raises(KeyError):
        new().circle(1, 1, 1, "red")


def test_marks_differ_in_shape() -> None:
    d = new()
    d.mark("self", 10, 10)
    d.mark("external", 20, 10)
    d.mark("mirror", 30, 10)
    disc, ring, diamond = [node for node in ET.fromstring(str(d)) if node.get("data-mark")]
    assert disc.get("fill") == COLOURS["b700"] and disc.get("stroke") is None
    assert ring.get("fill") == COLOURS["paper"] and ring.get("stroke") == COLOURS["b700"]
    assert diamond.tag == SVG + "path" and diamond.get("fill") == COLOURS["b400"]


def test_a_rectangle_without_size_is_not_drawn() -> None:
    d = new()
    d.rect(1, 1, 0, 5, "b700")
    d.rect(1, 1, 5, -1, "b700")
    assert "<rect" not in str(d)


def test_a_template_takes_it_as_markup() -> None:
    d = new()
    assert d.__html__() == str(d)


def test_boxes() -> None:
    box = Box(0, 0, 10, 10)
    assert box.meets(Box(9, 9, 20, 20)) and not box.meets(Box(10, 0, 20, 10))
    assert Box(-0.2, 0, 5, 5).within(box, slack=0.3) and not Box(-0.4, 0, 5, 5).within(box, slack=0.3)
