"""ICC against pingouin, scipy and the printed example of Shrout & Fleiss; deviations against numpy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pingouin
import pytest
import scipy.stats

from salesex.scoring.agreement import intraclass
from salesex.scoring.assessment import score_engagement
from salesex.scoring.estimates import Estimate


def estimate(scores):
    scores = np.array(scores, dtype=float)
    return Estimate(len(scores), 5.0, scores.mean(), len(scores), ((scores - scores.mean()) ** 2).sum())


def groups_of(seed: int, sizes):
    rng = np.random.default_rng(seed)
    return [rng.normal(50 + rng.normal(0, 8), 12, size) for size in sizes]


def test_the_printed_example():
    """Shrout & Fleiss 1979, Psychol. Bull. 86:420-428, tables 2 and 4: six targets, four ratings each."""
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    assert [round(value, 2) for value in intraclass([estimate(row) for row in table])] == [0.17, 0.44]


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # pingouin's, of pandas
@pytest.mark.parametrize("seed", range(6))
def test_groups_of_one_size_agree_with_pingouin(seed):
    groups = groups_of(seed, [11] * 4)
    long = pd.DataFrame(
        [(at, rater, score) for at, scores in enumerate(groups) for rater, score in enumerate(scores)],
        columns=["group", "rater", "score"],
    )
    table = pingouin.intraclass_corr(data=long, targets="group", raters="rater", ratings="score")
    expected = table["ICC"].to_numpy()[[0, 3]]  # one-way: of one rater, of the mean
    assert intraclass([estimate(scores) for scores in groups]) == pytest.approx(tuple(expected), abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_groups_of_several_sizes_agree_with_scipys_f(seed):
    sizes = [10, 31, 12, 17]
    groups = groups_of(seed, sizes)
    f = scipy.stats.f_oneway(*groups).statistic
    size = (sum(sizes) - sum(n * n for n in sizes) / sum(sizes)) / 3
    expected = ((f - 1) / (f - 1 + size), 1 - 1 / f)
    assert intraclass([estimate(scores) for scores in groups]) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_a_block_agrees_with_numpy(make, seed):
    rng = np.random.default_rng(seed)
    raw = rng.integers(0, 11, (30, 6)).astype(float)
    raw[rng.random(raw.shape) < 0.05] = np.nan
    cells = [[None if np.isnan(x) else int(x) for x in row] for row in raw]
    engagement = make.engagement(
        make.profile({"one": list("ABCDEF")}, scale=make.scale(0, 10)), [make.group("team")]
    )
    (found,) = score_engagement(engagement, make.responses(engagement, {"team": cells}))["profile"].agreement
    counted = raw[(~np.isnan(raw)).mean(axis=1) >= 0.7]
    means = np.nanmean(counted, axis=0)
    assert found.n == len(counted)
    assert found.ad_mean == pytest.approx(np.nanmean(np.abs(counted - means), axis=0).mean(), abs=1e-9)
    q = np.nanvar(counted, axis=0, ddof=1).mean() / (120 / 12)
    expected = 6 * (1 - q) / (6 * (1 - q) + q) if q <= 1 else 0.0
    assert found.rwg_j == pytest.approx(expected, abs=1e-9)
