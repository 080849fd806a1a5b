"""Rules of questionnaires that go beyond one field: one function per rule, yielding issues.

Every rule sees the questionnaire as far as it could be read, and the reader for the places. Rules
about something that is missing run only when nothing was left out, so that one mistake is one issue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesex.errors import Issue
from salesex.frozen import replace
from salesex.model import Questionnaire
from salesex.surveys.formats.reader import Reader
from salesex.surveys.questionnaires.rules import (
    profiles,
    scale,
    sections,
    slips,
    stages,
    structure,
    types,
    wording,
)

Rule = Callable[[Questionnaire, Reader], Iterator[Issue]]


def check(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Run every rule that makes sense on what could be read."""
    yield from structure.profile_or_roadmap(questionnaire, at) if not at.incomplete else ()
    own = _without_foreign_parts(questionnaire)
    at.remember(own, at.place(questionnaire))
    for rule in ALWAYS if at.incomplete else ALWAYS + WHEN_COMPLETE:
        yield from rule(own, at)


def _without_foreign_parts(questionnaire: Questionnaire) -> Questionnaire:
    """Leave out what belongs to the other kind of questionnaire: it is Q035 there, and nothing else."""
    if questionnaire.dimensions:
        return replace(questionnaire, axes={}, stages=(), roadmap=None, lights={})
    if questionnaire.stages or questionnaire.axes:
        return replace(questionnaire, types=None, gaps=None)
    return questionnaire


ALWAYS: tuple[Rule, ...] = (
    structure.doubled_ids,
    structure.doubled_items,
    structure.words_as_ids,
    structure.facets_or_items,
    structure.too_many_axes,
    types.contrast_sides,
    structure.numbers_in_order,
    wording.complete_languages,
    wording.statements,
    slips.points_as_shares,
    slips.texts,
    slips.yes_as_no_answer,
    slips.ids_alike,
)
WHEN_COMPLETE: tuple[Rule, ...] = (
    structure.empty_dimensions,
    structure.stage_numbers,
    structure.scored_at_the_start,
    structure.unknown_axes,
    structure.light_tags,
    types.type_profiles,
    types.one_fallback,
    types.tie_order,
    types.type_references,
    scale.scale_direction,
    scale.labels_on_scale,
    scale.clear_labels,
    scale.end_labels,
    sections.parts,
    stages.stages_have_all_axes,
    stages.bounds_leave_room,
    stages.floor_below_threshold,
    stages.lights_are_scored,
    profiles.types_make_sense,
)
"""Rules about what is missing, points nowhere, or needs the whole scale."""
