"""Where words go: results to stdout, messages and progress to stderr, whatever either can show.

Text from files is shown as it is: control characters become escapes, nothing is read as markup, and
what an encoding cannot write is replaced by the nearest thing it can.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

from salesex.errors import Issue, SalesexError
from salesex.frozen import Frozen

ERRORS = "salesex-nearest"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
# Otherwise one character for one, so that columns stay in line.
NEAREST = UMLAUTS | str.maketrans({
    "█": "#", "░": ".", "–": "-", "—": "-", "−": "-", "‐": "-", "·": "-", "•": "-", "→": ">", "…": ".",
    "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "‚": "'", "‘": "'", "’": "'", "\u00a0": " ",
    "\u202f": " ", "≥": ">", "≤": "<", "●": "*", "○": "o",
})  # fmt: skip
# C0 and C1 controls, DEL, line separators, and the marks that turn the direction of text.
CONTROLS = frozenset(
    char
    for start, end in (
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0x061C, 0x061C),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2066, 0x2069),
        (0xD800, 0xDFFF),
        (0xFEFF, 0xFEFF),
    )
    for char in range(start, end + 1)
)


def visible(text: str) -> str:
    r"""Return the text on one line, control characters written as escapes.

    >>> visible("a\x1b[31m\tb")
    'a\\x1b[31m\\tb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(char) if ord(char) in CONTROLS else char for char in text)


def spelled(text: str, encoding: str | None = None) -> str:
    """Return the visible text, umlauts spelled out where the encoding (of stdout) lacks them.

    Two letters for one: what is laid out in columns or lines must be spelled before it is measured.

    >>> spelled("Größe", "ascii")
    'Groesse'
    """
    text = visible(text)
    return text.translate(UMLAUTS) if _lacks_umlauts(encoding or sys.stdout.encoding or "ascii") else text


@cache
def _lacks_umlauts(encoding: str) -> bool:
    return not writes(encoding, "äöüÄÖÜß")


class Verbosity(Frozen):
    """What is said beside the result: `quiet` only errors, `verbose` also infos, `debug` tracebacks."""

    verbose: bool = False
    quiet: bool = False
    debug: bool = False


class Output:
    """The two streams of one run; `language` is what a person asked for, None without a wish.

    `settled` is the exit code as far as it is known: it stays, even when nobody reads on.
    """

    def __init__(self, verbosity: Verbosity | None = None) -> None:
        self.language: str | None = None
        self.settled = 0
        self.verbosity = verbosity or Verbosity()
        for stream in (sys.stdout, sys.stderr):
            soften(stream)

    def line(self, text: str = "") -> None:
        """Write one line of the result to stdout."""
        sys.stdout.write(f"{text}\n")

    def machine(self, data: bytes) -> None:
        """Write a result for machines to stdout: UTF-8 whatever the terminal speaks."""
        sys.stdout.flush()
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None:
            sys.stdout.write(data.decode())
        else:
            binary.write(data)
            binary.flush()

    @contextmanager
    def reader_may_go(self) -> Iterator[None]:
        """Go on when whoever reads stdout stops, as `head` does."""
        try:
            yield
            sys.stdout.flush()
        except BrokenPipeError:
            from salesex.cli.streams import give_up

            give_up()

    def message(self, text: str) -> None:
        """Say something on stderr, unless quiet was asked for."""
        if not self.verbosity.quiet:
            self.say(text)

    def say(self, text: str) -> None:
        """Say something on stderr in any case; where nobody listens, results are written all the same."""
        sys.stdout.flush()
        try:
            sys.stderr.write(f"{text}\n")
        except OSError:
            from salesex.cli.streams import give_up

            give_up()

    def wants(self, issue: Issue) -> bool:
        """Whether an issue is printed: infos only when asked for, with quiet only errors."""
        if issue.severity == "info":
            return self.verbosity.verbose
        return issue.severity == "error" or not self.verbosity.quiet

    def failure(self, error: SalesexError) -> None:
        """Say what stopped the run and what to do about it."""
        self.say(f"salesex: {visible(error.message)}")
        for line in error.help.splitlines():
            self.say(f"  {visible(line)}".rstrip())

    def console(self) -> Console:
        """Return a rich console on stdout; where the width is unknown it is 80."""
        from rich.console import Console

        return Console(file=sys.stdout, markup=False, emoji=False, highlight=False)

    @contextmanager
    def progress(self, text: str) -> Iterator[Callable[[str], None]]:
        """Show that something is going on, on stderr, where a person looks at it.

        What is given is called with how far it has come.
        """
        if self.verbosity.quiet or not sys.stderr.isatty():
            yield lambda far: None
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(file=sys.stderr, markup=False, emoji=False, highlight=False)
        spinner = "dots" if _writes(sys.stderr, "⠋") else "line"
        with console.status(Text(visible(text)), spinner=spinner) as status:
            yield lambda far: status.update(Text(visible(f"{text} {far}")))


def coloured(stream: TextIO) -> bool:
    """Whether colours help there: a terminal, and nobody said NO_COLOR."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def soften(stream: TextIO) -> None:
    """Let a stream write the nearest character instead of failing on one it does not know."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=ERRORS)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    part = error.object[error.start : error.end].translate(NEAREST)
    encoded = part.encode(error.encoding, errors="replace")
    return encoded.decode(error.encoding), error.end


def _writes(stream: TextIO, text: str) -> bool:
    return writes(stream.encoding or "ascii", text)


def writes(encoding: str, text: str) -> bool:
    """Whether an encoding has every character of a text."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _escaped(char: str) -> str:
    code = ord(char)
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


codecs.register_error(ERRORS, _nearest)
