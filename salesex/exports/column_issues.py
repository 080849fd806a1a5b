"""What is wrong with the columns of an export, each at its heading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from salesex import catalogue
from salesex.catalogue import Phrase, Value, Word
from salesex.errors import Issue
from salesex.exports.labels import Labels, as_label
from salesex.exports.matching import Match, Matched, Unmatched, heading_of
from salesex.exports.personal import is_of_staff
from salesex.exports.plain import exact, plain
from salesex.model.cells import column_letters
from salesex.model.column_map import NUMBER, RESPONDENT, ColumnMap
from salesex.model.exports import Column, Export, RawTable


def column_issues(
    table: RawTable, export: Export, matched: Matched, own: ColumnMap, labels: Collection[Labels]
) -> Iterator[Issue]:
    """Yield what keeps the columns from being understood, and what a map names in vain."""
    matched_any = any(found.how in {"id", "text", "map"} for found in matched.matches)
    if matched_any or any(each.candidates or each.contradicts for each in matched.unmatched):
        yield from (_unmatched(table, export, each, own) for each in matched.unmatched)
    elif matched.unmatched:
        line = table.lines[max(0, export.first - 1)]
        columns = len(export.columns)
        yield catalogue.issue("R103", file=table.file, line=line, columns=columns)
    yield from (_doubled(table, export, *pair) for pair in matched.doubled)
    for found in matched.strange:
        yield _issue("R106", table, export, found.column, heading=_said(found.column), item=found.target)
    for found in matched.matches:
        if found.target in {RESPONDENT, NUMBER} and is_of_staff(found.column.names):
            yield _issue("R143", table, export, found.column, heading=heading_of(found.column))
    yield from _map_issues(own, labels)
    if own.source not in {"", export.source}:
        yield catalogue.issue("R105", file=own.file, source=own.source, of=table.file, found=export.source)
    for heading in matched.unused:
        at, column = own.place("columns", heading)
        yield catalogue.issue("R095", file=own.file, line=at, column=column, heading=heading, of=table.file)


def _map_issues(own: ColumnMap, labels: Collection[Labels]) -> Iterator[Issue]:
    """Yield entries that say two things of one text, and labels that every scale has for something else."""
    blocks: list[tuple[tuple[str, ...], Mapping[str, str], Callable[[str], str]]] = [
        (("columns",), own.columns, exact),
        (("labels",), own.labels, as_label),
        *((("labels", of), said, as_label) for of, said in own.labels_of.items()),
        (("groups",), own.groups, exact),
        (("units",), own.units, exact),
    ]
    for keys, entries, read in blocks:
        first: dict[str, str] = {}
        for entry, meant in entries.items():
            before = first.setdefault(read(entry), entry)
            if entries[before] != meant:
                yield _at_entry("R114", own, *keys, entry, first=before)
    for entry, meant in own.labels.items():
        if all(each.contradicts(entry, meant) for each in labels):
            yield _at_entry("R115", own, "labels", entry, value=meant)
    for each in labels:
        for entry, meant in own.labels_of.get(each.questionnaire, {}).items():
            if each.contradicts(entry, meant):
                yield _at_entry("R115", own, "labels", each.questionnaire, entry, value=meant)


def _at_entry(code: str, own: ColumnMap, *keys: str, **values: Any) -> Issue:
    """An issue at an entry of the map."""
    line, column = own.place(*keys)
    return catalogue.issue(code, file=own.file, line=line, column=column, entry=keys[-1], **values)


def _unmatched(table: RawTable, export: Export, each: Unmatched, own: ColumnMap) -> Issue:
    heading = heading_of(each.column)
    if each.contradicts is not None:
        by_id, by_text = each.contradicts
        return _issue("R101", table, export, each.column, heading=heading, first=by_id, second=by_text)
    asked = _said(each.column)
    values: dict[str, Value] = {
        "heading": heading,
        "asks": Phrase("asks") if asked != heading else "",
        "asked": asked,
        "near": Phrase("near_items") if each.candidates else "",
        "items": each.candidates,
    }
    if own.file:  # a second one is not drafted
        values |= {"instead": Phrase("in_map_remedy"), "map": own.file}
    return _issue("R090", table, export, each.column, **values)


def _doubled(table: RawTable, export: Export, first: Match, second: Match) -> Issue:
    letters, what = column_letters(first.column.at + 1), Word("map_column_of")
    return _issue("R091", table, export, second.column, target=second.target, first=letters, what=what)


def _said(column: Column) -> str:
    """The longest text of a heading: the question, where a code stands beside it."""
    return max((plain(name) for name in (column.part, *column.names)), key=len)


def _issue(code: str, table: RawTable, export: Export, column: Column, **values: Any) -> Issue:
    """An issue at the heading of a column."""
    heads = (at for at in range(export.first) if sum(bool(cell.strip()) for cell in table.rows[at]) > 1)
    filled = (at for at in heads if column.at < len(table.rows[at]) and table.rows[at][column.at].strip())
    line = table.lines[next(filled, max(0, export.first - 1))]  # one cell by itself is a title
    path = heading_of(column)
    return catalogue.issue(code, file=table.file, line=line, column=column.at + 1, path=path, **values)
