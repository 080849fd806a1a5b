"""What is wrong with a map in view of an export, each at its entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from salesex import catalogue
from salesex.errors import Issue
from salesex.exports.labels import Labels, as_label
from salesex.exports.matching import Matched, cells
from salesex.exports.plain import exact
from salesex.model.cells import column_letters
from salesex.model.column_map import ColumnMap
from salesex.model.exports import Export, RawTable
from salesex.model.file_names import map_name


def map_issues(
    table: RawTable, export: Export, matched: Matched, own: ColumnMap, labels: Mapping[str, Labels]
) -> Iterator[Issue]:
    """Yield entries that contradict each other, the export or a scale, and those that name nothing."""
    yield from _entries(own, frozenset(labels.values()))
    for entry, other in matched.contrary:
        yield _at_entry("R114", own, "columns", entry, first=other)
    yield from _misread(table, matched, own)
    for each in matched.recounted:
        values: dict[str, Any] = {"heading": each.heading, "count": each.known, "there": each.there}
        yield _at_entry("R145", own, "columns", each.entry, of=table.file, **values)
    yield from _cut_scales(table, export, matched, own, labels)
    if own.source not in {"", export.source}:
        yield catalogue.issue("R105", file=own.file, source=own.source, of=table.file, found=export.source)
    counted = {each.entry for each in matched.recounted}
    for heading in (heading for heading in matched.unused if heading not in counted):
        at, column = own.place("columns", heading)
        yield catalogue.issue("R095", file=own.file, line=at, column=column, heading=heading, of=table.file)


def _misread(table: RawTable, matched: Matched, own: ColumnMap) -> Iterator[Issue]:
    """Yield the first entry that names a column with the wording of another item: a map of another survey."""
    if not matched.misread:
        return
    first, *others = matched.misread
    values: dict[str, Any] = {
        "said": first.said.target,
        "worded": first.worded,
        "of": table.file,
        "letters": column_letters(first.said.column.at + 1),
        "others": catalogue.Phrase("and_other_columns") if others else "",
        "count": len(others),
        "name": map_name(table.file),
    }
    yield _at_entry("R140", own, "columns", first.said.entry, **values)


def _cut_scales(
    table: RawTable, export: Export, matched: Matched, own: ColumnMap, labels: Mapping[str, Labels]
) -> Iterator[Issue]:
    """Yield labels that give a scale all its points but one end, where no cell has that end otherwise."""
    for each in dict.fromkeys(labels.values()):
        end = each.cut_end
        if end is None:
            continue
        columns = (found.column for found in matched.matches if labels.get(found.target) is each)
        texts = [text for column in columns for _, text in cells(table, export, column)]
        if not any(map(each.is_mapped, texts)) or any(each.read(text) == str(end) for text in texts):
            continue
        of = each.questionnaire
        said = own.labels_of.get(of)
        keys, entry = (("labels", of), next(iter(said))) if said else (("labels",), next(iter(own.labels)))
        values: dict[str, Any] = {"questionnaire": of, "end": str(end), "low": each.low, "high": each.high}
        yield _at_entry("R141", own, *keys, entry, **{name: str(value) for name, value in values.items()})


def _entries(own: ColumnMap, labels: Collection[Labels]) -> Iterator[Issue]:
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
