"""`salesex collect`: take filled forms in, and say what became of each."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import locking, pipeline, writing
from salesex.cli import DONE
from salesex.cli.issue_formats import as_text
from salesex.cli.output import Output, spelled, visible
from salesex.cli.recognised import recognised_lines
from salesex.cli.words import words_for
from salesex.errors import UsageError

if TYPE_CHECKING:
    from rich.console import JustifyMethod
    from rich.table import Table

    from salesex.pipeline import Collection

WORDS = {
    "de": {
        "columns": ("Datei", "Gruppe", "Personen", "Antworten", "neu", "gleich", "geändert"),
        "replaced": "Ersetzt bei {who}: {what} (aus {file})",
        "withdrawn": "Herausgenommen bei {who}: {what} (fehlt in {file})",
        "recoded": "Herausgenommen: Personen, an deren Stelle die aus {file} treten ({count})",
        "taken": "Schon früher aufgenommen und übergangen:",
        "written": "Geschrieben:",
        "would": "Probelauf, nichts ist geschrieben. Geschrieben würde:",
        "nothing": "Alles war schon da; nichts ist geschrieben.",
        "noted": "Alles war schon da; notiert ist nur, dass auch diese Dateien es enthalten.",
        "empty": "Kein Formular enthält Antworten; nichts ist geschrieben.",
        "gone": "Gelöscht, weil nichts darin übrig ist:",
        "would_go": "Gelöscht würde, weil nichts darin übrig wäre:",
        "more": "und {count} weitere (alle mit -v)",
    },
    "en": {
        "columns": ("File", "Group", "People", "Answers", "new", "same", "changed"),
        "replaced": "Replaced for {who}: {what} (from {file})",
        "withdrawn": "Taken out for {who}: {what} (missing in {file})",
        "recoded": "Taken out: people in whose place come those of {file} ({count})",
        "taken": "Taken before and passed over:",
        "written": "Written:",
        "would": "Dry run, nothing is written. This would be:",
        "nothing": "Everything was there already; nothing is written.",
        "noted": "Everything was there already; noted is only that these files hold it, too.",
        "empty": "No form holds an answer; nothing is written.",
        "gone": "Deleted, because nothing is left in them:",
        "would_go": "These would be deleted, because nothing would be left in them:",
        "more": "and {count} more (all with -v)",
    },
}
WIDEST = 24
"""Signs of the name of a group that are never parted."""
LISTED = 10
"""Written files that are named without -v."""


def place_and_files(words: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """Tell the folder of the engagement, which comes first or is left out, from the files.

    Raises
    ------
    UsageError : no file is named, or the folder is left out elsewhere than in one
    """
    first = bool(words) and Path(words[0]).is_dir()
    folder, files = (Path(words[0]), words[1:]) if first else (Path(), words)
    if not files:
        raise UsageError("Missing argument 'FILE...'.", "See `salesex collect --help`.")
    if not first and not Path("engagement.yaml").is_file():
        later = next((word for word in words if Path(word, "engagement.yaml").is_file()), "DIR")
        usage = f"Run: salesex collect {later} FILE..."
        raise UsageError("the first argument is the folder of the engagement", usage)
    return folder, tuple(files)


@dataclass(frozen=True, slots=True)
class Options:
    """What to take in, and how."""

    folder: Path
    files: tuple[str, ...]
    dry_run: bool
    replace: bool
    any_code: bool
    map: Path | None
    group: str | None
    language: str | None

    def __call__(self, output: Output) -> int:
        """Check everything, write everything or nothing, and print what became of each file."""
        output.language = self.language
        with (locking.only_reader if self.dry_run else locking.only_writer)(self.folder):
            found = self._collect(output)
            if not self.dry_run:
                writing.write_all(found.files, found.gone, engagement=self.folder)
        language = self.language or found.engagement.language
        as_text.write((issue for issue in found.issues if output.wants(issue)), language, sys.stderr)
        self._print(found, language, output)
        return DONE

    def _collect(self, output: Output) -> Collection:
        """Read everything; where it is refused, say what exports were taken for."""
        try:
            return pipeline.collect(
                self.folder,
                self.files,
                replace=self.replace,
                any_code=self.any_code,
                map=self.map,
                group=self.group,
                today=dt.date.today(),
            )
        except pipeline.RefusedError as refused:
            for each in refused.recognised:
                for line in recognised_lines(each, self.language or refused.language, refused=True):
                    output.message(spelled(line))
            raise

    def _print(self, found: Collection, language: str, output: Output) -> None:
        for export in found.recognised:
            for line in recognised_lines(export, language, everything=output.verbosity.verbose):
                output.line(spelled(line))
        console = output.console()
        with console.capture() as captured:
            if not all(each.taken_on for each in found.outcomes):
                console.print(_table(found, language))
        for line in captured.get().splitlines():
            output.line(line.rstrip())
        words = WORDS[language]
        for line in _recoded(found, language):
            output.line(line)
        for each in found.replaced:
            if each.recoded:
                continue
            values = {"who": each.respondent, "what": ", ".join(each.keys), "file": each.file}
            sentence = words["withdrawn" if each.withdrawn else "replaced"]
            output.line(spelled(str(sentence).format(**values)))
        everything = self.dry_run or output.verbosity.verbose
        for line in _passed_over(found, language, everything):
            output.line(line)
        for line in _outcome(found, language, self.dry_run, everything):
            output.line(line)


def _recoded(found: Collection, language: str) -> Iterator[str]:
    """Say how many people a file has under other codes."""
    people = {(each.file, each.respondent) for each in found.replaced if each.recoded}
    for file in dict.fromkeys(each.file for each in found.replaced if each.recoded):
        count = sum(other == file for other, _ in people)
        yield spelled(str(WORDS[language]["recoded"]).format(count=count, file=file))


def _table(found: Collection, language: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    words = words_for(language)
    titles = {group.id: words.text(group.title) for group in found.engagement.groups}
    table = Table(box=None, pad_edge=False, show_edge=False)
    longest = max((len(titles[group]) for each in found.outcomes for group in each.groups), default=0)
    for at, column in enumerate(WORDS[language]["columns"]):
        width = min(longest, WIDEST) if at == 1 else None  # rather a file name in two lines than a group
        side: JustifyMethod = "right" if at > 1 else "left"
        table.add_column(Text(spelled(column)), justify=side, overflow="fold", min_width=width)
    read = [each for each in found.outcomes if not each.taken_on]
    names = [Path(each.file).name for each in read]
    for each, name in zip(read, names, strict=True):
        file = name if names.count(name) == 1 else each.file
        groups = ", ".join(titles[group] for group in each.groups)
        numbers = (len(each.people), each.answers, each.new, each.unchanged, each.changed)
        table.add_row(Text(spelled(file)), Text(spelled(groups)), *(Text(str(one)) for one in numbers))
    return table


def _outcome(found: Collection, language: str, dry_run: bool, everything: bool) -> Iterator[str]:
    """Say what was written, or why nothing was."""
    words = WORDS[language]
    paths = [str(path) for path in found.files]
    if not paths:
        there = any(each.answers or each.taken_on for each in found.outcomes)
        yield spelled(str(words["nothing" if there else "empty"]))
        return
    if len(paths) == 1:  # the list of origins
        yield spelled(str(words["noted"]))
    yield spelled(str(words["would" if dry_run else "written"]))
    yield from _listed(paths, language, everything)
    if found.gone:
        yield spelled(str(words["would_go" if dry_run else "gone"]))
        yield from _listed([str(path) for path in found.gone], language, everything)


def _passed_over(found: Collection, language: str, everything: bool) -> Iterator[str]:
    """Say which files were taken before."""
    files = [f"{each.file} ({each.taken_on})" for each in found.outcomes if each.taken_on]
    if files:
        yield spelled(str(WORDS[language]["taken"]))
        yield from _listed(files, language, everything)


def _listed(names: Sequence[str], language: str, everything: bool) -> Iterator[str]:
    shown = names if everything or len(names) <= LISTED + 1 else names[:LISTED]
    yield from (f"  {visible(name)}" for name in shown)
    if len(shown) < len(names):
        yield f"  {spelled(str(WORDS[language]['more']).format(count=len(names) - len(shown)))}"
