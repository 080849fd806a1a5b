from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from salesex.model.procedure import STEPS, Procedure, Survey
from salesex.surveys.engagements.engagements import read_engagement

DAY = dt.date(2026, 10, 5)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def _codes(folder: Path, more: str) -> list[tuple[str, str]]:
    path = folder / "engagement.yaml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    reading = read_engagement(folder)
    return [(issue.code, issue.path) for issue in reading.issues]


def test_what_is_written_is_read(acme: Path) -> None:
    more = (
        "date: 2026-11-02\npurpose: {de: Besser verkaufen, en: Sell better}\ncontact: Eva Muster, 0711 1\n"
        "privacy: {keep_until: 31.12.2027}\n"
        "procedure:\n  announced: 2026-10-01\n  survey: {from: 05.10.2026, until: 2026-10-23}\n"
        "  presented: 2026-11-20\n  acted: 2026-12-15\n"
    )
    assert _codes(acme, more) == []
    value = read_engagement(acme).value
    assert value is not None
    assert value.purpose == {"de": "Besser verkaufen", "en": "Sell better"}
    assert value.contact == "Eva Muster, 0711 1"
    assert value.privacy.keep_until == dt.date(2027, 12, 31)
    assert [(path, day.isoformat()) for path, day in value.procedure.days()] == [
        ("announced", "2026-10-01"),
        ("survey/from", "2026-10-05"),
        ("survey/until", "2026-10-23"),
        ("presented", "2026-11-20"),
        ("acted", "2026-12-15"),
    ]


def test_everything_may_be_left_out(acme: Path) -> None:
    value = read_engagement(acme).value
    assert value is not None
    assert value.procedure.days() == [] and value.purpose is None and value.contact is None
    assert value.privacy.keep_until is None
    assert {value.procedure.state(step, DAY) for step in STEPS} == {"open"}


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("{announced: 2026-10-05, survey: {from: 2026-10-05, until: 2026-10-05}, presented: 2026-10-05}", []),
        ("{announced: 2026-10-06, survey: {from: 2026-10-05}}", ["/procedure/survey/from"]),
        ("{survey: {from: 2026-10-05, until: 2026-10-04}}", ["/procedure/survey/until"]),
        ("{announced: 2026-10-05, acted: 2026-10-04}", ["/procedure/acted"]),
        (
            "{announced: 2026-10-09, survey: {until: 2026-10-05}, presented: 2026-10-01}",
            ["/procedure/survey/until", "/procedure/presented"],
        ),
    ],
)
def test_steps_follow_one_another(acme: Path, days: str, found: list[str]) -> None:
    assert _codes(acme, f"procedure: {days}\n") == [("E052", path) for path in found]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("date: 2026-11-02\nprivacy: {keep_until: 2026-11-02}\n", []),
        ("date: 2026-11-02\nprivacy: {keep_until: 2026-11-01}\n", ["E053"]),
        ("privacy: {keep_until: 2026-11-01}\n", []),
        ("privacy: {keep_until: 2026-11-01}\nprocedure: {presented: 2026-11-02}\n", ["E053"]),
        ("privacy: {keep_until: 2026-11-01}\nprocedure: {survey: {until: 2026-11-02}}\n", ["E053"]),
        ("privacy: {keep_until: 2026-11-01}\nprocedure: {acted: 2026-12-02}\n", []),
        ("date: 2026-11-02\nprivacy: {keep_until: 2036-11-01}\n", []),
        ("date: 2026-11-02\nprivacy: {keep_until: 2072-11-01}\n", ["E054"]),
    ],
)
def test_answers_are_kept_while_they_are_needed(acme: Path, more: str, found: list[str]) -> None:
    assert [code for code, _ in _codes(acme, more)] == found


def test_a_slip_of_the_year_is_told_once(acme: Path) -> None:
    more = (
        "date: 2026-11-02\nprivacy: {keep_until: 2027-12-31}\n"
        "procedure: {announced: 2062-10-01, survey: {from: 2026-10-05}, presented: 2016-11-20}\n"
    )
    assert _codes(acme, more) == [("E054", "/procedure/announced"), ("E054", "/procedure/presented")]


def test_an_unknown_key_and_a_wrong_day_are_errors(acme: Path) -> None:
    found = _codes(acme, "procedure: {anounced: 2026-10-01, presented: tomorrow}\n")
    assert sorted(code for code, _ in found) == ["E011", "E023"]


@pytest.mark.parametrize(
    ("procedure", "step", "state"),
    [
        (Procedure(announced=DAY), "announce", "done"),
        (Procedure(announced=AFTER), "announce", "planned"),
        (Procedure(presented=BEFORE), "present", "done"),
        (Procedure(acted=AFTER), "act", "planned"),
        (Procedure(), "survey", "open"),
        (Procedure(survey=Survey(AFTER, None)), "survey", "planned"),
        (Procedure(survey=Survey(DAY, None)), "survey", "running"),
        (Procedure(survey=Survey(BEFORE, DAY)), "survey", "running"),
        (Procedure(survey=Survey(BEFORE, BEFORE)), "survey", "done"),
        (Procedure(survey=Survey(None, DAY)), "survey", "running"),
        (Procedure(survey=Survey(None, BEFORE)), "survey", "done"),
    ],
)
def test_how_far_a_step_is(procedure: Procedure, step: str, state: str) -> None:
    assert procedure.state(step, DAY) == state
