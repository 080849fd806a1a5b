"""An attacker who knows every published row, every n and who skipped what, but no answer.

Every published score is linear in the answers, so the attacker's knowledge is the row space of a
matrix (published rows x answers). A set H of people is exposed if some combination of rows rests on
answers of H alone. With P the projection on the row space, that holds exactly if the part of P that
belongs to H has the eigenvalue 1. The matrix is read off the scoring itself, one answer at a time.
"""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from salesex.errors import NothingToShowError
from salesex.scoring import disclosure
from salesex.scoring.assessment import score_engagement

ENGAGEMENTS = 80


def published(engagement, make, answers):
    """Every number of a result that is a score, as one vector."""
    results = score_engagement(engagement, make.responses(engagement, answers))
    numbers = []
    for result in results.values():
        numbers += [row.score for row in result.scores if row.score is not None]
        numbers += [row.gap for row in result.gaps]
    return np.array(numbers)


def knowledge(engagement, make, pattern):
    """Published rows x answers: what one answer at the top adds to each row, all others at the bottom.

    Returns the matrix, and for each of its columns the person the answer is from.
    """
    low = {group: [[1 if given else "?" for given in row] for row in rows] for group, rows in pattern.items()}
    assert not published(engagement, make, low).any()
    columns = []
    people = []
    for group, rows in low.items():
        for number, row in enumerate(rows):
            for item, cell in enumerate(row):
                if cell == 1:
                    row[item] = 5
                    columns.append(published(engagement, make, low) / 100)
                    people.append((group, number))
                    row[item] = 1
    return np.array(columns).T, people


def exposed(matrix, people, protected, minimum):
    """A set of fewer than `minimum` protected people whose answers some combination isolates."""
    names = sorted(set(people) & protected)
    columns = [at for at, person in enumerate(people) if person in protected]
    owner = [people[at] for at in columns]
    _, sizes, basis = np.linalg.svd(matrix[:, columns], full_matrices=False)
    basis = basis[sizes > 1e-7]
    projection = basis.T @ basis
    for some in combinations(names, min(minimum - 1, len(names))):
        at = [column for column, person in enumerate(owner) if person in some]
        if np.linalg.eigvalsh(projection[np.ix_(at, at)]).max(initial=0) > 1 - 1e-6:
            return some
    return None


def random_engagement(seed, make):
    """Two to five groups, some tiny, some single roles; one or two dimensions; some skipped items."""
    draw = random.Random(seed)
    minimum = draw.choice([3, 3, 5])
    first = ["A", make.item("B", "B", weight=2), "C"]
    dimensions = {"one": {"x": first[:2], "y": first[2:]}} if draw.random() < 0.5 else {"one": first}
    if draw.random() < 0.3:
        dimensions["two"] = ["D", "E"]
    width = 3 + 2 * (len(dimensions) - 1)
    groups = []
    pattern = {}
    left = 13
    for number in range(draw.randint(2, 5)):
        single = draw.random() < 0.2
        size = 1 if single else min(left, draw.choice([1, 2, 3, 4, 5, 6, 7]))
        if not size:
            break
        left -= size
        consent = single and draw.random() < 0.6
        perspective = draw.choice(["self", "self", "external", "mirror"])
        name = f"g{number}"
        groups.append(make.group(name, perspective, single_role=single, consent=True if consent else None))
        pattern[name] = [[draw.random() > 0.12 for _ in range(width)] for _ in range(size)]
    questionnaire = make.profile(dimensions, gaps=make.gap_rules())
    return make.engagement(questionnaire, groups, minimum), pattern


def protected_people(engagement, pattern):
    open_roles = {group.id for group in engagement.groups if group.single_role and group.consent}
    return {
        (group, number)
        for group, rows in pattern.items()
        for number in range(len(rows))
        if group not in open_roles
    }


def attack(engagement, pattern, make):
    """Whom the published rows expose; None if nobody."""
    matrix, people = knowledge(engagement, make, pattern)
    protected = protected_people(engagement, pattern)
    return exposed(matrix, people, protected, engagement.privacy.min_group_size)


def attack_many(make, seeds):
    """Number of engagements that show something, and the seeds of those that expose somebody."""
    shown, broken = 0, []
    for seed in seeds:
        engagement, pattern = random_engagement(seed, make)
        try:
            found = attack(engagement, pattern, make)
        except NothingToShowError:
            continue
        shown += 1
        if found is not None:
            broken.append(seed)
    return shown, broken


def test_no_combination_of_published_rows_rests_on_fewer_than_the_minimum(make):
    shown, broken = attack_many(make, range(ENGAGEMENTS))
    assert broken == []
    assert shown > ENGAGEMENTS / 2


def test_the_attacker_breaks_a_policy_that_shows_everything(make, monkeypatch, show_everything):
    monkeypatch.setattr(disclosure, "decide", show_everything)
    shown, broken = attack_many(make, range(ENGAGEMENTS))
    assert shown == ENGAGEMENTS
    assert len(broken) > ENGAGEMENTS / 2


def test_the_attacker_breaks_a_remainder_without_its_rule(make, monkeypatch):
    """Hiding only the small group's own rows is not enough: self minus team is its mean."""
    engagement, pattern = team_beside_four(make)
    assert attack(engagement, pattern, make) is None
    monkeypatch.setattr(disclosure, "remainder", lambda counts, minimum: sum(counts) >= 1)
    assert attack(engagement, pattern, make) is not None


def team_beside_four(make):
    questionnaire = make.profile({"one": ["A", "B"]})
    engagement = make.engagement(questionnaire, [make.group("team"), make.group("four")])
    return engagement, {"team": [[True, True]] * 8, "four": [[True, True]] * 4}


def test_a_remainder_is_one_group_at_a_minimum_of_seven(make):
    """Capped weights inside a remainder were the one hole the design's attack found."""
    questionnaire = make.profile({"one": ["A", "B"]})
    groups = [make.group(name) for name in ("team", "a", "b")]
    engagement = make.engagement(questionnaire, groups, minimum=7)
    pattern = {name: [[True, True]] * n for name, n in (("team", 8), ("a", 4), ("b", 3))}
    assert attack(engagement, pattern, make) is None
    answers = {"team": [[3, 3]] * 8, "a": [[5, 5]] * 4, "b": [[1, 1]] * 3}
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
    rest = result.score("item", "A", "group", "rest-self")
    assert (rest.score, rest.n) == (pytest.approx(100 * 4 / 7, abs=1e-9), 7)


def test_counts_below_the_minimum_are_never_told(make):
    for seed in range(ENGAGEMENTS):
        engagement, pattern = random_engagement(seed, make)
        minimum = engagement.privacy.min_group_size
        open_roles = {group.id for group in engagement.groups if group.single_role and group.consent}
        answers = {name: [[3 if x else None for x in row] for row in rows] for name, rows in pattern.items()}
        try:
            result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
        except NothingToShowError:
            continue
        for row in result.participation:
            assert row.answered is None or row.answered >= minimum or row.group in open_roles
            assert all(n >= minimum or row.group in open_roles for n in row.modes.values())
        for block in result.blocks:
            assert block.n >= minimum or block.id in open_roles
        for row in result.scores:
            alone = row.level in {"dimension", "overall"} and (row.n or 0) <= len(open_roles)
            assert row.n is None or row.n >= minimum or alone
            assert (row.n is None) == (row.score is None) == (row.status != "ok")
