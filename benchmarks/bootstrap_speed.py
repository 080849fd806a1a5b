"""The stability bootstrap against a straightforward loop: the same draws, in turn, in one run.

    python benchmarks/bootstrap_speed.py [--raters 100] [--rounds 15]

Five groups of 100 raters and four dimensions, 2,000 draws of everybody's residual vector, each group's
mean noise in every dimension. The loop is what one would write first: for every draw and group pick the
raters with numpy, take their rows and their mean; a second one does without numpy, draw by draw, rater by
rater (a tenth of the draws, times ten). Prints the best time of each and the ratios. Goal: 20x.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

import numpy as np

from salesex.scoring.bootstrap import DRAWS, drawn_sums, noise, pool_of, scaled_residuals
from salesex.scoring.matrix import Floats

GROUPS, DIMENSIONS = 5, 4


def ours(table: Floats, raters: int) -> Floats:
    rng = np.random.default_rng(1)
    pool = pool_of(table)
    n = np.full(DIMENSIONS, raters)
    found = [noise(drawn_sums(pool, raters, rng), raters, pool.share, n) for _ in range(GROUPS)]
    return np.stack(found, axis=1)


def numpy_loop(table: Floats, raters: int) -> Floats:
    rng = np.random.default_rng(1)
    found = np.empty((DRAWS, GROUPS, DIMENSIONS))
    for draw in range(DRAWS):
        for group in range(GROUPS):
            found[draw, group] = table[rng.integers(len(table), size=raters)].mean(axis=0)
    return found


def plain_loop(table: Floats, raters: int) -> Floats:
    rng = random.Random(1)
    rows = table.tolist()
    found = []
    for _ in range(DRAWS // 10):
        means = []
        for _ in range(GROUPS):
            drawn = [rng.choice(rows) for _ in range(raters)]
            means.append([sum(column) / raters for column in zip(*drawn)])
        found.append(means)
    return np.array(found)


def seconds(work: Callable[[Floats, int], Floats], table: Floats, raters: int) -> float:
    start = time.perf_counter()
    work(table, raters)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--raters", type=int, default=100, help="of each group")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    blocks = [rng.normal(55, 15, (options.raters, DIMENSIONS)) for _ in range(GROUPS)]
    table = np.concatenate([scaled_residuals(block) for block in blocks])
    spreads = [work(table, options.raters).std(axis=0).mean() for work in (ours, numpy_loop, plain_loop)]
    print("SD of the draws, the same in all three:", ", ".join(f"{spread:.3f}" for spread in spreads))
    found = [
        [seconds(work, table, options.raters) for work in (ours, numpy_loop, plain_loop)]
        for _ in range(options.rounds)
    ]
    fast, slow, slowest = np.min(found, axis=0) * [1, 1, 10]
    print(f"salesex     {1000 * fast:9.1f} ms")
    for name, time_taken in (("numpy loop", slow), ("plain loop", slowest)):
        print(f"{name}  {1000 * time_taken:9.1f} ms {time_taken / fast:7.1f}x")


if __name__ == "__main__":
    main()
