"""What changed since the results that were stored before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.gaps import view_name
from salesex.cli.summary.layout import INNER, WIDE, grid, heading, note, plain
from salesex.cli.words import DASH, Words
from salesex.reports import formats

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.changes import Change
    from salesex.model.results import Results
    from salesex.pipeline import Assessment

SHOWN = 12
"""Changes of one questionnaire that are told; the others are counted."""


def show(assessment: Assessment, words: Words, width: int, verbose: bool) -> Iterable[RenderableType]:
    """Yield the changes by questionnaire, one row each; nothing on a first run."""
    if assessment.changes is None:
        return
    yield heading(words("changes"))
    seen = [change for change in assessment.changes if _difference(change) != 0 or _other_groups(change)]
    if not seen:
        yield note(words("no_changes"))
    for questionnaire in dict.fromkeys(change.questionnaire for change in seen):
        part = assessment.results.questionnaires.get(questionnaire)
        yield plain(f"  {words.text(part.definition.title) if part else questionnaire}")
        found = ordered(change for change in seen if change.questionnaire == questionnaire)
        told = found if verbose else found[:SHOWN]
        rows = [row(assessment.results, change, words, width >= WIDE) for change in told]
        yield grid([("", False), ("", False), ("", True)], rows, indent=INNER)
        if len(found) > len(told):
            yield note(words("more", count=len(found) - len(told)), INNER)
    if kept := _kept(assessment.results, words):
        yield note(words("changes.kept", groups=words.listed(kept)))


def _kept(results: Results, words: Words) -> list[str]:
    """Groups that keep the values of an earlier report."""
    blocks = (block for part in results.questionnaires.values() for block in part.blocks if block.frozen)
    return [view_name(results, scope, words) for scope in dict.fromkeys(block.id for block in blocks)]


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Return the changes of one questionnaire: what is no score, what is hidden, then the largest first."""

    def place(change: Change) -> tuple[int, bool, float]:
        kinds = {"score": 2, "hidden": 1}
        return kinds.get(change.kind, 0), not _other_groups(change), -abs(_difference(change) or 0.0)

    return sorted(changes, key=place)


def row(results: Results, change: Change, words: Words, wide: bool) -> list[str]:
    """Return what changed, before and after, and the difference of numbers in brackets.

    Of a score that rests on other groups than before, the groups stand there: it is no movement.
    """
    what, groups = _what(results, change, words, wide), _groups(results, change, words)
    if change.kind == "score" and change.before is None and change.after is None:
        return [what, groups, ""]
    before, after = (_value(results, change, value, words) for value in (change.before, change.after))
    if change.kind == "hidden":
        return [what, "" if change.before is None else f"{before} → {after}", words("change.hidden")]
    difference = _difference(change)
    decimals = 1 if change.kind == "score" else 0
    moved = "" if difference is None else f"({words.number(difference, signed=True, decimals=decimals)})"
    return [what, f"{before} → {after}", groups or moved]


def _other_groups(change: Change) -> bool:
    return bool(change.without or change.joined)


def _groups(results: Results, change: Change, words: Words) -> str:
    """Groups that a score rests on no longer, or only now."""
    parts = [
        words(f"change.{name}", groups=words.listed([view_name(results, group, words) for group in groups]))
        for name, groups in (("without", change.without), ("joined", change.joined))
        if groups
    ]
    return ", ".join(parts)


def _difference(change: Change) -> float | None:
    """The difference of the numbers as they are shown, so that a line adds up; None where there are none."""
    before, after = change.before, change.after
    if not isinstance(before, int | float) or not isinstance(after, int | float):
        return None
    decimals = 1 if change.kind == "score" else 0
    return float(formats.rounded(after, decimals) - formats.rounded(before, decimals))


def _what(results: Results, change: Change, words: Words, wide: bool) -> str:
    who = view_name(results, change.scope_id or change.scope, words)
    if change.kind == "version":
        return words("change.version")
    if change.kind == "answered":
        return f"{words('change.answered')}, {who}"
    if change.kind in {"score", "hidden"}:
        return f"{_dimension(results, change, words, wide)}, {who}"
    return f"{words(change.kind)}, {who}"


def _value(results: Results, change: Change, value: str | float | None, words: Words) -> str:
    if value is None:
        return DASH
    if isinstance(value, float) and change.kind in {"score", "hidden"}:
        return words.number(value)
    part = results.questionnaires.get(change.questionnaire)
    rules = part.definition.types if part else None
    if change.kind == "type" and rules and value in rules.reference:
        return words.text(rules.reference[str(value)].title)
    return str(value)


def _dimension(results: Results, change: Change, words: Words, wide: bool) -> str:
    if change.id == "overall":
        return words("overall")
    for dimension in results.questionnaires[change.questionnaire].definition.dimensions:
        if dimension.id == change.id:
            return words.text(dimension.title if wide else dimension.label)
    return change.id
