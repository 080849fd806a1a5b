"""`salesex privacy record`: make the record of processing and the annex for the works council."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesex import pipeline, writing
from salesex.cli import DONE
from salesex.cli.options import DocumentFormat, RecordOf
from salesex.cli.output import Output, spelled, visible

WORDS = {
    "de": {
        "missing": "Warnung: `{key}` fehlt in engagement.yaml; dafür steht eine leere Linie da.",
        "both": "Beides sind Entwürfe für den Datenschutz; leere Linien füllen Sie von Hand aus.",
        "one": "Das ist ein Entwurf für den Datenschutz; leere Linien füllen Sie von Hand aus.",
    },
    "en": {
        "missing": "warning: `{key}` is not filled in in engagement.yaml: there is an empty line for it.",
        "both": "Both are drafts for the data-protection officer; fill in the empty lines by hand.",
        "one": "It is a draft for the data-protection officer; fill in the empty lines by hand.",
    },
}


@dataclass(frozen=True, slots=True)
class Options:
    """What to make, and where."""

    folder: Path
    format: DocumentFormat
    language: str | None
    output: Path | None
    by: RecordOf

    def __call__(self, output: Output) -> int:
        """Make all or none, print their paths, and say which lines are empty."""
        output.language = self.language
        with output.progress("Making the record …"):
            made = pipeline.record_privacy(
                self.folder,
                format=self.format.value,
                language=self.language,
                output=self.output,
                by=self.by.value,
            )
            writing.write_all(made.files)
        for path in made.files:
            output.line(visible(path.as_posix()))
        words = WORDS[self.language or made.language]
        for key in made.missing:
            output.message(spelled(words["missing"].format(key=key)))
        output.message(spelled(words["both" if len(made.files) > 1 else "one"]))
        return DONE
