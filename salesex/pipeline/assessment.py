"""`assess`: from a folder of answers to results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError, DataError

if TYPE_CHECKING:
    from salesex.errors import Issue
    from salesex.model import Engagement, Responses
    from salesex.model.changes import Change
    from salesex.model.ledger import Ledger, LedgerBlock, Shown
    from salesex.model.results import EngagementInfo, Provenance, Results
    from salesex.scoring.recognised import Gone
    from salesex.scoring.rerun import Settled


@dataclass(frozen=True, slots=True)
class Assessment:
    """Scored results, the warnings and infos met on the way, and what differs from the stored results.

    `changes` is None where no results were stored before. `ledger` and `shown` go into the private
    ledger when the results are stored.
    """

    folder: Path
    results: Results
    issues: tuple[Issue, ...]
    changes: tuple[Change, ...] | None
    ledger: Ledger
    shown: Shown
    warnings: tuple[str, ...] = ()


def assess(folder: str | Path = ".", *, seed: int | None = None, strict: bool = False) -> Assessment:
    """Score one engagement folder.

    Parameters
    ----------
    folder : holds `engagement.yaml`
    seed : seed of every random stream; None takes the default of the format
    strict : treat warnings as errors

    Raises
    ------
    DataError : errors (with `strict` also warnings) in any file; `.issues` lists all of them
    CannotRunError : the folder or a file is missing or unreadable
    NothingToShowError : nothing at all can or may be shown
    """
    from salesex.model.rules import DEFAULT_SEED
    from salesex.pipeline.ledger import ledger_of
    from salesex.scoring.rerun import settle

    folder = Path(folder)
    engagement, responses, hashes, issues = read_answers(folder, strict)
    _refuse_ended(folder, responses, engagement.language)
    before = _former_results(folder)
    ledger = ledger_of(folder, engagement)
    provenance = _provenance(engagement, responses, hashes, DEFAULT_SEED if seed is None else seed)
    settled = settle(engagement, responses, ledger)
    results = _score(engagement, responses, provenance, settled)
    changes = _changes(before, results, ledger, settled.blocks)
    return Assessment(
        folder, results, issues, changes, ledger, settled.shown, (*_lost(folder), *_gone(settled.gone))
    )


def _refuse_ended(folder: Path, responses: Responses, language: str) -> None:
    """Stop where there are no answers because their time was over."""
    from salesex.errors import NothingToShowError
    from salesex.model.text import day_in_words
    from salesex.pipeline.privacy.log import ended

    day = "" if responses.respondents else ended(folder)
    shown = day_in_words(dt.date.fromisoformat(day), language) if day else ""
    if day and language == "de":
        raise NothingToShowError(
            f"Die Antworten wurden am {shown} gelöscht.",
            "Ergebnisse und Berichte bleiben, wie sie sind; neue sind nicht möglich.",
        )
    if day:
        raise NothingToShowError(
            f"The answers were deleted on {shown}.",
            "Results and reports stay as they are; no more can be made.",
        )


def about(engagement: Engagement) -> EngagementInfo:
    """Return an engagement as results name it."""
    from salesex.model.results import EngagementInfo, GroupInfo, PrivacyInfo, ReportInfo, UnitInfo

    look = engagement.report
    return EngagementInfo(
        client=engagement.client,
        title=engagement.title,
        wave=engagement.wave,
        date=engagement.date.isoformat() if engagement.date else None,
        language=engagement.language,
        groups=tuple(
            GroupInfo(
                group.id,
                group.title,
                group.perspective,
                group.invited,
                group.single_role,
                group.consent.isoformat() if group.consent else None,
            )
            for group in engagement.groups
        ),
        units=tuple(UnitInfo(unit.id, unit.title) for unit in engagement.units),
        privacy=PrivacyInfo(engagement.privacy.min_group_size),
        report=ReportInfo(look.author, look.logo, look.colour, look.footer),
    )


def read_answers(
    folder: Path, strict: bool
) -> tuple[Engagement, Responses, Mapping[str, str], tuple[Issue, ...]]:
    """Return engagement, responses, hashes of questionnaires by id, and issues that stop nothing.

    Raises
    ------
    DataError : errors (with `strict` also warnings) in any file; `.issues` lists all of both
    CannotRunError : the folder or a file is missing or unreadable
    """
    from salesex.surveys.answers.responses import read_responses
    from salesex.surveys.engagements.engagements import read_engagement

    reading = read_engagement(folder)
    issues = list(reading.issues)
    answers = None
    if reading.checkable is not None:  # with errors of its own it still serves to check the answers
        answering = read_responses(folder, reading)
        issues += answering.issues
        answers = answering.value
    stopping = {"error", "warning"} if strict else {"error"}
    if reading.value is None or answers is None or any(issue.severity in stopping for issue in issues):
        raise DataError(issues, reading.language)
    issues.sort(key=lambda issue: issue.sort_key)
    hashes = {source.id: source.sha256 for source in reading.sources}
    return reading.value, answers, hashes, tuple(issues)


def _former_results(folder: Path) -> Results | None:
    """Return the stored results; what cannot be read any more is no reason not to assess again."""
    from salesex.store import read_results

    try:
        return read_results(folder)
    except CannotRunError:
        return None


def _lost(folder: Path) -> tuple[str, ...]:
    """Warn where something was assessed before, but what was released is not known (any more)."""
    from salesex.store import LEDGER_FILE, ledger_path, results_path

    if ledger_path(folder).exists() or not results_path(folder).exists():
        return ()
    return (
        f"{LEDGER_FILE} is not there, though results are stored. If a report was handed out before, the next "
        "one can be compared with it, and that may give away answers of single persons.",
    )


def _gone(gone: Gone) -> tuple[str, ...]:
    """Warn where most of those whose answers were reported seem to have left."""
    if not gone.many:
        return ()
    what = " Until then everything stays as it was reported." if gone.lost else ""
    return (
        f"{gone.vanished} of the {gone.of} people in the last report are not in responses/ any more. If "
        "codes were given out anew, put the former ones back: a code has to stay the same, or the next "
        f"report can be compared with the last and give away answers of single persons.{what}",
    )


def _score(engagement: Engagement, responses: Responses, provenance: Provenance, settled: Settled) -> Results:
    from salesex.model.results import Results
    from salesex.scoring.assessment import score_engagement

    return Results(
        engagement=about(engagement),
        provenance=provenance,
        questionnaires=score_engagement(engagement, responses, provenance.seed, settled),
    )


def _changes(
    before: Results | None, results: Results, ledger: Ledger, blocks: tuple[LedgerBlock, ...]
) -> tuple[Change, ...] | None:
    from salesex.pipeline.ledger import is_reported
    from salesex.scoring.changes import compare, few_changed

    if before is None:
        return None
    last = max((block.run for block in ledger.released.blocks), default=0)
    former = ledger.pending.blocks or [block for block in ledger.released.blocks if block.run == last]
    few = few_changed(former, blocks, results.engagement.privacy.min_group_size) if former else ()
    return compare(before, results, few, reported=is_reported(ledger))


def _provenance(
    engagement: Engagement, responses: Responses, hashes: Mapping[str, str], seed: int
) -> Provenance:
    import numpy

    from salesex import __version__
    from salesex.model.results import Provenance, QuestionnaireVersion, ResponsesVersion

    return Provenance(
        salesex=__version__,
        numpy=numpy.__version__,
        seed=seed,
        questionnaires={
            part.id: QuestionnaireVersion(part.version, hashes[part.id]) for part in engagement.questionnaires
        },
        responses=ResponsesVersion(responses.files, responses.sha256),
    )
