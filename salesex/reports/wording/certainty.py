"""How sure a number is, in words: its interval, what a gap's size and test say, how firm a stage is."""

from __future__ import annotations

from salesex.model.results import GapRow, RoadmapRow, ScoreRow
from salesex.model.rules import GapRules
from salesex.model.verdicts import StageVerdict, size_word, stage_verdict
from salesex.reports import formats
from salesex.reports.formats import of_hundred as of_hundred
from salesex.reports.view import View
from salesex.reports.wording.words import Sentence, Words, sentence

SURE = 95.0
"""How many of a hundred intervals hold what they are for, in percent."""
WHY_NONE = {"one_person", "all_answered"}
"""Reasons for a score to have no interval that are worth a sentence."""


def span(row: ScoreRow, words: Words) -> str:
    """The interval of a score for a table, "41–54"; empty where it has none."""
    if row.ci_low is None or row.ci_high is None:
        return ""
    return f"{words.score(row.ci_low)}–{words.score(row.ci_high)}"


def ends(row: ScoreRow, words: Words) -> str:
    """The interval of a score for a label, "41 bis 54", or why it has none."""
    if row.ci_low is None or row.ci_high is None:
        return words(f"interval.short.{row.reason}") if row.reason in WHY_NONE else ""
    return formats.interval(row.ci_low, row.ci_high, words.language)


def interval(
    words: Words, row: ScoreRow, invited: int | None = None, *, counted: bool = True
) -> Sentence | None:
    """Choose what the interval of a score says; None where there is nothing to say.

    Parameters
    ----------
    invited : how many people the score speaks for; None where that is not known
    counted : whether to say how many of them answered
    """
    if row.ci_low is None or row.ci_high is None:
        return sentence(f"interval.{row.reason}") if row.reason in WHY_NONE else None
    values = {
        "range": words.range(words.score(row.ci_low), words.score(row.ci_high)),
        "sure": words.percent(SURE),
    }
    if invited is None:
        return sentence("interval.unknown" if counted else "interval.unknown.short", **values)
    if not counted:
        return sentence("interval.uncounted", **values)
    return sentence("interval", n=row.n, invited=invited, **values)


def invited(view: View, row: ScoreRow) -> int | None:
    """How many were invited into the groups behind a score; None where that is not known of all."""
    sides = {"self", "external"} if row.scope == "overall" else {row.scope_id}
    known = {group.id: group.invited for group in view.engagement.groups}
    groups = [
        group
        for block in view.part.blocks
        if block.dimension == row.id and (block.perspective in sides or block.id in sides)
        for group in block.groups
    ]
    counts = [count for group in groups if (count := known[group]) is not None]
    return sum(counts) if groups and len(counts) == len(groups) else None


def gap_interval(row: GapRow, words: Words) -> str:
    """The interval of a gap, "+15 bis +29"; empty where it has none."""
    if row.ci_low is None or row.ci_high is None:
        return ""
    return words("interval.gap", low=words.signed(row.ci_low), high=words.signed(row.ci_high))


def gap_size(row: GapRow, words: Words) -> str:
    """How large a gap is beside the spread of the answers: word first, Hedges' g without its sign second."""
    if row.g is None:
        return ""
    return words(f"size.{size_word(row.g)}", g=words.decimal(abs(row.g)))


def gap_test(row: GapRow, words: Words) -> str:
    """The p value of a gap; empty where it was not tested."""
    return "" if row.p_adjusted is None else formats.p_value(row.p_adjusted, words.language)


def gap_evidence(view: View, words: Words, row: GapRow) -> str:
    """What was found of a gap; one that is proven, yet too small to be flagged, is not called absent."""
    rules = view.definition.gaps
    if rules is not None and _narrow(rules, row):
        return words("evidence.none.narrow", divergence=words.score(rules.divergence))
    return words(f"evidence.{row.evidence}")


def beyond_chance(rules: GapRules | None, row: GapRow) -> bool:
    """Whether a gap was tested and is more than chance, however small it is."""
    return rules is not None and row.p_adjusted is not None and row.p_adjusted <= rules.alpha


def _narrow(rules: GapRules | None, row: GapRow) -> bool:
    return row.evidence == "none" and beyond_chance(rules, row)


def gap_kind(view: View, words: Words, row: GapRow) -> tuple[str, str]:
    """The class of a gap and what was found of it; one text where the class would deny the finding.

    A gap outside every class is notable from the divergence on; below it, it may still be no chance.
    """
    found = gap_evidence(view, words, row)
    if row.class_ != "no_clear_finding":
        return words(f"gap.{row.class_}"), found
    rules = view.definition.gaps
    if row.flagged and rules is not None:
        return words("gaps.flag", divergence=words.score(rules.divergence)), found
    return (found, "") if _narrow(rules, row) else (words("gap.no_clear_finding"), found)


def careful(row: RoadmapRow) -> bool:
    """Whether a stage needs a word of care."""
    return stage_verdict(row).kind != "sure"


def place(row: RoadmapRow, last: int, words: Words) -> str:
    """The stage as firmly as it may be named: "Stufe 2 von 7", "zwischen Stufe 2 und 3 von 7"."""
    found = stage_verdict(row)
    values = {"stage": row.stage, "low": found.low, "high": found.high, "last": last}
    if found.kind == "sure":
        return words("stage.place.sure", **values)
    return words(_place_key(found), **values)


def _place_key(found: StageVerdict) -> str:
    if found.kind != "open":
        return "stage.place.likely"
    return "stage.place.open.one" if found.low == found.high else "stage.place.open"


def state(row: RoadmapRow, words: Words) -> str:
    """The stage in a word or two with its certainty: "Stufe 2 (sicher)"."""
    found = stage_verdict(row)
    values = {"stage": row.stage, "low": found.low, "high": found.high}
    key = "stage.state.band" if found.kind == "open" and found.low < found.high else "stage.state"
    return words(key, certainty=words(f"stage.certainty.{found.kind}"), **values)


def stage(row: RoadmapRow, words: Words) -> list[Sentence]:
    """Choose how sure the stage is, where it would lie else, and what that means for planning."""
    found = stage_verdict(row)
    values = {"stage": row.stage, "low": found.low, "high": found.high, "next": (row.stage or 0) + 1}
    if row.stability is None or row.certainty is None:
        said = [sentence("stage.unknown", **values)]
    else:
        key = "one" if found.low == found.high else "band"
        share = of_hundred(row.stability)
        said = [sentence(f"stage.{row.certainty}.{key}", share=share, **values)]
    if "not_judged" in row.notes:
        said.append(sentence("stage.unjudged", **values))
    return said
