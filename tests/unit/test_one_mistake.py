"""What one slip of the pen makes of a whole set of files: one issue, at the slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.surveys.discovery import check

QUESTIONNAIRE = """\
format: salesex/questionnaire/1
id: own
version: 1.0.0
title: {de: Führung, en: Leadership}
scale:
  min: 1
  max: 5
  labels: {1: {de: nie, en: never}, 5: {de: immer, en: always}}
dimensions:
  - id: lead
    title: {de: Führung und Ziele, en: Leadership}
    items:
      - {id: ID-01, text: {de: Termine halten wir ein., en: Dates are kept.}}
      - {id: ID-02, text: {de: Ziele sind klar., en: Targets are clear.}}
      - {id: ID-03, text: {de: Lob ist selten., en: Praise is rare.}, reverse: true}
types:
  reference:
    strong: {title: Strong, profile: {lead: 80}, requires: {every_at_least: 60}}
    weak: {title: Weak, profile: {lead: 20}}
"""
ROADMAP = """\
format: salesex/questionnaire/1
id: own
version: 1.0.0
title: Steps
scale: {min: 1, max: 5, labels: {1: never, 5: always}}
axes: {tech: {title: Technology}}
stages:
  - stage: 1
    title: First
    axes: {tech: {items: [{id: RM-1, text: We have a shop.}, {id: RM-2, text: It is used.}]}}
roadmap: {axis_threshold: 70, item_floor: 50}
lights: {shop: {title: Shop, tag: shop, threshold: 70}}
"""
ROADMAP = ROADMAP.replace("We have a shop.", "We have a shop., tags: [shop]")
ENGAGEMENT = """\
format: salesex/engagement/1
client: Muster GmbH
language: de
wave: "2026"
questionnaires: [./own.yaml]
groups:
  team: {title: {de: Vertrieb, en: Sales}, perspective: self}
  service: {title: {de: Service, en: Service}, perspective: external}
