"""Small results made by hand, so that every rule of the wording can be driven to every branch."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from salesex.model import Questionnaire
from salesex.model.results import (
    Block,
    EngagementInfo,
    Finding,
    GapRow,
    GroupInfo,
    Participation,
    PrivacyInfo,
    QuestionnaireResults,
    ReportInfo,
    RoadmapRow,
    ScoreRow,
    StageAxisRow,
    StageRow,
    TypeRow,
)
from salesex.reports.view import View
from salesex.reports.wording.measures import Told
from salesex.reports.wording.words import Sentence, Words

DIMENSIONS = ("strategy", "management", "relationship", "information")
GROUPS = (
    GroupInfo("team", "Team", "self", 12, False, None),
    GroupInfo("leads", "Leads", "self", 6, False, None),
    GroupInfo("service", "Service", "external", 9, False, None),
)


@dataclasses.dataclass(frozen=True)
class Builder:
    """Makes views of one questionnaire; `make` has the builders of definitions."""

    make: SimpleNamespace
    words: Words

    # definitions

    def sales(self, **more: Any) -> Questionnaire:
        """Four dimensions with the four types."""
        parts = {name: [f"{name}-1", f"{name}-2"] for name in DIMENSIONS}
        return self.make.profile(parts, types=self.make.sales_types(), **more)

    def plain(self, *names: str, **more: Any) -> Questionnaire:
        """Dimensions of two items each, without types."""
        names = names or ("offer", "price", "pace")
        return self.make.profile({name: [f"{name}-1", f"{name}-2"] for name in names}, **more)

    def gaps(self, *names: str) -> Questionnaire:
        return self.plain(*(names or ("customer", "team")), gaps=self.make.gap_rules())

    def roadmap(self, last: int = 3, axes: Sequence[str] = "xy", **more: Any) -> Questionnaire:
        stages = [{axis: [f"{axis}{n}a", f"{axis}{n}b"] for axis in axes} for n in range(1, last + 1)]
        return self.make.roadmap(stages, **more)

    # rows

    def score(
        self, level: str, id: str, score: float | None, scope: str = "overall", **more: Any
    ) -> ScoreRow:
        status = "suppressed" if score is None else "ok"
        row: dict[str, Any] = {
            "unit": None,
            "level": level,
            "id": id,
            "scope": scope,
            "scope_id": None,
            "n": 12,
        }
        row |= {"score": score, "sd": None, "ci_low": None, "ci_high": None, "status": status, "reason": None}
        return ScoreRow(**(row | more))

    def type(self, type: str | None, scope_id: str | None = None, **more: Any) -> TypeRow:
        row: dict[str, Any] = {
            "unit": None,
            "scope": "perspective" if scope_id else "overall",
            "scope_id": scope_id,
            "type": type,
            "fit": 10.0,
            "distances": {"champion": 30.0, "macher": 10.0, "papiertiger": 40.0, "aktivist": 18.0},
            "runner_up": "aktivist" if type == "macher" else "macher",
            "margin": 8.0,
            "qualifier": "clear",
            "certainty": "medium",
            "stability": None,
            "shares": {},
            "draws_cov": (),
            "n": 12,
            "status": "ok",
            "reason": None,
            "tied": (),
            "notes": (),
        }
        return TypeRow(**(row | more))

    def gap(
        self, id: str, a: float, b: float, kind: str, pair: Sequence[str] = ("self", "external"), **more: Any
    ) -> GapRow:
        row: dict[str, Any] = dict.fromkeys(field.name for field in dataclasses.fields(GapRow))
        row |= {
            "level": "dimension",
            "id": id,
            "pair": tuple(pair),
            "a": a,
            "b": b,
            "gap": a - b,
            "n_a": 12,
            "n_b": 9,
        }
        row |= {"flagged": abs(a - b) >= 15, "class_": kind, "evidence": "untested"}
        return GapRow(**(row | more))

    def stage(
        self,
        stage: int,
        axis_stages: Mapping[str, int] | None = None,
        *,
        blockers: Sequence[str] = ("x1a", "y1a"),
        judged: bool = True,
        last: int = 3,
        **more: Any,
    ) -> RoadmapRow:
        """Met up to each axis's stage; the stage after the one reached has the blockers."""
        reached = dict(axis_stages or {"x": stage, "y": stage})
        rows = []
        for number in range(1, last + 1):
            ahead = number == stage + 1
            axes = {}
            for axis, top in reached.items():
                met = number <= top
                score = None if ahead and not judged and not met else 80.0 if met else 60.0
                axes[axis] = StageAxisRow(score, met)
            found = tuple(blockers) if ahead and judged else ()
            rows.append(StageRow(number, axes, found, number <= min(reached.values()), number <= stage))
        row: dict[str, Any] = {
            "unit": None,
            "scope": "overall",
            "scope_id": None,
            "stage": stage,
            "axis_stages": reached,
            "difference": max(reached.values()) - min(reached.values()),
            "islands": (),
            "start": None,
            "stability": 0.97,
            "band": (stage, stage),
            "certainty": "sure",
            "stages": tuple(rows),
            "next_steps": tuple(blockers) if judged and stage < last else (),
            "notes": (),
        }
        return RoadmapRow(**(row | more))

    # views

    def view(
        self,
        definition: Questionnaire,
        overall: Mapping[str, float | None] | None = None,
        *,
        own: Mapping[str, float | None] | None = None,
        external: Mapping[str, float | None] | None = None,
        mirror: Mapping[str, float | None] | None = None,
        language: str = "de",
        **rows: Iterable[Any],
    ) -> View:
        """A view with scores by id (dimension, facet, item or axis) per scope, and other rows as given."""
        scores = [
            self.score(self._level(definition, key), key, value) for key, value in (overall or {}).items()
        ]
        for side, given in (("self", own), ("external", external), ("mirror", mirror)):
            scores += [
                self.score(self._level(definition, key), key, value, "perspective", scope_id=side)
                for key, value in (given or {}).items()
            ]
        scores += rows.pop("scores", ())
        part = QuestionnaireResults(
            definition,
            participation=tuple(Participation(g.id, g.invited, 6, {"self": 6}, "ok") for g in GROUPS),
            blocks=(
                Block("strategy", "team", ("team",), "self", 12),
                Block("strategy", "rest-self", ("leads",), "self", 6),
            ),
            scores=tuple(scores),
            **{name: tuple(given) for name, given in rows.items()},  # type: ignore[arg-type]
        )
        info = EngagementInfo(
            "Muster",
            None,
            "2026",
            "2026-11-02",
            language,
            GROUPS,
            (),
            PrivacyInfo(5),
            ReportInfo(None, None, None, None),
        )
        return View(part, info, language)

    def _level(self, definition: Questionnaire, id: str) -> Any:
        if id in {dimension.id for dimension in definition.dimensions}:
            return "dimension"
        if id in {facet.id for dimension in definition.dimensions for facet in dimension.facets}:
            return "facet"
        return "axis" if "." in id else "item"

    def four(self, *scores: float, **more: Any) -> View:
        """The four sales dimensions overall."""
        return self.view(self.sales(), dict(zip(DIMENSIONS, scores)), **more)

    def told(
        self, view: View, code: str, /, certainty: str = "medium", actions: Sequence[str] = (), **values: Any
    ) -> Told:
        return Told(1, view, Finding(code, 1, (), values, certainty, tuple(actions)))  # type: ignore[arg-type]


def _keys(chosen: Any) -> tuple[str, ...]:
    """Keys of a sentence, of several, or of none."""
    if chosen is None:
        return ()
    if isinstance(chosen, Sentence):
        return (chosen.key,)
    return tuple(one.key for one in chosen)


@pytest.fixture(scope="session")
def b(make: SimpleNamespace) -> Builder:
    """Builder of small results."""
    return Builder(make, Words("de"))


@pytest.fixture(scope="session")
def keys() -> Any:
    """Keys of whatever a rule chose."""
    return _keys


@pytest.fixture(scope="session")
def check() -> Any:
    """Assert what a rule chose, and that it can be said in both languages without a gap in it."""

    def run(chosen: Any, expected: str | tuple[str, ...]) -> None:
        wanted = (expected,) if isinstance(expected, str) else expected
        assert _keys(chosen) == wanted
        sentences = [] if chosen is None else [chosen] if isinstance(chosen, Sentence) else chosen
        for one in sentences:
            for language in ("de", "en"):
                text = Words(language).say(one)
                assert text.strip() and "{" not in text

    return run
