"""What becomes of an interview that is over, also where something else was stored meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import journal, locking, pipeline, writing
from salesex.cli.interview import screens
from salesex.model.interview import End

if TYPE_CHECKING:
    from salesex.cli.interview.session import Session
    from salesex.model.form import Form
    from salesex.pipeline import Collection, Interviews

THIS, KEPT = "d", "g"


@dataclass(frozen=True, slots=True)
class Storing:
    """One interview that is over; `replace` says that its answers hold against others that are stored."""

    asked: Interviews
    path: Path
    form: Form
    replace: bool

    def settled(self, session: Session) -> tuple[str, ...] | None:
        """Return the items that stay as they are stored, None where the interview holds.

        The moderator is asked where both differ.

        Raises
        ------
        PausedError : it is left open
        """
        if self.replace:
            return None
        found = pipeline.contradictions(self.asked, self.path)
        if not found:
            return ()
        lines = screens.contradictions(session.frame, self.form, found)
        if session.choice(lines, (THIS, KEPT)) == THIS:
            return None
        return tuple(each.item for each in found)

    def write(self, without: tuple[str, ...] | None) -> Collection:
        """Write the answers, and then that the interview is finished.

        Parameters
        ----------
        without : items that stay as they are stored; None lets the interview take their place
        """
        today = dt.date.today()
        with locking.only_writer(self.asked.folder):
            found = pipeline.finish(
                self.asked, self.path, self.form, today, replace=without is None, without=without or ()
            )
            writing.write_all(found.files, engagement=self.asked.folder)
            journal.note(self.path, End(finished=today.isoformat()))
        return found
