"""`privacy check`: which personal data lies where, and what is to do about it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError
from salesex.model.code_list import CODES_FILE
from salesex.model.privacy import PERSONAL, Found, Held, Kind, Retention, VersionControl
from salesex.pipeline.privacy.holdings import Holdings, Stored, holdings
from salesex.pipeline.privacy.log import LOG_FILE, ended
from salesex.pipeline.privacy.surroundings import open_to_others, synced_by
from salesex.pipeline.privacy.version_control import version_control
from salesex.store import ORIGINS_FILE

if TYPE_CHECKING:
    from salesex.model import Engagement, Responses
    from salesex.model.results import Results

_AREAS: tuple[tuple[str, Kind], ...] = (
    ("responses/", "answers"),
    (CODES_FILE, "codes"),
    (ORIGINS_FILE, "origins"),
    ("private/ledger.json", "ledger"),
    ("private/interviews/", "journal"),
    (LOG_FILE, "log"),
    ("notes/", "notes"),
    ("maps/", "map"),
    ("forms/", "form"),
    ("results/", "results"),
    ("reports/", "report"),
    ("privacy/", "paper"),
)
RESPONSES = "responses/"
_OURS = (".yaml", ".yml")
"""Ends of names of files that an engagement is made of."""
MOST_ALONE = 3
"""Unknown files of one folder that are named one by one."""
_NAME = re.compile(r"[^\W\d_]+(?:[ ._,-]+[^\W\d_]+)+|[^\W\d_][^\W\d_]*[a-zäöüß][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class PrivacyCheck:
    """What lies where, what is to do (`todo`), and what is good to know (`notes`)."""

    folder: Path
    engagement: Engagement
    today: dt.date
    retention: Retention
    data: tuple[Held, ...]
    version_control: VersionControl
    todo: tuple[Found, ...]
    notes: tuple[Found, ...]


def check_privacy(folder: str | Path = ".", *, today: dt.date | None = None) -> PrivacyCheck:
    """Say which personal data lies where in an engagement folder, and what is to do.

    Parameters
    ----------
    today : the day that `keep_until` is compared with; None takes the computer's

    Raises
    ------
    DataError : the engagement has errors; those of answers are no obstacle
    CannotRunError : the folder or the engagement is missing or cannot be read
    """
    from salesex.surveys.answers.responses import read_responses
    from salesex.surveys.engagements.engagements import read_engagement

    folder, today = Path(folder), today or dt.date.today()
    reading = read_engagement(folder)
    if reading.value is None:
        raise DataError(reading.issues, reading.language)
    engagement = reading.value
    answers = read_responses(folder, reading, []).value
    held = holdings(folder)
    last = engagement.privacy.keep_until
    retention = Retention(last, last is not None and today > last)
    personal = [each.path for each in held.of(*PERSONAL)]
    controlled = version_control(folder, dict.fromkeys(["responses/", "private/", *personal]))
    results = _results(folder)
    return PrivacyCheck(
        folder=folder,
        engagement=engagement,
        today=today,
        retention=retention,
        data=tuple(_data(held, answers, results, engagement.report.logo)),
        version_control=controlled,
        todo=tuple(_todo(held, retention, controlled, engagement, results)),
        notes=tuple(_notes(held, retention, controlled, engagement, answers, results)),
    )


def _results(folder: Path) -> Results | None:
    from salesex.store import read_results

    try:
        return read_results(folder)
    except CannotRunError:
        return None


def _data(
    held: Holdings, answers: Responses | None, results: Results | None, logo: str | None
) -> Iterator[Held]:
    for path, kind in _AREAS:
        files = [each for each in held.of(kind) if each.path.startswith(path)]
        if not files:
            continue
        people: int | None = len(frozenset().union(*(each.people for each in files)))
        comments = 0
        if kind == "answers" and answers is not None:
            people, comments = len(answers.respondents), len(answers.comments)
        elif kind == "ledger":
            people = _in_ledger(files[0])
        elif kind == "results":
            people, comments = None, _comments(results)
        elif kind in {"report", "notes", "map", "log", "form", "paper"}:
            people = None
        yield Held(path, kind, len(files), people, comments)
    for each in held.of("raw", "table", "leftover"):
        yield Held(each.path, each.kind, 1, len(each.people) or None)
    yield from _unknown(held, logo)


def _unknown(held: Holdings, logo: str | None) -> Iterator[Held]:
    """Files that no command made or reads, such as letters and pictures: folders where there are many."""
    paths = [each.path for each in held.of("other") if not _is_part(each.path, logo)]
    folders = Counter(path.rpartition("/")[0] for path in paths)
    many = {folder for folder, count in folders.items() if folder and count > MOST_ALONE}
    yield from (Held(path, "other", 1) for path in paths if path.rpartition("/")[0] not in many)
    yield from (Held(f"{folder}/", "other", folders[folder]) for folder in sorted(many))


def _is_part(path: str, logo: str | None) -> bool:
    """Whether a file belongs to the engagement itself: its YAML, its logo, its templates."""
    first, _, _ = path.partition("/")
    return path.endswith(_OURS) or path == logo or first == "templates" or path.startswith(".")


def _in_ledger(file: Stored) -> int | None:
    try:
        content = json.loads(file.data or b"")
        shown = (content["pending"], content["released"])
        return len({person for part in shown for block in part["blocks"] for person in block["people"]})
    except (ValueError, KeyError, TypeError):
        return None


def _comments(results: Results | None) -> int:
    parts = results.questionnaires.values() if results else ()
    return sum(len(row.texts) for part in parts for row in part.comments)


def _todo(
    held: Holdings,
    retention: Retention,
    controlled: VersionControl,
    engagement: Engagement,
    results: Results | None,
) -> Iterator[Found]:
    if retention.keep_until is None:
        yield Found("keep_until_missing")
    elif retention.passed and held.of("answers", "codes", "origins", "ledger", "journal", "map", "raw"):
        yield Found("keep_until_passed", values={"date": retention.keep_until.isoformat()})
    if controlled.committed:
        yield Found("committed", controlled.committed, {"root": controlled.root or ""})
    if controlled.not_ignored:
        yield Found("not_ignored", _together(controlled.not_ignored), {"root": controlled.root or ""})
    if places := open_to_others(held.folder, _together(each.path for each in held.of(*PERSONAL))):
        yield Found("open_to_others", places)
    if names := _names(held, engagement):
        yield Found("code_is_name", names)
    raw = [each.path for each in held.of("raw", "table")]
    if files := tuple(path for path in raw if path.startswith(RESPONSES)):
        yield Found("raw_in_responses", files)
    if files := tuple(path for path in raw if not path.startswith(RESPONSES)):
        yield Found("raw_beside", files)
    if retention.passed:
        yield from _passed(held, results)
    if files := tuple(each.path for each in held.of("leftover")):
        yield Found("leftover", files)
    if closed := tuple(each.path for each in held.of(*PERSONAL) if each.why):
        yield Found("unreadable", closed)


def _passed(held: Holdings, results: Results | None) -> Iterator[Found]:
    """What nobody deletes when the time is over: words of people in results, reports and notes.

    Without results nobody knows what reports say.
    """
    count = _comments(results)
    places = ["results/"] if count else []
    if held.of("report") and (count or results is None):
        places.append("reports/")
    if places:
        yield Found("results_passed", tuple(places))
    if files := held.of("notes"):
        yield Found("notes_passed", ("notes/",), {"count": len(files)})


def _together(paths: Iterable[str]) -> tuple[str, ...]:
    """Places of files: folders of ours as a whole, others one by one."""
    found = []
    for path in paths:
        first, slash, _ = path.partition("/")
        found.append(f"{first}/" if slash and first in {"responses", "private", "notes", "maps"} else path)
    return tuple(dict.fromkeys(found))


def _names(held: Holdings, engagement: Engagement) -> tuple[str, ...]:
    """Where codes stand that look like names of people or e-mail addresses: file and row, never the code."""
    known = {word.casefold() for group in engagement.groups for word in (group.id, *_titles(group.title))}
    return tuple(
        f"{each.path}:{row}" if row else each.path
        for each in held.of("answers", "codes", "journal", "raw")
        for row, code in each.codes
        if looks_like_name(code, known)
    )


def _titles(title: str | dict[str, str]) -> tuple[str, ...]:
    return (title,) if isinstance(title, str) else tuple(title.values())


def looks_like_name(code: str, known: set[str]) -> bool:
    """Whether a code may be the name of a person or an e-mail address.

    Parameters
    ----------
    known : what is none, in small letters: ids and titles of groups

    >>> [looks_like_name(code, {"service"}) for code in ("a@b.de", "Anna Berg", "KX4P7MW", "VL", "Service")]
    [True, True, False, False, False]
    """
    from salesex.model.codes import is_made

    if "@" in code:
        return True
    return not is_made(code) and code.casefold() not in known and _NAME.fullmatch(code) is not None


def _notes(
    held: Holdings,
    retention: Retention,
    controlled: VersionControl,
    engagement: Engagement,
    answers: Responses | None,
    results: Results | None,
) -> Iterator[Found]:
    from salesex.model.rules import Privacy

    if day := "" if held.of("answers") else ended(held.folder):
        yield Found("deleted", values={"date": day})
    minimum = engagement.privacy.min_group_size
    if minimum < Privacy().min_group_size:
        yield Found("small_minimum", values={"k": minimum, "usual": Privacy().min_group_size})
    if controlled.root is not None:
        yield Found("history", values={"root": controlled.root})
    if name := synced_by(held.folder):
        yield Found("synced", values={"name": name})
    if not retention.passed and (files := held.of("notes")):
        yield Found("notes", ("notes/",), {"count": len(files)})
    if not retention.passed and (count := _comments(results)):
        yield Found("comments_shown", ("results/", "reports/"), {"count": count})
    if results and answers and answers.respondents and results.provenance.responses.sha256 != answers.sha256:
        yield Found("results_older", ("results/",))
