"""Writes docs/issues.md and docs/issues/ from the catalogue of issues: `python tests/tools/issue_page.py`.

A test fails while the pages differ from the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from salesex.catalogue import ENTRIES, Entry
from salesex.catalogue.codes import FORM
from salesex.catalogue.excerpts import Excerpt
from salesex.catalogue.explaining import Rule, explain, rule_words
from salesex.cli.excerpt import excerpt_lines
from salesex.cli.output import visible
from salesex.cli.rule import rule_lines

DOCS = Path(__file__).parents[2] / "docs"
INDEX = "issues.md"
FOLDER = "issues"
WIDTH = 100
"""Characters of a line of an example."""
SHOWN = "Q012"
"""The code whose explanation the index shows as the terminal does."""
INTRO = """\
# Issues

Made from the program's own catalogue by `python tests/tools/issue_page.py`; do not edit it by hand.

Every problem that salesex finds in a file has a code, a severity, a place and a remedy. Codes are never
given a second meaning, so scripts may rely on them. Each has a page: why the rule exists, an example,
what to do. In titles … stands for what is found in the file.

- **error**: `validate` and `assess` exit with 1, and nothing is written.
- **warning**: shown and counted; with `--strict` it counts as an error.
- **info**: shown with `-v`.

`validate` prints `file:line:column: severity[code] message` and the remedy below it. With `--format json`
it prints `{"format": "salesex/issues/1", "issues": [...], "summary": {...}}`; every issue has `severity`,
`code`, `file`, `line`, `column`, `path`, `message` and `help`. In a table, the line is the row as the
spreadsheet counts it. Of each file, 1,000 issues are listed; 000 says that there are more.

A code can be switched off for one place by a comment on the line or on the line before:
`# salesex: ignore Q070 the middle needs no words`. The reason is for people. This works in YAML files, for
codes without a star below; a comment that switches off nothing is itself a warning.

`salesex validate --explain CODE` prints the page of a code, with `--lang de` in German:
"""
SECTIONS = {
    "Form": "The same in all three kinds of files: Q in questionnaires, E in engagements, R in responses.",
    "Questionnaires": "",
    "Engagements": "",
    "Responses": "",
}
LAYERS = {
    "reference": "Something points nowhere or contradicts something else:",
    "measurement": "Something spoils what is measured:",
}


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {INDEX: index()} | {f"{FOLDER}/{code}.md": page(entry) for code, entry in ENTRIES.items()}


def index() -> str:
    """Return the page that lists all codes."""
    shown = "\n".join(text for text, _ in rule_lines(ENTRIES[SHOWN], "en", 80))
    parts = [INTRO, f"```console\n$ salesex validate --explain {SHOWN}\n{shown}\n```"]
    for title, intro in SECTIONS.items():
        parts += ["", f"## {title}", "", intro] if intro else ["", f"## {title}"]
        if title == "Form":
            parts += ["", *_form()]
        for layer, about in LAYERS.items():
            own = [entry for entry in ENTRIES.values() if entry.layer == layer and entry.code[0] == title[0]]
            parts += ["", about, "", *(_line([entry]) for entry in own)] if own else []
    return "\n".join(parts) + "\n"


def _form() -> Iterator[str]:
    for number, (_, letters) in FORM.items():
        yield _line([ENTRIES[letter + number] for letter in letters])


def _line(entries: list[Entry]) -> str:
    links = ", ".join(f"[{entry.code}]({FOLDER}/{entry.code}.md)" for entry in entries)
    star = "" if entries[0].can_be_switched_off else "\\*"
    return f"- {links}{star} {entries[0].severity}: {_plain(explain(entries[0], 'en').title)}"


def page(entry: Entry) -> str:
    """Return the page of one code."""
    rule, words = explain(entry, "en"), rule_words("en")
    parts = [f"# {entry.code}: {_plain(rule.title)}", f"{rule.severity.capitalize()}, {rule.layer}."]
    parts += [_plain(rule.why), *_examples(rule, words), f"## {words['remedy']}", _plain(rule.remedy)]
    parts += [f"## {words['switch']}", rule.switch]
    parts += [f"```yaml\n{rule.comment}\n```"] if rule.comment else []
    parts.append(f"[All issues](../{INDEX})")
    return "\n\n".join(parts) + "\n"


def _examples(rule: Rule, words: dict[str, str]) -> Iterator[str]:
    if rule.example is None:
        for side, text in (("wrong", rule.wrong), ("right", rule.right)):
            yield from (f"## {words[side]}", _plain(text)) if text else ()
        return
    if rule.of != rule.entry.code:
        yield f"The same rule with an example: [{rule.of}]({rule.of}.md)."
        return
    yield f"## {words['wrong']}"
    for excerpt in rule.example.wrong:
        yield from _example(excerpt)
    if rule.example.right is not None:
        yield from (f"## {words['right']}", *_example(rule.example.right))
    else:
        yield from (f"## {words['right']}", words["without"].format(file=f"`{rule.example.wrong[0].file}`"))


def _example(excerpt: Excerpt) -> Iterator[str]:
    lines = "\n".join(excerpt_lines(excerpt, WIDTH, visible))
    yield from (f"`{excerpt.file}`", f"```text\n{lines}\n```")


def _plain(text: str) -> str:
    """A text for Markdown: nothing outside of code is markup."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else re.sub(r"([*<])", r"\\\1", part) for part in parts)


def main() -> None:
    """Write the pages, and delete those of codes that are no more."""
    written = pages()
    (DOCS / FOLDER).mkdir(exist_ok=True)
    for path in (DOCS / FOLDER).glob("*.md"):
        if f"{FOLDER}/{path.name}" not in written:
            path.unlink()
    for name, text in written.items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
