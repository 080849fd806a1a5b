"""What is scored in a section, what it rests on, and how many people its spread needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesex.model import Item, Section
from salesex.model.results import Level
from salesex.scoring import disclosure
from salesex.scoring.estimates import BlockEstimates, Estimate
from salesex.scoring.matrix import weights


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is scored in a section: the whole, or the facet or item at `place`.

    `items` are the places of the items it rests on; `interval` says whether one is wanted.
    """

    level: Level
    id: str
    place: int
    items: tuple[int, ...]
    interval: bool = True

    @property
    def single(self) -> bool:
        """Whether it rests on one item everywhere."""
        return len(self.items) == 1

    @property
    def fine(self) -> bool:
        """Whether its spread is hidden in blocks of few."""
        return self.single or self.detail

    @property
    def detail(self) -> bool:
        """Whether this is a part whose rows a consenting single role keeps hidden."""
        return self.level in {"facet", "item"}

    def of(self, block: BlockEstimates) -> Estimate | None:
        """The block's number for this, None where it has none."""
        if self.level == "item":
            return block.items[self.place]
        return block.facets[self.place] if self.level == "facet" else block.whole

    def spread_of(self, block: disclosure.ShownBlock) -> disclosure.Cell:
        """How many the spread behind this rests on in a block, and whether it may be shown.

        Where the block uses one of the items only, its spread is that item's. That of a facet needs
        as many people: it stands beside the one of its dimension.
        """
        used = self._used(block)
        if len(used) == 1:
            return used[0]
        return disclosure.Cell(block.n, used=True, reason=None, spread=not (block.few and self.detail))

    def hides_one(self, block: disclosure.ShownBlock) -> bool:
        """Whether a block brings the spread of one item only, and that may not be shown."""
        used = self._used(block)
        return len(used) == 1 and not used[0].spread

    def _used(self, block: disclosure.ShownBlock) -> list[disclosure.Cell]:
        return [block.cells[place] for place in self.items if block.cells[place].used]


def targets_of(section: Section) -> Iterator[Target]:
    """Yield everything that is scored in a section: the whole first, facets before their items."""
    places = {item.id: place for place, item in enumerate(section.items)}
    level: Level = "dimension" if section.axis is None else "axis"
    yield Target(level, section.id, 0, _weighty(section, section.items))
    for number, facet in enumerate(section.facets):
        yield Target("facet", facet.id, number, _weighty(section, facet.items))
        for item in facet.items:
            place = places.pop(item.id)
            yield Target("item", item.id, place, (place,))
    for item_id, place in places.items():
        yield Target("item", item_id, place, (place,))


def _weighty(section: Section, items: Sequence[Item]) -> tuple[int, ...]:
    """Places of those of these items that carry weight."""
    return tuple(place for place, weight in enumerate(weights(section, items)) if weight > 0)
