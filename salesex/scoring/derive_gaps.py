"""How a gap came about: both sides, what it is called, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Sequence

from salesex.model.derivation import Cell, Code, Derivation, Hidden, Note, Ref, Step, Table, difference
from salesex.model.keys import Key
from salesex.model.results import GapRow
from salesex.model.rules import GapRules
from salesex.scoring.aggregate import ScopeKey
from salesex.scoring.derive_source import Source, ref
from salesex.scoring.effect_sizes import correction
from salesex.scoring.gaps import PERSPECTIVE_PAIRS, classify_gap, evidence_of
from salesex.scoring.intervals import LEVEL
from salesex.scoring.permutation import holm
from salesex.scoring.recount import scope_of

_BOUND = ("condition", "value", "bound", "met")


def gap(source: Source, key: Key) -> Derivation | Hidden:
    """One gap between two views."""
    row = _stored(source.part.gaps, key)
    rules = source.part.definition.gaps
    sides = [scope_of(name) for name in key.scope]
    if row is None or rules is None:
        return Hidden(_why(source, key, sides))
    for scope, value in zip(sides, (row.a, row.b)):
        source.must("side", source.shown(row.level, row.id, scope), value)
    _check_row(source, key, row)
    steps = (
        _difference(source, row),
        _class(source, row, rules),
        *(() if row.level == "item" else _measured(source, row, rules, sides)),
        _evidence(source, row, rules),
    )
    return source.derivation(ref(row.level, row.id), row.gap, None, steps)


def _stored(rows: Sequence[GapRow], key: Key) -> GapRow | None:
    return next(
        (row for row in rows if (row.level, row.id, row.pair) == (key.level, key.id, key.scope)), None
    )


def _why(source: Source, key: Key, sides: Sequence[ScopeKey]) -> str:
    """The reason of the first side that is hidden."""
    for scope in sides:
        row = source.row(key.level, key.id, scope)
        if row is None or row.score is None:
            return source.why(row, key.level, scope)
    return "few"


def _check_row(source: Source, key: Key, row: GapRow) -> None:
    """The answers give this whole row again."""
    now = _stored(source.recount.gaps, key)
    if now is None:
        source.must_equal("row", None, row)
        return
    words = ("flagged", "class_", "evidence", "n_a", "n_b", "arrangements", "exact")
    for name in words:
        source.must_equal(name, getattr(now, name), getattr(row, name))
    for name in ("a", "b", "gap", "p", "p_adjusted", "ci_low", "ci_high", "t", "g", "g_low", "g_high"):
        source.must(name, getattr(now, name), getattr(row, name))


def _difference(source: Source, row: GapRow) -> Step:
    found = difference(row.a, row.b)
    source.must("gap", found.result, row.gap)
    rows = tuple(
        (Ref("scope", name), n, value) for name, n, value in zip(row.pair, (row.n_a, row.n_b), (row.a, row.b))
    )
    return Step("difference", table=Table(("scope", "n", "score"), rows), sum=found)


def _class(source: Source, row: GapRow, rules: GapRules) -> Step:
    """The classes in their order; the first whose condition holds is taken."""
    size = abs(row.gap)
    if row.pair in PERSPECTIVE_PAIRS[:2]:
        source.must_equal("class", classify_gap(row.a, row.b, rules), row.class_)
        hidden = row.gap <= -rules.divergence and row.b > rules.hidden_strength_above
        lines: tuple[tuple[Cell, ...], ...] = (
            (Code("agreed_strength"), min(row.a, row.b), rules.strong, min(row.a, row.b) >= rules.strong),
            (Code("agreed_weakness"), max(row.a, row.b), rules.weak, max(row.a, row.b) <= rules.weak),
            (Code("blind_spot"), row.gap, rules.divergence, row.gap >= rules.divergence),
            (Code("hidden_strength"), row.gap, -rules.divergence, hidden),
        )
        notes: tuple[Note, ...] = (Note("first_holds"),)
        if row.gap <= -rules.divergence:
            also: dict[str, Cell] = {"bound": rules.hidden_strength_above, "value": row.b}
            notes = (*notes, Note("hidden_strength", also))
    else:
        source.must_equal("class", "apart" if size >= rules.divergence else "close", row.class_)
        lines = ((Code("apart"), size, rules.divergence, size >= rules.divergence),)
        notes = ()
    values: dict[str, Cell] = {"class": Code(f"class:{row.class_}")}
    return Step("class", table=Table(_BOUND, lines), notes=notes, values=values)


def _measured(
    source: Source, row: GapRow, rules: GapRules, sides: Sequence[ScopeKey]
) -> tuple[Step | None, ...]:
    return (
        _interval(source, row, sides),
        _test(source, row, rules),
        _holm(source, row),
        _effect(source, row, sides),
    )


def _interval(source: Source, row: GapRow, sides: Sequence[ScopeKey]) -> Step:
    lines: list[tuple[Cell, ...]] = []
    for scope in sides:
        for block, one in source.recount.behind(row.level, row.id, scope):
            own = source.row(row.level, row.id, ("group", block.block.id))
            sd: Cell = Hidden("spread") if own is None or own.sd is None else own.sd
            if block.block.one_person:
                sd = Code("pooled")
            lines.append((Ref("scope", scope[1] or ""), Ref("scope", block.block.id), one.n, one.weight, sd))
    table = Table(("side", "scope", "n", "weight", "sd"), tuple(lines))
    if row.ci_low is None:
        return Step("interval", table=table, notes=(Note("no_gap_interval"),))
    values: dict[str, Cell] = {"low": row.ci_low, "high": row.ci_high, "sure": 100 * LEVEL}
    note = Note("gap_interval", values)
    return Step("interval", table=table, notes=(note,), formula="gap_interval", values=values)


def _rough(source: Source, row: GapRow) -> bool:
    """Whether p is told with one digit only."""
    sides = [source.recount.behind(row.level, row.id, scope_of(name)) for name in row.pair]
    return any(found.block.few for side in sides for found, _ in side)


def _test(source: Source, row: GapRow, rules: GapRules) -> Step:
    if row.p is None or row.arrangements is None or row.t is None:
        return Step("test", notes=(Note("no_test", {"least": rules.min_raters}),))
    rough = _rough(source, row)
    seen, far = row.arrangements, None if rough else _far(row)
    error: Cell = row.gap / row.t if row.t else None
    values: dict[str, Cell] = {"t": row.t, "gap": row.gap, "error": error, "arrangements": seen, "far": far}
    values |= {"p": row.p, "least": 2 * source.recount.minimum}
    notes = (
        *((Note("statistic", values),) if error is not None else ()),
        Note(f"{'rough' if rough else 'test'}_{'exact' if row.exact else 'drawn'}", values),
    )
    return Step("test", notes=notes, formula="test", values=values)


def _far(row: GapRow) -> int:
    """How many arrangements were at least as far as the gap itself."""
    seen, p = row.arrangements or 0, row.p or 0.0
    return round(p * seen) if row.exact else round(p * (seen + 1)) - 1


def _p(source: Source, row: GapRow) -> float:
    """The p value in full: what is stored is rounded, and Holm multiplies it."""
    if _rough(source, row):
        return row.p or 0.0
    seen, far = row.arrangements or 1, _far(row)
    return far / seen if row.exact else (far + 1) / (seen + 1)


def _holm(source: Source, row: GapRow) -> Step | None:
    """Holm's correction over everything that was tested for this pair."""
    if row.p is None:
        return None
    tested = [one for one in source.part.gaps if one.pair == row.pair and one.p is not None]
    for one, adjusted in zip(tested, holm([_p(source, one) for one in tested])):
        source.must("Holm", adjusted, one.p_adjusted)
    tested.sort(key=lambda one: one.p or 0.0)
    count = len(tested)
    lines = tuple(
        (ref(one.level, one.id), one.p, count - place, one.p_adjusted) for place, one in enumerate(tested)
    )
    values: dict[str, Cell] = {"p_adjusted": row.p_adjusted}
    return Step(
        "holm",
        table=Table(("thing", "p", "times", "p_adjusted"), lines),
        notes=(Note("holm"),),
        formula="holm",
        values=values,
    )


