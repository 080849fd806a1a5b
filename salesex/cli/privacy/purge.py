"""`salesex privacy purge`: say what goes, ask, delete all of it or nothing."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesex import locking, pipeline, writing
from salesex.cli import DATA, DONE
from salesex.cli.init import quoted
from salesex.cli.output import Output, spelled, visible
from salesex.errors import UsageError
from salesex.model.text import day_in_words

if TYPE_CHECKING:
    from salesex.pipeline import Purge

WORDS = {
    "de": {
        "deleted": "gelöscht",
        "rows": "{count} Zeilen gelöscht",
        "rows.one": "1 Zeile gelöscht",
        "words": "Code {count} mal unkenntlich gemacht",
        "words.one": "Code 1 mal unkenntlich gemacht",
        "unlinked": "Zuordnung zur Person gelöscht",
        "comments": "{count} Kommentare gelöscht",
        "comments.one": "1 Kommentar gelöscht",
        "will.deleted": "wird gelöscht",
        "will.rows": "{count} Zeilen werden gelöscht",
        "will.rows.one": "1 Zeile wird gelöscht",
        "will.words": "Code wird {count} mal unkenntlich gemacht",
        "will.words.one": "Code wird 1 mal unkenntlich gemacht",
        "will.unlinked": "Zuordnung zur Person wird gelöscht",
        "will.comments": "{count} Kommentare werden gelöscht",
        "will.comments.one": "1 Kommentar wird gelöscht",
        "row": "Zeile {row}: Code {code}{about}",
        "about": ", {count} Antworten",
        "about.one": ", 1 Antwort",
        "day": " vom {day}",
        "left": "Bleibt, bitte selbst ansehen:",
        "mention": "das Wort kommt vor, kann aber etwas anderes heißen",
        "link": "ist eine Verknüpfung",
        "large": "ist zu groß, um hineinzusehen",
        "unreadable": "lässt sich nicht öffnen",
        "packed": "der Inhalt lässt sich nicht durchsuchen",
        "source": "die Antworten wurden hieraus übernommen ({place})",
        "source.row": "Zeile {row} löschen; die Antworten wurden daraus übernommen",
        "notes": "eigene Notizen",
        "table": "eine Tabelle, vielleicht mit Antworten",
        "none": "Davon ist nichts mehr da; nichts ist zu löschen.",
        "dry": "Probelauf, nichts ist gelöscht.",
        "ask": "Endgültig löschen? [j/N] ",
        "kept": "Nichts ist gelöscht.",
        "done": "Gelöscht. Vermerkt ist es in {log}.",
        "older": "Die Ergebnisse stammen noch von vorher. Neu machen: salesex assess {folder}",
        "yes": "j ja y yes",
        "remains": "Zahlen, die schon berichtet sind, bleiben: in alten Berichten, und in neuen\n"
        "als Stand des letzten, bis sich genug geändert hat.",
        "outside": "Kopien außerhalb dieses Ordners (Sicherungen, E-Mails, Versionsverwaltung) bleiben.",
    },
    "en": {
        "deleted": "deleted",
        "rows": "{count} rows deleted",
        "rows.one": "1 row deleted",
        "words": "code blanked {count} times",
        "words.one": "code blanked once",
        "unlinked": "no longer linked to the person",
        "comments": "{count} comments deleted",
        "comments.one": "1 comment deleted",
        "will.deleted": "will be deleted",
        "will.rows": "{count} rows will be deleted",
        "will.rows.one": "1 row will be deleted",
        "will.words": "code will be blanked {count} times",
        "will.words.one": "code will be blanked once",
        "will.unlinked": "will no longer be linked to the person",
        "will.comments": "{count} comments will be deleted",
        "will.comments.one": "1 comment will be deleted",
        "row": "Row {row}: code {code}{about}",
        "about": ", {count} answers",
        "about.one": ", 1 answer",
        "day": " of {day}",
        "left": "Stays, please look yourself:",
        "mention": "the word is in it, but may mean something else",
        "link": "is a link",
        "large": "is too large to look inside",
        "unreadable": "cannot be opened",
        "packed": "what stands in it cannot be searched",
        "source": "the answers were taken from it ({place})",
        "source.row": "delete row {row}; the answers were taken from it",
        "notes": "notes of your own",
        "table": "a table, perhaps with answers",
        "none": "Nothing of it is left; there is nothing to delete.",
        "dry": "Dry run, nothing is deleted.",
        "ask": "Delete for good? [y/N] ",
        "kept": "Nothing is deleted.",
        "done": "Deleted. It is noted in {log}.",
        "older": "The results are still those from before. Make them anew: salesex assess {folder}",
        "yes": "y yes j ja",
        "remains": "Numbers that were reported stay: in old reports, and in new ones as the state\n"
        "of the last, until enough has changed.",
        "outside": "Copies outside this folder (backups, e-mails, version control) stay.",
    },
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of an export, and the group and the map that were named when it was collected."""

    export: Path
    numbers: tuple[int, ...]
    group: str | None
    map: Path | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Whom to delete (nobody named: everything whose time is over), and whether to ask."""

    folder: Path
    codes: tuple[str, ...]
    rows: Rows | None
    dry_run: bool
    yes: bool
    language: str | None

    def __call__(self, output: Output) -> int:
        """Find everything, show it, ask, and delete it at once."""
        output.language = self.language
        with (locking.only_reader if self.dry_run else locking.only_writer)(self.folder):
            return self._purge(output)

    def _purge(self, output: Output) -> int:
        today = dt.date.today()
        by_row = self._codes_of_rows()
        codes = (*self.codes, *by_row.values())
        told = pipeline.told_of(self.folder, codes) if by_row else {}
        if codes:
            found = pipeline.purge(self.folder, codes, today=today)
        else:
            found = pipeline.purge_expired(self.folder, today=today)
        words = WORDS["de" if (self.language or found.language) == "de" else "en"]
        for row, code in by_row.items():
            about = _about(*told[code], words) if code in told else ""
            output.line(spelled(words["row"].format(row=row, code=visible(code), about=about)))
        at_once = self.yes and not self.dry_run
        if at_once:
            writing.write_all(found.files, found.gone, engagement=self.folder)
        for line in _shown(found, words, "" if at_once else "will."):
            output.line(spelled(line))
        if not found.files or self.dry_run:
            output.line(spelled(words["dry" if found.files else "none"]))
            return DONE
        if not at_once:
            if not _agreed(words, output):
                output.line(spelled(words["kept"]))
                return DATA
            writing.write_all(found.files, found.gone, engagement=self.folder)
        for line in _ended(found, words):
            output.line(spelled(line))
        return DONE

    def _codes_of_rows(self) -> dict[int, str]:
        if self.rows is None:
            return {}
        named = self.rows
        return pipeline.codes_of_rows(
            self.folder, named.export, named.numbers, group=named.group, map=named.map
        )


def _about(day: str, count: int, words: dict[str, str]) -> str:
    """What shows that a row is the one that was meant: how much was answered, and when."""
    language = "de" if words is WORDS["de"] else "en"
    said = words["about.one" if count == 1 else "about"].format(count=count)
    if not day:
        return said
    return said + words["day"].format(day=day_in_words(dt.date.fromisoformat(day), language))


def _agreed(words: dict[str, str], output: Output) -> bool:
    """Ask whoever sits at the terminal.

    Raises
    ------
    UsageError : nobody does
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("nobody can be asked here", "Add --yes to delete without asking.")
    sys.stdout.flush()
    sys.stderr.write(spelled(words["ask"], sys.stderr.encoding))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in words["yes"].split()


def _shown(found: Purge, words: dict[str, str], tense: str) -> Iterator[str]:
    """What happens to every file, or has happened where `tense` is empty, and what stays."""
    width = max((len(visible(act.path)) for act in found.acts), default=0)
    for act in found.acts:
        key = f"{tense}{act.what}"
        key = f"{key}.one" if act.count == 1 and f"{key}.one" in words else key
        yield f"  {visible(act.path):{width}}  {words[key].format(count=act.count)}"
    if found.left:
        yield words["left"]
    for left in found.left:
        why = words["source.row" if left.row else left.why]
        yield f"  {visible(left.path)}: {why.format(place=visible(left.place), row=left.row)}"


def _ended(found: Purge, words: dict[str, str]) -> Iterator[str]:
    log = visible((found.folder / "private" / "purged.jsonl").as_posix())
    yield words["done"].format(log=log)
    if found.older:
        yield words["older"].format(folder=quoted(visible(str(found.folder))))
    if any(act.what == "unlinked" for act in found.acts):
        yield from words["remains"].splitlines()
    yield words["outside"]
