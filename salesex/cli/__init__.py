"""The command line: the only place for typer, rich, printing and exit codes."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesex.cli.output import Output
    from salesex.errors import CannotRunError, DataError

DONE, DATA, USAGE, CANNOT_RUN, NOTHING, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130


def main() -> int:
    """Be the whole process of one command: the entry point of the console script.

    Nearly all that a command builds stays until its end. Looking for garbage again and again on the
    way, and once more when Python ends, would find little and cost a short command a fifth of its time.
    """
    gc.set_threshold(100_000)
    code = run()
    gc.freeze()
    return code


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None or sys.stderr is None:
        from salesex.cli.streams import open_closed

        open_closed()
    try:
        return _run(words)
    except KeyboardInterrupt:
        sys.stderr.write("salesex: interrupted\n")
        return INTERRUPTED


def _run(words: list[str]) -> int:
    from salesex.cli.output import Output, Verbosity

    given, words = split_global(words)
    output = Output(Verbosity("verbose" in given, "quiet" in given, "debug" in given))
    try:
        try:
            code = _command(words, output)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except Exception as error:
            code = _failed(error, output)
    except BrokenPipeError:  # whoever read our output has gone; that is no failure
        from salesex.cli.streams import give_up

        give_up()
        code = output.settled
    return code


def _command(words: list[str], output: Output) -> int:
    if words == ["--version"]:  # answered before options are read, which takes time
        from salesex import __version__

        output.line(f"salesex {__version__}")
        return DONE
    from salesex.cli import quick

    understood = quick.parse(words)
    if understood is not None:
        return understood(output)
    from salesex.cli.app import parse

    command = parse(words)
    return DONE if command is None else command(output)


def split_global(words: list[str]) -> tuple[set[str], list[str]]:
    """Take the global switches out, wherever they stand before a `--`; `-qv` is `-q -v`."""
    names = {
        "-v": "verbose",
        "--verbose": "verbose",
        "-q": "quiet",
        "--quiet": "quiet",
        "--debug": "debug",
    }
    end = words.index("--") if "--" in words else len(words)
    before = [one for word in words[:end] for one in _apart(word)]
    given = {names[word] for word in before if word in names}
    return given, [word for word in before if word not in names] + words[end:]


def _apart(word: str) -> list[str]:
    """Short switches written as one: `-qv` is `-q`, `-v`; anything else stays as it is."""
    return [f"-{letter}" for letter in word[1:]] if re.fullmatch("-[qvh]+", word) else [word]


def _failed(error: Exception, output: Output) -> int:
    from salesex.errors import DataError, SalesexError

    if isinstance(error, OSError):
        error = _of_the_system(error)
    output.settled = error.exit_code if isinstance(error, SalesexError) else BUG
    if output.verbosity.debug:
        import traceback

        output.say(traceback.format_exc().rstrip())
    if isinstance(error, DataError):
        return _data_failed(error, output)
    if isinstance(error, SalesexError):
        output.failure(error)
        return error.exit_code
    # Only the kind and the place: a message could hold answers.
    output.say(f"salesex: a bug in salesex: {type(error).__name__} in {_place(error)}")
    output.say("  Run again with --debug and report what it prints.")
    return BUG


def _of_the_system(error: OSError) -> CannotRunError:
    """Say what the system refused, and where: only writing to standard output gives no name."""
    from salesex.cli.streams import STDOUT, give_up
    from salesex.errors import CannotRunError

    if not error.filename:
        give_up()
    return CannotRunError(f"{error.filename or STDOUT}: {error.strerror or type(error).__name__}")


def _data_failed(error: DataError, output: Output) -> int:
    from salesex.cli.issue_formats import as_text
    from salesex.cli.issue_formats.words import counted, word

    sys.stdout.flush()
    language = output.language or error.language
    as_text.write((issue for issue in error.issues if output.wants(issue)), language, sys.stderr)
    count = {kind: sum(issue.severity == kind for issue in error.issues) for kind in ("error", "warning")}
    found = ", ".join(counted(number, kind, language) for kind, number in count.items())
    output.say(f"salesex: {found}; {word('nothing_written', language)}")
    return DATA


def _place(error: Exception) -> str:
    from pathlib import Path

    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "salesex"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
