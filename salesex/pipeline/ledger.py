"""The private ledger on disk: read before scoring, renewed by `assess`, closed by `report`."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesex.errors import CannotRunError
from salesex.model.ledger import Ledger, LedgerBlock, Shown
from salesex.store import LEDGER_FILE, ledger_json, ledger_path, read_ledger, results_path

if TYPE_CHECKING:
    import datetime as dt

    from salesex.model import Engagement

NOT_NOTED = "Run `salesex assess` and `salesex report` before you hand a report out."


def ledger_of(folder: Path, engagement: Engagement) -> Ledger:
    """Return the engagement's ledger, a new one with a salt of its own where there is none.

    Raises
    ------
    CannotRunError : it cannot be read, or is that of another wave
    """
    ledger = read_ledger(folder)
    if ledger is None:
        return Ledger(wave=engagement.wave, salt=secrets.token_hex(16))
    if ledger.wave != engagement.wave:
        raise CannotRunError(
            f"{ledger_path(folder)} belongs to the wave {ledger.wave}, not to {engagement.wave}",
            "One folder is one wave. If it was copied for a new wave, delete its folder private/; "
            "if only the name has changed, put the former one back.",
        )
    return ledger


def renewed(ledger: Ledger, shown: Shown, results: bytes) -> Ledger:
    """Note what the results about to be stored show; nothing is released yet."""
    return replace(ledger, results=hashlib.sha256(results).hexdigest(), pending=shown)


def released(ledger: Ledger, day: dt.date) -> Ledger:
    """Note that what waits has left the house: from now on it stays known.

    A block that was released before with the same answers keeps its first date.
    """
    if not ledger.pending.blocks:
        return ledger
    run = 1 + max((block.run for block in ledger.released.blocks), default=0)
    former = {_state(block): block for block in ledger.released.blocks}
    for block in ledger.pending.blocks:
        known = former.pop(_state(block), block)
        former[_state(block)] = replace(known, date=known.date or day.isoformat(), run=run)
    told = replace(ledger.pending, blocks=tuple(former.values()))
    return replace(ledger, pending=Shown(), released=told)


def is_reported(ledger: Ledger) -> bool:
    """Whether a report has shown everything that the last results showed."""
    told = {_state(block) for block in ledger.released.blocks}
    return bool(told) and all(_state(block) in told for block in ledger.pending.blocks)


def _state(block: LedgerBlock) -> LedgerBlock:
    return replace(block, date=None, run=0)


def release(folder: Path, day: dt.date) -> tuple[dict[Path, bytes], tuple[str, ...]]:
    """Say what a report of the stored results changes in the ledger, and what to warn of.

    Raises
    ------
    CannotRunError : the ledger cannot be read
    """
    from salesex.pipeline.privacy.log import ended

    ledger = read_ledger(folder)
    if ledger is None:
        if not (folder / "engagement.yaml").is_file():  # results alone, on another computer
            return {}, ()
        if ended(folder):  # there are no answers left that a next report could give away
            return {}, ()
        return {}, (f"{LEDGER_FILE} is not there, so this report is not noted. {NOT_NOTED}",)
    if ledger.results != hashlib.sha256(results_path(folder).read_bytes()).hexdigest():
        return {}, (f"{LEDGER_FILE} belongs to other results, so this report is not noted. {NOT_NOTED}",)
    after = released(ledger, day)
    return ({} if after is ledger else {ledger_path(folder): ledger_json(after)}), ()
