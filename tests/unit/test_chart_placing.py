import pytest

from salesex.reports.charts.placing import Line, Obstacles, around, boxes_of, meets_line, off, place
from salesex.reports.drawing import Box, Drawing
from salesex.reports.palette import palette

FRAME = Box(0, 0, 60, 60)
LABEL = [Line("Macher", 10, 600), Line("umsetzungsstark", 8.5)]


def new() -> Drawing:
    return Drawing(60, 60, palette(), "x")


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        ((0, 5), (20, 5), True),
        ((0, 0), (20, 20), True),
        ((5, 0), (5, 20), True),
        ((0, 0), (3, 3), False),
        ((0, 11), (20, 11), False),
        ((0, 8), (8, 20), False),
        ((6, 6), (7, 7), True),
    ],
)
def test_meets_line(start: tuple[float, float], end: tuple[float, float], meets: bool) -> None:
    assert meets_line(Box(4, 4, 10, 10), start, end) is meets


def test_off() -> None:
    assert off(Box(0, 0, 10, 10), (5, 5)) == 0
    assert off(Box(0, 0, 10, 10), (13, 14)) == 5


def test_the_first_free_side_is_taken() -> None:
    boxes = place(new(), LABEL, around(30, 30, 5, 8, "btrl"), Obstacles(FRAME), (30, 30))
    assert boxes[0].top > 35


def test_a_taken_side_is_left_to_the_other_label() -> None:
    o = Obstacles(FRAME, [Box(10, 36, 50, 45)])
    boxes = place(new(), LABEL, around(30, 30, 5, 8, "btrl"), o, (30, 30))
    assert boxes[-1].bottom < 25 and o.boxes[1:] == boxes


def test_a_label_is_moved_into_the_frame() -> None:
    boxes = place(new(), LABEL, around(2, 30, 2, 8, "btrl"), Obstacles(FRAME), (2, 30))
    assert all(box.within(FRAME) for box in boxes) and boxes[0].top > 32


def test_a_label_stays_nearer_to_its_own_mark() -> None:
    o = Obstacles(FRAME, circles=[(30, 30, 3), (30, 45, 3)])
    boxes = place(new(), LABEL, around(30, 30, 3, 8, "btrl"), o, (30, 30))
    assert min(off(box, (30, 30)) for box in boxes) < min(off(box, (30, 45)) for box in boxes)


def test_without_any_room_the_label_is_left_out() -> None:
    d = new()
    assert place(d, LABEL, around(30, 30, 5, 8), Obstacles(FRAME, [FRAME])) == []
    assert d.boxes == []


def test_the_whole_frame_is_searched_at_last() -> None:
    o = Obstacles(FRAME, [Box(0, 0, 60, 48)])
    boxes = place(new(), LABEL, [], o)
    assert boxes and boxes[0].top >= 48
    assert [box.text for box in boxes_of(LABEL, next(iter(around(30, 30, 5, 8))))] == [
        "Macher",
        "umsetzungsstark",
    ]
