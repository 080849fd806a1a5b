"""Rules about everybody's answers put together: what they find, where, and what they leave alone."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.surveys.answers.opposed import opposed
from salesex.surveys.discovery import check

Put = Callable[[str, str | bytes], Path]
QUESTIONNAIRE = """format: salesex/questionnaire/1
id: own
version: 1
title: Own
scale: {{min: 1, max: 5, labels: {{1: never, 5: always}}, no_answer: do not know}}
dimensions:
  - id: lead
    title: Lead
    items:
{items}"""


def ask(folder: Path, count: int, reverse: set[int]) -> str:
    """Put a questionnaire of L1, L2 … into the folder; return the header of a table for it."""
    items = "".join(
        f"      - {{id: L{n}, text: T{n}{', reverse: true' if n in reverse else ''}}}\n"
        for n in range(1, count + 1)
    )
    (folder / "own.yaml").write_text(QUESTIONNAIRE.format(items=items), encoding="utf-8")
    return ";".join(["respondent", "group", *(f"L{n}" for n in range(1, count + 1))]) + "\n"


def row(code: str, *answers: object, group: str = "team") -> str:
    return ";".join([code, group, *map(str, answers)]) + "\n"


def found(folder: Path) -> list[str]:
    return [f"{i.code} {Path(i.file).name}:{i.line}:{i.column}" for i in check([folder]).issues]


def test_the_same_answer_to_everything_over_two_files(acme: Path, put: Put) -> None:
    ask(acme, 12, {3, 7})
    put("a.csv", "respondent;group;L1;L2;L3;L4;L5;L6\n" + row("P", *[4] * 6))
    put("b.csv", "respondent;group;L7;L8;L9;L10;L11;L12\n" + row("P", 4, 4, 4, 4, "?", ""))
    assert found(acme) == ["R071 a.csv:2:1", "R043 b.csv:2:1"]


@pytest.mark.parametrize(
    ("reverse", "answers"),
    [
        (set(), [4] * 10),
        (set(range(1, 11)), [4] * 10),
        ({10}, [4] * 9 + [""]),
        ({10}, [4] * 9 + ["?"]),
        ({10}, [4] * 9 + [5]),
    ],
)
def test_what_does_not_contradict_itself(
    acme: Path, put: Put, reverse: set[int], answers: list[object]
) -> None:
    put("a.csv", ask(acme, 10, reverse) + row("P", *answers))
    assert [place for place in found(acme) if place.startswith("R")] == []


@pytest.mark.parametrize(
    ("reverse", "answers", "code"),
    [
        ({3}, [3] * 13, ["R076"]),
        ({3}, [4] * 13, ["R071"]),
        (set(), [4] * 13, ["R076"]),
        (set(), [4] * 12 + ["?"], []),
        ({3}, [3] * 12 + [""], []),
    ],
)
def test_the_middle_of_the_scale_contradicts_nothing(
    acme: Path, put: Put, reverse: set[int], answers: list[object], code: list[str]
) -> None:
    put("a.csv", ask(acme, 13, reverse) + row("P", *answers))
    assert [issue.code for issue in check([acme]).issues if issue.code[0] == "R"] == code


def test_no_issue_tells_an_answer(acme: Path, put: Put) -> None:
    put("a.csv", ask(acme, 10, {3}) + row("P", *[4] * 10))
    (issue,) = check([acme]).issues
    assert "4" not in tell(issue).message and "4" not in tell(issue, "de").message


SECRET = "My boss Meier harasses everybody"


@pytest.mark.parametrize("column", ["L1", "group", "mode", "date", "unit"])
@pytest.mark.parametrize("text", [SECRET, "Chef Meier brüllt", "ausgebrannt!!"])
def test_no_issue_tells_a_comment_that_stands_in_the_wrong_column(
    acme: Path, put: Put, column: str, text: str
) -> None:
    engagement = acme / "engagement.yaml"
    units = "units: {north: {title: North}, south: {title: South}}\n"
    engagement.write_text(engagement.read_text(encoding="utf-8") + units, encoding="utf-8")
    cells = {"respondent": "P", "group": "team", "unit": "north", "mode": "", "date": "", "L1": "1"}
    put("a.csv", ";".join(cells) + "\n" + ";".join((cells | {column: text}).values()) + "\n")
    (issue,) = [issue for issue in check([acme]).issues if issue.severity == "error"]
    english, german = tell(issue), tell(issue, "de")
    assert text not in repr(issue) + repr(english) + repr(german)
    assert f"a text of {len(text)} characters" in english.message and "`" not in english.message
    assert f"ein Text von {len(text)} Zeichen" in german.message


@pytest.mark.parametrize("text", ["oft", "k.A.", "12 / 3", "Do not knwo", "nevr"])
def test_what_may_be_meant_as_an_answer_is_told(acme: Path, put: Put, text: str) -> None:
    put("a.csv", ask(acme, 3, set()) + row("P", text, 1, 2))
    (issue,) = [issue for issue in check([acme]).issues if issue.code == "R058"]
    assert tell(issue).message == f"`{text}` is not an answer"


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_question_mark_is_recommended_only_where_it_may_stand(language: str, acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1\nP;team;oft\n")
    (issue,) = [issue for issue in check([acme]).issues if issue.code == "R058"]
    assert "?" in tell(issue, language).help
    own = (acme / "own.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in own if "no_answer" not in line)
    (acme / "own.yaml").write_text(text, encoding="utf-8")
    (issue,) = [issue for issue in check([acme]).issues if issue.code == "R058"]
    assert "?" not in tell(issue, language).help and tell(issue, language).help.endswith(".")


def test_touched_rows_are_named_where_others_answer(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;date;L1;L2;L3\nP;team;;1;2;3\nQ;team;2.11.2026;;;\nR;team;;;;\n")
    put("b.csv", "respondent;group;mode;L1;L2;L3\nS;team;self;;;\n")
    put("c.csv", "respondent;group;mode;L1;L2;L3\nP;team;self;;;\nT;team;;3;2;2\n")
    assert found(acme) == ["R072 a.csv:3:1", "R068 b.csv:None:None"]


def test_who_can_judge_nothing(acme: Path, put: Put) -> None:
    put("a.csv", "respondent;group;L1;L2;L3\nP;team;?;?;?\nQ;team;?;?;\n")
    assert found(acme) == ["R073 a.csv:2:1"]


def test_a_copied_row(acme: Path, put: Put) -> None:
    head = ask(acme, 21, set())
    drawn = [1, 2, 3, 4, 5, 4, 3, 2, 1, 2] * 2
    other_group = row("S", *drawn, "", group="kunden")
    put("a.csv", head + row("P", *drawn, "") + row("Q", *drawn, 1) + other_group + row("R", *drawn, ""))
    assert found(acme) == ["R074 a.csv:5:1"]
    put("a.csv", head + row("P", *drawn[:19], "", "") + row("Q", *drawn[:19], "", ""))
    assert found(acme) == []


def people(count: int, seed: int, turned: int = 0) -> str:
    """Answers that hang together, to three items; one of them may be turned."""
    chance, rows = random.Random(seed), ""
    for number in range(count):
        mood = chance.choice([2, 3, 4])
        answers = [mood + chance.choice([-1, 0, 1]) for _ in range(3)]
        if turned:
            answers[turned - 1] = 6 - answers[turned - 1]
        rows += row(f"P{number:03}", *answers)
    return rows


def test_an_item_that_runs_against_the_rest(acme: Path, put: Put) -> None:
    head = ask(acme, 3, set())
    put("a.csv", head + people(40, 1))
    assert found(acme) == []
    put("a.csv", head + people(40, 1, turned=2))
    assert found(acme) == ["R075 a.csv:1:4"]
    put("a.csv", head + people(19, 1, turned=2) + row("Q", 1, "?", 3))
    assert found(acme) == []


def test_a_reverse_item_that_the_survey_tool_has_turned_already(acme: Path, put: Put) -> None:
    head = ask(acme, 3, {3})
    put("a.csv", head + people(30, 4, turned=3))
    assert found(acme) == []
    put("a.csv", head + people(30, 4))
    assert found(acme) == ["R075 a.csv:1:5"]


def simulated(seed: int, raters: int, items: int, turned: int, loading: float) -> list[list[int]]:
    """Answers from 1 to 5 to items with one cause; the first of them may be turned."""
    chance = random.Random(seed)
    rows = []
    for _ in range(raters):
        mood = chance.gauss(0, 1)
        raw = [loading * mood + math.sqrt(1 - loading**2) * chance.gauss(0, 1) for _ in range(items)]
        answers = [min(5, max(1, round(3 + 1.1 * value))) for value in raw]
        rows.append([6 - value if item < turned else value for item, value in enumerate(answers)])
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("turned", [1, 2, 3])
def test_turned_items_are_named_one_by_one_where_most_are_sound(turned: int) -> None:
    expected = [([item], list(range(turned, 10))) for item in range(turned)]
    assert opposed(simulated(1, 60, 10, turned, 0.8)) == expected


@pytest.mark.parametrize(("items", "turned"), [(4, 2), (5, 2), (10, 4), (10, 5), (10, 6)])
def test_where_no_side_has_a_clear_majority_both_are_named_once(items: int, turned: int) -> None:
    ((fewer, more),) = opposed(simulated(2, 60, items, turned, 0.8))
    assert {frozenset(fewer), frozenset(more)} == {frozenset(range(turned)), frozenset(range(turned, items))}
    assert len(fewer) <= len(more)


@pytest.mark.parametrize("items", [4, 10])
def test_unrelated_items_run_against_each_other_by_chance_only(items: int) -> None:
    """At 2.5 % of 400 dimensions 10 are expected; more than 20 have a probability of one in a thousand."""
    assert sum(bool(opposed(simulated(seed, 20, items, 0, 0.0))) for seed in range(400)) <= 20


def test_unrelated_halves_of_a_dimension_are_not_opposed() -> None:
    halves = simulated(5, 60, 5, 0, 0.8) + simulated(6, 60, 5, 0, 0.8)
    assert opposed(halves) == []


def test_items_that_do_not_vary_or_mirror_each_other() -> None:
    rising, falling = list(range(1, 6)) * 5, list(range(5, 0, -1)) * 5
    assert opposed([rising, rising, [3] * 25]) == []
    assert opposed([rising, falling, [3] * 25, rising]) == [([1], [0, 3])]


FEW = "perspective: self, invited: 12}"


def invite(folder: Path, comment: str = "") -> None:
    path = folder / "engagement.yaml"
    text = path.read_text(encoding="utf-8").replace("perspective: self}", FEW + comment, 1)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("people", "expected"), [(3, ["E070 engagement.yaml:6:72"]), (4, []), (0, [])])
def test_few_of_the_invited(acme: Path, put: Put, people: int, expected: list[str]) -> None:
    invite(acme)
    rows = "".join(row(f"P{n}", 1 + n % 5, 2, 3) for n in range(people))
    put("a.csv", "respondent;group;L1;L2;L3\n" + rows)
    assert [place for place in found(acme) if not place.startswith("R068")] == expected


def test_who_is_missing_because_of_an_error_is_not_counted(acme: Path, put: Put) -> None:
    invite(acme)
    put("a.csv", "respondent;group;L1;L2;L3\nP;team;1;2;3\nQ;taem;1;2;3\n")
    assert found(acme) == ["R050 a.csv:3:2"]


def test_a_comment_in_the_engagement_switches_it_off(acme: Path, put: Put) -> None:
    invite(acme, "  # salesex: ignore E070 the survey still runs")
    assert [issue.code for issue in check([acme]).issues] == ["R069"]
    put("a.csv", "respondent;group;L1;L2;L3\nP;team;1;2;3\n")
    reading = check([acme])
    assert (reading.issues, reading.switched_off) == ((), 1)


def test_a_comment_in_a_response_switches_off_what_shows_at_the_end(acme: Path) -> None:
    head = "format: salesex/response/1\nrespondent: P {comment}\ngroup: team\n"
    head += "answers: {{L1: '?', L2: '?', L3: '?'}}\n"
    path = acme / "responses" / "a.yaml"
    path.write_text(head.format(comment=""), encoding="utf-8")
    assert found(acme) == ["R073 a.yaml:2:13"]
    path.write_text(head.format(comment="# salesex: ignore R073 was asked by mistake"), encoding="utf-8")
    reading = check([acme])
    assert (reading.issues, reading.switched_off) == ((), 1)
