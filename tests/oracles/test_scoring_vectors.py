"""The test vectors of the design: types, stages, gaps, disclosure, and the leak of a skipped item.

`vectors/` holds copies of the two files the design was proved with.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from salesex.model.rules import GapRules, RoadmapRules
from salesex.scoring.assessment import score_engagement
from salesex.scoring.disclosure import GroupCounts, decide
from salesex.scoring.gaps import classify_gap
from salesex.scoring.maturity import AxisScores, judge
from salesex.scoring.types import classify

VECTORS = Path(__file__).parent / "vectors"


def load(name):
    return yaml.safe_load((VECTORS / name).read_text(encoding="utf-8"))


RULES = load("scoring_defaults.yaml")["vectors"]
MEASURED = load("measurement_vectors.yaml")
DISCLOSURE = [
    vector
    for vector in MEASURED["disclosure"]
    if "groups" in vector and all(people["unit"] is None for people in vector["respondents"])
]


def test_every_vector_is_here():
    assert [len(RULES[kind]) for kind in ("types", "stages", "gaps")] == [26, 6, 11]
    assert len(DISCLOSURE) == 6


@pytest.mark.parametrize("vector", RULES["types"], ids=lambda vector: str(vector["scores"]))
def test_type(vector, make):
    rules = make.sales_types()
    dimensions = rules.reference["champion"].profile
    found = classify(dict(zip(dimensions, vector["scores"])), rules, n=25, stability=0.95)
    assert {
        "type": found.type,
        "fit": round(found.fit, 1),
        "runner_up": found.runner_up,
        "margin": round(found.margin, 1),
        "qualifier": found.qualifier,
        "certainty": found.certainty,
        "tied": list(found.tied),
        "findings": list(found.notes),
    } == {key: value for key, value in vector.items() if key != "scores"}


@pytest.mark.parametrize("vector", RULES["stages"], ids=lambda vector: str(vector["stage"]))
def test_stage(vector):
    stages = {
        number: {axis: AxisScores(vector[axis][number - 1], {}) for axis in ("technical", "organisational")}
        for number in range(1, 8)
    }
    found = judge(("technical", "organisational"), stages, RoadmapRules())
    assert found.stage == vector["stage"]
    assert found.axis_stages == {
        "technical": vector["technical_stage"],
        "organisational": vector["organisational_stage"],
    }
    assert (found.difference, list(found.islands)) == (vector["difference"], vector["islands"])


@pytest.mark.parametrize("vector", RULES["gaps"], ids=str)
def test_gap(vector):
    assert classify_gap(vector["self"], vector["external"], GapRules()) == vector["class"]


@pytest.mark.parametrize("vector", DISCLOSURE, ids=lambda vector: vector["name"])
def test_disclosure(vector):
    found = decide(list(_counts(vector)), vector["min_group_size"])
    assert {block.id.replace("rest-", "rest:"): list(block.groups) for block in found.blocks} == vector[
        "blocks"
    ]
    reasons = {
        group: f"{reason}+left_out" if reason == "no_consent" and group in found.left_out else reason
        for group, reason in found.hidden.items()
    }
    expected = {
        group: "left_out" if reason == "few+left_out" else reason
        for group, reason in vector["hidden_groups"].items()
    }
    assert reasons == expected
    assert set(found.left_out) == {
        group for group, reason in vector["hidden_groups"].items() if reason.endswith("left_out")
    }
    hidden = {
        f"block:{block.id}:{item}": cell.reason
        for block in found.blocks
        if not block.one_person
        for item, cell in enumerate(block.cells)
        if cell.reason is not None
    }
    assert hidden == vector["hidden_items"]


def _counts(vector):
    skipped = [tuple(pair) for pair in vector["missing"]]
    first = 0
    for people in vector["respondents"]:
        group = vector["groups"][people["group"]]
        rows = range(first, first + people["n"])
        first += people["n"]
        items = tuple(sum((row, item) not in skipped for row in rows) for item in range(vector["items"]))
        yield GroupCounts(
            people["group"],
            group["perspective"],
            people["n"],
            items,
            single_role=bool(group["single_role"]),
            consent=bool(group["consent"]),
        )


def test_a_skipped_item_does_not_give_its_rater_away(make):
    leak = MEASURED["skip_leak"]
    items = ["A", "B", "C", "D"]
    engagement = make.engagement(make.profile({"all": items}), [make.group("team")])
    rows = [[None if x is None else 1 + x // 25 for x in row] for row in leak["answers"]]
    result = score_engagement(engagement, make.responses(engagement, {"team": rows}))["profile"]
    scores = [result.score("item", item, "group", "team") for item in items]
    assert [row.score for row in scores] == pytest.approx(leak["item_means"], abs=1e-9)
    assert [row.n for row in scores] == leak["item_n"]

    published = result.score("dimension", "all", "group", "team").score
    assert published == pytest.approx(leak["mean_of_item_means"], abs=1e-9)
    assert published == pytest.approx(float(Fraction(185, 3)), abs=1e-9)

    def attack(score):
        total = sum(row.n * row.score for row in scores)
        return (4 * 6 * score - total) / (Fraction(4, 3) - 1) / 3

    assert float(attack(leak["mean_of_rater_means"])) == pytest.approx(leak["truth"], abs=1e-5)
    assert abs(float(attack(published)) - leak["truth"]) > 40
