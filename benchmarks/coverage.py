"""How often 95 % intervals hold the truth, and how often the test cries wolf.

Answers are simulated, cell by cell; intervals and tests are those of `salesex.scoring`. Truth of a
score: the mean of everybody invited, or of the population the answers come from where the number of
invited is unknown; a single role is fixed. Truth of a gap: the difference of the populations, single
roles drawn like everybody. Own scores lie on steps of 2.5 points, answers to one item on steps of 25;
both are rounded draws of a normal distribution whose tails are heaped up at 0 and 100. With `--skewed`
they are of a beta distribution of exactly that mean and spread, which near the ends is as lopsided as
can be: harder than what people answer, to see where the recipe gives in.

    python benchmarks/coverage.py                 # 4,000 replicates a cell
    python benchmarks/coverage.py --quick         # 300: under a minute, noise of +-2.5 points
    python benchmarks/coverage.py --replicates N --skewed
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from salesex.scoring.intervals import (
    SD_FLOOR,
    Interval,
    Sample,
    gap_interval,
    score_interval,
    share_spread,
)
from salesex.scoring.permutation import Voices, permutation_tests

SEED = 20261121
CAP = 5
"""What a block weighs at most in a pooled score."""
POPULATION = 200_000
GOOD = (92.0, 98.0)
ITEM_STEP, OWN_STEP = 25.0, 2.5
SKEWED = "--skewed" in sys.argv

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """`n` people answer of `invited` (None: unknown); scores have this mean and spread."""

    n: int
    mean: float
    sd: float
    invited: int | None = None

    def draw(self, rng: np.random.Generator, rows: int, step: float) -> tuple[Floats, Floats]:
        """Answers (rows x n) and the true mean of every row."""
        asked = self.invited or self.n
        everybody = scores(rng, self.mean, self.sd, (rows, asked), step)
        truth = everybody.mean(axis=1) if self.invited or self.n == 1 else np.full(rows, self.centre(step))
        return everybody[:, : self.n], truth

    def centre(self, step: float) -> float:
        """Mean of the population, steps and all."""
        rng = np.random.default_rng(SEED)
        return float(scores(rng, self.mean, self.sd, (POPULATION,), step).mean())


def scores(rng: np.random.Generator, mean: float, sd: float, shape: tuple[int, ...], step: float) -> Floats:
    """Draw rounded scores 0-100."""
    if SKEWED:
        share = mean / 100
        size = share * (1 - share) / (sd / 100) ** 2 - 1
        drawn = 100 * rng.beta(share * size, (1 - share) * size, shape)
    else:
        drawn = np.clip(rng.normal(mean, sd, shape), 0, 100)
    rounded: Floats = np.round(drawn / step) * step
    return rounded


def weight(n: int) -> float:
    """What a block counts in a pooled score."""
    return float(min(n, CAP))


def samples(rows: Sequence[Floats], blocks: Sequence[Block], at: int, step: float) -> list[Sample]:
    """Reduce one replicate of every block to what an interval needs."""
    found = []
    for answers, block in zip(rows, blocks):
        own = answers[at]
        floor = SD_FLOOR if step == OWN_STEP else step / block.n**0.5
        mean = float(own.mean())
        squares = float(((own - mean) ** 2).sum())
        found.append(Sample(weight(block.n), mean, block.n, squares, block.invited, floor))
    return found


def pooled(values: Sequence[Floats], blocks: Sequence[Block]) -> Floats:
    """Weighted mean of blocks, replicate by replicate."""
    total = sum(weight(block.n) for block in blocks)
    return np.sum([weight(block.n) / total * value for value, block in zip(values, blocks)], axis=0)


def score_cell(
    rng: np.random.Generator, blocks: Sequence[Block], rows: int, step: float, *, together: bool = False
) -> tuple[float, float]:
    """Coverage in per cent and mean width; `together`: blocks share one spread, as small item cells do."""
    drawn = [block.draw(rng, rows, step) for block in blocks]
    truth = pooled([mean for _, mean in drawn], blocks)
    held, width = 0, 0.0
    for at in range(rows):
        parts = samples([answers for answers, _ in drawn], blocks, at, step)
        if together:
            parts = share_spread(parts, [True] * len(parts))
        found = score_interval(parts)
        if not isinstance(found, Interval):
            raise TypeError(f"no interval: {found}")
        held += found.low - 1e-9 <= truth[at] <= found.high + 1e-9
        width += found.high - found.low
    return 100 * held / rows, width / rows


def gap_cell(
    rng: np.random.Generator, first: Sequence[Block], second: Sequence[Block], rows: int
) -> tuple[float, float]:
    """Coverage in per cent and mean width of the interval of a gap."""
    sides = [[block.draw(rng, rows, OWN_STEP)[0] for block in side] for side in (first, second)]
    truth = [pooled([np.full(1, block.centre(OWN_STEP)) for block in side], side) for side in (first, second)]
    gap = float(truth[0][0] - truth[1][0])
    held, width = 0, 0.0
    for at in range(rows):
        found = gap_interval(samples(sides[0], first, at, OWN_STEP), samples(sides[1], second, at, OWN_STEP))
        if found is None:
            raise TypeError("no interval")
        held += found.low <= gap <= found.high
        width += found.high - found.low
    return 100 * held / rows, width / rows


def level_cell(
    rng: np.random.Generator, first: Sequence[Block], second: Sequence[Block], rows: int
) -> tuple[float, float]:
    """Per cent of replicates without a gap that the test calls significant at 5 %."""
    sides = [[block.draw(rng, rows, OWN_STEP)[0] for block in side] for side in (first, second)]
    gaps = [
        tuple([Voices(weight(rows_of.shape[1]), rows_of[at], SD_FLOOR) for rows_of in side] for side in sides)
        for at in range(rows)
    ]
    found = [
        outcome.p
        for start in range(0, rows, 250)
        for outcome in permutation_tests(gaps[start : start + 250], lambda: np.random.default_rng(SEED))
    ]
    return 100 * float(np.mean(np.array(found) <= 0.05)), 0.0


def group_cells(sds: Sequence[float]) -> Iterator[list[Block]]:
    """One group of 5 to 40, of n + 1 to 3 n invited or of unknown many."""
    for n, mean, sd in product((5, 8, 12, 20, 40), (50.0, 70.0, 90.0), sds):
        for invited in (n + 1, n * 3 // 2, n * 3, None):
            yield [Block(n, mean, sd, invited)]


def pooled_cells(sds: Sequence[float], *, single: bool) -> Iterator[list[Block]]:
    """Two to four blocks whose means differ by up to 12 points, with a single role or without."""
    shapes = [((8, 10), (12, 20)), ((5, 6), (12, 18)), ((5, 8), (6, 9), (9, 14)), ((5, 7), (40, 60))]
    for shape, mean, sd, unequal in product(shapes, (55.0, 82.0), sds, (1.0, 1.5)):
        role = [Block(1, mean, sd)] if single else []
        yield role + [
            Block(n, mean + 6 * (-1) ** at, sd * (unequal if at else 1.0), invited)
            for at, (n, invited) in enumerate(shape)
        ]


def gap_cells(*, apart: float) -> Iterator[tuple[list[Block], list[Block]]]:
    """Both sides; the first is higher by `apart` points."""
    shapes = [
        ((1, 12), (8,)),
        ((5,), (5,)),
        ((1, 1, 40), (10,)),
        ((12,), (5,)),
        ((1, 5), (5,)),
        ((8, 20), (5, 12)),
        ((1, 8), (12,)),
    ]
    spreads = [(15.0, 15.0), (10.0, 20.0), (20.0, 10.0)]
    for (first, second), mean, (a, b) in product(shapes, (55.0, 80.0), spreads):
        yield [Block(n, mean + apart, a) for n in first], [Block(n, mean, b) for n in second]


def cells_of(rows: int) -> Iterator[tuple[str, Callable[[np.random.Generator], tuple[float, float]]]]:
    """Every cell with the kind it is counted under."""
    for blocks in group_cells((10.0, 20.0)):
        yield "group", lambda rng, b=blocks: score_cell(rng, b, rows, OWN_STEP)
    for blocks in group_cells((16.0, 26.0)):
        yield "item", lambda rng, b=blocks: score_cell(rng, b, rows, ITEM_STEP)
    for blocks in pooled_cells((10.0, 16.0), single=True):
        yield "perspective, overall", lambda rng, b=blocks: score_cell(rng, b, rows, OWN_STEP)
    for blocks in pooled_cells((16.0, 20.0), single=False):
        yield (
            "item, pooled small cells",
            lambda rng, b=blocks: score_cell(rng, b, rows, ITEM_STEP, together=True),
        )
    for first, second in gap_cells(apart=12.0):
        yield "gap", lambda rng, a=first, b=second: gap_cell(rng, a, b, rows)
    for first, second in gap_cells(apart=0.0):
        yield "test, level", lambda rng, a=first, b=second: level_cell(rng, a, b, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replicates", type=int, default=4000, help="replicates a cell; default 4000")
    parser.add_argument("--quick", action="store_true", help="300 replicates a cell")
    parser.add_argument("--skewed", action="store_true", help="beta answers in place of normal ones")
    parser.add_argument("--kind", help="only this kind of cell")
    options = parser.parse_args()
    rows = 300 if options.quick else options.replicates
    started = time.perf_counter()
    kinds: dict[str, list[tuple[float, float]]] = {}
    for number, (kind, run) in enumerate(cells_of(rows)):
        if options.kind in {None, kind}:
            rng = np.random.default_rng(np.random.SeedSequence([SEED, number]))
            kinds.setdefault(kind, []).append(run(rng))
    print(f"{rows} replicates a cell; coverage of 95 % intervals, and rejections at 5 % without a gap")
    print(f"{'':26}  {'min-max %':>12}  {'mean':>5}  {'in 92-98':>9}  {'width':>5}")
    for kind, found in kinds.items():
        shares, widths = np.array(found).T
        low, high = (3.0, 7.5) if kind == "test, level" else GOOD
        inside = f"{int(((shares >= low) & (shares <= high)).sum())}/{len(shares)}"
        width = f"{widths.mean():5.1f}" if widths.any() else ""
        print(
            f"{kind:26}  {shares.min():5.1f}-{shares.max():5.1f}  {shares.mean():6.1f}  {inside:>9}  {width}"
        )
    print(f"The level counts cells in 3-7.5. {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
