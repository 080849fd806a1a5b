"""`explain`: from stored results and the answers behind them to the derivation of one number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import ChangedError, UsageError

if TYPE_CHECKING:
    from salesex.model import Engagement, Responses
    from salesex.model.derivation import Derivation, Hidden
    from salesex.model.keys import Key
    from salesex.model.results import Results

AGAIN = "Run `salesex assess` to renew them."


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number of stored results: its key, and its derivation or why it is hidden."""

    results: Results
    key: Key
    found: Derivation | Hidden


def stored(folder: str | Path = ".") -> Results:
    """Return the stored results of an engagement folder.

    Raises
    ------
    CannotRunError : no engagement, no stored results, or they cannot be read
    """
    from salesex.pipeline.reporting import no_results
    from salesex.store import read_results

    results = read_results(folder)
    if results is None:
        raise no_results(Path(folder))
    return results


def explain(folder: str | Path, key: str) -> Explanation:
    """Derive one number of the stored results from the answers; see `salesex.model.keys` for keys.

    Raises
    ------
    UsageError : no number has that key
    CannotRunError : no engagement, no stored results, or a file cannot be read
    ChangedError : answers, groups or questionnaires are no longer those of the stored results
    """
    from salesex.model.keys import keys_of
    from salesex.pipeline.ledger import ledger_of
    from salesex.scoring.rerun import settle

    results = stored(folder)
    known = _known(key, keys_of(results))
    engagement, responses = _answers(Path(folder), results)
    settled = settle(engagement, responses, ledger_of(Path(folder), engagement))
    return _explained(results, known, settled.engagement, settled.responses)


def _known(key: str, keys: dict[str, Key]) -> Key:
    """The key as it was written, or with the scope that goes without saying written out."""
    from salesex.catalogue.names import names_of

    usual = {"@overall": "", "@self/external": "", "@external": "", "@mirror": "@self/mirror"}
    for ending, short in usual.items():
        if key not in keys and key.endswith(ending) and key.removesuffix(ending) + short in keys:
            key = key.removesuffix(ending) + short
    if key in keys:
        return keys[key]
    near = [name for name in _near(key, keys) if name is not None]
    meant = names_of(near).nearest(key) if near else None
    help_ = f"Did you mean `{meant}`? " if meant else ""
    raise UsageError(f"no number has the key {key}", f"{help_}`salesex explain` lists the keys.")


def _near(key: str, keys: dict[str, Key]) -> list[str | None]:
    """Keys that are like a wrong one as a whole, or part by part."""
    from salesex.catalogue.names import nearest
    from salesex.model.keys import AT

    thing, _, scope = key.partition(AT)
    things = {name.partition(AT)[0] for name in keys}
    right = thing if thing in things else nearest(thing, things)
    if right is None:
        return []
    scopes = {name.partition(AT)[2] for name in keys if name.partition(AT)[0] == right} - {""}
    wanted = nearest(scope, scopes) if scope else None
    return [f"{right}{AT}{wanted}" if wanted else right if right in keys else None]


def _explained(results: Results, key: Key, engagement: Engagement, responses: Responses) -> Explanation:
    from salesex.scoring.derive import NotReproducedError, derive
    from salesex.scoring.recount import recount

    questionnaire = next(one for one in engagement.questionnaires if one.id == key.questionnaire)
    counted = recount(engagement, responses, questionnaire, results.provenance.seed)
    try:
        return Explanation(results, key, derive(results, key, counted))
    except NotReproducedError as error:
        if not _made_here(results):
            message = "The results were stored by another version of salesex or of numpy."
            raise ChangedError(message, AGAIN) from error
        raise


def _made_here(results: Results) -> bool:
    """Whether this very program stored the results: then whatever does not come out again is a bug."""
    import numpy

    from salesex import __version__

    made = results.provenance
    return (made.salesex, made.numpy) == (__version__, numpy.__version__)


def _answers(folder: Path, results: Results) -> tuple[Engagement, Responses]:
    """Read the answers again, and make sure that they are those of the results.

    Raises
    ------
    ChangedError : anything that numbers rest on is not what it was
    """
    from salesex.pipeline.assessment import about
    from salesex.pipeline.privacy.log import ended
    from salesex.surveys.answers.responses import read_responses
    from salesex.surveys.engagements.engagements import read_engagement

    reading = read_engagement(folder)
    if reading.value is None:
        raise ChangedError("engagement.yaml has errors now", "`salesex validate` lists them.")
    now, then = about(reading.value), results.engagement
    if (now.groups, now.units, now.privacy) != (then.groups, then.units, then.privacy):
        raise _changed("engagement.yaml")
    used = {name: part.sha256 for name, part in results.provenance.questionnaires.items()}
    if {source.id: source.sha256 for source in reading.sources} != used:
        raise _changed("a questionnaire")
    answers = read_responses(folder, reading).value
    if day := "" if answers is None or answers.respondents else ended(folder):
        raise _deleted(day, reading.language)
    if answers is None or answers.sha256 != results.provenance.responses.sha256:
        raise _changed("the responses")
    return reading.value, answers


def _deleted(day: str, language: str) -> ChangedError:
    from salesex.model.text import day_in_words

    shown = day_in_words(dt.date.fromisoformat(day), language)
    if language == "de":
        remedy = "Zahlen in Ergebnissen und Berichten lassen sich nicht mehr erklären."
        return ChangedError(f"Die Antworten wurden am {shown} gelöscht", remedy)
    remedy = "Numbers in results and reports can no longer be explained."
    return ChangedError(f"The answers were deleted on {shown}", remedy)


def _changed(what: str) -> ChangedError:
    return ChangedError(f"Changed since the results were stored: {what}", AGAIN)
