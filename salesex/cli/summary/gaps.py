"""Where the views differ most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import INNER, WIDE, grid, heading, note, plain
from salesex.cli.words import DASH, Words
from salesex.model import PERSPECTIVES
from salesex.model.engagement import REST_PREFIX
from salesex.reports import formats
from salesex.reports.formats import rounded

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import GapRow, QuestionnaireResults, Results

SHOWN = 8


def show(results: Results, words: Words, width: int, verbose: bool = False) -> Iterable[RenderableType]:
    """Yield the widest gaps between dimensions over all questionnaires, by questionnaire.

    With the p that is adjusted for the number of tests: in its own column where there is room, else if
    verbose.
    """
    found = strongest(results)
    if not found:
        return
    yield heading(words("gaps"))
    columns = [
        ("", False),
        (words("views"), False),
        (words("values"), True),
        (words("gap"), True),
        *([("p", True)] if width >= WIDE else []),
        (words("reading"), False),
    ]
    rows = {
        part.definition.id: [
            _row(results, part, row, words, width, verbose) for found_in, row in found if found_in is part
        ]
        for part in results.questionnaires.values()
    }
    together = [row for some in rows.values() for row in some]
    for name, some in rows.items():
        if some:
            yield plain(f"  {words.text(results.questionnaires[name].definition.title)}")
            yield grid(columns, some, like=together, indent=INNER)
    yield note(words("gaps.rounded"))
    if any(row.evidence in {"finding", "tendency"} for _, row in found):
        yield note(words("evidence.note"))


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


def reading(row: GapRow, words: Words, detailed: bool = False) -> str:
    """Say what a gap means and, where it is wide, what the test says; if `detailed`, with p."""
    unclear = row.flagged and row.class_ == "no_clear_finding"
    said = words("class.apart" if unclear else f"class.{row.class_}")
    if row.flagged and row.evidence in {"finding", "tendency", "not_testable"}:
        said = f"{said}, {words(f'evidence.{row.evidence}')}"
    if detailed and row.p_adjusted is not None:
        said = f"{said} ({formats.p_value(row.p_adjusted, words.language)})"
    return said


def _p(row: GapRow, words: Words) -> str:
    """The adjusted p of a tested gap; a dash where there is none."""
    if row.p_adjusted is None:
        return DASH
    return formats.p_value(row.p_adjusted, words.language).removeprefix("p ").removeprefix("= ")


def _row(
    results: Results, part: QuestionnaireResults, row: GapRow, words: Words, width: int, verbose: bool
) -> list[str]:
    title = {
        dimension.id: words.text(dimension.title if width >= WIDE else dimension.label)
        for dimension in part.definition.dimensions
    }
    pair = " – ".join(view_name(results, scope, words) for scope in row.pair)
    values = words("against", a=words.number(row.a), b=words.number(row.b))
    gap = words.number(float(rounded(row.a, 1) - rounded(row.b, 1)), signed=True)  # as a reader reckons
    if width >= WIDE:
        return [title.get(row.id, row.id), pair, values, gap, _p(row, words), reading(row, words)]
    return [title.get(row.id, row.id), pair, values, gap, reading(row, words, verbose)]
