"""Derivations: every stored number comes out again, and nothing is shown that disclosure hides."""

from __future__ import annotations

import io
import random
import re
import typing
from collections import Counter
from dataclasses import replace

import attacker
import pytest
from rich.console import Console

from salesex.cli.derivations.show import parts
from salesex.errors import NothingToShowError
from salesex.model.derivation import Derivation, Hidden, Ref
from salesex.model.keys import KeyKind, keys_of
from salesex.model.results import Provenance, ResponsesVersion, Results
from salesex.model.rules import DEFAULT_SEED, Light
from salesex.model.soundness import missing_share
from salesex.pipeline.assessment import about
from salesex.scoring.assessment import score_engagement
from salesex.scoring.derive import NotReproducedError, derive
from salesex.scoring.recount import recount

ENGAGEMENTS = 60
REASONS = {
    "person_stage",
    "few",
    "left_out",
    "no_consent",
    "few_items",
    "one_person",
    "few_complete",
    "together",
    "difference",
    "spread",
    "undefined",
}


def results_of(engagement, responses):
    made = Provenance("0", "0", DEFAULT_SEED, {}, ResponsesVersion(1, ""))
    scored = score_engagement(engagement, responses)
    return Results(engagement=about(engagement), provenance=made, questionnaires=scored)


def recounts(engagement, responses):
    asked = engagement.questionnaires
    return {one.id: recount(engagement, responses, one, DEFAULT_SEED) for one in asked}


def all_of(engagement, responses):
    """Every key with what explaining it gives."""
    results = results_of(engagement, responses)
    counted = recounts(engagement, responses)
    return results, {
        name: derive(results, key, counted[key.questionnaire]) for name, key in keys_of(results).items()
    }


def answers_of(draw, sizes, items, skipped=0.08):
    def cell():
        return draw.choice([None, "?"]) if draw.random() < skipped else draw.randint(1, 4)

    return {name: [[cell() for _ in range(items)] for _ in range(size)] for name, size in sizes.items()}


def whole(make, minimum=3):
    """A profile with types, facets, weights, reverse items and gaps; a roadmap with a start and a light."""
    dimensions = {
        "strategy": {"x": ["A", make.item("B", "B", weight=2)], "y": [make.item("C", "C", reverse=True)]},
        "management": ["D", make.item("E", "E", scored=False)],
        "relationship": ["F", "G"],
        "information": ["H"],
    }
    profile = make.profile(dimensions, types=make.sales_types(), gaps=make.gap_rules())
    stages = [
        {"t": [make.item("S1", "S1", scored=False)], "o": [make.item("S2", "S2", scored=False)]},
        {"t": [make.item("T1", "T1", tags=("l",))], "o": ["O1", "O2"]},
        {"t": ["T2", "T3"], "o": [make.item("O3", "O3", tags=("l",))]},
    ]
    road = make.roadmap(stages, first=0, lights={"light": Light("Light", "l")})
    groups = [
        make.group("head", single_role=True, consent=True),
        make.group("team", invited=12),
        make.group("inside", invited=4),
        make.group("it"),
        make.group("office", "external"),
        make.group("tiny", "external"),
        make.group("buyers", "mirror"),
    ]
    return make.engagement([profile, road], groups, minimum)


def whole_answers(make, seed=1, skipped=0.08, **sizes):
    sizes = {"head": 1, "team": 30, "inside": 7, "it": 2, "office": 7, "tiny": 1, "buyers": 4} | sizes
    return make.responses(whole(make), answers_of(random.Random(seed), sizes, 16, skipped))


def counted_rows(found):
    """Rows of tables that tell how often answers were given, with their n."""
    for step in found.steps:
        columns = step.table.columns if step.table else ()
        heads = [at for at, column in enumerate(columns) if column.startswith("count:")]
        for row in step.table.rows if heads else ():
            if not isinstance(row[heads[0]], Hidden):
                yield row[columns.index("n")], [row[at] for at in heads]


def told(results, found, minimum, open_roles):
    """Check that all counts of people in a derivation may be told."""
    assert found.n is None or found.n >= minimum or found.n <= len(open_roles)
    for n, counts in counted_rows(found):
        assert n >= 2 * minimum
        assert sum(counts) == n
    for step in found.steps:
        if step.code == "answers" and step.table is not None:
            assert found.n >= 2 * minimum
        for row in step.table.rows if step.table else ():
            cells = dict(zip(step.table.columns, row))
            scope = cells.get("scope")
            alone = isinstance(scope, Ref) and scope.id in open_roles
            if isinstance(cells.get("n"), int) and isinstance(scope, Ref):
                assert cells["n"] >= minimum or cells["n"] <= len(open_roles)
            if alone and found.about.kind in {"item", "facet"} and "score" in cells:
                assert isinstance(cells["score"], Hidden)


