"""The type: overall never without the self and the external view, never a bare label when unsure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesex.cli.summary.layout import VIEWS, grid, note
from salesex.cli.words import DASH, Words
from salesex.model.verdicts import GATE, gated, verdict
from salesex.reports.formats import of_hundred

if TYPE_CHECKING:
    from rich.console import RenderableType

    from salesex.model.results import QuestionnaireResults, TypeRow
    from salesex.model.rules import TypeRules

SAME_HEIGHT = {"flat", "balanced"}
"""Notes that already say why a type with an emphasis is ruled out."""


def show(part: QuestionnaireResults, words: Words, verbose: bool = False) -> Iterable[RenderableType]:
    """Yield the types of overall, self and external, and what must be said about them."""
    rules = part.definition.types
    found = {(row.scope, row.scope_id): row for row in part.types}
    rows = [(key, found[scope]) for scope, key in VIEWS if scope in found]
    if rules is None or not rows:
        return
    columns = [
        ("", False),
        (words("type"), False),
        (words("certainty"), False),
        (words("distance"), True),
    ]
    yield note("")
    yield grid(columns, [_row(rules, key, row, words) for key, row in rows])
    for row in (row for key, row in rows if key == "overall"):
        for sentence in notes(part, rules, row, words):
            yield note(sentence)
        if verbose and row.stability is not None:
            yield note(words("stability.type", share=of_hundred(row.stability)))


def statement(rules: TypeRules, row: TypeRow, words: Words) -> str:
    """Say which type it is, as firmly as its certainty allows."""
    if row.type is None:
        return words("not_shown")
    name = {key: words.text(kind.title) for key, kind in rules.reference.items()}
    said = verdict(row, rules)
    if said.kind == "named":
        return words(f"qualifier.{row.qualifier}", type=name[row.type])
    if said.kind == "between":
        return words("between", types=words.listed([name[kind] for kind in said.types]))
    return words("nearest", type=name[said.types[0]])


def notes(part: QuestionnaireResults, rules: TypeRules, row: TypeRow, words: Words) -> list[str]:
    """Return a sentence for every note code of a type."""
    return [sentence for code in row.notes if (sentence := _note(part, rules, row, code, words))]


def _row(rules: TypeRules, key: str, row: TypeRow, words: Words) -> list[str]:
    certainty = DASH if row.type is None else words(f"certainty.{row.certainty}")
    return [
        words(f"view.{key}"),
        statement(rules, row, words),
        certainty,
        words.number(_distance(rules, row)),
    ]


def _distance(rules: TypeRules, row: TypeRow) -> float | None:
    """Distance from the type that is named first."""
    if row.type is None:
        return None
    return row.distances.get(verdict(row, rules).types[0], row.fit)


def _note(part: QuestionnaireResults, rules: TypeRules, row: TypeRow, code: str, words: Words) -> str:
    if code.startswith(GATE):
        return " ".join(filter(None, (_gate(part, rules, row, kind, words) for kind in gated(row))))
    if code == "all_low":
        return words("note.all_low", bound=words.number(rules.all_low))
    if code.endswith("_not_highest") and row.type:
        expected = rules.reference[row.type].expects_highest
        return words("note.expects_highest", area=_title(part, expected, words))
    key = f"note.{code}"
    return words(key) if code in {"balanced", "flat", "weak_contrast", "perspectives_differ"} else ""


def _gate(part: QuestionnaireResults, rules: TypeRules, row: TypeRow, kind: str, words: Words) -> str:
    """Say which dimensions keep a nearer type away."""
    name = words.text(rules.reference[kind].title)
    requires = rules.reference[kind].requires
    bound = requires.every_at_least if requires else None
    if bound is None:
        return "" if SAME_HEIGHT & set(row.notes) else words("note.gate", type=name)
    short = [
        f"{_title(part, score.id, words)} {words.number(score.score)}"
        for score in part.scores
        if (score.level, score.scope, score.scope_id) == ("dimension", row.scope, row.scope_id)
        and score.score is not None
        and score.score < bound
    ]
    return words("note.gate_missed", type=name, areas=", ".join(short), bound=words.number(bound))


def _title(part: QuestionnaireResults, id: str | None, words: Words) -> str:
    for dimension in part.definition.dimensions:
        if dimension.id == id:
            return words.text(dimension.title)
    return id or DASH
