"""Sentences about self and external view side by side: whether type or stage agree, and what parts them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from salesex.model.results import RoadmapRow, TypeRow
from salesex.model.verdicts import stage_verdict
from salesex.reports import formats
from salesex.reports.view import View
from salesex.reports.wording import gaps, types
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Sentence, Words, sentence

MOST = 5


@dataclass(frozen=True, slots=True)
class Apart:
    """A statement that both views judged, with the score of each."""

    item: str
    own: float
    other: float

    @property
    def points(self) -> int:
        """How far the rounded scores are apart, as a reader reckons."""
        return int(abs(formats.rounded(self.own) - formats.rounded(self.other)))


def type_pair(view: View) -> tuple[TypeRow, TypeRow] | None:
    """The types of self and external view; None where one of them has none."""
    own, other = view.type_row("perspective", "self"), view.type_row("perspective", "external")
    return (own, other) if own and other else None


def stage_pair(view: View) -> tuple[RoadmapRow, RoadmapRow] | None:
    """The stages of self and external view; None where one of them has none."""
    own, other = view.roadmap_row("perspective", "self"), view.roadmap_row("perspective", "external")
    return (own, other) if own and other else None


def same_type(own: TypeRow, other: TypeRow) -> bool:
    """Whether both views give one and the same type, each firmly enough to be named."""
    return own.type == other.type and not types.uncertain(own) and not types.uncertain(other)


def same_stage(own: RoadmapRow, other: RoadmapRow) -> bool:
    """Whether both views give the same stage, neither of them open unless both are, alike."""
    found = stage_verdict(own), stage_verdict(other)
    if "open" in {one.kind for one in found}:
        return len({(one.kind, one.low, one.high) for one in found}) == 1
    return own.stage == other.stage


def type_message(view: View, words: Words, own: TypeRow, other: TypeRow) -> Sentence:
    """Choose the message about two types."""
    if types.uncertain(own) and types.uncertain(other):
        return sentence("views.type.open")
    if same_type(own, other):
        key = "views.type.same" if own.certainty == other.certainty == "high" else "views.type.same.likely"
        return sentence(key, type=view.type_title(own.type or ""))
    return sentence("views.differ", self=_type(view, words, own), external=_type(view, words, other))


def _type(view: View, words: Words, row: TypeRow) -> str:
    certainty = "low" if types.uncertain(row) else row.certainty
    return words(f"views.type.{certainty}", type=view.type_title(row.type or ""))


def stage_message(words: Words, own: RoadmapRow, other: RoadmapRow) -> Sentence:
    """Choose the message about two stages; where both agree the less certain one sets the words."""
    states = [stage_state(words, row) for row in (own, other)]
    if same_stage(own, other):
        careful = next((row for row in (own, other) if stage_verdict(row).kind != "sure"), own)
        return sentence("views.stage.same", state=stage_state(words, careful))
    return sentence("views.differ", self=states[0], external=states[1])


def stage_state(words: Words, row: RoadmapRow) -> str:
    """A stage as firmly as it may be named: "Stufe 2", "wohl Stufe 2", "Stufe 2 bis 3"."""
    found = stage_verdict(row)
    values = {"stage": row.stage, "low": found.low, "high": found.high}
    if found.kind == "sure":
        return words("views.stage.sure", **values)
    if found.kind != "open":
        return words("views.stage.likely", **values)
    return words("views.stage.open" if found.low < found.high else "views.stage.open.one", **values)


def judged_by_both(view: View, items: Collection[str] | None = None) -> list[Apart]:
    """Scored statements (of `items`) that are shown for both views, those furthest apart first."""
    found = []
    for item in view.definition.items():
        rows = [view.perspective("item", item.id, side) for side in ("self", "external")]
        own, other = rows
        if item.scored and own and other and (items is None or item.id in items):
            found.append(Apart(item.id, score_of(own), score_of(other)))
    return sorted(found, key=lambda one: -one.points)


def between(view: View, own: RoadmapRow, other: RoadmapRow) -> set[str]:
    """Statements of the stages that one view reaches and the other does not."""
    low, high = sorted((own.stage or 0, other.stage or 0))
    stages = [stage for stage in view.definition.stages if low < stage.stage <= high]
    return {item.id for stage in stages for part in stage.axes.values() for item in part.items}


def apart(view: View, agree: bool, items: Collection[str] | None = None) -> list[Apart]:
    """What makes two views differ; where they agree, what is far apart all the same."""
    found = judged_by_both(view, items)
    least = gaps.rules_of(view).divergence if agree else 1
    return [one for one in found if one.points >= least][:MOST]


def items_title(view: View, words: Words, agree: bool, found: list[Apart]) -> Sentence:
    """Choose the heading of the statements, or the sentence that stands in their place."""
    if found:
        return sentence("views.items.agree" if agree else "views.items.differ")
    if not judged_by_both(view):
        return sentence("views.items.hidden")
    return sentence("views.items.none", divergence=words.score(gaps.rules_of(view).divergence))


def follows(
    view: View, words: Words, agree: bool, found: list[Apart], stages: tuple[RoadmapRow, RoadmapRow] | None
) -> list[Sentence]:
    """Choose what follows from two views that agree, or do not."""
    chosen = []
    if agree:
        chosen.append(sentence("views.follows.agree"))
    elif stages is None or stages[0].stage == stages[1].stage:
        chosen.append(sentence("views.follows.differ"))
    else:
        lower = min(stages, key=lambda row: row.stage or 0)
        chosen.append(sentence("views.follows.lower", stage=lower.stage))
    if found:
        item = words.cited(view.text(view.items[found[0].item].text))
        values = {"self": words.score(found[0].own), "external": words.score(found[0].other)}
        chosen.append(sentence("views.follows.first", item=item, **values))
    return chosen
