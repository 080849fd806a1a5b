"""Who took part and could be shown: never a number that stands for fewer than the minimum."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.model import (
    MISSING,
    Dimension,
    Engagement,
    Item,
    Questionnaire,
    RaterGroup,
    Respondent,
    Responses,
    Scale,
)
from salesex.model.rules import Privacy
from salesex.scoring.turnout import GroupTurnout, turnout

ITEMS = tuple(Item(f"A{n}", "Text") for n in (1, 2)) + tuple(
    Item(f"B{n}", "Text", observers=("self",)) for n in (1, 2)
)
ASKED = Questionnaire(
    "own",
    "1",
    "Own",
    Scale(1, 5),
    dimensions=(Dimension("a", "A", items=ITEMS[:2]), Dimension("b", "B", items=ITEMS[2:])),
)


def _turnout(
    groups: list[RaterGroup], rows: list[tuple[str, int]], minimum: int = 5
) -> dict[str, GroupTurnout]:
    """`rows` are a group and how many of the four items somebody of it answered."""
    people = tuple(Respondent(f"r{n:03}", group) for n, (group, _) in enumerate(rows))
    answers = array("b")
    for _, count in rows:
        answers.extend([4] * count + [MISSING] * (len(ITEMS) - count))
    responses = Responses(people, tuple(item.id for item in ITEMS), answers)
    engagement = Engagement("C", "1", tuple(groups), (ASKED,), privacy=Privacy(minimum))
    return {one.participation.group: one for one in turnout(engagement, responses, ASKED)}


def test_a_group_is_shown_from_the_minimum_on() -> None:
    group = RaterGroup("a", "A", "self", invited=9)
    four, five = (_turnout([group], [("a", 4)] * count)["a"] for count in (4, 5))
    assert (four.participation.answered, four.shown, four.hidden) == (None, "none", ())
    assert (five.participation.answered, five.shown, five.hidden) == (5, "whole", ())


def test_nobody_and_four_look_the_same() -> None:
    groups = [RaterGroup("a", "A", "self", invited=9), RaterGroup("b", "B", "external", invited=9)]
    none, four = _turnout(groups, []), _turnout(groups, [("a", 4)] * 4)
    assert none == four


def test_parts_that_too_few_answered_are_named() -> None:
    group = RaterGroup("a", "A", "self")
    found = _turnout([group], [("a", 4)] * 4 + [("a", 2)] * 2)["a"]
    assert (found.participation.answered, found.shown, found.hidden, found.sections) == (6, "part", ("b",), 2)


def test_what_a_view_cannot_observe_is_passed_over() -> None:
    found = _turnout([RaterGroup("a", "A", "external")], [("a", 2)] * 5)["a"]
    assert (found.shown, found.sections) == ("whole", 1)


def test_people_without_enough_answers_took_part() -> None:
    found = _turnout([RaterGroup("a", "A", "self")], [("a", 1)] * 6)["a"]
    assert (found.participation.answered, found.shown) == (6, "none")


def test_small_groups_of_a_view_are_alike_whether_they_have_answers_or_not() -> None:
    groups = [RaterGroup(name, name, "self") for name in "abc"] + [RaterGroup("d", "D", "external")]
    found = _turnout(groups, [("a", 4)] * 3 + [("b", 4)] * 3)
    assert [found[name].shown for name in "abcd"] == ["together", "together", "together", "none"]
    assert [found[name].participation.answered for name in "abcd"] == [None] * 4


@pytest.mark.parametrize(("consent", "shown", "answered"), [(None, "no_consent", None), ("day", "whole", 1)])
def test_a_single_role_needs_consent(consent: str | None, shown: str, answered: int | None) -> None:
    import datetime as dt

    day = dt.date(2026, 10, 1) if consent else None
    found = _turnout([RaterGroup("a", "A", "self", single_role=True, consent=day)], [("a", 4)])["a"]
    assert (found.shown, found.participation.answered) == (shown, answered)


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), min_size=1, max_size=4),
    minimum=st.integers(3, 7),
)
def test_below_the_minimum_no_number_is_told(counts: list[tuple[int, int]], minimum: int) -> None:
    groups = [RaterGroup(f"g{n}", "G", "self") for n in range(len(counts))]
    rows = [(f"g{n}", items) for n, (count, items) in enumerate(counts) for _ in range(count)]
    for (count, _), found in zip(counts, _turnout(groups, rows, minimum).values(), strict=True):
        assert found.participation.answered == (count if count >= minimum else None)
        assert found.shown in (
            ("whole", "part", "none", "together") if count >= minimum else ("none", "together")
        )
