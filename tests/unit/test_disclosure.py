from __future__ import annotations

import pytest

from salesex.model.remainder import remainder
from salesex.scoring.disclosure import (
    GroupCounts,
    decide,
    detail_allowed,
    participation,
    pooled_spread_allowed,
    share_steps,
    spread_allowed,
    spread_step,
    told_p,
)


def group(id, n, perspective="self", items=None, single_role=False, consent=False):
    return GroupCounts(id, perspective, n, tuple(items or [n]), single_role, consent)


@pytest.mark.parametrize(
    ("counts", "minimum", "shown"),
    [
        ([], 5, False),
        ([4], 5, False),
        ([3, 2], 5, True),
        ([4, 1], 5, False),
        ([4, 2], 5, True),
        ([2, 1], 3, True),
        ([1, 1], 3, False),
        ([6, 2], 7, False),
        ([4, 3], 7, True),
        ([2, 2], 4, True),
        ([3, 1], 4, False),
    ],
)
def test_remainder(counts, minimum, shown):
    assert remainder(counts, minimum) is shown


def test_reasons_of_groups_without_a_block():
    found = decide(
        [
            group("team", 7),
            group("owner", 1, single_role=True),
            group("silent", 0),
            group("open", 0, single_role=True, consent=True),
            group("buyers", 4, "external"),
            group("guests", 1, "mirror", single_role=True),
        ],
        5,
    )
    assert [block.id for block in found.blocks] == ["team"]
    assert found.hidden == {
        "owner": "no_consent",
        "silent": "few",
        "open": "few",
        "buyers": "left_out",
        "guests": "no_consent",
    }
    assert found.left_out == ("owner", "buyers", "guests")
    assert found.empty_pool(("external",)) == "few"
    assert found.empty_pool(("mirror",)) == "no_consent"
    assert [found.why_hidden(f"rest-{p}") for p in ("self", "external")] == ["left_out", "left_out"]


def test_a_single_role_without_consent_in_a_remainder_keeps_its_reason():
    found = decide([group("owner", 1, single_role=True), group("a", 2), group("b", 2)], 5)
    assert [(block.id, block.groups, block.n) for block in found.blocks] == [
        ("rest-self", ("owner", "a", "b"), 5)
    ]
    assert found.hidden == {"owner": "no_consent", "a": "few", "b": "few"}
    assert found.left_out == ()


def test_the_rule_of_a_remainder_holds_item_by_item():
    found = decide([group("a", 3, items=[3, 3, 2]), group("b", 3, items=[2, 1, 3])], 5)
    assert [(cell.n, cell.reason) for cell in found.blocks[0].cells] == [(5, None), (4, "few"), (5, None)]
    found = decide([group("a", 4, items=[4]), group("b", 3, items=[1])], 5)
    assert found.blocks[0].cells[0].reason == "few"


def test_a_consenting_single_role_counts_but_hides_its_items():
    found = decide([group("head", 1, items=[1, 0], single_role=True, consent=True)], 5)
    block = found.blocks[0]
    assert block.one_person
    assert [(cell.used, cell.reason, cell.spread) for cell in block.cells] == [
        (True, "few", False),
        (False, "few", False),
    ]
    assert not detail_allowed([block])


def test_two_respondents_are_no_single_person():
    found = decide([group("head", 2, single_role=True, consent=True)], 5)
    assert (found.blocks, found.hidden) == ((), {"head": "left_out"})


@pytest.mark.parametrize(
    ("own", "other", "shown"),
    [
        ([12], [], True),
        ([12, 5], [], False),  # less the twelve, the spread of five is left
        ([12, 5, 5], [], True),
        ([9, -1], [], False),  # a consenting person does not count
        ([12, -1], [], True),
        ([5, 5], [5], False),  # less the ten of self, the spread of five is left
        ([12, 5], [5], True),  # self is hidden: ten are left together
        ([12], [5], False),
        ([12], [5, 5], True),
        ([5], [5], True),
        ([5], [4], False),
    ],
)
def test_a_pooled_spread_leaves_nobody_or_twice_the_minimum(own, other, shown):
    groups = [
        group(f"{side}{i}", abs(n), side, single_role=n < 0, consent=n < 0)
        for side, sizes in (("self", own), ("external", other))
        for i, n in enumerate(sizes)
    ]
    blocks = decide(groups, 5).blocks
    parts = [(block, block.cells[0]) for block in blocks]
    assert pooled_spread_allowed(parts, 5) is shown


