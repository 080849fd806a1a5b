"""What is not shown, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import grid, heading, note
from salesex.cli.summary.measurement import short_titles
from salesex.cli.words import Words
from salesex.model.rules import AXIS_ANSWERED_SHARE
from salesex.model.together import in_remainder

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import QuestionnaireResults, Results, ScoreRow

DETAILS = ("item", "facet")
"""Levels with too many cells to name each: they are counted."""
REMEDIES = {"left_out": "remedy", "no_consent": "remedy.consent"}
"""Reasons something can be done about, and what."""


def show(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield one row per who is concerned and why, then the remedy; nothing where all is shown."""
    minimum = results.engagement.privacy.min_group_size
    alone = {group.id for group in results.engagement.groups if group.single_role}
    found: dict[tuple[str, tuple[str, int]], list[str]] = {}
    details: dict[str, int] = {}
    for part in results.questionnaires.values():
        here = _whole(part)
        for key, places in here.items():
            told = key[0], _told(part, *key)
            found.setdefault(told, []).append(_title(part, key[0], places, words))
        for row in part.scores:
            if row.status == "ok" or row.level not in DETAILS or in_remainder(part, _scope(row)):
                continue
            if (_scope(row), str(row.reason)) not in here:
                reason = "one_person" if row.scope_id in alone else str(row.reason)
                details[reason] = details.get(reason, 0) + 1
    rows = [
        [_where(results, scope, titles, words), words(f"reason.{reason}", k=minimum, share=share)]
        for (scope, (reason, share)), titles in found.items()
    ]
    rows += [
        [words("details", count=count), words(f"reason.{reason}", k=minimum)]
        for reason, count in details.items()
    ]
    if rows:
        yield heading(words("hidden"))
        yield grid([("", False), ("", False)], rows)
    reasons = {reason.partition(".")[0] for _, (reason, _) in found}
    yield from (note(words(remedy)) for reason, remedy in REMEDIES.items() if reason in reasons)
    yield from _kept(results, words)


def _told(part: QuestionnaireResults, scope: str, reason: str) -> tuple[str, int]:
    """The reason as it is told, and the percentage of statements from which on somebody counts.

    Where enough people of a group answered, what is too few are those who answered enough.
    """
    answered = any(row.group == scope and row.answered is not None for row in part.participation)
    if reason not in ("few", "left_out") or not answered:
        return reason, 0
    definition = part.definition
    share = definition.scoring.min_answered_share if definition.dimensions else AXIS_ANSWERED_SHARE
    return f"{reason}.incomplete", round(100 * share)


def _kept(results: Results, words: Words) -> Iterable[RenderableType]:
    """Yield which groups keep the values of an earlier report, and of which day it is."""
    found: dict[tuple[str, str], list[str]] = {}
    for part in results.questionnaires.values():
        days: dict[tuple[str, str], set[str]] = {}
        for block in part.blocks:
            if block.frozen is not None:
                days.setdefault((block.id, block.frozen), set()).add(block.dimension)
        for key, places in days.items():
            found.setdefault(key, []).append(_title(part, key[0], places, words))
    rows = [
        [_where(results, scope, titles, words), words("reason.frozen", date=words.date(day))]
        for (scope, day), titles in found.items()
    ]
    if rows:
        yield heading(words("kept"))
        yield grid([("", False), ("", False)], rows)


def _whole(part: QuestionnaireResults) -> dict[tuple[str, str], set[str]]:
    """Who is left out, or hidden in whole dimensions or axes (their ids), and why."""
    found: dict[tuple[str, str], set[str]] = {(left.group, str(left.reason)): set() for left in part.left_out}
    for row in part.scores:
        place = None if row.level == "overall" else row.id
        if row.status != "ok" and row.level not in DETAILS and not in_remainder(part, _scope(row), place):
            found.setdefault((_scope(row), str(row.reason)), set()).add(row.id)
    return found


def _title(part: QuestionnaireResults, scope: str, places: set[str], words: Words) -> str:
    """The questionnaire's title, with the one or two dimensions or axes where the others are shown."""
    title = words.text(part.definition.title)
    rows = (row for row in part.scores if _scope(row) == scope and row.level not in DETAILS)
    if len(places) not in (1, 2) or all(row.id in places for row in rows):
        return title
    names = short_titles(part, words) | {"overall": words("overall")}
    return f"{title}: {', '.join(names.get(place, place) for place in sorted(places))}"


def _where(results: Results, scope: str, titles: list[str], words: Words) -> str:
    name = view_name(results, scope, words)
    whole = {words.text(part.definition.title) for part in results.questionnaires.values()}
    return name if whole == set(titles) else f"{name} ({', '.join(titles)})"


def _scope(row: ScoreRow) -> str:
    return row.scope_id or row.scope
