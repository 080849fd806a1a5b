"""Findings in words: one sentence, then value and n; what was tested sets the verb."""

from __future__ import annotations

from collections.abc import Callable

from salesex.reports.view import View
from salesex.reports.wording import roadmap, types
from salesex.reports.wording.measures import Told
from salesex.reports.wording.profile import score_of
from salesex.reports.wording.words import Sentence, Words, sentence

Chooser = Callable[[Told, Words], list[Sentence]]


def head(one: Told, words: Words) -> str:
    """The finding as one sentence."""
    return words.say(_head(one, words))


def text(one: Told, words: Words) -> str:
    """Values and n that the finding rests on."""
    return " ".join(words.say(chosen) for chosen in _TEXTS[one.finding.code](one, words))


def _title(one: Told, key: str = "dimension") -> str:
    return one.view.names.get(one.text_value(key), "")


def _score(one: Told, words: Words, key: str) -> str:
    value = one.number_value(key)
    return "–" if value is None else words.score(value)


def _n(one: Told, words: Words, key: str = "n") -> str:
    value = one.number_value(key)
    return words.n(None if value is None else int(value))


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


def _proven(one: Told) -> bool:
    row = one.view.gap(one.text_value("dimension"), "self", "external")
    if one.finding.code == "F-GAP-MIRROR":
        row = one.view.gap(one.text_value("dimension"), "self", "mirror")
    return row is not None and row.evidence == "finding"


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
            f"{code}.head", lead=_title(one, "leading"), lag=_title(one, "lagging"), difference=stages
        )
    if code == "F-STAGE-ISLAND":
        numbers = one.text_value("islands").split(",")
        return sentence(f"{code}.head.{_number(numbers)}", islands=words.series(numbers))
    if code == "F-DIM-WEAK":
        distance = (one.number_value("target") or 0.0) - (one.number_value("score") or 0.0)
        return sentence(
            f"{code}.head",
            dimension=_title(one),
            distance=words.points(distance),
            target=_score(one, words, "target"),
        )
    careful = {"F-GAP-BLIND", "F-GAP-HIDDEN", "F-GAP-MIRROR"}
    suffix = ".finding" if code in careful and _proven(one) else ""
    return sentence(f"{code}.head{suffix}", dimension=_title(one))


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
            qualifier=_capital(words(f"qualifier.{one.text_value('qualifier')}")),
            certainty=words(f"certainty.{one.finding.certainty}"),
            fit="–" if fit is None else words.decimal(fit),
            n=_n(one, words),
        )
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
                n=_n(one, words),
            )
        ]
    return [
        sentence(
            "F-TYPE-OPEN.text",
            type=view.type_title(one.text_value("type")),
            runner_up=view.type_title(one.text_value("runner_up")),
            margin=words.decimal(margin or 0.0),
            n=_n(one, words),
        )
    ]


def _type_views(one: Told, words: Words) -> list[Sentence]:
    names = {key: one.view.type_title(one.text_value(key)) for key in ("self", "external")}
    return [sentence("F-TYPE-VIEWS.text", **names)]


def _weak(one: Told, words: Words) -> list[Sentence]:
    values = {"dimension": _title(one), "score": _score(one, words, "score"), "n": _n(one, words)}
    found = [sentence("F-DIM-WEAK.text", **values)]
    if one.number_value("facet_score") is not None:
        facet = words.quoted(one.view.titles[one.text_value("facet")])
        score = _score(one, words, "facet_score")
        found.append(sentence("F-DIM-WEAK.facet", facet=facet, facet_score=score))
    return found


def _strong(one: Told, words: Words) -> list[Sentence]:
    values = {key: _score(one, words, key) for key in ("score", "target")}
    return [sentence("F-DIM-STRONG.text", n=_n(one, words), **values)]


