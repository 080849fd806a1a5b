"""Sentences about the type: never a bare label, always with qualifier, certainty and meaning."""

from __future__ import annotations

from math import floor

from salesex.model.results import TypeRow
from salesex.model.rules import Contrast, ReferenceType, TypeRules
from salesex.model.verdicts import VerdictKind, gated, verdict
from salesex.reports.formats import rounded
from salesex.reports.view import View
from salesex.reports.wording.certainty import of_hundred
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Sentence, Words, sentence


def rules_of(view: View) -> TypeRules:
    """The type rules of a questionnaire that has types."""
    if view.definition.types is None:
        raise ValueError(f"{view.definition.id} has no types")
    return view.definition.types


def uncertain(row: TypeRow) -> bool:
    """Whether the type is no headline: low certainty, or tied."""
    return row.certainty == "low" or len(row.tied) > 1


def verdict_of(view: View, row: TypeRow) -> tuple[VerdictKind, list[str]]:
    """How firmly a type may be named, and the titles of the types to name."""
    found = verdict(row, rules_of(view))
    return found.kind, [view.type_title(key) for key in found.types]


def main_row(view: View) -> TypeRow | None:
    """The type a chapter is about: overall, else the only perspective that has one."""
    return (
        view.type_row()
        or view.type_row("perspective", "self")
        or view.type_row("perspective", "external")
        or view.type_row("perspective", "mirror")
    )


def contrast_means(view: View, contrast: Contrast, row: TypeRow) -> tuple[float, float] | None:
    """Means of the two sets of dimensions a contrast compares, in the row's scope."""

    def mean(ids: tuple[str, ...]) -> float | None:
        rows = [view.shown("dimension", key, row.scope, row.scope_id) for key in ids]
        scores = [score_of(found) for found in rows if found is not None]
        return sum(scores) / len(scores) if len(scores) == len(ids) else None

    of, against = mean(contrast.of), mean(contrast.against)
    return None if of is None or against is None else (of, against)


def _names(view: View, words: Words, ids: tuple[str, ...]) -> str:
    return words.series([view.names[key] for key in ids])


def message(view: View, words: Words) -> Sentence:
    """Choose the chapter's message."""
    row = main_row(view)
    if row is None or row.type is None:
        return _missing(view)
    values: dict[str, object] = {
        "client": view.engagement.client,
        "type": view.type_title(row.type),
        "runner_up": view.type_title(row.runner_up or row.type),
    }
    said, titles = verdict_of(view, row)
    if said == "between":
        return sentence("type.between", types=words.series(titles), **values)
    if said == "missed":
        return sentence("type.open.gate", nearest=titles[0])
    if said == "nearest":
        return sentence("type.open", **values)
    if "flat" in row.notes:
        return sentence("type.flat", **values)
    if "balanced" in row.notes:
        return sentence("type.balanced", **values)
    contrast = rules_of(view).reference[row.type].contrast
    means = contrast_means(view, contrast, row) if contrast else None
    if contrast and means:
        number = "one" if len(contrast.of) == 1 else "many"
        return sentence(
            f"type.{row.certainty}.{number}",
            above=_names(view, words, contrast.of),
            below=_names(view, words, contrast.against),
            distance=words.decimal(means[0] - means[1]),
            **values,
        )
    return sentence(f"type.plain.{row.certainty}", **values)


def _missing(view: View) -> Sentence:
    for dimension in view.definition.dimensions:
        if view.best_scope("dimension", dimension.id) is None:
            return sentence("type.missing", dimension=view.names[dimension.id])
    return sentence("type.none")


def certainty_reasons(view: View, words: Words, row: TypeRow) -> list[Sentence]:
    """Choose why the certainty is what it is, the strongest reason first, how stable the type is last.

    Where it is not high, everything it lacks for that is said.
    """
    if row.type is None:
        return []
    reasons = [*_gates(view, words, row), *_low_reasons(view, words, row), *_expectations(view, row)]
    if row.certainty == "medium":
        reasons += _lacking(view, words, row)
    elif row.certainty == "high" and row.margin is not None:
        reasons.append(_next_type(view, words, row, "type.certainty.margin"))
    return [*reasons, *_stability(view, words, row)]


def _lacking(view: View, words: Words, row: TypeRow) -> list[Sentence]:
    """What a type of medium certainty lacks for a high one, beside what speaks against it."""
    limits = rules_of(view).certainty
    high, found = limits.high, []
    if row.margin is not None and limits.medium.margin <= row.margin < high.margin:
        found.append(_next_type(view, words, row, "type.certainty.near", high.margin))
    if row.fit is not None and row.fit > high.fit:
        values = {"fit": words.decimal(row.fit), "most": words.score(high.fit)}
        found.append(sentence("type.certainty.fit", **values))
    if row.stability is not None and row.n is not None and row.n < high.min_raters:
        found.append(sentence("type.certainty.few", n=row.n, least=high.min_raters))
    if "flat" in row.notes:
        found.append(sentence("type.certainty.flat"))
    return found


