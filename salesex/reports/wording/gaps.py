"""Sentences about self-image and outside view; what was tested sets the verb."""

from __future__ import annotations

from salesex.model.questionnaire import PERSPECTIVES
from salesex.model.results import GapRow
from salesex.model.rules import GapRules
from salesex.reports.view import View
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.roadmap import action_of
from salesex.reports.wording.words import Sentence, Words, sentence

PAIR = ("self", "external")
MIRROR_PAIR = ("self", "mirror")
TOLD = (PAIR, MIRROR_PAIR)
"""Pairs whose gaps stand in the chapter's margin."""


def rules_of(view: View) -> GapRules:
    """The gap rules in force."""
    return view.definition.gaps or GapRules()


def dimension_gaps(view: View, pair: tuple[str, str] = PAIR) -> list[GapRow]:
    """Gap rows of one pair over the dimensions, in the questionnaire's order."""
    return [row for row in view.part.gaps if row.level == "dimension" and row.pair == pair]


def widest(rows: list[GapRow], kind: str) -> GapRow | None:
    """The widest gap of one class."""
    of_kind = [row for row in rows if row.class_ == kind]
    return max(of_kind, key=lambda row: abs(row.gap), default=None)


def proven(row: GapRow) -> str:
    """Suffix of the sentence that may be said without "wohl"; empty for the careful one."""
    return ".finding" if row.evidence == "finding" else ""


def message(view: View, words: Words) -> Sentence:
    """Choose the chapter's message."""
    rows = dimension_gaps(view)
    if not rows:
        return _without_pair(view, words)
    blind, hidden = widest(rows, "blind_spot"), widest(rows, "hidden_strength")
    if blind and hidden:
        return sentence(
            "gaps.both",
            blind=view.names[blind.id],
            blind_sure=words(f"gaps.both.blind{proven(blind)}"),
            hidden=view.names[hidden.id],
            hidden_sure=words(f"gaps.both.hidden{proven(hidden)}"),
        )
    for row, kind in ((blind, "blind"), (hidden, "hidden")):
        if row:
            gap = words.width_of_gap(row.a, row.b)
            return sentence(f"gaps.{kind}{proven(row)}", dimension=view.names[row.id], gap=gap)
    mirror = widest(dimension_gaps(view, MIRROR_PAIR), "blind_spot")
    if mirror:
        return _mirror(view, words, mirror)
    flagged = max((row for row in rows if row.flagged), key=lambda row: abs(row.gap), default=None)
    if flagged:
        key = "gaps.blind" if flagged.gap > 0 else "gaps.hidden"
        return sentence(key, dimension=view.names[flagged.id], gap=words.width_of_gap(flagged.a, flagged.b))
    return sentence("gaps.agreed", divergence=words.score(rules_of(view).divergence))


def unsure(view: View, words: Words, rows: list[GapRow]) -> Sentence | None:
    """Name the findings whose interval reaches below the bar for notable gaps."""
    bar = rules_of(view).divergence
    found = [
        view.names[row.id]
        for row in rows
        if row.evidence == "finding" and row.ci_low is not None and row.ci_high is not None
        if min(abs(row.ci_low), abs(row.ci_high)) < bar
    ]
    if not found:
        return None
    return sentence("apart.unsure", dimensions=words.series(found), divergence=words.score(bar))


def _mirror(view: View, words: Words, row: GapRow) -> Sentence:
    return sentence("gaps.mirror", dimension=view.names[row.id], gap=words.width_of_gap(row.a, row.b))


def _without_pair(view: View, words: Words) -> Sentence:
    mirror = widest(dimension_gaps(view, MIRROR_PAIR), "blind_spot")
    if mirror:
        return _mirror(view, words, mirror)
    dimensions = [dimension.id for dimension in view.definition.dimensions]
    if any(view.perspective("dimension", key, "self") for key in dimensions):
        compared = dimension_gaps(view, MIRROR_PAIR)
        return sentence("gaps.no_external.mirror" if compared else "gaps.no_external")
    if any(view.perspective("dimension", key, side) for key in dimensions for side in ("external", "mirror")):
        return sentence("gaps.no_self")
    return sentence("gaps.none")


def follows(view: View, words: Words) -> list[Sentence]:
    """Choose what follows from the comparison."""
    rows = dimension_gaps(view)
    found: list[Sentence] = []
    blind, hidden = widest(rows, "blind_spot"), widest(rows, "hidden_strength")
    if blind:
        found.append(
            sentence(
                "gaps.follows.blind",
                dimension=view.names[blind.id],
                action=action_of(view, words, widest_item(view, blind.id)),
            )
        )
        found.extend(_mirror_agrees(view, words, blind))
    if hidden:
        found.append(sentence("gaps.follows.hidden", dimension=view.names[hidden.id]))
    if rows and not blind and not hidden:
        found.append(sentence("gaps.follows.agreed"))
    return found + _missing_views(view, rows) + _apart(view, words)


def _missing_views(view: View, rows: list[GapRow]) -> list[Sentence]:
    """Whose view would make the comparison whole."""
    has = {
        side: any(view.perspective("dimension", part.id, side) for part in view.definition.dimensions)
        for side in PERSPECTIVES
    }
    if rows:
        return [] if has["mirror"] else [sentence("gaps.follows.mirror_missing")]
    if has["self"]:
        return [sentence("gaps.follows.no_external.mirror" if has["mirror"] else "gaps.follows.no_external")]
    return [sentence("gaps.follows.no_self")] if any(has.values()) else []


def _mirror_agrees(view: View, words: Words, blind: GapRow) -> list[Sentence]:
    mirror = view.perspective("dimension", blind.id, "mirror")
    if mirror is None or blind.a - score_of(mirror) < rules_of(view).divergence:
        return []
    score = words.score(score_of(mirror))
    return [sentence("gaps.follows.mirror", dimension=view.names[blind.id], score=score)]


def _apart(view: View, words: Words) -> list[Sentence]:
    """What is said of the groups within sales: the widest gap among them, or that there is none."""
    titles = {group.id: view.text(group.title) for group in view.engagement.groups}
    titles["rest-self"] = words("rest")
    rows = [row for row in view.part.gaps if row.level == "dimension" and set(row.pair) <= set(titles)]
    row = max((row for row in rows if row.class_ == "apart"), key=lambda row: abs(row.gap), default=None)
    if row is None:
        divergence = words.score(rules_of(view).divergence)
        return [sentence("gaps.follows.together", divergence=divergence)] if rows else []
    values = {
        "a": titles[row.pair[0]],
        "a_score": words.score(row.a),
        "b": titles[row.pair[1]],
        "b_score": words.score(row.b),
    }
    return [sentence(f"gaps.follows.apart{proven(row)}", dimension=view.names[row.id], **values)]


def widest_item(view: View, dimension: str) -> str:
    """The item of a dimension whose self and external view are furthest apart."""
    wanted = next(part for part in view.definition.dimensions if part.id == dimension)
    rows = [view.gap(item.id, *PAIR, level="item") for item in wanted.all_items]
    shown = [row for row in rows if row is not None]
    if not shown:
        return wanted.all_items[0].id
    return max(shown, key=lambda row: abs(row.gap)).id
