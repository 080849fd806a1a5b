"""Texts: languages, and statements that are hard to answer.

Heuristics that had rather miss one than cry wolf; every hit is an info, except the same text twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from salesex.errors import Issue
from salesex.model import Item, Questionnaire
from salesex.surveys.formats.reader import Reader
from salesex.surveys.questionnaires.rules import sentences

FEW, MOST = 0.25, 0.75
"""Share of the texts below which a language is a slip, where another one has at least the larger share."""


class Said(NamedTuple):
    """The text of an item in one language, "" where it serves all."""

    item: Item
    language: str
    text: str


def complete_languages(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every text has the languages that others have, and none that hardly any other has."""
    if len({have for _, have in at.texts}) < 2:
        return
    counts = Counter(chain.from_iterable(have for _, have in at.texts))
    odd = _odd_languages(counts, len(at.texts))
    usual = counts.keys() - odd
    for node, have in at.texts:
        missing = sorted(usual - have)
        language = next((language for language in have if language in odd), None)
        if language is not None:
            meant = {"nearest": missing[0]} if len(missing) == 1 else {}
            place, count = at.key(node, language) or node, counts[language]
            yield at.issue("Q102", place, language=language, count=count, usual=sorted(usual), **meant)
        elif missing:
            yield at.issue("Q031", node, missing=missing)


def _odd_languages(counts: Mapping[str, int], total: int) -> set[str]:
    """Languages that few texts have, where nearly all have another one."""
    if max(counts.values()) < MOST * total:
        return set()
    return {language for language, count in counts.items() if count < FEW * total}


def statements(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every item says one thing, plainly, and none says it again.

    One look over all texts together finds out whether any of them needs a closer one.
    """
    texts: list[str] = []
    for item in questionnaire.items():
        texts += (item.text,) if isinstance(item.text, str) else item.text.values()
    everything = "\n".join([text for text in texts if len(text) <= sentences.LONGEST])
    if len({text.casefold() for text in texts}) < len(texts) or "  " in everything:
        yield from _said_twice(questionnaire, at)
    striking = {text for sign in sentences.signs_in(everything) for text in texts if sign in text}
    for item in questionnaire.items() if striking else ():
        if striking.isdisjoint((item.text,) if isinstance(item.text, str) else item.text.values()):
            continue
        for one in _said(item):
            code = sentences.trouble(one.text, one.language, reverse=item.reverse)
            if code is not None:
                yield at.issue(code, at.place(item, "text", one.language), item=item.id)


def _said(item: Item) -> Iterator[Said]:
    texts = {"": item.text} if isinstance(item.text, str) else item.text
    for language, text in texts.items():
        yield Said(item, language, text)


def _said_twice(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """One issue per item that repeats another; one with the same id is only a copy of it."""
    first: dict[str, Said] = {}
    told: set[str] = set()
    for one in chain.from_iterable(map(_said, questionnaire.items())):
        known_as = " ".join(one.text.casefold().split())
        other = first.setdefault(known_as, one)
        if known_as and other.item.id != one.item.id and one.item.id not in told:
            told.add(one.item.id)
            node, line = at.place(one.item, "text", one.language), at.line(other.item, "text", other.language)
            yield at.issue("Q087", node, item=one.item.id, other=other.item.id, first=line)