"""
ANSWERS = "respondent;group;ID-01;ID-02;ID-03\nV1;team;4;5;2\nV2;team;3;4;1\nS1;service;2;3;2\n"


def found(
    folder: Path, *, own: str = QUESTIONNAIRE, engagement: str = "", answers: str = ANSWERS
) -> list[str]:
    """Codes with the line and column of every issue."""
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    if engagement:
        (folder / "engagement.yaml").write_text(engagement, encoding="utf-8")
        (folder / "responses").mkdir()
        (folder / "responses" / "a.csv").write_text(answers, encoding="utf-8")
    issues = check([folder if engagement else folder / "own.yaml"]).issues
    assert all(tell(issue, language).help for issue in issues for language in ("de", "en"))
    return [f"{issue.code} {issue.line}" for issue in issues if issue.code not in ("Q071", "E071", "E073")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("en: Dates", "ne: Dates", ["Q102 13"]),
        ("en: Dates", "em: Dates", ["Q102 13"]),
        ("en: Dates are kept.", "en: Dates are kept., fr: On tient les dates.", ["Q102 13"]),
        (", en: Dates are kept.", "", ["Q031 13"]),
        ("5: {de: immer", "6: {de: immer", ["Q052 8"]),
        ("format:", "fromat:", ["Q011 1"]),
        ("id: lead", "id: schnelligkeit-für-alle", ["Q012 10"]),
        ("every_at_least: 60", "every_at_least: 0.6", ["Q095 18"]),
        ("profile: {lead: 20}", "profile: {lead: 0.2}", ["Q095 19"]),
        ("id: ID-02", "id: id-01", ["Q101 14"]),
        ("id: ID-02", "id: ID-01", ["Q033 14"]),
        ("id: ID-02", "id: IDEE-01", []),
        ("Termine halten", "Bei {organisation} halten", ["Q097 13"]),
        ("Termine halten", "Bei {Organisation} halten", ["Q096 13"]),
        ("Termine halten", "Bei {{organisation}} halten", ["Q096 13"]),
        ("Termine halten", "Bei {Firmenwagen} halten", []),
        ("Dates are kept.", "Termine halten wir ein.", ["Q099 13"]),
        ("en: Leadership}\n    items", "en: Führung und Ziele}\n    items", ["Q099 11"]),
        ("Dates are kept.", "TODO", ["Q100 13"]),
        ("Dates are kept.", "…", ["Q100 13"]),
        ("5: {de: immer, en: always}", "5: {de: +, en: '?'}", ["Q053 8"]),
    ],
)
def test_a_slip_in_a_questionnaire(before: str, after: str, expected: list[str], tmp_path: Path) -> None:
    own = QUESTIONNAIRE.replace(before, after, 1)
    if ("{" in after and "rganisation" in after) or "Firmen" in after:
        own = own.replace(f"{after} wir ein.", f'"{after} wir ein."')
    assert found(tmp_path, own=own) == expected


@pytest.mark.parametrize("word", ["true", "ja", "Yes", "no", "{de: nein, en: no}"])
def test_no_answer_is_no_switch(word: str, tmp_path: Path) -> None:
    own = QUESTIONNAIRE.replace("dimensions:", f"  no_answer: {word}\ndimensions:")
    assert found(tmp_path, own=own) == ["Q098 9"]


def test_several_shares_in_one_mapping_are_one_slip(tmp_path: Path) -> None:
    own = ROADMAP.replace("axis_threshold: 70, item_floor: 50", "axis_threshold: 0.7, item_floor: 0.5")
    assert found(tmp_path, own=own) == ["Q095 11"]
    assert found(tmp_path, own=ROADMAP.replace("threshold: 70}}", "threshold: 0.7}}")) == ["Q095 12"]


def test_dimensions_in_a_roadmap_are_the_intruder(tmp_path: Path) -> None:
    more = "dimensions:\n  - {id: d, title: D, items: [{id: D1, text: One}, {id: D2, text: Two}]}\n"
    assert found(tmp_path, own=ROADMAP) == []
    assert found(tmp_path, own=ROADMAP + more) == ["Q035 13"]


def test_a_language_few_texts_have_is_told_there_and_lacks_in_the_engagement(tmp_path: Path) -> None:
    own = QUESTIONNAIRE.replace(", en: ", ", fr: ").replace("fr: Dates", "en: Dates")
    english = ENGAGEMENT.replace("language: de", "language: en")
    assert sorted(found(tmp_path, own=own, engagement=english)) == ["E043 5", "Q102 13"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("perspective: self}", "perspective: self, questionnaires: [onw]}", ["E037 7"]),
        ("perspective: self}", "perspective: self, invited: 1}", ["E056 7"]),
        ("language: de\n", "language: en\n", []),
    ],
)
def test_a_slip_in_an_engagement(before: str, after: str, expected: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, engagement=ENGAGEMENT.replace(before, after, 1)) == expected


def test_what_the_questionnaire_tells_is_not_told_again(tmp_path: Path) -> None:
    english = ENGAGEMENT.replace("language: de", "language: en")
    own = QUESTIONNAIRE.replace(", en: Dates are kept.", "")
    assert found(tmp_path, own=own, engagement=english) == ["Q031 13"]


def test_a_switch_in_the_questionnaire_does_not_hide_it_from_the_engagement(tmp_path: Path) -> None:
    english = ENGAGEMENT.replace("language: de", "language: en")
    own = QUESTIONNAIRE.replace(", en: Dates are kept.}}", "}}  # salesex: ignore Q031 later")
    assert found(tmp_path, own=own, engagement=english) == ["E043 5"]


def test_invited_people_are_few_only_where_no_more_answered(tmp_path: Path) -> None:
    for invited, codes in ((1, ["E056"]), (2, ["E073"])):
        folder = tmp_path / str(invited)
        folder.mkdir()
        found(folder, engagement=ENGAGEMENT.replace("self}", f"self, invited: {invited}}}"))
        assert [issue.code for issue in check([folder]).issues if issue.code != "Q071"] == codes


def test_german_headers_are_suggested_once(tmp_path: Path) -> None:
    answers = ANSWERS.replace("respondent;group", "Teilnehmer;Gruppe")
    assert found(tmp_path, engagement=ENGAGEMENT, answers=answers) == ["R045 1", "R045 1"]
    issues = check([tmp_path]).issues
    helps = [tell(issue).help for issue in issues if issue.code == "R045"]
    assert ["`respondent`" in helps[0], "`group`" in helps[1]] == [True, True]


def test_an_unknown_header_beside_a_missing_one_are_two_mistakes(tmp_path: Path) -> None:
    answers = ANSWERS.replace("respondent;group", "respondent;Wetter")
    assert found(tmp_path, engagement=ENGAGEMENT, answers=answers) == ["R042 1", "R045 1"]
