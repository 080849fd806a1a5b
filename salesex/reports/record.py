"""The record of processing (Art. 30 GDPR): what is done with the data, for the file of the client.

A draft for the data-protection officer. What the engagement does not say and what only people know is a
line to fill in by hand; `missing` names the keys that would fill some of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from salesex.model import Engagement, RaterGroup
from salesex.model.in_force import RulesInForce
from salesex.model.privacy import Gathered
from salesex.model.text import Text, in_language, with_organisation
from salesex.reports import palette, templating
from salesex.reports.wording.words import Words

TOOL_LINES = ("contract", "abroad", "deleted")
"""What only people know of every survey tool, beside its provider."""
SHARED_LINES = ("stores", "access")
"""What they know of all of them together."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a part: a paragraph, a list, a table, lines to fill in (of `about`), or statements.

    The first row of a table are the headings. `wording` has id and text of every statement; without an id
    it is what those below are about.
    """

    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    blanks: tuple[str, ...] = ()
    wording: tuple[tuple[str, str], ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading in the margin and what stands beside it.

    `kind`: an appendix begins a page, and all that is annexed has its heading above; what is kept stands
    on one page, and a signature on a page with what comes before it.
    """

    title: str
    blocks: tuple[Block, ...]
    kind: Literal["", "kept", "signature", "appendix", "annexed"] = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language, ready for its template."""

    language: str
    title: str
    kicker: str
    lead: str
    colours: Mapping[str, str]
    foot: str
    parts: tuple[Part, ...]


def page(document: Document) -> str:
    """Return a document as one HTML page that fetches nothing."""
    return templating.sheet("record", paper=document)


def compose_record(
    engagement: Engagement, rules: RulesInForce, gathered: Gathered, language: str, day: dt.date
) -> Document:
    """Make the content of the record of the controller (Art. 30 (1)).

    Parameters
    ----------
    rules : of disclosure, as they hold for this engagement
    gathered : how answers came
    day : on which it is made

    Raises
    ------
    KeyError : a text of the engagement lacks the language
    """
    words = Words(language)
    writer = _Writer(engagement, gathered, words)
    parts = (
        Part(words("record.responsible"), tuple(writer.responsible())),
        Part(words("record.purpose"), purpose(engagement, words)),
        Part(words("record.basis"), (Block(blanks=(words("record.basis.line"),)),)),
        Part(words("record.people"), (asked_table(engagement, words), others(words))),
        Part(words("record.data"), tuple(writer.data())),
        Part(words("record.recipients"), tuple(writer.recipients())),
        Part(words("record.tool"), tuple(survey_tool(gathered, words))),
        Part(words("record.abroad"), tuple(abroad(words))),
        Part(words("record.deletion"), tuple(deletion(engagement, words))),
        Part(words("record.measures"), tuple(measures(rules, words))),
        Part(words("record.rights"), tuple(writer.rights()), "kept"),
        Part(words("record.checked"), (Block(blanks=(words("record.checked.line"),)),), "signature"),
    )
    kicker = words("record.kicker", client=engagement.client)
    return document(words("record.title"), kicker, engagement, words, parts, day)


def document(
    title: str, kicker: str, engagement: Engagement, words: Words, parts: tuple[Part, ...], day: dt.date
) -> Document:
    """Return a document with its head and foot."""
    wave = words("paper.wave", wave=engagement.wave)
    return Document(
        language=words.language,
        title=title,
        kicker=kicker,
        lead=words("record.lead", wave=engagement.wave, date=words.long_date(day)),
        colours=palette.palette(engagement.report.colour or palette.DEFAULT),
        foot=f"{engagement.client} · {wave}",
        parts=tuple(part for part in parts if part.blocks),
    )


def missing(engagement: Engagement, by: Literal["controller", "processor"]) -> Iterator[str]:
    """Yield the keys of the engagement that leave a line to fill in where they are not given."""
    wanted = {
        "contact": engagement.contact if by == "controller" else "",
        "privacy: keep_until": engagement.privacy.keep_until,
        "report: author": engagement.report.author,
    }
    yield from (key for key, value in wanted.items() if value is None)


def purpose(engagement: Engagement, words: Words) -> tuple[Block, ...]:
    """Say what the assessment is for, and that it is not about persons."""
    text = words("information.purpose.general", client=engagement.client)
    if engagement.purpose is not None:
        text = with_organisation(in_language(engagement.purpose, words.language), engagement.client)
    return Block(text), Block(words("record.no_persons"))


def asked_table(engagement: Engagement, words: Words) -> Block:
    """Say who is asked what, and how many people are invited."""
    rows = [tuple(words(f"record.people.{name}") for name in ("group", "view", "invited", "asked"))]
    for group in engagement.groups:
        asked = [
            said(part.title, engagement, words)
            for part in engagement.questionnaires
            if group in engagement.groups_of(part.id)
        ]
        view = words(f"record.view.{group.perspective}")
        invited = 1 if group.single_role and group.invited is None else group.invited
        count = words("record.unknown") if invited is None else str(invited)
        what = words("record.all") if len(asked) == len(engagement.questionnaires) else words.series(asked)
        rows.append((said(group.title, engagement, words), view, count, what))
    return Block(rows=tuple(rows))


def others(words: Words) -> Block:
    """Say that people who are not asked may be named."""
    return Block(words("record.people.others"))


def deletion(engagement: Engagement, words: Words) -> Iterator[Block]:
    """Say how long answers are kept, and how they are deleted."""
    last = engagement.privacy.keep_until
    if last is None:
        yield Block(blanks=(words("record.deletion.line"),))
    else:
        yield Block(words("record.deletion.date", date=words.long_date(last)))
    for name in ("with", "sooner", "stays", "elsewhere", "results"):
        yield Block(words(f"record.deletion.{name}"))
    yield Block(blanks=(words("record.deletion.results.line"),))


def survey_tool(gathered: Gathered, words: Words, shared: tuple[str, ...] = SHARED_LINES) -> Iterator[Block]:
    """Say what a survey tool does that the program does not, with lines for what only people know."""
    known = [*gathered.tools, *([words("record.tool.tables")] if gathered.tables else [])]
    if known:
        yield Block(words("record.tool.named", tools=words.series(known)))
    else:
        yield Block(words("record.tool.used" if gathered.surveyed else "record.tool.if"))
    yield Block(words("record.tool.text"))
    yield from (tool_lines(tool, tool in gathered.tools, words) for tool in known or [""])
    if shared:
        yield Block(blanks=tuple(words(f"record.tool.{name}") for name in shared))


def tool_lines(tool: str, is_known: bool, words: Words) -> Block:
    """Return the lines of one tool, or of tables from none that is known."""
    provider = words("record.tool.provider.named" if is_known else "record.tool.provider")
    return Block(
        about=f"{tool[:1].upper()}{tool[1:]}",
        blanks=(provider, *(words(f"record.tool.{name}") for name in TOOL_LINES)),
    )


def abroad(words: Words) -> Iterator[Block]:
    """Say what the program transfers, with a line for where the folder lies."""
    yield Block(words("record.abroad.none"))
    yield Block(blanks=(words("record.line.place"),))


def measures(rules: RulesInForce, words: Words) -> Iterator[Block]:
    """Say how answers are protected, with lines for what the program knows nothing of."""
    yield Block(
        items=(
            words("record.measures.codes"),
            words("record.measures.group", k=rules.group),
            words("record.measures.more", spread=rules.spread, comments=rules.comments),
            words("record.measures.second"),
            words("record.measures.local"),
        )
    )
    yield Block(blanks=(words("record.line.access"), words("record.line.backup")))


def said(text: Text, engagement: Engagement, words: Words) -> str:
    """Return a text in the language of the document."""
    return with_organisation(in_language(text, words.language), engagement.client)


def singles(engagement: Engagement) -> tuple[RaterGroup, ...]:
    """Groups that are one person."""
    return tuple(group for group in engagement.groups if group.single_role)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What stands in each part of the record."""

    engagement: Engagement
    gathered: Gathered
    words: Words

    def responsible(self) -> Iterator[Block]:
        words, author = self.words, self.engagement.report.author
        yield Block(words("record.client", client=self.engagement.client))
        lines = ["address", "officer"]
        if author is None:
            lines.append("author")
        else:
            yield Block(words("record.by", author=author))
            lines.append("author.address")
        yield Block(blanks=tuple(words(f"record.line.{name}") for name in (*lines, "contract")))

    def data(self) -> Iterator[Block]:
        about, words, raw = self.engagement, self.words, self.gathered.raw
        unit = words("information.stored.unit") if about.units else ""
        asked = [said(part.title, about, words) for part in about.questionnaires]
        count = sum(len(list(part.items())) for part in about.questionnaires)
        yield Block(
            items=(
                words("record.data.answers", count=count, asked=words.series(asked)),
                words("record.data.comments"),
                words("record.data.about", unit=unit),
                words("record.data.notes"),
                words("record.data.ledger"),
                words("record.data.origins"),
                words("record.data.raw.here", count=raw) if raw else words("record.data.raw"),
                words("record.data.handed"),
                words("record.data.log"),
            )
        )
        yield Block(words("record.data.never"))

    def recipients(self) -> Iterator[Block]:
        words, author = self.words, self.engagement.report.author
        yield Block(words("record.seen.by", author=author) if author else words("record.seen"))
        yield Block(words("information.seen.results", client=self.engagement.client))
        yield Block(blanks=(words("record.line.recipients"),))

    def rights(self) -> Iterator[Block]:
        words, contact = self.words, self.engagement.contact
        yield Block(words("record.rights.text"))
        if contact:
            yield Block(words("record.rights.contact", contact=contact))
        else:
            yield Block(blanks=(words("record.line.contact"),))
