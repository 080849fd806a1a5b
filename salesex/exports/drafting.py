"""A map as far as it is known, for a person to complete."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from salesex.exports.labels import Labels, as_label, has_failed, is_a_number
from salesex.exports.matching import CANDIDATES, Matched, heading_of, match
from salesex.exports.named import names
from salesex.exports.plain import exact, plain
from salesex.model import Engagement
from salesex.model.column_map import IGNORE, ColumnMap
from salesex.model.exports import Column, Export, RawTable
from salesex.model.text import in_language, languages_of

Exported = tuple[RawTable, Export]

WORDS = {
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
    },
}
MANY_LABELS = 40
"""Answers that are listed; more are free text in a column that is none of answers."""
LONGEST_LABEL = 80
_LONGEST_TEXT = 60


def draft(exports: Sequence[Exported], engagement: Engagement, language: str) -> str:
    """Return the text of a map for one or several exports of one tool.

    Whatever was recognised is filled in; the rest is empty, with the items most like it as a comment.
    """
    words = WORDS[language]
    found = [(table, export, match(table, export, engagement, ColumnMap())) for table, export in exports]
    lines = ["format: salesex/map/1", *(f"# {line}" for line in words["head"])]
    lines.append(f"source: {exports[0][1].source}")
    lines += ["columns:", *_columns(found, engagement, language)]
    for name, values in _open_values(found, engagement).items():
        if values:
            ids = {
                "groups": [group.id for group in engagement.groups],
                "units": [unit.id for unit in engagement.units],
            }
            known = ", ".join(ids.get(name, ()))
            lines += [f"# {str(words[name]).format(known=known)}", f"{name}:"]
            lines += [f'  {_quoted(value)}: ""' for value in values]
    return "\n".join(lines) + "\n"


def _columns(
    found: Iterable[tuple[RawTable, Export, Matched]], engagement: Engagement, language: str
) -> Iterator[str]:
    texts = _texts(engagement, language)
    near = str(WORDS[language]["near"])
    met: set[str] = set()
    for _, export, matched in found:
        targets = {each.column.at: each.target for each in matched.matches}
        candidates = {each.column.at: each.candidates for each in matched.unmatched}
        headings = {each.column.at: heading_of(each.column) for each in matched.matches}
        headings |= {each.column.at: heading_of(each.column) for each in matched.unmatched}
        for column in export.columns:
            heading = headings[column.at]
            if exact(heading) in met or not heading:
                continue
            met.add(exact(heading))
            target = targets.get(column.at, "")
            yield f"  {_quoted(heading)}: {target or _quoted('')}"
            if not target and len(column.names) > 1:
                yield f"    # {plain(column.names[-1])}"
            for item in candidates.get(column.at, ())[:CANDIDATES]:
                yield f"    # {near.format(item=item, text=texts[item])}"


def _open_values(
    found: Iterable[tuple[RawTable, Export, Matched]], engagement: Engagement
) -> dict[str, list[str]]:
    """Labels, groups and units that are not understood, in the order they come."""
    labels: dict[str, Labels] = {}
    for questionnaire in engagement.questionnaires:
        own = Labels(questionnaire, {})
        labels |= {item.id: own for item in questionnaire.items()}
    known = {"groups": names(engagement.groups), "units": names(engagement.units)}
    values: dict[str, dict[str, str]] = {"labels": {}, "groups": {}, "units": {}}
    found = list(found)
    counted = _counted_otherwise(found, labels)
    for table, export, matched in found:
        for each in matched.matches:
            word = {"group": "groups", "unit": "units"}.get(each.target, "labels")
            for text in _cells(table, export, each.column) if each.target != IGNORE else ():
                if word != "labels":
                    name, is_open = exact(text), known[word].find(text) is None
                else:
                    name, scale = as_label(text), labels.get(each.target)
                    is_number = scale in counted and is_a_number(text)
                    is_open = scale is not None and (is_number or scale.read(text) is None)
                if is_open and not has_failed(text) and len(text) <= LONGEST_LABEL:
                    values[word].setdefault(name, plain(text))
    return {word: list(texts.values())[:MANY_LABELS] for word, texts in values.items()}


def _counted_otherwise(
    found: Iterable[tuple[RawTable, Export, Matched]], labels: Mapping[str, Labels]
) -> set[Labels]:
    """Labels of questionnaires whose answers hold a number off the scale: none is sure to be on it."""
    return {
        own
        for table, export, matched in found
        for each in matched.matches
        if (own := labels.get(each.target)) is not None
        if any(map(own.is_off, _cells(table, export, each.column)))
    }


def _cells(table: RawTable, export: Export, column: Column) -> Iterator[str]:
    left_out = {at for at, _ in export.left_out}
    for at, row in enumerate(table.rows):
        if at >= export.first and at not in left_out and column.at < len(row) and row[column.at].strip():
            yield row[column.at].strip()


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
