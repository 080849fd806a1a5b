from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import replace

import pytest

from salesex.model import Respondent, Responses
from salesex.model.ledger import Ledger
from salesex.model.responses import Comment
from salesex.pipeline.ledger import released, renewed
from salesex.scoring.assessment import score_engagement
from salesex.scoring.rerun import settle

DAY = dt.date(2026, 11, 2)
ITEMS = ("A", "B", "C")


def engagement_of(make, minimum=5, names=("team", "office"), **more):
    groups = [make.group(name) for name in names] + [make.group("it", "external", **more)]
    return make.engagement(make.profile({"one": ["A", "B"], "two": ["C"]}), groups, minimum)


def wave(**sizes):
    """People by code; everybody answers something of their own."""
    return {
        f"{group}{number}": (group, [1 + (number + at) % 5 for at in range(3)])
        for group, size in sizes.items()
        for number in range(size)
    }


def responses_of(people, comments=()):
    cells = array("b", [cell for _, answers in people.values() for cell in answers])
    respondents = tuple(Respondent(code, group) for code, (group, _) in people.items())
    at = {code: row for row, code in enumerate(people)}
    said = tuple(Comment(at[code], item, text) for code, item, text in comments)
    return Responses(respondents, ITEMS, cells, said)


def run(engagement, people, ledger, comments=()):
    """Assess and report: the result, and the ledger afterwards."""
    responses = responses_of(people, comments)
    settled = settle(engagement, responses, ledger)
    result = score_engagement(engagement, responses, 1, settled)["profile"]
    return result, released(renewed(ledger, settled.shown, b""), DAY)


def empty():
    return Ledger(wave="2026", salt="s")


def twice(make, before, after, **more):
    engagement = engagement_of(make, **more)
    first, ledger = run(engagement, before, empty())
    second, _ = run(engagement, after, ledger)
    return first, second


def values(result, scope_id):
    return [
        (row.level, row.id, row.n, row.score, row.sd, row.ci_low)
        for row in result.scores
        if row.scope_id == scope_id
    ]


def test_the_same_answers_give_the_same_result(make):
    first, second = twice(make, wave(team=8, it=6), wave(team=8, it=6))
    assert first == second


@pytest.mark.parametrize(
    "change",
    [
        lambda people: people | {"team9": ("team", [5, 5, 5])},
        lambda people: {code: one for code, one in people.items() if code != "team0"},
        lambda people: {code: one for code, one in people.items() if code not in {"team3", "team7"}},
        lambda people: people | {"team4": ("team", [1, 1, 1])},
        lambda people: people | {"team4": ("it", people["team4"][1])},
    ],
    ids=["join", "leave first", "leave two", "correct", "move"],
)
def test_a_block_keeps_its_values_until_enough_is_new(make, change):
    before = wave(team=8, it=6)
    first, second = twice(make, before, change(before))
    assert values(second, "team") == values(first, "team")
    assert {row.reason for row in second.scores if row.scope_id == "team"} == {"frozen"}
    assert {block.frozen for block in second.blocks if block.id == "team"} == {"2026-11-02"}
    assert second.types == first.types
    assert second.gaps == first.gaps or "team4" in change(before)


def test_pooled_rows_of_kept_blocks_say_so(make):
    before = wave(team=8, it=6)
    _, second = twice(make, before, before | {"team9": ("team", [5, 5, 5])})
    reasons = {(row.scope, row.scope_id): row.reason for row in second.scores if row.level == "dimension"}
    assert reasons == {
        ("overall", None): "frozen",
        ("perspective", "self"): "frozen",
        ("perspective", "external"): None,
        ("group", "team"): "frozen",
        ("group", "office"): "few",
        ("group", "it"): None,
    }


def test_enough_newcomers_are_shown(make):
    before = wave(team=8, it=6)
    after = before | {f"new{number}": ("team", [5, 5, 5]) for number in range(5)}
    first, second = twice(make, before, after)
    row = second.score("dimension", "one", "group", "team")
    assert (row.n, row.reason) == (13, None)
    assert values(second, "it") == values(first, "it")


