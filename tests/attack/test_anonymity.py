"""Anonymity: the attacker finds nobody, and finds somebody under every weakened rule.

`make test` attacks some engagements, `make check` all (marker `long`) and prints what was found.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from salesex.errors import NothingToShowError
from salesex.scoring import aggregate, disclosure
from salesex.scoring.assessment import score_engagement

ENGAGEMENTS = 24
ALL, PARTS = 5_600, 20
"""Engagements of `make check`, and the tests they are split into, so that two cores share them."""


def test_no_combination_of_published_numbers_rests_on_fewer_than_the_minimum(make, attacker):
    found = attacker.attack_many(make, range(ENGAGEMENTS), inside_every=4)
    assert found.broken == []
    assert found.narrowest > 50 - 1e-6
    assert found.engagements > ENGAGEMENTS / 2 and found.hidden_means


def test_holes_that_were_found_stay_closed(make, attacker):
    """A facet beside its dimension (90, 1128, 3290, 3322), items of a block without reliability (3708)."""
    assert attacker.attack_many(make, [90, 1128, 3290, 3322, 3708]).broken == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_no_combination_in_thousands_of_engagements(make, attacker, part, record_attack):
    found = attacker.attack_many(make, range(part, ALL, PARTS))
    record_attack("the rules as they are", found)
    assert found.broken == []
    assert found.narrowest > 50 - 1e-6


def unchecked_remainder(monkeypatch):
    """Hiding only the small groups' own rows: what is pooled minus what is shown is their mean."""
    monkeypatch.setattr(disclosure, "remainder", lambda counts, minimum: sum(counts) >= 1)


def threshold_only(monkeypatch):
    """Items with few answers hide their own row, yet count in everything above."""
    decide = disclosure.decide

    def weak(groups, minimum):
        found = decide(groups, minimum)
        blocks = [
            replace(block, cells=tuple(replace(cell, used=cell.n > 0) for cell in block.cells))
            for block in found.blocks
        ]
        return replace(found, blocks=tuple(blocks))

    monkeypatch.setattr(disclosure, "decide", weak)


def rater_means(monkeypatch):
    """A block's score as the mean of its people's own scores: gives away who skipped an item."""
    block_estimates = aggregate.block_estimates

    def weak(matrix, answers, tallies, decision):
        found = block_estimates(matrix, answers, tallies, decision)
        return {
            name: one
            if one.whole is None
            else replace(one, whole=replace(one.whole, score=float(np.nanmean(answers.own[one.people, 0]))))
            for name, one in found.items()
        }

    monkeypatch.setattr(aggregate, "block_estimates", weak)


def spread_from_k(monkeypatch):
    """The standard deviation of an item from k answers on, not 2k."""
    monkeypatch.setattr(disclosure, "spread_allowed", lambda n, minimum: n >= minimum)


def pooled_spread_unchecked(monkeypatch):
    """A pooled standard deviation of an item whatever is shown of its parts."""
    monkeypatch.setattr(disclosure, "pooled_spread_allowed", lambda parts, minimum: True)


def own_scores_whole(monkeypatch):
    """The spread of a facet as if it rested on all of its items where a block uses one only."""
    cell = disclosure.Cell
    monkeypatch.setattr(
        aggregate.Target,
        "spread_of",
        lambda target, block: (
            block.cells[target.items[0]]
            if target.single
            else cell(block.n, used=True, reason=None, spread=True)
        ),
    )


def reliability_unchecked(monkeypatch):
    """Reliability of those who skipped nothing, whoever they leave behind."""
    monkeypatch.setattr(disclosure, "part_allowed", lambda parts, least: True)


WEAK = [
    unchecked_remainder,
    threshold_only,
    rater_means,
    spread_from_k,
    pooled_spread_unchecked,
    own_scores_whole,
    reliability_unchecked,
]


