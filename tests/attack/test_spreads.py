"""What mean and spread tell of few people: own scores lie on a grid, so not many sets of them fit both.

The attacker knows n, the mean without rounding, and the standard deviation that results tell.
"""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from salesex.scoring.assessment import score_engagement

ENGAGEMENTS = 40


def team_of(rnd, people, items):
    leans = [rnd.gauss(3.2, 0.8) for _ in range(people)]
    return [[min(5, max(1, round(lean + rnd.gauss(0, 0.9)))) for _ in range(items)] for lean in leans]


def shown(make, rows, minimum):
    items = [f"A{number}" for number in range(len(rows[0]))]
    asked = make.profile({"one": {"part": items[:-1], "rest": items[-1:]}, "two": ["B"]})
    engagement = make.engagement(asked, [make.group("team")], minimum)
    answers = make.responses(engagement, {"team": [[*row, 3] for row in rows]})
    return score_engagement(engagement, answers)["profile"]


def scale_steps(rows):
    return sorted(sum(row) - len(row) for row in rows)


def fitting(rows, told, step):
    """Sets of own scores with the mean of these, and a deviation that would be told likewise."""
    total, top, n = sum(scale_steps(rows)), 4 * len(rows[0]), len(rows)
    for found in itertools.combinations_with_replacement(range(top + 1), n):
        if sum(found) == total:
            sd = float(np.std(np.array(found) * 100 / top, ddof=1))
            if abs(sd - told) < 1e-6 if not step else max(step, step * np.ceil(sd / step - 1e-9)) == told:
                yield found


@pytest.mark.parametrize(
    ("people", "items", "minimum", "step"), [(3, 2, 3, 20), (5, 2, 5, 20), (5, 3, 5, 10), (5, 4, 5, 5)]
)
def test_a_told_spread_leaves_more_than_one_set_of_scores(make, people, items, minimum, step):
    for seed in range(ENGAGEMENTS):
        rows = team_of(random.Random(seed), people, items)
        told = shown(make, rows, minimum).score("dimension", "one", "group", "team").sd
        found = list(itertools.islice(fitting(rows, told, step), 2))
        assert len(found) == 2, (rows, told)


def test_without_steps_one_set_would_be_left_often(make):
    """So the attacker above can win."""
    alone = 0
    for seed in range(ENGAGEMENTS):
        rows = team_of(random.Random(seed), 5, 2)
        exact = float(np.std(np.array(scale_steps(rows)) * 12.5, ddof=1))
        alone += len(list(itertools.islice(fitting(rows, exact, 0), 2))) == 1
    assert alone >= ENGAGEMENTS / 20


def test_nothing_else_tells_the_spread_of_few(make):
    """Teams of five with other spreads, the same means of every item: same step, same numbers."""
    one = [[2, 2, 2, 3], [3, 3, 2, 3], [3, 3, 4, 3], [3, 3, 3, 4], [4, 4, 4, 2]]
    other = [[2, 3, 2, 3], [3, 2, 2, 3], [3, 3, 4, 3], [3, 3, 3, 4], [4, 4, 4, 2]]
    assert np.std(np.sum(one, axis=1)) != np.std(np.sum(other, axis=1))
    assert shown(make, one, 5).scores == shown(make, other, 5).scores


@pytest.mark.parametrize(("people", "told"), [(9, False), (10, True)])
def test_the_spread_of_a_part_is_told_from_twice_the_minimum(make, people, told):
    row = shown(make, team_of(random.Random(1), people, 4), 5).score("facet", "part", "group", "team")
    assert (row.sd is not None) == (row.ci_low is not None) == told
