"""Whether stages and lights can be reached at all, and not by a single careless number."""

from __future__ import annotations

from collections.abc import Iterator

from salesex.errors import Issue
from salesex.model import Questionnaire
from salesex.surveys.formats.reader import Reader
from salesex.surveys.questionnaires.rules.structure import MAX_AXES

FULL_MARKS = 100.0


def stages_have_all_axes(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every stage from 1 on has items on every axis.

    A stage with an unknown axis is Q041 already, and too many axes are Q040.
    """
    for stage in questionnaire.stages if len(questionnaire.axes) <= MAX_AXES else ():
        if stage.stage > 0 and stage.axes.keys() < questionnaire.axes.keys():
            missing = [axis for axis in questionnaire.axes if axis not in stage.axes]
            yield at.issue("Q074", at.place(stage, "stage"), stage=stage.stage, missing=missing)


def bounds_leave_room(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """No bound needs the best answer from everybody."""
    rules = questionnaire.roadmap
    if rules is not None and questionnaire.stages:
        for key in ("axis_threshold", "item_floor"):
            if getattr(rules, key) >= FULL_MARKS:
                yield at.issue("Q076", at.place(questionnaire, "roadmap", key), key=key)
    for light in questionnaire.lights.values():
        if light.threshold >= FULL_MARKS:
            yield at.issue("Q076", at.place(light, "threshold"), key="threshold")


def floor_below_threshold(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """The floor of single items is no higher than the threshold of their mean."""
    rules = questionnaire.roadmap
    if rules is not None and rules.axis_threshold < rules.item_floor < FULL_MARKS:
        node = at.place(questionnaire, "roadmap", "item_floor")
        yield at.issue("Q077", node, floor=rules.item_floor, threshold=rules.axis_threshold)


def lights_are_scored(questionnaire: Questionnaire, at: Reader) -> Iterator[Issue]:
    """Every light has a scored item; one without any item is Q043 already."""
    if not questionnaire.lights:
        return
    tagged = [item for item in questionnaire.items() if item.tags]
    scored = {tag for item in tagged if item.scored for tag in item.tags}
    tags = {tag for item in tagged for tag in item.tags}
    for name, light in questionnaire.lights.items():
        if light.tag in tags - scored:
            yield at.issue("Q078", at.place(light, "tag"), light=name, tag=light.tag)
