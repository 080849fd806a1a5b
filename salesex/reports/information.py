"""The information sheet for people who are asked: what happens with their answers, on one page.

What the engagement does not say is left out, never shown as a gap to fill; `missing` names it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from salesex.model import Engagement
from salesex.model.text import in_language, with_organisation
from salesex.reports import palette, templating
from salesex.reports.wording.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the sheet: a heading in the margin and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Information:
    """The sheet in one language; `dense` sets it smaller, so that more fits on its page."""

    language: str
    client: str
    words: Words
    colours: Mapping[str, str]
    foot: str
    parts: tuple[Part, ...]
    dense: bool


def compose(
    engagement: Engagement, language: str, *, minutes: int | None = None, dense: bool = False
) -> Information:
    """Make the content of the sheet.

    Parameters
    ----------
    minutes : about how long answering takes at most, None where that is not known

    Raises
    ------
    KeyError : a text of the engagement lacks the language
    """
    words = Words(language)
    writer = _Writer(engagement, words)
    parts = (
        Part(words("information.purpose"), writer.purpose()),
        Part(words("information.voluntary"), writer.voluntary(minutes)),
        Part(words("information.stored"), writer.stored()),
        Part(words("information.seen"), writer.seen()),
        Part(words("information.minimum", k=engagement.privacy.min_group_size), writer.minimum()),
        Part(words("information.kept"), tuple(writer.kept())),
        Part(words("information.when"), tuple(writer.when())),
        Part(words("information.responsible"), writer.responsible()),
        Part(words("information.contact"), tuple(filter(None, [engagement.contact]))),
    )
    wave = words("paper.wave", wave=engagement.wave)
    return Information(
        language=language,
        client=engagement.client,
        words=words,
        colours=palette.palette(engagement.report.colour or palette.DEFAULT),
        foot=f"{engagement.client} · {wave}",
        parts=tuple(part for part in parts if part.paragraphs),
        dense=dense,
    )


def page(engagement: Engagement, language: str, *, minutes: int | None = None, dense: bool = False) -> str:
    """Return the sheet as one HTML page that fetches nothing; parameters as for `compose`."""
    return templating.sheet("information", sheet=compose(engagement, language, minutes=minutes, dense=dense))


def missing(engagement: Engagement) -> Iterator[str]:
    """Yield the key of everything the sheet would say if the engagement said it."""
    procedure = engagement.procedure
    wanted = {
        "purpose": engagement.purpose,
        "contact": engagement.contact,
        "privacy: keep_until": engagement.privacy.keep_until,
        "report: author": engagement.report.author,
        "procedure: survey: until": procedure.survey.end,
        "procedure: presented": procedure.presented,
    }
    yield from (key for key, value in wanted.items() if value is None)


@dataclass(frozen=True, slots=True)
class _Writer:
    """The paragraphs of each part."""

    engagement: Engagement
    words: Words

    def purpose(self) -> tuple[str, ...]:
        about, words = self.engagement, self.words
        text = words("information.purpose.general", client=about.client)
        if about.purpose is not None:
            text = with_organisation(in_language(about.purpose, words.language), about.client)
        return text, words("information.no_ranking")

    def voluntary(self, minutes: int | None) -> tuple[str, ...]:
        words = self.words
        if minutes is None:
            return (words("information.voluntary.text"),)
        return words("information.voluntary.text"), words("information.minutes", minutes=minutes)

    def stored(self) -> tuple[str, ...]:
        words = self.words
        units = words("information.stored.unit") if self.engagement.units else ""
        who = words("information.stored.who") if self.engagement.contact else ""
        return words("information.stored.text", unit=units), words("information.stored.where", who=who)

    def seen(self) -> tuple[str, ...]:
        about, words = self.engagement, self.words
        author = about.report.author
        single = words("information.seen.author", author=author) if author else words("information.seen.text")
        double = 2 * about.privacy.min_group_size
        return (
            f"{single} {words('information.seen.tool')} "
            f"{words('information.seen.results', client=about.client)}",
            words("information.seen.comments", double=double),
        )

    def minimum(self) -> tuple[str, ...]:
        about, words = self.engagement, self.words
        said = [words("information.minimum.text", k=about.privacy.min_group_size)]
        alone = [in_language(group.title, words.language) for group in about.groups if group.single_role]
        if alone:
            said.append(words("information.minimum.single", groups=words.series(alone)))
        return tuple(said)

    def kept(self) -> Iterator[str]:
        last = self.engagement.privacy.keep_until
        if last is not None:
            key = "information.kept.by" if self.engagement.contact else "information.kept.text"
            yield self.words(key, date=self.words.long_date(last))

    def when(self) -> Iterator[str]:
        procedure = self.engagement.procedure
        survey = self._survey(procedure.survey.start, procedure.survey.end)
        if survey:
            yield survey
        if procedure.presented is None:
            yield self.words("information.after")
        else:
            yield self.words("information.after.date", date=self.words.long_date(procedure.presented))

    def responsible(self) -> tuple[str, ...]:
        return (self.words("information.responsible.text", client=self.engagement.client),)

    def _survey(self, start: dt.date | None, end: dt.date | None) -> str:
        words = self.words
        first, last = (words.long_date(day) if day else "" for day in (start, end))
        if first and last:
            key = "information.survey.day" if first == last else "information.survey"
            return words(key, start=first, end=last)
        if first:
            return words("information.survey.from", start=first)
        return words("information.survey.until", end=last) if last else ""
