"""Scoring the stored matrix against merge-and-groupby with pandas: the same ratings, processes of their own.

    python benchmarks/scoring_speed.py [--ratings 100000 1000000 10000000] [--rounds 3]

Respondents of five groups answer 40 items in four dimensions, 5 % of the cells are missing. Given, in
memory, are what each program scores from: for salesex the respondents' answers (one byte each), for pandas
the long table (respondent, item, answer), with groups, items and weights as tables of their own. Both come
to the mean of every item and the weighted mean of every dimension in every group, and to everybody's own
score in every dimension with its standard deviation; salesex also decides what may be shown, pools
perspectives and makes intervals. Prints the least processor time of each, the most memory each held beyond
its input (in one more, untimed run), and the ratios. Goals at ten million: 25x as
fast, under half of the memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import tracemalloc
from array import array
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

GROUPS, DIMENSIONS, ITEMS = 5, 4, 40


def answers(people: int) -> np.ndarray[Any, np.dtype[np.int8]]:
    rng = np.random.default_rng(1)
    found = rng.integers(1, 6, size=(people, ITEMS), dtype=np.int8)
    found[rng.random((people, ITEMS), dtype=np.float32) < 0.05] = -1
    return found


def with_salesex(people: int) -> Callable[[], dict[str, float]]:
    import salesex.model as m
    from salesex.model.rules import Scoring
    from salesex.scoring.aggregate import score_matrix
    from salesex.scoring.matrix import build_matrix

    dimensions = tuple(
        m.Dimension(f"d{d}", f"d{d}", items=tuple(m.Item(f"i{i}", "", weight=1 + i % 2) for i in part))
        for d, part in enumerate(np.array_split(np.arange(ITEMS), DIMENSIONS))
    )
    everybody = Scoring(min_answered_share=0.01)  # counts, as in the other program
    questionnaire = m.Questionnaire("q", "1", "q", m.Scale(1, 5), dimensions=dimensions, scoring=everybody)
    groups = tuple(m.RaterGroup(f"g{g}", f"g{g}", "self") for g in range(GROUPS))
    engagement = m.Engagement("Client", "1", groups, (questionnaire,))
    respondents = tuple(m.Respondent(f"{row:07}", f"g{row % GROUPS}") for row in range(people))
    found = answers(people)
    found[found < 0] = m.MISSING
    items = tuple(item.id for item in questionnaire.items())
    responses = m.Responses(respondents, items, array("b", found.tobytes()))
    del found

    def score() -> dict[str, float]:
        scored = score_matrix(build_matrix(engagement, responses, questionnaire), 5)
        rows = (row for row in scored.rows if row.scope == "group" and row.level in {"dimension", "item"})
        return {f"{row.scope_id} {row.id}": row.score or 0.0 for row in rows}

    return score


def with_pandas(people: int) -> Callable[[], dict[str, float]]:
    import pandas as pd

    table = answers(people)
    person, item = np.nonzero(table >= 0)
    ratings = pd.DataFrame({"person": person, "item": item, "answer": table[person, item]})
    persons = pd.DataFrame({"person": np.arange(people), "group": np.arange(people) % GROUPS})
    numbers = np.arange(ITEMS)
    parts = numbers * DIMENSIONS // ITEMS
    items = pd.DataFrame({"item": numbers, "dimension": parts, "weight": 1.0 + numbers % 2})
    del table, person, item

    def score() -> dict[str, float]:
        long = ratings.merge(items, on="item").merge(persons, on="person")
        long["score"] = (long["answer"] - 1) * 25.0
        by_item = long.groupby(["group", "dimension", "item"], as_index=False).agg(
            score=("score", "mean"), n=("score", "size"), weight=("weight", "first")
        )
        by_item["weighted"] = by_item["score"] * by_item["weight"]
        sums = by_item.groupby(["group", "dimension"])[["weighted", "weight"]].sum()
        means = sums["weighted"] / sums["weight"]
        long["weighted"] = long["score"] * long["weight"]
        own = long.groupby(["person", "group", "dimension"], as_index=False)[["weighted", "weight"]].sum()
        own["own"] = own["weighted"] / own["weight"]
        own.groupby(["group", "dimension"])["own"].std()
        found = {f"g{g} d{d}": float(mean) for (g, d), mean in means.items()}
        return found | {f"g{row.group} i{row.item}": row.score for row in by_item.itertuples()}

    return score


PROGRAMS = {"salesex": with_salesex, "pandas": with_pandas}


def measure(program: str, people: int, rounds: int) -> None:
    """Run one program here and print what it took, as JSON."""
    score = PROGRAMS[program](people)
    PROGRAMS[program](500)()  # everything imported
    times = []
    for _ in range(rounds):
        start = time.process_time()
        found = score()
        times.append(time.process_time() - start)
    tracemalloc.start()
    score()
    most = tracemalloc.get_traced_memory()[1]
    print(json.dumps({"seconds": min(times), "bytes": most, "scores": found}))


def measured(program: str, people: int, rounds: int) -> dict[str, Any]:
    words: Sequence[str] = ["--measure", program, "--people", str(people), "--rounds", str(rounds)]
    call = [sys.executable, __file__, *words]
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    ran = subprocess.run(call, stdout=subprocess.PIPE, check=True, encoding="utf-8", env=one_thread)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ratings", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", choices=list(PROGRAMS), help=argparse.SUPPRESS)
    parser.add_argument("--people", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.people, options.rounds)
        return
    print("   ratings            seconds      faster     memory beyond input   share")
    for ratings in options.ratings:
        ours, theirs = (measured(name, ratings // ITEMS, options.rounds) for name in ("salesex", "pandas"))
        apart = max(abs(ours["scores"][name] - score) for name, score in theirs["scores"].items())
        if apart > 1e-6:
            sys.exit(f"the two differ by {apart} points")
        ratio = theirs["seconds"] / ours["seconds"]
        times = f"{ours['seconds']:8.3f} / {theirs['seconds']:6.3f}  {ratio:7.1f}x"
        memory = f"{ours['bytes'] / 1e6:8.0f} / {theirs['bytes'] / 1e6:6.0f} MB"
        print(f"{ratings:10,} {times} {memory} {ours['bytes'] / max(1, theirs['bytes']):8.2f}")


if __name__ == "__main__":
    main()
