"""What is worth saying about gaps: where views part, where they agree, dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesex.model import RaterGroup
from salesex.model.engagement import REST_PREFIX
from salesex.model.results import GapClass, GapRow, TypeCertainty
from salesex.scoring.aggregate import Scored
from salesex.scoring.ranking import ACTIONS, CERTAINTY_WEIGHT, Draft, Value, joined, weakest_items

CODES: dict[GapClass, str] = {
    "blind_spot": "F-GAP-BLIND",
    "hidden_strength": "F-GAP-HIDDEN",
    "agreed_strength": "F-GAP-AGREED-STRENGTH",
    "agreed_weakness": "F-GAP-AGREED-WEAKNESS",
}


def gap_findings(scored: Scored, rows: Sequence[GapRow], groups: Sequence[RaterGroup]) -> Iterator[Draft]:
    """Yield, dimension by dimension, where self parts from or agrees with the others and itself."""
    own = {group.id for group in groups if group.perspective == "self"} | {f"{REST_PREFIX}self"}
    for dimension in scored.questionnaire.dimensions:
        mine = [row for row in rows if row.level == "dimension" and row.id == dimension.id]
        pairs = {row.pair: row for row in mine}
        outside, mirror = pairs.get(("self", "external")), pairs.get(("self", "mirror"))
        if outside is not None and outside.class_ in CODES:
            yield _outside(scored, outside, mirror, rows)
        blind = outside is not None and outside.class_ == "blind_spot"
        if mirror is not None and mirror.class_ == "blind_spot" and not blind:
            yield _mirror(scored, mirror, outside, rows)
        apart = [row for row in mine if row.flagged and set(row.pair) <= own]
        if apart:
            yield _apart(scored, max(apart, key=_leverage), rows)


def certainty_of(row: GapRow) -> TypeCertainty:
    """How sure a gap, or an agreement, is: high once proven, low where too few people can be tested.

    Agreement is never proven: that no difference is found does not show that there is none.
    """
    if row.evidence == "not_testable":
        return "low"
    agreed = row.class_ in {"agreed_strength", "agreed_weakness"}
    return "high" if row.evidence == "finding" and not agreed else "medium"


def _leverage(row: GapRow) -> float:
    return abs(row.gap) * CERTAINTY_WEIGHT[certainty_of(row)]


def _outside(scored: Scored, row: GapRow, mirror: GapRow | None, rows: Sequence[GapRow]) -> Draft:
    values: dict[str, Value] = {
        "dimension": row.id,
        "self": row.a,
        "external": row.b,
        "gap": row.gap,
        "n_self": row.n_a,
        "n_external": row.n_b,
        "mirror": None if mirror is None else mirror.b,
        "n_mirror": None if mirror is None else mirror.n_b,
    }
    middle = (row.a + row.b) / 2
    target = scored.questionnaire.target
    strength = row.class_ == "agreed_strength"
    points = {
        "agreed_strength": middle - target,
        "agreed_weakness": max(0.0, target - middle),
    }.get(row.class_, abs(row.gap))
    weak = row.class_ == "agreed_weakness"
    items = () if strength else weakest_items(scored, row.id) if weak else _widest(scored, row, rows)
    return _draft(CODES[row.class_], row, values, items, points, strength=strength)


def _mirror(scored: Scored, row: GapRow, outside: GapRow | None, rows: Sequence[GapRow]) -> Draft:
    values: dict[str, Value] = {
        "dimension": row.id,
        "self": row.a,
        "mirror": row.b,
        "gap": row.gap,
        "n_self": row.n_a,
        "n_mirror": row.n_b,
        "external": None if outside is None else outside.b,
        "n_external": None if outside is None else outside.n_b,
    }
    return _draft("F-GAP-MIRROR", row, values, _widest(scored, row, rows), abs(row.gap))


def _apart(scored: Scored, row: GapRow, rows: Sequence[GapRow]) -> Draft:
    up = row.gap >= 0
    values: dict[str, Value] = {
        "dimension": row.id,
        "higher": row.pair[0] if up else row.pair[1],
        "higher_score": row.a if up else row.b,
        "n_higher": row.n_a if up else row.n_b,
        "lower": row.pair[1] if up else row.pair[0],
        "lower_score": row.b if up else row.a,
        "n_lower": row.n_b if up else row.n_a,
        "gap": abs(row.gap),
    }
    return _draft("F-SELF-APART", row, values, _widest(scored, row, rows), abs(row.gap))


def _draft(
    code: str,
    row: GapRow,
    values: dict[str, Value],
    items: tuple[str, ...],
    points: float,
    *,
    strength: bool = False,
) -> Draft:
    values = values | {"items": joined(items)}
    return Draft(code, (f"gaps:{row.id}",), values, certainty_of(row), items, points, strength)


def _widest(scored: Scored, row: GapRow, rows: Sequence[GapRow]) -> tuple[str, ...]:
    """Items on which the same two views part most, in the direction of the dimension's gap."""
    here = {item.id for item in scored.section(row.id).items if item.scored}
    sign = 1 if row.gap >= 0 else -1
    parted = [
        other
        for other in rows
        if other.level == "item" and other.pair == row.pair and other.id in here and other.gap * sign > 0
    ]
    parted.sort(key=lambda other: -abs(other.gap))
    return tuple(other.id for other in parted[:ACTIONS])
