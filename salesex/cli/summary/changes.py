"""What changed since the results that were stored before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import grid, heading, note
from salesex.cli.words import DASH, Words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model import Results
    from salesex.model.changes import Change
    from salesex.pipeline import Assessment


def show(assessment: Assessment, words: Words) -> Iterable[RenderableType]:
    """Yield one row per change; nothing on a first run."""
    if assessment.changes is None:
        return
    yield heading(words("changes"))
    if not assessment.changes:
        yield note(words("no_changes"))
        return
    columns = [("", False), ("", False), (words("before"), False), (words("after"), False)]
    yield grid(columns, [row(assessment.results, change, words) for change in assessment.changes])


def row(results: Results, change: Change, words: Words) -> list[str]:
    """Return questionnaire, what changed, before and after."""
    part = results.questionnaires.get(change.questionnaire)
    title = words.text(part.definition.title) if part else change.questionnaire
    values = [_value(results, change, value, words) for value in (change.before, change.after)]
    return [title, _what(results, change, words), *values]


def _what(results: Results, change: Change, words: Words) -> str:
    who = view_name(results, change.scope_id or change.scope, words)
    if change.kind == "version":
        return words("change.version")
    if change.kind == "answered":
        return f"{words('change.answered')}, {who}"
    if change.kind == "score":
        return f"{_dimension(results, change, words)}, {who}"
    return f"{words(change.kind)}, {who}"


def _value(results: Results, change: Change, value: str | float | None, words: Words) -> str:
    if value is None:
        return DASH
    if isinstance(value, float) and change.kind == "score":
        return words.number(value)
    part = results.questionnaires.get(change.questionnaire)
    rules = part.definition.types if part else None
    if change.kind == "type" and rules and value in rules.reference:
        return words.text(rules.reference[str(value)].title)
    return str(value)


def _dimension(results: Results, change: Change, words: Words) -> str:
    for dimension in results.questionnaires[change.questionnaire].definition.dimensions:
        if dimension.id == change.id:
            return words.text(dimension.title)
    return change.id
