"""Codes of people: given ones are kept, names and addresses never are."""

from __future__ import annotations

import pytest

from salesex.exports.codes import given, in_order, is_given
from salesex.model.exports import Column


@pytest.mark.parametrize(
    ("codes", "numbers", "found"),
    [
        (["KX4P7MW"], ["1"], ("KX4P7MW", "")),
        (["7"], [], ("7", "")),
        ([], ["7"], ("", "7")),
        ([], ["7,0"], ("", "7")),
        ([], ["118234567890"], ("118234567890", "")),
        ([], ["R_1abcDEF"], ("R_1abcDEF", "")),
        (["eva@example.org"], ["12"], ("", "12")),
        (["Eva Muster", "K2"], [], ("K2", "")),
        (["Eva Muster"], ["a b"], ("", "")),
        ([""], ["", "R_2"], ("R_2", "")),
        ([], [], ("", "")),
    ],
)
def test_what_is_a_code(codes: list[str], numbers: list[str], found: tuple[str, str]) -> None:
    assert given(codes, numbers) == found


def test_codes_are_asked_in_one_order_whatever_that_of_the_columns() -> None:
    number, token = Column(0, ("Response ID",), "respondent"), Column(1, ("Token",), "respondent")
    assert in_order([number, token]) == in_order([token, number]) == [token, number]
    assert (is_given(token), is_given(number)) == (True, False)
