"""What is worth saying about items themselves: those that run against the rest of their dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salesex.model.quality import ReliabilityRow
from salesex.scoring.ranking import Draft, Value, joined

AGAINST = -0.1
"""Item-rest correlation from which downwards an item may be keyed the wrong way round.

Ours. By Fisher's z, at 20 respondents an item that goes with the rest by .3 falls this low in 5 of 100
samples; one that is keyed the wrong way round (-.3 to -.5) in 81 to 97.
"""


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
