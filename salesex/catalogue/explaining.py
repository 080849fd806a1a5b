"""One rule in words for a person: what it says, why it exists, an example, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesex.catalogue import Entry
from salesex.catalogue.codes import ABOUT_FILES, FORM
from salesex.catalogue.excerpts import Example, example
from salesex.catalogue.telling import WORDS, text_of, texts

GAP = "…"
"""Stands for what comes from the file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one language.

    `title` is its message with gaps; `severity` and `layer` are words. `example` is None where files
    cannot show it; then `wrong` and `right` say it in words, or are empty. `of` is the code whose
    example it is: rules of form have one for all files where that is enough. `switch` says whether it
    can be switched off and how, `comment` is the comment that does it, or empty.
    """

    entry: Entry
    title: str
    severity: str
    layer: str
    why: str
    remedy: str
    example: Example | None
    of: str
    wrong: str
    right: str

    switch: str
    comment: str


def explain(entry: Entry, language: str) -> Rule:
    """Return what there is to say about a rule, in German or English."""
    text, words = text_of(entry.code, language), rule_words(language)
    found, of = None, entry.code
    for code in _codes(entry):
        found = example(code)
        if found is not None:
            of = code
            break
    return Rule(
        entry,
        title=title_of(text),
        severity=words[entry.severity],
        layer=words[entry.layer],
        why=text["why"],
        remedy=remedy_of(text),
        example=found,
        of=of,
        wrong=text.get("wrong_example", ""),
        right=text.get("right_example", ""),
        switch=_switch(entry, words),
        comment=f"# salesex: ignore {entry.code} {words['reason']}" if entry.can_be_switched_off else "",
    )


def _switch(entry: Entry, words: dict[str, str]) -> str:
    if entry.code in ABOUT_FILES:
        return words["whole_file"]
    if not entry.can_be_switched_off:
        return words["no_switch" if entry.severity == "error" else "no_line"]
    tables = f" {words['no_comment_in_tables']}" if entry.code.startswith("R") else ""
    return words["how_to_switch"] + tables


def rule_words(language: str) -> dict[str, str]:
    """Return the headings and the other words around a rule."""
    found: dict[str, str] = texts(language, WORDS)["rule"]
    return found


def _codes(entry: Entry) -> list[str]:
    """The code itself and, of a rule of form, those of the other files."""
    if entry.layer != "form":
        return [entry.code]
    number = entry.code[1:]
    return [entry.code, *(letter + number for letter in FORM[number][1] if letter != entry.code[0])]


def title_of(text: dict[str, str]) -> str:
    """Return what a rule is called: its own title, or its message with gaps, none of them at the end."""
    return text.get("title") or _with_gaps(text["message"]).removesuffix(f": {GAP}")


def remedy_of(text: dict[str, str]) -> str:
    """Return what is to be done by a rule: in its own words, or its help with gaps."""
    return text.get("remedy") or _with_gaps(text["help"]).replace(f"{GAP}.", GAP)


def _with_gaps(template: str) -> str:
    return re.sub(r"\{\w+\}(?:\s\{\w+\})*", GAP, template)
