"""`salesex validate`: write every issue down, fail on errors."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from salesex import locking, pipeline
from salesex.cli import CANNOT_RUN, DATA, DONE
from salesex.cli.issue_formats import writer
from salesex.cli.issue_formats.report import IssueReport
from salesex.cli.output import Output, visible
from salesex.errors import CannotRunError, UsageError
from salesex.frozen import Frozen

STDIN = STDOUT = "-"


class Options(Frozen):
    """What to check, how to say it, and where; `-` is standard input among the paths, and stdout."""

    paths: tuple[str, ...]
    format: str
    strict: bool
    language: str | None
    output: str | None = None

    def __call__(self, output: Output) -> int:
        """Check, write, and return the exit code."""
        self._refuse()
        target = _target(self.output) if self.output and self.output != STDOUT else None
        paths = tuple(path for path in self.paths if path != STDIN)
        stdin = _standard_input(output) if STDIN in self.paths else None
        for path in paths:
            locking.settle(path)
        with output.progress("Checking …"):
            found = pipeline.validate(paths, stdin)
        if target is not None:
            _refuse_what_was_checked(target, found)
        report = self._report(found, output)
        output.settled = CANNOT_RUN if found.unreadable else DATA if report.failed else DONE
        with output.reader_may_go():
            self._write(report, target, output)
        self._say(report, target, output)
        for error in found.unreadable:
            output.failure(error)
        return output.settled

    def _refuse(self) -> None:
        if self.paths.count(STDIN) > 1:
            raise UsageError("`-` is there twice", "Standard input holds one file; name it once.")
        if "" in self.paths or self.output == "":
            raise UsageError("a path is empty", "Name a file or a folder; `.` is the current folder.")

    def _report(self, found: pipeline.Validation, output: Output) -> IssueReport:
        return IssueReport(
            issues=found.issues,
            files=tuple((kind, path.as_posix()) for kind, path in found.files),
            switched_off=found.switched_off,
            language=self.language or found.language,
            strict=self.strict,
            verbose=output.verbosity.verbose,
            quiet=output.verbosity.quiet,
            passed_over=tuple(path.as_posix() for path in found.passed_over),
            unchecked=found.unchecked,
            unreadable=tuple(error.message for error in found.unreadable),
        )

    def _write(self, report: IssueReport, target: Path | None, output: Output) -> None:
        if target is not None:
            from salesex.writing import write_atomic

            write_atomic(target, writer(self.format)(report))
        elif self.format == "text":
            from salesex.cli.issue_formats import as_text

            as_text.show(report)
        else:
            output.machine(writer(self.format)(report))

    def _say(self, report: IssueReport, target: Path | None, output: Output) -> None:
        if target is not None or self.format in {"text", "github"}:
            for note in report.notes():
                output.message(visible(note))
            output.message(report.summary())


def _standard_input(output: Output) -> bytes:
    """Everything on standard input, up to one megabyte more than a YAML file may have (Q027)."""
    from salesex.surveys.yaml.nodes import MAX_MEGABYTES

    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise CannotRunError("there is no standard input", "Name a file, or pipe one in.")
    if stream.isatty():
        ends = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        output.message(f"Reading from the terminal; end with {ends}.")
    try:
        return stream.read((MAX_MEGABYTES + 1) * 1_000_000)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise CannotRunError(f"standard input cannot be read: {problem}", "Name a file instead.") from error


def _target(name: str) -> Path:
    """The file to write, in a folder that is there."""
    path = Path(name)
    if not path.parent.is_dir():
        raise CannotRunError(
            f"there is no folder {path.parent.as_posix()}", "Make it, or name a file elsewhere."
        )
    if path.is_dir():
        raise UsageError(f"{name} is a folder", "Name a file for `--output`.")
    if path.exists() and (not path.is_file() or _is_a_stream(path)):
        raise UsageError(f"{name} is no file of its own", "Leave `--output` away and redirect the output.")
    return path.resolve()


def _is_a_stream(path: Path) -> bool:
    """Whether stdout or stderr go there: the file would be replaced under them (`/dev/stdout`)."""
    for number in (1, 2):
        with suppress(OSError):  # closed
            if os.path.samestat(os.fstat(number), path.stat()):
                return True
    return False


def _refuse_what_was_checked(target: Path, found: pipeline.Validation) -> None:
    exists = target.exists()
    for _, path in found.files:
        if os.path.realpath(path) == str(target) or (exists and path.exists() and path.samefile(target)):
            raise UsageError(f"{path.as_posix()} is one of the files to check", "Name another `--output`.")
