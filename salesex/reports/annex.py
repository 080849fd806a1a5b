"""The annex for the works council: what is measured and what never happens, who sees what, what remains."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from salesex.model import Engagement, Questionnaire
from salesex.model.in_force import RulesInForce
from salesex.model.privacy import Gathered
from salesex.reports.appendix import appendix
from salesex.reports.record import (
    Block,
    Document,
    Part,
    asked_table,
    deletion,
    document,
    purpose,
    said,
    singles,
    survey_tool,
)
from salesex.reports.wording.words import Words

NEVER = ("persons", "type", "match", "watch", "decide", "online")
INSIDE = frozenset({"self", "external"})
"""Views of people whom the client employs: sales, and other departments."""
RISKS = ("alike", "insider", "words", "named", "rounds", "folder", "tool", "proof")


def compose_annex(
    engagement: Engagement, rules: RulesInForce, gathered: Gathered, language: str, day: dt.date
) -> Document:
    """Make the content of the annex.

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
    writer = _Writer(engagement, rules, words)
    parts = (
        Part(words("record.purpose"), purpose(engagement, words)),
        Part(words("annex.measured"), (writer.measured(),)),
        Part(words("annex.asked"), tuple(writer.asked())),
        Part(words("annex.further"), tuple(further(gathered, words))),
        Part(words("annex.law"), (Block(words("annex.law.text")), Block(blanks=(words("annex.law.line"),)))),
        Part(words("annex.never"), tuple(writer.never())),
        Part(words("annex.seen"), (writer.seen(),)),
        Part(words("record.tool"), tuple(survey_tool(gathered, words))),
        Part(words("annex.from"), tuple(writer.from_how_many())),
        Part(words("annex.single"), tuple(writer.single())),
        Part(words("record.deletion"), tuple(deletion(engagement, words))),
        Part(words("annex.risks"), (Block(items=tuple(writer.risks())),)),
        Part(words("annex.when"), tuple(writer.when()), "kept"),
        Part(words("annex.contact"), (writer.contact(),), "signature"),
        Part(
            words("annex.agreed"),
            (Block(blanks=(words("annex.agreed.council"), words("annex.agreed.client"))),),
            "signature",
        ),
        *appendix(engagement, words),
    )
    kicker = words("annex.kicker", client=engagement.client)
    return document(words("annex.title"), kicker, engagement, words, parts, day)


def further(gathered: Gathered, words: Words) -> Iterator[Block]:
    """Say what a survey tool asks beside statements, as far as maps know, and what happens to it."""
    if gathered.asked:
        rows = [(each.heading, words(f"annex.further.{each.use}")) for each in gathered.asked]
        head = words("annex.further.question"), words("annex.further.use")
        yield Block(rows=(head, *rows))
    if count := gathered.to_items:
        yield Block(words("annex.further.items.one" if count == 1 else "annex.further.items", count=count))
    if gathered.noted:
        yield Block(words("annex.further.noted", names=words.series(gathered.noted)))
    is_known = gathered.asked or gathered.noted or gathered.to_items
    yield Block(words("annex.further.known" if is_known else "annex.further.none"))
    yield Block(blanks=(words("annex.further.line"),))


@dataclass(frozen=True, slots=True)
class _Writer:
    """What stands in each part of the annex."""

    engagement: Engagement
    rules: RulesInForce
    words: Words

    def measured(self) -> Block:
        words = self.words
        rows = [tuple(words(f"annex.measured.{name}") for name in ("what", "count", "about"))]
        for part in self.engagement.questionnaires:
            title = said(part.title, self.engagement, words)
            rows.append((title, str(len(list(part.items()))), self._about(part)))
        return Block(rows=tuple(rows))

    def _about(self, part: Questionnaire) -> str:
        words = self.words
        if part.dimensions:
            return words.series([said(one.title, self.engagement, words) for one in part.dimensions])
        axes = words.series([said(axis.title, self.engagement, words) for axis in part.axes.values()])
        low, high = part.stages[0].stage, part.stages[-1].stage
        return words("annex.measured.stages", low=low, high=high, axes=axes)

    def asked(self) -> Iterator[Block]:
        """Who is asked, and which of them the client employs, as far as their view tells."""
        words, about = self.words, self.engagement
        yield asked_table(about, words)
        for key, is_inside in (("annex.employees", True), ("annex.others", False)):
            some = [each for each in about.groups if (each.perspective in INSIDE) is is_inside]
            if some:
                titles = words.series([said(each.title, about, words) for each in some])
                yield Block(words(key, groups=titles))
        yield Block(blanks=(words("annex.employees.line"),))
        yield Block(words("information.voluntary.text"))

    def never(self) -> Iterator[Block]:
        words = self.words
        yield Block(items=tuple(words(f"annex.never.{name}") for name in NEVER))
        if any(group.consent for group in singles(self.engagement)):
            yield Block(words("annex.never.but"))

    def seen(self) -> Block:
        words, author = self.words, self.engagement.report.author
        single = words("annex.seen.by", author=author) if author else words("annex.seen.consultant")
        return Block(
            rows=(
                (words("annex.seen.what"), words("annex.seen.who")),
                (words("annex.seen.answers"), single),
                (words("annex.seen.tool"), words("annex.seen.tool.who")),
                (words("annex.seen.results"), self.engagement.client),
                (words("annex.seen.edition"), words("annex.seen.everybody")),
            )
        )

    def from_how_many(self) -> Iterator[Block]:
        words, rules = self.words, self.rules
        yield Block(
            rows=(
                (words("annex.from.what"), words("annex.from.people")),
                (words("annex.from.group"), words("annex.from.n", n=rules.group)),
                (words("annex.from.rest"), words("annex.from.beside", n=rules.group, beside=rules.beside)),
                (words("annex.from.spread"), words("annex.from.n", n=rules.spread)),
                (words("annex.from.comments"), words("annex.from.n", n=rules.comments)),
            )
        )
        yield Block(words("annex.from.less"))
        yield Block(words("annex.from.floor", k=rules.minimum, floor=rules.floor))
        yield Block(words("annex.from.second"))

    def single(self) -> Iterator[Block]:
        words = self.words
        alone = singles(self.engagement)
        if not alone:
            yield Block(words("annex.single.none"))
            return
        yield Block(
            items=tuple(
                words(
                    "annex.single.given",
                    title=said(group.title, self.engagement, words),
                    date=words.long_date(group.consent),
                )
                if group.consent
                else words("annex.single.open", title=said(group.title, self.engagement, words))
                for group in alone
            )
        )
        yield Block(words("annex.single.text"))

    def risks(self) -> Iterator[str]:
        values = {"k": self.rules.group, "others": self.rules.group - 1}
        for name in RISKS:
            yield self.words(f"annex.risks.{name}", **values)

    def when(self) -> Iterator[Block]:
        words, procedure = self.words, self.engagement.procedure
        steps = {
            "announced": procedure.announced,
            "start": procedure.survey.start,
            "end": procedure.survey.end,
            "presented": procedure.presented,
            "acted": procedure.acted,
        }
        lines = [
            words(f"annex.when.{name}", date=words.long_date(day))
            for name, day in steps.items()
            if day is not None
        ]
        yield Block(items=tuple(lines)) if lines else Block(blanks=(words("annex.when.line"),))

    def contact(self) -> Block:
        contact = self.engagement.contact
        return Block(contact) if contact else Block(blanks=(self.words("annex.contact.line"),))
