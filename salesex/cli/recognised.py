"""What an export of a survey tool was taken for, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from salesex.cli.output import visible
from salesex.model.collecting import Recognised

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "is": "{file}: {title}",
        "table": "Tabelle",
        "matched": "Zugeordnet: {parts}",
        "columns": ("{count} Spalte", "{count} Spalten"),
        "by_id": "{columns} nach Kennung",
        "by_text": "{columns} nach Wortlaut",
        "by_map": "{columns} nach {map}",
        "ignored": "Nicht übernommen: {columns}",
        "personal": "Nicht übernommen: {columns}, darunter Angaben zur Person wie Name, E-Mail oder IP",
        "left_out": "Ausgelassen: {parts}",
        "partial": ("{count} unvollständige Antwort", "{count} unvollständige Antworten"),
        "preview": ("{count} Vorschau", "{count} Vorschauen"),
        "test": ("{count} Test", "{count} Tests"),
        "screened": ("{count} aussortierte Antwort", "{count} aussortierte Antworten"),
        "empty": ("{count} Zeile ohne Antworten", "{count} Zeilen ohne Antworten"),
        "missing": "Ohne Spalte in dieser Datei: {items}",
        "more": "und {count} weitere",
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
        "ignored": "Not taken over: {columns}",
        "personal": "Not taken over: {columns}, among them personal data such as name, e-mail or IP",
        "left_out": "Left out: {parts}",
        "partial": ("{count} partial response", "{count} partial responses"),
        "preview": ("{count} preview", "{count} previews"),
        "test": ("{count} test", "{count} tests"),
        "screened": ("{count} screened-out response", "{count} screened-out responses"),
        "empty": ("{count} row without answers", "{count} rows without answers"),
        "missing": "Without a column in this file: {items}",
        "more": "and {count} more",
        "pseudonyms": "The people have no codes of their own; salesex has made some (x…).",
    },
}
MANY_ITEMS = 12
"""Missing items that are named."""


def recognised_lines(found: Recognised, language: str, refused: bool = False) -> Iterator[str]:
    """Yield what a file was taken for, and what became of its columns and rows.

    Where it is `refused`, only what it was taken for and which columns were matched.
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
    if refused:
        return
    if found.ignored:
        columns = _counted("columns", found.ignored, words)
        yield f"  {words['personal' if found.personal else 'ignored'].format(columns=columns)}"
    if found.left_out:
        rows = (_counted(reason, count, words) for reason, count in found.left_out)
        yield f"  {words['left_out'].format(parts=', '.join(rows))}"
    if found.missing:
        named, more = found.missing[:MANY_ITEMS], len(found.missing) - MANY_ITEMS
        items = ", ".join(named) + (f" {words['more'].format(count=more)}" if more > 0 else "")
        yield f"  {words['missing'].format(items=items)}"
    if found.pseudonyms:
        yield f"  {words['pseudonyms']}"


def title_of(title: str, language: str) -> str:
    """What a source is called; any table has no name of its own."""
    return visible(title) if title else str(WORDS[language]["table"])


def _counted(word: str, count: int, words: dict[str, Any]) -> str:
    one, many = words[word]
    return str((one if count == 1 else many).format(count=count))
