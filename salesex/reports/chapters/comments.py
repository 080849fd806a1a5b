"""What people wrote, word for word: by questionnaire, dimension or stage, and statement."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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
    """Comments on one dimension or stage, or on the whole of a questionnaire.

    `of` names the questionnaire where those of another come before or after.
    """

    title: str
    statements: tuple[About, ...]
    whole: bool = False
    of: str = ""

    @property
    def count(self) -> int:
        """How many comments there are."""
        return sum(len(voices.texts) for one in self.statements for voices in one.voices)


@dataclass(frozen=True, kw_only=True)
class Comments(Chapter):
    """All that may be shown of what people wrote."""

    parts: tuple[Part, ...]
    note: str


def build(views: list[View], studio: Studio) -> Comments | None:
    """Make the chapter; None where nothing may be shown, or nobody wrote anything."""
    words = studio.words
    written = [(view.text(view.definition.title), _parts(view, studio)) for view in views]
    written = [(title, found) for title, found in written if found]
    if not written:
        return None
    kicker = words("comments.kicker", title=written[0][0])
    if len(written) > 1:
        kicker = words("comments.kicker.many")
        written = [(title, [replace(found[0], of=title), *found[1:]]) for title, found in written]
    parts = [part for _, found in written for part in found]
    return Comments(
        part="comments",
        kicker=kicker,
        message=words.heading(_message(parts, words)),
        parts=tuple(parts),
        note=words("comments.note", n=2 * studio.minimum),
    )


def _parts(view: View, studio: Studio) -> list[Part]:
    """Comments on one questionnaire, those on the whole of it last."""
    rows = [row for row in view.part.comments if row.texts]
    parts = _named(view, rows, studio)
    if whole := [row for row in rows if row.id not in view.items]:
        parts.append(Part(studio.words("comments.whole"), (_about("", whole, view, studio),), whole=True))
    return parts


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


def _message(parts: list[Part], words: Words) -> Sentence:
    count = words.count(sum(part.count for part in parts), "comment", capital=True)
    counts = sorted((part.count for part in parts), reverse=True)
    most = max(parts, key=lambda part: part.count)
    if len(parts) > 1 and counts[0] > counts[1] and not most.whole:
        return sentence("comments.message", comments=count, part=words.quoted(most.title))
    return sentence("comments.message.plain", comments=count)
