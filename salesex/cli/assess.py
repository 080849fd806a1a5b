"""`salesex assess`: score, print, keep; with `--report` also render."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import locking, pipeline, store, writing
from salesex.cli import DONE
from salesex.cli.issue_formats import as_text
from salesex.cli.output import Output, visible

if TYPE_CHECKING:
    from salesex.pipeline import Assessment, Report


@dataclass(frozen=True, slots=True)
class Options:
    """What to assess and how to print it."""

    folder: Path
    report: bool
    format: str
    language: str | None
    seed: int | None
    strict: bool

    def __call__(self, output: Output) -> int:
        """Score, render if asked, write everything at once, print."""
        if self.report:
            pipeline.check_pdf()
        output.language = self.language
        locking.settle(self.folder)
        with output.progress("Scoring …"):
            assessment = pipeline.assess(self.folder, seed=self.seed, strict=self.strict)
        language = pipeline.report_language(assessment.results, self.language)
        as_text.write((issue for issue in assessment.issues if output.wants(issue)), language, sys.stderr)
        for warning in assessment.warnings:
            output.message(f"warning: {visible(warning)}")
        report = self._rendered(assessment, output) if self.report else None
        written = _write(assessment, report)
        self._print(assessment, written, output)
        return DONE

    def _rendered(self, assessment: Assessment, output: Output) -> Report:
        with output.progress("Making the report …"):
            report = pipeline.render(assessment.results, self.folder, language=self.language, warnings=())
        for warning in report.warnings:
            output.message(f"warning: {visible(warning)}")
        return report

    def _print(self, assessment: Assessment, written: list[Path], output: Output) -> None:
        if self.format == "json":
            output.machine(store.results_json(assessment.results))
            for path in written:
                output.message(visible(str(path)))
            return
        from salesex.cli.summary import show

        language = pipeline.report_language(assessment.results, self.language)
        show(output.console(), assessment, language, written, output.verbosity.verbose)


def _write(assessment: Assessment, report: Report | None) -> list[Path]:
    """Write report, table and results in one go, so that they always belong together.

    The private ledger goes with them: results that it does not know would protect nobody.
    """
    files = {report.path: report.data} if report else {}
    stored = store.results_files(assessment.folder, assessment.results)
    results = stored[store.results_path(assessment.folder)]
    ledger = pipeline.renewed(assessment.ledger, assessment.shown, results)
    if report:
        ledger = pipeline.released(ledger, dt.date.today())
    private = {store.ledger_path(assessment.folder): store.ledger_json(ledger)}
    files |= stored
    writing.write_all(private | files)
    return list(reversed(files))
