"""What draws tell of a group of five: the seed is public, so everybody can repeat them.

The attacker knows mean and standard deviation of both dimensions without rounding, and looks for
arrangements (who scored what in both) under which the same draws come out.
"""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from salesex.model.rules import DEFAULT_SEED, ReferenceType, TypeRules
from salesex.scoring.assessment import score_engagement
from salesex.scoring.drawn import drawn_types
from salesex.scoring.streams import random_stream

PEOPLE, ITEMS, ENGAGEMENTS = 5, 4, 12
TOP = 4 * ITEMS
POINTS = 100 / TOP
TYPES = TypeRules(
    {
        "left": ReferenceType("Left", {"one": 45.0, "two": 55.0}),
        "right": ReferenceType("Right", {"one": 60.0, "two": 45.0}),
        "up": ReferenceType("Up", {"one": 60.0, "two": 60.0}),
        "low": ReferenceType("Low", {"one": 40.0, "two": 40.0}),
    }
)


def results_of(make, seed):
    """A team of five and the type that results tell of it, with everybody's own scores in steps."""
    rnd = random.Random(seed)
    asked = make.profile({d: [f"{d}{n}" for n in range(ITEMS)] for d in ("one", "two")}, types=TYPES)
    engagement = make.engagement(asked, [make.group("team")])
    team = []
    for _ in range(PEOPLE):
        leans = [rnd.gauss(3.0, 0.8) for _ in range(2)]
        team.append([min(5, max(1, round(x + rnd.gauss(0, 0.7)))) for x in leans for _ in range(ITEMS)])
    found = score_engagement(engagement, make.responses(engagement, {"team": team}))["profile"]
    own = [(sum(row[:ITEMS]) - ITEMS, sum(row[ITEMS:]) - ITEMS) for row in team]
    return next(row for row in found.types if row.scope_id == "team"), own


def counts_drawn():
    """How often each of the five was drawn, draw by draw, as the seed says."""
    rng = random_stream(DEFAULT_SEED, "type", "profile", scope="group-team")
    drawn = rng.integers(PEOPLE, size=(2000, PEOPLE), dtype=np.uint16)
    return np.stack([(drawn == place).sum(axis=1) for place in range(PEOPLE)], axis=1)


def profiles(own, counts):
    """The drawn scores of a team, draws x dimensions."""
    scores = np.array(sorted(own)) * POINTS
    residuals = (scores - scores.mean(axis=0)) * np.sqrt(PEOPLE / (PEOPLE - 1))
    return np.round(scores.mean(axis=0) + counts @ residuals / PEOPLE, 9)


def shares_of(own, counts, steps):
    kinds = np.bincount(drawn_types(profiles(own, counts), ["one", "two"], TYPES), minlength=4)
    return tuple(int(count) * steps // 2000 for count in kinds)


def same_moments(column):
    """Everything five people can have scored with the same mean and standard deviation."""
    squares = sum(x * x for x in column)
    return [
        found
        for found in itertools.combinations_with_replacement(range(TOP + 1), PEOPLE)
        if sum(found) == sum(column) and sum(x * x for x in found) == squares
    ]


def arrangements(own):
    """All that the two dimensions' moments leave open, each once, in mixed order."""
    first, second = (same_moments(column) for column in zip(*own))
    found = {
        tuple(sorted(zip(one, other)))
        for one in first
        for two in second
        for other in set(itertools.permutations(two))
    }
    return random.Random(1).sample(sorted(found), len(found))


@pytest.mark.parametrize("seed", range(ENGAGEMENTS))
def test_published_shares_leave_more_than_one_arrangement(make, seed):
    row, own = results_of(make, seed)
    counts = counts_drawn()
    told = shares_of(own, counts, 10)
    assert row.draws_cov == ()
    assert row.stability == row.shares.get(row.type, 0)
    assert row.shares == {kind: share / 10 for kind, share in zip(TYPES.reference, told) if share}
    others = (one for one in arrangements(own) if one != tuple(sorted(own)))
    assert any(shares_of(one, counts, 10) == told for one in others)


def test_the_covariance_of_the_draws_would_leave_exactly_one(make):
    """Why it is not told: nearly every team would be reconstructed."""
    counts, alone = counts_drawn(), 0
    for seed in range(3):
        _, own = results_of(make, seed)
        told = np.cov(profiles(own, counts), rowvar=False)
        fits = [one for one in arrangements(own)[:2000] if one != tuple(sorted(own))]
        alone += not any(np.allclose(np.cov(profiles(one, counts), rowvar=False), told) for one in fits)
    assert alone == 3