def _effect(source: Source, row: GapRow, sides: Sequence[ScopeKey]) -> Step | None:
    if row.g is None:
        return None
    people = [one.raters for scope in sides for _, one in source.recount.behind(row.level, row.id, scope)]
    df = sum(count - 1 for count in people)
    j = correction(df)
    values: dict[str, Cell] = {"g": row.g, "low": row.g_low, "high": row.g_high, "j": j, "gap": row.gap}
    values |= {"sure": 100 * LEVEL, "sd": j * row.gap / row.g if row.g else None}
    code = "effect" if values["sd"] is not None else "effect_none"
    return Step("effect", notes=(Note(code, values),), formula="effect", values=values)


def _evidence(source: Source, row: GapRow, rules: GapRules) -> Step:
    tested = row.level != "item"
    found = evidence_of(flagged=row.flagged, tested=tested, p_adjusted=row.p_adjusted, rules=rules)
    source.must_equal("evidence", found, row.evidence)
    size = abs(row.gap)
    lines: list[tuple[Cell, ...]] = [(Code("flagged"), size, rules.divergence, row.flagged)]
    if row.p_adjusted is not None:
        lines.append((Code("significant"), row.p_adjusted, rules.alpha, row.p_adjusted <= rules.alpha))
    values: dict[str, Cell] = {"evidence": Code(f"evidence:{row.evidence}")}
    notes = (Note(f"evidence_{row.evidence}"),)
    return Step("evidence", table=Table(_BOUND, tuple(lines)), notes=notes, values=values)
