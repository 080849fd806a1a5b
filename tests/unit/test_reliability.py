from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from salesex.model.quality import ReliabilityItem
from salesex.model.rules import Scoring
from salesex.scoring import coefficients, disclosure
from salesex.scoring.assessment import score_engagement
from salesex.scoring.item_findings import item_findings
from salesex.scoring.one_factor import fit_uniquenesses, omega_total
from salesex.scoring.reliability import FROM_RATERS

HALF = Scoring(min_answered_share=0.5)
GROUPS = (("team", "self"), ("office", "external"), ("buyers", "mirror"))


def result_of(make, answers, items="ABC", minimum=5, groups=GROUPS, **more):
    engagement = make.engagement(
        make.profile({"one": list(items)}, **more),
        [make.group(name, perspective) for name, perspective in groups],
        minimum,
    )
    return score_engagement(engagement, make.responses(engagement, answers))["profile"]


def drawn(n: int, k: int = 3, seed: int = 1) -> list[list[int | None]]:
    """Answers that hang together: everybody has a level of their own."""
    dice = random.Random(seed)
    levels = [dice.choice([2, 3, 4]) for _ in range(n)]
    return [[level + dice.choice([-1, 0, 0, 1]) for _ in range(k)] for level in levels]


def row(make, answers, **more):
    return result_of(make, answers, **more).reliability[0]


def skip(rows, *places):
    for person, item in places:
        rows[person][item] = None
    return rows


def test_a_plain_table(make):
    """Four patterns, six times each. Sums of products about the means of the four:
    10 8 7 / 8 8 6 / 7 6 6, so the total's is 66, the rows' are 25, 22, 19.
    """
    patterns = [[1, 1, 2], [2, 3, 2], [4, 3, 3], [5, 5, 5]]
    found = row(make, {"team": patterns * 6})
    assert (found.n, found.k, found.status, found.reason) == (24, 3, "ok", None)
    assert found.alpha == pytest.approx(3 / 2 * (1 - 24 / 66), abs=1e-9)
    assert found.mean_r == pytest.approx((8 / 80**0.5 + 7 / 60**0.5 + 6 / 48**0.5) / 3, abs=1e-9)
    assert found.items == (
        ReliabilityItem("A", round(15 / (10 * 26) ** 0.5, 9), round(2 * (1 - 14 / 26), 9)),
        ReliabilityItem("B", round(14 / (8 * 30) ** 0.5, 9), round(2 * (1 - 16 / 30), 9)),
        ReliabilityItem("C", round(13 / (6 * 34) ** 0.5, 9), round(2 * (1 - 18 / 34), 9)),
    )
    assert found.undefined == {}


def test_customers_and_people_left_out_take_no_part(make):
    first = row(make, {"team": drawn(24), "office": [[1, 5, 1]] * 3, "buyers": [[5, 1, 5]] * 9})
    assert first == row(make, {"team": drawn(24)})
    both = row(make, {"team": drawn(24), "office": drawn(12, seed=2)})
    assert both.n == 36


def test_it_is_shown_from_twenty_complete_raters_on(make):
    assert FROM_RATERS == 20
    few = row(make, {"team": drawn(19)})
    assert (few.n, few.k, few.alpha, few.items, few.status, few.reason) == (
        None,
        3,
        None,
        (),
        "suppressed",
        "few",
    )
    assert row(make, {"team": drawn(20)}).n == 20
    nineteen = skip(drawn(32), *((at, at % 3) for at in range(13)))
    assert row(make, {"team": nineteen}).reason == "few"


def test_it_is_shown_from_twice_the_minimum_on(make):
    assert row(make, {"team": drawn(23)}, minimum=12).reason == "few"
    assert row(make, {"team": drawn(24)}, minimum=12).n == 24


def test_who_skipped_an_item_must_be_nobody_or_several(make):
    def hidden(skipping):
        found = row(make, {"team": skip(drawn(40, 4), *((at, 0) for at in range(skipping)))}, items="ABCD")
        return found.reason, found.items_reason, found.n

    assert hidden(0) == (None, None, 40)
    assert {hidden(n) for n in range(1, 5)} == {("difference", "difference", None)}
    assert [hidden(n) for n in (5, 9)] == [(None, "difference", 35), (None, "difference", 31)]
    assert hidden(10) == (None, None, 30)


