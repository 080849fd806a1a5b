"""The summary's headline: what matters most, chosen from type, stage, gaps and profile in this order."""

from __future__ import annotations

from salesex.reports.view import View
from salesex.reports.wording import certainty, gaps, profile, roadmap, types
from salesex.reports.wording.words import Sentence, Words, sentence


def message(views: list[View], words: Words) -> Sentence:
    """Choose the headline of the whole report."""
    for choose in (_type, _stage, _gap, _profile):
        for view in views:
            chosen = choose(view, words)
            if chosen is not None:
                return chosen
    return sentence("summary.nothing")


def _type(view: View, words: Words) -> Sentence | None:
    row = types.main_row(view) if view.definition.types else None
    order = profile.ranked(view)
    if row is None or row.type is None or not order:
        return None
    values = profile.ends(view, words, order)
    title = view.type_title(row.type)
    even = profile.spread(order) < profile.even_range(view)
    if types.uncertain(row):
        return sentence("summary.type.open.even" if even else "summary.type.open", **values)
    if even:
        return sentence("summary.type.even", type=title, **values)
    return sentence(f"summary.type.{row.certainty}", type=title, **values)


def _stage(view: View, words: Words) -> Sentence | None:
    row = roadmap.main_row(view) if view.definition.staged else None
    if row is None or row.stage is None:
        return None
    last = view.definition.last_stage
    place = certainty.place(row, last, words)
    if roadmap.next_stage(view, row) is None:
        key = "summary.stage.top.likely" if certainty.careful(row) else "summary.stage.top"
        return sentence(key, last=words.in_words(last), place=place)
    values = {"place": place}
    pair = roadmap.leading_and_lagging(view, row)
    if pair:
        return sentence("summary.stage.lead", lead=view.names[pair[0]], lag=view.names[pair[1]], **values)
    count = len(roadmap.blocking(view, row))
    if not count:
        return sentence("summary.stage.blind", **values)
    if count == 1:
        return sentence("summary.stage.level.one", **values)
    return sentence("summary.stage.level", blockers=words.count(count, "item"), **values)


def _gap(view: View, words: Words) -> Sentence | None:
    rows = gaps.dimension_gaps(view)
    if not rows:
        blind = gaps.widest(gaps.dimension_gaps(view, gaps.MIRROR_PAIR), "blind_spot")
        if blind is None:
            return None
        return sentence(f"summary.gap.mirror{gaps.proven(blind)}", dimension=view.names[blind.id])
    row = max(rows, key=lambda row: abs(row.gap))
    if not row.flagged:
        return sentence("summary.gap.close")
    key = "summary.gap.blind" if row.gap > 0 else "summary.gap.hidden"
    return sentence(f"{key}{gaps.proven(row)}", dimension=view.names[row.id])


def _profile(view: View, words: Words) -> Sentence | None:
    order = profile.ranked(view)
    if not order:
        return None
    values = profile.ends(view, words, order)
    if len(order) == 1:
        return sentence("summary.profile.one", **values)
    even = profile.spread(order) < profile.even_range(view)
    return sentence("summary.profile.even" if even else "summary.profile", **values)
