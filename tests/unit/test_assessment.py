from __future__ import annotations

import pytest

from salesex.errors import NothingToShowError
from salesex.model.rules import GapRules
from salesex.scoring.assessment import score_engagement


def three(make):
    """A profile, a roadmap and a second profile, as one engagement asks them."""
    first = make.profile({"one": ["A"], "two": ["B"]}, id="first", gaps=GapRules())
    road = make.roadmap([{"x": ["C"]}, {"x": ["D"]}], id="road")
    last = make.profile({"three": ["E"]}, id="last", gaps=GapRules())
    groups = [make.group("team"), make.group("office", "external", invited=9)]
    return make.engagement([first, road, last], groups)


def test_results_keep_the_engagements_order_and_rank_over_all(make):
    engagement = three(make)
    answers = {"team": [[1, 1, 4, 0, 2]] * 5, "office": [[1, 2, 4, 0, 1]] * 5}
    results = score_engagement(engagement, make.responses(engagement, answers))
    assert list(results) == ["first", "road", "last"]
    ranks = {finding.rank: name for name, result in results.items() for finding in result.findings}
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    assert {ranks[1], ranks[2], ranks[3]} == {"first", "road", "last"}
    assert [result.definition for result in results.values()] == list(engagement.questionnaires)


def test_a_questionnaire_nobody_answered_is_there_and_hidden(make):
    engagement = three(make)
    answers = {"team": [[1, 1, None, None, None]] * 5, "office": [[1, 1, None, None, None]] * 4}
    results = score_engagement(engagement, make.responses(engagement, answers))
    assert {row.status for row in results["road"].scores} == {"suppressed"}
    assert results["road"].findings == ()
    assert [(row.answered, row.invited) for row in results["road"].participation] == [(None, None), (None, 9)]
    assert [row.answered for row in results["first"].participation] == [5, None]


def test_modes_are_counted(make):
    engagement = three(make)
    answers = {"team": [[1, 1, 1, 1, 1]] * 10}
    modes = {("team", number): "moderated" for number in range(5)}
    results = score_engagement(engagement, make.responses(engagement, answers, modes))
    assert results["first"].participation[0].modes == {"moderated": 5, "self": 5}


@pytest.mark.parametrize("sizes", [(4, 4), (0, 0), (4, 0)])
def test_nothing_to_show_says_why_and_what_to_do(make, sizes):
    engagement = three(make)
    answers = {name: [[1] * 5] * n for name, n in zip(("team", "office"), sizes)}
    with pytest.raises(NothingToShowError) as raised:
        score_engagement(engagement, make.responses(engagement, answers))
    assert raised.value.exit_code == 4
    if any(sizes):
        assert "5" in raised.value.message
        assert "put small groups of one perspective together" in raised.value.help
        assert "Wait for more answers" in raised.value.help
    else:
        assert "no answers" in raised.value.message
