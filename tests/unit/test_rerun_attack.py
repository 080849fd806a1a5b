"""The attack on several reports of one wave: nobody is exposed with the ledger, most runs without."""

from __future__ import annotations

import importlib.util
import os

import pytest

RUNS = int(os.environ.get("SALESEX_RERUNS", "60"))
"""Generated waves; 1,500 took nine minutes."""


@pytest.fixture(scope="module")
def attacker(root):
    path = root / "tests" / "tools" / "rerun_attacker.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_later_report_gives_anybody_away(make, attacker):
    shown, frozen, broken, naive = 0, 0, [], 0
    for seed in range(RUNS):
        engagement, runs = attacker.random_wave(seed, make)
        found, settled = attacker.attack(engagement, runs, remember=True)
        if not any(one.blocks for one in settled):
            continue
        shown += 1
        frozen += any(one.frozen or one.withheld for one in settled)
        if found is not None:
            broken.append((seed, found))
        naive += attacker.attack(engagement, runs, remember=False)[0] is not None
    print(f"{shown} waves: {len(broken)} broken with the ledger, {naive} without; {frozen} kept something")
    assert broken == []
    assert naive > shown / 2
    assert frozen == naive, "something is kept exactly where it has to be"