def _stage(one: Told, words: Words) -> list[Sentence]:
    view, row = one.view, roadmap.main_row(one.view)
    following = roadmap.next_stage(view, row) if row else None
    if row is None or following is None:
        return []
    parts = [
        words("F-STAGE.axis", axis=view.titles[axis], score=words.score(state.score))
        for axis, state in following.axes.items()
        if state.score is not None
    ]
    found = []
    if parts:
        found.append(
            sentence(
                "F-STAGE.text",
                next=following.stage,
                axes=words.series(parts),
                threshold=_score(one, words, "threshold"),
                n=roadmap_n(view, words),
            )
        )
    scores = {key: view.shown("item", key, row.scope, row.scope_id) for key in row.next_steps}
    shown = {key: score_of(found) for key, found in scores.items() if found is not None}
    if shown:
        lowest = min(shown, key=lambda key: shown[key])
        item = words.cited(view.text(view.items[lowest].text))
        found.append(sentence("F-STAGE.weakest", item=item, score=words.score(shown[lowest])))
    return found


def _top(one: Told, words: Words) -> list[Sentence]:
    last = words.in_words(one.view.definition.last_stage)
    return [sentence("F-STAGE-TOP.text", last=last, n=roadmap_n(one.view, words))]


def _imbalance(one: Told, words: Words) -> list[Sentence]:
    row = roadmap.main_row(one.view)
    parts = [
        words("roadmap.alt.axis", axis=one.view.titles[axis], stage=stage)
        for axis, stage in (row.axis_stages.items() if row else ())
    ]
    return [sentence("F-STAGE-IMBALANCE.text", axes=words.series(parts), n=roadmap_n(one.view, words))]


def _island(one: Told, words: Words) -> list[Sentence]:
    key = f"F-STAGE-ISLAND.text.{_number(one.text_value('islands').split(','))}"
    following = int(one.number_value("next_stage") or 0)
    return [sentence(key, next=following, n=roadmap_n(one.view, words))]


def _number(things: list[str]) -> str:
    return "one" if len(things) == 1 else "many"


def _contradiction(one: Told, words: Words) -> list[Sentence]:
    values = {key: _score(one, words, key) for key in ("stage", "start")}
    return [sentence("F-STAGE-CONTRADICTION.text", n=roadmap_n(one.view, words), **values)]


def _gap(one: Told, words: Words) -> list[Sentence]:
    row = one.view.gap(one.text_value("dimension"), "self", "external")
    values: dict[str, object] = {
        "self": _score(one, words, "self"),
        "n_self": _n(one, words, "n_self"),
        "external": _score(one, words, "external"),
        "n_external": _n(one, words, "n_external"),
        "gap": words.gap(one.number_value("self") or 0.0, one.number_value("external") or 0.0),
    }
    if row is None or row.p_adjusted is None:
        found = [sentence("F-GAP.text", **values)]
    else:
        found = [sentence("F-GAP.text.p", p=_p(row.p_adjusted, words), **values)]
    if one.number_value("mirror") is not None:
        mirror = f"{_score(one, words, 'mirror')} ({_n(one, words, 'n_mirror')})"
        found.append(sentence("F-GAP.mirror", mirror=mirror))
    return found


def _p(value: float, words: Words) -> str:
    """A p value with three decimals; what would be 0.000 is told as smaller than the last of them."""
    smallest = 0.001
    return f"p < {words.decimal(smallest, 3)}" if value < smallest else f"p = {words.decimal(value, 3)}"


def _mirror(one: Told, words: Words) -> list[Sentence]:
    values = {key: _score(one, words, key) for key in ("self", "mirror")}
    counts = {key: _n(one, words, key) for key in ("n_self", "n_mirror")}
    gap = words.gap(one.number_value("self") or 0.0, one.number_value("mirror") or 0.0)
    return [sentence("F-GAP-MIRROR.text", gap=gap, **values, **counts)]


def _apart(one: Told, words: Words) -> list[Sentence]:
    titles = {group.id: one.view.text(group.title) for group in one.view.engagement.groups}
    titles["rest-self"] = words("rest")
    return [
        sentence(
            "F-SELF-APART.text",
            a=titles.get(one.text_value("higher"), ""),
            a_score=_score(one, words, "higher_score"),
            b=titles.get(one.text_value("lower"), ""),
            b_score=_score(one, words, "lower_score"),
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
    "F-GAP-BLIND": _gap,
    "F-GAP-HIDDEN": _gap,
    "F-GAP-AGREED-STRENGTH": _gap,
    "F-GAP-AGREED-WEAKNESS": _gap,
    "F-GAP-MIRROR": _mirror,
    "F-SELF-APART": _apart,
}
CODES = frozenset(_TEXTS)
"""Codes of findings that there are words for."""
