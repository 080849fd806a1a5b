"""The attacker, for the tests beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import attacker as attack_module
import pytest

PROPERTY = "attack"


@pytest.fixture(scope="session")
def attacker() -> ModuleType:
    """The module beside this one."""
    return attack_module


@pytest.fixture
def record_attack(record_property: Callable[[str, object], None]) -> Callable[[str, object], None]:
    """Remember what an attack found, for the summary at the end of the run, whichever process it ran in."""

    def record(rule: str, found: object) -> None:
        record_property(PROPERTY, json.dumps({"rule": rule, **vars(found)}))

    return record


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what all attacks of this run found, rule by rule."""
    sums: dict[str, dict[str, Any]] = {}
    for report in [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]:
        for name, value in report.user_properties if report.when == "call" else ():
            if name == PROPERTY:
                found = json.loads(str(value))
                rule = found.pop("rule")
                sums[rule] = _added(sums[rule], found) if rule in sums else found
    if not sums:
        return
    terminalreporter.section("attacks on anonymity")
    for rule, found in sorted(sums.items()):
        terminalreporter.write_line(f"{rule}: {attack_module.Found(**found)}")


def _added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    total = {name: value + other[name] for name, value in one.items()}
    return {**total, "narrowest": min(one["narrowest"], other["narrowest"])}
