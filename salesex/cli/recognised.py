"""What an export of a survey tool was taken for, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from salesex.cli.output import visible
from salesex.model.collecting import Ignored, Recognised

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "is": "{file}: {title}",
        "table": "Tabelle",
        "matched": "Zugeordnet: {parts}",
        "columns": ("{count} Spalte", "{count} Spalten"),
        "by_id": "{columns} nach Kennung",
        "by_text": "{columns} nach Wortlaut",
        "by_map": "{columns} nach {map}",
        "read_with": "Gelesen mit {map}",
        "chosen": "Nicht übernommen (wie festgelegt): {names}",
        "personal": "Nicht übernommen (Angaben zur Person): {names}",
        "tool": "Nicht übernommen (vom Werkzeug notiert): {names}",
        "units": "Nicht übernommen (die Befragung hat keine Einheiten): {names}",
        "left_out": "Ausgelassen: {parts}",
        "partial": ("{count} unvollständige Antwort", "{count} unvollständige Antworten"),
        "preview": ("{count} Vorschau", "{count} Vorschauen"),
        "test": ("{count} Test", "{count} Tests"),
        "screened": ("{count} aussortierte Antwort", "{count} aussortierte Antworten"),
        "empty": ("{count} Zeile ohne Antworten", "{count} Zeilen ohne Antworten"),
        "missing": "Ohne Spalte in dieser Datei: {items}",
        "more": "und {count} weitere",
        "more_columns": "und {count} weitere (alle mit -v)",
        "pseudonyms": "Die Personen haben keine eigenen Kennungen; salesex hat welche gebildet (x…).",
    },
    "en": {
        "is": "{file}: {title}",
        "table": "table",
        "matched": "Matched: {parts}",
        "columns": ("{count} column", "{count} columns"),
        "by_id": "{columns} by id",
        "by_text": "{columns} by wording",
        "by_map": "{columns} by {map}",
        "read_with": "Read with {map}",
        "chosen": "Not taken over (as decided): {names}",
        "personal": "Not taken over (personal data): {names}",
        "tool": "Not taken over (noted by the tool): {names}",
        "units": "Not taken over (the engagement has no units): {names}",
        "left_out": "Left out: {parts}",
        "partial": ("{count} partial response", "{count} partial responses"),
        "preview": ("{count} preview", "{count} previews"),
        "test": ("{count} test", "{count} tests"),
        "screened": ("{count} screened-out response", "{count} screened-out responses"),
        "empty": ("{count} row without answers", "{count} rows without answers"),
        "missing": "Without a column in this file: {items}",
        "more": "and {count} more",
        "more_columns": "and {count} more (all with -v)",
        "pseudonyms": "The people have no codes of their own; salesex has made some (x…).",
    },
}
MANY_ITEMS = 12
"""Missing items that are named."""
MANY_COLUMNS = 6
"""Columns left out for one reason that are named without -v."""
LONGEST_HEADING = 60


def recognised_lines(
    found: Recognised, language: str, refused: bool = False, everything: bool = False
) -> Iterator[str]:
    """Yield what a file was taken for, and what became of its columns and rows.

    Where it is `refused`, only what it was taken for and which columns were matched. `everything` names
    all columns that are left out.
    """
    words = WORDS[language]
    yield words["is"].format(file=visible(Path(found.file).name), title=title_of(found.title, language))
    counts = {"by_id": found.by_id, "by_text": found.by_text, "by_map": found.by_map}
    parts = [
        words[how].format(columns=_counted("columns", count, words), map=visible(found.map))
        for how, count in counts.items()
        if count
    ]
    if parts:
        yield f"  {words['matched'].format(parts=', '.join(parts))}"
    if found.map and not found.by_map:
        yield f"  {words['read_with'].format(map=visible(found.map))}"
    if refused:
        return
    yield from _ignored(found.ignored, words, everything)
    if found.left_out:
        rows = (_counted(reason, count, words) for reason, count in found.left_out)
        yield f"  {words['left_out'].format(parts=', '.join(rows))}"
    if found.missing:
        named, more = found.missing[:MANY_ITEMS], len(found.missing) - MANY_ITEMS
        items = ", ".join(named) + (f" {words['more'].format(count=more)}" if more > 0 else "")
        yield f"  {words['missing'].format(items=items)}"
    if found.pseudonyms:
        yield f"  {words['pseudonyms']}"


def _ignored(found: Ignored, words: dict[str, Any], everything: bool) -> Iterator[str]:
    """Name the columns that are left out, a line for each reason."""
    for why in ("chosen", "personal", "tool", "units"):
        headings: tuple[str, ...] = getattr(found, why)
        if not headings:
            continue
        shown = headings if everything or len(headings) <= MANY_COLUMNS + 1 else headings[:MANY_COLUMNS]
        names = ", ".join(f"`{visible(_cut(heading))}`" for heading in shown)
        if len(shown) < len(headings):
            names += f" {words['more_columns'].format(count=len(headings) - len(shown))}"
        yield f"  {words[why].format(names=names)}"


def _cut(heading: str) -> str:
    return heading if len(heading) <= LONGEST_HEADING else f"{heading[: LONGEST_HEADING - 1]}…"


def title_of(title: str, language: str) -> str:
    """What a source is called; any table has no name of its own."""
    return visible(title) if title else str(WORDS[language]["table"])


def _counted(word: str, count: int, words: dict[str, Any]) -> str:
    one, many = words[word]
    return str((one if count == 1 else many).format(count=count))
