"""`salesex interview`: a moderated conversation in the terminal."""

from __future__ import annotations

import datetime as dt
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import locking, pipeline
from salesex.cli import DONE, INTERRUPTED
from salesex.cli.init import quoted
from salesex.cli.interview.keys import Keys, open_keys
from salesex.cli.interview.screens import Frame
from salesex.cli.interview.session import PAUSE, PausedError, Session
from salesex.cli.interview.storing import Storing
from salesex.cli.interview.words import Words
from salesex.cli.issue_formats import as_text
from salesex.cli.output import Output, spelled, visible
from salesex.errors import UsageError

if TYPE_CHECKING:
    from salesex.pipeline import Chosen, Interviews

NEW = "n"
MOST_LISTED = 9
"""Interviews that were begun, as many as there are digits to choose one."""
_CODE = re.compile(r"\S(?:[^\x00-\x1f\x7f]{0,58}\S)?")


@dataclass(slots=True)
class Options:
    """Whom to ask what. `code` is filled in as soon as it is known."""

    folder: Path
    group: str
    questionnaire: str | None
    code: str | None
    unit: str | None
    language: str | None
    replace: bool = False

    def __call__(self, output: Output) -> int:
        """Hold the interview; a pause says how to go on."""
        output.language = self.language
        if self.code is not None and not (_CODE.fullmatch(self.code) and self.code.isprintable()):
            raise UsageError("the code is empty, too long, or holds control characters", "Name a plain one.")
        locking.settle(self.folder)
        asked = pipeline.interviews(self.folder, self.group, self.questionnaire, self.language, self.unit)
        words = Words(asked.language)
        try:
            with open_keys() as keys:
                return self._hold(asked, words, keys, output)
        except PausedError:
            return self._paused(words, output, DONE)
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            return self._paused(words, output, INTERRUPTED)

    def _hold(self, asked: Interviews, words: Words, keys: Keys, output: Output) -> int:
        today = dt.date.today()
        code = self.code or _resumed(asked, words, keys, output)
        chosen, forms = pipeline.still_to_ask(asked, code, today)
        self.code = chosen.code
        frame = Frame(output.console(), words, self.code)
        message = _message(asked, chosen, words)
        for number, form in enumerate(forms, start=1):
            with pipeline.held(asked, self.code, form):
                path, start, interview = pipeline.resumed(asked, self.code, form, today)
                notes = pipeline.notes_path(asked.folder, self.code)
                session = Session(frame, keys, interview, path, notes, start, message)
                session.run(number, len(forms))
                self._store(Storing(asked, path, form, self.replace), session, output)
            message = ""
        output.line(spelled(words("all_done", code=self.code)))
        return DONE

    def _store(self, storing: Storing, session: Session, output: Output) -> None:
        """Write the answers, then that the interview is finished."""
        without = storing.settled(session)
        found = storing.write(without)
        words = session.frame.words
        language = storing.asked.language
        as_text.write((issue for issue in found.issues if output.wants(issue)), language, sys.stderr)
        has_answers = any(answer is not None for answer in session.interview.decided.values())
        output.line(spelled(words("stored" if found.files else "there" if has_answers else "nothing")))
        for file in list(found.files)[1:]:
            output.line(f"  {visible(str(file))}")

    def _paused(self, words: Words, output: Output, code: int) -> int:
        """Say how to go on; where nobody has begun, there is nothing to go on with."""
        if self.code is not None:
            output.say(spelled(words("paused")))
            output.say(f"  {visible(self._command())}")
        return code

    def _command(self) -> str:
        parts = ["salesex interview", quoted(str(self.folder)), "--group", quoted(self.group)]
        if self.questionnaire:
            parts += ["--questionnaire", quoted(self.questionnaire)]
        parts += ["--lang", self.language] if self.language else []
        parts += ["--replace"] if self.replace else []
        return " ".join([*parts, "--code", quoted(str(self.code))])


def _message(asked: Interviews, chosen: Chosen, words: Words) -> str:
    """What to know before it begins: which code was taken, what may be a slip, what cannot be read."""
    hint = [words(f"code.{chosen.hint}", code=chosen.code, meant=chosen.meant)] if chosen.hint else []
    broken = [words("unreadable", why=error.message, help=error.help) for error in asked.unreadable]
    return " ".join([*hint, *broken])


def _resumed(asked: Interviews, words: Words, keys: Keys, output: Output) -> str | None:
    """Ask which of the interviews that were begun goes on; None for a new one."""
    codes = list(asked.paused)
    if not codes:
        return None
    counts = {form.questionnaire: len(form.questions) for form in asked.forms}
    output.line(spelled(words("there_are")))
    for number, code in enumerate(codes, start=1):
        begun = asked.paused[code]
        done = sum(len(each.decided) for each in begun)
        count = sum(counts[each.start.questionnaire] for each in begun)
        mark = f"{number}  " if number <= MOST_LISTED else "   "
        output.line(spelled(f"  {mark}{words('one', code=code, done=done, count=count)}"))
    if len(codes) > MOST_LISTED:
        output.line(spelled(words("many")))
    output.line(spelled(words("choose")))
    sys.stdout.flush()
    return _chosen(codes[:MOST_LISTED], keys)


def _chosen(codes: list[str], keys: Keys) -> str | None:
    while True:
        try:
            key = keys.key().casefold()
        except EOFError:
            raise PausedError from None
        if key == NEW:
            return None
        if key == PAUSE:
            raise PausedError
        if key.isdecimal() and 1 <= int(key) <= len(codes):
            return codes[int(key) - 1]
