"""What people wrote, word for word: by dimension or stage and statement, in the order of the results."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesex.model.quality import CommentRow
from salesex.reports.chapters.base import Chapter, Studio, group_names
from salesex.reports.view import View
from salesex.reports.wording.words import Sentence, Words, sentence

_BLANK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Voices:
    """What one group wrote; no name where small groups stand together."""

    group: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """Comments on one statement; its text is empty where they are about the whole."""

    text: str
    voices: tuple[Voices, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Comments on one dimension or stage."""

    title: str
    statements: tuple[About, ...]

    @property
    def count(self) -> int:
        """How many comments there are."""
        return sum(len(voices.texts) for one in self.statements for voices in one.voices)


@dataclass(frozen=True, kw_only=True)
class Comments(Chapter):
    """All that may be shown of what people wrote."""

    parts: tuple[Part, ...]
    note: str


def build(view: View, studio: Studio) -> Comments | None:
    """Make the chapter; None where nothing may be shown, or nobody wrote anything."""
    words = studio.words
    rows = [row for row in view.part.comments if row.texts]
    if not rows:
        return None
    named = [part for part in _named(view, rows, studio) if part.statements]
    whole = [row for row in rows if row.id not in view.items]
    parts = [*named, Part(words("comments.whole"), (_about("", whole, view, studio),))] if whole else named
    return Comments(
        part="comments",
        kicker=words("comments.kicker", title=view.text(view.definition.title)),
        message=words.heading(_message(parts, len(named), words)),
        parts=tuple(parts),
        note=words("comments.note", n=2 * studio.minimum),
    )


def _named(view: View, rows: list[CommentRow], studio: Studio) -> list[Part]:
    """Comments on statements, by dimension or stage, in the questionnaire's order."""
    found: dict[str, list[About]] = {}
    stages = {stage.stage: view.text(stage.title) for stage in view.definition.stages}
    titles = {dimension.id: view.text(dimension.title) for dimension in view.definition.dimensions}
    for section in view.definition.sections():
        title = titles.get(section.id, "")
        if section.stage is not None:
            title = studio.words("comments.stage", stage=section.stage, title=stages[section.stage])
        for item in section.items:
            of_item = [row for row in rows if row.id == item.id]
            if of_item:
                found.setdefault(title, []).append(_about(view.text(item.text), of_item, view, studio))
    return [Part(title, tuple(statements)) for title, statements in found.items()]


def _about(text: str, rows: list[CommentRow], view: View, studio: Studio) -> About:
    names = group_names(view, studio.words)
    return About(
        text,
        tuple(
            Voices(
                "" if row.scope_id is None else names.get(row.scope_id, ""),
                tuple(studio.words.quoted(_BLANK.sub("\n", one.strip())) for one in row.texts),
            )
            for row in rows
        ),
    )


def _message(parts: list[Part], named: int, words: Words) -> Sentence:
    count = words.count(sum(part.count for part in parts), "comment", capital=True)
    counts = sorted((part.count for part in parts), reverse=True)
    most = max(parts, key=lambda part: part.count)
    if named and len(parts) > 1 and counts[0] > counts[1] and most in parts[:named]:
        return sentence("comments.message", comments=count, part=words.quoted(most.title))
    return sentence("comments.message.plain", comments=count)
