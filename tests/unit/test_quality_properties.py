"""Of reliability, agreement, missing and influence, whatever is answered: bounds, order, nothing hidden."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from salesex.model.rules import Scoring
from salesex.scoring.assessment import score_engagement

ITEMS = 4
SEED = st.integers(0, 2**32)
SIZES = st.tuples(st.integers(0, 24), st.integers(0, 9), st.integers(0, 4), st.integers(8, 24))
PARTS = ("reliability", "agreement", "missing", "influence")
NAMES = ("team", "inside", "small", "office")


def engagement_of(make, minimum=3):
    items = ["A", make.item("B", "B", reverse=True), make.item("C", "C", weight=2), "D"]
    groups = [make.group(name, "external" if name == "office" else "self") for name in NAMES]
    questionnaire = make.profile({"one": items}, scoring=Scoring(min_answered_share=0.5))
    return make.engagement(questionnaire, groups, minimum)


def drawn(seed, sizes):
    """Answers of four groups, of which none, few or many are missing; one group may shun one item."""
    dice = random.Random(seed)
    gaps, shy, shunned = dice.choice([0.0, 0.02, 0.3]), dice.choice([None, *NAMES]), dice.choice([0, 1, 3])

    def cell(name, item):
        chance = 0.8 if (name, item) == (shy, shunned) else gaps
        return dice.choice([None, "?"]) if dice.random() < chance else dice.randint(1, 5)

    answers = {
        name: [[cell(name, item) for item in range(ITEMS)] for _ in range(n)] for name, n in zip(NAMES, sizes)
    }
    answers["office"] += [[3, 3, 3, 3]] * 3
    return answers


def score(make, answers, minimum=3):
    engagement = engagement_of(make, minimum)
    return score_engagement(engagement, make.responses(engagement, answers))["profile"]


def within(value, low, high):
    return value is None or low - 1e-9 <= value <= high + 1e-9


@settings(max_examples=60, deadline=None)
@given(SEED, SIZES)
def test_bounds(make, seed, sizes):
    result = score(make, drawn(seed, sizes))
    for row in result.reliability:
        assert row.n is None or row.n >= 20
        assert (row.n is None) == (row.status == "suppressed")
        numbers = (row.alpha, row.alpha_ci_low, row.alpha_ci_high, row.omega, row.mean_r)
        assert row.n is not None or {*numbers, *row.items} == {None}
        assert within(row.alpha, float("-inf"), 1) and within(row.omega, 0, 1) and within(row.mean_r, -1, 1)
        assert row.alpha is None or row.alpha_ci_low <= row.alpha <= row.alpha_ci_high <= 1
        assert all(within(item.item_rest, -1, 1) for item in row.items)
    for row in result.agreement:
        assert row.n is None or row.n >= 6
        assert within(row.rwg_j, 0, 1) and within(row.ad_mean, 0, 2) and within(row.icc1, -1, 1)
        assert within(row.icc2, float("-inf"), 1)
    for row in result.missing:
        score_here = result.score("dimension", row.id, row.scope, row.scope_id)
        assert 0 <= row.missing <= 1 and 0 <= row.no_answer <= 1
        assert row.n == score_here.n
        assert -1e-9 <= row.low <= score_here.score + 1e-9 <= row.high + 2e-9 <= 100 + 3e-9
    for row in result.influence:
        assert within(row.score, 0, 100)


@settings(max_examples=40, deadline=None)
@given(SEED, SIZES)
def test_the_order_of_people_never_matters(make, seed, sizes):
    answers = drawn(seed, sizes)
    dice = random.Random(seed + 1)
    mixed = {name: dice.sample(rows, len(rows)) for name, rows in answers.items()}
    first, second = score(make, answers), score(make, mixed)
    assert [getattr(first, part) for part in PARTS] == [getattr(second, part) for part in PARTS]


@settings(max_examples=60, deadline=None)
@given(SEED, SIZES, SEED)
def test_hidden_answers_change_nothing(make, seed, sizes, other):
    """Answers of people left out, and to items a block may not show, are drawn anew.

    Only what rests on standard deviations may change with the latter, which are of people's own scores
    over all they answered (measurement design, B3): intraclass correlations, and the certainty of
    findings through the intervals.
    """
    answers, dice = drawn(seed, sizes), random.Random(other)
    before = score(make, answers, 5)
    left_out = {row.group for row in before.left_out}
    changed = {
        name: [
            [
                dice.randint(1, 5) if isinstance(x, int) and hidden(before, name, item, left_out) else x
                for item, x in zip("ABCD", row)
            ]
            for row in rows
        ]
        for name, rows in answers.items()
    }
    after = score(make, changed, 5)
    for part in PARTS:
        assert [plain(row) for row in getattr(after, part)] == [plain(row) for row in getattr(before, part)]
    assert {told(one) for one in after.findings} == {told(one) for one in before.findings}


def told(finding):
    return finding.code, finding.evidence, tuple(finding.values.items()), finding.actions


def plain(row):
    return replace(row, icc1=None, icc2=None) if hasattr(row, "icc1") else row


def hidden(result, group, item, left_out):
    """Whether a group's answers to an item are in no shown cell: its own, or of the rest it is part of."""
    if group in left_out:
        return True
    ids = [block.id for block in result.blocks if group in block.groups]
    return not ids or result.score("item", item, "group", ids[0]).score is None


@settings(max_examples=40, deadline=None)
@given(SEED, SIZES)
def test_what_is_hidden_depends_on_counts_only(make, seed, sizes):
    answers, dice = drawn(seed, sizes), random.Random(seed + 2)
    changed = {
        name: [[dice.randint(1, 5) if isinstance(x, int) else x for x in row] for row in rows]
        for name, rows in answers.items()
    }

    def outline(result):
        rows = [replace(row, split_items=()) for row in result.agreement]
        return (
            [(row.n, row.reason, row.items_reason, len(row.items)) for row in result.reliability],
            [(row.scope_id, row.n, row.k, row.groups, row.reason) for row in rows],
            [(row.scope_id, row.n, row.missing, row.no_answer, row.hidden_items) for row in result.missing],
            [(row.scope_id, row.without, row.id, row.n, row.score is None) for row in result.influence],
        )

    assert outline(score(make, answers)) == outline(score(make, changed))
