"""Codes of people: given ones are kept, names and addresses never are, pseudonyms stay the same."""

from __future__ import annotations

import pytest

from salesex.exports.codes import given, in_order, pseudonym
from salesex.model.exports import Column


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([("KX4P7MW", True)], ("KX4P7MW", "")),
        ([("7", True)], ("7", "")),
        ([("7", False)], ("", "7")),
        ([("118234567890", False)], ("118234567890", "")),
        ([("R_1abcDEF", False)], ("R_1abcDEF", "")),
        ([("eva@example.org", True), ("12", False)], ("", "12")),
        ([("Eva Muster", True)], ("", "")),
        ([("", True), ("R_2", False)], ("R_2", "")),
        ([], ("", "")),
    ],
)
def test_what_is_a_code(cells: list[tuple[str, bool]], found: tuple[str, str]) -> None:
    assert given(cells) == found


def test_given_codes_come_first_in_whatever_order_the_columns_are() -> None:
    number, token = Column(0, ("Response ID",), "respondent"), Column(1, ("Token",), "respondent")
    for columns in ([number, token], [token, number]):
        assert in_order(columns, []) == [(token, True), (number, False)]
    assert in_order([number, token], [number]) == [(number, True), (token, True)]


def test_a_pseudonym_stays_and_tells_apart() -> None:
    assert pseudonym("table", ["number", "1"]) == pseudonym("table", ["number", "1"])
    parts = [("table", ["1"]), ("limesurvey", ["1"]), ("table", ["1", ""]), ("table", ["11"])]
    found = {pseudonym(source, said) for source, said in parts}
    assert len(found) == len(parts)
    assert all(code[0] == "x" and len(code) == 9 and code.isalnum() for code in found)
