"""What people write where the form wants something else: one issue, at its place, with a remedy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from salesex.catalogue import Told, tell
from salesex.errors import Issue
from salesex.surveys.engagements.engagements import read_engagement
from salesex.surveys.formats.kinds import date_problem, parse_date
from salesex.surveys.questionnaires.questionnaires import read_questionnaire

ITEM = "      - {id: L1, text: Goals are clear.}\n"
TEXT = f"""\
format: salesex/questionnaire/1
id: own
version: 1.0.0
title: {{de: Führung, en: Leadership}}
scale:
  min: 1
  max: 5
  labels: {{1: never, 5: always}}
dimensions:
  - id: leadership
    title: Leadership
    items:
{ITEM}      - {{id: L2, text: Praise is rare., weight: 2}}
      - {{id: L3, text: We learn.}}
"""


def _issue(folder: Path, old: str, new: str) -> Issue:
    assert old in TEXT
    path = folder / "own.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    (issue,) = [issue for issue in read_questionnaire(path).issues if issue.severity == "error"]
    return issue


CASES = [
    # what is written, what instead, code, line, words of message and help
    (ITEM, "      - id:L1\n", "Q001", 13, "space after the colon"),
    (
        "  min: 1\n  max: 5\n  labels: {1: never, 5: always}\n",
        "  min:1\n",
        "Q001",
        6,
        "space after the colon",
    ),
    (TEXT[TEXT.index(ITEM) :], "      -id: L1\n", "Q001", 13, "space after the dash"),
    (ITEM, "      -\n", "Q018", 13, "`-` has no content Write the entry behind the dash"),
    ("version: 1.0.0", "version: 1.0.0\ngaps:", "Q018", 4, "Write `{}` behind it"),
    ("id: own", "id:", "Q018", 2, "Write it; it cannot be left out here."),
    ("id: own", "id: ~", "Q018", 2, "else write what belongs here."),
    ("id: own", "id: #own", "Q018", 2, "Write it before the #: what stands behind is a comment."),
    ("id: own", "id: ''", "Q018", 2, "Write it; it cannot be left out here."),
    ("version: 1.0.0", "version: 1.0.0\nsource:", "Q018", 4, "you may delete the line instead."),
    ("version: 1.0.0", "version: 1.0.0\nsource:  # to come", "Q018", 4, "Write it before the #"),
    ("weight: 2", 'weight: "1,5"', "Q015", 14, "with a decimal point, such as 1.5."),
    ("weight: 2", "weight: 1,5", "Q015", 14, "with a decimal point, such as 1.5."),
    ("weight: 2", "observers: self", "Q014", 14, "Did you mean `[self]`?"),
    ("{de: Führung, en", "{DE: Führung, en", "Q020", 4, "Did you mean `de`?"),
    ("en: Leadership", "eng: Leadership", "Q020", 4, "Did you mean `en`?"),
    ("questionnaire/1", "questionnaire/2", "Q022", 1, "needs a newer salesex"),
    ("questionnaire/1", "questionaire/1", "Q022", 1, "Did you mean `salesex/questionnaire/1`? Begin"),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "said"), CASES)
def test_a_slip_of_form_is_told_once(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    issue = _issue(tmp_path, old, new)
    assert (issue.code, issue.line) == (code, line)
    assert said in _all(tell(issue))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT[TEXT.index(ITEM) :], ""),
        (TEXT[TEXT.index("  - id: leadership") :], ""),
        ("text: Praise is rare.", "text: "),
        ("text: Praise is rare.", "text: null"),
        ("{id: L2, text: Praise", "{id: , text: Praise"),
    ],
)
def test_what_is_needed_is_never_to_be_deleted(tmp_path: Path, old: str, new: str) -> None:
    issue = _issue(tmp_path, old, new)
    assert issue.code == "Q018"
    assert "delete" not in tell(issue).help and "löschen" not in tell(issue, "de").help


def test_one_of_two_sections_may_be_deleted(tmp_path: Path) -> None:
    issue = _issue(tmp_path, "title: Leadership\n", "title: Leadership\n    facets:\n")
    assert "delete the line" in tell(issue).help


@pytest.mark.parametrize(
    ("gaps", "codes"),
    [
        ("{strong: 0.65, weak: 45}", ["Q095"]),
        ("{strong: 0.4, weak: 0.6}", ["Q054", "Q095"]),
        ("{strong: 40, weak: 60}", ["Q054"]),
    ],
)
def test_a_share_among_points_is_told_alone(tmp_path: Path, gaps: str, codes: list[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"{TEXT}gaps: {gaps}\n", encoding="utf-8")
    found = {issue.code for issue in read_questionnaire(path).issues}
    assert sorted(found & {"Q054", "Q095"}) == codes


def test_a_missing_dash_is_asked_for(tmp_path: Path) -> None:
    two = "      - id: L1\n        text: a\n        id: L4\n        text: b\n"
    issue = _issue(tmp_path, ITEM, two)
    assert (issue.code, issue.line) == ("Q010", 15)
    assert "Is a dash missing before it?" in tell(issue).help


@pytest.mark.parametrize(
    "new", ["      - {id: L1, text: a, id: L4}\n", "      - id: L1\n        text: a\n        text: b\n"]
)
def test_no_dash_is_asked_for_where_none_can_be(tmp_path: Path, new: str) -> None:
    assert tell(_issue(tmp_path, ITEM, new)).help == "Remove one of the two."


def test_what_is_expected_stands_in_the_right_case_in_german(tmp_path: Path) -> None:
    said = tell(_issue(tmp_path, "id: own", "id: own\ngaps: 3"), "de").help
    assert said == "Hier gehört ein Block aus Zeilen der Form `schlüssel: wert` hin."


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("31.11.2026", "no_such_day"),
        ("2026-02-30", "no_such_day"),
        ("11/03/2026", "no_date"),
        ("", "no_date"),
    ],
)
def test_a_day_that_does_not_exist_is_told_from_what_is_no_date(text: str, word: str) -> None:
    assert parse_date(text) is None
    assert date_problem(text) == word
    assert parse_date("30.11.2026") == dt.date(2026, 11, 30)


def _all(told: Told) -> str:
    return f"{told.message} {told.help}"


@pytest.mark.parametrize(
    ("name", "meant"), [("./onw.yaml", "`./own.yaml`"), ("./far/own.yaml", ""), ("./other-thing.yaml", "")]
)
def test_a_missing_questionnaire_suggests_a_file_beside(tmp_path: Path, name: str, meant: str) -> None:
    (tmp_path / "own.yaml").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "engagement.yaml"
    path.write_text(
        f"format: salesex/engagement/1\nclient: A\nlanguage: en\ndate: 2026-11-02\nwave: '1'\n"
        f"questionnaires: [{name}]\ngroups:\n  team: {{title: Team, perspective: self}}\n",
        encoding="utf-8",
    )
    (issue,) = [issue for issue in read_engagement(tmp_path).issues if issue.code == "E032"]
    said = tell(issue).help
    assert meant in said and ("Did you mean" in said) == bool(meant)
