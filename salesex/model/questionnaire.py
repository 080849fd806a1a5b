"""Questionnaires: what is asked and by which rules it is scored; never answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from salesex.frozen import Frozen, field
from salesex.model.rules import DEFAULT_TARGET, GapRules, Light, RoadmapRules, Scoring, TypeRules
from salesex.model.text import Text

Perspective = Literal["self", "external", "mirror"]
PERSPECTIVES: tuple[Perspective, ...] = ("self", "external", "mirror")
POOLED: tuple[Perspective, ...] = ("self", "external")
"""Perspectives that make up the overall; `mirror` is compared, never pooled into it."""


class Scale(Frozen):
    """The answer scale: whole numbers from `min` to `max`, both within -100..100."""

    min: int
    max: int
    best: Literal["min", "max"] = "max"
    labels: dict[int, Text] = field(default_factory=dict)
    no_answer: Text | None = None


class Item(Frozen):
    """One statement. `observers` serves forms and validation; scoring never looks at it."""

    id: str
    text: Text
    reverse: bool = False
    weight: float = 1.0
    scored: bool = True
    tags: tuple[str, ...] = ()
    observers: tuple[Perspective, ...] = PERSPECTIVES
    action: Text | None = None


class Facet(Frozen):
    """A part of a dimension, with its items and a question for interviews that is never scored."""

    id: str
    title: Text
    items: tuple[Item, ...]
    probe: Text | None = None


class Dimension(Frozen):
    """Items scored together, either directly or grouped into facets (never both)."""

    id: str
    title: Text
    short: Text | None = None
    facets: tuple[Facet, ...] = ()
    items: tuple[Item, ...] = ()
    probe: Text | None = None

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Every item in the questionnaire's order, facets unfolded."""
        return self.items + tuple(item for facet in self.facets for item in facet.items)

    @property
    def label(self) -> Text:
        """The short title where there is one, for charts and narrow tables."""
        return self.short if self.short is not None else self.title


class Axis(Frozen):
    """One side of a roadmap, judged separately in every stage."""

    title: Text
    short: Text | None = None

    @property
    def label(self) -> Text:
        """The short title where there is one."""
        return self.short if self.short is not None else self.title


class StageAxis(Frozen):
    """The items of one axis in one stage."""

    items: tuple[Item, ...]


class Stage(Frozen):
    """One stage of a roadmap; stage 0 holds indicators of the start, none of them scored."""

    stage: int
    title: Text
    axes: dict[str, StageAxis]
    short: Text | None = None

    @property
    def label(self) -> Text:
        """The short title where there is one."""
        return self.short if self.short is not None else self.title


class Section(Frozen):
    """Items that one set of blocks is formed for: a dimension, or one axis of one stage."""

    id: str
    items: tuple[Item, ...]
    facets: tuple[Facet, ...] = ()
    stage: int | None = None
    axis: str | None = None


class Questionnaire(Frozen):
    """A profile (`dimensions`) or a roadmap (`axes` and `stages`), with the rules that belong to it."""

    id: str
    version: str
    title: Text
    scale: Scale
    instruction: Text | None = None
    source: Text | None = None
    scoring: Scoring = field(default_factory=Scoring)
    dimensions: tuple[Dimension, ...] = ()
    axes: dict[str, Axis] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    roadmap: RoadmapRules | None = None
    lights: dict[str, Light] = field(default_factory=dict)
    types: TypeRules | None = None
    gaps: GapRules | None = None

    @property
    def staged(self) -> bool:
        """Whether this is a roadmap."""
        return bool(self.stages)

    @property
    def last_stage(self) -> int:
        """Number of the highest stage; 0 for a profile."""
        return max((stage.stage for stage in self.stages), default=0)

    def sections(self) -> Iterator[Section]:
        """Yield every set of items that blocks are formed for, in the questionnaire's order."""
        for dimension in self.dimensions:
            yield Section(dimension.id, dimension.all_items, dimension.facets)
        for stage in self.stages:
            for axis, part in stage.axes.items():
                yield Section(f"{stage.stage}.{axis}", part.items, stage=stage.stage, axis=axis)

    def items(self) -> Iterator[Item]:
        """Yield every item in the questionnaire's order."""
        for section in self.sections():
            yield from section.items

    @property
    def target(self) -> float:
        """Score every dimension should reach: the highest bar a type sets for all, else 65."""
        bars = [
            kind.requires.every_at_least
            for kind in (self.types.reference.values() if self.types else ())
            if kind.requires and kind.requires.every_at_least is not None
        ]
        return max(bars, default=DEFAULT_TARGET)
