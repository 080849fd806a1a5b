"""One questionnaire of one interview: screens and keys, and a journal that is ahead of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesex import journal, writing
from salesex.cli.interview import screens
from salesex.cli.interview.keys import ENTER, Keys
from salesex.cli.interview.screens import UNKNOWN, Frame, Line
from salesex.cli.output import visible
from salesex.model.interview import Interview, Start, Step

FINISH, OPEN, SKIP, BACK, NOTE, PAUSE = "f", "o", "s", "b", "n", "p"


class PausedError(Exception):
    """The moderator wants to go on another time."""


@dataclass(slots=True)
class Session:
    """An interview on the screen; `start` is the first line of its journal where that is not there yet.

    `message` is told once, below the next screen.
    """

    frame: Frame
    keys: Keys
    interview: Interview
    journal: Path
    notes: Path
    start: Start | None = None
    message: str = ""
    noted: int = 0

    def run(self, number: int, count: int) -> None:
        """Ask until the moderator says that it is finished; what was begun has had its introduction.

        Parameters
        ----------
        number, count : which questionnaire of how many this is

        Raises
        ------
        PausedError : the moderator pauses, or nothing more can be typed
        """
        if self.start is not None:
            self.frame.show(screens.opening(self.frame, self.interview, number, count), self.message)
            self.message = ""
            if self._key() == PAUSE:
                raise PausedError
            journal.begin(self.journal, self.start)
        while not self._step():
            pass

    def choice(self, lines: Sequence[Line], keys: Sequence[str]) -> str:
        """Show a screen until one of some keys is typed.

        Raises
        ------
        PausedError : the moderator pauses, or nothing more can be typed
        """
        message = ""
        while True:
            self.frame.show(lines, message)
            key = self._key()
            if key in keys:
                return key
            if key == PAUSE:
                raise PausedError
            message = self.frame.words("unknown")

    def _step(self) -> bool:
        """Show a screen and do what the next key says; return whether all is finished."""
        at_end = self.interview.is_over
        lines = (
            screens.summary(self.frame, self.interview)
            if at_end
            else screens.question(self.frame, self.interview, self.noted)
        )
        self.frame.show(lines, self.message)
        self.message = ""
        key = self._line() if self.interview.is_wide and not at_end else self._key()
        if key == PAUSE:
            raise PausedError
        if key == NOTE:
            self._note()
        elif key == BACK:
            self.message = "" if self.interview.back() else self.frame.words("first")
        elif at_end:
            return self._at_end(key)
        else:
            self._answer(key)
        return False

    def _answer(self, key: str) -> None:
        if key in self.interview.values or (key == UNKNOWN and self.interview.form.no_answer is not None):
            self._decide(key)
        elif key == SKIP:
            self._decide(None)
        elif key == ENTER:
            self.message = "" if self.interview.forward() else self.frame.words("undecided")
        else:
            self.message = self.frame.words("unknown")

    def _decide(self, answer: str | None) -> None:
        """Keep an answer, then go on: what the screen has left behind is on disk."""
        item = self.interview.question.id
        if item not in self.interview.decided or self.interview.decided[item] != answer:
            journal.note(self.journal, Step(item=item, answer=answer))
        self.interview.decide(answer)

    def _at_end(self, key: str) -> bool:
        if key == OPEN and self.interview.open_questions:
            self.interview.to_first_open()
        elif key == FINISH:
            return self._is_sure()
        else:
            self.message = self.frame.words("unknown")
        return False

    def _is_sure(self) -> bool:
        """Whether it may end: at once where everything was decided, else when asked again."""
        if not self.interview.open_questions:
            return True
        text = self.frame.words("sure", count=self.interview.open_questions)
        self.frame.show(screens.summary(self.frame, self.interview), text)
        return self._key() == FINISH

    def _note(self) -> None:
        self.frame.console.print(self.frame.words("ask_note"), end="")
        text = _typed(self.keys.line)
        if not text:
            return
        place = "" if self.interview.is_over else f"{self.interview.question.id}: "
        self._write_note(f"{place}{text}")
        self.noted += 1
        self.message = self.frame.words("kept_note", file=visible(str(self.notes)))

    def _write_note(self, text: str) -> None:
        if not self.notes.exists():
            title = f"# {self.frame.code}, {self.interview.form.group_title}"
            writing.append_line(self.notes, f"{visible(title)}\n".encode(), only_ours=False)
        today = dt.date.today().isoformat()
        line = f"- {today} {visible(text)}".encode("utf-8", "replace")
        writing.append_line(self.notes, line, only_ours=False)

    def _key(self) -> str:
        key = _typed(self.keys.key)
        return key if key in {"", ENTER} else key.casefold()

    def _line(self) -> str:
        return _typed(self.keys.line).casefold() or ENTER


def _typed(read: Callable[[], str]) -> str:
    try:
        text = read()
    except EOFError:
        raise PausedError from None
    return text if text == ENTER else text.strip()
