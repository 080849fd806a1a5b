"""Issues as SARIF 2.1.0, for code scanning and for viewers in editors.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from salesex import __version__
from salesex.catalogue import ENTRIES
from salesex.catalogue.explaining import remedy_of, title_of
from salesex.catalogue.telling import LANGUAGES, text_of
from salesex.cli.issue_formats.report import IssueReport, Row, encodable
from salesex.cli.issue_formats.words import word
from salesex.cli.output import visible
from salesex.errors import Issue

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
PLACES = frozenset({"first", "other", "here"})
"""Facts that say where something else stands, and move with it."""


def document(report: IssueReport) -> bytes:
    """Return the log of one run: every issue, infos as notes."""
    language = report.language if report.language in LANGUAGES else "en"
    codes = sorted({issue.code for issue in report.issues})
    driver = {
        "name": "salesex",
        "version": __version__,
        "semanticVersion": __version__,
        "language": language,
        "rules": [_rule(code, language) for code in codes],
    }
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "artifacts": [{"location": {"uri": uri(file)}} for _, file in report.own_files()],
        "results": [_result(row, codes, language, seen) for row in report.rows()],
    }
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _invocation(report: IssueReport) -> dict[str, Any]:
    """Whether everything could be read, and what not."""
    invocation: dict[str, Any] = {"executionSuccessful": not report.unreadable}
    if report.unreadable:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": plain_message(encodable(visible(message)))}}
            for message in report.unreadable
        ]
    return invocation


def _rule(code: str, language: str) -> dict[str, Any]:
    entry, texts = ENTRIES[code], text_of(code, language)
    what, remedy = _sentence(title_of(texts)), remedy_of(texts)
    why = texts.get("why", "") or what
    return {
        "id": code,
        "shortDescription": {"text": _braces(what)},
        "fullDescription": {"text": _braces(why)},
        "help": {"text": _braces(f"{why}\n\n{remedy}"), "markdown": _braces(f"{why}\n\n{remedy}")},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
        "properties": {"tags": [entry.layer], "problem.severity": PROBLEMS[entry.severity]},
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _result(row: Row, codes: list[str], language: str, seen: Counter[str]) -> dict[str, Any]:
    issue = row.issue
    cell = f" ({word('cell', language)} {row.cell})" if row.cell else ""
    result: dict[str, Any] = {
        "ruleId": issue.code,
        "ruleIndex": codes.index(issue.code),
        "level": LEVELS[issue.severity],
        "message": {"text": plain_message(f"{_sentence(visible(row.message) + cell)} {visible(row.help)}")},
        "locations": [_location(row)],
        "partialFingerprints": {"salesexIssue/v1": _fingerprint(issue, seen)},
    }
    if issue.path:
        result["properties"] = {"path": encodable(issue.path)}
    return result


def _location(row: Row) -> dict[str, Any]:
    """Where it is; cells of a table have no characters to count, a workbook has not even lines."""
    issue = row.issue
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(issue.file)}}
    if row.text_line is not None:
        region = {"startLine": row.text_line}
        if issue.column is not None and not row.is_table:
            region["startColumn"] = issue.column
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if row.cell:
        location["logicalLocations"] = [{"fullyQualifiedName": row.cell, "kind": "cell"}]
    return location


def _fingerprint(issue: Issue, seen: Counter[str]) -> str:
    """A hash that stays when lines move: file, code, what it is about; the n-th of several alike."""
    facts = [(key, fact) for key, fact in issue.facts if key not in PLACES]
    path = re.sub(r"/\d+(?=/|$)", "/*", issue.path)
    about = repr((issue.file, issue.code, path, facts))
    seen[about] += 1
    return hashlib.sha256(f"{about} {seen[about]}".encode("utf-8", "backslashreplace")).hexdigest()[:32]


def plain_message(text: str) -> str:
    """Return a text as SARIF has it: braces are no placeholders, brackets no links (3.11.5, 3.11.6)."""
    return _braces(text.replace("](", "] ("))


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def uri(file: str) -> str:
    """Return a path as a URI reference, percent-encoded; relative stays relative.

    >>> uri("a b/ü:1.yaml"), uri("/srv/a.yaml"), uri("C:/a.yaml")
    ('a%20b/%C3%BC%3A1.yaml', 'file:///srv/a.yaml', 'file:///C:/a.yaml')
    """
    written = quote(_bytes(file), safe="/~")
    if file.startswith("//"):  # a share of Windows
        return f"file:{written}"
    if file.startswith("/"):
        return f"file://{written}"
    if re.match("[A-Za-z]:/", file):
        return f"file:///{file[:2]}{written[4:]}"
    return written


def _bytes(file: str) -> bytes:
    """The bytes of a path: as Linux has odd names, else as Windows has them."""
    try:
        return file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return file.encode("utf-8", "surrogatepass")
