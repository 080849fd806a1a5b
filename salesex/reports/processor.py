"""The record of a consultancy that works for others as their processor (Art. 30 (2) GDPR)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from salesex.model import Engagement
from salesex.model.in_force import RulesInForce
from salesex.model.privacy import Gathered
from salesex.reports.record import Block, Document, Part, abroad, deletion, document, measures, survey_tool
from salesex.reports.wording.words import Words

KINDS = ("asking", "collecting", "scoring", "rights", "ending")


def compose_processor(
    engagement: Engagement, rules: RulesInForce, gathered: Gathered, language: str, day: dt.date
) -> Document:
    """Make the content of the record of the processor.

    Parameters
    ----------
    rules : of disclosure, as they hold for this engagement
    gathered : how answers came
    day : on which it is made
    """
    words = Words(language)
    author, client = engagement.report.author, engagement.client
    parts = (
        Part(words("processor.processor"), tuple(_processor(author, words))),
        Part(words("processor.controller"), tuple(_controller(client, words))),
        Part(words("processor.kinds"), (_kinds(engagement, words),)),
        Part(words("record.tool"), tuple(survey_tool(gathered, words, ()))),
        Part(words("processor.others"), (Block(blanks=(words("processor.others.line"),)),)),
        Part(words("record.abroad"), (*abroad(words), Block(blanks=(words("processor.abroad.line"),)))),
        Part(words("record.deletion"), tuple(deletion(engagement, words))),
        Part(words("record.measures"), tuple(measures(rules, words)), "kept"),
        Part(words("record.checked"), (Block(blanks=(words("record.checked.line"),)),), "signature"),
    )
    kicker = words("processor.kicker", author=author) if author else words("processor.kicker.open")
    return document(words("record.title"), kicker, engagement, words, parts, day)


def _processor(author: str | None, words: Words) -> Iterator[Block]:
    if author is not None:
        yield Block(author)
    first = "record.line.author" if author is None else "processor.line.address"
    yield Block(blanks=(words(first), words("processor.line.officer")))


def _controller(client: str, words: Words) -> Iterator[Block]:
    yield Block(client)
    lines = ("record.line.address", "processor.line.controller.officer", "processor.line.contract")
    yield Block(blanks=tuple(map(words, lines)))


def _kinds(engagement: Engagement, words: Words) -> Block:
    count = sum(len(list(part.items())) for part in engagement.questionnaires)
    return Block(items=tuple(words(f"processor.kinds.{name}", count=count) for name in KINDS))
