"""Sentences about the roadmap: the stage, what blocks the next, islands and contradictions."""

from __future__ import annotations

from salesex.model.results import RoadmapRow, StageRow
from salesex.model.rules import RoadmapRules
from salesex.model.verdicts import stage_verdict
from salesex.reports.view import View
from salesex.reports.wording import certainty
from salesex.reports.wording.words import Sentence, Words, sentence


def rules_of(view: View) -> RoadmapRules:
    """The roadmap rules in force."""
    return view.definition.roadmap or RoadmapRules()


def main_row(view: View) -> RoadmapRow | None:
    """The roadmap a chapter is about: overall, else the only perspective that has one."""
    return (
        view.roadmap_row()
        or view.roadmap_row("perspective", "self")
        or view.roadmap_row("perspective", "external")
    )


def next_stage(view: View, row: RoadmapRow) -> StageRow | None:
    """The stage after the one reached; None at the top."""
    wanted = (row.stage or 0) + 1
    return next((stage for stage in row.stages if stage.stage == wanted), None)


def leading_and_lagging(view: View, row: RoadmapRow) -> tuple[str, str] | None:
    """Axis with the highest and with the lowest stage; None where all are equal."""
    axes = list(row.axis_stages)
    lead = max(axes, key=lambda axis: row.axis_stages[axis])
    lag = min(axes, key=lambda axis: row.axis_stages[axis])
    return None if row.axis_stages[lead] == row.axis_stages[lag] else (lead, lag)


def blocking(view: View, row: RoadmapRow) -> tuple[str, ...]:
    """Every item that stands before the next stage; none at the top."""
    following = next_stage(view, row)
    return following.blockers if following else ()


def first_steps(view: View, row: RoadmapRow) -> tuple[str, ...]:
    """The next steps among them, in their order."""
    blockers = blocking(view, row)
    return tuple(item for item in row.next_steps if item in blockers)


def judged(stage: StageRow) -> bool:
    """Whether every axis of a stage has a number."""
    return all(axis.score is not None for axis in stage.axes.values())


def message(view: View, words: Words) -> Sentence:
    """Choose the chapter's message."""
    row = main_row(view)
    if row is None or row.stage is None:
        return sentence("roadmap.none")
    last = view.definition.last_stage
    following = next_stage(view, row)
    place = certainty.place(row, last, words)
    if following is None:
        key = "roadmap.top.likely" if certainty.careful(row) else "roadmap.top"
        return sentence(key, last=words.in_words(last), place=place)
    values = {"place": place, "next": following.stage}
    pair = leading_and_lagging(view, row)
    if pair and row.axis_stages[pair[1]] == row.stage:
        return _led(view, row, pair, place)
    count = len(following.blockers)
    if count == 0:
        return sentence("roadmap.unjudged", **values)
    if count == 1:
        return sentence("roadmap.level.one", **values)
    return sentence("roadmap.level", items=words.count(count, "item"), **values)


def _led(view: View, row: RoadmapRow, pair: tuple[str, str], place: str) -> Sentence:
    """Which axis holds the stage, as firmly as the stage may be named."""
    lead, lag = pair
    names = {"lead": view.names[lead], "lag": view.names[lag]}
    if stage_verdict(row).kind == "open":
        return sentence("roadmap.open", place=place, **names)
    high = row.axis_stages[lead]
    if certainty.careful(row):
        return sentence("roadmap.lead.likely", place=place, high=high, **names)
    return sentence("roadmap.lead", high=high, stage=row.stage, **names)


def follows(view: View, words: Words) -> list[Sentence]:
    """Choose what follows: the first step and why it comes first."""
    row = main_row(view)
    if row is None or row.stage is None:
        return []
    found = [_first_step(view, words, row)]
    if "contradiction" in row.notes and row.start is not None:
        start = words.score(row.start)
        found.insert(0, sentence("roadmap.contradiction", start=start, stage=row.stage))
    pair = leading_and_lagging(view, row)
    if pair:
        size = "strong" if "imbalance_strong" in row.notes else "mild"
        names = {"lead": view.names[pair[0]], "lag": view.names[pair[1]]}
        stages = words.count(row.axis_stages[pair[0]] - row.axis_stages[pair[1]], "stage")
        found.append(sentence(f"roadmap.imbalance.{size}", difference=stages, **names))
    return found


def _first_step(view: View, words: Words, row: RoadmapRow) -> Sentence:
    following = next_stage(view, row)
    if following is None:
        return sentence("roadmap.follows.top")
    steps = first_steps(view, row)
    if not steps:
        return sentence("roadmap.follows.unjudged", next=following.stage)
    action = action_of(view, words, steps[0])
    pair = leading_and_lagging(view, row)
    if pair is None:
        key = "roadmap.follows.level" if len(steps) > 1 else "roadmap.follows.only"
        return sentence(key, action=action, next=following.stage)
    later = [stage.stage for stage in row.stages if stage.stage > following.stage and not stage.met]
    key = "roadmap.follows.lead" if later else "roadmap.follows.lead.last"
    values = {"next": following.stage, "after": min(later, default=0)}
    return sentence(key, lag=view.names[pair[1]], action=action, **values)


def gain(view: View, words: Words, row: RoadmapRow) -> list[Sentence]:
    """Choose what would change if all that stands before the next stage reached its mark; [] if unknown."""
    following = next_stage(view, row)
    if row.if_met is None or following is None:
        return []
    count = len(row.if_met.items)
    values = {"next": following.stage, "stage": row.if_met.stage}
    chosen = sentence(
        f"roadmap.gain.{'one' if count == 1 else 'two' if count == 2 else 'many'}",
        count=words.in_words(count),
        threshold=words.score(rules_of(view).axis_threshold),
        who=words(f"roadmap.whom.{row.scope_id or row.scope}"),
        **values,
    )
    further = row.if_met.stage > following.stage
    return [chosen, sentence("roadmap.gain.further", **values)] if further else [chosen]


def action_of(view: View, words: Words, item_id: str) -> str:
    """What to do where an item is low: its own words, else a sentence made from its text."""
    item = view.items[item_id]
    if item.action is not None:
        return view.text(item.action)
    key = "measures.item.reverse" if item.reverse else "measures.item"
    return words(key, item=words.cited(view.text(item.text)))


def islands(view: View, words: Words, row: RoadmapRow) -> tuple[str, str] | None:
    """Heading and text about stages that are met beyond the one reached."""
    following = next_stage(view, row)
    if not row.islands or following is None:
        return None
    noun = "island" if len(row.islands) == 1 else "islands"
    numbers = words.series([str(stage) for stage in row.islands])
    return (
        words(f"roadmap.{noun}.title", stages=numbers),
        words(f"roadmap.{noun}.text", next=following.stage),
    )


def views(view: View, words: Words) -> Sentence | None:
    """Choose how self and external view compare."""
    own, other = view.roadmap_row("perspective", "self"), view.roadmap_row("perspective", "external")
    if own and other:
        states = certainty.state(own, words), certainty.state(other, words)
        if states[0] == states[1]:
            return sentence("roadmap.views.same", state=states[0])
        return sentence("roadmap.views.text", self=states[0], external=states[1])
    if own:
        return sentence("roadmap.views.only_self", self=certainty.state(own, words))
    if other:
        return sentence("roadmap.views.only_external", external=certainty.state(other, words))
    return None
