from __future__ import annotations

from fractions import Fraction

import pytest

from salesex.model.quality import SplitItem
from salesex.model.verdicts import agreement_word
from salesex.scoring.agreement import average_deviation, rwg_j
from salesex.scoring.assessment import score_engagement

SPREAD = [[1, 3], [2, 3], [3, 3], [4, 3], [5, 3], [1, 4]]


def rows_of(make, answers, *, items="AB", minimum=3, scale=None, groups=(), **more):
    groups = [make.group("team"), make.group("inside"), make.group("office", "external"), *groups]
    engagement = make.engagement(make.profile({"one": list(items)}, scale=scale, **more), groups, minimum)
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
    return {row.scope_id: row for row in result.agreement}


def test_within_a_block_by_hand(make):
    found = rows_of(make, {"team": SPREAD})["team"]
    # A: mean 16/6, squares 56 - 256/6; B: mean 19/6, squares 61 - 361/6; over 5
    variance = (Fraction(56) - Fraction(256, 6) + 61 - Fraction(361, 6)) / 5 / 2
    q = variance / 2  # five options: (25 - 1) / 12
    assert found.rwg_j == pytest.approx(float(2 * (1 - q) / (2 * (1 - q) + q)), abs=1e-9)
    deviations = [Fraction(10 + 4 + 2 + 8 + 14 + 10, 36), Fraction(5 * 1 + 5, 36)]  # sixths of a point
    assert found.ad_mean == pytest.approx(float(sum(deviations) / 2), abs=1e-9)
    assert (found.n, found.k, found.status, found.icc1, found.groups) == (6, 2, "ok", None, None)
    assert found.split_items == (SplitItem("A", round(48 / 36, 9)),)


def test_reverse_items_and_scales_from_zero_change_nothing(make):
    plain = rows_of(make, {"team": SPREAD})["team"]
    turned = [[6 - a, b] for a, b in SPREAD]
    assert rows_of(make, {"team": turned}, items=[make.item("A", "A", reverse=True), "B"])["team"] == plain
    lower = [[a - 1, b - 1] for a, b in SPREAD]
    assert rows_of(make, {"team": lower}, scale=make.scale(0, 4))["team"] == plain
    assert rows_of(make, {"team": SPREAD}, scale=make.scale(1, 5, "min"))["team"] == plain


def test_all_alike_and_wider_than_chance(make):
    same = rows_of(make, {"team": [[2, 4]] * 6})["team"]
    assert (same.rwg_j, same.ad_mean, same.split_items) == (1.0, 0.0, ())
    apart = rows_of(make, {"team": [[1, 5], [5, 1]] * 3})["team"]
    assert (apart.rwg_j, apart.ad_mean) == (0.0, 2.0)
    assert [item.id for item in apart.split_items] == ["A", "B"]


def test_only_blocks_of_twice_the_minimum(make):
    rows = rows_of(make, {"team": SPREAD[:5], "inside": SPREAD, "office": SPREAD[:2]})
    assert (rows["team"].n, rows["team"].status, rows["team"].reason) == (None, "suppressed", "few")
    assert rows["inside"].status == "ok"
    assert "office" not in rows


def test_only_items_of_twice_the_minimum(make):
    four = [[*row, 3, 3] for row in SPREAD]
    four[0][0] = None
    found = rows_of(make, {"team": four}, items="ABCD")["team"]
    assert (found.k, found.status) == (3, "ok")
    four[1][1] = four[2][2] = "?"
    found = rows_of(make, {"team": four}, items="ABCD")["team"]
    assert (found.k, found.status, found.reason, found.n) == (None, "insufficient", "few_items", None)


def test_a_single_person_has_no_row(make):
    head = make.group("head", single_role=True, consent=True)
    assert set(rows_of(make, {"team": SPREAD, "head": [[3, 3]]}, groups=[head])) == {"team"}


def test_unscored_items_stay_out(make):
    odd = [[*row, at % 5 + 1] for at, row in enumerate(SPREAD)]
    found = rows_of(make, {"team": odd}, items=["A", "B", make.item("C", "C", scored=False)])["team"]
    assert found == rows_of(make, {"team": SPREAD})["team"]


def test_the_widest_items_come_first_and_are_three(make):
    rows = [[1, 1, 1, 2, 3], [5, 5, 5, 4, 3]] * 3
    rows[0] = [1, 3, 1, 2, 3]
    found = rows_of(make, {"team": rows}, items="ABCDE")["team"]
    assert [item.id for item in found.split_items] == ["A", "C", "B"]


def test_across_blocks_by_hand(make):
    """Own scores 0 25 50 | 50 75 100: between 6 * 25^2, within 2 * 2 * 25^2 twice; see the fractions."""
    low, high = [[1, 1], [2, 2], [3, 3]] * 2, [[3, 3], [4, 4], [5, 5]] * 2
    found = rows_of(make, {"team": low, "office": high})[None]
    between, within = Fraction(12 * 25**2, 1), Fraction(8 * 25**2, 10)
    assert (found.scope, found.n, found.groups, found.rwg_j) == ("overall", 12, 2, None)
    assert found.icc1 == pytest.approx(float((between - within) / (between + 5 * within)), abs=1e-9)
    assert found.icc2 == pytest.approx(float((between - within) / between), abs=1e-9)


def test_across_blocks_needs_two_of_twice_the_minimum(make):
    assert set(rows_of(make, {"team": SPREAD, "office": SPREAD[:5]})) == {"team", "office"}
    found = rows_of(make, {"team": SPREAD, "inside": SPREAD, "office": SPREAD[:5]})
    assert (found[None].groups, found[None].n) == (2, 12)
    assert found["self"].groups == 2
    assert "external" not in found


def test_nothing_varies_across_blocks(make):
    flat = rows_of(make, {"team": [[3, 3]] * 6, "office": [[3, 3]] * 6})[None]
    assert (flat.icc1, flat.icc2, flat.status) == (None, None, "ok")
    equal = rows_of(make, {"team": SPREAD, "office": SPREAD})[None]
    assert equal.icc1 == pytest.approx(-1 / 5, abs=1e-9)
    assert equal.icc2 is None


def test_a_roadmap_has_none(make):
    engagement = make.engagement(make.roadmap([{"x": ["A", "B"]}]), [make.group("team")])
    found = score_engagement(engagement, make.responses(engagement, {"team": [[3, 2], [1, 4]] * 12}))
    assert found["roadmap"].agreement == ()


@pytest.mark.parametrize("options", [2, 5, 6, 11])
def test_ticking_at_random_is_no_agreement(options):
    import numpy as np

    steps = np.arange(options)
    assert rwg_j([float(steps.var())] * 4, options) == pytest.approx(0.0, abs=1e-12)
    assert average_deviation(np.ones(options, dtype=np.int64)) == pytest.approx(
        np.abs(steps - steps.mean()).mean(), abs=1e-12
    )


def test_the_word(make):
    scale = make.scale(1, 5)

    def word(rows):
        return agreement_word(rows_of(make, {"team": rows})["team"], scale)

    assert word([[2, 3], [3, 2], [4, 4]] * 2) == "united"  # a deviation of 2/3; 5/6 is the limit
    assert word([[2, 2], [4, 4]] * 3) == "split"  # exactly 1
    assert word([[2, 2], [4, 4]] * 3 + [[3, 3]]) == "mixed"  # 6/7
    assert word([[2, 2], [4, 4]] * 2 + [[2, 2], [3, 3]]) == "united"  # exactly 5/6
    assert word(SPREAD[:5]) is None