def test_two_items_need_what_single_items_need(make):
    def reason(skipping):
        rows = skip(drawn(40, 2), *((at, 0) for at in range(skipping)))
        return row(make, {"team": rows}, items="AB", scoring=HALF).reason

    assert [reason(n) for n in (0, 7, 12)] == [None, "difference", None]


def test_a_block_that_hides_an_item_takes_no_part(make):
    office = skip(drawn(6, 4, seed=3), (0, 1), (1, 1))  # four answered B
    alone = row(make, {"team": drawn(24, 4)}, items="ABCD")
    beside = row(make, {"team": drawn(24, 4), "office": office}, items="ABCD")
    assert replace(beside, items=alone.items, items_reason=None) == alone
    assert (beside.items, beside.items_reason) == ((), "difference")  # six others' spread would be left


def test_single_items_wait_for_their_pooled_spread(make):
    """Beside a team of 24, an office of 8 would show its items' spread by subtraction (B7)."""
    found = row(make, {"team": drawn(24), "office": drawn(8, seed=4)})
    assert (found.n, found.reason, found.items, found.items_reason) == (32, None, (), "difference")
    assert len(row(make, {"team": drawn(24), "office": drawn(10, seed=4)}).items) == 3


def test_single_persons_do_not_count_towards_twice_the_minimum(make):
    groups = [make.group(f"role{n}", single_role=True, consent=True) for n in range(12)]
    engagement = make.engagement(make.profile({"one": ["A", "B", "C"]}), [*groups, make.group("team")], 5)
    answers = {f"role{n}": [people] for n, people in enumerate(drawn(12, seed=7))}
    for size, reason in ((9, "few"), (10, None)):
        responses = make.responses(engagement, answers | {"team": drawn(size)})
        assert score_engagement(engagement, responses)["profile"].reliability[0].reason == reason


def attack(found, spread):
    """Answers of the one who skipped C, as far as shown numbers tell; everybody else is complete.

    Every pair of answers to A and B makes one alpha of the others: their item variances follow from
    the shown means and standard deviations, the variance of their sums from the dimension's.
    """
    alpha, n = found.reliability[0].alpha, 23
    team = {item: found.score("item", item, "group", "team") for item in "ABC"}
    mean = {item: team[item].score / 25 for item in team}
    squares = {item: (team[item].n - 1) * (team[item].sd / 25) ** 2 for item in team}
    whole = n * (spread / 25) ** 2
    for pair in itertools.product(range(5), repeat=2):
        others = {item: ((n + 1) * mean[item] - x) / n for item, x in zip("AB", pair)} | {"C": mean["C"]}
        rest = {item: squares[item] - (n + 1) / n * (x - mean[item]) ** 2 for item, x in zip("AB", pair)}
        rest["C"] = squares["C"]
        own = sum(pair) / 2 - sum(others.values()) / 3
        total = 9 * (whole - n / (n + 1) * own**2)
        if abs(3 / 2 * (1 - sum(rest.values()) / total) - alpha) < 1e-8:
            yield pair


def test_unguarded_alpha_gives_away_who_skipped_an_item(make, monkeypatch):
    team = drawn(24)
    team[5] = [1, 4, None]

    def found():
        return result_of(make, {"team": team}, scoring=HALF)

    guarded = found()
    assert (guarded.reliability[0].reason, guarded.reliability[0].alpha) == ("difference", None)
    monkeypatch.setattr(disclosure, "part_allowed", lambda parts, least: True)
    broken = found()
    assert list(attack(broken, broken.score("dimension", "one", "group", "team").sd)) == [(0, 3)]


