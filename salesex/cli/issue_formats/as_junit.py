"""Issues as a JUnit report, as GitLab, Jenkins and others show test results.

One test case per file, so that a file keeps its history from run to run; one failure per test case that
lists all its issues, since Jenkins reads no second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Xml

from salesex.cli.issue_formats.as_text import lines
from salesex.cli.issue_formats.report import IssueReport, Row, encodable
from salesex.cli.issue_formats.words import counted
from salesex.cli.output import visible
from salesex.errors import SEVERITIES

NAME = "salesex validate"
KINDS = {"Q": "questionnaire", "E": "engagement", "R": "response"}
_NO_XML = re.compile("[\ufffe\uffff]")  # what `visible` leaves and XML 1.0 has not


def document(report: IssueReport) -> bytes:
    """Return the report: files without an issue that fails the run are passed test cases."""
    cases = list(_cases(report))
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
    }
    root = Xml.Element("testsuites", {"name": NAME, **counts})
    suite = Xml.SubElement(root, "testsuite", {"name": NAME, **counts, "skipped": "0"})
    suite.extend(cases)
    Xml.indent(root, " ")
    written: str = Xml.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def _cases(report: IssueReport) -> Iterator[Xml.Element]:
    """Yield a test case per file, also for files that were only complained about."""
    rows: dict[str, list[Row]] = {}
    for row in report.wanted():
        rows.setdefault(row.file, []).append(row)
    kinds = {encodable(file): kind for kind, file in report.own_files()}
    for file in sorted(kinds.keys() | rows.keys()):
        found = rows.get(file, [])
        kind = kinds.get(file) or KINDS[found[0].issue.code[0]]
        yield _case(kind, file, found, report)


def _case(kind: str, file: str, rows: Sequence[Row], report: IssueReport) -> Xml.Element:
    case = Xml.Element("testcase", {"classname": f"salesex.{kind}", "name": _text(file)})
    failing = [row for row in rows if report.fails(row.issue.severity)]
    others = [row for row in rows if not report.fails(row.issue.severity)]
    if failing:
        worst = min((row.issue.severity for row in failing), key=SEVERITIES.index)
        message = _counts(failing, report.language)
        failure = Xml.SubElement(case, "failure", {"type": worst, "message": message})
        failure.text = _listed(failing, report.language)
    if others:
        Xml.SubElement(case, "system-out").text = _listed(others, report.language)
    return case


def _counts(rows: Sequence[Row], language: str) -> str:
    found = [row.issue.severity for row in rows]
    return ", ".join(counted(found.count(one), one, language) for one in SEVERITIES if one in found)


def _listed(rows: Sequence[Row], language: str) -> str:
    return _text_lines(line for row in rows for line in lines(row, language))


def _text_lines(written: Iterator[str]) -> str:
    return "\n" + "".join(f"{_text(line)}\n" for line in written)


def _text(text: str) -> str:
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))
