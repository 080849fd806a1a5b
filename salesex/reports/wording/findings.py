"""Findings in words: one sentence, then value and n; what was tested sets the verb."""

from __future__ import annotations

from collections.abc import Callable

from salesex.model import soundness
from salesex.model.stages import RoadmapRow, StageRow
from salesex.model.verdicts import stage_verdict
from salesex.reports.view import View
from salesex.reports.wording import certainty, gap_findings, roadmap, types
from salesex.reports.wording import finding_values as values_of
from salesex.reports.wording.measures import Told
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Sentence, Words, sentence

Chooser = Callable[[Told, Words], list[Sentence]]


def head(one: Told, words: Words) -> str:
    """The finding as one sentence."""
    return words.say(_head(one, words))


def text(one: Told, words: Words) -> str:
    """Values and n that the finding rests on, and what limits it."""
    said = [*_TEXTS[one.finding.code](one, words), *_one_sided(one), *_reserved(one, words)]
    return " ".join(words.say(chosen) for chosen in said)


def _one_sided(one: Told) -> list[Sentence]:
    """Say that a score is the judgement of sales about itself, where nobody else was asked or is shown."""
    if not one.finding.code.startswith("F-DIM"):
        return []
    about = one.text_value("dimension")
    own, other = (one.view.perspective("dimension", about, side) for side in ("self", "external"))
    return [sentence("finding.self_only")] if own is not None and other is None else []


def _reserved(one: Told, words: Words) -> list[Sentence]:
    """Say that the statements of the dimension hang together only loosely, or that this is not shown.

    Where it is shown of no dimension, the limit is that of the whole survey and no finding's own.
    """
    about = one.finding.values.get("dimension")
    rows = one.view.part.reliability
    row = next((row for row in rows if row.id == about), None)
    if row is None:
        return []
    if row.status != "ok":
        return [sentence("finding.open")] if any(other.status == "ok" for other in rows) else []
    if row.alpha is None or row not in soundness.least_reliable([row]):
        return []
    return [sentence("finding.loose", alpha=words.decimal(row.alpha, 2))]


def roadmap_n(view: View, words: Words) -> str:
    """The n of a roadmap: of all its axes, as one number or a range."""
    row = roadmap.main_row(view)
    if row is None:
        return ""
    found = [
        view.shown("axis", f"{stage.stage}.{axis}", row.scope, row.scope_id)
        for stage in row.stages
        for axis in stage.axes
    ]
    return words.n(*(axis.n for axis in found if axis is not None))


def _head(one: Told, words: Words) -> Sentence:
    code = one.finding.code
    if code == "F-TYPE":
        key = "F-TYPE.head.high" if one.finding.certainty == "high" else "F-TYPE.head"
        return sentence(key, type=one.view.type_title(one.text_value("type")))
    if code == "F-STAGE":
        return _stage_head(one, words)
    if code == "F-STAGE-IMBALANCE":
        stages = words.count(int(one.number_value("difference") or 0), "stage")
        return sentence(
            f"{code}.head",
            lead=values_of.title(one, "leading"),
            lag=values_of.title(one, "lagging"),
            difference=stages,
        )
    if code == "F-STAGE-ISLAND":
        numbers = one.text_value("islands").split(",")
        return sentence(f"{code}.head.{_number(numbers)}", islands=words.series(numbers))
    if code == "F-DIM-WEAK":
        distance = (one.number_value("target") or 0.0) - (one.number_value("score") or 0.0)
        return sentence(
            f"{code}.head" if one.finding.certainty == "high" else f"{code}.head.medium",
            dimension=values_of.title(one),
            distance=words.points(distance),
            target=values_of.score(one, words, "target"),
        )
    if code == "F-TYPE-VIEWS":
        return sentence(f"{code}.head.low" if one.finding.certainty == "low" else f"{code}.head")
    if code == "F-ITEM-AGAINST":
        count = len(one.text_value("items").split(","))
        key = "one" if count == 1 else "many"
        number = words.in_words(count, capital=True)
        return sentence(f"{code}.head.{key}", dimension=values_of.title(one), count=number)
    careful = {"F-GAP-BLIND", "F-GAP-HIDDEN", "F-GAP-MIRROR", "F-SELF-APART"}
    suffix = ".finding" if code in careful and gap_findings.proven(one) else ""
    return sentence(f"{code}.head{suffix}", dimension=values_of.title(one))