def test_coefficients_that_do_not_exist(make):
    flat = row(make, {"team": [[3, 3, 3]] * 20})
    assert (flat.status, flat.reason, flat.alpha, flat.alpha_ci_low) == ("insufficient", None, None, None)
    assert flat.undefined == dict.fromkeys(("alpha", "omega", "mean_r"), "no_variance")
    assert {(item.item_rest, item.alpha_if_dropped) for item in flat.items} == {(None, None)}

    one_flat = row(make, {"team": [[first, 3, last] for first, _, last in drawn(20)]})
    assert one_flat.status == "ok"
    assert one_flat.undefined == dict.fromkeys(("omega", "mean_r"), "no_variance")
    assert [item.item_rest is None for item in one_flat.items] == [False, True, False]

    single = row(make, {"team": drawn(20, 1)}, items="A")
    assert (single.n, single.k, single.status) == (20, 1, "insufficient")
    assert set(single.undefined.values()) == {"one_item"}

    pair = row(make, {"team": drawn(20, 2)}, items="AB")
    assert pair.undefined == {"omega": "two_items"}
    assert [item.alpha_if_dropped for item in pair.items] == [None, None]

    same = row(make, {"team": [[a, b, a] for a, b, _ in drawn(20)]})
    assert same.undefined == {"omega": "singular"}

    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    long = row(make, {"team": drawn(20, len(letters))}, items=letters)
    assert long.undefined == {"omega": "few_raters"}
    assert 0 < long.alpha < 1


def test_an_item_without_weight_of_its_own_counts_alike_and_an_unscored_one_not(make):
    rows = drawn(24, 4)
    plain = row(make, {"team": rows}, items="ABCD")
    heavy = row(make, {"team": rows}, items=["A", "B", make.item("C", "C", weight=9), "D"])
    assert heavy == plain
    asked = row(make, {"team": rows}, items=["A", "B", "C", make.item("D", "D", scored=False)])
    assert asked == row(make, {"team": [people[:3] for people in rows]})


def test_a_roadmap_has_none(make):
    engagement = make.engagement(make.roadmap([{"x": ["A", "B"]}]), [make.group("team")])
    found = score_engagement(engagement, make.responses(engagement, {"team": [[3, 2], [1, 4]] * 12}))
    assert found["roadmap"].reliability == ()


def test_the_likelihood_is_highest_where_the_fit_says(make):
    """No other uniquenesses make the data likelier, and all slopes are nil: numbers, not the formulas."""
    rng = np.random.default_rng(3)
    for _ in range(5):
        data = rng.normal(size=(60, 6)) + rng.normal(size=(60, 1))
        correlations = np.corrcoef(data.T)

        def cost(uniquenesses, correlations=correlations):
            scale = np.sqrt(uniquenesses)
            values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
            loadings = scale * vectors[:, -1] * np.sqrt(values[-1] - 1)
            model = np.outer(loadings, loadings) + np.diag(uniquenesses)
            return np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, correlations))

        found = fit_uniquenesses(correlations)
        least = cost(found)
        for _ in range(50):
            assert cost(found * np.exp(rng.normal(0, 0.01, 6))) >= least
            assert cost(np.clip(found * np.exp(rng.normal(0, 0.5, 6)), 1e-3, 1)) >= least


def test_a_heywood_case_is_said_not_numbered():
    correlations = np.array([[1, 0.9, 0.7], [0.9, 1, 0.4], [0.7, 0.4, 1]])  # l_1^2 = .9 * .7 / .4 > 1
    assert omega_total(correlations) == "improper"


def test_contradicting_items_make_alpha_negative():
    assert coefficients.cronbach_alpha(np.array([[2.0, -0.5], [-0.5, 2.0]])) == pytest.approx(-2 / 3)


def test_an_item_that_runs_against_the_rest_is_named(make):
    rows = [[*people[:3], 6 - people[3]] for people in drawn(30, 4)]
    result = result_of(make, {"team": rows}, items="ABCD")
    finding = result.findings[-1]
    assert finding.code == "F-ITEM-AGAINST"
    assert finding.rank == max(one.rank for one in result.findings) > 1
    assert finding.evidence == ("reliability:one",)
    lowest = result.reliability[0].items[3].item_rest
    assert finding.values == {"dimension": "one", "items": "D", "item_rest": lowest, "n": 30}
    assert lowest < -0.3
    turned = result_of(make, {"team": rows}, items=["A", "B", "C", make.item("D", "D", reverse=True)])
    assert "F-ITEM-AGAINST" not in {one.code for one in turned.findings}


def test_the_hint_begins_at_its_bound(make):
    base = row(make, {"team": drawn(24)})

    def named(*rests):
        items = tuple(ReliabilityItem(item, rest, 0.5) for item, rest in zip("ABC", rests))
        return [draft.values["items"] for draft in item_findings([replace(base, items=items)])]

    assert named(-0.1, -0.4, None) == ["B,A"]
    assert named(-0.099, 0.0, None) == []
