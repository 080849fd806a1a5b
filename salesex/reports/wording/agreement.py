"""How far a group agrees, in a plain word, and the rule behind it."""

from __future__ import annotations

from salesex.model.verdicts import ad_limit, agreement_word, split_limit
from salesex.reports.view import View
from salesex.reports.wording.words import Words

SPREAD_FACTOR = 2
"""Agreement is told of groups of so many times the minimum."""


def word(view: View, words: Words, dimension: str, scope_id: str | None) -> str:
    """How far a group agrees in a dimension; empty where that may not be shown."""
    row = view.agreement(dimension, scope_id)
    found = None if row is None else agreement_word(row, view.definition.scale)
    return "" if found is None else words(f"agreement.{found}")


def rule(view: View, words: Words, minimum: int) -> str:
    """The rule behind the words; empty where no word is told of a dimension."""
    told = (word(view, words, row.id, row.scope_id) for row in view.part.agreement if row.scope == "group")
    if not any(told):
        return ""
    scale = view.definition.scale
    options = scale.max - scale.min + 1
    return words(
        "agreement.rule",
        least=SPREAD_FACTOR * minimum,
        united=words.decimal(ad_limit(options), 2),
        split=words.decimal(split_limit(options), 2),
        min=scale.min,
        max=scale.max,
    )
