"""How often the certainty of a type or a stage is right, by simulation (measurement design A3, A4).

    python benchmarks/hit_rates.py [--quick] [--settings 120] [--replicates 20] [--seed 1]

Respondents are drawn from a population whose mean is known, item by item; they answer the shipped
questionnaires, are scored as an engagement is, and what comes out overall is compared with what the
rules say of the population itself: the same groups with the same weights, nobody missing, no chance.

Type: ten hard profiles (near a border between types, or flat; from the test vectors), random ones
(every dimension uniform in 20-90), and the worst case, profiles one point below Champion's bar or
on Macher's: no sample can tell on which side they are.
Stage: random roadmaps whose axes start at 75-105 and fall steeply or slowly from stage to stage; where
they fall slowly, many means lie near the threshold. The scores of raters vary with SD 15, groups by
+-6. Prints the share that was right, word by word; standard errors in brackets.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from salesex.model import Engagement, Perspective, Questionnaire, RaterGroup, Respondent, Responses
from salesex.model.results import RoadmapRow, TypeRow
from salesex.scoring.aggregate import score_matrix
from salesex.scoring.matrix import build_matrix
from salesex.scoring.maturity import AxisScores, judge, roadmap_rows
from salesex.scoring.stability import Stability
from salesex.scoring.types import classify, type_rows
from salesex.surveys.questionnaires.questionnaires import read_questionnaire
from salesex.surveys.shipped import shipped_questionnaires

PERSON, PART, ITEM = 11.0, 9.0, 12.0
"""SD in points: of a person's leaning, of their leaning in one part, of a single answer."""
SPREAD = math.sqrt(PERSON**2 + PART**2 + ITEM**2)
PROFILES = {
    "hard": [
        (50, 65, 68, 48),
        (65, 48, 45, 62),
        (70, 88, 88, 70),
        (55, 66, 64, 56),
        (58, 63, 62, 57),
        (62, 62, 62, 62),
        (66, 66, 66, 66),
        (74, 70, 76, 72),
        (85, 40, 40, 40),
        (40, 40, 85, 40),
    ],
    "border": [(64, 85, 85, 85), (90, 90, 90, 64), (60, 70, 70, 60)],
}
FALLS = {"steep": (12, 25), "slow": (3, 14)}
"""Points from stage to stage."""
GROUPS: list[
    list[tuple[int, Perspective, float]]
] = [  # (people, perspective, shift in points); one person is a consenting single role
    [(11, "self", 0)],
    [(1, "self", 6), (12, "self", 0)],
    [(1, "self", 6), (5, "self", 4), (12, "external", -6)],
    [(1, "self", 4), (1, "self", 0), (9, "self", 3), (7, "external", -6)],
    [(6, "self", 6), (12, "self", 0), (8, "external", -4), (5, "external", -6)],
    [(1, "self", 0), (5, "self", 0)],
]
Row = TypeRow | RoadmapRow


@dataclass(frozen=True)
class Seat:
    """One group of the simulated engagement."""

    group: RaterGroup
    people: int
    shift: float


def seats_of(number: int) -> list[Seat]:
    """Groups with shifts that leave the pooled mean where it is."""
    weights = [min(people, 5) for people, *_ in GROUPS[number]]
    middle = sum(w * shift for w, (*_, shift) in zip(weights, GROUPS[number])) / sum(weights)
    seats = []
    for at, (people, side, shift) in enumerate(GROUPS[number]):
        consent = dt.date(2026, 1, 1) if people == 1 else None
        group = RaterGroup(f"g{at}", f"G{at}", side, single_role=people == 1, consent=consent)
        seats.append(Seat(group, people, shift - middle))
    return seats


