"""`privacy purge`: every trace of a code in an engagement folder, or everything once its time is over.

Nothing is written here. What cannot be edited and holds a code stops all of it: either no trace is left
or nothing was touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError, UsageError
from salesex.model.privacy import Act, Left, Purged
from salesex.pipeline.privacy import log
from salesex.pipeline.privacy.holdings import Holdings, Stored, holdings
from salesex.pipeline.privacy.log import LOG_FILE
from salesex.pipeline.privacy.traces import below
from salesex.pipeline.privacy.work import Purge, Work, is_notes

if TYPE_CHECKING:
    from salesex.model import Engagement
    from salesex.surveys.engagements.engagements import EngagementReading

__all__ = ["Purge", "purge", "purge_expired"]


def purge(folder: str | Path, codes: Sequence[str], *, today: dt.date) -> Purge:
    """Say what is to be done so that no trace of some codes is left but in the log.

    Parameters
    ----------
    codes : as they stand in the answers
    today : the day that is noted

    Raises
    ------
    UsageError : nobody has such a code, nor was it ever deleted
    CannotRunError : a file that holds a code can be neither edited nor opened; nothing is to be written
    """
    from salesex.surveys.engagements.engagements import read_engagement

    folder = Path(folder)
    reading = read_engagement(folder)
    work = Work(folder, holdings(folder), reading)
    done: list[Purged] = []
    for code in dict.fromkeys(code.strip() for code in codes):
        found = work.purge(code)
        if found:
            done.append(replace(found, date=today.isoformat()))
    work.refuse()
    return work.result(tuple(dict.fromkeys(codes)), done)


def purge_expired(folder: str | Path, *, today: dt.date) -> Purge:
    """Say what is to be removed once the last day of keeping has passed: all answers, all of `private/`.

    Results and reports stay, and the log, without the codes in it.

    Raises
    ------
    DataError : the engagement has errors, so that its last day of keeping is not sure
    UsageError : no last day is set
    CannotRunError : it has not passed
    """
    from salesex.surveys.engagements.engagements import read_engagement

    folder = Path(folder)
    reading = read_engagement(folder)
    if reading.value is None:
        raise DataError(reading.issues, reading.language)
    _refuse_early(reading.value, today)
    held = holdings(folder)
    gone = [each.path for each in held.files if _ends(each, held)]
    if not gone:
        return Purge(folder, reading.language, (), {}, (), (), (), 0)
    entry = Purged(today.isoformat(), "expired", None, _people(folder, reading, held), 0, len(gone), 0)
    entry = replace(entry, tools=tuple(sorted(held.tools)))
    written = {below(folder, LOG_FILE): log.with_lines(held.content(LOG_FILE), [entry], codes=False)}
    left = [Left(each.path, "notes") for each in held.of("notes") if each.path not in gone]
    left += [Left(each.path, "table") for each in held.of("table")]
    left += [Left(each.path, each.why) for each in held.files if each.why and each.path not in gone]
    return Purge(
        folder,
        reading.language,
        (),
        written,
        tuple(below(folder, path) for path in gone),
        tuple(Act(path, "deleted") for path in gone),
        tuple(left),
        sum(len(each.codes) for each in held.of("answers")),
    )


def _people(folder: Path, reading: EngagementReading, held: Holdings) -> int:
    """How many people's answers are stored; empty rows that only have a number are nobody's."""
    from salesex.surveys.answers.responses import read_responses

    answers = read_responses(folder, reading, []).value
    if answers is not None:
        return len(answers.respondents)
    return len(frozenset().union(*(each.people for each in held.of("answers"))))


def _refuse_early(engagement: Engagement, today: dt.date) -> None:
    last = engagement.privacy.keep_until
    if last is None:
        raise UsageError(
            "engagement.yaml does not say until when answers are kept",
            "Write the last day under `privacy: keep_until`, or delete single codes with --code.",
        )
    if today <= last:
        raise CannotRunError(
            f"answers are kept until {last.isoformat()}; nothing is deleted before",
            "To delete them sooner, bring `privacy: keep_until` forward in engagement.yaml.",
        )


def _ends(file: Stored, held: Holdings) -> bool:
    """Whether a file goes when the time is over."""
    if file.path == LOG_FILE:
        return False
    if file.kind in {"answers", "raw", "leftover", "codes", "origins", "ledger", "journal", "map"}:
        return True
    if file.path.startswith("private/") or (file.kind == "form" and file.shape == "single" and file.codes):
        return True
    return file.kind == "notes" and any(is_notes(file.path, code) for code in held.people)