def test_only_the_section_that_changed_stays(make):
    before = wave(team=8, it=6)
    after = before | {"team4": ("team", [*before["team4"][1][:2], 1])}
    _, second = twice(make, before, after)
    assert {block.dimension for block in second.blocks if block.frozen} == {"two"}


def test_who_took_part_is_told_as_it_is(make):
    before = wave(team=8, it=6)
    _, second = twice(make, before, before | {"team9": ("team", [5, 5, 5])})
    assert {row.group: row.answered for row in second.participation}["team"] == 9


def test_several_small_steps_add_up_to_a_new_value(make):
    engagement, people = engagement_of(make), wave(team=8, it=6)
    ledger, sizes = empty(), []
    for number in range(6):
        result, ledger = run(engagement, people, ledger)
        sizes.append(result.score("dimension", "one", "group", "team").n)
        people = people | {f"late{number}": ("team", [2, 2, 2])}
    assert sizes == [8, 8, 8, 8, 8, 13]


def test_a_perspective_whose_blocks_are_formed_anew_keeps_its_old_ones(make):
    """The office, once among the others, could stand alone now: that would tell of two and two."""
    names = ("team", "office", "plant")
    before = wave(team=8, office=3, plant=2)
    first, second = twice(make, before, wave(team=8, office=5, plant=2), names=names)
    for scope_id in ("team", "rest-self", "office"):
        assert values(second, scope_id) == values(first, scope_id)
    assert {block.id: block.frozen for block in second.blocks} == {"team": None, "rest-self": "2026-11-02"}
    first, second = twice(make, before, wave(team=8, office=6, plant=2), names=names)
    assert second.score("dimension", "one", "group", "office").n == 6


def test_a_perspective_that_cannot_go_back_hides_what_it_must(make):
    """The plant belongs to the other view now: the old others cannot be formed again."""
    first = engagement_of(make, names=("team", "office", "plant"))
    before = wave(team=8, office=3, plant=2, it=6)
    _, ledger = run(first, before, empty())
    moved = tuple(replace(g, perspective="external") if g.id == "plant" else g for g in first.groups)
    second, _ = run(replace(first, groups=moved), wave(team=8, office=5, plant=2, it=6), ledger)
    assert {block.id for block in second.blocks} == {"team", "it"}
    assert {row.reason for row in second.scores if row.scope_id == "office"} == {"difference"}
    assert {row.reason for row in second.scores if row.scope_id == "plant"} == {"left_out"}


def test_a_group_that_is_no_more_holds_nothing_up(make):
    """Its people stay in the old means: the office alone would tell of the two of the plant."""
    engagement = engagement_of(make, names=("team", "office", "plant"))
    _, ledger = run(engagement, wave(team=8, office=3, plant=2), empty())
    fewer = engagement_of(make, names=("team", "office"))
    second, _ = run(fewer, wave(team=8, office=5), ledger)
    assert {block.id for block in second.blocks} == {"team"}
    second, _ = run(fewer, wave(team=8, office=5) | {"office5": ("office", [5, 1, 1])}, ledger)
    assert {block.id for block in second.blocks} == {"team", "office"}


def test_only_what_was_reported_stays(make):
    engagement, before = engagement_of(make), wave(team=8, it=6)
    responses = responses_of(before)
    pending = renewed(empty(), settle(engagement, responses, empty()).shown, b"")
    result, _ = run(engagement, before | {"team9": ("team", [5, 5, 5])}, pending)
    assert result.score("dimension", "one", "group", "team").n == 9


def test_a_consenting_single_person_is_never_held_back(make):
    engagement = engagement_of(make, single_role=True, consent=True)
    before = wave(team=8, it=1)
    _, ledger = run(engagement, before, empty())
    second, _ = run(engagement, before | {"it0": ("it", [5, 5, 5])}, ledger)
    assert second.score("dimension", "one", "group", "it").score == 100
    assert [block.id for block in ledger.released.blocks if block.one_person] == ["it", "it"]


def head_and_two(make, *, consent):
    head = make.group("head", single_role=True, consent=consent)
    return make.engagement(
        make.profile({"one": ["A", "B"], "two": ["C"]}),
        [head, make.group("storage"), make.group("hall"), make.group("team")],
    )


