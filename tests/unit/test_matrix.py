from __future__ import annotations

import numpy as np
import pytest

from salesex.model import Respondent, Responses
from salesex.scoring.matrix import UNANSWERED, build_matrix


def matrix_of(make, dimensions, rows, **more):
    questionnaire = make.profile(dimensions, **more)
    engagement = make.engagement(questionnaire, [make.group("team")])
    return build_matrix(engagement, make.responses(engagement, {"team": rows}), questionnaire)


def test_steps_count_from_the_worst_answer_and_turn_reverse_items(make):
    items = ["A", make.item("B", "B", reverse=True)]
    matrix = matrix_of(make, {"one": items}, [[1, 1], [5, 5], [2, "?"], [None, 4]])
    assert matrix.span == 4
    assert matrix.sections[0].steps.tolist() == [[0, 4], [4, 0], [1, UNANSWERED], [UNANSWERED, 1]]


def test_a_scale_whose_best_is_the_least_turns_every_item_once(make):
    items = ["A", make.item("B", "B", reverse=True)]
    matrix = matrix_of(make, {"one": items}, [[1, 1], [6, 6]], scale=make.scale(1, 6, "min"))
    assert matrix.sections[0].steps.tolist() == [[5, 0], [0, 5]]


def test_the_widest_scale_fits(make):
    matrix = matrix_of(make, {"one": ["A"]}, [[-100], [100], [None]], scale=make.scale(-100, 100))
    assert matrix.sections[0].steps.tolist() == [[0], [200], [UNANSWERED]]
    assert matrix.sections[0].own[:2, 0].tolist() == [0.0, 100.0]


def test_who_counts_is_a_share_of_the_weight_of_scored_items(make):
    items = ["A", "B", make.item("C", "C", weight=2), make.item("D", "D", scored=False)]
    rows = [[3, 3, 3, None], [3, None, 3, 1], [3, 3, None, 5], [None, None, None, 5]]
    matrix = matrix_of(make, {"one": items}, rows)
    assert matrix.sections[0].counts.tolist() == [True, True, False, False]


@pytest.mark.parametrize(("share", "counts"), [(0.7, True), (0.71, False)])
def test_the_share_itself_is_enough(make, share, counts):
    from salesex.model.rules import Scoring

    row = [[3] * 7 + [None] * 3]
    items = [f"I{number}" for number in range(10)]
    matrix = matrix_of(make, {"one": items}, row, scoring=Scoring(min_answered_share=share))
    assert matrix.sections[0].counts.tolist() == [counts]


def test_weights_that_do_not_add_up_exactly_still_reach_the_share(make):
    from salesex.model.rules import Scoring

    items = [make.item(name, name, weight=weight) for name, weight in (("A", 0.1), ("B", 0.2), ("C", 0.3))]
    matrix = matrix_of(make, {"one": items}, [[3, 3, None]], scoring=Scoring(min_answered_share=0.5))
    assert matrix.sections[0].counts.tolist() == [True]


def test_half_is_enough_on_a_stage_axis_and_stage_0_stands_on_its_unscored_items(make):
    start = [make.item(name, name, scored=False) for name in ("Z1", "Z2")]
    questionnaire = make.roadmap([{"x": start}, {"x": ["A", "B"]}], first=0)
    engagement = make.engagement(questionnaire, [make.group("team")])
    rows = [[4, None, None, 2], [None, None, 4, 4]]
    matrix = build_matrix(engagement, make.responses(engagement, {"team": rows}), questionnaire)
    assert [part.counts.tolist() for part in matrix.sections] == [[True, False], [True, True]]
    assert matrix.sections[0].own[:, 0].tolist() == pytest.approx([100.0, np.nan], nan_ok=True)


def test_own_scores_are_weighted_means_for_the_whole_and_every_facet(make):
    facets = {"x": ["A", make.item("B", "B", weight=3)], "y": ["C"]}
    matrix = matrix_of(make, {"one": facets}, [[5, 1, 3], [5, 3, None]])
    assert matrix.sections[0].own[0].tolist() == [30.0, 25.0, 50.0]
    assert matrix.sections[0].own[1].tolist() == pytest.approx([62.5, 62.5, np.nan], nan_ok=True)


def test_respondents_are_sorted_by_group_and_code_and_others_left_aside(make):
    questionnaire = make.profile({"one": ["A"]})
    groups = [make.group("b"), make.group("a"), make.group("elsewhere", questionnaires=("other",))]
    engagement = make.engagement(questionnaire, groups)
    answers = {"a": [[1], [2]], "elsewhere": [[5]], "b": [[3]]}
    matrix = build_matrix(engagement, make.responses(engagement, answers), questionnaire)
    assert matrix.rows == {"b": slice(0, 1), "a": slice(1, 3)}
    assert matrix.sections[0].steps[:, 0].tolist() == [2, 0, 1]


def test_cannot_judge_is_taking_part_and_silence_is_not(make):
    matrix = matrix_of(make, {"one": ["A", "B"]}, [["?", None], [None, None]])
    assert matrix.took_part.tolist() == [True, False]


def test_no_responses_and_items_nobody_was_asked(make):
    from array import array

    questionnaire = make.profile({"one": ["A"]})
    engagement = make.engagement(questionnaire, [make.group("team")])
    empty = build_matrix(engagement, Responses((), (), array("b")), questionnaire)
    assert empty.rows == {"team": slice(0, 0)}
    other = Responses((Respondent("r1", "team"),), ("X",), array("b", [3]))
    assert build_matrix(engagement, other, questionnaire).sections[0].steps.tolist() == [[UNANSWERED]]
