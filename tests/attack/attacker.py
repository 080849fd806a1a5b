"""An attacker who knows every published number, every n and who skipped what, but no answer.

Means. Every published score is linear in the answers, so what the attacker can work out is the row
space of a matrix: published numbers x cells, a cell being the answers of one group to one item. The
matrix is read off the scoring itself, one cell at a time, and then checked: for random answers it has
to give every published number, and the same numbers have to be there (else something was hidden
because of what was answered). If it fails the check, some row looks at single people: then it is read
off answer by answer. Published are scores of all levels and scopes, scores without a block, the ranges
that missing answers leave, lights, starts and axes of stages; both ends of a gap repeat scores.

A set H of people is exposed if some combination of rows rests on answers of H alone. With P the
projection on the row space, that holds exactly if the part of P that belongs to H has the eigenvalue
1. A combination is the same for everybody in a cell, so H may be taken as a union of whole cells, and
the search over all largest such unions of too few people is complete. Consenting single roles are
exempt: their columns are dropped. Adding people never makes a set less exposed.

Spreads. A standard deviation of one item, beside its mean, tells the sum of squares of those behind
it, and Hedges' g of two sides that of both. So the same search over squares: no combination may rest on
fewer than k people, nor on fewer than 2k where a group's own scores rest on a single item that is used.

Reliability. Granted are, of every item, the sum and the sum of squares of those who answered every
item of the dimension, which is more than alpha, omega, correlations and alpha without an item tell.

Inside. Of every hidden group: how far its mean is known, from 0-100, all others answering as they
like, given the published numbers if everybody was at mid-scale.

Not attacked: numbers that are not linear in answers or squares (agreement, p, intervals beyond their
standard deviation, shares and covariance of bootstrap draws, type and stage), the coarse grid of
answers and of rounded numbers, several waves, comments, and what insiders know of each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from salesex.model import POOLED, Engagement
from salesex.model.quality import ReliabilityRow
from salesex.scoring import aggregate, gaps, influence, maturity, missing, reliability
from salesex.scoring.matrix import AnswerMatrix, build_matrix

Pattern = Mapping[str, Sequence[Sequence[Any]]]
"""By group, people x items: 1 where there is an answer, else None or "?"."""
Person = tuple[str, int]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Search = tuple[str, Floats, list[frozenset[Person]], int]
"""What is searched: rows x columns, whose answers the columns hold, and how many people are enough."""

LOW, HIGH = 0, 4
"""Ends of the scale the engagements are made with."""


@dataclass(frozen=True)
class Cell:
    """Answers that are moved together: those of `people`, all of `group`, to the item at `item`."""

    item: int
    group: str
    people: frozenset[Person]


@dataclass
class Found:
    """What attacks found: sums over engagements. `narrowest` is in points of the scale 0-100."""

    engagements: int = 0
    nothing_shown: int = 0
    numbers: int = 0
    cells: int = 0
    sets: int = 0
    broken: list[int] = field(default_factory=list)
    hidden_means: int = 0
    narrowest: float = 100.0

    def __str__(self) -> str:
        return (
            f"{self.engagements} engagements ({self.nothing_shown} more show nothing), "
            f"{self.numbers} published numbers over {self.cells} cells, {self.sets} sets searched: "
            f"{len(self.broken)} broken; of {self.hidden_means} hidden means none known closer than "
            f"within {self.narrowest:.1f} points"
        )


@dataclass(frozen=True)
class Published:
    """One scoring: linear `numbers` by name, what tells `squares`, and reliability."""

    numbers: dict[tuple[Any, ...], float]
    squares: frozenset[tuple[Any, ...]]
    reliability: tuple[ReliabilityRow, ...]


def publish(engagement: Engagement, make: Any, answers: Pattern) -> Published:
    """Everything published about an engagement of one questionnaire that an attacker can use."""
    questionnaire, minimum = engagement.questionnaires[0], engagement.privacy.min_group_size
    matrix = build_matrix(engagement, make.responses(engagement, answers), questionnaire)
    with _without_intervals():
        scored = aggregate.score_matrix(matrix, minimum)
        known = _numbers(scored, matrix, minimum)
        spread = _gaps(scored, matrix, known)
    spread |= {
        ("sd", row.level, row.id, (row.scope, row.scope_id)) for row in scored.rows if row.sd is not None
    }
    return Published(known, frozenset(spread), reliability.reliability_rows(scored, matrix, minimum))


def linear_numbers(engagement: Engagement, make: Any, answers: Pattern) -> dict[tuple[Any, ...], float]:
    """Published numbers that are linear in the answers, by name."""
    minimum = engagement.privacy.min_group_size
    matrix = build_matrix(engagement, make.responses(engagement, answers), engagement.questionnaires[0])
    with _without_intervals():
        return _numbers(aggregate.score_matrix(matrix, minimum), matrix, minimum)


@contextmanager
def _without_intervals() -> Iterator[None]:
    """Spare the time of what no linear number rests on."""
    with (
        patch.object(aggregate, "score_interval", lambda samples: "all_answered"),
        patch.object(gaps, "permutation_tests", lambda voices, stream: []),
    ):
        yield


def _numbers(scored: Any, matrix: AnswerMatrix, minimum: int) -> dict[tuple[Any, ...], float]:
    numbers: dict[tuple[Any, ...], float | None] = {
        ("score", row.level, row.id, row.scope, row.scope_id): row.score for row in scored.rows
    }
    for row in influence.influence_rows(scored, minimum):
        numbers["without", row.level, row.id, row.scope, row.scope_id, row.without] = row.score
    for row in missing.missing_rows(scored, matrix):
        numbers["low", row.id, row.scope, row.scope_id] = row.low
        numbers["high", row.id, row.scope, row.scope_id] = row.high
    for row in maturity.light_rows(scored):
        numbers["light", row.id] = row.score
    for row in maturity.roadmap_rows(scored):
        numbers["start", row.scope, row.scope_id] = row.start
        for stage in row.stages:
            for axis, found in stage.axes.items():
                numbers["stage", row.scope, row.scope_id, stage.stage, axis] = found.score
    return {name: number for name, number in numbers.items() if number is not None}


def _gaps(scored: Any, matrix: AnswerMatrix, known: Mapping[tuple[Any, ...], float]) -> set[tuple[Any, ...]]:
    """Check that both ends of every gap repeat scores; return what tells a pooled spread."""
    spread = set()
    for row in gaps.gap_rows(scored, matrix.groups):
        sides = [
            ("perspective" if side in {"self", "external", "mirror"} else "group", side) for side in row.pair
        ]
        ends = [known["score", row.level, row.id, *side] for side in sides]
        assert ends == [row.a, row.b]
        if row.g is not None:
            spread.add(("g", row.level, row.id, *sides))
    return spread


@dataclass(frozen=True)
class Knowledge:
    """Published numbers x cells: what one step of everybody in a cell adds."""

    rows: Floats
    cells: tuple[Cell, ...]
    published: Published

    @property
    def at(self) -> dict[tuple[Any, ...], int]:
        return {name: at for at, name in enumerate(self.published.numbers)}


def learn(engagement: Engagement, make: Any, pattern: Pattern, draw: random.Random) -> Knowledge:
    """Read the matrix off the scoring, cell by cell or, if that does not explain it, answer by answer."""
    matrix = build_matrix(engagement, make.responses(engagement, pattern), engagement.questionnaires[0])
    whole = tuple(_cells(matrix, pattern))
    alone = (Cell(cell.item, cell.group, frozenset({one})) for cell in whole for one in cell.people)
    for cells in (whole, tuple(alone)):
        found = _read(engagement, make, pattern, cells)
        if all(_explains(found, engagement, make, pattern, draw) for _ in range(2)):
            return found
    raise AssertionError("what is published is not linear in the answers")


def _cells(matrix: AnswerMatrix, pattern: Pattern) -> Iterator[Cell]:
    """Groups x items: who counts there and answered."""
    start = 0
    for answers in matrix.sections:
        for place in range(len(answers.section.items)):
            for group, rows in matrix.rows.items():
                counts = answers.counts[rows]
                given = [row[start + place] == 1 for row in pattern[group]]
                people = frozenset(
                    (group, number) for number, one in enumerate(given) if one and counts[number]
                )
                if people:
                    yield Cell(start + place, group, people)
        start += len(answers.section.items)


def _read(engagement: Engagement, make: Any, pattern: Pattern, cells: Sequence[Cell]) -> Knowledge:
    answers = {name: [[LOW if x == 1 else x for x in row] for row in rows] for name, rows in pattern.items()}
    base = publish(engagement, make, answers)
    names = list(base.numbers)
    at_rest = np.array([base.numbers[name] for name in names])
    rows = np.zeros((len(names), len(cells)))
    for column, cell in enumerate(cells):
        for group, number in cell.people:
            answers[group][number][cell.item] = HIGH
        moved = linear_numbers(engagement, make, answers)
        rows[:, column] = [moved[name] for name in names] - at_rest
        for group, number in cell.people:
            answers[group][number][cell.item] = LOW
    return Knowledge(rows / 100, tuple(cells), base)


def _explains(
    known: Knowledge, engagement: Engagement, make: Any, pattern: Pattern, draw: random.Random
) -> bool:
    answers = {
        name: [[draw.randint(LOW, HIGH) if x == 1 else x for x in row] for row in rows]
        for name, rows in pattern.items()
    }
    found = publish(engagement, make, answers)
    assert found.numbers.keys() == known.published.numbers.keys(), "hidden because of an answer"
    assert found.squares == known.published.squares, "hidden because of an answer"
    assert [row.reason for row in found.reliability] == [row.reason for row in known.published.reliability]
    means = np.array(
        [100 / HIGH * np.mean([answers[g][n][cell.item] for g, n in cell.people]) for cell in known.cells]
    )
    expected = np.array(list(known.published.numbers.values())) + known.rows @ means
    return bool(np.allclose(expected, list(found.numbers.values()), rtol=0, atol=1e-6))


def exposed(
    rows: Floats, people: Sequence[frozenset[Person]], least: int
) -> tuple[frozenset[Person] | None, int]:
    """Fewer than `least` people whose columns some combination of rows isolates; sets searched.

    `people` says whose answers a column holds; without people a column is of nobody who is protected.
    """
    protected = [column for column, some in enumerate(people) if some]
    _, sizes, basis = np.linalg.svd(rows[:, protected], full_matrices=False)
    basis = basis[sizes > 1e-7]
    within = [people[column] for column in protected]
    touched = np.abs(basis).max(axis=0, initial=0) > 1e-9
    searched = 0
    for some in _largest({one for one, used in zip(within, touched) if used and len(one) < least}, least):
        searched += 1
        inside = [place for place, one in enumerate(within) if one <= some]
        part = basis[:, inside]
        if np.linalg.eigvalsh(part.T @ part).max(initial=0) > 1 - 1e-6:
            return some, searched
    return None, searched


def _largest(parts: set[frozenset[Person]], least: int) -> Iterator[frozenset[Person]]:
    """Unions of parts with fewer than `least` people to which no further part can be added."""
    ordered = sorted(parts, key=sorted)
    seen = set()
    waiting: list[frozenset[Person]] = [frozenset()]
    while waiting:
        some = waiting.pop()
        grown = {more for part in ordered if len(more := some | part) < least and more != some}
        if not grown and some:
            yield some
        waiting += sorted(grown - seen, key=sorted)
        seen |= grown


def exempt_groups(engagement: Engagement) -> set[str]:
    """Single roles that agreed to be seen."""
    return {group.id for group in engagement.groups if group.single_role and group.consent}


def attack(engagement: Engagement, pattern: Pattern, make: Any, seed: int = 0) -> tuple[Any, int, Knowledge]:
    """Whom an engagement exposes (None if nobody), sets searched, and what was known."""
    known = learn(engagement, make, pattern, random.Random(seed))
    minimum, exempt = engagement.privacy.min_group_size, exempt_groups(engagement)
    people = [_protected(cell.people, exempt) for cell in known.cells]
    total = 0
    for name, rows, columns, least in (
        ("means", known.rows, people, minimum),
        *_squares(engagement, known, people),
        *_complete(engagement, known, pattern),
    ):
        some, searched = exposed(rows, columns, least)
        total += searched
        if some is not None:
            return (name, sorted(some)), total, known
    return None, total, known


def _protected(people: frozenset[Person], exempt: set[str]) -> frozenset[Person]:
    return frozenset(person for person in people if person[0] not in exempt)


def _squares(
    engagement: Engagement, known: Knowledge, people: Sequence[frozenset[Person]]
) -> Iterator[Search]:
    """Known sums of squares x (group, items its own scores rest on); twice k people for single items."""
    minimum = engagement.privacy.min_group_size
    behind: list[dict[tuple[str, frozenset[int]], frozenset[Person]]] = []
    for row in sorted(known.published.squares, key=str):
        columns = np.flatnonzero(_behind(known, row))
        mine = {
            group.id: [at for at in columns if known.cells[at].group == group.id]
            for group in engagement.groups
        }
        behind.append(
            {
                (group, frozenset(known.cells[at].item for at in some)): frozenset().union(
                    *(people[at] for at in some)
                )
                for group, some in mine.items()
                if some
            }
        )
    names = sorted({name for row in behind for name in row}, key=str)
    if names:
        rows = np.array([[float(name in row) for name in names] for row in behind])
        whose = {name: some for row in behind for name, some in row.items()}
        yield "squares", rows, [whose[name] for name in names], minimum
        crowd = frozenset(("crowd", number) for number in range(2 * minimum))
        single = [whose[name] if len(name[1]) == 1 else crowd for name in names]
        yield "squares of single items", rows, single, 2 * minimum


def _behind(known: Knowledge, row: tuple[Any, ...]) -> Bools:
    """Cells behind the scores of all scopes of one row of squares."""
    _, level, name, *scopes = row
    rows = [known.rows[known.at["score", level, name, *scope]] for scope in scopes]
    return np.asarray(np.abs(rows).max(axis=0) > 1e-9)


def _complete(engagement: Engagement, known: Knowledge, pattern: Pattern) -> Iterator[Search]:
    """Beside the sums and the squares of every item: those of who skipped nothing, with a reliability."""
    questionnaire, minimum = engagement.questionnaires[0], engagement.privacy.min_group_size
    exempt = exempt_groups(engagement)
    items = list(questionnaire.items())
    start = 0
    for section, found in zip(questionnaire.sections(), known.published.reliability):
        places = [start + at for at, item in enumerate(section.items) if item.scored]
        start += len(section.items)
        if found.status == "suppressed":
            continue
        whole = _complete_people(engagement, known, pattern, places)
        assert len(whole) == found.n
        detail = 2 if found.items or found.k == 2 else 1
        for place in places:
            rows = [row for row in known.rows if _rests_alone(known, row, place)]
            yield _beside_complete(known, place, whole, exempt, rows, minimum)
            squares = [_behind(known, row) for row in known.published.squares if row[2] == items[place].id]
            yield _beside_complete(known, place, whole, exempt, squares, detail * minimum)


def _complete_people(
    engagement: Engagement, known: Knowledge, pattern: Pattern, places: Sequence[int]
) -> set[Person]:
    columns = zip(known.cells, np.abs(known.rows).max(axis=0) > 1e-9)
    used = {(cell.group, cell.item) for cell, some in columns if some}
    return {
        (group.id, number)
        for group in engagement.groups
        if group.perspective in POOLED
        for number, row in enumerate(pattern[group.id])
        if all(row[place] == 1 and (group.id, place) in used for place in places)
    }


def _rests_alone(known: Knowledge, row: Floats, place: int) -> bool:
    items = {known.cells[column].item for column in np.flatnonzero(np.abs(row) > 1e-9)}
    return items == {place}


def _beside_complete(
    known: Knowledge, place: int, whole: set[Person], exempt: set[str], rows: Sequence[Any], least: int
) -> Search:
    parts = [
        (at, part)
        for at, cell in enumerate(known.cells)
        for part in (cell.people & whole, cell.people - whole)
        if cell.item == place and part
    ]
    sizes = [len(cell.people) if rows and rows[0].dtype == float else 1 for cell in known.cells]
    table = [[float(row[at]) / sizes[at] for at, _ in parts] for row in rows]
    table.append([float(part <= whole) for _, part in parts])
    people = [_protected(part, exempt) for _, part in parts]
    return f"complete answers to item {place}", np.array(table), people, least


def narrowest(engagement: Engagement, known: Knowledge) -> list[float]:
    """How far the mean of every hidden group of people, item by item, stays open: in points."""
    exempt = exempt_groups(engagement)
    shown = {name[-1] for name in known.published.numbers if name[0] == "score" and name[3] == "group"}
    hidden = [
        column
        for column, cell in enumerate(known.cells)
        if cell.group not in exempt | shown and np.abs(known.rows[:, column]).max() > 1e-9
    ]
    _, sizes, basis = np.linalg.svd(known.rows, full_matrices=False)
    basis = basis[sizes > 1e-7]
    middle = basis.sum(axis=1) * 50
    widths = []
    for column in hidden:
        aim = np.zeros(len(known.cells))
        aim[column] = 1
        ends = [
            linprog(sign * aim, A_eq=basis, b_eq=middle, bounds=(0, 100), method="highs") for sign in (1, -1)
        ]
        assert all(end.success for end in ends)
        widths.append(-ends[1].fun - ends[0].fun)
    return widths


@dataclass(frozen=True)
class Size:
    """How large random engagements are: bounds on groups, people of one group, all people."""

    groups: int = 9
    people: int = 14
    everybody: int = 80


def random_engagement(seed: int, make: Any, size: Size = Size()) -> tuple[Engagement, Pattern]:
    """Some groups, some tiny, some single roles; a profile or a roadmap; up to 10 % skipped."""
    draw = random.Random(seed)
    minimum = draw.choice([3, 3, 5, 7])
    questionnaire = _roadmap(make, draw) if draw.random() < 0.2 else _profile(make, draw)
    width = len(list(questionnaire.items()))
    skipped = draw.choice([0, 0.03, 0.1, draw.uniform(0, 0.1)])
    groups: list[Any] = []
    pattern = {}
    left = size.everybody
    for number in range(draw.randint(2, size.groups)):
        single = draw.random() < 0.15
        few, many = (1, minimum + 1) if draw.random() < 0.6 else (minimum, max(minimum, size.people))
        count = 1 if single else min(left, size.people, draw.randint(few, many))
        if not count:
            break
        left -= count
        consent = single and draw.random() < 0.6
        perspective = draw.choice(["self", "self", "external", "external", "mirror"])
        groups.append(
            make.group(f"g{number}", perspective, single_role=single, consent=True if consent else None)
        )
        pattern[f"g{number}"] = [
            [1 if draw.random() >= skipped else draw.choice([None, "?"]) for _ in range(width)]
            for _ in range(count)
        ]
    return make.engagement(questionnaire, groups, minimum), pattern


def _profile(make: Any, draw: random.Random) -> Any:
    first = ["A", make.item("B", "B", weight=2), "C", make.item("D", "D", scored=False)]
    one: Any = {"x": first[:2], "y": first[2:]} if draw.random() < 0.5 else first
    more = draw.choice([{}, {"two": ["E", "F"]}, {"two": ["E"]}])
    return make.profile({"one": one, **more}, scale=make.scale(LOW, HIGH), gaps=make.gap_rules())


def _roadmap(make: Any, draw: random.Random) -> Any:
    stages = [
        {"t": ["A"]},
        {"t": ["B", "C"], "o": ["D"]},
        {"t": ["E"], "o": ["F", make.item("G", "G", weight=3)]},
    ]
    return make.roadmap(stages, first=0, gaps=make.gap_rules())


def attack_many(make: Any, seeds: Sequence[int], size: Size = Size(), inside_every: int = 10) -> Found:
    """Attack the random engagements of these seeds; every tenth also from inside the ranges."""
    found = Found()
    for seed in seeds:
        engagement, pattern = random_engagement(seed, make, size)
        some, searched, known = attack(engagement, pattern, make, seed)
        if not known.published.numbers:
            found.nothing_shown += 1
            continue
        found.engagements += 1
        found.numbers += len(known.published.numbers)
        found.cells += len(known.cells)
        found.sets += searched
        if some is not None:
            found.broken.append(seed)
        if seed % inside_every == 0:
            widths = narrowest(engagement, known)
            found.hidden_means += len(widths)
            found.narrowest = min([found.narrowest, *widths])
    return found
