"""Whether results read from a file fit together: what they name exists, and nothing needed is missing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from salesex.model.engagement import REST_PREFIX
from salesex.model.questionnaire import Perspective, Questionnaire
from salesex.model.results import EngagementInfo, Finding, QuestionnaireResults, Results, RoadmapRow

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PERSPECTIVES = frozenset(get_args(Perspective))


@dataclass(frozen=True, slots=True)
class Unfit:
    """What does not fit; `missing` where a part is not there at all."""

    what: str
    missing: bool = False


def unfit(results: Results) -> Unfit | None:
    """Return the first thing by which results cannot be reported; None if they fit together.

    Codes of findings are not looked at: a later version may know more, and a report skips them.
    """
    if not results.questionnaires:
        return Unfit("questionnaires", missing=True)
    found: list[Iterator[Unfit]] = [_engagement(results.engagement)]
    for part in results.questionnaires.values():
        found += [_missing(part), _definition(part.definition), _rows(part, results.engagement)]
    return next((one for some in found for one in some), None)


def _engagement(about: EngagementInfo) -> Iterator[Unfit]:
    for day in (about.date, *(group.consent for group in about.groups)):
        if day is not None and not _is_date(day):
            yield Unfit(f"the date {day!r}")
    colour = about.report.colour
    if colour is not None and not _COLOUR.fullmatch(colour):
        yield Unfit(f"the colour {colour!r}")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _missing(part: QuestionnaireResults) -> Iterator[Unfit]:
    definition = part.definition
    if not definition.dimensions and not definition.stages:
        yield Unfit(f"dimensions or stages of {definition.id}", missing=True)
    if not part.scores:
        yield Unfit(f"scores of {definition.id}", missing=True)
    if definition.staged and definition.roadmap is None:
        yield Unfit(f"rules of {definition.id}", missing=True)


def _definition(definition: Questionnaire) -> Iterator[Unfit]:
    dimensions = {dimension.id for dimension in definition.dimensions}
    yield from (Unfit(f"items of {one.id}", missing=True) for one in definition.sections() if not one.items)
    for stage in definition.stages:
        yield from _known("axis", stage.axes, set(definition.axes))
    if definition.types is None:
        return
    for key, kind in definition.types.reference.items():
        yield from _same(f"profile of {key}", kind.profile, dimensions)
        if kind.expects_highest is not None:
            yield from _known("dimension", [kind.expects_highest], dimensions)
        if kind.contrast is not None:
            sides = (kind.contrast.of, kind.contrast.against)
            yield from (Unfit(f"contrast of {key}", missing=True) for side in sides if not side)
            yield from _known("dimension", (name for side in sides for name in side), dimensions)


def _rows(part: QuestionnaireResults, about: EngagementInfo) -> Iterator[Unfit]:
    definition = part.definition
    groups = {group.id for group in about.groups}
    scopes = groups | _PERSPECTIVES | {f"{REST_PREFIX}{perspective}" for perspective in _PERSPECTIVES}
    things = _things(definition)
    yield from _known("group", (row.group for row in part.participation), groups)
    yield from _known("group", (row.group for row in part.left_out), groups)
    for block in part.blocks:
        yield from _known("group", block.groups, groups)
        if block.frozen is not None and not _is_date(block.frozen):
            yield Unfit(f"the date {block.frozen!r}")
        yield from _known("section", [block.dimension], {section.id for section in definition.sections()})
    for level, name in [
        *((row.level, row.id) for row in part.scores),
        *((row.level, row.id) for row in part.gaps),
    ]:
        if level != "overall":
            yield from _known(level, [name], things[level])
    yield from _known("group", (name for row in part.gaps for name in row.pair), scopes)
    scoped = {row.scope_id for row in part.scores} | {row.scope_id for row in part.types}
    scoped |= {row.scope_id for row in part.roadmap}
    yield from _known("group", sorted(filter(None, scoped)), scopes)
    yield from _types(part)
    yield from _quality(part, things, scopes)
    for stages in part.roadmap:
        yield from _roadmap(stages, definition, things["item"])
    yield from _known("prerequisite", (light.id for light in part.lights), set(definition.lights))
    yield from _known("item", (name for light in part.lights for name in light.items), things["item"])
    for finding in part.findings:
        yield from _finding(finding, definition, things)


def _things(definition: Questionnaire) -> dict[str, set[str]]:
    """Every id that a score may have, by its level."""
    sections = list(definition.sections())
    return {
        "dimension": {dimension.id for dimension in definition.dimensions},
        "facet": {facet.id for section in sections for facet in section.facets},
        "axis": {section.id for section in sections if section.axis is not None},
        "item": {item.id for item in definition.items()},
    }


def _types(part: QuestionnaireResults) -> Iterator[Unfit]:
    types = part.definition.types
    reference = set(types.reference) if types else set()
    for row in part.types:
        named = (row.type, row.runner_up, *row.tied, *row.distances, *row.shares)
        yield from _known("type", (name for name in named if name is not None), reference)
        if row.type is not None:
            yield from _same("distances of types", row.distances, reference)


def _quality(part: QuestionnaireResults, things: dict[str, set[str]], scopes: set[str]) -> Iterator[Unfit]:
    ids = [row.id for row in part.reliability] + [row.id for row in part.agreement]
    ids += [row.id for row in part.missing] + [row.id for row in part.influence if row.level != "overall"]
    yield from _known("section", ids, things["dimension"] | things["axis"])
    scoped = {row.scope_id for row in part.agreement} | {row.scope_id for row in part.missing}
    scoped |= {row.scope_id for row in part.influence}
    yield from _known("group", sorted(filter(None, scoped)), scopes)
    yield from _known("group", (row.without for row in part.influence), scopes)
    items = [item.id for row in part.reliability for item in row.items]
    items += [item.id for row in part.agreement for item in row.split_items]
    items += [name for row in part.missing for name in row.hidden_items]
    yield from _known("item", items, things["item"])
    reference = set(part.definition.types.reference) if part.definition.types else set()
    yield from _known("type", (row.type for row in part.influence if row.type is not None), reference)


def _roadmap(row: RoadmapRow, definition: Questionnaire, items: set[str]) -> Iterator[Unfit]:
    if row.stage is None:
        return
    yield from _same("stages of axes", row.axis_stages, definition.axes)
    scored = {stage.stage for stage in definition.stages if stage.stage > 0}
    yield from _same("stages", (stage.stage for stage in row.stages), scored)
    for stage in row.stages:
        yield from _same(f"axes of stage {stage.stage}", stage.axes, definition.axes)
        yield from _known("item", stage.blockers, items)
    yield from _known("item", row.next_steps, items)
    stages = [row.stage]
    if row.if_met is not None:
        yield from _known("item", row.if_met.items, items)
        stages.append(row.if_met.stage)
    for number in stages:
        if not 0 <= number <= definition.last_stage:
            yield Unfit(f"the stage {number}")


def _finding(finding: Finding, definition: Questionnaire, things: dict[str, set[str]]) -> Iterator[Unfit]:
    yield from _known("item", finding.actions, things["item"])
    reference = set(definition.types.reference) if definition.types else set()
    known = {"dimension": things["dimension"], "facet": things["facet"]}
    known |= dict.fromkeys(("type", "runner_up"), reference)
    for key, ids in known.items():
        value = finding.values.get(key)
        if value is not None:
            yield from _known(key, [str(value)], ids)


def _known(kind: str, names: Iterable[str], known: set[str]) -> Iterator[Unfit]:
    yield from (Unfit(f"the {kind} {name!r}") for name in names if name not in known)


def _same(what: str, found: Iterable[object], expected: Iterable[object]) -> Iterator[Unfit]:
    if set(found) != set(expected):
        yield Unfit(what, missing=True)
