"""A map as far as it is known, for a person to complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from salesex.exports.matching import CANDIDATES, Match, Unmatched, heading_of, match
from salesex.exports.open_values import Found, Place, open_values
from salesex.exports.personal import is_of_staff
from salesex.exports.plain import exact, key, plain
from salesex.exports.said import entry_of
from salesex.model import Engagement
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Column, Export, RawTable
from salesex.model.text import in_language, languages_of

Exported = tuple[RawTable, Export]

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "head": (
            "Welche Spalte ist was? Rechts steht die Kennung einer Aussage oder",
            "  comment        ein Kommentar zum Ganzen, comment:KENNUNG einer zu einer Aussage",
            "  respondent     die Kennung, die eine Person bekam; group, unit und date wie in den Antworten",
            "  number         die Nummer der Antwort, wie das Werkzeug sie zählt",
            "  ignore         wird nicht übernommen",
            "Gehören alle Zeilen zu einer Gruppe, schreiben Sie dazu: group: KENNUNG",
            'Was leer ist (""), ist noch zu entscheiden. Danach: den Befehl ohne --draft-map wiederholen.',
        ),
        "labels": 'Antworten, wie das Werkzeug sie schreibt: eine Zahl der Skala, "?" oder missing',
        "groups": "Werte der Spalte für die Gruppe. Gruppen: {known}",
        "units": "Werte der Spalte für die Einheit. Einheiten: {known}",
        "near": "vielleicht {item}: {text}",
        "code": "vielleicht respondent: eine Kennung, die eine Person bekam",
        "staff": "Angabe zur Person, wohl ignore: als Kennung verriete sie, wer geantwortet hat",
        "empty": "heute leer",
        "hidden": (
            "1 Text ist nicht gezeigt, denn er kann der Kommentar einer Person sein. Zelle: {cells}",
            "{count} Texte sind nicht gezeigt, denn es können Kommentare von Personen sein. Zellen: {cells}",
        ),
        "more": "und {count} weitere",
    },
    "en": {
        "head": (
            "Which column is what? On the right stands the id of an item, or",
            "  comment        a comment on the whole, comment:ID one on an item",
            "  respondent     the code a person was given; group, unit and date as in responses",
            "  number         the number of the answer, as the tool counts it",
            "  ignore         is not taken over",
            "Where all rows belong to one group, add: group: ID",
            'What is empty ("") is still to be decided. Then run the command again without --draft-map.',
        ),
        "labels": 'Answers as the tool writes them: a number of the scale, "?" or missing',
        "groups": "Values of the column of the group. Groups: {known}",
        "units": "Values of the column of the unit. Units: {known}",
        "near": "perhaps {item}: {text}",
        "code": "perhaps respondent: a code that a person was given",
        "staff": "about the person, probably ignore: as a code it would tell who answered",
        "empty": "empty today",
        "hidden": (
            "1 text is not shown, since it may be the comment of one person. Cell: {cells}",
            "{count} texts are not shown, since they may be comments of people. Cells: {cells}",
        ),
        "more": "and {count} more",
    },
}
_LONGEST_TEXT = 60
_MANY_CELLS = 10
_SHORT_HEADING = 4
"""Words of a heading that names a thing and asks nothing."""
_CODE_WORD = re.compile(r"\w*(?:code|codes|kürzel|kennung|token|pseudonym|schlüssel)")
_PLACE = re.compile(r"post|zip|plz|country|land", re.IGNORECASE)


def draft(exports: Sequence[Exported], engagement: Engagement, language: str, group: str = "") -> str:
    """Return the text of a map for one or several exports of one tool.

    Whatever was recognised is filled in; the rest is empty, with the items most like it as a comment.
    `group` is the one all rows belong to, where that is known.
    """
    words = WORDS[language]
    found = [(table, export, match(table, export, engagement, ColumnMap())) for table, export in exports]
    lines = ["format: salesex/map/1", *(f"# {line}" for line in words["head"])]
    lines.append(f"source: {exports[0][1].source}")
    if group:
        lines.append(f"group: {_quoted(group)}")
    lines += ["columns:", *_columns(found, engagement, language)]
    ids = {"groups": [each.id for each in engagement.groups], "units": [each.id for each in engagement.units]}
    for name, values in open_values(found, engagement).items():
        if values.texts or values.texts_of:
            known = ", ".join(ids.get(name, ()))
            lines += [f"# {words[name].format(known=known)}", f"{name}:"]
            lines += [f'  {_quoted(text)}: ""' for text in values.texts]
            for of, texts in values.texts_of.items():
                lines += [f"  {of}:", *(f'    {_quoted(text)}: ""' for text in texts)]
        if values.hidden:
            lines.append(f"# {name}: {_not_shown(values.hidden, words, several=len(exports) > 1)}")
    return "\n".join(lines) + "\n"


def _not_shown(hidden: Sequence[Place], words: Mapping[str, Any], several: bool) -> str:
    """Say how many texts are not shown, and where they stand."""
    one, many = words["hidden"]
    named = [f"{PurePath(file).name} {cell}" if several else cell for file, cell in hidden[:_MANY_CELLS]]
    if len(hidden) > len(named):
        named.append(words["more"].format(count=len(hidden) - len(named)))
    return str(one if len(hidden) == 1 else many).format(count=len(hidden), cells=", ".join(named))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading on its way into a map: what it is, empty while nobody knows, and remarks for a person."""

    target: str
    remarks: tuple[str, ...] = ()
    is_empty: bool = False


