"""Builders of questionnaires, engagements and answers (fixture `make`), and running the command."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from salesex.model import (
    MISSING,
    NO_ANSWER,
    Axis,
    Dimension,
    Engagement,
    Facet,
    Item,
    Questionnaire,
    RaterGroup,
    Respondent,
    Responses,
    Scale,
    Stage,
    StageAxis,
)
from salesex.model.rules import (
    Contrast,
    GapRules,
    Privacy,
    Qualifier,
    ReferenceType,
    RoadmapRules,
    Tie,
    TypeCondition,
    TypeRules,
)

ROOT = Path(__file__).parent.parent
Spec = str | Item


def _item(spec: Spec) -> Item:
    return spec if isinstance(spec, Item) else Item(spec, spec)


def _dimension(id: str, parts: Sequence[Spec] | Mapping[str, Sequence[Spec]]) -> Dimension:
    if isinstance(parts, Mapping):
        facets = tuple(Facet(name, name, tuple(map(_item, items))) for name, items in parts.items())
        return Dimension(id, id, facets=facets)
    return Dimension(id, id, items=tuple(map(_item, parts)))


def _profile(
    dimensions: Mapping[str, Sequence[Spec] | Mapping[str, Sequence[Spec]]],
    *,
    id: str = "profile",
    scale: Scale | None = None,
    **more: Any,
) -> Questionnaire:
    parts = tuple(_dimension(name, items) for name, items in dimensions.items())
    return Questionnaire(id, "1.0.0", id, scale or Scale(1, 5), dimensions=parts, **more)


def _roadmap(
    stages: Sequence[Mapping[str, Sequence[Spec]]], *, first: int = 1, id: str = "roadmap", **more: Any
) -> Questionnaire:
    """Stages from `first` on; every mapping holds the items of each axis."""
    axes = {axis: Axis(axis) for axis in stages[-1]}
    built = tuple(
        Stage(
            number, str(number), {axis: StageAxis(tuple(map(_item, items))) for axis, items in parts.items()}
        )
        for number, parts in enumerate(stages, start=first)
    )
    more.setdefault("roadmap", RoadmapRules())
    return Questionnaire(id, "1.0.0", id, Scale(0, 4), axes=axes, stages=built, **more)


def _group(id: str, perspective: str = "self", **more: Any) -> RaterGroup:
    if more.get("consent") is True:
        more["consent"] = dt.date(2026, 10, 20)
    return RaterGroup(id, id, perspective, **more)  # type: ignore[arg-type]


def _engagement(
    questionnaires: Questionnaire | Sequence[Questionnaire], groups: Iterable[RaterGroup], minimum: int = 5
) -> Engagement:
    asked = (questionnaires,) if isinstance(questionnaires, Questionnaire) else tuple(questionnaires)
    return Engagement("Muster", "2026", tuple(groups), asked, privacy=Privacy(minimum))


def _cell(answer: int | str | None) -> int:
    return MISSING if answer is None else NO_ANSWER if answer == "?" else int(answer)


def _responses(
    engagement: Engagement, answers: Mapping[str, Sequence[Sequence[int | str | None]]], modes: Any = None
) -> Responses:
    """Answers by group: one row per respondent, one column per item of all questionnaires."""
    items = tuple(item.id for questionnaire in engagement.questionnaires for item in questionnaire.items())
    people = []
    cells = array("b")
    for group, rows in answers.items():
        for number, row in enumerate(rows):
            assert len(row) == len(items), f"{group} {number}: {len(row)} answers for {len(items)} items"
            mode = (modes or {}).get((group, number), "self")
            people.append(Respondent(f"{group}-{number:03}", group, mode=mode))
            cells.extend(map(_cell, row))
    return Responses(tuple(people), items, cells)


def _profiles(engagement: Engagement, responses: Responses, scope: Any, seed: int = 7) -> Any:
    """Drawn scores of a scope (draws x sections), of which results tell no more than the types."""
    from salesex.scoring.aggregate import score_matrix
    from salesex.scoring.matrix import build_matrix
    from salesex.scoring.stability import Stability

    matrix = build_matrix(engagement, responses, engagement.questionnaires[0])
    minimum = engagement.privacy.min_group_size
    return Stability(matrix, score_matrix(matrix, minimum), minimum, seed).profiles(scope, 5)


def _sales_types() -> TypeRules:
    """The four types of the sales profile, numbers as in `scoring_defaults.yaml`."""
    dimensions = ("strategy", "management", "relationship", "information")
    concept, execution = ("strategy", "information"), ("management", "relationship")
    spread = TypeCondition(range_at_least=10)

    def profile(*scores: float) -> dict[str, float]:
        return dict(zip(dimensions, scores))

    return TypeRules(
        {
            "champion": ReferenceType(
                "Champion",
                profile(85, 85, 85, 85),
                above_is_fine=True,
                requires=TypeCondition(every_at_least=65),
                clear_from=TypeCondition(every_at_least=75),
                visible_from=TypeCondition(every_at_least=70),
            ),
            "macher": ReferenceType(
                "Macher", profile(40, 80, 80, 40), requires=spread, contrast=Contrast(execution, concept)
            ),
            "papiertiger": ReferenceType(
                "Papiertiger", profile(80, 40, 40, 80), requires=spread, contrast=Contrast(concept, execution)
            ),
            "aktivist": ReferenceType("Aktivist", profile(35, 35, 55, 35), expects_highest="relationship"),
        },
        tie=Tie(1.0, ("aktivist", "macher", "papiertiger", "champion")),
        qualifier=Qualifier(12.0, 20.0),
    )


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Builders: item, profile, roadmap, group, engagement, responses, sales_types; `profiles` draws."""
    return SimpleNamespace(
        item=Item,
        scale=Scale,
        gap_rules=GapRules,
        profile=_profile,
        roadmap=_roadmap,
        group=_group,
        engagement=_engagement,
        responses=_responses,
        profiles=_profiles,
        sales_types=_sales_types,
    )


def _show_everything(groups: Sequence[Any], minimum: int) -> Any:
    from salesex.scoring.disclosure import Cell, SectionDisclosure, ShownBlock

    blocks = tuple(
        ShownBlock(
            group.id,
            (group.id,),
            group.perspective,
            group.n,
            False,
            tuple(Cell(n, n > 0, None if n else "few", True) for n in group.items),
        )
        for group in groups
        if group.n
    )
    shown = {block.id for block in blocks}
    hidden = {group.id: "few" for group in groups if group.id not in shown}
    return SectionDisclosure(blocks, hidden, (), {group.id: group.perspective for group in groups})


@pytest.fixture(scope="session")
def show_everything() -> Callable[..., Any]:
    """No protection, in place of `disclosure.decide`: each group with answers is shown, item by item."""
    return _show_everything


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def salesex(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command in this process."""
    from salesex.cli import run

    def call(*words: object) -> Ran:
        capfd.readouterr()
        code = run([str(word) for word in words])
        found = capfd.readouterr()
        return Ran(code, found.out, found.err)

    return call


@pytest.fixture
def process(root: os.PathLike[str]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in a process of its own; output stays bytes."""

    def call(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "salesex", *map(str, words)],
            env={**os.environ, "PYTHONPATH": os.fspath(root), **environment},
            capture_output=True,
            check=False,
        )

    return call
