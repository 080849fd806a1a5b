"""Slips people make in YAML: what is said to be wrong, and where, with libyaml and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from salesex.catalogue import tell
from salesex.catalogue.telling import WORDS, texts
from salesex.surveys.yaml import nodes as yaml_nodes
from salesex.surveys.yaml import slips as yaml_slips
from salesex.surveys.yaml.parsing import parse

HEAD = "format: salesex/questionnaire/1\nid: own\n"
FROM_LINE_3 = [
    # text below the head, code, line, column, what is said
    ('title: "Own\nversion: 1\nx:\n  y: "a"\n', "Q001", 3, 8, "quote that opens here"),
    ("title: 'Own\nversion: 1\n", "Q001", 3, 8, "quote that opens here"),
    ("title: 'Own\nversion: 1\nx: 'a'\n", "Q001", 3, 8, "quote that opens here"),
    ("title: 'It's ours'\nversion: 1\n", "Q001", 3, 12, "after its closing quote"),
    ('title: "Own" one\nversion: 1\n', "Q001", 3, 14, "after its closing quote"),
    ('title: {de: "Own, en: x}\nversion: "1"\n', "Q001", 3, 13, "quote that opens here"),
    ("x: [a, b\nversion: 1\n", "Q001", 3, 4, "bracket that opens here"),
    ("x: [a, b\n", "Q001", 3, 4, "bracket that opens here"),
    ("x: [a, [b],\n", "Q001", 3, 4, "bracket that opens here"),
    ("x: {a: b, c: {\n", "Q001", 3, 14, "bracket that opens here"),
    ("x:\n  - {id: L1, text: One\n  - {id: L2}\n", "Q001", 4, 5, "bracket that opens here"),
    ("x:\n  - {id: L1, text: {de: a, en: b}\n  - {id: L2}\n", "Q001", 4, 5, "bracket that opens here"),
    ("title: {de: a, en: Own]\nversion: 1\n", "Q001", 3, 23, "does not fit"),
    ("title: {de: a}}\nversion: 1\n", "Q001", 3, 15, "closes nothing"),
    ("title: [new] own\nversion: 1\n", "Q001", 3, 14, "after its closing bracket"),
    ("x:\n  - {id: L1},\n  - {id: L2}\n", "Q001", 4, 13, "comma separates nothing"),
    ('title: {de: "a" en: "b"}\n', "Q001", 3, 17, "comma is missing"),
    ("scale:\n\tmin: 1\n", "Q006", 4, 1, "tab"),
    ("scale:\n  min: 1\n\tmax: 5\n", "Q006", 5, 1, "tab"),
    ("x:\n  -\tid: x\n", "Q006", 4, 4, "tab"),
    ("title Own\nversion: 1\n", "Q001", 3, 1, "no colon"),
    ("version: 1\ntitle Own\n", "Q001", 4, 1, "no colon"),
    ("scale:\n  min 1\n  max: 5\n", "Q001", 4, 3, "no colon"),
    ("scale\n  min: 1\n", "Q001", 3, 1, "no colon"),
    ("x:\n  - id: L1\n    text One\n    reverse: true\n", "Q001", 5, 5, "no colon"),
    ("title: Goals: clear\n", "Q001", 3, 13, "colon inside a text"),
    ("x:\n  - text: We ask: what now?\n", "Q001", 4, 17, "colon inside a text"),
    ("title: {de: Goals: clear, en: x}\n", "Q001", 3, 18, "colon inside a text"),
    ("text: one\n  and two\n  and three: four\n", "Q001", 5, 12, "colon inside a text"),
    ("title:Own\nversion: 1\n", "Q001", 3, 6, "space after the colon"),
    ("scale:\n  min:1\n  max: 5\n", "Q001", 4, 6, "space after the colon"),
    ("x:\n  -id: L1\n    text: a\n", "Q001", 4, 3, "space after the dash"),
    ("x:\n  - a\n  -b\n", "Q001", 5, 3, "space after the dash"),
    ("scale:\n  min: 1\n   max: 5\n", "Q001", 5, 4, "indented differently"),
    ("scale:\n    min: 1\n  max: 5\n", "Q001", 5, 3, "indented differently"),
    (" title: Own\n", "Q001", 3, 2, "indented differently"),
    ("x:\n  - id: a\n   - id: b\n", "Q001", 5, 4, "indented differently"),
    ("x:\n  - id: a\n   text: x\n", "Q001", 5, 4, "indented differently"),
    ("x:\n  - id: a\n     text: x\n", "Q001", 5, 6, "indented differently"),
    ("scale:\n  min: 1\n  - max\n", "Q001", 5, 3, "dash among keys"),
    ("x:\n  - a\n  b: 1\n", "Q001", 5, 3, "key among the dashes"),
    ("title: - Own\n", "Q001", 3, 8, "line of its key"),
    ("title: %Own\n", "Q001", 3, 8, "begin with %, @ or `"),
    ("title: @home\n", "Q001", 3, 8, "begin with %, @ or `"),
    ("title: `own`\n", "Q001", 3, 8, "begin with %, @ or `"),
    ("%title: x\n", "Q001", 3, 1, "line cannot begin with %"),
    ("title: *important\n", "Q008", 3, 8, "anchor or alias"),
    ("title: *important* one\n", "Q008", 3, 8, "anchor or alias"),
    ("title: &Co\n", "Q008", 3, 8, "anchor or alias"),
    ("title: !x!y z\n", "Q009", 3, 8, "tag"),
    ("title: >90 %\n", "Q001", 3, 8, "begin with | or >"),
    ("title: | Own\n", "Q001", 3, 8, "begin with | or >"),
    ('path: "C:\\Users"\n', "Q001", 3, 10, "backslash"),
    ("title: ?\nversion: 1\n", "Q001", 3, 8, "a ? without quotes"),
    ("x: {no_answer: ?, y: 1}\n", "Q001", 3, 16, "a ? without quotes"),
    ("title: ,x\n", "Q001", 3, 8, "comma separates nothing"),
    ("x:\n  - {id: L1, text: a}\n  - id:L2\n    text: {de: b}\n", "Q001", 5, 7, "space after the colon"),
    ("x:\n  - text: a\n  - id:L2\n    text: {de: b}\n", "Q001", 5, 7, "space after the colon"),
    ("title:{de: Tempo, en: Pace}\nversion: 1\n", "Q001", 3, 6, "space after the colon"),
    ("x:\n  - {id:L1, text: {de: a}}\n", "Q001", 4, 8, "space after the colon"),
    ("profile: {speed:85, team:85}\n", "Q001", 3, 16, "space after the colon"),
    ("title: {de:Tempo, en: Pace}\n", "Q001", 3, 11, "space after the colon"),
    ("x:\n  - {id: L1 text: {de: a}}\n", "Q001", 4, 13, "comma is missing before this"),
    ("profile: {speed: 85 team: 85}\n", "Q001", 3, 21, "comma is missing before this"),
    ("title: {de: Kunden. en: Customers}\n", "Q001", 3, 21, "comma is missing before this"),
    ("title: {de: Kunden; fr: Clients}\nx: {fr: y}\n", "Q001", 3, 21, "comma is missing before this"),
    ("title: {de: Wir fragen: was}\n", "Q001", 3, 23, "colon inside a text"),
    ("title: „Ziele: klar“\n", "Q001", 3, 8, "typographic quotes"),
    ("title: {de: „Ziele: klar“, en: x}\n", "Q001", 3, 13, "typographic quotes"),
    ("title: {de: „Ziele“, en: Goals: clear}\n", "Q001", 3, 31, "colon inside a text"),
    ("scale:\n\xa0 min: 1\n  max: 5\n", "Q005", 4, 1, "special space"),
    ("scale:\n  min: 1\n\xa0 max: 5\n", "Q005", 5, 1, "special space"),
    ("scale:\n  min:\xa01\n  max: 5\n", "Q005", 4, 7, "special space"),
    ("scale:\n  min: 1\n  max:\xa05\n", "Q005", 5, 7, "special space"),
    ("scale:\xa0\n  min: 1\n", "Q005", 3, 7, "special space"),
    ("scale:\n  min\xa0: 1\n", "Q005", 4, 6, "special space"),
    ("x:\n  - id: a\n    text: b\n  - id:\xa0L2\n    text: c\n", "Q005", 6, 8, "special space"),
    ("x:\n  -\xa0id: a\n    text: x\n", "Q005", 4, 4, "special space"),
    ("x:\n  - id: a\n    text: x\n  -\u202fid: b\n", "Q005", 6, 4, "special space"),
    ("x:\n  -\xa0{id: a, text: x}\n", "Q005", 4, 4, "special space"),
    ("title:\n  de:\xa0Gut\n  en:\u200bGood\nx: [\n", "Q001", 6, 4, "bracket"),
    ("title:\xa0{de: Gut, en: Good}\n", "Q005", 3, 7, "special space"),
    ("title: {de:\xa0Gut, en: Good}\n", "Q005", 3, 12, "special space"),
    ('title: "Own”\nversion: 1\nx: "a"\n', "Q001", 3, 12, "typographic"),
    ('title: {de: "Eigen“, en: Own}\nx: "a"\n', "Q001", 3, 19, "typographic"),
    ('title: {de: "Eigen“, en: "Own"}\n', "Q001", 3, 19, "typographic"),
    ('title: "Wir sagen „ja“\nversion: 1\n', "Q001", 3, 8, "quote that opens here"),
    ("x:\n  - id: a\n    text: x\nreverse: true\n  - id: b\n", "Q001", 6, 1, "indented differently"),
    ("x:\n  - id: a\nreverse: true\n    text: x\n", "Q001", 5, 1, "indented differently"),
    ("x:\n  -{id: L1, text: a}\n", "Q001", 4, 3, "space after the dash"),
    ("x:\n  - {id: L1}\n  -{id: L2, text: a}\n", "Q001", 5, 3, "space after the dash"),
    ("x:\n  - id: a\n  -id: L2\n", "Q001", 5, 3, "space after the dash"),
    ("title: |\nGoals are clear.\nversion: 1\n", "Q001", 4, 1, "is not indented"),
    ("title:\n  de: >-\n  Goals are clear.\n  en: x\n", "Q001", 5, 3, "is not indented"),
    ("x: {weight: 1,5, y: 2}\n", "Q015", 3, 13, "`1,5` is not a number with a decimal point"),
    ("<<<<<<< HEAD\ntitle: a\n=======\n>>>>>>> b\n", "Q001", 3, 1, "merged"),
    ("...\nx: y\n", "Q001", 4, 1, "had ended"),
]


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(yaml_nodes, "LOADER", yaml_nodes._python_loader())


@pytest.mark.parametrize(("text", "code", "line", "column", "said"), FROM_LINE_3)
def test_a_slip_is_told_at_its_place(text: str, code: str, line: int, column: int, said: str) -> None:
    (issue,) = parse((HEAD + text).encode(), "a.yaml", "Q").issues
    assert (issue.code, issue.line, issue.column) == (code, line, column)
    assert said in tell(issue).message


@pytest.mark.parametrize(
    "text",
    [
        "title: z.\xa0B. Goals:\xa0clear\n",
        "title: \xa0Goals\n",
        "title: |\n  \xa0Goals:\n  are:\xa0clear\n",
        'title: "Goals:\n  are:\xa0clear\n  -\xa0and few"\n',
        "title: Goals\n  are:\xa0clear\n",
        "x:\n  - \xa0a\n  - b\xa0c\n",
    ],
)
def test_special_spaces_in_a_text_are_content(text: str) -> None:
    document = parse((HEAD + text).encode(), "a.yaml", "Q")
    assert document.root is not None and document.issues == ()


def test_every_line_with_a_special_space_is_told() -> None:
    text = (HEAD + "title:\n  de: Gut\n  en: Good\nversion: 1\n").replace(": ", ":\xa0")
    document = parse(text.encode(), "a.yaml", "Q")
    assert [(issue.code, issue.line) for issue in document.issues] == [("Q005", n) for n in (1, 2, 4, 5, 6)]
    assert document.root is not None
    assert [key.value for key, _ in document.root.value] == ["format", "id", "title", "version"]


@pytest.mark.parametrize("shape", ["{}", "[{}", "- {}", "a: {}", 'a: "{}', "a:\n  {}", "{{a: {}"])
@pytest.mark.parametrize("sign", list("!#%&*+,-.:;<>?@[]`{|}~^\"'\\\t\n"))
def test_whatever_is_wrong_is_told_in_words_of_the_language(shape: str, sign: str) -> None:
    for text in (shape.format(sign), shape.format(sign + "x"), shape.format(f"x{sign} y\nb: {sign}")):
        for issue in parse(text.encode(), "a.yaml", "Q").issues:
            told = tell(issue, "de")
            assert re.search(r"\b(while|expected|found|the|not|scanning)\b", told.message) is None


def test_every_word_of_a_slip_has_its_remedy_in_both_languages() -> None:
    source = Path(yaml_slips.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"(yaml_\w+)"', source))
    assert len(named) > 20
    for language in ("de", "en"):
        written = {word for word in texts(language, WORDS)["words"] if word.startswith("yaml_")}
        assert written == named | {f"{word}_remedy" for word in named}


def test_no_slip_lies_outside_of_the_file() -> None:
    for text in _cut(HEAD + "x:\n  - {id: L1, text: \"One: 'a' [b]\", y: [1, 2]}\n  - id: 'L2'\n"):
        for issue in parse(text.encode(), "a.yaml", "Q").issues:
            lines = text.split("\n")
            assert issue.line is not None and issue.column is not None
            assert 1 <= issue.line <= len(lines)
            assert 1 <= issue.column <= len(lines[issue.line - 1]) + 1


def test_what_was_mended_reads_as_it_was_meant() -> None:
    text = "x: {id:L1, at: {1:'a', 10:30 Uhr, de:Ein Text}, weight: 1,5, u: http://a.b}\n"
    found = parse(text.encode(), "a.yaml", "Q")
    assert [(issue.code, issue.column) for issue in found.issues] == [("Q001", 7), ("Q001", 18), ("Q015", 57)]
    assert found.root is not None
    below = {key.value: value for key, value in found.root.value[0][1].value}
    assert {key: value.value for key, value in below.items() if key != "at"} == {
        "id": "L1",
        "weight": "1.5",
        "u": "http://a.b",
    }
    at = {key.value: value.value for key, value in below["at"].value}
    assert at == {"1": "a", "10:30 Uhr": "", "de": "Ein Text"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_remedy_for_a_quote_says_how_it_is_written(language: str) -> None:
    for slip in ('title: "Own\n', 'title: "Own" one\n'):
        (issue,) = parse((HEAD + slip).encode(), "a.yaml", "Q").issues
        remedy = tell(issue, language).help
        assert '\\"' in remedy and "''" in remedy
    kept = parse(b"a: \"one \\\" two\"\nb: 'it''s'\n", "a.yaml", "Q")
    assert kept.root is not None and not kept.issues
    assert [value.value for _, value in kept.root.value] == ['one " two', "it's"]


def _cut(text: str) -> Iterator[str]:
    """The text without one of its characters, and its beginnings."""
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]
        yield text[:at]


def test_an_unknown_problem_is_told_in_general(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loader(yaml_nodes.LOADER):  # type: ignore[misc, name-defined]
        def get_single_node(self) -> None:
            raise yaml.YAMLError("something new")

    monkeypatch.setattr(yaml_nodes, "LOADER", Loader)
    (issue,) = parse(b"a: 1\n", "a.yaml", "Q").issues
    assert tell(issue, "de").message.endswith("ab hier ist nicht zu verstehen, was gemeint ist")
