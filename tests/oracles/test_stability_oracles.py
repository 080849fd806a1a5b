"""Draws of types and stages against scipy, against closed forms, and against a plain loop over people."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy import stats

from salesex.model.rules import ReferenceType, TypeRules
from salesex.scoring.aggregate import OVERALL
from salesex.scoring.assessment import score_engagement
from salesex.scoring.bootstrap import DRAWS, drawn_sums, noise, pool_of, scaled_residuals

TYPES = TypeRules(
    {
        "doer": ReferenceType("Doer", {"think": 40.0, "act": 70.0}),
        "thinker": ReferenceType("Thinker", {"think": 60.0, "act": 50.0}),
    }
)


def answers_of(seed, sizes, items=4):
    """Answers 1-5 of people who lean to one side each, so that items and dimensions hang together."""
    rng = random.Random(seed)
    people = {}
    for group, (size, level) in sizes.items():
        leans = [rng.gauss(level, 0.8) for _ in range(size)]
        people[group] = [
            [min(5, max(1, round(lean + rng.gauss(0, 0.9)))) for _ in range(items)] for lean in leans
        ]
    return people


def asked(make, people):
    questionnaire = make.profile({"think": ["A", "B"], "act": ["C", "D"]}, types=TYPES)
    groups = [
        make.group("head", single_role=True, consent=True),
        make.group("team"),
        make.group("office", "external"),
    ]
    engagement = make.engagement(questionnaire, groups, 3)
    return engagement, make.responses(engagement, people)


def typed(make, people, seed=7):
    result = score_engagement(*asked(make, people), seed)["profile"]
    return {row.scope_id: row for row in result.types}


def own_scores(rows):
    return np.array([[np.mean(row[:2]), np.mean(row[2:])] for row in rows]) * 25 - 25


PEOPLE = answers_of(11, {"head": (1, 3.5), "team": (9, 3.0), "office": (7, 2.6)})


FIVES = {group: rows[:5] for group, rows in PEOPLE.items()}
"""Of so few, residuals that are not scaled have a variance a fifth too small: far outside the tolerance."""


def test_one_block_varies_as_in_scipy_but_without_its_bias(make):
    """scipy resamples the people: variance (n-1)/n of s^2/n; scaled residuals have s^2/n itself."""
    scores = own_scores(FIVES["team"])
    n = len(scores)
    found = np.cov(make.profiles(*asked(make, FIVES), ("group", "team")), rowvar=False)
    for column in (0, 1):
        plain = stats.bootstrap((scores[:, column],), np.mean, n_resamples=9999, rng=1, method="percentile")
        assert found[column, column] == pytest.approx(n / (n - 1) * plain.standard_error**2, rel=0.12)
    assert found == pytest.approx(np.cov(scores, rowvar=False) / n, rel=0.15)


def test_pooled_draws_have_the_covariance_of_the_weighted_mean_of_blocks(make):
    """sum c_b^2 S / n_b, S the covariance pooled over the blocks of several; the single role is noisy too."""
    team, office = own_scores(FIVES["team"]), own_scores(FIVES["office"])
    for scope, parts in (
        (("perspective", "self"), [(1, 1), (5, 5)]),
        (OVERALL, [(1, 1), (5, 5), (5, 5)]),
    ):
        donors = [team, office] if scope == OVERALL else [team]
        pooled = sum(len(part) * np.cov(part, rowvar=False) for part in donors) / sum(map(len, donors))
        whole = sum(weight for weight, _ in parts)
        expected = sum((weight / whole) ** 2 * pooled / n for weight, n in parts)
        found = np.cov(make.profiles(*asked(make, FIVES), scope), rowvar=False)
        assert found == pytest.approx(expected, rel=0.15)


def loop(rng, blocks, draws):
    """The plain form: everybody of every block draws a residual vector; yields the blocks' means."""
    donors = []
    for block in blocks:
        n = len(block)
        mean = [sum(column) / n for column in zip(*block)]
        if n > 1:
            donors += [[(x - m) * (n / (n - 1)) ** 0.5 for x, m in zip(row, mean)] for row in block]
    for _ in range(draws):
        means = []
        for block in blocks:
            drawn = [rng.choice(donors) for _ in block]
            mean = [sum(column) / len(block) for column in zip(*block)]
            means.append([m + sum(column) / len(block) for m, column in zip(mean, zip(*drawn))])
        yield means


def pooled(means, weights):
    return [sum(w * x for w, x in zip(weights, column)) / sum(weights) for column in zip(*means)]


def within_chance(share, expected):
    """Four standard errors of the difference of two shares of 2,000 draws."""
    spread = max(expected * (1 - expected), 0.01)
    return abs(share - expected) < 4 * (2 * spread / DRAWS) ** 0.5


def test_types_are_drawn_as_by_a_plain_loop(make):
    row = typed(make, PEOPLE)[None]
    blocks = [own_scores(PEOPLE[group]).tolist() for group in ("head", "team", "office")]
    hits = 0
    for means in loop(random.Random(5), blocks, DRAWS):
        think, act = pooled(means, [1, 5, 5])
        doer = ((think - 40) ** 2 + (act - 70) ** 2) / 2
        thinker = ((think - 60) ** 2 + (act - 50) ** 2) / 2
        hits += doer**0.5 - thinker**0.5 < 1  # nearer, or tied: then the first named is taken
    assert 0.05 < row.shares["doer"] < 0.95
    assert within_chance(row.shares["doer"], hits / DRAWS)
    assert row.stability == row.shares[row.type]
    assert 0.98 <= sum(row.shares.values()) <= 1  # cut


def test_stages_are_drawn_as_by_a_plain_loop(make):
    items = ["A", "B", "C", "D"]
    questionnaire = make.roadmap([{"x": items[:2]}, {"x": items[2:]}])
    groups = [make.group("head", single_role=True, consent=True), make.group("team")]
    engagement = make.engagement(questionnaire, groups)
    people = answers_of(4, {"head": (1, 4.0), "team": (9, 3.9)})
    zero = {group: [[x - 1 for x in row] for row in rows] for group, rows in people.items()}
    row = score_engagement(engagement, make.responses(engagement, zero))["roadmap"].roadmap[0]
    stages = []
    blocks = [[[25.0 * x for x in one] for one in zero[group]] for group in ("head", "team")]
    for means in loop(random.Random(5), blocks, DRAWS):
        scores = pooled(means, [1, 5])
        met = [sum(part) / 2 >= 70 and min(part) >= 50 for part in (scores[:2], scores[2:])]
        stages.append(0 if not met[0] else 1 + met[1])
    share = stages.count(row.stage) / DRAWS
    assert 0.05 < share < 0.95
    assert within_chance(row.stability, share)
    low, high = np.quantile(stages, [0.1, 0.9], method="inverted_cdf")
    assert row.band == (min(low, row.stage), max(high, row.stage))


def test_correlated_columns_stay_correlated():
    scores = np.random.default_rng(2).multivariate_normal([50, 50], [[200, 150], [150, 300]], 30)
    pool = pool_of(scaled_residuals(scores))
    drawn = noise(drawn_sums(pool, 30, np.random.default_rng(3), 20_000), 30, pool.share, np.array([30, 30]))
    assert np.corrcoef(drawn, rowvar=False)[0, 1] == pytest.approx(
        stats.pearsonr(scores[:, 0], scores[:, 1]).statistic, abs=0.02
    )
