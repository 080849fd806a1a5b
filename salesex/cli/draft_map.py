"""`salesex collect --draft-map`: write what is known of an export's columns, for a person to complete."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from salesex import locking, pipeline, writing
from salesex.cli import DONE
from salesex.cli.output import Output, spelled, visible
from salesex.cli.recognised import title_of
from salesex.errors import UsageError

WORDS = {
    "de": {
        "written": "Geschrieben:",
        "would": "Probelauf, nichts ist geschrieben. Geschrieben würde:",
        "next": "Tragen Sie ein, was noch leer ist, und wiederholen Sie den Befehl ohne --draft-map.",
        "nothing_open": "Es ist nichts offen; wiederholen Sie den Befehl ohne --draft-map.",
    },
    "en": {
        "written": "Written:",
        "would": "Dry run, nothing is written. This would be:",
        "next": "Enter what is still empty, and run the command again without --draft-map.",
        "nothing_open": "Nothing is open; run the command again without --draft-map.",
    },
}
_OPEN = re.compile(rb': ""$|^# (?:labels|groups|units): ', re.MULTILINE)
"""An entry without a meaning, or texts that are not shown but want one."""


@dataclass(frozen=True, slots=True)
class Options:
    """For which exports, and where to write the map; `refused` are options that have no meaning here."""

    folder: Path
    files: tuple[str, ...]
    map: Path | None
    group: str | None
    language: str | None
    dry_run: bool
    refused: bool

    def __call__(self, output: Output) -> int:
        """Write the maps and say what is to be done with them."""
        if self.refused:
            raise UsageError("--draft-map collects nothing", "Leave out --replace and --any-code.")
        output.language = self.language
        with nullcontext() if self.dry_run else locking.only_writer(self.folder):
            found = pipeline.draft_map(self.folder, self.files, map=self.map, group=self.group)
            if not self.dry_run:
                writing.write_all(found.files)
        language = self.language or found.language
        words = WORDS[language]
        for file, _, title in found.sources:
            output.line(spelled(f"{visible(Path(file).name)}: {title_of(title, language)}"))
        output.line(spelled(words["would" if self.dry_run else "written"]))
        for path in found.files:
            output.line(f"  {visible(str(path))}")
        if self.dry_run:
            return DONE
        is_open = any(_OPEN.search(data) for data in found.files.values())
        output.line(spelled(words["next" if is_open else "nothing_open"]))
        return DONE
