"""How a type came about: distances, conditions, margin, qualifier, and every condition of its certainty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesex.model.derivation import Cell, Code, Derivation, Hidden, Note, Ref, Step, Table, root_mean_square
from salesex.model.keys import Key
from salesex.model.nearness import distance, holds, spread
from salesex.model.results import TypeRow
from salesex.model.rules import ReferenceType, TypeCondition, TypeRules
from salesex.scoring.bootstrap import DRAWS
from salesex.scoring.derive_source import Source, scope_key
from salesex.scoring.types import classify

Scores = Mapping[str, float]
_CONDITION = ("type", "condition", "value", "bound", "met")
_BOUND = ("condition", "value", "bound", "met")


def kind(source: Source, key: Key) -> Derivation | Hidden:
    """The type of one scope."""
    scope = scope_key(key)
    row = next((row for row in source.part.types if (row.scope, row.scope_id) == scope), None)
    rules = source.part.definition.types
    if row is None or rules is None:
        return Hidden("person_type" if scope[1] in source.alone else "few")
    if row.type is None:
        return Hidden(str(row.reason or "few"))
    scores = {
        one.id: value
        for one in source.part.definition.dimensions
        if (value := source.shown("dimension", one.id, scope)) is not None
    }
    _check(source, row, rules, scores)
    steps = (
        _profile(source, row),
        *(_distance(source, row, name, one, scores) for name, one in rules.reference.items()),
        _gates(rules, scores),
        _nearest(source, row, rules),
        _qualifier(row, rules, scores),
        _stability(row, rules),
        _certainty(row, rules, scores),
    )
    return source.derivation(Ref("level", "type"), Ref("type", row.type), row.n, steps)


def _check(source: Source, row: TypeRow, rules: TypeRules, scores: Scores) -> None:
    """The rules give this type, and the answers this whole row again."""
    found = classify(scores, rules, n=row.n or 0, stability=row.stability)
    names = ("type", "fit", "distances", "runner_up", "margin", "qualifier", "certainty", "tied")
    for name in names:
        source.must_equal(name, getattr(found, name), getattr(row, name))
    now = next(one for one in source.recount.types if (one.scope, one.scope_id) == (row.scope, row.scope_id))
    source.must_equal("row", now, row)


def _profile(source: Source, row: TypeRow) -> Step:
    rows = [
        source.row("dimension", one.id, (row.scope, row.scope_id))
        for one in source.part.definition.dimensions
    ]
    table = Table(
        ("dimension", "n", "score"),
        tuple((Ref("dimension", one.id), one.n, one.score) for one in rows if one is not None),
    )
    return Step("profile", table=table)


def _distance(source: Source, row: TypeRow, name: str, reference: ReferenceType, scores: Scores) -> Step:
    """Distance from one reference profile; a difference that does not count is 0."""
    lines: list[tuple[Cell, ...]] = []
    counted = []
    for dimension, aim in reference.profile.items():
        apart = scores[dimension] - aim
        counts = min(0.0, apart) if reference.above_is_fine else apart
        counted.append(counts)
        lines.append((Ref("dimension", dimension), scores[dimension], aim, counts, counts * counts))
    found = root_mean_square(counted)
    source.must(f"distance of {name}", found.result, row.distances[name])
    source.must(f"distance of {name}", distance(scores, reference), row.distances[name])
    return Step(
        "distance",
        subject=Ref("type", name),
        table=Table(("dimension", "score", "aim", "difference", "square"), tuple(lines)),
        sum=found,
        notes=(Note("above_is_fine"),) if reference.above_is_fine else (),
        formula="distance",
    )


def _gates(rules: TypeRules, scores: Scores) -> Step:
    rows: list[tuple[Cell, ...]] = []
    for name, one in rules.reference.items():
        found = list(_condition(one.requires, scores)) or [(Code("always"), None, None, True)]
        rows += [(Ref("type", name), *line) for line in found]
    return Step("gates", table=Table(_CONDITION, tuple(rows)))


def _condition(condition: TypeCondition | None, scores: Scores) -> Iterator[tuple[Cell, ...]]:
    """What is asked of a profile, what it has, and whether that is enough."""
    if condition is None:
        return
    if condition.every_at_least is not None:
        yield _at_least("every_at_least", min(scores.values()), condition.every_at_least)
    if condition.range_at_least is not None:
        yield _at_least("range_at_least", spread(scores), condition.range_at_least)


def _at_least(code: str, value: float, bound: float) -> tuple[Cell, ...]:
    return Code(code), value, bound, value >= bound


def _nearest(source: Source, row: TypeRow, rules: TypeRules) -> Step:
    """Types from near to far, which of them are possible, which is taken, and by what margin."""
    scope = (row.scope, row.scope_id)
    scores = {
        one.id: source.shown("dimension", one.id, scope) or 0.0 for one in source.part.definition.dimensions
    }
    allowed = {name for name, one in rules.reference.items() if holds(one.requires, scores)}
    rows = tuple(
        (Ref("type", name), far, name in allowed, Code("taken") if name == row.type else None)
        for name, far in sorted(row.distances.items(), key=lambda entry: entry[1])
    )
    notes = []
    if row.tied:
        notes.append(Note("tied", {"within": rules.tie.within, "types": len(row.tied)}))
    if row.runner_up is not None:
        other: Cell = row.distances[row.runner_up]
        values: dict[str, Cell] = {
            "other": other,
            "fit": row.fit,
            "margin": row.margin,
            "type": Ref("type", row.runner_up),
        }
        notes.append(Note("margin", values))
    return Step(
        "nearest",
        table=Table(("type", "distance", "possible", "taken"), rows),
        notes=tuple(notes),
        formula="margin",
    )


def _qualifier(row: TypeRow, rules: TypeRules, scores: Scores) -> Step:
    one = rules.reference[row.type or ""]
    fit = row.fit or 0.0
    rows: list[tuple[Cell, ...]] = []
    for word, most, condition in (
        ("clear", rules.qualifier.clear, one.clear_from),
        ("visible", rules.qualifier.visible, one.visible_from),
    ):
        rows.append((Code(f"{word}:fit"), fit, most, fit <= most))
        rows += [
            (Code(f"{word}:{line[0].name}"), *line[1:])
            for line in _condition(condition, scores)
            if isinstance(line[0], Code)
        ]
    notes = (Note("flat"),) if "flat" in row.notes else ()
    values: dict[str, Cell] = {"qualifier": Code(f"qualifier:{row.qualifier}")}
    return Step("qualifier", table=Table(_BOUND, tuple(rows)), notes=notes, values=values)


def _stability(row: TypeRow, rules: TypeRules) -> Step:
    if row.stability is None:
        least = rules.certainty.stability_min_raters
        few = row.n is not None and row.n < least
        return Step("stability", notes=(Note("no_draws_few" if few else "no_draws", {"least": least}),))
    rows = tuple((Ref("type", name), share) for name, share in row.shares.items())
    values: dict[str, Cell] = {"draws": DRAWS, "stability": row.stability}
    table = Table(("type", "drawn"), rows)
    return Step(
        "stability", table=table, notes=(Note("stability", values),), formula="stability", values=values
    )


def _certainty(row: TypeRow, rules: TypeRules, scores: Scores) -> Step:
    """Every condition: what makes it low, what high needs, what allows medium at most."""
    high, medium = rules.certainty.high, rules.certainty.medium
    least = max(high.min_raters, rules.certainty.stability_min_raters)
    fit, stability = row.fit or 0.0, row.stability
    lines: list[tuple[Cell, ...]] = []
    if row.margin is not None:
        lines.append((Code("medium:margin"), row.margin, medium.margin, row.margin >= medium.margin))
    if stability is not None:
        lines.append((Code("medium:stability"), stability, medium.stability, stability >= medium.stability))
    lines += [
        (Code("medium:no_tie"), None, None, not row.tied),
        (Code("medium:no_nearer"), None, None, not any(note.startswith("gate:") for note in row.notes)),
    ]
    contrast = rules.reference[row.type or ""].contrast
    if contrast is not None:
        lead = _average(scores, contrast.of) - _average(scores, contrast.against)
        lines.append((Code("medium:contrast"), lead, contrast.at_least, "weak_contrast" not in row.notes))
    if row.margin is not None:
        lines.append((Code("high:margin"), row.margin, high.margin, row.margin >= high.margin))
    lines += [
        (Code("high:fit"), fit, high.fit, fit <= high.fit),
        (Code("high:raters"), row.n, least, (row.n or 0) >= least),
        (
            Code("high:stability"),
            Hidden("no_draws") if stability is None else stability,
            high.stability,
            stability is not None and stability >= high.stability,
        ),
        (Code("high:emphasis"), None, None, "flat" not in row.notes),
    ]
    highest = rules.reference[row.type or ""].expects_highest
    if highest is not None:
        lines.append((Code("high:highest"), Ref("dimension", highest), None, not _missed(row)))
    values: dict[str, Cell] = {"certainty": Code(f"certainty:{row.certainty}")}
    return Step("certainty", table=Table(_BOUND, tuple(lines)), notes=(Note("certainty"),), values=values)


def _average(scores: Scores, dimensions: tuple[str, ...]) -> float:
    return sum(scores[name] for name in dimensions) / len(dimensions)


def _missed(row: TypeRow) -> bool:
    return any(note.endswith("_not_highest") for note in row.notes)