def _stage_head(one: Told, words: Words) -> Sentence:
    row = roadmap.main_row(one.view)
    following = roadmap.next_stage(one.view, row) if row else None
    number = int(one.number_value("next_stage") or 0)
    if following is None or not roadmap.judged(following):
        return sentence("F-STAGE.head.unjudged", next=number)
    ready = [axis for axis, state in following.axes.items() if state.met]
    open_axes = [axis for axis, state in following.axes.items() if not state.met]
    if not ready:
        return sentence("F-STAGE.head.level", next=number)
    names = {"lead": _names(one.view, words, ready), "lag": _names(one.view, words, open_axes)}
    return sentence("F-STAGE.head.lead", next=number, **names)


def _names(view: View, words: Words, axes: list[str]) -> str:
    return words.series([view.names[axis] for axis in axes])


def _type(one: Told, words: Words) -> list[Sentence]:
    fit = one.number_value("fit")
    return [
        sentence(
            "F-TYPE.text",
            qualifier=values_of.capital(words(f"qualifier.{one.text_value('qualifier')}")),
            certainty=words(f"certainty.{one.finding.certainty}"),
            fit="–" if fit is None else words.decimal(fit),
            n=values_of.n(one, words),
        )
    ]


def _type_open(one: Told, words: Words) -> list[Sentence]:
    view, margin = one.view, one.number_value("margin")
    row = view.type_row()
    said, titles = types.verdict_of(view, row) if row else ("nearest", [])
    if said == "missed":
        return [
            sentence(
                "F-TYPE-OPEN.gate",
                nearest=titles[0],
                type=view.type_title(one.text_value("type")),
                n=values_of.n(one, words),
            )
        ]
    return [
        sentence(
            "F-TYPE-OPEN.text",
            type=view.type_title(one.text_value("type")),
            runner_up=view.type_title(one.text_value("runner_up")),
            margin=words.decimal(margin or 0.0),
            n=values_of.n(one, words),
        )
    ]


def _type_views(one: Told, words: Words) -> list[Sentence]:
    values: dict[str, object] = {}
    for key in ("self", "external"):
        values[key] = one.view.type_title(one.text_value(key))
        values[f"{key}_sure"] = words(f"certainty.{one.text_value(f'{key}_certainty')}")
        values[f"{key}_n"] = values_of.n(one, words, f"{key}_n")
    return [sentence("F-TYPE-VIEWS.text", **values)]


def _interval(one: Told, words: Words) -> list[Sentence]:
    """How sure the score of a dimension is."""
    row = one.view.best_scope("dimension", one.text_value("dimension"))
    if row is None:
        return []
    said = certainty.interval(words, row, certainty.invited(one.view, row), counted=False)
    return [said] if said else []


def _weak(one: Told, words: Words) -> list[Sentence]:
    values = {
        "dimension": values_of.title(one),
        "score": values_of.score(one, words, "score"),
        "n": values_of.n(one, words),
    }
    found = [sentence("F-DIM-WEAK.text", **values), *_interval(one, words)]
    if one.number_value("facet_score") is not None:
        facet = words.quoted(one.view.titles[one.text_value("facet")])
        score = values_of.score(one, words, "facet_score")
        found.append(sentence("F-DIM-WEAK.facet", facet=facet, facet_score=score))
    return found


def _strong(one: Told, words: Words) -> list[Sentence]:
    values = {key: values_of.score(one, words, key) for key in ("score", "target")}
    return [sentence("F-DIM-STRONG.text", n=values_of.n(one, words), **values), *_interval(one, words)]


def _stage_certainty(one: Told) -> list[Sentence]:
    row = roadmap.main_row(one.view)
    if row is None or row.stage is None:
        return []
    found = stage_verdict(row)
    return [sentence(f"F-STAGE.{found.kind}", stage=row.stage, low=found.low, high=found.high)]


def _unjudged(one: Told) -> list[Sentence]:
    """What limits all that is said about a roadmap: an axis without a number."""
    return [sentence("F-STAGE.unjudged")] if one.finding.certainty == "low" else []


