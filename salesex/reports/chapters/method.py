"""Participation, method and limits: who answered, what is hidden, how it was computed."""

from __future__ import annotations

from dataclasses import dataclass

from salesex.model.results import GroupInfo, Results
from salesex.model.rules import Scoring
from salesex.model.together import Together, counted_together, shown_together
from salesex.model.verdicts import LARGE, MEDIUM, SMALL
from salesex.reports.chapters import quality
from salesex.reports.chapters.base import Chapter, Studio, kept_groups
from salesex.reports.charts import track
from salesex.reports.drawing import Drawing
from salesex.reports.view import View
from salesex.reports.wording import roadmap as roadmap_wording
from salesex.reports.wording.words import Sentence, Words, sentence

HASH_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Turnout:
    """One group's participation; without a number it is hidden."""

    title: str
    view: str
    bar: Drawing | None
    count: str
    rate: str
    hint: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences; `sheet`: it begins a new one."""

    title: str
    paragraphs: tuple[str, ...]
    sheet: bool = False


@dataclass(frozen=True, kw_only=True)
class Method(Chapter):
    """How the report came about."""

    groups: tuple[Turnout, ...]
    total: tuple[str, str]
    note: str
    sections: tuple[Section, ...]
    made: str


@dataclass(frozen=True, slots=True)
class _Answered:
    """The largest count of a group over all questionnaires; None where all are hidden."""

    group: GroupInfo
    answered: int | None
    modes: dict[str, int]
    only: tuple[str, ...]


def build(results: Results, views: list[View], studio: Studio, *, seen: bool = False) -> Method:
    """Make the chapter; `seen`: with who can see what, where no other chapter says it."""
    words = studio.words
    counted = [_answered(group, views) for group in studio.engagement.groups]
    shown = [one for one in counted if one.answered is not None]
    rests = counted_together(view.part for view in views)
    together = {group: rest for rest in rests for group in rest.groups}
    answered = sum(one.answered or 0 for one in shown) + sum(rest.n for rest in rests)
    asked = [one.group.invited for one in counted if one in shown or one.group.id in together]
    known = [number for number in asked if number is not None]
    invited = sum(known) if asked and len(known) == len(asked) else None
    several = len(views) > 1
    return Method(
        part="method",
        kicker=words("method.kicker"),
        message=words.heading(_message(words, answered, invited, len(counted) - len(asked))),
        groups=tuple(_turnout(one, counted, studio, together.get(one.group.id)) for one in counted),
        total=(_of(str(answered), invited), _rate(words, answered, invited)),
        note=words("method.turnout.note") if several else "",
        sections=_sections(views, counted, studio, seen=seen),
        made=words(
            "method.made",
            version=results.provenance.salesex,
            hash=results.provenance.responses.sha256[:HASH_SHOWN],
        ),
    )


def _answered(group: GroupInfo, views: list[View]) -> _Answered:
    rows = [row for view in views if (row := view.participation(group.id)) is not None]
    counts = [row.answered for row in rows if row.answered is not None]
    fullest = max(
        (row for row in rows if row.answered is not None), key=lambda row: row.answered or 0, default=None
    )
    asked = [view for view in views if view.participation(group.id) is not None]
    only = tuple(view.text(view.definition.title) for view in asked) if len(asked) < len(views) else ()
    return _Answered(group, max(counts, default=None), dict(fullest.modes) if fullest else {}, only)


def _message(words: Words, answered: int, invited: int | None, hidden: int) -> Sentence:
    values: dict[str, object] = {"answered": answered, "groups": words.count(hidden, "small_group")}
    if invited is None:
        return sentence("method.message.counted.protected" if hidden else "method.message.counted", **values)
    key = "method.message.protected" if hidden else "method.message"
    return sentence(key, invited=invited, **values)


def _of(answered: str, invited: int | None) -> str:
    return answered if invited is None else f"{answered} / {invited}"


def _rate(words: Words, answered: int, invited: int | None) -> str:
    return "–" if not invited else words.percent(100 * answered / invited)


def _turnout(one: _Answered, counted: list[_Answered], studio: Studio, together: Together | None) -> Turnout:
    words, group = studio.words, one.group
    title = _title(studio, group)
    sight = words(f"view.{group.perspective}")
    if one.answered is None and together is not None:
        hint = words("method.hint.together", view=words(f"view.{together.perspective}"), n=together.n)
        return Turnout(title, sight, None, "–", "–", hint, hidden=True)
    if one.answered is None:
        key = "reason.no_consent" if group.single_role and group.consent is None else "reason.few"
        return Turnout(title, sight, None, "–", "–", words(key, k=studio.minimum), hidden=True)
    shown = [other for other in counted if other.answered is not None]
    largest = max(max(other.answered or 0, other.group.invited or 0) for other in shown)
    invited = group.invited
    alt = (
        words("method.turnout.alone", answered=one.answered)
        if invited is None
        else words("method.turnout.alt", answered=one.answered, invited=invited)
    )
    bar = studio.keep(track.turnout(one.answered, invited, largest, studio.colours, alt))
    hints = [words("method.hint.only", questionnaires=words.series(one.only))] if one.only else []
    if group.single_role and group.consent:
        hints.append(words("method.hint.single", date=words.short_date(group.consent)))
    hints += [
        words(f"method.hint.mode.{mode}", n=count)
        for mode, count in one.modes.items()
        if mode != "self" and count and not group.single_role
    ]
    count = _of(str(one.answered), invited)
    return Turnout(title, sight, bar, count, _rate(words, one.answered, invited), ", ".join(hints))


def _title(studio: Studio, group: GroupInfo) -> str:
    title = group.title
    return title if isinstance(title, str) else title[studio.words.language]


def _sections(
    views: list[View], counted: list[_Answered], studio: Studio, *, seen: bool
) -> tuple[Section, ...]:
    words = studio.words
    sources = tuple(_source(view, words) for view in views)
    found = [
        Section(words("method.hidden"), _hidden(views, counted, studio)),
        *_frozen(views, words),
        *([Section(words("quality.seen"), quality.seen(views, studio))] if seen else []),
        Section(words("method.how"), _how(views, studio), sheet=seen),
        Section(words("method.limits"), (_limits(views, counted, studio),)),
        Section(words("method.sources"), sources),
    ]
    return tuple(found)


def _limits(views: list[View], counted: list[_Answered], studio: Studio) -> str:
    """What the report cannot say, as far as it concerns what this one shows."""
    words = studio.words
    found = [words("method.limits.text")]
    if any(view.definition.types or view.definition.staged for view in views):
        found.append(words("method.limits.aids"))
    roles = [_title(studio, one.group) for one in counted if one.group.single_role and one.answered]
    if roles:
        found.append(words("method.limits.roles", groups=words.series(roles)))
    else:
        found.append(words("method.limits.nobody"))
    return " ".join(found)


def _hidden(views: list[View], counted: list[_Answered], studio: Studio) -> tuple[str, ...]:
    words, k = studio.words, studio.minimum
    rests = shown_together(view.part for view in views)
    together = {group for rest in rests for group in rest.groups}
    few = [one.group for one in counted if one.answered is None and one.group.id not in together]
    no_consent = [group for group in few if group.single_role and group.consent is None]
    small = [_title(studio, group) for group in few if group not in no_consent]
    found = []
    if small:
        found.append(words("method.hidden.groups", k=k, groups=words.series(small)))
    elif not no_consent:
        found.append(words("method.hidden.none", k=k))
    if no_consent:
        names = words.series([_title(studio, group) for group in no_consent])
        found.append(words("method.hidden.no_consent", groups=names))
    found += _together(rests, counted, studio)
    consented = [
        words("method.hidden.consent.part", group=_title(studio, g), date=words.long_date(g.consent))
        for one in counted
        if (g := one.group).single_role and g.consent and one.answered is not None
    ]
    if consented:
        found.append(words("method.hidden.consent", groups=words.series(consented)))
    return (" ".join(found),)


def _together(rests: tuple[Together, ...], counted: list[_Answered], studio: Studio) -> list[str]:
    """Which small groups are shown together, and how many people they are together."""
    words = studio.words
    titles = {one.group.id: _title(studio, one.group) for one in counted}
    return [
        words(
            "method.hidden.together",
            groups=words.series([titles[group] for group in rest.groups]),
            view=words(f"view.{rest.perspective}"),
            n=rest.n,
        )
        for rest in rests
    ]


def _frozen(views: list[View], words: Words) -> list[Section]:
    """Groups that keep the values of an earlier report, by its date."""
    found = list(dict.fromkeys(said for view in views for said in kept_groups(view, words)))
    return [Section(words("method.kept"), (" ".join([*found, words("method.kept.why")]),))] if found else []


def _how(views: list[View], studio: Studio) -> tuple[str, ...]:
    words = studio.words
    profiles = [view for view in views if not view.definition.staged]
    scoring = (profiles or views)[0].definition.scoring if views else Scoring()
    found = [
        words(
            "method.how.scores",
            k=studio.minimum,
            cap=words.in_words(scoring.group_weight_cap),
            share=words.percent(100 * scoring.min_answered_share),
        )
    ]
    if any(view.definition.types for view in views):
        found.append(words("method.how.types"))
    for view in views:
        if view.definition.staged:
            rules = roadmap_wording.rules_of(view)
            threshold, floor = words.score(rules.axis_threshold), words.score(rules.item_floor)
            found.append(words("method.how.stages", threshold=threshold, floor=floor))
            break
    if any(view.definition.gaps for view in views):
        found.append(words("method.how.gaps"))
    if any(gap.p is not None for view in views for gap in view.part.gaps):
        found.append(words("method.how.tested", **_bars(views, words)))
    if any(gap.g is not None for view in views for gap in view.part.gaps):
        sizes = {"small": SMALL, "medium": MEDIUM, "large": LARGE}
        found.append(words("method.how.sizes", **{key: words.decimal(g) for key, g in sizes.items()}))
    if any(row.ci_low is not None for view in views for row in view.part.scores):
        found.append(words("method.how.intervals", sure=words.percent(95)))
        if any(group.invited is None for group in studio.engagement.groups):
            found.append(words("method.how.intervals.open"))
    types = [row.stability for view in views for row in view.part.types]
    stages = [row.stability for view in views for row in view.part.roadmap]
    if any(stability is not None for stability in (*types, *stages)):
        found.append(words("method.how.repeats"))
    found.append(words("method.how.rounding"))
    return (" ".join(found),)


def _bars(views: list[View], words: Words) -> dict[str, str]:
    """From how many points a gap is notable, and up to which p it is more than chance."""
    rules = next(view.definition.gaps for view in views if view.definition.gaps)
    return {"divergence": words.score(rules.divergence), "alpha": words.decimal(rules.alpha, 2)}


def _source(view: View, words: Words) -> str:
    definition = view.definition
    values = {"title": view.text(definition.title), "version": definition.version}
    if definition.source is None:
        return words("method.source.plain", **values)
    return words("method.source", source=view.text(definition.source), **values)
