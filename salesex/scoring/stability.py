"""How stable a type or a stage is: the share of bootstrap draws that come to the same result.

Rules A3 and A4 of the measurement design; the method is in `bootstrap`. A drawn score is the shown
score plus the noise of its blocks, pooled with the same weights. Only blocks that are shown are drawn.

There is no stability where fewer than five respondents count, where a consensus answer is among
them, where a part rests on single persons alone (nothing is known of its noise), or where the
standard deviation of a part may not be shown. A stage has one nevertheless where the deviations that
may not be shown do not matter: every draw comes to the same stage, whether those axes are met or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from salesex.model.questionnaire import Section
from salesex.model.results import Level, StageCertainty
from salesex.model.rules import DECIMALS, Certainty, RoadmapRules
from salesex.scoring.aggregate import ScopeKey, Scored, SectionScores
from salesex.scoring.bootstrap import DRAWS, percentiles, share_of
from salesex.scoring.disclosure import share_steps
from salesex.scoring.drawn import drawn_met, drawn_stages, drawn_types
from salesex.scoring.matrix import AnswerMatrix, Bools, Floats, weights
from salesex.scoring.resampling import (
    Drawing,
    Part,
    block_noise,
    item_samples,
    whole_samples,
)
from salesex.scoring.streams import random_stream

BAND = (0.1, 0.9)
"""Percentiles of the drawn stages that bound the band (A4)."""
SURE, LIKELY = 0.9, 0.7
"""Shares of draws from which a stage is sure, or likely (A4); else it is open."""

Noise = Mapping[tuple[str, str], Floats]


@dataclass(frozen=True, slots=True)
class StageDraws:
    """What the draws of one stage say; `band` (10th to 90th percentile) always includes the result."""

    stability: float
    band: tuple[int, int]
    certainty: StageCertainty


@dataclass(frozen=True, slots=True)
class Stability:
    """The bootstrap of one questionnaire; every scope has a stream of its own."""

    matrix: AnswerMatrix
    scored: Scored
    minimum: int
    seed: int

    def of_type(self, scope: ScopeKey) -> dict[str, float] | None:
        """Draw the profile of a scope; None where it has no stability (see the module).

        Returns
        -------
        Shares of the draws by type, cut, without those that are then 0; in the questionnaire's order.
        """
        rules = self.scored.questionnaire.types
        scores = None if rules is None else self.profiles(scope, rules.certainty.stability_min_raters)
        if rules is None or scores is None:
            return None
        names = [part.section.id for part in self.scored.sections]
        found = drawn_types(scores, names, rules)
        steps = self._steps(scope)
        shares = {kind: share_of(found == place, steps) for place, kind in enumerate(rules.reference)}
        return {kind: share for kind, share in shares.items() if share}

    def profiles(self, scope: ScopeKey, least: int) -> Floats | None:
        """Draw the sections' scores of a scope (draws x sections); None with fewer than `least` people.

        Nothing else than the types of all draws together may be told: whoever repeats the draws can
        work out from their moments who scored what in a small group.
        """
        parts = self._parts()
        samples = list(whole_samples(self.matrix, parts, scope))
        if not self._may_draw(scope, parts, samples, least):
            return None
        drawn = block_noise(self.matrix, samples, self._stream("type", scope))
        shifts = [_whole_noise(part, scope, drawn) for part, _ in parts]
        shown = [self.scored.score(_level(part.section), part.section.id, scope) or 0.0 for part, _ in parts]
        found: Floats = np.round(np.array(shown) + np.stack(shifts, axis=1), DECIMALS)
        return found

    def of_stage(self, scope: ScopeKey, stage: int, rules: RoadmapRules) -> StageDraws | None:
        """Draw the items of a scope whose stage is `stage`; None where it has no stability."""
        judged = [(part, answers) for part, answers in self._parts() if self._judged(part.section, scope)]
        parts = [(part, answers) for part, answers in judged if self._has_spread(part.section, scope)]
        samples = list(item_samples(self.matrix, parts, scope))
        if not self._may_draw(scope, parts, samples, Certainty.stability_min_raters):
            return None
        drawn = block_noise(self.matrix, samples, self._stream("stage", scope))
        met = [(number, np.zeros(DRAWS, dtype=bool)) for number in self._unjudged_stages(scope)]
        met += [(part.section.stage or 0, self._met(part, scope, drawn, rules)) for part, _ in parts]
        undrawn = [part.section.stage or 0 for part, _ in judged if not self._has_spread(part.section, scope)]
        stages, others = (
            drawn_stages(_by_stage(met + [(number, np.full(DRAWS, is_met)) for number in undrawn]))
            for is_met in (False, True)
        )
        if not np.array_equal(stages, others):
            return None
        share = share_of(stages == stage, self._steps(scope))
        low, high = percentiles(stages, *BAND)
        certainty: StageCertainty = "sure" if share >= SURE else "likely" if share >= LIKELY else "open"
        return StageDraws(share, (min(low, stage), max(high, stage)), certainty)

    def _steps(self, scope: ScopeKey) -> int:
        parts = [[found.block for found in part.behind(scope)] for part in self.scored.sections]
        return share_steps([blocks for blocks in parts if blocks], self.minimum)

    def _parts(self) -> list[Part]:
        return list(zip(self.scored.sections, self.matrix.sections, strict=True))

    def _stream(self, purpose: str, scope: ScopeKey) -> np.random.Generator:
        name = "-".join(part for part in scope if part)
        return random_stream(self.seed, purpose, self.scored.questionnaire.id, scope=name)

    def _judged(self, section: Section, scope: ScopeKey) -> bool:
        return bool(section.stage) and self.scored.score("axis", section.id, scope) is not None

    def _has_spread(self, section: Section, scope: ScopeKey) -> bool:
        row = self.scored.row(_level(section), section.id, scope)
        return row is not None and row.sd is not None

    def _unjudged_stages(self, scope: ScopeKey) -> set[int]:
        """Stages of which an axis has no score: not met in any draw."""
        sections = [part.section for part in self.scored.sections]
        return {s.stage for s in sections if s.stage and not self._judged(s, scope)}

    def _may_draw(
        self, scope: ScopeKey, parts: Sequence[Part], samples: Sequence[Drawing], least: int
    ) -> bool:
        rows = [self.scored.row(_level(part.section), part.section.id, scope) for part, _ in parts]
        counted = [row.n for row in rows if row is not None and row.n is not None and row.sd is not None]
        several = {sample.section for sample in samples if not sample.found.block.one_person}
        return (
            bool(parts)
            and len(counted) == len(several) == len(parts)
            and min(counted) >= least
            and not any(found.consensus for part, _ in parts for found in part.behind(scope))
        )

    def _met(self, part: SectionScores, scope: ScopeKey, drawn: Noise, rules: RoadmapRules) -> Bools:
        section = part.section
        axis = self.scored.score("axis", section.id, scope) or 0.0
        scores = [
            self.scored.score("item", item.id, scope) if item.scored else None for item in section.items
        ]
        shown = [place for place, score in enumerate(scores) if score is not None]
        items = np.array([scores[place] for place in shown], dtype=np.float64)
        apart = _item_noise(part, scope, drawn)[:, shown]
        return drawn_met(axis + _axis_noise(part, scope, drawn), items + apart, rules)


def _level(section: Section) -> Level:
    return "dimension" if section.axis is None else "axis"


def _by_stage(met: Sequence[tuple[int, Bools]]) -> dict[int, list[Bools]]:
    found: dict[int, list[Bools]] = {}
    for number, axis in sorted(met, key=lambda pair: pair[0]):
        found.setdefault(number, []).append(axis)
    return found


def _whole_noise(part: SectionScores, scope: ScopeKey, drawn: Noise) -> Floats:
    parts = [
        (found.whole.weight, drawn[part.section.id, found.block.id][:, 0])
        for found in part.behind(scope)
        if found.whole is not None
    ]
    return _weighted(parts)


def _axis_noise(part: SectionScores, scope: ScopeKey, drawn: Noise) -> Floats:
    """Noise of an axis: each block's weighted mean of the items that enter its score, then pooled."""
    weight = np.array(weights(part.section))
    parts = []
    for found in part.behind(scope):
        if found.whole is not None:
            used = weight * [item is not None for item in found.items]
            parts.append((found.whole.weight, drawn[part.section.id, found.block.id] @ (used / used.sum())))
    return _weighted(parts)


def _item_noise(part: SectionScores, scope: ScopeKey, drawn: Noise) -> Floats:
    """Noise of the pooled items (draws x items), each over the blocks that have it."""
    blocks = part.behind(scope)
    weight = np.array([[0.0 if item is None else item.weight for item in found.items] for found in blocks])
    whole = weight.sum(axis=0)
    share = np.divide(weight, whole, out=np.zeros(weight.shape), where=whole > 0)
    noises = np.stack([drawn[part.section.id, found.block.id] for found in blocks])
    pooled: Floats = np.einsum("bi,bdi->di", share, noises)
    return pooled


def _weighted(parts: Sequence[tuple[float, Floats]]) -> Floats:
    mean: Floats = np.average([values for _, values in parts], axis=0, weights=[w for w, _ in parts])
    return mean