def test_a_consent_that_comes_late_leaves_the_answers_among_the_others(make):
    """Five others with the head were told; the head alone would tell the mean of four."""
    people = wave(head=1, storage=2, hall=2, team=8)
    first, ledger = run(head_and_two(make, consent=None), people, empty())
    second, after = run(head_and_two(make, consent=True), people, ledger)
    assert values(second, "rest-self") == values(first, "rest-self")
    rows = {row.reason for row in second.scores if row.scope_id == "head"}
    assert rows == {"difference"}
    assert not any(block.one_person for block in after.released.blocks)


def test_a_late_consent_counts_where_enough_others_are_left(make):
    people = wave(head=1, storage=2, hall=3, team=8)
    _, ledger = run(head_and_two(make, consent=None), people, empty())
    second, _ = run(head_and_two(make, consent=True), people, ledger)
    assert second.score("dimension", "one", "group", "head").n == 1
    assert second.score("dimension", "one", "group", "rest-self").n == 5


def test_a_consent_taken_back_hides_no_answer_that_was_told(make):
    people = wave(head=1, storage=2, hall=2, team=8)
    _, ledger = run(head_and_two(make, consent=True), people, empty())
    second, _ = run(head_and_two(make, consent=None), people, ledger)
    assert second.score("dimension", "one", "group", "rest-self") is None
    assert {row.reason for row in second.scores if row.scope_id == "storage"} == {"difference"}
    assert second.score("dimension", "one", "group", "team").n == 8


def test_a_single_person_who_moves_does_not_count_towards_the_new_group(make):
    engagement = head_and_two(make, consent=True)
    people = wave(head=1, hall=4, team=8)
    _, ledger = run(engagement, people, empty())
    for answers in (people["head0"][1], [5, 5, 5]):
        second, _ = run(engagement, people | {"head0": ("hall", answers)}, ledger)
        assert second.score("dimension", "one", "group", "hall").score is None
    five = people | {"head0": ("hall", [5, 5, 5]), "hall4": ("hall", [2, 2, 2])}
    second, _ = run(engagement, five, ledger)
    assert second.score("dimension", "one", "group", "hall").n == 6


def test_a_single_role_of_several_people_is_held_back_like_any_group(make):
    engagement = head_and_two(make, consent=True)
    people = wave(head=6, team=8)
    first, ledger = run(engagement, people, empty())
    second, _ = run(engagement, people | {"head6": ("head", [5, 5, 5])}, ledger)
    assert values(second, "head") == values(first, "head")
    moved = wave(team=8) | {f"head{at}": ("hall", people[f"head{at}"][1]) for at in range(5)}
    second, _ = run(engagement, moved, ledger)
    assert second.score("dimension", "one", "group", "hall").score is None


def test_a_larger_minimum_hides_what_it_hides(make):
    engagement, before = engagement_of(make), wave(team=6, it=9)
    _, ledger = run(engagement, before, empty())
    stricter = engagement_of(make, minimum=7)
    second, _ = run(stricter, before | {"it9": ("it", [5, 5, 5])}, ledger)
    assert second.score("dimension", "one", "group", "team").reason == "left_out"
    assert second.score("dimension", "one", "group", "it").n == 9


def test_comments_of_those_held_back_stay_too(make):
    engagement, before = engagement_of(make), wave(team=12, it=6)
    said = [("team0", "A", "old"), ("team1", None, "old whole")]
    _, ledger = run(engagement, before, empty(), said)
    after = before | {"team99": ("team", [5, 5, 5])}
    newer = [*said, ("team99", "A", "new"), ("team99", None, "new whole")]
    second, _ = run(engagement, after, ledger, newer)
    assert [(row.id, row.texts) for row in second.comments] == [(None, ("old whole",)), ("A", ("old",))]


def texts(result, item=None):
    return [sorted(row.texts) for row in result.comments if row.id == item]


OLD = [("team0", None, "old")]


