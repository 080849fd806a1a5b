"""Where the views differ most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import INNER, WIDE, grid, heading, plain
from salesex.cli.words import Words
from salesex.model import PERSPECTIVES
from salesex.model.engagement import REST_PREFIX
from salesex.reports.formats import rounded

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import GapRow, QuestionnaireResults, Results

SHOWN = 8


def show(results: Results, words: Words, width: int) -> Iterable[RenderableType]:
    """Yield the widest gaps between dimensions over all questionnaires, by questionnaire."""
    found = strongest(results)
    if not found:
        return
    yield heading(words("gaps"))
    columns = [
        ("", False),
        (words("views"), False),
        (words("values"), True),
        (words("gap"), True),
        (words("reading"), False),
    ]
    rows = {
        part.definition.id: [
            _row(results, part, row, words, width) for found_in, row in found if found_in is part
        ]
        for part in results.questionnaires.values()
    }
    together = [row for some in rows.values() for row in some]
    for name, some in rows.items():
        if some:
            yield plain(f"  {words.text(results.questionnaires[name].definition.title)}")
            yield grid(columns, some, like=together, indent=INNER)


def strongest(results: Results) -> list[tuple[QuestionnaireResults, GapRow]]:
    """Return the widest gaps between dimensions, flagged ones first, at most eight."""
    rows = [
        (part, row)
        for part in results.questionnaires.values()
        for row in part.gaps
        if row.level == "dimension" and row.unit is None
    ]
    return sorted(rows, key=lambda pair: (not pair[1].flagged, -abs(pair[1].gap)))[:SHOWN]


def view_name(results: Results, scope: str, words: Words) -> str:
    """Return the name of the overall, a perspective, a rater group or a remainder."""
    if scope == "overall" or scope in PERSPECTIVES:
        return words(scope)
    if scope.startswith(REST_PREFIX):
        return f"{words('rest')} ({words(scope.removeprefix(REST_PREFIX))})"
    return next((words.text(group.title) for group in results.engagement.groups if group.id == scope), scope)


def _row(results: Results, part: QuestionnaireResults, row: GapRow, words: Words, width: int) -> list[str]:
    title = {
        dimension.id: words.text(dimension.title if width >= WIDE else dimension.label)
        for dimension in part.definition.dimensions
    }
    pair = " – ".join(view_name(results, scope, words) for scope in row.pair)
    values = words("against", a=words.number(row.a), b=words.number(row.b))
    gap = words.number(float(rounded(row.a, 1) - rounded(row.b, 1)), signed=True)  # as a reader reckons
    return [title.get(row.id, row.id), pair, values, gap, words(f"class.{row.class_}")]