@pytest.mark.long
def test_every_key_of_random_engagements_is_derived_or_hidden_with_a_reason(make):
    shown = 0
    for seed in range(ENGAGEMENTS):
        engagement, pattern = attacker.random_engagement(seed, make)
        draw = random.Random(seed)
        answers = {
            name: [
                [draw.randint(1, 5) if given else draw.choice([None, "?"]) for given in row] for row in rows
            ]
            for name, rows in pattern.items()
        }
        open_roles = {group.id for group in engagement.groups if group.single_role and group.consent}
        try:
            results, found = all_of(engagement, make.responses(engagement, answers))
        except NothingToShowError:
            continue
        for name, one in found.items():
            if isinstance(one, Derivation):
                shown += 1
                assert one.key == name
                told(results, one, engagement.privacy.min_group_size, open_roles)
            else:
                assert one.reason in REASONS
    assert shown > 1000


def test_every_stored_number_has_a_key_that_comes_to_it(make):
    engagement = whole(make)
    results, found = all_of(engagement, whole_answers(make))
    values = {name: one.value for name, one in found.items() if isinstance(one, Derivation)}
    stored = []
    for part in results.questionnaires.values():
        stored += [row.alpha for row in part.reliability if row.alpha is not None]
        stored += [row.ad_mean for row in part.agreement if row.ad_mean is not None]
        stored += [row.icc1 for row in part.agreement if row.icc1 is not None]
        stored += [share for row in part.missing if (share := missing_share(row)) is not None]
        stored += [row.score for row in part.influence if row.score is not None]
        stored += [row.score for row in part.scores if row.score is not None]
        stored += [row.gap for row in part.gaps]
        stored += [row.start for row in part.roadmap if row.start is not None]
        stored += [row.stage for row in part.roadmap if row.stage is not None]
        stored += [row.score for row in part.lights if row.score is not None]
        stored += [Ref("type", row.type) for row in part.types if row.type is not None]
    assert Counter(values.values()) == Counter(stored)
    assert len(stored) > 250
    told_of = {"head"}
    for one in found.values():
        if isinstance(one, Derivation):
            told(results, one, 3, told_of)


def test_sums_come_to_the_stored_score(make):
    engagement = whole(make)
    _, found = all_of(engagement, whole_answers(make))
    checked = 0
    for one in found.values():
        if not isinstance(one, Derivation) or one.steps[0].sum is None or one.kind == "influence":
            continue
        first = one.steps[0].sum
        if None not in first.values:
            assert first.of(first.values) == pytest.approx(one.value, abs=1e-9)
            checked += 1
    assert checked > 60


def test_a_dimension_of_a_group_starts_from_counts_of_answers(make):
    questionnaire = make.profile({"one": [make.item("A", "A", weight=3), make.item("B", "B", reverse=True)]})
    engagement = make.engagement(questionnaire, [make.group("team", invited=8)], minimum=3)
    responses = make.responses(engagement, {"team": [[5, 1], [5, 2], [4, 1], [3, 5], [1, None], [5, 1]]})
    _, found = all_of(engagement, responses)
    table = found["profile.one@team"].steps[0].table
    assert table.columns == ("item", "n", "weight", *(f"count:{answer}" for answer in range(1, 6)), "score")
    # 70 % of the weight: the fifth answered 3 of 4
    first, second = table.rows
    assert first == (Ref("item", "A"), 6, 3.0, 1, 0, 1, 1, 3, pytest.approx(70.833333333))
    assert second[:3] == (Ref("item", "B"), 5, 1.0)
    assert {cell.reason for cell in second[3:8]} == {"spread"}
    assert second[8] == 75.0
    assert found["profile.one@team"].value == pytest.approx((3 * 70.833333333 + 75) / 4, abs=1e-8)
    answers = found["profile.A@team"].steps[0]
    assert answers.table.rows == ((1, 0.0, 1), (2, 25.0, 0), (3, 50.0, 1), (4, 75.0, 1), (5, 100.0, 3))
    assert found["profile.B@team"].steps[0].table is None


def test_counts_of_a_reverse_item_stand_as_they_were_given(make):
    questionnaire = make.profile({"one": [make.item("A", "A", reverse=True)]})
    engagement = make.engagement(questionnaire, [make.group("team")], minimum=3)
    _, found = all_of(engagement, make.responses(engagement, {"team": [[1]] * 4 + [[2]] * 2}))
    rows = found["profile.A@team"].steps[0].table.rows
    assert rows == ((1, 100.0, 4), (2, 75.0, 2), (3, 50.0, 0), (4, 25.0, 0), (5, 0.0, 0))
    whole_ = found["profile.one@team"].steps[0].table.rows[0]
    assert whole_[2:7] == (4, 2, 0, 0, 0)


def test_a_single_role_enters_a_pooled_item_unseen(make):
    engagement = whole(make)
    results, found = all_of(engagement, whole_answers(make))
    assert found["profile.A@head"] == Hidden("one_person")
    assert found["profile.type@head"] == Hidden("person_type")
    rows = {row[0].id: row for row in found["profile.x@self"].steps[0].table.rows}
    assert rows["head"][-1] == Hidden("one_person")
    assert None in found["profile.x@self"].steps[0].sum.values
    assert found["profile.strategy@head"].steps[0].code == "one_person"
    assert results.questionnaires["profile"].score("dimension", "strategy", "group", "head").score is not None