def _stability(view: View, words: Words, row: TypeRow) -> list[Sentence]:
    """How often a repeated survey would come to the same type, or why that is not known."""
    limits = rules_of(view).certainty
    if row.stability is None and row.certainty == "low":
        return []  # low for other reasons, whatever draws would say
    if row.stability is None:
        least = words.in_words(limits.stability_min_raters)
        return [sentence("type.certainty.undrawn", least=least)]
    values: dict[str, object] = {
        "share": of_hundred(row.stability),
        "type": view.type_title(row.type or ""),
    }
    if row.stability < limits.medium.stability:
        least = words.score(100 * limits.medium.stability)
        return [sentence("type.certainty.unstable.low", least=least, **values)]
    if row.stability < limits.high.stability and row.certainty == "medium":
        most = words.score(100 * limits.high.stability)
        return [sentence("type.certainty.unstable", most=most, **values)]
    return [sentence("type.certainty.stable", **values)]


def excluded_types(view: View, row: TypeRow) -> list[str]:
    """Titles of types that are nearer but whose condition is not met, nearest first."""
    return [view.type_title(key) for key in gated(row)]


def _gates(view: View, words: Words, row: TypeRow) -> list[Sentence]:
    names = excluded_types(view, row)
    if not names:
        return []
    key = "type.certainty.gate" if len(names) == 1 else "type.certainty.gates"
    return [sentence(key, types=words.series(names))]


def _low_reasons(view: View, words: Words, row: TypeRow) -> list[Sentence]:
    rules = rules_of(view)
    kind: ReferenceType = rules.reference[row.type or ""]
    found = []
    if len(row.tied) > 1:
        found.append(sentence("type.certainty.tied"))
    elif _close(row, rules) and not _gates(view, words, row):
        least = rules.certainty.medium.margin
        found.append(_next_type(view, words, row, "type.certainty.near.low", least))
    if "weak_contrast" in row.notes and kind.contrast:
        of, against = kind.contrast.of, kind.contrast.against
        found.append(
            sentence(
                "type.certainty.contrast",
                above=_names(view, words, of),
                below=_names(view, words, against),
            )
        )
    return found


def _close(row: TypeRow, rules: TypeRules) -> bool:
    return row.margin is not None and row.margin < rules.certainty.medium.margin


def _next_type(view: View, words: Words, row: TypeRow, key: str, least: float | None = None) -> Sentence:
    """How far the next type is; never as if it reached the `least` it would need."""
    margin = row.margin or 0.0
    values = {"runner_up": view.type_title(row.runner_up or row.type or "")}
    if least is None:
        return sentence(key, margin=words.decimal(margin), **values)
    if rounded(margin, 1) >= least:
        margin = floor(10 * margin) / 10
    return sentence(key, margin=words.decimal(margin), least=words.score(least), **values)


def _expectations(view: View, row: TypeRow) -> list[Sentence]:
    expected = rules_of(view).reference[row.type or ""].expects_highest
    if expected and f"{expected}_not_highest" in row.notes:
        return [sentence("type.certainty.highest", dimension=view.names[expected])]
    return []


def views(view: View) -> Sentence:
    """Choose the heading over the types per group: whether self and external view agree."""
    own, other = view.type_row("perspective", "self"), view.type_row("perspective", "external")
    if own and other and own.type and other.type:
        names = {"self": view.type_title(own.type), "external": view.type_title(other.type)}
        if not uncertain(own) and not uncertain(other):
            if own.type == other.type:
                return sentence("type.views.same", type=names["self"])
            return sentence("type.views.differ", **names)
    if bool(own) == bool(other):
        return sentence("type.views.groups")
    return sentence("type.views.self" if own else "type.views.external")


def state(view: View, words: Words, row: TypeRow) -> str:
    """A type in one line with qualifier and certainty; an uncertain one is no bare label."""
    said, titles = verdict_of(view, row)
    if said == "between":
        return words("type.view.between", types=words.series(titles))
    if said != "named":
        return words("type.view.gate" if said == "missed" else "type.view.open", type=titles[0])
    return words(
        "type.view.state",
        type=titles[0],
        qualifier=words(f"qualifier.{row.qualifier}"),
        certainty=words(f"certainty.{row.certainty}"),
    )


def target_type(view: View) -> tuple[str, float] | None:
    """The type that demands most of every dimension, and its bar."""
    found = [
        (kind.requires.every_at_least, key)
        for key, kind in rules_of(view).reference.items()
        if kind.requires and kind.requires.every_at_least is not None
    ]
    if not found:
        return None
    bar, key = max(found)
    return key, bar


def excluded(view: View, words: Words, row: TypeRow) -> Sentence | None:
    """Choose what is missing to the most demanding type; None where no type sets a bar."""
    found = target_type(view)
    if found is None:
        return None
    key, bar = found
    missing = []
    for dimension in view.definition.dimensions:
        score = view.shown("dimension", dimension.id, row.scope, row.scope_id)
        if score is not None and score_of(score) < bar:
            missing.append((bar - score_of(score), view.titles[dimension.id]))
    if not missing:
        return sentence(
            "type.target.reached",
            bar=words.score(bar),
            fit=words.decimal(row.distances.get(key, 0.0)),
        )
    parts = []
    for points, title in sorted(missing, key=lambda pair: -pair[0]):
        parts.append(words("type.target.part", dimension=title, points=words.points(points)))
    return sentence(
        "type.excluded", type=view.type_title(key), bar=words.score(bar), missing=words.series(parts)
    )
