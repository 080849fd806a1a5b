"""Writes docs/issues.md from the catalogue of issues: `python tests/tools/issue_page.py`.

A test fails while the page differs from the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from salesex.catalogue import ENTRIES, Entry
from salesex.catalogue.codes import FORM
from salesex.catalogue.telling import text_of

PAGE = Path(__file__).parents[2] / "docs" / "issues.md"
INTRO = """\
# Issues

Made from the program's own catalogue by `python tests/tools/issue_page.py`; do not edit it by hand.

Every problem that salesex finds in a file has a code, a severity, a place and a remedy. Codes are never
given a second meaning, so scripts may rely on them. Words in braces stand for what is found in the file.

- **error**: `validate` and `assess` exit with 1, and nothing is written.
- **warning**: shown and counted; with `--strict` it counts as an error.
- **info**: shown with `-v`.

`validate` prints `file:line:column: severity[code] message` and the remedy below it. With `--format json`
it prints `{"format": "salesex/issues/1", "issues": [...], "summary": {...}}`; every issue has `severity`,
`code`, `file`, `line`, `column`, `path`, `message` and `help`. In a table, the line is the row as the
spreadsheet counts it. Of each file, 1,000 issues are listed; 000 says that there are more.

A code can be switched off for one place by a comment on the line or on the line before:
`# salesex: ignore Q070 the middle needs no words`. The reason is for people. This works in YAML files for
the codes marked "yes" in the last column; a comment that switches off nothing is itself a warning.
"""
HEADER = ("| code | severity | message | remedy | can be switched off |", "| --- | --- | --- | --- | --- |")
SECTIONS = {
    "Form": "The same in all three kinds of files: Q in questionnaires, E in engagements, R in responses.",
    "Questionnaires": "",
    "Engagements": "",
    "Responses": "",
}


def page() -> str:
    """Return the whole page."""
    parts = [INTRO]
    for title, intro in SECTIONS.items():
        parts += ["", f"## {title}", ""]
        parts += [intro, ""] if intro else []
        parts += HEADER
        parts += _rows(title)
    return "\n".join(parts) + "\n"


def _rows(title: str) -> Iterator[str]:
    for entry in ENTRIES.values():
        form = entry.layer == "form"
        if title == "Form" and form and entry.code[0] == FORM[entry.code[1:]][1][0]:
            yield _row(", ".join(f"{letter}{entry.code[1:]}" for letter in FORM[entry.code[1:]][1]), entry)
        elif not form and entry.code[0] == title[0]:
            yield _row(entry.code, entry)


def _row(codes: str, entry: Entry) -> str:
    switch = "yes" if entry.can_be_switched_off else "no"
    text = text_of(entry.code, "en")
    return f"| {codes} | {entry.severity} | {_cell(text['message'])} | {_cell(text['help'])} | {switch} |"


def _cell(text: str) -> str:
    """A text for a table: no bars, and no tags outside of code."""
    return re.sub(r"<<", "`<<`", text).replace("|", "\\|")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
