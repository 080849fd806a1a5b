"""An attacker who has every report of one wave, and knows who answered what when, but no answer.

Each run's published scores are linear in its answers; an answer that did not change is the same
unknown in every run, a corrected one is another unknown of the same person. What was told of a single
person who consented is known for good. Between runs people join, leave, move and correct answers, and
consents, single roles, groups and the minimum change. The attacker stacks the
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
DAY = dt.date(2026, 11, 3)


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
    """Engagement and people of two or three runs: between them 1-3 changes of people and groups."""
    draw = random.Random(seed)
    minimum = draw.choice([3, 3, 5])
    questionnaire = make.profile({"one": ["A", make.item("B", "B", weight=2), "C"]})
    groups = []
    people = {}
    for number in range(draw.randint(1, 4)):
        single = draw.random() < 0.3
        name = f"g{number}"
        consent = True if single and draw.random() < 0.6 else None
        groups.append(
            make.group(name, draw.choice(["self", "self", "external"]), single_role=single, consent=consent)
        )
        for person in range(1 if single else draw.choice([1, 2, 3, 4, 5, 6, 7])):
            people[f"{name}-{person}"] = (name, _answers(draw))
    runs = [(make.engagement(questionnaire, groups, minimum), people)]
    for _ in range(draw.choice([1, 1, 2])):
        engagement, people = runs[-1]
        for number in range(draw.randint(1, 3)):
            if draw.random() < 0.35:
                engagement, people = _regrouped(engagement, people, draw)
            else:
                people = _changed(people, engagement.groups, draw, f"{len(runs)}-{number}")
        runs.append((engagement, people))
    return runs


def _answers(draw):
    return [NO_ANSWER if draw.random() < 0.08 else draw.randint(BOTTOM, TOP) for _ in range(3)]


def _changed(people, groups, draw, name):
    people = dict(people)
    kind = draw.choice(["join", "leave", "correct", "move"])
    to = draw.choice(groups).id
    if kind == "join":
        people[f"new-{name}"] = (to, _answers(draw))
    elif people:
        code = draw.choice(list(people))
        group, answers = people[code]
        if kind == "leave":
            del people[code]
        elif kind == "move":
            people[code] = (to, answers)
        else:
            at = draw.randrange(3)
            people[code] = (group, [*answers[:at], draw.randint(BOTTOM, TOP), *answers[at + 1 :]])
    return people


def _regrouped(engagement, people, draw):
    """Consent given or taken back, a single role that is none (or one), groups put together, another k."""
    groups = list(engagement.groups)
    at = draw.randrange(len(groups))
    one = groups[at]
    kind = draw.choice(["consent", "consent", "single", "merge", "view", "minimum"])
    if kind == "minimum":
        privacy = replace(engagement.privacy, min_group_size=draw.choice([3, 4, 5]))
        return replace(engagement, privacy=privacy), people
    if kind == "merge" and len(groups) > 1:
        into = groups[at - 1].id
        people = {
            code: (into if group == one.id else group, cells) for code, (group, cells) in people.items()
        }
        del groups[at]
    elif kind == "view":
        groups[at] = replace(one, perspective="external" if one.perspective == "self" else "self")
    elif kind == "single" or not one.single_role:
        groups[at] = replace(one, single_role=not one.single_role)
    else:
        groups[at] = replace(one, consent=None if one.consent else DAY)
    return replace(engagement, groups=tuple(groups)), people


def rows(settled):
    """Published scores x unknowns of one run: what an answer at the top adds, all others at the bottom."""
    low = array("b", [cell if cell in {MISSING, NO_ANSWER} else BOTTOM for cell in settled.responses.answers])
    width = len(settled.responses.items)
    found = {}
    for at, cell in enumerate(settled.responses.answers):
        if cell in {MISSING, NO_ANSWER}:
            continue
        low[at] = TOP
        unknown = settled.ids[at // width], settled.responses.items[at % width], cell
        added = _published(settled.engagement, replace(settled.responses, answers=low))
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


def attack(runs, *, remember):
    """Whom the reports of all runs expose together; None if nobody. Also: what the runs showed."""
    ledger = empty()
    known, shown = [], []
    for engagement, people in runs:
        settled, after = report(engagement, people, ledger)
        known.append(rows(settled))
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
    minimum = min(engagement.privacy.min_group_size for engagement, _ in runs)
    return exposed(np.vstack(stacked), unknowns, _told(shown), minimum), shown


def _told(shown):
    """Answers shown as one person's: no secret in any run, whatever has become of the consent."""
    return {
        (person, item, cell)
        for settled in shown
        for block in settled.blocks
        if block.one_person
        for person, row in zip(block.people, block.answers)
        for item, cell in zip(block.items, row)
    }


def exposed(matrix, unknowns, told, minimum):
    """Fewer than `minimum` people whose answers some combination of rows isolates.

    Whoever was ever shown alone does not count; what else they answered is unknown like the others'.
    """
    open_people = {person for person, _, _ in told}
    columns = [at for at, unknown in enumerate(unknowns) if unknown not in told]
    owner = [unknowns[at][0] for at in columns]
    _, sizes, basis = np.linalg.svd(matrix[:, columns], full_matrices=False)
    basis = basis[sizes > 1e-7]
    projection = basis.T @ basis
    free = [column for column, person in enumerate(owner) if person in open_people]
    share = dict.fromkeys(sorted(set(owner) - open_people), 0.0)
    for column, person in enumerate(owner):
        if person in share:
            share[person] += projection[column, column]
    least = 1 - 1e-6 - projection[free, free].sum()  # no eigenvalue is above the trace
    for some in combinations(share, min(minimum - 1, len(share))):
        if sum(share[person] for person in some) < least:
            continue
        at = [column for column, person in enumerate(owner) if person in some] + free
        if np.linalg.eigvalsh(projection[np.ix_(at, at)]).max(initial=0) > 1 - 1e-6:
            return some
    return None
