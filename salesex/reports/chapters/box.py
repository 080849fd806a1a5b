"""How sure, who is protected, what is not proven: said on the summary where no chapter behind it says so."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.reports.chapters.base import Studio
from salesex.reports.view import View
from salesex.reports.wording import certainty
from salesex.reports.wording import gaps as gap_wording
from salesex.reports.wording.words import Words


@dataclass(frozen=True, slots=True)
class Note:
    """A heading with its text."""

    title: str
    text: str


def build(views: list[View], studio: Studio) -> tuple[Note, ...]:
    """Make the three notes, as far as they concern what this report shows."""
    words = studio.words
    return (
        Note(words("box.sure"), " ".join(_sure(views, words))),
        Note(words("box.safe"), " ".join(_safe(views, studio))),
        Note(words("box.limits"), " ".join(_limits(views, words))),
    )


def _sure(views: list[View], words: Words) -> list[str]:
    found = []
    if any(row.certainty for view in views for row in view.part.types):
        staged = any(row.certainty for view in views for row in view.part.roadmap)
        found.append(words("box.sure.both" if staged else "box.sure.type"))
    if any(row.ci_low is not None for view in views for row in view.part.scores):
        found.append(words("box.sure.interval", sure=words.percent(certainty.SURE)))
    tested = [view for view in views if any(row.p_adjusted is not None for row in view.part.gaps)]
    if tested:
        alpha = words.decimal(gap_wording.rules_of(tested[0]).alpha, 2)
        return [*found, words("box.sure.tested", alpha=alpha)]
    return [*found, words("box.sure.untested")]


def _safe(views: list[View], studio: Studio) -> list[str]:
    words = studio.words
    found = [words("box.safe.groups", k=studio.minimum)]
    if any(view.rests for view in views):
        found.append(words("box.safe.rest"))
    shown = {group for view in views for block in view.part.blocks for group in block.groups}
    titles = {group.id: views[0].text(group.title) for group in studio.engagement.groups} if views else {}
    hidden = [title for key, title in titles.items() if key not in shown]
    if hidden:
        found.append(words("box.safe.hidden", groups=words.series(hidden)))
    alone = [
        titles[group.id] for group in studio.engagement.groups if group.single_role and group.id in shown
    ]
    if alone:
        found.append(words("box.safe.roles", groups=words.series(alone)))
    return [*found, words("box.safe.persons")]


def _limits(views: list[View], words: Words) -> list[str]:
    found = [words("box.limits.text"), words("box.limits.judgement")]
    if any(gap_wording.dimension_gaps(view) for view in views):
        found.append(words("box.limits.gaps"))
    return found
