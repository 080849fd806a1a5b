"""Two engagements computed by hand; every expected value is the arithmetic written out.

Tables beside the answers hold the steps above the worst answer.
"""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from salesex.scoring.assessment import score_engagement


def expect(result, expected):
    """Compare rows: (level, id, scope, scope_id) -> (score, n), or a reason where hidden."""
    for key, value in expected.items():
        row = result.score(*key)
        if isinstance(value, str):
            assert (row.score, row.n, row.reason) == (None, None, value), key
        else:
            assert row.score == pytest.approx(float(value[0]), abs=1e-9), key
            assert (row.n, row.status) == (value[1], "ok"), key


def test_two_groups_five_items_missing_cells_and_a_reverse_item(make):
    items = ["A", "B", "C", "D", make.item("E", "E", reverse=True)]
    engagement = make.engagement(
        make.profile({"service": items}), [make.group("team"), make.group("others", "external")]
    )
    answers = {
        "team": [  # steps          own score
            [4, 3, 5, 2, 2],  # 3 2 4 1 3      13/5 steps = 65
            [5, 4, 4, 3, 1],  # 4 3 3 2 4      16/5       = 80
            [3, 3, None, 2, 3],  # 2 2 - 1 2    7/4       = 43.75
            [2, 4, 3, "?", 2],  # 1 3 2 - 3     9/4       = 56.25
            [4, 5, 5, 4, 1],  # 3 4 4 3 4      18/5       = 90
            [None, None, 4, 3, 5],  # 3 of 5 answered: does not count
        ],
        "others": [
            [2, 2, 3, 3, 4],  # 1 1 2 2 1       7/5       = 35
            [3, 1, 2, 2, 5],  # 2 0 1 1 0       4/5       = 20
            [2, 2, 2, "?", 4],  # 1 1 1 - 1     4/4       = 25
            [1, 3, 3, 2, 3],  # 0 2 2 1 2       7/5       = 35
            [2, 2, 4, 3, 4],  # 1 1 3 2 1       8/5       = 40
        ],
    }
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]

    team = Fraction(65 + 70 + 80, 3)  # C and D have four answers each: hidden, not in the dimension
    others = Fraction(25 + 25 + 45 + 25, 4)  # D has four
    both = (5 * team + 5 * others) / 10
    g, t, o = "group", "team", "others"
    expect(
        result,
        {
            ("item", "A", g, t): (Fraction(100 * 13, 4 * 5), 5),
            ("item", "B", g, t): (Fraction(100 * 14, 4 * 5), 5),
            ("item", "C", g, t): "few",
            ("item", "D", g, t): "few",
            ("item", "E", g, t): (Fraction(100 * 16, 4 * 5), 5),
            ("item", "A", g, o): (25, 5),
            ("item", "C", g, o): (45, 5),
            ("item", "D", g, o): "few",
            ("item", "A"): (Fraction(65 + 25, 2), 10),
            ("item", "B"): (Fraction(70 + 25, 2), 10),
            ("item", "C"): (45, 5),
            ("item", "D"): "few",
            ("item", "E"): (Fraction(80 + 25, 2), 10),
            ("dimension", "service", g, t): (team, 5),
            ("dimension", "service", g, o): (others, 5),
            ("dimension", "service", "perspective", "self"): (team, 5),
            ("dimension", "service", "perspective", "external"): (others, 5),
            ("dimension", "service"): (both, 10),
            ("overall", "overall"): (both, 10),
        },
    )
    # own scores without hidden items: 8 11 6 7 11 thirds of a step around 215/3 points, and
    # 5 3 4 6 6 quarters around 30
    assert 10 < math.sqrt(Fraction(15**2 + 60**2 + 65**2 + 40**2 + 60**2, 9) / 4) < 20  # three items: tens
    assert 5 < math.sqrt(Fraction(5**2 + 45**2 + 20**2 + 30**2 + 30**2, 16) / 4) < 10  # four items: fives
    squares_team, squares_others = 4 * 20**2, 4 * 10**2
    between = 5 * (team - both) ** 2 + 5 * (others - both) ** 2
    sd = {
        ("dimension", "service", g, t): 20**2,
        ("dimension", "service", g, o): 10**2,
        ("dimension", "service"): (squares_team + squares_others + between) / 9,
        # item A: 75 100 50 25 75 around 65, 25 50 25 0 25 around 25, both around 45
        ("item", "A"): Fraction(100 + 1225 + 225 + 1600 + 100 + 625 + 625 + 10 * 20**2, 9),
    }
    for key, variance in sd.items():
        assert result.score(*key).sd == pytest.approx(math.sqrt(variance), abs=1e-9), key
    assert result.score("item", "A", g, t).sd is None  # under ten answers
    assert result.score("overall", "overall").sd is None