def test_a_newcomer_who_counts_nowhere_is_not_known_by_their_words(make):
    """Nothing is held: the newcomer answers too little to count, but was the only one to come."""
    engagement, before = engagement_of(make), wave(team=12, it=6)
    _, ledger = run(engagement, before, empty(), OLD)
    after = before | {"late": ("team", [3, -128, -128])}
    second, ledger = run(engagement, after, ledger, [*OLD, ("late", None, "new")])
    assert texts(second) == [["old"]]
    third, _ = run(engagement, after, ledger, [*OLD, ("late", None, "new"), ("team5", None, "edited")])
    assert texts(third) == [["old"]]


@pytest.mark.parametrize(("newcomers", "told"), [(9, ["old"]), (10, ["new", "old"])])
def test_new_words_need_twice_the_minimum_of_new_people(make, newcomers, told):
    engagement, before = engagement_of(make), wave(team=12, it=6)
    _, ledger = run(engagement, before, empty(), OLD)
    after = before | {f"late{at}": ("team", [2, 2, 2]) for at in range(newcomers)}
    second, ledger = run(engagement, after, ledger, [*OLD, ("late1", None, "new")])
    assert texts(second) == [told]
    assert second.score("dimension", "one", "group", "team").n == 12 + newcomers
    third, _ = run(engagement, after | {"last": ("team", [1, 1, 1])}, ledger, [*OLD, ("last", None, "x")])
    assert "x" not in texts(third)[0]


def spreads(result, id="A"):
    return {row.scope_id: row.sd for row in result.scores if row.level == "item" and row.id == id}


@pytest.mark.parametrize(("newcomers", "told"), [(5, False), (9, False), (10, True)])
def test_the_spread_is_told_anew_from_twice_the_minimum_on(make, newcomers, told):
    """Five who joined: their mean follows, and may; with two spreads their five answers would too."""
    engagement, before = engagement_of(make), wave(team=10, it=6)
    first, ledger = run(engagement, before, empty())
    assert spreads(first)["team"] is not None
    after = before | {f"late{at}": ("team", [1 + at % 5, 2, 2]) for at in range(newcomers)}
    second, ledger = run(engagement, after, ledger)
    assert second.score("item", "A", "group", "team").n == 10 + newcomers
    assert (spreads(second)["team"] is not None) is told
    assert (spreads(second)["self"] is not None) is told
    assert spreads(second)[None] is None
    agreed = {row.id: row.status for row in second.agreement if row.scope_id == "team"}
    assert agreed == dict.fromkeys(("one", "two"), "ok" if told else "insufficient")
    again, _ = run(engagement, after, ledger)
    assert spreads(again) == spreads(second)


def test_an_unchanged_group_keeps_its_spread(make):
    engagement, before = engagement_of(make), wave(team=10, it=12)
    first, ledger = run(engagement, before, empty())
    second, _ = run(engagement, before | {f"z{at}": ("team", [2, 2, 2]) for at in range(5)}, ledger)
    assert spreads(second)["it"] == spreads(first)["it"]
    assert spreads(second)["team"] is None


def test_a_pool_without_words_has_been_told_too(make):
    engagement, before = engagement_of(make), wave(team=12, it=6)
    _, ledger = run(engagement, before, empty(), [("it0", None, "never shown")])
    after = before | {"late": ("team", [3, -128, -128])}
    second, _ = run(engagement, after, ledger, [("late", None, "new")])
    assert second.comments == ()


def test_words_taken_back_are_gone_and_those_of_who_left_stay(make):
    engagement, before = engagement_of(make), wave(team=12, it=6)
    said = [("team0", None, "mine"), ("team1", None, "hers")]
    _, ledger = run(engagement, before, empty(), said)
    second, _ = run(engagement, before, ledger, said[1:])
    assert texts(second) == [["hers"]]
    fewer = {code: one for code, one in before.items() if code != "team0"}
    second, _ = run(engagement, fewer, ledger, said[1:])
    assert texts(second) == [["hers", "mine"]]
    many = fewer | {f"late{at}": ("team", [2, 2, 2]) for at in range(10)}
    second, _ = run(engagement, many, ledger, [*said[1:], ("late1", None, "new")])
    assert texts(second) == [["hers", "mine", "new"]]


