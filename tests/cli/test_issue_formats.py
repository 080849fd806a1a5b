"""Issues in every format: valid by the published schemas, the same facts, nothing a text can break out of."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from salesex.catalogue import ENTRIES
from salesex.catalogue.telling import text_of
from salesex.cli.issue_formats import FORMATS, as_github, as_sarif, writer
from salesex.cli.issue_formats.report import IssueReport, told
from salesex.cli.output import visible
from salesex.errors import Issue

SCHEMAS = Path(__file__).parents[1] / "schemas"
HOSTILE = (
    "a\n::error::pwned",
    "a\r::set-output name=x::y",
    "::error file=x::y",
    "##[error]pwned",
    "]]><evil/>",
    "</failure><testcase name='x'/>",
    "<!-- & \" ' >",
    "100%0A%25, a:b,c=d",
    "\x00\x01\x1b[31m\x7f\x85\u2028\u202e",
    "\udcff\ud800 odd bytes",
    "\ufffe\uffff",
    "[click](http://evil.example) {0} {{x}}",
    "ä ü 漢字 😀",
    "`$(rm -rf /)` \\ \\n",
)
UNUSED = (("switched", "x"), ("problem", "y"))
FILES = {"Q": "own.yaml", "E": "acme/engagement.yaml", "R": "acme/responses/a.csv"}
ANY_TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(HOSTILE)


def made(code: str, file: str = "a.yaml", **more: object) -> Issue:
    return Issue(ENTRIES[code].severity, code, file, **more)  # type: ignore[arg-type]


def reports(text: st.SearchStrategy[str] = ANY_TEXT) -> st.SearchStrategy[IssueReport]:
    place = st.none() | st.integers(1, 10**6)
    names = text.filter(bool).map(lambda name: name.replace("\x00", "0"))
    file = names | names.map(lambda name: f"{name}.csv") | names.map(lambda name: f"{name}.xlsx")
    # Facts as they would be if nothing had made them harmless before.
    facts = text.map(lambda value: (("problem", value), ("char", value), ("kind", value), ("remedy", value)))
    issue = st.builds(made, st.sampled_from(("Q001", "E005", "R033")), file, facts=facts)
    issue = st.builds(lambda one, line, column: _placed(one, line, column), issue, place, place)
    files = st.dictionaries(file, st.sampled_from(("engagement", "questionnaire", "response")), max_size=4)
    return st.builds(
        lambda issues, files, language, strict, verbose: IssueReport(
            tuple(issues), tuple((kind, file) for file, kind in files.items()), 0, language, strict, verbose
        ),
        st.lists(issue, max_size=5),
        files,
        st.sampled_from(("de", "en", "fr")),
        st.booleans(),
        st.booleans(),
    )


def _placed(issue: Issue, line: int | None, column: int | None) -> Issue:
    return made(issue.code, issue.file, line=line, column=column and line and column, facts=issue.facts)


@cache
def sarif_schema() -> jsonschema.Draft4Validator:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


@cache
def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def facts_of(code: str) -> tuple[tuple[str, str], ...]:
    """Something for every placeholder of a code."""
    fields = set(re.findall(r"\{(\w+)\}", " ".join(text_of(code, "en").values())))
    return tuple((field, "x") for field in sorted(fields - {"wrong", "known"}))


@pytest.fixture(scope="module")
def everything() -> IssueReport:
    """An issue of every code, in YAML and in tables."""
    issues = [
        made(code, FILES[code[0]], line=number, column=2, path=f"/items/{number}", facts=facts_of(code))
        for number, code in enumerate(ENTRIES, start=1)
    ]
    issues.append(made("R057", "acme/responses/a.xlsx", line=3, column=4, facts=facts_of("R057")))
    files = (
        ("engagement", "acme/engagement.yaml"),
        ("questionnaire", "own.yaml"),
        ("questionnaire", "good.yaml"),
    )
    return IssueReport(tuple(issues), files, 2, "de", strict=False, verbose=True)


# What the runner does with a line, by the documentation and the source of the runner: the strict inverse.
COMMAND = re.compile(r"::(error|warning|notice)(?: ([^\r\n]*?))?::([^\r\n]*)\n")
_ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, allowed: tuple[str, ...]) -> str:
    for found in re.finditer("%", text):
        assert text[found.start() : found.start() + 3] in allowed, f"a bare % in {text!r}"
    return re.sub("%(?:25|0D|0A|3A|2C)", lambda found: _ESCAPES[found[0]], text)


def commands(document: bytes) -> Iterator[Command]:
    text, end = document.decode("utf-8"), 0
    for found in COMMAND.finditer(text):
        assert found.start() == end, f"no command: {text[end : found.start()]!r}"
        end = found.end()
        pairs = [pair.split("=", 1) for pair in found[2].split(",")]
        assert all(not re.search("[:,]", value) for _, value in pairs)
        properties = {key: unescaped(value, ("%25", "%0D", "%0A", "%3A", "%2C")) for key, value in pairs}
        assert len(properties) == len(pairs)
        yield Command(found[1], properties, unescaped(found[3], ("%25", "%0D", "%0A")))
    assert end == len(text), f"no command: {text[end:]!r}"


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_github_escaping_can_be_undone(value: str, text: str) -> None:
    line = f"::error file={as_github.escaped_property(value)}::{as_github.escaped_data(text)}\n"
    (found,) = commands(line.encode("utf-8", "replace"))
    assert found.properties["file"] == value.encode("utf-8", "replace").decode()
    assert found.message == text.encode("utf-8", "replace").decode()


@given(reports())
@settings(max_examples=60, deadline=None)
def test_github_has_one_command_per_issue_whatever_the_texts(report: IssueReport) -> None:
    found = list(commands(as_github.document(report)))
    rows = list(report.wanted())
    assert len(found) == len(rows)
    for command, row in zip(found, rows, strict=True):
        assert command.properties["file"] == visible(row.file)
        assert command.properties["title"] == f"salesex {row.issue.code}"
        assert command.message.count("\n") == 1
        assert not any(unicodedata.category(char) == "Cc" for char in command.message.replace("\n", ""))


def test_github_knows_lines_and_columns_and_the_cells_of_tables(everything: IssueReport) -> None:
    found = {
        (each.properties["file"], each.properties["title"]): each
        for each in commands(as_github.document(everything))
    }
    key = found["own.yaml", "salesex Q002"]
    number = str(list(ENTRIES).index("Q002") + 1)
    assert key.properties == {"file": "own.yaml", "line": number, "col": "2", "title": "salesex Q002"}
    table = found["acme/responses/a.csv", "salesex R057"]
    assert "col" not in table.properties
    assert f"(Zelle B{table.properties['line']})" in table.message
    sheet = found["acme/responses/a.xlsx", "salesex R057"]
    assert sheet.properties == {"file": "acme/responses/a.xlsx", "title": "salesex R057"}
    assert "(Zelle D3)" in sheet.message
    assert {each.name for each in found.values()} == {"error", "warning", "notice"}


@given(report=reports())
@settings(max_examples=25, deadline=None)
def test_sarif_is_valid_whatever_the_texts(report: IssueReport) -> None:
    content = json.loads(as_sarif.document(report).decode("utf-8"))
    assert [error.message for error in sarif_schema().iter_errors(content)] == []


def test_sarif_has_every_fact(everything: IssueReport) -> None:
    content = json.loads(as_sarif.document(everything))
    assert [error.message for error in sarif_schema().iter_errors(content)] == []
    (run,) = content["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(ENTRIES)
    assert run["language"] == "de"
    assert len(run["results"]) == len(everything.issues)
    for result, issue in zip(run["results"], everything.issues, strict=True):
        row = told(issue, "de")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == issue.code
        assert result["level"] == {"info": "note"}.get(issue.severity, issue.severity)
        text = result["message"]["text"].replace("{{", "{").replace("}}", "}")
        assert row.message[1:] in text
        assert row.help in text
        (location,) = result["locations"]
        region = location["physicalLocation"].get("region")
        if issue.file.endswith(".xlsx"):
            assert region is None
            assert location["logicalLocations"][0]["fullyQualifiedName"] == "D3"
        elif issue.file.endswith(".csv"):
            assert region == {"startLine": issue.line}
        else:
            assert region == {"startLine": issue.line, "startColumn": issue.column}


def test_sarif_rules_say_nothing_of_a_single_file(everything: IssueReport) -> None:
    (run,) = json.loads(as_sarif.document(everything))["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        for text in (
            rule["shortDescription"]["text"],
            rule["fullDescription"]["text"],
            *rule["help"].values(),
        ):
            assert text.strip(" .…")
            assert not re.search(r"(?<!\{)\{\w+\}(?!\})", text)


def test_sarif_fingerprints_stay_when_lines_move() -> None:
    def prints(*issues: Issue) -> list[str]:
        (run,) = json.loads(as_sarif.document(IssueReport(issues)))["runs"]
        return [result["partialFingerprints"]["salesexIssue/v1"] for result in run["results"]]

    facts = (("id", "a"), ("first", "3"))
    moved = (("id", "a"), ("first", "5"))
    one = made("Q033", line=8, column=3, path="/dimensions/0/items/3/id", facts=facts)
    later = made("Q033", line=10, column=5, path="/dimensions/1/items/4/id", facts=moved)
    other = made(
        "Q033", line=8, column=3, path="/dimensions/0/items/3/id", facts=(("id", "b"), ("first", "3"))
    )
    elsewhere = made("Q033", "b.yaml", line=8, column=3, path="/dimensions/0/items/3/id", facts=facts)
    assert prints(one) == prints(later)
    assert len(set(prints(one, later, other, elsewhere))) == 4
    assert prints(one, other) == [*prints(one), *prints(other)]


@pytest.mark.parametrize(
    "name", ["a b/ü.yaml", "a:b.yaml", "100%.yaml", "../x#y?.yaml", "<stdin>", "a\udcff.yaml", "~x.yaml"]
)
def test_sarif_paths_are_relative_and_can_be_decoded(name: str) -> None:
    written = as_sarif.uri(name)
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", written)
    assert unquote_to_bytes(written) == name.encode("utf-8", "surrogateescape")


@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_junit_is_valid_whatever_the_texts(report: IssueReport) -> None:
    root = etree.fromstring(writer("junit")(report))
    assert junit_schema().validate(root), junit_schema().error_log
    cases = root.findall("testsuite/testcase")
    assert len(cases) == int(root.get("tests"))
    shown = "".join("".join(case.itertext()) for case in cases)
    assert shown.count("[Q001]") + shown.count("[E005]") + shown.count("[R033]") >= len(list(report.wanted()))


def test_junit_has_one_case_per_file(everything: IssueReport) -> None:
    root = etree.fromstring(writer("junit")(everything))
    assert junit_schema().validate(root), junit_schema().error_log
    cases = {case.get("name"): case for case in root.findall("testsuite/testcase")}
    assert list(cases) == sorted(cases)
    assert cases.keys() == {"own.yaml", "good.yaml", *(issue.file for issue in everything.issues)}
    assert len(cases["good.yaml"]) == 0
    assert cases["acme/responses/a.csv"].get("classname") == "salesex.response"
    (failure,) = cases["own.yaml"].findall("failure")
    errors = sum(code[0] == "Q" and entry.severity == "error" for code, entry in ENTRIES.items())
    assert failure.get("message") == f"{errors} Fehler"
    assert failure.get("type") == "error"
    assert "warning[Q031]" in cases["own.yaml"].findtext("system-out")
    assert "error[Q002]" in failure.text


@pytest.mark.parametrize(("strict", "failures"), [(False, 0), (True, 1)])
def test_junit_fails_on_warnings_only_when_strict(strict: bool, failures: int) -> None:
    report = IssueReport((made("Q002", line=1), made("Q025", "b.yaml", facts=UNUSED))[1:], strict=strict)
    root = etree.fromstring(writer("junit")(report))
    assert root.get("failures") == str(failures)
    assert report.failed is strict


@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_json_and_text_hold_any_text(report: IssueReport) -> None:
    content = json.loads(writer("json")(report).decode("utf-8"))
    assert len(content["issues"]) == len(report.issues)
    text = writer("text")(report).decode("utf-8")
    wanted = [(row.issue.code, row.help) for row in report.wanted()]
    remedies = sum(one != other for one, other in zip(wanted, [None, *wanted], strict=False))
    assert len(text.split("\n")) == len(wanted) + remedies + 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)


def test_the_same_remedy_is_said_once_below_the_last_place() -> None:
    issues = [made("Q002", line=1), made("Q002", line=2), made("Q002", "b.yaml", line=1)]
    issues += [made("Q025", "b.yaml", facts=UNUSED), made("Q002", "b.yaml", line=9)]
    text = writer("text")(IssueReport(tuple(issues))).decode("utf-8")
    said = "".join(".R"[line.startswith("    ")] for line in text.splitlines())
    assert said == "...R.R.R"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_format_tells_every_issue_in_the_language(
    everything: IssueReport, format: str, language: str
) -> None:
    report = IssueReport(everything.issues, everything.files, 0, language, verbose=True)
    raw = writer(format)(report)
    if format in {"json", "sarif"}:
        document = json.dumps(json.loads(raw), ensure_ascii=False).replace("\\n", "\n").replace('\\"', '"')
        document = document.replace("{{", "{").replace("}}", "}")
    elif format == "junit":
        document = "".join(etree.fromstring(raw).itertext())
    elif format == "github":
        document = "".join(command.message for command in commands(raw))
    else:
        document = raw.decode("utf-8")
    for row in report.rows():
        assert row.message[1:].replace("\\n", "\n") in document.replace("\\n", "\n")
        assert row.help.replace("\\n", "\n") in document.replace("\\n", "\n")


@pytest.mark.parametrize(
    ("verbosity", "severities"),
    [
        ({}, ["error", "warning"]),
        ({"verbose": True}, ["error", "warning", "info"]),
        ({"quiet": True}, ["error"]),
        ({"quiet": True, "strict": True}, ["error", "warning"]),
    ],
)
def test_people_see_what_they_asked_for_and_documents_hold_all(
    verbosity: dict[str, bool], severities: list[str]
) -> None:
    issues = (made("Q002"), made("Q025", facts=UNUSED), made("R069"))
    report = IssueReport(issues, **verbosity)  # type: ignore[arg-type]
    assert [row.issue.severity for row in report.wanted()] == severities
    assert len(writer("text")(report).splitlines()) == 2 * len(severities)
    assert len(list(commands(writer("github")(report)))) == len(severities)
    assert len(json.loads(writer("json")(report))["issues"]) == 3
    assert len(json.loads(writer("sarif")(report))["runs"][0]["results"]) == 3


@pytest.mark.long
@pytest.mark.parametrize("format", FORMATS)
def test_a_hundred_thousand_files_are_written(format: str) -> None:
    files = tuple(("questionnaire", f"{'folder/' * 12}{number:06}.yaml") for number in range(100_000))
    issues = tuple(made("Q002", file, line=1, column=1) for _, file in files[::10])
    report = IssueReport(issues, files)
    assert len(writer(format)(report)) > 1_000_000
    assert report.summary() == "100000 questionnaires: 10000 errors, 0 warnings"


def test_github_and_sarif_have_the_line_of_the_text(salesex, acme: Path, monkeypatch) -> None:
    """The row is the spreadsheet's: a header over two lines makes it another one than the line."""
    monkeypatch.chdir(acme.parent)
    table = acme / "responses" / "answers.csv"
    header, _, rows = table.read_text(encoding="utf-8").partition("\n")
    header = header.replace("SE-S01", '"SE-S01 two\nlines"').strip()
    table.write_text(f"{header}\n{rows.replace(';service;', ';servcie;', 1)}", encoding="utf-8")
    issues = json.loads(salesex("validate", "acme", "--format", "json").out)["issues"]
    (row,) = (issue["line"] for issue in issues if issue["code"] == "R050")
    assert f"answers.csv:{row}:2: error[R050]" in salesex("validate", "acme").out
    assert f"answers.csv,line={row + 1},title=" in salesex("validate", "acme", "--format", "github").out
    results = json.loads(salesex("validate", "acme", "--format", "sarif").out)["runs"][0]["results"]
    (place,) = (result["locations"][0] for result in results if result["ruleId"] == "R050")
    assert place["physicalLocation"]["region"] == {"startLine": row + 1}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == f"B{row}"
