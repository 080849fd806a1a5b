"""Rules of the days a consultant writes down: those of the procedure, and how long answers are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from salesex.errors import Issue
from salesex.model import Engagement
from salesex.surveys.formats.reader import Reader

FAR = dt.timedelta(days=2 * 366)
"""A procedure takes weeks or months: a day this far from the engagement's is a slip of the year."""
LONG = dt.timedelta(days=10 * 366)
"""Longer than this nobody keeps the answers of one survey on purpose."""
NEEDED_UNTIL = ("survey/until", "presented")
"""Days on which the answers are still needed, beside the day of the report."""


def check(engagement: Engagement, at: Reader) -> Iterator[Issue]:
    """Yield what is wrong with the days; one that is far off is told once and compared no more."""
    date = engagement.date
    far = [path for path, day in engagement.procedure.days() if date is not None and _is_far(day, date)]
    for path, day in engagement.procedure.days():
        if path in far and date is not None:
            node = at.place(engagement, "procedure", *path.split("/"))
            yield at.issue("E054", node, key=_key(path), day=day.isoformat(), date=date.isoformat())
    near = [(path, day) for path, day in engagement.procedure.days() if path not in far]
    yield from _order(engagement, near, at)
    yield from _reported(engagement, near, at)
    yield from _kept(engagement, near, at)


def _is_far(day: dt.date, date: dt.date) -> bool:
    return abs(day - date) > FAR


def _order(engagement: Engagement, days: list[tuple[str, dt.date]], at: Reader) -> Iterator[Issue]:
    """Steps follow one another; on one day there may be several."""
    for (first, before), (second, after) in pairwise(days):
        if after < before:
            node = at.place(engagement, "procedure", *second.split("/"))
            values = {"key": _key(second), "day": after.isoformat()}
            yield at.issue("E052", node, other=_key(first), other_day=before.isoformat(), **values)


def _reported(engagement: Engagement, days: list[tuple[str, dt.date]], at: Reader) -> Iterator[Issue]:
    """The report comes when the survey is over; how long it lasts may be unknown."""
    date, survey = engagement.date, [(path, day) for path, day in days if path.startswith("survey/")]
    path, last = max(survey, key=lambda pair: pair[1], default=("", None))
    if date is not None and last is not None and date < last:
        values = {"day": date.isoformat(), "other": _key(path), "other_day": last.isoformat()}
        yield at.issue("E055", at.place(engagement, "date"), **values)


def _kept(engagement: Engagement, days: list[tuple[str, dt.date]], at: Reader) -> Iterator[Issue]:
    """Answers are there as long as they are needed, and not for ever."""
    last, date = engagement.privacy.keep_until, engagement.date
    if last is None:
        return
    node = at.place(engagement, "privacy", "keep_until")
    needed = [(_key(path), day) for path, day in days if path in NEEDED_UNTIL]
    if date is not None:
        needed.append(("date", date))
        if last - date > LONG:
            yield at.issue("E054", node, key="keep_until", day=last.isoformat(), date=date.isoformat())
    key, day = max(needed, key=lambda pair: pair[1], default=("", last))
    if last < day:
        yield at.issue("E053", node, day=last.isoformat(), other=key, other_day=day.isoformat())


def _key(path: str) -> str:
    """A key as it is written in texts: `survey: until`."""
    return path.replace("/", ": ")