def test_words_of_groups_that_are_put_together_anew_are_silent(make):
    """Six and five stood together without a name; a name for one of them would part the words."""
    engagement = engagement_of(make)
    before, said = wave(team=6, office=5, it=6), [("team0", None, "team"), ("office0", None, "office")]
    first, ledger = run(engagement, before, empty(), said)
    assert texts(first) == [["office", "team"]]
    after = before | {f"late{at}": ("team", [2, 2, 2]) for at in range(5)}
    second, ledger = run(engagement, after, ledger, said)
    assert second.score("dimension", "one", "group", "team").n == 11
    assert second.comments == ()
    again, _ = run(engagement, after, ledger, said)
    assert again.comments == ()


def test_a_group_by_another_name_is_not_a_new_one(make):
    before = wave(team=12, it=6)
    _, ledger = run(engagement_of(make), before, empty(), OLD)
    renamed = {code: ("crew" if group == "team" else group, cells) for code, (group, cells) in before.items()}
    after = renamed | {"late": ("crew", [3, -128, -128])}
    engagement = engagement_of(make, names=("crew", "office"))
    second, _ = run(engagement, after, ledger, [*OLD, ("late", None, "new")])
    assert second.comments == ()


def renumbered(people, name="new"):
    return {f"{name}-{code}": one for code, one in people.items()}


def test_other_codes_for_the_same_people_hide_no_newcomer(make):
    before = wave(team=8, it=6)
    first, second = twice(make, before, renumbered(before | {"late": ("team", [5, 5, 5])}))
    assert values(second, "team") == values(first, "team")
    assert {row.reason for row in second.scores if row.scope_id == "team"} == {"frozen"}
    assert {row.reason for row in second.scores if row.scope_id == "it"} == {None}


def test_other_codes_are_found_again_two_reports_later(make):
    engagement, before = engagement_of(make), wave(team=8, it=6)
    _, ledger = run(engagement, before, empty())
    more = renumbered(before) | {f"late{at}": ("team", [1, 2, 4]) for at in range(5)}
    _, ledger = run(engagement, more, ledger)
    others = {code: one for code, one in more.items() if not code.startswith("late")}
    third, _ = run(engagement, others | {f"z{at}": ("team", [5, 5, at]) for at in range(1, 5)}, ledger)
    assert third.score("dimension", "one", "group", "team").n == 13


def test_where_most_are_gone_and_not_found_nothing_is_renewed(make):
    engagement, before = engagement_of(make), wave(team=8, it=6)
    first, ledger = run(engagement, before, empty())
    others = {f"x{code}": (group, [5, 1, 5]) for code, (group, _) in before.items()}
    settled = settle(engagement, responses_of(others), ledger)
    assert (settled.gone.lost, settled.gone.many, settled.gone.vanished) == (True, True, 14)
    second, _ = run(engagement, others, ledger)
    assert values(second, "team") == values(first, "team")


def test_one_who_answers_like_one_who_left_is_not_taken_for_them(make):
    before = wave(team=8, it=6)
    after = {code: one for code, one in before.items() if code != "team3"} | {"z": before["team3"]}
    _, second = twice(make, before, after)
    assert {row.reason for row in second.scores if row.scope_id == "team"} == {"frozen"}


def test_the_first_date_stays(make):
    engagement, people = engagement_of(make), wave(team=8, it=6)
    _, ledger = run(engagement, people, empty())
    settled = settle(engagement, responses_of(people), ledger)
    later = released(renewed(ledger, settled.shown, b""), dt.date(2026, 12, 1))
    assert {(block.date, block.run) for block in later.released.blocks} == {("2026-11-02", 2)}
    assert released(later, dt.date(2027, 1, 1)) is later


def test_the_salt_hides_who_is_who(make):
    engagement, people = engagement_of(make), wave(team=8, it=6)
    one, two = (
        settle(engagement, responses_of(people), Ledger(wave="2026", salt=salt)).shown for salt in ("a", "b")
    )
    assert not set(one.blocks[0].people) & set(two.blocks[0].people)
    assert "team0" not in str(one)
