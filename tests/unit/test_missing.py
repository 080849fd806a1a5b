from __future__ import annotations

from fractions import Fraction

import pytest

from salesex.model.rules import Scoring
from salesex.scoring.assessment import score_engagement

HALF = Scoring(min_answered_share=0.5)


def rows_of(make, answers, *, items=("A", "B", "C"), groups=(), minimum=3, **more):
    more.setdefault("scoring", HALF)
    groups = [make.group("team"), make.group("office", "external"), *groups]
    engagement = make.engagement(make.profile({"one": list(items)}, **more), groups, minimum)
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]
    return result, {row.scope_id: row for row in result.missing}


TEAM = [[5, 4, None], [4, "?", 3], [3, 2, 1], ["?", 5, 5]]  # steps 4 3 - | 3 - 2 | 2 1 0 | - 4 4


def test_shares_and_range_by_hand(make):
    result, rows = rows_of(make, {"team": TEAM})
    found = rows["team"]
    assert (found.n, found.missing, found.no_answer) == (4, round(1 / 12, 9), round(2 / 12, 9))
    low = [Fraction(100 * steps, 16) for steps in (9, 8, 6)]  # four people, four steps
    high = [Fraction(100 * (steps + 4), 16) for steps in (9, 8, 6)]
    assert found.low == pytest.approx(float(sum(low) / 3), abs=1e-9)
    assert found.high == pytest.approx(float(sum(high) / 3), abs=1e-9)
    assert found.low < result.score("dimension", "one", "group", "team").score < found.high
    assert found.hidden_items == ()


@pytest.mark.parametrize(("fill", "bound"), [(1, "low"), (5, "high")])
def test_the_range_is_the_score_of_filled_answers(make, fill, bound):
    items = ["A", make.item("B", "B", reverse=True, weight=2), "C"]
    office = [[1, None, 2], [2, 3, 4], [5, 5, "?"], [1, 2, 2], [2, 2, 1], [4, 2, 3], [3, 3, 3]]
    _, rows = rows_of(make, {"team": TEAM, "office": office}, items=items)

    def filled(people):
        back = 6 - fill
        return [
            [(back if at == 1 else fill) if x in (None, "?") else x for at, x in enumerate(row)]
            for row in people
        ]

    complete, _ = rows_of(make, {"team": filled(TEAM), "office": filled(office)}, items=items)
    for scope, key in (("overall", None), ("perspective", "self"), ("group", "office")):
        expected = complete.score("dimension", "one", scope, key).score
        assert getattr(rows[key], bound) == pytest.approx(expected, abs=1e-9)


def test_nothing_missing_leaves_nothing_open(make):
    result, rows = rows_of(make, {"team": [[5, 4, 2], [4, 1, 3], [3, 2, 1]]})
    score = result.score("dimension", "one").score
    assert {(row.missing, row.no_answer, row.low, row.high) for row in rows.values()} == {
        (0.0, 0.0, score, score)
    }


def test_a_hidden_item_is_in_no_share_and_may_be_anything(make):
    team = [[5, 4, None], [4, 3, None], [3, 2, 1], [2, 5, 5]]
    found = rows_of(make, {"team": team})[1]["team"]
    assert (found.missing, found.no_answer, found.hidden_items) == (0.0, 0.0, ("C",))
    shown = Fraction(100 * 10, 16) * 2
    assert found.low == pytest.approx(float(shown / 3), abs=1e-9)
    assert found.high == pytest.approx(float((shown + 100) / 3), abs=1e-9)
    changed = [[*row[:2], None if row[2] is None else 3] for row in team]
    assert rows_of(make, {"team": changed})[1]["team"] == found
    silent = [[*row[:2], None if row[2] is None else "?"] for row in team]
    assert rows_of(make, {"team": silent})[1]["team"] == found


def test_who_does_not_count_and_who_is_left_out_is_not_missing(make):
    rows = rows_of(
        make, {"team": [[5, 4, 2], [4, 1, 3], [3, 2, 1], [None, None, 4]], "office": [[None, 1, 1]]}
    )[1]
    assert rows[None].n == 3
    assert rows[None].missing == 0.0
    assert set(rows) == {None, "self", "team"}


def test_a_single_person_counts_but_has_no_row(make):
    head = make.group("head", single_role=True, consent=True)
    rows = rows_of(make, {"team": [[5, 4, 2]] * 3, "head": [[1, None, 1]]}, groups=[head])[1]
    assert set(rows) == {None, "self", "team"}
    assert (rows["self"].n, rows["self"].missing) == (4, round(1 / 12, 9))
    # the head weighs 1, the team 3; an item of the head's may be 0 to 100
    assert rows["self"].high - rows["self"].low == pytest.approx(100 / 3 / 4, abs=1e-9)
    alone = rows_of(make, {"office": [[5, 4, 2]] * 3, "head": [[1, None, 1]]}, groups=[head])[1]
    assert set(alone) == {None, "external", "office"}


def test_unscored_items_are_nobodys_business_but_indicators_of_stage_0_are(make):
    items = ["A", "B", make.item("C", "C", scored=False)]
    rows = rows_of(make, {"team": [[1, 2, None]] * 3}, items=items)[1]
    assert rows["team"].missing == 0.0
    start = [make.item("S", "S", scored=False), make.item("T", "T", scored=False)]
    roadmap = make.roadmap([{"x": start}, {"x": ["A", "B"]}], first=0)
    engagement = make.engagement(roadmap, [make.group("team")], 3)
    answers = make.responses(
        engagement, {"team": [[1, None, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, "?", 4]]}
    )
    found = score_engagement(engagement, answers)["roadmap"].missing
    assert [(row.id, row.missing, row.no_answer) for row in found if row.scope == "overall"] == [
        ("0.x", 0.125, 0.0),
        ("1.x", 0.0, 0.125),
    ]
