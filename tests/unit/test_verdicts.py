"""How firmly a stage may be named, and how large a difference is called."""

from __future__ import annotations

from typing import Any

import pytest

from salesex.model.results import RoadmapRow
from salesex.model.verdicts import (
    StageVerdict,
    size_word,
    split_limit,
    stage_verdict,
)


def row(certainty: Any, band: Any = None, stage: int | None = 2, notes: tuple[str, ...] = ()) -> RoadmapRow:
    return RoadmapRow(None, "overall", None, stage, {}, None, (), None, None, band, certainty, (), (), notes)


@pytest.mark.parametrize(
    ("given", "kind", "band"),
    [
        (row("sure", (2, 2)), "sure", (2, 2)),
        (row("likely", (1, 2)), "likely", (1, 2)),
        (row("open", (1, 3)), "open", (1, 3)),
        (row(None), "unknown", (2, 2)),
        (row("sure", (2, 2), notes=("not_judged",)), "unjudged", (2, 2)),
        (row(None, notes=("imbalance_mild", "not_judged")), "unjudged", (2, 2)),
        (row("open", (1, 3), notes=("not_judged",)), "open", (1, 3)),
        (row("sure", (2, 2), notes=("contradiction",)), "sure", (2, 2)),
    ],
)
def test_how_firmly_a_stage_may_be_named(given: RoadmapRow, kind: Any, band: tuple[int, int]) -> None:
    assert stage_verdict(given) == StageVerdict(kind, *band)


def test_without_a_stage_there_is_no_verdict() -> None:
    with pytest.raises(ValueError, match="no stage"):
        stage_verdict(row(None, stage=None))


@pytest.mark.parametrize(
    ("g", "word"),
    [
        (0.0, "none"),
        (0.1999, "none"),
        (-0.2, "small"),
        (0.4999, "small"),
        (0.5, "medium"),
        (-0.7999, "medium"),
        (0.8, "large"),
        (-2.3, "large"),
    ],
)
def test_the_size_of_a_difference_goes_by_convention(g: float, word: str) -> None:
    assert size_word(g) == word


def test_the_limit_of_a_split_group_is_a_fifth_of_the_options() -> None:
    assert (split_limit(5), split_limit(7)) == (1.0, 1.4)
