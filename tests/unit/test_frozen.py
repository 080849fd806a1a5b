"""Frozen values: what a frozen dataclass does, so does a class below `Frozen`."""

from __future__ import annotations

import copy
import dataclasses
from functools import cached_property
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesex.frozen import Frozen, field, replace
from salesex.model.questionnaire import Axis, Item, Questionnaire


class Point(Frozen):
    """A value with a default and one that is made anew."""

    x: int
    y: int = 0
    marks: dict[str, int] = field(default_factory=dict)

    @cached_property
    def length(self) -> float:
        """Computed once."""
        return float((self.x**2 + self.y**2) ** 0.5)


class Named(Point):
    """A value that adds a field to another."""

    name: str = ""


@dataclasses.dataclass(frozen=True)
class Peer:
    """The same as `Named`, as a dataclass."""

    x: int
    y: int = 0
    marks: dict[str, int] = dataclasses.field(default_factory=dict)
    name: str = ""


values = st.integers(-3, 3)


@given(st.tuples(values, values), st.tuples(values, values))
def test_values_are_made_compared_and_shown_alike(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert (Named(*one) == Named(*other)) == (Peer(*one) == Peer(*other))
    assert repr(Named(*one, name="a")) == repr(Peer(*one, name="a")).replace("Peer", "Named")
    assert dataclasses.asdict(Named(*one)) == dataclasses.asdict(Peer(*one))
    assert msgspec.json.encode(Named(*one)) == msgspec.json.encode(Peer(*one))
    assert hash(Axis(str(one))) == hash(Axis(str(one)))


def test_fields_keep_their_order_however_they_are_given() -> None:
    assert list(vars(Named(name="a", y=2, x=1))) == ["x", "y", "marks", "name"]


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, {}, "a", 5), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1})],
    ids=["missing", "too many", "twice", "unknown", "missing by name"],
)
def test_what_does_not_fit_is_refused(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    for made in (Named, Peer):
        with pytest.raises(TypeError):
            made(*values, **named)


def test_nothing_changes_afterwards() -> None:
    point = Point(3, 4)
    with pytest.raises(AttributeError, match="x stays"):
        point.x = 1  # type: ignore[misc]
    with pytest.raises(AttributeError, match="x stays"):
        del point.x
    assert point.length == 5.0
    assert point == Point(3, 4)


def test_a_default_that_can_change_is_made_anew() -> None:
    assert Point(1).marks is not Point(1).marks


def test_another_class_is_never_equal() -> None:
    assert Point(1) != Named(1)
    assert Point(1) != 1


def test_copies_differ_where_they_are_told_to() -> None:
    first = Named(1, name="a")
    assert replace(first, y=2) == Named(1, 2, {}, "a") == dataclasses.replace(first, y=2)
    assert copy.deepcopy(Point(1)) == Point(1)


def test_the_fields_are_known_to_dataclasses_with_type_and_default() -> None:
    assert dataclasses.is_dataclass(Questionnaire)
    found = {entry.name: (entry.type, entry.default) for entry in dataclasses.fields(Item)}
    assert found["text"] == ("Text", dataclasses.MISSING)
    assert found["weight"] == ("float", 1.0)
    assert [entry.name for entry in dataclasses.fields(Named)] == ["x", "y", "marks", "name"]
