from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from salesex.scoring import exposure
from salesex.scoring.exposure import exposes


def people(*names, answer=3):
    return frozenset((name, answer) for name in "".join(names))


@pytest.mark.parametrize(
    ("known", "new", "exposed"),
    [
        ([], people("abcde"), False),
        ([people("abcde")], people("abcde"), False),
        ([people("abcde")], people("fghij"), False),
        ([people("abcde")], people("abcdef"), True),  # f joined
        ([people("abcdef")], people("abcde"), True),  # f left
        ([people("abcdef")], people("abcdeg"), True),  # one left, one joined: their difference
        ([people("abcde")], people("abcdefghi"), True),  # four joined
        ([people("abcde")], people("abcdefghij"), False),  # five joined
        ([people("abcde"), people("fghij")], people("abcdefghijkl"), True),  # two beside both
        ([people("abcde"), people("abcdefghij")], people("abcdefghijk"), True),
        ([people("abcdefgh")], people("abcd", "ijkl"), False),  # 4 left, 4 joined: 8 people
    ],
)
def test_a_new_sum_beside_known_ones(known, new, exposed):
    assert exposes(known, new, 5) is exposed


def test_a_corrected_answer_is_another_answer_of_the_same_person():
    before = people("abcdef")
    one = people("abcde") | people("f", answer=1)
    assert exposes([before], one, 5)
    assert exposes([before], people("ab") | people("cdef", answer=1), 5)
    assert not exposes([before], people("a") | people("bcdef", answer=1), 5)


def test_what_known_sums_give_away_by_themselves_does_not_count():
    known = [people("abcde"), people("abcdef")]
    assert not exposes(known, people("ghijk"), 5)
    assert exposes(known, people("abcdefg"), 5)


def test_too_many_sets_are_a_yes(monkeypatch):
    """Three left, three joined: the difference is carried by six. Finding that takes looking at sets."""
    known, new = [people("abcdef")], people("ghi", "def")
    assert exposes(known, new, 7)
    assert not exposes(known, new, 6)
    monkeypatch.setattr(exposure, "STEPS", 0)
    exposure._exposes.cache_clear()
    assert exposes(known, new, 6)
    exposure._exposes.cache_clear()


def test_the_walk_itself_is_bounded():
    """Many columns of one person each have few sets to show for a very long walk."""
    small = [(1 << at, frozenset({f"p{at // 2}"})) for at in range(80)]
    with pytest.raises(exposure._TooManyError):
        list(exposure._maximal(small, 20))


def brute(known, new, minimum):
    """Rank with and without the answers of every set of fewer than `minimum` people, in floats."""
    unknowns = sorted(set().union(new, *known))

    def rank(sums, kept):
        rows = [[float(u in one) for u in kept] for one in sums]
        return np.linalg.matrix_rank(np.array(rows)) if kept and rows else 0

    names = sorted({person for person, _ in unknowns})
    for size in range(1, minimum):
        for some in combinations(names, size):
            kept = [u for u in unknowns if u[0] not in some]
            gained = rank([*known, new], unknowns) - rank([*known, new], kept)
            if gained > rank(known, unknowns) - rank(known, kept):
                return True
    return False


def test_against_every_set_of_people_on_random_sums():
    draw = random.Random(4)
    found = {True: 0, False: 0}
    for _ in range(250):
        minimum = draw.choice([2, 3, 4])
        names = "abcdefghi"[: draw.randint(5, 9)]
        known = []
        for _ in range(draw.randint(1, 4)):
            some = draw.sample(names, draw.randint(minimum, len(names)))
            known.append(frozenset((name, draw.choice([1, 1, 1, 2])) for name in some))
        *known, new = known
        exposed = exposes(known, new, minimum)
        assert exposed is brute(known, new, minimum), (known, new, minimum)
        found[exposed] += 1
    assert min(found.values()) > 50
