"""What is worth saying about items themselves: those that run against the rest of their dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salesex.model.quality import ReliabilityRow
from salesex.model.soundness import AGAINST
from salesex.scoring.ranking import Draft, Value, joined


def item_findings(rows: Iterable[ReliabilityRow]) -> Iterator[Draft]:
    """Yield every dimension with items whose answers run against the other items, lowest first.

    Either the item is reversed and not marked so, or people understood it the other way round.
    """
    for row in rows:
        against = {
            item.id: item.item_rest
            for item in row.items
            if item.item_rest is not None and item.item_rest <= AGAINST
        }
        if against:
            items = sorted(against, key=against.__getitem__)
            values: dict[str, Value] = {
                "dimension": row.id,
                "items": joined(items),
                "item_rest": against[items[0]],
                "n": row.n,
            }
            evidence = (f"reliability:{row.id}",)
            yield Draft("F-ITEM-AGAINST", evidence, values, "low", (), 0.0, aside=True)
