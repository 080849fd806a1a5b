"""`salesex validate --explain CODE`: one rule on the terminal."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesex.catalogue import ENTRIES
from salesex.cli import DONE
from salesex.cli.excerpt import excerpt_lines
from salesex.cli.issue_formats.as_text import COLOURS
from salesex.cli.output import Output, coloured, spelled
from salesex.errors import UsageError

if TYPE_CHECKING:
    from salesex.catalogue import Entry
    from salesex.catalogue.excerpts import Excerpt
    from salesex.catalogue.explaining import Rule

UNKNOWN_WIDTH = 80
NARROWEST, WIDEST = 40, 100
"""Columns in which a text can still be read, and beyond which it is hard to."""
FARTHEST = 5
"""Numbers between a wrong code and one that is suggested."""
INDENT = "  "
_CODE = re.compile(r"([A-Z])(\d{1,3})")

Line = tuple[str, str]
"""A line and its style, empty for plain text."""


def explained(code: str, paths: Sequence[str] | None, written: bool, language: str | None) -> Options:
    """Return what `validate --explain` is to do.

    Parameters
    ----------
    paths : what is to be checked; nothing can be
    written : whether issues are to be written in another format, or to a file

    Raises
    ------
    UsageError : there are paths, or another format
    """
    if paths:
        raise UsageError(
            "--explain takes a code and no paths", "Leave out the paths, or check them without --explain."
        )
    if written:
        raise UsageError("--explain prints text only", "Leave out --format and --output.")
    return Options(code, language or "en")


@dataclass(frozen=True, slots=True)
class Options:
    """Which rule to explain, in which language."""

    code: str
    language: str

    def __call__(self, output: Output) -> int:
        """Print it, in colour where that helps."""
        entry = entry_of(self.code)
        lines = rule_lines(entry, self.language, _width())
        if not coloured(sys.stdout):
            for text, _ in lines:
                output.line(text)
            return DONE
        from rich.text import Text

        console = output.console()
        for text, style in lines:
            console.print(Text(text, style=style), soft_wrap=True)
        return DONE


def entry_of(word: str) -> Entry:
    """Return the entry somebody means, whatever the case of the letter.

    Raises
    ------
    UsageError : there is no such code, or only its number was given
    """
    typed = word.strip().upper()
    match = _CODE.fullmatch(typed)
    code = f"{match[1]}{match[2]:>03}" if match else typed
    if code in ENTRIES:
        return ENTRIES[code]
    if re.fullmatch(r"\d{1,3}", typed):
        near = [letter + f"{typed:>03}" for letter in "QER" if letter + f"{typed:>03}" in ENTRIES]
    else:
        near = _nearest(code)
    raise UsageError(f"there is no code `{word}`", f"{_did_you_mean(near)} All are in docs/issues.md.")


def _did_you_mean(codes: list[str]) -> str:
    if not codes:
        return "A code is Q, E or R and three digits, such as Q012."
    *others, last = codes
    return f"Did you mean {', '.join(others) + ' or ' if others else ''}{last}?"


def _nearest(code: str) -> list[str]:
    """Up to three codes like a wrong one: of its letter those with the nearest numbers."""
    import difflib

    match = re.fullmatch(r"([QER])(\d+)", code)
    if match is None:
        return sorted(difflib.get_close_matches(code, ENTRIES, n=3, cutoff=0.7))
    letter, number = match[1], int(match[2][:9])
    own = [known for known in ENTRIES if known[0] == letter and abs(int(known[1:]) - number) <= FARTHEST]
    return sorted(sorted(own, key=lambda known: abs(int(known[1:]) - number))[:3])


def rule_lines(entry: Entry, language: str, width: int) -> Iterator[Line]:
    """Yield the lines that explain a rule, none of them wider than asked for, with their styles."""
    from salesex.catalogue.explaining import explain, rule_words

    rule, words = explain(entry, language), rule_words(language)
    yield spelled(f"{entry.code}: {rule.severity}, {rule.layer}"), COLOURS[entry.severity]
    yield "", ""
    yield from _paragraph(rule.title, width, "bold")
    yield "", ""
    yield from _paragraph(rule.why, width)
    yield from _example(rule, words, width)
    yield from _section(words["remedy"], rule.remedy, width)
    yield from _section(words["switch"], rule.switch, width)
    if rule.comment:
        yield INDENT * 2 + spelled(rule.comment), ""
    yield from _section(words["page"], words["page_of"].format(code=entry.code), width)


def _example(rule: Rule, words: dict[str, str], width: int) -> Iterator[Line]:
    if rule.example is None:
        for side, text in (("wrong", rule.wrong), ("right", rule.right)):
            yield from _section(words[side], text, width) if text else ()
        return
    for excerpt in rule.example.wrong:
        yield from _excerpt(words["wrong"], excerpt, width)
    if rule.example.right is not None:
        yield from _excerpt(words["right"], rule.example.right, width)
    else:
        yield from _section(words["right"], words["without"].format(file=rule.example.wrong[0].file), width)


def _excerpt(heading: str, excerpt: Excerpt, width: int) -> Iterator[Line]:
    yield "", ""
    yield f"{spelled(heading)}: {spelled(excerpt.file)}", "bold"
    for line in excerpt_lines(excerpt, width - len(INDENT), spelled):
        yield INDENT + line, ""


def _section(heading: str, text: str, width: int) -> Iterator[Line]:
    yield "", ""
    yield spelled(heading), "bold"
    yield from _paragraph(text, width)


def _paragraph(text: str, width: int, style: str = "") -> Iterator[Line]:
    """A text broken between words; what stands between backquotes stays together where it can."""
    for line in textwrap.wrap(
        spelled(text), width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False
    ):
        yield line, style


def _width() -> int:
    return min(max(shutil.get_terminal_size((UNKNOWN_WIDTH, 24)).columns, NARROWEST), WIDEST)
