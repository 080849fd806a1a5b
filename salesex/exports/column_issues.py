"""What is wrong with the columns of an export, each at its heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from salesex import catalogue
from salesex.catalogue import Phrase, Value, Word
from salesex.errors import Issue
from salesex.exports.labels import Labels
from salesex.exports.map_issues import map_issues
from salesex.exports.matching import Match, Matched, Unmatched, asked, cells, heading_of
from salesex.exports.personal import is_of_staff
from salesex.exports.wording import parted, points
from salesex.model.cells import column_letters
from salesex.model.column_map import NUMBER, RESPONDENT, ColumnMap
from salesex.model.exports import Column, Export, RawTable


def column_issues(
    table: RawTable,
    export: Export,
    matched: Matched,
    own: ColumnMap,
    labels: Mapping[str, Labels],
    nearby: str = "",
) -> Iterator[Issue]:
    """Yield what keeps the columns from being understood, and what a map names in vain.

    Parameters
    ----------
    labels : of every item
    nearby : a map of the engagement that looks made for these columns, where none is used
    """
    matched_any = any(found.how in {"id", "text", "map"} for found in matched.matches)
    if matched_any or any(each.candidates or each.contradicts for each in matched.unmatched):
        yield from (_unmatched(table, export, each, own, nearby) for each in matched.unmatched)
    elif matched.unmatched:
        line = table.lines[max(0, export.first - 1)]
        columns = len(export.columns)
        yield catalogue.issue("R103", file=table.file, line=line, columns=columns)
    yield from (_doubled(table, export, *pair) for pair in matched.doubled)
    for found in matched.strange:
        yield _issue("R106", table, export, found.column, heading=asked(found.column), item=found.target)
    yield from _scales(table, export, matched, labels)
    yield from map_issues(table, export, matched, own, labels)
    for found in matched.matches:
        if found.target in {RESPONDENT, NUMBER} and is_of_staff(found.column.names):
            yield _issue("R143", table, export, found.column, heading=heading_of(found.column))


def _unmatched(table: RawTable, export: Export, each: Unmatched, own: ColumnMap, nearby: str = "") -> Issue:
    heading = heading_of(each.column)
    if each.contradicts is not None:
        by_id, by_text = each.contradicts
        return _issue("R101", table, export, each.column, heading=heading, first=by_id, second=by_text)
    question = asked(each.column)
    values: dict[str, Value] = {
        "heading": heading,
        "asks": Phrase("asks") if question != heading else "",
        "asked": question,
        "near": Phrase("near_items") if each.candidates else "",
        "items": each.candidates,
    }
    if own.file:  # a second one is not drafted
        values |= {"instead": Phrase("in_map_remedy"), "map": own.file}
    elif nearby:
        values |= {"instead": Phrase("other_map_remedy"), "map": nearby}
    return _issue("R090", table, export, each.column, **values)


def _scales(
    table: RawTable, export: Export, matched: Matched, labels: Mapping[str, Labels]
) -> Iterator[Issue]:
    """Yield headings that tell another scale than the questionnaire's, each scale once."""
    told: set[tuple[str, Labels]] = set()
    for found in matched.matches:
        own = labels.get(found.target)
        if own is None:
            continue
        for name in (found.column.part, *found.column.names):
            scale = parted(name)[1]
            if not scale or (scale, own) in told or not own.is_turned(points(scale)):
                continue
            told.add((scale, own))
            if any(own.counts(text) for _, text in cells(table, export, found.column)):
                of = own.questionnaire
                yield _issue("R142", table, export, found.column, scale=scale, questionnaire=of)


def _doubled(table: RawTable, export: Export, first: Match, second: Match) -> Issue:
    letters, what = column_letters(first.column.at + 1), Word("map_column_of")
    return _issue("R091", table, export, second.column, target=second.target, first=letters, what=what)


def _issue(code: str, table: RawTable, export: Export, column: Column, **values: Any) -> Issue:
    """An issue at the heading of a column."""
    heads = (at for at in range(export.first) if sum(bool(cell.strip()) for cell in table.rows[at]) > 1)
    filled = (at for at in heads if column.at < len(table.rows[at]) and table.rows[at][column.at].strip())
    line = table.lines[next(filled, max(0, export.first - 1))]  # one cell by itself is a title
    path = heading_of(column)
    return catalogue.issue(code, file=table.file, line=line, column=column.at + 1, path=path, **values)
