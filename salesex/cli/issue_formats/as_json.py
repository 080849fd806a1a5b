"""Issues for machines: `salesex/issues/1`."""

from __future__ import annotations

import json

from salesex.cli.issue_formats.report import IssueReport, Row, encodable

ISSUES_FORMAT = "salesex/issues/1"


def document(report: IssueReport) -> bytes:
    """Return the document: every issue, infos too; one final line end, keys in the documented order."""
    summary = {
        "files": len(report.files),
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "switched_off": report.switched_off,
    }
    content = {"format": ISSUES_FORMAT, "issues": [_row(row) for row in report.rows()], "summary": summary}
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _row(row: Row) -> dict[str, object]:
    issue = row.issue
    return {
        "severity": issue.severity,
        "code": issue.code,
        "file": row.file,
        "line": issue.line,
        "column": issue.column,
        "path": encodable(issue.path),
        "message": row.message,
        "help": row.help,
    }
