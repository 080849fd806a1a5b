"""Comments in a second report: no new words that could be told to be the newcomer's (rules B6, B7).

Comments that are shown together are one pool: by somebody of these groups, on one item or on the
whole. A pool whose words were released takes new ones only if at least 2k people are new in it since.
Until then it keeps those it had. A pool that is formed of other groups than before is silent: beside
the old one, it would tell which part of it had written what.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from salesex.model import MISSING, Engagement
from salesex.model.ledger import LedgerComment, LedgerVoices, Shown
from salesex.scoring import disclosure
from salesex.scoring.comments import names_of
from salesex.scoring.estimates import counts_of, tally
from salesex.scoring.matrix import build_matrix
from salesex.scoring.restored import People


@dataclass(frozen=True, slots=True)
class Voices:
    """Comments to show, and what the ledger has to remember: of these, and of all released before."""

    comments: tuple[LedgerComment, ...] = ()
    released: Shown = field(default_factory=Shown)


@dataclass(frozen=True, slots=True)
class _Pool:
    item: str | None
    name: str | None
    groups: tuple[str, ...]


def voices(
    engagement: Engagement,
    people: People,
    current: People,
    held: Collection[tuple[str | None, str]],
    released: Shown,
) -> Voices:
    """Decide which comments may be told now.

    Parameters
    ----------
    people : the answers to score: they decide whose comments may stand at all
    current : answers and comments as they are
    held : items (None: the whole) and groups whose released answers stay: so do their comments
    released : what was told before
    """
    if not (current.responses.comments or released.voices):
        return Voices()
    told: list[LedgerComment] = []
    open_pools: list[tuple[_Pool, Collection[str]]] = []
    now = _Now(current)
    for pool in _pools(engagement, people):
        words, readers = _of_pool(pool, now, held, released, 2 * engagement.privacy.min_group_size)
        told += words
        if readers:
            open_pools.append((pool, readers))
    return Voices(tuple(told), _remembered(told, open_pools, released))


def _pools(engagement: Engagement, people: People) -> Iterator[_Pool]:
    minimum = engagement.privacy.min_group_size
    heard: set[str] = set()
    for questionnaire in engagement.questionnaires:
        matrix = build_matrix(engagement, people.responses, questionnaire)
        decisions = [
            disclosure.decide(counts_of(matrix, tally(matrix, answers)), minimum)
            for answers in matrix.sections
        ]
        for item, names in names_of(matrix, decisions, minimum, heard):
            for name in dict.fromkeys(names.values()):
                yield _Pool(item, name, tuple(group for group, one in names.items() if one == name))
            if item is None:
                heard.update(names)


class _Now:
    """Who is in which group now, who of them answered, and what they say."""

    def __init__(self, current: People) -> None:
        answered = (current.table() != MISSING).any(axis=1).tolist()
        self._people: dict[str, set[str]] = {}
        self._answering: dict[str, set[str]] = {}
        for who, person, given in zip(current.ids, current.responses.respondents, answered):
            self._people.setdefault(person.group, set()).add(who)
            if given:
                self._answering.setdefault(person.group, set()).add(who)
        self._said: dict[str | None, list[LedgerComment]] = {}
        for one in current.responses.comments:
            group = current.responses.respondents[one.respondent].group
            if text := one.text.strip():
                comment = LedgerComment(one.item, group, text, current.ids[one.respondent])
                self._said.setdefault(one.item, []).append(comment)

    def people(self, groups: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._people.get(group, ()) for group in groups))

    def answering(self, groups: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._answering.get(group, ()) for group in groups))

    def said(self, pool: _Pool) -> list[LedgerComment]:
        return [one for one in self._said.get(pool.item, ()) if one.group in pool.groups]


def _of_pool(
    pool: _Pool, now: _Now, held: Collection[tuple[str | None, str]], released: Shown, least: int
) -> tuple[list[LedgerComment], frozenset[str]]:
    """The words of one pool, and who was in it when they were last renewed; nobody: it is silent."""
    people = now.people(pool.groups)
    before = [one for one in released.voices if pool.item in one.items]
    known = frozenset(person for one in before for person in one.people)
    same = next((one for one in before if (one.name, one.groups) == (pool.name, pool.groups)), None)
    if same is None:
        formed_anew = people & known or any(set(one.groups) & set(pool.groups) for one in before)
        return ([], frozenset()) if formed_anew else (now.said(pool), people)
    said = now.said(pool)
    saying = {(one.who, one.text) for one in said}
    kept = [
        one
        for one in released.comments
        if one.item == pool.item
        and one.group in pool.groups
        and (one.who not in people or (one.who, one.text) in saying)  # who takes words back is heard
    ]
    stays = any((pool.item, group) in held for group in pool.groups)
    if stays or len(now.answering(pool.groups) - known) < least:
        return kept, frozenset(same.people)
    return [*said, *(one for one in kept if one.who not in people)], people.union(same.people)


def _remembered(
    told: Sequence[LedgerComment], pools: Sequence[tuple[_Pool, Collection[str]]], released: Shown
) -> Shown:
    """What is known from now on: these pools, and released ones that are silent now."""
    renewed = {(pool.item, group) for pool, _ in pools for group in pool.groups}
    items: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], list[str | None]] = {}
    for pool, people in pools:
        items.setdefault((pool.name, pool.groups, tuple(sorted(people))), []).append(pool.item)
    for one in released.voices:
        left = [item for item in one.items if not any((item, group) in renewed for group in one.groups)]
        if left:
            items.setdefault((one.name, one.groups, one.people), []).extend(left)
    return Shown(
        comments=(*told, *(one for one in released.comments if (one.item, one.group) not in renewed)),
        voices=tuple(
            LedgerVoices(tuple(some), name, groups, people) for (name, groups, people), some in items.items()
        ),
    )
