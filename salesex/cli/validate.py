"""`salesex validate`: print every issue, fail on errors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesex import pipeline
from salesex.cli import DATA, DONE
from salesex.cli.issue_formats import as_json, as_text
from salesex.cli.output import Output


@dataclass(frozen=True, slots=True)
class Options:
    """What to check and how to say it."""

    paths: tuple[Path, ...]
    format: str
    strict: bool
    language: str | None

    def __call__(self, output: Output) -> int:
        """Check, print, and return the exit code."""
        with output.progress("Checking …"):
            found = pipeline.validate(self.paths)
        language = self.language or found.language
        errors, warnings = found.count("error"), found.count("warning")
        if self.format == "json":
            summary = {
                "files": found.files,
                "errors": errors,
                "warnings": warnings,
                "switched_off": found.switched_off,
            }
            output.machine(as_json.document(found.issues, summary, language))
        else:
            as_text.write((issue for issue in found.issues if output.wants(issue)), language)
            output.message(as_text.summary(found.kinds, errors, warnings, found.switched_off))
        return DATA if errors or (self.strict and warnings) else DONE
