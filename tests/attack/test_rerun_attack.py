"""The attack on several reports of one wave: nobody is exposed with the ledger, most runs without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
import rerun_attacker

WAVES = 24
ALL, PARTS = 1_500, 20
"""Generated waves of `make check`, and the tests they are split into, so that two cores share them."""


def attack(make: Any, seeds: Iterable[int]) -> tuple[int, int, int]:
    """Attack waves; say how many show anything, keep something, and would be broken without the ledger."""
    shown, frozen, broken, naive = 0, 0, [], 0
    for seed in seeds:
        runs = rerun_attacker.random_wave(seed, make)
        found, settled = rerun_attacker.attack(runs, remember=True)
        if not any(one.blocks for one in settled):
            continue
        shown += 1
        frozen += any(one.frozen or one.withheld for one in settled)
        if found is not None:
            broken.append((seed, found))
        naive += rerun_attacker.attack(runs, remember=False)[0] is not None
    assert broken == []
    return shown, frozen, naive


def test_no_later_report_gives_anybody_away(make):
    shown, frozen, naive = attack(make, range(WAVES))
    assert naive > shown / 3
    assert naive <= frozen <= naive + 2, "something is kept where it has to be, and hardly ever elsewhere"


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_none_of_thousands_of_later_reports_gives_anybody_away(make, part):
    shown, _, naive = attack(make, range(part, ALL, PARTS))
    assert naive > shown / 3
