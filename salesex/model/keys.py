"""The name of every number of a result: QUESTIONNAIRE.ID[@SCOPE].

ID is a dimension, facet, item or axis of a stage (`3.technical`), or `overall`, `type`, `stage`, `start`,
`light.ID`, `gap.ID`, and of the measurement `reliability.ID`, `agreement.ID`, `missing.ID`,
`influence.ID`. SCOPE is a group, a remainder, self, external or mirror, for a gap two of them joined
by a slash. Left out it is overall, for a gap self against external. Of influence it ends in the group that
is left out: `influence.strategy@sales-team`, `influence.strategy@self/sales-team`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from salesex.model.engagement import REST_PREFIX
from salesex.model.results import EngagementInfo, Level, QuestionnaireResults, Results, ScoreRow

KeyKind = Literal[
    "score", "type", "stage", "start", "light", "gap", "reliability", "agreement", "missing", "influence"
]
AT, AGAINST = "@", "/"
OVERALL: Literal["overall"] = "overall"
PAIRS = (("self", "external"), ("self", "mirror"), ("external", "mirror"))
"""Perspectives that are compared, the first pair where a key names none."""


@dataclass(frozen=True, slots=True)
class Key:
    """One number: what it is (`kind`; `level` and `id` of a score or gap) and of whom (`scope`).

    `scope` is empty for overall and holds two ids for a gap; of influence its last is the block left out.
    `name` is ID as it is written.
    """

    questionnaire: str
    name: str
    kind: KeyKind
    level: Level
    id: str
    scope: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.questionnaire}.{self.name}{self.suffix}"

    @property
    def suffix(self) -> str:
        """The part of the key that names the scope."""
        usual = self.kind == "gap" and self.scope == PAIRS[0]
        return "" if usual or not self.scope else AT + AGAINST.join(self.scope)


def keys_of(results: Results) -> dict[str, Key]:
    """Return every key of a result, shown or hidden, as it is written, in the order of the results."""
    found: dict[str, Key] = {}
    for questionnaire, part in results.questionnaires.items():
        names = names_of(part)
        keys = [*_scores(questionnaire, part, names), *_rules(questionnaire, part)]
        keys += [
            *_gaps(questionnaire, part, names, results.engagement),
            *_quality(questionnaire, part, names),
        ]
        found |= {str(key): key for key in keys}
    return found


def scope_id(row: ScoreRow) -> tuple[str, ...]:
    """Scope of a row as a key has it."""
    return () if row.scope == OVERALL else (str(row.scope_id),)


def names_of(part: QuestionnaireResults) -> dict[tuple[Level, str], str]:
    """How every scored thing is called in a key: its id, after its level where the id is taken."""
    names: dict[tuple[Level, str], str] = {}
    taken = {"type", "stage", "start"}
    for row in part.scores:
        if (row.level, row.id) not in names:
            name = f"{row.level}:{row.id}" if row.id in taken else row.id
            names[row.level, row.id] = name
            taken.add(name)
    return names


def _scores(questionnaire: str, part: QuestionnaireResults, names: dict[tuple[Level, str], str]) -> list[Key]:
    return [
        Key(questionnaire, names[row.level, row.id], "score", row.level, row.id, scope_id(row))
        for row in part.scores
    ]


def _rules(questionnaire: str, part: QuestionnaireResults) -> Iterator[Key]:
    for scope in dict.fromkeys(scope_id(row) for row in part.scores):
        if part.definition.types is not None and scope != ("mirror",):
            yield Key(questionnaire, "type", "type", OVERALL, OVERALL, scope)
    for row in part.roadmap:
        scope = (row.scope_id,) if row.scope_id else ()
        yield Key(questionnaire, "stage", "stage", OVERALL, OVERALL, scope)
        if any(stage.stage == 0 for stage in part.definition.stages):
            yield Key(questionnaire, "start", "start", OVERALL, OVERALL, scope)
    for light in part.lights:
        yield Key(questionnaire, f"light.{light.id}", "light", OVERALL, light.id)


def _gaps(
    questionnaire: str, part: QuestionnaireResults, names: dict[tuple[Level, str], str], about: EngagementInfo
) -> Iterator[Key]:
    if part.definition.gaps is None:
        return
    pairs = list(_pairs(part, about))
    for (level, thing), name in names.items():
        if level not in {"overall", "facet"}:
            for pair in pairs:
                yield Key(questionnaire, f"gap.{name}", "gap", level, thing, pair)


def _quality(
    questionnaire: str, part: QuestionnaireResults, names: dict[tuple[Level, str], str]
) -> Iterator[Key]:
    """Keys of the numbers about the measurement; of influence the last scope is who is left out."""
    level: Level = "axis" if part.definition.staged else "dimension"

    def key(kind: KeyKind, thing: str, *scope: str | None, of: Level = level) -> Key:
        name = f"{kind}.{names[of, thing]}" if (of, thing) in names else f"{kind}.{thing}"
        return Key(questionnaire, name, kind, of, thing, tuple(filter(None, scope)))

    yield from (key("reliability", row.id) for row in part.reliability)
    yield from (key("agreement", row.id, row.scope_id) for row in part.agreement)
    yield from (key("missing", row.id, row.scope_id) for row in part.missing)
    for row in part.influence:
        yield key("influence", row.id, row.scope_id, row.without, of=row.level)


def _pairs(part: QuestionnaireResults, about: EngagementInfo) -> Iterator[tuple[str, str]]:
    scopes = {row.scope_id: row.scope for row in part.scores if row.scope_id}
    yield from (pair for pair in PAIRS if all(scopes.get(side) == "perspective" for side in pair))
    own = {group.id for group in about.groups if group.perspective == "self"} | {f"{REST_PREFIX}self"}
    groups = [name for name, scope in scopes.items() if scope == "group" and name in own]
    yield from combinations(groups, 2)