def test_five_groups_with_single_role_small_group_no_answers_and_facets(make):
    item = make.item
    questionnaire = make.profile(
        {
            "strategy": {
                "goals": ["S1", item("S2", "S2", weight=2)],
                "plan": [item("S3", "S3", reverse=True), "S4"],
            },
            "trust": {"open": ["T1", "T2"]},
        },
        scale=make.scale(0, 4),
    )
    engagement = make.engagement(
        questionnaire,
        [
            make.group("head", single_role=True, consent=True),
            make.group("team"),
            make.group("storage"),
            make.group("office", "external"),
            make.group("customers", "mirror"),
        ],
    )
    answers = {
        "head": [[4, 3, 1, 2, 3, 4]],  # steps 4 3 3 2 | 3 4
        "team": [  # S2 weighs 2             own score, strategy
            [2, 3, 2, 1, 4, 3],  # 2 3 2 1   10/4 steps = 62.5 without S4
            [3, 2, 1, "?", 3, 3],  # 3 2 3 -  10/4      = 62.5
            [1, "?", 3, 2, 2, "?"],  # 3 of 5 weight, 1 of 2: counts nowhere
            [4, 4, 0, 3, 3, 2],  # 4 4 4 3   16/4       = 100
            [2, 1, 2, None, 4, 4],  # 2 1 2 - 6/4       = 37.5
            [0, 2, 4, 1, 1, 2],  # 0 2 0 1    4/4       = 25
            [3, 3, 1, "?", 2, 3],  # 3 3 3 -  12/4      = 75
        ],
        "storage": [[0, 0, 4, 0, 0, 0]] * 3,
        "office": [
            [1, 1, 3, 1, "?", "?"],  # counts in strategy only
            [2, 1, 2, 2, 2, 1],
            [1, 0, 3, 1, 1, 2],
            [0, 1, 4, 1, 2, 2],
            [1, 4, 2, 0, 3, 1],
            [2, 2, 3, 3, 1, 1],
        ],
        "customers": [
            [2, 4, 2, 2, 2, 2],
            [3, 1, 2, 1, 1, 3],
            [1, 1, 1, 2, 2, 2],
            [2, 3, 2, 3, 3, 1],
            [2, 3, 3, 0, 2, 2],
        ],
    }
    result = score_engagement(engagement, make.responses(engagement, answers))["profile"]

    # team: S1 14, S2 15, S3 14 steps of six people; S4 has three answers and stays out
    s1, s2, s3 = Fraction(25 * 14, 6), Fraction(25 * 15, 6), Fraction(25 * 14, 6)
    team = (s1 + 2 * s2 + s3) / 4
    head = Fraction(25 * (4 + 2 * 3 + 3 + 2), 5)
    # office: S1 7, S2 9, S3 7, S4 8 steps of six people
    office = (Fraction(25 * 7, 6) + 2 * Fraction(25 * 9, 6) + Fraction(25 * 7, 6) + Fraction(25 * 8, 6)) / 5
    customers = Fraction(25 * 10 + 2 * 25 * 12 + 25 * 10 + 25 * 8, 5 * 5)
    own = (1 * head + 5 * team) / 6
    overall = (1 * head + 5 * team + 5 * office) / 11
    trust = (1 * Fraction(25 * 7, 2) + 5 * Fraction(25 * 17, 6) + 5 * 40) / 11
    g = "group"
    p = "perspective"
    expect(
        result,
        {
            ("dimension", "strategy", g, "head"): (75, 1),
            ("dimension", "strategy", g, "team"): (Fraction(725, 12), 6),
            ("dimension", "strategy", g, "storage"): "left_out",
            ("dimension", "strategy", g, "office"): (Fraction(100, 3), 6),
            ("dimension", "strategy", g, "customers"): (52, 5),
            ("dimension", "strategy", p, "self"): (Fraction(4525, 72), 7),
            ("dimension", "strategy", p, "external"): (office, 6),
            ("dimension", "strategy", p, "mirror"): (customers, 5),
            ("dimension", "strategy"): (Fraction(2175, 44), 13),
            ("facet", "goals", g, "head"): "few",
            ("facet", "goals", g, "team"): ((s1 + 2 * s2) / 3, 6),
            ("facet", "plan", g, "team"): (s3, 6),  # half of its weight is enough
            ("facet", "goals", p, "self"): ((Fraction(250, 3) + 5 * Fraction(550, 9)) / 6, 7),
            ("facet", "goals"): ((Fraction(250, 3) + 5 * Fraction(550, 9) + 5 * Fraction(625, 18)) / 11, 13),
            ("facet", "plan"): ((Fraction(125, 2) + 5 * Fraction(175, 3) + 5 * Fraction(125, 4)) / 11, 13),
            ("item", "S1", g, "head"): "few",
            ("item", "S1", p, "self"): ((100 + 5 * s1) / 6, 7),
            ("item", "S1"): ((100 + 5 * s1 + 5 * Fraction(175, 6)) / 11, 13),
            ("item", "S4", g, "team"): "few",
            ("item", "S4", p, "self"): "few",  # only the head of sales is left
            ("item", "S4"): ((1 * 50 + 5 * Fraction(100, 3)) / 6, 7),
            ("item", "S4", g, "storage"): "left_out",
            ("dimension", "trust", g, "head"): (Fraction(175, 2), 1),
            ("dimension", "trust", g, "team"): (Fraction(425, 6), 6),
            ("dimension", "trust", g, "office"): (40, 5),
            ("dimension", "trust", g, "customers"): (50, 5),
            ("dimension", "trust"): (trust, 12),
            ("item", "T1", g, "office"): (45, 5),
            ("item", "T2", g, "office"): (35, 5),
            ("overall", "overall", g, "team"): ((team + Fraction(425, 6)) / 2, 6),
            ("overall", "overall", g, "storage"): "left_out",
            ("overall", "overall"): ((overall + trust) / 2, 12),
        },
    )
    assert own == Fraction(4525, 72)
    # team's own scores around 725/12; pooled with the head's 75 all seven have the mean 62.5
    squares = 2 * Fraction(125, 2) ** 2 + 100**2 + Fraction(75, 2) ** 2 + 25**2 + 75**2 - Fraction(725**2, 24)
    assert 20 < math.sqrt(squares / 5) < 30  # of fewer than ten, over three items: told in tens
    pooled = 5 * 30**2 + Fraction(25, 2) ** 2 + 6 * Fraction(25, 12) ** 2
    assert result.score("dimension", "strategy", g, "team").sd == 30
    assert result.score("dimension", "strategy", p, "self").sd == pytest.approx(
        math.sqrt(pooled / 6), abs=1e-9
    )
    assert result.score("dimension", "strategy", g, "head").sd is None
    assert [(row.group, row.answered, row.status) for row in result.participation] == [
        ("head", 1, "ok"),
        ("team", 7, "ok"),
        ("storage", None, "suppressed"),
        ("office", 6, "ok"),
        ("customers", 5, "ok"),
    ]
    assert {(row.dimension, row.group, row.reason) for row in result.left_out} == {
        ("strategy", "storage", "left_out"),
        ("trust", "storage", "left_out"),
    }
