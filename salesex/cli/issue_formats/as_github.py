"""Issues as workflow commands, which GitHub shows as annotations at the lines of a change.

`::error file=a.yaml,line=3,col=7,title=salesex Q012::message`, as documented in "Workflow commands for
GitHub Actions"; escaping as the runner undoes it (actions/runner, ActionCommand.cs).
"""

from __future__ import annotations

from salesex.cli.issue_formats.report import IssueReport, Row
from salesex.cli.issue_formats.words import word
from salesex.cli.output import visible

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def document(report: IssueReport) -> bytes:
    """Return one command per issue that a person wants to see."""
    return "".join(f"{_command(row, report.language)}\n" for row in report.wanted()).encode()


def _command(row: Row, language: str) -> str:
    issue = row.issue
    properties = {"file": visible(row.file)}
    if row.text_line is not None:
        properties["line"] = str(row.text_line)
        if issue.column is not None and not row.is_table:  # a table counts cells, GitHub characters
            properties["col"] = str(issue.column)
    properties["title"] = f"salesex {issue.code}"
    written = ",".join(f"{key}={escaped_property(value)}" for key, value in properties.items())
    cell = f" ({word('cell', language)} {row.cell})" if row.cell else ""
    text = f"{visible(row.message)}{cell}\n{visible(row.help)}"
    return f"::{COMMANDS[issue.severity]} {written}::{escaped_data(text)}"


def escaped_data(text: str) -> str:
    """Return a text as the message of a command: it cannot end the line, nor begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    """Return a text as a value of a command: it cannot end the value either."""
    return escaped_data(text).replace(":", "%3A").replace(",", "%2C")
