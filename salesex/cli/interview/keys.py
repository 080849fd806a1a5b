"""What the moderator types: single keys where there is a terminal, lines where there is none."""

from __future__ import annotations

import codecs
import os
import pathlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typing import TextIO

ENTER, BACK = "\n", "b"
INTERRUPT, END = "\x03", "\x04"
ESCAPE, BELL = b"\x1b", b"\x07"
ARROWS = {b"D": BACK, b"C": ENTER}
"""How the sequences of the arrows to the left and to the right end."""
ARROWS_ON_WINDOWS = {"K": BACK, "M": ENTER}
TEXTS = frozenset([b"]", b"P", b"X", b"^", b"_"])
"""What begins a text of a terminal, which goes on until a bell or `ESC \\`."""
NO_PASTE_MARKS = "\x1b[?2004l"
LONGEST = 4096
"""Bytes after which a sequence that does not end is given up."""
SOON, LATER = 0.1, 0.5
"""Seconds for what comes with an escape, and for the rest of what has begun: networks may be slow."""
More = Callable[[float], bytes]
"""The next byte; nothing where none comes within so many seconds."""


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
        self._is_first = True

    def key(self) -> str:
        """The line, trimmed; an empty one is Enter."""
        return self.line().strip() or ENTER

    def line(self) -> str:
        """One line without its end."""
        line = self._read()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _read(self) -> str:
        """The next line: UTF-8, whatever the console speaks; else as the console has it."""
        binary = getattr(self._stream, "buffer", None)
        if binary is None:
            return self._stream.readline()
        data: bytes = binary.readline()
        if self._is_first:
            data = data.removeprefix(codecs.BOM_UTF8)
        self._is_first = False
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode(self._stream.encoding or "latin-1", "replace")


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
            if sys.stdout.isatty():
                sys.stdout.write(NO_PASTE_MARKS)
            self.hand_over()

        def hand_over(self) -> None:
            """Take keys as they come; Ctrl-C still interrupts."""
            tty.setcbreak(self._number, termios.TCSADRAIN)

        def put_back(self) -> None:
            """Let the terminal take lines again."""
            termios.tcsetattr(self._number, termios.TCSADRAIN, self._lines)

        def key(self) -> str:
            """One key, without waiting for Enter."""
            return posix_key(lambda: os.read(self._number, 1), self._more)

        def _more(self, seconds: float) -> bytes:
            ready, _, _ = select.select([self._number], [], [], seconds)
            return os.read(self._number, 1) if ready else b""

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


def posix_key(read: Callable[[], bytes], more: More) -> str:
    """Return the key whose first byte is read; `more` has what comes with it.

    Nothing of what a key sends that means nothing here is left over: it would be taken for answers.

    >>> rest = iter([b"[", b"D"])
    >>> posix_key(lambda: b"4", lambda _: b""), posix_key(lambda: bytes([27]), lambda _: next(rest))
    ('4', 'b')
    """
    first = read()
    if not first or first == END.encode():
        raise EOFError
    if first == ESCAPE:
        return _escaped(more)
    if first in b"\r\n":
        return ENTER
    if first[0] >= 0x80:
        return (first + _continued(first, more)).decode("utf-8", "ignore")[:1]
    return first.decode("ascii")


def _escaped(more: More) -> str:
    """Read to the end of what began with an escape."""
    kind = more(SOON)
    while kind == ESCAPE:
        kind = more(SOON)
    if kind == b"[":
        return ARROWS.get(_sequence(more), "")
    if kind == b"O":
        return ARROWS.get(more(LATER), "")
    if kind in TEXTS:
        _to_end_of_text(more)
    elif kind and kind[0] >= 0x80:
        _continued(kind, more)
    return ""


def _sequence(more: More) -> bytes:
    """Read behind `ESC [` up to the final byte, and return it with what stands before it."""
    read = b""
    while len(read) < LONGEST and (byte := more(LATER)):
        read += byte
        if read == b"[":  # function keys of the console of Linux: one more letter
            return read + more(LATER)
        if read == b"M":  # the mouse in old terminals: three more
            return read + b"".join(more(LATER) for _ in range(3))
        if 0x40 <= byte[0] <= 0x7E:
            break
    return read


def _to_end_of_text(more: More) -> None:
    last = b""
    for _ in range(LONGEST):
        byte = more(LATER)
        if byte in {b"", BELL} or (last == ESCAPE and byte == b"\\"):
            return
        last = byte


def _continued(first: bytes, more: More) -> bytes:
    """The other bytes of a character of UTF-8."""
    count = (first[0] >= 0xC0) + (first[0] >= 0xE0) + (first[0] >= 0xF0)
    return b"".join(more(LATER) for _ in range(count))


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
