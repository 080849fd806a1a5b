"""Sentences about facets and statements."""

from __future__ import annotations

from salesex.model.results import ScoreRow
from salesex.reports.view import View
from salesex.reports.wording.profile import EVEN_RANGE, score_of
from salesex.reports.wording.words import Sentence, Words, fits, sentence

CLOSE = 1.0
"""Points within which two facets are named together."""


def ranked(view: View) -> list[ScoreRow]:
    """Scored items with a shown score, strongest first; ties stay in the questionnaire's order."""
    rows = [view.best_scope("item", item.id) for item in view.items.values() if item.scored]
    return sorted((row for row in rows if row is not None), key=lambda row: -score_of(row))


def ranked_facets(view: View) -> list[ScoreRow]:
    """Facets with a shown score, strongest first."""
    facets = [facet for dimension in view.definition.dimensions for facet in dimension.facets]
    rows = [view.best_scope("facet", facet.id) for facet in facets]
    return sorted((row for row in rows if row is not None), key=lambda row: -score_of(row))


def message(view: View, words: Words) -> Sentence:
    """Choose the chapter's message."""
    facets = ranked_facets(view)
    rows = facets if len(facets) > 1 else ranked(view)
    high, low = words.score(score_of(rows[0])), words.score(score_of(rows[-1]))
    reach = words.range(low, high)
    if rows is not facets:
        return sentence("items.plain", range=reach)
    if score_of(rows[0]) - score_of(rows[-1]) < EVEN_RANGE:
        return sentence("items.facets.even", range=reach)
    strong, weak = _nearest(view, words, rows), _nearest(view, words, rows[::-1])
    chosen = sentence("items.facets", strong=strong, weak=weak)
    if not fits(words.say(chosen)):
        return sentence("items.facets.wide", range=reach)
    return chosen


def _nearest(view: View, words: Words, rows: list[ScoreRow]) -> str:
    """The first of the rows, with the second where no rounded point lies between them."""
    close = [row for row in rows[:2] if abs(score_of(row) - score_of(rows[0])) <= CLOSE]
    return words.series([words.quoted(view.titles[row.id]) for row in close])


def follows(view: View, words: Words) -> list[Sentence]:
    """Choose what follows: the weakest statement as a lever, the strongest as a foundation."""
    order = ranked(view)
    weakest, strongest = order[-1], order[0]
    item = view.items[weakest.id]
    turned = f" {words('items.reverse')}" if item.reverse else ""
    named = {"item": words.cited(view.text(item.text)) + turned, "score": words.score(score_of(weakest))}
    if item.action is not None:
        found = [sentence("items.follows", action=view.text(item.action), **named)]
    else:
        found = [sentence("items.follows.plain", **named)]
    foundation = score_of(strongest) >= view.definition.target
    if foundation and strongest.id != weakest.id and not view.items[strongest.id].reverse:
        text = words.cited(view.text(view.items[strongest.id].text))
        high = words.score(score_of(strongest))
        found.append(sentence("items.follows.strength", item=text, score=high))
    return found
