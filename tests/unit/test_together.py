"""Small groups shown together: who is counted in them, and that nobody is counted twice."""

from __future__ import annotations

from salesex.model import Dimension, Item, Questionnaire, Scale
from salesex.model.results import Block, Participation, QuestionnaireResults
from salesex.model.together import Together, counted_together, in_remainder, shown_together

OWN = Questionnaire(
    "own", "1", "Own", Scale(1, 5), dimensions=(Dimension("x", "X", items=(Item("A", "A"),)),)
)


def block(dimension: str, id: str, groups: tuple[str, ...], n: int) -> Block:
    return Block(dimension, id, groups, "self", n)


def part(*blocks: Block, told: dict[str, int | None]) -> QuestionnaireResults:
    took = tuple(Participation(group, None, n, {}, "ok") for group, n in told.items())
    return QuestionnaireResults(OWN, blocks=blocks, participation=took)


def test_the_remainder_with_most_people_stands_for_all_its_dimensions() -> None:
    found = part(
        block("x", "rest-self", ("a", "b"), 5),
        block("y", "rest-self", ("a", "b", "c"), 7),
        block("x", "team", ("team",), 9),
        told={"a": None, "b": None, "c": None, "team": 9},
    )
    assert shown_together([found]) == (Together("rest-self", "self", ("a", "b", "c"), 7),)
    assert counted_together([found]) == shown_together([found])


def test_whoever_is_counted_in_a_group_is_not_counted_again() -> None:
    found = part(block("x", "rest-self", ("a", "b"), 6), told={"a": 8, "b": None})
    assert [one.n for one in shown_together([found])] == [6]
    assert counted_together([found]) == ()


def test_other_groups_of_another_questionnaire_count_beside_them() -> None:
    one = part(block("x", "rest-self", ("a", "b"), 6), told={"a": None, "b": None})
    two = part(block("x", "rest-self", ("c", "d"), 5), told={"c": None, "d": None})
    assert [rest.n for rest in counted_together([one, two])] == [6, 5]
    assert [rest.n for rest in counted_together([one, one])] == [6]


def test_in_a_remainder_here_or_anywhere() -> None:
    found = part(block("x", "rest-self", ("a", "b"), 6), block("y", "team", ("team",), 9), told={"team": 9})
    assert in_remainder(found, "a") and in_remainder(found, "a", "x")
    assert not in_remainder(found, "a", "y") and not in_remainder(found, "team")
