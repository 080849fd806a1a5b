"""Two clients with different results share no sentence of the summary."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest

from salesex.reports.book import compose
from salesex.reports.wording.words import Words

METHOD = ("F-GAP.not_testable", "F-STAGE.unknown", "F-STAGE.unjudged", "measures.present")
"""What is said of the method, not of a client."""
SALES = {
    "doer": (40, 82, 76, 46),
    "planner": (80, 40, 46, 75),
    "active": (38, 42, 62, 30),
    "strong": (88, 84, 90, 78),
}
VIEWS = {"doer": (82, 60, 60), "planner": (58, 62, 36), "active": (60, 84, 64), "strong": (38, 66, 58)}
"""Customer, performance and team in the self view; others judge the first apart by 26 the other way."""
APART = {"doer": (-26, 0, 0), "planner": (0, 0, 30), "active": (0, -28, 0), "strong": (32, 0, 0)}
STAGES = {"doer": ((3, 1),), "planner": ((1, 4),), "active": ((0, 0),), "strong": ((2, 2),)}
SIZES = {"doer": (12, 9), "planner": (17, 11), "active": (23, 14), "strong": (14, 8)}
NAMES = ("strategy", "management", "relationship", "information")


def groups(kind: str, chance: random.Random) -> Iterator[dict[str, Any]]:
    """The groups of a client of one kind, every score moved a little by chance."""
    shared = {key: score + chance.uniform(-1.5, 1.5) for key, score in zip(NAMES, SALES[kind])}
    ((technical, organisational),) = STAGES[kind]
    for axis, reached in (("technical", technical), ("organisational", organisational)):
        for stage in range(1, 8):
            score = 84 - stage if stage <= reached else 60 - 4 * stage
            shared[f"{stage}.{axis}"] = score + chance.uniform(-1, 1)
    for side, place in (("self", 0), ("external", 1)):
        orientation = {
            key: score + chance.uniform(-1.5, 1.5) + (other if place else 0)
            for key, score, other in zip(("customer", "performance", "team"), VIEWS[kind], APART[kind])
        }
        yield {
            "id": f"{side}-people",
            "perspective": side,
            "size": SIZES[kind][place],
            "scores": shared | orientation,
        }


def sentences(results: Any, language: str) -> set[str]:
    """All sentences of the summary: its message, notes of its facts, its findings and steps."""
    summary = compose(results, language, "full", ("summary",)).chapters[0]
    texts = [summary.message.replace("\n", " ")]
    texts += [tile.note for tile in summary.tiles]
    texts += [text for finding in summary.findings for text in (finding.head, finding.text)]
    texts += [step.text for step in summary.steps]
    found = {one for text in texts for one in re.split(r"(?<=[.!?]) (?=[A-ZÄÖÜ„“])", text)}
    measured = {one for one in found if "g\u00a0=" in one}  # two numbers and no name: these may coincide
    return found - measured - {Words(language)(key) for key in METHOD}


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_clients_with_different_results_share_no_sentence_of_the_summary(
    results_of: Callable[..., Any], seed: int
) -> None:
    chance = random.Random(seed)
    clients = {kind: results_of(*groups(kind, chance)) for kind in SALES}
    for language in ("de", "en"):
        said = {kind: sentences(results, language) for kind, results in clients.items()}
        assert all(len(found) > 10 for found in said.values())
        for one, other in combinations(said, 2):
            assert said[one] & said[other] == set(), (one, other)
