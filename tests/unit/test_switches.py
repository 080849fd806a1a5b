"""Comments that switch issues off: when one is called idle, and what is said about misspelt ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from salesex.catalogue import tell
from salesex.surveys.discovery import check
from salesex.surveys.questionnaires.questionnaires import questionnaire_of
from salesex.surveys.yaml.parsing import parse

Put = Callable[[str, str | bytes], Path]
HEAD = "format: salesex/questionnaire/1\nid: own\nversion: 1\ntitle: Own\n"
SCALE = "scale: {min: 1, max: 5, labels: {1: never, 5: always}}\n"
PARTS = "dimensions:\n  - {id: d, title: D, items: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}]}\n"


def issues(text: str) -> list[str]:
    reading = questionnaire_of(parse(text.encode(), "own.yaml", "Q"))
    return [f"{issue.code} {issue.line}:{issue.column}" for issue in reading.issues]


def told(comment: str, language: str = "en") -> list[str]:
    reading = questionnaire_of(parse((HEAD + comment + "\n" + SCALE + PARTS).encode(), "q", "Q"))
    words = [tell(issue, language) for issue in reading.issues if issue.code == "Q025"]
    return [f"{word.message} | {word.help}" for word in words]


def test_a_comment_may_be_needed_while_another_issue_keeps_its_rule_from_running() -> None:
    bare = "scale: {min: 1, max: 5}  # salesex: ignore Q070 one knows it\n"
    assert issues(HEAD + bare + PARTS) == []
    assert issues(HEAD + bare + PARTS + "colour: red\n") == ["Q011 8:1"]


def test_an_idle_comment_is_told_once_nothing_else_is_wrong() -> None:
    full = SCALE.rstrip() + "  # salesex: ignore Q070\n"
    assert issues(HEAD + full + PARTS) == ["Q025 5:57"]
    assert issues(HEAD + full + PARTS + "colour: red\n") == ["Q011 8:1"]


def test_a_comment_behind_the_sign_of_a_block() -> None:
    text = HEAD.replace("title: Own", "title: >  # salesex: ignore Q031\n  {de: # salesex: ignore Q031 text}")
    assert issues(text + SCALE + PARTS) == ["Q025 4:11"]


def test_every_comment_of_a_line_is_seen() -> None:
    text = HEAD.replace("Own", "'# salesex: ignore Q031'  # salesex: ignore Q032 # salesex: ignore Q033")
    assert issues(text + SCALE + PARTS) == ["Q025 4:34", "Q025 4:57"]


@pytest.mark.parametrize(
    "comment", ["# salesex: ignore q070", "# Salesex: Ignore Q070", "#SALESEX:ignore q070 x"]
)
def test_capitals_do_not_matter(comment: str) -> None:
    text = HEAD + comment + "\nscale: {min: 1, max: 5}\n" + PARTS
    assert issues(text) == []


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# salesex: ignore Q89", "Q89 is no code of an issue | Did you mean `Q089`?"),
        ("# salesex: ignore q-70 x", "Q-70 is no code of an issue | Did you mean `Q070`?"),
        ("# salesex: ignore Q094", "Q094 is no code of an issue | Did you mean"),
        ("# salesex: ignore Q070, Q71", "Q71 is no code of an issue | Did you mean `Q071`?"),
        ("# salesex: ignore the next line", "it names no code | "),
        ("# salesex ignore Q070", "it does not begin with `# salesex: ignore` | "),
        ("# Salesx: ignore Q070", "it does not begin with `# salesex: ignore` | "),
        ("# salesex: ingore", "it does not begin with `# salesex: ignore` | "),
        ("# salesex: disable Q070", "it does not begin with `# salesex: ignore` | "),
    ],
)
def test_what_is_wrong_with_a_comment_is_told(comment: str, message: str) -> None:
    found = told(comment)[-1]
    assert found.startswith(f"this comment switches off nothing: {message}")
    assert told(comment, "de")[-1].startswith("dieser Kommentar schaltet nichts ab: ")


@pytest.mark.parametrize(
    "comment",
    [
        "# salesex is a tool",
        "# salesex: see docs/issues.md",
        "# sales: improve 2026",
        "# sales: until Q3",
        "# Sales ignores marketing",
        "# salesex: ignore Q070 Q4 is over, Q1 begins",
    ],
)
def test_other_comments_are_left_alone(comment: str) -> None:
    assert [text for text in told(comment) if "Q070" not in text] == []


def test_a_response_alone_does_not_show_what_needs_the_others(acme: Path, put: Put) -> None:
    head = "format: salesex/response/1\nrespondent: P\ngroup: team\n"
    alone = put("a.yaml", head + "answers: {L1: 1}  # salesex: ignore R060 one person\n")
    assert check([alone]).issues == ()
    assert [issue.code for issue in check([acme]).issues] == ["R025"]


def test_an_error_elsewhere_keeps_what_needs_everybody_from_showing(acme: Path, put: Put) -> None:
    path = acme / "engagement.yaml"
    text = path.read_text(encoding="utf-8").replace("self}", "self, invited: 9}  # salesex: ignore E070", 1)
    path.write_text(text, encoding="utf-8")
    put("a.csv", "respondent;group;L1\nP;team;1\n")
    assert check([acme]).issues == ()
    put("b.csv", "respondent;group;L1\nQ;taem;1\n")
    assert [issue.code for issue in check([acme]).issues] == ["R050"]
    put("b.csv", "respondent;group;L1\n" + "".join(f"Q{n};team;1\n" for n in range(8)))
    assert [issue.code for issue in check([acme]).issues] == ["E025"]


def test_nobody_is_counted_where_a_table_is_cut_off(acme: Path, put: Put) -> None:
    path = acme / "engagement.yaml"
    text = path.read_text(encoding="utf-8").replace("self}", "self, invited: 6}", 1)
    path.write_text(text, encoding="utf-8")
    rows = "".join(f"P{n};team;1;x\n" for n in range(1_002))
    put("a.csv", "respondent;group;L1;L2\n" + rows[: rows.index("P9;")])
    assert "R070" in {issue.code for issue in check([acme]).issues}
    put("a.csv", "respondent;group;L1;L2\n" + rows)
    assert "R070" not in {issue.code for issue in check([acme]).issues}