def _columns(found: Iterable[Found], engagement: Engagement, language: str) -> Iterator[str]:
    texts, words = _texts(engagement, language), WORDS[language]
    entries: dict[str, tuple[str, _Entry]] = {}
    for table, export, matched in found:
        made = {each.column.at: (each.column, _known(each, words)) for each in matched.matches}
        made |= {each.column.at: (each.column, _open(each, texts, words)) for each in matched.unmatched}
        for at in sorted(made):
            column, entry = made[at]
            heading = entry_of(column)
            if not heading or (entry.is_empty and not _is_written(column, table, export)):
                continue
            before = entries.get(exact(heading))
            if before is None or (before[1].is_empty and not entry.is_empty):
                entries[exact(heading)] = heading, entry
    for heading, entry in entries.values():
        yield f"  {_quoted(heading)}: {entry.target or _quoted('')}"
        yield from (f"    # {remark}" for remark in entry.remarks)


def _known(each: Match, words: Mapping[str, Any]) -> _Entry:
    """A column that is known; whether one that is empty today is needed a person says."""
    if each.how != "empty":
        return _Entry(each.target)
    return _Entry("", (*_asked(each.column), words["empty"]), is_empty=True)


def _open(each: Unmatched, texts: Mapping[str, str], words: Mapping[str, Any]) -> _Entry:
    near = [words["near"].format(item=item, text=texts[item]) for item in each.candidates[:CANDIDATES]]
    if is_of_staff(each.column.names):
        near = [words["staff"]]
    elif not near and any(map(_is_about_codes, each.column.names)):
        near.append(words["code"])
    return _Entry("", (*_asked(each.column), *near))


def _asked(column: Column) -> tuple[str, ...]:
    """The question, where the entry is a code."""
    is_said = entry_of(column) != heading_of(column)
    return (plain(column.names[-1]),) if len(column.names) > 1 and not is_said else ()


def _is_about_codes(name: str) -> bool:
    words = key(name).split()
    return len(words) <= _SHORT_HEADING and any(map(_CODE_WORD.fullmatch, words)) and not _PLACE.search(name)


def _is_written(column: Column, table: RawTable, export: Export) -> bool:
    """Whether a column has a heading of its own, and not only its letters."""
    return any(column.at < len(row) and row[column.at].strip() for row in table.rows[: export.first])


def _texts(engagement: Engagement, language: str) -> Mapping[str, str]:
    """The wording of every item, cut, in a language it has."""
    texts: dict[str, str] = {}
    for questionnaire in engagement.questionnaires:
        for item in questionnaire.items():
            have = languages_of(item.text)
            spoken = language if have is None or language in have else min(have)
            text = plain(in_language(item.text, spoken))
            texts[item.id] = text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
    return texts


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
