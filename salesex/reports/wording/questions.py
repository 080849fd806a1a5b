"""The question a facilitator puts to the room, chosen by what a page shows."""

from __future__ import annotations

from collections.abc import Sequence

from salesex.model.results import GapRow, RoadmapRow, TypeRow
from salesex.reports.view import View
from salesex.reports.wording import gaps as gap_wording
from salesex.reports.wording import profile as profile_wording
from salesex.reports.wording import roadmap as stage_wording
from salesex.reports.wording import types as type_wording
from salesex.reports.wording.measures import Measure
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Sentence, Words, sentence

FEW = "ask.few"
"""Where nothing may be shown: who is missing."""


def profile(view: View, words: Words) -> Sentence:
    """Ask what to keep where all is well, what to carry over or to change where it is not."""
    order = profile_wording.ranked(view)
    if not order:
        return sentence(FEW)
    values = profile_wording.ends(view, words, order)
    target = view.definition.target
    if score_of(order[-1][1]) >= target:
        return sentence("ask.profile.strong", **values)
    if len(order) > 1 and profile_wording.spread(order) < profile_wording.even_range(view):
        return sentence("ask.profile.even")
    if len(order) > 1 and score_of(order[0][1]) >= target:
        return sentence("ask.profile.split", **values)
    return sentence("ask.profile.low", target=words.score(target), **values)


def types(view: View, words: Words) -> Sentence:
    """Ask about the type as firmly as it may be named; first where self and external view differ."""
    row = type_wording.main_row(view)
    if row is None or row.type is None:
        hidden = [
            one.id for one in view.definition.dimensions if view.best_scope("dimension", one.id) is None
        ]
        return sentence("ask.type.missing", dimension=view.names[hidden[0]]) if hidden else sentence(FEW)
    if type_wording.views(view).key == "type.views.differ":
        return sentence("ask.type.views")
    kind, titles = type_wording.verdict_of(view, row)
    if kind == "between":
        return sentence("ask.type.between")
    if kind == "missed":
        weakest = profile_wording.ranked(view)[-1][0]
        return sentence("ask.type.missed", dimension=view.names[weakest], type=titles[0])
    if kind == "nearest":
        return sentence("ask.type.nearest")
    return _named(view, words, row)


def _named(view: View, words: Words, row: TypeRow) -> Sentence:
    if {"flat", "balanced"} & set(row.notes):
        return sentence("ask.type.even")
    contrast = type_wording.rules_of(view).reference[row.type or ""].contrast
    if contrast is None:
        return sentence("ask.type.plain")
    above, below = (words.series([view.names[key] for key in ids]) for ids in (contrast.of, contrast.against))
    return sentence("ask.type.contrast", above=above, below=below)


def roadmap(view: View, words: Words) -> Sentence:
    """Ask about the first statement that stands before the next stage."""
    row = stage_wording.main_row(view)
    if row is None or row.stage is None:
        return sentence(FEW)
    if "contradiction" in row.notes:
        return sentence("ask.stage.contradiction", stage=row.stage)
    following = stage_wording.next_stage(view, row)
    if following is None:
        return sentence("ask.stage.top")
    steps = stage_wording.first_steps(view, row)
    if not steps:
        return sentence("ask.stage.unjudged", next=following.stage)
    return _blocked(view, words, row, steps[0])


def _blocked(view: View, words: Words, row: RoadmapRow, item_id: str) -> Sentence:
    item = view.items[item_id]
    cited = words.cited(view.text(item.text))
    if f"verify:{item_id}" in row.notes:
        return sentence("ask.stage.spread", item=cited)
    return sentence("ask.stage.reverse" if item.reverse else "ask.stage.item", item=cited)


def gaps(view: View, words: Words) -> Sentence:
    """Ask about the gap that the message names; where a statement shows it best, about that statement."""
    chosen = gap_wording.message(view, words)
    kind = chosen.key.removeprefix("gaps.").removesuffix(".finding")
    if kind == "none":
        return sentence(FEW)
    if kind in ("no_external", "no_external.mirror", "no_self"):
        return sentence(f"ask.gaps.{kind.removesuffix('.mirror')}")
    rows = gap_wording.dimension_gaps(view)
    if kind == "agreed":
        lowest = min(rows, key=lambda row: row.a + row.b)
        return sentence("ask.gaps.agreed", dimension=view.names[lowest.id])
    if kind == "both":
        return _both(chosen, rows)
    if kind == "blind" and (item := _furthest(view, rows)):
        return sentence("ask.gaps.item", item=words.cited(view.text(view.items[item].text)))
    proven = ".finding" if chosen.key.endswith(".finding") else ""
    return sentence(f"ask.gaps.{kind}{proven}", dimension=chosen.values["dimension"])


def _both(chosen: Sentence, rows: Sequence[GapRow]) -> Sentence:
    found = [gap_wording.widest(list(rows), kind) for kind in ("blind_spot", "hidden_strength")]
    sure = all(row is not None and gap_wording.proven(row) for row in found)
    names = {key: chosen.values[key] for key in ("blind", "hidden")}
    return sentence("ask.gaps.both.finding" if sure else "ask.gaps.both", **names)


def _furthest(view: View, rows: Sequence[GapRow]) -> str | None:
    """The flagged statement, seen too favourably, with the widest gap in the dimension of the widest one."""
    widest = gap_wording.widest(list(rows), "blind_spot")
    if widest is None:
        return None
    item = gap_wording.widest_item(view, widest.id)
    row = view.gap(item, *gap_wording.PAIR, level="item")
    return item if row is not None and row.flagged and row.gap > 0 else None


def measures(planned: Sequence[Measure], words: Words) -> Sentence:
    """Ask who begins; where there is no finding yet, who is missing."""
    if not any(measure.findings for measure in planned):
        return sentence(FEW)
    if len(planned) == 1:
        return sentence("ask.measures.one")
    return sentence("ask.measures", measures=words.count(len(planned), "measure"))