def size_for(attacker, weaken):
    """Rater means are read off answer by answer: slow."""
    return attacker.Size(3, 6, 13) if weaken is rater_means else attacker.Size()


@pytest.mark.parametrize("weaken", WEAK)
def test_the_attacker_breaks_a_weakened_rule(make, attacker, monkeypatch, weaken):
    weaken(monkeypatch)
    size = size_for(attacker, weaken)
    for seed in range(ENGAGEMENTS):
        engagement, pattern = attacker.random_engagement(seed, make, size)
        if attacker.attack(engagement, pattern, make, seed)[0] is not None:
            return
    pytest.fail("nobody was exposed")


@pytest.mark.long
@pytest.mark.parametrize("weaken", WEAK)
def test_how_often_the_attacker_breaks_a_weakened_rule(make, attacker, monkeypatch, weaken, record_attack):
    weaken(monkeypatch)
    found = attacker.attack_many(make, range(100), size_for(attacker, weaken))
    record_attack(f"weakened: {weaken.__name__}", found)
    assert found.broken


def test_the_attacker_breaks_a_policy_that_shows_everything(make, attacker, monkeypatch, show_everything):
    monkeypatch.setattr(disclosure, "decide", show_everything)
    found = attacker.attack_many(make, range(6), attacker.Size(4, 6, 16))
    assert len(found.broken) > 3


def test_a_small_group_beside_a_large_one_is_left_out(make, attacker, monkeypatch):
    """Else self minus team is its mean."""
    questionnaire = make.profile({"one": ["A", "B"]}, scale=make.scale(0, 4), gaps=make.gap_rules())
    engagement = make.engagement(questionnaire, [make.group("team"), make.group("four")])
    pattern = {"team": [[1, 1]] * 8, "four": [[1, 1]] * 4}
    assert attacker.attack(engagement, pattern, make)[0] is None
    unchecked_remainder(monkeypatch)
    assert attacker.attack(engagement, pattern, make)[0] == ("means", [("four", n) for n in range(4)])


def test_a_remainder_is_one_group_at_a_minimum_of_seven(make, attacker):
    """Capped weights inside a remainder were the one hole the design's attack found."""
    questionnaire = make.profile({"one": ["A", "B"]}, scale=make.scale(0, 4), gaps=make.gap_rules())
    groups = [make.group(name) for name in ("team", "a", "b")]
    engagement = make.engagement(questionnaire, groups, minimum=7)
    pattern = {name: [[1, 1]] * n for name, n in (("team", 8), ("a", 4), ("b", 3))}
    assert attacker.attack(engagement, pattern, make)[0] is None
    answers = {"team": [[2, 2]] * 8, "a": [[4, 4]] * 4, "b": [[0, 0]] * 3}
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
    rest = result.score("item", "A", "group", "rest-self")
    assert (rest.score, rest.n) == (pytest.approx(100 * 4 / 7, abs=1e-9), 7)


def test_counts_below_the_minimum_are_never_told(make, attacker):
    for seed in range(ENGAGEMENTS):
        engagement, pattern = attacker.random_engagement(seed, make, attacker.Size(5, 7, 13))
        minimum = engagement.privacy.min_group_size
        open_roles = attacker.exempt_groups(engagement)
        try:
            (result,) = score_engagement(engagement, make.responses(engagement, pattern)).values()
        except NothingToShowError:
            continue
        for row in result.participation:
            assert row.answered is None or row.answered >= minimum or row.group in open_roles
            assert all(n >= minimum or row.group in open_roles for n in row.modes.values())
        for block in result.blocks:
            assert block.n >= minimum or block.id in open_roles
        for row in result.scores:
            alone = row.level in {"dimension", "axis", "overall"} and (row.n or 0) <= len(open_roles)
            assert row.n is None or row.n >= minimum or alone
            assert (row.n is None) == (row.score is None) == (row.status != "ok")
        for row in (*result.missing, *result.agreement, *result.reliability):
            assert row.n is None or row.n >= minimum