@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True)])
def test_item_spread_needs_twice_the_minimum(n, shown):
    assert spread_allowed(n, 5) is shown
    assert decide([group("team", 12, items=[n])], 5).blocks[0].cells[0].spread is shown


@pytest.mark.parametrize(
    ("modes", "may_be_one", "expected"),
    [
        ({"self": 12}, False, (12, {"self": 12}, "ok")),
        ({"self": 7, "moderated": 5}, False, (12, {"self": 7, "moderated": 5}, "ok")),
        ({"self": 11, "moderated": 1}, False, (12, {}, "ok")),
        ({"self": 4}, False, (None, {}, "suppressed")),
        ({}, False, (None, {}, "suppressed")),
        ({"self": 1}, True, (1, {"self": 1}, "ok")),
        ({"self": 2}, True, (None, {}, "suppressed")),
        ({"self": 1}, False, (None, {}, "suppressed")),
        ({}, True, (None, {}, "suppressed")),
    ],
)
def test_participation(modes, may_be_one, expected):
    found = participation("team", 14, modes, may_be_one=may_be_one, minimum=5)
    assert (found.answered, found.modes, found.status) == expected
    assert found.invited == 14


@pytest.mark.parametrize(
    ("counts", "steps"),
    [((10,), 100), ((9,), 10), ((12, 6), 100), ((9, 9), 10), ((12, 1), 100), ((9, 1), 10)],
)
def test_shares_of_draws_are_finer_with_a_block_of_twice_the_minimum_in_every_section(counts, steps):
    groups = [group(f"g{n}-{at}", n, single_role=n == 1, consent=n == 1) for at, n in enumerate(counts)]
    blocks = decide(groups, 5).blocks
    assert len(blocks) == len(counts)
    assert share_steps([blocks], 5) == steps
    assert share_steps([blocks, decide([group("few", 5)], 5).blocks], 5) == 10
    assert share_steps([], 5) == 10


@pytest.mark.parametrize(
    ("n", "minimum", "grades", "step"),
    [
        (10, 5, 8, 0.0),
        (9, 5, 16, 5.0),
        (9, 5, 15, 10.0),
        (5, 5, 12, 10.0),
        (5, 5, 11, 20.0),
        (4, 3, 40, 20.0),
        (5, 3, 40, 5.0),
        (6, 3, 8, 0.0),
        (14, 7, 8, 0.0),
        (13, 7, 40, 5.0),
    ],
)
def test_spread_is_told_in_steps_under_twice_the_minimum(n, minimum, grades, step):
    (block,) = decide([group("team", n)], minimum).blocks
    assert spread_step(block, grades) == step


def test_a_remainder_of_few_tells_spread_in_steps_too():
    groups = [group("a", 3), group("b", 3)]
    assert spread_step(decide(groups, 5).blocks[0], 40) == 5
    assert spread_step(decide([*groups, group("c", 4)], 5).blocks[0], 40) == 0


@pytest.mark.parametrize(
    ("p", "told"),
    [(1.0, 1.0), (4 / 252, 0.02), (0.05, 0.05), (0.0500001, 0.06), (0.91, 1.0), (0.3, 0.3), (0.00712, 0.008)],
)
def test_p_is_rounded_up_to_one_digit_with_a_block_of_few(p, told):
    few, many = (decide([group("team", n)], 5).blocks for n in (9, 10))
    assert told_p(p, [*many, *few]) == told
    assert told_p(p, many) == p
