"""Sentences about a profile: what its dimensions say together."""

from __future__ import annotations

from salesex.model.results import ScoreRow
from salesex.reports.view import View
from salesex.reports.wording.certainty import beyond_chance
from salesex.reports.wording.words import Sentence, Words, sentence

EVEN_RANGE = 10.0
"""Dimensions closer together than this are called even where the types name no range."""

Ranked = list[tuple[str, ScoreRow]]


def score_of(row: ScoreRow) -> float:
    """The score of a row that is shown."""
    return 0.0 if row.score is None else row.score


def ranked(view: View) -> Ranked:
    """Dimensions with a shown score, strongest first; ties stay in the questionnaire's order."""
    rows = [
        (dimension.id, view.best_scope("dimension", dimension.id)) for dimension in view.definition.dimensions
    ]
    shown = [(key, row) for key, row in rows if row is not None]
    return sorted(shown, key=lambda pair: -score_of(pair[1]))


def even_range(view: View) -> float:
    """Range below which a profile has no emphasis."""
    return view.definition.types.flat_range if view.definition.types else EVEN_RANGE


def ends(view: View, words: Words, order: Ranked) -> dict[str, object]:
    """Names and scores of the strongest and the weakest dimension."""
    (strong, high), (weak, low) = order[0], order[-1]
    return {
        "strong": view.names[strong],
        "weak": view.names[weak],
        "high": words.score(score_of(high)),
        "low": words.score(score_of(low)),
        "range": words.range(words.score(score_of(low)), words.score(score_of(high))),
    }


def spread(order: Ranked) -> float:
    """Points between the strongest and the weakest dimension."""
    return score_of(order[0][1]) - score_of(order[-1][1])


def message(view: View, words: Words) -> Sentence:
    """Choose the chapter's message."""
    order = ranked(view)
    if not order:
        return sentence("profile.none")
    values = ends(view, words, order)
    target = view.definition.target
    if len(order) == 1:
        return sentence("profile.one", **values)
    if score_of(order[-1][1]) >= target:
        return sentence("profile.strong", target=words.score(target), **values)
    if spread(order) < even_range(view):
        return sentence("profile.even", **values)
    if score_of(order[0][1]) < target:
        return sentence("profile.low", target=words.score(target), **values)
    return sentence("profile.split", distance=words.points(spread(order)), **values)


def follows(view: View, words: Words) -> list[Sentence]:
    """Choose what follows from the profile: first how the views differ, then where to start."""
    order = ranked(view)
    if not order:
        return []
    return [*_views(view, words), _start(view, words, order)]


def _views(view: View, words: Words) -> list[Sentence]:
    has = {side: _any(view, side) for side in ("self", "external")}
    if has["self"] and not has["external"]:
        return [sentence("profile.follows.no_external")]
    if has["external"] and not has["self"]:
        return [sentence("profile.follows.no_self")]
    pairs = []
    for dimension in view.definition.dimensions:
        a, b = (view.perspective("dimension", dimension.id, side) for side in ("self", "external"))
        if a is not None and b is not None:
            pairs.append((score_of(a) - score_of(b), dimension.id, score_of(a), score_of(b)))
    if not pairs:
        return []
    _, widest, own, other = max(pairs, key=lambda pair: abs(pair[0]))
    values = {"dimension": view.names[widest], "a": words.score(own), "b": words.score(other)}
    signs = {_direction(gap) for gap, *_ in pairs}
    if signs == {0}:
        return [sentence("profile.follows.same")]
    if {1, -1} <= signs:
        return [sentence("profile.follows.mixed", **values), *_tested(view, words)]
    key = "profile.follows.higher" if 1 in signs else "profile.follows.lower"
    return [sentence(f"{key}.partly" if 0 in signs else key, **values), *_tested(view, words)]


def _tested(view: View, words: Words) -> list[Sentence]:
    """Where the views differ by more than chance; the shorter list is named. Nothing untested is told."""
    rules = view.definition.gaps
    rows = [row for row in view.part.gaps if row.level == "dimension" and row.pair == ("self", "external")]
    rows = [row for row in rows if row.p_adjusted is not None]
    if not rows:
        return []
    sure = [view.names[row.id] for row in rows if beyond_chance(rules, row)]
    chance = [view.names[row.id] for row in rows if not beyond_chance(rules, row)]
    if not sure or not chance:
        return [sentence("profile.follows.tested.all" if sure else "profile.follows.tested.none")]
    if len(chance) < len(sure) and len(rows) == len(view.definition.dimensions):
        return [sentence("profile.follows.tested.some", dimensions=words.series(chance))]
    return [sentence("profile.follows.tested.few", dimensions=words.series(sure))]


def _direction(gap: float) -> int:
    """1 or -1; 0 where the views differ by less than half a point."""
    return 0 if abs(gap) < 0.5 else 1 if gap > 0 else -1


def _any(view: View, side: str) -> bool:
    return any(
        row.scope == "perspective"
        and row.scope_id == side
        and row.level == "dimension"
        and row.score is not None
        for row in view.part.scores
    )


def _start(view: View, words: Words, order: Ranked) -> Sentence:
    target = view.definition.target
    weakest, row = order[-1]
    if score_of(row) >= target:
        return sentence("profile.follows.reached", target=words.score(target))
    return sentence(
        "profile.follows.start",
        dimension=view.names[weakest],
        distance=words.points(target - score_of(row)),
        target=words.score(target),
    )
