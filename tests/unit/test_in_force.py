"""The rules of disclosure as numbers: what `disclosure` does, not what somebody wrote down."""

from __future__ import annotations

import pytest

from salesex.model.in_force import RulesInForce
from salesex.scoring import disclosure
from salesex.scoring.in_force import in_force


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        (3, RulesInForce(3, 3, 3, 1, 6, 6)),
        (5, RulesInForce(5, 3, 5, 2, 10, 10)),
        (8, RulesInForce(8, 3, 8, 4, 16, 16)),
    ],
)
def test_numbers_follow_the_minimum(minimum: int, expected: RulesInForce) -> None:
    assert in_force(minimum) == expected


def test_a_changed_rule_changes_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesex.scoring.in_force.spread_allowed", lambda n, minimum: n >= 3 * minimum)
    monkeypatch.setattr("salesex.scoring.in_force.remainder", lambda counts, minimum: min(counts) == 4)
    assert (in_force(5).spread, in_force(5).beside) == (15, 4)
    assert disclosure.spread_allowed(10, 5)
