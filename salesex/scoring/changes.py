"""What changed since the last run, from stored results alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from salesex.model.changes import Change, ChangeKind
from salesex.model.ledger import LedgerBlock
from salesex.model.results import QuestionnaireResults, Results, RoadmapRow, ScoreRow, TypeRow
from salesex.model.rules import DECIMALS
from salesex.scoring.aggregate import ScopeKey

MOVED = 0.05
"""Smallest movement of a score, in points, worth a line: less does not show at one decimal."""


def few_changed(
    before: Sequence[LedgerBlock], now: Sequence[LedgerBlock], minimum: int
) -> frozenset[tuple[str, str | None]]:
    """Questionnaires and pooled scopes in which fewer than the minimum came, left or answer otherwise.

    Beside the views stands the whole: where one view may not be told, it is not told either.
    """
    answers: list[dict[tuple[str, str, str], set[object]]] = [{}, {}]
    for found, blocks in zip(answers, (before, now)):
        for block in blocks:
            for person, row in zip(block.people, block.answers):
                place = block.questionnaire, block.perspective, person
                found.setdefault(place, set()).add((block.section, block.id, row))
    old, new = answers
    moved = Counter(
        (name, view)
        for name, view, person in old.keys() | new.keys()
        if old.get((name, view, person)) != new.get((name, view, person))
    )
    few: set[tuple[str, str | None]] = {place for place, people in moved.items() if people < minimum}
    return frozenset(few | {(name, None) for name, view in few if view in {"self", "external"}})


def compare(
    old: Results, new: Results, few: Collection[tuple[str, str | None]] = (), *, reported: bool = False
) -> tuple[Change, ...]:
    """What changed between two assessments of one engagement.

    Answers of groups shown in both; type and stage; dimension scores that moved by at least 0.05
    points or rest on other groups (both shown); of overall, self and external. Scores that were shown
    and no longer are. A questionnaire with another version, a new or a dropped one is one change of its
    own: its numbers mean something else. Order: the new questionnaires', then dropped ones.

    No number that is hidden now is repeated unless a report showed it (`reported`: one showed all of
    the old results), and none is said of a scope in which fewer than the minimum came or went: n and
    mean before and after would tell their answers. `few` names those of which the ledger knows it, also
    where as many came as left.
    """
    names = [*new.questionnaires, *(name for name in old.questionnaires if name not in new.questionnaires)]
    return tuple(
        change
        for name in names
        for change in _compare(
            name,
            old.questionnaires.get(name),
            new.questionnaires.get(name),
            new.engagement.privacy.min_group_size,
            {scope_id for questionnaire, scope_id in few if questionnaire == name},
            reported,
        )
    )


def _compare(
    name: str,
    old: QuestionnaireResults | None,
    new: QuestionnaireResults | None,
    minimum: int,
    few: Collection[str | None],
    reported: bool,
) -> Iterator[Change]:
    before = None if old is None else old.definition.version
    after = None if new is None else new.definition.version
    if old is None or new is None or before != after:
        yield Change(name, "version", name, "overall", None, before, after)
        return
    yield from _answered(name, old, new)
    told_apart: set[ScopeKey] = {
        ("perspective", scope_id) if scope_id else ("overall", None) for scope_id in few
    }
    telling = _telling(old, new, minimum) | told_apart
    yield from _verdicts(name, "type", _types(old), _types(new), telling)
    yield from _verdicts(name, "stage", _stages(old), _stages(new), telling)
    yield from _moved(name, old, new, telling)
    yield from _hidden(name, old, new, reported)


def _answered(name: str, old: QuestionnaireResults, new: QuestionnaireResults) -> Iterator[Change]:
    before = {row.group: row.answered for row in old.participation}
    for row in new.participation:
        had = before.get(row.group)
        if had is not None and row.answered is not None and had != row.answered:
            yield Change(name, "answered", row.group, "group", row.group, had, row.answered)


def _verdicts(
    name: str,
    kind: ChangeKind,
    before: Mapping[ScopeKey, str | int | None],
    after: Mapping[ScopeKey, str | int | None],
    telling: Collection[ScopeKey],
) -> Iterator[Change]:
    for scope, found in after.items():
        if found is not None and before.get(scope) != found and scope not in telling:
            yield Change(name, kind, name, *scope, before.get(scope), after.get(scope))


def _types(results: QuestionnaireResults) -> dict[ScopeKey, str | None]:
    return {(row.scope, row.scope_id): row.type for row in results.types if _wide(row)}


def _stages(results: QuestionnaireResults) -> dict[ScopeKey, int | None]:
    return {(row.scope, row.scope_id): row.stage for row in results.roadmap if _wide(row)}


def _moved(
    name: str, old: QuestionnaireResults, new: QuestionnaireResults, telling: Collection[ScopeKey]
) -> Iterator[Change]:
    before = {(row.id, row.scope, row.scope_id): row.score for row in old.scores if row.level == "dimension"}
    for row in new.scores:
        had = before.get((row.id, row.scope, row.scope_id))
        if row.level != "dimension" or row.score is None or had is None or not _wide(row):
            continue
        earlier, now = _groups(old, row), _groups(new, row)
        without, joined = (tuple(sorted(one)) for one in (earlier - now, now - earlier))
        told = (row.scope, row.scope_id) not in telling
        if without or joined or (told and round(abs(row.score - had), DECIMALS) >= MOVED):
            was, now_is = (had, row.score) if told else (None, None)
            yield Change(name, "score", row.id, row.scope, row.scope_id, was, now_is, without, joined)


def _groups(results: QuestionnaireResults, row: ScoreRow) -> set[str]:
    """Groups that a dimension's score of a view, or of the whole, rests on."""
    views = {"self", "external"} if row.scope == "overall" else {row.scope_id}
    blocks = (one for one in results.blocks if one.dimension == row.id and one.perspective in views)
    return {group for block in blocks for group in block.groups}


def _hidden(
    name: str, old: QuestionnaireResults, new: QuestionnaireResults, reported: bool
) -> Iterator[Change]:
    """Scores that were shown, of dimensions and in all; of a group only where its view still has one."""
    shown = {(row.level, row.id, row.scope, row.scope_id) for row in new.scores if row.score is not None}
    views = {block.id: block.perspective for block in old.blocks}
    for row in old.scores:
        if row.level not in {"dimension", "overall"} or row.score is None or row.unit is not None:
            continue
        if (row.level, row.id, row.scope, row.scope_id) in shown:
            continue
        view = views.get(row.scope_id or "")
        if row.scope == "group" and (row.level, row.id, "perspective", view) not in shown:
            continue  # told by the view
        value = row.score if reported else None
        yield Change(name, "hidden", row.id, row.scope, row.scope_id, value, None)


def _telling(old: QuestionnaireResults, new: QuestionnaireResults, minimum: int) -> set[ScopeKey]:
    """Scopes in which fewer than the minimum came or went: their movement would tell those answers."""
    before = {(row.level, row.id, row.scope, row.scope_id): row.n for row in old.scores}
    return {
        (row.scope, row.scope_id)
        for row in new.scores
        if row.level in {"dimension", "axis"}
        and row.n is not None
        and (had := before.get((row.level, row.id, row.scope, row.scope_id))) is not None
        and 0 < abs(row.n - had) < minimum
    }


def _wide(row: ScoreRow | TypeRow | RoadmapRow) -> bool:
    return row.scope == "overall" or row.scope_id in {"self", "external"}
