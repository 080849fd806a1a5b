"""The attacker, for the tests beside it."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROPERTY = "attack"


@pytest.fixture(scope="session")
def attacker() -> ModuleType:
    """The module beside this one: nothing in tests can be imported by name."""
    return _module()


def _module() -> ModuleType:
    path = Path(__file__).with_name("attacker.py")
    spec = importlib.util.spec_from_file_location("attacker", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


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
    module = _module()
    terminalreporter.section("attacks on anonymity")
    for rule, found in sorted(sums.items()):
        terminalreporter.write_line(f"{rule}: {module.Found(**found)}")


def _added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    total = {name: value + other[name] for name, value in one.items()}
    return {**total, "narrowest": min(one["narrowest"], other["narrowest"])}