def _stage(one: Told, words: Words) -> list[Sentence]:
    view, row = one.view, roadmap.main_row(one.view)
    following = roadmap.next_stage(view, row) if row else None
    if row is None or following is None:
        return []
    parts = _axis_scores(one, words, following)
    found = []
    if parts:
        found.append(
            sentence(
                "F-STAGE.text",
                next=following.stage,
                axes=words.series(parts),
                threshold=values_of.score(one, words, "threshold"),
                n=roadmap_n(view, words),
            )
        )
    scores = {key: view.shown("item", key, row.scope, row.scope_id) for key in row.next_steps}
    shown = {key: score_of(found) for key, found in scores.items() if found is not None}
    if shown:
        lowest = min(shown, key=lambda key: shown[key])
        item = words.cited(view.text(view.items[lowest].text))
        found.append(sentence("F-STAGE.weakest", item=item, score=words.score(shown[lowest])))
    return [*found, *_stage_certainty(one)]


def _top(one: Told, words: Words) -> list[Sentence]:
    last = words.in_words(one.view.definition.last_stage)
    return [
        sentence("F-STAGE-TOP.text", last=last, n=roadmap_n(one.view, words)),
        *_stage_certainty(one),
    ]


def _imbalance(one: Told, words: Words) -> list[Sentence]:
    row = roadmap.main_row(one.view)
    parts = [
        words("roadmap.alt.axis", axis=one.view.titles[axis], stage=stage)
        for axis, stage in (row.axis_stages.items() if row else ())
    ]
    said = sentence("F-STAGE-IMBALANCE.text", axes=words.series(parts), n=roadmap_n(one.view, words))
    return [said, *_at_next(one, words, row), *_unjudged(one)]


def _at_next(one: Told, words: Words, row: RoadmapRow | None) -> list[Sentence]:
    """What the chart beside the finding shows: the axes of the next stage."""
    following = roadmap.next_stage(one.view, row) if row else None
    parts = _axis_scores(one, words, following) if following else []
    if following is None or not parts:
        return []
    threshold = words.score(roadmap.rules_of(one.view).axis_threshold)
    values = {"axes": words.series(parts), "threshold": threshold}
    return [sentence("F-STAGE-IMBALANCE.next", next=following.stage, **values)]


def _axis_scores(one: Told, words: Words, following: StageRow) -> list[str]:
    return [
        words("F-STAGE.axis", axis=one.view.titles[axis], score=words.score(state.score))
        for axis, state in following.axes.items()
        if state.score is not None
    ]


def _island(one: Told, words: Words) -> list[Sentence]:
    key = f"F-STAGE-ISLAND.text.{_number(one.text_value('islands').split(','))}"
    following = int(one.number_value("next_stage") or 0)
    return [sentence(key, next=following, n=roadmap_n(one.view, words)), *_unjudged(one)]


def _number(things: list[str]) -> str:
    return "one" if len(things) == 1 else "many"


def _contradiction(one: Told, words: Words) -> list[Sentence]:
    values = {key: values_of.score(one, words, key) for key in ("stage", "start")}
    said = sentence("F-STAGE-CONTRADICTION.text", n=roadmap_n(one.view, words), **values)
    return [said, *_unjudged(one)]


def _against(one: Told, words: Words) -> list[Sentence]:
    first = one.text_value("items").split(",")[0]
    correlation = one.number_value("item_rest")
    return [
        sentence(
            "F-ITEM-AGAINST.text",
            item=words.cited(one.view.text(one.view.items[first].text)),
            r="–" if correlation is None else words.decimal(correlation, 2),
            n=values_of.n(one, words),
        )
    ]


def _missing(one: Told, words: Words) -> list[Sentence]:
    return [sentence("F-TYPE-MISSING.text")]


_TEXTS: dict[str, Chooser] = {
    "F-TYPE": _type,
    "F-TYPE-OPEN": _type_open,
    "F-TYPE-MISSING": _missing,
    "F-TYPE-VIEWS": _type_views,
    "F-DIM-WEAK": _weak,
    "F-DIM-STRONG": _strong,
    "F-STAGE": _stage,
    "F-STAGE-TOP": _top,
    "F-STAGE-IMBALANCE": _imbalance,
    "F-STAGE-ISLAND": _island,
    "F-STAGE-CONTRADICTION": _contradiction,
    "F-GAP-BLIND": gap_findings.pair,
    "F-GAP-HIDDEN": gap_findings.pair,
    "F-GAP-AGREED-STRENGTH": gap_findings.pair,
    "F-GAP-AGREED-WEAKNESS": gap_findings.pair,
    "F-GAP-MIRROR": gap_findings.mirror,
    "F-SELF-APART": gap_findings.apart,
    "F-ITEM-AGAINST": _against,
}
CODES = frozenset(_TEXTS)
"""Codes of findings that there are words for."""
