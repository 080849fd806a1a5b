"""`salesex report`: make the report from stored results."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from salesex import locking, pipeline, writing
from salesex.cli import DONE
from salesex.cli.output import Output, visible
from salesex.model.audiences import Audience
from salesex.pipeline import ReportFormat


@dataclass(frozen=True, slots=True)
class Options:
    """Which report to make, and where."""

    folder: Path
    format: ReportFormat | None
    language: str | None
    output: Path | None
    open: bool
    archive: bool
    audience: Audience = "full"
    sections: tuple[str, ...] = ()

    def __call__(self, output: Output) -> int:
        """Render, write, print the path."""
        output.language = self.language
        locking.settle(self.folder)
        with output.progress("Making the report …"):
            report = pipeline.report(
                self.folder,
                format=self.format,
                language=self.language,
                output=self.output,
                audience=self.audience,
                sections=self.sections,
                archive=self.archive,
            )
        private, unnoted = pipeline.release(self.folder, dt.date.today())
        for warning in (*report.warnings, *unnoted):
            output.message(f"warning: {visible(warning)}")
        writing.write_all(private | {report.path: report.data})
        output.line(visible(str(report.path)))
        if self.open:
            open_file(report.path)
        return DONE


def open_file(path: Path) -> None:
    """Open a file with the program the desktop has for it."""
    if sys.platform == "win32":
        os.startfile(path.absolute())
        return
    program = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen([program, str(path.absolute())], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
