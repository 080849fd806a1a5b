"""An attacker who has every report of one wave, and knows who answered what when, but no answer.

Each run's published scores are linear in its answers; an answer that did not change is the same
unknown in every run, a corrected one is another unknown of the same person. The attacker stacks the
rows of all runs and looks for a combination that rests on fewer than k people. Which answers a
published row rests on is read off the scoring itself, one answer at a time.
"""

from __future__ import annotations

import datetime as dt
import random
from array import array
from dataclasses import replace
from itertools import combinations

import numpy as np

from salesex.model import MISSING, NO_ANSWER, Respondent, Responses
from salesex.model.ledger import Ledger
from salesex.pipeline.ledger import released, renewed
from salesex.scoring.aggregate import score_matrix
from salesex.scoring.matrix import build_matrix
from salesex.scoring.rerun import settle

TOP, BOTTOM = 5, 1


def empty():
    return Ledger(wave="2026", salt="salt")


def responses(engagement, people):
    """`people`: code to (group, answers)."""
    items = tuple(item.id for part in engagement.questionnaires for item in part.items())
    cells = array("b", [cell for _, answers in people.values() for cell in answers])
    return Responses(tuple(Respondent(code, group) for code, (group, _) in people.items()), items, cells)


def report(engagement, people, ledger):
    """Assess and report: what was settled, and the ledger afterwards."""
    settled = settle(engagement, responses(engagement, people), ledger)
    ledger = renewed(ledger, settled.shown, b"")
    return settled, released(ledger, dt.date(2026, 11, 1 + len(ledger.released.blocks) % 28))


def random_wave(seed, make):
    """An engagement and the people of two or three runs: 1-3 join, leave or correct in between."""
    draw = random.Random(seed)
    minimum = draw.choice([3, 3, 5])
    questionnaire = make.profile({"one": ["A", make.item("B", "B", weight=2), "C"]})
    groups = []
    people = {}
    for number in range(draw.randint(1, 4)):
        single = draw.random() < 0.15
        name = f"g{number}"
        consent = True if single and draw.random() < 0.7 else None
        groups.append(
            make.group(name, draw.choice(["self", "self", "external"]), single_role=single, consent=consent)
        )
        for person in range(1 if single else draw.choice([1, 2, 3, 4, 5, 6, 7])):
            people[f"{name}-{person}"] = (name, _answers(draw))
    runs = [people]
    for _ in range(draw.choice([1, 1, 2])):
        runs.append(_changed(runs[-1], groups, draw, len(runs)))
    return make.engagement(questionnaire, groups, minimum), runs


def _answers(draw):
    return [NO_ANSWER if draw.random() < 0.08 else draw.randint(BOTTOM, TOP) for _ in range(3)]


def _changed(people, groups, draw, run):
    people = dict(people)
    for number in range(draw.randint(1, 3)):
        kind = draw.choice(["join", "leave", "correct", "move"])
        open_groups = [group.id for group in groups if not group.single_role]
        some = [code for code, (group, _) in people.items() if group in open_groups]
        if kind == "join" and open_groups:
            people[f"new-{run}-{number}"] = (draw.choice(open_groups), _answers(draw))
        elif some:
            code = draw.choice(some)
            group, answers = people[code]
            if kind == "leave":
                del people[code]
            elif kind == "move":
                people[code] = (draw.choice(open_groups), answers)
            else:
                at = draw.randrange(3)
                people[code] = (group, [*answers[:at], draw.randint(BOTTOM, TOP), *answers[at + 1 :]])
    return people


def rows(engagement, settled):
    """Published scores x unknowns of one run: what an answer at the top adds, all others at the bottom."""
    low = array("b", [cell if cell in {MISSING, NO_ANSWER} else BOTTOM for cell in settled.responses.answers])
    width = len(settled.responses.items)
    found = {}
    for at, cell in enumerate(settled.responses.answers):
        if cell in {MISSING, NO_ANSWER}:
            continue
        low[at] = TOP
        unknown = settled.ids[at // width], settled.responses.items[at % width], cell
        added = _published(engagement, replace(settled.responses, answers=low))
        # somebody who moved may be in two groups: as they are now, and as they were released
        found[unknown] = found.get(unknown, 0) + added
        low[at] = BOTTOM
    return found


def _published(engagement, answers):
    minimum = engagement.privacy.min_group_size
    return np.array(
        [
            row.score / 100
            for questionnaire in engagement.questionnaires
            for row in score_matrix(build_matrix(engagement, answers, questionnaire), minimum).rows
            if row.score is not None
        ]
    )


def attack(engagement, runs, *, remember):
    """Whom the reports of all runs expose together; None if nobody. Also: what the runs showed."""
    ledger = empty()
    known, shown = [], []
    for people in runs:
        settled, after = report(engagement, people, ledger)
        known.append(rows(engagement, settled))
        shown.append(settled)
        ledger = after if remember else empty()
    unknowns = sorted(set().union(*known))
    stacked = [
        np.array([found.get(unknown, np.zeros(size)) for unknown in unknowns]).T
        for found in known
        if found and (size := len(next(iter(found.values()))))
    ]
    if not stacked:
        return None, shown
    exempt = {group.id for group in engagement.groups if group.single_role and group.consent}
    open_ids = {
        who
        for settled in shown
        for who, person in zip(settled.ids, settled.responses.respondents)
        if person.group in exempt
    }
    return exposed(np.vstack(stacked), unknowns, open_ids, engagement.privacy.min_group_size), shown


def exposed(matrix, unknowns, open_ids, minimum):
    """Fewer than `minimum` people whose answers some combination of rows isolates."""
    columns = [at for at, (person, _, _) in enumerate(unknowns) if person not in open_ids]
    owner = [unknowns[at][0] for at in columns]
    _, sizes, basis = np.linalg.svd(matrix[:, columns], full_matrices=False)
    basis = basis[sizes > 1e-7]
    projection = basis.T @ basis
    names = sorted(set(owner))
    for some in combinations(names, min(minimum - 1, len(names))):
        at = [column for column, person in enumerate(owner) if person in some]
        if np.linalg.eigvalsh(projection[np.ix_(at, at)]).max(initial=0) > 1 - 1e-6:
            return some
    return None