def normal_below(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


@cache
def expected(level: float, steps: int = 4) -> float:
    """Mean score of answers round(N(level, SPREAD)) on a scale of whole steps, 0-100."""
    step = 100 / steps
    return step * sum(1 - normal_below(((k - 0.5) * step - level) / SPREAD) for k in range(1, steps + 1))


@cache
def level_of(score: float) -> float:
    """The level whose answers have this mean."""
    low, high = -100.0, 200.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if expected(middle) < score else (low, middle)
    return low


def pooled(levels: Sequence[float], seats: Sequence[Seat]) -> list[float]:
    """Scores of the population: every group's expectation, weighted as a block is."""
    weights = [min(seat.people, 5) for seat in seats]
    return [
        sum(w * expected(level + seat.shift) for w, seat in zip(weights, seats)) / sum(weights)
        for level in levels
    ]


def answer(
    asked: Questionnaire, levels: Sequence[float], seats: Sequence[Seat], rng: np.random.Generator
) -> Responses:
    items = list(asked.items())
    part = np.concatenate([[n] * len(s.items) for n, s in enumerate(asked.sections())])
    rows = []
    for seat in seats:
        shape = (seat.people, len(items))
        latent = np.array(levels) + seat.shift + rng.normal(0, PERSON, (seat.people, 1))
        latent = latent + rng.normal(0, PART, (seat.people, part[-1] + 1))[:, part]
        rows.append(np.clip(np.rint((latent + rng.normal(0, ITEM, shape)) / 25), 0, 4))
    steps = np.concatenate(rows).astype(np.int8)
    turned = np.array([item.reverse for item in items])
    raw = asked.scale.min + np.where(turned, 4 - steps, steps)
    people = tuple(
        Respondent(f"{seat.group.id}-{n:03}", seat.group.id) for seat in seats for n in range(seat.people)
    )
    cells = array("b", raw.astype(np.int8).tobytes())
    return Responses(people, tuple(item.id for item in items), cells)


def overall(asked: Questionnaire, responses: Responses, seats: Sequence[Seat], seed: int) -> Row:
    """The row of the scope `overall` of an engagement with these answers."""
    engagement = Engagement("Simulated", "1", tuple(seat.group for seat in seats), (asked,))
    matrix = build_matrix(engagement, responses, asked)
    scored = score_matrix(matrix, 5)
    only = replace(scored, scopes=scored.scopes[:1])
    draws = Stability(matrix, scored, 5, seed)
    rows = roadmap_rows(only, draws) if asked.staged else type_rows(only, matrix.groups, draws)
    return rows[0]


def profiles(asked: Questionnaire, kind: str, settings: int, rng: random.Random) -> Iterator[list[float]]:
    """Levels of every item, setting by setting."""
    for number in range(settings):
        fixed = PROFILES.get(kind)
        scores = fixed[number % len(fixed)] if fixed else [rng.uniform(20, 90) for _ in range(4)]
        yield [
            level_of(float(score))
            for dimension, score in zip(asked.dimensions, scores)
            for _ in dimension.all_items
        ]


def roadmaps(asked: Questionnaire, kind: str, settings: int, rng: random.Random) -> Iterator[list[float]]:
    for _ in range(settings):
        top = {axis: rng.uniform(75, 105) for axis in asked.axes}
        fall = {axis: rng.uniform(*FALLS[kind]) for axis in asked.axes}
        yield [
            min(95.0, top[section.axis] - fall[section.axis] * (section.stage - 1)) + rng.gauss(0, 5)
            if section.stage and section.axis
            else 50.0
            for section in asked.sections()
            for _ in section.items
        ]


def true_type(asked: Questionnaire, means: Sequence[float]) -> str:
    score = dict(zip((item.id for item in asked.items()), means))
    whole = {
        dimension.id: math.fsum(score[item.id] for item in dimension.all_items) / len(dimension.all_items)
        for dimension in asked.dimensions
    }
    assert asked.types is not None
    return classify(whole, asked.types, n=99, stability=None).type


def true_stage(asked: Questionnaire, means: Sequence[float]) -> int:
    score = dict(zip((item.id for item in asked.items()), means))
    stages: dict[int, dict[str, AxisScores]] = defaultdict(dict)
    for section in asked.sections():
        if section.stage and section.axis:
            items = {item.id: score[item.id] for item in section.items if item.scored}
            stages[section.stage][section.axis] = AxisScores(math.fsum(items.values()) / len(items), items)
    assert asked.roadmap is not None
    return judge(list(asked.axes), stages, asked.roadmap).stage or 0


def simulate(
    asked: Questionnaire, settings: Sequence[Sequence[float]], replicates: int, seed: int
) -> Iterator[tuple[int, Row, str | int]]:
    """Yield the people, the result and the truth, replicate by replicate."""
    for number, levels in enumerate(settings):
        seats = seats_of(number * len(GROUPS) // len(settings))
        means = pooled(levels, seats)
        truth = true_stage(asked, means) if asked.staged else true_type(asked, means)
        rng = np.random.default_rng([seed, number])
        for replicate in range(replicates):
            responses = answer(asked, levels, seats, rng)
            yield sum(seat.people for seat in seats), overall(asked, responses, seats, replicate), truth


def line(name: str, hits: Sequence[bool]) -> None:
    n = len(hits)
    if n:
        share = sum(hits) / n
        print(f"  {name:28}{n:7}{100 * share:8.1f} % ({100 * math.sqrt(share * (1 - share) / n):.1f})")


def report_types(rows: Sequence[tuple[int, Row, str | int]]) -> None:
    by_word: dict[str, list[bool]] = defaultdict(list)
    stable = []
    for _, row, truth in rows:
        assert isinstance(row, TypeRow)
        by_word[row.certainty or "none"].append(row.type == truth)
        if row.stability is not None and row.stability >= 0.9:
            stable.append(row.type == truth)
    for word in ("high", "medium", "low", "none"):
        line(word, by_word[word])
    line("stability at least .9", stable)


def report_stages(rows: Sequence[tuple[int, Row, str | int]]) -> None:
    by_word: dict[str, list[bool]] = defaultdict(list)
    errors, covered, width = [], [], []
    for _, row, truth in rows:
        assert isinstance(row, RoadmapRow)
        if row.stage is None or row.band is None:
            continue
        by_word[row.certainty or "none"].append(row.stage == truth)
        errors.append(row.stage - int(truth))
        covered.append(row.band[0] <= int(truth) <= row.band[1])
        width.append(row.band[1] - row.band[0] + 1)
    for word in ("sure", "likely", "open"):
        line(word, by_word[word])
    line("all", [error == 0 for error in errors])
    line("within one stage", [abs(error) <= 1 for error in errors])
    line("of the wrong: too low", [error < 0 for error in errors if error])
    line("band covers the truth", covered)
    print(f"  {'band, stages wide (mean)':28}{len(width):7}{sum(width) / max(1, len(width)):8.2f}")


def read(name: str) -> Questionnaire:
    value = read_questionnaire(shipped_questionnaires()[name]).value
    assert value is not None
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the settings and replicates")
    parser.add_argument("--settings", type=int, default=120)
    parser.add_argument("--replicates", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settings, replicates = options.settings, options.replicates
    if options.quick:
        settings, replicates = 60, 4
    rng = random.Random(options.seed)
    sales, road = read("sales-ex"), read("omnichannel-roadmap")
    print(f"{settings} settings a table, {replicates} replicates each; right in (standard error)")
    for kind in ("hard", "random", "border"):
        print(f"type, {kind} profiles")
        levels = list(profiles(sales, kind, settings, rng))
        report_types(list(simulate(sales, levels, replicates, options.seed)))
    for kind in FALLS:
        print(f"stage, {kind} roadmaps")
        ways = list(roadmaps(road, kind, settings, rng))
        report_stages(list(simulate(road, ways, replicates, options.seed)))


if __name__ == "__main__":
    main()