def test_a_remainder_is_a_scope_and_the_groups_in_it_are_hidden(make):
    engagement = whole(make)
    _, found = all_of(engagement, whole_answers(make, inside=2, it=2))
    assert found["profile.strategy@rest-self"].n == 4
    assert isinstance(found["profile.strategy@inside"], Hidden)
    assert found["profile.strategy@tiny"] == Hidden("left_out")


@pytest.mark.parametrize("seed", range(4))
def test_types_stages_and_gaps_of_other_answers_come_out_again(make, seed):
    _, found = all_of(whole(make), whole_answers(make, seed=seed))
    kinds = Counter(one.kind for one in found.values() if isinstance(one, Derivation))
    assert kinds["type"] > 3
    assert kinds["stage"] == kinds["start"] == 3


def changed(results, questionnaire, **parts):
    part = replace(results.questionnaires[questionnaire], **parts)
    return replace(results, questionnaires={**results.questionnaires, questionnaire: part})


def test_what_does_not_come_out_again_is_a_bug(make):
    engagement = whole(make)
    responses = whole_answers(make, skipped=0.0)
    results = results_of(engagement, responses)
    counted = recounts(engagement, responses)
    part, road = results.questionnaires["profile"], results.questionnaires["roadmap"]
    keys = keys_of(results)

    def nudged(rows, at, name, by=2e-9):
        row = rows[at]
        value = getattr(row, name)
        other = value + by if isinstance(value, float) else by
        return (*rows[:at], replace(row, **{name: other}), *rows[at + 1 :])

    item = next(at for at, row in enumerate(part.scores) if (row.id, row.scope_id) == ("A", "team"))
    wrong = {
        "profile.A@team": changed(results, "profile", scores=nudged(part.scores, item, "score")),
        "profile.strategy@team": changed(results, "profile", scores=nudged(part.scores, item, "score", 1.0)),
        "profile.type": changed(results, "profile", types=nudged(part.types, 0, "margin")),
        "profile.gap.strategy": changed(results, "profile", gaps=nudged(part.gaps, 0, "p_adjusted")),
        "roadmap.stage": changed(results, "roadmap", roadmap=nudged(road.roadmap, 0, "difference", 5)),
        "roadmap.start": changed(results, "roadmap", roadmap=nudged(road.roadmap, 0, "start")),
        "profile.missing.strategy": changed(results, "profile", missing=nudged(part.missing, 0, "low")),
        "profile.influence.strategy@team": changed(
            results, "profile", influence=[replace(row, change=0.0) for row in part.influence]
        ),
        "profile.agreement.strategy@team": changed(
            results, "profile", agreement=[replace(row, rwg_j=0.5) for row in part.agreement]
        ),
        "profile.reliability.strategy": changed(
            results, "profile", reliability=nudged(part.reliability, 0, "omega")
        ),
        "roadmap.light.light": changed(results, "roadmap", lights=nudged(road.lights, 0, "score")),
    }
    for name, stored in wrong.items():
        key = keys[name]
        assert isinstance(derive(results, key, counted[key.questionnaire]), Derivation)
        with pytest.raises(NotReproducedError):
            derive(stored, key, counted[key.questionnaire])


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_derivation_is_said_in_words_that_fit(make, language):
    engagement = whole(make)
    kinds = set()
    for skipped in (0.0, 0.08):
        results, found = all_of(engagement, whole_answers(make, skipped=skipped))
        for at, one in enumerate(found.values()):
            if isinstance(one, Derivation) and (at % 16 == 0 or one.kind not in kinds):
                kinds.add(one.kind)
                lines = said(results, one, language)
                assert max(map(len, lines)) <= 80
                assert not re.search(r"\{\w+\}", "".join(lines))
    assert kinds == set(typing.get_args(KeyKind))


def said(results, found, language):
    console = Console(width=80, file=io.StringIO())
    for part in parts(results, found, language):
        console.print(part)
    return console.file.getvalue().splitlines()


def test_a_distribution_is_shown_from_twice_the_minimum_on_only(make):
    questionnaire = make.profile({"one": ["A", "B"]})
    engagement = make.engagement(questionnaire, [make.group("team")], minimum=3)
    for people, shown in ((5, False), (6, True)):
        _, found = all_of(engagement, make.responses(engagement, {"team": [[3, 4]] * people}))
        rows = list(counted_rows(found["profile.one@team"]))
        assert bool(rows) is shown
        assert (found["profile.A@team"].steps[0].table is not None) is shown


def test_a_policy_that_tells_spreads_of_the_few_is_noticed(make, monkeypatch):
    from salesex.scoring import disclosure

    monkeypatch.setattr(disclosure, "spread_allowed", lambda n, minimum: True)
    engagement = whole(make)
    results, found = all_of(engagement, whole_answers(make))
    with pytest.raises(AssertionError):
        for one in found.values():
            if isinstance(one, Derivation):
                told(results, one, 3, {"head"})
