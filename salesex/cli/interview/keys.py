"""What the moderator types: single keys where there is a terminal, lines where there is none."""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing import TextIO

ENTER, BACK = "\n", "b"
ESCAPE, INTERRUPT, END = "\x1b", "\x03", "\x04"
ARROWS = {b"[D": BACK, b"OD": BACK, b"[C": ENTER, b"OC": ENTER}
"""What terminals send behind an escape for the arrows to the left and to the right."""
ARROWS_ON_WINDOWS = {"K": BACK, "M": ENTER}
_AT_ONCE = 0.05
"""Seconds within which the rest of an escape sequence is there."""


class Keys(Protocol):
    """Where keys and lines come from; both raise EOFError where nothing more will come."""

    def key(self) -> str:
        """One key: a character, `ENTER`, or empty for one that means nothing."""

    def line(self) -> str:
        """One line without its end."""


class Lines:
    """Standard input without a terminal: a line is a key, so that an interview can be driven by a pipe."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def key(self) -> str:
        """The line, trimmed; an empty one is Enter."""
        return self.line().strip() or ENTER

    def line(self) -> str:
        """One line without its end."""
        line = self._stream.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")


@contextmanager
def open_keys() -> Iterator[Keys]:
    """Open standard input, and leave the terminal as it was found."""
    if sys.stdin is None or not sys.stdin.isatty():
        yield Lines(sys.stdin or pathlib.Path(os.devnull).open(encoding="utf-8"))  # noqa: SIM115
    elif sys.platform == "win32":
        yield WindowsKeys()
    else:
        with _posix() as keys:
            yield keys


if sys.platform == "win32":

    class WindowsKeys(Lines):
        """The console of Windows."""

        def __init__(self) -> None:
            super().__init__(sys.stdin)

        def key(self) -> str:
            """One key, without waiting for Enter."""
            import msvcrt

            return windows_key(msvcrt.getwch)

else:
    import select
    import termios
    import tty

    class PosixKeys(Lines):
        """A terminal of Unix that hands every key over at once; `lines` has its former settings."""

        def __init__(self, number: int) -> None:
            super().__init__(sys.stdin)
            self._number = number
            self._lines = termios.tcgetattr(number)
            self.hand_over()

        def hand_over(self) -> None:
            """Take keys as they come; Ctrl-C still interrupts."""
            tty.setcbreak(self._number, termios.TCSADRAIN)

        def put_back(self) -> None:
            """Let the terminal take lines again."""
            termios.tcsetattr(self._number, termios.TCSADRAIN, self._lines)

        def key(self) -> str:
            """One key, without waiting for Enter."""
            return posix_key(lambda: os.read(self._number, 1), self._rest)

        def _rest(self) -> bytes:
            ready, _, _ = select.select([self._number], [], [], _AT_ONCE)
            return os.read(self._number, 8) if ready else b""

        def line(self) -> str:
            """One line, which the terminal lets people mend while they write."""
            self.put_back()
            try:
                return super().line()
            finally:
                self.hand_over()

    @contextmanager
    def _posix() -> Iterator[Keys]:
        keys = PosixKeys(sys.stdin.fileno())
        try:
            yield keys
        finally:
            keys.put_back()


def posix_key(read: Callable[[], bytes], rest: Callable[[], bytes]) -> str:
    """Return the key whose first byte is read; `rest` has what came with it at once.

    >>> posix_key(lambda: b"4", lambda: b""), posix_key(lambda: bytes([27]), lambda: b"[D")
    ('4', 'b')
    """
    first = read()
    if not first or first == END.encode():
        raise EOFError
    if first == ESCAPE.encode():
        return ARROWS.get(rest(), "")
    if first in b"\r\n":
        return ENTER
    if first[0] >= 0x80:  # the other bytes of the character
        return (first + rest()).decode("utf-8", "ignore")[:1]
    return first.decode("ascii")


def windows_key(read: Callable[[], str]) -> str:
    """Return the next key of a Windows console, which gives two signs for keys without a character.

    >>> signs = iter(["M", chr(224), "4"])
    >>> windows_key(lambda: "4"), windows_key(lambda: next(signs))
    ('4', 'M')
    """
    sign = read()
    if sign == INTERRUPT:
        raise KeyboardInterrupt
    if sign in {END, "\x1a"}:
        raise EOFError
    if sign in {"\x00", "\xe0"}:
        return ARROWS_ON_WINDOWS.get(read(), "")
    return ENTER if sign == "\r" else sign
